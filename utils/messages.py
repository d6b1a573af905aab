"""The sentences of `utils.checks`: what is wrong, what to try, expected and actual.

Every function returns a `Problem`. None of them blames, and none prints an answer's code.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from traceback import FrameSummary
from typing import Any

import numpy as np

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_ADVICE = {
    "NameError": "Look for a misspelt name, or run the cells above this one first.",
    "IndexError": "Compare the index with the size of the array: the last valid one is size - 1.",
    "KeyError": "Print the keys that exist, and compare.",
    "ZeroDivisionError": "Look at what the division divides by, and when it is 0.",
    "AttributeError": "Check what kind of value stands before the dot, with `type(...)`.",
    "RecursionError": "The function calls itself without an end: give it a case where it stops.",
    "UnboundLocalError": "Give the variable a value before its first use.",
}


@dataclass(frozen=True)
class Problem:
    """What went wrong with an answer.

    Attributes:
        kind: the kind of mistake, without any number, as a verb phrase: "returned None".
        wrong: the sentence that says what is wrong.
        hint: the sentence that says what to try.
        expected: what was expected, described with its shape; may be empty.
        actual: what came, described likewise; may be empty.
    """

    kind: str
    wrong: str
    hint: str
    expected: str = ""
    actual: str = ""

    def __str__(self) -> str:
        lines = [self.wrong]
        if self.hint:
            lines.append(f"Try this: {self.hint}")
        if self.expected:
            lines.append(f"  expected: {self.expected}")
        if self.actual:
            lines.append(f"  actual:   {self.actual}")
        return "\n".join(lines)


def as_array(value: Any) -> np.ndarray:
    """A NumPy view of an array, tensor (any device), number or nested list."""
    if hasattr(value, "detach"):
        value = value.detach().cpu().numpy()
    return np.asarray(value)


def ordinal(index: int) -> str:
    """The word for a position: `ordinal(0)` is "first"."""
    return _ORDINALS[index] if index < len(_ORDINALS) else f"{index + 1}th"


def short(value: Any, room: int = 60) -> str:
    """`value` as a learner would type it, cut to a line."""
    if isinstance(value, np.generic) or (hasattr(value, "shape") and as_array(value).ndim == 0):
        value = as_array(value).item()
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, int | bool | str | None | type(...)):
        text = repr(value)
    elif isinstance(value, list | tuple) or hasattr(value, "shape"):
        rows = as_array(value).tolist() if hasattr(value, "shape") else value
        inner = ", ".join(short(item, room) for item in rows)
        text = f"({inner})" if isinstance(rows, tuple) else f"[{inner}]"
    elif callable(value):
        text = getattr(value, "__name__", type(value).__name__)
    else:
        text = f"<{type(value).__name__}>"
    return text if len(text) <= room else text[: room - 4] + " ..."


def describe(value: Any) -> str:
    """`value` with its kind or shape, for the lines "expected" and "actual"."""
    if hasattr(value, "shape") and len(value.shape):
        shape = tuple(int(size) for size in value.shape)
        return f"{short(value)}   shape {shape}"
    if isinstance(value, bool | str) or value is None:
        return f"{short(value)}   ({type(value).__name__})"
    if isinstance(value, int | float | np.generic) or hasattr(value, "shape"):
        return f"{short(value)}   (a number)"
    return f"{short(value)}   ({type(value).__name__})"


def call_text(function: Callable, args: tuple, kwargs: dict) -> str:
    """The call as text: `neuron([4, 6], [0.8, 0.2], -3)`; long arguments by their shape."""
    shown = [_argument(value) for value in args]
    shown += [f"{name}={_argument(value)}" for name, value in kwargs.items()]
    return f"{getattr(function, '__name__', 'the answer')}({', '.join(shown)})"


def _argument(value: Any) -> str:
    text = short(value, room=44)
    if text.endswith(" ...") and hasattr(value, "shape"):
        return f"array of shape {tuple(value.shape)}"
    return text


def argument_name(function: Callable, index: int, args: tuple, kwargs: dict) -> str:
    """The name of the argument at `index` of a call."""
    if index >= len(args):
        return list(kwargs)[index - len(args)]
    try:
        return list(inspect.signature(function).parameters)[index]
    except (TypeError, ValueError, IndexError):
        return f"number {index + 1}"


def raised(call: str, error: Exception, frames: Sequence[FrameSummary]) -> Problem:
    """The learner's code raised: say where in it, and what that error usually means."""
    # Library frames say little: the last line of the learner's own is where to look
    own = [frame for frame in frames if "site-packages" not in (frame.filename or "")] or frames
    where = ""
    if own and own[-1].line:
        where = f" in the line `{own[-1].line.strip()}`"
    name, text = type(error).__name__, str(error)
    wrong = f"{call} stopped with {name}{where}: {text}"
    if name == "ValueError" and ("shape" in text or "dimension" in text or "broadcast" in text):
        advice = "Print the shapes of what that line combines, and see which axes must agree."
    elif name == "ValueError" and "ambiguous" in text:
        advice = "`if`, `max` and `and` take one number; NumPy's functions work element by element."
    elif name == "TypeError" and "argument" in text:
        advice = "Compare the names and the number of the arguments with the first line of `def`."
    elif name == "TypeError" and "unsupported operand" in text:
        advice = "One side is not a number or an array: a list becomes one with `np.asarray(...)`."
    else:
        advice = _ADVICE.get(name, "Run that line alone in a new cell, with the same values.")
    return Problem(f"raised {name}", wrong.rstrip(".") + ".", advice)


def returned_none(call: str) -> Problem:
    """The function has no `return`, or one without a value."""
    return Problem(
        "returned None",
        f"{call} returned None.",
        "End the function with `return` and the result; a printed value is not a returned one.",
    )


def modified(call: str, argument: str) -> Problem:
    """An argument was changed in place."""
    return Problem(
        "changed its input in place",
        f"{call} changed its argument `{argument}` in place, and the caller still needs it.",
        "Build a new value from it: operators such as `+=` and assignments to `[...]` write into "
        "the caller's array.",
    )


def wrong_count(call: str, actual: Any, expected: Sequence) -> Problem:
    """A tuple or list of another length was asked for."""
    several = isinstance(actual, tuple | list) and len(actual) != 1
    came = f"{len(actual)} values" if several else "a single value"
    return Problem(
        "returned another number of values",
        f"{call} returned {came}, expected {len(expected)}.",
        "Return the values together, with commas between them.",
        actual=describe(actual),
    )


def wrong_value(call: str, actual: Any, expected: Any, hint: str | None) -> Problem:
    """A value other than the expected one came."""
    return Problem(
        "returned a wrong value",
        f"{call} is {short(actual)}, expected {short(expected)}.",
        hint or "Work this case out on paper and compare step by step.",
        describe(expected),
        describe(actual),
    )


def array_problem(
    call: str, actual: Any, expected: Any, hint: str | None, rtol: float, atol: float
) -> Problem | None:
    """Compare numbers and arrays: kind, then shape, then NaN, then values. None when equal."""
    want = as_array(expected)
    try:
        got = as_array(actual)
    except Exception:  # a ragged list, or an object that refuses to become an array
        got = np.asarray(None)
    asked, came = describe(expected if want.ndim == 0 else want), describe(actual)
    if got.dtype.kind not in "biufc":
        return Problem(
            "returned a value of another kind",
            f"{call} returned a {type(actual).__name__}, expected numbers.",
            "Look at what stands after `return`: it should be a number or an array of numbers.",
            asked,
            came,
        )
    if got.shape != want.shape:
        return _shape_problem(call, got, want, asked, came)
    if not np.isfinite(got).all() and np.isfinite(want).all():
        what = "NaN (not a number)" if np.isnan(got).any() else "infinity"
        return Problem(
            f"contains {what}",
            f"{call} contains {what}.",
            "Look for a division by 0, a logarithm of 0, or an exponential of a large number.",
            asked,
            came,
        )
    if np.allclose(got, want, rtol=rtol, atol=atol, equal_nan=True):
        return None
    if want.ndim == 0:
        return wrong_value(call, got, want, hint)
    # Where the first difference stands helps more than the whole array
    place = tuple(int(i) for i in np.argwhere(~np.isclose(got, want, rtol=rtol, atol=atol))[0])
    spot = f"[{', '.join(map(str, place))}]"
    wrong = f"{call} is {short(got[place])} at {spot}, expected {short(want[place])}."
    hint = hint or "Work that one entry out on paper and compare step by step."
    return Problem("returned a wrong value", wrong, hint, asked, came)


def _shape_problem(
    call: str, got: np.ndarray, want: np.ndarray, asked: str, came: str
) -> Problem:
    if want.ndim == 0:
        wrong = f"{call} returned an array of shape {got.shape}, expected a single number."
        advice = "Count the brackets: a sum over all entries, or a `@` of two vectors, is a number."
    elif got.ndim == 0:
        wrong = f"{call} returned a single number, expected an array of shape {want.shape}."
        advice = "Look for a sum or mean over everything where one axis was meant."
    else:
        wrong = f"{call} has shape {got.shape}, expected {want.shape}."
        advice = "Print the shape after every line, and find the first that surprises you."
    return Problem("has another shape than asked for", wrong, advice, asked, came)


def wrong_error(call: str, came: Exception, wanted: type[Exception], hint: str) -> Problem:
    """Arguments were to be refused with one error, and another came."""
    return Problem(
        f"raised {type(came).__name__} where {wanted.__name__} was asked for",
        f"{call} stopped with {type(came).__name__}: {came}; expected {wanted.__name__}.",
        hint,
    )


def not_refused(call: str, result: Any, wanted: type[Exception], hint: str) -> Problem:
    """Arguments were to be refused, and a value came back."""
    return Problem(
        "accepted arguments that it should refuse",
        f"{call} returned {short(result)}, expected it to raise {wanted.__name__}.",
        hint,
    )


def hidden(about: str, problem: Problem, hint: str) -> Problem:
    """A hidden test's failure: what it was about and the kind of mistake, no numbers."""
    wrong = f"A hidden test does not hold yet: {about}. Your answer {problem.kind}."
    return Problem(problem.kind, wrong, hint or "Try your function on values of your own like it.")
