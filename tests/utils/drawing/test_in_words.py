"""What a drawing shows is told from its numbers: counts, lists, and how a curve goes."""

import doctest

import numpy as np
import pytest

from utils.drawing import curve_in_words, in_words, places, shares
from utils.drawing.curve_in_words import course
from utils.drawing.in_words import counted, fixed, listed, number, size

X = np.linspace(-2, 2, 401)


@pytest.mark.parametrize("module", [in_words, curve_in_words, places, shares])
def test_the_examples_in_the_docstrings_hold(module):
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed


@pytest.mark.parametrize(
    ("value", "digits", "told"),
    [(0.25, 3, "0.25"), (-6.0, 3, "−6"), (-1e-9, 3, "0"), (2.46, 1, "2.5"), (1234.5, 0, "1234")],
)
def test_numbers_are_rounded_with_a_real_minus(value, digits, told):
    assert number(value, digits) == told


def test_lists_and_counts_read_as_words():
    assert listed(["one"]) == "one"
    assert listed(["one", "two"]) == "one and two"
    assert counted(1, "cross", "crosses") == "1 cross"
    assert counted(0, "cross", "crosses") == "no crosses"


@pytest.mark.parametrize(
    ("curve", "told"),
    [
        (3 * X, "−6 at −2, rises straight to 6 at 2"),
        (-X, "2 at −2, falls straight to −2 at 2"),
        (0 * X + 0.5, "0.5 at −2, stays there until 2"),
        (np.maximum(X, 0), "0 at −2, stays there until 0, rises straight to 2 at 2"),
        (np.where(X > 0, X, X / 2), "−1 at −2, rises straight to 0 at 0, rises straight to 2 at 2"),
        (np.abs(X), "2 at −2, falls straight to 0 at 0, rises straight to 2 at 2"),
        (X**2, "4 at −2, falls to 0 at 0, rises to 4 at 2"),
        (np.exp(X), "0.135 at −2, rises through 1 at 0 to 7.389 at 2"),
        (np.tanh(2 * X), "−0.999 at −2, rises as an S through 0 at 0 to 0.999 at 2"),
        (X**3, "−8 at −2, rises through 0 at 0 to 8 at 2"),
        (np.exp(-(X**2) * np.log(2)), "falls to 0.062 at 2, half of that at −1 and 1"),
        (-np.exp(-(X**2) * np.log(2)), "rises to −0.062 at 2, half of that at −1 and 1"),
        (np.sin(9 * X), "between −1 and 1, with 12 turns"),
        (X * np.nan, "no value anywhere"),
        (np.where(np.abs(X) < 1e-9, np.nan, 1), "1 at −2, stays there until 2; no value at 1 of"),
    ],
)
def test_a_curve_is_told_as_it_goes(curve, told):
    assert told in course(X, curve)


def test_only_a_change_above_the_limit_is_a_jump():
    curve = np.where(X < 0, 0.0, 1.0)
    assert course(X, curve, jump=0.3) == (
        "0 at −2, stays there until it jumps to 1 at 0, stays there until 2"
    )
    assert "jumps" not in course(X, curve, jump=1.5)


def test_rounding_errors_are_no_turns():
    noise = 1e-11 * np.random.default_rng(0).normal(size=len(X))
    assert course(X, 1 + noise) == "1 at −2, stays there until 2"


def test_one_point_and_whole_numbers_will_do():
    assert course(np.array([1.0]), np.array([2.0])) == "2 at 1"
    assert course(np.array([0, 1]), np.array([3, 3])) == "3 at 0, stays there until 1"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0.0, "0"),
        (9.96, "10"),
        (12345678.0, "12,000,000"),
        (3e12, "3e+12"),
        (-0.031, "−0.031"),
        (-1500, "−1,500"),
        (4e-9, "4e−09"),
        (np.inf, "infinity"),
        (np.nan, "no number"),
    ],
)
def test_numbers_of_any_size_keep_two_digits(value, told):
    assert size(value) == told


def test_zeros_carry_no_minus_and_no_needless_digits():
    assert (fixed(-0.0004, 3), number(-0.0004), number(100), number(0.25)) == (
        "0.000",
        "0",
        "100",
        "0.25",
    )
