"""Copying what the visible checks ask earns little: points are for what hidden tests ask, too.

A table of a check's calls answers what the check asked, and with its last result whatever else is
asked. Where an exercise is a class, the points of its visible check count as earned.
"""

from __future__ import annotations

import functools

import pytest

from grading import lessons
from grading.bank import learner_name
from grading.bank.in_process import answer, exercise_cells, run_test_cell
from grading.bank.in_process import test_cells as cells_that_judge
from grading.bank.time_limit import LIMIT, quiet, time_limit
from utils.checking.calling import copied
from utils.checking.recognise import canonical

A_FIFTH = 0.2


def key_of(args, kwargs):
    """A call's arguments as text."""
    return canonical(
        [*map(canonical, args), *sorted(f"{k}={canonical(v)}" for k, v in kwargs.items())]
    )


def recording(function, table):
    """The same function, which writes every call into a table: its result, or what it raised."""

    @functools.wraps(function)
    def asked(*args, **kwargs):
        key = key_of(args, kwargs)
        try:
            table[key] = function(*args, **kwargs)
        except Exception as error:
            table[key] = error
            raise
        return copied(table[key])

    return asked


def by_table(function, table):
    """An answer that knows these calls alone."""
    last = [result for result in table.values() if not isinstance(result, Exception)][-1]

    @functools.wraps(function)
    def asked(*args, **kwargs):
        known = table.get(key_of(args, kwargs), last)
        if isinstance(known, Exception):
            raise known
        return copied(known)

    return asked


def earned_by_table(lesson, exercise):
    """Points that a table of its visible checks' calls earns in an exercise, and those possible.

    The points of the visible checks count as earned. An answer to a question without arguments is
    no table: it is worked out.
    """
    cells = cells_that_judge(lesson, exercise)
    points = {name: float(cell.metadata.nbgrader.points) for name, cell in cells.items()}
    visible = {name: cell for name, cell in cells.items() if "BEGIN HIDDEN" not in cell.source}
    earned, possible = sum(points[name] for name in visible), sum(points.values())
    scope, name, table = answer(lesson, exercise), learner_name(lesson, exercise), {}
    function = scope[name]
    if isinstance(function, type):
        return earned, possible
    scope[name] = recording(function, table)
    with quiet(), time_limit(LIMIT):
        for cell in visible.values():
            run_test_cell(cell, dict(scope))
        if set(table) <= {key_of((), {})}:
            return 0.0, possible
        scope[name] = by_table(function, table)
        hidden = [cell for cell_name, cell in cells.items() if cell_name not in visible]
        return earned + sum(run_test_cell(cell, dict(scope))[0] for cell in hidden), possible


@pytest.mark.long
@pytest.mark.parametrize("lesson", lessons())
@pytest.mark.filterwarnings("ignore")
def test_a_table_of_the_visible_checks_calls_earns_little(lesson):
    rows = [earned_by_table(lesson, exercise) for exercise in exercise_cells(lesson)]
    earned, possible = map(sum, zip(*rows, strict=True))
    share = earned / possible
    assert share <= A_FIFTH + 1e-9, f"{earned:g} of {possible:g}, {share:.2f}"
