"""Losses are drawn where they are, legibly, told apart without colour, the same each time."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from tests.helpers.pictures import DrawingTests, drawn_once, figures_of
from utils import loss_pictures as pictures

STUDY, SLEEP = np.linspace(-1, 3, 17), np.linspace(-1, 2, 13)
BOWL = 0.3 + (STUDY[None, :] - 1) ** 2 + (SLEEP[:, None] - 0.5) ** 2
LINE = np.linspace(0.01, 0.99, 50)
CURVES = {"BCE": -np.log(LINE), "squared error": (1 - LINE) ** 2}
U = np.linspace(-4, 4, 41)
LOSSES = {
    "BCE": lambda p, y: -float(np.log(np.where(y == 1, p, 1 - p))[0]),
    "squared error": lambda p, y: float((p - y)[0] ** 2),
}


def moving(p, target=1):
    values = {"BCE": -np.log(p), "squared error": (1 - p) ** 2}
    return pictures.moving_picture(LINE, CURVES, p, values, target)


def walk(weights, loss=0.43, mistakes=12):
    return pictures.walk_picture(STUDY, SLEEP, BOWL, weights, loss, mistakes)


PICTURES = drawn_once(
    {
        "prediction": lambda: pictures.prediction_picture(LOSSES, 0.25, 0),
        "walk": lambda: walk((0.8, 0.2)),
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
)


DRAWN = figures_of(PICTURES)


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
    ax = moving(0.25).fig.axes[0]
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


def test_old_notebooks_find_what_they_import():
    for name in ("contour", "difference", "error", "moving", "push", "shares", "squares"):
        assert callable(getattr(pictures, f"{name}_picture"))
    assert callable(pictures.stairs_picture)
    assert callable(pictures.surface_picture)


@pytest.mark.parametrize(
    ("y", "y_hat", "told"),
    [
        ([4.0, 6, 5], [5.0, 6, 2], "areas 1, 0 and 9. Their mean, the MSE, is 3.333."),
        ([1.0, 1.0], [1.5, 1.0], "areas 0.25 and 0. Their mean, the MSE, is 0.125."),
    ],
)
def test_squares_tell_their_areas_and_the_mean(y, y_hat, told):
    fig, alt = pictures.squares_picture(np.array(y), np.array(y_hat))
    assert told in alt
    for text in fig.axes[0].texts:
        assert text.get_text() in alt


def test_stairs_tell_where_both_curves_start_are_lowest_and_end():
    fig, alt = pictures.stairs_picture([0.0, 0.5, 2.0], [9, 3, 4], [0.5, 0.1, 0.3], of=12)
    assert "the mistakes of 12, in stairs: 9 at first, 3 at its lowest, at 0.5, 4 at last" in alt
    assert "the loss: 0.5 at first, 0.1 at its lowest, at 0.5, 0.3 at last" in alt
    assert fig.axes[0].get_ylabel() == "mistakes of 12"
    falling = pictures.stairs_picture([0.0, 0.5, 2.0], [9, 5, 2], [0.5, 0.4, 0.3]).alt
    assert "9 at first, 2 at last" in falling
    assert "lowest" not in falling
    assert "mistakes of 40" in falling


def test_a_loss_of_one_error_tells_its_corner_and_what_errors_cost():
    curves = {"squared": (U**2, 2.6), "absolute": (abs(U), 4.0)}
    alt = pictures.error_picture(U, curves, most=9).alt
    assert "squared: round at the bottom, at 0; differences of 1, 2 and 3 cost 1, 4 and 9" in alt
    assert (
        "absolute: a corner at the bottom, at 0; differences of 1, 2 and 3 cost 1, 2 and 3" in alt
    )
    moved = pictures.error_picture(U, {"moved": (2 * abs(U - 1), 3.0)}, most=9).alt
    assert "moved: a corner at the bottom, at 1; differences of 1, 2 and 3 cost 0, 2 and 4" in moved


def test_a_moved_prediction_tells_both_losses_and_where_their_curves_go():
    fig, alt = pictures.prediction_picture(LOSSES, 0.25, 1)
    assert alt.startswith("Target 1, predicted p = 0.250: BCE 1.386, squared error 0.562.")
    assert "BCE goes from 6.908 to 0.001; squared error goes from 0.998 to 0.000" in alt
    mirrored = pictures.prediction_picture(LOSSES, 0.25, 0).alt
    assert mirrored.startswith("Target 0, predicted p = 0.250: BCE 0.288, squared error 0.062.")
    assert "BCE goes from 0.001 to 6.908" in mirrored
    for line in fig.axes[0].lines:
        if len(line.get_xdata()) == 1:
            assert f"{line.get_ydata()[0]:.3f}" in alt


def test_slopes_tell_their_ends_and_where_they_are_largest():
    z = np.linspace(-8, 8, 161)
    p = 1 / (1 + np.exp(-z))
    slopes = {"BCE": p - 1, "squared error": 2 * (p - 1) * p * (1 - p)}
    alt = pictures.push_picture(z, slopes).alt
    assert "BCE is −1.000 on the confident mistake and 0.000 once it is sure and right;" in alt
    assert "squared error is −0.001 on the confident mistake and 0.000 once it is sure" in alt
    assert "largest in size at z = −0.70, −0.296" in alt
    assert alt.count("largest") == 1
    turned = pictures.push_picture(z, {"BCE": 1 - p}).alt
    assert "BCE is 1.000 on the confident mistake" in turned


@pytest.mark.parametrize(
    ("lean", "told"),
    [
        (1.6, "stretched from upper left to lower right"),
        (-1.6, "stretched from lower left to upper right"),
        (0.0, "about as wide as high"),
    ],
)
def test_a_surface_tells_how_its_valley_runs_and_what_is_marked(lean, told):
    tilted = BOWL + lean * (STUDY[None, :] - 1) * (SLEEP[:, None] - 0.5)
    best = pictures.lowest_point(STUDY, SLEEP, tilted)
    assert best == (1.0, 0.5)
    marks = {"by hand": (0.8, 0.2), "least": best}
    alt = pictures.surface_picture(STUDY, SLEEP, tilted, marks).alt
    assert told in alt
    assert f"between 0.300 and {tilted.max():.3f}" in alt
    assert "by hand at 0.80 and 0.20 and least at 1.00 and 0.50" in alt


def test_the_lowest_point_is_not_mixed_up_with_its_mirror_image():
    heights = np.ones((len(SLEEP), len(STUDY)))
    heights[2, 15] = 0.5
    assert pictures.lowest_point(STUDY, SLEEP, heights) == (STUDY[15], SLEEP[2])


def test_a_walk_tells_its_weights_loss_and_mistakes():
    fig, alt = walk((0.8, 0.2))
    assert fig.axes[0].get_title() == "loss 0.430, 12 mistakes of 40"
    assert "With 0.80 for study and 0.20 for sleep: loss 0.430, 12 mistakes of 40." in alt
    alt = walk((-1.0, 2.0), loss=1.5, mistakes=1).alt
    assert "With −1.00 for study and 2.00 for sleep: loss 1.500, 1 mistake of 40." in alt


def test_shares_tell_each_loss_and_count_the_mistakes():
    fig, alt = PICTURES["shares"]()
    assert "first: 0.030; second: 1.313 (a mistake); third: 0.050." in alt
    assert "The mean is 0.464; 1 mistake." in alt
    assert "mean 0.464" in [text.get_text() for text in fig.axes[0].texts]
    right = pictures.shares_picture([0.1, 0.3], [False, False], ["a", "b"]).alt
    assert "(a mistake)" not in right
    assert "The mean is 0.200; no mistakes." in right


def test_a_difference_tells_which_class_should_rise():
    alt = PICTURES["difference"]().alt
    assert "their difference 0.700, −0.800 and 0.100: pass should rise, fail and honours" in alt
    perfect = pictures.difference_picture([0, 1], [0, 1], [0, 0], ["fail", "pass"]).alt
    assert perfect.endswith("none should move.")
    one = pictures.difference_picture([0.3, 0.7], [0, 1], [0.3, -0.3], ["fail", "pass"]).alt
    assert one.endswith("pass should rise, fail should fall.")


def test_a_loss_that_becomes_straight_tells_from_which_error_on():
    huber = np.where(abs(U) <= 1, U**2 / 2, abs(U) - 0.5)
    alt = pictures.error_picture(U, {"Huber": (huber, 3.0), "squared": (U**2, 2.6)}, most=9).alt
    assert "Huber: round at the bottom, at 0, straight beyond a difference of 1;" in alt
    assert alt.count("straight") == 1


@pytest.mark.parametrize(
    ("surface", "told"),
    [
        (-BOWL, "an empty map: no loss reaches 0.4"),  # a sign turned round
        (BOWL + 9, "an empty map: no line crosses it"),
        (0 * BOWL + 0.5, "an empty map: no line crosses it"),
    ],
)
def test_a_map_without_lines_says_so(surface, told, recwarn):
    fig, alt = pictures.surface_picture(STUDY, SLEEP, surface, {"by hand": (0.8, 0.2)})
    assert f": {told}. Marked" in alt
    assert fig.axes[0].get_xlim() == (-1, 3)
    walked = pictures.walk_picture(STUDY, SLEEP, surface, (0.8, 0.2), -0.405, 3).alt
    assert walked.startswith(told.capitalize())
    assert "loss −0.405, 3 mistakes of 40" in walked
    assert not recwarn.list


def test_negative_losses_stay_inside_their_picture(recwarn):
    for losses in ([-0.03, -1.313], [0.5, -0.2], [0.0, 0.0]):
        fig = pictures.shares_picture(losses, [False, True], ["a", "b"]).fig
        fig.canvas.draw()
        left, right = fig.axes[0].get_xlim()
        assert left <= min(0, *losses) <= max(0, *losses) < right
        assert not any("-" in text.get_text() for text in fig.axes[0].texts)
    assert not recwarn.list


def test_a_negative_loss_has_a_true_minus():
    losses = {name: lambda p, y, loss=loss: -loss(p, y) for name, loss in LOSSES.items()}
    fig, alt = pictures.prediction_picture(losses, 0.01, 1)
    assert "BCE −4.605" in alt
    shown = [text.get_text() for text in fig.axes[0].get_legend().get_texts()]
    assert shown[0] == "BCE: −4.605"
