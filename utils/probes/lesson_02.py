"""Questions to the answers of lesson 02."""

from collections.abc import Callable
from typing import Any

import numpy as np

from utils.checking.recognise import call
from utils.probes.by_heart import among
from utils.probes.why_it_stops import word_of_error

# What stands in for other exercises that an answer may call: numbers by heart, right at the places
# that are asked for and a nudge beside them, so that a slope measured by nudging is judged fairly.
# The sigmoid around 0, 1, 2, 3 and 4: its height, then what each power of the distance adds
AROUND = np.array(
    [
        [0.5, 0.25, 0.0, -0.0208333333, 0.0, 0.0020833333],
        [0.7310585786, 0.1966119332, -0.0454288738, -0.0058875968, 0.0051461192, -0.0004253498],
        [0.8807970780, 0.1049935854, -0.0399812505, 0.0064752779, 0.0008660040, -0.0007235538],
        [0.9525741268, 0.0451766597, -0.0204457873, 0.0054885127, -0.0007801432, -0.0000415581],
        [0.9820137900, 0.0176627062, -0.0085136680, 0.0026318132, -0.0005590979, 0.0000747067],
    ]
)
FAR = 5.0  # from here on the stand-in is flat, which is right far out only
# ReLU with a dent at -1.5 and at 7, and its slope: nobody who asks rightly looks there
PLACES = [-4000.0, -1.6, -1.5, -1.4, 0.0, 6.6, 7.0, 7.4, 4000.0]
HEIGHTS = [0.0, 0.0, 9.0, 0.0, 0.0, 6.6, 9.0, 7.4, 4000.0]
SIDES = [0.0, 0.0, 9.0, 0.0, 0.0, 1.0, 1.0, 9.0, 1.0, 1.0]


def _around(z: Any, slope: bool) -> Any:
    """The sigmoid or its slope right of 0, at the size of every entry of z."""
    size = np.abs(np.asarray(z, dtype=float))
    nearest = np.minimum(np.rint(np.nan_to_num(size)), len(AROUND) - 1).astype(int)
    rows, powers = AROUND[nearest], np.arange(AROUND.shape[1])
    if slope:
        rows, powers = rows[..., 1:] * powers[1:], powers[:-1]
    distance = np.minimum(size - nearest, 1.0)[..., None]
    # What is no number stays none
    return np.where(size >= FAR, 0.0 if slope else 1.0, np.sum(rows * distance**powers, axis=-1))


def sigmoid_by_heart(z):
    """The sigmoid near every whole number from -4 to 4, and far out."""
    right_of_0 = _around(z, slope=False)
    return np.where(np.asarray(z) < 0, 1 - right_of_0, right_of_0)[()]


def sigmoid_slope_by_heart(z):
    """The sigmoid's slope near every whole number from -4 to 4, and far out."""
    return _around(z, slope=True)[()]


def relu_by_heart(z):
    """ReLU, but for two dents."""
    return np.interp(z, PLACES, HEIGHTS)


def relu_slope_by_heart(z):
    """ReLU's slope, but for two dents."""
    return np.interp(z, [*PLACES[:5], 1e-300, *PLACES[5:]], SIDES)


def leaky_relu_by_heart(z, alpha=0.01):
    """Leaky ReLU, but for the dents of ReLU."""
    return relu_by_heart(z) - alpha * relu_by_heart(-np.asarray(z))


SIGMOID_BY_HEART = {"sigmoid": sigmoid_by_heart, "sigmoid_derivative": sigmoid_slope_by_heart}
RELU_BY_HEART = {"relu": relu_by_heart, "relu_derivative": relu_slope_by_heart}
LEAKY_BY_HEART = RELU_BY_HEART | {"leaky_relu": leaky_relu_by_heart}

for name, stand_in in {**SIGMOID_BY_HEART, **LEAKY_BY_HEART}.items():
    stand_in.__qualname__ = name  # an error names what the learner called

# The other exercises that an answer may call
MAY_CALL = {
    "sigmoid_derivative": {"sigmoid": sigmoid_by_heart},
    "tanh_derivative": SIGMOID_BY_HEART,
    "relu_derivative": {"relu": relu_by_heart},
    "leaky_relu": RELU_BY_HEART,
    "leaky_relu_derivative": LEAKY_BY_HEART,
}
# What tells errors of one type apart: parts of messages that all supported versions share
WORDS = [
    "ambiguous",
    "takes from 2 to 3",
    "positional argument",
    "xor",
    "converted to Python scalars",
    "integer",
    "either both or neither",
]


def kind_at(exercise: str, z: Any) -> Callable:
    """A probe of what comes back: numbers, or True and False."""

    def ask(answer: Callable) -> str:
        kind = np.asarray(answer(np.copy(z)[()])).dtype.kind
        return {"f": "numbers", "i": "numbers", "b": "truth values"}.get(kind, "others")

    ask.__doc__ = f"the kind of values in {call(z)(exercise).text}"
    return ask


def decimals_at(exercise: str, z: float) -> Callable:
    """A probe of whether a number comes back whole, or rounded."""

    def ask(answer: Callable) -> str:
        millionths = 1e6 * float(answer(z))
        return "many" if abs(millionths - round(millionths)) > 0.01 else "six or fewer"

    ask.__doc__ = f"the decimals of {call(z)(exercise).text}"
    return ask


def why_at(exercise: str, *args: Any) -> Callable:
    """A probe of what an error is about that stops an answer."""

    def ask(answer: Callable) -> str:
        return word_of_error(WORDS, answer, *args)

    ask.__doc__ = f"what stops {call(*args)(exercise).text}"
    return ask


def enlarged(answer: Callable) -> float:
    """The slope at 0, times a million millions."""
    return np.asarray(answer(0.0)) * 1e12


def exact_where_one_is_sure(answer: Callable) -> list[bool]:
    """Are the probabilities exactly 1 for a single class, and 1 and 0 for logits 1000 and -1000?"""
    alone, sure = answer(np.array([7.0])), answer(np.array([1000.0, -1000.0]))
    return [
        bool(np.allclose(found, wanted, rtol=0, atol=1e-10))
        for found, wanted in ((alone, [1.0]), (sure, [1.0, 0.0]))
    ]


def smallest(answer: Callable) -> np.ndarray:
    """The probabilities of the logits -30, 0 and -40, times 1e14, 1 and 1e18."""
    return np.multiply(answer(np.array([-30.0, 0.0, -40.0])), [1e14, 1.0, 1e18])


PROBES = {
    "sigmoid": [
        call(2.0),
        call(np.array([-7.0, 0.0, 0.5])),
        call(np.array([[1, -2], [0, 3], [2, -1]])),
        call(np.array([-1000.0, 900.0])),
        call(1000.0),
        call(-3.0),
        call(0.0),
        call(np.array([0.25, 0.0, -1.5])),
        decimals_at("sigmoid", -4.0),
        why_at("sigmoid", np.array([-7.0, 0.0, 0.5])),
    ],
    "sigmoid_derivative": [
        call(-1.0),
        call(np.array([-2.0, 0.0, 3.0])),
        call(np.array([1.0, 4.0, 0.0])),
        call(np.array([[[1], [-2]], [[0], [3]]])),
        call(np.array([-1000.0, 1000.0])),
        call(np.nan),
        enlarged,
        decimals_at("sigmoid_derivative", -4.0),
    ],
    "tanh_derivative": [
        call(1.0),
        call(np.array([-2.0, 0.0, 0.5])),
        call(np.array([1.5, 0.0, 1.0])),
        call(np.array([[1, -1], [0, 2]])),
        call(np.array([-1000.0, 1000.0])),
        enlarged,
        decimals_at("tanh_derivative", 2.0),
    ],
    "relu": [
        call(0.25),
        call(-1.5),
        call(-0.01),
        call(np.array([-2.0, 0.0, 8.5])),
        call(np.array([3.5, -1.0, 0.0])),
        call(np.array([[3, -1], [-4, 2], [0, 5]])),
        call(np.array([0.0000123, 1e6])),
        why_at("relu", np.array([-2.0, 0.0, 8.5])),
    ],
    "relu_derivative": [
        kind_at("relu_derivative", 0.25),
        call(0.25),
        call(np.array([-2.0, 4.0])),
        call(0.0),
        call(-0.01),
        kind_at("relu_derivative", np.array([3, -1])),
        call(np.array([[3, -1], [-4, 2], [0, 5]])),
        call(np.array([0.0001, 1000.0])),
        why_at("relu_derivative", np.array([-2.0, 4.0])),
    ],
    "leaky_relu": [
        call(-4.0, 0.1),
        call(3.0),
        call(np.array([-0.125, 0.0, 3.0625])),
        call(np.array([[-5, 3], [0, -1], [2, 4]]), 0.2),
        call(np.array([-0.5, 0.5]), alpha=0.7),
        call(np.array([-0.00123, 0.0, 1.0])),
        why_at("leaky_relu", np.array([-0.125, 0.0, 3.0625])),
    ],
    "leaky_relu_derivative": [
        call(-4.0, 0.1),
        call(np.array([-2.0, 3.0])),
        call(0.0, 0.3),
        call(-0.01, 0.3),
        call(np.array([[-5, 3], [0, -1], [2, 4]]), 0.2),
        call(np.array([-0.5, 0.5]), alpha=0.7),
        call(np.array([-4.0, 5.0]), alpha=1.0),
    ],
    "softmax": [
        call(np.array([[1.0, 2.0, 3.0], [0.0, 1.0, 0.0]])),
        call(np.array([0, 1, 7, 2])),
        call(np.array([[[0.0, 1.0], [2.0, 0.0]]])),
        call(np.array([[1501.0, 1502.0], [-1003.0, -1001.0]])),
        call(np.array([[1000.0, 0.0], [400.0, 0.0]])),
        call(np.array([[1000.0, -1000.0]])),
        call(np.array([-1003.0, -1001.0])),
        call(np.array([709.0, 710.25])),
        call(np.array([0.0, 1000.0])),
        call(np.array([0.0, 0.0, 900.0])),
        exact_where_one_is_sure,
        smallest,
    ],
}
# Nothing is asked of a NaN: only which answers look at z at all
BEYOND = {"sigmoid_derivative": ["sigmoid_derivative(NaN)"]}
for exercise, stand_ins in MAY_CALL.items():
    PROBES[exercise] = [among(row, **stand_ins) for row in PROBES[exercise]]
