"""The picture of broadcasting says and shows what NumPy does."""

import numpy as np
import pytest

from utils.broadcasting import broadcast_picture, means_picture

A = np.arange(12).reshape(4, 3)


def texts(fig):
    return [text.get_text() for text in fig.axes[0].texts]


def dashed(fig):
    return sum(patch.get_linestyle() == "--" for patch in fig.axes[0].patches)


@pytest.mark.parametrize(
    ("shape", "copies"), [((1, 3), 9), ((4, 1), 8), ((1, 1), 11), ((4, 3), 0), ((3,), 9)]
)
def test_copies_are_dashed_and_the_result_is_numpys(shape, copies):
    B = np.arange(1, np.prod(shape) + 1).reshape(shape)
    fig, alt = broadcast_picture(A, B)
    assert dashed(fig) == copies
    assert str(shape) in alt
    assert alt.endswith("the result has shape (4, 3).")
    shown = [text for text in texts(fig) if text.lstrip("-").isdigit()]
    assert shown[-12:] == [f"{value:g}" for value in (A - B).ravel()]


def test_the_trap_copies_both_sides():
    y = np.array([1, 0, 1, 0])
    fig, alt = broadcast_picture(y, y[:, None], names=("y", "y_hat"))
    assert dashed(fig) == 12 + 12
    assert "y and y_hat copied to (4, 4)" in alt


@pytest.mark.parametrize("shape", [(2, 3), (4, 2), (3, 1)])
def test_shapes_that_do_not_fit_are_drawn_with_the_reason(shape):
    fig, alt = broadcast_picture(A, np.ones(shape))
    assert "the shapes do not fit" in alt
    assert any("ValueError" in text for text in texts(fig))


TABLE = np.array([[1.0, 4.0], [2.0, 6.0], [6.0, 5.0]])


@pytest.mark.parametrize(
    ("mean_of_columns", "crosses"),
    [
        (lambda table: table.mean(axis=0), ["(3, 5)", "(0, 0)"]),
        (lambda table: table.max(axis=0), ["(6, 6)", "(3, 1)"]),
    ],
)
def test_the_crosses_stand_where_the_learners_means_are_and_the_text_says_so(
    mean_of_columns, crosses
):
    tables = {"X": TABLE, "centred": TABLE - [3, 5]}
    fig, alt = means_picture(tables, mean_of_columns)
    for ax, name, told in zip(fig.axes, tables, crosses, strict=True):
        dots, cross = ax.lines
        np.testing.assert_array_equal(dots.get_xydata(), tables[name])
        x, y = cross.get_xydata()[0]
        assert f"({x:g}, {y:g})" == told
        low, high = dots.get_xdata().min(), dots.get_xdata().max()
        assert f"{name}: 3 dots, {low:g} to {high:g} by ".replace("-", "−") in alt
        assert alt.count(f"the cross at {told}.") == 1


def test_the_text_of_a_difference_says_what_is_copied_and_what_comes_of_it():
    for shape in ((1, 3), (4, 1)):
        fig, alt = broadcast_picture(A, np.ones(shape))
        assert f"B copied to (4, 3), copies dashed; the result has shape {(4, 3)}." in alt
        assert f"B  {shape}" in texts(fig)
    assert "copies" not in broadcast_picture(A, A).alt
