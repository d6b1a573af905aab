"""Drawings of losses: how they grow with the error, their surfaces, and the push they give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from utils.drawing.style import BLACK, BLUE, COLOURS, DASHES, GREEN, GREY, ORANGE, RED, figure

LEVELS = [0.4, 0.45, 0.55, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0]  # of the loss, on its surface


def _signed(value: float, digits: int = 3) -> str:
    return f"{value:.{digits}f}".replace("-", "−")


def squares_picture(y: np.ndarray, y_hat: np.ndarray) -> Figure:
    """Targets y (n,) and predictions y_hat (n,), one beside the other, each error as a square.

    Both axes have the same scale, so that a square's area is the squared error.
    """
    fig, ax = figure(width=8.0, height=3.6)
    sides = np.abs(np.asarray(y_hat) - y)
    places = np.concatenate([[0.0], np.cumsum(sides + 2.0)])
    for place, target, guess, side in zip(places[:-1], y, y_hat, sides, strict=True):
        low = min(guess, target)
        ax.add_patch(Rectangle((place, low), side, side, fc="#fbe9c6", ec=ORANGE, hatch="..", lw=1))
        ax.plot([place, place], [target, guess], color=RED, linewidth=2.4, zorder=4)
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
        spot = (place + side / 2, low + side / 2) if side else (place + 0.45, low)
        ax.text(*spot, f"{side**2:g}", ha="center", va="center", bbox=box, zorder=5)
    ax.plot(places[:-1], y_hat, "D", color="white", mec=BLACK, mew=1.6, markersize=13, zorder=6)
    ax.plot(places[:-1], y, "o", color=BLUE, mec="white", markersize=9, zorder=7)
    ends = [("o", BLUE, "white", "target $y$"), ("D", "white", BLACK, "prediction $\\hat{y}$")]
    for marker, face, edge, label in ends:
        ax.plot([], [], marker, color=face, mec=edge, markersize=8, label=label)
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    labels = [f"student {k + 1}" for k in range(len(sides))]
    ax.set(
        ylabel="exam grade",
        xlim=(-0.9, places[-1] - 1.2),
        ylim=(min(*y, *y_hat) - 0.8, max(*y, *y_hat) + 0.6),
    )
    ax.set(xticks=places[:-1], xticklabels=labels, aspect="equal")
    return fig


def stairs_picture(
    weights: np.ndarray, mistakes: Sequence[float], losses: Sequence[float]
) -> Figure:
    """Mistakes and a loss over one weight: stairs above, a smooth valley below."""
    fig, (top, bottom) = figure(2, 1, width=7.0, height=4.8, sharex=True)
    top.step(weights, mistakes, where="mid", color=ORANGE)
    top.set(ylabel="mistakes of 40", ylim=(0, max(mistakes) + 2))
    bottom.plot(weights, losses, color=BLUE)
    best = int(np.argmin(losses))
    bottom.plot(weights[best], losses[best], "v", color=BLACK, markersize=9)
    bottom.annotate(
        f"least: {losses[best]:.3f}",
        (weights[best], losses[best]),
        (0, 12),
        textcoords="offset points",
        ha="center",
    )
    bottom.set(xlabel="weight of study", ylabel="loss", ylim=(0, max(losses) * 1.1))
    return fig


def error_picture(
    errors: np.ndarray, curves: Mapping[str, tuple[Sequence[float], float]], most: float
) -> Figure:
    """Losses of a single error, a line for each name.

    Args:
        errors: where, (m,).
        curves: for each name the loss at each error (m,), and the error at which its label stands.
        most: the highest loss that is shown.
    """
    fig, ax = figure(width=6.8, height=3.8)
    for (name, (values, spot)), colour, dash in zip(
        curves.items(), [ORANGE, BLUE, GREEN], DASHES, strict=False
    ):
        ax.plot(errors, values, color=colour, linestyle=dash)
        height = float(np.interp(spot, errors, values))
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
        ax.annotate(
            name, (spot, height), (10, -4), textcoords="offset points", va="center", bbox=box
        )
    ax.set(xlabel="error: prediction minus target", ylabel="loss of this error")
    ax.set(xlim=(errors[0], errors[-1] + 1.0), ylim=(-0.3, most))
    return fig


def moving_picture(
    line: np.ndarray,
    curves: Mapping[str, Sequence[float]],
    p: float,
    values: Mapping[str, float],
    target: int,
) -> Figure:
    """Losses over the predicted probability, with the prediction `p` marked on each curve."""
    fig, ax = figure(width=7.0, height=4.0)
    styles = [(BLUE, "-", "o"), (ORANGE, "--", "s")]
    for (name, losses), (colour, dash, marker) in zip(curves.items(), styles, strict=True):
        ax.plot(line, losses, color=colour, linestyle=dash)
        ax.plot(p, values[name], marker, color=colour, mec=BLACK, markersize=10, zorder=5)
        style = {"color": colour, "linestyle": dash, "marker": marker, "markeredgecolor": BLACK}
        ax.plot([], [], **style, markersize=9, label=f"{name}: {values[name]:.3f}")
    ax.axvline(p, color=GREY, linestyle=":", linewidth=1.5)
    ax.legend(loc="upper center", handlelength=3.5, frameon=True, framealpha=1, edgecolor="white")
    ax.set(xlabel="predicted probability p of a pass", ylabel="loss")
    happened = "passed, y = 1" if target else "failed, y = 0"
    ax.set(title=f"The student {happened}; predicted p = {p:.3f}")
    ax.set(xlim=(-0.02, 1.02), ylim=(-0.15, 7.2))
    return fig


def push_picture(z: np.ndarray, slopes: Mapping[str, Sequence[float]]) -> Figure:
    """The slope of each loss over the pre-activation z (m,), for a target of 1."""
    fig, ax = figure(width=7.0, height=3.6)
    for (name, values), colour, dash in zip(slopes.items(), [BLUE, ORANGE], DASHES, strict=False):
        ax.plot(z, values, color=colour, linestyle=dash, label=name)
    ax.axhline(0, color=BLACK, linewidth=1)
    ax.text(z[0] + 0.2, -0.62, "confident mistake", ha="left", style="italic")
    ax.text(z[-1] - 0.2, -0.62, "confident and right", ha="right", style="italic")
    ax.set(xlabel="pre-activation z, with y = 1", ylabel="slope of the loss", ylim=(-1.1, 0.15))
    ax.legend(loc="lower right", handlelength=3.5)
    return fig


def _contours(ax: Axes, study: np.ndarray, sleep: np.ndarray, surface: np.ndarray) -> None:
    """Lines of equal loss over two weights, labelled."""
    lines = ax.contour(
        study, sleep, surface, levels=LEVELS, colors=[BLUE], linewidths=1.3, negative_linestyles="-"
    )
    ax.clabel(lines, LEVELS[2:], fmt="%g", fontsize=10)
    ax.set(xlabel="weight of study", ylabel="weight of sleep")
    ax.grid(False)


def surface_picture(
    study: np.ndarray, sleep: np.ndarray, surface: np.ndarray, marks: Mapping[str, tuple]
) -> Figure:
    """A loss over two weights, as a landscape and as a map of contour lines.

    Args:
        study: weights (a,), along the first axis of the map.
        sleep: weights (c,), along the second.
        surface: losses (c, a), a row for each weight of sleep.
        marks: for each name the two weights of a point to show on the map.
    """
    fig, axes = figure(1, 2, width=9.6, height=4.6)
    axes[0].remove()
    land = fig.add_subplot(1, 2, 1, projection="3d")
    grid = np.meshgrid(study, sleep)
    land.plot_surface(*grid, surface, cmap="cividis", rcount=31, ccount=41, edgecolor="none")
    land.set(xlabel="weight of study", ylabel="weight of sleep", zlabel="loss")
    land.set(xticks=range(-1, 4), yticks=range(-1, 3))
    land.yaxis.labelpad = 8
    land.view_init(elev=32, azim=-60)
    land.set_box_aspect(None, zoom=0.86)
    _contours(axes[1], study, sleep, surface)
    sides = [(-112, 56), (60, 48)]
    for (name, spot), marker, away in zip(marks.items(), "oD", sides, strict=False):
        axes[1].plot(*spot, marker, color=RED, mec=BLACK, markersize=8, zorder=5)
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
        axes[1].annotate(
            name,
            spot,
            away,
            textcoords="offset points",
            va="center",
            bbox=box,
            arrowprops={"arrowstyle": "-", "color": BLACK, "shrinkB": 4},
            zorder=6,
        )
    return fig


def contour_picture(
    study: np.ndarray,
    sleep: np.ndarray,
    surface: np.ndarray,
    weights: Sequence[float],
    title: str,
) -> Figure:
    """The map of a loss over two weights, with the neuron's own weights marked."""
    fig, ax = figure(width=6.4, height=4.8)
    _contours(ax, study, sleep, surface)
    ax.axvline(weights[0], color=GREY, linestyle=":", linewidth=1.2)
    ax.axhline(weights[1], color=GREY, linestyle=":", linewidth=1.2)
    ax.plot(*weights, "o", color=RED, mec=BLACK, markersize=12, zorder=5, clip_on=False)
    ax.set(title=title, xlim=(study[0], study[-1]), ylim=(sleep[0], sleep[-1]))
    return fig


def shares_picture(losses: Sequence[float], wrong: Sequence[bool], labels: Sequence[str]) -> Figure:
    """A bar for the loss of each example, hatched where the prediction is on the wrong side."""
    fig, ax = figure(width=7.0, height=2.9)
    for row, (loss, mistake) in enumerate(zip(losses, wrong, strict=True)):
        colour, hatch = (ORANGE, "//") if mistake else (BLUE, "")
        ax.barh(row, loss, color=colour, hatch=hatch, edgecolor="white", height=0.6)
        text = f"{loss:.3f}" + (", a mistake" if mistake else "")
        ax.text(loss + 0.015 * max(losses), row, text, va="center")
    mean = float(np.mean(losses))
    ax.axvline(mean, color=BLACK, linestyle="--", linewidth=1.5)
    ax.text(mean + 0.015 * max(losses), -0.72, f"mean {mean:.3f}", va="center", weight="bold")
    ax.set(yticks=range(len(labels)), yticklabels=labels, xlabel="loss of each student")
    ax.set(xlim=(0, max(losses) * 1.35), ylim=(len(labels) - 0.5, -1.1))
    return fig


def difference_picture(
    P: Sequence[float], Y: Sequence[float], difference: Sequence[float], names: Sequence[str]
) -> Figure:
    """Three panels of bars, a bar for each class: probabilities, one-hot target, difference."""
    fig, axes = figure(1, 3, width=8.6, height=3.2, sharey=True)
    titles = ["p, predicted", "y, one-hot", "p − y"]
    for ax, values, title in zip(axes, (P, Y, difference), titles, strict=True):
        for k, value in enumerate(values):
            colour, hatch = (COLOURS[0], "") if value >= 0 else (ORANGE, "//")
            ax.bar(k, value, color=colour, hatch=hatch, edgecolor="white", width=0.7)
            gap = 0.05 if value >= 0 else -0.05
            side = "bottom" if value >= 0 else "top"
            ax.text(k, value + gap, _signed(value), ha="center", va=side)
        ax.axhline(0, color=BLACK, linewidth=1)
        ax.set(title=title, xticks=range(len(names)), xticklabels=names, ylim=(-1.15, 1.25))
    return fig
