"""Drawings of how a number was made: values as boxes, arrows from parents to what they made.

A value here is anything with `data`, `grad`, `_parents` (a tuple of values) and, where it has
them, `op` (how it was made, such as "+") and `name`. Columns follow the steps to the result,
rows are chosen so that arrows cross little: after Sugiyama, Tagawa and Toda (1981), made small.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path

from utils.drawing.style import BLACK, BLUE, GREY, ORANGE, figure

MOST = 40  # values; more would not be legible
WIDTH, LINE = 1.16, 0.2  # of a box, and the height of a line of text, in inches
COLUMN, GAP = 1.62, 0.24  # from box to box
Point = tuple[float, float]


def number(value: float) -> str:
    """A number with three decimals, fewer where it is large, and a true minus sign.

    >>> number(-0.25), number(-0.0), number(-1234.5), number(2e7)
    ('−0.250', '0.000', '−1234.5', '2e+07')
    """
    size = abs(value)
    text = f"{value:.3f}" if size < 100 else f"{value:.1f}" if size < 1e5 else f"{value:.0e}"
    return text.lstrip("-") if not text.strip("-0.") else text.replace("-", "−")


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


def value_graph(
    root: Any,
    *,
    show_grads: bool = True,
    grads: Mapping[Any, float] | None = None,
    badges: Mapping[Any, str] | None = None,
    active: Any = None,
    title: str = "",
) -> tuple[Figure, str]:
    """Draw all values that `root` was made from, and say the same in words.

    Args:
        root: the result.
        show_grads: whether grads are shown below the data.
        grads: grads to show instead of the values' own, for a moment in the past.
        badges: value -> a few characters that stand at its box.
        active: a value to be marked with a thick dashed outline.
        title: above the drawing.

    Returns:
        The figure, and its alternative text, made from the graph.

    Raises:
        ValueError: more than `MOST` values.
    """
    lines = 3 if show_grads else 2
    height = LINE * lines + 0.12
    points, arrows = layout(root, height)
    across, up = np.array(list(points.values())).T
    passed = [y for way in arrows.values() for _, y in way]
    low, high = min([*up, *passed]) - height / 2 - 0.2, max([*up, *passed]) + height / 2 + 0.25
    fig, ax = figure(width=across.max() + WIDTH + 0.4, height=high - low + (0.3 if title else 0))
    fig.set_layout_engine("none")
    ax.set(position=[0, 0, 1, (high - low) / fig.get_figheight()], ylim=(low, high))
    ax.set(xlim=(-WIDTH / 2 - 0.2, across.max() + WIDTH / 2 + 0.2))
    ax.axis("off")
    if title:
        fig.text(0.5, 1 - 0.22 / fig.get_figheight(), title, ha="center", va="center", fontsize=12)
    for (value, k), way in arrows.items():
        lean = _lean(value, k, points, arrows)
        _draw_arrow(ax, points[value._parents[k]], way, points[value], lean)
    for value, place in points.items():
        grad = (grads or {}).get(value, value.grad) if show_grads else None
        _draw_box(ax, value, place, height, grad, marked=value is active)
        if badges and value in badges:
            _draw_badge(ax, place, height, badges[value])
    return fig, describe_graph(root, show_grads=show_grads, grads=grads)


def _lean(value: Any, k: int, points: Mapping, arrows: Mapping) -> float:
    """How far above the middle of a box the arrow from its k-th parent ends: no two cross there."""
    parents = value._parents
    heights = [[points[p], *arrows[value, j]][-1][1] for j, p in enumerate(parents)]
    ranks = sorted(range(len(parents)), key=lambda j: -heights[j])
    return 0.24 * ((len(parents) - 1) / 2 - ranks.index(k))


def _draw_arrow(ax: Axes, start: Point, way: list[Point], end: Point, lean: float) -> None:
    stops = [(start[0] + WIDTH / 2, start[1])]
    for x, y in way:  # straight on past the boxes of that column
        stops += [(x - WIDTH / 2, y), (x + WIDTH / 2, y)]
    stops.append((end[0] - WIDTH / 2 - 0.02, end[1] + lean))
    points, codes = [stops[0]], [Path.MOVETO]
    for (x0, y0), (x1, y1) in pairwise(stops):
        middle = (x0 + x1) / 2
        points += [(middle, y0), (middle, y1), (x1, y1)]
        codes += [Path.CURVE4] * 3
    path = Path(points, codes)
    arrow = FancyArrowPatch(path=path, arrowstyle="-|>", mutation_scale=13, color=GREY, lw=1.6)
    ax.add_patch(arrow)


def _draw_box(
    ax: Axes, value: Any, place: Point, height: float, grad: float | None, *, marked: bool
) -> None:
    """A leaf has round corners and a blue frame, a made value square corners and a grey fill."""
    leaf = not value._parents
    ax.add_patch(
        FancyBboxPatch(
            (place[0] - WIDTH / 2, place[1] - height / 2),
            WIDTH,
            height,
            boxstyle=f"round,pad=0,rounding_size={0.18 if leaf else 0.001}",
            facecolor="white" if leaf else "#eeeeee",
            edgecolor=ORANGE if marked else BLUE if leaf else BLACK,
            linewidth=4 if marked else 1.8,
            linestyle="--" if marked else "-",
            zorder=3,
        )
    )
    lines = [f"data {number(value.data)}"]
    lines += [] if grad is None else [f"grad {number(grad)}"]
    top = place[1] + LINE * len(lines) / 2
    ax.text(place[0], top, heading(value), weight="bold", ha="center", va="center", zorder=4)
    for row, line in enumerate(lines, start=1):
        y = top - LINE * row
        ax.text(place[0], y, line, ha="center", va="center", fontsize=10.5, zorder=4)


def _draw_badge(ax: Axes, place: Point, height: float, text: str) -> None:
    x, y = place[0] - WIDTH / 2 + 0.03, place[1] + height / 2 - 0.03
    box = {"boxstyle": "circle,pad=0.18", "facecolor": BLACK, "edgecolor": "white"}
    ax.text(x, y, text, color="white", ha="center", va="center", fontsize=10, zorder=6, bbox=box)


def heading(value: Any) -> str:
    """A box's first line: the name of a leaf; how a made value was made, and its name."""
    name, op = getattr(value, "name", ""), getattr(value, "op", "")
    if not value._parents:
        return name or "number"
    return f"{op or '?'} → {name}" if name else op or "?"


def describe_graph(
    root: Any, *, show_grads: bool = True, grads: Mapping[Any, float] | None = None
) -> str:
    """The graph in words: a clause for each value, from the leaves to the result."""
    column = columns(root)
    values = sorted(column, key=column.get)  # those in one column stay in the order found
    label = {value: getattr(value, "name", "") or f"#{k}" for k, value in enumerate(values, 1)}
    clauses = []
    for value in values:
        made, op = "", getattr(value, "op", "") or "an operation"
        if value._parents:
            made = f", made by {op} from " + " and ".join(label[p] for p in value._parents)
        said = f"{label[value]}{made}: data {number(value.data)}"
        if show_grads:
            said += f", grad {number((grads or {}).get(value, value.grad))}"
        clauses.append(said)
    count = "1 value"
    if len(values) > 1:
        count = f"{len(values)} values, from the leaves to the result"
    return f"A graph of {count}. " + "; ".join(clauses) + "."
