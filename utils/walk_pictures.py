"""Drawings of slopes that flow back: along a chain, through a small network, layer by layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from utils.drawing.boxes import BACK, canvas, draw_arrow, draw_box, plain, signed
from utils.drawing.in_words import amount, listed
from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, GREY

# Where the 2-2-1 network's nodes stand, and the point on each edge that carries its number
NODES = {
    "x1": (0, 2.4),
    "x2": (0, 0),
    "a1": (4, 2.4),
    "a2": (4, 0),
    "y": (8, 1.2),
    "L": (10.6, 1.2),
}
EDGES = [("x1", "a1"), ("x1", "a2"), ("x2", "a1"), ("x2", "a2"), ("a1", "y"), ("a2", "y")]
SHARES = [0.5, 0.25, 0.25, 0.5, 0.5, 0.5]
RADIUS = 0.42


def chain_picture(
    names: Sequence[str], values: Sequence[float], slopes: Sequence[float]
) -> Picture:
    """A chain of quantities: values flow right, the last one's slopes flow back to the left.

    Args:
        names: of the quantities, first to last.
        values: of the quantities.
        slopes: of each quantity with respect to the one before; one fewer than names.
    """
    fig, ax = canvas(8.0, 2.5, (-0.8, 3.0 * len(slopes) + 0.8, -1.25, 1.0))
    back = np.cumprod([1.0, *slopes[::-1]])[::-1]
    boxes = [f"{name} = {value:g}" for name, value in zip(names, values, strict=True)]
    told = [f"d{names[-1]}/d{name} = {slope:g}" for name, slope in zip(names, back, strict=True)]
    for k, box in enumerate(boxes):
        draw_box(ax, (3 * k, 0.35), box, width=1.4)
        ax.text(3 * k, -0.75, told[k], ha="center", va="center", color=BACK)
    for k, slope in enumerate(slopes):
        draw_arrow(ax, (3 * k + 0.75, 0.35), (3 * k + 2.25, 0.35))
        ax.text(3 * k + 1.5, 0.6, f"slope {slope:g}", ha="center", va="center")
        draw_arrow(ax, (3 * k + 2.05, -0.75), (3 * k + 0.95, -0.75), back=True)
        ax.text(3 * k + 1.5, -1.05, f"× {slope:g}", ha="center", va="center", color=BACK)
    joined = listed(f"{slope:g}" for slope in slopes)
    steps = [f", times {slope:g} gives {told[k]}" for k, slope in enumerate(slopes)][::-1]
    alt = f"{len(boxes)} boxes, {listed(boxes)}, joined by arrows with slopes {joined}. "
    return Picture(fig, f"{alt}Dashed arrows lead back below them: {told[-1]}{''.join(steps)}.")


def walk_picture(
    nodes: Mapping[str, str],
    edges: Sequence[float],
    below: Mapping[str, str],
    *,
    back: bool = False,
) -> Picture:
    """The 2-2-1 network with a number on each edge.

    Args:
        nodes: what stands inside x1, x2, a1, a2, y and L (the loss).
        edges: six numbers, in the order of `EDGES`: the weights, or the loss's slope in each.
        below: texts under (over, in the upper row) the nodes named.
        back: dashed arrows from right to left, for gradients.
    """
    fig, ax = canvas(8.8, 3.7, (-0.8, 11.4, -1.15, 3.55))
    colour = BACK if back else BLACK
    labels = [signed(number, 3 if back else 1) for number in edges]
    for (first, second), label, share in zip(EDGES, labels, SHARES, strict=True):
        start, end = np.array(NODES[first], float), np.array(NODES[second], float)
        _draw_edge(ax, start, end, back=back)
        patch = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
        at = start + share * (end - start)
        ax.text(*at, label, ha="center", va="center", color=colour, bbox=patch, zorder=4)
    _draw_edge(ax, np.array(NODES["y"], float), np.array(NODES["L"], float), back=back)
    for name, at in NODES.items():
        if name == "L":
            draw_box(ax, at, nodes[name], width=0.84)
        else:
            ax.add_patch(Circle(at, RADIUS, facecolor="#eef4f9", edgecolor=BLACK, lw=1.5, zorder=3))
            ax.text(*at, nodes[name], ha="center", va="center", zorder=5)
        high = at[1] > 2
        place = {"ha": "center", "va": "bottom" if high else "top", "color": colour}
        ax.text(at[0], at[1] + (0.5 if high else -0.5), below.get(name, ""), **place)
    return Picture(fig, _told_walk(nodes, labels, below, back=back))


def _draw_edge(ax: Axes, start: np.ndarray, end: np.ndarray, *, back: bool) -> None:
    """An arrow between two nodes, from rim to rim."""
    along = (end - start) / np.linalg.norm(end - start)
    near, far = start + RADIUS * along, end - (RADIUS + 0.03) * along
    draw_arrow(ax, *((far, near) if back else (near, far)), back=back)


def _told_walk(nodes: Mapping, labels: Sequence[str], below: Mapping, *, back: bool) -> str:
    """The network in words: its nodes, what stands on its arrows, and beside its nodes."""
    alt = (
        f"A network: inputs {nodes['x1']} and {nodes['x2']} lead to hidden units {nodes['a1']} and "
        f"{nodes['a2']}, these to the prediction {nodes['y']}, and that to the loss {nodes['L']}. "
    )
    alt += "Dashed arrows from right to left carry the loss's slope" if back else "Arrows carry the"
    alt += " in each weight: " if back else " weights: "
    for start in ("x1", "x2", "a1", "a2"):
        leaving = [label for edge, label in zip(EDGES, labels, strict=True) if edge[0] == start]
        alt += f"{listed(leaving)} from {start}{'.' if start == 'a2' else ', '}"
    beside = "; ".join(plain(below[name]) for name in NODES if name in below)
    return f"{alt} Beside the nodes: {beside}." if beside else alt


def _inside(x: Sequence[float], a: Sequence[float], loss: float) -> dict[str, str]:
    numbers = [f"{number:g}" for number in x] + [amount(number) for number in (*a, loss)]
    return dict(zip(NODES, numbers, strict=True))


def forward_picture(
    x: np.ndarray,
    W1: np.ndarray,
    W2: np.ndarray,
    z: Sequence[float],
    a: Sequence[float],
    loss: float,
) -> Picture:
    """A walk forward through the 2-2-1 network, with its weights on the arrows.

    Args:
        x: two inputs.
        W1: weights (2, 2) of the hidden layer, a column for each unit.
        W2: two weights of the output.
        z: the pre-activations of both hidden units and of the output.
        a: their activations; the last one is the prediction.
        loss: of the prediction.
    """
    names = {"x1": "$x_1$", "x2": "$x_2$"}
    for node, name, total, k in (("a1", "a", z[0], 1), ("a2", "a", z[1], 2)):
        names[node] = f"${name}_{k}$, from $z_{k}$ = {amount(total)}"
    names |= {"y": rf"$\hat{{y}}$, from $z$ = {amount(z[2])}", "L": "loss"}
    return walk_picture(_inside(x, a, loss), [*np.ravel(W1), *np.ravel(W2)], names)


def flow_picture() -> Picture:
    """What flows forward through a network of two layers, what flows back, and what stays."""
    fig, ax = canvas(9.0, 3.1, (-1.3, 11.5, -1.55, 2.3))
    boxes = ["layer 1\n$W_1, b_1$", "ReLU", "layer 2\n$W_2, b_2$", "loss"]
    ahead, behind = ["X", "$Z_1$", "$A_1$", "$Z_2$"], ["", "$dZ_1$", "$dA_1$", "$dZ_2$"]
    grads = {0: "$dW_1, db_1$", 2: "$dW_2, db_2$"}
    for k, text in enumerate(boxes):
        draw_box(ax, (3 * k + 1.5, 0.4), text, width=1.6, height=1.5)
        draw_arrow(ax, (3 * k - 0.6, 0.8), (3 * k + 0.65, 0.8))
        ax.text(3 * k, 1.05, ahead[k], ha="center", va="bottom")
        if behind[k]:
            draw_arrow(ax, (3 * k + 0.65, 0.0), (3 * k - 0.6, 0.0), back=True)
            ax.text(3 * k, -0.2, behind[k], ha="center", va="top", color=BACK)
            ax.text(
                3 * k - 1.5, 1.35, f"keeps {ahead[k - 1]}", ha="center", va="bottom", color=GREY
            )
    for k, text in grads.items():
        draw_arrow(ax, (3 * k + 1.5, -0.4), (3 * k + 1.5, -0.95), back=True)
        ax.text(3 * k + 1.5, -1.05, text, ha="center", va="top", color=BACK)
    names = [text.split("\n")[0] for text in boxes]
    kept = [f"{name} keeps {text}" for name, text in zip(names, ahead[:-1], strict=False)]
    alt = (
        f"{len(boxes)} boxes in a row: {', '.join(names)}. Forward arrows carry {listed(ahead)}. "
        f"Dashed arrows carry {listed(behind[:0:-1])} back. On the way, {', '.join(kept)}. "
        f"Out of the layers come {listed(grads.values())}."
    )
    return Picture(fig, plain(alt))
