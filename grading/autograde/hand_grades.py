"""Scores that a person gave: they are final until the answer itself changes.

nbgrader keeps a person's score and a flag that somebody must look, and no word on what was looked
at. So the gradebook has a table of ours: for each submission, which answer its notebook shows and
which one a person scored. It is written in the transaction that writes the scores.

A score waits for a second look where the answer is another one, or where it is above the points
that its cell has now. It counts meanwhile, stays visible in Formgrader, and is final again when
the student comes back to the answer that was scored.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields

from nbformat import NotebookNode
from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Column, MetaData, String, Table, Text, delete, insert, or_, select, update
from sqlalchemy.schema import CreateTable

from grading.autograde.answers import answer_marks, is_unanswered
from grading.autograde.scores import ROUNDING, score_of

TABLE = Table(
    "hand_grades",
    MetaData(),
    Column("submission", String(32), primary_key=True),
    Column("work", String(64), nullable=False),
    Column("cells", Text, nullable=False),
)
# Why a person must look again
ANSWER, POINTS, UNKNOWN = "answer", "points", "unknown"


@dataclass
class HandGrade:
    """What is kept of one graded cell of a submission.

    Attributes:
        shown: mark of the answer in the graded notebook, as `answer_marks` gives it.
        worth: the cell's points then; None where a gradebook is older than the table.
        scored: mark of the answer that a person scored; empty where nobody did, or nobody knows.
        of: the cell's points then; None where nobody knows.
        score: the person's score.
        credit: the person's extra credit.
        waits: why a person must look again; empty where nobody must.
        aside: whether score and credit stand only here, while there is no work or no cell.
        comment: the person's comment, while there is no cell.
    """

    shown: str = ""
    worth: float | None = None
    scored: str = ""
    of: float | None = None
    score: float | None = None
    credit: float | None = None
    waits: str = ""
    aside: bool = False
    comment: str | None = None


def by_hand(grade: Grade) -> bool:
    """Whether a person gave points to this cell."""
    return grade.manual_score is not None or bool(grade.extra_credit)


def scored_by_hand(book: Gradebook, lesson: str, student: str) -> str | None:
    """The number of a submission that a person gave points to; None where nobody did."""
    found = (
        select(SubmittedNotebook.assignment_id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == lesson, SubmittedAssignment.student_id == student)
        .where(or_(Grade.manual_score.is_not(None), Grade.extra_credit != 0))
    )
    return book.db.execute(found.limit(1)).scalar()


def make_table(book: Gradebook) -> None:
    """Give a gradebook the table, where it has none."""
    with book.engine.begin() as connection:
        connection.execute(CreateTable(TABLE, if_not_exists=True))


def hold(book: Gradebook, submission: str) -> None:
    """Let nobody else write to a submission until this transaction ends.

    Formgrader writes while a class is graded. What is read after this stays true until the commit.
    """
    here = TABLE.c.submission == submission
    book.db.execute(update(TABLE).where(here).values(submission=submission))  # all of SQLite
    if book.engine.dialect.name != "sqlite":
        rows = select(Grade.id).where(Grade.notebook.has(assignment_id=submission))
        book.db.execute(rows.with_for_update()).all()


def drop_orphans(book: Gradebook) -> None:
    """Forget submissions that the gradebook no longer has."""
    known = select(SubmittedAssignment.id)
    book.db.execute(delete(TABLE).where(TABLE.c.submission.not_in(known)))
    book.db.commit()


class HandGrades:
    """What is kept of one submission; read it after `hold`, and write it before the commit.

    Attributes:
        work: hash of the files that were graded last.
        cells: by name.
    """

    def __init__(self, book: Gradebook, submission: str) -> None:
        self.book, self.submission = book, submission
        found = select(TABLE.c.work, TABLE.c.cells).where(TABLE.c.submission == submission)
        self.before = book.db.execute(found).one_or_none()
        self.work, cells = self.before or ("", "{}")
        known = {each.name for each in fields(HandGrade)}
        self.cells = {
            name: HandGrade(**{key: value for key, value in kept.items() if key in known})
            for name, kept in json.loads(cells).items()
        }

    def write(self) -> None:
        """Put it into the transaction."""
        told = {name: asdict(kept).items() for name, kept in sorted(self.cells.items())}
        cells = json.dumps(
            {n: {k: v for k, v in of if v != getattr(HandGrade, k)} for n, of in told.items()}
        )
        values = {"work": self.work, "cells": cells}
        if self.before is None:
            self.book.db.execute(insert(TABLE).values(submission=self.submission, **values))
        else:
            here = TABLE.c.submission == self.submission
            self.book.db.execute(update(TABLE).where(here).values(**values))

    def has_news(self, grades: Iterable[Grade]) -> bool:
        """Whether a person scored something that is not noted yet."""
        return any(_news(self.cells.get(g.name, HandGrade()), g) for g in grades if by_hand(g))

    def note(self, grades: Iterable[Grade], shown: Callable[[], Mapping[str, str]]) -> None:
        """Take up what a person did since: whoever scores, scores the answer that is shown.

        Args:
            grades: the submission's.
            shown: gives the marks of the answers in the graded notebook, as far as it is there.
        """
        for grade in grades:
            kept = self.cells.setdefault(grade.name, HandGrade())
            if not by_hand(grade):
                if not kept.aside:  # nobody scored it, or the score was taken away again
                    kept.scored, kept.score, kept.credit, kept.waits = "", None, None, ""
                continue
            if _news(kept, grade):
                kept.scored = shown().get(grade.name) or kept.shown
                kept.of, kept.waits = kept.worth, ""
                grade.needs_manual_grade = False
            kept.score, kept.credit, kept.aside = grade.manual_score, grade.extra_credit, False

    def settle(self, grades: Iterable[Grade], now: Mapping[str, str], work: str, same: bool):
        """Say of each cell whether a person must look at it.

        Args:
            grades: the submission's, with their new automatic scores.
            now: marks of the answers that were graded.
            work: hash of the files that were graded; while it is the same, so are the answers,
                also where the lesson or our code takes another text for an answer than before.
            same: whether this is known to be the work that a person scored, for gradebooks
                older than the table.
        """
        still, self.work = self.work == work, work
        for grade in grades:
            kept = self.cells[grade.name]
            if kept.aside:
                grade.manual_score, grade.extra_credit = kept.score, kept.credit
                kept.aside = False
            mark = now.get(grade.name, "")
            if kept.scored and kept.scored == kept.shown and still:
                kept.scored = mark
            kept.scored = kept.scored or (mark if same else "")
            kept.shown, kept.worth = mark, float(grade.max_score)
            nothing = grade.manual_score is None and grade.auto_score is None
            kept.waits = ""
            if by_hand(grade):
                kept.waits = _why(kept, grade)
            grade.needs_manual_grade = nothing or bool(kept.waits)

    def give_comments_back(self, comments: Iterable[Comment]) -> None:
        """Put comments back whose cell was gone for a while."""
        for comment in comments:
            kept = self.cells.get(comment.name)
            if kept and kept.comment is not None:
                comment.manual_comment = comment.manual_comment or kept.comment
                kept.comment = None

    def set_aside(self, grade: Grade) -> float:
        """Keep a person's score here alone, while there is nothing that it could be for; points."""
        kept = self.cells[grade.name]
        if by_hand(grade):
            kept.score, kept.credit = grade.manual_score, grade.extra_credit
            kept.aside, kept.waits = True, ""
            grade.manual_score = grade.extra_credit = None
        return (kept.score or 0.0) + (kept.credit or 0.0) if kept.aside else 0.0

    def why(self, cell: str) -> str:
        """Why a person must look at a cell again that somebody scored."""
        return self.cells.get(cell, HandGrade()).waits or UNKNOWN

    def moved(self, grade: Grade) -> tuple[str, float, float] | None:
        """A cell whose points changed since a person scored it: name, points then, points now."""
        kept = self.cells.get(grade.name)
        if not kept or kept.of is None or not by_hand(grade) or grade.needs_manual_grade:
            return None
        most = float(grade.max_score)
        return (grade.name, kept.of, most) if kept.of != most else None


def _news(kept: HandGrade, grade: Grade) -> bool:
    """Whether a person scored this cell since it was noted last.

    Formgrader may leave the flag up: it remembers flags from before the work was graded again.
    In gradebooks older than the table a flag that is up means that an earlier version raised it.
    """
    changed = (kept.score, kept.credit) != (grade.manual_score, grade.extra_credit)
    if grade.needs_manual_grade:
        return changed and kept.worth is not None
    return changed or kept.aside or bool(kept.waits) or not kept.scored


def _why(kept: HandGrade, grade: Grade) -> str:
    if not kept.scored:
        return UNKNOWN
    if kept.scored != kept.shown:
        return ANSWER
    above = (grade.manual_score or 0.0) > float(grade.max_score) + ROUNDING
    return POINTS if above and kept.of != float(grade.max_score) else ""


def save_scores(
    book: Gradebook,
    entry: SubmittedAssignment,
    nb: NotebookNode,
    files: Mapping[str, bytes],
    work: str,
    same: bool = False,
) -> None:
    """Write what a graded notebook earned; what a person gave stays. Nothing is committed.

    Args:
        book: with `entry` held.
        entry: the submission, read since.
        nb: the graded notebook; a graded cell that it lacks earns nothing.
        files: what was handed in beside it.
        work: hash of all that was handed in.
        same: see `HandGrades.settle`.
    """
    (notebook,) = entry.notebooks
    cells = {c.metadata.nbgrader["grade_id"]: c for c in nb.cells if "nbgrader" in c.metadata}
    kept = HandGrades(book, entry.id)
    kept.note(notebook.grades, dict)
    for grade in notebook.grades:
        cell = cells.get(grade.name)
        grade.auto_score = 0.0 if cell is None else score_of(cell).score
    kept.settle(notebook.grades, answer_marks(nb, files), work, same)
    for comment in notebook.comments:
        cell = cells.get(comment.name)
        blank = cell is None or is_unanswered(cell)
        comment.auto_comment = "No response." if blank else None
    kept.give_comments_back(notebook.comments)
    kept.write()
    book.db.flush()
