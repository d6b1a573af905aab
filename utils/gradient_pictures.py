"""Drawings of slopes: secants, walks downhill, how far off a nudge is.

Slopes that flow back are drawn by `utils.walk_pictures` and `utils.way_back_pictures`; lessons find
all of them here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes

from utils.drawing.in_words import amount, listed
from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, BLUE, DASHES, GREEN, GREY, MARKERS, ORANGE, RED, figure
from utils.walk_pictures import chain_picture, flow_picture, forward_picture, walk_picture
from utils.way_back_pictures import backward_picture

__all__ = [
    "backward_picture",
    "chain_picture",
    "descent_explorer",
    "descent_pictures",
    "errors_by_step",
    "flow_picture",
    "forward_picture",
    "secants_picture",
    "walk_picture",
]


def secants_picture(f: Callable, w: float, steps: Sequence[float], slope: float) -> Picture:
    """The curve of `f`, secants from `w` to `w + h` for each h of `steps`, and the tangent."""
    fig, ax = figure(width=7.0, height=4.2)
    line = np.linspace(w - 4.5, w + max(steps) + 0.2, 200)
    ax.plot(line, f(line), color=GREY, linewidth=3.5, alpha=0.6)
    ends = np.array([w - 1.6, w + max(steps) + 0.3])
    slopes = [(f(w + h) - f(w)) / h for h in steps]
    names = [f"h = {h:g}: slope {s:g}" for h, s in zip(steps, slopes, strict=True)]
    looks = zip([*slopes, slope], [*names, f"tangent: slope {slope:g}"], strict=True)
    for k, (s, name) in enumerate(looks):
        colour = [ORANGE, BLUE, BLACK][k % 3]
        ax.plot(ends, f(w) + s * (ends - w), color=colour, linestyle=DASHES[::-1][k + 3])
        ax.text(ends[1] + 0.1, f(w) + s * (ends[1] - w), name, color=BLACK, va="center")
    for k, h in enumerate(steps):
        ax.plot(w + h, f(w + h), MARKERS[k + 1], color=BLACK, markersize=8, zorder=4)
    ax.plot(w, f(w), "o", color=BLACK, markersize=10, zorder=4)
    ax.set(xlabel="w", ylabel="f(w)", xlim=(line[0], ends[1] + 2.6), ylim=(-4, f(line[-1]) + 3))
    through = listed(f"w = {w + h:g}" for h in steps)
    alt = (
        f"The curve of f near w = {w:g}, where f(w) = {f(w):g}, and {len(steps) + 1} lines through "
        f"that point. Through the points at {through} they have slopes "
        f"{listed(f'{s:g}' for s in slopes)}; the tangent has slope {slope:g}."
    )
    return Picture(fig, alt)


def draw_walk(ax: Axes, f: Callable, history: Sequence[float], box: Sequence[float]) -> None:
    """The curve of `f` in a box (w from, w to, f from, f to), and a walk along it."""
    line = np.linspace(box[0], box[1], 300)
    walk = np.asarray(history, dtype=float)
    ax.plot(line, f(line), color=GREY, linewidth=3.5, alpha=0.5)
    ax.plot(walk, f(walk), "o--", color=BLUE, linewidth=1.4, markersize=6)
    ax.plot(walk[0], f(walk[0]), "s", color=ORANGE, mec=BLACK, markersize=10, zorder=4)
    if _inside(f, walk[-1], box):
        ax.plot(walk[-1], f(walk[-1]), "D", color=GREEN, mec=BLACK, markersize=9, zorder=5)
    ax.set(xlim=box[:2], ylim=box[2:], xlabel="w")


def _inside(f: Callable, w: float, box: Sequence[float]) -> bool:
    return bool(box[0] <= w <= box[1] and f(w) <= box[3])


def told_walk(f: Callable, history: Sequence[float], box: Sequence[float]) -> str:
    """A walk in words: from where to where, and whether it jumps about or leaves the box."""
    walk = np.asarray(history, dtype=float)
    moves = np.diff(walk)
    told = f"w goes from {amount(walk[0])} to {amount(walk[-1])} in {len(moves)} steps"
    if len(moves) > 1 and (moves[1:] * moves[:-1] < 0).all():
        told += ", jumping from side to side"
    if not _inside(f, walk[-1], box):
        told += ", out of the picture"
    return f"{told}, and f(w) from {amount(f(walk[0]))} to {amount(f(walk[-1]))}"


def descent_pictures(
    f: Callable, walks: Mapping[str, Sequence[float]], box: Sequence[float]
) -> Picture:
    """One panel for each named walk: a square at its start, a diamond where it ends."""
    fig, axes = figure(1, len(walks), width=2.2 * len(walks), height=3.0, sharey=True)
    for ax, (name, history) in zip(np.ravel(axes), walks.items(), strict=True):
        draw_walk(ax, f, history, box)
        ax.set_title(name, fontsize=11)
    np.ravel(axes)[0].set_ylabel("f(w)")
    told = "; ".join(f"{name}: {told_walk(f, walk, box)}" for name, walk in walks.items())
    return Picture(fig, f"{len(walks)} walks on the curve of f, each from a square. {told}.")


def descent_explorer(
    f: Callable, history: Sequence[float], box: Sequence[float], title: str
) -> Picture:
    """A walk on the curve of `f` on the left, and `f` after each step on the right."""
    title = title.replace("-", "−")
    fig, (left, right) = figure(1, 2, width=7.8, height=3.4)
    draw_walk(left, f, history, box)
    left.set(ylabel="f(w)", title=title)
    values = f(np.asarray(history, dtype=float))
    right.semilogy(range(len(values)), values, "o--", color=BLUE, linewidth=1.4, markersize=5)
    right.axhline(1, color=GREY, linestyle=":")
    right.set(xlabel="step", title="f(w) after each step", ylim=(0.8, max(30, values.max() * 2)))
    return Picture(fig, f"{title[:1].upper()}{title[1:]}: {told_walk(f, history, box)}.")


def errors_by_step(steps: np.ndarray, errors: Mapping[str, np.ndarray]) -> Picture:
    """The relative error of a numerical gradient for each h, a line for each precision."""
    fig, ax = figure(width=7.0, height=3.8)
    for k, (name, error) in enumerate(errors.items()):
        colour = [BLUE, RED][k % 2]
        ax.loglog(steps, error, color=colour, linestyle=DASHES[k], marker=MARKERS[k], label=name)
    ax.invert_xaxis()
    ax.set(xlabel="h, from large to small", ylabel="relative error")
    ax.legend(loc="lower right")
    told = "; ".join(f"{name}: {_told_errors(steps, error)}" for name, error in errors.items())
    return Picture(fig, f"The relative error against h, on logarithmic axes. {told}.")


def _told_errors(steps: np.ndarray, error: np.ndarray) -> str:
    """The largest steps' errors in numbers; where it is rounding that counts, powers of ten."""
    if not np.isfinite(error).all():
        return "no number at some h"
    first = listed(f"{e:.2g} at h = {h:g}" for h, e in zip(steps[:2], error[:2], strict=True))
    best, end = int(np.argmin(error)), error[-1]
    lowest = f"below {_power(2 * error[best], np.ceil)}" if error[best] else "exactly 0"
    last = f"above {_power(end / 2, np.floor)}" if end else "exactly 0"
    return f"{first}, lowest at h = {steps[best]:g}, {lowest}, and {last} at h = {steps[-1]:g}"


def _power(value: float, rounded: Callable) -> str:
    """The power of ten above or below a number, so that a rounding error reads the same anywhere.

    >>> _power(2.6e-11, np.ceil), _power(0.5, np.floor)
    ('1e-10', '0.1')
    """
    return f"{10.0 ** rounded(np.log10(value)):g}"
