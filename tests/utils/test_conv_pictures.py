"""Lesson 10's pictures are legible, and say what they show."""

import numpy as np
import pytest

from tests.helpers.pictures import DrawingTests, drawn_once, figures_of
from utils import conv_pictures as pictures
from utils.drawn_digits import drawing

INK = drawing(7) / 255
RNG = np.random.default_rng(0)
MAP = RNG.normal(size=(26, 26))
HALVES = np.array([[1, 1, 1, 0, 0]] * 5)
FIELD = np.pad(np.ones((5, 6)), ((3, 20), (4, 18)))
SCORES = {"plain": [95.0, 96.0], "dropout": [95.5, 96.5], "augmentation": [97.0, 98.0]}
DEPTHS = {"plain": {2: [94.0], 10: [87.0, 88.0]}, "residual": {2: [94.0], 10: [95.0, 96.0]}}

PICTURES = drawn_once(
    {
        "window": lambda: pictures.window_picture(HALVES, pictures.KERNELS["vertical edges"], 4),
        "maps": lambda: pictures.maps_picture(INK, {"one": MAP, "two": -MAP}),
        "filtered": lambda: pictures.filtered_picture(INK, "outline", MAP),
        "filtered to one number": lambda: pictures.filtered_picture(INK, "blur", np.float64(2)),
        "kernels": lambda: pictures.kernels_picture(
            MAP[:10, :5].reshape(2, 5, 5), np.ones((2, 9, 9))
        ),
        "fields": lambda: pictures.fields_picture({"convolution": FIELD, "pooling": FIELD * 0}),
        "occlusion": lambda: pictures.occlusion_picture(INK, np.eye(7), 7, 9),
        "shift": lambda: pictures.shift_picture({"flat": [97, 40, 20], "LeNet": [99, 98, 85]}),
        "counts": lambda: pictures.counts_picture({"dense": 100480, "convolution": 156}),
        "seeds": lambda: pictures.seeds_picture(SCORES, "two seeds"),
        "depth": lambda: pictures.depth_picture(DEPTHS),
        "pair": lambda: pictures.pair_picture({"plain": 51.2, "residual": 95.0}),
        "no pair": lambda: pictures.pair_picture({}),
        "networks": pictures.networks_picture,
    }
)
DRAWN = figures_of(PICTURES)


class TestDrawings(DrawingTests):
    drawn = DRAWN


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("window", "its corner at row 1, column 1"),
        ("window", "the result so far: 0, 3, 3, 0 and 3."),
        ("maps", f"one 26 × 26, from {MAP.min():.1f}".replace("-", "−")),
        ("filtered", "the kernel “outline”"),
        ("fields", "5 × 6 after the convolution and 0 × 0 after the pooling"),
        ("occlusion", "by more than a half"),
        ("shift", "flat: above 95 % at 0 pixels, below 50 % at 2"),
        ("shift", "LeNet: above 95 % at 0 pixels, between 75 and 95 % at 2"),
        ("counts", "dense: 100,480 and convolution: 156"),
        ("seeds", "each of 2 seeds through 3 settings"),
        ("seeds", "plain 95.50, dropout 96.00 and augmentation 97.50"),
        ("depth", "plain 94.0 with 2 and 87.5 with 10"),
        ("pair", "plain less than 75 % and residual at least 90 %"),
        ("networks", "ResNet-152, 2015 with 152 layers"),
    ],
)
def test_the_text_says_what_is_drawn(name, says):
    assert says in PICTURES[name]().alt


def test_areas_are_to_scale():
    squares = DRAWN["networks"]().axes[0].patches
    areas = [patch.get_width() * patch.get_height() for patch in squares]
    weights = [millions for _, millions in pictures.networks_picture.__defaults__[0].values()]
    assert np.allclose(areas, weights)


def test_the_window_lies_where_the_text_says():
    box = DRAWN["window"]().axes[0].patches[-1]
    assert (box.get_x(), box.get_y(), box.get_width()) == (0.5, 0.5, 3)


def test_a_moved_curve_is_named_by_its_last_point():
    assert "nothing measured" in pictures.shift_picture({"none": []}).alt
    assert "above 95 % at 0 and at 1" in pictures.shift_picture({"x": [99, 95]}).alt


def test_hatching_fills_the_pixels_that_are_far_below_0():
    kernel = np.zeros((5, 5))
    kernel[0, 4] = -1
    first = pictures.kernels_picture(kernel[None], np.ones((1, 9, 9))).fig.axes[0]
    (hatched,) = first.collections
    box = np.concatenate([path.vertices for path in hatched.get_paths()])
    assert np.allclose(box.min(axis=0), (3.5, -0.5), atol=0.1)
    assert np.allclose(box.max(axis=0), (4.5, 0.5), atol=0.1)
