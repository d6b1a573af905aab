"""A mistake costs its own points only: each exercise is broken alone, and no other loses any.

An answer may call other exercises: the bank's right answers that do keep their points, with all
that they call broken.
"""

from __future__ import annotations

import ast
from functools import cache

import pytest

from grading import lessons
from grading.bank import learner_name, load
from grading.bank.in_process import answer, names_after, run_test_cell
from grading.bank.in_process import test_cells as cells_that_judge
from grading.lesson.cells import exercises, is_exercise, kind_of, parse
from grading.lesson.masters import read_solution
from utils.checking.recognise import recognise


@cache
def notebook(lesson):
    return read_solution(lesson)


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


@cache
def compiled(source, name):
    return compile(source, name, "exec")


def first_exercise(lesson):
    return next(exercises(notebook(lesson)))[0].id


class SaysThatItRuns(ast.NodeTransformer):
    """Has each function say first whose it is: `_ran(name)`."""

    def __init__(self, name):
        self.call = ast.parse(f"_ran({name!r})").body

    def visit_FunctionDef(self, node):
        self.generic_visit(node)
        told = ast.get_docstring(node) is not None
        node.body[told:told] = self.call
        return node


@cache
def saying(source, name):
    """An exercise's cell, compiled; what it defines says that it runs."""
    tree = SaysThatItRuns(name).visit(ast.parse(source))
    return compile(ast.fix_missing_locations(tree), name, "exec")


def scores(lesson, broken=None, breakage=None, cells=None):
    """Points earned by the test cells, run in the notebook's order in one namespace.

    Args:
        lesson: such as "01_neurons".
        broken: the exercise that is broken once its cell has run.
        breakage: how.
        cells: the ids of the test cells to run; None runs all.

    Returns:
        Points, and the exercises whose code ran, by exercise and test cell.
    """
    scope, current = answer(lesson, first_exercise(lesson)), None
    earned, ran = {}, {}
    for cell in notebook(lesson).cells:
        if is_exercise(cell):
            current = cell.id
            exec((saying if cells is None else compiled)(cell.source, cell.id), scope)
            if cell.id == broken:
                scope.update({name: BREAKAGES[breakage] for name in names(cell)})
        elif kind_of(cell) == "locked":
            exec(compiled(cell.source, cell.id), scope)
        elif kind_of(cell) == "test" and (cells is None or cell.id in cells):
            scope["_ran"] = ran.setdefault((current, cell.id), set()).add
            earned[current, cell.id] = run_test_cell(cell, scope)[0]
    return earned, ran


@pytest.fixture(scope="module")
def whole():
    """What `scores` gives of the unbroken solution, computed once for each lesson."""
    known = {}

    def look_up(lesson):
        if lesson not in known:
            known[lesson] = scores(lesson)
        return known[lesson]

    return look_up


@pytest.mark.parametrize("breakage", BREAKAGES)
@pytest.mark.parametrize(("lesson", "exercise"), EXERCISES)
def test_a_broken_exercise_costs_its_own_points_only(lesson, exercise, breakage, whole):
    before, ran = whole(lesson)
    # A cell that runs no code of the exercise cannot tell whether it is broken
    concerned = {name for (_, name), those in ran.items() if exercise in those}
    after, _ = scores(lesson, exercise, breakage, concerned)
    lost = {key for key in after if after[key] < before[key]}
    assert lost, "breaking the exercise cost nothing"
    assert {owner for owner, _ in lost} == {exercise}


def others_called(bank, answer):
    """The other exercises of its lesson that an answer calls, by its source."""
    above = bank.around(answer.exercise, "").rstrip("\n")
    source = bank.source(answer.exercise, answer.body).removeprefix(above)
    others = {name for name in bank.exercises if name in source} - {answer.exercise}
    if not others:
        return others
    nodes = list(ast.walk(ast.parse(source)))
    used = {node.id for node in nodes if isinstance(node, ast.Name)}
    given_here = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    return used & others - given_here


def callers(lesson):
    """A lesson's right answers that call other exercises, with what they call."""
    bank = load(lesson)
    answers = [answer for exercise in bank.exercises for answer in bank.right(exercise)]
    return [(answer, called) for answer in answers if (called := others_called(bank, answer))]


def with_broken(lesson, answer, called, breakage):
    """The names that an answer's program leaves, with what it calls broken."""
    scope = names_after(load(lesson).source(answer.exercise, answer.body))
    scope.update(dict.fromkeys(called, BREAKAGES[breakage]))
    return scope


# It asks the parts for one example at a time, which no stand-in holds: the learner's own are asked
ASKS_ITS_OWN = {("train", "gradients added up over single examples")}
EVERY_CALLER = [
    pytest.param(lesson, answer, called, id=f"{lesson[:2]}-{answer.exercise}-{answer.idea}")
    for lesson in lessons()
    for answer, called in callers(lesson)
]


def asks_its_own(caller):
    answer = caller.values[1]
    return (answer.exercise, answer.idea) in ASKS_ITS_OWN


CALLERS = [each for each in EVERY_CALLER if not asks_its_own(each)]


@pytest.mark.parametrize("breakage", BREAKAGES)
@pytest.mark.parametrize(("lesson", "right", "called"), CALLERS)
def test_a_right_answer_may_call_broken_exercises(lesson, right, called, breakage):
    scope = with_broken(lesson, right, called, breakage)
    for name, cell in cells_that_judge(lesson, right.exercise).items():
        if "_hidden" in name or "given(" in cell.source:
            earned, said = run_test_cell(cell, dict(scope))
            assert earned == cell.metadata.nbgrader.points, said
    assert recognise(right.exercise, scope[learner_name(lesson, right.exercise)]) is None


@pytest.mark.parametrize(
    ("lesson", "right", "called"), [each for each in EVERY_CALLER if asks_its_own(each)]
)
def test_a_right_answer_that_asks_its_own_parts_loses_points_of_the_visible_check_alone(
    lesson, right, called
):
    lost = {}
    for name, cell in cells_that_judge(lesson, right.exercise).items():
        if "_hidden" in name or "given(" in cell.source:
            earned, _ = run_test_cell(cell, with_broken(lesson, right, called, "raises"))
            lost[name] = cell.metadata.nbgrader.points - earned
    assert [name for name, points in lost.items() if points] == [f"{right.exercise}_check"]


def test_answers_that_call_others_stand_in_the_bank():
    found = {(lesson[:2], answer.exercise) for lesson in lessons() for answer, _ in callers(lesson)}
    assert found >= {
        ("01", "neurons"),
        ("01", "perceptron_update"),
        ("01", "perceptron_fit"),
        ("02", "sigmoid_derivative"),
        ("02", "tanh_derivative"),
        ("02", "relu_derivative"),
        ("02", "leaky_relu"),
        ("02", "leaky_relu_derivative"),
        ("04", "bce_with_logits"),
        ("04", "cross_entropy"),
        ("04", "mse_gradient"),
        ("04", "cross_entropy_gradient"),
        ("05", "mlp_backward"),
        ("05", "train"),
        ("06", "backward"),
    }
