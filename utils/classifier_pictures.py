"""Drawings of what was measured of classifiers: curves, confusions, settings compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from utils.checking.describe import as_array
from utils.drawing.in_words import counted
from utils.drawing.picture import Picture
from utils.drawing.shares import share
from utils.drawing.style import BLACK, BLUE, COLOURS, DASHES, GREY, MARKERS, ORANGE, figure


def curves_picture(
    losses: Sequence[float],
    train: Sequence[float],
    held: Sequence[float],
    held_losses: Sequence[float] = (),
    held_name: str = "",
) -> Picture:
    """The loss at every step, and the accuracies after every epoch.

    Args:
        losses: of the training steps.
        train: accuracies on the training images.
        held: accuracies on images that are not trained on.
        held_losses: on those images after every epoch; the axis is then logarithmic.
        held_name: what they are; test images without losses, validation images with them.
    """
    held_name = held_name or ("validation images" if len(held_losses) else "test images")
    fig, (left, right) = figure(1, 2, width=9.0, height=3.6)
    losses = np.asarray(losses, dtype=float)
    if len(losses):
        smooth = [part.mean() for part in np.array_split(losses, min(100, len(losses)))]
        steps = np.linspace(1, len(losses), len(smooth))
        left.plot(steps, smooth, color=ORANGE, linestyle="--", label="training images")
    left.set(title="Training loss", xlabel="step", ylabel="cross-entropy")
    if len(held_losses):
        ends = len(losses) * np.arange(1, len(held_losses) + 1) / len(held_losses)
        left.plot(ends, held_losses, color=BLUE, marker="o", label=held_name)
        left.set(title="Loss", yscale="log", ylabel="cross-entropy, logarithmic")
        left.legend()
    else:
        left.set_ylim(0, None)
    epochs = range(1, len(held) + 1)
    right.plot(epochs, train, color=ORANGE, linestyle="--", marker="s", label="training images")
    right.plot(epochs, held, color=BLUE, marker="o", label=held_name)
    right.set(title="Accuracy after each epoch", xlabel="epoch", xticks=list(epochs))
    right.legend(loc="lower right")
    if not len(losses) or not len(held):
        return Picture(fig, "Two empty panels, for the training loss and for accuracies.")
    told = [_loss(smooth), _held_losses(held_losses, smooth, held_name)]
    told.append(_accuracies(train, held, held_name))
    return Picture(fig, f"Two panels. {' '.join(part for part in told if part)}")


def _loss(smooth: Sequence[float]) -> str:
    """How far a loss came down, in words."""
    start, end = smooth[0], smooth[-1]
    levels = [("a tenth", 0.1), ("half", 0.5), ("all", 1.0)]
    reached = [name for name, level in levels if end < level * start]
    if not reached:
        return "The training loss does not come down."
    below = "" if reached[0] == "all" else f", below {reached[0]} of where it began"
    return f"The training loss comes down{below}."


def _held_losses(held: Sequence[float], smooth: Sequence[float], name: str) -> str:
    """Where the loss on images kept aside ends, in words."""
    if not len(held):
        return ""
    way = "is lowest at the end" if held[-1] <= min(held) else "is lowest before the end"
    where = "above" if held[-1] > smooth[-1] else "no higher than"
    return f"That on the {name} {way}, and ends {where} the training loss."


def _accuracies(train: Sequence[float], held: Sequence[float], name: str) -> str:
    """What two curves of accuracies show, in words."""
    reached = share(round(10_000 * held[-1]), 10_000)
    over = counted(len(held), "epoch")
    way = f"rises over {over}, to {reached}"
    if held[-1] <= held[0]:
        way = f"does not rise over {over}, and ends at {reached}"
    if len(held) == 1:
        way = f"is {reached} after {over}"
    gap = "higher" if train[-1] > held[-1] else "no higher"
    return f"The accuracy on the {name} {way}; that on the training images ends {gap}."


def weights_picture(weights: Any, columns: int = 10) -> Picture:
    """The weights of neurons (n, 784) as images: light where positive, dark where negative.

    Each image has its own scale, from minus its largest weight to that.
    """
    images = as_array(weights).astype(float).reshape(-1, 28, 28)
    rows = -(-len(images) // columns)
    fig, axes = figure(rows, columns, width=9.0, height=1.0 * rows + 0.2, squeeze=False)
    for ax in axes.flat:
        ax.set_axis_off()
    for ax, image in zip(axes.flat, images, strict=False):
        most = np.abs(image).max() or 1.0
        ax.imshow(image, cmap="gray", vmin=-most, vmax=most)
    sizes = np.abs(images)
    edge = np.ones((28, 28), bool)
    edge[4:-4, 4:-4] = False
    inner = int((sizes[:, ~edge].mean(axis=1) > 1.5 * sizes[:, edge].mean(axis=1)).sum())
    told = share(inner, len(images), levels=(75, 50, 25))
    alt = (
        f"The weights of {counted(len(images), 'neuron')}, each as an image of 28 × 28: light "
        f"where a weight is positive, dark where it is negative, grey near 0. In {told} of the "
        "images, the weights in the middle are clearly larger than those at the margin."
    )
    return Picture(fig, alt)


def confusion_picture(counts: Any) -> Picture:
    """A confusion matrix (C, C): rows are true, columns predicted; mistakes are shaded."""
    counts = as_array(counts)
    mistakes = counts - np.diag(np.diag(counts))
    most = mistakes.max() or 1
    fig, ax = figure(width=6.4, height=5.8)
    ax.imshow(mistakes, cmap="Oranges", vmin=0, vmax=1.6 * most)
    _write_counts(ax, counts, most)
    ticks = range(len(counts))
    ax.set(xticks=ticks, yticks=ticks, xlabel="predicted digit", ylabel="true digit")
    ax.set_title("How many of each digit were read as which")
    ax.grid(False)
    shaded = "Off it, mistakes are shaded, the commonest darkest and bold."
    right = share(float(np.trace(counts)), float(counts.sum()))
    alt = (
        f"A table of {len(counts)} rows, the true digits, and as many columns, the predicted ones. "
        f"On the diagonal stand {right} of the images. "
        f"{shaded if mistakes.any() else 'Off it, there are none.'}"
    )
    return Picture(fig, alt)


def _write_counts(ax: Axes, counts: np.ndarray, most: float) -> None:
    """Write each count but 0 into its field: right ones grey, the commonest mistake bold."""
    for (row, column), count in np.ndenumerate(counts):
        right = row == column
        if count:
            ax.text(
                column,
                row,
                str(int(count)) if count == int(count) else f"{count:.2f}",
                ha="center",
                va="center",
                color=GREY if right else BLACK,
                weight="bold" if not right and count == most else "normal",
                fontsize=10 if right else 11,
            )


def sweep_picture(groups: Mapping[str, Mapping[str, Sequence[float]]]) -> Picture:
    """For each experiment, a panel: a marker for every seed, and a bar at their mean.

    Args:
        groups: name of the experiment, then of the setting, to accuracies in percent.
    """
    fig, axes = figure(
        1, len(groups), width=4.6 * len(groups), height=3.8, squeeze=False, sharey=True
    )
    looks: dict[tuple[float, ...], int] = {}  # runs that stand in both panels look the same
    for ax, (title, rows) in zip(axes[0], groups.items(), strict=True):
        for place, scores in enumerate(rows.values()):
            if not len(scores):
                continue
            look = looks.setdefault(tuple(scores), len(looks)) % len(COLOURS)
            mean, colour = float(np.mean(scores)), COLOURS[look]
            across = place + np.linspace(-0.15, 0.15, len(scores))
            ax.scatter(across, scores, s=55, color=colour, marker=MARKERS[look], zorder=3)
            ax.plot([place - 0.32, place + 0.32], [mean, mean], color=BLACK, linestyle=DASHES[1])
        ax.set(title=title, xticks=range(len(rows)), xticklabels=list(rows))
        ax.set_xlim(-0.6, max(len(rows), 1) - 0.4)
    axes[0, 0].set_ylabel("validation accuracy in %")
    told = " ".join(f"{title}: {_means(rows)}." for title, rows in groups.items())
    seeds = "A marker for the validation accuracy of each seed, and a dashed line at their mean."
    return Picture(fig, f"{seeds} {told}")


def _means(rows: Mapping[str, Sequence[float]]) -> str:
    """A panel's settings, and whether their means rise throughout: `sweep_table` has the numbers.

    Which setting is best may change with the data and the machine, and the text with it.
    """
    means = {name: float(np.mean(scores)) for name, scores in rows.items() if len(scores)}
    if not means:
        return "nothing was measured"
    rise = len(means) > 1 and all(high > low for low, high in pairwise(means.values()))
    return f"means for {', '.join(means)}{', rising from left to right' if rise else ''}"
