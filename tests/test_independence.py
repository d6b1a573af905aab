"""A mistake costs its own points only: each exercise is broken alone, and no other loses any."""

from __future__ import annotations

import ast

import nbformat
import pytest

from grading import lesson_path, lessons
from grading.cells import exercises, is_exercise, kind_of, parse
from tests.lesson_cells import answer, run_test_cell


def notebook(lesson):
    return nbformat.read(lesson_path("solutions", lesson), as_version=4)


def names(cell):
    kinds = ast.FunctionDef | ast.ClassDef
    return [node.name for node in parse(cell).body if isinstance(node, kinds)]


EXERCISES = [
    pytest.param(lesson, cell.id, id=f"{lesson}-{cell.id}")
    for lesson in lessons()
    for cell, _ in exercises(notebook(lesson))
]


def raises(*args, **kwargs):
    raise RuntimeError("broken on purpose")


BREAKAGES = {
    "raises": raises,
    "returns None": lambda *args, **kwargs: None,
    "returns 0": lambda *args, **kwargs: 0.0,
}


def first_exercise(lesson):
    return next(exercises(notebook(lesson)))[0].id


def scores(lesson, broken=None, breakage=None):
    """Points earned by every test cell, run in the notebook's order in one namespace."""
    scope, earned, current = answer(lesson, first_exercise(lesson)), {}, None
    for cell in notebook(lesson).cells:
        if kind_of(cell) == "locked" or is_exercise(cell):
            if is_exercise(cell):
                current = cell.id
            exec(compile(cell.source, cell.id, "exec"), scope)
            if is_exercise(cell) and cell.id == broken:
                scope.update({name: BREAKAGES[breakage] for name in names(cell)})
        elif kind_of(cell) == "test":
            earned[current, cell.id] = run_test_cell(cell, scope)[0]
    return earned


@pytest.fixture(scope="module")
def whole():
    """Points of the unbroken solution, computed once for each lesson."""
    known = {}

    def look_up(lesson):
        if lesson not in known:
            known[lesson] = scores(lesson)
        return known[lesson]

    return look_up


@pytest.mark.parametrize("breakage", BREAKAGES)
@pytest.mark.parametrize(("lesson", "exercise"), EXERCISES)
def test_a_broken_exercise_costs_its_own_points_only(lesson, exercise, breakage, whole):
    before, after = whole(lesson), scores(lesson, exercise, breakage)
    lost = {key for key in before if after[key] < before[key]}
    assert lost, "breaking the exercise cost nothing"
    assert {owner for owner, _ in lost} == {exercise}
