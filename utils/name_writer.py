"""Networks that write names letter by letter, and counted pairs as their baseline."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import nn

from utils.names import END, N_SYMBOLS, decode, encode

WIDTH, RATE, UPDATES, BATCH = 64, 0.003, 225, 32
SMOOTHINGS = (0.03, 0.1, 0.3, 1.0)
PADDED = -100  # what PyTorch's cross-entropy skips, unless it is told another number


class NameWriter(nn.Module):
    """Reads a name's letters so far, and gives a logit for each symbol that may come next."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.GRU(N_SYMBOLS, WIDTH, batch_first=True)
        self.letter = nn.Linear(WIDTH, N_SYMBOLS)

    def forward(
        self, symbols: torch.Tensor, state: torch.Tensor | None = None
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Symbols (n, t) and the state before them -> logits (n, t, symbols), state after."""
        outputs, state = self.layer(nn.functional.one_hot(symbols, N_SYMBOLS).float(), state)
        return self.letter(outputs), state


def updates_for(names: list[str], about: int = UPDATES) -> int:
    """How many updates `train_writer` takes: about as many for few names as for many."""
    return _epochs(names, about) * -(-len(names) // BATCH)


def _epochs(names: list[str], updates: int) -> int:
    return max(1, updates // -(-len(names) // BATCH))


def train_writer(
    names: list[str],
    validation: list[str],
    seed: int,
    live: Callable[[float], None] = lambda loss: None,
    make: Callable[[], nn.Module] = NameWriter,
    rate: float = RATE,
    updates: int = UPDATES,
) -> nn.Module:
    """A network trained on these names, as it was after its best epoch.

    The loss skips padding. The best epoch is that of the lowest loss on the validation names.

    Args:
        names: to learn from.
        validation: to choose the epoch with.
        seed: of weights and order.
        live: called with the loss of every update.
        make: what makes the network; it is called as a `NameWriter` is.
        rate: Adam's learning rate.
        updates: about how many there are.
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        writer = make()
    order = torch.Generator().manual_seed(seed)
    inputs, targets, lengths = encode(names)
    real = torch.arange(inputs.shape[1]) < lengths[:, None]
    targets = torch.where(real, targets, PADDED)
    optimizer = torch.optim.Adam(writer.parameters(), lr=rate)
    best, kept = np.inf, writer.state_dict()
    for _ in range(_epochs(names, updates)):
        for rows in torch.randperm(len(names), generator=order).split(BATCH):
            logits, _ = writer(inputs[rows, : lengths[rows].max()])
            wanted = targets[rows, : lengths[rows].max()]
            loss = nn.functional.cross_entropy(logits.transpose(1, 2), wanted, ignore_index=PADDED)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(writer.parameters(), 1.0)
            optimizer.step()
            live(loss.item())
        if (now := _mean_loss(writer, validation)) < best:
            best, kept = now, copy.deepcopy(writer.state_dict())
    writer.load_state_dict(kept)
    return writer


def _mean_loss(writer: nn.Module, names: list[str]) -> float:
    inputs, targets, lengths = encode(names)
    targets[torch.arange(inputs.shape[1]) >= lengths[:, None]] = PADDED
    with torch.no_grad():
        logits, _ = writer(inputs)
        return nn.functional.cross_entropy(
            logits.transpose(1, 2), targets, ignore_index=PADDED
        ).item()


def writer_losses(writer: nn.Module, names: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """The network's surprise at each letter, and how many letters are real.

    Returns:
        losses (n, t), natural logarithms, padding included; lengths (n,), END counted.
    """
    inputs, targets, lengths = encode(names)
    with torch.no_grad():
        logits, _ = writer(inputs)
        losses = nn.functional.cross_entropy(logits.transpose(1, 2), targets, reduction="none")
    return losses.double().numpy(), lengths.numpy()


def count_pairs(names: list[str]) -> np.ndarray:
    """How often each symbol follows each other one: (symbols, symbols), rows come first."""
    inputs, targets, lengths = (part.numpy() for part in encode(names))
    counts = np.zeros((N_SYMBOLS, N_SYMBOLS))
    for before, after, length in zip(inputs, targets, lengths, strict=True):
        np.add.at(counts, (before[:length], after[:length]), 1)
    return counts


def pair_losses(
    counts: np.ndarray, smoothing: float, names: list[str]
) -> tuple[np.ndarray, np.ndarray]:
    """The same of counted pairs; `smoothing` is added to every count, so that none is 0."""
    inputs, targets, lengths = (part.numpy() for part in encode(names))
    shares = counts + smoothing
    shares = shares / shares.sum(axis=1, keepdims=True)
    return -np.log(shares[inputs, targets]), lengths


def write(
    writer: nn.Module, choose: Callable[[np.ndarray], Any], start: str = "", longest: int = 20
) -> str:
    """Let the network write a name, one letter after the other.

    Args:
        writer: the network.
        choose: takes the logits (symbols,) of the next symbol, gives its number.
        start: letters that are given.
        longest: letters after which it stops.
    """
    symbols, state = encode([start])[1][0].tolist()[:-1], None
    read = [END, *symbols]
    while len(symbols) < longest:
        logits, state = next_logits(writer, read, state)
        symbol = int(choose(logits))
        if symbol == END:
            break
        symbols, read = [*symbols, symbol], [symbol]
    return decode(symbols)


def next_logits(
    writer: nn.Module, symbols: list[int], state: torch.Tensor | None = None
) -> tuple[np.ndarray, torch.Tensor]:
    """Logits (symbols,) of what follows these symbols, in float64, and the state behind them."""
    with torch.no_grad():
        logits, state = writer(torch.tensor([symbols]), state)
    return logits[0, -1].double().numpy(), state
