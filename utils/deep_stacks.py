"""Networks of 2, 10 and 30 layers between the first and the last, with and without a way around.

The runs lie in data/deep_stacks.csv; `grading/authoring/small_runs.py` measures them anew.

As in `utils.few_digits`, every setting gets its own learning rate, chosen on one half of the
validation images, and is measured with other seeds on the other half. Plain layers start as He
and others (2015) have it, which suits them; those with a way around start as PyTorch has it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import torch
from torch import nn

from utils.conv_training import accuracy, train_network
from utils.data import DATA
from utils.mnist import Digits
from utils.storage.tables import read_table, write_table

RUNS = DATA / "deep_stacks.csv"
DEPTHS, KINDS = (2, 10, 30), ("plain", "residual")
RATES = (0.001, 0.003, 0.01)
TRIED, MEASURED = range(2), range(10, 13)  # seeds
N, EPOCHS, SIZE, WIDTH = 6400, 2, 64, 32
COLUMNS = {"kind": str, "depth": int, "rate": float, "seed": int, "images": str, "accuracy": float}
AGAIN = "python -m grading.authoring.small_runs deep_stacks"

Block = Callable[[torch.Tensor, Callable], torch.Tensor]


def plain_block(x: torch.Tensor, f: Callable) -> torch.Tensor:
    """Two layers and nothing beside them."""
    return torch.relu(f(x))


class DeepStack(nn.Module):
    """Images shrunk to 14 × 14, 32 units wide, `depth` layers taken two at a time by a block."""

    def __init__(self, depth: int, block: Block) -> None:
        """Make the layers.

        Args:
            depth: how many layers of 32 units there are, an even number.
            block: takes x and f, what two layers make of x, to the block's output.
        """
        super().__init__()
        self.first, self.last = nn.Linear(196, WIDTH), nn.Linear(WIDTH, 10)
        self.layers = nn.ModuleList([nn.Linear(WIDTH, WIDTH) for _ in range(depth)])
        self.block = block
        if block is plain_block:
            for layer in self.layers:
                nn.init.kaiming_normal_(layer.weight)
                nn.init.zeros_(layer.bias)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Images (n, 1, 28, 28) -> logits (n, 10)."""
        x = self.first(nn.functional.avg_pool2d(x, 2).flatten(1))
        for one, two in zip(self.layers[::2], self.layers[1::2], strict=True):
            x = self.block(x, lambda v, one=one, two=two: two(torch.relu(one(v))))
        return self.last(x)


def run_once(
    block: Block,
    depth: int,
    rate: float,
    seed: int,
    train: tuple[torch.Tensor, torch.Tensor],
    validation: tuple[torch.Tensor, torch.Tensor],
    step: Callable[..., float],
    live: Callable[[float], None] | None = None,
) -> float:
    """Train one stack on 6,400 images that the seed draws; the validation accuracy in percent."""
    torch.manual_seed(seed)
    x, y = train
    rows = torch.randperm(len(y))[:N].to(x.device)
    model = DeepStack(depth, block).to(x.device)
    options = {"n_epochs": EPOCHS, "rate": rate, "size": SIZE}
    train_network(model, step, x[rows], y[rows], live=live, **options)
    return accuracy(model, *validation)


def read_runs(path: Path = RUNS) -> list[dict]:
    """The stored runs, a dictionary for each.

    Raises:
        FileNotFoundError: the table is not there.
        ValueError: it is not the table that the course ships.
    """
    return read_table(path, COLUMNS, AGAIN)


def best_rate(runs: list[dict], kind: str, depth: int) -> float:
    """The rate with the best mean on the images for choosing."""
    scores: dict[float, list[float]] = {}
    for run in runs:
        if (run["kind"], run["depth"], run["images"]) == (kind, depth, "choosing"):
            scores.setdefault(run["rate"], []).append(run["accuracy"])
    return max(scores, key=lambda rate: sum(scores[rate]))


def measured(runs: list[dict]) -> dict[str, dict[int, list[float]]]:
    """Accuracies on the other images by kind and depth, each at its best rate."""
    found: dict[str, dict[int, list[float]]] = {kind: {} for kind in KINDS}
    for run in runs:
        if run["images"] == "measuring":
            found[run["kind"]].setdefault(run["depth"], []).append(run["accuracy"])
    return found


def make_runs(
    digits: Digits, step: Callable[..., float], residual: Block, say: Callable = print
) -> list[dict]:
    """Measure everything anew."""
    from utils.conv_training import as_images

    x, y = as_images(digits.train_images), digits.train_labels
    cut = len(y) * 11 // 12
    middle = (cut + len(y)) // 2
    halves = {"choosing": slice(cut, middle), "measuring": slice(middle, None)}
    blocks, runs = {"plain": plain_block, "residual": residual}, []

    def note(kind: str, depth: int, rate: float, seed: int, images: str) -> None:
        held = (x[halves[images]], y[halves[images]])
        train = (x[:cut], y[:cut])
        score = run_once(blocks[kind], depth, rate, seed, train, held, step, lambda loss: None)
        row = (kind, depth, rate, seed, images, round(score, 2))
        runs.append(dict(zip(COLUMNS, row, strict=True)))
        say(*row)

    for kind in KINDS:
        for depth in DEPTHS:
            for rate in RATES:
                for seed in TRIED:
                    note(kind, depth, rate, seed, "choosing")
            for seed in MEASURED:
                note(kind, depth, best_rate(runs, kind, depth), seed, "measuring")
    return runs


def write_runs(runs: list[dict], path: Path = RUNS) -> None:
    """Write runs as a table."""
    write_table(path, COLUMNS, [[run[name] for name in COLUMNS] for run in runs])
