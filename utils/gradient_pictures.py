"""Drawings of slopes: secants, walks downhill, chains of slopes, gradients that flow back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from utils.drawing.style import BLACK, BLUE, DASHES, GREEN, GREY, MARKERS, ORANGE, RED, figure

Point = tuple[float, float]
BACK = "#B34700"  # a red-brown that stays legible on white; backward arrows are dashed as well


def signed(value: float, digits: int = 3) -> str:
    """A number for a label, with a true minus sign.

    >>> signed(-0.07509)
    '−0.075'
    """
    return f"{value + 0.0:.{digits}f}".replace("-", "−")


def secants_picture(f: Callable, w: float, steps: Sequence[float], slope: float) -> Figure:
    """The curve of `f`, secants from `w` to `w + h` for each h of `steps`, and the tangent."""
    fig, ax = figure(width=7.0, height=4.2)
    line = np.linspace(w - 4.5, w + max(steps) + 0.2, 200)
    ax.plot(line, f(line), color=GREY, linewidth=3.5, alpha=0.6)
    ends = np.array([w - 1.6, w + max(steps) + 0.3])
    slopes = [(f(w + h) - f(w)) / h for h in steps]
    names = [f"h = {h:g}: slope {s:g}" for h, s in zip(steps, slopes, strict=True)]
    looks = zip([*slopes, slope], [*names, f"tangent: slope {slope:g}"], strict=True)
    for k, (s, name) in enumerate(looks):
        colour = [ORANGE, BLUE, BLACK][k % 3]
        ax.plot(ends, f(w) + s * (ends - w), color=colour, linestyle=DASHES[::-1][k + 3])
        ax.text(ends[1] + 0.1, f(w) + s * (ends[1] - w), name, color=BLACK, va="center")
    for k, h in enumerate(steps):
        ax.plot(w + h, f(w + h), MARKERS[k + 1], color=BLACK, markersize=8, zorder=4)
    ax.plot(w, f(w), "o", color=BLACK, markersize=10, zorder=4)
    ax.set(xlabel="w", ylabel="f(w)", xlim=(line[0], ends[1] + 2.6), ylim=(-4, f(line[-1]) + 3))
    return fig


def draw_walk(ax: Axes, f: Callable, history: Sequence[float], box: Sequence[float]) -> None:
    """The curve of `f` in a box (w from, w to, f from, f to), and a walk along it."""
    line = np.linspace(box[0], box[1], 300)
    walk = np.asarray(history, dtype=float)
    ax.plot(line, f(line), color=GREY, linewidth=3.5, alpha=0.5)
    ax.plot(walk, f(walk), "o--", color=BLUE, linewidth=1.4, markersize=6)
    ax.plot(walk[0], f(walk[0]), "s", color=ORANGE, mec=BLACK, markersize=10, zorder=4)
    if box[0] <= walk[-1] <= box[1] and f(walk[-1]) <= box[3]:
        ax.plot(walk[-1], f(walk[-1]), "D", color=GREEN, mec=BLACK, markersize=9, zorder=5)
    ax.set(xlim=box[:2], ylim=box[2:], xlabel="w")


def descent_pictures(
    f: Callable, walks: Mapping[str, Sequence[float]], box: Sequence[float]
) -> Figure:
    """One panel for each named walk: a square at its start, a diamond where it ends."""
    fig, axes = figure(1, len(walks), width=2.2 * len(walks), height=3.0, sharey=True)
    for ax, (name, history) in zip(np.ravel(axes), walks.items(), strict=True):
        draw_walk(ax, f, history, box)
        ax.set_title(name, fontsize=11)
    np.ravel(axes)[0].set_ylabel("f(w)")
    return fig


def descent_explorer(
    f: Callable, history: Sequence[float], box: Sequence[float], title: str
) -> Figure:
    """A walk on the curve of `f` on the left, and `f` after each step on the right."""
    fig, (left, right) = figure(1, 2, width=7.8, height=3.4)
    draw_walk(left, f, history, box)
    left.set(ylabel="f(w)", title=title)
    values = f(np.asarray(history, dtype=float))
    right.semilogy(range(len(values)), values, "o--", color=BLUE, linewidth=1.4, markersize=5)
    right.axhline(1, color=GREY, linestyle=":")
    right.set(xlabel="step", title="f(w) after each step", ylim=(0.8, max(30, values.max() * 2)))
    return fig


def _box(ax: Axes, at: Point, text: str, width: float = 1.1, height: float = 0.62) -> None:
    corner = (at[0] - width / 2, at[1] - height / 2)
    style = "round,pad=0.02,rounding_size=0.1"
    ax.add_patch(
        FancyBboxPatch(corner, width, height, boxstyle=style, fc="#eef4f9", ec=BLACK, lw=1.3)
    )
    ax.text(*at, text, ha="center", va="center")


def _arrow(ax: Axes, start: Point, end: Point, *, back: bool = False) -> None:
    look = {"color": BACK, "linestyle": (0, (4, 2))} if back else {"color": BLACK}
    style = "-|>,head_length=6,head_width=3"
    ax.add_patch(
        FancyArrowPatch(start, end, arrowstyle=style, shrinkA=0, shrinkB=0, lw=1.5, **look)
    )


def _canvas(width: float, height: float, limits: Sequence[float]) -> tuple[Figure, Axes]:
    fig, ax = figure(width=width, height=height)
    ax.set(xlim=limits[:2], ylim=limits[2:], aspect="equal")
    ax.axis("off")
    return fig, ax


def chain_picture(names: Sequence[str], values: Sequence[float], slopes: Sequence[float]) -> Figure:
    """A chain of quantities: values flow right, the last one's slopes flow back to the left.

    Args:
        names: of the quantities, first to last.
        values: of the quantities.
        slopes: of each quantity with respect to the one before; one fewer than names.
    """
    fig, ax = _canvas(8.0, 2.5, (-0.8, 3.0 * len(slopes) + 0.8, -1.25, 1.0))
    back = np.cumprod([1.0, *slopes[::-1]])[::-1]
    last = names[-1]
    for k, (name, value) in enumerate(zip(names, values, strict=True)):
        _box(ax, (3 * k, 0.35), f"{name} = {value:g}", width=1.4)
        told = f"d{last}/d{name} = {back[k]:g}" if k < len(slopes) else f"d{last}/d{last} = 1"
        ax.text(3 * k, -0.75, told, ha="center", va="center", color=BACK)
    for k, slope in enumerate(slopes):
        _arrow(ax, (3 * k + 0.75, 0.35), (3 * k + 2.25, 0.35))
        ax.text(3 * k + 1.5, 0.6, f"slope {slope:g}", ha="center", va="center")
        _arrow(ax, (3 * k + 2.05, -0.75), (3 * k + 0.95, -0.75), back=True)
        ax.text(3 * k + 1.5, -1.05, f"× {slope:g}", ha="center", va="center", color=BACK)
    return fig


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


def walk_picture(
    nodes: Mapping[str, str],
    edges: Sequence[float],
    below: Mapping[str, str],
    *,
    back: bool = False,
) -> Figure:
    """The 2-2-1 network with a number on each edge.

    Args:
        nodes: what stands inside x1, x2, a1, a2, y and L (the loss).
        edges: six numbers, in the order of `EDGES`: the weights, or the loss's slope in each.
        below: texts under (over, in the upper row) the nodes named.
        back: dashed arrows from right to left, for gradients.
    """
    fig, ax = _canvas(8.8, 3.7, (-0.8, 11.4, -1.15, 3.55))
    colour = BACK if back else BLACK
    pairs = [*zip(EDGES, edges, SHARES, strict=True), (("y", "L"), None, 0.5)]
    for (first, second), number, share in pairs:
        start, end = np.array(NODES[first], float), np.array(NODES[second], float)
        along = (end - start) / np.linalg.norm(end - start)
        near, far = start + RADIUS * along, end - (RADIUS + 0.03) * along
        _arrow(ax, *((far, near) if back else (near, far)), back=back)
        if number is not None:
            at = start + share * (end - start)
            patch = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
            text = signed(number, 3 if back else 1)
            ax.text(*at, text, ha="center", va="center", color=colour, bbox=patch, zorder=4)
    for name, at in NODES.items():
        if name == "L":
            _box(ax, at, nodes[name], width=0.84)
        else:
            ax.add_patch(Circle(at, RADIUS, facecolor="#eef4f9", edgecolor=BLACK, lw=1.5, zorder=3))
            ax.text(*at, nodes[name], ha="center", va="center", zorder=5)
        high = at[1] > 2
        place = {"ha": "center", "va": "bottom" if high else "top", "color": colour}
        ax.text(at[0], at[1] + (0.5 if high else -0.5), below.get(name, ""), **place)
    return fig


def flow_picture() -> Figure:
    """What flows forward through a network of two layers, what flows back, and what stays."""
    fig, ax = _canvas(9.0, 3.1, (-1.3, 11.5, -1.55, 2.3))
    boxes = ["layer 1\n$W_1, b_1$", "ReLU", "layer 2\n$W_2, b_2$", "loss"]
    ahead, behind = ["X", "$Z_1$", "$A_1$", "$Z_2$"], ["", "$dZ_1$", "$dA_1$", "$dZ_2$"]
    for k, text in enumerate(boxes):
        _box(ax, (3 * k + 1.5, 0.4), text, width=1.6, height=1.5)
        _arrow(ax, (3 * k - 0.6, 0.8), (3 * k + 0.65, 0.8))
        ax.text(3 * k, 1.05, ahead[k], ha="center", va="bottom")
        if behind[k]:
            _arrow(ax, (3 * k + 0.65, 0.0), (3 * k - 0.6, 0.0), back=True)
            ax.text(3 * k, -0.2, behind[k], ha="center", va="top", color=BACK)
    for k, text in ((0, "$dW_1, db_1$"), (2, "$dW_2, db_2$")):
        _arrow(ax, (3 * k + 1.5, -0.4), (3 * k + 1.5, -0.95), back=True)
        ax.text(3 * k + 1.5, -1.05, text, ha="center", va="top", color=BACK)
    for k, text in ((0, "keeps X"), (1, "keeps $Z_1$"), (2, "keeps $A_1$")):
        ax.text(3 * k + 1.5, 1.35, text, ha="center", va="bottom", color=GREY)
    return fig


def errors_by_step(steps: np.ndarray, errors: Mapping[str, np.ndarray]) -> Figure:
    """The relative error of a numerical gradient for each h, a line for each precision."""
    fig, ax = figure(width=7.0, height=3.8)
    for k, (name, error) in enumerate(errors.items()):
        colour = [BLUE, RED][k % 2]
        ax.loglog(steps, error, color=colour, linestyle=DASHES[k], marker=MARKERS[k], label=name)
    ax.invert_xaxis()
    ax.set(xlabel="h, from large to small", ylabel="relative error")
    ax.legend(loc="lower right")
    return fig
