"""Drawings of what layers do: decision regions, and where hidden units put the examples."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes

from utils.depth_pictures import folds_picture, histograms_picture, spread_picture
from utils.drawing.in_words import counted, listed, number
from utils.drawing.picture import Picture
from utils.drawing.plane import GATE_BOX, draw_boundary, draw_points
from utils.drawing.style import BLACK, figure

__all__ = [
    "GATE_BOX",
    "draw_region",
    "folds_picture",
    "histograms_picture",
    "region_picture",
    "spread_picture",
    "xor_picture",
]
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = np.array([0, 1, 1, 0])


def draw_region(ax: Axes, score: Callable, threshold: float, box: tuple = GATE_BOX) -> None:
    """Hatch where `score` (m, 2) -> (m,) is above a threshold, and draw the border."""
    x1, x2 = np.meshgrid(np.linspace(*box[:2], 161), np.linspace(*box[2:], 161))
    z = np.asarray(score(np.column_stack([x1.ravel(), x2.ravel()]))).reshape(x1.shape)
    levels = [threshold, max(threshold, float(z.max())) + 1.0]
    parts = ax.contourf(x1, x2, z, levels=levels, colors=["#e4eff7"], hatches=["//"])
    parts.set_edgecolor("#b7d3e8")
    parts.set_linewidth(0)
    if z.min() <= threshold < z.max():
        ax.contour(x1, x2, z, levels=[threshold], colors=[BLACK], linestyles="--", linewidths=2.2)
    ax.set(xlim=box[:2], ylim=box[2:], aspect="equal")
    ax.grid(False)


def region_picture(
    score: Callable,
    X: np.ndarray,
    y: Sequence[int],
    hidden: np.ndarray | None = None,
    last: tuple | None = None,
) -> Picture:
    """What a network makes of the plane, and of its hidden units where there are two.

    Args:
        score: (m, 2) -> (m,), above 0.5 for class 1.
        X: (n, 2), the corners.
        y: (n,), their targets, 0 or 1.
        hidden: (n, 2), the activations of the two hidden units, for a second panel.
        last: the weights (2,) and the bias of the output unit, for its line in that panel.
    """
    panels = 1 if hidden is None else 2
    fig, axes = figure(1, panels, width=4.1 * panels, height=3.9, squeeze=False)
    left = axes[0, 0]
    draw_region(left, score, 0.5)
    draw_points(left, X, np.asarray(y), size=150)
    left.set(title="The inputs", xlabel="$x_1$", ylabel="$x_2$", xticks=[0, 1], yticks=[0, 1])
    ones = np.ravel(score(np.asarray(X, dtype=float))) > 0.5
    told = _region_told(X, np.asarray(y), ones)
    if hidden is None:
        return Picture(fig, f"The {told}")
    _draw_hidden(axes[0, 1], X, np.asarray(y), np.asarray(hidden), last)
    if last is not None and not np.array_equal(np.asarray(hidden) @ last[0] + last[1] > 0.5, ones):
        axes[0, 1].set_title("What ReLU would give")  # and the network gives something else
    moved = _hidden_told(X, np.asarray(y), np.asarray(hidden), last, ones)
    return Picture(fig, f"Left, the {told} {moved}")


def xor_picture(forward: Callable, params: Sequence) -> Picture:
    """What a network makes of XOR's corners, and, of two hidden units, where they put them.

    Args:
        forward: sends a batch through the layers, as `mlp_forward` does.
        params: a pair (W, b) for each layer; an output above 0.5 counts as 1.
    """
    layers = [(np.asarray(W), np.asarray(b)) for W, b in params]
    activations = np.maximum(forward(CORNERS, layers)[1][0][1], 0.0)
    W_last, b_last = layers[-1]
    two_units = len(layers) == 2 and activations.shape[1] == 2
    more = (activations, (W_last[:, 0], b_last[0])) if two_units else ()
    return region_picture(lambda X: forward(X, layers)[0][:, 0], CORNERS, XOR, *more)


def _corners(X: np.ndarray) -> str:
    return listed(f"({first:g}, {second:g})" for first, second in np.asarray(X))


def _region_told(X: np.ndarray, y: np.ndarray, ones: np.ndarray) -> str:
    """The discs and crosses, and which of them stand where the network says 1."""
    X, wrong = np.asarray(X), int(np.sum(ones != (y == 1)))
    held = f"holds {_corners(X[ones])}" if ones.any() else "holds no corner"
    outside = f", and {_corners(X[~ones])} not" if ones.any() and not ones.all() else ""
    return (
        f"plane of the inputs, with discs at {_corners(X[y == 1])} and crosses at "
        f"{_corners(X[y == 0])}. The hatched region, where the network says 1, {held}{outside}: "
        f"{wrong} of {len(X)} wrong."
    )


def _hidden_told(
    X: np.ndarray, y: np.ndarray, hidden: np.ndarray, last: tuple | None, ones: np.ndarray
) -> str:
    """Where the two hidden units put each corner, and on which side of the output's line.

    The network itself says 1 where `ones` is true: elsewhere, if it leaves out its ReLU.
    """
    places = {}
    for corner, place in zip(np.asarray(X), hidden.round(3), strict=True):
        places.setdefault(f"({number(place[0])}, {number(place[1])})", []).append(corner)
    moved = "; ".join(f"{_corners(here)} at {place}" for place, here in places.items())
    told = f"Right, what the two hidden units make of them: {moved}."
    if last is None:
        return told
    right_side = hidden @ last[0] + last[1] > 0.5
    wrong = int(np.sum(right_side != (y == 1)))
    if not np.array_equal(right_side, ones):
        would = f"leave {counted(wrong, 'corner')} wrong" if wrong else "part discs from crosses"
        missed = ones != (y == 1)
        own = _corners(np.asarray(X)[missed]) if missed.any() else "no corner"
        return (
            f"{told} With ReLU between, the output's straight line would {would}; "
            f"your network leaves {own} wrong."
        )
    parted = "parts discs from crosses" if not wrong else f"leaves {counted(wrong, 'corner')} wrong"
    return f"{told} The output's straight line {parted}."


def _draw_hidden(
    ax: Axes, X: np.ndarray, y: np.ndarray, hidden: np.ndarray, last: tuple | None
) -> None:
    """The corners where two hidden units put them, each with the inputs that land there."""
    low, high = hidden.min(axis=0), hidden.max(axis=0)
    pad = 0.45 * np.maximum(high - low, 0.5)
    box = (low[0] - pad[0], high[0] + pad[0], low[1] - pad[1], high[1] + pad[1])
    if last is not None:
        draw_boundary(ax, last[0], float(last[1]) - 0.5, box)
    draw_points(ax, hidden, y, size=150)
    white = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1}
    for place in np.unique(hidden.round(6), axis=0):
        here = (hidden.round(6) == place).all(axis=1)
        text = "\n".join(f"({first:.0f}, {second:.0f})" for first, second in X[here])
        up = last is None or (place @ last[0] + last[1] > 0.5) == (last[0][1] > 0)
        where = {"xytext": (0, 12 if up else -12), "va": "bottom" if up else "top"}
        ax.annotate(text, place, textcoords="offset points", ha="center", bbox=white, **where)
    ax.set(xlim=box[:2], ylim=box[2:], title="What the hidden units give")
    ax.set(xlabel="$a_1$", ylabel="$a_2$")
    ax.locator_params(nbins=4)
