"""Slopes, walks, flows and training are drawn where they are, legibly, the same each time."""

import numpy as np
import pytest

from tests.helpers.pictures import DrawingTests, words
from utils import gradient_pictures as gradients
from utils import training_pictures as training
from utils.show import png

BOX = (-3, 7, 0, 22)
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = np.array([0, 1, 1, 0])
INSIDE = dict.fromkeys(gradients.NODES, "0.123")
SLOPES = {"a1": "$dz_1$ = −0.009\n$da_1$ = −0.038", "y": "$dz$ = −0.075"}


def parabola(w):
    return (w - 2) ** 2 + 1


def left_of_half(X):
    return 0.5 - X[:, 0]


def always(X):
    return np.ones(len(X))


def walk(rate, n=6):
    return 2 + 3 * (1 - 2 * rate) ** np.arange(n + 1)


DRAWN = {
    "secants": lambda: gradients.secants_picture(parabola, 5.0, [4.0, 2.0], 6.0),
    "walks": lambda: gradients.descent_pictures(
        parabola, {"0.1: good": walk(0.1), "1.1: explodes": walk(1.1)}, BOX
    ),
    "good rate": lambda: gradients.descent_explorer(parabola, walk(0.1), BOX, "learning rate 0.10"),
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
    "flow": gradients.flow_picture,
    "errors": lambda: gradients.errors_by_step(
        10.0 ** -np.arange(1, 7), {"float64": np.logspace(-2, -9, 6), "float32": np.ones(6)}
    ),
    "regions": lambda: training.region_pictures(
        CORNERS, XOR, {"seed 0: solved": left_of_half, "seed 1: 3 of 4": always}, (-0.4, 1.4) * 2
    ),
    "frame": lambda: training.training_frame(
        CORNERS, XOR, left_of_half, (-1.0, 2.0, -1.0, 1.5), "Epoch 10: 50.0% right"
    ),
    "curve": lambda: training.curves_picture(
        {"loss": (range(5), [3, 2, 1.5, 1.2, 1.1])}, title="It learns"
    ),
    "panels": lambda: training.loss_panels({"good: 1.0": [1, 0.5], "wrong sign: −0.1": [1, 50]}),
    "train and test": lambda: training.train_and_test(
        range(0, 600, 200),
        {"training": [0.8, 0.3, 0.1], "test": [0.8, 0.4, 0.5]},
        {"training": [0.5, 0.9, 1.0], "test": [0.5, 0.8, 0.85]},
    ),
}


class TestDrawings(DrawingTests):
    drawn = DRAWN


@pytest.mark.parametrize("name", ["chain", "forward", "backward", "flow"])
def test_no_word_covers_another(name):
    fig = DRAWN[name]()
    png(fig)
    boxes = [(text.get_text(), text.get_window_extent()) for text in words(fig)]
    for k, (one, first) in enumerate(boxes):
        for other, second in boxes[k + 1 :]:
            assert not first.overlaps(second), (one, other)


def texts(name):
    return [text.get_text() for text in words(DRAWN[name]())]


def test_secants_carry_their_slopes():
    assert {"h = 4: slope 10", "h = 2: slope 8", "tangent: slope 6"} <= set(texts("secants"))


def test_slopes_multiply_from_the_end_of_a_chain():
    assert {"dL/dL = 1", "dL/du = 4", "dL/dw = 12"} <= set(texts("chain"))


def test_every_edge_carries_its_number():
    assert {"0.1", "0.3", "0.2", "0.4", "0.5", "0.6"} <= set(texts("forward"))
    assert {"−0.005", "−0.007", "−0.009", "−0.042", "−0.047"} <= set(texts("backward"))


def test_arrows_of_gradients_are_dashed_and_point_back():
    for name, back in (("forward", False), ("backward", True)):
        arrows = [p for p in DRAWN[name]().axes[0].patches if hasattr(p, "get_arrowstyle")]
        assert len(arrows) == 7
        for arrow in arrows:
            start, end = arrow._posA_posB
            assert (end[0] < start[0]) == back
            assert (arrow.get_linestyle() != "solid") == back


@pytest.mark.parametrize(("rate", "diamonds"), [(0.1, 1), (1.1, 0)])
def test_a_walk_that_leaves_the_picture_has_no_end_in_it(rate, diamonds):
    ax = gradients.descent_explorer(parabola, walk(rate), BOX, "").axes[0]
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


def test_curves_are_told_apart_by_dashes_and_names():
    left, right = DRAWN["train and test"]().axes
    for ax in (left, right):
        assert len({line.get_linestyle() for line in ax.lines}) == 2
        assert {text.get_text() for text in ax.texts} == {"training", "test"}
        assert max(ax.get_xticks()) <= 600
