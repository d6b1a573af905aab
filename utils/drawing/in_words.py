"""Numbers, lists and counts as the text of a picture says them.

Pictures build their alternative texts with these, so that a text is true of whatever is drawn,
a learner's mistake included.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np


def fixed(value: Any, decimals: int = 1) -> str:
    """A value as it stands in a drawing: text stays, numbers get decimals and a true minus.

    >>> fixed(-0.2), fixed(3), fixed("x")
    ('−0.2', '3.0', 'x')
    """
    if isinstance(value, str):
        return value
    return f"{round(float(value), decimals) + 0.0:.{decimals}f}".replace("-", "−")


def number(value: float, decimals: int = 3) -> str:
    """A number as it is read out: rounded, without zeros at its end, with a true minus sign.

    >>> number(-0.25), number(6.0), number(-0.0001), number(10 / 3)
    ('−0.25', '6', '0', '3.333')
    """
    text = fixed(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(value: float) -> str:
    """A number with three decimals, fewer where it is large, and a true minus sign.

    >>> amount(-0.25), amount(-0.0), amount(-1234.5), amount(2e7)
    ('−0.250', '0.000', '−1234.5', '2e+07')
    """
    size = abs(value)
    text = f"{value:.3f}" if size < 100 else f"{value:.1f}" if size < 1e5 else f"{value:.0e}"
    return text.lstrip("-") if not text.strip("-0.") else text.replace("-", "−")


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


def listed(items: Iterable[object]) -> str:
    """Items in one sentence.

    >>> listed(["AND", "OR", "XOR"]), listed([4]), listed([])
    ('AND, OR and XOR', '4', 'none')
    """
    *most, last = list(map(str, items)) or ["none"]
    return f"{', '.join(most)} and {last}" if most else last


def counted(n: int, thing: str, several: str = "", none: str = "no") -> str:
    """A count with its noun, in the singular where it is one.

    >>> counted(1, "mistake"), counted(0, "mistake"), counted(2, "class", "classes")
    ('1 mistake', 'no mistakes', '2 classes')
    """
    return f"{n or none} {thing if n == 1 else several or thing + 's'}"
