"""Learning from 1,000 digits: dropout, batch normalisation and augmentation, seed by seed.

The runs lie in data/few_digits.csv; `grading/authoring/small_runs.py` measures them anew.

Every setting gets its own learning rate: each of `RATES` is tried with three seeds on one half of
the validation images, and the best is measured with eight other seeds on the other half. A seed
draws the 1,000 images and the first weights, so that settings can be compared in pairs.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import torch
from torch import nn

from utils.conv_training import PAPER, SPREAD, accuracy, train_network
from utils.data import DATA
from utils.mnist import Digits
from utils.storage.tables import read_table, write_table

RUNS = DATA / "few_digits.csv"
SETTINGS = ("plain", "dropout", "batch norm", "augmentation")
RATES = (0.003, 0.006, 0.012, 0.024)
TRIED, MEASURED = range(3), range(10, 18)  # seeds
N, EPOCHS, SIZE = 1000, 20, 50
COLUMNS = {"setting": str, "rate": float, "seed": int, "images": str, "accuracy": float}
AGAIN = "python -m grading.authoring.small_runs few_digits"


def small_network(setting: str) -> nn.Sequential:
    """Two convolutions and two dense layers, with what the setting adds."""

    def norm(channels: int) -> list[nn.Module]:
        return [nn.BatchNorm2d(channels)] if setting == "batch norm" else []

    drop = [nn.Dropout(0.5)] if setting == "dropout" else []
    first = [nn.Conv2d(1, 6, 5), *norm(6), nn.ReLU(), nn.MaxPool2d(2)]
    second = [nn.Conv2d(6, 16, 5), *norm(16), nn.ReLU(), nn.MaxPool2d(2)]
    dense = [nn.Flatten(), *drop, nn.Linear(256, 84), nn.ReLU(), *drop, nn.Linear(84, 10)]
    return nn.Sequential(*first, *second, *dense)


def augmentation() -> Callable[[torch.Tensor], torch.Tensor]:
    """Turn, move and scale a batch a little by chance, all its images alike; paper enters."""
    from torchvision.transforms import v2  # seconds, so only where needed

    turned = v2.RandomAffine(
        degrees=12,
        translate=(0.1, 0.1),
        scale=(0.85, 1.15),
        interpolation=v2.InterpolationMode.BILINEAR,
    )
    paper = (0 - PAPER) / SPREAD

    def augment(x: torch.Tensor) -> torch.Tensor:
        # Between pixel and outside, it mixes with 0: where paper is not 0, that leaves faint lines
        return turned(x - paper) + paper

    return augment


def run_once(
    setting: str,
    rate: float,
    seed: int,
    train: tuple[torch.Tensor, torch.Tensor],
    validation: tuple[torch.Tensor, torch.Tensor],
    step: Callable[..., float],
    live: Callable[[float], None] | None = None,
    n_epochs: int = EPOCHS,
) -> float:
    """Train one setting on 1,000 images that the seed draws; the validation accuracy in percent."""
    torch.manual_seed(seed)
    x, y = train
    rows = torch.randperm(len(y))[:N].to(x.device)
    model = small_network(setting).to(x.device, memory_format=torch.channels_last)
    change = augmentation() if setting == "augmentation" else None
    options = {"n_epochs": n_epochs, "rate": rate, "size": SIZE, "change": change}
    train_network(model, step, x[rows], y[rows], live=live, **options)
    return accuracy(model, *validation)


def read_runs(path: Path = RUNS) -> list[dict]:
    """The stored runs: a dictionary for each, with its setting, rate, seed, images, accuracy.

    Raises:
        FileNotFoundError: the table is not there.
        ValueError: it is not the table that the course ships.
    """
    return read_table(path, COLUMNS, AGAIN)


def means_by_rate(runs: list[dict]) -> dict[str, dict[float, float]]:
    """For each setting and rate, the mean accuracy on the images for choosing."""
    scores: dict[str, dict[float, list[float]]] = {}
    for run in runs:
        if run["images"] == "choosing":
            by_rate = scores.setdefault(run["setting"], {})
            by_rate.setdefault(run["rate"], []).append(run["accuracy"])
    return {
        name: {rate: sum(row) / len(row) for rate, row in by_rate.items()}
        for name, by_rate in scores.items()
    }


def best_rates(runs: list[dict]) -> dict[str, float]:
    """For each setting, the rate with the best mean on the images for choosing."""
    return {name: max(by, key=by.get) for name, by in means_by_rate(runs).items()}


def measured(runs: list[dict]) -> dict[str, list[float]]:
    """The accuracies of each setting at its best rate, seed by seed, on the other images."""
    found: dict[str, list[float]] = {}
    for run in sorted(runs, key=lambda run: run["seed"]):
        if run["images"] == "measuring":
            found.setdefault(run["setting"], []).append(run["accuracy"])
    return found


def make_runs(digits: Digits, step: Callable[..., float], say=print) -> list[dict]:
    """Measure everything anew."""
    from utils.conv_training import as_images

    x, y = as_images(digits.train_images), digits.train_labels
    cut = len(y) * 11 // 12
    middle = (cut + len(y)) // 2
    train = (x[:cut], y[:cut])
    halves = {"choosing": slice(cut, middle), "measuring": slice(middle, None)}
    runs: list[dict] = []

    def note(setting: str, rate: float, seed: int, images: str) -> None:
        held = (x[halves[images]], y[halves[images]])
        score = run_once(setting, rate, seed, train, held, step, lambda loss: None)
        runs.append(dict(zip(COLUMNS, (setting, rate, seed, images, round(score, 2)), strict=True)))
        say(*runs[-1].values())

    for setting in SETTINGS:
        for rate in RATES:
            for seed in TRIED:
                note(setting, rate, seed, "choosing")
        for seed in MEASURED:
            note(setting, best_rates(runs)[setting], seed, "measuring")
    return runs


def write_runs(runs: list[dict], path: Path = RUNS) -> None:
    """Write runs as a table."""
    write_table(path, COLUMNS, [[run[name] for name in COLUMNS] for run in runs])
