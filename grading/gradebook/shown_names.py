"""What Formgrader calls a student.

nbgrader shows a last name, a comma and a first name, and which part of a name is which nobody can
tell for sure. So roster.csv's name stands first as it is written, and then what names the folder.
"""

from __future__ import annotations

from pathlib import Path

from nbgrader.api import Gradebook, Student

from grading import CourseError
from grading.course.roster import read_people
from grading.course.told import NAME, Told


def names_shown(student: str, name: str) -> dict[str, str]:
    """The columns of the gradebook that hold a student's name; none without one.

    >>> names_shown("ada", "Ada Example")
    {'last_name': 'Ada Example', 'first_name': 'ada'}
    """
    return {"last_name": Told(name, NAME), "first_name": student} if name else {}


def name_students(book: Gradebook, root: Path) -> None:
    """Bring the names in the gradebook to those of roster.csv; others that somebody gave stay."""
    try:
        names = {person.student: person.name for person in read_people(root) or ()}
    except CourseError:
        return  # `make grade` says what is wrong
    for student in book.db.query(Student).all():
        shown = names_shown(student.id, names.get(student.id, ""))
        ours = student.first_name == student.id
        for column in ("last_name", "first_name") if shown or ours else ():
            if getattr(student, column) != shown.get(column):
                setattr(student, column, shown.get(column))
    book.db.commit()
