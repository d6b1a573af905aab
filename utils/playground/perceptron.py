"""Lesson 01's playground: own points, a line to drag, and the perceptron's steps on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from utils.drawing.picture import Picture
from utils.drawing.plane import draw_boundary, draw_points
from utils.drawing.style import figure
from utils.playground.play import play, ready

BOX = (-3.0, 3.0, -3.0, 3.0)
POINTS = np.array([[1.5, 1.0], [-1.0, 1.5], [0.5, 2.0], [-1.5, -0.7], [1.0, -1.5], [-0.5, -0.5]])
TARGETS = np.array([1, 1, 1, 0, 0, 0])
W, B = np.array([1.0, -1.0]), 0.5

Update = Callable[[np.ndarray, float, np.ndarray, int, float], tuple[np.ndarray, float]]


def train_by_hand(perceptron_update: Update) -> None:
    """Let the learner set points, drag the line, and step their own rule forth and back.

    Args:
        perceptron_update: the learner's (w, b, x, target, learning_rate) -> new w, new b.
    """
    tried = (W, B, POINTS[0], 0, 1.0)
    if not ready((perceptron_update, *tried, _fits)):
        return

    def answer(asked: dict[str, Any]) -> dict[str, Any]:
        return stepped(perceptron_update, **asked)

    start = {"points": POINTS, "targets": TARGETS, "w": W, "b": B}
    play("perceptron", start, perceptron_picture(), answer)


def stepped(
    perceptron_update: Update, w: list[float], b: float, x: list[float], target: int
) -> dict[str, Any]:
    """What one step with the learning rate 1 makes of w and b.

    Returns:
        w and b as they are now, what was added to w, and the error: what was added to b.
    """
    before = np.array(w, float)
    new_w, new_b = perceptron_update(before.copy(), float(b), np.array(x, float), target, 1.0)
    new_w, new_b = np.asarray(new_w, float), float(new_b)
    return {"w": new_w, "b": new_b, "change": new_w - before, "error": new_b - b}


def perceptron_picture() -> Picture:
    """How the playground begins: six points of two classes, and a line that is wrong about some."""
    fig, ax = figure(width=4.5, height=4.5)
    draw_boundary(ax, W, B, BOX)
    draw_points(ax, POINTS, TARGETS)
    ax.annotate("w", W, (0, 0), fontsize=12, arrowprops={"arrowstyle": "<-", "lw": 2})
    ax.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    wrong = int(((POINTS @ W + B >= 0) != TARGETS).sum())
    return Picture(
        fig,
        f"Six points, three of each class, and a line with w = (1, −1) and b = 0.5. "
        f"{wrong} points are on its wrong side.",
    )


def _fits(result: Any) -> bool:
    w, b = result
    return np.shape(w) == (2,) and np.ndim(b) == 0
