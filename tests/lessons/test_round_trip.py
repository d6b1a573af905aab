"""Every lesson through nbgrader: its solution earns every point that tests give, a blank none."""

import nbformat
import pytest
from nbgrader.api import Gradebook

from grading import ROOT, lesson_path, lessons
from grading.authoring.filled_in import fill, solved
from grading.authoring.trained_files import trained_files
from grading.grade import grade_class
from grading.lesson.cells import is_graded, kind_of
from grading.lesson.release import derive
from tests.helpers.sample_course import copy_lesson, hand_in, once, read_grades

pytestmark = [pytest.mark.sandbox, pytest.mark.late]


def make_round_trip(lesson, folder):
    """Hand in a lesson's solution and its release, and grade both."""
    root = copy_lesson(lesson, folder)
    path = lesson_path("notebooks", lesson)
    text = path.read_text(encoding="utf-8") if path.exists() else derive(lesson)
    release = nbformat.reads(text, as_version=4)
    solution = nbformat.read(lesson_path("solutions", lesson), as_version=4)
    files = trained_files(lesson)
    hand_in(root, "solution", fill(release, solution, solved), lesson, files)
    hand_in(root, "release", release, lesson)
    grade_class(root, say=lambda line: None)


@pytest.fixture(scope="module", params=lessons())
def graded(request, tmp_path_factory):
    """A lesson's name and the root of the course in which it was graded twice."""
    lesson = request.param
    folder = once(tmp_path_factory, lesson, lambda folder: make_round_trip(lesson, folder))
    return lesson, folder / "course"


def scores(root, lesson, student):
    """Each graded cell's score by the tests."""
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        notebook = gradebook.find_submission_notebook(lesson, lesson, student)
        return {grade.name: grade.auto_score for grade in notebook.grades}


def test_solution_scores_all_and_release_nothing(graded):
    lesson, root = graded
    source = nbformat.read(lesson_path("solutions", lesson, ROOT), as_version=4)
    cells = [cell for cell in source.cells if is_graded(cell)]
    full = {
        cell.id: cell.metadata.nbgrader.points if kind_of(cell) == "test" else None
        for cell in cells
    }
    assert scores(root, lesson, "solution") == full
    assert scores(root, lesson, "release") == dict.fromkeys(full, 0)
    rows = read_grades(root)
    assert {row["status"] for row in rows.values()} == {"graded"}
    points = sum(cell.metadata.nbgrader.points for cell in cells)
    assert {float(row["max_score"]) for row in rows.values()} == {points}
