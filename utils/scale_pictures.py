"""Drawings of losses that fall as a power of a size, on logarithmic axes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.ticker import NullLocator

from utils.drawing.in_words import counted, listed, number
from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, BLUE, ORANGE, figure

MARKS = [first * power for power in (0.001, 0.01, 0.1, 1, 10) for first in (1, 2, 5)]
Losses = Mapping[int, Sequence[float]]


def predicted(fit: tuple[float, float], size: float) -> float:
    """What a power law, (exponent, constant), says of a size."""
    exponent, constant = fit
    return float(constant * float(size) ** exponent)


def power_picture(
    losses: Losses, fit: tuple[float, float], fitted: Sequence[int], name: str
) -> Picture:
    """Losses of every seed over the size, and a power law fitted to some of the sizes.

    Args:
        losses: a list with the loss of every seed, by size.
        fit: exponent and constant.
        fitted: the sizes that were used for it; the others were held out.
        name: what the size counts, such as "width".
    """
    exponent, constant = float(fit[0]), float(fit[1])
    sizes = np.array(sorted(losses), float)
    fig, ax = figure(width=7.6, height=4.1)
    for size, runs in losses.items():
        used = size in fitted
        mark, colour = ("o", BLUE) if used else ("D", ORANGE)
        ax.plot([size] * len(runs), runs, mark, color=colour, markersize=7, alpha=0.8)
    line = np.geomspace(sizes[0] / 1.2, sizes[-1] * 1.2, 50)
    ax.plot(line, constant * line**exponent, "--", color=BLACK, lw=1.6)
    ax.set(xscale="log", yscale="log", xlabel=name, ylabel="loss on images that chose nothing")
    ax.set_title(f"{constant:.3g} · size to the power of {exponent:.3f}".replace("-", "−"))
    ax.plot([], [], "o", color=BLUE, label="fitted")
    ax.plot([], [], "D", color=ORANGE, label="held out")
    ax.legend(loc="upper right")
    ax.set_xticks(sizes, [f"{size:,.0f}" for size in sizes], rotation=30)
    ax.xaxis.set_minor_locator(NullLocator())
    ax.yaxis.set_minor_locator(NullLocator())
    low, high = ax.get_ylim()
    marks = [mark for mark in MARKS if low <= mark <= high]
    ax.set_yticks(marks, [f"{mark:g}" for mark in marks])
    return Picture(fig, _told(losses, (exponent, constant), fitted, name))


def _told(losses: Losses, fit: tuple[float, float], fitted: Sequence[int], name: str) -> str:
    off = {}
    for size, runs in losses.items():
        if size not in fitted:
            off[size] = float(np.mean(runs)) / predicted(fit, size)
    parts = [f"at {size:,} {number(ratio, 2)} times as high" for size, ratio in off.items()]
    held = f" Held out: the loss is {listed(parts)} as the line says." if parts else ""
    seeds = counted(max(map(len, losses.values())), "seed")
    return (
        f"Losses of {seeds} over the {name} on logarithmic axes, {counted(len(losses), 'size')}, "
        f"and a line with exponent {number(fit[0])}.{held}"
    )
