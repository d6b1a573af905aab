"""Drawings of what depth does: the size of activations through layers, folds of a curve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes

from utils.drawing.in_words import counted, size
from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, COLOURS, DASHES, MARKERS, PURPLE, figure

BINS = np.arange(-8, 8.01, 0.2)  # powers of ten


def spread_picture(spreads: Mapping[str, Sequence[float]]) -> Picture:
    """The typical size of activations in each layer, on a scale of powers of ten, a line each."""
    fig, ax = figure(width=7.4, height=3.9)
    for k, (name, spread) in enumerate(spreads.items()):
        layers = np.arange(1, len(spread) + 1)
        look = {"color": COLOURS[k], "linestyle": DASHES[k], "marker": MARKERS[k]}
        ax.semilogy(layers, spread, markersize=6, **look)
        end = (layers[-1] + 0.25, spread[-1])
        ax.text(*end, name, va="center", color=BLACK, fontsize=11)
    longest = max(len(spread) for spread in spreads.values())
    ax.set(xlabel="layer", ylabel="typical size of the activations", xticks=range(1, longest + 1))
    ax.set_xlim(0.6, longest + 2.6)
    told = [f"{name}: {_way(spread[0], spread[-1])}" for name, spread in spreads.items()]
    start = f"Typical size of the activations in layers 1 to {longest}, in powers of ten."
    return Picture(fig, f"{start} {'; '.join(told)}.")


def _way(first: float, last: float) -> str:
    """Where a spread goes: "sinks from 0.29 to 0.00003"."""
    if not (np.isfinite([first, last]).all() and min(first, last) > 0):
        verb = "goes"
    elif 0.5 < last / first < 2:
        verb = "hardly changes,"
    else:
        verb = "climbs" if last > first else "sinks"
    return f"{verb} from {size(first)} to {size(last)}"


def histograms_picture(activations: Mapping[str, Sequence[np.ndarray]]) -> Picture:
    """Histograms of the activations above 0, layer below layer, a panel for each network.

    The horizontal axis counts in powers of ten; the upright line marks 1.

    Args:
        activations: per network, one array of any shape for each layer.
    """
    fig, axes = figure(1, len(activations), width=9.6, height=5.0, sharex=True, squeeze=False)
    told = []
    for k, (ax, (name, layers)) in enumerate(zip(axes[0], activations.items(), strict=True)):
        hills = [_histogram(layer) for layer in layers]
        _draw_hills(ax, hills, COLOURS[k])
        ax.set(title=name)
        ax.set_yticklabels(range(1, len(layers) + 1) if k == 0 else [])
        told.append(f"{name}: {_wandering(hills)}")
    axes[0, 0].set(xlim=(-6.6, 6.6), ylabel="layer")
    for ax in axes[0]:
        ax.set_xticks([-6, -3, 0, 3, 6], ["$10^{-6}$", "$10^{-3}$", "1", "$10^{3}$", "$10^{6}$"])
    fig.supxlabel("size of the activations", fontsize=11)
    start = f"Histograms of the activations above 0, {counted(len(activations), 'panel')}, a hill "
    return Picture(fig, f"{start}for each layer, in powers of ten. {'; '.join(told)}.")


def _histogram(layer: np.ndarray) -> np.ndarray:
    alive = np.asarray(layer)[np.asarray(layer) > 0]
    return np.histogram(np.log10(alive), bins=BINS)[0]


def _draw_hills(ax: Axes, hills: Sequence[np.ndarray], colour: str) -> None:
    """A hill for each layer, the first one on top, and the upright line at 1."""
    for row, counts in enumerate(hills):
        height = -row + 0.85 * counts / max(1, counts.max())
        look = {"facecolor": colour, "edgecolor": BLACK, "lw": 0.8, "zorder": 3}
        ax.stairs(height, BINS, baseline=-row, fill=True, **look)
        ax.axhline(-row, color="#cccccc", lw=0.8, zorder=2)
    ax.axvline(0, color=BLACK, linestyle="--", lw=1.3, zorder=4)
    ax.set(yticks=-np.arange(len(hills)), ylim=(-len(hills) + 0.8, 1.1))
    ax.tick_params(labelsize=10)
    ax.grid(False)


def _wandering(hills: Sequence[np.ndarray]) -> str:
    """Where the tops of the hills stand, in the first layer and in the last."""
    if any(not counts.any() for counts in (hills[0], hills[-1])):
        return "a layer without a hill"
    tops = [BINS[int(np.argmax(counts))] + 0.1 for counts in (hills[0], hills[-1])]
    ends = f"from {size(10 ** tops[0])} in layer 1 to {size(10 ** tops[1])} in layer {len(hills)}"
    if abs(tops[1] - tops[0]) < 0.5:
        return f"the hills hardly move, {ends}"
    return f"the hills wander {'right' if tops[1] > tops[0] else 'left'}, {ends}"


def folds_picture(x: np.ndarray, curves: Mapping[str, np.ndarray]) -> Picture:
    """Curves over the same x, a panel each, to compare how often they bend."""
    fig, axes = figure(1, len(curves), width=2.6 * len(curves), height=2.9, sharey=True)
    for ax, (name, curve) in zip(np.atleast_1d(axes), curves.items(), strict=True):
        ax.plot(x, curve, color=PURPLE)
        ax.set(title=name, xlabel="$x$", xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
    np.atleast_1d(axes)[0].set_ylabel("output")
    told = "; ".join(f"{name}: {_folds(curve)}" for name, curve in curves.items())
    start = f"{counted(len(curves), 'curve')} over x from {np.min(x):g} to {np.max(x):g}"
    return Picture(fig, f"{start}, a panel each. {told}.")


def _folds(curve: np.ndarray) -> str:
    """How often a curve goes up and down: "2 peaks, 4 pieces that rise or fall"."""
    ways = np.sign(np.round(np.diff(curve), 9))
    ways = ways[ways != 0]
    if not len(ways):
        return "flat"
    turns = np.flatnonzero(ways[1:] != ways[:-1])
    peaks, pieces = int(np.sum(ways[turns] > 0)), len(turns) + 1
    verb = "rises or falls" if pieces == 1 else "rise or fall"
    return f"{counted(peaks, 'peak')}, {counted(pieces, 'piece')} that {verb}"
