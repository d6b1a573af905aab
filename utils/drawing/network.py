"""A network on its axes: a disc for each unit, an arrow for each weight, and what stands there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from utils.drawing.in_words import fixed
from utils.drawing.places import Place, label_places, unit_places
from utils.drawing.style import BLUE, GREY, ORANGE

RADIUS = 0.62  # of a unit
FILL = "#dbe9f4"  # of a unit that passes something on
Table = Sequence[Sequence[Any] | None] | None  # per layer, something for each of its units


@dataclass(frozen=True)
class Marks:
    """What is told of single units: per layer, a row with an entry for each of its units.

    Attributes:
        values: what stands inside: numbers or short texts.
        names: a text above.
        notes: a text below.
        silent: whether the unit passes nothing on: its disc is dashed and hatched.
    """

    values: Table = None
    names: Table = None
    notes: Table = None
    silent: Table = None

    def at(self, layer: int, unit: int) -> tuple[Any, str, str, bool]:
        """Value, name, note and silence of one unit."""
        tables = (self.values, self.names, self.notes, self.silent)
        rows = [None if table is None else table[layer] for table in tables]
        value, name, note, silent = ("" if row is None else row[unit] for row in rows)
        return value, name, note, bool(silent)

    def tells(self, layer: int) -> bool:
        """Whether anything stands at the units of a layer."""
        tables = (self.values, self.names, self.notes)
        return any(table is not None and table[layer] is not None for table in tables)


def draw_network(
    ax: Axes,
    layer_sizes: Sequence[int],
    *,
    weights: Sequence[Any] | None = None,
    titles: Sequence[str] | None = None,
    backward: bool = False,
    decimals: int = 1,
    most: int = 8,
    step: float = 2.3,
    **marks: Table,
) -> None:
    """Draw a network: a disc for each unit, an arrow for each weight.

    An arrow is dashed where its weight is negative, dotted where it is 0, and thicker the
    larger it is. A layer of more than `most` units shows its first and last few.

    Args:
        ax: where to draw.
        layer_sizes: units in each layer, the inputs first.
        weights: per pair of layers, an array (d_in, d_out) of numbers or texts for the arrows.
        titles: per layer, a text above the whole layer.
        backward: arrows point from the outputs to the inputs, as gradients flow.
        decimals: of the numbers.
        most: units drawn of one layer at most.
        step: from one unit to the next one below it; names and notes need about 2.3.
        **marks: `values`, `names`, `notes` and `silent`, as `Marks` has them.

    Raises:
        ValueError: `weights` has an array of another shape than its two layers ask for.
    """
    places, told = unit_places(layer_sizes, step=step, most=most), Marks(**marks)
    for layer, table in enumerate(weight_tables(weights, layer_sizes)):
        _draw_edges(ax, places[layer], places[layer + 1], table, backward, decimals)
    for layer, units in enumerate(places):
        for unit, place in units.items():
            if unit is None:
                ax.text(*place, "⋮", ha="center", va="center", fontsize=20)
            else:
                _draw_unit(ax, place, *told.at(layer, unit), decimals)
    _frame(ax, places, titles)


def weight_tables(
    weights: Sequence[Any] | None, layer_sizes: Sequence[int]
) -> list[np.ndarray | None]:
    """The weights between each layer and the next as an array, None where none are given.

    Raises:
        ValueError: an array has another shape than its two layers ask for.
    """
    tables = []
    for layer, shape in enumerate(pairwise(layer_sizes)):
        table = None if weights is None else np.asarray(weights[layer])
        if table is not None and table.shape != shape:
            raise ValueError(
                f"weights[{layer}] has shape {table.shape}, its layers ask for {shape}"
            )
        tables.append(table)
    return tables


def _draw_unit(
    ax: Axes, place: Place, value: Any, name: str, note: str, quiet: bool, decimals: int
) -> None:
    look = {"facecolor": FILL, "edgecolor": BLUE, "linestyle": "-", "hatch": ""}
    if quiet:
        look = {"facecolor": "white", "edgecolor": GREY, "linestyle": "--", "hatch": "...."}
    ax.add_patch(Circle(place, RADIUS, lw=2, zorder=4, **look))
    x, y = place
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1} if quiet else None
    inside = fixed(value, decimals)
    ax.text(x, y, inside, ha="center", va="center", fontsize=12, zorder=6, bbox=box)
    ax.text(x, y + 0.72, name, ha="center", va="bottom", fontsize=10.5, zorder=6)
    ax.text(x, y - 0.74, note, ha="center", va="top", fontsize=10.5, zorder=6)


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
    sizes = weights if weights is not None and weights.dtype.kind in "biuf" else None
    largest = 1.0 if sizes is None else max(1e-12, float(np.abs(sizes).max()))
    for (i, j), start, end in zip(pairs, starts, ends, strict=True):
        look = _arrow(None if sizes is None else float(sizes[i, j]), largest)
        look["arrowstyle"] = "<|-" if backward else "-|>"
        ax.annotate("", end, start, arrowprops=look, zorder=2)
    if weights is None:
        return
    for (i, j), place in zip(pairs, label_places(starts, ends), strict=True):
        box = {"facecolor": "white", "edgecolor": "none", "boxstyle": "round,pad=0.12"}
        text = fixed(weights[i, j], decimals)
        ax.text(*place, text, ha="center", va="center", fontsize=10.5, bbox=box, zorder=5)


def _arrow(weight: float | None, largest: float) -> dict[str, Any]:
    """How an arrow looks for its weight; plain where it has none."""
    look = {"color": GREY, "linestyle": "-", "lw": 1.2, "shrinkA": 0, "shrinkB": 0}
    if weight is None:
        return look
    look["lw"] = 1.2 + 1.8 * abs(weight) / largest
    if weight == 0:
        return {**look, "linestyle": ":"}
    return {**look, "color": ORANGE, "linestyle": "--"} if weight < 0 else {**look, "color": BLUE}
