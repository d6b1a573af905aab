"""Where the values of a graph stand: columns follow the steps to the result, from left to right.

Rows are chosen so that arrows cross little: after Sugiyama, Tagawa and Toda (1981), made small.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

MOST = 40  # values; more would not be legible
COLUMN, GAP = 1.62, 0.24  # from box to box, in inches
Point = tuple[float, float]


def columns(root: Any) -> dict[Any, int]:
    """The column of every value that `root` was made from: each stands left of what it made.

    Raises:
        ValueError: more values than can be drawn, or a value that is made from itself.
    """
    steps, todo = {root: 0}, [root]
    while todo:
        value = todo.pop()
        for parent in value._parents:
            if steps.get(parent, -1) <= steps[value]:
                steps[parent] = steps[value] + 1
                todo.append(parent)
        if len(steps) > MOST:
            raise ValueError(f"more than {MOST} values are too many to draw: take a smaller graph")
        if max(steps[value], len(steps)) > MOST:
            raise ValueError("a value is among its own parents: no order fits such a graph")
    last = max(steps.values())
    return {value: last - step for value, step in steps.items()}


def spread(wished: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """Places near the wished ones, in their order, each at least its gap above the last.

    Least squares, by pooling neighbours that are too close (Ayer and others, 1955).

    >>> spread([0.0, 0.0, 5.0], [0.0, 1.0, 1.0])
    [-0.5, 0.5, 5.0]
    """
    offsets = np.cumsum([0.0, *list(gaps)[1:]])
    pools: list[tuple[float, int]] = []
    for wish, offset in zip(wished, offsets, strict=True):
        mean, size = wish - offset, 1
        while pools and pools[-1][0] > mean:
            other, count = pools.pop()
            mean, size = (mean * size + other * count) / (size + count), size + count
        pools.append((mean, size))
    places = [mean for mean, size in pools for _ in range(size)]
    return [float(place + offset) for place, offset in zip(places, offsets, strict=True)]


def layout(root: Any, height: float) -> tuple[dict[Any, Point], dict[tuple[Any, int], list[Point]]]:
    """Where each value stands, in inches, and what its arrows pass on their way.

    Args:
        root: the result.
        height: of a box.

    Returns:
        value -> centre of its box, and (value, k) -> the points that the arrow from its k-th
        parent passes, from left to right: one for each column between them.
    """
    column = columns(root)
    by_column: dict[int, dict[Any, list[float]]] = {c: {} for c in column.values()}
    by_column[column[root]][root] = [0.0]
    places: dict[Any, float] = {}
    for here in sorted(by_column, reverse=True):
        items = sorted(by_column[here].items(), key=lambda item: -float(np.mean(item[1])))
        sizes = [height if item in column else 0.3 for item, _ in items]
        gaps = [(a + b) / 2 + GAP for a, b in zip([0.0, *sizes], sizes, strict=False)]
        rows = spread([-float(np.mean(wishes)) for _, wishes in items], gaps)
        for (item, _), row in zip(items, rows, strict=True):
            places[item] = -row
        for item, _ in items:
            for arrow, parent in _incoming(item, column):
                # A parent further left is reached through a place of its own in this column
                target = parent if column[parent] == here - 1 else arrow
                lean = 0.1 * (len(arrow[0]._parents) - 1) / 2 - 0.1 * arrow[1]
                by_column[here - 1].setdefault(target, []).append(places[item] + lean)
    points = {value: (COLUMN * column[value], places[value]) for value in column}
    arrows: dict[tuple[Any, int], list[Point]] = {}
    for value in column:
        for k, parent in enumerate(value._parents):
            between = range(column[parent] + 1, column[value])
            arrows[value, k] = [(COLUMN * c, places[value, k, c]) for c in between]
    return points, arrows


def _incoming(item: Any, column: Mapping[Any, int]) -> list[tuple[tuple, Any]]:
    """The arrows that end in a value, or pass a place: (value, k, the column before), parent."""
    if item in column:
        before = column[item] - 1
        return [((item, k, before), parent) for k, parent in enumerate(item._parents)]
    value, k, here = item
    return [((value, k, here - 1), value._parents[k])]
