"""What all playgrounds share: wait for the learner's functions, and stand as a picture elsewhere.

A playground runs on what the learner wrote. While that is blank or wrong it says so in a line.
Where no widgets run, a picture of how it begins stands in its place, with its text.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from typing import Any

from IPython.display import display

from utils.checking.at_once import problem_of
from utils.checking.causes import is_blank
from utils.drawing.picture import Picture
from utils.lesson import once_written
from utils.playground.widget import Answer, view, widget
from utils.show import img, png


def ready(*asked: tuple[Any, ...]) -> bool:
    """Whether the learner's functions are written and right; says in a line which one is not.

    Args:
        asked: of each function, itself, arguments to call it with, and last a test: what takes
            the result, and gives whether it can be played with.

    >>> ready((lambda z: z, 2.0, lambda a: a == 2.0))
    True
    """
    for function, *args, fits in asked:
        name = getattr(function, "__name__", "this function")
        with once_written(name):
            blank, right = _asked(function, args, fits)
            if blank:
                raise NotImplementedError
            if right:
                continue
            print(
                f"This playground waits: `{name}` is not right yet. "
                "Run its check, which says what to look at, then run this cell again."
            )
        return False
    return True


def _asked(function: Callable, args: list[Any], fits: Callable[[Any], Any]) -> tuple[bool, bool]:
    """Whether a function is blank, and whether it is right as far as we know."""
    try:
        with redirect_stdout(io.StringIO()):  # what it prints would stand above our line
            fitting = bool(fits(function(*args)))
    except Exception as error:
        return is_blank(error), False
    return False, fitting and problem_of(function) is None


def play(
    name: str, start: Mapping[str, Any], instead: Picture, answer: Answer | None = None
) -> None:
    """Display a playground; without widgets, the picture of how it begins.

    Args:
        name: of its JavaScript in `utils/playground`, such as "curve".
        start: what the page needs at first: numbers, lists, arrays and texts by name.
        instead: the picture for pages on which no widgets run.
        answer: gives what the page asks for, numbers by name.
    """
    fig, alt = instead
    bundle = {"text/html": img(png(fig), alt), "text/plain": alt}
    display({**view(widget(name, start, answer)), **bundle}, raw=True)
