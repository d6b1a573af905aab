"""What a visible check says although all of its own numbers are right.

A check's numbers are few, so that they can be worked out on paper; a mistake may agree with all of
them. So where they hold, the exercise's probes are asked, too. A learner hears of a mistake only
where it is sure: every result is that of one known mistake, types included; or a result is not the
right one where all right answers agree (`utils.checking.right`). Grading never asks here: there the
hidden tests decide, and no clock does.
"""

from __future__ import annotations

import os
import random
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from inspect import unwrap
from typing import Any

import numpy as np

from utils.checking import messages, recognise
from utils.checking.describe import describe, name_of, short
from utils.checking.messages import Problem
from utils.checking.right import is_right, question_of

KNOWN = "gives the results of a known mistake"
ON_PAPER = "Work that case out on paper, and compare step by step."
UNSEEN = "; the numbers above do not show it."


def problem_of(passed: Any) -> Problem | None:
    """What is wrong with an answer although its check's own numbers are right; None for nothing.

    Never raises: what goes wrong meanwhile leaves the answer as it is taken to be, right.

    Args:
        passed: the exercise's function; a text where the check asked a class or an object.
    """
    with suppress(Exception):
        asked = recognise.checked_before() if isinstance(passed, str) else _of(passed)
        if asked is None or not callable(asked[1]) or _in_grading(asked[1]):
            return None
        with undisturbed():
            with _others_watched(*asked) as consulted:
                results = recognise.results_of(*asked)
            own = _globals_of(asked[1])
            trusted = all(_seems_right(name, own.get(name)) for name in sorted(set(consulted)))
        if results is not None and trusted:
            name = passed if isinstance(passed, str) else name_of(passed)
            return _judged(name, asked[0], results)
    return None


def _seems_right(name: str, own: Any) -> bool:
    """Whether another exercise of the learner's, by its name, gives right results to its probes."""
    exercise = recognise.exercises_by_name().get(name)
    results = recognise.results_of(exercise, own) if exercise and callable(own) else None
    if results is None:
        return False
    known = any(recognise.known_mistakes()[exercise].get("right", ()))
    return known and _judged(name, exercise, results) is None


def _judged(name: str, exercise: str, results: list[Any]) -> Problem | None:
    """What is wrong with results: not the right ones, or all those of a known mistake."""
    entry = recognise.known_mistakes()[exercise]
    strict, _ = recognise.fingerprints(exercise, results)
    wrong = [
        index
        for index, (result, key) in enumerate(zip(results, entry.get("right", ()), strict=False))
        if key and not is_right(question_of(exercise, index), result, key)
    ]
    if not wrong and strict not in entry["strict"]:
        return None
    problem = _of_all(name) if not wrong else _of_one(name, exercise, wrong, results)
    mistake = recognise.mistake_of(exercise, results)
    if mistake:
        return recognise.called(problem, exercise, mistake)
    return recognise.of_its_kind(problem)


def _of(function: Callable) -> tuple[str, Any] | None:
    """The exercise and its answer; None where another one was checked before."""
    name = recognise.exercises_by_name().get(name_of(function))
    return recognise.exercise_of(function) if name else None


def _in_grading(answer: Any) -> bool:
    elsewhere = getattr(answer, "recognised_elsewhere", None) is not None
    return elsewhere or os.environ.get("NBGRADER_EXECUTION") == "autograde"


def _of_all(name: str) -> Problem:
    return Problem(
        KNOWN,
        f"{name}: the numbers of this check come out right, and others do not.",
        "Try numbers of your own, and work them out on paper.",
    )


def _of_one(name: str, exercise: str, wrong: list[int], results: list[Any]) -> Problem:
    """The shortest question whose result is wrong, with that result."""
    probes = recognise.probes_of(recognise.known_mistakes()[exercise]["lesson"])[exercise]
    index = min(wrong, key=lambda k: ("array of shape" in probes[k].text, len(probes[k].text)))
    text, result = probes[index].text, results[index]
    is_call = text.startswith(f"{exercise}(")
    where = text if is_call else f"In one more case ({text}) {name}"
    if isinstance(result, recognise.Raised):
        return _of_error(where, result.error)
    came = short(result)
    if is_call:
        return Problem(
            "returned None" if result is None else "returned a wrong value elsewhere",
            f"{where} returned {came}, and that is not right{UNSEEN}",
            ON_PAPER,
            actual=describe(result),
        )
    return Problem(
        "returned wrong values elsewhere",
        f"{name} is not right in one more case ({text}){UNSEEN}",
        ON_PAPER,
        actual=came,
    )


def _of_error(where: str, error: BaseException) -> Problem:
    if isinstance(error, recognise.Rewritten):
        return messages.rewritten_later(where)
    if isinstance(error, recognise.Changed):
        problem = messages.modified(where, "")
        wrong = f"{where} changed what it was given{UNSEEN}"
        return replace(problem, wrong=wrong)
    problem = messages.raised(where, error, traceback.extract_tb(error.__traceback__))
    return replace(problem, wrong=problem.wrong.removesuffix(".") + UNSEEN)


@contextmanager
def _others_watched(exercise: str, answer: Any) -> Iterator[list[str]]:
    """Which other exercises of the lesson an answer calls: a mistake may be theirs.

    They are the learner's own, which nothing here takes the place of.
    """
    known, consulted = recognise.known_mistakes(), []
    lesson = known[exercise]["lesson"]
    names = {e["name"] for e in known.values() if e["lesson"] == lesson}
    scope = _globals_of(answer)
    told = {
        name: _telling(name, scope.get(name), consulted)
        for name in names - {known[exercise]["name"]}
        if not isinstance(scope.get(name), type)
    }
    kept = {name: scope[name] for name in told if name in scope}
    scope.update(told)
    try:
        yield consulted
    finally:
        for name in told:
            scope.pop(name, None)
        scope.update(kept)


def _telling(name: str, own: Any, consulted: list[str]) -> Callable:
    def asked(*args: Any, **kwargs: Any) -> Any:
        consulted.append(name)
        if own is None:
            raise NameError(f"name {name!r} is not defined")
        return own(*args, **kwargs)

    return asked


def _globals_of(answer: Any) -> dict[str, Any]:
    """The names that an answer's code finds."""
    parts = [unwrap(answer), *(vars(answer).values() if isinstance(answer, type) else ())]
    return next((p.__globals__ for p in parts if hasattr(p, "__globals__")), {})


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
