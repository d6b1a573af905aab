"""What lessons 12 and 13 say of several seeds, where a lesson itself trains with one.

The cells are the solution's own; only the seed changes. `small_runs` writes the table, and a test
compares the sentences with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch

from grading import ROOT
from utils.mnist import Digits
from utils.moon_diffusion import train_denoisers
from utils.one_dim_gan import lost, play
from utils.storage.tables import read_table, write_table
from utils.straight_squeezing import mean_squared_error
from utils.transformer import without_places

TABLE = ROOT / "data" / "seed_runs.csv"
AGAIN = "python -m grading.authoring.small_runs seed_runs"
OTHER_GAMES = tuple(range(8, 16))  # the lesson plays 0 to 7
GAMES = {"balanced": (1, 800, 0.5), "hasty": (5, 500, 0.5), "rare": (1, 800, 0.05)}
Cells = Callable[..., dict[str, Any]]


class SeedRun(NamedTuple):
    """One number of one seed.

    Attributes:
        lesson: such as 12.
        what: is measured.
        seed: of the training.
        number: in percent, or whatever `what` says.
    """

    lesson: int
    what: str
    seed: int
    number: float


class Silent:
    """A live picture that shows nothing."""

    def __call__(self, loss: float) -> None:
        """Take a loss."""

    def say(self, text: str) -> None:
        """Take a sentence."""


def patches(digits: Digits, names: dict[str, Any]) -> Iterator[SeedRun]:
    """Lesson 12's network with places and without, in percent of the test images."""
    n_train, device = names["n_train"], names["device"]
    x = names["prepared"](digits.train_images[:n_train])
    y = digits.train_labels[:n_train].to(device)
    test = names["prepared"](digits.test_images), digits.test_labels.to(device)
    for what in ("with places", "without places"):
        for seed in range(3):
            torch.manual_seed(seed)
            model = names["PatchTransformer"]().to(device)
            if what == "without places":
                model = without_places(model)
                model.places.requires_grad_(False)
            names["train_patches"](model, x, y, 4, Silent())
            yield SeedRun(12, what, seed, round(100 * names["evaluate"](model, [test], device), 2))


def squeezers(names: dict[str, Any]) -> Iterator[SeedRun]:
    """The mean squared error of lesson 13's autoencoder on the validation images."""
    x, n_train = names["x_all"], names["n_train"]
    for seed in range(5):
        torch.manual_seed(seed)
        model = names["Autoencoder"]().to(names["device"])
        names["train_squeezer"](model, x[:n_train], 3, Silent())
        with torch.no_grad():
            again = torch.sigmoid(model(x[n_train:].to(names["device"]))).cpu()
        yield SeedRun(13, "squared error", seed, round(mean_squared_error(again, x[n_train:]), 4))


def games() -> Iterator[SeedRun]:
    """Whether a game of eight other seeds has lost a bump at the end: 1 or 0."""
    for name, (steps, rounds, share) in GAMES.items():
        ended = play(steps, rounds, OTHER_GAMES, share)
        for seed, gone in zip(OTHER_GAMES, lost(ended.made[-1], share), strict=True):
            yield SeedRun(13, f"{name}: a bump lost", seed, int(gone))


def denoisers(names: dict[str, Any]) -> Iterator[SeedRun]:
    """How far half of the made points lie from the nearest example, and noise errors by step."""
    seeds, alpha_bar, held_out = range(5), names["alpha_bar"], names["held_out"]
    trained = train_denoisers(names["examples"], alpha_bar, names["add_noise"], seeds=seeds)
    for which in seeds:

        def noise_in(x: np.ndarray, t: int, which: int = which) -> np.ndarray:
            return trained.noise_in(x, t, which)

        own, other = names["to_both"](names["walk_back"](noise_in, 500, seed=6)[-1])
        yield SeedRun(13, "distance to examples", which, round(float(np.median(own)), 3))
        yield SeedRun(13, "distance to held-out points", which, round(float(np.median(other)), 3))
        for t in (0, 10, 25, 49):
            chance = np.random.default_rng(t)
            errors = []
            for _ in range(20):
                noise = chance.normal(size=held_out.shape)
                noisy = names["add_noise"](held_out, t, noise, alpha_bar)
                errors.append(np.mean((noise_in(noisy, t) - noise) ** 2))
            yield SeedRun(13, f"noise error at step {t}", which, round(float(np.mean(errors)), 3))


TWELVE = (
    "setup",
    "so_far",
    "cut_picture",
    "patch_transformer",
    "prepare",
    "batches",
    "clipped_step",
)
TWELVE += ("train_patches",)
THIRTEEN = ("setup", "so_far", "load", "autoencoder", "train_squeezer", "add_noise", "predict_x0")
THIRTEEN += ("moons_data", "walk_back", "copies")


def make_runs(digits: Digits, cells: Cells) -> list[SeedRun]:
    """Measure everything anew.

    Args:
        digits: MNIST.
        cells: gives the names that cells of a lesson's solution define.
    """
    thirteen = cells(*THIRTEEN, lesson="13_generative")
    runs = [*squeezers(thirteen), *games(), *denoisers(thirteen)]
    given = {"digits": digits, "device": torch.device("cpu")}
    return [*patches(digits, cells(*TWELVE, lesson="12_attention", **given)), *runs]


def write_runs(runs: list[SeedRun], path: Path = TABLE) -> None:
    """Write the table."""
    write_table(path, SeedRun._fields, runs)


def read_runs(path: Path = TABLE) -> list[SeedRun]:
    """The runs that were measured beforehand.

    Raises:
        FileNotFoundError: the table is not there.
        ValueError: it is not that table.
    """
    kinds = dict(zip(SeedRun._fields, (int, str, int, float), strict=True))
    return [SeedRun(**row) for row in read_table(path, kinds, AGAIN)]
