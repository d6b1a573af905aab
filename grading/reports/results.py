"""What a class earned, for reports and exports: the gradebook's scores and grades.csv's statuses.

The gradebook is the newest: points that a person gave in Formgrader are in it at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    MissingEntry,
    SubmittedAssignment,
    SubmittedNotebook,
)

from grading import lesson_path
from grading.course.paths import student_path
from grading.course.refusals import REFUSED, Refusals
from grading.course.tables import GRADES, as_points, read_rows, safe
from grading.gradebook.graded_note import read_note
from grading.gradebook.grades_csv import FAILED
from grading.lesson.cells import is_graded
from grading.lesson.masters import read_solution

EXAMINED = ("graded", "partial", "tampered")  # statuses of work whose tests ran


@dataclass(frozen=True)
class Result:
    """What one student earned in one lesson.

    Attributes:
        status: as in grades.csv.
        reason: as in grades.csv.
        score: after the late penalty.
        penalty: points that were taken off for being late.
        cells: the points of each graded cell; None where a person must still decide.
        again: cells that a person scored and must look at again.
        newer: whether grades.csv still has another score.
        since: whether work came that grades.csv knows nothing of.
    """

    student: str
    lesson: str
    status: str
    reason: str = ""
    score: float = 0.0
    penalty: float = 0.0
    cells: dict[str, float | None] = field(default_factory=dict)
    again: tuple[str, ...] = ()
    newer: bool = False
    since: bool = False

    @property
    def examined(self) -> bool:
        """Whether its tests ran, so that its points say something."""
        return self.status in EXAMINED

    @property
    def waiting(self) -> int:
        """How many cells a person must still score or look at again."""
        return len(self.again) + sum(points is None for points in self.cells.values())


def grades_by_work(root: Path) -> dict[tuple[str, str], dict[str, str]]:
    """The rows of grades.csv by student and lesson."""
    rows = read_rows(root / "grades.csv", GRADES)
    return {(line[0], line[1]): dict(zip(GRADES, line, strict=True)) for line in rows}


def graded_lessons(gradebook: Gradebook) -> list[str]:
    """The lessons that the gradebook knows."""
    return sorted(assignment.name for assignment in gradebook.assignments)


def points_of(gradebook: Gradebook, lesson: str, root: Path) -> dict[str, float]:
    """The points of a lesson's graded cells, in the lesson's order where its solution is here."""
    try:
        cells = gradebook.find_notebook(lesson, lesson).grade_cells
    except MissingEntry:
        return {}
    points = {cell.name: float(cell.max_score) for cell in cells}
    there = lesson_path("solutions", lesson, root).exists()
    source = read_solution(lesson, root).cells if there else []
    order = [cell.metadata.nbgrader["grade_id"] for cell in source if is_graded(cell)]
    names = [name for name in order if name in points]
    return {name: points[name] for name in [*names, *sorted(set(points) - set(names))]}


def read_lesson(
    gradebook: Gradebook, lesson: str, students: Iterable[str], root: Path
) -> list[Result]:
    """What each student earned in a lesson, in this order; those not handed in are "missing".

    What was collected or refused since `make grade` last ran counts, too.
    """
    rows, grades, late = grades_by_work(root), _grades(gradebook, lesson), _late(gradebook, lesson)
    results, refusals = [], Refusals(root)
    for student in students:
        row = rows.get((safe(student), lesson), {})
        status = row.get("status", "graded" if student in late else "missing")
        reason = row.get("reason", "")
        mine = grades.get(student, []) if status in EXAMINED else []
        if status in EXAMINED and not mine:
            status, reason = FAILED, "the gradebook has lost the scores: `make grade FORCE=1`"
        if status == "missing" and (refused := refusals.of(student, lesson)):
            status, reason = REFUSED, refused.in_words
        since = _came_since(root, student, lesson, status)
        penalty = late.get(student, 0.0) if mine else 0.0
        score = max(0.0, sum(points or 0.0 for _, points, _ in mine) - penalty)
        cells = {name: points for name, points, _ in mine}
        again = tuple(sorted(name for name, _, waits in mine if waits and cells[name] is not None))
        newer = bool(mine) and row.get("score", as_points(score)) != as_points(score)
        told = (status, reason, score, penalty, cells, again, newer, since)
        results.append(Result(student, lesson, *told))
    return results


def _came_since(root: Path, student: str, lesson: str, status: str) -> bool:
    """Whether a notebook lies in submitted/ that `make grade` has not seen."""
    path = student_path(root, "submitted", student, lesson)
    if not path.exists():
        return False
    if status in ("missing", REFUSED):
        return True
    note = read_note(root, lesson, student) if status in EXAMINED else None
    if note and note.inputs and path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest() not in note.inputs
    table = root / "grades.csv"
    return table.exists() and path.stat().st_mtime > table.stat().st_mtime


def _grades(gradebook: Gradebook, lesson: str) -> dict[str, list[tuple[str, float | None, bool]]]:
    """Each student's cells, read with one query: name, points, whether a person must look.

    Points are None where nobody has given any.
    """
    query = (
        gradebook.db.query(
            SubmittedAssignment.student_id,
            BaseCell.name,
            Grade.score,
            Grade.manual_score,
            Grade.auto_score,
            Grade.needs_manual_grade,
        )
        .select_from(Grade)
        .join(BaseCell, Grade.cell_id == BaseCell.id)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .filter(Assignment.name == lesson)
    )
    found: dict[str, list[tuple[str, float | None, bool]]] = {}
    for student, name, score, by_hand, by_tests, waits in query:
        points = None if waits and by_hand is None and by_tests is None else float(score)
        found.setdefault(student, []).append((name, points, bool(waits)))
    return found


def _late(gradebook: Gradebook, lesson: str) -> dict[str, float]:
    """The late penalty of each student whom the gradebook has work of."""
    query = (
        gradebook.db.query(
            SubmittedAssignment.student_id, SubmittedAssignment.late_submission_penalty
        )
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .filter(Assignment.name == lesson)
    )
    return {student: float(penalty or 0.0) for student, penalty in query}
