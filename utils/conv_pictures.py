"""Drawings of lesson 10: windows, feature maps, kernels, receptive fields, occlusion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from utils.checking.describe import as_array
from utils.conv_charts import (
    counts_picture,
    depth_picture,
    networks_picture,
    pair_picture,
    seeds_picture,
    shift_picture,
)
from utils.drawing.in_words import counted, listed, number
from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, BLUE, GREY, ORANGE, figure

__all__ = [
    "KERNELS",
    "counts_picture",
    "depth_picture",
    "fields_picture",
    "filtered_picture",
    "kernels_picture",
    "maps_picture",
    "networks_picture",
    "occlusion_picture",
    "pair_picture",
    "seeds_picture",
    "shift_picture",
    "window_picture",
]

KERNELS = {
    "vertical edges": np.array([[1, 0, -1]] * 3),
    "horizontal edges": np.array([[1, 0, -1]] * 3).T,
    "blur": np.full((3, 3), 1 / 9),
    "outline": np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]),
    "one diagonal": np.array([[2, 1, 0], [1, 0, -1], [0, -1, -2]]),
    "one pixel": np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]]),
}
BELOW, ABOVE = "#f2c879", "#8fc1e3"  # light enough for black numbers


def _table(
    ax: Axes, numbers: np.ndarray, title: str, known: int | None = None, left: float = 0.0
) -> None:
    """Numbers in a grid from column `left` on, the first `known` filled in; light where 0."""
    columns = numbers.shape[1]
    for place, ((row, column), value) in enumerate(np.ndenumerate(numbers)):
        shown = known is None or place < known
        colour = "white" if not shown or value == 0 else ABOVE if value > 0 else BELOW
        corner = (left + column - 0.5, row - 0.5)
        ax.add_patch(Rectangle(corner, 1, 1, facecolor=colour, edgecolor=GREY, linewidth=0.8))
        if shown:
            text = number(float(value), 2)
            ax.text(left + column, row, text, ha="center", va="center", fontsize=13)
    ax.text(left + (columns - 1) / 2, -0.75, title, ha="center", va="bottom", fontsize=12)


def _bare(ax: Axes, columns: float, rows: int) -> None:
    """Room for tables of so many columns and rows with a title, without axes."""
    ax.set(xlim=(-0.6, columns - 0.4), ylim=(rows - 0.4, -1.5), aspect="equal")
    ax.axis("off")


def window_picture(image: Any, kernel: Any, place: int) -> Picture:
    """One place of a kernel on an image, the products there, and the result so far.

    Args:
        image: (h, w).
        kernel: (k, k).
        place: which place, counted row after row from 0.
    """
    image, kernel = np.asarray(image), np.asarray(kernel)
    k_h, k_w = kernel.shape
    shape = (image.shape[0] - k_h + 1, image.shape[1] - k_w + 1)
    corners = np.ndindex(shape)
    sums = [float((image[i : i + k_h, j : j + k_w] * kernel).sum()) for i, j in corners]
    row, column = divmod(place, shape[1])
    window = image[row : row + k_h, column : column + k_w] * kernel
    fig, ax = figure(width=9.6, height=3.1)
    _table(ax, image, "image")
    box = Rectangle((column - 0.5, row - 0.5), k_w, k_h, fill=False, edgecolor=BLACK, lw=3.5)
    left = image.shape[1] + 1
    _table(ax, kernel, "kernel", left=left)
    _table(ax, window, f"products: sum {number(sums[place], 2)}", left=left + k_w + 1)
    _table(ax, np.reshape(sums, shape), "result so far", place + 1, left + 2 * k_w + 2)
    ax.add_patch(box)
    _bare(ax, left + 2 * k_w + 2 + shape[1], max(image.shape[0], k_h))
    alt = (
        f"A window of {k_h} × {k_w} lies on an image of {image.shape[0]} × {image.shape[1]} "
        f"pixels, its corner at row {row}, column {column}. Beside it stand the kernel, their "
        f"products, and the result so far: {listed(number(s, 2) for s in sums[: place + 1])}."
    )
    return Picture(fig, alt)


def _signed_map(ax: Axes, values: Any, title: str, most: float | None = None) -> None:
    """A map with blue above 0, orange below, hatched where far below, white at 0."""
    values = as_array(values).astype(float)
    if values.ndim != 2 or not values.size:
        values = np.zeros((1, 1))
    most = max(most or float(np.abs(values).max()), 1e-9)
    share = np.clip(np.abs(values) / most, 0, 1)[..., None]
    rgb = [[int(c[i : i + 2], 16) / 255 for i in (1, 3, 5)] for c in (BLUE, ORANGE)]
    ink = np.where(values[..., None] > 0, rgb[0], rgb[1])
    ax.imshow(1 - share * (1 - ink))
    low = values < -0.25 * most
    if low.any():
        fine = np.kron(low, np.ones((8, 8)))  # so that the hatching fills whole pixels
        extent = (-0.5, low.shape[1] - 0.5, -0.5, low.shape[0] - 0.5)
        look = {"colors": "none", "hatches": ["////"], "extent": extent}
        ax.contourf(fine, levels=[0.5, 1.5], **look)
    ax.set(xticks=[], yticks=[])
    ax.set_title(title, fontsize=11)
    ax.grid(False)
    ax.spines[:].set(visible=True, color="#cccccc")


def _paper(ax: Axes, image: np.ndarray, title: str) -> None:
    ax.imshow(-np.asarray(image, dtype=float), cmap="gray")
    ax.set(xticks=[], yticks=[])
    ax.set_title(title, fontsize=11)
    ax.grid(False)
    ax.spines[:].set(visible=True, color="#cccccc")


def _extent(values: Any) -> str:
    values = as_array(values)
    shape = " × ".join(map(str, values.shape)) or "one number"
    if not values.size:
        return shape
    return f"{shape}, from {number(float(values.min()), 1)} to {number(float(values.max()), 1)}"


def maps_picture(image: Any, maps: Mapping[str, Any]) -> Picture:
    """An image and what kernels find in it, by their names."""
    fig, axes = figure(1, 1 + len(maps), width=2.05 * (1 + len(maps)), height=2.5)
    _paper(axes[0], as_array(image), "image")
    for ax, (name, values) in zip(axes[1:], maps.items(), strict=True):
        _signed_map(ax, values, name)
    told = "; ".join(f"{name} {_extent(values)}" for name, values in maps.items())
    alt = f"A digit and {counted(len(maps), 'map')} of it, above 0 blue, below 0 orange: {told}."
    return Picture(fig, alt)


def filtered_picture(image: Any, name: str, values: Any) -> Picture:
    """An image, a kernel of `KERNELS`, and the map that came of both."""
    fig, axes = figure(1, 3, width=8.6, height=3.2, gridspec_kw={"width_ratios": [3, 2, 3]})
    _paper(axes[0], as_array(image), f"image, {' × '.join(map(str, as_array(image).shape))}")
    _table(axes[1], KERNELS[name].astype(float), name)
    _bare(axes[1], 3, 3)
    shape = " × ".join(map(str, as_array(values).shape))
    _signed_map(axes[2], values, f"map, {shape}")
    return Picture(fig, f"A digit, the kernel “{name}”, and its map: {_extent(values)}.")


def kernels_picture(kernels: Any, maps: Any) -> Picture:
    """Kernels (m, k, k) in a row, and below each the map (m, h, w) that it gives."""
    kernels, maps = as_array(kernels), as_array(maps)
    count = len(kernels)
    fig, axes = figure(2, count, width=1.55 * count, height=3.5, squeeze=False)
    most = float(np.abs(kernels).max())
    for k in range(count):
        _signed_map(axes[0, k], kernels[k], f"kernel {k}", most)
        _signed_map(axes[1, k], maps[k], f"map {k}")
    size = " × ".join(map(str, kernels.shape[1:]))
    shape = " × ".join(map(str, maps.shape[1:]))
    alt = (
        f"{counted(count, 'kernel')} of {size} in a row, and below each what it finds in one "
        f"digit, a map of {shape}; above 0 is blue, below 0 orange, hatched where far below."
    )
    return Picture(fig, alt)


def fields_picture(fields: Mapping[str, Any]) -> Picture:
    """The pixels (h, w) that reach a unit, for units behind more and more layers."""
    fig, axes = figure(1, len(fields), width=2.4 * len(fields), height=2.8, squeeze=False)
    told = []
    for ax, (name, field) in zip(axes[0], fields.items(), strict=True):
        field = as_array(field)
        rows, columns = np.flatnonzero(field.any(axis=1)), np.flatnonzero(field.any(axis=0))
        sides = [int(np.ptp(p)) + 1 if len(p) else 0 for p in (rows, columns)]
        ax.imshow(field, cmap="Blues", vmin=0, vmax=1.6)
        ax.set(xticks=[], yticks=[])
        ax.set_title(f"{name}\n{sides[0]} × {sides[1]}", fontsize=11)
        ax.grid(False)
        ax.spines[:].set(visible=True, color="#cccccc")
        told.append(f"{sides[0]} × {sides[1]} after the {name}")
    return Picture(fig, f"Images with the pixels marked that one unit sees: {listed(told)}.")


def occlusion_picture(image: Any, fall: Any, digit: int, side: int) -> Picture:
    """An image, and how far its digit's probability falls where a square of it is covered.

    Args:
        image: (28, 28).
        fall: (m, m), for each place of the square.
        digit: whose probability it is.
        side: of the square, in pixels.
    """
    image, fall = as_array(image), as_array(fall)
    # The bar beside the map takes a fifth of its room
    fig, (left, right) = figure(1, 2, width=7.4, height=3.5, gridspec_kw={"width_ratios": [4, 5]})
    _paper(left, image, f"a {digit}; the square is {side} pixels wide")
    left.add_patch(Rectangle((-0.5, -0.5), side, side, fill=False, edgecolor=BLACK, hatch=".."))
    edge = (side - 1) / 2
    extent = (edge - 1.5, image.shape[1] - edge + 0.5, image.shape[0] - edge + 0.5, edge - 1.5)
    drawn = right.imshow(fall, cmap="Oranges", vmin=0, vmax=1, extent=extent)
    ink = np.ma.masked_less(image, image.min() + 0.5 * np.ptp(image))
    right.imshow(ink, cmap="gray_r", alpha=0.25, vmin=image.min(), vmax=image.max())
    shape = image.shape
    right.set(xlim=(-0.5, shape[1] - 0.5), ylim=(shape[0] - 0.5, -0.5), xticks=[], yticks=[])
    right.set_title(f"how far the probability of {digit} falls", fontsize=11)
    right.grid(False)
    right.spines[:].set(visible=True, color="#cccccc")
    fig.colorbar(drawn, ax=right, shrink=0.85, ticks=[0, 0.5, 1])
    alt = (
        f"A {digit}, and a map of how far its probability falls where a square of {side} pixels "
        f"covers it: {_most(float(fall.max()) if fall.size else 0.0)}."
    )
    return Picture(fig, alt)


def _most(fall: float) -> str:
    """How large the largest fall is, coarsely, since it hangs on the training."""
    if fall > 0.5:
        return "by more than a half at the worst place"
    return "by less than a half even at the worst place"
