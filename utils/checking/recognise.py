"""Recognise a known mistake from the results of a learner's function.

When a check fails, the function is called on the probes of its exercise (`utils.probes`), and what
comes back is hashed. A hash that belongs to one known mistake, in `utils/probes/NN_name.json`,
names it; any other result names nothing. The file holds hashes and sentences: no answer can
be read from it. `grading.mistakes` writes it from the bank of mistakes.
"""

from __future__ import annotations

import dis
import hashlib
import importlib
import json
import math
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, replace
from functools import cache
from inspect import unwrap
from pathlib import Path
from typing import Any

import numpy as np

from utils.checking import clock, rewritten
from utils.checking.calling import Muted, copied, same
from utils.checking.causes import gist_of, is_blank
from utils.checking.describe import as_array, call_text, is_array, is_tensor, name_of
from utils.checking.messages import Problem, error_text, is_own

FOLDER = Path(__file__).resolve().parent.parent / "probes"
BUDGET = 2.0  # seconds that the probes of one failure may take together
RAISE = dis.opmap["RAISE_VARARGS"]
MANY = 5000  # entries of an array that are looked at

# What holds for any exercise: the kind of a Problem, and the id of the mistake that it shows
GENERAL = {
    "returned None": "any/returns-none",
    "changed its input in place": "any/changes-input",
    "changes what an earlier call of it returned": "any/one-array",
    "takes other arguments": "any/other-arguments",
    "is not there": "any/not-defined",
    "is not a function any more": "any/not-a-function",
    "returned another number of values": "any/number-of-values",
    "returned a value of another kind": "any/another-kind",
    "returned a value that cannot be read": "any/another-kind",
    "contains NaN": "any/nan",
    "contains infinity": "any/infinity",
    "raised ": "any/raises",
    "did not come to an end": "any/endless",
    "has another shape": "any/another-shape",
}


@dataclass(frozen=True)
class Probe:
    """One question to a learner's answer.

    Attributes:
        text: the question in words or as a call, such as "neuron([1, 2], [3, 4], 5)".
        ask: takes the learner's function or class and returns plain values.
    """

    text: str
    ask: Callable[[Any], Any]


class Changed(Exception):
    """An argument was changed in place."""


class Rewritten(Exception):
    """What came back was changed by a later call."""


@dataclass(frozen=True)
class Raised:
    """What an answer raised instead of returning."""

    error: BaseException


def call(*args: Any, **kwargs: Any) -> Callable[[str], Probe]:
    """A probe that calls the exercise with these arguments; its text is that call."""

    def named(exercise: str) -> Probe:
        def ask(answer: Callable) -> Any:
            given, named = copied(args), copied(kwargs)
            result = answer(*given, **named)
            if not all(map(same, [*args, *kwargs.values()], [*given, *named.values()])):
                raise Changed
            return result

        def form() -> None: ...

        form.__name__ = exercise
        return Probe(call_text(form, args, kwargs), ask)

    return named


@cache
def probes_of(lesson: str) -> dict[str, list[Probe]]:
    """The probes of a lesson's exercises, from `utils/probes/lesson_NN.py`.

    Its `PROBES` lists, for each exercise, what `call` makes, or a function whose docstring is
    the question in words and which takes the learner's function or class.
    """
    module = importlib.import_module(f"utils.probes.lesson_{lesson[:2]}")
    known = {}
    for exercise, rows in module.PROBES.items():
        known[exercise] = [
            Probe(" ".join((row.__doc__ or "").split()).rstrip("."), row)
            if row.__doc__
            else row(exercise)
            for row in rows
        ]
    return known


def ask(probe: Probe, answer: Any) -> Any:
    """What an answer gives to a probe, or `Raised` with what it raised.

    Raises:
        NotImplementedError: something that the answer needs is still blank.
    """
    try:
        with (
            redirect_stdout(Muted()),
            redirect_stderr(Muted()),
            warnings.catch_warnings(),
            np.errstate(all="ignore"),
        ):
            warnings.simplefilter("ignore")
            return probe.ask(answer)
    except (Exception, SystemExit) as error:
        if is_blank(error):
            raise
        return Raised(error)


def ask_all(probes: list[Probe], answer: Any, deadline: float = math.inf) -> list[Any] | None:
    """What an answer gives to each probe; None where the deadline passes meanwhile.

    What a later call changed is no result: `Raised` stands for it, with `Rewritten`.

    Raises:
        NotImplementedError: something that the answer needs is still blank.
    """
    results, copies = [], []
    for probe in probes:
        results.append(ask(probe, answer))
        copies.append(rewritten.copy_of(results[-1]))
        if time.monotonic() > deadline:
            return None
    gone = rewritten.rewritten(results, copies)
    return [Raised(Rewritten()) if g else r for g, r in zip(gone, results, strict=True)]


def canonical(value: Any, strict: bool = True) -> str:
    """A result as canonical text: what differs in rounding only reads the same.

    Numbers keep four significant digits. `strict` also tells tensors from arrays, and whole
    numbers and truth values from floats.
    """
    try:
        return _canonical(value, strict)
    except RecursionError:
        return "<endless>"
    except Exception:
        return f"<{type(value).__name__}>"


def _canonical(value: Any, strict: bool) -> str:
    if isinstance(value, Raised):
        return f"!{type(value.error).__name__} {_gist(value.error)}".rstrip()
    if value is None or isinstance(value, str):
        return repr(value)
    if isinstance(value, dict):
        parts = (f"{key!r}: {_canonical(part, strict)}" for key, part in value.items())
        return f"{{{', '.join(parts)}}}"
    if isinstance(value, list):
        with suppress(ValueError, TypeError):
            numbers = as_array(value)
            if numbers.dtype.kind in "biufc" and not _holds_tensors(value):
                return _numbers(numbers, strict)
    if isinstance(value, list | tuple):
        return f"({', '.join(_canonical(part, strict) for part in value[:MANY])})"
    if is_array(value) or isinstance(value, bool | int | float | complex):
        text = _numbers(as_array(value), strict)
        return f"tensor {text}" if strict and is_tensor(value) else text
    return f"<{type(value).__name__}>"


def _gist(error: BaseException) -> str:
    """What an error is about; nothing where the learner's own code raises it, in its own words."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is not None:
        code = trace.tb_frame.f_code
        if is_own(code.co_filename) and code.co_code[trace.tb_lasti] == RAISE:
            return ""
    return gist_of(type(error).__name__, error_text(error))


def _holds_tensors(value: Any) -> bool:
    return isinstance(value, list | tuple) and any(is_tensor(v) or _holds_tensors(v) for v in value)


def _numbers(numbers: np.ndarray, strict: bool) -> str:
    kind = {"u": "i"}.get(numbers.dtype.kind, numbers.dtype.kind)
    if kind not in "bifc":
        return f"<array of {numbers.dtype.kind}>"
    flat = numbers.ravel()[:MANY]
    parts = [flat.real, flat.imag] if kind == "c" else [flat]
    digits = " ".join(_rounded(float(v)) for part in parts for v in part)
    return f"{kind if strict else ''}{numbers.shape}: {digits}"


def _rounded(value: float) -> str:
    if abs(value) < 1e-9:
        return "0"
    # The factor takes round numbers off the border between two roundings
    return f"{value * 1.0000013:.4g}"


def fingerprints(exercise: str, results: list[Any]) -> tuple[str, str]:
    """The strict and the loose fingerprint of results, one for each probe."""
    pair = []
    for strict in (True, False):
        text = "\n".join([exercise, *(canonical(result, strict) for result in results)])
        pair.append(hashlib.sha256(text.encode()).hexdigest()[:12])
    return pair[0], pair[1]


@cache
def known_mistakes() -> dict[str, dict]:
    """What the bank knows of each exercise: its lesson, names, fingerprints and sentences."""
    known: dict[str, dict] = {}
    for path in sorted(FOLDER.glob("*.json")):
        entries = json.loads(path.read_text(encoding="utf-8"))
        known |= {exercise: {"lesson": path.stem, **e} for exercise, e in entries.items()}
    return known


@cache
def exercises_by_name() -> dict[str, str]:
    """Which exercise a function's name belongs to, where the name tells."""
    known = known_mistakes()
    by_name = {alias: name for name, entry in known.items() for alias in entry["asked_by"]}
    return by_name | {
        entry["name"]: name
        for name, entry in known.items()
        if [e["name"] for e in known.values()].count(entry["name"]) == 1
    }


def is_exercise(function: Any) -> bool:
    """Whether a function has an exercise's name: a test's own helpers have none."""
    return name_of(function) in exercises_by_name()


# The exercise that was checked last, its answer, and the cell whose check that was
_last: tuple[str, Any, str] | None = None


def _cell() -> str:
    """What tells the cell that runs now from others: its code's file name."""
    frame = sys._getframe()
    while frame is not None and frame.f_code.co_name != "<module>":
        frame = frame.f_back
    return "" if frame is None else frame.f_code.co_filename


def forget() -> None:
    """What is checked next belongs to another exercise."""
    resume(None)
    rewritten.forget()


def last_checked() -> tuple[str, Any, str] | None:
    """Which exercise was checked last: what `resume` takes."""
    return _last


def resume(last: tuple[str, Any, str] | None) -> None:
    """Go on with a cell's checks after those of another one."""
    global _last
    _last = last


def exercise_of(function: Any) -> tuple[str, Any] | None:
    """Which exercise a checked function belongs to, and the learner's answer to it.

    It is the exercise itself, or a test's function that calls it; where that cannot be told,
    the exercise that was checked before in the same cell.
    """
    global _last
    function = unwrap(function) if callable(function) else function
    by_name, name = exercises_by_name(), name_of(function)
    scope = getattr(function, "__globals__", {})
    found = by_name.get(name)
    if found:
        wanted = known_mistakes()[found]["name"]
        _last = (found, function if wanted == name else scope.get(wanted), _cell())
        return _last[:2]
    code = getattr(function, "__code__", None)
    called = {by_name[n] for n in getattr(code, "co_names", ()) if n in by_name and n in scope}
    if len(called) == 1:
        found = called.pop()
        _last = (found, scope.get(known_mistakes()[found]["name"]), _cell())
    return checked_before()


def checked_before() -> tuple[str, Any] | None:
    """The exercise that was checked last in the cell that runs now, and its answer."""
    return _last[:2] if _last and _last[2] == _cell() else None


def recognise(exercise: str, answer: Any) -> str | None:
    """The id of the known mistake whose results an answer gives, or None.

    It gives up, naming nothing, after `BUDGET` seconds.
    """
    entry = known_mistakes()[exercise]
    elsewhere = getattr(answer, "recognised_elsewhere", None)  # an answer in another process
    if elsewhere is not None:
        name = elsewhere(exercise)
        return name if name in entry["says"] else None
    results = results_of(exercise, answer)
    return None if results is None else mistake_of(exercise, results)


def mistake_of(exercise: str, results: list[Any]) -> str | None:
    """The id of the known mistake that gives these results, or None."""
    entry, (strict, loose) = known_mistakes()[exercise], fingerprints(exercise, results)
    return entry["strict"].get(strict) or entry["loose"].get(loose)


def results_of(exercise: str, answer: Any) -> list[Any] | None:
    """What an answer gives to each probe of its exercise; None after `BUDGET` seconds.

    Raises:
        NotImplementedError: something that the answer needs is still blank.
    """
    probes = probes_of(known_mistakes()[exercise]["lesson"])[exercise]
    with suppress(clock.OutOfTime), clock.at_most(max(0.0, BUDGET)):
        return ask_all(probes, answer, time.monotonic() + BUDGET)
    return None


def named(problem: Problem, function: Any = None) -> Problem:
    """The problem with the mistake that it shows, where that one is known.

    Never raises: what goes wrong while recognising leaves the problem as it is.
    """
    if problem.mistake:
        return problem
    with suppress(Exception):
        asked = exercise_of(function) if function is not None else checked_before()
        mistake = recognise(*asked) if asked and callable(asked[1]) else None
        if mistake and not mistake.startswith("any/"):
            return called(problem, asked[0], mistake)
    return of_its_kind(problem)


def called(problem: Problem, exercise: str, mistake: str) -> Problem:
    """The problem as one that shows a known mistake of an exercise."""
    what, hint = known_mistakes()[exercise]["says"][mistake]
    return replace(problem, mistake=mistake, what=what, hint=hint, general=True)


def of_its_kind(problem: Problem) -> Problem:
    """The problem with the id of its kind, where every exercise may see that one."""
    general = (name for kind, name in GENERAL.items() if problem.kind.startswith(kind))
    return replace(problem, mistake=next(general, ""))
