"""Lesson 03's playground: the plane on its way through layers, for XOR and for folds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from utils.drawing.picture import Picture
from utils.drawing.plane import draw_points
from utils.drawing.style import BLUE, GREEN, figure
from utils.playground.play import play, ready

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
TARGETS = np.array([0, 1, 1, 0])
LINES, PLACES = 9, 17  # of the grid each way, and of a line; folds lie on places
XOR_STAGES, XOR_BOX = ["inputs", "X W + b", "ReLU"], (-0.5, 1.5)

Layer = tuple[np.ndarray, np.ndarray]
Dense = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]
Bend = Callable[[np.ndarray], np.ndarray]
Path = Callable[[np.ndarray], list[np.ndarray]]  # X (n, 2) -> (n, 2) after each stage


def morph_the_plane(
    dense_forward: Dense, relu: Bend, xor_params: Callable[[], list[Layer]]
) -> None:
    """Let the learner send a plane and own points through layers, forth and back.

    Args:
        dense_forward: the learner's (X, W, b) -> Z.
        relu: bends Z.
        xor_params: the learner's network for XOR; shown where its hidden layer has two units.
    """
    asked = (
        (relu, CORNERS, lambda A: np.shape(A) == (4, 2)),
        (dense_forward, CORNERS, np.ones((2, 3)), np.zeros(3), lambda Z: np.shape(Z) == (4, 3)),
        (xor_params, lambda params: len(params) > 1),
    )
    if not ready(*asked):
        return
    networks, paths = {}, {}
    for name, stages, path, line, box in _networks(dense_forward, relu, xor_params()):
        networks[name] = {"stages": stages, "line": line, "lines": grid_lines(path, box)}
        paths[name] = path

    def answer(question: dict[str, Any]) -> dict[str, Any]:
        points = np.array(question["points"], float).reshape(-1, 2)
        return {"paths": np.stack(paths[question["network"]](points), axis=1)}

    start = {"networks": networks, "corners": CORNERS, "targets": TARGETS}
    first = next(iter(paths))
    play("morph", start, morph_picture(first, networks[first]["lines"], paths[first]), answer)


def _networks(dense_forward: Dense, relu: Bend, params: list[Layer]) -> Iterator[tuple]:
    """Of each network: its name, its stages' names, its path, the output's border, and a box."""
    (W, b), (W_out, b_out), *deeper = params
    if np.shape(W) == (2, 2) and not deeper:
        line = _border(np.asarray(W_out, float)[:, 0], float(np.ravel(b_out)[0]) - 0.5)
        yield (
            "XOR, your weights",
            XOR_STAGES,
            one_layer(dense_forward, relu, W, b),
            line,
            (-0.5, 1.5),
        )
    apart = np.array([[1.0, -1.0], [-1.0, 1.0]])
    line = _border(np.ones(2), -0.5)
    path = one_layer(dense_forward, relu, apart, np.zeros(2))
    yield "XOR, another way", XOR_STAGES, path, line, XOR_BOX
    folds = [(0, 0.5), (1, 0.5), (0, 0.25)]
    for count, times in enumerate(("once", "twice", "three times"), start=1):
        stages = ["inputs", *(f"fold {k + 1}" for k in range(count))]
        yield (
            f"fold {times}",
            stages,
            folds_of(dense_forward, relu, folds[:count]),
            None,
            (0.0, 1.0),
        )


def one_layer(dense_forward: Dense, relu: Bend, W: np.ndarray, b: np.ndarray) -> Path:
    """The path through one hidden layer of two units."""

    def path(X: np.ndarray) -> list[np.ndarray]:
        Z = np.asarray(dense_forward(X, np.asarray(W, float), np.asarray(b, float)), float)
        return [X, Z, np.asarray(relu(Z), float)]

    return path


def folds_of(dense_forward: Dense, relu: Bend, folds: list[tuple[int, float]]) -> Path:
    """The path through folds of one coordinate each: dense, ReLU with four units, dense."""

    def path(X: np.ndarray) -> list[np.ndarray]:
        found = [X]
        for axis, at in folds:
            W, b = np.zeros((2, 4)), np.zeros(4)
            W[axis, :2], W[1 - axis, 2:] = (1, -1), (1, -1)
            b[:2] = -at, at
            back = np.zeros((4, 2))
            # Both sides of the fold point the same way; the other number is put together again
            back[:2, axis], back[2:, 1 - axis] = (1, 1), (1, -1)
            A = np.asarray(relu(np.asarray(dense_forward(found[-1], W, b), float)), float)
            found.append(np.asarray(dense_forward(A, back, np.zeros(2)), float))
        return found

    return path


def _border(w: np.ndarray, b: float) -> np.ndarray | None:
    """Two places far out on the line w a + b = 0; None where there is no line."""
    size = float(w @ w)
    if size == 0:
        return None
    along = np.array([-w[1], w[0]]) / np.sqrt(size)
    return -b * w / size + np.outer([-9, 9], along)


def grid_lines(path: Path, box: tuple[float, float]) -> list[dict[str, Any]]:
    """The lines of a grid in the plane of inputs, and where each goes: (stages, places, 2)."""
    at, along = np.linspace(*box, LINES), np.linspace(*box, PLACES)
    found = []
    for first in (True, False):
        for fixed in at:
            pair = (np.full(PLACES, fixed), along)
            X = np.column_stack(pair if first else pair[::-1])
            found.append({"first": first, "paths": np.round(np.stack(path(X)), 4)})
    return found


def morph_picture(name: str, lines: list[dict[str, Any]], path: Path) -> Picture:
    """The plane before its way through a network, and after."""
    before, *_, after = path(CORNERS)
    fig, axes = figure(1, 2, width=7, height=3.6)
    for ax, stage, points in zip(axes, (0, -1), (before, after), strict=True):
        for line in lines:
            style = (BLUE, "-") if line["first"] else (GREEN, ":")
            ax.plot(*line["paths"][stage].T, color=style[0], linestyle=style[1], lw=1)
        draw_points(ax, points, TARGETS)
        ax.set(aspect="equal", title=("inputs", "after ReLU")[stage])
        ax.grid(False)
    places = ", ".join(f"({a:.1f}, {b:.1f})".replace("-", "−") for a, b in after)
    return Picture(
        fig,
        f"A grid of inputs with XOR's four corners, and where a hidden layer puts it ({name}): "
        f"the corners (0, 0), (0, 1), (1, 0), (1, 1) go to {places}.",
    )
