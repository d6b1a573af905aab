"""Who grades at this Formgrader, whose answers are theirs, and what students are called."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from nbgrader.api import Gradebook, Student

from grading import CourseError
from grading.course.roster import read_people
from grading.course.told import NAME, Told
from grading.gradebook.given import make_tables, shares
from grading.handed_in.submissions import class_without_roster

GRADER = "COURSE_GRADER"  # the variable by which `make formgrader` tells JupyterLab


def this_grader() -> str:
    """The name of who grades here; empty where nobody said it."""
    return Told(os.environ.get(GRADER, ""), NAME)


def shares_of_class(book: Gradebook, root: Path) -> dict[str, str]:
    """Who grades whom; nobody, where a file of the instructor's is malformed just now."""
    try:
        make_tables(book)
        return shares(book, root, class_without_roster(root))
    except CourseError:
        return {}


def in_order(ids: Mapping[str, str], share: Mapping[str, str], grader: str) -> dict[str, int]:
    """The places of submissions: those of this grader's share first, each part by its number.

    Args:
        ids: the student of each submission.
        share: who grades whom.
        grader: who grades here.

    >>> in_order({"a": "ada", "b": "bob"}, {"bob": "x"}, "x")
    {'b': 0, 'a': 1}
    """
    ordered = sorted(ids, key=lambda each: (not grader or share.get(ids[each]) != grader, each))
    return {each: place for place, each in enumerate(ordered)}


def name_students(book: Gradebook, root: Path) -> None:
    """Write roster.csv's names into the gradebook, where Formgrader finds them.

    nbgrader shows a last name, a comma and a first name, and which part of a name is which nobody
    can tell for sure. So the name as it stands comes first, and then the id.
    """
    try:
        people = read_people(root) or []
    except CourseError:
        return
    names = {person.student: person.name for person in people if person.name}
    for student in _known(book, names):
        wanted = (Told(names[student.id], NAME), student.id)
        if (student.last_name, student.first_name) != wanted:
            student.last_name, student.first_name = wanted
    book.db.commit()


def _known(book: Gradebook, names: Iterable[str]) -> list[Student]:
    wanted = set(names)
    return [student for student in book.db.query(Student).all() if student.id in wanted]
