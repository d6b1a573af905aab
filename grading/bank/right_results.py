"""Which results of an exercise's probes are surely right: what `passed` may hold others to.

A learner is told that a result is wrong, so nothing may speak for it: all right answers of the bank
agree on it, noise in what goes in and out does not change how it reads, and no other exercise of
the learner's has a part in it. `BEYOND` in the lesson's file of probes names the rest by their
text: questions on which an answer that earns all points may give something else.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import numpy as np

from grading.bank import Bank, learner_name, probes_module
from grading.bank.in_process import cell_source, names_after
from grading.bank.time_limit import LIMIT, quiet, time_limit
from utils.checking import recognise
from utils.checking.describe import as_array, is_tensor
from utils.checking.right import Key, is_right, question_of, stable_key

NOISE = 1e-7


def keys_of(bank: Bank, exercise: str, rights: list[list[Any]]) -> list[Key | None]:
    """A key for each probe's right result; None where it is not sure.

    Args:
        bank: the lesson's.
        exercise: the exercise's id.
        rights: what the solution, first, and every right answer gave to the probes.
    """
    probes = recognise.probes_of(bank.lesson)[exercise]
    beyond = getattr(probes_module(bank.lesson), "BEYOND", {}).get(exercise, ())
    others = _other_times(bank, exercise)
    keys: list[Key | None] = []
    for index, probe in enumerate(probes):
        question, result = question_of(exercise, index), rights[0][index]
        key = None if probe.text in beyond else stable_key(question, result)
        agreeing = [results[index] for results in (*rights, *others)]
        sure = key and all(is_right(question, each, key) for each in agreeing)
        keys.append(key if sure else None)
    return keys


def _other_times(bank: Bank, exercise: str) -> list[list[Any]]:
    """What the solution gives with noise around it, and with the other exercises broken."""
    cell = cell_source(bank.lesson, exercise)
    name = learner_name(bank.lesson, exercise)
    scope = names_after(bank.around(exercise, cell))
    found = _with_noise(bank.lesson, exercise, scope[name])
    for shift in (101, 202):
        with _other_chance(shift):
            found.append(_asked(bank.lesson, exercise, scope[name]))
    for other in bank.exercises:
        theirs = learner_name(bank.lesson, other)
        if other == exercise or not (theirs == name or theirs in cell):
            continue
        with quiet(), suppress(Exception):
            if theirs == name:
                scope = names_after(bank.source(other, "raise RuntimeError('broken')"))
            else:
                scope = names_after(bank.around(exercise, cell))
                scope[theirs] = _broken  # these are the globals of the solution's functions
            found.append(_asked(bank.lesson, exercise, scope[name]))
    return found


def _with_noise(lesson: str, exercise: str, answer: Any) -> list[list[Any]]:
    """The results with noise; without it where it cannot matter.

    Fractions of two and whole numbers are exact in any order of adding, and a table of results that
    is asked in another exercise's place knows no noise.
    """
    found: list[list[Any]] = [[], [], []]
    with quiet(), time_limit(LIMIT):
        for probe in recognise.probes_of(lesson)[exercise]:
            seen: list[Any] = []
            usual = recognise.ask(probe, _noisy(answer, None, seen))
            calm = seen and all(map(_is_exact, seen))
            for seed, results in enumerate(found):
                shaken = usual
                if not calm:
                    rng = np.random.default_rng(seed)
                    shaken = recognise.ask(probe, _noisy(answer, rng, []))
                results.append(usual if isinstance(shaken, recognise.Raised) else shaken)
    return found


def _is_exact(value: Any) -> bool:
    """Whether plain numbers are whole ones, or short fractions of two."""
    if isinstance(value, list | tuple):
        return all(map(_is_exact, value))
    if isinstance(value, float | np.ndarray) or is_tensor(value):
        numbers = as_array(value)
        return numbers.dtype.kind != "f" or bool(np.all(numbers * 1024 == np.rint(numbers * 1024)))
    return True


def _asked(lesson: str, exercise: str, answer: Any) -> list[Any]:
    with quiet(), time_limit(LIMIT):
        return [recognise.ask(p, answer) for p in recognise.probes_of(lesson)[exercise]]


@contextmanager
def _other_chance(shift: int) -> Iterator[None]:
    """Let every seed be another one: a result that depends on the draws is no sure one."""
    import torch

    start = np.random.default_rng
    kept = torch.manual_seed, torch.Generator, torch.default_generator

    def started(seed: Any = None) -> np.random.Generator:
        return start(seed + shift if isinstance(seed, int) else seed)

    np.random.default_rng = started

    class Generator(kept[1]):
        def manual_seed(self, seed: int) -> Any:
            return super().manual_seed(seed + shift)

    class Default:
        def __getattr__(self, name: str) -> Any:
            return getattr(kept[2], name)

        def manual_seed(self, seed: int) -> Any:
            return kept[2].manual_seed(seed + shift)

    torch.manual_seed = lambda seed: kept[0](seed + shift)
    torch.Generator, torch.default_generator = Generator, Default()
    try:
        yield
    finally:
        np.random.default_rng = start
        torch.manual_seed, torch.Generator, torch.default_generator = kept


def _broken(*_: Any, **__: Any) -> None:
    raise RuntimeError("broken")


def _noisy(answer: Any, rng: np.random.Generator | None, seen: list[Any]) -> Any:
    """The same function, with noise in the numbers that it takes and gives; a class as it is.

    Args:
        answer: the learner's function or class.
        rng: draws the noise; None for none.
        seen: takes what goes in and comes out.
    """
    if isinstance(answer, type):
        return answer

    @functools.wraps(answer)
    def asked(*args: Any, **kwargs: Any) -> Any:
        seen.extend([*args, *kwargs.values()])
        if rng is None:
            result = answer(*args, **kwargs)
            seen.append(result)
            return result
        named = {key: _shaken(value, rng) for key, value in kwargs.items()}
        return _shaken(answer(*(_shaken(value, rng) for value in args), **named), rng)

    return asked


def _shaken(value: Any, rng: np.random.Generator) -> Any:
    """Plain numbers with noise; whole numbers and everything else as they are."""
    if type(value) in (list, tuple):
        return type(value)(_shaken(part, rng) for part in value)
    if isinstance(value, float):
        return value * (1 + NOISE * rng.uniform(-1, 1))
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return (value * (1 + NOISE * rng.uniform(-1, 1, size=value.shape))).astype(value.dtype)
    if is_tensor(value) and value.is_floating_point() and not value.requires_grad:
        return value * (1 + NOISE * value.new_tensor(rng.uniform(-1, 1, size=tuple(value.shape))))
    return value
