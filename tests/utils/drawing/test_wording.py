"""Numbers and lists as a picture's text says them."""

import doctest

import numpy as np
import pytest

from utils.drawing import places, wording
from utils.drawing.wording import number, plain, size


def test_the_examples_in_the_docstrings_hold():
    for module in (wording, places):
        result = doctest.testmod(module)
        assert result.attempted
        assert not result.failed


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
    assert (number(-0.0004, 3), plain(-0.0004), plain(100), plain(0.25)) == (
        "0.000",
        "0",
        "100",
        "0.25",
    )
