"""Small things that a lesson's cells need: cope with blanks, compare a prediction."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from types import TracebackType
from typing import Any

import numpy as np

from utils.checking.causes import is_blank
from utils.checking.guesses import agrees, is_missing, rounds_to
from utils.memory import notes

# What a lesson's stand-in for a network raises until a cell has trained the network
UNTRAINED = "trained below"


class once_written:  # noqa: N801 - it reads as a sentence: `with once_written("neuron"):`
    """Run a demo that needs an exercise; while that is blank, say so instead of failing.

    >>> with once_written("neuron"):
    ...     raise NotImplementedError
    This cell comes alive once `neuron` is written: do that exercise, then run it again.

    A demo names the exercise that it calls. Where the blank is another one, which that one calls,
    the line names the blank. Where a network waits for the cell that trains it, the line says so.
    """

    def __init__(self, *names: str) -> None:
        if not names:
            raise ValueError("once_written: name the exercise that the cell needs")
        self.names = names

    def __enter__(self) -> once_written:
        return self

    def __exit__(self, kind: type | None, error: Any, trace: Any) -> bool:
        if kind is None or not is_blank(error):
            return False
        if str(error) == UNTRAINED:
            print(
                "This cell comes alive once the network is trained: run the cell that trains it, "
                "then run this one again."
            )
            return True
        blank = _blank(trace)
        needed = self.names if blank is None or blank in self.names else (blank,)
        *most, last = (f"`{name}`" for name in needed)
        names = f"{', '.join(most)} and {last}" if most else last
        verb = "is" if len(needed) == 1 else "are"
        what = "that exercise" if len(needed) == 1 else "those exercises"
        print(f"This cell comes alive once {names} {verb} written: do {what}, then run it again.")
        return True


def _blank(trace: TracebackType | None) -> str | None:
    """The function or method of the notebook that raised; None for the demo itself."""
    name, notebook = None, trace.tb_frame.f_globals if trace else {}
    while trace := trace and trace.tb_next:  # its first frame is the demo's own
        if trace.tb_frame.f_globals is notebook:
            parts = trace.tb_frame.f_code.co_qualname.split(".<locals>")[0].split(".")
            # A class that cannot be made is what is blank, whatever its methods are
            called = parts[-2] if parts[-1] == "__init__" and len(parts) > 1 else parts[-1]
            name = called if called.isidentifier() else name  # no "<lambda>"
    return name


def being_graded() -> bool:
    """Whether nbgrader runs this notebook, to grade or to validate it: then nothing trains.

    >>> being_graded()
    False
    """
    return os.environ.get("NBGRADER_EXECUTION") in ("autograde", "validate")


def print_table(rows: Mapping[str, Any], columns: Sequence[str] = ()) -> None:
    """Print a row of numbers for each name: three decimals, and whole numbers as they are.

    Args:
        rows: name -> a number, or an array of numbers, which stands in one row.
        columns: what stands above the numbers.

    >>> print_table({"h = 1": (7.0, 6.0), "h = 0.1": (6.1, -6.0)}, ["one side", "both sides"])
             one side  both sides
    h = 1       7.000       6.000
    h = 0.1     6.100      −6.000
    >>> print_table({"W1": [[0.1, 0.25], [1.0, 20.0]], "steps": 3})
    W1     0.100  0.250  1.000  20.000
    steps      3
    """
    table = [["", *columns]] if columns else []
    for name, row in rows.items():
        table.append([name, *map(_number, np.ravel(np.array(row, object)))])
    widths = [max(map(len, column)) for column in zip_longest(*table, fillvalue="")]
    for name, *cells in table:
        right = (f"{cell:>{width}}" for cell, width in zip(cells, widths[1:], strict=False))
        print("  ".join([f"{name:{widths[0]}}", *right]).rstrip())


def _number(value: Any) -> str:
    """With three decimals, or whole, and a true minus sign."""
    if isinstance(value, np.integer | int):
        return str(value).replace("-", "−")
    text = f"{value:.3f}"
    return (text.lstrip("-") if not text.strip("-0.") else text).replace("-", "−")


def reveal(
    prediction: Any,
    answer: Any,
    *,
    within: float | Sequence[float] = 0.0,
    also: Any = (),
) -> None:
    """Compare the learner's prediction, made before running, with what came out.

    Without one nothing is told. What is right in another form is right: `utils.checking.guesses`.

    Args:
        prediction: the learner's; dots where they have made none.
        answer: what came out.
        within: where nobody can work it out: how far off a number may be, or the least and the
            largest that counts.
        also: another right answer, or a list of them, such as 1e-5 where the exponent is asked for.

    >>> reveal(..., 1.4)
    Your guess first: put it in place of the dots, run that cell, then run this one again.
    >>> reveal(2, 1.4)
    It is 1.4. You said 2.
    >>> reveal(1.4, 1.4)
    It is 1.4, as you said.
    >>> reveal("75", 80, within=10)
    It is 80, and 75 is near enough.
    >>> reveal(1.5, 1.461)
    It is 1.461: that is your 1.5, with more digits.
    >>> reveal(1e-05, -5, also=1e-5)
    It is -5, and 1e-05 says the same.
    """
    if is_missing(prediction):
        print(
            "Your guess first: put it in place of the dots, run that cell, then run this one again."
        )
        return
    said, right = _text(prediction), _text(answer)
    others = also if isinstance(also, list | tuple) else [also]
    if agrees(prediction, answer):
        agreed = f"{right}, as you said"
    elif any(agrees(prediction, other) for other in others):
        agreed = f"{right}, and {said} says the same"
    elif rounds_to(prediction, answer):
        agreed = f"{right}: that is your {said}, with more digits"
    elif within != 0.0 and agrees(prediction, answer, within):
        agreed = f"{right}, and {said} is near enough"
    else:
        agreed = ""
    notes.note_guess(said, right=bool(agreed))
    print(f"It is {agreed}." if agreed else f"It is {right}. You said {said}.")


def _text(value: Any) -> str:
    """As `print` shows it, a float with four digits that count at most."""
    if isinstance(value, float) and math.isfinite(value):
        return str(float(f"{value:.4g}")) if abs(value) < 1000 else f"{value:g}"
    return str(value)
