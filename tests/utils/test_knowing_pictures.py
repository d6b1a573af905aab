"""What is known of a network is drawn as measured, and the texts hold on any machine."""

import numpy as np
import pytest

from tests.helpers.pictures import DrawingTests, drawn_once, figures_of
from utils import knowing_pictures as pictures

FALLS, RISES = [0.7, 0.5, 0.3, 0.2, 0.1], [0.7, 0.5, 0.55, 0.6, 0.8]
RUNS = {
    ("nothing", 0.1, 0): (0.5, None),
    ("nothing", 0.1, 1): (0.6, None),
    ("weight decay 3", 0.1, 0): (0.4, None),
    ("weight decay 3", 0.3, 0): (0.3, None),
}
SURE = np.array([np.nan, 0.6, 0.95]), np.array([np.nan, 0.5, 0.7]), np.array([0, 10, 30])
FAIR = np.array([np.nan, 0.6, 0.95]), np.array([np.nan, 0.6, 0.95]), np.array([0, 10, 30])
COMPARED = {
    "table": {"weight decay": ([0.01, 0.02, 0.0], (0.01, 0.004))},
    "digits": {"dropout": ([-0.01], (-0.01, 0.02))},
}
LUCK = np.random.default_rng(0).binomial(200, 0.85, 500) / 200
PANELS = {"before": (1.0, SURE), "after": (2.5, FAIR)}
PICTURES = drawn_once(
    {
        "stopping": lambda: pictures.stopping_picture(FALLS, RISES, 1, 3),
        "one epoch": lambda: pictures.stopping_picture([0.7], [0.7], 0, 0),
        "choices": lambda: pictures.choices_picture(RUNS, "The table"),
        "no choices": lambda: pictures.choices_picture({}, "The table"),
        "luck": lambda: pictures.luck_picture(LUCK, 200),
        "differences": lambda: pictures.differences_picture(COMPARED),
        "no differences": lambda: pictures.differences_picture({}),
        "reliability": lambda: pictures.reliability_picture(*SURE, T=1.0),
        "calibration": lambda: pictures.calibration_picture(PANELS),
    }
)


class TestDrawings(DrawingTests):
    drawn = figures_of(PICTURES)


def test_the_best_epoch_and_the_stop_are_marked_and_told():
    fig, alt = PICTURES["stopping"]()
    ax = fig.axes[0]
    marks = [line for line in ax.lines if len(line.get_xdata()) == 1]
    assert (marks[0].get_xdata()[0], marks[0].get_ydata()[0]) == (1, 0.5)
    assert ax.lines[-1].get_xdata()[0] == 3
    assert "lowest at epoch 1, early stopping ends at 3. By epoch 4" in alt
    assert "validation loss has risen, and the training loss falls on" in alt
    told = pictures.stopping_picture(RISES, FALLS, 4, 4).alt
    assert "validation loss has not risen" in told
    assert "training loss does not fall further" in told


def test_choices_have_a_marker_for_each_seed_and_filled_ones_where_chosen():
    ax = PICTURES["choices"]().fig.axes[0]
    marks = [line for line in ax.lines if len(line.get_xdata()) == 1]
    assert [mark.get_xdata()[0] for mark in marks] == [0.5, 0.6, 0.4, 0.3]
    assert [mark.get_markerfacecolor() == "white" for mark in marks] == [False, False, True, False]
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        "nothing, rate 0.1",
        "weight decay 3, rate 0.1",
        "weight decay 3, rate 0.3",
    ]


def test_luck_is_told_as_the_formula_says():
    fig, alt = PICTURES["luck"]()
    heights = [patch.get_height() for patch in fig.axes[0].patches]
    assert sum(heights) == 500
    inside = round(100 * np.mean(abs(LUCK - LUCK.mean()) <= 2 * np.sqrt(0.85 * 0.15 / 200)))
    assert f"as the standard error says: {inside} % lie within" in alt
    wide = np.linspace(0.2, 0.9, 50)
    assert "not as the standard error says" in pictures.luck_picture(wide, 200).alt


def test_differences_have_bars_of_two_errors_and_a_marker_for_each_seed():
    fig, alt = PICTURES["differences"]()
    ax = fig.axes[0]
    bars = [line.get_segments()[0] for line in ax.collections]
    np.testing.assert_allclose([bar[:, 0] for bar in bars], [[0.2, 1.8], [-5, 3]])
    marks = [line for line in ax.lines if line.get_color() == pictures.ORANGE]
    np.testing.assert_allclose([mark.get_xdata()[0] for mark in marks], [1.0, 2.0, 0.0, -1.0])
    assert "Weight decay on the table: its bar lies wholly above 0" in alt
    assert "Dropout on the digits: its bar reaches to both sides of 0" in alt


@pytest.mark.parametrize(("bins", "gap"), [(SURE, (10 * 0.1 + 30 * 0.25) / 40), (FAIR, 0.0)])
def test_the_gap_is_the_mean_distance_weighted_by_counts(bins, gap):
    assert pictures.gap(*bins) == pytest.approx(gap)


def test_a_diagram_says_on_which_side_its_points_lie():
    assert "at T 1: its points lie mostly below the diagonal" in PICTURES["reliability"]().alt
    assert "close to the diagonal" in pictures.reliability_picture(*FAIR).alt
    shy = SURE[1], SURE[0], SURE[2]
    assert "mostly above the diagonal" in pictures.reliability_picture(*shy).alt
    ax = PICTURES["reliability"]().fig.axes[0]
    np.testing.assert_allclose(ax.collections[-1].get_offsets(), [[0.6, 0.5], [0.95, 0.7]])
    assert ax.get_title() == "T = 1.0, mean gap 21.2 points"


def test_panels_say_whether_the_gap_shrinks():
    fig, alt = PICTURES["calibration"]()
    assert "before, its points lie mostly below the diagonal; after, its points lie close" in alt
    assert "The mean gap shrinks" in alt
    assert fig.axes[1].get_title() == "after\nT = 2.5, mean gap 0.0 points"
    turned = pictures.calibration_picture({"after": (1.0, FAIR), "before": (1.0, SURE)}).alt
    assert "does not shrink" in turned
