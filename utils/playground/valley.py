"""Lesson 09: plain descent, momentum and Adam race down a valley that the learner bends."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from utils.drawing.picture import Picture
from utils.drawing.style import BLUE, DASHES, GREEN, MARKERS, RED, figure
from utils.playground.play import play, ready

KINDS = ["plain", "momentum", "Adam"]
START, BEND, STEPS = [-4.0, 2.0], 10, 30
RATES = {"rate": 0.06, "momentum": 0.6, "Adam's rate": 0.4}
SLIDERS = {"rate": (0.01, 0.25, 0.01), "momentum": (0, 0.95, 0.05), "Adam's rate": (0.05, 1, 0.05)}

Momentum = Callable[..., tuple[np.ndarray, np.ndarray]]
Adam = Callable[..., tuple[np.ndarray, np.ndarray, np.ndarray]]


def race_down_a_valley(momentum_step: Momentum, adam_step: Adam) -> None:
    """Let the learner drag the start, bend the valley, and watch their own steps race.

    Args:
        momentum_step: the learner's (w, g, velocity, learning_rate, momentum) -> w, velocity.
        adam_step: the learner's (w, g, m, v, t, learning_rate) -> w, m, v.
    """
    w, zeros = np.array(START), np.zeros(2)
    asked = (
        (momentum_step, w, w, zeros, 0.1, 0.9, lambda result: len(result) == 2),
        (adam_step, w, w, zeros, zeros, 1, 0.1, lambda result: len(result) == 3),
    )
    if not ready(*asked):
        return

    def answer(question: dict[str, Any]) -> dict[str, Any]:
        at, bend, rates = question["start"], question["bend"], question["rates"]
        return {"paths": three_paths(momentum_step, adam_step, at, bend, rates)}

    begun = {"start": START, "bend": BEND, "rates": RATES}
    paths = answer(begun)["paths"]
    start = begun | {"steps": STEPS, "sliders": SLIDERS, "paths": paths}
    play("valley", start, valley_picture(paths), answer)


def three_paths(
    momentum_step: Momentum,
    adam_step: Adam,
    start: Sequence[float],
    bend: float,
    rates: Mapping[str, float],
) -> np.ndarray:
    """Where the three walks are after each step, (3, STEPS + 1, 2).

    The valley is (w1² + bend w2²) / 2, so its gradient is (w1, bend w2).
    """
    steepness, found = np.array([1.0, float(bend)]), []
    for momentum in (0.0, rates["momentum"]):
        w, velocity = np.array(start, float), np.zeros(2)
        places = [w]
        for _ in range(STEPS):
            w, velocity = momentum_step(w, steepness * w, velocity, rates["rate"], momentum)
            places.append(w)
        found.append(places)
    w, m, v = np.array(start, float), np.zeros(2), np.zeros(2)
    places = [w]
    for t in range(1, STEPS + 1):
        w, m, v = adam_step(w, steepness * w, m, v, t, rates["Adam's rate"])
        places.append(w)
    return np.round(np.array([*found, places], float), 5)


def valley_picture(paths: np.ndarray) -> Picture:
    """How the playground begins: the three walks down the valley."""
    fig, ax = figure(width=6.5, height=4)
    a, b = np.meshgrid(np.linspace(-5, 5, 101), np.linspace(-3, 3, 61))
    ax.contour(a, b, (a**2 + BEND * b**2) / 2, colors="#cccccc", levels=[0.2, 1, 3, 7, 13, 21, 32])
    colours = (BLUE, RED, GREEN)
    for name, path, colour, dash, mark in zip(KINDS, paths, colours, DASHES, MARKERS, strict=False):
        ax.plot(*path.T, color=colour, linestyle=dash, marker=mark, ms=4, lw=1.5, label=name)
    ax.set(xlim=(-5, 5), ylim=(-3, 3), xlabel="first weight", ylabel="second weight")
    ax.legend()
    losses = (paths[:, -1] ** 2 @ np.array([1.0, BEND])) / 2
    told = ", ".join(f"{name} {loss:.3f}" for name, loss in zip(KINDS, losses, strict=True))
    return Picture(
        fig,
        f"Three walks of {STEPS} steps down a valley from the same start. "
        f"The loss at their ends: {told}.",
    )
