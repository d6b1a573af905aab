"""Lesson 04's ball: it rolls down the loss surface of the students, by the learner's own slopes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from utils.drawing.in_words import fixed
from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, figure
from utils.playground.play import play, ready
from utils.surface_pictures import LEVELS, contour_picture

STUDY, SLEEP = np.linspace(-1, 3, 61), np.linspace(-1, 2, 46)  # the map's weights
BIAS, STEPS = -3.0, 40
START, RATE, RATES = [2.5, 1.5], 0.1, (0.02, 1.0, 0.02)

Loss = Callable[[np.ndarray, np.ndarray], float]
Gradient = Callable[[np.ndarray, np.ndarray], np.ndarray]


def roll_a_ball(
    bce_with_logits: Loss, cross_entropy_gradient: Gradient, X: np.ndarray, y: np.ndarray
) -> None:
    """Let the learner drag the start and the rate, and see where their slopes lead.

    Args:
        bce_with_logits: the learner's loss of logits (n,) and targets (n,).
        cross_entropy_gradient: the learner's slopes of logits (n, 2) and labels (n,).
        X: study and sleep of each student, (n, 2).
        y: 1 for those who passed, (n,).
    """
    tried, labels = np.array([0.5, -1.0]), np.array([1, 0])
    asked = (
        (bce_with_logits, tried, labels, lambda loss: np.ndim(loss) == 0),
        (cross_entropy_gradient, _two(tried), labels, lambda slopes: np.shape(slopes) == (2, 2)),
    )
    if not ready(*asked):
        return

    def answer(question: dict[str, Any]) -> dict[str, Any]:
        return rolled(bce_with_logits, cross_entropy_gradient, X, y, **question)

    heights = np.array([[bce_with_logits(X @ [a, c] + BIAS, y) for a in STUDY] for c in SLEEP])
    begun = {"start": START, "rate": RATE}
    first = answer(begun)
    start = begun | {
        "levels": level_lines(heights),
        "rates": RATES,
        "steps": STEPS,
        "box": [[STUDY[0], STUDY[-1]], [SLEEP[0], SLEEP[-1]]],
        "roll": first,
    }
    play("ball", start, ball_picture(heights, first["path"], first["losses"]), answer)


def _two(z: np.ndarray) -> np.ndarray:
    """A neuron's logits as those of two classes: fail has 0, pass has z."""
    return np.column_stack([np.zeros_like(z), z])


def rolled(
    bce_with_logits: Loss,
    cross_entropy_gradient: Gradient,
    X: np.ndarray,
    y: np.ndarray,
    start: Sequence[float],
    rate: float,
) -> dict[str, Any]:
    """Where the ball is after each step, with the loss and the slopes of both weights there.

    A weight's slope is each student's slope, p − y over n, times the weight's input, added up.

    Returns:
        path (STEPS + 1, 2), losses (STEPS + 1,) and slopes (STEPS + 1, 2).
    """
    w, path, losses, slopes = np.array(start, float), [], [], []
    with np.errstate(all="ignore"):  # a rate that is too large is part of the game
        for _ in range(STEPS + 1):
            z = X @ w + BIAS
            slope = np.asarray(cross_entropy_gradient(_two(z), y), float)[:, 1] @ X
            path.append(w)
            losses.append(float(bce_with_logits(z, y)))
            slopes.append(slope)
            w = w - rate * slope
    found = {"path": path, "losses": losses, "slopes": slopes}
    return {name: np.round(np.array(each), 4) for name, each in found.items()}


def level_lines(heights: np.ndarray) -> list[dict[str, Any]]:
    """The lines of equal loss: of each its loss, and its pieces, lists of places on the map."""
    _, ax = figure()
    found = ax.contour(STUDY, SLEEP, heights, levels=LEVELS).allsegs
    return [
        {"loss": loss, "pieces": [np.round(piece, 2) for piece in pieces]}
        for loss, pieces in zip(LEVELS, found, strict=True)
        if pieces
    ]


def ball_picture(heights: np.ndarray, path: np.ndarray, losses: Sequence[float]) -> Picture:
    """How the playground begins: the map, and the ball's way over it."""
    title = f"after {STEPS} steps: loss {fixed(losses[-1], 3)}"
    fig, told = contour_picture(STUDY, SLEEP, heights, path[-1], title)
    fig.axes[0].plot(*np.transpose(path), color=BLACK, marker=".", ms=6, lw=1.2, zorder=4)
    a, b = (fixed(each, 2) for each in path[0])
    return Picture(fig, f"{told} A line leads there from {a} and {b}, where it begins.")
