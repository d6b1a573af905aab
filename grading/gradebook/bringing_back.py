"""Bring back what was forgotten: from its copy in forgotten/, and over nothing that is newer."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from grading import CourseError, lessons
from grading.course.roster import read_deadlines
from grading.course.tables import read_rows, write_table
from grading.gradebook import taken_back
from grading.gradebook.book import Course
from grading.gradebook.forgetting import (
    ABOUT,
    FORGOTTEN,
    HEADERS,
    SCORES,
    Choice,
    copy_as_it_is,
    files_below,
)
from utils.storage.one_step import PART

REPLACED = ("autograded", "feedback", ".cache")  # what belongs to the scores that are put back


def copies(root: Path) -> list[str]:
    """The names of the copies that there are, oldest first."""
    folder = root / FORGOTTEN
    return sorted(each.parent.name for each in folder.glob(f"[!.]*/{ABOUT}"))


def bring_back(course: Course, name: str) -> Choice:
    """Put back what a copy holds, and nothing over work that came since; the copy stays.

    Raises:
        CourseError: newer work is there, or a lesson is gone.
    """
    copy = course.root / FORGOTTEN / name
    about = json.loads((copy / ABOUT).read_text(encoding="utf-8"))
    named = about["lessons"]
    choice = Choice(about["student"], None if named is None else tuple(named))
    scores = json.loads((copy / SCORES).read_text(encoding="utf-8"))
    paths = [path for path in files_below(copy) if path.as_posix() not in (*HEADERS, SCORES, ABOUT)]
    _see_nothing_newer(course.root, copy, paths)
    _put_scores_back(course, scores)
    for path in paths:
        if path.parts[0] in REPLACED or not os.path.lexists(course.root / path):
            copy_as_it_is(copy / path, course.root / path)
    for table in HEADERS:
        _write_back(copy, course.root, table)
    return choice


def _see_nothing_newer(root: Path, copy: Path, paths: list[Path]) -> None:
    """See that no folder of a student's lesson holds anything but what the copy has.

    Raises:
        CourseError: one does.
    """
    ours = {path for path in paths if path.parts[0] == "submitted"}
    there = {path for path in ours if os.path.lexists(root / path)}
    for folder in {path.parent for path in ours if len(path.parts) > 3}:
        there |= {each.relative_to(root) for each in (root / folder).glob("*") if each.is_file()}
    for path in sorted(there):
        unlike = path not in ours or not _same(copy / path, root / path)
        if unlike and not path.name.endswith(PART):
            raise CourseError(f"{path.as_posix()} is newer: forget it first, or leave it so")


def _put_scores_back(course: Course, scores: list[dict[str, Any]]) -> None:
    """Add submissions to the gradebook, in one transaction, once their lessons are there.

    Raises:
        CourseError: a lesson is gone, or cannot be released.
    """
    deadlines, known = read_deadlines(course.root), lessons(course.root)
    for lesson in sorted({each["lesson"] for each in scores}):
        if lesson not in known:
            raise CourseError(f"solutions/{lesson} is gone, and scores in it have no place")
        course.prepare(lesson, deadlines.get(lesson))
    if scores:
        with course.open() as book:
            for each in scores:
                taken_back.put_back(book, each)
            book.db.commit()


def _same(one: Path, other: Path) -> bool:
    if one.is_symlink() or other.is_symlink():
        return one.is_symlink() and other.is_symlink() and os.readlink(one) == os.readlink(other)
    return other.is_file() and one.read_bytes() == other.read_bytes()


def _write_back(copy: Path, root: Path, table: str) -> None:
    """Add lines to a table; a line of the same student and lesson goes, but in the history."""
    if not (copy / table).exists():
        return
    lines = read_rows(copy / table, HEADERS[table])
    known = {tuple(line[:2]) for line in lines}
    every = table == "history.csv"
    there = [
        line
        for line in read_rows(root / table, HEADERS[table])
        if (line not in lines if every else tuple(line[:2]) not in known)
    ]
    rows = [*there, *lines]
    write_table(
        root / table, HEADERS[table], rows if every else sorted(rows, key=lambda line: line[1])
    )
