"""Curves, slopes and measured nudges are drawn where they are, legibly, the same each time."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from tests.helpers.pictures import DrawingTests, drawn_once, figures_of
from utils import activation_pictures as pictures
from utils.deep_training import Race, Runner
from utils.drawing.curve_in_words import course

Z = np.linspace(-6, 6, 601)
S = np.sin(Z)
STEP = np.where(Z >= 0, 1.0, 0.0)
LAYERS = np.arange(1, 31)
WAVE_X = np.linspace(-1, 1, 21)
FLAT = Runner(0 * WAVE_X, [1.5, 0.44], [0.00001, 0.001, 0.1])
CLOSE = Runner(np.sin(4 * WAVE_X), [1.5, 0.002], [0.01, 0.02, 0.01])
LOST = Runner(np.nan * WAVE_X, [1.5, np.nan], [0.01, 0.02, 0.01])

DRAWN = drawn_once(
    {
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
        "race": lambda: a_race(sigmoid=FLAT, ReLU=CLOSE),
        "race with one lost": lambda: a_race(sigmoid=LOST, ReLU=CLOSE),
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
)


def a_race(**runners):
    return pictures.race_picture(Race(WAVE_X, np.sin(4 * WAVE_X), runners))


def test_a_race_says_who_came_near_and_who_moved():
    told = a_race(sigmoid=FLAT, ReLU=CLOSE).alt
    assert "sigmoid: a nearly flat line, mean squared distance 0.44;" in told
    assert "ReLU: mean squared distance 0.002." in told
    assert "sigmoid: 0.00001 in layer 1, 0.1 in layer 3; ReLU: 0.01 in layer 1" in told
    assert "sigmoid: no numbers any more" in a_race(sigmoid=LOST, ReLU=CLOSE).alt


def tangent(name, *at):
    return pictures.tangent_picture(name, Z, (S, np.cos(Z)), at, (-1.0, 6.0))


def styles(ax):
    """Dash and marker of every curve: what tells two of them apart without colour."""
    lines = [line for line in ax.lines if not line.get_label().startswith("_")]
    return [(str(line._unscaled_dash_pattern), line.get_marker()) for line in lines]


FIGURES = figures_of(DRAWN)


class TestDrawings(DrawingTests):
    drawn = FIGURES


@pytest.mark.parametrize("name", DRAWN)
def test_curves_are_told_apart_without_colour(name):
    for ax in DRAWN[name]().fig.axes:
        assert len(set(styles(ax))) == len(styles(ax))


def test_a_jump_is_drawn_as_a_gap():
    left = DRAWN["no slope anywhere"]().fig.axes[0]
    curve = left.lines[-1].get_ydata()
    assert np.isnan(curve).sum() == 1
    assert len(curve) == len(Z) + 1


def test_a_steep_but_unbroken_curve_has_no_gap():
    z, curve = pictures._broken(Z, 6 * Z)
    np.testing.assert_array_equal(z, Z)
    np.testing.assert_array_equal(curve, 6 * Z)


def test_a_single_curve_gives_the_titles():
    assert [ax.get_title() for ax in DRAWN["one curve"]().fig.axes] == ["sine", "its slope"]
    several = pictures.side_by_side(Z, {"a": S, "b": STEP}, {"a": S, "b": S})
    assert [ax.get_title() for ax in several.fig.axes] == ["value", "slope"]


def test_nudged_slopes_are_dots_at_their_places():
    right = DRAWN["one curve"]().fig.axes[1]
    dots = right.lines[-1]
    assert (dots.get_marker(), dots.get_linestyle()) == ("o", "None")
    assert (dots.get_xdata().tolist(), dots.get_ydata().tolist()) == ([0.0], [1.0])


def test_a_slope_of_0_everywhere_is_seen_against_1():
    low, high = DRAWN["no slope anywhere"]().fig.axes[1].get_ylim()
    assert low < 0
    assert high > 1


@pytest.mark.parametrize("slope", [0.0, 0.15, 1.0, -2.0])
def test_the_tangent_has_the_slope_and_touches_the_point(slope):
    left, right = tangent("sigmoid", 1.5, 0.8, slope).fig.axes
    x, y = left.lines[-1].get_data()
    assert (y[1] - y[0]) / (x[1] - x[0]) == pytest.approx(slope)
    assert (x.mean(), y.mean()) == pytest.approx((1.5, 0.8))
    assert left.get_title() == "sigmoid(1.5) = 0.800"
    assert right.get_title() == f"slope of the dashed tangent: {slope:.3f}".replace("-", "−")


def test_without_a_slope_there_is_no_tangent():
    left, right = DRAWN["no tangent"]().fig.axes
    assert all(to_hex(line.get_color()) != pictures.ORANGE.lower() for line in left.lines)
    assert right.get_title() == "no slope here"


@pytest.mark.parametrize("name", ["movement", "explosion"])
def test_all_movements_fit_on_the_scale(name):
    ax = DRAWN[name]().fig.axes[0]
    low, high = ax.get_ylim()
    for line in ax.lines:
        assert low <= np.min(line.get_ydata())
        assert np.max(line.get_ydata()) <= high


def test_the_bias_sinks_from_left_to_right():
    ax = DRAWN["dead"]().fig.axes[0]
    left, right = ax.get_xlim()
    assert left > right
    assert ax.lines[0].get_ydata().tolist() == [10.0, 50.0, 90.0]


def test_every_bar_carries_its_number():
    written = [
        text.get_text() for ax in DRAWN["shares of negative scores"]().fig.axes for text in ax.texts
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


def sigmoid(z):
    return 1 / (1 + np.exp(-np.asarray(z)))


def bell(z):
    return sigmoid(z) * (1 - sigmoid(z))


PLACES = np.array([-3.0, 0.0, 2.0])


@pytest.mark.parametrize(
    ("curve", "slopes", "told", "lie"),
    [
        (sigmoid, bell, "rises as an S through 0.5 at 0 to 0.998 at 6", 3),
        (lambda z: sigmoid(-z), bell, "falls as an S through 0.5 at 0 to 0.002 at 6", 0),
        (sigmoid, lambda z: bell(z) + (z > 1), "rises as an S through 0.5 at 0 to 0.998 at 6", 2),
        (lambda z: 0.2 * z, lambda z: 0 * z + 0.2, "−1.2 at −6, rises straight to 1.2 at 6", 3),
    ],
)
def test_the_text_says_how_the_curves_go_and_which_dots_lie_on_them(curve, slopes, told, lie):
    h = 1e-5
    nudged = (curve(PLACES + h) - curve(PLACES - h)) / (2 * h)
    drawn = pictures.side_by_side(Z, {"f": curve(Z)}, {"f'": slopes(Z)}, (PLACES, nudged))
    assert f"Left, f: {course(Z, curve(Z), pictures.JUMP)}. Right, its slope: " in drawn.alt
    assert told in drawn.alt
    assert (
        f"{course(Z, slopes(Z), pictures.JUMP)}. {lie} of 3 nudged slopes lie on it." in drawn.alt
    )


def test_the_text_names_each_of_several_curves():
    alt = DRAWN["three curves"]().alt
    assert "over z, the moving score. Left, shares: “a”: from 0.279 up to 1 at −4.7, down" in alt
    assert "“c”: 0 at −6, stays there until it jumps to 1 at 0" in alt


@pytest.mark.parametrize("slope", [0.15, -2.0, np.nan])
def test_the_text_of_a_tangent_says_what_its_titles_say(slope):
    fig, alt = tangent("sigmoid", -1.5, 0.8, slope)
    left, right = (ax.get_title() for ax in fig.axes)
    assert left == "sigmoid(−1.5) = 0.800"
    assert "sigmoid at z = −1.5: value 0.800, " in alt
    if np.isnan(slope):
        assert (right, "no slope, and so no tangent" in alt) == ("no slope here", True)
    else:
        assert f"slope {slope:.3f}, with its tangent".replace("-", "−") in alt
        assert right.endswith(f"{slope:.3f}".replace("-", "−"))


@pytest.mark.parametrize(("place", "slope"), [(1.5, bell), (-6.0, lambda z: 0 * z + 0.5)])
def test_a_tangent_takes_value_and_slope_from_the_functions(place, slope):
    fig, alt = pictures.tangent_at("sigmoid", sigmoid, slope, Z, place)
    x, y = fig.axes[0].lines[-1].get_data()
    assert (x.mean(), y.mean()) == pytest.approx((place, sigmoid(place)))
    assert (y[1] - y[0]) / (x[1] - x[0]) == pytest.approx(slope(place))
    assert f"value {sigmoid(place):.3f}, slope {slope(place):.3f}" in alt
    low, high = fig.axes[0].get_ylim()
    assert low < sigmoid(-6) < sigmoid(6) < high


@pytest.mark.parametrize("name", ["movement", "explosion"])
def test_the_text_of_movements_gives_both_ends_of_every_line(name):
    fig, alt = DRAWN[name]()
    assert "over 30 layers. " in alt
    for line in fig.axes[0].lines[1:]:
        sizes = line.get_ydata()
        ends = f"{line.get_label()} from {sizes[0]:.2g} to {sizes[-1]:.2g}".replace("-", "−")
        assert ends in alt


def test_movements_say_by_what_the_weights_are_scaled():
    fig, alt = pictures.movement_picture({"ReLU": 0.9**LAYERS}, 1.4)
    assert "weights scaled by 1.4" in alt
    assert fig.axes[0].get_title() == "weights scaled by 1.4"


@pytest.mark.parametrize("dead", [[0.0, 0.004, 0.4], [1.0, 0.5, 0.0]])
def test_the_text_of_dead_units_gives_the_percents_drawn(dead):
    fig, alt = pictures.dead_picture([2.0, 0.0, -2.0], {"dead": np.array(dead), "flat": [0, 0, 0]})
    assert "over the bias, at 2, 0 and −2. " in alt
    for line in fig.axes[0].lines:
        drawn = ", ".join(f"{percent:.3g}" for percent in line.get_ydata())
        assert f"“{line.get_label()}”: {drawn}" in alt


@pytest.mark.parametrize("name", ["shares", "shares of negative scores"])
def test_the_text_of_shares_has_the_numbers_of_the_bars(name):
    fig, alt = DRAWN[name]()
    written = [", ".join(text.get_text() for text in ax.texts) for ax in fig.axes]
    panels = zip(("logits", "powers", "probabilities"), written, strict=True)
    assert alt == (
        "Three panels with a bar for each of 3 classes: "
        + "; ".join(f"{word} {numbers}" for word, numbers in panels)
        + "."
    )


def test_older_notebooks_find_every_name():
    assert set(pictures.__all__) >= {"dead_picture", "movement_picture", "shares_picture"}
    assert all(callable(getattr(pictures, name)) for name in pictures.__all__)


def test_a_size_of_0_leaves_the_scale_of_movements_positive(recwarn):
    fig, alt = pictures.movement_picture({"sigmoid": 0 * LAYERS, "ReLU": 0.9**LAYERS})
    assert fig.axes[0].get_ylim()[0] > 0
    assert not recwarn.list
    assert "sigmoid from 0 to 0" in alt
    pictures.movement_picture({"sigmoid": 0 * LAYERS})
    assert not recwarn.list


def test_a_tangents_limits_end_at_ticks():
    left = pictures.tangent_at("sigmoid", sigmoid, bell, Z, 1.5).fig.axes[0]
    assert left.get_ylim() == (-0.5, 1.5)


def test_several_curves_are_told_in_few_words():
    values = {"S": sigmoid(Z), "tent": -np.abs(Z)}
    slopes = {"bell": bell(Z), "dip": -bell(Z), "wave": np.sin(Z / 4 + 1), "step": STEP}
    alt = pictures.side_by_side(Z, values, slopes).alt
    for told in (
        "“S”: rises as an S from 0.002 to 0.998; “tent”: from −6 straight up to 0 at 0, straight "
        "down to −6.",
        "“bell”: a hill up to 0.25; “dip”: a dip to −0.25; “wave”: from −0.479 up to 1 at 2.3, "
        "down to 0.598; “step”: 0 at −6, stays there until it jumps to 1 at 0",
    ):
        assert told in alt
