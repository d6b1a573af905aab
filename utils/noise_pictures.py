"""Drawings of what chance and the learning rate do to training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from utils.drawing.in_words import listed, number
from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, BLUE, COLOURS, DASHES, MARKERS, figure

NEAR = 1.25  # a distance within this factor of the square root's line follows it


def noise_picture(distances: Mapping[int, float]) -> Picture:
    """How far gradients of batches are from the whole one, beside the line of 1 / root of size.

    Args:
        distances: by batch size, relative to the length of the whole gradient.
    """
    fig, ax = figure(width=6.4, height=4.0)
    if not distances:
        return Picture(fig, "Empty axes, for the distances of batches' gradients.")
    sizes, found = np.array(list(distances)), np.array(list(distances.values()))
    line = found[0] * np.sqrt(sizes[0] / sizes)
    ax.loglog(sizes, line, color=BLACK, linestyle=DASHES[1], label="first ÷ √(batch size)")
    ax.loglog(sizes, found, "o", color=BLUE, markersize=9, label="measured")
    ax.set(xlabel="batch size", ylabel="distance from the whole gradient")
    ax.set_xticks(sizes, [str(size) for size in sizes])
    ticks = [
        tick for tick in 2.0 ** np.arange(-8, 9) if 0.7 * found.min() < tick < 1.4 * found.max()
    ]
    ax.set_yticks(ticks, [number(tick) for tick in ticks])
    ax.minorticks_off()
    ax.legend()
    near = np.all((found < NEAR * line) & (found > line / NEAR))
    way = "follow" if near else "do not follow"
    told = listed(f"{number(one, 2)} at {size}" for size, one in distances.items())
    return Picture(
        fig,
        "Distance of a batch's gradient from the whole gradient against the batch size, both "
        f"axes logarithmic: {told}. The points {way} a line that falls with the square root.",
    )


def rates_picture(losses: Mapping[float, Sequence[float]], start: float) -> Picture:
    """The loss that each learning rate leads to, a marker for each seed.

    Losses far above the start are drawn at the upper edge, as arrows.

    Args:
        losses: for each rate, those of its seeds; NaN where training broke down.
        start: the loss of a network that knows nothing.
    """
    fig, ax = figure(width=7.2, height=4.0)
    top = 2 * start
    ax.axhline(start, color=BLACK, linestyle=DASHES[1], linewidth=1.4)
    right = {"ha": "right", "va": "top", "transform": ax.get_yaxis_transform()}
    ax.text(0.99, 0.97 * start, "knows nothing", **right)
    for rate, found in losses.items():
        for seed, loss in enumerate(found):
            inside = np.isfinite(loss) and loss < top
            ax.plot(
                rate * 1.08 ** (seed - (len(found) - 1) / 2),
                loss if inside else top,
                MARKERS[seed % len(MARKERS)] if inside else "^",
                color=COLOURS[seed % len(COLOURS)] if inside else BLACK,
                markersize=8 if inside else 10,
                clip_on=False,
            )
    ax.set_xscale("log")
    ax.set(xlabel="learning rate", ylabel="training loss at the end", ylim=(0, top))
    ax.set_title("A marker for each seed; black arrows: off the picture", pad=12)
    return Picture(fig, f"Training loss against the learning rate. {_of_rates(losses, start)}")


def _of_rates(losses: Mapping[float, Sequence[float]], start: float) -> str:
    """Which rate leads to the lowest loss, and from which one on training fails."""
    if not losses:
        return "Nothing was measured."
    means = {rate: np.mean(found) for rate, found in losses.items()}
    works = {rate: mean for rate, mean in means.items() if mean < start}
    if not works:
        return "No rate ends below the loss of knowing nothing."
    best = min(works, key=works.get)
    beyond = [rate for rate in means if rate > best and rate not in works]
    cliff = f"; at {number(min(beyond), 4)} training has failed" if beyond else ""
    first = next(iter(losses))
    slow = f"At {number(first, 4)} it is {number(means[first], 2)}; " if first in works else ""
    return f"{slow}it is lowest near {number(best, 4)}{cliff}."
