"""Checks that teach: each failure names the mistake and the next action.

A check cell calls the learner's function with plain values and compares what comes back:

    check(neuron, [4.0, 6.0], [0.8, 0.2], -3.0, expected=1.4, hint="Is the bias added once?")
    passed(neuron)

The same functions serve the hidden tests, inside `hidden_test`, which keeps numbers and
code out of the message. A blank exercise raises `NotImplementedError`; every function here
lets it through unchanged, so that a blank is told from a mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from inspect import unwrap
from typing import Any

import numpy as np

from utils import stuck
from utils.checking import at_once, messages, recognise
from utils.checking.calling import SECONDS, Muted, call_learner, copied, or_own, run
from utils.checking.causes import is_blank
from utils.checking.describe import as_array, call_text, is_array, name_of
from utils.checking.messages import CheckFailed, Problem
from utils.checking.rewritten import earlier_of
from utils.memory import notes

__all__ = [
    "CheckFailed",
    "Parts",
    "attempt",
    "check",
    "check_raises",
    "check_that",
    "given",
    "hidden_test",
    "passed",
    "probe",
    "visitor",
]


def _in_parts(expected: Any) -> bool:
    """Whether `expected` is compared part by part, instead of as one array."""
    if isinstance(expected, tuple):
        return True
    if not isinstance(expected, list):
        return False
    try:
        return as_array(expected).dtype.kind not in "biufc"
    except ValueError:  # parts of different shapes
        return True


@contextmanager
def _naming(function: Any = None) -> Iterator[None]:
    """Let a failure inside say which known mistake the answer's results show."""
    if function is not None:  # first, because a check inside asks whose it is
        with suppress(Exception):
            recognise.exercise_of(function)
    try:
        yield
    except CheckFailed as failure:
        problem = recognise.named(failure.problem, function)
    except NotImplementedError as blank:
        stuck.offer_help(blank)
        raise
    else:
        return
    notes.note_mistake(problem)
    raise CheckFailed(problem) from None


def _compare(
    actual: Any,
    expected: Any,
    call: str,
    hint: str | None,
    rtol: float,
    atol: float,
    path: tuple = (),
) -> None:
    """Raise CheckFailed where `actual` is not `expected`, part by part for tuples and lists."""
    rest, what = (hint, rtol, atol), messages.part_of(call, path)
    if actual is None and expected is not None:
        raise CheckFailed(messages.returned_none(what, part=bool(path)))
    if isinstance(expected, dict):
        if not isinstance(actual, dict) or actual.keys() != expected.keys():
            raise CheckFailed(messages.wrong_keys(what, actual, expected))
        for key, value in expected.items():
            _compare(actual[key], value, call, *rest, (*path, key))
    elif _in_parts(expected):
        if not isinstance(actual, tuple | list) or len(actual) != len(expected):
            raise CheckFailed(messages.wrong_count(what, actual, expected))
        for index, (one, other) in enumerate(zip(actual, expected, strict=True)):
            _compare(one, other, call, *rest, (*path, index))
    elif isinstance(expected, str | bool | np.bool_) or expected is None:
        if is_array(actual) and as_array(actual).ndim == 0:
            actual = as_array(actual).item()
        if type(actual) is not type(expected) or actual != expected:
            raise CheckFailed(messages.wrong_value(what, actual, expected, hint))
    else:
        problem = messages.array_problem(what, actual, expected, *rest)
        if problem:
            raise CheckFailed(problem)


def _called(
    function: Callable, args: tuple, kwargs: dict, call: str, seconds: float = SECONDS
) -> Any:
    """What the function returns; see `call_learner`.

    Raises:
        CheckFailed: as there, or the call writes into what an earlier one returned.
    """
    elsewhere = hasattr(function, "rewrote")  # an answer in another process
    if elsewhere or not recognise.is_exercise(function):
        result = call_learner(function, args, kwargs, call, seconds)
        rewrote = elsewhere and function.rewrote
    else:
        earlier = earlier_of(function)
        with earlier.watched():
            result = call_learner(function, args, kwargs, call, seconds)
        earlier.keep(result, [*args, *kwargs.values()])
        rewrote = earlier.rewrote
    if rewrote:
        raise CheckFailed(messages.rewrote(call))
    return result


def check(
    function: Callable,
    *args: Any,
    expected: Any,
    hint: str | None = None,
    rtol: float = 1e-6,
    atol: float = 1e-8,
    kwargs: dict[str, Any] | None = None,
    seconds: float = SECONDS,
) -> Any:
    """Call `function(*args, **kwargs)` and compare the result with `expected`.

    Args:
        function: the learner's function.
        *args: its arguments. Of plain values (numbers, arrays, tensors, lists) it gets copies,
            and must leave them as they are; models, functions and other objects are passed on.
        expected: a number, array, string, bool or None; a tuple, list or dict of these is
            compared part by part. Shapes must agree exactly: a number accepts a NumPy number
            or an array of shape (), never one of shape (1,).
        hint: one sentence on what to try when the value is wrong.
        rtol: relative tolerance, times the expected value.
        atol: absolute tolerance, in the result's unit.
        kwargs: arguments passed by keyword.
        seconds: of work that the call may take before it is stopped as endless.

    Returns:
        What the function returned.

    Raises:
        CheckFailed: the answer is not right, with the reason in its text.
        NotImplementedError: the exercise is still blank.
    """
    kwargs = kwargs or {}
    call = call_text(function, args, kwargs)
    with _naming(function):
        result = _called(function, args, kwargs, call, seconds)
        try:
            _compare(result, expected, call, hint, rtol, atol)
        except (CheckFailed, NotImplementedError):
            raise
        except Exception:  # the result's own methods failed
            raise CheckFailed(messages.unreadable(call, result)) from None
    return result


def check_that(condition: Any, wrong: str, hint: str) -> None:
    """Check a property in words: `wrong` says what does not hold, `hint` what to try.

    Raises:
        CheckFailed: `condition` is not true.
    """
    if not bool(condition):
        with _naming():
            raise CheckFailed(Problem("does not have the property asked for", wrong, hint))


def check_raises(
    function: Callable,
    *args: Any,
    error: type[Exception] = ValueError,
    hint: str,
    kwargs: dict[str, Any] | None = None,
    seconds: float = SECONDS,
) -> None:
    """Check that `function(*args)` refuses its arguments with `error`.

    Raises:
        CheckFailed: it returned, or raised something else.
        NotImplementedError: the exercise is still blank.
    """
    kwargs = kwargs or {}
    call = call_text(function, args, kwargs)
    with _naming(function):
        try:
            result = run(function, copied(args), copied(kwargs), call, seconds)
        except CheckFailed:
            raise
        except (Exception, SystemExit) as other:
            if is_blank(other):  # NotImplementedError is a RuntimeError: a blank is no refusal
                raise
            if isinstance(other, error):
                return
            raise CheckFailed(messages.wrong_error(call, other, error, hint)) from None
        raise CheckFailed(messages.not_refused(call, result, error, hint))


def attempt(function: Callable, *args: Any, **kwargs: Any) -> None:
    """Call the exercise once, to tell a blank from an answer before the hidden tests run.

    For a function that returns nothing, use `check(..., expected=None)`.

    Raises:
        CheckFailed: the call raised, returned None, or changed its arguments or an earlier result.
        NotImplementedError: the exercise is still blank.
    """
    call = call_text(function, args, kwargs)
    with _naming(function):
        if _called(function, args, kwargs, call) is None:
            raise CheckFailed(messages.returned_none(call))


@contextmanager
def given(function: Callable, **helpers: Callable) -> Iterator[None]:
    """Let an answer find these helpers under their names, whatever the learner's own ones do.

    An answer may call the lesson's other exercises; a mistake in those costs their points, not
    these. An answer that calls none of them runs as it is:

        with given(train, sgd_step=right_step):
            check(train, ...)

    A helper that knows some results by heart raises LookupError for others: then the learner's own
    function is asked.
    """
    elsewhere = getattr(function, "given_helpers", None)  # an answer in another process
    if elsewhere is not None:
        with elsewhere(helpers):
            yield
        return
    scope = getattr(unwrap(function), "__globals__", {})
    own = {name: scope[name] for name in helpers if name in scope}
    scope.update({name: or_own(helper, name, own.get(name)) for name, helper in helpers.items()})
    try:
        yield
    finally:
        for name in helpers:
            scope.pop(name, None)
        scope.update(own)


def visitor(function: Callable) -> Callable:
    """Mark a test cell's function, or class, that handles what only the answer's process has.

    Objects of the learner's classes, networks and the like never leave their process. A function
    that makes and uses them, takes plain values and returns plain values, and needs nothing of its
    cell but the imports and other visitors, can be sent there whole:

        @visitor
        def slope(number):
            value = Value(number)
            (value * value).backward()
            return value.grad

    Here it stays as it is; the autograder (`grading.autograde.examiner`) sends it.
    """
    return function


probe = visitor  # its name in the notebooks of earlier kits


def passed(function: Callable | str) -> None:
    """Say in one quiet line that an exercise's visible checks hold.

    In a notebook, the exercise's probes are asked first: an answer may be right with the numbers of
    its check, and show a known mistake with others.

    Raises:
        CheckFailed: the answer's results are those of a known mistake, and of nothing else.
    """
    problem = at_once.problem_of(function)
    if problem:
        notes.note_mistake(problem)
    else:
        notes.note_passed(function)
    recognise.forget()
    if problem:
        raise CheckFailed(problem)
    name = function if isinstance(function, str) else name_of(function)
    print(f"{name}: the visible checks pass.")


@contextmanager
def hidden_test(about: str, hint: str = "") -> Iterator[None]:
    """Run hidden tests: a failure says what they were about, never their code or numbers.

    What the learner's code prints meanwhile is swallowed: it could hold the numbers.

    Args:
        about: what is tested, as a noun phrase: "an input of three features".
        hint: one sentence on what to try.

    Raises:
        CheckFailed: a test inside did not hold.
        NotImplementedError: the exercise is still blank.
    """
    try:
        with redirect_stdout(Muted()), redirect_stderr(Muted()):
            yield
    except CheckFailed as failure:
        problem = messages.hidden(about, recognise.named(failure.problem), hint)
    except Exception as error:
        if is_blank(error):
            raise
        problem = messages.hidden(about, recognise.named(messages.unexpected(error)), hint)
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

    Parts are hidden tests: a failure names its part and the kind of mistake, as `hidden_test`
    does. In a cell that the learner can read, `Parts(visible=True)` tells all.
    """

    def __init__(self, *, visible: bool = False) -> None:
        self.visible = visible
        self.failures: list[tuple[str, CheckFailed]] = []
        self.names: list[str] = []

    @contextmanager
    def part(self, name: str, hint: str = "") -> Iterator[None]:
        """Test one part; what fails inside costs this part alone.

        Raises:
            NotImplementedError: the exercise is still blank.
        """
        self.names.append(name)
        try:
            if self.visible:
                yield
            else:
                with hidden_test(name, hint):
                    yield
        except CheckFailed as failure:
            self.failures.append((name, failure))
        except Exception as error:
            if is_blank(error):
                raise
            problem = recognise.named(messages.unexpected(error))
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
