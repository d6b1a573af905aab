"""Judged from outside, behind walls, an answer gets the points and words that it gets in process.

A sample of each exercise's answers runs here; `python -m grading.bank.both_ways` compares all.
"""

from __future__ import annotations

import pytest

from grading import lessons
from grading.bank.both_ways import WARNING, Room, compare, preload
from grading.bank.in_process import exercise_cells
from grading.sandbox.warm import WarmParent

EXERCISES = [
    pytest.param(lesson, exercise, id=f"{lesson[:2]}-{exercise}")
    for lesson in lessons()
    for exercise in exercise_cells(lesson)
]


@pytest.fixture(scope="module")
def rooms(walled):
    """A kernel for each lesson, of one warm parent for each set of imports."""
    parents, known = {}, {}

    def look_up(lesson):
        wanted = preload(lesson)
        if wanted not in parents:
            parents[wanted] = WarmParent(wanted)
        if lesson not in known:
            known[lesson] = Room(parents[wanted])
        return known[lesson]

    yield look_up
    for each in [*known.values(), *parents.values()]:
        each.close()


@pytest.mark.parametrize(("lesson", "exercise"), EXERCISES)
def test_both_verdicts_agree(lesson, exercise, rooms):
    found = compare(lesson, exercise, rooms(lesson), sample=6)
    assert len(found) == 7
    for each in found:
        assert each.inside == each.outside, each.answer.idea


def test_warnings_that_only_one_way_prints_are_no_difference():
    warned = (
        "1 of 3: /scratch/ipykernel_2/62.py:37: RuntimeWarning: divide by zero encountered\n"
        "  m_hat = m / c1\na late step: A hidden test does not hold yet.\n  mistake:  x"
    )
    kept = "1 of 3: a late step: A hidden test does not hold yet.\n  mistake:  x"
    assert WARNING.sub("", warned) == kept
    assert WARNING.sub("", kept) == kept
