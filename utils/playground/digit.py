"""A canvas under a cell: draw a digit with mouse, pen, finger or keys, and have it answered.

The page's part is `digit.js` beside this file. Its pixels reach the kernel as text after each
stroke. Where no widgets run, a picture of stored drawings stands in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from utils.drawing.picture import Picture
from utils.drawn_digits import SIDE, drawing, like_mnist
from utils.playground.play import play

STRONGEST = 6  # units of the first layer that are shown

Images = Callable[[Any], Any]  # images (1, 28, 28) uint8 -> numbers (1, d)


def read_pixels(text: str) -> np.ndarray:
    """The image that the page sent.

    Args:
        text: two hexadecimal digits for each of 28 × 28 pixels, row by row, 00 for paper.

    Returns:
        (28, 28) uint8.

    Raises:
        ValueError: the text is none of that form.
    """
    if not re.fullmatch(f"[0-9a-f]{{{2 * SIDE * SIDE}}}", text):
        raise ValueError(f"a drawing is {2 * SIDE * SIDE} hexadecimal digits")
    return np.frombuffer(bytes.fromhex(text), np.uint8).reshape(SIDE, SIDE).copy()


def draw_a_digit(
    read: Images, normalise: Images, weights: Any, bias: Any, instead: Picture
) -> None:
    """Display a canvas, the network's probabilities, and the units of its first layer that answer.

    Args:
        read: probabilities (1, 10) of one image, (1, 28, 28), a tensor of bytes.
        normalise: the network's inputs (1, 784), of the same.
        weights: of the first layer, (units, 784).
        bias: of the first layer, (units,).
        instead: a picture for pages on which no widgets run.
    """
    import torch  # only networks need it

    W, b = (np.asarray(each.detach().cpu(), float) for each in (weights, bias))
    looks = weights_as_images(W)

    def answer(image: np.ndarray) -> dict[str, Any]:
        images = torch.from_numpy(image)[None]
        activations = np.maximum(W @ np.asarray(normalise(images)[0], float) + b, 0.0)
        order = np.argsort(-activations)[:STRONGEST]
        strongest = [k for k in order if activations[k] > 0]
        return {
            "probabilities": np.asarray(read(images)[0], float),
            "units": [{"unit": k, "value": activations[k], "weights": looks[k]} for k in strongest],
            "answering": (activations > 0).sum(),
            "count": len(activations),
        }

    def asked(question: dict[str, Any]) -> dict[str, Any]:
        image = like_mnist(read_pixels(question["pixels"]))
        return answer(image) if image.any() else {"empty": True}

    play("digit", {"stored": _stored()}, instead, asked)


def weights_as_images(weights: np.ndarray) -> np.ndarray:
    """Weights (units, 784) as bytes, 128 for 0; the largest size of each unit is 1 or 255."""
    largest = np.abs(weights).max(axis=1, keepdims=True)
    return np.round(128 + 127 * weights / np.maximum(largest, 1e-12)).astype(np.uint8)


@cache
def _stored() -> dict[str, str]:
    """The stored drawings as the page sends its own."""
    return {str(digit): drawing(digit).astype(np.uint8).tobytes().hex() for digit in range(10)}
