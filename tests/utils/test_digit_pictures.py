"""Pictures of digits are legible, and say what the network says."""

import numpy as np

from tests.helpers.pictures import DrawingTests
from utils import digit_pictures as pictures
from utils.drawn_digits import DRAWINGS, rasterise

IMAGES = np.stack([rasterise(DRAWINGS[d]) for d in range(10)])
CHANCES = np.array([0.01, 0.02, 0.05, 0.8, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02])
COUNTS = np.diag(np.full(10, 980)) + np.arange(100).reshape(10, 10) % 11
SCORES = {"Width": {"32": [95.2, 95.9], "64": [96.8, 96.9]}, "Kind": {"relu": [97.3], "tanh": []}}

DRAWN = {
    "ten digits": lambda: pictures.digits_picture(IMAGES, [str(d) for d in range(10)]),
    "two lines": lambda: pictures.digits_picture(IMAGES, ["says 8, is 3\n0.998"] * 10, columns=5),
    "three": lambda: pictures.digits_picture(IMAGES[:3], ["a", "b", "c"]),
    "pixels": lambda: pictures.pixels_picture(IMAGES[3], "The middle 16 × 16 pixels"),
    "answer": lambda: pictures.answer_picture(IMAGES[3], CHANCES),
    "sure": lambda: pictures.answer_picture(IMAGES[3], np.eye(10)[9]),
    "curves": lambda: pictures.curves_picture(
        np.linspace(2.3, 0.01, 500), [0.95, 0.97, 0.99], [0.94, 0.96, 0.975]
    ),
    "no curves": lambda: pictures.curves_picture([], [], []),
    "confusion": lambda: pictures.confusion_picture(COUNTS),
    "sweep": lambda: pictures.sweep_picture(SCORES),
}


class TestDrawings(DrawingTests):
    drawn = DRAWN


def test_ink_is_dark_and_no_image_is_no_picture():
    ax = DRAWN["three"]().axes[0]
    shown = ax.images[0].get_array()
    assert shown.min() == 0
    assert shown.max() == 255
    assert shown[0, 0] == 255
    pictures.digits_picture(IMAGES[:0], [])


def test_two_of_each_digit_in_order():
    labels = np.array([3, 0, *range(10), 9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
    places = pictures.two_of_each(labels)
    assert labels[places].tolist() == [*range(10), *range(10)]
    assert len(set(places.tolist())) == 20


def test_the_answer_is_named_and_its_probability_stands_over_its_bar():
    bars = DRAWN["answer"]().axes[1]
    assert bars.get_title() == "The network says 3"
    assert [(text.get_text(), round(text.get_position()[0])) for text in bars.texts] == [
        ("0.80", 3)
    ]


def test_every_count_but_0_is_written_where_it_belongs():
    ax = pictures.confusion_picture(np.array([[5, 2], [0, 7]])).axes[0]
    found = {(round(t.get_position()[1]), round(t.get_position()[0])): t for t in ax.texts}
    assert {place: t.get_text() for place, t in found.items()} == {
        (0, 0): "5",
        (0, 1): "2",
        (1, 1): "7",
    }
    assert found[0, 1].get_fontweight() == "bold"  # the commonest mistake, not by colour alone


def test_a_sweep_shows_each_seed_and_shares_its_scale():
    left, right = DRAWN["sweep"]().axes
    assert sum(len(dots.get_offsets()) for dots in left.collections) == 4
    assert left.get_ylim() == right.get_ylim()
