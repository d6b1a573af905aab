"""Lesson 05's playground: the walk through the 2-2-1 network, arrow by arrow, forth and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from utils.drawing.picture import Picture
from utils.playground.play import play, ready
from utils.way_back_pictures import backward_picture

# The network of the walk
X, Y = [0.5, 0.8], 1.0
NET = {"W1": [[0.1, 0.3], [0.2, 0.4]], "b1": [0.01, 0.02], "W2": [0.5, 0.6], "b2": 0.03}

Bend = Callable[[Any], Any]
Slopes = Callable[[Callable, np.ndarray], np.ndarray]


def step_through(numerical_gradient: Slopes, sigmoid: Bend) -> None:
    """Let the learner go through the network arrow by arrow; their own nudging is the witness.

    Args:
        numerical_gradient: the learner's (f, w) -> the slope of f in each entry of w.
        sigmoid: bends pre-activations.
    """
    tried = np.array([1.0, -2.0])

    def squares(w: np.ndarray) -> float:
        return float(np.sum(np.asarray(w) ** 2))

    asked = (
        (sigmoid, tried, lambda a: np.shape(a) == (2,)),
        (numerical_gradient, squares, tried, lambda s: np.allclose(s, 2 * tried, atol=1e-3)),
    )
    if not ready(*asked):
        return

    def answer(question: dict[str, Any]) -> dict[str, Any]:
        return {"nudged": nudged(numerical_gradient, sigmoid, **question)}

    begun = {"x": X, "y": Y, **NET}
    play("walk", begun | answer(begun), picture_of(sigmoid), answer)


def nudged(
    numerical_gradient: Slopes,
    sigmoid: Bend,
    x: list[float],
    y: float,
    W1: list[list[float]],
    b1: list[float],
    W2: list[float],
    b2: float,
) -> list[float]:
    """The loss's slopes in the order of the walk back, each by nudging that quantity.

    Args:
        numerical_gradient: the learner's.
        sigmoid: bends pre-activations.
        x: two inputs.
        y: the target.
        W1: weights (2, 2) of the hidden layer, a column for each unit.
        b1: its biases.
        W2: two weights of the output unit.
        b2: its bias.

    Returns:
        Slopes in the prediction, the output's pre-activation, its two weights, both hidden
        activations, both hidden pre-activations, and the hidden weights, unit by unit.
    """
    inputs, first, second = np.array(x, float), np.array(W1, float), np.array(W2, float)

    def loss(y_hat: Any) -> float:
        return float(np.sum(0.5 * (np.asarray(y_hat) - y) ** 2))

    def from_hidden(a: np.ndarray, weights: np.ndarray = second) -> float:
        return loss(sigmoid(a @ weights + b2))

    z = inputs @ first + np.array(b1, float)
    a = sigmoid(z)
    z_out = np.array([a @ second + b2])
    witnesses = [
        (loss, sigmoid(z_out)),
        (lambda z: loss(sigmoid(z)), z_out),
        (lambda weights: from_hidden(a, weights), second),
        (from_hidden, a),
        (lambda z: from_hidden(sigmoid(z)), z),
        (lambda W: from_hidden(sigmoid(inputs @ W.T + b1)), first.T),
    ]
    found = [np.ravel(numerical_gradient(f, np.array(at, float))) for f, at in witnesses]
    return [float(each) for each in np.concatenate(found)]


def picture_of(sigmoid: Bend) -> Picture:
    """The walk's end: all slopes on their arrows."""
    x, W1, W2 = np.array(X), np.array(NET["W1"]), np.array(NET["W2"])
    a = sigmoid(x @ W1 + np.array(NET["b1"]))
    y_hat = float(sigmoid(a @ W2 + NET["b2"]))
    d_y_hat = y_hat - Y
    dz_out = d_y_hat * y_hat * (1 - y_hat)
    da = dz_out * W2
    dz = da * a * (1 - a)
    loss = 0.5 * d_y_hat**2
    slopes = [*dz, dz_out], [*da, d_y_hat]
    return backward_picture(x, np.outer(x, dz), dz_out * a, *slopes, [*a, y_hat], loss, W2)
