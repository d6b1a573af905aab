"""Noise and learning rates are drawn as measured, and the texts say what was drawn."""

import numpy as np
import pytest

from tests.helpers.pictures import DrawingTests, drawn_once, figures_of
from utils import noise_pictures as pictures

ROOT = {size: 8 / np.sqrt(size) for size in (1, 4, 16, 64)}
RATES = {0.01: [0.6, 0.62, 0.61], 0.1: [0.2, 0.25, 0.21], 1.0: [0.4, 0.1, 0.3]}
CLIFF = RATES | {10.0: [1e80, np.nan, 3.0]}
PICTURES = drawn_once(
    {
        "noise": lambda: pictures.noise_picture(ROOT),
        "no noise": lambda: pictures.noise_picture({}),
        "rates": lambda: pictures.rates_picture(CLIFF, 0.693),
        "no rates": lambda: pictures.rates_picture({}, 0.693),
    }
)


class TestDrawings(DrawingTests):
    drawn = figures_of(PICTURES)


def test_distances_are_drawn_where_they_are():
    fig, alt = pictures.noise_picture(ROOT)
    line, found = fig.axes[0].lines
    np.testing.assert_allclose(found.get_ydata(), list(ROOT.values()))
    np.testing.assert_allclose(line.get_ydata(), list(ROOT.values()))
    assert "8 at 1, 4 at 4, 2 at 16 and 1 at 64. The points follow a line" in alt


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_distances_that_do_not_fall_with_the_root_are_told(factor):
    other = {size: away * factor ** (size > 4) for size, away in ROOT.items()}
    assert "do not follow a line" in pictures.noise_picture(other).alt


def test_the_best_rate_and_the_cliff_are_told():
    alt = pictures.rates_picture(CLIFF, 0.693).alt
    assert alt.endswith("At 0.01 it is 0.61; it is lowest near 0.1; at 10 training has failed.")
    assert "failed" not in pictures.rates_picture(RATES, 0.693).alt
    assert "No rate ends below" in pictures.rates_picture({1.0: [9.0]}, 0.693).alt


def test_losses_off_the_picture_are_arrows_at_its_edge():
    ax = pictures.rates_picture(CLIFF, 0.693).fig.axes[0]
    marks = [line for line in ax.lines if len(line.get_xdata()) == 1]
    arrows = [mark for mark in marks if mark.get_marker() == "^" and mark.get_ydata()[0] > 1]
    assert len(marks) == 12
    assert {mark.get_ydata()[0] for mark in arrows} == {2 * 0.693}
    assert len(arrows) == 3
