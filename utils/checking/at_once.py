"""What a visible check says although all of its own numbers are right.

A check's numbers are few, so that they can be worked out on paper; a mistake may agree with all of
them. So where they hold, the exercise's probes are asked, too. A learner hears of a mistake only
where every result is that of one known mistake, types included. Grading never asks here: there
the hidden tests decide, and no clock does.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import numpy as np

from utils.checking import recognise
from utils.checking.describe import name_of
from utils.checking.messages import Problem


def problem_of(passed: Any) -> Problem | None:
    """The known mistake that an exercise's answer shows, once its own numbers are right.

    Never raises: what goes wrong meanwhile leaves the answer as it is taken to be, right.

    Args:
        passed: the exercise's function; a text where the check asked a class or an object.
    """
    with suppress(Exception):
        asked = recognise.checked_before() if isinstance(passed, str) else _of(passed)
        if asked is None or not callable(asked[1]) or _in_grading(asked[1]):
            return None
        with undisturbed():
            mistake = recognise.surely(*asked)
        if mistake:
            return _shown(passed if isinstance(passed, str) else name_of(passed), *asked, mistake)
    return None


def _of(function: Callable) -> tuple[str, Any] | None:
    """The exercise and its answer; None where another one was checked before."""
    name = recognise.exercises_by_name().get(name_of(function))
    return recognise.exercise_of(function) if name else None


def _in_grading(answer: Any) -> bool:
    elsewhere = getattr(answer, "recognised_elsewhere", None) is not None
    return elsewhere or os.environ.get("NBGRADER_EXECUTION") == "autograde"


def _shown(name: str, exercise: str, answer: Any, mistake: str) -> Problem:
    what, hint = recognise.known_mistakes()[exercise]["says"][mistake]
    return Problem(
        "shows a known mistake",
        f"{name}: the numbers of this check come out right, and other numbers show a mistake.",
        hint,
        general=True,
        mistake=mistake,
        what=what,
    )


@contextmanager
def undisturbed() -> Iterator[None]:
    """Leave chance, and PyTorch's switches, as they were: no cell below may tell that we asked."""
    torch = sys.modules.get("torch")
    chance, numpys = random.getstate(), np.random.get_state()
    if torch is not None:
        kept = torch.default_generator.get_state()
        grad, kind = torch.is_grad_enabled(), torch.get_default_dtype()
    try:
        yield
    finally:
        random.setstate(chance)
        np.random.set_state(numpys)
        if torch is not None:
            torch.default_generator.set_state(kept)
            torch.set_grad_enabled(grad)
            torch.set_default_dtype(kind)
