"""Drawings of a perceptron that learns gates: its line, visit by visit, and its mistakes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

from utils.drawing.in_words import counted, listed
from utils.drawing.picture import Picture
from utils.drawing.plane import GATE_BOX, Box, draw_boundary, draw_points, half_plane
from utils.drawing.style import (
    BLACK,
    BLUE,
    COLOURS,
    DASHES,
    MARKERS,
    ORANGE,
    PURPLE,
    RED,
    figure,
)
from utils.perceptron_arrows import draw_direction, point


def gate_pictures(
    X: np.ndarray, gates: Mapping[str, Sequence[int]], lines: Mapping[str, tuple]
) -> Picture:
    """One panel for each gate: its four inputs X (4, 2), its targets, its line `(w, b)`."""
    told = []
    fig, axes = figure(1, len(gates), width=3.1 * len(gates), height=4.1, squeeze=False)
    for ax, (name, y) in zip(axes[0], gates.items(), strict=True):
        w, b = lines[name]
        draw_boundary(ax, w, b, GATE_BOX)
        draw_points(ax, X, y, size=150)
        hatched, points = _hatched(X, w, b), np.asarray(X)
        wrong = hatched != (np.asarray(y) == 1)
        ax.scatter(*points[wrong].T, s=480, facecolor="none", edgecolor=RED, lw=2, zorder=5)
        title = f"{name}: {counted(int(wrong.sum()), 'mistake')}"
        ax.set(title=title, xlabel="$x_1$", ylabel="$x_2$")
        ax.set(xticks=[0, 1], yticks=[0, 1], aspect="equal")
        inside = listed([point(x) for x in points[hatched]])
        told.append(f"{title}; {line_in_words(w, b, GATE_BOX)}; on the hatched side: {inside}.")
        on_line = points[(points @ np.asarray(w, dtype=float) + b == 0) & np.any(w)]
        if len(on_line):
            told.append(f"On the line, which counts as 1: {listed([point(x) for x in on_line])}.")
        if wrong.any():
            told.append(f"Circled: {listed([point(x) for x in points[wrong]])}.")
    _legend_below(fig)
    panels = f"{counted(len(gates), 'panel')}, discs for 1 and crosses for 0."
    return Picture(fig, f"{panels} {' '.join(told)}")


def _legend_below(fig: Figure) -> None:
    """What the marks of a gate's panel stand for."""
    marks = [
        Line2D([], [], marker="o", ls="", color=BLUE, markersize=9, label="target 1"),
        Line2D([], [], marker="X", ls="", color=ORANGE, mec=BLACK, markersize=9, label="target 0"),
        Line2D([], [], marker="o", ls="", mfc="none", mec=RED, markersize=14, label="mistake"),
        Line2D([], [], ls="--", color=BLACK, label="z = 0, gives 1"),
        Polygon([(0, 0)], fc="#e4eff7", ec="#b7d3e8", hatch="//", lw=0, label="z > 0, gives 1"),
    ]
    fig.legend(handles=marks, loc="outside lower center", ncols=len(marks), columnspacing=1.4)


def _hatched(X: np.ndarray, w: Sequence[float], b: float) -> np.ndarray:
    """Which examples X (n, 2) lie on the side where the neuron gives 1."""
    return np.asarray(X) @ np.asarray(w, dtype=float) + b >= 0


def line_in_words(w: Sequence[float], b: float, box: Box) -> str:
    """Where the line w1 x1 + w2 x2 + b = 0 runs inside a box.

    >>> line_in_words([-1.0, 0.0], 0.0, GATE_BOX)
    'a vertical line from (0, −0.5) to (0, 1.5)'
    """
    ends = half_plane(w, b, box)[1]
    if len(ends) < 2:
        return "no line in the picture"
    kind = "a vertical line" if w[1] == 0 else "a level line" if w[0] == 0 else "a line"
    start, end = sorted(map(tuple, ends))
    return f"{kind} from {point(start)} to {point(end)}"


def learning_frame(
    X: np.ndarray, y: Sequence[int], w: Sequence[float], b: float, visited: int | None, title: str
) -> Picture:
    """One moment of a perceptron that learns a gate; a square marks the example just visited."""
    fig, ax = figure(width=4.6, height=4.2)
    draw_boundary(ax, w, b, GATE_BOX)
    draw_points(ax, X, y, size=150)
    arrow = draw_direction(ax, np.asarray(w, dtype=float), b, GATE_BOX)
    if visited is not None:
        at = np.asarray(X)[visited]
        ax.scatter(*at, s=620, marker="s", facecolor="none", edgecolor=PURPLE, lw=2.5, zorder=5)
    ax.set(title=title, xlabel="$x_1$", ylabel="$x_2$", xticks=[0, 1], yticks=[0, 1])
    ax.set_aspect("equal")
    hatched, ones = _hatched(X, w, b), np.asarray(y) == 1
    discs = f"{int((hatched & ones).sum())} of {counted(int(ones.sum()), 'disc')}"
    crosses = f"{int((hatched & ~ones).sum())} of {counted(int((~ones).sum()), 'cross', 'crosses')}"
    line = line_in_words(w, b, GATE_BOX) + ", with the arrow w on it" * arrow
    return Picture(fig, f"{title}. {line.capitalize()}; hatched: {discs} and {crosses}.")


def visits_picture(
    X: np.ndarray, y: Sequence[int], moments: Sequence[tuple[np.ndarray, float]], gate: str = ""
) -> Picture:
    """A perceptron that learns a gate from zero weights, after the latest of its visits.

    Args:
        X: the gate's inputs (n, 2), visited in their order, again and again.
        y: its targets (n,).
        moments: weights and bias after each visit so far, at least one.
        gate: whose targets they are, where the text should say so.
    """
    moved = [_changes(old, new) for old, new in pairwise([(np.zeros(2), 0.0), *moments])]
    before = moments[-2] if len(moments) > 1 else (np.zeros(2), 0.0)
    epoch, visited = divmod(len(moments) - 1, len(y))
    mistake = bool(_hatched(X, *before)[visited]) != (y[visited] == 1)
    told = {
        (True, True): _correction(X[visited], y[visited], before, moments[-1]),
        (True, False): "mistake, no change",
        (False, True): "no mistake, and yet a change",
        (False, False): "no change",
    }[mistake, moved[-1]]
    title = f"Epoch {epoch + 1}, input {point(X[visited])}: {told}"
    fig, alt = learning_frame(X, y, *moments[-1], visited, title)
    visits = f"{f'for {gate} ' * bool(gate)}after {counted(len(moved), 'visit')}"
    return Picture(fig, f"A perceptron {visits}, {sum(moved)} with a change. {alt}")


def _correction(x: np.ndarray, target: int, old: tuple, new: tuple) -> str:
    """A mistake is corrected where the sum moves towards its target's side."""
    before, after = (float(np.dot(x, w) + b) for w, b in (old, new))
    towards = after > before if target == 1 else after < before
    return "mistake, corrected" if towards else "mistake, changed"


def _changes(old: tuple[np.ndarray, float], new: tuple[np.ndarray, float]) -> bool:
    """Whether weights or bias differ."""
    return not (np.array_equal(old[0], new[0]) and old[1] == new[1])


def errors_picture(errors: Mapping[str, Sequence[int]]) -> Picture:
    """Mistakes in each epoch, a line for each gate, labelled at its end."""
    fig, ax = figure(width=7.0, height=3.4)
    longest = max(len(counts) for counts in errors.values())
    for (name, counts), colour, dash, marker in zip(
        errors.items(), COLOURS, DASHES, MARKERS, strict=False
    ):
        epochs = np.arange(1, len(counts) + 1)
        ax.plot(epochs, counts, color=colour, linestyle=dash, marker=marker, label=name)
        ax.text(len(counts) + 0.25, counts[-1], name, va="center", color=colour, weight="bold")
    ax.set(
        xlabel="epoch", ylabel="mistakes", xlim=(0.5, longest + 1.8), xticks=range(1, longest + 1)
    )
    ax.set(ylim=(-0.3, max(max(c) for c in errors.values()) + 0.6))
    ax.yaxis.get_major_locator().set_params(integer=True)
    told = "; ".join(f"{name} {_counts_told(counts)}" for name, counts in errors.items())
    return Picture(fig, f"Mistakes per epoch, a line for each gate: {told}.")


def _counts_told(counts: Sequence[int]) -> str:
    """Counts one by one; where the last stays for more than three epochs, it is said once.

    >>> _counts_told([3, 3, 4, 4, 4, 4]), _counts_told([2, 1, 0])
    ('3, 3, then 4 in all 4 epochs left', '2, 1, 0')
    """
    told = list(map(str, counts))
    left = next((k for k, text in enumerate(told[::-1]) if text != told[-1]), len(told))
    if left > 3 and left < len(told):
        told[-left:] = [f"then {told[-1]} in all {left} epochs left"]
    return ", ".join(told)
