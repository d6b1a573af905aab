"""Drawings of networks: units and edges with their numbers, and the shapes between layers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle

from utils.drawing.style import BLACK, BLUE, GREY, ORANGE, figure

RADIUS = 0.62  # of a unit
LABEL = np.array([0.95, 0.52])  # width and height of an edge's label, about
FILLS = ["#dbe9f4", "#fbeed3", "#d9efe6", "#f5e3ee"]
HATCHES = ["", "//", "..", "\\\\"]
Place = tuple[float, float]


def number(value: Any, decimals: int = 1) -> str:
    """A value as it stands in a drawing: text stays, numbers get decimals and a true minus.

    >>> number(-0.2), number(3), number("x")
    ('−0.2', '3.0', 'x')
    """
    if isinstance(value, str):
        return value
    return f"{round(float(value), decimals) + 0.0:.{decimals}f}".replace("-", "−")


def rows_shown(size: int, most: int = 8) -> list[int | None]:
    """Which units of a layer are drawn: all, or the first and last few round a gap (None).

    >>> rows_shown(3), rows_shown(64, most=5)
    ([0, 1, 2], [0, 1, None, 62, 63])
    """
    if size <= most:
        return list(range(size))
    half = (most - 1) // 2
    return [*range(half), None, *range(size - half, size)]


def unit_places(
    layer_sizes: Sequence[int], gap: float = 5.0, step: float = 2.3, most: int = 8
) -> list[dict[int | None, Place]]:
    """Where each unit stands: per layer, unit -> (x, y), with None for the gap of a long layer."""
    places = []
    for layer, size in enumerate(layer_sizes):
        rows = rows_shown(size, most)
        top = step * (len(rows) - 1) / 2
        places.append({unit: (gap * layer, top - step * k) for k, unit in enumerate(rows)})
    return places


def label_places(starts: Sequence[Place], ends: Sequence[Place]) -> np.ndarray:
    """Where the labels of edges stand, so that none covers another label or another edge.

    One edge after the other takes the place along its line that is farthest from the labels
    placed so far and from the lines of all other edges.

    Args:
        starts: (m, 2), where the edges begin.
        ends: (m, 2), where they end.

    Returns:
        (m, 2) places, one for each edge.
    """
    a, b = np.asarray(starts, dtype=float), np.asarray(ends, dtype=float)
    along = np.linspace(0, 1, 41)[:, None]
    lines = a[:, None] * (1 - along) + b[:, None] * along  # (m, 41, 2)
    chosen: list[np.ndarray] = []
    for k in range(len(a)):
        candidates = lines[k, 9:32]
        room = np.full(len(candidates), 2.0)
        others = np.delete(lines, k, axis=0).reshape(-1, 2)
        if len(others):
            apart = np.abs(candidates[:, None] - others) / (LABEL / 2)
            room = np.minimum(room, 0.8 * apart.max(axis=2).min(axis=1))
        if chosen:
            apart = np.abs(candidates[:, None] - np.array(chosen)) / LABEL
            room = np.minimum(room, apart.max(axis=2).min(axis=1))
        middle = np.abs(np.arange(len(candidates)) - len(candidates) // 2)
        chosen.append(candidates[np.argmax(room - 1e-3 * middle)])
    return np.array(chosen).reshape(-1, 2)


def draw_network(
    ax: Axes,
    layer_sizes: Sequence[int],
    *,
    values: Sequence[Sequence[Any] | None] | None = None,
    weights: Sequence[Any] | None = None,
    names: Sequence[Sequence[str] | None] | None = None,
    notes: Sequence[Sequence[str] | None] | None = None,
    titles: Sequence[str] | None = None,
    silent: Sequence[Sequence[bool] | None] | None = None,
    backward: bool = False,
    decimals: int = 1,
    most: int = 8,
    step: float = 2.3,
) -> None:
    """Draw a network: a disc for each unit, an arrow for each weight.

    An arrow is dashed where its weight is negative, dotted where it is 0, and thicker the
    larger it is. A layer of more than `most` units shows its first and last few.

    Args:
        ax: where to draw.
        layer_sizes: units in each layer, the inputs first.
        values: per layer, what stands inside its units: numbers or short texts.
        weights: per pair of layers, an array (d_in, d_out) of numbers or texts for the arrows.
        names: per layer, a text above each unit.
        notes: per layer, a text below each unit.
        titles: per layer, a text above the whole layer.
        silent: per layer, whether each unit passes nothing on: its disc is dashed and hatched.
        backward: arrows point from the outputs to the inputs, as gradients flow.
        decimals: of the numbers.
        most: units drawn of one layer at most.
        step: from one unit to the next one below it; names and notes need about 2.3.

    Raises:
        ValueError: `weights` has an array of another shape than its two layers ask for.
    """
    places = unit_places(layer_sizes, step=step, most=most)
    for layer in range(len(layer_sizes) - 1):
        given = None if weights is None else np.asarray(weights[layer])
        shape = (layer_sizes[layer], layer_sizes[layer + 1])
        if given is not None and given.shape != shape:
            raise ValueError(
                f"weights[{layer}] has shape {given.shape}, its layers ask for {shape}"
            )
        _draw_edges(ax, places[layer], places[layer + 1], given, backward, decimals)
    for layer, units in enumerate(places):
        for unit, (x, y) in units.items():
            if unit is None:
                ax.text(x, y, "⋮", ha="center", va="center", fontsize=20)
                continue
            quiet = bool(_at(silent, layer, unit, False))
            ax.add_patch(
                Circle(
                    (x, y),
                    RADIUS,
                    facecolor="white" if quiet else FILLS[0],
                    edgecolor=GREY if quiet else BLUE,
                    linestyle="--" if quiet else "-",
                    hatch="...." if quiet else "",
                    lw=2,
                    zorder=4,
                )
            )
            inside = number(_at(values, layer, unit, ""), decimals)
            box = {"facecolor": "white", "edgecolor": "none", "pad": 1} if quiet else None
            ax.text(x, y, inside, ha="center", va="center", fontsize=12, zorder=6, bbox=box)
            above, below = _at(names, layer, unit, ""), _at(notes, layer, unit, "")
            ax.text(x, y + 0.72, above, ha="center", va="bottom", fontsize=10.5, zorder=6)
            ax.text(x, y - 0.74, below, ha="center", va="top", fontsize=10.5, zorder=6)
    _frame(ax, places, titles)


def _at(table: Sequence | None, layer: int, unit: int, otherwise: Any) -> Any:
    """The entry for one unit, where the table and its layer are given."""
    if table is None or table[layer] is None:
        return otherwise
    return table[layer][unit]


def _frame(ax: Axes, places: list[dict], titles: Sequence[str] | None) -> None:
    top = max(y for units in places for _, y in units.values())
    right = max(x for units in places for x, _ in units.values())
    for units, title in zip(places, titles or [""] * len(places), strict=True):
        x = next(iter(units.values()))[0]
        ax.text(x, top + 1.55, title, ha="center", va="bottom", fontsize=11, weight="bold")
    ax.set(xlim=(-1.6, right + 1.6), ylim=(-top - 1.35, top + (2.3 if titles else 1.3)))
    ax.set_aspect("equal")
    ax.axis("off")


def _draw_edges(
    ax: Axes, left: dict, right: dict, weights: np.ndarray | None, backward: bool, decimals: int
) -> None:
    pairs = [(i, j) for i in left for j in right if i is not None and j is not None]
    starts, ends = np.array([left[i] for i, _ in pairs]), np.array([right[j] for _, j in pairs])
    unit = ends - starts
    unit /= np.hypot(*unit.T)[:, None]
    starts, ends = starts + RADIUS * unit, ends - (RADIUS + 0.05) * unit
    numeric = weights is not None and weights.dtype.kind in "biuf"
    largest = max(1e-12, float(np.abs(weights).max())) if numeric else 1.0
    for (i, j), start, end in zip(pairs, starts, ends, strict=True):
        weight = float(weights[i, j]) if numeric else 1.0
        arrow = {
            "arrowstyle": "<|-" if backward else "-|>",
            "color": ORANGE if weight < 0 else GREY if weight == 0 or not numeric else BLUE,
            "linestyle": "--" if weight < 0 else ":" if weight == 0 else "-",
            "lw": 1.2 + 1.8 * abs(weight) / largest if numeric else 1.2,
            "shrinkA": 0,
            "shrinkB": 0,
        }
        ax.annotate("", end, start, arrowprops=arrow, zorder=2)
    if weights is None:
        return
    for (i, j), place in zip(pairs, label_places(starts, ends), strict=True):
        box = {"facecolor": "white", "edgecolor": "none", "boxstyle": "round,pad=0.12"}
        text = number(weights[i, j], decimals)
        ax.text(*place, text, ha="center", va="center", fontsize=10.5, bbox=box, zorder=5)


def network_picture(
    layer_sizes: Sequence[int], *, width: float = 8.4, title: str = "", **options: Any
) -> Figure:
    """A figure of one network, as high as it needs; the options are those of `draw_network`."""
    fig, ax = figure(width=width, height=4.0)
    draw_network(ax, layer_sizes, **options)
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    fig.set_size_inches(width, width * (high - low) / (right - left) + (0.6 if title else 0.2))
    ax.set_title(title, fontsize=11)
    return fig


def student_picture(
    x: Sequence[float], z: Sequence[float], score: float, weights: Sequence, title: str = ""
) -> Figure:
    """Lesson 03's 2–3–1 network for one student, with every number on its place.

    Args:
        x: hours of study and of sleep.
        z: pre-activations of the three hidden units.
        score: what comes out; at least 0 is a PASS.
        weights: the two arrays (2, 3) and (3, 1).
        title: one line above all.
    """
    return network_picture(
        [2, 3, 1],
        values=[x, [max(0.0, float(value)) for value in z], [number(score, 2)]],
        weights=weights,
        names=[["study", "sleep"], ["prepared", "overtired", "rested"], ["score"]],
        notes=[None, [f"z = {number(value)}" for value in z], ["PASS" if score >= 0 else "FAIL"]],
        silent=[None, [value <= 0 for value in z], None],
        titles=["inputs", "hidden layer, ReLU", "output"],
        title=title,
    )


def shapes_picture(
    terms: Sequence[tuple[str, tuple[int, ...]] | str], cell: float = 0.42
) -> Figure:
    """Arrays as boxes of cells, with signs between them: X @ W + b = Z.

    A vector is drawn as one row. Each box carries its name above and its shape below.

    Args:
        terms: (name, shape) or (name, shape, its symbols) for an array, a text such as "@" for
            a sign.
        cell: width of a cell in inches.
    """
    tallest = max(_box(term[1])[0] for term in terms if not isinstance(term, str))
    wide = sum(2 if isinstance(t, str) else max(_box(t[1])[1], 3) + 0.8 for t in terms)
    fig, ax = figure(width=cell * (wide + 1), height=cell * (tallest + 4.4))
    x, boxes = 0.0, 0
    for term in terms:
        if isinstance(term, str):
            ax.text(x + 1, 0, term, ha="center", va="center", fontsize=17)
            x += 2
            continue
        name, shape, *symbols = term
        rows, columns = _box(shape)
        room = max(columns, 3) + 0.8
        left = x + (room - columns) / 2
        fill, hatch = FILLS[boxes % 4], HATCHES[boxes % 4]
        for row in range(rows):
            for column in range(columns):
                corner = (left + column, rows / 2 - row - 1)
                look = {"facecolor": fill, "edgecolor": "#b0b0b0", "hatch": hatch, "lw": 0}
                ax.add_patch(Rectangle(corner, 1, 1, **look))
                ax.add_patch(Rectangle(corner, 1, 1, fill=False, edgecolor=BLACK, lw=1.2))
        ax.text(x + room / 2, rows / 2 + 0.35, name, ha="center", va="bottom", fontsize=14)
        below = "\n".join([str(shape), *symbols])
        ax.text(x + room / 2, -rows / 2 - 0.35, below, ha="center", va="top", fontsize=12)
        x, boxes = x + room, boxes + 1
    ax.set(xlim=(-0.2, x + 0.2), ylim=(-tallest / 2 - 2.4, tallest / 2 + 1.6))
    ax.set_aspect("equal")
    ax.axis("off")
    return fig


def _box(shape: tuple[int, ...]) -> tuple[int, int]:
    return (1, shape[0]) if len(shape) == 1 else (shape[0], shape[1])
