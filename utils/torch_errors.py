"""Four errors that PyTorch raises most, made anew so that their words are those of this version."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import nn


def _too_many_columns() -> None:
    nn.Linear(2, 4)(torch.ones(5, 3))


def _written_into_a_leaf() -> None:
    weight = torch.ones(2, requires_grad=True)
    weight -= 0.1


def _labels_as_decimals() -> None:
    nn.CrossEntropyLoss()(torch.ones(2, 3), torch.tensor([0.0, 2.0]))


def _nothing_to_differentiate() -> None:
    torch.ones(3).sum().backward()


def message_of(mistake: Callable[[], None]) -> str:
    """The first line of what PyTorch says to a mistake.

    Raises:
        ValueError: nothing is said, since nothing went wrong.
    """
    try:
        mistake()
    except RuntimeError as error:
        return str(error).partition("\n")[0]
    raise ValueError(f"{mistake.__name__} raised nothing")


def four_errors() -> dict[str, str]:
    """Letters from A to D, and a message each: sizes, a leaf, a dtype, no gradients."""
    mistakes = _too_many_columns, _written_into_a_leaf, _labels_as_decimals
    return dict(zip("ABCD", map(message_of, (*mistakes, _nothing_to_differentiate)), strict=True))
