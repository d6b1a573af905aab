"""Lesson 06's playground: an expression clicked together, and its slopes on their way back."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from utils.drawing.picture import Picture
from utils.graph_pictures import value_graph
from utils.playground.play import play, ready

# How values are made from others, by the sign on the page
MADE: dict[str, Callable] = {
    "+": lambda a, b: a + b,
    "×": lambda a, b: a * b,
    "relu": lambda a: a.relu(),
    "tanh": lambda a: a.tanh(),
}
METHODS = {"+": "__add__", "×": "__mul__", "relu": "Value.relu", "tanh": "Value.tanh"}
# The late sum of the lesson: y = b c, with b = 3 a and c = a + b
EXPRESSION = [
    {"name": "a", "op": "", "parents": [], "data": 2.0},
    {"name": "k", "op": "", "parents": [], "data": 3.0},
    {"name": "b", "op": "×", "parents": [1, 0]},
    {"name": "c", "op": "+", "parents": [0, 2]},
    {"name": "y", "op": "×", "parents": [2, 3]},
]
# Steps to ask: the sign, the parents' data, what comes, and what a slope of 4 adds to their grads
TRIED = [
    ("+", (2.0, -3.0), -1.0, (4.0, 4.0)),
    ("×", (2.0, -3.0), -6.0, (-12.0, 8.0)),
    ("relu", (2.0,), 2.0, (4.0,)),
    ("relu", (-3.0,), 0.0, (0.0,)),
    ("tanh", (2.0,), math.tanh(2.0), (4 * (1 - math.tanh(2.0) ** 2),)),
]

Order = Callable[[Any], list]


def click_together(value_class: type, topological_order: Order) -> None:
    """Let the learner click values together, and watch their own `_backward` hand slopes on.

    Args:
        value_class: the learner's Value, with +, *, relu and tanh.
        topological_order: the learner's (root) -> all values, parents first.
    """
    if not ready(*((_step_of(value_class, *each[:2]), _gives(*each[2:])) for each in TRIED)):
        return
    y = made_of(value_class, EXPRESSION)[-1]
    if not ready((topological_order, y, lambda order: _in_order(order, y))):
        return

    def answer(question: dict[str, Any]) -> dict[str, Any]:
        return flow(value_class, topological_order, **question)

    root = len(EXPRESSION) - 1
    start = {"values": EXPRESSION, "flow": answer({"values": EXPRESSION, "root": root})}
    play("expression", start, expression_picture(value_class), answer)


def _step_of(value_class: type, sign: str, numbers: Sequence[float]) -> Callable[[], list[Any]]:
    """A function that asks one operation, with the name of the method that the learner writes."""

    def asked() -> list[Any]:
        parents = [value_class(number) for number in numbers]
        for parent in parents:
            parent.grad = 10.0  # a step adds to what is there
        out = MADE[sign](*parents)
        out.grad = 4.0
        out._backward()
        theirs = [id(each) for each in out._parents] == [id(each) for each in parents]
        return [theirs, out.data, *(each.grad for each in parents)]

    asked.__name__ = METHODS[sign]
    return asked


def _gives(data: float, parts: Sequence[float]) -> Callable[[list[Any]], bool]:
    """A test of what `asked` gives: its parents, its data, and grads of 10 that have grown."""
    right = [data, *(10 + part for part in parts)]
    return lambda found: found[0] and np.allclose(found[1:], right)


def _in_order(order: Sequence[Any], root: Any) -> bool:
    """Whether an order holds each value of the expression once, its parents before it."""
    place = {id(value): k for k, value in enumerate(order)}
    after = all(place[id(p)] < place[id(value)] for value in order for p in value._parents)
    return after and len(order) == len(place) == len(EXPRESSION) and order[-1] is root


def made_of(value_class: type, values: Sequence[Mapping[str, Any]]) -> list[Any]:
    """The learner's values as the page describes them, each after its parents.

    Args:
        value_class: the learner's Value.
        values: of each its name, how it was made ("" for a leaf), the places of its parents, and
            for a leaf its data.
    """
    made: list[Any] = []
    for each in values:
        if each["op"]:
            value = MADE[each["op"]](*(made[k] for k in each["parents"]))
            value.name = each["name"]
        else:
            value = value_class(each["data"], name=each["name"])
        made.append(value)
    return made


def flow(
    value_class: type, topological_order: Order, values: Sequence[Mapping[str, Any]], root: int
) -> dict[str, Any]:
    """An expression forward, and then back by the learner's `_backward`, value by value.

    Args:
        value_class: the learner's Value.
        topological_order: the learner's.
        values: as `made_of` takes them.
        root: the place of the result.

    Returns:
        the data of each value, and the steps: which value was asked, and what each grad grew by.
    """
    made = made_of(value_class, values)
    place = {id(value): k for k, value in enumerate(made)}
    made[root].grad = 1.0
    steps = []
    for value in reversed(topological_order(made[root])):
        if not value._parents:
            continue  # a leaf has nobody to hand on to
        before = [each.grad for each in made]
        value._backward()
        added = [each.grad - old for each, old in zip(made, before, strict=True)]
        steps.append({"asked": place[id(value)], "added": added})
    return {"data": [each.data for each in made], "steps": steps}


def expression_picture(value_class: type) -> Picture:
    """How the playground begins, with the slopes that have arrived at its end."""
    y = made_of(value_class, EXPRESSION)[-1]
    y.backward()
    return value_graph(y, show_slopes=True)
