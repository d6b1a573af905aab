"""Drawings of a loss over two weights: a landscape, its map, and a place on the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes

from utils.drawing.in_words import counted, fixed, listed
from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, BLUE, GREY, RED, figure

LEVELS = [0.4, 0.45, 0.55, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0]  # of the loss, on its surface


def _contours(ax: Axes, study: np.ndarray, sleep: np.ndarray, surface: np.ndarray) -> str:
    """Lines of equal loss over two weights, labelled; returns why there is none, or nothing."""
    ax.set(xlabel="weight of study", ylabel="weight of sleep")
    ax.set(xlim=(study[0], study[-1]), ylim=(sleep[0], sleep[-1]))
    ax.grid(False)
    low, high = np.min(surface), np.max(surface)
    if not any(low < level < high for level in LEVELS):
        reached = f"no loss reaches {LEVELS[0]:g}" if high <= LEVELS[0] else "no line crosses it"
        return f"an empty map: {reached}"
    lines = ax.contour(
        study, sleep, surface, levels=LEVELS, colors=[BLUE], linewidths=1.3, negative_linestyles="-"
    )
    ax.clabel(lines, LEVELS[2:], fmt="%g", fontsize=10, colors=[BLACK])
    return ""


def surface_picture(
    study: np.ndarray, sleep: np.ndarray, surface: np.ndarray, marks: Mapping[str, tuple]
) -> Picture:
    """A loss over two weights as a map: lines of equal loss, the low ground pale.

    Args:
        study: weights (a,), along the first axis of the map.
        sleep: weights (c,), along the second.
        surface: losses (c, a), a row for each weight of sleep.
        marks: for each name the two weights of a point to show on the map.
    """
    fig, ax = figure(width=7.8, height=5.4)
    empty = _contours(ax, study, sleep, surface)
    if not empty:
        bands = [min(np.min(surface), 0.0), *LEVELS, max(np.max(surface), LEVELS[-1] + 1)]
        ax.contourf(study, sleep, surface, levels=bands, colors=_shades(len(bands)), zorder=0)
    lines = f"lines of equal loss, the low ground {_stretch(study, sleep, surface)}"
    sides = [(-112, 56), (60, 48)]
    for (name, spot), marker, away in zip(marks.items(), "oD", sides, strict=False):
        _mark(ax, name, spot, marker, away)
    low, high = (fixed(end, 3) for end in (np.min(surface), np.max(surface)))
    marked = listed(
        f"{name} at {fixed(spot[0], 2)} and {fixed(spot[1], 2)}" for name, spot in marks.items()
    )
    return Picture(
        fig,
        f"A map of the loss over the weights of study and of sleep, between {low} and {high}: "
        f"{empty or lines}. Marked: {marked}.",
    )


def _shades(count: int) -> list[tuple[float, float, float]]:
    """Blues from white on: pale enough for black letters on the darkest."""
    return [(1 - 0.55 * k / count, 1 - 0.3 * k / count, 1 - 0.12 * k / count) for k in range(count)]


def _mark(ax: Axes, name: str, spot: tuple, marker: str, away: tuple[int, int]) -> None:
    """A point of the map with its name beside it, on a line."""
    ax.plot(*spot, marker, color=RED, mec=BLACK, markersize=8, zorder=5)
    line = {"arrowstyle": "-", "color": BLACK, "shrinkB": 4}
    look = {"va": "center", "arrowprops": line, "zorder": 6}
    look["bbox"] = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
    ax.annotate(name, spot, away, textcoords="offset points", **look)


def _stretch(study: np.ndarray, sleep: np.ndarray, surface: np.ndarray) -> str:
    """Which way the lowest tenth of the map runs."""
    low = np.argwhere(surface <= np.quantile(surface, 0.1))
    x, y = np.asarray(study)[low[:, 1]], np.asarray(sleep)[low[:, 0]]
    along = np.corrcoef(x, y)[0, 1] if np.ptp(x) and np.ptp(y) else 0.0
    if abs(along) < 0.4:
        return "about as wide as high"
    ends = ("lower left", "upper right") if along > 0 else ("upper left", "lower right")
    return f"stretched from {ends[0]} to {ends[1]}"


def lowest_point(study: np.ndarray, sleep: np.ndarray, surface: np.ndarray) -> tuple[float, float]:
    """The two weights where a map of losses (a row for each weight of sleep) is lowest."""
    row, column = np.unravel_index(np.argmin(surface), np.shape(surface))
    return float(study[column]), float(sleep[row])


def contour_picture(
    study: np.ndarray,
    sleep: np.ndarray,
    surface: np.ndarray,
    weights: Sequence[float],
    title: str,
) -> Picture:
    """The map of a loss over two weights, with the neuron's own weights marked."""
    fig, ax = figure(width=6.4, height=4.8)
    empty = _contours(ax, study, sleep, surface)
    ax.axvline(weights[0], color=GREY, linestyle=":", linewidth=1.2)
    ax.axhline(weights[1], color=GREY, linestyle=":", linewidth=1.2)
    ax.plot(*weights, "o", color=RED, mec=BLACK, markersize=12, zorder=5, clip_on=False)
    ax.set_title(title)
    spot = f"{fixed(weights[0], 2)} for study and {fixed(weights[1], 2)} for sleep"
    drawn = f"{empty.capitalize()}." if empty else "A map of the loss over two weights."
    return Picture(fig, f"{drawn} With {spot}: {title}.")


def walk_picture(
    study: np.ndarray,
    sleep: np.ndarray,
    surface: np.ndarray,
    weights: Sequence[float],
    loss: float,
    mistakes: int,
    of: int = 40,
) -> Picture:
    """The map with the neuron's own weights, its loss and its mistakes of so many examples."""
    title = f"loss {fixed(loss, 3)}, {counted(int(mistakes), 'mistake', none='0')} of {of}"
    return contour_picture(study, sleep, surface, weights, title)
