"""A class is graded again exactly where a folder that decides scores has changed."""

from __future__ import annotations

import shutil

import pytest

from grading import ROOT, grade
from grading.autograde import engine
from grading.autograde.version import DECIDING, VERSION
from grading.course.code import code_version
from grading.grade import grade_class
from tests.helpers.hostile import perfect_notebook
from tests.helpers.sample_course import hand_in, make_course, read_grades
from tests.helpers.starts import starts

STUDENTS = ("ann", "bob")
INSIDE = (
    "grading/lesson/cells.py",
    "grading/handed_in/repair.py",
    "grading/sandbox/walls.py",
    "grading/sandbox/inside/course_answers.py",
    "grading/autograde/scores.py",
    "utils/checks.py",
    "utils/checking/messages.py",
    "utils/probes/01_neurons.json",
)
OUTSIDE = (
    "grading/report.py",
    "grading/intake/senders.py",
    "grading/feedback/redact.py",
    "grading/gradebook/history.py",
    "grading/reports/results.py",
    "grading/bank/lesson_01.py",
)


@pytest.fixture(scope="module")
def code(tmp_path_factory):
    """A copy of the code, to change files in."""
    copy = tmp_path_factory.mktemp("code")
    for folder in ("grading", "utils"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


@pytest.fixture(scope="module")
@starts("sandbox")
def course(tmp_path_factory):
    """A class of two that was graded."""
    root = make_course(tmp_path_factory.mktemp("course"))
    for student in STUDENTS:
        hand_in(root, student, perfect_notebook(root))
    grade_class(root, say=lambda line: None)
    return root


def graded_again(course, code, monkeypatch) -> list[str]:
    """The students whose notebooks run when the class is graded with this code."""
    ran, real = [], engine.grade

    def noted(task):
        ran.append(task.student)
        return real(task)

    monkeypatch.setattr(engine, "grade", noted)
    monkeypatch.setattr(grade, "VERSION", code_version(DECIDING, code))
    grade_class(course, say=lambda line: None)
    assert {row["status"] for row in read_grades(course).values()} == {"graded"}
    return ran


def test_the_copy_has_the_version_that_this_process_loaded(code):
    assert code_version(DECIDING, code) == VERSION


def test_every_folder_that_decides_is_tried_here():
    assert all(any(name.startswith(folder) for name in INSIDE) for folder in DECIDING)
    assert not any(name.startswith(DECIDING) for name in OUTSIDE)


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_change_elsewhere_runs_nothing(course, code, name, monkeypatch):
    graded_again(course, code, monkeypatch)
    (code / name).write_text((code / name).read_text() + "\n# changed\n")
    assert graded_again(course, code, monkeypatch) == []


@pytest.mark.parametrize("name", INSIDE)
def test_a_change_in_what_decides_scores_grades_the_class_again(course, code, name, monkeypatch):
    graded_again(course, code, monkeypatch)
    path = code / name
    path.write_text(path.read_text() + ("\n" if path.suffix == ".json" else "\n# changed\n"))
    assert graded_again(course, code, monkeypatch) == list(STUDENTS)


def test_a_file_that_comes_goes_or_moves_changes_the_version(tmp_path):
    folder = tmp_path / "grading" / "lesson"
    folder.mkdir(parents=True)
    (folder / "a.py").write_text("x = 1\n")
    versions = [code_version(["grading/lesson"], tmp_path)]
    (folder / "b.json").write_text("{}")
    versions.append(code_version(["grading/lesson"], tmp_path))
    (folder / "a.py").rename(folder / "c.py")
    versions.append(code_version(["grading/lesson"], tmp_path))
    assert len(set(versions)) == 3
    (folder / "notes.md").write_text("no code")
    assert code_version(["grading/lesson"], tmp_path) == versions[-1]


def test_a_folder_that_is_not_there_is_no_version(tmp_path):
    with pytest.raises(FileNotFoundError, match="no folder"):
        code_version(["grading/lesson"], tmp_path)
