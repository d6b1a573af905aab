"""Drawings of shapes: arrays as boxes of cells, with the signs of an equation between them."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, figure

FILLS = ["#dbe9f4", "#fbeed3", "#d9efe6", "#f5e3ee"]
HATCHES = ["", "//", "..", "\\\\"]
SAID = {"@": "times", "+": "plus", "−": "minus", "=": "equals"}
Term = tuple[str, tuple[int, ...]] | str


def shapes_picture(terms: Sequence[Term], cell: float = 0.42) -> Picture:
    """Arrays as boxes of cells, with signs between them: X @ W + b = Z.

    A vector is drawn as one row. Each box carries its name above and its shape below.

    Args:
        terms: (name, shape) or (name, shape, its symbols) for an array, a text such as "@" for
            a sign.
        cell: width of a cell in inches.
    """
    arrays = [term for term in terms if not isinstance(term, str)]
    tallest = max(_box(shape)[0] for _, shape, *_ in arrays)
    wide = sum(2 if isinstance(term, str) else _room(term) for term in terms)
    fig, ax = figure(width=cell * (wide + 1), height=cell * (tallest + 4.4))
    x, boxes = 0.0, 0
    for term in terms:
        if isinstance(term, str):
            ax.text(x + 1, 0, term, ha="center", va="center", fontsize=17)
            x += 2
        else:
            _draw_array(ax, x, term, boxes % len(FILLS))
            x, boxes = x + _room(term), boxes + 1
    ax.set(xlim=(-0.2, x + 0.2), ylim=(-tallest / 2 - 2.4, tallest / 2 + 1.6))
    ax.set_aspect("equal")
    ax.axis("off")
    return Picture(fig, f"Boxes with their sizes: {' '.join(map(_said, terms))}.")


def layer_shapes_picture(*, n: int, d_in: int, d_out: int, features_first: bool = False) -> Picture:
    """The shapes of one dense layer, from its inputs to its pre-activations.

    Args:
        n: examples.
        d_in: inputs of each unit.
        d_out: units.
        features_first: examples are columns and the weights come first, as in many books.
    """
    if features_first:
        W, X = ("W_rows", (d_out, d_in), "(d_out, d_in)"), ("X_cols", (d_in, n), "(d_in, n)")
        b, Z = ("b_col", (d_out, 1), "(d_out, 1)"), ("Z.T", (d_out, n), "(d_out, n)")
        return shapes_picture([W, "@", X, "+", b, "=", Z])
    X, W = ("X", (n, d_in), "(n, d_in)"), ("W", (d_in, d_out), "(d_in, d_out)")
    b, Z = ("b", (d_out,), "(d_out,)"), ("Z", (n, d_out), "(n, d_out)")
    return shapes_picture([X, "@", W, "+", b, "=", Z])


def _draw_array(ax: Axes, x: float, term: tuple, look: int) -> None:
    """A box for each entry from x on, the array's name above and its shape below."""
    name, shape, *symbols = term
    rows, columns = _box(shape)
    room = _room(term)
    left = x + (room - columns) / 2
    style = {"facecolor": FILLS[look], "edgecolor": "#b0b0b0", "hatch": HATCHES[look], "lw": 0}
    for row in range(rows):
        for column in range(columns):
            corner = (left + column, rows / 2 - row - 1)
            ax.add_patch(Rectangle(corner, 1, 1, **style))
            ax.add_patch(Rectangle(corner, 1, 1, fill=False, edgecolor=BLACK, lw=1.2))
    ax.text(x + room / 2, rows / 2 + 0.35, name, ha="center", va="bottom", fontsize=14)
    below = "\n".join([str(shape), *symbols])
    ax.text(x + room / 2, -rows / 2 - 0.35, below, ha="center", va="top", fontsize=12)


def _box(shape: tuple[int, ...]) -> tuple[int, int]:
    return (1, shape[0]) if len(shape) == 1 else (shape[0], shape[1])


def _room(term: tuple) -> float:
    """The width that an array's box and its texts need, in cells."""
    return max(_box(term[1])[1], 3) + 0.8


def _said(term: Term) -> str:
    """A term in words: a sign by its name, an array with its shape."""
    if isinstance(term, str):
        return SAID.get(term, term)
    name, shape, *_ = term
    whole = name.removesuffix(".T")
    return f"{whole}{' transposed, ' if whole != name else ' '}of shape {shape}"
