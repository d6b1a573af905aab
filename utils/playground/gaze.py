"""Lesson 12: hover a patch, and see where it looks, head by head; cover what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np
import torch
from torch import nn

from utils.attention_pictures import gaze_picture
from utils.lesson import once_written
from utils.playground.play import play, ready
from utils.playground.shift import as_bytes, one_of_each
from utils.transformer import looks

PATCHES, SIDE, SIZE = 16, 4, 7  # of an image; in a row; pixels of a patch, each way
FIRST, PATCH = 3, 6  # the digit and the patch that are shown first

Function = Callable[..., Any]


def watch_it_look(
    model: nn.Module,
    split_heads: Function,
    attention: Function,
    images: torch.Tensor,
    labels: torch.Tensor,
) -> None:
    """Let the learner choose a patch, a head and a block, and see where that patch looks.

    Args:
        model: the learner's reader of patches, made of blocks of `utils.transformer`.
        split_heads: the learner's: (t, d), heads -> (heads, t, d // heads).
        attention: the learner's: Q, K, V -> what was found, and the weights (t, t).
        images: (n, 1, 28, 28), normalised.
        labels: (n,).
    """
    with once_written("PatchTransformer"):
        model(images[:1])
        row = np.arange(12.0).reshape(3, 4)
        heads = split_heads, row, 2, lambda found: np.shape(found) == (2, 3, 2)
        if not ready(heads, (attention, row / 9, row / 9, row, _rows_of_one)):
            return
        if not looks(model, images[:1]):
            print("This playground reads blocks of `Block`, and your network has none.")
            return
        chosen = one_of_each(images, labels)
        first = FIRST if FIRST in chosen else min(chosen)
        told = cache(lambda digit: seen_in(model, split_heads, attention, chosen[digit]))
        digits = {digit: as_bytes(image) for digit, image in chosen.items()}
        start = {"digits": digits, "first": first, "patch": PATCH, **told(first)}
        weights = np.array(start["weights"])[0, :, PATCH] / 1000
        instead = gaze_picture(digits[first].reshape(28, 28), PATCH, weights, "block 0")
        play("gaze", start, instead, lambda question: told(int(question["digit"])))


def _rows_of_one(found: Any) -> bool:
    """Whether attention gave weights of 3 queries and keys whose rows add up to 1."""
    _, weights = found
    return np.shape(weights) == (3, 3) and np.allclose(np.sum(weights, axis=1), 1)


def seen_in(
    model: nn.Module, split_heads: Function, attention: Function, image: torch.Tensor
) -> Mapping[str, Any]:
    """Where every patch of an image looks, and what the network reads, also with patches covered.

    Args:
        model: the network.
        split_heads: gives each head its columns.
        attention: makes weights of queries, keys and values.
        image: (1, 1, 28, 28).

    Returns:
        "weights" (blocks, heads, 16, 16) in thousandths; "reads" (17,), the digits, with patch k
        covered by paper in place k, and with none in the last; "sure" (17,), the probability of
        what is read with none covered, in thousandths.
    """
    tables = []
    for found in looks(model, image):
        per_head = zip(*(split_heads(M, found.n_heads) for M in found[:3]), strict=True)
        by_head = [np.asarray(attention(*QKV)[1]) for QKV in per_head]
        tables.append([weights[-PATCHES:, -PATCHES:] for weights in by_head])
    model.eval()
    with torch.no_grad():
        probabilities = model(covered(image)).softmax(dim=1).cpu()
    best = int(probabilities[-1].argmax())
    return {
        "weights": [np.round(1000 * np.array(each)).astype(int) for each in tables],
        "reads": probabilities.argmax(dim=1).tolist(),
        "sure": (1000 * probabilities[:, best]).round().int().tolist(),
    }


def covered(image: torch.Tensor) -> torch.Tensor:
    """An image with each of its patches made paper, and as it is: (17, 1, 28, 28)."""
    images = image.repeat(PATCHES + 1, 1, 1, 1)
    for k in range(PATCHES):
        row, column = (SIZE * place for place in divmod(k, SIDE))
        images[k, :, row : row + SIZE, column : column + SIZE] = image.min()
    return images
