"""Drawings of how a number was made: values as boxes, arrows from parents to what they made.

A value here is anything with `data`, `grad`, `_parents` (a tuple of values) and, where it has
them, `op` (how it was made, such as "+") and `name`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path

from utils.drawing.graph_layout import COLUMN, MOST, Point, columns, layout, spread
from utils.drawing.in_words import amount, listed
from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, BLUE, GREY, ORANGE, figure

__all__ = [
    "MOST",
    "GraphFilm",
    "columns",
    "describe_graph",
    "layout",
    "local_slopes",
    "n_steps_in_torch",
    "spread",
    "value_graph",
]

WIDTH, LINE = 1.16, 0.2  # of a box, and the height of a line of text, in inches


def value_graph(
    root: Any,
    *,
    show_grads: bool = True,
    show_slopes: bool = False,
    grads: Mapping[Any, float] | None = None,
    badges: Mapping[Any, str] | None = None,
    order: Sequence[Any] = (),
    active: Any = None,
    title: str = "",
) -> Picture:
    """Draw all values that `root` was made from, and say the same in words.

    Args:
        root: the result.
        show_grads: whether grads are shown below the data.
        show_slopes: whether each arrow holds the slope of its step, by which a grad is multiplied
            on the way back.
        grads: grads to show instead of the values' own, for a moment in the past.
        badges: value -> a few characters that stand at its box, on a black disc.
        order: values whose discs count their places in it, from 1 on.
        active: a value to be marked with a thick dashed outline.
        title: above the drawing.

    Raises:
        ValueError: more than `MOST` values.
    """
    places: dict[Any, list[int]] = {}
    for place, value in enumerate(order, start=1):
        places.setdefault(value, []).append(place)
    badges = badges or {value: str(at[0]) for value, at in places.items()}
    lines = 3 if show_grads else 2
    height = LINE * lines + 0.12
    points, arrows = layout(root, height)
    if show_slopes:
        points, arrows = _with_room(points, arrows)
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
    slopes = local_slopes(root) if show_slopes else {}
    _draw_arrows(ax, points, arrows, slopes)
    for value, place in points.items():
        grad = (grads or {}).get(value, value.grad) if show_grads else None
        _draw_box(ax, value, place, height, grad, marked=value is active)
        if value in badges:
            _draw_badge(ax, place, height, badges[value])
    again = {value: f", again at {listed(at[1:])}" for value, at in places.items() if at[1:]}
    said = {value: f"{badge}{again.get(value, '')}" for value, badge in badges.items()}
    told = describe_graph(root, show_grads=show_grads, grads=grads, badges=said, slopes=slopes)
    return Picture(fig, told)


def local_slopes(root: Any) -> dict[tuple[Any, int], float]:
    """The slope of each step in each of its parents, as the values' own `_backward` hands it on.

    Returns:
        (value, k) -> what the grad of its k-th parent grows by when a slope of 1 arrives. Where a
        value is a parent twice, each of its arrows has the same part. All grads stay as they are.
    """
    slopes = {}
    for value in columns(root):
        kept = {each: each.grad for each in (value, *value._parents)}
        for parent in value._parents:
            parent.grad = 0.0
        value.grad = 1.0
        value._backward()
        for k, parent in enumerate(value._parents):
            slopes[value, k] = parent.grad / sum(each is parent for each in value._parents)
        for each, grad in kept.items():
            each.grad = grad
    return slopes


def _short(slope: float) -> str:
    return f"{slope:.3g}".replace("-", "−")


def _with_room(points: Mapping, arrows: Mapping) -> tuple[dict, dict]:
    """A layout whose columns stand further apart, so that there is room on the arrows."""
    wider = (COLUMN + 0.34) / COLUMN
    moved = {value: (x * wider, y) for value, (x, y) in points.items()}
    return moved, {key: [(x * wider, y) for x, y in way] for key, way in arrows.items()}


def _draw_arrows(ax: Axes, points: Mapping, arrows: Mapping, slopes: Mapping) -> None:
    for (value, k), way in arrows.items():
        start, end = points[value._parents[k]], points[value]
        lean = _lean(value, k, points, arrows)
        _draw_arrow(ax, start, way, end, lean)
        if slopes:
            _draw_slope(ax, slopes[value, k], way[-1] if way else start, end, lean)


def _draw_slope(ax: Axes, slope: float, start: Point, end: Point, lean: float) -> None:
    """Write a slope on the last piece of an arrow, a little above or below where two lie close."""
    x = (start[0] + end[0]) / 2
    y = (start[1] + end[1] + lean) / 2 + 0.5 * lean
    box = {"boxstyle": "round,pad=0.12", "facecolor": "white", "edgecolor": "none"}
    ax.text(x, y, f"× {_short(slope)}", ha="center", va="center", fontsize=9.5, zorder=5, bbox=box)


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
    lines = [f"data {amount(value.data)}"]
    lines += [] if grad is None else [f"grad {amount(grad)}"]
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
    root: Any,
    *,
    show_grads: bool = True,
    grads: Mapping[Any, float] | None = None,
    badges: Mapping[Any, str] | None = None,
    slopes: Mapping[tuple[Any, int], float] | None = None,
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
        said = f"{label[value]}{made}: data {amount(value.data)}"
        if show_grads:
            said += f", grad {amount((grads or {}).get(value, value.grad))}"
        if badges and value in badges:
            said += f", with a disc {badges[value]}"
        elif badges:
            said += ", without a disc"
        if slopes and value._parents:
            ways = [_short(slopes[value, k]) for k in range(len(value._parents))]
            said += f", with the slope{'s' if ways[1:] else ''} {' and '.join(ways)}"
        clauses.append(said)
    count = "1 value"
    if len(values) > 1:
        count = f"{len(values)} values, from the leaves to the result"
    return f"A graph of {count}. " + "; ".join(clauses) + "."


class GraphFilm:
    """Pictures of a graph while slopes flow back through it: one frame for each value asked.

    Args:
        root: the result; its grad is shown as it is now in the first frame.
    """

    def __init__(self, root: Any) -> None:
        self.root, self.moments = root, []
        self._keep(None, f"Start: the slope of the result is {root.grad:.4g}")

    def _keep(self, active: Any, title: str) -> None:
        self.moments.append((active, {each: each.grad for each in columns(self.root)}, title))

    def take(self, value: Any) -> None:
        """Keep the moment after `value` has handed its slope on; a leaf has nothing to hand on."""
        if value._parents:
            told = f"{value.op} hands {value.grad:.3f} on to its parents, times their slopes"
            self._keep(value, told)

    def frame(self, index: int) -> Picture:
        """The picture of a moment, the last one after all others; its text tells of the end."""
        done = (None, self.moments[-1][1], "Done: every leaf holds what has arrived")
        active, grads, title = [*self.moments, done][index]
        fig, told = value_graph(self.root, grads=grads, active=active, title=title)
        asked = [value.op for value, _, _ in self.moments if value is not None]
        way = f"in the order {listed(asked)}" if asked else "of none of its values"
        return Picture(fig, f"Grads fill up as slopes are handed on, {way}. {title}. {told}")

    def __len__(self) -> int:
        return len(self.moments) + 1


def n_steps_in_torch(result: Any) -> int:
    """How many steps PyTorch's graph of a tensor has."""
    steps, todo = set(), [result.grad_fn]
    while todo:
        step = todo.pop()
        if step is not None and step not in steps:
            steps.add(step)
            todo += [parent for parent, _ in step.next_functions]
    return len(steps)
