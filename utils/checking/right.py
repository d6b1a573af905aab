"""Whether an answer's results are right, told from hashes of the right ones.

A hash is of rounded text, and rounding has borders: `stable_key` finds digits and a factor with
which none of the numbers comes near one, so that no order of adding, and no float32, changes the
text. What no such text can be made of has no key, and is never judged. A list reads like a tuple
and like an array, a whole number like a float: which of them came is the check's business.
"""

from __future__ import annotations

import hashlib
import itertools
import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from utils.checking.describe import as_array, is_array

RELATIVE, ABSOLUTE = 1e-5, 2e-7  # how far arithmetic in another order may lead
TINY = 1e-6  # what is smaller is read as 0
MANY = 400  # numbers of one result
DIGITS = (4, 3, 2)
FACTORS = [round(1.0000013 + 0.0237 * k, 7) for k in range(38)]

Key = tuple[str, int, float]


def question_of(exercise: str, index: int) -> str:
    """What salts the hash of the right result of a probe."""
    return f"{exercise} {index}"


class Unreadable(Exception):
    """A result holds something else than plain values."""


def _parts(value: Any) -> Iterator[str | float]:
    """A result as marks and numbers, in order.

    Raises:
        Unreadable: it holds something else than numbers, texts, None, and lists and dicts of these.
    """
    if value is None or isinstance(value, str):
        yield repr(value)
    elif isinstance(value, dict):
        for key in sorted(value, key=repr):
            yield f"{key!r}:"
            yield from _parts(value[key])
    elif is_array(value) or isinstance(value, bool | int | float | list | tuple):
        numbers = _as_numbers(value)
        if numbers is None:
            yield f"{len(value)} parts"
            for part in value:
                yield from _parts(part)
        else:
            yield f"{numbers.shape}"
            yield from map(float, numbers.ravel())
    else:
        raise Unreadable


def _as_numbers(value: Any) -> np.ndarray | None:
    """A value as an array; None for a list that is none."""
    parts = isinstance(value, list | tuple)
    try:
        numbers = as_array(list(map(_plain, value)) if parts else value)
    except NotImplementedError:
        raise
    except Exception:  # parts of different shapes
        numbers = np.asarray(None)
    if numbers.dtype.kind in "biuf" and numbers.size <= MANY:
        return numbers
    if parts and len(value) <= MANY and numbers.dtype.kind not in "biuf":
        return None
    raise Unreadable


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return as_array(value) if is_array(value) else value


def _text(parts: list[str | float], digits: int, factor: float) -> str:
    return " ".join(
        part if isinstance(part, str) else _rounded(part, digits, factor) for part in parts
    )


def _rounded(number: float, digits: int, factor: float) -> str:
    return "0" if abs(number) < TINY else f"{number * factor:.{digits}g}"


def _is_stable(number: float, digits: int, factor: float) -> bool:
    """Whether a number reads the same wherever arithmetic in another order may lead it."""
    if not math.isfinite(number):
        return True
    off = RELATIVE * abs(number) + ABSOLUTE
    low, high = (_rounded(number + shift, digits, factor) for shift in (-off, off))
    return low == high == _rounded(number, digits, factor)


def _hash(question: str, text: str) -> str:
    return hashlib.sha256(f"{question}\n{text}".encode()).hexdigest()[:10]


def stable_key(question: str, value: Any) -> Key | None:
    """What `is_right` tells this result by; None where none is stable.

    Args:
        question: salts the hash: what was asked, of which exercise.
        value: the right result.
    """
    try:
        parts = list(_parts(value))
    except Unreadable:
        return None
    numbers = sorted({part for part in parts if isinstance(part, float)}, key=abs)
    for digits, factor in itertools.product(DIGITS, FACTORS):
        if all(_is_stable(number, digits, factor) for number in numbers):
            return _hash(question, _text(parts, digits, factor)), digits, factor
    return None


def is_right(question: str, value: Any, key: Key) -> bool:
    """Whether a result reads like the one that the key was made of.

    >>> key = stable_key("half of 5", 2.5)
    >>> is_right("half of 5", np.float32(2.5), key), is_right("half of 5", 2.4, key)
    (True, False)
    """
    wanted, digits, factor = key
    try:
        parts = list(_parts(value))
    except NotImplementedError:
        raise
    except Exception:
        return False
    return _hash(question, _text(parts, digits, factor)) == wanted
