"""Drawings of what a loss asks for: over a prediction, and the push that its slope gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from utils.drawing.in_words import fixed, listed, number
from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, BLUE, COLOURS, DASHES, GREY, ORANGE, figure


def moving_picture(
    line: np.ndarray,
    curves: Mapping[str, Sequence[float]],
    p: float,
    values: Mapping[str, float],
    target: int,
) -> Picture:
    """Losses over the predicted probability, with the prediction `p` marked on each curve."""
    fig, ax = figure(width=7.0, height=4.0)
    styles = [(BLUE, "-", "o"), (ORANGE, "--", "s")]
    for (name, losses), (colour, dash, marker) in zip(curves.items(), styles, strict=True):
        ax.plot(line, losses, color=colour, linestyle=dash)
        ax.plot(p, values[name], marker, color=colour, mec=BLACK, markersize=10, zorder=5)
        style = {"color": colour, "linestyle": dash, "marker": marker, "markeredgecolor": BLACK}
        ax.plot([], [], **style, markersize=9, label=f"{name}: {fixed(values[name], 3)}")
    ax.axvline(p, color=GREY, linestyle=":", linewidth=1.5)
    ax.legend(loc="upper center", handlelength=3.5, frameon=True, framealpha=1, edgecolor="white")
    ax.set(xlabel="predicted probability p of a pass", ylabel="loss")
    happened = "passed, y = 1" if target else "failed, y = 0"
    ax.set(title=f"The student {happened}; predicted p = {p:.3f}")
    ax.set(xlim=(-0.02, 1.02), ylim=(-0.15, 7.2))
    now = ", ".join(f"{name} {fixed(value, 3)}" for name, value in values.items())
    ends = "; ".join(f"{name} goes from {_ends(losses)}" for name, losses in curves.items())
    span = f"Over p from {number(line[0])} to {number(line[-1])}"
    return Picture(fig, f"Target {target}, predicted p = {p:.3f}: {now}. {span}, {ends}.")


def _ends(values: Sequence[float]) -> str:
    return f"{fixed(values[0], 3)} to {fixed(values[-1], 3)}"


def prediction_picture(losses: Mapping[str, Callable], p: float, y: int) -> Picture:
    """Losses of one student over the predicted probability, marked at `p`.

    Args:
        losses: for each name a function of arrays of probabilities and of targets.
        p: the prediction.
        y: the target, 0 or 1.
    """

    def single(loss: Callable, p: float) -> float:
        return float(loss(np.array([p]), np.array([y])))

    line = np.linspace(0.001, 0.999, 500)
    values = {name: single(loss, p) for name, loss in losses.items()}
    curves = {name: [single(loss, q) for q in line] for name, loss in losses.items()}
    return moving_picture(line, curves, p, values, y)


def push_picture(z: np.ndarray, slopes: Mapping[str, Sequence[float]]) -> Picture:
    """The slope of each loss over the logit z (m,), for a target of 1."""
    fig, ax = figure(width=7.0, height=3.6)
    for (name, values), colour, dash in zip(slopes.items(), [BLUE, ORANGE], DASHES, strict=False):
        ax.plot(z, values, color=colour, linestyle=dash, label=name)
    ax.axhline(0, color=BLACK, linewidth=1)
    ax.text(z[0] + 0.2, -0.62, "confident mistake", ha="left", style="italic")
    ax.text(z[-1] - 0.2, -0.62, "confident and right", ha="right", style="italic")
    ax.set(xlabel="logit z, with y = 1", ylabel="slope of the loss", ylim=(-1.1, 0.15))
    ax.legend(loc="lower right", handlelength=3.5)
    told = "; ".join(f"{name} {_push_told(z, values)}" for name, values in slopes.items())
    span = f"over z from {number(z[0])} to {number(z[-1])}, for a target of 1"
    return Picture(fig, f"The slope of the loss {span}. {told}.")


def _push_told(z: np.ndarray, values: Sequence[float]) -> str:
    """A slope in words: at a confident mistake, where it is largest in size, once z is right."""
    start, end = fixed(values[0], 3), fixed(values[-1], 3)
    ends = f"{start} on the confident mistake and {end} once it is sure and right"
    k = int(np.argmax(np.abs(values)))
    if k in (0, len(values) - 1):
        return f"is {ends}"
    return f"is {ends}; largest in size at z = {fixed(z[k], 2)}, {fixed(values[k], 3)}"


def difference_picture(
    P: Sequence[float], Y: Sequence[float], difference: Sequence[float], names: Sequence[str]
) -> Picture:
    """Three panels of bars, a bar for each class: probabilities, one-hot target, difference."""
    fig, axes = figure(1, 3, width=8.6, height=3.2, sharey=True)
    titles = ["p, predicted", "y, one-hot", "p − y"]
    for ax, values, title in zip(axes, (P, Y, difference), titles, strict=True):
        for k, value in enumerate(values):
            colour, hatch = (COLOURS[0], "") if value >= 0 else (ORANGE, "//")
            ax.bar(k, value, color=colour, hatch=hatch, edgecolor="white", width=0.7)
            gap = 0.05 if value >= 0 else -0.05
            side = "bottom" if value >= 0 else "top"
            ax.text(k, value + gap, fixed(value, 3), ha="center", va=side)
        ax.axhline(0, color=BLACK, linewidth=1)
        ax.set(title=title, xticks=range(len(names)), xticklabels=names, ylim=(-1.15, 1.25))
    told = [listed(fixed(value, 3) for value in row) for row in (P, Y, difference)]
    start = f"Bars for {listed(names)}. Predicted {told[0]}; one-hot {told[1]}; their difference"
    return Picture(fig, f"{start} {told[2]}: {_moves(difference, names)}.")


def _moves(difference: Sequence[float], names: Sequence[str]) -> str:
    """Which classes should rise, where the difference is negative, and which should fall."""
    pairs = list(zip(names, difference, strict=True))
    groups = {"rise": [n for n, value in pairs if value < 0]}
    groups["fall"] = [n for n, value in pairs if value > 0]
    moves = [f"{listed(group)} should {verb}" for verb, group in groups.items() if group]
    return ", ".join(moves) or "none should move"
