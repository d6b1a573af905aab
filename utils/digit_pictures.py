"""Drawings of digits and of what a classifier says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from utils.checking.describe import as_array
from utils.drawing.style import BLACK, BLUE, COLOURS, DASHES, GREY, MARKERS, ORANGE, figure


def draw_digit(ax: Axes, image: Any, title: str = "") -> None:
    """One image (28, 28) as dark ink on light paper, without axes."""
    ax.imshow(255 - as_array(image).astype(int), cmap="gray", vmin=0, vmax=255)
    ax.set(xticks=[], yticks=[])
    ax.set_title(title, fontsize=11)
    ax.grid(False)
    ax.spines[:].set(visible=True, color="#cccccc")


def digits_picture(images: Any, titles: Sequence[str], columns: int = 10) -> Figure:
    """Images (n, 28, 28) in rows, each with a line above it."""
    lines = 1 + max((title.count("\n") for title in titles), default=0)
    columns = max(1, min(columns, len(images)))
    rows = -(-len(images) // columns) or 1
    size = 9.0 / max(columns, 5)
    fig, axes = figure(
        rows, columns, width=size * columns, height=rows * (size + 0.22 * lines), squeeze=False
    )
    for ax in axes.flat[len(images) :]:
        ax.set_axis_off()
    for ax, image, title in zip(axes.flat, images, titles, strict=False):
        draw_digit(ax, image, title)
    return fig


def two_of_each(labels: Any) -> np.ndarray:
    """The places of the first two examples of every digit, digit by digit: (20,)."""
    labels = as_array(labels)
    firsts = [np.flatnonzero(labels == digit)[:2] for digit in range(10)]
    return np.array(firsts).T.ravel()


def pixels_picture(image: Any, title: str) -> Figure:
    """The middle of an image (28, 28), each pixel with its number."""
    part = as_array(image)[6:22, 6:22]
    fig, ax = figure(width=7.0, height=6.2)
    draw_digit(ax, part, title)
    for (row, column), value in np.ndenumerate(part):
        colour = "white" if value > 127 else BLACK
        ax.text(column, row, str(value), ha="center", va="center", fontsize=10, color=colour)
    return fig


def probability_bars(ax: Axes, probabilities: Any, truth: int | None = None) -> None:
    """Ten bars; the highest is named, and the true digit, if known, is hatched."""
    p = as_array(probabilities).astype(float)
    bars = ax.bar(range(len(p)), p, color=BLUE, edgecolor=BLACK, linewidth=0.6)
    if truth is not None:
        bars[truth].set(facecolor=ORANGE, hatch="//")
    best = int(p.argmax())
    ax.text(best, p[best] + 0.02, f"{p[best]:.2f}", ha="center", fontsize=11)
    ax.set(xticks=range(len(p)), ylim=(0, 1.15), yticks=[0, 0.5, 1], xlabel="digit")
    ax.set_ylabel("probability")
    ax.set_title(f"The network says {best}")
    ax.grid(False, axis="x")


def answer_picture(image: Any, probabilities: Any) -> Figure:
    """An image beside the network's ten probabilities."""
    fig, (left, right) = figure(1, 2, width=7.0, height=2.9, gridspec_kw={"width_ratios": [1, 1.8]})
    draw_digit(left, image, "What the network sees")
    probability_bars(right, probabilities)
    return fig


def curves_picture(
    losses: Sequence[float], train: Sequence[float], test: Sequence[float]
) -> Figure:
    """The loss at every step, and the accuracies after every epoch."""
    fig, (left, right) = figure(1, 2, width=9.0, height=3.6)
    losses = np.asarray(losses, dtype=float)
    if len(losses):
        smooth = [part.mean() for part in np.array_split(losses, min(100, len(losses)))]
        left.plot(np.linspace(1, len(losses), len(smooth)), smooth, color=BLUE)
    left.set(title="Training loss", xlabel="step", ylabel="cross-entropy", ylim=(0, None))
    epochs = range(1, len(test) + 1)
    right.plot(epochs, train, color=ORANGE, linestyle="--", marker="s", label="training images")
    right.plot(epochs, test, color=BLUE, marker="o", label="test images")
    right.set(title="Accuracy after each epoch", xlabel="epoch", xticks=list(epochs))
    right.legend(loc="lower right")
    return fig


def confusion_picture(counts: Any) -> Figure:
    """A confusion matrix (C, C): rows are true, columns predicted; mistakes are shaded."""
    counts = as_array(counts)
    mistakes = counts - np.diag(np.diag(counts))
    most = max(int(mistakes.max()), 1)
    fig, ax = figure(width=6.4, height=5.8)
    ax.imshow(mistakes, cmap="Oranges", vmin=0, vmax=1.6 * most)
    for (row, column), count in np.ndenumerate(counts):
        right = row == column
        if count:
            ax.text(
                column,
                row,
                str(int(count)),
                ha="center",
                va="center",
                color=GREY if right else BLACK,
                weight="bold" if not right and count == most else "normal",
                fontsize=10 if right else 11,
            )
    ticks = range(len(counts))
    ax.set(xticks=ticks, yticks=ticks, xlabel="predicted digit", ylabel="true digit")
    ax.set_title("How many of each digit were read as which")
    ax.grid(False)
    return fig


def sweep_picture(groups: Mapping[str, Mapping[str, Sequence[float]]]) -> Figure:
    """For each experiment, a panel: a marker for every seed, and a bar at their mean.

    Args:
        groups: name of the experiment, then of the setting, to accuracies in percent.
    """
    fig, axes = figure(
        1, len(groups), width=4.6 * len(groups), height=3.8, squeeze=False, sharey=True
    )
    for ax, (title, rows) in zip(axes[0], groups.items(), strict=True):
        for place, scores in enumerate(rows.values()):
            if not len(scores):
                continue
            mean, colour = float(np.mean(scores)), COLOURS[place % len(COLOURS)]
            across = place + np.linspace(-0.15, 0.15, len(scores))
            ax.scatter(across, scores, s=55, color=colour, marker=MARKERS[place % 6], zorder=3)
            ax.plot([place - 0.32, place + 0.32], [mean, mean], color=BLACK, linestyle=DASHES[1])
        ax.set(title=title, xticks=range(len(rows)), xticklabels=list(rows))
        ax.set_xlim(-0.6, len(rows) - 0.4)
    axes[0, 0].set_ylabel("validation accuracy in %")
    return fig
