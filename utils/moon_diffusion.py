"""Diffusion on the two moons: points drowned in noise, and networks that learn to take it away.

Everything runs on the CPU; networks with different seeds are trained side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch.nn.functional import silu

from utils.side_by_side_networks import SideBySide, step_apart

STEPS = 50  # of noise
WIDTH, BATCH, RATE = 64, 256, 0.01
MIDDLE, STRETCH = np.array([0.5, 0.25]), 1.6
SEEDS = (0, 1, 2)
WAVES = torch.pi * torch.tensor([0.5, 1.0, 2.0, 4.0])
AddNoise = Callable[[np.ndarray, np.ndarray, np.ndarray, np.ndarray], np.ndarray]


def two_moons(n: int, rng: np.random.Generator, noise: float = 0.08) -> np.ndarray:
    """Points (n, 2) on two half circles that reach into each other, as in lesson 05.

    They are moved around the origin and stretched to a spread of about 1, which is what `add_noise`
    keeps.
    """
    moon, angle = np.arange(n) % 2, rng.uniform(0, np.pi, n)
    x1 = np.where(moon == 0, np.cos(angle), 1 - np.cos(angle))
    x2 = np.where(moon == 0, np.sin(angle), 0.5 - np.sin(angle))
    points = np.column_stack([x1, x2]) + rng.normal(0, noise, (n, 2))
    return STRETCH * (points - MIDDLE)


class Denoisers:
    """Networks that say, of noisy points and their step, which noise is in them."""

    def __init__(self, n_steps: int, seeds: Sequence[int] = SEEDS, width: int = WIDTH) -> None:
        self.n_steps, self.seeds = n_steps, tuple(seeds)
        sizes = (2 + 2 * len(WAVES), width, width, 2)
        self.networks = SideBySide(sizes, self.seeds, silu)

    def __call__(self, x: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
        """x (n_seeds, n, 2) at steps t (n_seeds, n) -> the noise in them (n_seeds, n, 2)."""
        turns = t[..., None] / self.n_steps * WAVES
        return self.networks(torch.cat([x, torch.sin(turns), torch.cos(turns)], dim=-1))

    def noise_in(self, x: np.ndarray, t: int, which: int = 0) -> np.ndarray:
        """What one of the networks sees in points (n, 2) at step t: (n, 2)."""
        n_seeds = len(self.seeds)
        points = torch.tensor(x, dtype=torch.float32).expand(n_seeds, -1, -1)
        with torch.no_grad():
            said = self(points, torch.full((n_seeds, len(x)), t))
        return said[which].double().numpy()


def train_denoisers(
    points: np.ndarray,
    alpha_bar: np.ndarray,
    add_noise: AddNoise,
    *,
    updates: int = 2500,
    seeds: Sequence[int] = SEEDS,
    live: Callable[[float], None] = lambda loss: None,
) -> Denoisers:
    """Train networks to say which noise was added.

    Args:
        points: clean ones (n, 2).
        alpha_bar: (n_steps,) what is left after each step.
        add_noise: adds noise, as the lesson's exercise does.
        updates: how many.
        seeds: one for each network.
        live: takes the mean loss of each update.
    """
    denoisers = Denoisers(len(alpha_bar), seeds)
    optimizer = torch.optim.Adam(denoisers.networks.parameters(), lr=RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=max(2, updates))
    chances = [np.random.default_rng(seed) for seed in seeds]
    for _ in range(updates):
        drawn = [_noisy(points, alpha_bar, add_noise, chance) for chance in chances]
        x, t, noise = (torch.from_numpy(np.stack(part)) for part in zip(*drawn, strict=True))
        losses = (denoisers(x.float(), t) - noise.float()).square().mean(dim=(1, 2))
        step_apart(optimizer, denoisers.networks, losses)
        schedule.step()
        live(losses.mean().item())
    return denoisers


def _noisy(points, alpha_bar, add_noise, chance) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A batch: noisy points, their steps, and the noise that is in them."""
    clean = points[chance.integers(0, len(points), BATCH)]
    t, noise = chance.integers(0, len(alpha_bar), BATCH), chance.normal(size=(BATCH, 2))
    return add_noise(clean, t, noise, alpha_bar), t, noise


def perfect_noise(points: np.ndarray, alpha_bar: np.ndarray) -> Callable:
    """What a network would say that fitted its training points perfectly.

    The best guess of the clean point is the mean of all training points, each weighted by how well
    it explains the noisy one; the weights are a softmax.
    """

    def noise_in(x: np.ndarray, t: int) -> np.ndarray:
        a = float(alpha_bar[t])
        far = ((x[:, None] - a**0.5 * points[None]) ** 2).sum(axis=-1)
        scores = -far / (2 * (1 - a))
        weights = np.exp(scores - scores.max(axis=1, keepdims=True))
        clean = weights @ points / weights.sum(axis=1, keepdims=True)
        return (x - a**0.5 * clean) / (1 - a) ** 0.5

    return noise_in


def nearest(some: np.ndarray, others: np.ndarray) -> np.ndarray:
    """The distance of each point (n, 2) to the nearest one of others (m, 2): (n,)."""
    far = ((some[:, None] - others[None]) ** 2).sum(axis=-1)
    return np.sqrt(far.min(axis=1))
