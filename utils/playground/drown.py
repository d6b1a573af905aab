"""Lesson 13: add noise to two moons, step by step, and watch the points come back."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from utils.diffusion_pictures import REACH
from utils.drawing.in_words import counted
from utils.drawing.picture import Picture
from utils.drawing.style import BLUE, GREY, ORANGE, figure
from utils.lesson import once_written
from utils.playground.play import play, ready

MOVED = 60  # points; more would hide one another
SEED = 13
PICTURED = 20  # steps of noise in the picture, at most: some points still come home
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
        taken = min(PICTURED, steps)
        play("drown", start, drown_picture(paths(taken), points), answer)


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


def drown_picture(path: np.ndarray, points: np.ndarray) -> Picture:
    """Points of two moons without noise, with it, and walked back from there.

    Args:
        path: (taken + 1, m, 2), as `Walk.back` gives it, of the first m points.
        points: (n, 2), of the two moons in turn.
    """
    taken = len(path) - 1
    fig, axes = figure(1, 3, width=9.4, height=3.5)
    titles = "no noise", f"{taken} steps of noise", "walked back"
    clean = points[: len(path[0])]
    for ax, title, cloud in zip(axes, titles, (clean, path[0], path[-1]), strict=True):
        ax.plot(*points.T, "o", color=GREY, markersize=2, alpha=0.4)
        ax.plot(*cloud[::2].T, "o", color=BLUE, markersize=4.5)
        ax.plot(*cloud[1::2].T, "x", color=ORANGE, markersize=5)
        ax.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), aspect="equal", title=title)
        ax.set(xticks=[-2, 0, 2], yticks=[-2, 0, 2])
    home = at_home(path[-1], points) / len(clean)
    many = "two thirds or more" if home >= 2 / 3 else "fewer than two thirds"
    return Picture(
        fig,
        f"{counted(len(clean), 'point')} of two half-moons, discs and crosses: without noise, "
        f"after {taken} steps of noise, and walked back from there. In the end {many} of them "
        "lie nearest to points of their own moon.",
    )
