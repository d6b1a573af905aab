"""Drawings of lesson 07: loops in other orders, batches, regions, dropout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from utils.drawing.in_words import counted
from utils.drawing.picture import Picture
from utils.drawing.plane import Box, Score, draw_points, draw_regions
from utils.drawing.shares import share
from utils.drawing.style import BLACK, BLUE, COLOURS, DASHES, GREY, MARKERS, ORANGE, figure
from utils.optimiser_pictures import optimiser_picture, until_it_leaves
from utils.training_pictures import n_boundaries

__all__ = [
    "batches_picture",
    "course",
    "curves_picture",
    "dropout_picture",
    "mean_of_batches",
    "optimiser_picture",
    "regions_picture",
    "students_picture",
    "until_it_leaves",
]

HOURS = ("hours of study", "hours of sleep")
HOURS_BOX = (0.0, 6.0, 1.0, 11.0)


def curves_picture(
    curves: Mapping[str, Sequence[float]], xlabel: str, ylabel: str, *, log: bool = False
) -> Picture:
    """Curves over 0, 1, 2 …, each with its own dashes, markers and a label at its end.

    Args:
        curves: name -> numbers, all above 0 where `log` is true.
        xlabel: what is counted.
        ylabel: what the numbers are.
        log: whether the upward axis is logarithmic.
    """
    fig, ax = figure(width=7.6, height=3.6)
    low = min(min(curve) for curve in curves.values())
    top = max(max(curve) for curve in curves.values())
    ends = [curve[-1] for curve in curves.values()]
    ends = (
        np.exp(_apart(np.log(ends), 0.09 * np.log(top / low))) if log else _apart(ends, 0.09 * top)
    )
    for k, (name, curve) in enumerate(curves.items()):
        every = max(1, len(curve) // 8)
        style = {"color": COLOURS[k], "linestyle": DASHES[k], "marker": MARKERS[k]}
        ax.plot(np.arange(len(curve)), curve, markevery=every, markersize=6, **style)
        at, style = (len(curve) - 1, ends[k]), {"color": BLACK, "weight": "bold"}
        ax.annotate(name, at, xytext=(8, 0), textcoords="offset points", va="center", **style)
    longest = max(len(curve) for curve in curves.values())
    widest = max(len(name) for name in curves)
    ax.set(xlabel=xlabel, ylabel=ylabel, yscale="log" if log else "linear")
    ax.set(ylim=(low / 1.5, top * 1.5) if log else (-0.04 * top, 1.08 * top))
    ax.set(xlim=(-0.02 * longest, longest * (1 + 0.018 * widest)))
    told = "; ".join(f"“{name}” {course(curve)}" for name, curve in curves.items())
    scale = ", on a logarithmic scale" if log else ""
    return Picture(fig, f"Curves of the {ylabel} over the {xlabel}{scale}: {told}.")


def course(curve: Sequence[float]) -> str:
    """How a curve runs, in words; what moves by less than a thousandth of it is no turn.

    >>> course([4, 2, 1]), course([4, 4])
    ('falls all the way from 4.00 to 1.00', 'stays at 4.00')
    >>> course([4, 1, 1.1])
    'turns once between 1.00 and 4.00, and ends at 1.10'
    """
    low, high = min(curve), max(curve)
    if high - low < 0.005:
        return f"stays at {curve[0]:.2f}"
    moves = np.diff(curve)
    ways = np.sign(moves[np.abs(moves) > 0.001 * (high - low)])
    turns = int((ways[1:] != ways[:-1]).sum())
    if not turns:
        way = "rises" if curve[-1] > curve[0] else "falls"
        return f"{way} all the way from {curve[0]:.2f} to {curve[-1]:.2f}"
    often = "once" if turns == 1 else f"{turns} times"
    return f"turns {often} between {low:.2f} and {high:.2f}, and ends at {curve[-1]:.2f}"


def _apart(heights: Sequence[float], gap: float) -> np.ndarray:
    """Heights moved up where needed, so that sorted ones keep `gap` between neighbours."""
    moved = np.array(heights, dtype=float)
    order = np.argsort(moved, kind="stable")
    for below, above in pairwise(order):
        moved[above] = max(moved[above], moved[below] + gap)
    return moved


def batches_picture(right: Sequence[bool], batch_size: int) -> Picture:
    """Examples in a row, cut into batches; a filled disc was predicted rightly, a cross wrongly.

    Below each batch stands its share of right predictions.
    """
    right = np.asarray(right, dtype=bool)
    n, shares = len(right), []
    fig, ax = figure(width=8.2, height=2.3)
    for k, start in enumerate(range(0, n, batch_size)):
        stop = min(start + batch_size, n)
        colour = "#e4eff7" if k % 2 == 0 else "#fbe9c6"
        ax.axvspan(start - 0.5, stop - 0.5, ymin=0.42, ymax=0.92, facecolor=colour, lw=0)
        ax.plot([start - 0.5] * 2, [-0.62, 0.62], color=BLACK, linewidth=1.6)
        shares.append(f"{right[start:stop].mean():.{2 if batch_size > 1 else 0}f}")
        ax.text((start + stop - 1) / 2, -1.0, shares[-1], ha="center", va="center", fontsize=10)
    ax.plot([n - 0.5] * 2, [-0.62, 0.62], color=BLACK, linewidth=1.6)
    at = np.arange(n)
    ax.plot(at[right], np.zeros(right.sum()), "o", color=BLUE, mec="white", markersize=11)
    ax.plot(at[~right], np.zeros((~right).sum()), "X", color=ORANGE, mec=BLACK, markersize=11)
    ax.text(-0.7, -1.0, "right:", ha="right", va="center", fontsize=10)
    mean = mean_of_batches(right, batch_size)
    ax.set_title(f"of all examples: {right.mean():.3f}      mean of the batches: {mean:.3f}")
    ax.set(xlim=(-1.9, n), ylim=(-1.5, 0.8))
    ax.axis("off")
    alt = (
        f"{n} examples in batches of {batch_size}, {right.sum()} predicted rightly, an accuracy of "
        f"{right.mean():.3f}. The batches' accuracies are {', '.join(shares)}; their mean is "
        f"{mean:.3f}."
    )
    return Picture(fig, alt)


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
) -> Picture:
    """Examples X (n, 2) with their classes y (n,), over the side where `score` is at least 0."""
    fig, ax = figure(width=6.2, height=4.2)
    draw_regions(ax, score, box)
    draw_points(ax, X, y, size=48)
    ax.set(xlabel=labels[0], ylabel=labels[1], title=title)
    discs, hatched = np.asarray(y) == 1, np.asarray(score(np.asarray(X))) >= 0
    crosses = counted((~discs).sum(), "cross", "crosses")
    alt = f"{len(X)} examples, {counted(discs.sum(), 'disc')} and {crosses}. "
    if not n_boundaries(ax):
        everywhere = "everything" if hatched.all() else "nothing"
        return Picture(fig, f"{alt}There is no border: {everywhere} is hatched.")
    alt += (
        f"On the hatched side of the dashed border lie "
        f"{share((discs & hatched).sum(), discs.sum())} of the discs and "
        f"{share((~discs & hatched).sum(), (~discs).sum())} of the crosses."
    )
    return Picture(fig, alt)


def students_picture(X: np.ndarray, y: np.ndarray, score: Score) -> Picture:
    """Students X (n, 2) who passed, y = 1, or failed; the side where `score` says PASS is hatched.

    The title counts for how many `score` is right.
    """
    discs, hatched = np.asarray(y) == 1, np.asarray(score(X)) >= 0
    right = f"right for {(hatched == discs).sum()} of {len(y)}"
    fig, _ = regions_picture(X, y, score, HOURS_BOX, HOURS, f"The network is {right}")
    crosses = counted((~discs & hatched).sum(), "cross", "crosses")
    if n_boundaries(fig.axes[0]):
        there = f"{(discs & hatched).sum()} of {counted(discs.sum(), 'disc')} and {crosses}"
        said = f"says PASS on the hatched side of the dashed border, with {there}"
    else:
        said = f"draws no border: it says {'PASS' if hatched.all() else 'FAIL'} everywhere"
    axes = "Students by their hours of study and of sleep, discs for those who passed. "
    return Picture(fig, f"{axes}The network {said}. It is {right}.")


def dropout_picture(training: np.ndarray, evaluation: float) -> Picture:
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
    alt = (
        f"A histogram of {len(training)} outputs for the same student in training mode, "
        f"{_spread(np.asarray(training), evaluation)}: the single output of evaluation mode."
    )
    return Picture(fig, alt)


def _spread(values: np.ndarray, line: float) -> str:
    """How values lie round a line, in words."""
    if values.min() == values.max():
        return "all equal, beside one line" if values[0] != line else "all on one line"
    sides = ["below"] * bool((values < line).any()) + ["above"] * bool((values > line).any())
    return f"spread {' and '.join(sides)} one line"
