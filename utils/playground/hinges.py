"""Lesson 05's playground: a small network trains on the plane, with each hidden unit's hinge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from utils.drawing.picture import Picture
from utils.drawing.plane import draw_points, draw_regions, half_plane
from utils.drawing.style import BLACK, GREEN, figure
from utils.playground.play import play, ready

BOX = (-2.0, 2.0, -2.0, 2.0)
WIDTH, SEED, RATE = 4, 1, "1"
WIDTHS, SEEDS = (1, 12), (0, 9)
RATES = ["0.01", "0.1", "0.3", "1", "3", "20"]
OWN, OWN_POINTS = "own points", [[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]
OWN_TARGETS = [0, 1, 1, 0]
LATER = 300  # epochs between the two networks of the picture

Params = list[tuple[np.ndarray, np.ndarray]]
Init = Callable[[list[int], np.random.Generator], Params]
Train = Callable[[np.ndarray, np.ndarray, Params, float, int], tuple[Params, list[float]]]
Backward = Callable[[np.ndarray, Params, list[tuple[np.ndarray, np.ndarray]]], Params]
Step = Callable[[Params, Params, float], Params]

# A network of 2, 1 and 1 units and one example, to ask whether functions are right
TRIED: Params = [
    (np.array([[1.0], [2.0]]), np.array([0.5])),
    (np.array([[2.0]]), np.array([-7.0])),
]
TRIED_X, TRIED_CACHE = (
    np.array([[1.0, 1.0]]),
    [
        (np.array([[1.0, 1.0]]), np.array([[3.5]])),
        (np.array([[3.5]]), np.array([[0.0]])),
    ],
)


def train_on_the_plane(
    train: Train, mlp_backward: Backward, sgd_step: Step, init_params: Init
) -> None:
    """Let the learner's own training run, pause and step on shapes and on own points.

    Args:
        train: the learner's (X, y, params, learning_rate, n_epochs) -> params, losses. It calls
            the two that follow, which are asked first: a mistake in them is theirs.
        mlp_backward: the learner's (dZ_last, params, cache) -> grads.
        sgd_step: the learner's (params, grads, learning_rate) -> params.
        init_params: (layer_sizes, rng) -> params.
    """
    grads = [(np.array([[1.0], [1.0]]), np.array([1.0])), (np.array([[1.75]]), np.array([0.5]))]
    y = np.array([0])  # with z = 0 the probability is 0.5, and so is the slope
    asked = (
        (mlp_backward, np.array([[0.5]]), TRIED, TRIED_CACHE, _gives(grads)),
        (sgd_step, TRIED, grads, 1.0, _gives([(0.0, -0.5), (0.25, -7.5)], first=True)),
        (train, TRIED_X, y, TRIED, 1.0, 1, lambda found: _trained(*found)),
    )
    if not ready(*asked):
        return
    shapes = made_shapes()

    def answer(question: dict[str, Any]) -> dict[str, Any]:
        return went_on(train, init_params, shapes, **question)

    begun = {"shape": next(iter(shapes)), "width": WIDTH, "seed": SEED}
    start = begun | {
        "shapes": {name: {"points": X, "targets": y} for name, (X, y) in shapes.items()},
        "own": {"points": OWN_POINTS, "targets": OWN_TARGETS},
        "rates": RATES,
        "rate": RATE,
        "limits": {"width": WIDTHS, "seed": SEEDS},
        "first": answer(begun | {"rate": float(RATE)}),
    }
    X, y = shapes[begun["shape"]]
    before = init_params([2, WIDTH, 1], np.random.default_rng(SEED))
    nets = [before, train(X, y, before, float(RATE), LATER)[0]]
    play("hinges", start, hinges_picture(X, y, nets), answer)


def _gives(expected: Sequence[Any], *, first: bool = False) -> Callable[[Any], bool]:
    """A test: whether parameters are the expected ones, or their first numbers are."""

    def fits(found: Any) -> bool:
        pairs = [[np.asarray(each, float) for each in pair] for pair in found]
        if first:
            pairs = [[each.ravel()[0] for each in pair] for pair in pairs]
        return len(pairs) == len(expected) and all(
            np.allclose(a, b)
            for got, wanted in zip(pairs, expected, strict=True)
            for a, b in zip(got, wanted, strict=True)
        )

    return fits


def _trained(params: Params, losses: list[float]) -> bool:
    """Whether one epoch of `train` gave what it must: the loss of p = 0.5, and a step."""
    right = _gives([(0.0, -0.5), (0.25, -7.5)], first=True)(params)
    return right and np.allclose(losses, [np.log(2)])


def made_shapes() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Shapes by name, each with 100 points (100, 2) round (0, 0) and their classes (100,)."""
    rng, y = np.random.default_rng(0), np.arange(100) % 2
    angle = rng.uniform(0, np.pi, 100)
    moons = np.column_stack([np.cos(angle) - 0.5, np.sin(angle) - 0.25])
    moons = np.where(y[:, None] == 1, -moons, moons)
    turn = rng.uniform(0, 2 * np.pi, 100)
    circles = _at(np.where(y == 1, 0.6, 1.5), turn)
    along = rng.uniform(0.15, 1, 100)
    spirals = _at(1.8 * along, 2.5 * np.pi * along + np.pi * y)
    spreads = {"two moons": (moons, 0.15), "circles": (circles, 0.12), "spirals": (spirals, 0.04)}
    return {
        name: (np.round(X + rng.normal(0, spread, X.shape), 3), y)
        for name, (X, spread) in spreads.items()
    }


def _at(radius: np.ndarray, turn: np.ndarray) -> np.ndarray:
    """Places by their distance from (0, 0) and their angle."""
    return np.column_stack([radius * np.cos(turn), radius * np.sin(turn)])


def went_on(
    train: Train,
    init_params: Init,
    shapes: dict[str, tuple[np.ndarray, np.ndarray]],
    *,
    shape: str,
    width: int,
    seed: int,
    rate: float,
    params: list[list[Any]] | None = None,
    epochs: int = 0,
    epoch: int = 0,
    points: list[list[float]] | None = None,
    targets: list[int] | None = None,
) -> dict[str, Any]:
    """What the learner's `train` makes of a network in some epochs; a new one without params.

    Args:
        train: the learner's.
        init_params: makes a new network.
        shapes: points and classes by name.
        shape: which of them, or "own points".
        width: hidden units.
        seed: of a new network.
        rate: the learning rate.
        params: the network as it is.
        epochs: how many to train it.
        epoch: how many it has been trained so far.
        points: own points.
        targets: their classes.

    Returns:
        params, whether the network is a new one, the epoch that it was at (`since`) and is at,
        the loss of each epoch before its step, and the loss now: None without points.
    """
    if shape == OWN:
        X, y = np.array(points, float).reshape(-1, 2), np.array(targets, int)
    else:
        X, y = shapes[shape]
    if params is None:
        net = init_params([2, width, 1], np.random.default_rng(seed))
    else:
        net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    losses, loss = [], None
    if len(X):
        with np.errstate(all="ignore"):  # a rate that is too large is part of the game
            if epochs:
                net, losses = train(X, y, net, rate, epochs)
            loss = train(X, y, net, rate, 1)[1][0]
    counted = {"since": epoch, "epoch": epoch + epochs, "losses": losses, "loss": loss}
    return {"params": net, "new": params is None} | counted


def logits_of(net: Params, X: np.ndarray) -> np.ndarray:
    """What a network with a hidden layer of ReLUs says of points (n, 2): (n,)."""
    (W, b), (V, c) = net
    return (np.maximum(X @ W + b, 0) @ V + c)[:, 0]


def hinges_picture(X: np.ndarray, y: np.ndarray, nets: Sequence[Params]) -> Picture:
    """A network at first and after training: its boundary, and each hidden unit's hinge."""
    fig, axes = figure(1, 2, width=8, height=4.2)
    told = []
    for ax, net, when in zip(axes, nets, ("at first", f"after {LATER} epochs"), strict=True):
        draw_regions(ax, lambda points, net=net: logits_of(net, points), BOX)
        draw_points(ax, X, y, size=30)
        for k, (w, b) in enumerate(zip(net[0][0].T, net[0][1], strict=True)):
            _draw_hinge(ax, w, b, k)
        right = int(((logits_of(net, X) >= 0) == y).sum())
        ax.set(title=f"{when}: {right} of {len(X)} right", aspect="equal")
        told.append(f"{when} {right} of {len(X)} points are right")
    return Picture(
        fig,
        f"Two moons and a network with {len(nets[0][0][1])} hidden units, whose hinges are thin "
        f"lines with numbers: {', '.join(told)}. "
        "At first all hinges go through (0, 0); then they have moved apart.",
    )


def _draw_hinge(ax: Axes, w: np.ndarray, b: float, k: int) -> None:
    """The line where a hidden unit's pre-activation is 0, with its number near an end."""
    _, ends = half_plane(w, b, BOX)
    if len(ends) < 2:
        return
    ax.plot(*ends.T, color=GREEN, linestyle=":", lw=1.8, zorder=3)
    place = ends[0] + (0.08 + 0.05 * (k % 3)) * (ends[1] - ends[0])
    round_box = {"boxstyle": "circle", "facecolor": "white", "edgecolor": GREEN, "pad": 0.2}
    ax.text(*place, str(k + 1), color=BLACK, ha="center", va="center", bbox=round_box, zorder=5)
