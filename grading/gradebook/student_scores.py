"""What the gradebook says of one student's lesson, in as few questions as it takes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy.orm import joinedload, selectinload, undefer

from grading.autograde.hand_grades import HandGrades
from grading.feedback.pages import Marks
from grading.lesson.cells import exercise_of

WAITING = "Nobody has read this answer yet: its points will follow."
AGAIN = "These points were given before something changed: they may change, too."


@dataclass(frozen=True)
class Standing:
    """What the gradebook says about one student's lesson.

    Attributes:
        cells: names of the graded cells.
        waiting: points of each cell that nobody has scored yet.
        again: cells that a person scored and must look at again, and why.
        moved: cells that a person scored when they had other points, and which.
        penalty: points that were taken off for being late.
        digest: changes whenever a score, comment or penalty does.
    """

    submission: str
    score: float
    max_score: float
    cells: tuple[str, ...]
    waiting: tuple[float, ...]
    again: tuple[tuple[str, str], ...]
    moved: tuple[tuple[str, float, float], ...]
    late: timedelta
    penalty: float
    digest: str


def marks_of(notebook: SubmittedNotebook) -> Marks:
    """What a page shows; a sentence where points may still change."""
    comments = {comment.name: [comment.comment] for comment in notebook.comments}
    for grade in notebook.grades:
        if grade.needs_manual_grade:
            first = grade.manual_score is None and grade.auto_score is None
            place = grade.name if grade.name in comments else exercise_of(grade.name)
            comments.setdefault(place, []).append(WAITING if first else AGAIN)
    return Marks(
        cells={grade.name: (grade.score, grade.max_score) for grade in notebook.grades},
        comments={
            name: "\n\n".join(dict.fromkeys(filter(None, said))) or None
            for name, said in comments.items()
        },
        penalty=notebook.late_submission_penalty or 0.0,
    )


def grades_of(entry: SubmittedAssignment) -> list[Grade]:
    """The graded cells of a submission."""
    return [grade for notebook in entry.notebooks for grade in notebook.grades]


def find_submission(book: Gradebook, lesson: str, student: str) -> SubmittedAssignment | None:
    """A submission and all that hangs on it, by four questions instead of one for each cell."""
    notebooks = selectinload(SubmittedAssignment.notebooks)
    sums = (
        SubmittedAssignment.score,
        SubmittedAssignment.max_score,
        SubmittedAssignment.late_submission_penalty,
    )
    return (
        book.db.query(SubmittedAssignment)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .filter(Assignment.name == lesson, SubmittedAssignment.student_id == student)
        .options(
            notebooks.selectinload(SubmittedNotebook.grades).options(
                joinedload(Grade.cell), undefer(Grade.max_score)
            ),
            notebooks.selectinload(SubmittedNotebook.comments).joinedload(Comment.cell),
            joinedload(SubmittedAssignment.assignment),
            *map(undefer, sums),
        )
        .execution_options(populate_existing=True)
        .one_or_none()
    )


def standing_of(submission: SubmittedAssignment, kept: HandGrades) -> Standing:
    """What there is to say of a submission that `find_submission` gave.

    Args:
        submission: with all that hangs on it.
        kept: what is kept of its scores by hand.
    """
    grades = grades_of(submission)
    comments = [comment for notebook in submission.notebooks for comment in notebook.comments]
    waiting = [grade for grade in grades if grade.needs_manual_grade]
    first = [g for g in waiting if g.manual_score is None and g.auto_score is None]
    scores: list[Any] = [
        sorted((g.name, g.auto_score, g.manual_score, g.extra_credit, g.max_score) for g in grades),
        sorted((c.name, c.comment or "") for c in comments),
        sorted(g.name for g in waiting),
    ]
    late = 0.0 if submission.duedate is None else submission.total_seconds_late
    penalty = float(submission.late_submission_penalty or 0.0)
    return Standing(
        submission=submission.id,
        score=max(0.0, submission.score - penalty),
        max_score=float(submission.max_score),
        cells=tuple(sorted(grade.name for grade in grades)),
        waiting=tuple(grade.max_score for grade in first),
        again=tuple(sorted((g.name, kept.why(g.name)) for g in waiting if g not in first)),
        moved=tuple(sorted(kept.moved(grade) for grade in grades if kept.moved(grade))),
        late=timedelta(seconds=late),
        penalty=penalty,
        digest=hashlib.sha256(repr([*scores, penalty]).encode()).hexdigest(),
    )
