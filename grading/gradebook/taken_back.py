"""Submissions taken out of the gradebook, kept as plain data, and put back."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import MetaData, Table, delete, insert, inspect, select

Rows = dict[str, list[dict[str, Any]]]


def submissions(
    book: Gradebook, students: Collection[str] | None, lessons: Collection[str] | None
) -> list[SubmittedAssignment]:
    """What the gradebook has of these students and lessons; None means all of them."""
    found = book.db.query(SubmittedAssignment).all()
    return [
        each
        for each in found
        if (students is None or each.student_id in students)
        and (lessons is None or each.name in lessons)
    ]


def as_data(book: Gradebook, submission: SubmittedAssignment) -> dict[str, Any]:
    """All that the gradebook has of a submission, as JSON can hold it.

    Cells are kept by name, so that it can be put back into a lesson that was made anew.
    """
    kept: dict[str, Any] = {
        "student": submission.student_id,
        "lesson": submission.name,
        "submission": _plain(submission),
        "notebooks": [],
        "others": {},
    }
    for notebook in submission.notebooks:
        grades = [_plain(grade) | {"cell": grade.name} for grade in notebook.grades]
        comments = [_plain(each) | {"cell": each.name} for each in notebook.comments]
        told = {"name": notebook.name, "grades": grades, "comments": comments}
        kept["notebooks"].append(_plain(notebook) | told)
    for table in _others(book):
        here = select(table).where(table.c.submission == submission.id)
        kept["others"][table.name] = [dict(row) for row in book.db.execute(here).mappings()]
    return kept


def by_hand(kept: dict[str, Any]) -> int:
    """How many scores and comments a person gave in what `as_data` gave."""
    grades = [each for told in kept["notebooks"] for each in told["grades"]]
    comments = [each for told in kept["notebooks"] for each in told["comments"]]
    scored = [g for g in grades if g["manual_score"] is not None or g["extra_credit"]]
    return len(scored) + sum(bool(each["manual_comment"]) for each in comments)


def take_out(book: Gradebook, submission: SubmittedAssignment) -> None:
    """Delete a submission and all that hangs on it; the caller commits."""
    for notebook in submission.notebooks:
        for row in [*notebook.grades, *notebook.comments]:
            book.db.delete(row)
        book.db.flush()
        book.db.delete(notebook)
    for table in _others(book):
        book.db.execute(delete(table).where(table.c.submission == submission.id))
    book.db.flush()
    book.db.delete(submission)
    book.db.flush()


def take_out_lesson(book: Gradebook, lesson: str) -> None:
    """Delete a lesson whose submissions are out; the caller commits."""
    assignment = book.db.query(Assignment).filter(Assignment.name == lesson).one_or_none()
    if assignment is None:
        return
    for notebook in assignment.notebooks:
        kinds = ("grade_cells", "solution_cells", "source_cells", "task_cells")
        for cell in [cell for kind in kinds for cell in getattr(notebook, kind)]:
            book.db.delete(cell)
        book.db.flush()
        book.db.delete(notebook)
    book.db.flush()
    book.db.delete(assignment)
    book.db.flush()


def take_out_student(book: Gradebook, student: str) -> None:
    """Delete a student whose submissions are out; the caller commits."""
    known = book.db.query(Student).filter(Student.id == student).one_or_none()
    if known is not None:
        book.db.delete(known)
        book.db.flush()


def put_back(book: Gradebook, kept: dict[str, Any]) -> None:
    """Add a submission as it was; its lesson must be there, and the caller commits.

    What belongs to a cell that the lesson no longer has stays out.
    """
    student, lesson = kept["student"], kept["lesson"]
    if book.db.query(Student).filter(Student.id == student).one_or_none() is None:
        book.db.add(Student(id=student))
    for old in submissions(book, [student], [lesson]):
        take_out(book, old)
    assignment = book.find_assignment(lesson)
    book.db.flush()
    row = kept["submission"] | {"assignment_id": assignment.id, "student_id": student}
    _add(book, SubmittedAssignment, row)
    masters: dict[str, Notebook] = {each.name: each for each in assignment.notebooks}
    for told in kept["notebooks"]:
        if told["name"] not in masters:
            continue
        master = masters[told["name"]]
        _add(book, SubmittedNotebook, told | {"notebook_id": master.id})
        for name, model, cells in (
            ("grades", Grade, master.grade_cells),
            ("comments", Comment, master.solution_cells),
        ):
            ids = {cell.name: cell.id for cell in cells}
            for each in told[name]:
                if each["cell"] in ids:
                    _add(book, model, each | {"cell_id": ids[each["cell"]]})
    for table in _others(book):
        for each in kept["others"].get(table.name, []):
            book.db.execute(insert(table).values(**each))
    book.db.flush()


def _others(book: Gradebook) -> Iterator[Table]:
    """The tables that are not nbgrader's, and have rows for submissions."""
    ours = set(inspect(book.engine).get_table_names()) - set(Student.metadata.tables)
    for name in sorted(ours):
        table = Table(name, MetaData(), autoload_with=book.engine)
        if "submission" in table.c:
            yield table


def _plain(row: Any) -> dict[str, Any]:
    """A row's own columns, times as texts and durations as seconds."""
    found = {column.name: getattr(row, column.name) for column in row.__table__.columns}
    for name, value in found.items():
        if isinstance(value, datetime):
            found[name] = value.isoformat()
        elif isinstance(value, timedelta):
            found[name] = value.total_seconds()
    return found


def _add(book: Gradebook, model: type, kept: dict[str, Any]) -> None:
    """Insert a row that `_plain` gave; columns that the table no longer has are left out."""
    row = {}
    for column in model.__table__.columns:
        value = kept.get(column.name)
        if value is not None:
            kind = column.type.python_type
            if kind is datetime:
                value = datetime.fromisoformat(value)
            elif kind is timedelta:
                value = timedelta(seconds=value)
        row[column.name] = value
    book.db.execute(insert(model.__table__).values(**row))
