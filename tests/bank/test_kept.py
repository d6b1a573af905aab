"""What trying a bank gave is kept by content: nothing that decides it can change unseen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import asdict

import pytest

from grading import ROOT
from grading.bank import kept, shipped
from grading.bank.kept import SHIPPED, TRIED, keep, key
from grading.bank.trial import as_report, try_exercise

LESSON, EXERCISE = "00_start_here", "mean_of_columns"
HERE = os.environ | {"PYTHONPATH": str(ROOT)}


def wait_for(path):
    """Wait until a file is there."""
    while not path.exists():
        time.sleep(0.01)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """What decides of lesson 00's bank, as a project of its own."""
    root = tmp_path_factory.mktemp("project")
    for folder in ("utils", "data", "grading/bank", "grading/lesson"):
        leave = shutil.ignore_patterns("__pycache__", "MNIST")
        shutil.copytree(ROOT / folder, root / folder, ignore=leave)
    solution = f"solutions/{LESSON}"
    shutil.copytree(ROOT / solution, root / solution)
    return root


DECIDING = [
    "grading/bank/lesson_00.py",
    "grading/bank/shipped.py",
    "grading/bank/mutants.py",
    "grading/lesson/cells.py",
    "utils/probes/lesson_00.py",
    "utils/checking/recognise.py",
    "utils/checking/messages.py",
    "utils/checks.py",
    "data/students.csv",
]


@pytest.mark.parametrize("name", DECIDING)
@pytest.mark.parametrize("what", [SHIPPED, TRIED])
def test_a_change_in_what_decides_tries_again(project, what, name):
    path = project / name
    before, content = key(LESSON, what, project), path.read_bytes()
    try:
        path.write_bytes(content + b"\n")
        assert key(LESSON, what, project) != before
    finally:
        path.write_bytes(content)
    assert key(LESSON, what, project) == before


@pytest.mark.parametrize("what", [SHIPPED, TRIED])
def test_a_change_in_a_cell_tries_again(project, what):
    path = project / "solutions" / LESSON / f"{LESSON}.ipynb"
    before, content = key(LESSON, what, project), path.read_text(encoding="utf-8")
    try:
        path.write_text(content.replace("axis=0", "axis=-2", 1), encoding="utf-8")
        assert key(LESSON, what, project) != before
    finally:
        path.write_text(content, encoding="utf-8")


def test_another_lessons_bank_and_pictures_that_no_cell_imports_change_nothing(project):
    before = key(LESSON, TRIED, project)
    for name in ("grading/bank/lesson_01.py", "utils/conv_pictures.py"):
        with (project / name).open("a", encoding="utf-8") as file:
            file.write("\n")
    assert key(LESSON, TRIED, project) == before


def test_what_ships_does_not_depend_on_what_shipped_and_what_is_tried_does(project):
    path = project / "utils" / "probes" / f"{LESSON}.json"
    before = {what: key(LESSON, what, project) for what in (SHIPPED, TRIED)}
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert key(LESSON, SHIPPED, project) == before[SHIPPED]
    assert key(LESSON, TRIED, project) != before[TRIED]


def test_a_sound_result_is_made_once_and_another_each_time(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "key", lambda *_: "0" * 24)
    made = []

    def ask(sound):
        return keep(
            LESSON,
            SHIPPED,
            lambda: made.append(0) or {"n": len(made)},
            lambda found: sound,
            root=tmp_path,
        )

    assert [ask(False), ask(False), ask(True), ask(True)] == [
        {"n": 1},
        {"n": 2},
        {"n": 3},
        {"n": 3},
    ]


def test_a_damaged_file_and_an_old_key_are_replaced(tmp_path, monkeypatch):
    for name in ("a" * 24, "b" * 24):
        monkeypatch.setattr(kept, "key", lambda *_, name=name: name)
        assert keep(LESSON, TRIED, lambda: [1], bool, part=EXERCISE, root=tmp_path) == [1]
    (path,) = (tmp_path / ".cache" / "bank").glob("*.json")
    assert path.name == f"00-tried-{EXERCISE}-{'b' * 24}.json"
    path.write_text("[", encoding="utf-8")
    assert keep(LESSON, TRIED, lambda: [2], bool, part=EXERCISE, root=tmp_path) == [2]
    assert path.read_text(encoding="utf-8") == "[2]\n"


ASKS = """
import sys, time
from pathlib import Path
from grading.bank.kept import TRIED, keep

def make():
    with open("made", "a") as file:
        file.write("x")
    while not Path("go on").exists():
        time.sleep(0.01)
    return [1]

open(sys.argv[1], "w").close()
found = keep("00_start_here", TRIED, make, bool, root=Path(), key_of=lambda *_: "0" * 24)
assert found == [1]
"""


@pytest.mark.kernel
def test_what_two_processes_want_at_one_time_is_made_once(tmp_path):
    first = subprocess.Popen([sys.executable, "-c", ASKS, "first"], cwd=tmp_path, env=HERE)
    wait_for(tmp_path / "made")
    second = subprocess.Popen([sys.executable, "-c", ASKS, "second"], cwd=tmp_path, env=HERE)
    wait_for(tmp_path / "second")
    with pytest.raises(subprocess.TimeoutExpired):
        second.wait(0.5)
    (tmp_path / "go on").touch()
    assert [first.wait(60), second.wait(60)] == [0, 0]
    assert (tmp_path / "made").read_text() == "x"


def test_a_folder_that_cannot_be_written_to_costs_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "key", lambda *_: "0" * 24)
    (tmp_path / ".cache").write_text("in the way", encoding="utf-8")
    assert keep(LESSON, TRIED, lambda: [1], bool, root=tmp_path) == [1]


def test_what_is_kept_is_what_was_made(project):
    made = try_exercise(LESSON, EXERCISE)
    assert as_report(asdict(made)) == made
    assert shipped.kept_files(LESSON) == shipped.files(LESSON)
