"""Drawing of lesson 05: why a sum over the examples is a matrix product with X turned."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from utils.drawing.in_words import listed, number
from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, figure

MARKED, PLAIN = "#fbeed3", "white"
Cells = set[tuple[int, int]]


def turned_product_picture(X: np.ndarray, dZ: np.ndarray, i: int = 0, j: int = 0) -> Picture:
    """One entry of dW twice: as a sum down two columns, and as an entry of X.T @ dZ.

    Args:
        X: inputs (n, d_in).
        dZ: slopes (n, d_out).
        i: the input whose weight is looked at.
        j: the unit whose weight is looked at.
    """
    X, dZ = np.asarray(X, float), np.asarray(dZ, float)
    n, d_in, d_out = *X.shape, dZ.shape[1]
    dW = X.T @ dZ
    fig, ax = figure(width=8.6, height=3.6)
    column = {(k, i) for k in range(n)}, {(k, j) for k in range(n)}
    right = d_in + 1.2
    _draw(ax, 0.0, "X", X, column[0])
    _draw(ax, right, "dZ", dZ, column[1])
    for k in range(n):
        ax.text(d_in + 0.6, n / 2 - k - 0.5, "×", ha="center", va="center", fontsize=13)
    at = right + d_out + 3.0
    row = {(i, k) for k in range(n)}
    for title, values, marked, sign in (
        ("X.T", X.T, row, "@"),
        ("dZ", dZ, column[1], "="),
        ("dW", dW, {(i, j)}, ""),
    ):
        _draw(ax, at, title, values, marked)
        ax.text(at + values.shape[1] + 0.6, 0, sign, ha="center", va="center", fontsize=15)
        at += values.shape[1] + 1.2
    products = [f"{number(a)}·{_in_brackets(b)}" for a, b in zip(X[:, i], dZ[:, j], strict=True)]
    total = f"{' + '.join(products)} = {number(dW[i, j])}"
    ax.text((right + d_out) / 2, -n / 2 - 0.9, total, ha="center", va="center")
    ax.text((right + d_out) / 2, n / 2 + 1.5, "down two columns, then add", ha="center")
    middle = (right + d_out + 3.0 + at - 1.2) / 2
    ax.text(middle, n / 2 + 1.5, "the same as a matrix product: row times column", ha="center")
    ax.set(xlim=(-0.4, at - 0.6), ylim=(-n / 2 - 1.5, n / 2 + 2.2), aspect="equal")
    ax.axis("off")
    return Picture(fig, _told(X, dZ, dW, i, j, total))


def _in_brackets(value: float) -> str:
    return f"({number(value)})" if value < 0 else number(value)


def _draw(ax: Axes, left: float, name: str, values: np.ndarray, marked: Cells) -> None:
    """An array as a table of numbers; marked entries are shaded, bold and in thick frames."""
    rows, columns = values.shape
    for row in range(rows):
        for column in range(columns):
            own = (row, column) in marked
            corner = (left + column, rows / 2 - row - 1)
            look = {"facecolor": MARKED if own else PLAIN, "edgecolor": BLACK}
            ax.add_patch(Rectangle(corner, 1, 1, **look, lw=2.2 if own else 0.8))
            text, weight = number(values[row, column]), "bold" if own else "normal"
            middle = (corner[0] + 0.5, corner[1] + 0.5)
            ax.text(*middle, text, ha="center", va="center", fontsize=11, fontweight=weight)
    ax.text(left + columns / 2, rows / 2 + 0.35, name, ha="center", va="bottom", fontsize=13)


def _told(X: np.ndarray, dZ: np.ndarray, dW: np.ndarray, i: int, j: int, total: str) -> str:
    first, second = listed(map(number, X[:, i])), listed(map(number, dZ[:, j]))
    return (
        f"On the left column {i + 1} of X, with {first}, beside column {j + 1} of dZ, with "
        f"{second}: multiplied row by row and added, {total.replace('·', ' times ')}. On the right "
        f"X.T of shape {X.T.shape}, whose row {i + 1} is that column of X, times dZ of shape "
        f"{dZ.shape}: the same number stands in row {i + 1} and column {j + 1} of dW, of shape "
        f"{dW.shape}."
    )
