"""Remember a bit: the first step of a sequence says +1 or -1, noise follows, and then one asks.

python -m utils.bit_memory    measures data/bit_memory.csv anew, in a quarter of an hour on one core

All of it runs on the CPU, where networks as small as these are quickest.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path
from typing import NamedTuple

import torch
from torch import nn

from utils.storage.tables import read_table, write_table

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "data" / "bit_memory.csv"
AGAIN = "python -m utils.bit_memory"

CELLS = {"RNN": nn.RNN, "GRU": nn.GRU, "LSTM": nn.LSTM}
VARIANTS = [("RNN", 0), *product(("GRU", "LSTM"), (0, 2, 4))]
# Of the longest sequences, what learned nothing at 80 steps, and what lies between two others
NOT_RUN = {("LSTM", 0, 200), ("GRU", 2, 200), ("LSTM", 2, 200)}
LENGTHS, RATES, SEEDS = (20, 40, 80, 200), (0.003, 0.01, 0.03), (0, 1, 2)
WIDTH, BATCH, NOISE = 32, 32, 0.5
MOST_UPDATES, IN_A_ROW = 300, 10  # a network has solved it once so many batches were all right


class Run(NamedTuple):
    """One network's training, and how it ended.

    Attributes:
        cell: "RNN", "GRU" or "LSTM".
        gate_bias: what was added to the bias of the gate that keeps: GRU's update gate, LSTM's
            forget gate; the RNN has none.
        n_steps: length of the sequences.
        learning_rate: of Adam.
        seed: of weights and batches.
        solved_after: updates until ten batches in a row were all right; None where that did not
            come.
    """

    cell: str
    gate_bias: float
    n_steps: int
    learning_rate: float
    seed: int
    solved_after: int | None


def sequences(
    n: int, n_steps: int, generator: torch.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    """Sequences whose first step carries a bit.

    Returns:
        X (n, n_steps, 2): the bit as +1 or -1 at the first step, 0 afterwards, and beside it noise
        at every step; bits (n,), 0 or 1.
    """
    bits = torch.randint(0, 2, (n,), generator=generator)
    X = torch.zeros(n, n_steps, 2)
    X[:, 0, 0] = 2.0 * bits - 1
    X[:, :, 1] = NOISE * torch.randn(n, n_steps, generator=generator)
    return X, bits


class Rememberer(nn.Module):
    """A recurrent layer, and two logits from where it ends."""

    def __init__(self, cell: str, gate_bias: float = 0.0) -> None:
        super().__init__()
        self.layer = CELLS[cell](2, WIDTH, batch_first=True)
        self.answer = nn.Linear(WIDTH, 2)
        if cell != "RNN":  # the second block is GRU's update gate, LSTM's forget gate
            with torch.no_grad():
                self.layer.bias_ih_l0[WIDTH : 2 * WIDTH] += gate_bias

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """X (n, n_steps, 2) -> logits (n, 2)."""
        states = self.layer(X)[1]
        return self.answer((states[0] if isinstance(states, tuple) else states).squeeze(0))


def learn(
    cell: str,
    gate_bias: float,
    n_steps: int,
    learning_rate: float,
    seed: int,
    most_updates: int = MOST_UPDATES,
    live: Callable[[float], None] = lambda loss: None,
) -> Run:
    """Train one network until it remembers, or for `most_updates` updates.

    Args:
        cell: as in `Run`, and so are the next four.
        gate_bias: what is added to the gate's bias.
        n_steps: length of the sequences.
        learning_rate: of Adam.
        seed: of weights and batches.
        most_updates: when to give up.
        live: called with the loss of every update.
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = Rememberer(cell, gate_bias)
    generator = torch.Generator().manual_seed(100 + seed)
    optimizer = torch.optim.Adam(network.parameters(), lr=learning_rate)
    in_a_row = 0
    for update in range(1, most_updates + 1):
        X, bits = sequences(BATCH, n_steps, generator)
        logits = network(X)
        loss = nn.functional.cross_entropy(logits, bits)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        live(loss.item())
        in_a_row = in_a_row + 1 if torch.equal(logits.argmax(dim=1), bits) else 0
        if in_a_row == IN_A_ROW:
            return Run(cell, gate_bias, n_steps, learning_rate, seed, update)
    return Run(cell, gate_bias, n_steps, learning_rate, seed, None)


def measure(path: Path = TABLE, workers: int = 1) -> Path:
    """Run every setting with every rate and seed, and write what came of it."""
    settings = [
        (*variant, length, rate, seed)
        for length, variant, rate, seed in product(LENGTHS, VARIANTS, RATES, SEEDS)
        if (*variant, length) not in NOT_RUN
    ]
    with ProcessPoolExecutor(workers) as pool:
        runs = list(pool.map(learn, *zip(*settings, strict=True)))
    return write_runs(runs, path)


def write_runs(runs: Iterable[Run], path: Path = TABLE) -> Path:
    """Write runs as a table; a run that was not solved has an empty last field."""
    write_table(path, Run._fields, runs)
    return path


def read_runs(path: Path = TABLE) -> list[Run]:
    """The runs that were measured beforehand.

    Raises:
        FileNotFoundError: the table is not there.
        ValueError: it is not the table that the course ships.
    """

    def updates(text: str) -> int | None:
        return int(text) if text else None

    kinds = dict(zip(Run._fields, (str, float, int, float, int, updates), strict=True))
    return [Run(**row) for row in read_table(path, kinds, AGAIN)]


def at_best_rate(runs: Iterable[Run]) -> dict[tuple[str, int], list[Run]]:
    """For each memory and length, the runs at its best learning rate.

    The best rate is the one at which most seeds solved the task; among those, the one that took
    the fewest updates in all.

    Returns:
        Runs by ("GRU, +2", n_steps), in the order of the table.
    """
    tried: dict[tuple[str, int], dict[float, list[Run]]] = {}
    for run in runs:
        name = f"{run.cell}, +{run.gate_bias:g}" if run.gate_bias else run.cell
        tried.setdefault((name, run.n_steps), {}).setdefault(run.learning_rate, []).append(run)

    def rank(same: list[Run]) -> tuple[int, int]:
        updates = [run.solved_after for run in same if run.solved_after is not None]
        return -len(updates), sum(updates)

    return {setting: min(rates.values(), key=rank) for setting, rates in tried.items()}


if __name__ == "__main__":
    print(f"Wrote {measure()}")
    sys.exit(0)
