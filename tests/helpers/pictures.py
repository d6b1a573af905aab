"""What holds for the drawings of every lesson.

A test file lists its drawings by name, each a function that gives a figure, and inherits:

    class TestDrawings(DrawingTests):
        drawn = DRAWN
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from utils.show import png

SMALLEST = 10  # points
# The inputs of a gate, and what the gate that no single neuron can be gives
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = [0, 1, 1, 0]


def words(fig: Figure) -> list[Text]:
    """Every text that is shown, tick labels apart."""
    found = []
    for ax in fig.axes:
        found += [*ax.texts, ax.title]
        found += [ax.xaxis.label, ax.yaxis.label] if ax.axison else []
        found += [ax.zaxis.label] if hasattr(ax, "zaxis") else []
        found += ax.get_legend().get_texts() if ax.get_legend() else []
    return [text for text in found if text.get_text()]


class DrawingTests:
    """The tests; not collected by itself, since its name does not begin with Test."""

    drawn: dict[str, Callable[[], Figure]]

    def test_no_word_is_cut_off_or_small(self, drawing):
        fig = self.drawn[drawing]()
        fig.draw_without_rendering()  # lays it out, which is half of what a picture costs
        width, height = fig.canvas.get_width_height()
        for text in words(fig):
            box = text.get_window_extent()
            assert text.get_fontsize() >= SMALLEST, text.get_text()
            assert box.x0 >= 0, text.get_text()
            assert box.x1 <= width, text.get_text()
            assert box.y0 >= 0, text.get_text()
            assert box.y1 <= height, text.get_text()

    @pytest.mark.long  # draws everything once more
    def test_the_same_pictures_have_the_same_bytes(self):
        for drawing, draw in self.drawn.items():
            assert png(draw()) == png(draw()), drawing


def parametrize(metafunc) -> None:
    """Give a test of `DrawingTests` its drawings, by name."""
    if (
        metafunc.cls
        and issubclass(metafunc.cls, DrawingTests)
        and "drawing" in metafunc.fixturenames
    ):
        metafunc.parametrize("drawing", list(metafunc.cls.drawn))
