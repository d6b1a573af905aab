"""Drawings of losses: how they grow with a difference, and what each example adds to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from utils.drawing.in_words import counted, fixed, listed, number
from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, BLUE, DASHES, GREEN, ORANGE, RED, figure
from utils.slope_pictures import (
    difference_picture,
    moving_picture,
    prediction_picture,
    push_picture,
)
from utils.surface_pictures import contour_picture, lowest_point, surface_picture, walk_picture

__all__ = [
    "contour_picture",
    "difference_picture",
    "error_picture",
    "lowest_point",
    "moving_picture",
    "prediction_picture",
    "push_picture",
    "shares_picture",
    "squares_picture",
    "stairs_picture",
    "surface_picture",
    "walk_picture",
]


def squares_picture(y: np.ndarray, y_hat: np.ndarray) -> Picture:
    """Targets y (n,) and predictions y_hat (n,), one beside the other, each difference as a square.

    Both axes have the same scale, so that a square's area is the squared difference.
    """
    fig, ax = figure(width=8.0, height=3.6)
    sides = np.abs(np.asarray(y_hat) - y)
    places = np.concatenate([[0.0], np.cumsum(sides + 2.0)])
    for place, target, guess in zip(places[:-1], y, y_hat, strict=True):
        _draw_error(ax, place, target, guess)
    ax.plot(places[:-1], y_hat, "D", color="white", mec=BLACK, mew=1.6, markersize=13, zorder=6)
    ax.plot(places[:-1], y, "o", color=BLUE, mec="white", markersize=9, zorder=7)
    ends = [("o", BLUE, "white", "target $y$"), ("D", "white", BLACK, "prediction $\\hat{y}$")]
    for marker, face, edge, label in ends:
        ax.plot([], [], marker, color=face, mec=edge, markersize=8, label=label)
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    labels = [f"student {k + 1}" for k in range(len(sides))]
    ax.set(
        ylabel="exam grade",
        xlim=(-0.9, places[-1] - 1.2),
        ylim=(min(*y, *y_hat) - 0.8, max(*y, *y_hat) + 0.6),
    )
    ax.set(xticks=places[:-1], xticklabels=labels, aspect="equal")
    return Picture(fig, _squares_told(y, y_hat, sides))


def _draw_error(ax: Axes, place: float, target: float, guess: float) -> None:
    """One difference as an upright line, and its square to the right with the area in it."""
    side, low = abs(guess - target), min(guess, target)
    ax.add_patch(Rectangle((place, low), side, side, fc="#fbe9c6", ec=ORANGE, hatch="..", lw=1))
    ax.plot([place, place], [target, guess], color=RED, linewidth=2.4, zorder=4)
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
    spot = (place + side / 2, low + side / 2) if side else (place + 0.45, low)
    ax.text(*spot, f"{side**2:g}", ha="center", va="center", bbox=box, zorder=5)


def _squares_told(y: np.ndarray, y_hat: np.ndarray, sides: np.ndarray) -> str:
    targets, guesses, areas = (listed(map(number, row)) for row in (y, y_hat, sides**2))
    return (
        f"Targets {targets} as discs and predictions {guesses} as diamonds. Each difference is the "
        f"side of a square: areas {areas}. Their mean, the MSE, is {number(np.mean(sides**2))}."
    )


def stairs_picture(
    weights: np.ndarray, mistakes: Sequence[float], losses: Sequence[float], of: int = 40
) -> Picture:
    """Mistakes, of so many examples, and a loss over one weight: stairs above, a curve below."""
    fig, (top, bottom) = figure(2, 1, width=7.0, height=4.8, sharex=True)
    top.step(weights, mistakes, where="mid", color=ORANGE)
    top.set(ylabel=f"mistakes of {of}", ylim=(0, max(mistakes) + 2))
    bottom.plot(weights, losses, color=BLUE)
    best = int(np.argmin(losses))
    bottom.plot(weights[best], losses[best], "v", color=BLACK, markersize=9)
    bottom.annotate(
        f"least: {fixed(losses[best], 3)}",
        (weights[best], losses[best]),
        (0, 12),
        textcoords="offset points",
        ha="center",
    )
    bottom.set(xlabel="weight of study", ylabel="loss", ylim=(0, max(losses) * 1.1))
    over = f"Two curves over the weight of study, {number(weights[0])} to {number(weights[-1])}."
    above = f"Above, the mistakes of {of}, in stairs: {_course(weights, mistakes)}."
    return Picture(fig, f"{over} {above} Below, the loss: {_course(weights, losses)}.")


def _course(at: np.ndarray, values: Sequence[float]) -> str:
    """How a curve goes: its start, its lowest point and its end."""
    low = int(np.argmin(values))
    start, least, end = (number(values[k]) for k in (0, low, -1))
    if least in (start, end):
        return f"{start} at first, {end} at last"
    return f"{start} at first, {least} at its lowest, at {number(at[low])}, {end} at last"


def error_picture(
    errors: np.ndarray, curves: Mapping[str, tuple[Sequence[float], float]], most: float
) -> Picture:
    """Losses of a single difference, a line for each name.

    Args:
        errors: where, (m,).
        curves: for each name the loss at each difference (m,), and where its label stands.
        most: the highest loss that is shown.
    """
    fig, ax = figure(width=6.8, height=3.8)
    for (name, (values, spot)), colour, dash in zip(
        curves.items(), [ORANGE, BLUE, GREEN], DASHES, strict=False
    ):
        ax.plot(errors, values, color=colour, linestyle=dash)
        height = float(np.interp(spot, errors, values))
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
        ax.annotate(
            name, (spot, height), (10, -4), textcoords="offset points", va="center", bbox=box
        )
    ax.set(xlabel="difference: prediction minus target", ylabel="loss of this difference")
    ax.set(xlim=(errors[0], errors[-1] + 1.0), ylim=(-0.3, most))
    told = [f"{name}: {_error_told(errors, values)}" for name, (values, _) in curves.items()]
    return Picture(fig, f"{len(curves)} losses of one difference. {'. '.join(told)}.")


def _error_told(errors: np.ndarray, values: Sequence[float]) -> str:
    """A loss in words: its bottom, where it is straight, what differences of 1, 2, 3 cost."""
    low, slopes = int(np.argmin(values)), np.diff(values) / np.diff(errors)
    inside = 0 < low < len(slopes)
    corner = inside and slopes[low] - slopes[low - 1] > 0.5 * np.abs(slopes).max()
    cost = [number(np.interp(size, errors, values)) for size in (1, 2, 3)]
    bottom = f"{'a corner' if corner else 'round'} at the bottom, at {number(errors[low])}"
    bent = np.flatnonzero(np.abs(np.diff(slopes)) > 1e-6 * np.abs(slopes).max()) + 1
    if not corner and len(bent) and bent[0] > 1 and bent[-1] < len(slopes) - 1:
        ends = sorted({number(abs(errors[k])) for k in (bent[0], bent[-1])})
        bottom += f", straight beyond a difference of {' or '.join(ends)}"
    return f"{bottom}; differences of 1, 2 and 3 cost {listed(cost)}"


def shares_picture(
    losses: Sequence[float], wrong: Sequence[bool], labels: Sequence[str]
) -> Picture:
    """A bar for the loss of each example, hatched where the prediction is on the wrong side."""
    fig, ax = figure(width=7.0, height=2.9)
    low, high = min(0.0, *losses), max(0.0, *losses)
    room = (high - low) or 1.0
    for row, (loss, mistake) in enumerate(zip(losses, wrong, strict=True)):
        colour, hatch = (ORANGE, "//") if mistake else (BLUE, "")
        ax.barh(row, loss, color=colour, hatch=hatch, edgecolor="white", height=0.6)
        text = fixed(loss, 3) + (", a mistake" if mistake else "")
        ax.text(max(loss, 0.0) + 0.015 * room, row, text, va="center")
    mean = float(np.mean(losses))
    ax.axvline(mean, color=BLACK, linestyle="--", linewidth=1.5)
    ax.text(mean + 0.015 * room, -0.72, f"mean {fixed(mean, 3)}", va="center", weight="bold")
    ax.set(yticks=range(len(labels)), yticklabels=labels, xlabel="loss of each student")
    ax.set(xlim=(low * 1.05, high + 0.35 * room), ylim=(len(labels) - 0.5, -1.1))
    each = "; ".join(
        f"{label}: {fixed(loss, 3)}{' (a mistake)' if mistake else ''}"
        for label, loss, mistake in zip(labels, losses, wrong, strict=True)
    )
    count = counted(int(np.sum(wrong)), "mistake")
    return Picture(fig, f"A bar for each loss. {each}. The mean is {fixed(mean, 3)}; {count}.")
