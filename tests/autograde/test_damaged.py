"""Damaged notebooks, graded as a class: no batch ends, and nobody earns what they did not write.

Every student's notebook is one of a few kinds, whose points are known, damaged at random: cells
deleted, copied, moved, re-flagged and re-pointed, fields replaced by junk, bytes changed, the file
cut short. Damage may cost points that cannot be told any more; it may never earn any.

The suite grades a class of 120. Thousands:

    python -m tests.autograde.test_damaged --students 4000
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import nbformat
import pytest

from grading.authoring.filled_in import fill, solved, wrong
from grading.grade import grade_class
from grading.gradebook.book import Course
from grading.gradebook.class_of_lesson import Settings
from grading.gradebook.grades_csv import FAILED
from grading.lesson.cells import is_exercise
from grading.lesson.release import derive
from tests.helpers.damage import damage, random_steps
from tests.helpers.sample_course import (
    CELLS,
    LESSON,
    hand_in,
    make_course,
    make_solution,
    read_grades,
)

STUDENTS = int(os.environ.get("DAMAGED_STUDENTS", "120"))
POINTS = {name: points for name, kind, points, _ in CELLS if kind == "test"}
OF_DOUBLE = {"double_check", "double_hidden"}


def kinds_of(root: Path) -> dict[str, tuple[dict, set[str]]]:
    """Each kind's notebook, and the tests whose points it may earn."""
    release = nbformat.reads(derive(LESSON, root), as_version=4)
    solution = make_solution()
    made = {
        "blank": (release, set()),
        "wrong": (fill(release, solution, lambda c: wrong(c) if is_exercise(c) else None), set()),
        "half": (fill(release, solution, lambda c: solved(c) if c.id == "double" else None), None),
        "right": (fill(release, solution, solved), set(POINTS)),
    }
    return {
        name: (json.loads(nbformat.writes(nb)), OF_DOUBLE if may is None else may)
        for name, (nb, may) in made.items()
    }


def spoiled(nb: dict, rng: random.Random) -> bytes:
    """A notebook's bytes after some accidents, mostly to its cells, sometimes to the file."""
    data = bytearray(json.dumps(damage(json.loads(json.dumps(nb)), random_steps(rng))).encode())
    if rng.random() < 0.15:
        for _ in range(rng.randint(1, 4)):
            data[rng.randrange(len(data))] = rng.randrange(256)
    if rng.random() < 0.05:
        del data[rng.randrange(len(data)) :]
    return bytes(data)


def scores(root: Path) -> dict[str, dict[str, float]]:
    """What each test earned each student who has a row in the gradebook."""
    course, found = Course(root), {}
    with course.open() as book:
        for submission in book.find_assignment(LESSON).submissions:
            (notebook,) = submission.notebooks
            found[submission.student_id] = {
                grade.name: grade.auto_score for grade in notebook.grades if grade.name in POINTS
            }
    course.close()
    return found


def grade_damaged(folder: Path, students: int, seed: int = 0) -> Counter:
    """Grade a damaged class and compare; how many rows have which status.

    Raises:
        AssertionError: a row is missing or odd, or points were earned that nobody deserved.
    """
    root, rng = make_course(folder), random.Random(seed)
    kinds, may = kinds_of(root), {}
    for number in range(students):
        name, student = rng.choice(list(kinds)), f"s{number:05}"
        nb, may[student] = kinds[name]
        hand_in(root, student, spoiled(nb, rng))
    hand_in(root, "whole", json.dumps(kinds["right"][0]).encode())
    grade_class(root, settings=Settings(feedback=students <= 500), say=lambda line: None)
    rows, earned = read_grades(root), scores(root)
    assert set(rows) == {*may, "whole"}
    assert not [row for row in rows.values() if row["status"] == FAILED]
    assert (rows["whole"]["status"], float(rows["whole"]["score"])) == ("graded", 8)
    for student, deserved in may.items():
        row, tests = rows[student], earned.get(student, {})
        assert row["status"] in ("graded", "partial", "tampered", "ungradable"), row
        assert row["reason"] or row["status"] == "graded", row
        for name, score in tests.items():
            most = POINTS[name] if name in deserved else 0
            assert score is not None, f"{student}: {name}"
            assert math.isfinite(score), f"{student}: {name}"
            assert 0 <= score <= most, f"{student} earned {score} of {most} for {name}"
        assert float(row["score"]) == sum(tests.values())
    return Counter(row["status"] for row in rows.values())


@pytest.mark.usefixtures("walled")
def test_a_class_of_damaged_notebooks_earns_nothing_that_it_did_not_write(tmp_path):
    counts = grade_damaged(tmp_path, STUDENTS)
    assert sum(counts.values()) == STUDENTS + 1
    assert counts["graded"] > STUDENTS / 3, "too few are read at all, so this shows little"
    assert counts["ungradable"] > 0


def main(arguments: list[str] | None = None) -> int:
    """Grade a large damaged class, and print the rows' statuses."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--students", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        start = time.monotonic()
        counts = grade_damaged(Path(folder), options.students, options.seed)
        print(f"{dict(counts)} in {time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
