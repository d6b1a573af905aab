"""Who gave which points and comments in Formgrader, and who grades whom: two tables of ours.

nbgrader keeps the newest score of a cell, and nobody's name. Here every score and comment that a
person gives stands in a line of its own, written in the transaction that writes it: whatever is
graded again, it stays, and what two people gave to one answer is never lost. A submission that is
forgotten takes its lines with it, and brings them back.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import (
    Column,
    Float,
    MetaData,
    String,
    Table,
    Text,
    delete,
    insert,
    inspect,
    or_,
    select,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateTable

from grading.course.course_file import read_graders
from grading.course.graders import graders_of, share_out
from grading.course.roster import Person, read_people
from grading.course.times import utc_now
from grading.course.told import CELL, NAME, Told

_MADE = MetaData()
GIVEN = Table(
    "given",
    _MADE,
    Column("id", String(32), primary_key=True),
    Column("submission", String(32), nullable=False),
    Column("cell", Text, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("grader", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("points", Float),
    Column("credit", Float),
    Column("comment", Text),
)
SHARES = Table(
    "grader_shares",
    _MADE,
    Column("student", String(255), primary_key=True),
    Column("grader", Text, nullable=False),
)
SCORE, COMMENT = "score", "comment"


@dataclass(frozen=True)
class Given:
    """What one person gave to one cell.

    Attributes:
        grader: their name; empty where nobody said it.
        at: when, in UTC.
        points: the score; None where it was taken away again.
        credit: extra credit.
    """

    grader: str
    at: str
    points: float | None = None
    credit: float | None = None


@dataclass(frozen=True)
class Scored:
    """A cell that a person scored.

    Attributes:
        points: the score that counts, extra credit included.
        grader: who gave it; empty where nobody's name was kept.
        at: when, in UTC, to the minute.
        others: what other people gave to it before.
    """

    student: str
    cell: str
    points: float
    grader: str
    at: str
    others: tuple[Given, ...] = ()


def make_tables(book: Gradebook) -> None:
    """Give a gradebook the tables, where it has none."""
    if not has_tables(book):
        with book.engine.begin() as connection:
            for table in (SHARES, GIVEN):
                connection.execute(CreateTable(table, if_not_exists=True))


def drop_gone(book: Gradebook) -> None:
    """Forget what was given to submissions that the gradebook no longer has."""
    known = select(SubmittedAssignment.id)
    book.db.execute(delete(GIVEN).where(GIVEN.c.submission.not_in(known)))
    book.db.commit()


def has_tables(book: Gradebook) -> bool:
    """Whether a gradebook has them; one that an earlier version made may not."""
    return inspect(book.engine).has_table(GIVEN.name)


def note_given(
    book: Gradebook,
    submission: str,
    cell: str,
    grader: str,
    points: float | None = None,
    credit: float | None = None,
    comment: str | None = None,
) -> None:
    """Put a line about what a person gives into the transaction; the caller commits.

    Args:
        book: the gradebook.
        submission: its number.
        cell: the name of the cell.
        grader: who gives it; may be empty.
        points: the score.
        credit: extra credit.
        comment: a comment, and then no score.
    """
    values = {
        "id": uuid.uuid4().hex,
        "submission": submission,
        "cell": Told(cell, NAME),
        "kind": SCORE if comment is None else COMMENT,
        "grader": Told(grader, NAME),
        "at": utc_now().isoformat(sep=" ", timespec="microseconds"),
        "points": points,
        "credit": credit,
        "comment": None if comment is None else comment[:CELL],
    }
    book.db.execute(insert(GIVEN).values(**values))


def given_in(book: Gradebook, lesson: str) -> dict[tuple[str, str], list[Given]]:
    """The scores that people gave in a lesson, by student and cell, oldest first."""
    if not has_tables(book):
        return {}
    wanted = (
        select(SubmittedAssignment.student_id, GIVEN)
        .join(SubmittedAssignment, SubmittedAssignment.id == GIVEN.c.submission)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == lesson, GIVEN.c.kind == SCORE)
        .order_by(GIVEN.c.at)
    )
    found: dict[tuple[str, str], list[Given]] = {}
    for row in book.db.execute(wanted).mappings():
        one = Given(Told(row["grader"], NAME), row["at"], row["points"], row["credit"])
        found.setdefault((row["student_id"], row["cell"]), []).append(one)
    return found


def scored_in(book: Gradebook, lesson: str) -> list[Scored]:
    """The cells of a lesson that people scored, with who did, by student and cell."""
    lines = given_in(book, lesson)
    wanted = (
        select(
            SubmittedAssignment.student_id, BaseCell.name, Grade.manual_score, Grade.extra_credit
        )
        .select_from(Grade)
        .join(BaseCell, Grade.cell_id == BaseCell.id)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .where(Assignment.name == lesson)
        .where(or_(Grade.manual_score.is_not(None), Grade.extra_credit != 0))
        .order_by(SubmittedAssignment.student_id, BaseCell.name)
    )
    found = []
    for student, cell, points, credit in book.db.execute(wanted):
        told = lines.get((student, cell), [])
        last = told[-1] if told else None
        # nbgrader's own Formgrader keeps nobody's name
        known = last is not None and (last.points, last.credit or 0) == (points, credit or 0)
        grader, at = (last.grader, last.at[:16]) if known else ("", "")
        others = [each for each in (told[:-1] if known else told) if each.grader != grader]
        total = (points or 0.0) + (credit or 0.0)
        found.append(Scored(student, cell, total, grader, at, tuple(others)))
    return found


def last_given(book: Gradebook, submission: str, cell: str, kind: str = SCORE) -> str | None:
    """Who gave the newest score or comment of a cell; None where nobody was noted."""
    wanted = (
        select(GIVEN.c.grader)
        .where(GIVEN.c.submission == submission, GIVEN.c.cell == cell, GIVEN.c.kind == kind)
        .order_by(GIVEN.c.at.desc())
    )
    return book.db.execute(wanted.limit(1)).scalar()


def shares(
    book: Gradebook, root: Path, students: Iterable[str] = (), keep: bool = True
) -> dict[str, str]:
    """Who grades whom, brought up to date with roster.csv and course.toml.

    Args:
        book: with the tables, where it is kept.
        root: the course.
        students: the class, where roster.csv is not there.
        keep: whether it is kept, so that it stays as the class grows.

    Raises:
        CourseError: a file is malformed.
    """
    people = read_people(root)
    people = [Person(student) for student in sorted(students)] if people is None else people
    graders = {name: read_graders(root).get(name, ()) for name in graders_of(root)}
    by_column = set(graders) - set(read_graders(root))  # they have whom the column gives them
    shared = {name: of for name, of in graders.items() if name not in by_column}
    for _ in range(2):
        kept = _kept_shares(book)
        now = share_out(people, shared, kept)
        if now == kept or not keep:
            book.db.rollback()
            break
        try:
            book.db.execute(delete(SHARES))
            rows = [{"student": who, "grader": name} for who, name in now.items()]
            if rows:
                book.db.execute(insert(SHARES), rows)
            book.db.commit()
            break
        except IntegrityError:  # somebody else opened Formgrader at the same moment
            book.db.rollback()
    return now


def _kept_shares(book: Gradebook) -> dict[str, str]:
    if not has_tables(book):
        return {}
    return dict(book.db.execute(select(SHARES.c.student, SHARES.c.grader)).tuples().all())
