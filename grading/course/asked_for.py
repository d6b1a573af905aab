"""Which lessons the class was asked for: one stray file is no reason to call all others missing.

A lesson is asked for that has a deadline, that was named to `make collect` or `make grade`, that
was graded before, or that a good part of the class handed in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from grading.course.roster import read_deadlines
from grading.course.tables import GRADES, read_rows, write_table

PART = 4  # one student in so many makes a lesson the class's, and two at least


def named_lessons(root: Path) -> set[str]:
    """The lessons that were named to `make collect`."""
    path = root / "downloaded" / "asked_for.csv"
    return {line[0] for line in read_rows(path, ["lesson"])}


def name_lessons(lessons: Iterable[str], root: Path) -> None:
    """Note that these lessons alone were named, or these and those before."""
    path = root / "downloaded" / "asked_for.csv"
    write_table(path, ["lesson"], [[lesson] for lesson in sorted(set(lessons))])


def graded_before(root: Path) -> set[str]:
    """The lessons that grades.csv has rows of, or that were released to be graded."""
    found = {path.parent.name for path in (root / "release").glob("*/.made-from")}
    return found | {line[1] for line in read_rows(root / "grades.csv", GRADES)}


def asked_for(handed_in: Mapping[str, Collection[str]], size: int, root: Path) -> list[str]:
    """Those of the lessons handed in that the class was asked for, in order.

    Where nobody was ever asked for anything, it is the one that most handed in.

    Args:
        handed_in: who handed each lesson in.
        size: how many students the class has.
        root: the course.

    Raises:
        CourseError: deadlines.csv is malformed.
    """
    known = {*read_deadlines(root), *named_lessons(root), *graded_before(root)}
    found = {name for name, who in handed_in.items() if name in known or _many(len(who), size)}
    if handed_in and not known | found:
        found = {max(sorted(handed_in), key=lambda name: len(handed_in[name]))}
    return sorted(found)


def _many(count: int, size: int) -> bool:
    return count >= min(2, size) and count * PART >= size


def unasked(handed_in: Mapping[str, Collection[str]], chosen: Collection[str]) -> list[str]:
    """What to say of the lessons that were handed in and not asked for.

    >>> unasked({"01_neurons": ["ann", "bob"], "02_scores": ["bob"]}, ["01_neurons"])[0][:50]
    '1 student handed in 02_scores, which was not asked'
    """
    said = []
    for lesson, who in sorted(handed_in.items()):
        if lesson not in chosen:
            count = "1 student" if len(who) == 1 else f"{len(who)} students"
            number = lesson.split("_")[0]
            said.append(
                f"{count} handed in {lesson}, which was not asked for: it is kept, and "
                f"`make grade LESSONS={number}` grades it"
            )
    return said
