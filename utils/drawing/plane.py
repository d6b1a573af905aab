"""The plane of two inputs: boundaries, half planes, regions, and the examples in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from utils.drawing.style import (
    BLACK,
    BLUE,
    ORANGE,
)

Box = tuple[float, float, float, float]  # x1 from, x1 to, x2 from, x2 to
Score = Callable[[np.ndarray], np.ndarray]  # X (n, 2) -> pre-activations (n,)

GATE_BOX = (-0.5, 1.5, -0.5, 1.5)


def half_plane(w: Sequence[float], b: float, box: Box) -> tuple[np.ndarray, np.ndarray]:
    """Cut a box along the line w1 x1 + w2 x2 + b = 0.

    Sutherland and Hodgman (1974): walk round the corners, keep those inside, cut the sides.

    Args:
        w: two weights.
        b: the bias.
        box: x1 from, x1 to, x2 from, x2 to.

    Returns:
        The corners (m, 2) of the part where the sum is at least 0, and the ends (2, 2) of the
        line inside the box; each is (0, 2) where there is none.
    """
    left, right, low, high = box
    corners = np.array([(left, low), (right, low), (right, high), (left, high)], dtype=float)
    sums = corners @ np.asarray(w, dtype=float) + b
    part, ends = [], []
    for k in range(4):
        if sums[k] >= 0:
            part.append(corners[k])
        following = (k + 1) % 4
        if (sums[k] >= 0) != (sums[following] >= 0):
            share = sums[k] / (sums[k] - sums[following])
            ends.append(corners[k] + share * (corners[following] - corners[k]))
            part.append(ends[-1])
    return np.array(part).reshape(-1, 2), np.array(ends).reshape(-1, 2)


def draw_boundary(ax: Axes, w: Sequence[float], b: float, box: Box) -> None:
    """Hatch the side of the box where the neuron gives 1, and draw its boundary."""
    part, ends = half_plane(w, b, box)
    if len(part):
        ax.add_patch(Polygon(part, facecolor="#e4eff7", edgecolor="#b7d3e8", hatch="//", lw=0))
    if len(ends):
        ax.plot(*ends.T, color=BLACK, linestyle="--", linewidth=2.2, zorder=2)
    ax.set(xlim=box[:2], ylim=box[2:])
    ax.grid(False)


def draw_points(ax: Axes, X: np.ndarray, y: np.ndarray, size: float = 60) -> None:
    """Draw examples X (n, 2): a filled disc where y is 1, a cross where it is 0."""
    X, y = np.asarray(X), np.asarray(y)
    ones, zeros = X[y == 1].T, X[y == 0].T
    ax.scatter(*ones, s=size, marker="o", color=BLUE, edgecolor="white", zorder=4)
    ax.scatter(*zeros, s=size, marker="X", color=ORANGE, edgecolor=BLACK, lw=0.8, zorder=4)


def draw_regions(ax: Axes, score: Score, box: Box, steps: int = 60) -> None:
    """Hatch where `score` is at least 0, and draw the boundary where it is 0."""
    x1, x2 = np.meshgrid(np.linspace(*box[:2], steps), np.linspace(*box[2:], steps))
    z = np.asarray(score(np.column_stack([x1.ravel(), x2.ravel()]))).reshape(x1.shape)
    if z.max() >= 0:
        levels = [0, max(z.max(), 1) * 2]
        hatched = ax.contourf(x1, x2, z, levels=levels, colors=["#e4eff7"], hatches=["/"])
        hatched.set_edgecolor("#b7d3e8")
        hatched.set_linewidth(0)
    if z.min() < 0 <= z.max():
        ax.contour(x1, x2, z, levels=[0], colors=[BLACK], linestyles="--", linewidths=2)
    ax.set(xlim=box[:2], ylim=box[2:], xlabel="$x_1$", ylabel="$x_2$")
    ax.grid(False)
