"""What surely holds between a wrong result and the right one: a fact, and what to do about it.

A check knows both, and can compare them in more ways than entry by entry. Only what is true of the
numbers is said, whatever the answer did to get there.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from utils.checking.describe import short

LARGE = 100_000  # entries; beyond that nothing is compared
NEAR, TINY = 1e-5, 1e-7  # how near two numbers have to be, times the larger one, and at all
SURPRISE = "Print the shape after every line, and find the first that surprises you."
FOLDS: list[tuple[str, str, Callable]] = [
    ("added up", "sum", np.sum),
    ("averaged", "mean", np.mean),
]


def _usable(*arrays: np.ndarray) -> bool:
    """Whether numbers can be compared: few enough, real and finite, and at least one."""
    return all(
        0 < each.size <= LARGE and each.dtype.kind in "biuf" and np.isfinite(each).all()
        for each in arrays
    )


def _same(one: np.ndarray, other: np.ndarray) -> bool:
    one, other = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    if one.shape != other.shape:
        return False
    size = max(np.abs(one).max(initial=0.0), np.abs(other).max(initial=0.0))
    return bool(np.allclose(one, other, rtol=NEAR, atol=TINY + NEAR * 1e-2 * size))


def number_for_array(got: np.ndarray, want: np.ndarray) -> tuple[str, str]:
    """A number came where an array was asked for: what it is in the right array, and advice.

    >>> number_for_array(np.asarray(6.0), np.array([1.0, 2.0, 3.0]))
    ('the sum of the right entries', 'Return the entries themselves, not their sum.')
    >>> number_for_array(np.asarray(5.0), np.array([1.0, 2.0, 3.0]))[0]
    ''
    """
    if not _usable(got, want):
        return "", SURPRISE
    flat = want.ravel()
    if flat.size == 1:
        right = _same(got, flat[0])
        advice = f"The number is right: it belongs into an array of shape {want.shape}."
        return ("the only right entry", advice) if right else ("", SURPRISE)
    if np.unique(flat).size == 1:  # sum, mean and each of its entries could be meant
        return "", SURPRISE
    for _, name, fold in FOLDS:
        if _same(got, fold(flat)):
            return f"the {name} of the right entries", (
                f"Return the entries themselves, not their {name}."
            )
    ends = {"first": flat[0], "last": flat[-1], "largest": flat.max(), "smallest": flat.min()}
    if got == np.round(got):  # many numbers are 0, 1 or 2 by chance
        ends = {"first": flat[0], "last": flat[-1]}
    held = [name for name, value in ends.items() if _same(got, value)]
    if not held:
        return "", SURPRISE
    words = held[0] if len(held) == 1 else f"{', '.join(held[:-1])} and {held[-1]}"
    return f"the {words} of the right entries", (
        "Return all of them. In a loop, `return` ends it at once, and a name keeps its last value."
    )


def array_for_number(got: np.ndarray, want: np.ndarray) -> tuple[str, str]:
    """An array came where a number was asked for: what of it is that number, and advice.

    >>> array_for_number(np.array([1.4]), np.asarray(1.4))[0]
    'its only entry is the right number'
    """
    advice = "Print the shape after every line: at its end, one number without an axis is left."
    if not _usable(got, want):
        return "", advice
    flat = got.ravel()
    if flat.size == 1:
        right = _same(flat[0], want)
        without = "Return that entry itself, without an axis around it."
        return ("its only entry is the right number", without) if right else ("", advice)
    for done, name, fold in FOLDS:
        if _same(fold(flat), want):
            return f"its entries, {done}, give the right number", f"Return their {name}."
    return "", advice


def of_shapes(got: np.ndarray, want: np.ndarray) -> str:
    """What an array of another shape has to do with the right one; may be empty.

    >>> of_shapes(np.array([[1, 2, 3]]).T, np.array([[1, 2, 3]]))
    'it is the right array, transposed'
    """
    if not _usable(got, want):
        return ""
    if got.size == want.size > 1:
        if _same(got.T, want):
            return "it is the right array, transposed"
        flat = _same(got.ravel(), want.ravel())
        return "its numbers are right, and in the right order" if flat else ""
    if np.unique(want).size == 1 or np.unique(got).size == 1:  # too much would be true by chance
        return ""
    for axis in range(got.ndim):  # a list of one number is no sum: more than one is added up
        for done, _, fold in FOLDS if got.shape[axis] > 1 else []:
            if _same(fold(got, axis=axis), want):
                return f"{done} along its axis {axis}, it is the right array"
    for axis in range(want.ndim):
        for done, _, fold in FOLDS if want.shape[axis] > 1 else []:
            if _same(fold(want, axis=axis), got):
                return f"it is the right array, {done} along axis {axis}"
    if got.shape == want.shape[1:]:
        ends = {"first": want[0], "last": want[-1]}
        which = next((name for name, row in ends.items() if _same(got, row)), "")
        return f"it is the {which} row of the right array" if which and want.ndim == 2 else ""
    return _of_lengths(got, want)


def _of_lengths(got: np.ndarray, want: np.ndarray) -> str:
    """The same for arrays of which one may be the other's beginning or end."""
    if got.shape[1:] != want.shape[1:]:
        return ""
    entries, count = "entries" if got.ndim == 1 else "rows", len(got)
    if count < len(want):
        which = "first" if _same(got, want[:count]) else "last" if _same(got, want[-count:]) else ""
        one = f"only the {which} of the right {entries} is there"
        many = f"only the {which} {count} of the right {entries} are there"
        return (one if count == 1 else many) if which else ""
    if _same(got[: len(want)], want):
        return f"it begins with the right {entries}, and goes on"
    return f"it ends with the right {entries}" if _same(got[-len(want) :], want) else ""


def of_values(got: np.ndarray, want: np.ndarray) -> str:
    """What holds for all entries of a wrong array of the right shape; may be empty.

    >>> of_values(np.array([2.0, 4.0, 8.0]), np.array([1.0, 2.0, 4.0]))
    'Every entry is 2 times the right one.'
    >>> of_values(np.array([1.0, 4.0, 2.0]), np.array([1.0, 2.0, 4.0]))
    'These are the right numbers in another order.'
    """
    if not _usable(got, want) or np.unique(want).size < 2:
        return ""
    got, want = got.astype(float), want.astype(float)
    if _same(np.sort(got.ravel()), np.sort(want.ravel())):
        return _of_order(got, want)
    largest = np.unravel_index(np.abs(want).argmax(), want.shape)
    factor, shift = got[largest] / want[largest], got[largest] - want[largest]
    if factor and _same(got, factor * want) and np.unique(want[want != 0]).size > 1:
        opposite = _same(factor, np.asarray(-1.0))
        return (
            "Every entry has the opposite sign."
            if opposite
            else f"Every entry is {short(float(factor))} times the right one."
        )
    if _same(got, want + shift) and np.unique(got).size > 1:
        which = "large" if shift > 0 else "small"
        return f"Every entry is {short(float(abs(shift)))} too {which}."
    return ""


def _of_order(got: np.ndarray, want: np.ndarray) -> str:
    if want.ndim == 2 and _same(got.T, want):
        return "It is the right array, transposed."
    reversed_ = _same(got[::-1], want) or _same(got[..., ::-1], want)
    return f"These are the right numbers in {'reverse' if reversed_ else 'another'} order."
