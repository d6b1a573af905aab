"""Drawings of networks: units and edges with their numbers, and a network that judges a class."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from utils.drawing.in_words import counted, fixed, listed
from utils.drawing.network import Marks, draw_network, weight_tables
from utils.drawing.picture import Picture
from utils.drawing.places import LABEL, label_places, rows_shown, unit_places
from utils.drawing.style import figure
from utils.shape_pictures import layer_shapes_picture, shapes_picture

__all__ = [
    "HAND_NETWORK_SLIDERS",
    "LABEL",
    "draw_network",
    "hand_network_picture",
    "label_places",
    "layer_picture",
    "layer_shapes_picture",
    "network_picture",
    "rows_shown",
    "shapes_picture",
    "student_picture",
    "unit_places",
]

MOST_WEIGHTS = 12  # that a text tells one by one
INPUTS, HIDDEN = ["study", "sleep"], ["prepared", "overtired", "rested"]

ONE_HOUR = ((0, 0), (1, 0), (0, 1))  # none, one of study, one of sleep

# Where lesson 03's explorer starts: the student of its worked example and the weights set by hand
HAND_NETWORK_SLIDERS = {
    "study": (0.0, 6.0, 0.5, 4.0),
    "sleep": (0.0, 10.0, 0.5, 6.0),
    "prepared": (-2.0, 2.0, 0.1, 1.4),
    "overtired": (-2.0, 2.0, 0.1, -0.5),
    "rested": (-2.0, 2.0, 0.1, 0.3),
    "bias": (-12.0, 3.0, 0.1, -2.3),
}


def network_picture(
    layer_sizes: Sequence[int], *, width: float = 8.4, title: str = "", **options: Any
) -> Picture:
    """A picture of one network, as high as it needs; the options are those of `draw_network`."""
    fig, ax = figure(width=width, height=4.0)
    draw_network(ax, layer_sizes, **options)
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    fig.set_size_inches(width, width * (high - low) / (right - left) + (0.6 if title else 0.2))
    ax.set_title(title, fontsize=11)
    return Picture(fig, " ".join([_ended(title), _network_told(layer_sizes, **options)]).strip())


def layer_picture(
    x: Sequence[float], z: Sequence[float], W: np.ndarray, b: Sequence[float]
) -> Picture:
    """Lesson 03's first layer for one student: the inputs, the three units and their numbers.

    Args:
        x: hours of study and of sleep.
        z: pre-activations of the three units.
        W: their weights (2, 3).
        b: their biases (3,).
    """
    return network_picture(
        [len(x), len(z)],
        values=[[f"{float(value):g}" for value in x], z],
        weights=[W],
        names=[INPUTS, HIDDEN],
        notes=[None, [f"bias {fixed(value)}" for value in b]],
        width=6.4,
    )


def student_picture(
    x: Sequence[float], z: Sequence[float], score: float, weights: Sequence, title: str = ""
) -> Picture:
    """Lesson 03's 2–3–1 network for one student, with every number on its place.

    Args:
        x: hours of study and of sleep.
        z: pre-activations of the three hidden units.
        score: what comes out; at least 0 is a PASS.
        weights: the two arrays (2, 3) and (3, 1).
        title: one line above all.
    """
    return network_picture(
        [2, 3, 1],
        values=[x, [max(0.0, float(value)) for value in z], [fixed(score, 2)]],
        weights=weights,
        names=[INPUTS, HIDDEN, [""]],
        notes=[None, [f"z = {fixed(value)}" for value in z], ["PASS" if score >= 0 else "FAIL"]],
        silent=[None, [value <= 0 for value in z], None],
        titles=["inputs", "hidden layer, ReLU", "output"],
        title=title,
    )


def hand_network_picture(
    forward: Callable,
    X: np.ndarray,
    hidden: tuple[np.ndarray, np.ndarray],
    *,
    study: float,
    sleep: float,
    prepared: float,
    overtired: float,
    rested: float,
    bias: float,
    more: Sequence[Sequence[float]] = ONE_HOUR,
) -> Picture:
    """One student in lesson 03's network, what one more hour would do, and how many would pass.

    Args:
        forward: sends a batch through the layers, as `mlp_forward` does.
        X: the class (n, 2).
        hidden: weights (2, 3) and biases (3,) of the hidden layer.
        study: hours of the one student.
        sleep: hours of the one student.
        prepared: the output's weight of the first hidden unit.
        overtired: of the second.
        rested: of the third.
        bias: of the output.
        more: hours added in each of three cases: none, one of study, one of sleep.
    """
    weights_out = np.array([[prepared], [overtired], [rested]])
    params = [hidden, (weights_out, np.array([bias]))]
    trio = np.array([study, sleep]) + np.array(more)
    scores, cache = forward(trio, params)
    score, more_study, more_sleep = scores[:, 0]
    passing = int(np.sum(forward(X, params)[0] >= 0))
    told = f"One more hour: study {more_study - score:+.2f}, sleep {more_sleep - score:+.2f}."
    told = f"Bias {bias:.1f}. {told} Of {len(X)} students, {passing} pass.".replace("-", "−")
    z = cache[0][1][0]
    if not np.isclose(score, np.maximum(z, 0.0) @ weights_out[:, 0] + bias):
        told += "\nYour network's output does not follow from these values."
    return student_picture(trio[0], z, score, [hidden[0], weights_out], told)


def _network_told(
    layer_sizes: Sequence[int],
    *,
    weights: Sequence[Any] | None = None,
    backward: bool = False,
    decimals: int = 1,
    most: int = 8,
    step: float = 0.0,
    titles: Sequence[str] | None = None,
    **marks: Any,
) -> str:
    """A network in words: its sizes, then what stands at its units and on its arrows."""
    told, kinds = Marks(**marks), _layer_names(len(layer_sizes))
    parts = [f"A network with {_sizes_told(layer_sizes)}."]
    for layer, size in enumerate(layer_sizes):
        if told.tells(layer):
            units = [k for k in rows_shown(size, most) if k is not None]
            row = ", ".join(_unit_told(*told.at(layer, k), decimals) for k in units)
            parts.append(f"{kinds[layer].capitalize()}: {row}.")
    tables = [t for t in weight_tables(weights, layer_sizes) if t is not None]
    if tables:
        parts.append(_weights_told(tables, told, decimals))
    return " ".join(parts + ["Its arrows point back, towards the inputs."] * backward)


def _layer_names(depth: int) -> list[str]:
    if depth == 2:
        return ["inputs", "units"]
    hidden = [f"hidden layer {k}" for k in range(1, depth - 1)] if depth > 3 else ["hidden layer"]
    return ["inputs", *hidden, "output"]


def _sizes_told(layer_sizes: Sequence[int]) -> str:
    first, *hidden, last = layer_sizes
    ends = counted(first, "input"), counted(last, "output" if hidden else "unit")
    if not hidden:
        return listed(ends)
    if len(set(hidden)) == 1:
        units, count = counted(hidden[0], "unit"), len(hidden)
        layers = "one hidden layer" if count == 1 else f"{count} hidden layers"
        return listed([ends[0], f"{layers} of {units}{' each' * (count > 1)}", ends[1]])
    return f"{ends[0]}, hidden layers of {listed(map(str, hidden))} units, and {ends[1]}"


def _unit_told(value: Any, name: str, note: str, silent: bool, decimals: int) -> str:
    """One unit in words: "overtired 0.0 (z = −0.2, silent)"."""
    aside = ", ".join(filter(None, [note, "silent, so dashed" if silent else ""]))
    return " ".join(filter(None, [name, fixed(value, decimals), aside and f"({aside})"]))


def _weights_told(tables: list[np.ndarray], told: Marks, decimals: int) -> str:
    """The weights on the arrows, unit after unit, where they are few enough to be told."""
    if sum(table.size for table in tables) > MOST_WEIGHTS:
        return "Each arrow carries its weight."
    rows = []
    for layer, table in enumerate(tables):
        for unit, row in enumerate(table):
            name = told.at(layer, unit)[1] or f"{'input' if layer == 0 else 'unit'} {unit + 1}"
            rows.append(f"{listed(fixed(weight, decimals) for weight in row)} from {name}")
    return (
        f"Weights on the arrows: {'; '.join(rows)}. An arrow is dashed where its weight is "
        "negative, dotted where it is 0."
    )


def _ended(sentence: str) -> str:
    """A title as a sentence: in one line, with a capital, and a full stop."""
    sentence = sentence.replace("\n", " ")
    return f"{sentence[0].upper()}{sentence[1:].rstrip('.')}." if sentence else ""
