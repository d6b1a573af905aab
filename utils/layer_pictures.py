"""Drawings of what layers do: decision regions, spreads and histograms through depth, folds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from utils.drawing.plane import GATE_BOX, draw_boundary, draw_points
from utils.drawing.style import BLACK, COLOURS, DASHES, MARKERS, PURPLE, figure


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
) -> Figure:
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
    if hidden is not None:
        _draw_hidden(axes[0, 1], X, np.asarray(y), np.asarray(hidden), last)
    return fig


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


def spread_picture(spreads: Mapping[str, Sequence[float]]) -> Figure:
    """The spread of activations in each layer, on a scale of powers of ten, a line each."""
    fig, ax = figure(width=7.4, height=3.9)
    for k, (name, spread) in enumerate(spreads.items()):
        layers = np.arange(1, len(spread) + 1)
        look = {"color": COLOURS[k], "linestyle": DASHES[k], "marker": MARKERS[k]}
        ax.semilogy(layers, spread, markersize=6, **look)
        end = (layers[-1] + 0.25, spread[-1])
        ax.text(*end, name, va="center", color=BLACK, fontsize=11)
    longest = max(len(spread) for spread in spreads.values())
    ax.set(xlabel="layer", ylabel="spread of the activations", xticks=range(1, longest + 1))
    ax.set_xlim(0.6, longest + 2.6)
    return fig


def histograms_picture(activations: Mapping[str, Sequence[np.ndarray]]) -> Figure:
    """Histograms of the activations above 0, layer below layer, a panel for each network.

    The horizontal axis counts in powers of ten; the upright line marks 1.

    Args:
        activations: per network, one array of any shape for each layer.
    """
    fig, axes = figure(1, len(activations), width=9.6, height=5.0, sharex=True, squeeze=False)
    for k, (ax, (name, layers)) in enumerate(zip(axes[0], activations.items(), strict=True)):
        for row, layer in enumerate(layers):
            alive = np.asarray(layer)[np.asarray(layer) > 0]
            counts, edges = np.histogram(np.log10(alive), bins=np.arange(-8, 8.01, 0.2))
            height = -row + 0.85 * counts / max(1, counts.max())
            look = {"facecolor": COLOURS[k], "edgecolor": BLACK, "lw": 0.8, "zorder": 3}
            ax.stairs(height, edges, baseline=-row, fill=True, **look)
            ax.axhline(-row, color="#cccccc", lw=0.8, zorder=2)
        ax.axvline(0, color=BLACK, linestyle="--", lw=1.3, zorder=4)
        ax.set(title=name, yticks=-np.arange(len(layers)), ylim=(-len(layers) + 0.8, 1.1))
        ax.set_yticklabels(range(1, len(layers) + 1) if k == 0 else [])
        ax.tick_params(labelsize=10)
        ax.grid(False)
    axes[0, 0].set(xlim=(-6.6, 6.6), ylabel="layer", xticks=[-6, -3, 0, 3, 6])
    for ax in axes[0]:
        ax.set_xticks([-6, -3, 0, 3, 6], ["$10^{-6}$", "$10^{-3}$", "1", "$10^{3}$", "$10^{6}$"])
    fig.supxlabel("size of the activations", fontsize=11)
    return fig


def folds_picture(x: np.ndarray, curves: Mapping[str, np.ndarray]) -> Figure:
    """Curves over the same x, a panel each, to compare how often they bend."""
    fig, axes = figure(1, len(curves), width=2.6 * len(curves), height=2.9, sharey=True)
    for ax, (name, curve) in zip(np.atleast_1d(axes), curves.items(), strict=True):
        ax.plot(x, curve, color=PURPLE)
        ax.set(title=name, xlabel="$x$", xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
    np.atleast_1d(axes)[0].set_ylabel("output")
    return fig
