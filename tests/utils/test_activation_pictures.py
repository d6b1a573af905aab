"""Curves, slopes and measured nudges are drawn where they are, legibly, the same each time."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from tests.helpers.pictures import DrawingTests
from utils import activation_pictures as pictures

Z = np.linspace(-6, 6, 601)
S = np.sin(Z)
STEP = np.where(Z >= 0, 1.0, 0.0)
LAYERS = np.arange(1, 31)

DRAWN = {
    "one curve": lambda: pictures.side_by_side(
        Z, {"sine": S}, {"derivative": np.cos(Z)}, measured=(np.array([0.0]), np.array([1.0]))
    ),
    "three curves": lambda: pictures.side_by_side(
        Z,
        {"a": S, "b": 2 * S, "c": STEP},
        {"a": S, "b": S, "c": S},
        titles=("shares", "slopes, by nudging"),
        label="z, the moving score",
    ),
    "no slope anywhere": lambda: pictures.side_by_side(Z, {"step": STEP}, {"0": 0 * Z}),
    "tangent": lambda: tangent("sigmoid", 1.5, 0.8, 0.15),
    "tangent at the left end": lambda: tangent("leaky", -6.0, -0.6, 0.1),
    "tangent at the right end": lambda: tangent("relu", 6.0, 6.0, 1.0),
    "no tangent": lambda: tangent("step", 0.0, 1.0, np.nan),
    "movement": lambda: pictures.movement_picture(
        {"tanh": 1.02**LAYERS, "ReLU": 0.98**LAYERS, "sigmoid": 0.25**LAYERS}
    ),
    "explosion": lambda: pictures.movement_picture({"ReLU": 3.0**LAYERS, "tanh": 1.4**LAYERS}),
    "dead": lambda: pictures.dead_picture(
        [2.0, 0.0, -2.0],
        {
            "ReLU: outputs that are 0": np.array([0.1, 0.5, 0.9]),
            "ReLU: dead units": np.array([0.0, 0.0, 0.4]),
            "leaky ReLU: units without slope": np.zeros(3),
        },
    ),
    "shares": lambda: pictures.shares_picture(
        np.array([1.0, 2.0, 3.0]), np.exp([1.0, 2.0, 3.0]), np.array([0.09, 0.245, 0.665])
    ),
    "shares of negative scores": lambda: pictures.shares_picture(
        np.array([-1.0, 0.0, 2.0]), np.exp([-1.0, 0.0, 2.0]), np.array([0.042, 0.114, 0.844])
    ),
}


def tangent(name, *at):
    return pictures.tangent_picture(name, Z, (S, np.cos(Z)), at, (-1.0, 6.0))


def styles(ax):
    """Dash and marker of every curve: what tells two of them apart without colour."""
    lines = [line for line in ax.lines if not line.get_label().startswith("_")]
    return [(str(line._unscaled_dash_pattern), line.get_marker()) for line in lines]


class TestDrawings(DrawingTests):
    drawn = DRAWN


@pytest.mark.parametrize("name", DRAWN)
def test_curves_are_told_apart_without_colour(name):
    for ax in DRAWN[name]().axes:
        assert len(set(styles(ax))) == len(styles(ax))


def test_a_jump_is_drawn_as_a_gap():
    left = DRAWN["no slope anywhere"]().axes[0]
    curve = left.lines[-1].get_ydata()
    assert np.isnan(curve).sum() == 1
    assert len(curve) == len(Z) + 1


def test_a_steep_but_unbroken_curve_has_no_gap():
    z, curve = pictures._broken(Z, 6 * Z)
    np.testing.assert_array_equal(z, Z)
    np.testing.assert_array_equal(curve, 6 * Z)


def test_a_single_curve_gives_the_titles():
    assert [ax.get_title() for ax in DRAWN["one curve"]().axes] == ["sine", "its slope"]
    several = pictures.side_by_side(Z, {"a": S, "b": STEP}, {"a": S, "b": S})
    assert [ax.get_title() for ax in several.axes] == ["value", "slope"]


def test_nudged_slopes_are_dots_at_their_places():
    right = DRAWN["one curve"]().axes[1]
    dots = right.lines[-1]
    assert (dots.get_marker(), dots.get_linestyle()) == ("o", "None")
    assert (dots.get_xdata().tolist(), dots.get_ydata().tolist()) == ([0.0], [1.0])


def test_a_slope_of_0_everywhere_is_seen_against_1():
    low, high = DRAWN["no slope anywhere"]().axes[1].get_ylim()
    assert low < 0
    assert high > 1


@pytest.mark.parametrize("slope", [0.0, 0.15, 1.0, -2.0])
def test_the_tangent_has_the_slope_and_touches_the_point(slope):
    left, right = tangent("sigmoid", 1.5, 0.8, slope).axes
    x, y = left.lines[-1].get_data()
    assert (y[1] - y[0]) / (x[1] - x[0]) == pytest.approx(slope)
    assert (x.mean(), y.mean()) == pytest.approx((1.5, 0.8))
    assert left.get_title() == "sigmoid(1.5) = 0.800"
    assert right.get_title() == f"slope of the dashed tangent: {slope:.3f}"


def test_without_a_slope_there_is_no_tangent():
    left, right = DRAWN["no tangent"]().axes
    assert all(to_hex(line.get_color()) != pictures.ORANGE.lower() for line in left.lines)
    assert right.get_title() == "no slope here"


@pytest.mark.parametrize("name", ["movement", "explosion"])
def test_all_movements_fit_on_the_scale(name):
    ax = DRAWN[name]().axes[0]
    low, high = ax.get_ylim()
    for line in ax.lines:
        assert low <= np.min(line.get_ydata())
        assert np.max(line.get_ydata()) <= high


def test_the_bias_sinks_from_left_to_right():
    ax = DRAWN["dead"]().axes[0]
    left, right = ax.get_xlim()
    assert left > right
    assert ax.lines[0].get_ydata().tolist() == [10.0, 50.0, 90.0]


def test_every_bar_carries_its_number():
    written = [
        text.get_text() for ax in DRAWN["shares of negative scores"]().axes for text in ax.texts
    ]
    assert written == [
        "−1.000",
        "0.000",
        "2.000",
        "0.368",
        "1.000",
        "7.389",
        "0.042",
        "0.114",
        "0.844",
    ]
