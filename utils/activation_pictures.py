"""Drawings of lesson 02: curves beside their slopes, tangents, and the probabilities of softmax."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from matplotlib.axes import Axes

from utils.drawing.curve_in_words import course
from utils.drawing.in_words import fixed
from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, BLUE, COLOURS, DASHES, GREY, ORANGE, PURPLE, figure
from utils.nudge_pictures import dead_picture, movement_picture, race_picture

__all__ = [
    "dead_picture",
    "movement_picture",
    "race_picture",
    "shares_picture",
    "side_by_side",
    "tangent_at",
    "tangent_picture",
]

Curves = Mapping[str, np.ndarray]
SLOPES = (-0.2, 1.2)  # where the slopes of the lesson's activations lie
JUMP = 0.3  # a curve that changes more than this between two neighbours is drawn with a gap
NEAR = 0.01  # a dot that is not further from a curve lies on it
BARS = (("logits $z$", ""), ("powers $e^z$", "//"), ("probabilities", ".."))


def side_by_side(
    z: np.ndarray,
    values: Curves,
    slopes: Curves,
    measured: tuple[np.ndarray, np.ndarray] | None = None,
    titles: tuple[str, str] | None = None,
    label: str = "z, the pre-activation",
) -> Picture:
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
    left, right = _panel(titles[0], z, values), _panel(titles[1], z, slopes)
    lie = "" if measured is None else f" {_on_a_curve(z, slopes, *measured)}"
    return Picture(fig, f"Two panels over {label}. Left, {left} Right, {right}{lie}")


def _panel(title: str, z: np.ndarray, curves: Curves) -> str:
    """What a panel shows: how each of its curves goes."""
    told = [course(z, curve, JUMP, brief=len(curves) > 1) for curve in curves.values()]
    if len(curves) > 1:
        told = [f"“{name}”: {each}" for name, each in zip(curves, told, strict=True)]
    return f"{title}: {'; '.join(told)}."


def _on_a_curve(z: np.ndarray, slopes: Curves, at: np.ndarray, measured: np.ndarray) -> str:
    """How many of the measured slopes lie on one of the curves."""
    misses = [np.abs(np.interp(at, z, np.ravel(curve)) - measured) for curve in slopes.values()]
    hits = int((np.min(misses, axis=0) < NEAR).sum())
    return f"{hits} of {len(at)} nudged slopes lie on it."


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
) -> Picture:
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
    alt = f"{name} at z = {place:.1f}: value {value:.3f}, ".replace("-", "−")
    if np.isnan(slope):
        right.set_title("no slope here")
        alt += "no slope, and so no tangent."
    else:
        _tangent(left, at)
        right.set_title(f"slope of the dashed tangent: {fixed(slope, 3)}")
        alt += f"slope {slope:.3f}, with its tangent.".replace("-", "−")
    lines = [course(z, curve, JUMP) for curve in curves]
    return Picture(fig, f"{alt} Left, the curve: {lines[0]}. Right, its slope: {lines[1]}.")


def _tangent(ax: Axes, at: tuple[float, float, float]) -> None:
    """A dashed piece of the tangent, of the same length wherever it stands."""
    place, value, slope = at
    step = 1.6 / np.hypot(1.0, slope)
    ends = np.array([-step, step])
    ax.plot(place + ends, value + slope * ends, color=ORANGE, linestyle="--", zorder=4)


def tangent_at(name: str, f: Callable, slope: Callable, z: np.ndarray, place: float) -> Picture:
    """The tangent at one place of `f`, whose slope is `slope`, drawn over the places `z` (m,)."""
    values = np.asarray(f(z), dtype=float)
    at = (place, float(f(place)), float(slope(place)))
    # Half a unit of room, rounded outward to where a tick stands
    limits = (np.floor(2 * values.min() - 1) / 2, np.ceil(2 * values.max() + 1) / 2)
    return tangent_picture(name, z, (values, np.asarray(slope(z), dtype=float)), at, limits)


def shares_picture(scores: np.ndarray, powers: np.ndarray, shares: np.ndarray) -> Picture:
    """Three panels of bars, a bar for each class: logits, powers and probabilities, each (C,)."""
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
    told = [
        f"{word} {', '.join(f'{bar:.3f}'.replace('-', '−') for bar in bars)}"
        for word, bars in zip(("logits", "powers", "probabilities"), triple, strict=True)
    ]
    each = f"Three panels with a bar for each of {len(classes)} classes"
    return Picture(fig, f"{each}: {'; '.join(told)}.")
