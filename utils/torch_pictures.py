"""Drawings of lesson 07: loops in other orders, optimisers on a bowl, batches, regions, dropout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from matplotlib.figure import Figure

from utils.drawing.plane import Box, Score, draw_points, draw_regions
from utils.drawing.style import BLACK, BLUE, COLOURS, DASHES, GREY, MARKERS, ORANGE, PURPLE, figure

BOWL = (1.0, 10.0)  # how strongly the bowl curves along w1 and along w2
BOWL_BOX = (-4.6, 4.6, -2.3, 2.3)


def curves_picture(curves: Mapping[str, Sequence[float]], xlabel: str, ylabel: str) -> Figure:
    """Curves over 0, 1, 2 …, each with its own dashes, markers and a label at its end."""
    fig, ax = figure(width=7.6, height=3.6)
    top = max(max(curve) for curve in curves.values())
    ends = _apart([curve[-1] for curve in curves.values()], 0.09 * top)
    for k, (name, curve) in enumerate(curves.items()):
        every = max(1, len(curve) // 8)
        style = {"color": COLOURS[k], "linestyle": DASHES[k], "marker": MARKERS[k]}
        ax.plot(np.arange(len(curve)), curve, markevery=every, markersize=6, **style)
        at, style = (len(curve) - 1, ends[k]), {"color": BLACK, "weight": "bold"}
        ax.annotate(name, at, xytext=(8, 0), textcoords="offset points", va="center", **style)
    longest = max(len(curve) for curve in curves.values())
    widest = max(len(name) for name in curves)
    ax.set(xlabel=xlabel, ylabel=ylabel, ylim=(-0.04 * top, 1.08 * top))
    ax.set(xlim=(-0.02 * longest, longest * (1 + 0.018 * widest)))
    return fig


def _apart(heights: Sequence[float], gap: float) -> np.ndarray:
    """Heights moved up where needed, so that sorted ones keep `gap` between neighbours."""
    moved = np.array(heights, dtype=float)
    order = np.argsort(moved, kind="stable")
    for below, above in pairwise(order):
        moved[above] = max(moved[above], moved[below] + gap)
    return moved


def optimiser_picture(paths: Mapping[str, np.ndarray]) -> Figure:
    """Paths (m, 2) of optimisers over the bowl 0.5 (w1² + 10 w2²), from start to last step.

    A path that leaves the picture ends at its edge, and its label says so.
    """
    fig, ax = figure(width=7.6, height=4.2)
    left, right, low, high = BOWL_BOX
    w1, w2 = np.meshgrid(np.linspace(left, right, 121), np.linspace(low, high, 81))
    heights = 0.5 * (BOWL[0] * w1**2 + BOWL[1] * w2**2)
    ax.contour(w1, w2, heights, levels=[0.5, 2, 5, 10, 20], colors="#c8c8c8", linewidths=1)
    for k, (name, path) in enumerate(paths.items()):
        shown = until_it_leaves(path)
        label = name if len(shown) == len(path) else f"{name}: leaves the picture"
        style = {"color": COLOURS[k], "linestyle": DASHES[k], "marker": MARKERS[k]}
        ax.plot(*shown.T, markersize=4.5, linewidth=1.6, label=label, **style)
    ax.plot(*next(iter(paths.values()))[0], "*", color=BLACK, markersize=15, label="start")
    ax.plot(0, 0, "X", color=PURPLE, mec=BLACK, markersize=11, label="lowest point")
    ax.set(xlim=(left, right), ylim=(low, high), xlabel="$w_1$", ylabel="$w_2$")
    ax.grid(False)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, fontsize=10)
    return fig


def until_it_leaves(path: np.ndarray) -> np.ndarray:
    """The part of a path (m, 2) up to its first place outside the bowl's picture, that included."""
    left, right, low, high = BOWL_BOX
    path = np.asarray(path, dtype=float)
    outside = ~((path >= (left, low)) & (path <= (right, high))).all(axis=1)
    return path[: outside.argmax() + 1] if outside.any() else path


def batches_picture(right: Sequence[bool], batch_size: int) -> Figure:
    """Examples in a row, cut into batches; a filled disc was predicted rightly, a cross wrongly.

    Below each batch stands its share of right predictions.
    """
    right = np.asarray(right, dtype=bool)
    n = len(right)
    fig, ax = figure(width=8.2, height=2.3)
    for k, start in enumerate(range(0, n, batch_size)):
        stop = min(start + batch_size, n)
        colour = "#e4eff7" if k % 2 == 0 else "#fbe9c6"
        ax.axvspan(start - 0.5, stop - 0.5, ymin=0.42, ymax=0.92, facecolor=colour, lw=0)
        ax.plot([start - 0.5] * 2, [-0.62, 0.62], color=BLACK, linewidth=1.6)
        share = right[start:stop].mean()
        text = f"{share:.2f}" if batch_size > 1 else f"{share:.0f}"
        ax.text((start + stop - 1) / 2, -1.0, text, ha="center", va="center", fontsize=10)
    ax.plot([n - 0.5] * 2, [-0.62, 0.62], color=BLACK, linewidth=1.6)
    at = np.arange(n)
    ax.plot(at[right], np.zeros(right.sum()), "o", color=BLUE, mec="white", markersize=11)
    ax.plot(at[~right], np.zeros((~right).sum()), "X", color=ORANGE, mec=BLACK, markersize=11)
    ax.text(-0.7, -1.0, "right:", ha="right", va="center", fontsize=10)
    title = f"of all examples: {right.mean():.3f}      mean of the batches: "
    ax.set_title(f"{title}{mean_of_batches(right, batch_size):.3f}")
    ax.set(xlim=(-1.9, n), ylim=(-1.5, 0.8))
    ax.axis("off")
    return fig


def mean_of_batches(right: Sequence[bool], batch_size: int) -> float:
    """The mean of the batches' accuracies, in which each batch weighs the same."""
    right = np.asarray(right, dtype=float)
    return float(
        np.mean([right[k : k + batch_size].mean() for k in range(0, len(right), batch_size)])
    )


def regions_picture(
    X: np.ndarray,
    y: np.ndarray,
    score: Score,
    box: Box,
    labels: tuple[str, str] = ("$x_1$", "$x_2$"),
    title: str = "",
) -> Figure:
    """Examples X (n, 2) with their classes y (n,), over the side where `score` is at least 0."""
    fig, ax = figure(width=6.2, height=4.2)
    draw_regions(ax, score, box)
    draw_points(ax, X, y, size=48)
    ax.set(xlabel=labels[0], ylabel=labels[1], title=title)
    return fig


def dropout_picture(training: np.ndarray, evaluation: float) -> Figure:
    """Outputs (m,) for the same input in training mode, and the one of evaluation mode."""
    fig, ax = figure(width=7.8, height=2.6)
    counts, edges = np.histogram(training, bins=24)
    middles, width = (edges[:-1] + edges[1:]) / 2, 0.92 * (edges[1] - edges[0])
    style = {"color": ORANGE, "hatch": "//", "edgecolor": "white"}
    ax.bar(middles, counts, width=width, label="train: many answers", **style)
    ax.axvline(evaluation, color=BLUE, linewidth=3, label="eval: one answer")
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    ax.axhline(0, color=GREY, linewidth=1)
    ax.set(xlabel="output for the same student", ylabel="how often")
    return fig
