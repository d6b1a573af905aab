"""Optimisers on their way down a bowl that is ten times as steep along w2 as along w1."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, COLOURS, DASHES, MARKERS, PURPLE, figure

BOWL = (1.0, 10.0)  # how strongly the bowl curves along w1 and along w2
BOWL_BOX = (-4.6, 4.6, -2.3, 2.3)


def optimiser_picture(paths: Mapping[str, np.ndarray], **settings: float) -> Picture:
    """Paths (m, 2) of optimisers over the bowl 0.5 (w1² + 10 w2²), from start to last step.

    A path that leaves the picture ends at its edge, and its label says so.

    Args:
        paths: by the optimiser's name.
        **settings: what the paths were made with, such as learning_rate, for the text.
    """
    fig, ax = figure(width=7.6, height=4.2)
    left, right, low, high = BOWL_BOX
    w1, w2 = np.meshgrid(np.linspace(left, right, 121), np.linspace(low, high, 81))
    heights = 0.5 * (BOWL[0] * w1**2 + BOWL[1] * w2**2)
    ax.contour(w1, w2, heights, levels=[0.5, 2, 5, 10, 20], colors="#c8c8c8", linewidths=1)
    for k, (name, path) in enumerate(paths.items()):
        shown = until_it_leaves(path)
        label = name if len(shown) == len(path) else f"{name}: leaves the picture"
        style = {"color": COLOURS[k], "linestyle": DASHES[k], "marker": MARKERS[k]}
        ax.plot(*shown.T, markersize=4.5, linewidth=1.6, label=label, **style)
    ax.plot(*next(iter(paths.values()))[0], "*", color=BLACK, markersize=15, label="start")
    ax.plot(0, 0, "X", color=PURPLE, mec=BLACK, markersize=11, label="lowest point")
    ax.set(xlim=(left, right), ylim=(low, high), xlabel="$w_1$", ylabel="$w_2$")
    ax.grid(False)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, fontsize=10)
    made = " and ".join(f"{name.replace('_', ' ')} {value:.2f}" for name, value in settings.items())
    told = "; ".join(f"{name} {_journey(path)}" for name, path in paths.items())
    told = f"{told[:1].upper()}{told[1:]}"  # a sentence, and no drawn label, begins here
    return Picture(fig, f"A bowl from above{', with ' if made else ''}{made}. {told}.")


def _journey(path: np.ndarray) -> str:
    """Where a path over the bowl goes, in words."""
    shown, last = until_it_leaves(path), len(path) - 1
    if len(shown) < len(path):
        return f"leaves the picture in step {len(shown) - 1}"
    return f"is {np.hypot(*path[-1]):.1f} away from the lowest point after {last} steps"


def until_it_leaves(path: np.ndarray) -> np.ndarray:
    """The part of a path (m, 2) up to its first place outside the bowl's picture, that included."""
    left, right, low, high = BOWL_BOX
    path = np.asarray(path, dtype=float)
    outside = ~((path >= (left, low)) & (path <= (right, high))).all(axis=1)
    return path[: outside.argmax() + 1] if outside.any() else path
