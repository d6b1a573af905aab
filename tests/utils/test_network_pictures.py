"""Networks, shapes, regions and spreads are drawn where they are, legibly, and told apart."""

import numpy as np
import pytest

from tests.helpers.pictures import (
    CORNERS,
    XOR,
    DrawingTests,
    drawn_once,
    figures_of,
    laid_out,
    words,
)
from utils import layer_pictures, shape_pictures
from utils import network_pictures as pictures
from utils.drawing.in_words import fixed
from utils.drawing.style import figure

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


def forward(X, params):
    """A forward pass by columns, independent of any lesson's."""
    A, cache = np.asarray(X, dtype=float), []
    for W, b in params:
        Z = np.einsum("nk,kj->nj", A, W) + b
        cache.append((A, Z))
        A = np.where(Z > 0, Z, 0.0)
    return Z, cache


CLASS = np.array([[4.0, 6.0], [2.0, 5.0], [5.0, 2.0], [1.0, 1.0]])
BIASES = np.array([-2.8, -2.4, -0.8])
STARTS = {name: start for name, (*_, start) in pictures.HAND_NETWORK_SLIDERS.items()}
XOR_PARAMS = [
    ([[1.0, 1.0], [1.0, 1.0]], [0.0, -1.0]),
    ([[1.0], [-2.0]], [0.0]),
]


def judged(**changed):
    return pictures.hand_network_picture(forward, CLASS, (W1, BIASES), **(STARTS | changed))


PICTURES = drawn_once(
    {
        "layer": lambda: pictures.layer_picture([4.0, 6.0], [3.0, -0.2, 2.2], W1, BIASES),
        "judged": judged,
        "judged, far": lambda: judged(study=0.0, sleep=10.0, prepared=-2.0, bias=-12.0),
        "batch first": lambda: shape_pictures.layer_shapes_picture(n=5, d_in=2, d_out=3),
        "features first": lambda: shape_pictures.layer_shapes_picture(
            n=5, d_in=2, d_out=3, features_first=True
        ),
        "xor": lambda: layer_pictures.xor_picture(forward, XOR_PARAMS),
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
        "spread": lambda: layer_pictures.spread_picture(
            {"He": [1, 1, 1], "small": [0.3, 0.1, 1e-5]}
        ),
        "histograms": lambda: layer_pictures.histograms_picture(LAYERS),
        "folds": lambda: layer_pictures.folds_picture(SUM, {"depth 2": SUM, "depth 3": SUM**2}),
    }
)


DRAWN = figures_of(PICTURES)


class TestDrawings(DrawingTests):
    drawn = DRAWN


@pytest.mark.parametrize(
    "name", ["student", "layer", "judged", "backward", "shapes", "features first", "xor"]
)
def test_no_two_words_overlap(name):
    fig = laid_out(DRAWN[name])
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
    fig, alt = pictures.shapes_picture([("W", (2, 3)), "+", ("b", (3,))])
    assert alt == "Boxes with their sizes: W of shape (2, 3) plus b of shape (3,)."
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
    assert fixed(-0.04) == "0.0"
    assert fixed(-12.345, 2) == "−12.35"


def alt(name):
    return PICTURES[name]().alt


def written_in(fig):
    return {text.get_text() for ax in fig.axes for text in ax.texts}


def test_old_notebooks_find_what_they_import():
    for name in ("folds_picture", "histograms_picture", "region_picture", "spread_picture"):
        assert callable(getattr(layer_pictures, name))
    for name in ("network_picture", "shapes_picture", "student_picture"):
        assert callable(getattr(pictures, name))


def test_a_networks_text_tells_its_sizes():
    sizes = {
        (2, 3): "2 inputs and 3 units",
        (1, 1): "1 input and 1 unit",
        (2, 8, 1): "2 inputs, one hidden layer of 8 units and 1 output",
        (2, 3, 3, 3, 1): "2 inputs, 3 hidden layers of 3 units each and 1 output",
        (3, 5, 4, 2): "3 inputs, hidden layers of 5 and 4 units, and 2 outputs",
    }
    for layer_sizes, told in sizes.items():
        assert pictures.network_picture(layer_sizes).alt == f"A network with {told}."
    titled = pictures.network_picture([2, 3], title="wide").alt
    assert titled == "Wide. A network with 2 inputs and 3 units."
    assert "towards the inputs" in alt("backward")
    assert "towards the inputs" not in alt("layer")


@pytest.mark.parametrize("name", ["layer", "student", "student with a title", "judged, far"])
def test_a_networks_text_holds_every_number_that_is_drawn(name):
    fig, text = PICTURES[name]()
    for label in written_in(fig) - {"inputs", "hidden layer, ReLU", "output", ""}:
        assert label in text, label


@pytest.mark.parametrize(
    ("z", "told"),
    [
        ([3.0, -0.2, 2.2], "prepared 3.0 (z = 3.0), overtired 0.0 (z = −0.2, silent, so dashed)"),
        ([0.7, 1.9, 0.0], "overtired 1.9 (z = 1.9), rested 0.0 (z = 0.0, silent, so dashed)"),
    ],
)
def test_silent_units_are_told(z, told):
    fig, text = pictures.student_picture([4, 6], z, -0.81, [W1, W2])
    assert told in text
    assert "Output: −0.81 (FAIL)" in text
    assert text.count("silent") == len([p for p in fig.axes[0].patches if p.get_hatch()]) == 1


def test_a_text_counts_the_weights_only_where_they_are_few():
    few = pictures.network_picture([2, 2], weights=[np.array([[0.5, -1.0], [0.0, 2.0]])]).alt
    assert "0.5 and −1.0 from input 1; 0.0 and 2.0 from input 2." in few
    many = pictures.network_picture([4, 4], weights=[np.ones((4, 4))]).alt
    assert "Each arrow carries its weight." in many


def test_the_explorer_starts_with_the_lessons_numbers_and_follows_its_sliders():
    fig, text = judged()
    assert fig.axes[0].get_title() == (
        "Bias −2.3. One more hour: study +1.00, sleep +0.57. Of 4 students, 2 pass."
    )
    assert text.startswith(fig.axes[0].get_title())
    assert "Output: 2.56 (PASS)" in text
    all_pass = judged(bias=0.0).alt
    assert "Of 4 students, 4 pass." in all_pass
    assert "Output: 4.86 (PASS)" in all_pass
    fails = judged(prepared=0.3)
    assert "Of 4 students, 0 pass." in fails.alt
    assert "FAIL" in written_in(fails.fig)


def test_the_explorer_shows_what_the_learners_own_function_gives():
    def no_relu(X, params):
        Z = X
        for W, b in params:
            Z = Z @ W + b
        return Z, [(X, X @ params[0][0] + params[0][1])]

    text = pictures.hand_network_picture(no_relu, CLASS, (W1, BIASES), **STARTS).alt
    assert "Output: 2.66" in text
    assert "study +0.90" in text
    assert "Your network's output does not follow from these values." in text
    assert "does not follow" not in judged().alt


def test_a_network_without_relu_is_not_said_to_part_what_it_leaves_wrong():
    def no_relu(X, params):
        Z, cache = X, []
        for W, b in params:
            Z = Z @ W + b
            cache.append((Z, Z))
        return Z, cache

    fig, text = layer_pictures.xor_picture(no_relu, XOR_PARAMS)
    assert [ax.get_title() for ax in fig.axes] == ["The inputs", "What ReLU would give"]
    assert "1 of 4 wrong" in text
    assert text.endswith(
        "With ReLU between, the output's straight line would part discs from crosses; your network "
        "leaves (0, 0) wrong."
    )


def test_the_shapes_of_a_layer_stand_in_its_text():
    sizes = (
        "X of shape (5, 2) times W of shape (2, 3) plus b of shape (3,) equals Z of shape (5, 3)"
    )
    assert alt("batch first") == f"Boxes with their sizes: {sizes}."
    turned = shape_pictures.layer_shapes_picture(n=4, d_in=1, d_out=6, features_first=True)
    assert "W_rows of shape (6, 1) times X_cols of shape (1, 4)" in turned.alt
    assert "equals Z transposed, of shape (6, 4)" in turned.alt
    assert {"(6, 1)\n(d_out, d_in)", "(1, 4)\n(d_in, n)"} <= written_in(turned.fig)


@pytest.mark.parametrize(
    ("params", "told"),
    [
        (XOR_PARAMS, ["holds (0, 1) and (1, 0), and (0, 0) and (1, 1) not: 0 of 4 wrong"]),
        (XOR_PARAMS, ["(0, 1) and (1, 0) at (1, 0)", "line parts discs from crosses"]),
        (
            [XOR_PARAMS[0], ([[1.0], [-1.0]], [0.0])],  # OR
            ["holds (0, 1), (1, 0) and (1, 1), and (0, 0) not: 1 of 4 wrong", "leaves 1 corner"],
        ),
        ([XOR_PARAMS[0], ([[0.0], [0.0]], [0.0])], ["holds no corner: 2 of 4 wrong"]),
        ([([[1.0], [1.0]], [0.0])], ["holds (0, 1), (1, 0) and (1, 1), and (0, 0) not"]),
    ],
)
def test_a_regions_text_counts_what_is_right(params, told):
    fig, text = layer_pictures.xor_picture(forward, params)
    for part in told:
        assert part in text
    assert len(fig.axes) == (2 if "two hidden units" in text else 1)
    assert ("What the hidden units give" in [ax.get_title() for ax in fig.axes]) == (
        "two hidden units" in text
    )


def test_a_region_alone_tells_of_no_hidden_units():
    assert alt("region").startswith("The plane of the inputs, with discs at (0, 1) and (1, 0)")
    assert "hidden" not in alt("region")
    upside_down = layer_pictures.region_picture(xor_score, CORNERS, 1 - np.array(XOR)).alt
    assert "discs at (0, 0) and (1, 1)" in upside_down
    assert "4 of 4 wrong" in upside_down


@pytest.mark.parametrize(
    ("spread", "told"),
    [
        ([0.3, 0.1, 1e-5], "a: sinks from 0.3 to 0.00001"),
        ([2.26, 100, 33712], "a: climbs from 2.3 to 34,000"),
        ([0.82, 1.1, 1.03], "a: hardly changes, from 0.82 to 1"),
        ([0.5, 0.0, 0.0], "a: goes from 0.5 to 0"),
        ([0.5, np.nan, np.nan], "a: goes from 0.5 to no number"),
    ],
)
def test_a_spreads_text_tells_where_its_line_goes(spread, told):
    fig, text = layer_pictures.spread_picture({"a": spread, "b": [1, 1, 1]})
    assert told in text
    assert "layers 1 to 3" in text
    np.testing.assert_allclose(fig.axes[0].lines[0].get_ydata(), spread)


@pytest.mark.parametrize(
    ("sizes", "told"),
    [
        ((1.0, 0.1, 0.01), "wander left, from 1.3 in layer 1 to 0.013 in layer 3"),
        ((1.0, 50.0), "wander right, from 1.3 in layer 1 to 50 in layer 2"),
        ((1.0, 1.0), "hardly move, from 1.3 in layer 1 to 1.3 in layer 2"),
        ((1.0, 0.0), "a layer without a hill"),
    ],
)
def test_a_histograms_text_tells_where_the_hills_stand(sizes, told):
    layers = [np.full((5, 4), 1.1 * size) for size in sizes]
    fig, text = layer_pictures.histograms_picture({"net": layers})
    assert told in text
    hills = [patch for patch in fig.axes[0].patches if len(patch.get_path().vertices) > 10]
    assert len(hills) == len(sizes)


def test_a_folds_text_counts_peaks_and_pieces():
    x = np.linspace(0, 1, 257)
    tent = 1 - np.abs(2 * x - 1)
    curves = {"one": tent, "two": 1 - np.abs(2 * tent - 1), "line": x, "flat": 0 * x}
    text = layer_pictures.folds_picture(x, curves).alt
    assert "4 curves over x from 0 to 1" in text
    assert "one: 1 peak, 2 pieces that rise or fall" in text
    assert "two: 2 peaks, 4 pieces" in text
    assert "line: no peaks, 1 piece that rises or falls" in text
    assert "flat: flat" in text
