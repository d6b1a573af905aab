"""What a message says of a wrong result beside the right one is true of the numbers, always."""

from __future__ import annotations

import re

import numpy as np
import pytest

from utils.checking.messages import array_problem
from utils.checking.relation import number_for_array, of_shapes, of_values

DRAWS = range(40)


def drawn(seed: int) -> np.ndarray:
    """A right result: of one to three axes, of numbers that differ or are small and whole."""
    rng = np.random.default_rng(seed)
    shape = tuple(rng.integers(1, 5, rng.integers(1, 4)))
    return rng.normal(size=shape) if seed % 2 else rng.integers(-2, 3, shape).astype(float)


def claims(text: str, got: np.ndarray, want: np.ndarray) -> bool:
    """Whether what a clause claims of two arrays holds, computed apart from what made it."""
    flat, size = want.ravel(), re.search(r"only the (first|last)(?: (\d+))? of", text)
    if "sum of the right" in text or "mean of the right" in text:
        return np.isclose(got, flat.sum() if "sum" in text else flat.mean())
    if "of the right entries" in text and got.ndim == 0:
        ends = {"first": flat[0], "last": flat[-1], "largest": flat.max(), "smallest": flat.min()}
        return all(np.isclose(got, ends[name]) for name in ends if name in text)
    if size:
        count = int(size[2] or 1)
        return len(got) == count and np.allclose(
            got, want[:count] if size[1] == "first" else want[-count:]
        )
    if "row of the right array" in text:
        return np.allclose(got, want[0 if "first" in text else -1])
    if "begins with" in text or "ends with" in text:
        part = got[: len(want)] if "begins" in text else got[-len(want) :]
        return len(got) > len(want) and np.allclose(part, want)
    if found := re.search(r"(added up|averaged) along (its )?axis (\d)", text):
        large, small = (got, want) if found[2] else (want, got)
        fold = np.sum if found[1] == "added up" else np.mean
        return np.allclose(fold(large, axis=int(found[3])), small)
    if "transposed" in text:
        return np.allclose(got.T, want)
    if found := re.search(r"(\S+) times the right one", text):
        return np.allclose(got, float(found[1]) * want, rtol=1e-3, atol=1e-3)
    if found := re.search(r"(\S+) too (large|small)", text):
        sign = 1 if found[2] == "large" else -1
        return np.allclose(got, want + sign * float(found[1]), rtol=1e-3, atol=1e-3)
    if "the only right entry" in text:
        return got.ndim == 0 and want.size == 1 and np.isclose(got, flat[0])
    if "its numbers are right" in text:
        return np.allclose(got.ravel(), flat)
    if "opposite sign" in text:
        return np.allclose(got, -want)
    assert "right numbers in" in text
    return np.allclose(np.sort(got, None), np.sort(want, None))


# Families of wrong results, each made of the right one and chance
NUMBERS = {
    "sum": lambda want, rng: want.sum(),
    "mean": lambda want, rng: want.mean(),
    "largest": lambda want, rng: want.max(),
    "first": lambda want, rng: want.ravel()[0],
    "last": lambda want, rng: want.ravel()[-1],
    "chance": lambda want, rng: rng.normal(),
    "none": lambda want, rng: 0.0,
}
SHAPES = {
    "transposed": lambda want, rng: want.T,
    "flat": lambda want, rng: want.ravel(),
    "a column": lambda want, rng: want.reshape(-1, 1),
    "added up": lambda want, rng: want.sum(axis=int(rng.integers(want.ndim))),
    "averaged": lambda want, rng: want.mean(axis=-1),
    "a row": lambda want, rng: want[0],
    "short": lambda want, rng: want[:-1],
    "the end": lambda want, rng: want[1:],
    "longer": lambda want, rng: np.concatenate([want, rng.normal(size=want.shape)]),
    "repeated": lambda want, rng: np.concatenate([want, want]),
    "parts of a sum": lambda want, rng: np.stack([want / 2, want / 2]),
    "chance": lambda want, rng: rng.normal(size=tuple(rng.integers(1, 5, rng.integers(1, 4)))),
}
VALUES = {
    "doubled": lambda want, rng: 2 * want,
    "scaled": lambda want, rng: rng.normal() * want,
    "negative": lambda want, rng: -want,
    "shifted": lambda want, rng: want + rng.normal(),
    "reversed": lambda want, rng: want[::-1],
    "shuffled": lambda want, rng: rng.permutation(want.ravel()).reshape(want.shape),
    "turned": lambda want, rng: want.T if want.T.shape == want.shape else want + 1,
    "zeros": lambda want, rng: 0 * want,
    "one entry": lambda want, rng: want + (np.arange(want.size) == 0).reshape(want.shape),
    "chance": lambda want, rng: rng.normal(size=want.shape),
}


@pytest.mark.parametrize("family", NUMBERS)
def test_what_is_said_of_a_number_holds(family):
    said = 0
    for seed in DRAWS:
        want = drawn(seed)
        got = np.asarray(NUMBERS[family](want, np.random.default_rng(seed)), dtype=float)
        fact, advice = number_for_array(got, want)
        assert advice
        assert not fact or claims(fact, got, want), (fact, got, want)
        said += bool(fact)
    assert said >= 12 or family in ("chance", "none", "largest")
    assert said <= 2 or family != "chance"


@pytest.mark.parametrize("family", SHAPES)
def test_what_is_said_of_another_shape_holds(family):
    for seed in DRAWS:
        want = drawn(seed)
        got = np.asarray(SHAPES[family](want, np.random.default_rng(seed)), dtype=float)
        fact = of_shapes(got, want) if got.ndim and got.shape != want.shape else ""
        assert not fact or claims(fact, got, want), (fact, got, want)


@pytest.mark.parametrize("family", VALUES)
def test_what_is_said_of_all_entries_holds(family):
    said = 0
    for seed in DRAWS:
        want = drawn(seed)
        got = np.asarray(VALUES[family](want, np.random.default_rng(seed)), dtype=float)
        fact = "" if np.allclose(got, want) else of_values(got, want)
        assert not fact or claims(fact, got, want), (fact, got, want)
        said += bool(fact)
    assert said >= 10 or family in ("zeros", "one entry", "chance", "turned")


def test_only_what_is_sure_is_said():
    """Whatever came, a message blames no sum and no mean unless the number is one."""
    want = np.array([1.0, 2.0, 4.0])
    for number in (0.0, 3.0, -1.0):
        text = str(array_problem("f(x)", number, want, None, 1e-6, 1e-8))
        assert "sum" not in text
        assert "mean" not in text
    assert "the sum of" in str(array_problem("f(x)", 7.0, want, None, 1e-6, 1e-8))
    text = str(array_problem("f(x)", 4.5, want + 0.5, None, 1e-6, 1e-8))
    assert "is the last and largest of" in text


def test_results_that_cannot_be_compared_are_left_alone():
    want = np.array([1.0, 2.0])
    for odd in (np.array([np.nan, 1.0]), np.array([1j, 2.0]), np.zeros(0), np.zeros(200_000)):
        assert of_shapes(odd, want) == ""
        assert of_values(odd, odd + 1) == ""
    assert number_for_array(np.asarray(np.nan), want)[0] == ""
