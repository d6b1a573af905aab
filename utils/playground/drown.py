"""Lesson 13: add noise to two moons, step by step, and watch the points come back."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from utils.diffusion_pictures import way_back_picture
from utils.lesson import once_written
from utils.playground.play import play, ready

MOVED = 60  # points; more would hide one another
SEED = 13
OWN = (-1.0, -1.5)  # where the learner's own point stands first

Function = Callable[..., np.ndarray]


def drown_and_walk_back(
    denoisers: Any, add_noise: Function, predict_x0: Function, points: np.ndarray, alpha_bar: Any
) -> None:
    """Let the learner add so many steps of noise to points, and take them away again.

    Args:
        denoisers: the lesson's networks; the first of them says the noise.
        add_noise: the learner's (x0, t, noise, alpha_bar) -> x_t.
        predict_x0: the learner's (x_t, t, noise, alpha_bar) -> x0.
        points: (n, 2), of the two moons in turn.
        alpha_bar: (T,), what is left after each step.
    """
    tried = np.ones((3, 2)), 0, np.zeros((3, 2)), np.array([0.64])
    asked = [
        (function, *tried, lambda found, wanted=wanted: np.allclose(found, wanted))
        for function, wanted in ((add_noise, np.full((3, 2), 0.8)), (predict_x0, [[1.25] * 2] * 3))
    ]
    if not ready(*asked):
        return
    with once_written("add_noise"):
        walk = Walk(denoisers.noise_in, add_noise, predict_x0, np.asarray(alpha_bar, float))
        moved = points[:MOVED]
        noise = np.random.default_rng(SEED).normal(size=moved.shape)
        steps = len(alpha_bar)
        clouds = [moved, *(add_noise(moved, t, noise, alpha_bar) for t in range(steps))]
        paths = cache(lambda taken: walk.back(clouds[taken], taken))

        def answer(question: dict[str, Any]) -> dict[str, Any]:
            taken = int(question["steps"])
            if "own" in question:
                own = np.array(question["own"], float).reshape(1, 2)
                return {"own": np.round(walk.back(own, taken)[:, 0], 3)}
            path = paths(taken)
            return {"path": np.round(path, 3), "home": at_home(path[-1], points)}

        start = {
            "points": np.round(points, 3),
            "clouds": np.round(clouds, 3),
            "steps": steps,
            "factors": np.round([1.0, *np.sqrt(alpha_bar)], 3),
            "place": OWN,
            **answer({"steps": steps}),
            **answer({"steps": steps, "own": OWN}),
        }
        play("drown", start, way_back_picture(paths(steps), steps, points), answer)


class Walk:
    """The way back from noise, by the learner's two functions, as the lesson's `walk_back`."""

    def __init__(
        self, noise_in: Function, add_noise: Function, predict_x0: Function, alpha_bar: np.ndarray
    ) -> None:
        self.noise_in, self.alpha_bar = noise_in, alpha_bar
        self.add_noise, self.predict_x0 = add_noise, predict_x0

    def back(self, x: np.ndarray, taken: int) -> np.ndarray:
        """Where points x (n, 2) with so many steps of noise come to: (taken + 1, n, 2)."""
        path = [x]
        for t in range(taken - 1, -1, -1):
            noise = self.noise_in(x, t)
            x0 = self.predict_x0(x, t, noise, self.alpha_bar)
            x = self.add_noise(x0, t - 1, noise, self.alpha_bar) if t > 0 else x0
            path.append(x)
        return np.array(path)


def at_home(ends: np.ndarray, points: np.ndarray) -> int:
    """How many ends (m, 2), of points of the two moons in turn, lie nearest to their own moon."""
    far = ((ends[:, None] - points[None]) ** 2).sum(axis=-1)
    return int((far.argmin(axis=1) % 2 == np.arange(len(ends)) % 2).sum())
