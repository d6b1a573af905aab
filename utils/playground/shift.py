"""Lesson 10: move a digit, and see its feature maps move along and the networks' answers break."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np
import torch

from utils.conv_training import PAPER, SPREAD, first_kernels, moved
from utils.drawing.in_words import counted
from utils.drawing.picture import Picture
from utils.drawing.style import BLUE, GREY, figure
from utils.lesson import once_written
from utils.playground.play import play, ready

FAR = 6  # pixels to each side, as the lesson moves its images
WIDE = 2 * FAR + 1
MAPS = 8  # at most
FIRST = 3  # the digit that the lesson moves

Reader = Callable[[torch.Tensor], torch.Tensor]
Layer = Callable[..., Any]


def shift_a_digit(
    readers: Mapping[str, Reader], conv_layer: Layer, images: torch.Tensor, labels: torch.Tensor
) -> None:
    """Let the learner move digits under networks and kernels that are trained.

    Args:
        readers: networks by name, images (n, 1, 28, 28) to logits (n, 10); the last two are
            copies of the learner's own, and the kernels of the one before the last are shown.
        conv_layer: the learner's: image (1, h, w), kernels, biases -> maps (m, h_out, w_out).
        images: (n, 1, 28, 28), normalised.
        labels: (n,).
    """
    with once_written("LeNet"):
        if len(readers) < 3:
            raise NotImplementedError
        kernels, biases = (part.numpy() for part in first_kernels([*readers.values()][-2]))
        kernels, biases = kernels[:MAPS], biases[:MAPS]
        tried = np.arange(49.0).reshape(1, 7, 7)
        fits = (len(kernels), *(8 - size for size in kernels.shape[2:]))
        if ready((conv_layer, tried, kernels, biases, lambda maps: np.shape(maps) == fits)):
            chosen = one_of_each(images, labels)
            _shown(readers, lambda image: conv_layer(image, kernels, biases), chosen)


def _shown(
    readers: Mapping[str, Reader], layer: Callable[[Any], Any], chosen: dict[int, torch.Tensor]
) -> None:
    answers = cache(lambda digit: answers_by_shift(readers, chosen[digit]))

    def asked(question: dict[str, Any]) -> dict[str, Any]:
        digit = int(question["digit"])
        if "right" not in question:
            return answers(digit)
        image = moved(chosen[digit], int(question["right"]), int(question["down"]))
        return maps_as_bytes(layer, image, chosen[digit])

    first = FIRST if FIRST in chosen else min(chosen)
    start = {
        "digits": {digit: as_bytes(image) for digit, image in chosen.items()},
        "first": first,
        "far": FAR,
        "names": list(readers),
        **answers(first),
        **maps_as_bytes(layer, chosen[first], chosen[first]),
    }
    play("shift", start, shift_picture(start), asked)


def one_of_each(images: torch.Tensor, labels: torch.Tensor) -> dict[int, torch.Tensor]:
    """The first image of each digit that there is: (1, 1, 28, 28) by its digit."""
    found = {}
    for k, label in enumerate(labels.tolist()):
        found.setdefault(label, images[k : k + 1])
        if len(found) == 10:
            break
    return dict(sorted(found.items()))


def as_bytes(image: torch.Tensor) -> np.ndarray:
    """A normalised image as 784 numbers from 0, paper, to 255, ink, row by row."""
    shares = image.detach().cpu().numpy().ravel() * SPREAD + PAPER
    return np.round(255 * np.clip(shares, 0, 1)).astype(int)


def answers_by_shift(readers: Mapping[str, Reader], image: torch.Tensor) -> dict[str, Any]:
    """What each network reads where the image is moved, and how surely, in thousandths.

    Args:
        readers: networks by name.
        image: (1, 1, 28, 28).

    Returns:
        Tables (networks, 13 · 13), row by row from 6 pixels up, each from 6 pixels left.
    """
    ways = range(-FAR, FAR + 1)
    everywhere = torch.cat([moved(image, right, down) for down in ways for right in ways])
    reads, sure = [], []
    for reader in readers.values():
        if isinstance(reader, torch.nn.Module):
            reader.eval()
        with torch.no_grad():
            best = reader(everywhere).softmax(dim=1).max(dim=1)
        reads.append(best.indices.tolist())
        sure.append((1000 * best.values).round().int().tolist())
    return {"reads": reads, "sure": sure}


def maps_as_bytes(
    layer: Callable[[Any], Any], image: torch.Tensor, unmoved: torch.Tensor
) -> dict[str, Any]:
    """The maps of an image after a ReLU, 255 for what is largest in a map where it is unmoved."""
    maps, scale = (
        np.maximum(np.asarray(layer(each[0].cpu().numpy()), float), 0.0)
        for each in (image, unmoved)
    )
    largest = np.maximum(scale.max(axis=(1, 2), keepdims=True), 1e-12)
    tables = np.round(255 * np.clip(maps / largest, 0, 1)).astype(int)
    return {"maps": tables.reshape(len(tables), -1), "wide": tables.shape[2]}


def shift_picture(start: Mapping[str, Any]) -> Picture:
    """How the playground begins: the digit, and for each network where it still reads it."""
    names, digit = start["names"], start["first"]
    fig, axes = figure(1, 1 + len(names), width=2.4 * (1 + len(names)), height=2.9)
    image = np.reshape(start["digits"][digit], (28, 28))
    axes[0].imshow(-image, cmap="gray")
    axes[0].set(title=f"a {digit}", xticks=[], yticks=[])
    rows, columns = np.mgrid[-FAR : FAR + 1, -FAR : FAR + 1]
    for ax, name, reads in zip(axes[1:], names, start["reads"], strict=True):
        right = np.reshape(reads, (WIDE, WIDE)) == digit
        ax.scatter(columns[right], rows[right], s=60, marker="s", color=BLUE)
        ax.scatter(columns[~right], rows[~right], s=6, color=GREY)
        ax.set(title=name, xlabel="pixels right", aspect="equal", ylim=(FAR + 0.7, -FAR - 0.7))
        ax.grid(False)
    axes[1].set_ylabel("pixels down")
    told = "; ".join(
        f"{name}: at {_how_many(np.mean(np.equal(reads, digit)))}"
        for name, reads in zip(names, start["reads"], strict=True)
    )
    maps = counted(len(names), "map")
    return Picture(
        fig,
        f"A {digit}, and {maps} of {WIDE} × {WIDE} shifts, up to {FAR} pixels each way, with a "
        f"square where a network still reads a {digit}, and a dot where it does not. {told}.",
    )


def _how_many(share: float) -> str:
    """How many shifts, in words that another training does not change."""
    return "three quarters of the shifts or more" if share >= 0.75 else "fewer than three quarters"
