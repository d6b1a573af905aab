"""Drawings of what one neuron computes: its sum, its decision boundary, its mistakes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

from utils.drawing.plane import GATE_BOX, draw_boundary, draw_points
from utils.drawing.style import (
    BLACK,
    BLUE,
    COLOURS,
    DASHES,
    GREY,
    MARKERS,
    ORANGE,
    PURPLE,
    RED,
    figure,
)

STUDENT_BOX = (0.0, 6.0, 1.0, 11.0)


def gate_pictures(
    X: np.ndarray, gates: Mapping[str, Sequence[int]], lines: Mapping[str, tuple]
) -> Figure:
    """One panel for each gate: its four inputs X (4, 2), its targets, its line `(w, b)`."""
    fig, axes = figure(1, len(gates), width=3.1 * len(gates), height=3.5, squeeze=False)
    for ax, (name, y) in zip(axes[0], gates.items(), strict=True):
        w, b = lines[name]
        draw_boundary(ax, w, b, GATE_BOX)
        draw_points(ax, X, y, size=150)
        wrong = _wrong(X, y, w, b)
        ax.set(title=f"{name}: {_mistakes(int(wrong.sum()))}", xlabel="$x_1$", ylabel="$x_2$")
        ax.set(xticks=[0, 1], yticks=[0, 1], aspect="equal")
    return fig


def _wrong(X: np.ndarray, y: Sequence[int], w: Sequence[float], b: float) -> np.ndarray:
    return (np.asarray(X) @ np.asarray(w, dtype=float) + b >= 0) != (np.asarray(y) == 1)


def _mistakes(n: int) -> str:
    return {0: "no mistakes", 1: "1 mistake"}.get(n, f"{n} mistakes")


def learning_frame(
    X: np.ndarray, y: Sequence[int], w: Sequence[float], b: float, visited: int | None, title: str
) -> Figure:
    """One moment of a perceptron that learns a gate; a square marks the example just visited."""
    fig, ax = figure(width=4.6, height=4.2)
    draw_boundary(ax, w, b, GATE_BOX)
    draw_points(ax, X, y, size=150)
    if visited is not None:
        at = np.asarray(X)[visited]
        ax.scatter(*at, s=620, marker="s", facecolor="none", edgecolor=PURPLE, lw=2.5, zorder=5)
    ax.set(title=title, xlabel="$x_1$", ylabel="$x_2$", xticks=[0, 1], yticks=[0, 1])
    ax.set_aspect("equal")
    return fig


def students_picture(
    X: np.ndarray, y: np.ndarray, w: Sequence[float], b: float, predictions: np.ndarray
) -> Figure:
    """Students X (n, 2), who passed (y), a neuron's boundary, and a ring round its mistakes."""
    fig, ax = figure(width=7.0, height=4.4)
    draw_boundary(ax, w, b, STUDENT_BOX)
    draw_points(ax, X, y)
    wrong = np.asarray(predictions) != np.asarray(y)
    ax.scatter(*X[wrong].T, s=230, facecolor="none", edgecolor=RED, lw=1.8, zorder=5)
    ax.set(title=f"The neuron is right about {int((~wrong).sum())} of {len(y)} students")
    ax.set(xlabel="hours of study", ylabel="hours of sleep")
    marks = [
        Line2D([], [], marker="o", ls="", color=BLUE, markersize=8, label="passed"),
        Line2D([], [], marker="X", ls="", color=ORANGE, mec=BLACK, markersize=8, label="failed"),
        Line2D([], [], marker="o", ls="", mfc="none", mec=RED, markersize=13, label="mistake"),
        Line2D([], [], ls="--", color=BLACK, label="boundary"),
        Polygon([(0, 0)], fc="#e4eff7", ec="#b7d3e8", hatch="//", lw=0, label="predicts 1"),
    ]
    ax.legend(handles=marks, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return fig


def sum_picture(parts: Mapping[str, float]) -> Figure:
    """Add up named parts from left to right, each bar starting where the one before ended."""
    fig, ax = figure(width=7.0, height=2.9)
    total = 0.0
    reached = np.cumsum([0.0, *parts.values()])
    for row, part in enumerate(parts.values()):
        colour, hatch = (BLUE, "") if part >= 0 else (ORANGE, "//")
        ax.barh(row, part, left=total, color=colour, hatch=hatch, edgecolor="white", height=0.55)
        ax.text(max(total, total + part) + 0.08, row, f"{part:+.1f}".replace("-", "−"), va="center")
        ax.plot([total + part] * 2, [row, row + 1], color=GREY, linestyle=":", linewidth=1.5)
        total += part
    ax.plot(total, len(parts), "D", color=BLACK, markersize=8)
    ax.text(
        total + 0.15, len(parts), f"z = {total:.1f}".replace("-", "−"), va="center", weight="bold"
    )
    ax.axvline(0, color=BLACK, linewidth=1.5)
    ax.set(yticks=range(len(parts) + 1), yticklabels=[*parts, "sum"], xlabel="running sum")
    ax.set(xlim=(min(reached) - 0.3, max(reached) + 0.7))
    ax.set_ylim(len(parts) + 0.5, -0.5)
    return fig


def scores_picture(z: np.ndarray, y: np.ndarray) -> Figure:
    """Pre-activations z (n,) on a number line, in one row for y = 1 and one for y = 0."""
    fig, ax = figure(width=7.0, height=2.4)
    z, y = np.asarray(z), np.asarray(y)
    ax.plot(z[y == 1], np.ones((y == 1).sum()), "o", color=BLUE, mec="white", markersize=9)
    ax.plot(
        z[y == 0], np.zeros((y == 0).sum()), "X", color=ORANGE, mec=BLACK, mew=0.6, markersize=9
    )
    ax.axvline(0, color=BLACK, linestyle="--", linewidth=1.5)
    ax.set(yticks=[0, 1], yticklabels=["failed", "passed"], ylim=(-0.6, 1.6))
    ax.set(xlabel="z, the neuron's sum")
    return fig


def step_picture(z: np.ndarray, values: np.ndarray) -> Figure:
    """What a step function gave for the numbers `z` (n,): a dot for each."""
    fig, ax = figure(width=6.0, height=2.7)
    ax.plot(z, values, "o", color=PURPLE, markersize=5)
    ax.axvline(0, color=GREY, linestyle="--", linewidth=1.5)
    ax.set(xlabel="z, the pre-activation", ylabel="step(z)", yticks=[0, 1], ylim=(-0.2, 1.2))
    return fig


def errors_picture(errors: Mapping[str, Sequence[int]]) -> Figure:
    """Mistakes in each epoch, a line for each name, labelled at its end."""
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
    return fig
