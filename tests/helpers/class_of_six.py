"""The class that `make demo` makes up: what each of the six should get."""

from __future__ import annotations

from nbformat import NotebookNode

from grading.authoring.filled_in import first_half
from grading.demo import STUDENTS
from grading.lesson.cells import exercises, kind_of


def expected_scores(solution: NotebookNode) -> dict[str, float]:
    """What each of the six should get, from the points in the solution's metadata."""
    points = {
        cell.id: cell.metadata.nbgrader.points for cell in solution.cells if kind_of(cell) == "test"
    }
    half = first_half(solution)
    half_points = sum(
        points[test.id]
        for exercise, tests in exercises(solution)
        if exercise.id in half
        for test in tests
    )
    full = sum(points.values())
    scores = (full, 0, half_points, 0, full, 0)
    return dict(zip(STUDENTS, scores, strict=True))
