"""Checks that teach: each failure names the mistake and the next action.

A check cell calls the learner's function with plain values and compares what comes back:

    check(neuron, [4.0, 6.0], [0.8, 0.2], -3.0, expected=1.4, hint="Is the bias added once?")
    passed(neuron)

The same functions serve the hidden tests, inside `hidden_test`, which keeps numbers and
code out of the message. A blank exercise raises `NotImplementedError`; every function here
lets it through unchanged, so that a blank is told from a mistake.
"""

from __future__ import annotations

import copy
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from utils import messages
from utils.messages import Problem

__all__ = [
    "CheckFailed",
    "Parts",
    "attempt",
    "check",
    "check_raises",
    "check_that",
    "hidden_test",
    "passed",
]


class CheckFailed(AssertionError):
    """An answer is not right yet. Its text is all that the learner needs to read.

    Attributes:
        problem: what went wrong, in parts, so that a hidden test can tell less of it.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem

    def _render_traceback_(self) -> list[str]:
        """What IPython shows: the message alone, since the check's own frames teach nothing."""
        return str(self).splitlines()


def _call(function: Callable, args: tuple, kwargs: dict, call: str) -> Any:
    """Call the learner's function on copies of the arguments.

    Raises:
        CheckFailed: it raised, it returned None, or it changed an argument in place.
        NotImplementedError: the exercise is still blank.
    """
    given, named = copy.deepcopy(args), copy.deepcopy(kwargs)
    try:
        result = function(*given, **named)
    except NotImplementedError:
        raise
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)[1:]
        raise CheckFailed(messages.raised(call, error, frames)) from None
    for index, (before, after) in enumerate(
        zip([*args, *kwargs.values()], [*given, *named.values()], strict=True)
    ):
        if not _same(before, after):
            argument = messages.argument_name(function, index, args, kwargs)
            raise CheckFailed(messages.modified(call, argument))
    if result is None:
        raise CheckFailed(messages.returned_none(call))
    return result


def _same(a: Any, b: Any) -> bool:
    """Whether an argument came through a call unchanged."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_same(a[key], b[key]) for key in a)
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return len(a) == len(b) and all(_same(x, y) for x, y in zip(a, b, strict=True))
    if hasattr(a, "shape") and hasattr(b, "shape"):
        first, second = messages.as_array(a), messages.as_array(b)
        return first.shape == second.shape and bool(
            np.array_equal(first, second, equal_nan=first.dtype.kind in "fc")
        )
    if isinstance(a, int | float | str | bool):
        return type(a) is type(b) and (a == b or a != a)
    return True  # functions and models: the tests that care look for themselves


def _compare(
    actual: Any, expected: Any, call: str, hint: str | None, rtol: float, atol: float
) -> None:
    """Raise CheckFailed where `actual` is not `expected`, part by part for tuples and lists."""
    if isinstance(expected, tuple) or (
        isinstance(expected, list) and any(isinstance(part, tuple) for part in expected)
    ):
        if not isinstance(actual, tuple | list) or len(actual) != len(expected):
            raise CheckFailed(messages.wrong_count(call, actual, expected))
        for index, (one, other) in enumerate(zip(actual, expected, strict=True)):
            _compare(one, other, f"{messages.ordinal(index)} part of {call}", hint, rtol, atol)
        return
    if isinstance(expected, str | bool) or expected is None:
        if type(actual) is not type(expected) or actual != expected:
            raise CheckFailed(messages.wrong_value(call, actual, expected, hint))
        return
    problem = messages.array_problem(call, actual, expected, hint, rtol, atol)
    if problem:
        raise CheckFailed(problem)


def check(
    function: Callable,
    *args: Any,
    expected: Any,
    hint: str | None = None,
    rtol: float = 1e-6,
    atol: float = 1e-8,
    kwargs: dict[str, Any] | None = None,
) -> Any:
    """Call `function(*args, **kwargs)` and compare the result with `expected`.

    Args:
        function: the learner's function.
        *args: its arguments; it gets copies, and must leave them as they are.
        expected: a number, array, tuple of these, string or bool. Shapes must agree exactly:
            a number accepts a NumPy scalar or an array of shape (), never one of shape (1,).
        hint: one sentence on what to try when the value is wrong.
        rtol: relative tolerance, times the expected value.
        atol: absolute tolerance, in the result's unit.
        kwargs: arguments passed by keyword.

    Returns:
        What the function returned.

    Raises:
        CheckFailed: the answer is not right, with the reason in its text.
        NotImplementedError: the exercise is still blank.
    """
    kwargs = kwargs or {}
    call = messages.call_text(function, args, kwargs)
    result = _call(function, args, kwargs, call)
    _compare(result, expected, call, hint, rtol, atol)
    return result


def check_that(condition: Any, wrong: str, hint: str) -> None:
    """Check a property in words: `wrong` says what does not hold, `hint` what to try.

    Raises:
        CheckFailed: `condition` is not true.
    """
    if not bool(condition):
        raise CheckFailed(Problem("does not have the property asked for", wrong, hint))


def check_raises(
    function: Callable,
    *args: Any,
    error: type[Exception] = ValueError,
    hint: str,
    kwargs: dict[str, Any] | None = None,
) -> None:
    """Check that `function(*args)` refuses its arguments with `error`.

    Raises:
        CheckFailed: it returned, or raised something else.
        NotImplementedError: the exercise is still blank.
    """
    kwargs = kwargs or {}
    call = messages.call_text(function, args, kwargs)
    try:
        result = function(*copy.deepcopy(args), **copy.deepcopy(kwargs))
    except error as caught:
        # NotImplementedError is a RuntimeError: a blank never counts as a refusal
        if isinstance(caught, NotImplementedError):
            raise
        return
    except NotImplementedError:
        raise
    except Exception as other:
        raise CheckFailed(messages.wrong_error(call, other, error, hint)) from None
    raise CheckFailed(messages.not_refused(call, result, error, hint))


def attempt(function: Callable, *args: Any, **kwargs: Any) -> None:
    """Call the exercise once, to tell a blank from an answer before the hidden tests run.

    Raises:
        CheckFailed: the call raised, returned None or changed its arguments.
        NotImplementedError: the exercise is still blank.
    """
    _call(function, args, kwargs, messages.call_text(function, args, kwargs))


def passed(function: Callable | str) -> None:
    """Say in one quiet line that an exercise's visible checks hold."""
    name = function if isinstance(function, str) else function.__name__
    print(f"{name}: the visible checks pass.")


@contextmanager
def hidden_test(about: str, hint: str = "") -> Iterator[None]:
    """Run hidden tests: a failure says what they were about, never their code or numbers.

    Args:
        about: what is tested, as a noun phrase: "an input of three features".
        hint: one sentence on what to try.

    Raises:
        CheckFailed: a test inside did not hold.
        NotImplementedError: the exercise is still blank.
    """
    try:
        yield
    except NotImplementedError:
        raise
    except CheckFailed as failure:
        problem = messages.hidden(about, failure.problem, hint)
    except Exception as error:
        problem = messages.hidden(about, Problem(f"raised {type(error).__name__}", "", ""), hint)
    else:
        return
    raise CheckFailed(problem) from None


class Parts:
    """Partial credit: an answer's parts are tested one by one, and each earns its share.

    A test cell ends in `parts.score(points)`, which nbgrader reads as the cell's score:

        parts = Parts()
        with parts.part("dW"):
            check(...)
        with parts.part("db"):
            check(...)
        parts.score(2)
    """

    def __init__(self) -> None:
        self.failures: list[tuple[str, CheckFailed]] = []
        self.names: list[str] = []

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Test one part; what fails inside costs this part alone.

        Raises:
            NotImplementedError: the exercise is still blank.
        """
        self.names.append(name)
        try:
            yield
        except NotImplementedError:
            raise
        except CheckFailed as failure:
            self.failures.append((name, failure))
        except Exception as error:
            problem = Problem(f"raised {type(error).__name__}", f"{name} raised {error!r}.", "")
            self.failures.append((name, CheckFailed(problem)))

    def score(self, points: float) -> float:
        """The points earned: each part weighs the same; failures are printed.

        Raises:
            CheckFailed: no part holds.
            ValueError: no part was tested.
        """
        if not self.names:
            raise ValueError("Parts.score needs at least one part: test one with `parts.part(...)`")
        good = len(self.names) - len(self.failures)
        if not good:
            raise self.failures[0][1]
        for name, failure in self.failures:
            print(f"{name}: {failure}\n")
        return round(float(points) * good / len(self.names), 6)
