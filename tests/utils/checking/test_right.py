"""A result is told right or wrong from a hash, and rounding or a container decide nothing."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from utils.checking.recognise import Raised
from utils.checking.right import ABSOLUTE, MANY, RELATIVE, is_right, stable_key

RNG = np.random.default_rng(3)
RESULTS = {
    "a number": 2.5,
    "a whole number": 7,
    "a truth value": True,
    "zero": 0.0,
    "on a border of four digits": 1.00005,
    "a table": RNG.normal(size=(5, 4)),
    "a large table": RNG.normal(size=(20, 20)),
    "very different sizes": 10.0 ** np.arange(-4, 9),
    "infinity": np.array([1.0, np.inf]),
    "NaN": np.array([1.0, np.nan]),
    "two arrays": (RNG.normal(size=(2, 3)), RNG.normal(size=2)),
    "a list of texts": ["a", "b"],
    "a dictionary": {"W": [np.ones((2, 2)), np.zeros(2)], "losses": [0.5, 0.25]},
    "nothing": None,
}


def shaken(value, off):
    """The same with every float off by so many of the least differences that must not matter."""
    if isinstance(value, dict):
        return {key: shaken(part, off) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(shaken(part, off) for part in value)
    if isinstance(value, float | np.ndarray):
        with np.errstate(invalid="ignore"):
            moved = value + off * (RELATIVE * np.abs(value) + ABSOLUTE)
        return np.where(np.isfinite(value), moved, value)
    return value


@pytest.mark.parametrize("value", RESULTS.values(), ids=RESULTS.keys())
@pytest.mark.parametrize("off", [-1, -0.3, 0, 0.5, 1])
def test_rounding_never_makes_a_right_result_wrong(value, off):
    key = stable_key("q", value)
    assert key is not None
    assert is_right("q", shaken(value, off), key)


@pytest.mark.parametrize(
    ("value", "other"),
    [
        (2.0, 2),
        (2.0, np.float32(2)),
        (2.0, torch.tensor(2.0)),
        (1, True),
        (np.ones((2, 3)), [[1, 1, 1], [1, 1, 1]]),
        (np.ones((2, 3)), torch.ones(2, 3)),
        ((np.ones(2), np.zeros(2)), [np.ones(2), np.zeros(2)]),
        ((np.ones(2), 0.5), [[1.0, 1.0], 0.5]),
        ((torch.ones(2), [0.5]), [[1.0, 1.0], (0.5,)]),
        ({"a": 1, "b": 2}, {"b": 2.0, "a": 1.0}),
    ],
)
def test_another_container_of_the_same_numbers_is_not_judged(value, other):
    assert is_right("q", other, stable_key("q", value))


@pytest.mark.parametrize(
    ("value", "other"),
    [
        (2.0, 2.1),
        (2.0, np.array([2.0])),
        (2.0, "2"),
        (2.0, None),
        (2.0, float("nan")),
        (2.0, Raised(ValueError())),
        (2.0, object()),
        (np.ones((2, 3)), np.ones((3, 2))),
        (np.ones((2, 3)), np.ones(6)),
        (np.array([1.0, 2.0]), np.array([2.0, 1.0])),
        ((np.ones(2), 0.5), (np.ones(2), 0.5, 0.5)),
        ({"a": 1}, {"b": 1}),
        (RESULTS["a table"], RESULTS["a table"] * 1.02),
    ],
)
def test_another_result_is_wrong(value, other):
    assert not is_right("q", other, stable_key("q", value))


def test_the_same_result_has_another_hash_for_another_question():
    assert stable_key("one", 1.0)[0] != stable_key("other", 1.0)[0]
    assert not is_right("other", 1.0, stable_key("one", 1.0))


@pytest.mark.parametrize(
    "value", [object(), [object()], np.zeros(MANY + 1), 9.5e-7, lambda: 1, {1, 2}, 1j]
)
def test_what_cannot_be_sure_has_no_key(value):
    assert stable_key("q", value) is None


def test_a_blank_inside_a_result_is_no_wrong_one():
    class Blank:
        shape, dtype = (), None

        def __array__(self, *_, **__):
            raise NotImplementedError

    with pytest.raises(NotImplementedError):
        is_right("q", [Blank()], stable_key("q", 1.0))
