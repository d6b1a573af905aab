"""The sentences of `utils.checks`: what is wrong, what to try, expected and actual.

Every function returns a `Problem`. None of them blames, and none prints an answer's code.
"""

from __future__ import annotations

import builtins
import inspect
import sysconfig
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from traceback import FrameSummary
from types import GeneratorType
from typing import Any

import numpy as np

from utils.checking.causes import advice_on
from utils.checking.describe import (
    argument_name,
    as_array,
    call_text,
    describe,
    digits_to_tell_apart,
    is_array,
    name_of,
    ordinal,
    short,
    type_in_words,
)
from utils.checking.loops import loop_around
from utils.checking.relation import (
    SURPRISE,
    array_for_number,
    number_for_array,
    of_shapes,
    of_values,
)

__all__ = ["Problem", "argument_name", "as_array", "call_text", "describe", "ordinal", "short"]

_LIBRARIES = tuple(
    str(Path(folder))
    for folder in (
        sysconfig.get_path("stdlib"),
        sysconfig.get_path("purelib"),
        sysconfig.get_path("platlib"),
        Path(__file__).resolve().parent.parent,  # the whole of utils: none of it is the learner's
    )
)


@dataclass(frozen=True)
class Problem:
    """What went wrong with an answer.

    Attributes:
        kind: the kind of mistake, without any number, as a verb phrase: "returned None".
        wrong: the sentence that says what is wrong.
        hint: the sentence that says what to try.
        expected: what was expected, described with its shape; may be empty.
        actual: what came, described likewise; may be empty.
        general: whether the hint is about this kind of mistake, whatever was asked.
        hidden: whether it is told without numbers already.
        mistake: the id of the known mistake that the answer's results show; may be empty.
        what: the sentence that says what that mistake is.
    """

    kind: str
    wrong: str
    hint: str
    expected: str = ""
    actual: str = ""
    general: bool = False
    hidden: bool = False
    mistake: str = ""
    what: str = ""

    def __str__(self) -> str:
        lines = [self.wrong]
        if self.what:
            lines.append(self.what)
        if self.hint:
            lines.append(f"Try this: {self.hint}")
        if self.expected:
            lines.append(f"  expected: {self.expected}")
        if self.actual:
            lines.append(f"  actual:   {self.actual}")
        if self.mistake:
            lines.append(f"  mistake:  {self.mistake}")
        return "\n".join(lines)


class CheckFailed(AssertionError):
    """An answer is not right yet. Its text is all that the learner needs to read.

    Attributes:
        problem: what went wrong, in parts, so that a hidden test can tell less of it.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem

    def __reduce__(self) -> tuple:
        return CheckFailed, (self.problem,)

    def _render_traceback_(self) -> list[str]:
        """What IPython shows: the message alone, since the check's own frames teach nothing."""
        return str(self).splitlines()


def error_text(error: BaseException) -> str:
    """The first line of an error's text, cut to what a reader can take in."""
    try:
        lines = str(error).strip().splitlines()
    except Exception:  # the learner's own exception class may fail here
        return ""
    text = lines[0] if lines else ""
    return text if len(text) <= 200 else text[:196] + " ..."


def error_kind(error: BaseException) -> str:
    """The name of an error's type; of a type that the learner made, that it is one."""
    kind = type(error)
    known = getattr(builtins, kind.__name__, None) is kind
    known = known or kind.__module__.split(".")[0] in ("numpy", "torch")
    return kind.__name__ if known else "an exception of its own"


def own_line(frames: Sequence[FrameSummary]) -> str:
    """The last line of the learner's own code among frames that may end in a library's.

    Empty where there is none, as when a check runs a network: a library's line would teach nothing.
    """
    own = own_frames(frames)
    text = (own[-1].line or "").strip() if own else ""
    return text if len(text) <= 100 else text[:96] + " ..."


def own_frames(frames: Sequence[FrameSummary]) -> list[FrameSummary]:
    """The frames that are the learner's own code."""
    return [frame for frame in frames if is_own(frame.filename or "")]


def is_own(filename: str) -> bool:
    """Whether a file's code is the learner's."""
    if filename.startswith("<"):
        return filename.startswith(("<ipython", "<answer"))
    if filename.endswith((".pyx", ".pxd")):  # NumPy's generators: no such file is there
        return False
    return "site-packages" not in filename and not filename.startswith(_LIBRARIES)


def raised(call: str, error: BaseException, frames: Sequence[FrameSummary]) -> Problem:
    """The learner's code raised: say where in it, and what that error usually means."""
    name, text, line = type(error).__name__, error_text(error), own_line(frames)
    if name == "TimeoutError":  # only the grader's clock; in a notebook one presses Stop
        return Problem(
            "did not come to an end",
            f"{call} did not come to an end: {text}.",
            "Perhaps a loop never ends: what its condition asks for must change in every round.",
            general=True,
        )
    wrong = f"{call} stopped with {name}"
    wrong += f" in the line `{line}`" if line else ""
    wrong += f": {text}" if text else ""
    wrong = wrong.rstrip(".") + "."
    return Problem(f"raised {error_kind(error)}", wrong, advice_on(name, text, line), general=True)


def endless(call: str, seconds: float, frames: Sequence[FrameSummary]) -> Problem:
    """The call was stopped: say in which loop, and at which line of it."""
    own = own_frames(frames)
    line, loop = own_line(own), loop_around(own)
    wrong = f"{call} did not come to an end within {seconds:g} seconds"
    wrong += f": it was in the loop `{loop}`" if loop else ""
    if line and line != loop:
        wrong += f"{',' if loop else ':'} at the line `{line}`"
    hint = "That line is far too much work: print how large what it works on has become."
    if loop.startswith("while"):
        hint = "Print what its condition asks for in every round: it must change, and get there."
    elif loop:
        hint = "Count its rounds: they are many, or long, or what it runs through grows meanwhile."
    kind, mistake = "did not come to an end", "any/endless"
    return Problem(kind, f"{wrong}.", hint, general=True, mistake=mistake)


def not_defined(name: str, error: str) -> Problem:
    """An exercise's name is not there, since its cell stopped before, or names something else.

    Args:
        name: the name that the exercise asks for.
        error: what its cell stopped with; empty when it ran to its end.
    """
    if error:
        wrong = f"`{name}` is not there, because its cell stopped with {error}".rstrip(".") + "."
        hint = "Fix that error first: run the cell alone, and read the error's last line."
    else:
        wrong = f"`{name}` is not there: its cell runs, and defines nothing of that name."
        hint = "Compare the name after `def` or `class`, or before `=`, with the exercise's text."
    return Problem("is not there", wrong, hint, general=True, mistake="any/not-defined")


def not_a_function(value: Any) -> Problem:
    """The exercise's name holds something that cannot be called."""
    return Problem(
        "is not a function any more",
        f"The name of the function now holds {type_in_words(value)}, which cannot be called.",
        "Choose another name for that value, then run the exercise's cell again.",
        actual=describe(value),
        general=True,
    )


def wrong_arguments(call: str, function: Callable) -> Problem:
    """The learner's function cannot take the arguments that the exercise names."""
    try:
        signature = f"{name_of(function)}{inspect.signature(function)}"
    except Exception:
        signature = name_of(function)
    return Problem(
        "takes other arguments than the exercise asks for",
        f"{call} is what the exercise asks for, and your function is {signature}.",
        "Give the first line of `def` the arguments that the exercise names, in its order.",
        general=True,
    )


def returned_none(call: str, part: bool = False) -> Problem:
    """The function came to an end without a value, or with None for a part of what it returns."""
    advice = "End each way through the function with `return` and the result"
    if part:
        advice = "Find the line that makes that part: a function without `return` gives None"
    return Problem(
        "returned None",
        f"{call} {'is' if part else 'returned'} None.",
        f"{advice}; what `print`, `append` or `reverse` gives back is None.",
        general=True,
    )


def unreadable(call: str, value: Any) -> Problem:
    """Reading the result failed, because its own methods raised."""
    return Problem(
        "returned a value that cannot be read",
        f"{call} returned {type_in_words(value)}, and looking at it raised an error.",
        "Return plain values: a number, an array, or several of these with commas between them.",
        general=True,
    )


def modified(call: str, argument: str) -> Problem:
    """An argument was changed in place."""
    return Problem(
        "changed its input in place",
        f"{call} changed its argument `{argument}` in place, and the caller still needs it.",
        "Build a new value from it: operators such as `+=` and assignments to `[...]` write into "
        "what the caller holds.",
        general=True,
    )


REWROTE = "changes what an earlier call of it returned"
ONE_FOR_ALL = "every call hands out one and the same array, list or dictionary, and changes it."
MAKE_ANEW = (
    "Let each call make a new one: what is made above the function, or as a default value in its "
    "first line, is the same in all calls."
)


def rewrote(call: str) -> Problem:
    """The call wrote into what an earlier call had returned."""
    wrong = f"{call} changed what an earlier call had returned: {ONE_FOR_ALL}"
    return Problem(REWROTE, wrong, MAKE_ANEW, general=True)


def rewritten_later(call: str) -> Problem:
    """What the call returned was changed by a later one."""
    wrong = f"{call} returned what a later call then changed: {ONE_FOR_ALL}"
    return Problem(REWROTE, wrong, MAKE_ANEW, general=True)


def wrong_count(call: str, actual: Any, expected: Sequence) -> Problem:
    """A tuple or list of another length was asked for."""
    wanted = _count(expected)
    if not isinstance(actual, tuple | list):
        came = "one value" if is_array(actual) or np.isscalar(actual) else type_in_words(actual)
        advice = "Return all of them together, in the order that the exercise names."
        if is_array(actual) and as_array(actual).ndim:
            came = f"an array of shape {as_array(actual).shape}"
            advice = "Return them apart, with commas between them, in the order of the exercise."
    else:
        same_kind = isinstance(actual, tuple) == isinstance(expected, tuple)
        came = _count(actual) if same_kind else f"a {type(actual).__name__} of {len(actual)}"
        advice = "Print it, and say of each of its entries what it stands for."
    return Problem(
        "returned another number of values than asked for",
        f"{call} returned {came}, expected {wanted}.",
        advice,
        actual=describe(actual),
    )


def _count(values: Sequence) -> str:
    """How many values a tuple holds, or entries a list."""
    one, many = ("value", "values") if isinstance(values, tuple) else ("entry", "entries")
    kind = "" if isinstance(values, tuple) else "a list of "
    return f"{kind}{len(values)} {one if len(values) == 1 else many}"


def part_of(call: str, path: Sequence[Any]) -> str:
    """A part of what a call returned: in words, and from the second step on as Python writes it.

    >>> part_of("f(1)", [1]), part_of("f(1)", ["W"]), part_of("f(1)", [1, 0, "W"])
    ('the second part of f(1)', "the entry 'W' of f(1)", "f(1)[1][0]['W']")
    """
    if not path:
        return call
    if len(path) > 1:
        return call + "".join(f"[{step!r}]" for step in path)
    step = path[0]
    return (
        f"the {ordinal(step)} part of {call}"
        if isinstance(step, int)
        else f"the entry {step!r} of {call}"
    )


def several_values(call: str, actual: tuple, expected: str) -> Problem:
    """A tuple came where one value was asked for."""
    came = _values(len(actual)) + (", in a tuple" if len(actual) == 1 else "")
    return Problem(
        "returned another number of values than asked for",
        f"{call} returned {came}, expected one value on its own.",
        "A comma after `return` makes a tuple, and so do some functions, such as `np.where` with "
        "one argument.",
        expected,
        describe(actual),
    )


def _values(count: int) -> str:
    return "a single value" if count == 1 else f"{count} values"


def wrong_keys(call: str, actual: Any, expected: Iterable) -> Problem:
    """A dictionary with other keys, or no dictionary, came."""
    came = f"the keys {short(list(actual))}" if isinstance(actual, dict) else type_in_words(actual)
    return Problem(
        "returned a dictionary with other keys than asked for"
        if isinstance(actual, dict)
        else "returned a value of another kind",
        f"{call} returned {came}, expected a dictionary with the keys {short(list(expected))}.",
        "Compare the keys one by one with those that the exercise names.",
    )


def wrong_value(call: str, actual: Any, expected: Any, hint: str | None) -> Problem:
    """A value other than the expected one came."""
    digits = digits_to_tell_apart(actual, expected)
    came, asked = short(actual, digits=digits), short(expected, digits=digits)
    return Problem(
        "returned a wrong value",
        f"{call} is {came}, expected {asked}.",
        hint or "Work this case out on paper and compare step by step.",
        describe(expected, digits),
        describe(actual, digits),
    )


def array_problem(
    call: str, actual: Any, expected: Any, hint: str | None, rtol: float, atol: float
) -> Problem | None:
    """Compare numbers and arrays: kind, then shape, then NaN, then values. None when equal."""
    want = as_array(expected)
    asked = describe(expected if want.ndim == 0 else want)
    try:
        got = as_array(actual)
    except NotImplementedError:
        raise
    except Exception:  # a ragged list, or an object that refuses to become an array
        got = np.asarray(None)
    if isinstance(actual, tuple) and (want.ndim == 0 or got.dtype.kind not in "biufc"):
        return several_values(call, actual, asked)
    if got.dtype.kind not in "biufc":
        return _not_numbers(call, actual, asked)
    if got.shape != want.shape:
        return _shape_problem(call, got, want, asked, describe(actual))
    with np.errstate(all="ignore"):
        close = np.isclose(got, want, rtol=rtol, atol=atol, equal_nan=True)
    if close.all():
        return None
    if np.isfinite(want).all() and not np.isfinite(got).all():
        return _not_finite(call, got, asked, describe(actual))
    if want.ndim == 0:
        return wrong_value(call, got, want, hint)
    return _wrong_entry(call, got, want, close, hint)


def _wrong_entry(
    call: str, got: np.ndarray, want: np.ndarray, close: np.ndarray, hint: str | None
) -> Problem:
    """Where the first difference stands helps more than the whole array."""
    place = np.unravel_index(int(np.argmin(close)), close.shape)
    digits = digits_to_tell_apart(got[place], want[place])
    came, asked = short(got[place], digits=digits), short(want[place], digits=digits)
    count = int(close.size - close.sum())
    spot = f"[{', '.join(str(int(i)) for i in place)}]"
    wrong = f"{call} is {came} at {spot}, expected {asked}"
    wrong += f" (wrong in {count} of {close.size} places)." if close.size > 1 else "."
    return Problem(
        "returned a wrong value",
        f"{wrong} {of_values(got, want)}".rstrip(),
        hint or "Work that one entry out on paper and compare step by step.",
        describe(want, digits),
        describe(got, digits),
    )


def _not_numbers(call: str, actual: Any, asked: str) -> Problem:
    came, advice = type_in_words(actual), "Print its `type`, and find the line that makes it."
    if isinstance(actual, list):
        came = "a list that is no array of numbers"
        advice = "Print the list: every row needs the same length, and every entry is a number."
    elif isinstance(actual, str):
        came = f"{came}, a text"
        advice = "Return the number itself: quotation marks, `str(...)` and f-strings make texts."
    elif isinstance(actual, np.ndarray | np.generic):
        came = "an array of texts" if actual.dtype.kind in "US" else "an array of other things"
        advice = "Print it, and find the line where something else than numbers comes in."
    elif isinstance(actual, map | filter | zip | GeneratorType):
        advice = "It only makes its entries when asked for them: `list(...)` collects them all."
    elif callable(actual):
        advice = "Round brackets after a function's name call it; without them it is only named."
    return Problem(
        "returned a value of another kind",
        f"{call} returned {came}, expected numbers.",
        advice,
        asked,
        describe(actual),
        general=True,
    )


def _not_finite(call: str, got: np.ndarray, asked: str, came: str) -> Problem:
    what = "NaN (not a number)" if np.isnan(got).any() else "infinity"
    wrong = f"{call} is {what}." if got.ndim == 0 else f"{call} contains {what}."
    return Problem(
        f"contains {what}",
        wrong,
        "Look for a division by 0, a logarithm of 0, a root of a number below 0, or an exponential "
        "of a large number.",
        asked,
        came,
        general=True,
    )


def _shape_problem(call: str, got: np.ndarray, want: np.ndarray, asked: str, came: str) -> Problem:
    if want.ndim == 0:
        wrong = f"{call} returned an array of shape {got.shape}, expected a single number"
        fact, advice = array_for_number(got, want)
        wrong += f": {fact}." if fact else "."
    elif got.ndim == 0:
        wrong = f"{call} returned a single number, expected an array of shape {want.shape}."
        fact, advice = number_for_array(got, want)
        wrong += f" That number is {fact}." if fact else ""
    else:
        fact, advice = of_shapes(got, want), SURPRISE
        wrong = f"{call} has shape {got.shape}, expected {want.shape}{': ' + fact if fact else ''}."
    return Problem("has another shape than asked for", wrong, advice, asked, came)


def wrong_error(call: str, came: BaseException, wanted: type[Exception], hint: str) -> Problem:
    """Arguments were to be refused with one error, and another came."""
    text = error_text(came)
    return Problem(
        f"raised {error_kind(came)} where {wanted.__name__} was asked for",
        f"{call} stopped with {type(came).__name__}{': ' + text if text else ''}; "
        f"expected {wanted.__name__}.",
        hint,
    )


def not_refused(call: str, result: Any, wanted: type[Exception], hint: str) -> Problem:
    """Arguments were to be refused, and a value came back."""
    try:
        came = short(result)
    except Exception:
        came = type_in_words(result)
    return Problem(
        "accepted arguments that it should refuse",
        f"{call} returned {came}, expected it to raise {wanted.__name__}.",
        hint,
    )


def unexpected(error: BaseException) -> Problem:
    """Test code around the checks raised, because of what the answer gave it."""
    if isinstance(error, AssertionError):
        kind = "does not have the property asked for"
    else:
        kind = f"led to {error_kind(error)} when its result was used"
    return Problem(kind, f"Your answer {kind}.", "")


def hidden(about: str, problem: Problem, hint: str) -> Problem:
    """A hidden test's failure: what it was about and the kind of mistake, no numbers."""
    if problem.hidden:
        return problem
    wrong = f"A hidden test does not hold yet: {about}. Your answer {problem.kind}."
    if problem.general:
        hint = problem.hint
    hint = hint or "Try your function on values of your own that fit this description."
    known = {"mistake": problem.mistake, "what": problem.what}
    return Problem(problem.kind, wrong, hint, hidden=True, **known)
