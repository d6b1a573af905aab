"""Values as short text for the messages of `utils.checks`: numbers, arrays, calls.

Nothing here prints a whole array, runs an object's own `__repr__`, or takes longer for a large
array than for a small one.
"""

from __future__ import annotations

import contextlib
import inspect
import math
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

DIGITS = 4  # significant digits, unless two numbers need more to differ
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


def is_tensor(value: Any) -> bool:
    """Whether `value` is a PyTorch tensor, without importing PyTorch."""
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor)


def is_array(value: Any) -> bool:
    """Whether `value` is an array, a NumPy number or a tensor."""
    return isinstance(value, np.ndarray | np.generic) or is_tensor(value)


def as_array(value: Any) -> np.ndarray:
    """A NumPy view of an array, tensor (any device or dtype), number or nested list.

    Raises:
        Exception: whatever NumPy or the value's own code raises when it is none of these.
    """
    if is_tensor(value):
        value = value.detach().cpu()
        if not value.dtype.is_complex and value.dtype.is_floating_point and value.itemsize < 4:
            value = value.float()  # NumPy has no bfloat16
        return value.numpy()
    if isinstance(value, list | tuple) and any(_holds_more(item) for item in value):
        value = [as_array(item) if _holds_more(item) else item for item in value]
    elif isinstance(value, int) and value.bit_length() > 62:
        return np.asarray(math.inf if value.bit_length() > 1000 else float(value))
    return np.asarray(value)


def _holds_more(item: Any) -> bool:
    return isinstance(item, list | tuple) or is_tensor(item)


def ordinal(index: int) -> str:
    """The word for a position: `ordinal(0)` is "first"."""
    return _ORDINALS[index] if index < len(_ORDINALS) else f"{index + 1}th"


def number(value: float, digits: int = DIGITS) -> str:
    """A float with so many significant digits, and no exponent where it can do without.

    >>> number(0.880797), number(123456.0), number(2.0), number(1e-9)
    ('0.8808', '123456', '2', '1e-09')
    """
    if not math.isfinite(value) or value == 0:
        return f"{value + 0.0:g}"
    size = math.floor(math.log10(abs(value)))
    if not -5 < size < 9:
        return f"{value:.{digits}g}"
    text = f"{value:.{max(0, digits - 1 - size)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def digits_to_tell_apart(a: Any, b: Any) -> int:
    """The fewest digits (at least `DIGITS`) with which two unequal numbers read differently."""
    return next((n for n in range(DIGITS, 18) if short(a, digits=n) != short(b, digits=n)), DIGITS)


def short(value: Any, room: int = 60, digits: int = DIGITS) -> str:
    """`value` as a learner would type it; what does not fit in `room` becomes "..."."""
    if is_array(value):
        if len(value.shape):
            value = np.asarray(value) if isinstance(value, np.matrix) else value
            # By index: a tensor asked for an iterator makes all its rows at once
            rows = (value[index] for index in range(len(value)))
            return _listed(rows, "[]", room, digits)
        value = as_array(value).item()
    if isinstance(value, bool) or value is None or value is ...:
        return repr(value)
    if isinstance(value, float):
        return number(float(value), digits)
    if isinstance(value, int):
        return int.__repr__(value) if value.bit_length() < 200 else "a huge whole number"
    if isinstance(value, str):
        return _quoted(value, room)
    if isinstance(value, list | tuple):
        ends = "()" if isinstance(value, tuple) else "[]"
        if len(value) == 1 and ends == "()":
            ends = ("(", ",)")
        return _listed(iter(value), ends, room, digits)
    if isinstance(value, complex):
        return f"{number(value.real, digits)}{value.imag:+.{digits}g}j"
    if callable(value):
        return name_of(value)
    return f"<{type(value).__name__}>"


def _quoted(text: str, room: int) -> str:
    """A text in quotation marks; one character may take ten there, such as `\\U0001dab0`."""
    kept = text if len(text) <= room else text[: room - 4]
    while len(str.__repr__(kept)) > 2 * room:
        kept = kept[: len(kept) // 2]
    return str.__repr__(kept if kept == text else kept + " ...")


def _listed(items: Any, ends: Any, room: int, digits: int) -> str:
    """Items with commas between, in brackets, as many as fit in `room` and at least one."""
    shown: list[str] = []
    used = len(ends[0]) + len(ends[1])
    for item in items:
        left = room - used - 5
        ends_here = left < 8 and _has_items(item)  # a list that holds itself would not
        text = "[...]" if ends_here else short(item, max(left, 8), digits)
        if shown and used + len(text) + 2 > room - 5:
            shown.append("...")
            break
        shown.append(text)
        used += len(text) + 2
    return f"{ends[0]}{', '.join(shown)}{ends[1]}"


def _has_items(value: Any) -> bool:
    return isinstance(value, list | tuple) or (is_array(value) and bool(len(value.shape)))


def shape_of(value: Any) -> tuple[int, ...]:
    """The shape of an array or tensor as a plain tuple."""
    return tuple(int(size) for size in value.shape)


def type_in_words(value: Any) -> str:
    """The type of `value` with its article: "a list", "an int"."""
    name = type(value).__name__
    name = {"builtin_function_or_method": "function", "method": "function"}.get(name, name)
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def describe(value: Any, digits: int = DIGITS) -> str:
    """`value` with its kind or shape, for the lines "expected" and "actual"."""
    text = short(value, digits=digits)
    if is_array(value) and shape_of(value):
        return f"{text}   shape {shape_of(value)}"
    if isinstance(value, bool | str | np.bool_) or value is None:
        return f"{text}   ({type(value).__name__})"
    if isinstance(value, int | float) or is_array(value):
        return f"{text}   (a number)"
    if isinstance(value, list | tuple):
        return f"{text}   ({_kind_of_sequence(value)})"
    return f"{text}   ({type_in_words(value)})"


def _kind_of_sequence(value: list | tuple) -> str:
    kind = type(value).__name__
    shapes = [str(shape_of(part)) for part in value[:5] if is_array(part) and shape_of(part)]
    if shapes and len(shapes) == len(value):
        return f"{kind} of {len(value)}: shape {', '.join(shapes)}"
    numbers = np.asarray(None)
    if _size(value) <= 10_000:
        with contextlib.suppress(Exception):  # rows of different lengths
            numbers = as_array(value)
    if numbers.dtype.kind in "biufc":
        return f"{kind}, shape {numbers.shape}"
    return f"{kind} of {len(value)}"


def _size(value: Any) -> int:
    """About how many numbers a nested list holds, judged by its first rows."""
    size = 1
    for _ in range(8):
        if not isinstance(value, list | tuple) or not len(value):
            break
        size, value = size * len(value), value[0]
    return size


def name_of(function: Any) -> str:
    """A function's name; of an object that is called like one, its type's."""
    name = getattr(function, "__name__", None)
    return name if isinstance(name, str) else type(function).__name__


def call_text(function: Callable, args: tuple, kwargs: dict) -> str:
    """The call as text: `neuron([4, 6], [0.8, 0.2], -3)`; long arrays by their shape."""
    shown = [_argument(value) for value in args]
    shown += [f"{name}={_argument(value)}" for name, value in kwargs.items()]
    return f"{name_of(function)}({', '.join(shown)})"


def _argument(value: Any) -> str:
    text = short(value, room=44)
    if is_array(value) and "..." in text:
        return f"array of shape {shape_of(value)}"
    return text


def argument_name(function: Callable, index: int, args: tuple, kwargs: dict) -> str:
    """The name of the argument at `index` of a call."""
    if index >= len(args):
        return list(kwargs)[index - len(args)]
    try:
        return list(inspect.signature(function).parameters)[index]
    except Exception:  # built-in functions have no signature
        return f"number {index + 1}"
