"""Lesson 13: drag a point through the plane of two numbers, and see which digit unfolds there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from utils.checking.causes import is_blank
from utils.checking.describe import as_array
from utils.lesson import once_written
from utils.playground.play import play
from utils.squeezing_pictures import SIDE, Plane, as_bytes, plane_picture

START = 50  # percent, across and up
SHOWN = 200  # images of the plane, so that heaps are seen and no digit hides ten others
NEAREST = 10  # images that are counted around the point

Decode = Callable[[np.ndarray], Any]


def unfold_a_digit(plane: Plane, decoded: Decode) -> None:
    """Let the learner drag a point over the plane, and unfold the digit at each place.

    Args:
        plane: where the codes of some images lie.
        decoded: the learner's decoder, places (n, 2) -> pixels (n, 784) from 0 to 1.
    """
    with once_written("Autoencoder"):
        blank, right = _tried(decoded)
        if blank:
            raise blank.with_traceback(None)  # else the line would name a function of ours
        if not right:
            print(
                "This playground waits: `decode` of `Autoencoder` is not right yet. "
                "Run its check, which says what to look at, then run this cell again."
            )
            return
        at_first = seen_at(plane, decoded, START, START)
        shown = slice(SHOWN)
        start = {
            "first": [START, START],
            "places": np.round(in_percent(plane)[shown], 1),
            "digits": plane.labels[shown],
            "low": plane.low,
            "high": plane.high,
            "nearest": min(NEAREST, len(plane.codes)),
            **at_first,
        }
        pixels = decoded(plane.at(START, START)[None])
        instead = plane_picture(plane, START, START, pixels)

        def asked(question: dict[str, Any]) -> dict[str, Any]:
            return seen_at(plane, decoded, *map(float, question["at"]))

        play("unfold", start, instead, asked)


def _tried(decoded: Decode) -> tuple[Exception | None, bool]:
    """The error of what is blank, and whether two places become two images."""
    try:
        return None, as_array(decoded(np.zeros((2, 2)))).shape == (2, SIDE**2)
    except Exception as error:
        return (error if is_blank(error) else None), False


def in_percent(plane: Plane) -> np.ndarray:
    """Where the codes of the images lie, (n, 2), in percent as `Plane.at` takes them."""
    reach = np.where(plane.high > plane.low, plane.high - plane.low, 1.0)
    return 100 * (plane.codes - plane.low) / reach


def seen_at(plane: Plane, decoded: Decode, across: float, up: float) -> dict[str, Any]:
    """The image that is decoded at a place in percent, and which digits lie around it.

    Returns:
        "pixels" (784,), 0 for paper to 255 for ink; "around": pairs of a digit and how many of
        the nearest images, of those shown, show it, the most frequent first.
    """
    image = as_bytes(decoded(plane.at(across, up)[None]))[0]
    far = ((in_percent(plane)[:SHOWN] - [across, up]) ** 2).sum(axis=1)  # of those that are seen
    near = plane.labels[np.argsort(far, kind="stable")[:NEAREST]]
    counts = np.bincount(near, minlength=10)
    order = [digit for digit in np.argsort(-counts, kind="stable") if counts[digit]]
    return {"pixels": image.ravel(), "around": [[digit, counts[digit]] for digit in order]}
