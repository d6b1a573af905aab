"""Boxes and arrows: what flows forward in black, what flows back dashed."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from utils.drawing.style import BLACK, figure

Point = tuple[float, float]
BACK = "#B34700"  # a red-brown that stays legible on white; backward arrows are dashed as well


def signed(value: float, digits: int = 3) -> str:
    """A number for a label, with a true minus sign.

    >>> signed(-0.07509)
    '−0.075'
    """
    return f"{value + 0.0:.{digits}f}".replace("-", "−")


def plain(label: str) -> str:
    r"""A label in words: without what only draws it.

    >>> plain("$d\\hat{y}$ = −0.336\n$dz_1$ = −0.075")
    'dy hat = −0.336, dz1 = −0.075'
    """
    label = label.replace(r"\hat{y}", "y hat").replace("\n", ", ")
    return label.replace("$", "").replace("_", "")


def draw_box(ax: Axes, at: Point, text: str, width: float = 1.1, height: float = 0.62) -> None:
    """A light box with round corners, and a text in its middle."""
    corner = (at[0] - width / 2, at[1] - height / 2)
    style = "round,pad=0.02,rounding_size=0.1"
    ax.add_patch(
        FancyBboxPatch(corner, width, height, boxstyle=style, fc="#eef4f9", ec=BLACK, lw=1.3)
    )
    ax.text(*at, text, ha="center", va="center")


def draw_arrow(ax: Axes, start: Point, end: Point, *, back: bool = False) -> None:
    """An arrow; one that leads back is dashed and of another colour."""
    look = {"color": BACK, "linestyle": (0, (4, 2))} if back else {"color": BLACK}
    style = "-|>,head_length=6,head_width=3"
    ax.add_patch(
        FancyArrowPatch(start, end, arrowstyle=style, shrinkA=0, shrinkB=0, lw=1.5, **look)
    )


def canvas(width: float, height: float, limits: Sequence[float]) -> tuple[Figure, Axes]:
    """A figure without axes, in inches, whose limits (x from, x to, y from, y to) keep shapes."""
    fig, ax = figure(width=width, height=height)
    ax.set(xlim=limits[:2], ylim=limits[2:], aspect="equal")
    ax.axis("off")
    return fig, ax
