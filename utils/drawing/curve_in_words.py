"""How a curve goes, in words that are worked out from its points.

`course` follows a function over its axis, `progress` numbers from step to step.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from utils.drawing.in_words import amount, listed, number

FLAT = 1e-7  # a smaller change between two neighbours is none: nudged slopes are that exact
SLIGHT = 1e-4  # a part whose steps differ by less than this share is straight
MOST_TURNS = 6  # more runs than this are counted, not told


class Run(NamedTuple):
    """A stretch of a curve that keeps its direction, between two of its points."""

    verb: str
    start: int
    end: int


def course(x: np.ndarray, curve: np.ndarray, jump: float = np.inf, brief: bool = False) -> str:
    """How a curve goes, from its first point to its last.

    Args:
        x: places (m,), in rising order.
        curve: heights (m,); where there is none, NaN.
        jump: a larger change between two neighbours is a jump.
        brief: in few words: the heights of a curve without a jump, and where it turns.

    >>> course(np.array([-2.0, -1.0, 0.0, 1.0]), np.array([0.0, 0.0, 0.0, 1.0]))
    '0 at −2, stays there until 0, rises straight to 1 at 1'
    """
    x, curve = np.ravel(np.asarray(x, float)), np.ravel(np.asarray(curve, float))
    known = np.isfinite(curve)
    missing = int((~known).sum())
    x, curve = x[known], curve[known]
    if not len(curve):
        return "no value anywhere"
    runs = _runs(curve, jump)
    if len(runs) > MOST_TURNS:
        lowest, highest = number(curve.min()), number(curve.max())
        told = f"between {lowest} and {highest}, with {len(runs) - 1} turns"
    elif brief and (short := _in_short(x, curve, runs)):
        told = short
    else:
        told = ", ".join([f"{number(curve[0])} at {number(x[0])}", *_told(x, curve, runs)])
    return told + (f"; no value at {missing} of {len(known)} places" if missing else "")


def _runs(curve: np.ndarray, jump: float) -> list[Run]:
    """The stretches in which a curve rises, falls, stays or jumps."""
    change = np.diff(curve)
    if not len(change):
        return []
    verbs = np.where(np.abs(change) <= FLAT, "stays", np.where(change > 0, "rises", "falls"))
    verbs = np.where(np.abs(change) > jump, "jumps", verbs)
    starts = np.flatnonzero(verbs[1:] != verbs[:-1]) + 1
    runs = []
    for start, end in pairwise([0, *starts.tolist(), len(change)]):
        parts = [start, *_kink(change[start:end], start), end]
        runs += [Run(str(verbs[start]), *part) for part in pairwise(parts)]
    return runs


def _kink(steps: np.ndarray, start: int) -> list[int]:
    """Where a run consists of two straight pieces, the point between them."""
    bends = np.abs(np.diff(steps))
    limit = SLIGHT * np.abs(steps).max(initial=0)
    found = np.flatnonzero(bends > limit)
    return [start + int(found[0]) + 1] if len(found) == 1 else []


def _told(x: np.ndarray, curve: np.ndarray, runs: list[Run]) -> list[str]:
    """A phrase for each run, and one for the width where a single hill or dip is all there is."""
    phrases = []
    for k, (verb, start, end) in enumerate(runs):
        where = f"{number(curve[end])} at {number(x[end])}"
        if verb == "stays" and k + 1 < len(runs) and runs[k + 1].verb == "jumps":
            continue
        elif verb == "stays":
            phrases.append(f"stays there until {number(x[end])}")
        elif verb == "jumps":
            # Where exactly lies between two points: a decimal is enough where they stand close
            close = x[end] - x[start] < 0.1
            stay = "stays there until it " if k and runs[k - 1].verb == "stays" else ""
            where = f"{number(curve[end])} at {number(x[end], 1 if close else 3)}"
            phrases.append(f"{stay}jumps to {where}")
        else:
            part = slice(start, end + 1)
            through = _through_zero(x, curve) if len(runs) == 1 else ""
            phrases.append(f"{verb}{_shape(curve[part], len(runs) == 1)}{through} to {where}")
    return phrases + _half_as_far(x, curve, runs)


def _in_short(x: np.ndarray, curve: np.ndarray, runs: list[Run]) -> str:
    """A curve without a jump in a few words: its heights, and where it turns; or nothing."""
    verbs = [run.verb for run in runs]
    if not runs or "jumps" in verbs:
        return ""
    start, end = number(curve[0]), number(curve[-1])
    if verbs in (["rises"], ["falls"]):
        return f"{verbs[0]}{_shape(curve, True)} from {start} to {end}"
    top = number(curve[runs[0].end])
    if _half_as_far(x, curve, runs):
        return f"a {'hill up' if verbs[0] == 'rises' else 'dip'} to {top}"
    told = []
    for verb, first, last in runs:
        way = _shape(curve[first : last + 1], False) + (" up" if verb == "rises" else " down")
        where = "" if last == len(x) - 1 else f" at {number(x[last], 1)}"
        height = f"{way.strip()} to {number(curve[last])}"
        told.append(("level" if verb == "stays" else height) + where)
    return f"from {start} {', '.join(told)}"


def _shape(part: np.ndarray, alone: bool) -> str:
    """Whether a rising or falling part is straight, or an S: steep inside and flat at its ends."""
    steps = np.abs(np.diff(part))
    if np.ptp(steps) <= SLIGHT * steps.max():
        return " straight"
    return " as an S" if alone and max(steps[0], steps[-1]) < 0.2 * steps.max() else ""


def _through_zero(x: np.ndarray, curve: np.ndarray) -> str:
    """The height at 0, for a curve that is not straight and has 0 inside."""
    steps = np.diff(curve)
    if not x[0] < 0 < x[-1] or np.ptp(steps) <= SLIGHT * np.abs(steps).max():
        return ""
    return f" through {number(np.interp(0, x, curve))} at 0"


def _half_as_far(x: np.ndarray, curve: np.ndarray, runs: list[Run]) -> list[str]:
    """Where a hill or a dip with low ends has half its height, left and right."""
    if sorted(run.verb for run in runs) != ["falls", "rises"]:
        return []
    top = runs[0].end
    share = curve / curve[top] if curve[top] else np.ones_like(curve)
    if max(abs(share[0]), abs(share[-1])) > 0.4:
        return []
    left = np.interp(0.5, share[: top + 1], x[: top + 1])
    right = np.interp(0.5, share[top:][::-1], x[top:][::-1])
    return [f"half of that at {number(left, 1)} and {number(right, 1)}"]


def progress(
    name: str, places: Sequence[float], values: Sequence[float], unit: str = "epoch"
) -> str:
    """How a curve runs: where it begins and ends, its extremes between, how often it rises.

    >>> progress("loss", range(4), [0.8, 0.4, 0.2, 0.3])
    'loss: 0.800 at epoch 0, lowest 0.200 at epoch 2, 0.300 at epoch 3, rising in 1 of 3 steps'
    >>> progress("loss", range(3), [3, 2, 1])
    'loss: 3.000 at epoch 0, 1.000 at epoch 2, falling all the way'
    """
    values = np.asarray(values, dtype=float)
    broken = np.flatnonzero(~np.isfinite(values))
    end = broken[0] if len(broken) else len(values)
    lost = [f"no number from {unit} {places[end]:g} on"] if len(broken) else []
    if not end:
        return f"{name}: {listed(lost)}"
    values = values[:end]
    said = {0: "", end - 1: ""}
    for word, at in (("highest ", values.argmax()), ("lowest ", values.argmin())):
        if values[at] not in (values[0], values[-1]):
            said[int(at)] = word
    clauses = [f"{said[k]}{amount(values[k])} at {unit} {places[k]:g}" for k in sorted(said)]
    return f"{name}: " + ", ".join([*clauses, *_turns(np.diff(values)), *lost])


def _turns(steps: np.ndarray) -> list[str]:
    """Whether a curve falls or rises all the way, or how often it rises."""
    if not len(steps):
        return []
    if (steps == 0).all():
        return ["level all the way"]
    for steep, level, way in (
        (steps < 0, "never rising", "falling"),
        (steps > 0, "never falling", "rising"),
    ):
        if (steep | (steps == 0)).all():
            return [f"{way} all the way" if steep.all() else level]
    return [f"rising in {int(np.sum(steps > 0))} of {len(steps)} steps"]
