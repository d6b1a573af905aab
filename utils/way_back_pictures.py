"""A drawing of the way back through the 2-2-1 network, with the factor of every step.

It stands on the nodes of `utils.walk_pictures`; lessons find it in `utils.gradient_pictures`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from utils.drawing.boxes import BACK, canvas, draw_arrow, draw_box, signed
from utils.drawing.in_words import amount
from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, GREY
from utils.walk_pictures import EDGES, NODES, RADIUS, SHARES

CAPTION = "In a box: the slope in a weight, its input times the slope dz in the unit it leads to"


def backward_picture(
    x: np.ndarray,
    dW1: np.ndarray,
    dW2: np.ndarray,
    dz: Sequence[float],
    da: Sequence[float],
    a: Sequence[float],
    loss: float,
    W2: Sequence[float] | None = None,
) -> Picture:
    """The way back through the 2-2-1 network: what flows, its factors, and slopes in the weights.

    Slopes flow back along dashed arrows as far as the hidden units. In boxes on the edges stand
    the slopes in the weights, where the way ends.

    Args:
        x: two inputs.
        dW1: slopes (2, 2) in the hidden layer's weights.
        dW2: slopes in the output's two weights.
        dz: slopes in the pre-activations of both hidden units and of the output.
        da: slopes in their activations.
        a: the activations, of sigmoids; the last one is the prediction.
        loss: of the prediction.
        W2: the output's two weights, factors on the way to the hidden units; without them the
            arrows carry none.
    """
    fig, ax = canvas(8.8, 4.4, (-0.8, 11.4, -2.1, 4.0))
    factors = [a_k * (1 - a_k) for a_k in a]
    _draw_edges(ax, [*np.ravel(dW1), *np.ravel(dW2)], W2)
    _draw_nodes(ax, [*(f"{v:g}" for v in x), *map(amount, [*a, loss])])
    units = zip(("a1", "a2", "y"), ("a_1", "a_2", r"\hat{y}"), ("z_1", "z_2", "z"), strict=True)
    for k, (node, activation, total) in enumerate(units):
        steps = [f"$d{activation}$ = {amount(da[k])}", f"× {amount(factors[k])}"]
        steps.append(f"$d{total}$ = {amount(dz[k])}")
        at, high = NODES[node], NODES[node][1] > 2
        place = {"ha": "center", "va": "bottom" if high else "top", "color": BACK}
        ax.text(at[0], at[1] + (0.5 if high else -0.5), "\n".join(steps), **place)
    ax.text(5.3, -1.9, CAPTION, ha="center", va="center", fontsize=10, color=BLACK)
    return Picture(fig, _told(x, dW1, dW2, dz, da, a, factors, loss, W2))


def _draw_edges(ax: Axes, slopes: Sequence[float], W2: Sequence[float] | None) -> None:
    """Edges without arrows from the inputs, dashed arrows behind the hidden units, boxes on all."""
    labels = map(signed, slopes)
    for (first, second), label, share in zip(EDGES, labels, SHARES, strict=True):
        start, end = np.array(NODES[first], float), np.array(NODES[second], float)
        along = (end - start) / np.linalg.norm(end - start)
        near, far = start + RADIUS * along, end - RADIUS * along
        if second == "y":
            draw_arrow(ax, far, near + 0.03 * along, back=True)
            share = 0.33
        else:
            ax.plot(*zip(near, far, strict=True), color=GREY, linewidth=1.2, zorder=1)
        box = {"facecolor": "white", "edgecolor": BLACK, "pad": 2.5, "linewidth": 0.9}
        at = start + share * (end - start)
        ax.text(*at, label, ha="center", va="center", color=BLACK, bbox=box, zorder=4)
        if second == "y" and W2 is not None:
            factor = f"× {float(np.ravel(W2)[int(first == 'a2')]):g}".replace("-", "−")
            at = start + 0.7 * (end - start)
            white = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
            ax.text(*at, factor, ha="center", va="center", color=BACK, bbox=white, zorder=4)
    y, end = np.array(NODES["y"], float), np.array(NODES["L"], float)
    draw_arrow(ax, (end[0] - 0.45, end[1]), (y[0] + RADIUS + 0.03, y[1]), back=True)


def _draw_nodes(ax: Axes, inside: Sequence[str]) -> None:
    for (name, at), text in zip(NODES.items(), inside, strict=True):
        if name == "L":
            draw_box(ax, at, text, width=0.84)
        else:
            ax.add_patch(Circle(at, RADIUS, facecolor="#eef4f9", edgecolor=BLACK, lw=1.5, zorder=3))
            ax.text(*at, text, ha="center", va="center", zorder=5)


def _told(
    x: Sequence[float],
    dW1: np.ndarray,
    dW2: np.ndarray,
    dz: Sequence[float],
    da: Sequence[float],
    a: Sequence[float],
    factors: Sequence[float],
    loss: float,
    W2: Sequence[float] | None,
) -> str:
    """The way back in words, step by step, every number of the drawing once."""

    def unit(k: int, name: str, activation: str, total: str) -> str:
        came = f"{activation} = {amount(da[k])}, times {amount(factors[k])} gives {total} = "
        return f"at the {name} {amount(a[k])} arrives {came}{amount(dz[k])}"

    output = unit(2, "prediction", "dy hat", "dz")
    alt = f"The way back from the loss {amount(loss)}: {output}. "
    for k, name in enumerate(("upper", "lower")):
        by = "" if W2 is None else f", times {float(np.ravel(W2)[k]):g}".replace("-", "−")
        hidden = unit(k, f"{name} hidden unit", f"da{k + 1}", f"dz{k + 1}")
        alt += f"Along a dashed arrow{by}: {hidden}; its weights have the slopes "
        alt += f"{signed(np.ravel(dW1)[k])} and {signed(np.ravel(dW1)[2 + k])}. "
    second = f"{signed(np.ravel(dW2)[0])} and {signed(np.ravel(dW2)[1])}"
    ends = f"Nothing flows to the inputs {x[0]:g} and {x[1]:g}."
    return f"{alt}The output's weights have {second}. {ends}"
