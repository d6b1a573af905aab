"""Shares in words that hold in every run, where the numbers behind them move a little.

What a trained network gets right differs by a few examples from machine to machine, and the text
of a stored picture is compared word for word.
"""

from __future__ import annotations

from collections.abc import Sequence

LEVELS = (95, 90, 75, 50, 25)  # percent


def share(part: float, whole: float, levels: Sequence[int] = LEVELS) -> str:
    """How large a part is of its whole, as the highest level that it reaches.

    >>> share(39, 40), share(22, 40), share(1, 40)
    ('at least 95 %', 'at least 50 %', 'less than 25 %')

    Args:
        part: how many.
        whole: of how many.
        levels: in percent, the highest first.
    """
    reached = [level for level in levels if whole and 100 * part >= level * whole]
    return f"at least {reached[0]} %" if reached else f"less than {levels[-1]} %"
