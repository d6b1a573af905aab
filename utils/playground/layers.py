"""Lesson 02's race: signal and gradient of a sigmoid and of a ReLU network, layer by layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from utils.drawing.in_words import size
from utils.drawing.picture import Picture
from utils.drawing.style import COLOURS, DASHES, MARKERS, figure
from utils.playground.curve import table_of
from utils.playground.play import play, ready

LAYERS, WIDTH, EXAMPLES = 10, 20, 16
SCALE, SCALES = 1.4, (0.2, 3.0, 0.02)
TRIED = np.array([-3.0, -0.5, 0.5, 2.0])

Bend = Callable[[np.ndarray], np.ndarray]


def race_through_layers(
    sigmoid: Bend, sigmoid_derivative: Bend, relu: Bend, relu_derivative: Bend
) -> None:
    """Let the learner scale the weights of two deep networks, and see what is left in each layer.

    Args:
        sigmoid: the learner's.
        sigmoid_derivative: its slope, likewise a function of z.
        relu: the learner's.
        relu_derivative: its slope.
    """
    functions = (sigmoid, sigmoid_derivative, relu, relu_derivative)
    if not ready(*((each, TRIED, _one_each) for each in functions)):
        return
    bends = {"sigmoid": (sigmoid, sigmoid_derivative), "ReLU": (relu, relu_derivative)}
    weights, inputs, end = network()
    start = {
        "weights": weights,
        "inputs": inputs,
        "end": end,
        "tables": {name: [table_of(each) for each in pair] for name, pair in bends.items()},
        "scale": SCALE,
        "scales": SCALES,
    }
    play("layers", start, layers_picture(bends))


def network() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weights (layers, width, width), inputs (examples, width), and a direction at the end.

    The direction is one of length 1 for each example, (examples, width).
    """
    rng = np.random.default_rng(13)
    weights = rng.normal(size=(LAYERS, WIDTH, WIDTH)) / np.sqrt(WIDTH)
    inputs, end = rng.normal(size=(2, EXAMPLES, WIDTH))
    end = end / np.sqrt(np.sum(end**2, axis=1, keepdims=True))
    return np.round(weights, 3), np.round(inputs, 3), np.round(end, 4)


def sizes_by_layer(f: Bend, slope: Bend, scale: float) -> tuple[np.ndarray, np.ndarray]:
    """Signal and gradient at the inputs and after each layer, two arrays (layers + 1,).

    The signal is how far the examples lie apart: the spread of a unit's outputs over the examples.
    The gradient is the length of the end's slope in the outputs of that layer.
    """
    weights, A, G = network()
    signal, slopes = [_spread(A)], []
    for W in scale * weights:
        Z = A @ W
        A = np.asarray(f(Z), float)
        signal.append(_spread(A))
        slopes.append(np.asarray(slope(Z), float))
    gradient = [_length(G)]
    for W, dA in zip(scale * weights[::-1], slopes[::-1], strict=True):
        G = (G * dA) @ W.T
        gradient.append(_length(G))
    return np.array(signal), np.array(gradient[::-1])


def layers_picture(bends: dict[str, Sequence[Bend]]) -> Picture:
    """How the playground begins: signal and gradient of each network, in powers of ten."""
    fig, axes = figure(1, 2, width=8, height=3.6)
    found = {name: sizes_by_layer(*pair, SCALE) for name, pair in bends.items()}
    for ax, k, title in zip(axes, (0, 1), ("the signal", "the gradient"), strict=True):
        for j, (name, both) in enumerate(found.items()):
            style = {"color": COLOURS[j], "linestyle": DASHES[j], "marker": MARKERS[j]}
            ax.plot(range(LAYERS + 1), both[k], **style, label=name)
        ax.set(title=title, xlabel="layer, 0 is the inputs", yscale="log")
    axes[0].legend()
    told = "; ".join(
        f"{name}: signal after layer {LAYERS} {size(signal[-1])}, gradient at the inputs "
        f"{size(gradient[0])}"
        for name, (signal, gradient) in found.items()
    )
    return Picture(fig, f"Two networks of {LAYERS} layers, weights scaled by {SCALE}. {told}.")


def _spread(A: np.ndarray) -> float:
    return float(np.sqrt(np.mean(np.var(A, axis=0))))


def _length(G: np.ndarray) -> float:
    return float(np.sqrt(np.mean(np.sum(G**2, axis=1))))


def _one_each(a: np.ndarray) -> bool:
    return np.shape(a) == TRIED.shape and bool(np.isfinite(a).all())
