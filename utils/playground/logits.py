"""Lesson 04's playground: three logits to drag, with p, the loss and p − Y."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from utils.drawing.picture import Picture
from utils.drawing.style import BLUE, RED, figure
from utils.playground.play import play, ready

CLASSES = ["fail", "pass", "honours"]
Z, LABEL = [2.0, 1.0, 0.0], 1

Softmax = Callable[[np.ndarray], np.ndarray]
Loss = Callable[[np.ndarray, np.ndarray], float]
Gradient = Callable[[np.ndarray, np.ndarray], np.ndarray]


def drag_logits(softmax: Softmax, cross_entropy: Loss, cross_entropy_gradient: Gradient) -> None:
    """Let the learner drag three logits, and see what their own functions make of them.

    Args:
        softmax: takes logits (1, 3), gives probabilities (1, 3).
        cross_entropy: the learner's loss of logits (1, 3) and labels (1,).
        cross_entropy_gradient: its slopes (1, 3), p − Y for one example.
    """
    row, labels = np.array([Z]), np.array([LABEL])
    asked = (
        (softmax, row, _is_row),
        (cross_entropy, row, labels, lambda loss: np.ndim(loss) == 0),
        (cross_entropy_gradient, row, labels, _is_row),
    )
    if not ready(*asked):
        return

    def answer(question: dict[str, Any]) -> dict[str, Any]:
        row, labels = np.array([question["z"]], float), np.array([question["y"]])
        p, slope = softmax(row)[0], cross_entropy_gradient(row, labels)[0]
        return {"p": p, "loss": float(cross_entropy(row, labels)), "slope": slope}

    found = answer({"z": Z, "y": LABEL})
    start = {"classes": CLASSES, "z": Z, "y": LABEL, "found": found}
    play("logits", start, logits_picture(found["p"], found["loss"]), answer)


def logits_picture(p: np.ndarray, loss: float) -> Picture:
    """How the playground begins: three logits, their probabilities, and the right class."""
    fig, (left, right) = figure(1, 2, width=7, height=3)
    left.bar(CLASSES, Z, color=BLUE)
    left.set(ylabel="z, the logits", ylim=(-5, 5))
    right.bar(CLASSES, p, color=BLUE)
    for k in range(len(CLASSES)):
        right.plot([k - 0.4, k + 0.4], [k == LABEL] * 2, color=RED, linestyle="--")
    right.set(ylabel="p, and Y dashed", ylim=(0, 1.05))
    return Picture(
        fig,
        f"Logits 2, 1 and 0 for fail, pass and honours, and their probabilities "
        f"{', '.join(f'{each:.3f}' for each in p)}. Pass is right, and the loss is {loss:.3f}.",
    )


def _is_row(result: Any) -> bool:
    return np.shape(result) == (1, len(CLASSES))
