"""Drawings of training: what a network says in every place, and its loss in every epoch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from utils.drawing.plane import Box, Score, draw_points, draw_regions
from utils.drawing.style import COLOURS, DASHES, figure


def region_pictures(
    X: np.ndarray, y: np.ndarray, scores: Mapping[str, Score], box: Box, columns: int = 5
) -> Figure:
    """One panel for each named network: the examples X (n, 2), and its answer everywhere."""
    rows = -(-len(scores) // columns)
    fig, axes = figure(rows, columns, width=1.7 * columns, height=2.1 * rows, squeeze=False)
    for ax in axes.ravel()[len(scores) :]:
        ax.axis("off")
    for ax, (name, score) in zip(axes.ravel(), scores.items(), strict=False):
        draw_regions(ax, score, box)
        draw_points(ax, X, y, size=80)
        ax.set_title(name, fontsize=11)
        ax.set(xlabel="", ylabel="", xticks=[0, 1], yticks=[0, 1], aspect="equal")
    return fig


def training_frame(X: np.ndarray, y: np.ndarray, score: Score, box: Box, title: str) -> Figure:
    """One moment of training: the examples X (n, 2) and the boundary of that moment."""
    fig, ax = figure(width=5.0, height=3.4)
    draw_regions(ax, score, box)
    draw_points(ax, X, y, size=28)
    ax.set(title=title, aspect="equal")
    return fig


def curves_picture(
    curves: Mapping[str, tuple[Sequence[float], Sequence[float]]],
    ylabel: str = "loss",
    *,
    log: bool = False,
    title: str = "",
) -> Figure:
    """Curves over the epochs, each (epochs, values), its name at its end."""
    fig, ax = figure(width=6.4, height=3.2)
    draw_curves(ax, curves, log=log)
    ax.set(xlabel="epoch", ylabel=ylabel, title=title)
    return fig


def draw_curves(
    ax: Axes, curves: Mapping[str, tuple[Sequence[float], Sequence[float]]], *, log: bool = False
) -> None:
    """Draw curves with dashes of their own and their names beside their last values."""
    if log:
        ax.set_yscale("log")
    longest = max(max(epochs) for epochs, _ in curves.values())
    lasts = {name: values[-1] for name, (_, values) in curves.items()}
    for k, (name, (epochs, values)) in enumerate(curves.items()):
        colour, dash = COLOURS[k % 6], DASHES[k % 6]
        ax.plot(epochs, values, color=colour, linestyle=dash)
        ax.annotate(
            name, (epochs[-1], lasts[name]), xytext=(6, 0), textcoords="offset points", va="center"
        )
    ax.set_xticks([tick for tick in ax.get_xticks() if 0 <= tick <= longest])
    ax.set_xlim(0, longest * 1.32)


def loss_panels(runs: Mapping[str, Sequence[float]]) -> Figure:
    """One panel for each named run: its loss in each epoch, on one logarithmic scale."""
    fig, axes = figure(1, len(runs), width=2.4 * len(runs), height=3.0, sharey=True)
    for ax, (name, losses) in zip(np.ravel(axes), runs.items(), strict=True):
        ax.semilogy(losses, color=COLOURS[0])
        ax.set_title(name, fontsize=11)
        ax.set(xlabel="epoch")
    np.ravel(axes)[0].set_ylabel("loss")
    return fig


def train_and_test(
    epochs: Sequence[int], losses: Mapping[str, Sequence], accuracies: Mapping[str, Sequence]
) -> Figure:
    """Loss on the left and accuracy on the right, each with a curve a part of the data."""
    fig, axes = figure(1, 2, width=8.2, height=3.3)
    for ax, curves, label in zip(axes, (losses, accuracies), ("loss", "accuracy"), strict=True):
        draw_curves(ax, {name: (epochs, values) for name, values in curves.items()})
        ax.set(xlabel="epoch", ylabel=label)
    return fig
