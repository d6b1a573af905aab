"""Drawings become images as MNIST's were made: 20 × 20 pixels, centred by their mass."""

import numpy as np
import pytest

from utils.drawn_digits import DRAWINGS, drawing, like_mnist, rasterise, shifted


def centre(image):
    image = image.astype(float)
    rows, columns = np.mgrid[: image.shape[0], : image.shape[1]]
    return (image * rows).sum() / image.sum(), (image * columns).sum() / image.sum()


def test_a_stroke_is_as_wide_as_the_pen():
    image = rasterise([[(0.5, 0.25), (0.5, 0.75)]], pen=4.0) / 255
    assert image[14].sum() == pytest.approx(4.0, abs=0.01)
    assert image[:, 13].sum() == pytest.approx(14 + 4, abs=1)
    assert not image[:3].any()


def test_a_dot_and_a_shift():
    dot = rasterise([[(0.5, 0.5)]], pen=3.0)
    assert centre(dot) == pytest.approx((13.5, 13.5))
    moved = rasterise([[(0.5, 0.5)]], pen=3.0, shift=(4, -2))
    assert centre(moved) == pytest.approx((11.5, 17.5))
    assert np.array_equal(shifted(dot, 4, -2), moved)
    assert not shifted(dot, 28, 0).any()


@pytest.mark.parametrize("digit", DRAWINGS)
def test_every_drawing_fills_the_box_and_is_centred(digit):
    image = like_mnist(rasterise(DRAWINGS[digit], pen=2.5))
    rows, columns = np.nonzero(image > 20)
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == pytest.approx(20, abs=1)
    assert centre(image) == pytest.approx((13.5, 13.5), abs=1.1)


@pytest.mark.parametrize("size", [28, 56, 280])
@pytest.mark.parametrize("place", [(0, 0), (0.4, 0.3)])
def test_size_and_place_of_a_drawing_do_not_matter(size, place):
    drawing = np.zeros((size, size), np.uint8)
    top, left = (int(size * each) for each in place)
    drawing[top : top + size // 2, left : left + size // 4] = 255
    image = like_mnist(drawing)
    assert np.array_equal(np.argwhere(image)[[0, -1]], [[4, 9], [23, 18]])


def test_an_empty_drawing_stays_empty():
    assert not like_mnist(np.zeros((28, 28), np.uint8)).any()
    assert not like_mnist(np.full((28, 28), 10, np.uint8)).any()


def test_a_single_pixel_is_no_trouble():
    drawing = np.zeros((28, 28), np.uint8)
    drawing[0, 27] = 255
    assert like_mnist(drawing).shape == (28, 28)


def test_a_drawing_is_centred_and_then_moved():
    still = drawing(4)
    assert np.array_equal(still, like_mnist(rasterise(DRAWINGS[4], pen=2.5)))
    assert np.array_equal(drawing(4, right=2, down=-1), shifted(still, 2, -1))
    assert drawing(4, pen=4.0).sum() > still.sum()
