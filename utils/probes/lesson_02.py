"""Questions to the answers of lesson 02."""

from collections.abc import Callable
from typing import Any

import numpy as np

from utils.checking.recognise import call
from utils.checks import given
from utils.probes.by_heart import among, entrywise

# What stands in for a sigmoid that an answer may call: a table of the places that are asked for
PLACES = [-1000.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 1000.0]
HEIGHTS = [0.0, 0.04742587, 0.11920292, 0.26894142, 0.5, 0.73105858, 0.88079708, 0.95257413, 1.0]


def slope_at(z: Any) -> Callable:
    """A probe of the sigmoid's slope at z, with the table in place of the learner's sigmoid."""
    probe = call(z)("sigmoid_derivative")

    def ask(answer: Callable) -> Any:
        with given(answer, sigmoid=lambda places: np.interp(places, PLACES, HEIGHTS)):
            return probe.ask(answer)

    ask.__doc__ = probe.text
    return ask


def kind_at(exercise: str, z: Any) -> Callable:
    """A probe of the kind of numbers that come back."""

    def ask(answer: Callable) -> str:
        kind = np.asarray(answer(np.copy(z)[()])).dtype.kind
        return {"f": "floats", "i": "whole numbers", "b": "truth values"}.get(kind, "others")

    ask.__doc__ = f"the kind of numbers in {call(z)(exercise).text}"
    return ask


# What stands in for other exercises that an answer may call: tables of the numbers that come up
SIGMOIDS = {-2000: 0.0, -4: 0.01798621, -2: 0.11920292, -1: 0.26894142, 0: 0.5}
SIGMOIDS |= {1: 0.73105858, 2: 0.88079708, 4: 0.98201379, 2000: 1.0}
SLOPES = {0: 0.25} | dict.fromkeys([-1, 1], 0.19661193) | dict.fromkeys([-2, 2], 0.10499359)
SLOPES |= dict.fromkeys([-4, 4], 0.01766271) | dict.fromkeys([-2000, 2000], 0.0)
ABOVE = [0.0001, 0.02, 0.03, 0.2, 0.25, 0.35, 0.4, 0.5, 0.6, 0.8, 1.0, 2.0, 3.0, 4.0, 5.0, 1000.0]
RELUS = {0.0: 0.0, **{v: v for v in ABOVE}, **dict.fromkeys([-v for v in ABOVE], 0.0)}
SIDES = {0.0: 0.0, **dict.fromkeys(ABOVE, 1.0), **dict.fromkeys([-v for v in ABOVE], 0.0)}


def known_sigmoid(z):
    """Heights of the sigmoid, looked up."""
    return entrywise(SIGMOIDS, z)


def known_slope(z):
    """Slopes of the sigmoid, looked up."""
    return entrywise(SLOPES, z)


def known_relu(z):
    """Values of ReLU, looked up."""
    return entrywise(RELUS, z)


def known_side(z):
    """Slopes of ReLU, looked up."""
    return entrywise(SIDES, z)


# The other exercises that an answer may call, but for the sigmoid's slope
MAY_CALL = {
    "tanh_derivative": {"sigmoid": known_sigmoid, "sigmoid_derivative": known_slope},
    "relu_derivative": {"relu": known_relu},
    "leaky_relu": {"relu": known_relu, "relu_derivative": known_side},
    "leaky_relu_derivative": {"relu": known_relu, "relu_derivative": known_side},
}


# What stands in for other exercises in the visible checks: right at the numbers that these ask for


def sigmoid_on_paper(z):
    """The sigmoid, right at -2, 0 and 2."""
    return np.interp(z, [-2.0, 0.0, 2.0], [0.11920292, 0.5, 0.88079708])


def sigmoid_slope_on_paper(z):
    """The sigmoid's slope, right at -2, 0 and 2."""
    return np.interp(z, [-2.0, 0.0, 2.0], [0.10499359, 0.25, 0.10499359])


def relu_on_paper(z):
    """ReLU near -2, 0, 2 and 3.2, where nudging asks as well; nonsense elsewhere."""
    known = [-2.1, -1.9, -1.5, -0.1, 0.0, 1.0, 1.9, 2.1, 2.5, 3.1, 3.3]
    return np.interp(z, known, [0.0, 0.0, 9.0, 0.0, 0.0, 9.0, 1.9, 2.1, 9.0, 3.1, 3.3])


def relu_between(z):
    """ReLU at the numbers of the checks of leaky ReLU; nonsense between them."""
    known = [-5, -2, -1.5, -1, 0, 0.5, 1.5, 2, 3, 3.2, 4, 5]
    return np.interp(z, known, [0, 0, 9, 0, 0, 0.5, 9, 2, 3, 9, 4, 5])


def relu_slope_between(z):
    """ReLU's slope at the numbers of the checks of leaky ReLU; nonsense between them."""
    known = [-5, -2, -1.5, -1, 0, 1, 2, 3, 3.2, 4, 5]
    return np.interp(z, known, [0, 0, 9, 0, 0, 9, 1, 1, 9, 1, 1])


SIGMOID_ON_PAPER = {"sigmoid": sigmoid_on_paper, "sigmoid_derivative": sigmoid_slope_on_paper}
RELU_ON_PAPER = {"relu": relu_between, "relu_derivative": relu_slope_between}

PROBES = {
    "sigmoid": [
        call(2.0),
        call(np.array([-7.0, 0.0, 1.0])),
        call(np.array([[1, -2], [0, 3], [2, -1]])),
        call(np.array([-1000.0, 1000.0])),
        call(1000.0),
    ],
    "sigmoid_derivative": [
        slope_at(1.0),
        slope_at(np.array([-2.0, 0.0, 3.0])),
        slope_at(np.array([[[1], [-2]], [[0], [3]]])),
        slope_at(np.array([-1000.0, 1000.0])),
    ],
    "tanh_derivative": [
        call(1.0),
        call(np.array([-2.0, 0.0, 0.5])),
        call(np.array([[1, -1], [0, 2]])),
        call(np.array([-1000.0, 1000.0])),
    ],
    "relu": [
        call(0.25),
        call(-1.5),
        call(np.array([-2.0, 0.0, 8.5])),
        kind_at("relu", np.array([3, -1])),
        call(np.array([[3, -1], [-4, 2], [0, 5]])),
        call(np.array([0.00123, 1000.0])),
    ],
    "relu_derivative": [
        kind_at("relu_derivative", 0.25),
        call(0.25),
        call(np.array([-2.0, 4.0])),
        call(0.0),
        kind_at("relu_derivative", np.array([3, -1])),
        call(np.array([[3, -1], [-4, 2], [0, 5]])),
        call(np.array([0.0001, 1000.0])),
    ],
    "leaky_relu": [
        call(-4.0, 0.1),
        call(np.array([-2.0, 0.0, 3.0])),
        call(np.array([[-5, 3], [0, -1], [2, 4]]), 0.2),
        call(np.array([-0.5, 0.5]), alpha=0.7),
    ],
    "leaky_relu_derivative": [
        call(-4.0, 0.1),
        call(np.array([-2.0, 3.0])),
        call(0.0, 0.3),
        call(np.array([[-5, 3], [0, -1], [2, 4]]), 0.2),
        call(np.array([-0.5, 0.5]), alpha=0.7),
    ],
    "softmax": [
        call(np.array([[1.0, 2.0, 3.0], [0.0, 1.0, 0.0]])),
        call(np.array([0, 1, 7, 2])),
        call(np.array([[[0.0, 1.0], [2.0, 0.0]]])),
        call(np.array([[1001.0, 1002.0], [-1003.0, -1001.0]])),
        call(np.array([[1000.0, 0.0], [400.0, 0.0]])),
        call(np.array([[1000.0, -1000.0]])),
    ],
}
for exercise, stand_ins in MAY_CALL.items():
    PROBES[exercise] = [among(row, **stand_ins) for row in PROBES[exercise]]
