"""Slopes, walks, flows and training are drawn where they are, legibly, and told as drawn."""

import doctest
import re

import numpy as np
import pytest

from tests.helpers.pictures import DrawingTests, drawn_once, figures_of, laid_out, words
from utils import gradient_pictures as gradients
from utils import product_pictures as products
from utils import training_pictures as training
from utils import walk_pictures as walks
from utils.drawing import boxes, curve_in_words

BOX = (-3, 7, 0, 22)
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = np.array([0, 1, 1, 0])
INSIDE = dict.fromkeys(walks.NODES, "0.123")
SLOPES = {"a1": "$dz_1$ = −0.009\n$da_1$ = −0.038", "y": "$dz$ = −0.075"}


def parabola(w):
    return (w - 2) ** 2 + 1


def left_of_half(X):
    return 0.5 - X[:, 0]


def always(X):
    return np.ones(len(X))


def walk(rate, n=6):
    return 2 + 3 * (1 - 2 * rate) ** np.arange(n + 1)


DRAWN = drawn_once(
    {
        "secants": lambda: gradients.secants_picture(parabola, 5.0, [4.0, 2.0], 6.0),
        "walks": lambda: gradients.descent_pictures(
            parabola, {"0.1: good": walk(0.1), "1.1: explodes": walk(1.1)}, BOX
        ),
        "good rate": lambda: gradients.descent_explorer(
            parabola, walk(0.1), BOX, "learning rate 0.10"
        ),
        "large rate": lambda: gradients.descent_explorer(
            parabola, walk(1.1), BOX, "learning rate 1.10"
        ),
        "chain": lambda: gradients.chain_picture(["w", "u", "L"], [1, 2, 4], [3, 4]),
        "forward": lambda: gradients.walk_picture(
            INSIDE, [0.1, 0.3, 0.2, 0.4, 0.5, 0.6], {"a1": "$a_1$, from $z_1$ = 0.220", "L": "loss"}
        ),
        "backward": lambda: gradients.walk_picture(
            INSIDE, [-0.0046, -0.0053, -0.0074, -0.0085, -0.0417, -0.0466], SLOPES, back=True
        ),
        "way back": lambda: way_back(),
        "turned": lambda: products.turned_product_picture(
            np.array([[1.0, 2.0], [3.0, 4.0], [0.0, 5.0]]), SLOPES_3, 1, 0
        ),
        "flow": gradients.flow_picture,
        "errors": lambda: gradients.errors_by_step(
            10.0 ** -np.arange(1, 7), {"float64": np.logspace(-2, -9, 6), "float32": np.ones(6)}
        ),
        "regions": lambda: training.region_pictures(
            CORNERS,
            XOR,
            {"seed 0: solved": left_of_half, "seed 1: 3 of 4": always},
            (-0.4, 1.4) * 2,
        ),
        "frame": lambda: training.training_frame(
            CORNERS, XOR, left_of_half, (-1.0, 2.0, -1.0, 1.5), "Epoch 10: 50.0% right"
        ),
        "curve": lambda: training.curves_picture(
            {"loss": (range(5), [3, 2, 1.5, 1.2, 1.1])}, title="It learns"
        ),
        "panels": lambda: training.loss_panels(
            {"good: 1.0": [1, 0.5], "wrong sign: −0.1": [1, 50]}
        ),
        "train and test": lambda: training.train_and_test(
            range(0, 600, 200),
            {"training": [0.8, 0.3, 0.1], "test": [0.8, 0.4, 0.5]},
            {"training": [0.5, 0.9, 1.0], "test": [0.5, 0.8, 0.85]},
        ),
    }
)


def fig_of(name):
    return DRAWN[name]().fig


FIGURES = figures_of(DRAWN)


class TestDrawings(DrawingTests):
    drawn = FIGURES


def test_every_picture_says_what_it_shows():
    for name, draw in DRAWN.items():
        assert re.fullmatch(r"[A-Z0-9][^$\\]+\.", draw().alt), name


@pytest.mark.parametrize("name", ["chain", "forward", "backward", "way back", "turned", "flow"])
def test_no_word_covers_another(name):
    fig = laid_out(FIGURES[name])
    boxes = [(text.get_text(), text.get_window_extent()) for text in words(fig)]
    for k, (one, first) in enumerate(boxes):
        for other, second in boxes[k + 1 :]:
            assert not first.overlaps(second), (one, other)


def texts(name):
    return [text.get_text() for text in words(fig_of(name))]


def test_secants_carry_their_slopes():
    assert {"h = 4: slope 10", "h = 2: slope 8", "tangent: slope 6"} <= set(texts("secants"))


def test_secants_are_told_as_they_are_drawn():
    told = gradients.secants_picture(parabola, 5.0, [4.0, 2.0], 6.0).alt
    assert "near w = 5, where f(w) = 10, and 3 lines" in told
    assert "at w = 9 and w = 7 they have slopes 10 and 8; the tangent has slope 6" in told
    told = gradients.secants_picture(lambda w: 3 * w, 1.0, [1.0], 2.5).alt
    assert "where f(w) = 3, and 2 lines" in told
    assert "at w = 2 they have slopes 3; the tangent has slope 2.5" in told


@pytest.mark.parametrize(
    ("rate", "told"),
    [
        (0.1, "w goes from 5.000 to 2.786 in 6 steps, and f(w) from 10.000 to 1.618"),
        (0.5, "w goes from 5.000 to 2.000 in 6 steps, and f(w) from 10.000 to 1.000"),
        (0.9, "to 2.786 in 6 steps, jumping from side to side, and f(w) from 10.000 to 1.618"),
        (1.1, "to 10.958 in 6 steps, jumping from side to side, out of the picture, and f(w) "),
        (-0.1, "w goes from 5.000 to 10.958 in 6 steps, out of the picture, and f(w) from 10.000"),
    ],
)
def test_a_walk_is_told_as_it_went(rate, told):
    assert told in gradients.descent_explorer(parabola, walk(rate), BOX, "a rate").alt
    both = gradients.descent_pictures(parabola, {"a": walk(0.3), "b": walk(rate)}, BOX).alt
    assert both.startswith("2 walks on the curve of f, each from a square. a: w goes from 5.000 ")
    assert told in both.split("; b: ")[1]


def test_a_walk_of_no_step_and_of_one_is_told():
    assert "from 5.000 to 5.000 in 0 steps, and" in gradients.told_walk(parabola, [5.0], BOX)
    assert "from 5.000 to 1.000 in 1 steps, and" in gradients.told_walk(parabola, [5, 1], BOX)


def test_a_chain_is_told_from_its_end():
    assert walks.chain_picture(["w", "u", "L"], [1, 2, 4], [3, 4]).alt == (
        "3 boxes, w = 1, u = 2 and L = 4, joined by arrows with slopes 3 and 4. Dashed arrows lead "
        "back below them: dL/dL = 1, times 4 gives dL/du = 4, times 3 gives dL/dw = 12."
    )
    told = walks.chain_picture(["a", "b"], [0.5, -1], [-2]).alt
    assert "a = 0.5 and b = -1, joined by arrows with slopes -2." in told
    assert told.endswith("db/db = 1, times -2 gives db/da = -2.")


X, W1, W2 = np.array([0.5, 0.8]), np.array([[0.1, 0.3], [0.2, 0.4]]), np.array([0.5, 0.6])


def numbers(text):
    return re.findall(r"−?\d+\.\d+", text)


@pytest.mark.parametrize("scale", [1, -3])
@pytest.mark.parametrize("weights", [None, (0.5, -0.625)])
def test_a_walk_through_the_network_tells_every_number_that_is_drawn(scale, weights):
    forward = walks.forward_picture(
        X, scale * W1, W2, [0.22 * scale, 0.49, 0.679], [0.555, 0.62, 0.664], 0.057 * scale
    )
    slopes = [-0.009 * scale, -0.011, -0.075], [-0.038, -0.045 * scale, -0.336]
    back = way_back(dW1=W1 * scale, dz=slopes[0], da=slopes[1], weights=weights)
    for picture in (forward, back):
        drawn = [number for text in words(picture.fig) for number in numbers(text.get_text())]
        assert sorted(drawn) == sorted(numbers(picture.alt))
    assert f"{'−' if scale < 0 else ''}0.{abs(scale)} and" in forward.alt
    assert "lead to hidden units 0.555 and 0.620, these to the prediction 0.664" in forward.alt
    assert "dashed" in back.alt
    assert "Dashed" not in forward.alt


def way_back(dW1=W1, dz=(-0.009, -0.011, -0.075), da=(-0.038, -0.045, -0.336), weights=W2):
    return gradients.backward_picture(X, dW1, -W2, dz, da, [0.555, 0.62, 0.664], 0.057, weights)


def test_the_way_back_ends_at_the_weights_and_carries_its_factors():
    fig, told = way_back()
    said = {text.get_text() for text in words(fig)}
    assert {"× 0.5", "× 0.6", "−0.500", "−0.600", "0.100", "0.400"} <= said
    arrows = [p for p in fig.axes[0].patches if hasattr(p, "get_arrowstyle")]
    assert len(arrows) == 3  # from the loss to the output, and from there to both hidden units
    for arrow in arrows:
        start, end = arrow._posA_posB
        assert end[0] < start[0]
        assert arrow.get_linestyle() != "solid"
    assert "arrives da1 = −0.038, times 0.247 gives dz1 = −0.009; its weights have the" in told
    assert "Along a dashed arrow, times 0.6: at the lower hidden unit 0.620" in told
    assert told.endswith("Nothing flows to the inputs 0.5 and 0.8.")
    assert not any("× 0.5" in text.get_text() for text in words(way_back(weights=None).fig))


SLOPES_3 = np.array([[0.5, 1.0], [-1.0, 0.0], [2.0, 3.0]])


@pytest.mark.parametrize(("i", "j", "total"), [(0, 0, "-2.5"), (1, 0, "7"), (1, 1, "17")])
def test_an_entry_of_a_turned_product_is_found_twice(i, j, total):
    examples = np.array([[1.0, 2.0], [3.0, 4.0], [0.0, 5.0]])
    fig, told = products.turned_product_picture(examples, SLOPES_3, i, j)
    total = total.replace("-", "−")
    said = [text.get_text() for text in words(fig)]
    assert total in said
    assert any(text.endswith(f"= {total}") for text in said)
    assert f"added, {next(t for t in said if '·' in t).replace('·', ' times ')}." in told
    assert f"stands in row {i + 1} and column {j + 1} of dW, of shape (2, 2)." in told
    bold = [text.get_text() for text in words(fig) if text.get_fontweight() == "bold"]
    assert len(bold) == 4 * 3 + 1
    assert bold[-1] == total


def test_what_flows_is_told_as_it_is_drawn():
    told = walks.flow_picture().alt
    assert "4 boxes in a row: layer 1, ReLU, layer 2, loss. Forward arrows carry X, Z1," in told
    assert (
        "carry dZ2, dA1 and dZ1 back. On the way, layer 1 keeps X, ReLU keeps Z1, layer 2 " in told
    )
    for text in texts("flow"):
        for word in text.replace("$", "").replace("_", "").split("\n")[0].split(", "):
            assert word.lower() in told.lower()


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ([0.14, 0.015, 2.6e-11, 3e-4], "a: 0.14 at h = 0.1 and 0.015 at h = 0.01, lowest at h = "),
        ([0.14, 0.015, 2.6e-11, 3e-4], "h = 0.001, below 1e-10, and above 0.0001 at h = 0.0001"),
        ([0.2, 0.5, 0.5, 0.9], "lowest at h = 0.1, below 1, and above 0.1 at h = 0.0001"),
        ([0.2, 0.5, 0.0, 0.0], "lowest at h = 0.001, exactly 0, and exactly 0 at h = 0.0001"),
        ([0.2, np.nan, 0.0, 0.0], "a: no number at some h"),
    ],
)
def test_errors_are_told_in_powers_of_ten(error, told):
    steps = 10.0 ** -np.arange(1, 5)
    assert told in gradients.errors_by_step(steps, {"a": np.array(error)}).alt


def test_slopes_multiply_from_the_end_of_a_chain():
    assert {"dL/dL = 1", "dL/du = 4", "dL/dw = 12"} <= set(texts("chain"))


def test_every_edge_carries_its_number():
    assert {"0.1", "0.3", "0.2", "0.4", "0.5", "0.6"} <= set(texts("forward"))
    assert {"−0.005", "−0.007", "−0.009", "−0.042", "−0.047"} <= set(texts("backward"))


def test_arrows_of_gradients_are_dashed_and_point_back():
    for name, back in (("forward", False), ("backward", True)):
        arrows = [p for p in fig_of(name).axes[0].patches if hasattr(p, "get_arrowstyle")]
        assert len(arrows) == 7
        for arrow in arrows:
            start, end = arrow._posA_posB
            assert (end[0] < start[0]) == back
            assert (arrow.get_linestyle() != "solid") == back


@pytest.mark.parametrize(("rate", "diamonds"), [(0.1, 1), (1.1, 0)])
def test_a_walk_that_leaves_the_picture_has_no_end_in_it(rate, diamonds):
    ax = gradients.descent_explorer(parabola, walk(rate), BOX, "").fig.axes[0]
    assert len([line for line in ax.lines if line.get_marker() == "D"]) == diamonds
    assert len([line for line in ax.lines if line.get_marker() == "s"]) == 1


def test_regions_are_hatched_where_the_score_is_positive():
    ax = training.figure()[1]
    training.draw_regions(ax, left_of_half, (0.0, 1.0, 0.0, 1.0), steps=41)
    corners = ax.collections[0].get_paths()[0].vertices
    assert corners[:, 0].max() == pytest.approx(0.5)
    boundary = ax.collections[1].get_paths()[0].vertices
    np.testing.assert_allclose(boundary[:, 0], 0.5)


@pytest.mark.parametrize(("score", "n"), [(always, 1), (lambda X: -always(X), 0)])
def test_a_score_of_one_sign_has_no_boundary(score, n):
    ax = training.figure()[1]
    training.draw_regions(ax, score, (0.0, 1.0, 0.0, 1.0))
    assert len(ax.collections) == n


def mirrored(X):
    return -left_of_half(X)


def band(X):
    return 0.3 - np.abs(X[:, 0] - 0.5)


@pytest.mark.parametrize(
    ("score", "targets", "right", "bounds"),
    [
        (left_of_half, XOR, 2, "1 boundary"),
        (left_of_half, [1, 1, 0, 0], 4, "1 boundary"),
        (mirrored, [1, 1, 0, 0], 0, "1 boundary"),
        (band, [0, 0, 0, 0], 4, "2 boundaries"),
        (always, [1, 1, 1, 0], 3, "0 boundaries"),
        (lambda X: -always(X), [1, 1, 1, 0], 1, "0 boundaries"),
    ],
)
def test_examples_and_boundaries_are_counted_not_asserted(score, targets, right, bounds):
    box, targets = (-0.4, 1.4, -0.4, 1.4), np.array(targets)
    scores = {"one": score, "two": mirrored}
    fig, told = training.region_pictures(CORNERS, targets, scores, box, counted=True)
    title = "one: solved" if right == 4 else f"one: {right} of 4"
    assert fig.axes[0].get_title() == title
    assert f"{right} of 4 examples right, {bounds.replace('0', 'no')}" in told
    assert "one: " in told or "one and two: " in told
    assert training.region_pictures(CORNERS, targets, scores, box).fig.axes[0].get_title() == "one"
    fig, told = training.training_frame(CORNERS, targets, score, box, "Now", counted=True)
    assert fig.axes[0].get_title() == f"Now: {right} of 4 right"
    assert told.endswith(f"{right} of 4 examples are right.")
    assert ("there is no boundary" in told) == (bounds[0] == "0")


def test_an_animation_tells_of_all_frames_so_far():
    scores, targets, epochs = [mirrored, always, left_of_half], np.array([1, 1, 0, 0]), [0, 5, 20]
    frame = training.training_frames(CORNERS, targets, scores, epochs, (-0.4, 1.4, -0.4, 1.4))
    assert frame(0).alt.startswith("The network's boundary at 1 moment among 4 examples, discs")
    assert frame(0).alt.endswith("hatched. Right: 0.0% at epoch 0.")
    assert "there is no boundary. Right: 0.0% at epoch 0, 50.0% at 5." in frame(1).alt
    assert frame(2).alt.endswith("hatched. Right: 0.0% at epoch 0, 50.0% at 5, 100.0% at 20.")
    assert [frame(k).fig.axes[0].get_title() for k in range(3)] == [
        f"Epoch {epoch}: {share}.0% right" for epoch, share in [(0, 0), (5, 50), (20, 100)]
    ]


def test_training_that_never_steps_is_told_to_stand_still():
    targets = np.array([1, 1, 0, 0])
    box = (-0.4, 1.4, -0.4, 1.4)
    frame = training.training_frames(CORNERS, targets, [mirrored] * 3, [0, 5, 20], box)
    assert "at 3 moments" in frame(2).alt
    assert frame(2).alt.endswith("It never moves. Right: 0.0% at each.")


def test_networks_that_do_alike_are_told_together():
    scores = {"seed 0": always, "seed 1": left_of_half, "seed 2": always}
    told = training.region_pictures(CORNERS, np.array([1, 1, 1, 0]), scores, (-0.4, 1.4) * 2).alt
    assert "seeds 0 and 2: 3 of 4 examples right, no boundaries; seed 1: 3 of 4" in told


def test_a_loss_without_a_number_is_told_and_names_stay_apart():
    curves = {"a": (range(3), [0.5, 0.2, 0.1]), "b": (range(3), [0.5, np.nan, np.nan])}
    fig, told = training.curves_picture(curves | {"c": (range(3), [0.5, 0.2, 0.11])})
    assert "b: 0.500 at epoch 0, no number from epoch 1 on" in told
    fig.draw_without_rendering()
    boxes = [text.get_window_extent() for text in fig.axes[0].texts]
    assert not any(boxes[0].overlaps(other) for other in boxes[1:])
    assert len(boxes) == 3
    assert training.curves_picture({"loss": (range(2), [1.0, 0.5])}, title="It learns").alt == (
        "It learns: loss over the epochs, 1.000 at epoch 0, 0.500 at epoch 1, falling all the way."
    )


FALLING, TURNING = [0.8, 0.4, 0.2], [0.8, 0.2, 0.5]


def test_curves_are_told_by_their_ends_and_turns():
    curves = {"a": (range(3), FALLING), "b": (range(0, 60, 20), TURNING)}
    told = training.curves_picture(curves, log=True, title="Two").alt
    assert told == (
        "Two: loss over the epochs, on a logarithmic scale. a: 0.800 at epoch 0, 0.200 at epoch 2, "
        "falling all the way; b: 0.800 at epoch 0, lowest 0.200 at epoch 20, 0.500 at epoch 40, "
        "rising in 1 of 2 steps."
    )
    assert "about 900,000 at epoch 1" in training.loss_panels({"a": [1, 9e5], "b": [1, 1]}).alt
    told = training.loss_panels({"rate -1": FALLING[::-1], "rate 1": TURNING}).alt
    assert told.startswith("2 loss curves in panels of their own. On a scale from 0: rate −1: 0.2")
    assert "0.800 at epoch 2, rising all the way; rate 1: 0.800 at epoch 0, lowest" in told
    told = training.train_and_test(range(3), {"test": TURNING}, {"test": FALLING}).alt
    assert "Loss, test: 0.800 at epoch 0, lowest 0.200 at epoch 1, 0.500 at epoch 2" in told
    assert "Accuracy, test: 0.800 at epoch 0, 0.200 at epoch 2, falling all the way." in told


def test_a_loss_that_explodes_has_a_scale_of_its_own():
    runs = {"slow": [0.9, 0.8], "good": [0.9, 0.3], "large": [0.9, 1e3], "lost": [1.0, np.nan]}
    fig, told = training.loss_panels(runs)
    assert [ax.get_yscale() for ax in fig.axes] == ["linear", "linear", "log", "linear"]
    for ax in (ax for ax in fig.axes if ax.get_yscale() == "linear"):
        assert ax.get_ylim() == pytest.approx((0, 1.1))
    assert "On a scale from 0: slow: 0.900 at epoch 0" in told
    assert " On logarithmic scales: large: 0.900 at epoch 0, 1000.0 at epoch 1" in told
    assert "large\nlogarithmic scale" in [ax.get_title() for ax in fig.axes]
    assert training.loss_panels({"none": [np.nan, np.nan]}).alt.endswith("from epoch 0 on.")
    assert " On a scale" not in training.loss_panels({"large": [0.9, 1e3]}).alt


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([1, 3, 2], "a: 1.000 at epoch 0, highest 3.000 at epoch 1, 2.000 at epoch 2, rising in"),
        ([1, 1, 1], "a: 1.000 at epoch 0, 1.000 at epoch 2, level all the way"),
        ([1, 2, np.nan], "a: 1.000 at epoch 0, 2.000 at epoch 1, rising all the way, no number "),
        ([np.inf, 1, 1], "a: no number from epoch 0 on"),
        ([7], "a: 7.000 at epoch 0"),
        ([3, 3, 2], "a: 3.000 at epoch 0, 2.000 at epoch 2, never rising"),
        ([1, 2, 2], "a: 1.000 at epoch 0, 2.000 at epoch 2, never falling"),
    ],
)
def test_a_curve_without_numbers_or_turns_is_told_as_such(values, told):
    assert curve_in_words.progress("a", range(len(values)), values).startswith(told)


def test_the_examples_of_words_hold():
    for module in (curve_in_words, boxes, gradients):
        assert doctest.testmod(module).attempted
        assert not doctest.testmod(module).failed


def test_a_curve_that_reaches_0_ends_on_a_logarithmic_axis_where_it_was_above_0():
    curves = {"reaches 0": (range(4), [1.0, 0.1, 0.01, 0.0]), "stays": (range(4), [2.0] * 4)}
    fig = training.curves_picture(curves, log=True).fig
    fig.draw_without_rendering()  # lays it out, and would warn where a name had no place
    (name,) = (text for text in fig.axes[0].texts if text.get_text() == "reaches 0")
    assert name.xy[0] == 2


def test_curves_are_told_apart_by_dashes_and_names():
    left, right = fig_of("train and test").axes
    for ax in (left, right):
        assert len({line.get_linestyle() for line in ax.lines}) == 2
        assert {text.get_text() for text in ax.texts} == {"training", "test"}
        assert max(ax.get_xticks()) <= 600
