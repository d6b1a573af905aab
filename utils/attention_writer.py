"""A transformer that writes names letter by letter, and how it compares with lesson 11's writers.

python -m utils.attention_writer    measures data/name_surprises.csv anew, in minutes on one core
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import nn

from utils.data import DATA
from utils.name_writer import NameWriter, count_pairs, pair_losses, train_writer, writer_losses
from utils.names import N_SYMBOLS, load_names
from utils.storage.tables import read_table, write_table
from utils.transformer import Block

TABLE = DATA / "name_surprises.csv"
AGAIN = "python -m utils.attention_writer"

WIDTH, HEADS, BLOCKS, LONGEST = 32, 4, 2, 32
RATES, SEEDS, UPDATES, SMOOTHING = (0.001, 0.003, 0.01), (0, 1, 2), 450, 0.3


class AttentionWriter(nn.Module):
    """Reads a name's letters so far, all at once, and gives a logit for each symbol to come.

    It is called as a `NameWriter` is; what it hands on as its state are the symbols so far.
    """

    def __init__(self) -> None:
        super().__init__()
        self.letter = nn.Embedding(N_SYMBOLS, WIDTH)
        self.places = nn.Parameter(0.1 * torch.randn(LONGEST, WIDTH))
        self.blocks = nn.ModuleList(Block(WIDTH, HEADS) for _ in range(BLOCKS))
        self.norm, self.answer = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, N_SYMBOLS)

    def forward(
        self, symbols: torch.Tensor, before: torch.Tensor | None = None
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Symbols (n, t) and those before them -> logits (n, t, symbols), all symbols so far.

        Raises:
            ValueError: there are more symbols than places.
        """
        seen = symbols if before is None else torch.cat([before, symbols], dim=1)
        t = seen.shape[1]
        if t > LONGEST:
            raise ValueError(f"{t} symbols are more than the {LONGEST} places of this writer")
        tokens = self.letter(seen) + self.places[:t]
        allowed = torch.ones(t, t, dtype=torch.bool).tril()
        for block in self.blocks:
            tokens = block(tokens, allowed)
        return self.answer(self.norm(tokens))[:, -symbols.shape[1] :], seen


def name_surprises(losses: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """The surprise of each name (n,): the sum of the losses of its real steps.

    >>> name_surprises(np.array([[1.0, 2.0, 9.0], [3.0, 9.0, 9.0]]), np.array([2, 1])).tolist()
    [3.0, 3.0]
    """
    real = np.arange(losses.shape[1]) < np.asarray(lengths)[:, None]
    return (losses * real).sum(axis=1)


def _mean_surprise(writer: nn.Module, names: list[str]) -> float:
    losses, lengths = writer_losses(writer, names)
    return float(name_surprises(losses, lengths).sum() / lengths.sum())


def at_best_rate(make: Callable[[], nn.Module]) -> tuple[float, list[nn.Module]]:
    """The rate whose writers, one for each seed, have the lowest mean validation loss; and they."""
    train, validation = load_names("train"), load_names("validation")
    tried = {
        rate: [
            train_writer(train, validation, seed, make=make, rate=rate, updates=UPDATES)
            for seed in SEEDS
        ]
        for rate in RATES
    }
    means = {
        rate: float(np.mean([_mean_surprise(writer, validation) for writer in writers]))
        for rate, writers in tried.items()
    }
    best = min(means, key=means.__getitem__)
    return best, tried[best]


def measure(path: Path = TABLE) -> Path:
    """Train all writers, each kind at its best rate, and write their surprise at the test names."""
    names, rows = load_names("test"), []
    pairs = name_surprises(*pair_losses(count_pairs(load_names("train")), SMOOTHING, names))
    rows += [("pairs", "", "", *row) for row in zip(names, pairs, strict=True)]
    for kind, make in (("GRU", NameWriter), ("transformer", AttentionWriter)):
        rate, writers = at_best_rate(make)
        for seed, writer in zip(SEEDS, writers, strict=True):
            found = name_surprises(*writer_losses(writer, names))
            rows += [(kind, rate, seed, *row) for row in zip(names, found, strict=True)]
    rounded = [(*row[:-1], f"{row[-1]:.3f}") for row in rows]
    write_table(path, ("writer", "rate", "seed", "name", "surprise"), rounded)
    return path


def read_surprises(path: Path = TABLE) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Measured beforehand: how many steps each test name has, and how it surprises each writer.

    Returns:
        steps (n,), a name's letters and its END; by "pairs", "GRU" and "transformer", surprises
        (seeds, n), sums of natural logarithms, one row for each seed.

    Raises:
        FileNotFoundError: the table is not there.
        ValueError: it is not the table that the course ships.
    """
    kinds = {"writer": str, "rate": str, "seed": str, "name": str, "surprise": float}
    found: dict[str, dict[str, list[float]]] = {}
    steps: dict[str, int] = {}
    for row in read_table(path, kinds, AGAIN):
        steps[row["name"]] = len(row["name"]) + 1
        found.setdefault(row["writer"], {}).setdefault(row["seed"], []).append(row["surprise"])
    table = {writer: np.array(list(seeds.values())) for writer, seeds in found.items()}
    return np.array(list(steps.values())), table


if __name__ == "__main__":
    torch.set_num_threads(1)
    print(f"Wrote {measure()}")
    sys.exit(0)
