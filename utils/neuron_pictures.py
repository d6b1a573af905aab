"""Two drawings of lesson 01: a biological beside an artificial neuron, and a timeline."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Ellipse, FancyBboxPatch

from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, figure

EVENTS = [
    (1943, "1943", "McCulloch, Pitts", "neuron of logic"),
    (1958, "1958", "Rosenblatt", "perceptron learns"),
    (1969, "1969", "Minsky, Papert", "what it cannot do"),
    (1986, "1986", "Rumelhart et al.", "backpropagation"),
    (1998, "1998", "LeCun et al.", "LeNet reads digits"),
    (2012, "2012", "Krizhevsky et al.", "AlexNet sees"),
    (2014, "2014", "Goodfellow; Bahdanau", "GANs; attention"),
    (2017, "2017", "Vaswani et al.", "transformers"),
    (2020, "2020s", "Brown et al.", "large models"),
]
# The parts by number: the word beside each disc, and what it looks like
BIOLOGICAL = [
    ("dendrite", "a branch that ends in a fork"),
    ("synapse", "where another cell's ending meets a tip"),
    ("soma", "a round body"),
    ("threshold", "a bar where the axon begins"),
    ("axon", "a long fibre"),
]
ARTIFICIAL = [
    ("input", "x1 or x2 in a circle"),
    ("weight", "w1 or w2 on an arrow"),
    ("sum, bias", "a circle with Σ + b, which gives z"),
    ("activation", "a box with a step"),
    ("output", "y-hat"),
]


def neuron_pair() -> Picture:
    """A biological neuron beside an artificial one; equal numbers mark parts that correspond."""
    fig, (left, right) = figure(1, 2, width=9.6, height=4.1)
    for ax, title in ((left, "A biological neuron"), (right, "An artificial neuron")):
        ax.set(xlim=(0, 10), ylim=(0, 7.9), aspect="equal", title=title)
        ax.axis("off")
    _biological(left)
    _artificial(right)
    told = [
        ", ".join(f"{n} {word} ({look})" for n, (word, look) in enumerate(parts, 1))
        for parts in (BIOLOGICAL, ARTIFICIAL)
    ]
    same = f"Two drawings side by side with the same {len(BIOLOGICAL)} numbered parts"
    return Picture(fig, f"{same}. Left, a nerve cell: {told[0]}. Right, a neuron: {told[1]}.")


def _number(ax: Axes, n: int, x: float, y: float, parts: list, side: str = "right") -> None:
    """A numbered disc with the part's name beside it, or below it."""
    word = parts[n - 1][0]
    ax.add_patch(Circle((x, y), 0.36, facecolor=BLACK, zorder=6))
    ax.text(x, y - 0.03, str(n), color="white", ha="center", va="center", zorder=7, fontsize=10)
    if side == "right":
        ax.text(x + 0.5, y - 0.03, word, va="center", fontsize=10.5)
    else:
        ax.text(x, y - 0.5, word, ha="center", va="top", fontsize=10.5)


def _curve(ax: Axes, points: list[tuple[float, float]], colour: str, width: float) -> None:
    """A smooth line through three points (a quadratic Bézier curve bent towards the middle)."""
    t = np.linspace(0, 1, 30)[:, None]
    a, b, c = np.array(points, dtype=float)
    path = (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t**2 * c
    ax.plot(*path.T, color=colour, linewidth=width, solid_capstyle="round", zorder=2)


def _biological(ax: Axes) -> None:
    soma = (4.4, 4.0)
    for y, bend in ((6.5, 5.6), (4.1, 4.0), (1.7, 2.6)):
        # One dendrite with its fork, and the ending of another cell's axon before each tip
        _curve(ax, [(1.5, y), (2.8, bend), soma], BLUE, 3.2)
        for dy in (0.45, -0.45):
            _curve(ax, [(0.95, y + dy), (1.3, y + dy / 2), (1.5, y)], BLUE, 2.2)
            ax.plot([0.05, 0.5], [y + dy * 1.25, y + dy * 1.1], color=ORANGE, linewidth=2.2)
            ax.add_patch(Circle((0.6, y + dy * 1.1), 0.17, facecolor=ORANGE, zorder=4))
    ax.add_patch(Ellipse(soma, 2.1, 1.9, facecolor="#dbe9f4", edgecolor=BLUE, lw=2, zorder=3))
    ax.add_patch(Circle(soma, 0.36, facecolor="white", edgecolor=BLUE, lw=1.5, zorder=4))
    _curve(ax, [(5.4, 4.0), (6.9, 4.3), (8.5, 4.0)], BLUE, 4)
    for dy in (1.1, 0.0, -1.1):
        _curve(ax, [(8.5, 4.0), (8.9, 4.0), (9.5, 4.0 + dy)], BLUE, 2.2)
        ax.add_patch(Circle((9.6, 4.0 + dy), 0.17, facecolor=BLUE, zorder=4))
    ax.plot([5.55, 5.55], [3.4, 4.65], color=PURPLE, linewidth=3, zorder=5)
    _number(ax, 1, 2.6, 6.9, BIOLOGICAL)
    _number(ax, 2, 0.75, 0.55, BIOLOGICAL)
    _number(ax, 3, 4.0, 2.45, BIOLOGICAL, "below")
    _number(ax, 4, 5.7, 5.3, BIOLOGICAL)
    _number(ax, 5, 7.4, 3.35, BIOLOGICAL, "below")


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], colour: str) -> None:
    ax.annotate(
        "",
        end,
        start,
        arrowprops={"arrowstyle": "-|>", "color": colour, "lw": 2, "shrinkA": 0, "shrinkB": 0},
    )


def _artificial(ax: Axes) -> None:
    total = (4.9, 4.0)
    for y, x_name, w_name in ((6.2, "$x_1$", "$w_1$"), (1.8, "$x_2$", "$w_2$")):
        ax.add_patch(Circle((0.9, y), 0.62, facecolor="white", edgecolor=BLUE, lw=2))
        ax.text(0.9, y, x_name, ha="center", va="center", fontsize=14)
        toward = np.array(total) - (0.9, y)
        unit = toward / np.hypot(*toward)
        _arrow(ax, tuple((0.9, y) + 0.64 * unit), tuple(np.array(total) - 0.95 * unit), ORANGE)
        middle = np.array((0.9, y)) + 0.47 * toward
        box = {"facecolor": "white", "edgecolor": ORANGE, "boxstyle": "round,pad=0.2"}
        ax.text(*middle, w_name, ha="center", va="center", fontsize=13, bbox=box)
    ax.add_patch(Circle(total, 0.95, facecolor="#dbe9f4", edgecolor=BLUE, lw=2))
    ax.text(*total, r"$\Sigma + b$", ha="center", va="center", fontsize=14)
    _arrow(ax, (5.85, 4.0), (6.45, 4.0), BLACK)
    ax.text(6.12, 4.2, "$z$", ha="center", va="bottom", fontsize=13)
    ax.add_patch(
        FancyBboxPatch(
            (6.5, 3.3),
            1.4,
            1.4,
            boxstyle="round,pad=0.05",
            facecolor="white",
            edgecolor=PURPLE,
            lw=2,
        )
    )
    ax.plot([6.7, 7.2, 7.2, 7.7], [3.6, 3.6, 4.4, 4.4], color=PURPLE, linewidth=2.5)
    _arrow(ax, (7.98, 4.0), (8.9, 4.0), BLACK)
    ax.text(9.4, 4.0, r"$\hat{y}$", ha="center", va="center", fontsize=16)
    _number(ax, 1, 0.9, 7.35, ARTIFICIAL)
    _number(ax, 2, 3.3, 6.2, ARTIFICIAL)
    _number(ax, 3, 4.9, 2.5, ARTIFICIAL, "below")
    _number(ax, 4, 7.2, 2.7, ARTIFICIAL, "below")
    _number(ax, 5, 8.9, 5.4, ARTIFICIAL, "below")


def timeline() -> Picture:
    """Nine events on an axis true to scale, their labels spread out above and below it."""
    fig, ax = figure(width=9.6, height=3.6)
    ax.set(xlim=(1938, 2027), ylim=(-3.25, 3.1))
    ax.axis("off")
    ax.axhline(0, color=BLACK, linewidth=2.5)
    places = np.linspace(1944, 2021, len(EVENTS))
    for index, ((year, when, who, what), place) in enumerate(zip(EVENTS, places, strict=True)):
        up = 1 if index % 2 == 0 else -1
        ax.plot([year, place], [0, 1.35 * up], color=GREY, linewidth=1.2, zorder=1)
        ax.plot(year, 0, marker="o", markersize=8, color=BLUE, zorder=3)
        lines = [(when, 13, "bold", BLUE), (who, 10, "normal", BLACK), (what, 10, "normal", GREEN)]
        for row, (text, size, weight, colour) in enumerate(lines):
            y = (2.75 - 0.6 * row) if up > 0 else (-1.75 - 0.6 * row)
            ax.text(
                place, y, text, ha="center", va="center", size=size, weight=weight, color=colour
            )
    told = " ".join(f"{when} {who}: {what}." for _, when, who, what in EVENTS)
    return Picture(fig, f"A timeline true to scale. {told}")
