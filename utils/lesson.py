"""Small things that a lesson's cells need: cope with blanks, compare a prediction."""

from __future__ import annotations

import math
import os
from typing import Any

import numpy as np


class once_written:  # noqa: N801 - it reads as a sentence: `with once_written("neuron"):`
    """Run a demo that needs an exercise; while that is blank, say so instead of failing.

    >>> with once_written("neuron"):
    ...     raise NotImplementedError
    This cell comes alive once `neuron` is written: do that exercise, then run it again.
    """

    def __init__(self, *names: str) -> None:
        if not names:
            raise ValueError("once_written: name the exercise that the cell needs")
        self.names = names

    def __enter__(self) -> once_written:
        return self

    def __exit__(self, kind: type | None, error: Any, trace: Any) -> bool:
        if kind is None or not issubclass(kind, NotImplementedError):
            return False
        *most, last = (f"`{name}`" for name in self.names)
        names = f"{', '.join(most)} and {last}" if most else last
        verb = "is" if len(self.names) == 1 else "are"
        what = "that exercise" if len(self.names) == 1 else "those exercises"
        print(f"This cell comes alive once {names} {verb} written: do {what}, then run it again.")
        return True


def being_graded() -> bool:
    """Whether nbgrader runs this notebook, to grade or to validate it: then nothing trains.

    >>> being_graded()
    False
    """
    return os.environ.get("NBGRADER_EXECUTION") in ("autograde", "validate")


def reveal(prediction: Any, answer: Any) -> None:
    """Compare the learner's prediction, made before running, with what came out.

    >>> reveal(..., 1.4)
    It is 1.4. You made no prediction: put one in place of the dots, then run this again.
    >>> reveal(2, 1.4)
    It is 1.4. You said 2.
    >>> reveal(1.4, 1.4)
    It is 1.4, as you said.
    """
    said, right = _text(prediction), _text(answer)
    if prediction is None or said.strip() in ("", "...", "Ellipsis"):
        advice = "put one in place of the dots, then run this again."
        print(f"It is {right}. You made no prediction: {advice}")
    elif _agree(prediction, answer):
        print(f"It is {right}, as you said.")
    else:
        print(f"It is {right}. You said {said}.")


def _text(value: Any) -> str:
    """As `print` shows it, a float with four digits that count at most."""
    if isinstance(value, float) and math.isfinite(value):
        return str(float(f"{value:.4g}")) if abs(value) < 1000 else f"{value:g}"
    return str(value)


def _agree(prediction: Any, answer: Any) -> bool:
    """Whether a guess is near enough to a number, or reads like the answer."""
    try:
        guess, right = np.asarray(prediction, float), np.asarray(answer, float)
    except (TypeError, ValueError):
        return str(prediction).strip().lower() == str(answer).strip().lower()
    if guess.shape != right.shape:
        return False
    return bool(np.all(np.abs(guess - right) <= 1e-3 * np.maximum(1.0, np.abs(right))))
