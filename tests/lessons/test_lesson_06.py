"""Lesson 06's tests tell right answers from wrong ones.

They rely on what the lesson promises: an operation makes one new Value with its inputs as
`_parents`, and its `_backward` adds to their `grad`; `backward` gives values with parents a
fresh grad and lets leaves add up. An answer here stands in the notebook's last cell, after the
solution of every other exercise, so that it may call the other methods where that is right.
"""

from __future__ import annotations

import math

import nbformat
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading import lesson_path
from grading.bank import load
from grading.bank.in_process import names_after, run_test_cell
from grading.lesson.cells import is_exercise, kind_of
from tests.helpers.answers import judge_idea

LESSON = "06_autograd"
BANK = load(LESSON)
EXERCISES = BANK.exercises
METHODS = [name for name in EXERCISES if name not in ("topological_order", "backward")]


def cells():
    return nbformat.read(lesson_path("solutions", LESSON), as_version=4).cells


def given_source():
    """The imports, the locked cells and the solution's exercises, one after the other."""
    kept = [cell.source for cell in cells() if kind_of(cell) == "locked" or is_exercise(cell)]
    return "\n\n".join(["import math\nimport numpy as np", *kept])


SOLUTION = given_source()


def source(exercise, body):
    """An exercise's cell with this body."""
    return BANK.module.cell(exercise, body)


def test_the_right_slopes_with_wrong_clearing_keep_two_thirds_of_the_hidden_points():
    for idea in ("clears everything", "clears nothing"):
        earned, possible, _ = judge_idea(LESSON, "backward", idea)
        assert (earned, possible) == (pytest.approx(7 / 3), 4), idea


def test_an_order_with_repetitions_keeps_nothing_for_once_each():
    earned, possible, messages = judge_idea(LESSON, "topological_order", "visits twice")
    assert possible == 3
    assert earned <= 1.375, messages


@pytest.mark.parametrize("exercise", METHODS)
def test_what_leaves_the_parents_alone_is_told_apart(exercise):
    for idea, said in [
        ("a local name", "is forgotten at its end"),
        ("stores it in self", "stored in a parent"),
        ("reads the grad too early", "when it is still 0"),
        ("forgets to store _backward", "has no `_backward` of its own"),
    ]:
        _, _, messages = judge_idea(LESSON, exercise, idea)
        assert messages[0].startswith(f"{exercise}_check"), idea
        assert said in " ".join(messages[0].split()), idea


def test_an_order_that_can_be_walked_through_once_earns_nothing_and_says_so():
    for idea in ("reversed", "an iterator", "a generator", "yields"):
        earned, _, messages = judge_idea(LESSON, "topological_order", idea)
        assert earned == 0, idea
        assert "empty after that" in " ".join(messages[0].split()), idea


# A mistake in one method costs its own points only


def lose(broken, body):
    """Ids of the test cells that lose points when one exercise has this body in the notebook."""
    scope, current, lost = names_after("import math\nimport numpy as np"), None, {}
    for cell in cells():
        if kind_of(cell) == "locked":
            exec(cell.source, scope)
        elif is_exercise(cell):
            current = cell.id
            exec(source(current, body) if current == broken else cell.source, scope)
        elif kind_of(cell) == "test":
            earned, message = run_test_cell(cell, dict(scope))
            if earned < cell.metadata.nbgrader.points:
                lost[cell.id] = (current, message)
    return lost


BREAKS = {"raises": "raise RuntimeError('broken')", "None": "return None", "0": "return 0.0"}


@pytest.mark.parametrize("body", BREAKS.values(), ids=BREAKS)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_broken_method_costs_no_other_method_a_point(exercise, body):
    lost = lose(exercise, body)
    assert {owner for owner, _ in lost.values()} == {exercise}, lost


@pytest.mark.parametrize("exercise", METHODS)
def test_a_subtly_wrong_method_costs_no_other_method_a_point(exercise):
    lost = lose(exercise, BANK.bodies(exercise)["= instead of +="])
    assert {owner for owner, _ in lost.values()} == {exercise}, lost


def test_nothing_broken_loses_nothing():
    assert lose(None, "") == {}


def test_a_cell_that_is_run_again_keeps_the_other_methods():
    scope = names_after(SOLUTION)
    exec(source("value_mul", BANK.module.mul()), scope)
    a, b = scope["Value"](2.0), scope["Value"](-3.0)
    (a * b + a.tanh()).backward()
    assert a.grad == pytest.approx(-3.0 + 1 - math.tanh(2.0) ** 2)
    assert isinstance(a + 1, scope["Value"])


def test_a_class_of_the_learners_own_changes_no_value():
    scope = names_after(SOLUTION)
    exec("class Louder(Value):\n    def relu(self):\n        return 99", scope)
    assert scope["Value"](2.0).relu().data == 2.0


# PyTorch as an oracle for the solution


@pytest.fixture(scope="module")
def scope():
    return names_after(SOLUTION)


UNARY = ["tanh", "relu", "exp", "square", "cube", "inverse", "negative"]
BINARY = ["add", "mul", "sub", "div", "number + x", "number * x", "number - x"]
steps = st.lists(
    st.tuples(st.sampled_from(UNARY + BINARY), st.integers(0, 30), st.integers(0, 30)),
    min_size=1,
    max_size=12,
)


def computed(leaves, program):
    """Run a program on numbers of either engine: each step takes earlier results."""
    known = list(leaves)
    for op, i, j in program:
        a, b = known[i % len(known)], known[j % len(known)]
        tame = b * b + 1  # a divisor that is not near 0
        known.append(
            {
                "tanh": lambda a=a: a.tanh(),
                "relu": lambda a=a: a.relu(),
                "exp": lambda a=a: a.tanh().exp(),
                "square": lambda a=a: a.tanh() ** 2,
                "cube": lambda a=a: a.tanh() ** 3,
                "inverse": lambda tame=tame: tame**-1,
                "negative": lambda a=a: -a,
                "add": lambda a=a, b=b: a + b,
                "mul": lambda a=a, b=b: a.tanh() * b,
                "sub": lambda a=a, b=b: a - b,
                "div": lambda a=a, tame=tame: a / tame,
                "number + x": lambda a=a: 2 + a,
                "number * x": lambda a=a: -3 * a,
                "number - x": lambda a=a: 1.5 - a,
            }[op]()
        )
    return known[-1]


@settings(deadline=None, max_examples=150)
@given(numbers=st.lists(st.floats(-2, 2, allow_nan=False), min_size=1, max_size=3), program=steps)
def test_random_expressions_agree_with_pytorch(scope, numbers, program):
    import torch

    values = [scope["Value"](number) for number in numbers]
    tensors = [torch.tensor(n, dtype=torch.float64, requires_grad=True) for n in numbers]
    result, expected = computed(values, program), computed(tensors, program)
    assert result.data == pytest.approx(expected.item(), rel=1e-9, abs=1e-12)
    result.backward()
    expected.backward()
    for value, tensor in zip(values, tensors, strict=True):
        grad = 0.0 if tensor.grad is None else tensor.grad.item()
        assert value.grad == pytest.approx(grad, rel=1e-9, abs=1e-12)


def test_a_second_backward_agrees_with_pytorch(scope):
    import torch

    x, t = scope["Value"](1.5), torch.tensor(1.5, dtype=torch.float64, requires_grad=True)
    y, u = (x * x).tanh() + x * 3, (t * t).tanh() + t * 3
    for _ in range(3):
        y.backward()
        u.backward(retain_graph=True)
        assert x.grad == pytest.approx(t.grad.item(), rel=1e-12)


@given(st.lists(st.lists(st.integers(0, 40), max_size=3), min_size=1, max_size=40))
def test_random_graphs_are_put_in_order(scope, rows):
    made = []
    for row in rows:
        made.append(scope["Value"](1.0, [made[i % len(made)] for i in row] if made else []))
    found = scope["topological_order"](made[-1])
    place = {id(value): k for k, value in enumerate(found)}
    assert len(place) == len(found)
    assert found[-1] is made[-1]
    assert all(place[id(p)] < place[id(value)] for value in found for p in value._parents)


def test_lesson_05s_numbers_come_out(scope):
    start = [0.1, 0.3, 0.2, 0.4, 0.01, 0.02, 0.5, 0.6, 0.03]
    w11, w12, w21, w22, b1, b2, v1, v2, c = values = [scope["Value"](n) for n in start]

    def sigmoid(z):
        return 1 / (1 + (-z).exp())

    a1, a2 = sigmoid(0.5 * w11 + 0.8 * w21 + b1), sigmoid(0.5 * w12 + 0.8 * w22 + b2)
    loss = 0.5 * (sigmoid(v1 * a1 + v2 * a2 + c) - 1) ** 2
    loss.backward()
    expected = [-0.005, -0.005, -0.007, -0.008, -0.009, -0.011, -0.042, -0.047, -0.075]
    np.testing.assert_allclose([value.grad for value in values], expected, atol=6e-4)
