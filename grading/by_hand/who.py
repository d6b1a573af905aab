"""Who grades at this Formgrader, and whose answers are theirs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from nbgrader.api import Gradebook

from grading import CourseError
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
