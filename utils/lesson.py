"""Small things that a lesson's cells need: cope with blanks, compare a prediction."""

from __future__ import annotations

from typing import Any


class once_written:  # noqa: N801 - it reads as a sentence: `with once_written("neuron"):`
    """Run a demo that needs an exercise; while that is blank, say so instead of failing.

    >>> with once_written("neuron"):
    ...     raise NotImplementedError
    This cell comes alive once `neuron` is written: do that exercise, then run it again.
    """

    def __init__(self, *names: str) -> None:
        self.names = names

    def __enter__(self) -> once_written:
        return self

    def __exit__(self, kind: type | None, error: Any, trace: Any) -> bool:
        if kind is None or not issubclass(kind, NotImplementedError):
            return False
        names = " and ".join(f"`{name}`" for name in self.names)
        verb = "is" if len(self.names) == 1 else "are"
        what = "that exercise" if len(self.names) == 1 else "those exercises"
        print(f"This cell comes alive once {names} {verb} written: do {what}, then run it again.")
        return True


def reveal(prediction: Any, answer: Any) -> None:
    """Compare the learner's prediction, made before running, with what came out.

    >>> reveal(..., 1.4)
    It is 1.4. You made no prediction: put one in place of the dots, then run this again.
    >>> reveal(2, 1.4)
    It is 1.4. You said 2.
    >>> reveal(1.4, 1.4)
    It is 1.4, as you said.
    """
    if prediction is ...:
        advice = "put one in place of the dots, then run this again."
        print(f"It is {answer}. You made no prediction: {advice}")
    elif _agree(prediction, answer):
        print(f"It is {answer}, as you said.")
    else:
        print(f"It is {answer}. You said {prediction}.")


def _agree(prediction: Any, answer: Any) -> bool:
    numbers = isinstance(prediction, int | float) and isinstance(answer, int | float)
    if numbers:
        return abs(prediction - answer) <= 1e-3 * max(1.0, abs(answer))
    return str(prediction).strip().lower() == str(answer).strip().lower()
