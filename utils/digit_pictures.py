"""Drawings of digits and of what a classifier says of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from utils.checking.describe import as_array
from utils.classifier_pictures import confusion_picture, curves_picture, sweep_picture
from utils.drawing.picture import Picture
from utils.drawing.shares import share
from utils.drawing.style import BLACK, BLUE, ORANGE, figure

__all__ = [
    "answer_picture",
    "answers_picture",
    "confusion_picture",
    "curves_picture",
    "digits_picture",
    "pixels_picture",
    "sweep_picture",
    "two_of_each",
]


def draw_digit(ax: Axes, image: Any, title: str = "") -> None:
    """One image (28, 28) as dark ink on light paper, without axes."""
    ax.imshow(255 - as_array(image).astype(int), cmap="gray", vmin=0, vmax=255)
    ax.set(xticks=[], yticks=[])
    ax.set_title(title, fontsize=11)
    ax.grid(False)
    ax.spines[:].set(visible=True, color="#cccccc")


def digits_picture(images: Any, titles: Any, columns: int = 10) -> Picture:
    """Images (n, 28, 28) in rows, each with a line above it: a text or a label."""
    titles = [str(title) for title in as_array(titles).tolist()]
    fig = _rows_of_digits(images, titles, columns)
    if not titles:
        return Picture(fig, "No images.")
    across, ten = min(columns, len(titles)), [str(digit) for digit in range(10)]
    each = ", ".join(title.replace("\n", " ") for title in titles)
    if titles == ten * (len(titles) // 10) and across == 10:
        each = "0 to 9" + (" in each row" if len(titles) > 10 else "")
    return Picture(fig, f"{len(titles)} images of digits, {across} in a row; above them {each}.")


def _rows_of_digits(images: Any, titles: list[str], columns: int) -> Figure:
    lines = 1 + max((title.count("\n") for title in titles), default=0)
    columns = max(1, min(columns, len(images)))
    rows = -(-len(images) // columns) or 1
    size = 9.0 / max(columns, 5)
    fig, axes = figure(
        rows, columns, width=size * columns, height=rows * (size + 0.22 * lines), squeeze=False
    )
    for ax in axes.flat[len(images) :]:
        ax.set_axis_off()
    for ax, image, title in zip(axes.flat, images, titles, strict=False):
        draw_digit(ax, image, title)
    return fig


def answers_picture(
    images: Any, probabilities: Any, truth: Any = None, what: str = "images of digits"
) -> Picture:
    """Images (n, 28, 28), five in a row, each under what a classifier says of it, and how surely.

    Args:
        images: (n, 28, 28) bytes.
        probabilities: (n, 10).
        truth: labels (n,), shown where they are given.
        what: what they are images of, for the text.
    """
    p = as_array(probabilities).astype(float)
    said, sure = p.argmax(axis=1), p.max(axis=1)
    labels = said if truth is None else as_array(truth)
    meant = ["" if truth is None else f", is {label}" for label in labels]
    rows = zip(said, meant, sure, strict=True)
    titles = [f"says {digit}{label}\n{high:.3f}" for digit, label, high in rows]
    fig = _rows_of_digits(images, titles, columns=5)
    if not titles:
        return Picture(fig, "No images.")
    told = _how_sure(sure) if truth is None else _how_right(said, labels, sure)
    shown = "answer" if truth is None else "answer, the label"
    count = f"{len(said)} {what}" if truth is None else what.capitalize()
    return Picture(fig, f"{count}, each under the network's {shown} and its probability. {told}")


def _how_sure(sure: np.ndarray) -> str:
    """How many probabilities are high, in words that do not hang on a single image."""
    high = share(int((sure > 0.8).sum()), len(sure), levels=(75, 50, 25))
    return f"{high[:1].upper()}{high[1:]} of the probabilities are above 0.8."


def _how_right(said: np.ndarray, truth: np.ndarray, sure: np.ndarray) -> str:
    """How many answers are right, and whether the surest come first."""
    right = int((said == truth).sum())
    told = f"Right are {right} of these answers" if right else "All of these answers are wrong"
    return told + (", the surest first." if (np.diff(sure) <= 0).all() else ".")


def two_of_each(labels: Any) -> np.ndarray:
    """The places of the first two examples of every digit, digit by digit: (20,)."""
    labels = as_array(labels)
    firsts = [np.flatnonzero(labels == digit)[:2] for digit in range(10)]
    return np.array(firsts).T.ravel()


def pixels_picture(image: Any, title: str = "The image, each pixel with its number") -> Picture:
    """An image (28, 28) without its margin, each pixel with its number."""
    part = _without_margin(as_array(image))
    side = max(part.shape)
    fig, ax = figure(width=0.36 * side + 0.5, height=0.36 * side + 0.8)
    draw_digit(ax, part, title)
    for (row, column), value in np.ndenumerate(part):
        colour = "white" if value > 127 else BLACK
        ax.text(column, row, str(value), ha="center", va="center", fontsize=10, color=colour)
    alt = (
        f"{title}: {part.min()} where it is lightest and at least {part.max() // 100 * 100} where "
        f"it is darkest, in {part.shape[0]} rows and {part.shape[1]} columns around its ink."
    )
    return Picture(fig, alt)


def _without_margin(image: np.ndarray) -> np.ndarray:
    """The rows and columns of an image from its first ink to its last; all of one without ink."""
    rows, columns = np.nonzero(image)
    if not len(rows):
        return image
    return image[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]


def probability_bars(ax: Axes, probabilities: Any, truth: int | None = None) -> None:
    """Ten bars; the highest is named, and the true digit, if known, is hatched."""
    p = as_array(probabilities).astype(float)
    bars = ax.bar(range(len(p)), p, color=BLUE, edgecolor=BLACK, linewidth=0.6)
    if truth is not None:
        bars[truth].set(facecolor=ORANGE, hatch="//")
    best = int(p.argmax())
    ax.text(best, p[best] + 0.02, f"{p[best]:.2f}", ha="center", fontsize=11)
    ax.set(xticks=range(len(p)), ylim=(0, 1.15), yticks=[0, 0.5, 1], xlabel="digit")
    ax.set_ylabel("probability")
    ax.set_title(f"The network says {best}")
    ax.grid(False, axis="x")


def answer_picture(
    image: Any, probabilities: Any, digit: int | None = None, pen: float | None = None
) -> Picture:
    """An image beside the network's ten probabilities.

    Args:
        image: (28, 28) bytes.
        probabilities: (10,).
        digit: what the image shows, if that is known; the text then says where its ink lies.
        pen: how wide a pen has drawn it, if that is known, for the text.
    """
    p = as_array(probabilities).astype(float)
    fig, (left, right) = figure(1, 2, width=7.0, height=2.9, gridspec_kw={"width_ratios": [1, 1.8]})
    draw_digit(left, image, "What the network sees")
    probability_bars(right, p)
    what = f"A drawn {digit}" if pen is None else f"A {digit} drawn with a pen {pen:g} wide"
    drawn = "" if digit is None else f"{what}, {ink_place(image)}. "
    sure = "above 0.95" if p.max() >= 0.95 else f"of {p.max():.2f}"  # high: coarse, as stored
    return Picture(fig, f"{drawn}The network says {p.argmax()}, with a probability {sure}.")


def ink_place(image: Any) -> str:
    """Where the centre of an image's ink lies, in whole pixels from the middle, in words."""
    ink = as_array(image).astype(float)
    if not ink.any():
        return "without ink"
    middle = (np.array(ink.shape) - 1) / 2
    across = round(float(ink.sum(axis=0) @ np.arange(ink.shape[1]) / ink.sum() - middle[1]))
    down = round(float(ink.sum(axis=1) @ np.arange(ink.shape[0]) / ink.sum() - middle[0]))
    places = [f"{abs(across)} {'right' if across > 0 else 'left'} of the middle"] if across else []
    places += [f"{abs(down)} {'below' if down > 0 else 'above'} the middle"] if down else []
    return f"its ink centred {' and '.join(places) or 'in the middle'}"
