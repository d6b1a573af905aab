"""Drawings of lesson 02: curves beside their slopes, tangents, and what happens to a nudge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from utils.drawing.style import BLACK, BLUE, COLOURS, DASHES, GREY, MARKERS, ORANGE, PURPLE, figure

Curves = Mapping[str, np.ndarray]
SLOPES = (-0.2, 1.2)  # where the slopes of the lesson's activations lie
JUMP = 0.3  # a curve that changes more than this between two neighbours is drawn with a gap
BARS = (("scores $z$", ""), ("powers $e^z$", "//"), ("shares", ".."))


def side_by_side(
    z: np.ndarray,
    values: Curves,
    slopes: Curves,
    measured: tuple[np.ndarray, np.ndarray] | None = None,
    titles: tuple[str, str] | None = None,
    label: str = "z, the pre-activation",
) -> Figure:
    """Curves over `z` (m,), with their slopes over the same `z` on the right.

    Args:
        z: places, in rising order and close to each other.
        values: name to curve (m,), drawn on the left.
        slopes: name to curve (m,), drawn on the right.
        measured: places (k,) and slopes (k,) measured there, as dots on the right.
        titles: what stands above the two panels; left out, a single curve's name and "its slope".
        label: what stands below both.
    """
    fig, axes = figure(1, 2, width=8.4, height=3.3)
    single = len(values) == 1
    titles = titles or ((*values, "its slope") if single else ("value", "slope"))
    for ax, curves, title in zip(axes, (values, slopes), titles, strict=True):
        _zero_lines(ax)
        for k, (name, curve) in enumerate(curves.items()):
            ax.plot(*_broken(z, curve), color=COLOURS[k], linestyle=DASHES[k], label=name)
        ax.set(title=title, xlabel=label, xlim=(z[0], z[-1]))
    if measured is not None:
        axes[1].plot(*measured, "o", color=ORANGE, mec=BLACK, markersize=6, label="nudged")
    if not any(np.any(curve) for curve in slopes.values()):
        axes[1].set_ylim(*SLOPES)  # a slope of 0 everywhere: show how far 1 would be
    for ax in axes:
        if len(ax.get_legend_handles_labels()[1]) > 1:
            ax.legend(fontsize=10)
    return fig


def _zero_lines(ax: Axes) -> None:
    ax.axhline(0, color=GREY, linewidth=1)
    ax.axvline(0, color=GREY, linewidth=1)


def _broken(z: np.ndarray, curve: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The curve with a gap wherever it jumps, so that no line joins the two sides."""
    z, curve = np.asarray(z, dtype=float), np.asarray(curve, dtype=float)
    jumps = np.flatnonzero(np.abs(np.diff(curve)) > JUMP) + 1
    return np.insert(z, jumps, np.nan), np.insert(curve, jumps, np.nan)


def tangent_picture(
    name: str,
    z: np.ndarray,
    curves: tuple[np.ndarray, np.ndarray],
    at: tuple[float, float, float],
    limits: tuple[float, float],
) -> Figure:
    """One point on a curve with its tangent, and the same point on the curve of the slopes.

    Args:
        name: the activation's name.
        z: places (m,), in rising order.
        curves: values (m,) and slopes (m,) there.
        at: the point: its pre-activation, value and slope, NaN where there is none.
        limits: lowest and highest value of the left panel; the right one is always the same.
    """
    place, value, slope = at
    fig, (left, right) = figure(1, 2, width=8.4, height=3.6)
    for ax, curve, colour, height, span in (
        (left, curves[0], BLUE, value, limits),
        (right, curves[1], PURPLE, slope, SLOPES),
    ):
        _zero_lines(ax)
        ax.plot(*_broken(z, curve), color=colour)
        ax.axvline(place, color=GREY, linestyle=":", linewidth=1.5)
        ax.plot(place, height, "o", color=BLACK, markersize=9, zorder=5, clip_on=False)
        ax.set(xlim=(z[0], z[-1]), ylim=span, xlabel="z, the pre-activation")
    left.set_title(f"{name}({place:.1f}) = {value:.3f}".replace("-", "−"))
    if np.isnan(slope):
        right.set_title("no slope here")
        return fig
    step = 1.6 / np.hypot(1.0, slope)
    ends = np.array([-step, step])
    left.plot(place + ends, value + slope * ends, color=ORANGE, linestyle="--", zorder=4)
    right.set_title(f"slope of the dashed tangent: {slope:.3f}")
    return fig


def movement_picture(sizes: Curves) -> Figure:
    """How large a movement of size 1 at the input still is after each layer, on a log scale."""
    fig, ax = figure(width=7.4, height=4.0)
    ax.axhline(1, color=GREY, linewidth=1)
    for k, (name, curve) in enumerate(sizes.items()):
        layers = np.arange(1, len(curve) + 1)
        style = {"color": COLOURS[k], "linestyle": DASHES[k], "marker": MARKERS[k]}
        ax.plot(layers, curve, **style, markevery=(4, 5), markersize=7, label=name)
    ends = np.concatenate([np.asarray(curve)[[0, -1]] for curve in sizes.values()])
    ax.set(yscale="log", ylim=(min(1e-18, ends.min() / 100), max(1e3, ends.max() * 100)))
    ax.set(xlabel="layers passed", ylabel="size of the movement", xlim=(0.5, None))
    ax.legend(loc="lower left")
    return fig


def dead_picture(biases: Sequence[float], shares: Curves) -> Figure:
    """The share of units that are silent for every example, for each bias; one line a name."""
    fig, ax = figure(width=8.4, height=3.6)
    for k, (name, share) in enumerate(shares.items()):
        style = {"color": COLOURS[k], "linestyle": DASHES[k], "marker": MARKERS[k]}
        ax.plot(biases, 100 * np.asarray(share), **style, markersize=7, label=name)
    ax.set(xlabel="bias of every unit", ylabel="percent", ylim=(-4, 104))
    ax.invert_xaxis()
    ax.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncol=3, fontsize=10, borderaxespad=0.2)
    return fig


def shares_picture(scores: np.ndarray, powers: np.ndarray, shares: np.ndarray) -> Figure:
    """Three panels of bars, one bar for each class: scores (C,), powers (C,), shares (C,)."""
    fig, axes = figure(1, 3, width=8.4, height=2.9)
    classes = np.arange(len(scores))
    triple = (scores, powers, shares)
    for ax, bars, (title, hatch), colour in zip(
        axes, triple, BARS, (BLUE, ORANGE, PURPLE), strict=True
    ):
        bars = np.asarray(bars, dtype=float)
        ax.bar(classes, bars, color=colour, hatch=hatch, edgecolor="white", width=0.6)
        room = 0.04 * np.abs(bars).max()
        for k, bar in enumerate(bars):
            ax.text(k, max(bar, 0) + room, f"{bar:.3f}".replace("-", "−"), ha="center")
        top, bottom = max(bars.max(), 0), min(bars.min(), 0)
        ax.set(title=title, xlabel="class", xticks=classes, ylim=(bottom, top + 6 * room))
        ax.grid(axis="x", visible=False)
    return fig
