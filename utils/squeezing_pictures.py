"""Drawings of digits that were squeezed into two numbers, and of the plane of these numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from utils.checking.describe import as_array
from utils.digit_pictures import draw_digit
from utils.drawing.in_words import counted, listed, number
from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, COLOURS, ORANGE, figure

SIDE = 28  # pixels


def as_bytes(pixels: Any) -> np.ndarray:
    """Pixels from 0 to 1, (n, 784), as images of bytes, (n, 28, 28)."""
    clipped = np.clip(as_array(pixels).astype(float), 0, 1)
    return (255 * clipped).round().astype(np.uint8).reshape(-1, SIDE, SIDE)


def rows_of_digits_picture(rows: Mapping[str, Any]) -> Picture:
    """Rows of images, each (n, 784) with pixels from 0 to 1, under each other, with their names."""
    n = max(len(as_array(row)) for row in rows.values())
    fig, axes = figure(len(rows), n, width=9.4, height=0.98 * len(rows) + 0.1, squeeze=False)
    for line, (name, images) in zip(axes, rows.items(), strict=True):
        for ax, image in zip(line, as_bytes(images), strict=True):
            draw_digit(ax, image)
        line[0].set_ylabel(name, rotation=0, ha="right", va="center")
    # What follows a name in the drawing, such as an error, differs from training to training
    told = listed(" ".join(part for part in name.split("\n") if part.isalpha()) for name in rows)
    return Picture(fig, f"{counted(len(rows), 'row')} of {n} images of digits: {told}.")


class Plane:
    """The plane of the two numbers: where the codes of some images lie, and how far to look.

    Places on it are given in percent, from the second to the 98th of a hundred codes in each
    direction, because every training finds a plane of its own.
    """

    def __init__(self, codes: Any, labels: Any) -> None:
        self.codes, self.labels = as_array(codes).astype(float), as_array(labels).astype(int)
        self.low, self.high = np.percentile(self.codes, [2, 98], axis=0)

    def at(self, across: float, up: float) -> np.ndarray:
        """The two numbers at a place in percent: (2,)."""
        return self.low + (self.high - self.low) * np.array([across, up]) / 100


def plane_picture(plane: Plane, across: float, up: float, decoded: Any) -> Picture:
    """The plane with a cross at one place, and beside it the digit that is decoded there.

    Args:
        plane: where the codes of images lie, drawn as the digits that they show.
        across: the cross's place, in percent.
        up: the same, upwards.
        decoded: (784,), pixels from 0 to 1.
    """
    fig, (left, right) = figure(1, 2, width=8.4, height=4.0, gridspec_kw={"width_ratios": [1.7, 1]})
    for digit in range(10):
        own = plane.codes[plane.labels == digit]
        look = {"marker": f"${digit}$", "color": COLOURS[digit % 6], "markersize": 7}
        left.plot(*own.T, linestyle="", markeredgewidth=0.3, **look)
    here = plane.at(across, up)
    left.plot(*here, "X", color=BLACK, markersize=15, markeredgecolor="white")
    room = 0.06 * (plane.high - plane.low)
    left.set(xlim=_range(plane, 0, room), ylim=_range(plane, 1, room))
    left.set(xlabel="first number", ylabel="second number")
    left.locator_params(nbins=4)  # few: a frame should be quick
    place = f"({number(here[0], 1)}, {number(here[1], 1)})"
    draw_digit(right, as_bytes(decoded)[0], f"decoded at {place}")
    alt = (
        f"A plane with {counted(len(plane.codes), 'digit')}, each where its image's two numbers "
        f"lie, and a cross {number(across)} percent from the left and {number(up)} percent from "
        "below; beside it the image that is decoded from the cross."
    )
    return Picture(fig, alt)


def _range(plane: Plane, axis: int, room: np.ndarray) -> tuple[float, float]:
    return float(plane.low[axis] - room[axis]), float(plane.high[axis] + room[axis])


def sheet_picture(plane: Plane, decode: Callable[[np.ndarray], Any], count: int = 14) -> Picture:
    """The images that are decoded at equal distances over the whole plane, as one sheet.

    Args:
        plane: which part of the plane to cover.
        decode: takes places (n, 2), gives pixels (n, 784) from 0 to 1.
        count: how many images in a row and in a column.
    """
    steps = np.linspace(0, 100, count)
    places = np.array([plane.at(across, up) for up in steps[::-1] for across in steps])
    images = as_bytes(decode(places)).reshape(count, count, SIDE, SIDE)
    sheet = images.transpose(0, 2, 1, 3).reshape(count * SIDE, count * SIDE)
    fig, ax = figure(width=6.2, height=6.2)
    draw_digit(ax, sheet)
    ax.set(xlabel="first number →", ylabel="second number →")
    ax.spines[:].set(color=ORANGE)
    alt = (
        f"A sheet of {count} by {count} images, decoded at equal distances over the plane: "
        "neighbours look alike, and their shapes change from place to place."
    )
    return Picture(fig, alt)
