"""The perceptron's weights as an arrow: at a right angle to its line, and moved by an input."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from utils.drawing.in_words import number
from utils.drawing.picture import Picture
from utils.drawing.plane import Box, draw_boundary, draw_points, half_plane
from utils.drawing.style import BLACK, GREEN, PURPLE, figure

ROOM = 2.3  # how far the planes of `arrow_picture` reach from the origin, at least
LENGTH = 0.45  # of an arrow that shows a direction alone


def point(x: np.ndarray) -> str:
    """A point of the plane, as it is read out."""
    return f"({number(x[0])}, {number(x[1])})"


def draw_arrow(
    ax: Axes, start: np.ndarray, end: np.ndarray, name: str, colour: str, style: str = "-"
) -> None:
    """An arrow with its name on the right of it, as one sees it who walks along."""
    look = {"arrowstyle": "-|>", "color": colour, "lw": 2.4, "ls": style, "mutation_scale": 16}
    ax.annotate("", end, start, arrowprops=look | {"shrinkA": 0, "shrinkB": 0}, zorder=6)
    middle, along = (np.add(start, end)) / 2, np.subtract(end, start)
    aside = np.array([along[1], -along[0]]) / max(float(np.hypot(*along)), 1e-9)
    place = middle + 0.11 * (ax.get_xlim()[1] - ax.get_xlim()[0]) * aside
    ax.text(*place, name, color=colour, ha="center", va="center", weight="bold", zorder=7)


def draw_direction(ax: Axes, w: np.ndarray, b: float, box: Box) -> bool:
    """Draw the direction of w from the middle of its line; whether there is a line to stand on."""
    ends = half_plane(w, b, box)[1]
    if len(ends) < 2:
        return False
    foot = ends.mean(axis=0)
    unit = np.asarray(w, dtype=float) / np.hypot(*w)
    draw_arrow(ax, foot, foot + LENGTH * unit, "w", PURPLE)
    return True


def arrow_picture(x: np.ndarray, target: int, before: tuple, after: tuple) -> Picture:
    """One correction: the line and its arrow before, the arrows added, the line and arrow after.

    Args:
        x: the input (2,) that was predicted wrongly.
        target: 0 or 1.
        before: weights (2,) and bias before the correction.
        after: weights and bias after it.
    """
    fig, axes = figure(1, 3, width=9.6, height=3.7)
    reach = 1.15 * max(ROOM / 1.15, *(float(np.abs(v).max()) for v in (x, before[0], after[0])))
    box = (-reach, reach, -reach, reach)
    told = []
    for ax, when, (w, b) in ((axes[0], "Before", before), (axes[2], "After", after)):
        told.append(_moment(ax, when, np.asarray(w, dtype=float), b, np.asarray(x), target, box))
    arrows = (np.asarray(x), np.asarray(before[0]), np.asarray(after[0]))
    told.insert(1, _addition(axes[1], *arrows, box))
    _finish(fig)
    return Picture(fig, f"Three panels. {' '.join(told)}")


def _moment(
    ax: Axes, when: str, w: np.ndarray, b: float, x: np.ndarray, target: int, box: Box
) -> str:
    """The line, its arrow and the input at one moment; what is said of it."""
    draw_boundary(ax, w, b, box)
    draw_points(ax, x[None], np.array([target]), size=110)
    z = float(x @ w + b)
    ax.set(title=f"{when}: z = {number(z)}, gives {int(z >= 0)}")
    told = f"{when}: the input {point(x)}, target {target}, has z = {number(z)}"
    if not w.any():
        return f"{told}; w is zero, so there is no line."
    foot = -b * w / (w @ w)
    draw_arrow(ax, foot, foot + w, "w", PURPLE)
    arrow = f"from {point(foot)} on the line to {point(foot + w)}"
    return f"{told}; the arrow w stands at a right angle to the line, {arrow}."


def _addition(ax: Axes, x: np.ndarray, old: np.ndarray, new: np.ndarray, box: Box) -> str:
    """The old arrow, what was added to it, and the new one; what is said of them."""
    ax.set(xlim=box[:2], ylim=box[2:], title="Add the arrows")
    ax.grid(False)
    ax.plot(0, 0, "o", color=BLACK, markersize=5)
    change = new - old
    draw_arrow(ax, np.zeros(2), old, "w", PURPLE, "--")
    name = "+ x" if np.array_equal(change, x) else "− x" if np.array_equal(-change, x) else "change"
    draw_arrow(ax, old, new, name, GREEN)
    draw_arrow(ax, np.zeros(2), new, "", PURPLE)
    ax.text(*(1.1 * new), "new w", color=PURPLE, ha="left", va="bottom", weight="bold")
    return (
        f"In the middle, the arrow {point(old)} and the change {point(change)} give {point(new)}."
    )


def _finish(fig: Figure) -> None:
    """The axes that all panels share."""
    for ax in fig.axes:
        ax.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal", xticks=[-2, -1, 0, 1, 2])
        ax.set(yticks=[-2, -1, 0, 1, 2])
    fig.axes[1].set(xlabel="first weight", ylabel="second weight")
