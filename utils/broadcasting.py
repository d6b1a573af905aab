"""Pictures of lesson 00: which entries broadcasting copies, and tables with their means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from matplotlib.patches import Rectangle

from utils.drawing.in_words import counted, number
from utils.drawing.picture import Picture
from utils.drawing.style import BLUE, GREEN, GREY, ORANGE, figure

GAP = 1.6  # between the panels, in cells


def _grid(ax: Any, values: np.ndarray, real: tuple[int, int], x: float, colour: str) -> None:
    """Draw `values` as boxes from `x` on; those outside the `real` rows and columns are copies."""
    for (i, j), value in np.ndenumerate(values):
        copied = i >= real[0] or j >= real[1]
        ax.add_patch(
            Rectangle(
                (x + j, -i - 1),
                0.92,
                0.92,
                facecolor="white" if copied else colour + "33",
                edgecolor=GREY if copied else colour,
                linestyle="--" if copied else "-",
                linewidth=1.2 if copied else 1.8,
            )
        )
        style = {"color": "#555555", "style": "italic"} if copied else {}
        ax.text(x + j + 0.46, -i - 0.54, f"{value:g}", ha="center", va="center", **style)


def _two_axes(array: np.ndarray) -> np.ndarray:
    """The array as NumPy reads it against a matrix: a missing axis is put in front."""
    return array.reshape((1,) * (2 - array.ndim) + array.shape)


def broadcast_picture(A: Any, B: Any, names: tuple[str, str] = ("A", "B")) -> Picture:
    """Draw A − B, with the copies that broadcasting makes as dashed boxes.

    Args:
        A: numbers of shape (n,) or (n, m).
        B: likewise.
        names: what the two are called.

    Returns:
        The figure with its text. Shapes that do not fit are drawn too, with the
        reason in place of the difference.
    """
    arrays = [np.asarray(A), np.asarray(B)]
    shapes = [array.shape for array in arrays]
    plain = [_two_axes(array) for array in arrays]
    try:
        full = np.broadcast_shapes(*shapes)
    except ValueError:
        full = None
    stretched = [np.broadcast_to(p, full) for p in plain] if full else plain
    fig, ax = figure(width=8.4, height=3.0)
    x, lowest = 0.0, max(grid.shape[0] for grid in stretched)
    for k, (grid, own) in enumerate(zip(stretched, plain, strict=True)):
        _grid(ax, grid, own.shape, x, (BLUE, ORANGE)[k])
        ax.text(x, 0.25, f"{names[k]}  {shapes[k]}", va="bottom", weight="bold")
        x += grid.shape[1]
        ax.text(x + GAP / 2, -lowest / 2, "−="[k], ha="center", va="center", fontsize=20)
        x += GAP
    start = f"{names[0]} of shape {shapes[0]} minus {names[1]} of shape {shapes[1]}"
    if full:
        _grid(ax, stretched[0] - stretched[1], full, x, GREEN)
        ax.text(x, 0.25, f"{names[0]} − {names[1]}  {full}", va="bottom", weight="bold")
        copied = [n for n, p in zip(names, plain, strict=True) if p.shape != full]
        copies = f"{' and '.join(copied)} copied to {full}, copies dashed" if copied else "no copy"
        alt = f"{start}: {copies}; the result has shape {full}."
        width = x + max(full[1], 4)
    else:
        ax.text(x, -lowest / 2, "ValueError:\nthe shapes\ndo not fit", va="center", fontsize=13)
        alt = f"{start}: the shapes do not fit, and NumPy raises ValueError."
        width = x + 4
    ax.set(xlim=(-0.2, width + 0.2), ylim=(-lowest - 0.3, 1.0), aspect="equal")
    ax.axis("off")
    return Picture(fig, alt)


def means_picture(tables: Mapping[str, np.ndarray], mean_of_columns: Callable) -> Picture:
    """Each table of students as a cloud of dots, with the mean of its columns as a cross.

    Args:
        tables: name to table (n, 2), hours of study and hours of sleep.
        mean_of_columns: table (n, 2) to means (2,), as the learner wrote it.
    """
    fig, axes = figure(1, len(tables), width=8, height=3.4, sharex=True, sharey=True, squeeze=False)
    told = []
    for ax, (name, table) in zip(axes[0], tables.items(), strict=True):
        study, sleep = mean_of_columns(table)
        ax.plot(table[:, 0], table[:, 1], "o", markersize=5, alpha=0.6, label="students")
        ax.plot(study, sleep, "kX", markersize=12, label="their mean")
        ax.set(title=name, xlabel="hours of study")
        dots = f"{counted(len(table), 'dot')}, {_range(table[:, 0])} by {_range(table[:, 1])}"
        told.append(f"{name}: {dots}, the cross at ({number(study, 1)}, {number(sleep, 1)}).")
    axes[0, 0].set_ylabel("hours of sleep")
    axes[0, 0].legend(loc="lower right")
    start = "Students as dots, study by sleep in hours, and their mean as a black cross."
    return Picture(fig, f"{start} {' '.join(told)}")


def _range(hours: np.ndarray) -> str:
    """From the fewest to the most hours."""
    return f"{number(hours.min(), 1)} to {number(hours.max(), 1)}"
