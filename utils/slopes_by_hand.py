"""Compare slopes that a learner worked out on paper with those that nudging finds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from utils.checking.guesses import is_missing
from utils.drawing.in_words import fixed, listed

DIGITS = 3  # that count, after the leading zeros
NEAR = 0.015  # of the right slope: numbers of three digits, multiplied a few times
FEW_DIGITS = 0.001  # off by less: rounded to three decimals, with few digits left


def compare_slopes(said: Mapping[str, Any], nudged: Mapping[str, Any]) -> None:
    """Say which slopes nudging confirms, up to the first that is missing or off.

    What is off is told by its kind, and not by the number that would be right. Slopes are small
    here, so three digits are asked for, whatever number of zeros stands before them.

    Args:
        said: what the learner worked out, in the order of the work; dots where nothing is yet.
        nudged: under the same names, what nudging found, arrays of any shape.

    >>> slopes = {"dz": np.array([-0.0749]), "dW": np.array([-0.0416, -0.0465])}
    >>> compare_slopes({"dz": -0.0749, "dW": [..., ...]}, slopes)
    dz = −0.0749: nudging agrees.
    dW: your turn. Put 2 numbers in place of the dots, then run both cells again.
    >>> compare_slopes({"dz": 0.0749}, slopes)
    dz: not yet. It has the wrong sign.
    """
    for name, own in said.items():
        right = np.asarray(nudged[name], float)
        n = right.size
        if is_missing(own):
            what = "a number" if n == 1 else f"{n} numbers"
            print(f"{name}: your turn. Put {what} in place of the dots, then run both cells again.")
            return
        wrong = _what_is_off(own, right)
        if wrong:
            print(f"{name}: not yet. {wrong}")
            return
        told = listed(_digits(value) for value in np.ravel(np.asarray(own, float)))
        print(f"{name} = {told}: nudging agrees.")


def _what_is_off(own: Any, right: np.ndarray) -> str:
    """What sets slopes apart from the right ones, in words; empty where nothing does."""
    try:
        came = np.asarray(own, float)
    except (TypeError, ValueError):
        return "These are not all numbers: write decimals with a point."
    if right.size == 1 and came.size == 1:
        came, right = came.reshape(1), right.reshape(1)
    if came.shape != right.shape:
        return f"Here stands an array of shape {came.shape}, and {right.shape} is asked for."
    if _near(came, right):
        return ""
    if np.all(np.abs(came - right) <= FEW_DIGITS):
        return "Nearly: keep three digits after the leading zeros, also on the way."
    one, many = ("It has", "It is") if right.size == 1 else ("All have", "They are")
    if _near(-came, right):
        return f"{one} the wrong sign."
    if right.ndim == 2 and right.shape[0] == right.shape[1] and _near(came.T, right):
        return "Rows and columns are exchanged."
    with np.errstate(all="ignore"):
        ratios = np.ravel(came / right)
    middle = float(np.mean(ratios))
    if np.isfinite(ratios).all() and np.ptp(ratios) <= 0.12 * abs(middle) and abs(middle) > 0.01:
        return f"{many} about {fixed(middle, 2)} times what nudging says."
    if right.size == 1:
        return "Nudging says something else."
    off = int(np.sum(~np.isclose(came, right, rtol=NEAR, atol=0)))
    return f"Nudging says something else in {off} of {right.size} places."


def _near(came: np.ndarray, right: np.ndarray) -> bool:
    return np.allclose(came, right, rtol=NEAR, atol=0)


def _digits(value: float) -> str:
    return f"{value:.{DIGITS}g}".replace("-", "−")
