"""Networks, shapes, regions and spreads are drawn where they are, legibly, and told apart."""

import numpy as np
import pytest

from tests.helpers.pictures import CORNERS, XOR, DrawingTests, words
from utils import layer_pictures
from utils import network_pictures as pictures
from utils.drawing.style import figure
from utils.show import png

W1 = np.array([[1.0, 1.0, 0.0], [0.3, -0.3, 0.5]])
W2 = np.array([[1.4], [-0.5], [0.3]])
RNG = np.random.default_rng(0)
LAYERS = {
    "He": [np.abs(RNG.normal(size=(5, 4))) for _ in range(3)],
    "small": [np.zeros((5, 4))] * 3,
}
SUM = CORNERS.sum(axis=1)
HIDDEN = np.column_stack([SUM, np.maximum(SUM - 1, 0)])


def xor_score(X):
    total = X.sum(axis=1)
    return np.maximum(total, 0) - 2 * np.maximum(total - 1, 0)


DRAWN = {
    "student": lambda: pictures.student_picture([4, 6], [3.0, -0.2, 2.2], 2.56, [W1, W2]),
    "student with a title": lambda: pictures.student_picture(
        [0, 10], [-2.8, -2.4, -0.8], -12.0, [W1, W2], "Bias −12.0. Of 40 students, none passes."
    ),
    "bare network": lambda: pictures.network_picture([2, 3, 3, 1], step=1.9),
    "long layer": lambda: pictures.network_picture([784, 5, 2], titles=["784", "5", "2"]),
    "backward": lambda: pictures.network_picture(
        [2, 2, 1],
        values=[[0.5, 0.8], [0.55, 0.6], [0.7]],
        weights=[np.array([["−0.012", "0.034"], ["0.1", "0.2"]]), np.array([[0.5], [0.6]])],
        backward=True,
        decimals=3,
    ),
    "shapes": lambda: pictures.shapes_picture(
        [("X", (5, 2), "(n, d_in)"), "@", ("W", (2, 3)), "+", ("b", (3,)), "=", ("Z", (5, 3))]
    ),
    "region": lambda: layer_pictures.region_picture(xor_score, CORNERS, XOR),
    "region and hidden units": lambda: layer_pictures.region_picture(
        xor_score, CORNERS, XOR, HIDDEN, (np.array([1.0, -2.0]), 0.0)
    ),
    "spread": lambda: layer_pictures.spread_picture({"He": [1, 1, 1], "small": [0.3, 0.1, 1e-5]}),
    "histograms": lambda: layer_pictures.histograms_picture(LAYERS),
    "folds": lambda: layer_pictures.folds_picture(SUM, {"depth 2": SUM, "depth 3": SUM**2}),
}


class TestDrawings(DrawingTests):
    drawn = DRAWN


@pytest.mark.parametrize("name", ["student", "backward", "shapes", "region and hidden units"])
def test_no_two_words_overlap(name):
    fig = DRAWN[name]()
    png(fig)
    boxes = [(text.get_text(), text.get_window_extent()) for text in words(fig)]
    for k, (one, box) in enumerate(boxes):
        for other, second in boxes[:k]:
            assert not box.overlaps(second), (one, other)


def test_a_network_has_a_disc_for_each_unit_and_an_arrow_for_each_weight():
    ax = DRAWN["student"]().axes[0]
    assert len(ax.patches) == 2 + 3 + 1
    arrows = [text for text in ax.texts if getattr(text, "arrow_patch", None) is not None]
    assert len(arrows) == 2 * 3 + 3 * 1
    written = [text.get_text() for text in ax.texts]
    assert {"4.0", "6.0", "z = −0.2", "2.56", "PASS", "−0.5", "0.0"} <= set(written)
    assert "FAIL" in [t.get_text() for t in DRAWN["student with a title"]().axes[0].texts]


def test_signs_of_weights_differ_by_dashes_and_not_by_colour_alone():
    ax = figure()[1]
    pictures.draw_network(ax, [1, 3], weights=[np.array([[2.0, -1.0, 0.0]])])
    arrows = [text.arrow_patch for text in ax.texts if hasattr(text, "arrow_patch")]
    styles = [arrow.get_linestyle() for arrow in arrows if arrow is not None]
    assert len(set(map(str, styles))) == 3
    widths = [arrow.get_linewidth() for arrow in arrows if arrow is not None]
    assert widths[0] > widths[1] > widths[2]


def test_a_silent_unit_is_dashed_and_hatched():
    ax = DRAWN["student"]().axes[0]
    quiet = [disc for disc in ax.patches if disc.get_hatch()]
    assert len(quiet) == 1
    assert quiet[0].get_linestyle() != ax.patches[0].get_linestyle()


def test_weights_of_another_shape_are_refused():
    with pytest.raises(ValueError, match=r"weights\[0\] has shape \(3, 2\)"):
        pictures.network_picture([2, 3], weights=[W1.T])


def test_a_long_layer_shows_its_ends_round_a_gap():
    assert pictures.rows_shown(8) == list(range(8))
    assert pictures.rows_shown(784) == [0, 1, 2, None, 781, 782, 783]
    ax = DRAWN["long layer"]().axes[0]
    assert len(ax.patches) == 6 + 5 + 2
    assert "⋮" in [text.get_text() for text in ax.texts]


@pytest.mark.parametrize("sizes", [(2, 3), (3, 3), (2, 2), (4, 2), (1, 1), (3, 4)])
def test_labels_of_edges_keep_apart(sizes):
    left, right = pictures.unit_places(sizes)
    pairs = [(a, b) for a in left.values() for b in right.values()]
    places = pictures.label_places([a for a, _ in pairs], [b for _, b in pairs])
    assert places.shape == (len(pairs), 2)
    for k in range(len(places)):
        apart = np.abs(places[k] - np.delete(places, k, axis=0)) / pictures.LABEL
        assert np.all(apart.max(axis=1) >= 0.7)
        start, end = map(np.array, pairs[k])
        u, v = end - start, places[k] - start
        assert u[0] * v[1] - u[1] * v[0] == pytest.approx(0)  # on its own edge


def test_a_shape_has_a_box_for_each_entry():
    fig = pictures.shapes_picture([("W", (2, 3)), "+", ("b", (3,))])
    boxes = [patch for patch in fig.axes[0].patches if not patch.get_fill()]
    assert len(boxes) == 2 * 3 + 3
    assert {"(2, 3)", "(3,)", "W", "b", "+"} == {t.get_text() for t in fig.axes[0].texts}
    hatches = {patch.get_hatch() for patch in fig.axes[0].patches if patch.get_fill()}
    assert len(hatches) == 2


@pytest.mark.parametrize("constant", [0.0, 1.0, 0.5])
def test_a_region_that_is_all_or_nothing_draws_no_border(constant):
    ax = figure()[1]
    layer_pictures.draw_region(ax, lambda X: np.full(len(X), constant), 0.5)
    assert ax.get_xlim() == layer_pictures.GATE_BOX[:2]


def test_corners_that_land_together_share_a_label():
    ax = DRAWN["region and hidden units"]().axes[1]
    assert {"(0, 0)", "(0, 1)\n(1, 0)", "(1, 1)"} <= {text.get_text() for text in ax.texts}


def test_spreads_carry_their_names_and_own_markers():
    ax = DRAWN["spread"]().axes[0]
    assert [text.get_text() for text in ax.texts] == ["He", "small"]
    assert len({line.get_marker() for line in ax.lines}) == 2
    assert ax.get_yscale() == "log"


def test_numbers_have_a_true_minus_and_no_negative_zero():
    assert pictures.number(-0.04) == "0.0"
    assert pictures.number(-12.345, 2) == "−12.35"
