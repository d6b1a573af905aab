"""Numbers and lists as the text of a picture says them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np


def number(value: Any, decimals: int = 1) -> str:
    """A value as it stands in a drawing: text stays, numbers get decimals and a true minus.

    >>> number(-0.2), number(3), number("x")
    ('−0.2', '3.0', 'x')
    """
    if isinstance(value, str):
        return value
    return f"{round(float(value), decimals) + 0.0:.{decimals}f}".replace("-", "−")


def plain(value: float) -> str:
    """A number without decimals that it does not need, three at most.

    >>> plain(4.0), plain(-0.5), plain(10 / 3)
    ('4', '−0.5', '3.333')
    """
    text = number(value, 3)
    return text.rstrip("0").rstrip(".") if "." in text else text


def size(value: float) -> str:
    """A number of any size, to two digits that count.

    >>> size(33712.4), size(0.70711), size(0.0000312), size(0)
    ('34,000', '0.71', '0.000031', '0')
    """
    if not math.isfinite(value):
        return "no number" if math.isnan(value) else "infinity"
    rounded = float(f"{value:.2g}")
    if rounded and not 1e-6 <= abs(rounded) < 1e9:
        return f"{rounded:.2g}".replace("-", "−")
    if abs(rounded) >= 10:
        return f"{rounded:,.0f}".replace("-", "−")
    return np.format_float_positional(rounded, trim="-").replace("-", "−")


def listed(items: Iterable[str]) -> str:
    """Items with commas and an "and".

    >>> listed(["a", "b", "c"]), listed(["a"]), listed([])
    ('a, b and c', 'a', 'none')
    """
    *most, last = list(items) or ["none"]
    return f"{', '.join(most)} and {last}" if most else last


def counted(count: int, thing: str) -> str:
    """How many there are of a thing.

    >>> counted(1, "mistake"), counted(0, "mistake"), counted(3, "unit")
    ('1 mistake', '0 mistakes', '3 units')
    """
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
