"""`make lab` hands out lessons without ever taking a learner's work."""

import errno
import json
import os
import sys
import zipfile

import pytest

from utils import lab
from utils.lab import KIT, RECORD, command, first_lesson, hand_out
from utils.storage.fetch import FetchError

NAME = "01_neurons/01_neurons.ipynb"


@pytest.fixture
def course(tmp_path):
    """Folders with one released lesson: (notebooks, work)."""
    release = tmp_path / "notebooks" / NAME
    release.parent.mkdir(parents=True)
    release.write_text("first version")
    return tmp_path / "notebooks", tmp_path / "work"


def test_lessons_are_copied_once(course):
    notebooks, work = course
    assert hand_out(notebooks, work) == []
    assert (work / NAME).read_text() == "first version"
    assert hand_out(notebooks, work) == []
    assert sorted(path.name for path in work.rglob("*") if path.is_file()) == [
        RECORD,
        "01_neurons.ipynb",
    ]


def test_what_the_learner_wrote_stays(course):
    notebooks, work = course
    hand_out(notebooks, work)
    (work / NAME).write_text("my answers")
    assert hand_out(notebooks, work) == []
    assert (work / NAME).read_text() == "my answers"


def test_a_new_version_replaces_an_untouched_copy_and_says_so(course):
    notebooks, work = course
    hand_out(notebooks, work)
    (notebooks / NAME).write_text("second version")
    assert hand_out(notebooks, work) == [f"{NAME} has a new version, and you have it now."]
    assert (work / NAME).read_text() == "second version"
    assert hand_out(notebooks, work) == []


def test_a_new_version_is_put_beside_what_the_learner_wrote(course):
    notebooks, work = course
    hand_out(notebooks, work)
    (work / NAME).write_text("my answers")
    for number, version in enumerate(["second version", "third version"], start=1):
        (notebooks / NAME).write_text(version)
        beside = "01_neurons.new.ipynb" if number == 1 else "01_neurons.new2.ipynb"
        (notice,) = hand_out(notebooks, work)
        assert beside in notice
        assert (work / NAME).read_text() == "my answers"
        assert (work / "01_neurons" / beside).read_text() == version
        assert hand_out(notebooks, work) == []


def test_a_deleted_copy_comes_back(course):
    notebooks, work = course
    hand_out(notebooks, work)
    (work / NAME).unlink()
    hand_out(notebooks, work)
    assert (work / NAME).read_text() == "first version"


@pytest.mark.parametrize("record", [None, "", "{broken", "[]", '{"other": 1}'])
def test_without_a_record_nothing_of_the_learner_is_touched(course, record):
    notebooks, work = course
    (work / NAME).parent.mkdir(parents=True)
    (work / NAME).write_text("my answers")
    if record is not None:
        (work / RECORD).write_text(record)
    assert hand_out(notebooks, work) == []
    assert (work / NAME).read_text() == "my answers"
    assert NAME in json.loads((work / RECORD).read_text())


def test_lab_opens_on_the_first_lesson_and_flags_come_last(tmp_path):
    lesson = "00_start_here/00_start_here.ipynb"
    line = command(tmp_path, ["--no-browser", "--port=9999"], lesson)
    assert line[:3] == [sys.executable, "-m", "jupyterlab"]
    assert f"--ServerApp.root_dir={tmp_path}" in line
    assert "--LabApp.default_url=/lab/tree/00_start_here/00_start_here.ipynb" in line
    assert line[-2:] == ["--no-browser", "--port=9999"]
    assert "--LabApp.default_url=/lab" in command(tmp_path, [])


def test_without_lesson_00_lab_opens_on_the_first_there_is(course, tmp_path):
    notebooks, _ = course
    write(notebooks / "mistakes" / "README.md", "pages")
    assert first_lesson(notebooks) == NAME
    assert first_lesson(tmp_path / "nothing") == ""


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_the_pages_of_mistakes_lie_beside_the_lessons(course):
    notebooks, work = course
    index = "# Pages\n\n- [Any](any.md)\n- [01](01_neurons.md)\n- [05](05_backward_pass.md)\n"
    for name, text in {"README.md": index, "any.md": "any", "01_neurons.md": "one"}.items():
        write(notebooks / "mistakes" / name, text)
    assert hand_out(notebooks, work) == []
    assert (work / "mistakes" / "01_neurons.md").read_text() == "one"
    # A page that is not handed out yet is not linked
    assert (work / "mistakes" / "README.md").read_text() == index.replace(
        "- [05](05_backward_pass.md)\n", ""
    )
    write(notebooks / "mistakes" / "01_neurons.md", "one, better")
    assert hand_out(notebooks, work) == []  # no news for the learner
    assert (work / "mistakes" / "01_neurons.md").read_text() == "one, better"
    write(work / "mistakes" / "01_neurons.md", "my notes")
    write(notebooks / "mistakes" / "01_neurons.md", "one, best")
    (notice,) = hand_out(notebooks, work)
    assert "01_neurons.new.md" in notice
    assert (work / "mistakes" / "01_neurons.md").read_text() == "my notes"


def pack(path, files):
    with zipfile.ZipFile(path, "w") as kit:
        for name, text in files.items():
            kit.writestr(name, text)


def test_a_kits_lessons_come_out_of_its_zip(started, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(lab, "fetch_mnist", lambda: tmp_path)
    page = "mistakes/02_activations.md"
    pack(tmp_path / KIT, {"02_activations/02_activations.ipynb": "two", page: "page"})
    lab.main([])
    work = tmp_path / "work"
    assert (work / "02_activations" / "02_activations.ipynb").read_text() == "two"
    assert (work / page).exists()
    assert not (work / NAME).exists()  # notebooks/ is an earlier kit's
    assert started == [command(work, [], "02_activations/02_activations.ipynb")]


def test_other_programs_can_open_the_lessons_too(started, tmp_path, capsys):
    assert lab.main(["--hand-out"]) == 0
    assert (tmp_path / "work" / NAME).exists()
    assert started == []
    assert str(tmp_path / "work") in capsys.readouterr().out


@pytest.mark.parametrize(
    ("number", "step"),
    [
        (errno.EROFS, "Copy the course's folder to where you may write"),
        (errno.EACCES, "Copy the course's folder to where you may write"),
        (errno.ENOSPC, "Make room on the disk"),
    ],
)
def test_a_folder_that_cannot_be_written_is_told_with_the_next_step(
    number, step, started, monkeypatch, capsys
):
    def refused(path, data):
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(lab, "write_bytes", refused)
    assert lab.main([]) == 1
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert os.strerror(number) in said
    assert step in said
    assert started == []


def test_the_settings_hide_the_instructors_tools_and_keep_validate():
    page = json.loads((lab.SETTINGS / "page_config.json").read_text())
    hidden = page["disabledExtensions"]
    assert hidden["@jupyter/nbgrader:formgrader"] is True
    assert "@jupyter/nbgrader:validate-assignment" not in hidden
    assert json.loads((lab.SETTINGS / "overrides.json").read_text())


@pytest.fixture
def started(course, tmp_path, monkeypatch):
    """Run `main` in a small course; gives the command lines that it would have become."""
    lines = []
    monkeypatch.setattr(lab, "ROOT", tmp_path)
    monkeypatch.setattr(lab.os, "execv", lambda _program, line: lines.append(line))
    monkeypatch.setattr(lab.subprocess, "call", lambda line: lines.append(line) or 0)
    monkeypatch.chdir(tmp_path)
    return lines


def test_main_hands_out_fetches_and_starts(started, tmp_path, monkeypatch):
    monkeypatch.setattr(lab, "fetch_mnist", lambda: tmp_path)
    lab.main(["--no-browser"])
    assert (tmp_path / "work" / NAME).exists()
    assert started == [command(tmp_path / "work", ["--no-browser"], NAME)]


def test_without_mnist_lab_starts_all_the_same(started, monkeypatch, capsys):
    def offline():
        raise FetchError("MNIST could not be fetched: run `make data`.")

    monkeypatch.setattr(lab, "fetch_mnist", offline)
    lab.main([])
    assert len(started) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("Lessons 00 to 07 do not need it.")
    assert len(lines) == 2
