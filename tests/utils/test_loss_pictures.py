"""Losses are drawn where they are, legibly, told apart without colour, the same each time."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from tests.helpers.pictures import DrawingTests
from utils import loss_pictures as pictures

STUDY, SLEEP = np.linspace(-1, 3, 17), np.linspace(-1, 2, 13)
BOWL = 0.3 + (STUDY[None, :] - 1) ** 2 + (SLEEP[:, None] - 0.5) ** 2
LINE = np.linspace(0.01, 0.99, 50)
CURVES = {"BCE": -np.log(LINE), "squared error": (1 - LINE) ** 2}
U = np.linspace(-4, 4, 41)


def moving(p, target=1):
    values = {"BCE": -np.log(p), "squared error": (1 - p) ** 2}
    return pictures.moving_picture(LINE, CURVES, p, values, target)


DRAWN = {
    "squares": lambda: pictures.squares_picture(np.array([4.0, 6, 5]), np.array([5.0, 6, 2])),
    "stairs": lambda: pictures.stairs_picture(
        STUDY, np.round(10 * abs(STUDY - 1)), 0.1 + (STUDY - 1) ** 2
    ),
    "errors": lambda: pictures.error_picture(
        U, {"squared": (U**2, 2.6), "absolute": (abs(U), 4.0)}, most=9
    ),
    "moving, low": lambda: moving(0.01),
    "moving, high": lambda: moving(0.999, 0),
    "push": lambda: pictures.push_picture(
        2 * U, {"BCE": -1 / (1 + np.exp(2 * U)), "squared error": 0 * U}
    ),
    "surface": lambda: pictures.surface_picture(
        STUDY, SLEEP, BOWL, {"set by hand": (0.8, 0.2), "least loss": (1.0, 0.5)}
    ),
    "contour": lambda: pictures.contour_picture(STUDY, SLEEP, BOWL, (0.8, 0.2), "loss 0.430"),
    "contour, in a corner": lambda: pictures.contour_picture(
        STUDY, SLEEP, BOWL, (3.0, -1.0), "loss 6.550, 12 mistakes of 40"
    ),
    "shares": lambda: pictures.shares_picture(
        [0.03, 1.313, 0.05], [False, True, False], ["first", "second", "third"]
    ),
    "difference": lambda: pictures.difference_picture(
        [0.7, 0.2, 0.1], [0, 1, 0], [0.7, -0.8, 0.1], ["fail", "pass", "honours"]
    ),
}


class TestDrawings(DrawingTests):
    drawn = DRAWN


def test_a_square_is_as_wide_as_it_is_high_and_as_its_error():
    fig = DRAWN["squares"]()
    ax = fig.axes[0]
    drawn = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    assert [(patch.get_width(), patch.get_height()) for patch in drawn] == [(1, 1), (0, 0), (3, 3)]
    assert ax.get_aspect() == 1
    assert [text.get_text() for text in ax.texts] == ["1", "0", "9"]


def test_the_valleys_lowest_point_is_marked():
    bottom = DRAWN["stairs"]().axes[1]
    assert bottom.lines[1].get_xdata()[0] == pytest.approx(1.0)
    assert "least: 0.100" in [text.get_text() for text in bottom.texts]


@pytest.mark.parametrize("name", ["errors", "push", "moving, low"])
def test_curves_differ_by_dashes_and_not_by_colour_alone(name):
    curves = [line for line in DRAWN[name]().axes[0].lines if len(line.get_xdata()) > 2]
    styles = [line.get_linestyle() for line in curves]
    assert len(curves) >= 2
    assert len(set(styles)) == len(styles)


def test_a_moved_prediction_is_marked_on_both_curves():
    ax = moving(0.25).axes[0]
    marks = [line for line in ax.lines if len(line.get_xdata()) == 1]
    assert [(m.get_xdata()[0], round(m.get_ydata()[0], 3)) for m in marks] == [
        (0.25, 1.386),
        (0.25, 0.562),
    ]
    assert len({mark.get_marker() for mark in marks}) == 2
    shown = [text.get_text() for text in ax.get_legend().get_texts()]
    assert shown == ["BCE: 1.386", "squared error: 0.562"]
    assert ax.get_title() == "The student passed, y = 1; predicted p = 0.250"


def test_the_map_marks_the_weights():
    ax = DRAWN["contour"]().axes[0]
    x, y = ax.lines[-1].get_data()
    assert (x[0], y[0]) == (0.8, 0.2)
    assert "loss 0.430" in ax.get_title()
    marked = {text.get_text() for text in DRAWN["surface"]().axes[0].texts}
    assert {"set by hand", "least loss"} <= marked


def test_a_mistake_is_hatched_and_named():
    ax = DRAWN["shares"]().axes[0]
    assert [patch.get_hatch() or "" for patch in ax.patches] == ["", "//", ""]
    assert "1.313, a mistake" in [text.get_text() for text in ax.texts]


def test_negative_bars_are_hatched():
    last = DRAWN["difference"]().axes[2]
    assert [patch.get_hatch() or "" for patch in last.patches] == ["", "//", ""]
    assert [text.get_text() for text in last.texts] == ["0.700", "−0.800", "0.100"]
