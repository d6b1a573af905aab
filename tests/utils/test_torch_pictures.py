"""The drawings of lesson 07 show what they are given, legibly, and the same each time."""

import numpy as np
import pytest

from tests.helpers.pictures import words
from utils import torch_pictures as pictures
from utils.show import png

RIGHT = np.array([True, False, True, True, True])
STRAIGHT = np.column_stack([np.linspace(-4, 0, 9), np.linspace(2, 0, 9)])
LEAVING = np.array([[-4.0, 2.0], [-3.0, -2.0], [-2.0, 5.0], [-1.0, -9.0], [0.0, 1e30]])
BOX = (-2.0, 2.0, -1.0, 3.0)
X = np.array([[0.0, 0.0], [1.0, 2.0], [-1.0, 1.0]])

DRAWN = {
    "curves": lambda: pictures.curves_picture(
        {"falls": [4.0, 2.0, 1.0], "swings": [4, 1, 1.1], "stays": [4.0, 4.0, 4.0]}, "round", "loss"
    ),
    "optimisers": lambda: pictures.optimiser_picture({"SGD": LEAVING, "Adam": STRAIGHT}),
    "batches": lambda: pictures.batches_picture(RIGHT, 4),
    "batches of one": lambda: pictures.batches_picture(np.tile(RIGHT, 5), 1),
    "batches of two": lambda: pictures.batches_picture(np.tile(RIGHT, 5), 2),
    "one batch": lambda: pictures.batches_picture(np.tile(RIGHT, 5), 25),
    "regions": lambda: pictures.regions_picture(
        X, np.array([0, 1, 1]), lambda places: places[:, 0], BOX, ("study", "sleep"), "a title"
    ),
    "dropout": lambda: pictures.dropout_picture(np.linspace(-1, 2, 90) ** 3, 0.5),
}


@pytest.mark.parametrize("name", DRAWN)
def test_no_word_is_cut_off_or_small_or_on_top_of_another(name):
    fig = DRAWN[name]()
    png(fig)  # lays it out
    width, height = fig.canvas.get_width_height()
    boxes = []
    for text in words(fig):
        box = text.get_window_extent()
        assert text.get_fontsize() >= 10, text.get_text()
        assert box.x0 >= 0, text.get_text()
        assert box.x1 <= width, text.get_text()
        assert box.y0 >= 0, text.get_text()
        assert box.y1 <= height, text.get_text()
        assert not any(box.overlaps(other) for other in boxes), text.get_text()
        boxes.append(box)


@pytest.mark.parametrize("name", DRAWN)
def test_the_same_picture_has_the_same_bytes(name):
    assert png(DRAWN[name]()) == png(DRAWN[name]())


def test_curves_differ_by_dashes_and_markers():
    lines = DRAWN["curves"]().axes[0].lines
    assert len({line.get_linestyle() for line in lines}) == 3
    assert len({line.get_marker() for line in lines}) == 3


def test_a_path_that_leaves_is_cut_and_said_to_leave():
    assert pictures.until_it_leaves(STRAIGHT).shape == (9, 2)
    assert pictures.until_it_leaves(LEAVING).tolist() == LEAVING[:3].tolist()
    legend = [text.get_text() for text in DRAWN["optimisers"]().axes[0].get_legend().get_texts()]
    assert "SGD: leaves the picture" in legend
    assert "Adam" in legend


@pytest.mark.parametrize(
    ("batch_size", "mean"), [(1, 0.8), (2, (0.5 + 1 + 1) / 3), (4, 0.875), (5, 0.8), (9, 0.8)]
)
def test_the_mean_of_batches_weighs_each_batch_the_same(batch_size, mean):
    assert pictures.mean_of_batches(RIGHT, batch_size) == pytest.approx(mean)
    title = pictures.batches_picture(RIGHT, batch_size).axes[0].get_title()
    assert f"of all examples: {0.8:.3f}" in title
    assert f"mean of the batches: {mean:.3f}" in title


def test_each_batch_has_its_share_below():
    shown = [text.get_text() for text in DRAWN["batches"]().axes[0].texts]
    assert shown == ["0.75", "1.00", "right:"]


def test_right_and_wrong_examples_differ_by_marker():
    discs, crosses = DRAWN["batches"]().axes[0].lines[-2:]
    assert (discs.get_marker(), len(discs.get_xdata())) == ("o", 4)
    assert (crosses.get_marker(), list(crosses.get_xdata())) == ("X", [1])


def test_regions_carry_their_labels():
    ax = DRAWN["regions"]().axes[0]
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_title()) == ("study", "sleep", "a title")
    assert (*ax.get_xlim(), *ax.get_ylim()) == BOX
