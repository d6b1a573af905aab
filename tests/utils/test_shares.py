"""Shares in words are true of their numbers, and coarse enough to last."""

import pytest

from utils.drawing.shares import LEVELS, share


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (40, 40, "at least 95 %"),
        (19, 20, "at least 95 %"),
        (18, 20, "at least 90 %"),
        (9, 10, "at least 90 %"),
        (1, 2, "at least 50 %"),
        (1, 4, "at least 25 %"),
        (1, 5, "less than 25 %"),
        (0, 7, "less than 25 %"),
        (0, 0, "less than 25 %"),
    ],
)
def test_the_highest_level_that_is_reached_is_said(part, whole, words):
    assert share(part, whole) == words


def test_levels_may_be_fewer():
    assert share(9, 10, levels=(75, 50)) == "at least 75 %"
    assert share(4, 10, levels=(75, 50)) == "less than 50 %"
    assert list(LEVELS) == sorted(LEVELS, reverse=True)
