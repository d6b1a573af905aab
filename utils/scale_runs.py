"""How lesson 08's network improves with its width and with the number of examples.

A network 784–w–w/2–10 trains with Adam for a fixed number of steps. Its loss is looked at every
`EVERY` steps on one set of images, and the weights at the lowest one are measured on another set,
so that the number is not flattered by choosing. Each size gets the best of `RATES`, which a seed of
its own has found on the images for choosing.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import torch
from torch import nn

from utils.data import DATA
from utils.mnist import Digits
from utils.storage.tables import read_table, write_table

RUNS = DATA / "scale_runs.csv"
AGAIN = "python -m grading.authoring.small_runs scale_runs"
WIDTHS = (4, 8, 16, 32, 64, 128, 256)
EXAMPLES = (250, 500, 1000, 2000, 4000, 8000, 16000, 50000)
WIDTH, N = 128, 50000  # of the runs that change the other one
RATES = (0.0003, 0.001, 0.003, 0.01)
TRIED, MEASURED = 0, (1, 2, 3)  # seeds
STEPS, BATCH, EVERY = 1500, 128, 50
HELD = 5000  # images for choosing, and as many for measuring

Part = tuple[torch.Tensor, torch.Tensor]


class Run(NamedTuple):
    """One network's training, and how it ended.

    Attributes:
        changed: "width" or "examples", what the runs of this series differ in.
        size: of the first hidden layer, or how many examples.
        rate: the learning rate of Adam.
        seed: of weights, batches and the choice of examples.
        images: "choosing" or "measuring".
        loss: cross-entropy on these images.
    """

    changed: str
    size: int
    rate: float
    seed: int
    images: str
    loss: float


def split(digits: Digits) -> dict[str, Part]:
    """The training images, shuffled, in three parts: inputs (n, 784) and labels (n,) of each."""
    order = torch.randperm(len(digits.train_labels), generator=torch.Generator().manual_seed(13))
    x = (digits.train_images[order].reshape(-1, 784).float() / 255 - 0.1307) / 0.3081
    y, held = digits.train_labels[order], min(HELD, len(order) // 6)
    cuts = {"training": slice(0, -2 * held), "choosing": slice(-2 * held, -held)}
    cuts |= {"measuring": slice(-held, None)}
    return {name: (x[cut], y[cut]) for name, cut in cuts.items()}


def _loss(model: nn.Module, part: Part) -> float:
    with torch.no_grad():
        return nn.functional.cross_entropy(model(part[0]), part[1]).item()


def train_once(
    width: int,
    n: int,
    rate: float,
    seed: int,
    parts: dict[str, Part],
    live: Callable[[float], None] = lambda loss: None,
    steps: int = STEPS,
) -> dict[str, float]:
    """Train one network; its losses on the images for choosing and for measuring.

    Args:
        width: of the first hidden layer; the second one has half of it.
        n: how many training examples it meets, drawn with the seed.
        rate: the learning rate of Adam.
        seed: of weights, batches and the choice of examples.
        parts: as `split` gives them.
        live: takes the loss of every step.
        steps: how many.
    """
    generator = torch.Generator().manual_seed(seed)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        first, second = nn.Linear(784, width), nn.Linear(width, width // 2)
        model = nn.Sequential(first, nn.ReLU(), second, nn.ReLU(), nn.Linear(width // 2, 10))
    x, y = parts["training"]
    rows = torch.randperm(len(y), generator=generator)[:n]
    optimizer = torch.optim.Adam(model.parameters(), lr=rate)
    lowest, kept = float("inf"), model.state_dict()
    for step in range(1, steps + 1):
        some = rows[torch.randint(len(rows), (BATCH,), generator=generator)]
        loss = nn.functional.cross_entropy(model(x[some]), y[some])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        live(loss.item())
        if step % EVERY == 0 and (now := _loss(model, parts["choosing"])) < lowest:
            lowest, kept = now, copy.deepcopy(model.state_dict())
    model.load_state_dict(kept)
    return {name: _loss(model, parts[name]) for name in ("choosing", "measuring")}


def settings() -> list[tuple[str, int, int, int]]:
    """What is changed, its size, and the width and number of examples that this makes."""
    return [("width", width, width, N) for width in WIDTHS] + [
        ("examples", n, WIDTH, n) for n in EXAMPLES
    ]


def runs_of(
    changed: str, size: int, width: int, n: int, parts: dict[str, Part], steps: int = STEPS
) -> list[Run]:
    """All runs of one size: every rate on the images for choosing, then the best one's seeds."""
    options = {"parts": parts, "steps": steps}
    found = {rate: train_once(width, n, rate, TRIED, **options)["choosing"] for rate in RATES}
    runs = [Run(changed, size, r, TRIED, "choosing", round(loss, 4)) for r, loss in found.items()]
    rate = min(found, key=found.get)
    for seed in MEASURED:
        loss = train_once(width, n, rate, seed, **options)["measuring"]
        runs.append(Run(changed, size, rate, seed, "measuring", round(loss, 4)))
    return runs


def make_runs(digits: Digits) -> list[Run]:
    """Measure everything anew."""
    parts = split(digits)
    return [run for setting in settings() for run in runs_of(*setting, parts)]


def write_runs(runs: Iterable[Run], path: Path = RUNS) -> Path:
    """Write runs as a table."""
    write_table(path, Run._fields, runs)
    return path


def read_runs(path: Path = RUNS) -> list[Run]:
    """The runs that were measured beforehand.

    Raises:
        FileNotFoundError: the table is not there.
        ValueError: it is not the table that the course ships.
    """
    kinds = dict(zip(Run._fields, (str, int, float, int, str, float), strict=True))
    return [Run(**row) for row in read_table(path, kinds, AGAIN)]


def measured(runs: Iterable[Run], changed: str) -> dict[int, list[float]]:
    """The measured losses of one series, a list with one for each seed, by size."""
    found: dict[int, list[float]] = {}
    for run in runs:
        if run.changed == changed and run.images == "measuring":
            found.setdefault(run.size, []).append(run.loss)
    return dict(sorted(found.items()))
