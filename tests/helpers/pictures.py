"""What holds for the drawings of every lesson.

A test file lists its drawings by name, each a function that gives a figure, and inherits:

    PICTURES = drawn_once({"three": lambda: digits_picture(IMAGES[:3])})
    DRAWN = figures_of(PICTURES)

    class TestDrawings(DrawingTests):
        drawn = DRAWN

What `drawn_once` gives is drawn for the first test that asks: the others look at the same picture,
so none may change it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from utils.drawing.picture import Picture
from utils.show import png

SMALLEST = 10  # points
# The inputs of a gate, and what the gate that no single neuron can be gives
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = [0, 1, 1, 0]


KEPT = 100  # pictures: no file has as many


@lru_cache(maxsize=KEPT)
def _kept(draw: Callable[[], Any]) -> Any:
    return draw()


class Once:
    """A drawing function that gives the same picture each time; `afresh` draws it again."""

    def __init__(self, draw: Callable[[], Any]) -> None:
        self.afresh = draw

    def __call__(self) -> Any:
        return _kept(self.afresh)


class FigureOf:
    """The figure of a picture, as it is kept and `afresh`."""

    def __init__(self, draw: Once) -> None:
        self.draw = draw

    def __call__(self) -> Figure:
        return self.draw().fig

    def afresh(self) -> Figure:
        return self.draw.afresh().fig


def drawn_once(drawings: Mapping[str, Callable[[], Any]]) -> dict[str, Once]:
    """Drawings by name, each drawn once for all tests of a file."""
    return {name: Once(draw) for name, draw in drawings.items()}


def figures_of(pictures: Mapping[str, Once]) -> dict[str, FigureOf]:
    """The figures of such drawings, by name."""
    return {name: FigureOf(draw) for name, draw in pictures.items()}


@lru_cache(maxsize=KEPT)
def laid_out(draw: Callable[[], Picture | Figure]) -> Figure:
    """A drawing's figure with everything in its place, which is half of what a picture costs."""
    drawn = draw()
    fig = drawn.fig if isinstance(drawn, Picture) else drawn
    fig.draw_without_rendering()
    return fig


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
        fig = laid_out(self.drawn[drawing])
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
            draw = getattr(draw, "afresh", draw)
            assert png(draw()) == png(draw()), drawing


def parametrize(metafunc) -> None:
    """Give a test of `DrawingTests` its drawings, by name."""
    if (
        metafunc.cls
        and issubclass(metafunc.cls, DrawingTests)
        and "drawing" in metafunc.fixturenames
    ):
        metafunc.parametrize("drawing", list(metafunc.cls.drawn))
