"""Chance that starts anew for each question."""

from __future__ import annotations

import torch


def start_chance(seed: int) -> None:
    """Start PyTorch's chance on the CPU from a seed.

    `torch.manual_seed` does so for every device, and notes a stack trace for each kind that is not
    in use; that takes longer than a small network.
    """
    torch.default_generator.manual_seed(seed)
