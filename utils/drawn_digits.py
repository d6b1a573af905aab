"""Digits drawn by a pen: strokes as points, turned into images as MNIST's were made.

MNIST's digits were scaled into 20 × 20 pixels and moved so that their centre of mass lies in
the middle of 28 × 28 (LeCun and others, 1998). `like_mnist` does the same to a drawing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SIDE, BOX = 28, 20  # pixels of an image, and of the part that a digit fills

Strokes = Sequence[Sequence[tuple[float, float]]]


def _arc(x: float, y: float, rx: float, ry: float, start: float, end: float) -> list[tuple]:
    """Points on an ellipse round (x, y), from one angle to another, in degrees; y points down."""
    angles = np.radians(np.linspace(start, end, 24))
    return [(x + rx * np.cos(a), y + ry * np.sin(a)) for a in angles]


# In units of the image's side, x to the right and y down; drawn by hand for this course
DRAWINGS: dict[int, Strokes] = {
    0: [_arc(0.5, 0.5, 0.22, 0.34, -100, 265)],
    1: [[(0.40, 0.28), (0.53, 0.15), (0.51, 0.84)]],
    2: [[*_arc(0.49, 0.33, 0.20, 0.17, -170, 20), (0.31, 0.82), (0.50, 0.80), (0.74, 0.83)]],
    3: [[*_arc(0.46, 0.32, 0.19, 0.16, -150, 80), *_arc(0.46, 0.66, 0.22, 0.18, -85, 150)]],
    4: [[(0.36, 0.16), (0.28, 0.53), (0.70, 0.51)], [(0.62, 0.20), (0.58, 0.86)]],
    5: [[(0.70, 0.17), (0.38, 0.18), (0.34, 0.46), *_arc(0.46, 0.63, 0.22, 0.20, -115, 150)]],
    6: [[(0.60, 0.14), (0.40, 0.34), *_arc(0.49, 0.66, 0.17, 0.19, -180, 170)]],
    7: [[(0.27, 0.22), (0.50, 0.20), (0.71, 0.21), (0.56, 0.50), (0.45, 0.86)]],
    8: [[*_arc(0.5, 0.32, 0.16, 0.16, 60, -270), *_arc(0.5, 0.66, 0.19, 0.18, -90, 270)]],
    9: [[*_arc(0.47, 0.34, 0.17, 0.18, -20, -370), (0.63, 0.36), (0.60, 0.60), (0.52, 0.86)]],
}


def rasterise(
    strokes: Strokes, pen: float = 2.2, shift: tuple[float, float] = (0, 0)
) -> np.ndarray:
    """Draw strokes with a round pen and soft edges.

    Args:
        strokes: lists of points (x, y), from 0 to 1; a point alone is a dot.
        pen: the pen's width in pixels.
        shift: moves the drawing to the right and down, in pixels.

    Returns:
        (28, 28) uint8, 0 for paper and 255 for ink.
    """
    rows, columns = np.mgrid[:SIDE, :SIDE] + 0.5
    pixels = np.stack([columns - shift[0], rows - shift[1]], axis=-1)
    nearest = np.full((SIDE, SIDE), np.inf)
    for stroke in strokes:
        points = np.asarray(stroke, dtype=float) * SIDE
        for start, end in zip(points, points[1:] if len(points) > 1 else points, strict=False):
            along = end - start
            share = (pixels - start) @ along / max(along @ along, 1e-12)
            foot = start + np.clip(share, 0, 1)[..., None] * along
            nearest = np.minimum(nearest, np.linalg.norm(pixels - foot, axis=-1))
    ink = np.clip(pen / 2 + 0.5 - nearest, 0, 1)
    return (255 * ink).round().astype(np.uint8)


def shifted(image: np.ndarray, right: int, down: int) -> np.ndarray:
    """An image moved by whole pixels; what leaves it is lost, what enters is paper."""
    padded = np.pad(image, SIDE)
    top, left = SIDE - down, SIDE - right
    return padded[top : top + SIDE, left : left + SIDE]


def like_mnist(drawing: np.ndarray) -> np.ndarray:
    """Scale a drawing into 20 × 20 pixels, and put its centre of mass in the middle.

    Args:
        drawing: (s, s) uint8, 0 for paper, of any size; an empty one stays empty.

    Returns:
        (28, 28) uint8.
    """
    rows, columns = np.nonzero(drawing > 20)
    if not len(rows):
        return np.zeros((SIDE, SIDE), np.uint8)
    part = drawing[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1] / 255.0
    scale = BOX / max(part.shape)
    height, width = (max(1, round(size * scale)) for size in part.shape)
    part = _means(part.shape[0], height) @ part @ _means(part.shape[1], width).T
    mass = part.sum()
    y = (part.sum(axis=1) @ np.arange(height)) / mass
    x = (part.sum(axis=0) @ np.arange(width)) / mass
    image = np.zeros((SIDE, SIDE))
    top = int(np.clip(round((SIDE - 1) / 2 - y), 0, SIDE - height))
    left = int(np.clip(round((SIDE - 1) / 2 - x), 0, SIDE - width))
    image[top : top + height, left : left + width] = part
    return (255 * np.clip(image, 0, 1)).round().astype(np.uint8)


def drawing(digit: int, pen: float = 2.5, right: int = 0, down: int = 0) -> np.ndarray:
    """A stored drawing as an image of MNIST's kind, moved afterwards and not centred again.

    Args:
        digit: 0 to 9.
        pen: the pen's width in pixels.
        right: how many pixels it moves to the right.
        down: how many pixels it moves down.

    Returns:
        (28, 28) uint8.
    """
    return shifted(like_mnist(rasterise(DRAWINGS[digit], pen)), right, down)


def _means(size: int, new: int) -> np.ndarray:
    """A matrix (new, size) whose rows average the old pixels that each new one covers."""
    edges = np.linspace(0, size, new + 1)
    old = np.arange(size)
    covered = np.minimum(edges[1:, None], old + 1) - np.maximum(edges[:-1, None], old)
    covered = np.maximum(covered, 0)
    return covered / covered.sum(axis=1, keepdims=True)
