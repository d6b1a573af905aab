"""Two quick trainings for lesson 02, on the learner's own activations.

How a network learns is lesson 05's matter; here its results are looked at: which of two deep
networks comes near a curve, and which ReLU units come back after they have fallen silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

Layers = list[tuple[np.ndarray, np.ndarray]]
Bend = tuple[Callable, Callable]  # an activation and its slope


@dataclass(frozen=True)
class Runner:
    """What became of one network in a race.

    Attributes:
        output: what it gives at the places (m,), after its last step.
        losses: its mean squared distance from the curve, before each step.
        first_step: the typical change of a weight in the first step, layer by layer.
    """

    output: np.ndarray
    losses: list[float]
    first_step: list[float]


@dataclass(frozen=True)
class Race:
    """Networks that learned the same curve, from the same weights.

    Attributes:
        places: (m,), in rising order.
        curve: (m,), what they should give there.
        runners: name to what became of that network.
    """

    places: np.ndarray
    curve: np.ndarray
    runners: dict[str, Runner]


def race(
    entrants: Mapping[str, Bend],
    n_hidden: int = 6,
    rate: float = 0.1,
    n_steps: int = 600,
    width: int = 16,
) -> Race:
    """Let networks of one shape learn a wave, each with an activation of its own.

    Args:
        entrants: name to an activation and its slope.
        n_hidden: hidden layers of each network.
        rate: the size of the learning steps.
        n_steps: learning steps, each on all examples.
        width: units of each hidden layer.
    """
    places = np.linspace(-1.0, 1.0, 100)
    curve = np.sin(4 * places)
    start = _draw([1, *[width] * n_hidden, 1], np.random.default_rng(0))
    runners = {}
    for name, bend in entrants.items():
        steps = _steps(bend, places[:, None], curve[:, None], start, rate)
        losses, first_step = [], []
        with np.errstate(all="ignore"):  # steps too large end in infinity, which the picture says
            for _ in range(n_steps + 1):
                output, _, changes = next(steps)
                losses.append(float(np.mean((output[:, 0] - curve) ** 2)))
                first_step = first_step or [float(np.sqrt(np.mean(dW**2))) for dW, _ in changes]
        runners[name] = Runner(output[:, 0], losses, first_step)
    return Race(places, curve, runners)


def fallen_silent(
    f: Callable, slope: Callable, n_steps: int = 300, width: int = 100, rate: float = 0.05
) -> list[tuple[int, int]]:
    """How many units of each hidden layer fell silent in training, and how many of them came back.

    A network of three hidden layers learns from 200 examples of 10 inputs, in large steps. A unit
    is silent where its pre-activation is at most 0 for every example.
    """
    rng = np.random.default_rng(0)
    X = rng.normal(size=(200, 10))
    y = np.sin(X[:, :1]) + X[:, 1:2]
    fell, back = np.zeros((2, 3, width), dtype=bool)
    steps = _steps((f, slope), X, y, _draw([10, *[width] * 3, 1], rng), rate)
    with np.errstate(all="ignore"):
        for _ in range(n_steps):
            _, pre_activations, _ = next(steps)
            silent = np.array([np.all(Z <= 0, axis=0) for Z in pre_activations[:-1]])
            back |= fell & ~silent
            fell |= silent
    return [(int(one.sum()), int(two.sum())) for one, two in zip(fell, back, strict=True)]


def _draw(sizes: Sequence[int], rng: np.random.Generator) -> Layers:
    """Starting weights of spread √(2 / inputs), and biases of 0."""
    weights = [rng.normal(0, np.sqrt(2 / a), (a, b)) for a, b in pairwise(sizes)]
    return [(W, np.zeros(W.shape[1])) for W in weights]


def _steps(
    bend: Bend, X: np.ndarray, y: np.ndarray, layers: Layers, rate: float
) -> Iterator[tuple[np.ndarray, list[np.ndarray], Layers]]:
    """Learn without an end: each layer's part in the loss, from the last to the first.

    Yields:
        The output before each step, all layers' pre-activations, and the step's changes.
    """
    f, slope = (_floats(g) for g in bend)
    while True:
        inputs, outputs = [X], []
        for W, b in layers:
            outputs.append(inputs[-1] @ W + b)
            inputs.append(f(outputs[-1]))
        blame, changes = 2 * (outputs[-1] - y) / len(X), []
        for k in reversed(range(len(layers))):
            changes.insert(0, (-rate * inputs[k].T @ blame, -rate * blame.sum(axis=0)))
            if k:
                blame = blame @ layers[k][0].T * slope(outputs[k - 1])
        yield outputs[-1], outputs, changes
        moved = zip(layers, changes, strict=True)
        layers = [(W + dW, b + db) for (W, b), (dW, db) in moved]


def _floats(f: Callable) -> Callable:
    """The same function, with an array of floats for whatever it returns."""
    return lambda z: np.asarray(f(z), dtype=float)
