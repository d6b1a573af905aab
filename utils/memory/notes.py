"""What a lesson's cells note in the learner's journal. Nothing here ever raises, or speaks."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from utils.checking import recognise
from utils.checking.describe import name_of
from utils.checking.messages import Problem
from utils.memory import journal


def note_mistake(problem: Problem) -> None:
    """Note that a check named a mistake; one that it cannot name is not noted."""
    with suppress(Exception):
        checked = recognise.checked_before()
        if problem.mistake and checked:
            journal.note("mistake", **_of(checked[0]), mistake=problem.mistake)


def note_passed(function: Callable | str) -> None:
    """Note that an exercise's visible checks hold.

    Args:
        function: what `passed` was given: the exercise's function, or a text.
    """
    with suppress(Exception):
        if isinstance(function, str):
            exercise = (recognise.checked_before() or ("", None))[0]
        else:
            exercise = recognise.exercises_by_name().get(name_of(function))
        if exercise:
            journal.note("passed", **_of(exercise))


def note_step(exercise: str, step: int) -> None:
    """Note that a learner who was stuck opened a step towards an exercise."""
    with suppress(Exception):
        journal.note("step", **_of(exercise), step=step)


def note_guess(guess: str, *, right: bool) -> None:
    """Note a prediction, as the learner wrote it, and whether it came true."""
    with suppress(Exception):
        lesson = journal.STARTED_IN.name
        journal.note("guess", lesson=lesson, cell=_cell(), guess=guess, right=right)


def _of(exercise: str) -> dict[str, str]:
    return {"lesson": recognise.known_mistakes()[exercise]["lesson"], "exercise": exercise}


def _cell() -> str:
    """The id of the cell that runs, as the front end gives it; "" where it gives none."""
    with suppress(Exception):
        shell: Any = sys.modules["IPython"].get_ipython()
        return str(shell.get_parent()["metadata"].get("cellId", ""))
    return ""
