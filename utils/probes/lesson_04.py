"""Questions to the answers of lesson 04."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from utils.checking.describe import short
from utils.checking.recognise import call
from utils.probes.by_heart import Table, among, numbers

THREE = np.array([1.0, 2.0, 4.0])
ODDS = np.array([0.5, 0.75, 0.1])
OUTCOMES = np.array([1, 0, 1])


def _refused(exercise: str, first: np.ndarray, second: np.ndarray) -> Callable[[Any], Any]:
    """What an answer does with shapes that do not fit."""

    def ask(answer: Any) -> Any:
        try:
            came = answer(first.copy(), second.copy())
        except NotImplementedError:
            raise
        except Exception as error:
            return f"stops with {type(error).__name__}"
        if isinstance(came, Exception | type):
            return "no stop"
        return "no stop" if came is None or isinstance(came, str) else came

    ask.__doc__ = f"{exercise}({short(first)}, {short(second)})"
    return ask


def _shapes(exercise: str, first: np.ndarray, second: np.ndarray) -> list[Callable[[Any], Any]]:
    """A column with a flat array, the other way round, and flat arrays of two lengths."""
    return [
        _refused(exercise, first[:, None], second),
        _refused(exercise, first, second[:, None]),
        _refused(exercise, first, second[:1]),
    ]


def _size(loss: Any) -> Any:
    """Whether a loss is large and finite, however large; other results as they are."""
    if np.shape(loss) or not np.isfinite(loss) or loss <= 10:
        return loss
    return "large, finite" if loss < 1000 else "gigantic"


def _certain_fail(answer: Any) -> Any:
    """The loss of p = 0 for a student who passed."""
    return _size(answer(np.array([0.0]), np.array([1])))


def _certain_pass(answer: Any) -> Any:
    """The loss of p = 1 for a student who failed."""
    return _size(answer(np.array([1.0]), np.array([0])))


def _type_of_entries(answer: Any) -> str:
    """The type of the entries of one_hot([1, 0], 3)."""
    kind = np.asarray(answer(np.array([1, 0]), 3)).dtype.kind
    return {"f": "float", "i": "int", "b": "bool"}.get(kind, "another")


def _twice_as_sure(answer: Any) -> Any:
    """The loss of z = 1000 for a student who failed, divided by that of z = 500."""
    far, near = (answer(np.array([z]), np.array([0])) for z in (1000.0, 500.0))
    return np.divide(far, near)


def _twice_as_far(answer: Any) -> Any:
    """The loss of logits (1000, 0, 0) and label 1, divided by that of (500, 0, 0)."""
    far, near = (answer(np.array([[z, 0.0, 0.0]]), np.array([1])) for z in (1000.0, 500.0))
    return np.divide(far, near)


# What stands in for other exercises that an answer may call: tables of what comes up here
SQUARES = Table(
    {
        ((3.0, 2.0), (2.0, 4.0)): 2.5,
        ((2.0, 5.0, 0.5), (0.0, 4.0, 1.0)): 1.75,
        ((3.0, 1.0, 2.0), (1.0, 1.5, 5.0)): 13.25 / 3,
        ((0.25, 1.0), (1.0, 0.0)): 0.78125,
        ((-20.0, 0.0), (10.0, 40.0)): 1250.0,
    }
)
ENTROPIES = Table(
    {
        ((0.880797, 0.268941), (1.0, 0.0)): 0.22009484,
        ((0.622459, 0.952574, 0.331812, 0.119203), (1.0, 0.0, 1.0, 0.0)): 1.1881946,
        ((0.731059, 0.119203, 0.5), (0.0, 0.0, 1.0)): 0.71111223,
        ((0.880797,), (1.0,)): 0.12692801,
        ((0.268941,), (0.0,)): 0.31326169,
        ((0.622459,), (1.0,)): 0.47407698,
        ((0.952574,), (0.0,)): 3.04858735,
        ((0.331812,), (1.0,)): 1.10318605,
        ((0.119203,), (0.0,)): 0.12692801,
        ((0.731059,), (0.0,)): 1.31326169,
        ((0.5,), (1.0,)): 0.69314718,
        ((1.0,), (1.0,)): 0.0,
        ((0.0,), (0.0,)): 0.0,
        ((1.0,), (0.0,)): 27.63104324,
        ((0.0,), (1.0,)): 27.63102112,
    }
)
REFUSED = {((3, 1), (3,)), ((3,), (3, 1)), ((3,), (1,))}
ROWS = Table({2: ["10", "01"], 3: ["100", "010", "001"], 4: ["1000", "0100", "0010", "0001"]})


def _looked_up(known: Table, first: Any, second: Any) -> float:
    """A mean of losses, looked up; or a refusal."""
    if (np.shape(first), np.shape(second)) in REFUSED:
        raise ValueError("refused, as a table says")
    return known[numbers(first), numbers(second)]


def _rows(y: Any, n_classes: int) -> np.ndarray:
    """Rows with a single one, looked up."""
    return np.array([list(ROWS[n_classes][k]) for k in y], dtype=float)


# What stands in for them in the visible checks, which everyone reads: the numbers of these alone
def bce_by_heart(p: Any, y: Any) -> float:
    """The loss of the probabilities that come up in the check of `bce_with_logits`."""
    if (np.shape(p), np.shape(y)) == ((2, 1), (2,)):
        raise ValueError("these two shapes are refused, as a table says")
    losses = {0.88: 2.126928, 0.5: 0.693147, 0.0: 27.631021, 1.0: 27.631021}
    return losses[round(float(np.ravel(p)[0]), 2)]


def one_hot_by_heart(y: Any, n_classes: int) -> np.ndarray:
    """The rows of the labels that come up in the checks of both cross-entropies."""
    rows = {(0, 3): "100", (1, 3): "010", (2, 3): "001", (0, 2): "10", (1, 2): "01"}
    rows |= {(3, 10): "0001000000", (7, 10): "0000000100"}
    if any((k, n_classes) not in rows for k in y):
        raise LookupError("one_hot was called with other labels, or another number of classes")
    return np.array([list(rows[k, n_classes]) for k in y], dtype=float)


def mse_by_heart(y_hat: Any, y: Any) -> float:
    """The loss of the four predictions in the check of `mse_gradient`, or of nudged ones."""
    if (np.shape(y_hat), np.shape(y)) == ((4, 1), (4,)):
        raise ValueError("these two shapes are refused, as a table says")
    return 2.5625 + (y_hat - np.array([5.0, 6.0, 2.0, 4.0])) @ [0.5, 0.0, -1.5, -0.25]


# The other exercises that an answer may call
MAY_CALL = {
    "bce_with_logits": {"bce": lambda p, y: _looked_up(ENTROPIES, p, y)},
    "cross_entropy": {"one_hot": _rows},
    "mse_gradient": {"mse": lambda y_hat, y: _looked_up(SQUARES, y_hat, y)},
    "cross_entropy_gradient": {"one_hot": _rows},
}

PROBES = {
    "mse": [
        call(np.array([3.0, 2.0]), np.array([2.0, 4.0])),
        call(np.array([2.0, 5.0, 0.0, 1.0]), np.array([0.0, 4.0, 3.0, 1.0])),
        call(np.array([[3.0], [1.0], [5.0]]), np.array([[1.0], [1.0], [2.0]])),
        call(np.array([0.25, 0.5]), np.array([1, 0])),
        call(np.array([-20.0, 0.0]), np.array([10.0, 40.0])),
        *_shapes("mse", THREE, THREE),
    ],
    "bce": [
        call(np.array([0.8, 0.3]), np.array([1, 0])),
        call(np.array([0.6, 0.125, 0.9, 0.375]), np.array([1, 1, 0, 0])),
        call(np.array([[0.25], [0.5], [0.9]]), np.array([[1.0], [0.0], [1.0]])),
        call(np.array([1.0]), np.array([1])),
        call(np.array([0.0]), np.array([0])),
        _certain_fail,
        _certain_pass,
        call(np.array([0.00001]), np.array([1])),
        *_shapes("bce", ODDS, OUTCOMES),
    ],
    "bce_with_logits": [
        call(np.array([2.0, -1.0]), np.array([1, 0])),
        call(np.array([0.5, 3.0, -0.7, -2.0]), np.array([1, 0, 1, 0])),
        call(np.array([[1.0], [-2.0], [0.0]]), np.array([[0.0], [0.0], [1.0]])),
        call(np.array([1000.0]), np.array([1])),
        call(np.array([-1000.0]), np.array([0])),
        _twice_as_sure,
        call(np.array([-1000.0]), np.array([1])),
        *_shapes("bce_with_logits", THREE, OUTCOMES),
    ],
    "one_hot": [
        _type_of_entries,
        call(np.array([1, 0]), 3),
        call(np.array([2, 0, 1, 2]), 3),
        call(np.array([0, 2, 3]), 5),
        call(np.array([1]), 2),
        call(np.array([0, 1, 1]), 2),
    ],
    "cross_entropy": [
        call(np.array([[2.0, 0.0, 1.0], [0.0, 3.0, 1.0]]), np.array([2, 1])),
        call(np.array([[1.0, 2.0], [0.5, -1.0], [0.0, 4.0]]), np.array([1, 0, 0])),
        call(np.array([[1.0, 0.0], [3.0, 1.0]]), np.array([0, 0])),
        call(np.array([[0.0, 1.0, 2.0, 4.0]]), np.array([1])),
        call(np.array([[1000.0, 1001.0]]), np.array([0])),
        call(np.array([[1000.0, 1000.0], [-1000.0, -1000.0]]), np.array([0, 1])),
        call(np.array([[1000.0, 0.0, -1000.0]]), np.array([0])),
        _twice_as_far,
    ],
    "mse_gradient": [
        call(np.array([3.0, 2.0]), np.array([2.0, 4.0])),
        call(np.array([2.0, 5.0, 0.5]), np.array([0.0, 4.0, 1.0])),
        call(np.array([[3.0], [1.0], [2.0]]), np.array([[1.0], [1.5], [5.0]])),
        call(np.array([0.25, 1.0]), np.array([1, 0])),
        call(np.array([-20.0, 0.0]), np.array([10.0, 40.0])),
        *_shapes("mse_gradient", THREE, THREE),
    ],
    "cross_entropy_gradient": [
        call(np.zeros((2, 2)), np.array([1, 0])),
        call(np.array([[2.0, 0.0, 1.0], [0.0, 3.0, 1.0]]), np.array([2, 1])),
        call(np.array([[1.0, 2.0], [0.5, -1.0], [0.0, 4.0]]), np.array([1, 0, 0])),
        call(np.array([[1.0, 0.0], [3.0, 1.0]]), np.array([0, 0])),
        call(np.array([[0.0, 1.0, 2.0, 4.0]]), np.array([1])),
        call(np.array([[1000.0, 1001.0]]), np.array([0])),
        call(np.array([[1000.0, 1000.0], [-1000.0, -1000.0]]), np.array([0, 1])),
        call(np.array([[1000.0, 0.0, -1000.0]]), np.array([2])),
    ],
}
for exercise, stand_ins in MAY_CALL.items():
    PROBES[exercise] = [among(row, **stand_ins) for row in PROBES[exercise]]
