"""`make lab` hands out lessons without ever taking a learner's work."""

import json
import sys

import pytest

from utils import lab
from utils.lab import RECORD, command, hand_out
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
    line = command(tmp_path, ["--no-browser", "--port=9999"])
    assert line[:3] == [sys.executable, "-m", "jupyterlab"]
    assert f"--ServerApp.root_dir={tmp_path}" in line
    assert "--LabApp.default_url=/lab/tree/00_start_here/00_start_here.ipynb" in line
    assert line[-2:] == ["--no-browser", "--port=9999"]


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
    assert started == [command(tmp_path / "work", ["--no-browser"])]


def test_without_mnist_lab_starts_all_the_same(started, monkeypatch, capsys):
    def offline():
        raise FetchError("MNIST could not be fetched: run `make data`.")

    monkeypatch.setattr(lab, "fetch_mnist", offline)
    lab.main([])
    assert len(started) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("Lessons 00 to 07 do not need it.")
    assert len(lines) == 2
