"""Whether a call writes into what an earlier call of the same function gave back.

An array that is made once and filled in by every call looks right each time. Only who still holds
the first result, when the second call is made, sees it change.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

import numpy as np

from utils.checking.calling import copied, same
from utils.checking.describe import is_array

CALLS = 12  # so many earlier results are looked at
MANY = 10_000  # a result of more numbers is not kept
PLAIN = (bool, int, float, complex, str, bytes, type(None), np.random.Generator, np.dtype, type)
FUNCTIONS = (FunctionType, BuiltinFunctionType, MethodType, np.ufunc)


class Earlier:
    """What the last calls of one function gave back.

    Attributes:
        rewrote: whether the last call changed one of them.
    """

    def __init__(self) -> None:
        self.rewrote = False
        self._results: list[Any] = []

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Look whether the call inside changes what earlier ones gave back."""
        self.rewrote, copies = False, [copy_of(result) for result in self._results]
        yield
        self.rewrote = any(rewritten(self._results, copies))

    def keep(self, result: Any, arguments: list[Any]) -> None:
        """Remember a result, unless it may be a part of what the call was given.

        Args:
            result: what the call gave back.
            arguments: what it was called with; plain values are copies, so that nothing
                which comes back is theirs.
        """
        with suppress(Exception):  # what an answer makes may fail in many ways
            if all(map(_is_plain, arguments)) and _size(result) <= MANY:
                self._results = [*self._results[1 - CALLS :], result]


def copy_of(result: Any) -> Any:
    """A copy of a result, for `rewritten`; itself where none can be made."""
    with suppress(Exception):
        return copied(result)
    return result


def rewritten(results: list[Any], copies: list[Any]) -> list[bool]:
    """Which results are not any more what they were when the copies were made of them."""
    return [_differ(copy, result) for copy, result in zip(copies, results, strict=True)]


def _differ(copy: Any, result: Any) -> bool:
    with suppress(Exception):
        return copy is not result and not same(copy, result)
    return False


_last: tuple[Any, Earlier] | None = None


def earlier_of(function: Any) -> Earlier:
    """What earlier calls of this function gave back, since another one was called."""
    global _last
    if _last is None or _last[0] is not function:
        _last = function, Earlier()
    return _last[1]


def forget() -> None:
    """What is called next has no earlier calls."""
    global _last
    _last = None


def _is_plain(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_is_plain, value.values()))
    if isinstance(value, list | tuple | set):
        return all(map(_is_plain, value))
    return is_array(value) or isinstance(value, PLAIN + FUNCTIONS)


def _size(value: Any) -> int:
    """How many numbers a result holds."""
    if isinstance(value, dict):
        return sum(map(_size, value.values()))
    if isinstance(value, list | tuple):
        return len(value) + sum(map(_size, value))
    return int(np.prod(value.shape)) if is_array(value) else 1
