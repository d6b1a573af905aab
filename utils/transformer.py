"""A transformer's block in PyTorch, and what can be read out of networks made of such blocks."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn


class Attention(nn.Module):
    """Multi-head attention within each sequence (Vaswani and others, 2017, section 3.2)."""

    def __init__(self, width: int, n_heads: int) -> None:
        """Make the layers.

        Raises:
            ValueError: the heads do not divide the width.
        """
        super().__init__()
        if width % n_heads:
            raise ValueError(f"{n_heads} heads do not divide a width of {width}")
        self.n_heads = n_heads
        self.ask = nn.Linear(width, 3 * width)  # queries, keys and values, side by side
        self.join = nn.Linear(width, width)

    def forward(self, x: torch.Tensor, allowed: torch.Tensor | None = None) -> torch.Tensor:
        """Tokens x (n, t, width), allowed (t, t) True where to look -> (n, t, width)."""
        n, t, width = x.shape
        each_head = (n, t, self.n_heads, width // self.n_heads)
        q, k, v = (part.view(each_head).transpose(1, 2) for part in self.ask(x).chunk(3, dim=-1))
        scores = q @ k.mT / np.sqrt(each_head[-1])
        if allowed is not None:
            scores = scores.masked_fill(~allowed, -torch.inf)
        found = scores.softmax(dim=-1) @ v
        return self.join(found.transpose(1, 2).reshape(n, t, width))


class Block(nn.Module):
    """Two pre-norm steps: tokens look at each other, then each is worked on by itself."""

    def __init__(self, width: int, n_heads: int) -> None:
        super().__init__()
        self.norm_look, self.norm_work = nn.LayerNorm(width), nn.LayerNorm(width)
        self.look = Attention(width, n_heads)
        self.work = nn.Sequential(
            nn.Linear(width, 2 * width), nn.ReLU(), nn.Linear(2 * width, width)
        )

    def forward(self, x: torch.Tensor, allowed: torch.Tensor | None = None) -> torch.Tensor:
        """Tokens x (n, t, width), allowed (t, t) True where to look -> (n, t, width)."""
        x = x + self.look(self.norm_look(x), allowed)
        return x + self.work(self.norm_work(x))


def dense(layer: nn.Linear) -> Callable[[np.ndarray], np.ndarray]:
    """What a dense layer does, for arrays (..., d_in), in float64."""
    W = layer.weight.detach().double().cpu().numpy().T
    b = layer.bias.detach().double().cpu().numpy()
    return lambda x: x @ W + b


class Look(NamedTuple):
    """What the attention of one block was made from, for one sequence.

    Attributes:
        Q: queries (t, width), all heads side by side.
        K: keys, likewise.
        V: values, likewise.
        n_heads: how many heads share the width.
    """

    Q: np.ndarray
    K: np.ndarray
    V: np.ndarray
    n_heads: int


def looks(model: nn.Module, x: Any) -> list[Look]:
    """Queries, keys and values of every block, in float64, for one input.

    Args:
        model: a network with blocks of this module; of other attention, nothing is read.
        x: a batch of one.

    Raises:
        ValueError: the batch is not one of one.
    """
    layers = [layer for layer in model.modules() if isinstance(layer, Attention)]
    if len(x) != 1:
        raise ValueError(f"looks reads one input at a time, and here are {len(x)}")
    seen: list[Look] = []

    def keep(layer: Attention, given: tuple) -> None:
        asked = layer.ask(given[0])[0].double().cpu().chunk(3, dim=-1)
        seen.append(Look(*(part.numpy() for part in asked), layer.n_heads))

    handles = [layer.register_forward_pre_hook(keep) for layer in layers]
    try:
        with torch.no_grad():
            model(x)
    finally:
        for handle in handles:
            handle.remove()
    return seen


def without_places(model: nn.Module, n_places: int = 16) -> nn.Module:
    """A copy of a network whose embedding of places is 0.

    What counts as one: a parameter or an `nn.Embedding` with a row for each place.
    """
    model = copy.deepcopy(model)
    for layer in model.modules():
        if not isinstance(layer, nn.Linear):
            for each in layer.parameters(recurse=False):
                if each.shape[-2:-1] == (n_places,) and each.numel() == n_places * each.shape[-1]:
                    nn.init.zeros_(each)
    return model


def shuffled_patches(images: torch.Tensor, order: Any, size: int = 7) -> torch.Tensor:
    """The same images with their patches in another order, the same for all.

    Args:
        images: (n, 1, side, side).
        order: which patch stands at each place, row by row.
        size: of a patch.
    """
    n, _, side, _ = images.shape
    pieces = nn.functional.unfold(images, size, stride=size)
    return nn.functional.fold(pieces[:, :, list(order)], (side, side), size, stride=size).view(
        n, 1, side, side
    )
