"""A gradebook filled through nbgrader's own interface: what grading leaves, without grading."""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from nbgrader.api import Gradebook

from grading import ROOT
from grading.gradebook.grades_csv import Row, write_grades

LESSON = "99_sample"
POINTS = {
    "double_check": 1,
    "double_hidden": 2,
    "divide_check": 1,
    "divide_hidden": 4,
    "reflection": 3,
}
DUE = datetime(2026, 1, 31, 18)


@dataclass(frozen=True)
class Graded:
    """What a student has in a lesson.

    Attributes:
        cells: points by cell, in the order of `POINTS`; None for one that waits for a person.
        late: how long after the deadline it came.
    """

    cells: Iterable[float | None] = ()
    status: str = "graded"
    reason: str = ""
    late: timedelta = timedelta(0)
    penalty: float | None = None
    note: Mapping = field(default_factory=dict)


def make_graded(
    folder: Path, students: Mapping[str, Graded], lesson: str = LESSON, due: datetime | None = DUE
) -> Path:
    """A course root in `folder` with gradebook, grades.csv and notes for these students.

    Called again for the same folder, it adds a lesson.
    """
    root = folder / "course"
    (root / "solutions" / lesson).mkdir(parents=True)
    if not (root / "nbgrader_config.py").exists():
        shutil.copy(ROOT / "nbgrader_config.py", root / "nbgrader_config.py")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbgrader's own, about how it uses SQLAlchemy
        with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
            book.add_assignment(lesson, duedate=due)
            book.add_notebook(lesson, lesson)
            for name, points in POINTS.items():
                kind = "markdown" if name == "reflection" else "code"
                book.add_grade_cell(name, lesson, lesson, max_score=points, cell_type=kind)
            for student, graded in students.items():
                if graded.status not in ("missing", "ungradable", "refused"):
                    _save(book, lesson, student, graded)
    rows = [_row(lesson, student, graded) for student, graded in students.items()]
    write_grades(root / "grades.csv", rows, [lesson])
    for student, graded in students.items():
        if graded.note:
            path = root / ".cache" / "graded" / lesson / f"{student}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(dict(graded.note)), encoding="utf-8")
    return root


def _save(book: Gradebook, lesson: str, student: str, graded: Graded) -> None:
    book.update_or_create_student(student)
    work = book.update_or_create_submission(lesson, student, timestamp=DUE + graded.late)
    (notebook,) = work.notebooks
    points = dict(zip(POINTS, graded.cells, strict=True))
    for grade in notebook.grades:
        grade.auto_score = points[grade.name]
        grade.needs_manual_grade = points[grade.name] is None
    notebook.late_submission_penalty = graded.penalty
    book.db.commit()


def _row(lesson: str, student: str, graded: Graded) -> Row:
    score = sum(points or 0 for points in graded.cells) - (graded.penalty or 0)
    return Row(student, lesson, graded.status, score, sum(POINTS.values()), graded.reason)
