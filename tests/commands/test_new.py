"""`make new`: a lesson to begin with works at once, and nothing that is there is written over."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess

import pytest

from grading import ROOT, CourseError, lesson_path, new
from grading.author import notebook_of
from grading.authoring import agreement
from grading.authoring.reading import read_as_far
from grading.authoring.rules import findings

LESSON = "14_graphs"
README = (
    "| lesson | you build | minutes |\n|---|---|---|\n| 00 start here | a look | 20 |\n\nText.\n"
)


@pytest.fixture
def root(tmp_path):
    path = lesson_path("solutions", "00_start_here", tmp_path)
    path.parent.mkdir(parents=True)
    shutil.copy(lesson_path("solutions", "00_start_here"), path)
    (tmp_path / "README.md").write_text(README)
    return tmp_path


def test_it_makes_notebook_bank_probes_and_the_readmes_row(root):
    assert new.make(LESSON, root) == [
        "solutions/14_graphs/14_graphs.ipynb",
        "grading/bank/lesson_14.py",
        "utils/probes/lesson_14.py",
        "README.md",
    ]
    rows = (root / "README.md").read_text().splitlines()
    assert rows[2:4] == [
        "| 00 start here | a look | 20 |",
        "| 14 graphs | what the learner builds | 10 |",
    ]
    assert "@NN" not in (root / "grading/bank/lesson_14.py").read_text()


def test_what_it_makes_breaks_no_house_rule_but_that_it_never_ran(root):
    new.make(LESSON, root)
    known = {lesson: read_as_far(lesson, root)[0] for lesson in ("00_start_here", LESSON)}
    said = {text for _, text in findings(known[LESSON])}
    assert said == {"it was never run; `make build` runs it"}
    assert list(agreement.the_readme_lists_the_lessons(known, root)) == []
    assert list(agreement.text_speaks_of_what_is_there(known)) == []


def test_two_new_lessons_have_no_exercise_of_one_id(root):
    for lesson in ("14_graphs", "15_more"):
        new.make(lesson, root)
    known = {lesson: read_as_far(lesson, root)[0] for lesson in ("14_graphs", "15_more")}
    assert list(agreement.ids_of_exercises_are_unique(known)) == []


@pytest.mark.parametrize(
    "name",
    [
        "",
        "14",
        "attention",
        "1_attention",
        "12_Attention",
        "12-attention",
        "12_",
        "12__a",
        "../12_a",
    ],
)
def test_a_bad_name_is_told_in_one_sentence(name, root):
    with pytest.raises(
        CourseError, match=r"^'.*' is no name for a lesson: two digits, then [^.]*$"
    ):
        new.make(name, root)
    assert not (root / "grading").exists()


def test_a_number_that_is_taken_is_told(root):
    with pytest.raises(CourseError, match=r"number 00 is taken by 00_start_here"):
        new.make("00_other", root)


def test_a_lesson_that_is_there_stays_as_it_is(root):
    new.make(LESSON, root)
    path = root / "grading" / "bank" / "lesson_14.py"
    path.write_text("MINE = 1\n")
    before = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()}
    with pytest.raises(CourseError, match=r"is there already, with its bank and its probes"):
        new.make(LESSON, root)
    assert {p: p.read_bytes() for p in root.rglob("*") if p.is_file()} == before


def test_what_a_lesson_lacks_is_made_for_the_exercises_that_it_has(root):
    assert new.make("00_start_here", root) == [
        "grading/bank/lesson_00.py",
        "utils/probes/lesson_00.py",
    ]
    names: dict = {}
    for file in ("grading/bank/lesson_00.py", "utils/probes/lesson_00.py"):
        exec((root / file).read_text(), names)
    assert names["WRONG"] == names["RIGHT"] == {"mean_of_columns": {}}
    assert names["PROBES"] == {"mean_of_columns": []}


def test_a_lesson_that_cannot_be_read_is_told(root):
    lesson_path("solutions", "00_start_here", root).write_text("{")
    with pytest.raises(CourseError, match=r"00_start_here.ipynb cannot be read: it is no JSON"):
        new.make("00_start_here", root)


def test_the_command_ends_in_a_sentence(capsys):
    assert new.main(["../x"]) == 1
    assert capsys.readouterr().err.startswith("'../x' is no name for a lesson")


def test_the_skeleton_is_text_that_an_author_can_read():
    nb = notebook_of(new.template("lesson", LESSON))
    assert nb.cells[0].id == "title"
    assert "14 · " in nb.cells[0].source


class Course:
    """A copy of the project in which one lesson is made, and nothing else stands."""

    def __init__(self, folder):
        self.root = folder
        for name in ("grading", "utils", "data"):
            ignored = shutil.ignore_patterns(
                "__pycache__", "MNIST", "[01]*.json", "lesson_[01]*.py"
            )
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        for name in ("nbgrader_config.py", "Makefile", "pyproject.toml"):
            shutil.copy(ROOT / name, folder)
        for name in ("solutions", "notebooks"):
            (folder / name).mkdir()
        (folder / "README.md").write_text(README.replace("| 00 start here | a look | 20 |\n", ""))

    def run(self, *command: str) -> str:
        """What a command prints; it must succeed."""
        done = subprocess.run(
            [str(ROOT / ".venv" / "bin" / "python"), "-m", *command],
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": str(self.root), "OMP_NUM_THREADS": "1"},
            capture_output=True,
            text=True,
            timeout=400,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr


@pytest.mark.clone
def test_a_new_lesson_builds_checks_grades_and_names_mistakes_at_once(tmp_path):
    course = Course(tmp_path / "course")
    assert "make build LESSON=14_graphs" in course.run("grading.new", LESSON)
    assert course.run("grading.build", "--lessons", "14") == "14_graphs: built and released\n"
    (course.root / "README.md").write_text("| 14 graphs | what the learner builds | 10 |\n")
    assert course.run("grading.check").startswith("1 lessons: releases match")
    tried = course.run("grading.mistakes", "--lessons", LESSON, "--details")
    assert "NOT NAMED" not in tried
    assert "(100.0 %)" in tried
    course.run("ruff", "check", ".")
    course.run("ruff", "format", "--check", ".")
    for student, stage in (("ann", "solutions"), ("bob", "notebooks")):
        target = course.root / "submitted" / student / LESSON
        target.mkdir(parents=True)
        shutil.copy(lesson_path(stage, LESSON, course.root), target)
    course.run("grading.grade", "--lessons", "14")
    with (course.root / "grades.csv").open(encoding="utf-8") as stream:
        scores = {row["student"]: row["score"] for row in csv.DictReader(stream)}
    assert scores == {"ann": "3", "bob": "0"}  # of 3; the reflection's 3 wait
