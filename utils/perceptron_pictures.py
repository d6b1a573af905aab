"""Drawings of what one neuron computes: its sum, its decision boundary, its mistakes.

How it learns is drawn in `utils.learning_pictures`; lessons find those drawings here as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

from utils.drawing.curve_in_words import course
from utils.drawing.in_words import counted, number
from utils.drawing.picture import Picture
from utils.drawing.plane import draw_boundary, draw_points, half_plane
from utils.drawing.style import BLACK, BLUE, GREY, ORANGE, PURPLE, RED, figure
from utils.learning_pictures import (
    errors_picture,
    gate_pictures,
    learning_frame,
    line_in_words,
    visits_picture,
)
from utils.perceptron_arrows import arrow_picture

__all__ = [
    "arrow_picture",
    "errors_picture",
    "gate_pictures",
    "learning_frame",
    "scores_picture",
    "step_picture",
    "students_picture",
    "sum_picture",
    "two_rows_picture",
    "visits_picture",
]

STUDENT_BOX = (0.0, 6.0, 1.0, 11.0)


def students_picture(
    X: np.ndarray, y: np.ndarray, w: Sequence[float], b: float, predictions: np.ndarray
) -> Picture:
    """Students X (n, 2), who passed (y), a neuron's boundary, and a circle round its mistakes."""
    fig, ax = figure(width=7.0, height=4.4)
    draw_boundary(ax, w, b, STUDENT_BOX)
    draw_points(ax, X, y)
    wrong = np.asarray(predictions) != np.asarray(y)
    ax.scatter(*X[wrong].T, s=230, facecolor="none", edgecolor=RED, lw=1.8, zorder=5)
    ax.set(title=f"The neuron is right for {int((~wrong).sum())} of {len(y)} students")
    ax.set(xlabel="hours of study", ylabel="hours of sleep")
    marks = [
        Line2D([], [], marker="o", ls="", color=BLUE, markersize=8, label="passed"),
        Line2D([], [], marker="X", ls="", color=ORANGE, mec=BLACK, markersize=8, label="failed"),
        Line2D([], [], marker="o", ls="", mfc="none", mec=RED, markersize=13, label="mistake"),
        Line2D([], [], ls="--", color=BLACK, label="boundary"),
        Polygon([(0, 0)], fc="#e4eff7", ec="#b7d3e8", hatch="//", lw=0, label="z ≥ 0"),
    ]
    ax.legend(handles=marks, loc="center left", bbox_to_anchor=(1.0, 0.5))
    passed = int((np.asarray(y) == 1).sum())
    return Picture(
        fig,
        f"{counted(len(y), 'student')}, hours of sleep over hours of study: {passed} passed, "
        f"discs, and {len(y) - passed} failed, crosses. Weights {number(w[0])} and {number(w[1])}, "
        f"bias {number(b)}: the neuron is right for {int((~wrong).sum())} of {len(y)}, and its "
        f"{counted(int(wrong.sum()), 'mistake')} circled. "
        f"Boundary: {line_in_words(w, b, STUDENT_BOX)}; {_side(w, b)}. "
        f"{_ones_told(np.asarray(X) @ np.asarray(w) + b >= 0, np.asarray(predictions) == 1)}",
    )


def _side(w: Sequence[float], b: float) -> str:
    """On which side of the boundary z is at least 0, which is hatched."""
    part, ends = half_plane(w, b, STUDENT_BOX)
    if len(ends):
        sides = ("right of", "left of") if w[0] else ("above", "below")
        where = f"{sides[int((w[0] or w[1]) < 0)]} it, hatched,"
    else:
        where = "everywhere, all hatched," if len(part) else "nowhere"
    return f"{where} z is at least 0"


def _ones_told(hatched: np.ndarray, ones: np.ndarray) -> str:
    """How many students the learner's neuron gives 1, on the hatched side and elsewhere."""
    inside = f"{int((hatched & ones).sum())} of {counted(int(hatched.sum()), 'student', none='0')}"
    outside = f"{int((~hatched & ones).sum())} of {int((~hatched).sum())}"
    return f"The neuron gives 1 to {inside} there, and to {outside} elsewhere."


def sum_picture(parts: Mapping[str, float], z: float | None = None) -> Picture:
    """Add up named parts from left to right, each bar starting where the one before ended.

    Args:
        parts: name to what it brings.
        z: what the learner's neuron gives, marked below the bars; left out, the sum itself.
    """
    fig, ax = figure(width=7.0, height=2.9)
    reached = np.cumsum([0.0, *parts.values()])
    for row, (part, start) in enumerate(zip(parts.values(), reached, strict=False)):
        colour, hatch = (BLUE, "") if part >= 0 else (ORANGE, "//")
        ax.barh(row, part, left=start, color=colour, hatch=hatch, edgecolor="white", height=0.55)
        ax.text(max(start, start + part) + 0.08, row, _signed(part), va="center")
        ax.plot([start + part] * 2, [row, row + 1], color=GREY, linestyle=":", linewidth=1.5)
    total = float(reached[-1])
    z = total if z is None else float(z)
    ax.plot(z, len(parts), "D", color=BLACK, markersize=8)
    told = f"z = {z:.1f}".replace("-", "−")
    ax.text(z + 0.15, len(parts), told, va="center", weight="bold")
    ax.axvline(0, color=BLACK, linewidth=1.5)
    ax.set(yticks=range(len(parts) + 1), yticklabels=[*parts, "z"], xlabel="added up so far")
    ax.set(xlim=(min(*reached, z) - 0.3, max(*reached, z) + 0.7))
    ax.set_ylim(len(parts) + 0.5, -0.5)
    bars = ", ".join(f"{name} {_signed(part)}" for name, part in parts.items())
    return Picture(fig, f"Bars that add up: {bars}. They reach {number(total)}; below, {told}.")


def _signed(part: float) -> str:
    return f"{part:+.1f}".replace("-", "−")


def two_rows_picture(z: np.ndarray, y: np.ndarray) -> Picture:
    """Pre-activations z (n,) on a number line, in one row for y = 1 and one for y = 0.

    Marks that would cover each other are stacked, so that all can be counted.
    """
    fig, ax = figure(width=7.0, height=3.2)
    z, y = np.asarray(z), np.asarray(y)
    width = 0.025 * max(float(np.ptp(z)), 1e-9)
    for value, marker, look in ((1, "o", {"mec": "white"}), (0, "X", {"mec": BLACK, "mew": 0.6})):
        heights = value + 0.17 * _levels(z[y == value], width)
        ax.plot(z[y == value], heights, marker, color=(ORANGE, BLUE)[value], markersize=9, **look)
    ax.axvline(0, color=BLACK, linestyle="--", linewidth=1.5)
    ax.set(yticks=[0, 1], yticklabels=["failed", "passed"], ylim=(-0.25, 1.85))
    ax.set(xlabel="z, the pre-activation")
    right, left = int((z[y == 1] >= 0).sum()), int((z[y == 0] < 0).sum())
    return Picture(
        fig,
        f"The pre-activations z of {counted(len(z), 'student')} in two rows, a dashed line at 0. "
        f"Of those who passed, {right} of {int((y == 1).sum())} stand at 0 or right of it; of "
        f"those who failed, {left} of {int((y == 0).sum())} stand left of it.",
    )


def _levels(z: np.ndarray, width: float) -> np.ndarray:
    """How high each mark is stacked, (n,): at one height, no two are nearer than `width`."""
    levels = np.zeros(len(z))
    for place, k in enumerate(order := np.argsort(z, kind="stable")):
        near = [levels[j] for j in order[:place] if z[k] - z[j] < width]
        levels[k] = next(level for level in range(len(z)) if level not in near)
    return levels


scores_picture = two_rows_picture  # its name in the notebooks of earlier kits


def step_picture(z: np.ndarray, values: np.ndarray) -> Picture:
    """What a step function gave for the numbers `z` (n,): a dot for each."""
    fig, ax = figure(width=6.0, height=2.7)
    ax.plot(z, values, "o", color=PURPLE, markersize=5)
    ax.axvline(0, color=GREY, linestyle="--", linewidth=1.5)
    ax.set(xlabel="z, the pre-activation", ylabel="step(z)", yticks=[0, 1])
    ax.set_ylim(min(-0.2, np.min(values) - 0.2), max(1.2, np.max(values) + 0.2))
    return Picture(fig, f"{counted(len(z), 'dot')} over z: {course(z, values, jump=0)}.")
