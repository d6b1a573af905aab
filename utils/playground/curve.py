"""Lesson 02's playground: three neurons beside each other, added up, bend a curve."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from utils.drawing.picture import Picture
from utils.drawing.style import BLUE, RED, figure
from utils.playground.play import play, ready

REACH, STEP = 20.0, 0.05  # of the tables over z; 0, where ReLU has its kink, is an entry
ENTRIES = np.arange(-round(REACH / STEP), round(REACH / STEP) + 1) * STEP
X = np.linspace(-3.0, 3.0, 241)  # the inputs that are drawn
TARGETS = {
    "a tent": np.interp(X, [-1.0, 0.0, 1.0], [0.0, 1.0, 0.0]),
    "a soft step": 2 / (1 + np.exp(-2 * X)),
    "a wave": np.sin(2 * X),
}
START = [
    {"w": 1.0, "b": 2.0, "v": 1.0},
    {"w": 1.0, "b": 0.0, "v": -1.0},
    {"w": 1.0, "b": -2.0, "v": 0.5},
]
TRIED = np.array([-3.0, -0.5, 0.0, 2.0])


def bend_a_curve(*activations: Callable[[np.ndarray], np.ndarray]) -> None:
    """Let the learner bend three neurons, with their own activations, to a target.

    Args:
        *activations: functions of arrays, the first chosen at first; "none", which bends nothing,
            is added.
    """
    if not ready(*((each, TRIED, _one_each) for each in activations)):
        return
    tables = {each.__name__: table_of(each) for each in (*activations, _none)}
    tables["none"] = tables.pop("_none")
    start = {"x": X, "neurons": START, "targets": TARGETS, "tables": tables, "names": [*tables]}
    play("curve", start, curve_picture(activations[0]))


def curve_picture(activation: Callable[[np.ndarray], np.ndarray]) -> Picture:
    """How the playground begins: three neurons, what they give together, and the target."""
    given = [np.asarray(activation(each["w"] * X + each["b"]), float) for each in START]
    parts = [each["v"] * a for each, a in zip(START, given, strict=True)]
    together, target = np.sum(parts, axis=0), TARGETS["a tent"]
    fig, ax = figure(width=6, height=4)
    for k, part in enumerate(parts):
        ax.plot(X, part, color=BLUE, lw=1.2, label="each alone" if k == 0 else None)
    ax.plot(X, together, color="black", lw=2.5, label="together")
    ax.plot(X, target, color=RED, linestyle="--", label="the target")
    ax.set(xlabel="x, the input", ylim=(-2, 3))
    ax.legend()
    off = np.abs(together - target).mean()
    return Picture(
        fig,
        f"Three neurons with {activation.__name__}, each a thin line, and a thick line, their sum. "
        f"It is {off:.3f} away from a dashed target, a tent, on average.",
    )


def _none(z: np.ndarray) -> np.ndarray:
    return z


def _one_each(a: np.ndarray) -> bool:
    return np.shape(a) == TRIED.shape and bool(np.isfinite(a).all())


def table_of(activation: Callable[[np.ndarray], np.ndarray], z: np.ndarray = ENTRIES) -> dict:
    """A function of the learner's as the page looks it up, over equal steps of z."""
    return {"low": z[0], "step": STEP, "values": np.round(np.asarray(activation(z), float), 6)}
