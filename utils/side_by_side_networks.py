"""Small networks that train side by side, one for each seed, as if each were alone.

A layer's weights are a stack with one matrix for each network, so that a step of eight networks
costs little more than a step of one. Everything runs on the CPU, where networks as small as these
are quickest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import torch
from torch import nn

Activation = Callable[[torch.Tensor], torch.Tensor]


class SideBySide(nn.Module):
    """As many networks as seeds: the activation between the layers, none after the last.

    Each network starts as PyTorch's `nn.Linear` layers do, from its own seed, whatever the other
    seeds are.
    """

    def __init__(self, sizes: Sequence[int], seeds: Sequence[int], activation: Activation) -> None:
        """Make the layers.

        Args:
            sizes: of the input, of each hidden layer, of the output.
            seeds: one for each network.
            activation: what follows each layer but the last.
        """
        super().__init__()
        self.activation = activation
        chances = [torch.Generator().manual_seed(seed) for seed in seeds]
        self.weights, self.biases = nn.ParameterList(), nn.ParameterList()
        for d_in, d_out in pairwise(sizes):
            self.weights.append(self._drawn(d_in, d_out, d_in**-0.5, chances))
            self.biases.append(self._drawn(1, d_out, d_in**-0.5, chances))

    @staticmethod
    def _drawn(
        rows: int, columns: int, most: float, chances: Sequence[torch.Generator]
    ) -> nn.Parameter:
        parts = [torch.rand(rows, columns, generator=chance) for chance in chances]
        return nn.Parameter((2 * torch.stack(parts) - 1) * most)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """x (n_seeds, n, d_in), each network its own part -> (n_seeds, n, d_out)."""
        last = len(self.weights) - 1
        for k, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            x = torch.baddbmm(bias, x, weight)
            if k < last:
                x = self.activation(x)
        return x


def drawn_apart(
    draw: Callable[[torch.Generator], torch.Tensor], chances: Sequence[torch.Generator]
) -> torch.Tensor:
    """What each generator draws, stacked: no network's chance depends on how many there are."""
    return torch.stack([draw(chance) for chance in chances])


def step_apart(
    optimizer: torch.optim.Optimizer, networks: SideBySide, losses: torch.Tensor
) -> None:
    """One step of every network by its own loss.

    Args:
        optimizer: of these networks.
        networks: what is trained; others that the losses came through get no gradient.
        losses: (n_seeds,).
    """
    # The sum of losses that share no weights: each network gets the gradient of its own
    parameters = list(networks.parameters())
    slopes = torch.autograd.grad(losses.sum(), parameters)
    for parameter, slope in zip(parameters, slopes, strict=True):
        parameter.grad = slope
    optimizer.step()
