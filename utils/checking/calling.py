"""Call a learner's function as the checks do: on copies, with its errors told in a sentence."""

from __future__ import annotations

import copy
import inspect
import io
import sys
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr
from typing import Any

import numpy as np

from utils.checking import clock, messages
from utils.checking.causes import is_blank
from utils.checking.describe import is_array, is_tensor
from utils.checking.messages import CheckFailed


class Muted(io.TextIOBase):
    """A stream that swallows what is written to it."""

    def write(self, text: str) -> int:
        """Keep nothing, and say that all was written."""
        return len(text)


def copied(value: Any) -> Any:
    """A copy of a plain value; functions, models and other objects are passed on as they are."""
    if isinstance(value, list | tuple):
        parts = [copied(item) for item in value]
        return parts if isinstance(value, list) else tuple(parts)
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    if is_tensor(value) and not value.is_leaf:  # deepcopy refuses these
        return value.detach().clone().requires_grad_(value.requires_grad)
    if is_array(value) or isinstance(value, set | np.random.Generator):
        return copy.deepcopy(value)
    return value


def same(before: Any, after: Any) -> bool:
    """Whether an argument came through a call unchanged."""
    if is_array(before):
        if not is_array(after):
            return False
        first, second = messages.as_array(before), messages.as_array(after)
        with_nan = first.dtype.kind in "fc" and second.dtype.kind in "fc"
        return first.shape == second.shape and bool(
            np.array_equal(first, second, equal_nan=with_nan)
        )
    if isinstance(before, dict):
        return (
            isinstance(after, dict)
            and list(before) == list(after)
            and all(same(before[key], after[key]) for key in before)
        )
    if isinstance(before, list | tuple):
        return (
            type(before) is type(after)
            and len(before) == len(after)
            and all(same(one, other) for one, other in zip(before, after, strict=True))
        )
    if isinstance(before, int | float | complex | str | set):
        alike = type(before) is type(after)
        return alike and (before == after or (before != before and after != after))
    return before is after or isinstance(before, np.random.Generator)


SECONDS = 10.0  # of its own work that a call of the learner's function may take


def run(function: Callable, given: tuple, named: dict, call: str, seconds: float = SECONDS) -> Any:
    """Call `function`, and let every error through, once its arguments are known to fit.

    What it writes to stderr (warnings, progress bars) goes to stdout: nbgrader takes anything
    on a test cell's stderr for a failure.

    Raises:
        CheckFailed: it is no function, takes other arguments, or does not come to an end.
    """
    if not callable(function):
        raise CheckFailed(messages.not_a_function(function))
    try:
        signature = inspect.signature(function)
    except Exception:  # built-in functions have none
        signature = None
    if signature is not None:
        try:
            signature.bind(*given, **named)
        except TypeError:
            raise CheckFailed(messages.wrong_arguments(call, function)) from None
    elsewhere = getattr(function, "recognised_elsewhere", None)  # an answer in another process
    try:
        with redirect_stderr(sys.stdout), clock.off() if elsewhere else clock.at_most(seconds):
            return function(*given, **named)
    except clock.OutOfTime as stopped:
        frames = traceback.extract_tb(stopped.__traceback__)[1:]
        raise CheckFailed(messages.endless(call, seconds, frames)) from None


def call_learner(
    function: Callable, args: tuple, kwargs: dict, call: str, seconds: float = SECONDS
) -> Any:
    """Call the learner's function on copies of the arguments.

    Raises:
        CheckFailed: it raised, did not come to an end, or changed an argument in place.
        NotImplementedError: the exercise is still blank.
    """
    given, named = copied(args), copied(kwargs)
    try:
        result = run(function, given, named, call, seconds)
    except CheckFailed:
        raise
    except (Exception, SystemExit) as error:
        if is_blank(error):
            raise
        frames = traceback.extract_tb(error.__traceback__)[2:]  # after this one and run's
        frames = getattr(error, "learner_frames", frames)  # of an answer in another process
        raise CheckFailed(messages.raised(call, error, frames)) from None
    pairs = zip([*args, *kwargs.values()], [*given, *named.values()], strict=True)
    for index, (before, after) in enumerate(pairs):
        if not same(before, after):
            argument = messages.argument_name(function, index, args, kwargs)
            raise CheckFailed(messages.modified(call, argument))
    return result


def or_own(stand_in: Any, name: str, own: Any) -> Any:
    """A function in another exercise's place, and the learner's own where it knows no result.

    So no stand-in ever speaks to a learner: what it was not made for, the learner's own function
    is asked.

    Args:
        stand_in: raises LookupError, or TypeError, for what it does not know.
        name: the exercise's.
        own: the learner's function of that name; None where there is none.
    """
    if not callable(stand_in) or isinstance(stand_in, type):
        return stand_in

    def asked(*args: Any, **kwargs: Any) -> Any:
        try:
            return stand_in(*args, **kwargs)
        except (LookupError, TypeError):
            if own is None:
                raise NameError(f"name {name!r} is not defined") from None
        return own(*args, **kwargs)

    return asked
