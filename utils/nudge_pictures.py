"""Drawings of lesson 02: what becomes of a nudge in many layers, and where units fall silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from utils.deep_training import Race, Runner
from utils.drawing.in_words import counted, listed, number, size
from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, COLOURS, DASHES, GREY, MARKERS, figure

Curves = Mapping[str, np.ndarray]


def movement_picture(sizes: Curves, weight_scale: float | None = None) -> Picture:
    """How large a nudge of size 1 at the input still is after each layer, on a log scale.

    Args:
        sizes: name to the sizes after each layer (layers,).
        weight_scale: by what the weights are scaled, where the picture should say so.
    """
    fig, ax = figure(width=7.4, height=4.0)
    ax.axhline(1, color=GREY, linewidth=1)
    for k, (name, curve) in enumerate(sizes.items()):
        layers = np.arange(1, len(curve) + 1)
        style = {"color": COLOURS[k], "linestyle": DASHES[k], "marker": MARKERS[k]}
        ax.plot(layers, curve, **style, markevery=(4, 5), markersize=7, label=name)
    ends = np.concatenate([np.asarray(curve)[[0, -1]] for curve in sizes.values()])
    ends = np.append(ends[ends > 0], 1.0)  # a size of 0 has no place on a log scale
    ax.set(yscale="log", ylim=(min(1e-18, ends.min() / 100), max(1e3, ends.max() * 100)))
    ax.set(xlabel="layers passed", ylabel="size of the nudge", xlim=(0.5, None))
    ax.legend(loc="lower left")
    scaled = "" if weight_scale is None else f", weights scaled by {weight_scale:.1f}"
    if scaled:
        ax.set_title(scaled.removeprefix(", "))
    told = [f"{name} from {c[0]:.2g} to {c[-1]:.2g}" for name, c in sizes.items()]
    layers = f"A nudge of size 1 over {max(len(curve) for curve in sizes.values())} layers"
    told = listed(told).replace("-", "−")
    return Picture(fig, f"{layers}{scaled}. Its size after the first and the last: {told}.")


def race_picture(race: Race) -> Picture:
    """What networks made of one curve, and how far the first step moved each layer's weights."""
    fig, (left, right) = figure(1, 2, width=9.0, height=3.7)
    left.plot(race.places[::4], race.curve[::4], "o", color=BLACK, markersize=4, label="the curve")
    for k, (name, runner) in enumerate(race.runners.items()):
        style = {"color": COLOURS[k], "linestyle": DASHES[k], "label": name}
        left.plot(race.places, runner.output, **style)
        layers = np.arange(1, len(runner.first_step) + 1)
        right.plot(layers, runner.first_step, marker=MARKERS[k], markersize=7, **style)
    n_steps = len(next(iter(race.runners.values())).losses) - 1
    left.set(title=f"after {n_steps} steps", xlabel="x, the input", ylim=(-1.6, 1.6))
    right.set(title="the first step", xlabel="layer", ylabel="typical change of a weight")
    right.set(yscale="log", xticks=layers)
    left.legend(loc="upper left", fontsize=10)
    right.legend(loc="lower right", fontsize=10)
    made = "; ".join(f"{name}: {_made(runner)}" for name, runner in race.runners.items())
    first = "; ".join(f"{name}: {_first(runner)}" for name, runner in race.runners.items())
    return Picture(
        fig,
        f"Left, a wave of {counted(len(race.places), 'example')} and what networks give for it "
        f"after {n_steps} steps. {made}. Right, the typical change of a weight in the first step, "
        f"in powers of ten. {first}.",
    )


def _made(runner: Runner) -> str:
    """How near a network came to the curve, and whether it gives one number for all."""
    if not np.isfinite(runner.losses[-1]):
        return "no numbers any more, after too large steps"
    spread = float(np.ptp(runner.output))
    shape = "a nearly flat line, " if spread < 0.1 else ""
    return f"{shape}mean squared distance {number(runner.losses[-1])}"


def _first(runner: Runner) -> str:
    first, last = runner.first_step[0], runner.first_step[-1]
    return f"{size(first)} in layer 1, {size(last)} in layer {len(runner.first_step)}"


def dead_picture(biases: Sequence[float], shares: Curves) -> Picture:
    """The share of units that are silent for every example, for each bias; one line a name."""
    fig, ax = figure(width=8.4, height=3.6)
    for k, (name, share) in enumerate(shares.items()):
        style = {"color": COLOURS[k], "linestyle": DASHES[k], "marker": MARKERS[k]}
        ax.plot(biases, 100 * np.asarray(share), **style, markersize=7, label=name)
    ax.set(xlabel="bias of every unit", ylabel="percent", ylim=(-4, 104))
    ax.invert_xaxis()
    ax.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncol=3, fontsize=10, borderaxespad=0.2)
    few = np.unique(np.linspace(0, len(biases) - 1, min(len(biases), 6)).round().astype(int))
    told = [
        f"“{name}”: {', '.join(number(100 * share[k], 1) for k in few)}"
        for name, share in shares.items()
    ]
    places = listed([number(biases[k]) for k in few])
    return Picture(fig, f"Percent over the bias, at {places}. {'; '.join(told)}.")
