"""Two networks that play against each other over numbers: a GAN in one dimension.

Real numbers come from two bumps, around -2 and 2. A generator makes numbers of noise, and a
discriminator gives a logit to each number: is it real? Several games with different seeds are
played side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn.functional import leaky_relu, softplus

from utils.side_by_side_networks import SideBySide, drawn_apart, step_apart

SEEDS = tuple(range(8))
CENTRE, SPREAD = 2.0, 0.4  # of the bumps: at -CENTRE and CENTRE
WIDTH, BATCH, RATE = 24, 64, 0.005
SHOWN, EVERY = 400, 20  # made numbers that are kept, and after how many rounds
GRID = np.linspace(-4, 4, 81)  # where the discriminator is asked


@dataclass(frozen=True)
class Play:
    """What was seen of games that were played side by side.

    Attributes:
        rounds: (k,) after how many rounds it was looked at.
        made: (k, n_seeds, SHOWN) numbers that the generators made.
        real_logits: (k, n_seeds, n) the discriminators' logits for real numbers.
        fake_logits: (k, n_seeds, n) and for made ones.
        curves: (k, n_seeds, len(GRID)) their probabilities of "real" along the line.
        share: how many of the real numbers belong to the right bump.
    """

    rounds: np.ndarray
    made: np.ndarray
    real_logits: np.ndarray
    fake_logits: np.ndarray
    curves: np.ndarray
    share: float


def real_numbers(n: int, chance: torch.Generator, share: float = 0.5) -> torch.Tensor:
    """Real numbers (n, 1), of which this share, on average, belongs to the right bump."""
    right = (torch.rand(n, 1, generator=chance) < share).float()
    return CENTRE * (2 * right - 1) + SPREAD * torch.randn(n, 1, generator=chance)


def _noise(n: int) -> Callable[[torch.Generator], torch.Tensor]:
    return lambda chance: torch.randn(n, 1, generator=chance)


def play(
    generator_steps: int = 1,
    rounds: int = 800,
    seeds: Sequence[int] = SEEDS,
    share: float = 0.5,
    live: Callable[[float], None] = lambda loss: None,
) -> Play:
    """Let generators and discriminators play.

    Args:
        generator_steps: how many steps a generator takes in each round, after one step of its
            discriminator.
        rounds: how many.
        seeds: one for each game.
        share: of real numbers that belong to the right bump.
        live: takes the discriminators' mean loss after each round.
    """
    chances = [torch.Generator().manual_seed(1000 + seed) for seed in seeds]
    sizes = (1, WIDTH, WIDTH, 1)
    makers = SideBySide(sizes, seeds, torch.relu)
    judges = SideBySide(sizes, [100 + seed for seed in seeds], lambda z: leaky_relu(z, 0.2))
    steps = [
        torch.optim.Adam(each.parameters(), lr=RATE, betas=(0.5, 0.9)) for each in (makers, judges)
    ]
    seen = [_look(0, makers, judges, chances, share)]
    for number in range(1, rounds + 1):
        real = drawn_apart(lambda chance: real_numbers(BATCH, chance, share), chances)
        with torch.no_grad():
            made = makers(drawn_apart(_noise(BATCH), chances))
        loss = (softplus(-judges(real)) + softplus(judges(made))).mean(dim=(1, 2))
        step_apart(steps[1], judges, loss)
        for _ in range(generator_steps):
            judged = judges(makers(drawn_apart(_noise(BATCH), chances)))
            step_apart(steps[0], makers, softplus(-judged).mean(dim=(1, 2)))
        live(loss.mean().item())
        if number % EVERY == 0:
            seen.append(_look(number, makers, judges, chances, share))
    return Play(*(np.stack(part) for part in zip(*seen, strict=True)), share)


@torch.no_grad()
def _look(number, makers, judges, chances, share) -> tuple:
    """One entry of every part of a Play but the last."""
    made = makers(drawn_apart(_noise(SHOWN), chances))
    real = drawn_apart(lambda chance: real_numbers(SHOWN, chance, share), chances)
    line = torch.tensor(GRID, dtype=torch.float32)[:, None].expand(len(chances), -1, 1)
    parts = made, judges(real), judges(made), torch.sigmoid(judges(line))
    return (np.array(number), *(part.squeeze(-1).double().numpy() for part in parts))


def shares_right(made: np.ndarray) -> np.ndarray:
    """Of made numbers (..., n), the share that lies right of 0: (...,)."""
    return (made > 0).mean(axis=-1)


def lost(made: np.ndarray, share: float = 0.5) -> np.ndarray:
    """Whether made numbers (..., n) hold less than a tenth of what a bump should have: (...,)."""
    right = shares_right(made)
    return (right < share / 10) | (1 - right < (1 - share) / 10)
