"""Charts of lesson 10: accuracies over shifts, seeds and depths; sizes of networks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.patches import Rectangle

from utils.drawing.in_words import listed, number
from utils.drawing.picture import Picture
from utils.drawing.shares import share
from utils.drawing.style import BLACK, BLUE, COLOURS, DASHES, GREEN, MARKERS, ORANGE, figure

# Layers with weights, and weights and biases in millions: LeCun and others (1998) with full
# connections, Krizhevsky and others (2012), He and others (2016)
NETWORKS = {"LeNet-5, 1998": (5, 0.06), "AlexNet, 2012": (8, 61.0), "ResNet-152, 2015": (152, 60.2)}


def shift_picture(curves: Mapping[str, Sequence[float]]) -> Picture:
    """Accuracies in percent over 0, 1, 2 … pixels, a curve for each reader."""
    fig, ax = figure(width=7.8, height=3.9)
    for k, (name, scores) in enumerate(curves.items()):
        look = {"color": COLOURS[k], "linestyle": DASHES[k], "marker": MARKERS[k]}
        ax.plot(range(len(scores)), scores, label=name, **look)
    ax.set(xlabel="pixels that the image moved", ylabel="accuracy in %", ylim=(0, 103))
    ax.legend(loc="lower left")
    told = "; ".join(f"{name}: {_way(scores)}" for name, scores in curves.items())
    return Picture(fig, f"Accuracy over the pixels that images moved. {told}.")


def _way(scores: Sequence[float]) -> str:
    """How a curve ends, to a coarse step, since it hangs on the training."""
    if not len(scores):
        return "nothing measured"
    limits = [(95, "above 95 %"), (75, "between 75 and 95 %"), (50, "between 50 and 75 %")]
    told = next((text for limit, text in limits if scores[-1] >= limit), "below 50 %")
    start = next((text for limit, text in limits if scores[0] >= limit), "below 50 %")
    far = len(scores) - 1
    return f"{start} at 0 pixels, {told} at {far}" if told != start else f"{told} at 0 and at {far}"


def counts_picture(counts: Mapping[str, int]) -> Picture:
    """How many numbers layers have, as bars on a logarithmic axis."""
    fig, ax = figure(width=8.0, height=1.0 + 0.5 * len(counts))
    places = range(len(counts))
    values = [max(1, float(count)) for count in counts.values()]
    ax.barh(places, values, color=BLUE, edgecolor=BLACK)
    for place, value in zip(places, values, strict=True):
        ax.text(value * 1.2, place, f"{value:,.0f}", va="center")
    ax.set(yticks=places, yticklabels=list(counts), xscale="log", xlabel="weights and biases")
    ax.set(xlim=(10, max(values) * 12))
    ax.invert_yaxis()
    told = listed(f"{name}: {value:,.0f}" for name, value in zip(counts, values, strict=True))
    return Picture(fig, f"Bars on a logarithmic axis of the numbers that layers have. {told}.")


def seeds_picture(scores: Mapping[str, Sequence[float]], about: str) -> Picture:
    """A line for each seed through all settings, and a bar at each setting's mean.

    Args:
        scores: setting to accuracies in percent, the seeds in one order.
        about: what was done, for the title.
    """
    fig, ax = figure(width=7.6, height=3.9)
    table = np.array(list(scores.values()), dtype=float)
    for k, row in enumerate(table.T):
        look = {"color": COLOURS[k % 6], "marker": MARKERS[k % 6], "linestyle": DASHES[k // 6]}
        ax.plot(range(len(table)), row, linewidth=1.2, **look)
    for place, mean in enumerate(table.mean(axis=1)):
        ax.plot([place - 0.25, place + 0.25], [mean, mean], color=BLACK, linewidth=3.5)
        paper = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1.5}
        ax.text(place + 0.28, mean, f"{mean:.2f}", va="center", weight="bold", bbox=paper)
    ax.set(xticks=range(len(table)), xticklabels=list(scores), title=f"A line for each of {about}")
    ax.set(ylabel="validation accuracy in %", xlim=(-0.5, len(table) - 0.2))
    told = listed(f"{name} {np.mean(row):.2f}" for name, row in scores.items())
    alt = f"A line for each of {table.shape[1]} seeds through {len(table)} settings. Means: {told}."
    return Picture(fig, alt)


def pair_picture(scores: Mapping[str, float]) -> Picture:
    """The accuracies in percent of single runs, as bars with their numbers."""
    fig, ax = figure(width=6.0, height=0.9 + 0.55 * len(scores))
    places, values = range(len(scores)), list(scores.values())
    ax.barh(places, values, color=BLUE, edgecolor=BLACK, height=0.6)
    for place, value in zip(places, values, strict=True):
        ax.text(value + 1, place, f"{value:.2f}", va="center")
    ax.set(
        yticks=places, yticklabels=list(scores), xlim=(0, 115), xlabel="validation accuracy in %"
    )
    ax.invert_yaxis()
    told = listed(f"{name} {share(v, 100, levels=(90, 75))}" for name, v in scores.items())
    return Picture(fig, f"A bar for the accuracy of each run: {told}." if scores else "No runs.")


def depth_picture(scores: Mapping[str, Mapping[int, Sequence[float]]]) -> Picture:
    """Accuracies over the number of layers for each kind of block: seeds, and lines of means."""
    fig, ax = figure(width=7.4, height=3.7)
    told = []
    for k, (kind, by_depth) in enumerate(scores.items()):
        look = {"color": COLOURS[k], "marker": MARKERS[k]}
        depths, means = list(by_depth), [float(np.mean(row)) for row in by_depth.values()]
        for depth, row in by_depth.items():
            ax.scatter([depth] * len(row), row, s=45, **look)
        ax.plot(depths, means, color=COLOURS[k], linestyle=DASHES[k], label=kind)
        each = listed(f"{m:.1f} with {d}" for d, m in zip(depths, means, strict=True))
        told.append(f"{kind} {each}")
    ax.set(xlabel="layers", ylabel="validation accuracy in %", xticks=[2, 10, 30])
    ax.legend(loc="lower left")
    return Picture(fig, f"Mean accuracies by the number of layers: {'; '.join(told)} layers.")


def networks_picture(networks: Mapping[str, tuple[int, float]] = NETWORKS) -> Picture:
    """Networks to scale: squares whose area is the weights, towers as high as the layers."""
    fig, (left, right) = figure(1, 2, width=9.6, height=4.0, gridspec_kw={"width_ratios": [5, 4]})
    across, top = 0.0, max(weights for _, weights in networks.values()) ** 0.5
    colours = [BLUE, ORANGE, GREEN]
    for k, (name, (layers, weights)) in enumerate(networks.items()):
        side, colour = weights**0.5, colours[k % 3]
        left.add_patch(Rectangle((across, 0), side, side, facecolor=colour, edgecolor=BLACK))
        middle = across + side / 2
        text = f"{name.split(',')[0]}\n{number(weights, 2)} million"
        left.text(max(middle, 1.2), side + 0.3, text, ha="center", va="bottom", fontsize=10)
        across += max(side, 2.4) + 1.4
        right.bar(k, layers, color=colour, edgecolor=BLACK, hatch=["", "//", ".."][k % 3])
        right.text(k, layers + 2, str(layers), ha="center")
    left.set(xlim=(-1.2, across), ylim=(-0.2, top * 1.35), aspect="equal", title="weights")
    left.axis("off")
    names = [name.split(",")[0] for name in networks]
    right.set(xticks=range(len(networks)), xticklabels=names, title="layers with weights")
    right.tick_params("x", labelsize=10)
    right.set_ylim(0, 1.15 * max(layers for layers, _ in networks.values()))
    told = listed(
        f"{name} with {layers} layers and {number(weights, 2)} million weights"
        for name, (layers, weights) in networks.items()
    )
    return Picture(fig, f"Squares and towers to scale: {told}.")
