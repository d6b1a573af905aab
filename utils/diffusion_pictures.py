"""Drawings of points that drown in noise, and of others that come out of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes

from utils.drawing.in_words import counted, listed, number
from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, BLUE, GREY, ORANGE, SKY, figure

REACH = 3.2  # how far from the middle is drawn


def _plane(ax: Axes, title: str) -> None:
    ax.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), aspect="equal", title=title)
    ax.set(xticks=[-2, 0, 2], yticks=[-2, 0, 2])


def _points(
    ax: Axes,
    points: np.ndarray,
    colour: str,
    size: float = 3.5,
    mark: str = "o",
    name: str | None = None,
) -> None:
    look = {"color": colour, "markersize": size, "markeredgewidth": 0, "label": name}
    ax.plot(*np.asarray(points, float).T, mark, **look)


def drowning_picture(clouds: Mapping[int, np.ndarray], alpha_bar: np.ndarray) -> Picture:
    """Points (n, 2) after so many steps of noise, a panel for each; every second point is marked.

    Args:
        clouds: the points by their step.
        alpha_bar: (n_steps,) what is left of the points after each step.
    """
    fig, axes = figure(1, len(clouds), width=9.4, height=2.9, squeeze=False)
    for ax, (t, points) in zip(axes[0], clouds.items(), strict=True):
        _points(ax, points[::2], BLUE, mark="o")
        _points(ax, points[1::2], ORANGE, mark="^")
        _plane(ax, f"t = {t}, left {np.sqrt(alpha_bar[t]):.2f}")
    alt = (
        f"Points on two half-moons after the steps {listed(clouds)} of noise: the moons blur, and "
        f"at the end a round cloud is there. Of each point a factor of "
        f"{listed(number(float(np.sqrt(alpha_bar[t])), 2) for t in clouds)} is left."
    )
    return Picture(fig, alt)


def schedule_picture(points: np.ndarray, t: int, alpha_bar: np.ndarray) -> Picture:
    """Points at one step of noise, beside what is left of them and how much noise there is."""
    steps = np.arange(len(alpha_bar))
    fig, (left, right) = figure(1, 2, width=8.4, height=3.7)
    _points(left, points[::2], BLUE, mark="o")
    _points(left, points[1::2], ORANGE, mark="^")
    _plane(left, f"after step {t}")
    right.plot(steps, np.sqrt(alpha_bar), color=BLUE, label="times the point")
    right.plot(steps, np.sqrt(1 - alpha_bar), "--", color=ORANGE, label="times the noise")
    right.axvline(t, color=GREY, linestyle=":")
    right.set(xlabel="step t", ylabel="factor", ylim=(-0.03, 1.05))
    right.set(xticks=[0, 25, 50], yticks=[0, 0.5, 1])
    right.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
    kept, noise = float(np.sqrt(alpha_bar[t])), float(np.sqrt(1 - alpha_bar[t]))
    alt = (
        f"Points of two half-moons at step {t}: each is {number(kept, 2)} times the clean point "
        f"plus {number(noise, 2)} times noise. Beside it both factors over the steps."
    )
    return Picture(fig, alt)


def way_back_picture(path: Sequence[np.ndarray], done: int, examples: np.ndarray) -> Picture:
    """Where points stand after so many steps back, in front of the pale training examples.

    Args:
        path: the points (n, 2) before the first step back, after it, and so on.
        done: how many steps back were made.
        examples: (m, 2) that the network was trained with.
    """
    fig, ax = figure(width=7.2, height=4.6)
    _points(ax, examples, SKY, 6, name="training examples")
    for k in range(0, len(path[0]), max(1, len(path[0]) // 6)):
        trace = np.array([points[k] for points in path[: done + 1]])
        ax.plot(*trace.T, color=GREY, lw=0.9, label=None if k else "ways of a few")
    _points(ax, path[done], BLACK, 3.5, name="made points")
    _plane(ax, f"{done} of {len(path) - 1} steps back")
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    where = "a round cloud" if done < len(path) // 3 else "gathering around the moons"
    where = "close to the half-moons, most of them" if done == len(path) - 1 else where
    alt = (
        f"{counted(len(path[0]), 'point')} after {done} of {len(path) - 1} steps back from noise: "
        f"{where}. The training examples are pale, and thin lines show the way of a few points."
    )
    return Picture(fig, alt)


def copies_picture(distances: Mapping[str, tuple[np.ndarray, np.ndarray]]) -> Picture:
    """How near what was made lies to training examples, and to others from the same source.

    Args:
        distances: for each maker, the distance of every made point to the nearest training example,
            and to the nearest one of as many others.
    """
    fig, axes = figure(1, len(distances), width=9.4, height=3.6, sharey=True, squeeze=False)
    for ax, (name, (own, others)) in zip(axes[0], distances.items(), strict=True):
        for values, colour, dash, label in (
            (own, ORANGE, "-", "training"),
            (others, BLUE, "--", "held-out"),
        ):
            shares = np.arange(1, len(values) + 1) / len(values)
            ax.plot(np.sort(values), shares, dash, color=colour, label=f"to {label} examples")
        ax.set(xlim=(0, 0.4), ylim=(0, 1.03), xlabel="distance to the nearest", title=name)
        ax.set_xticks([0, 0.1, 0.2, 0.3])
    axes[0, 0].set_ylabel("share that is at least as near")
    axes[0, -1].legend(loc="lower right")
    told = "; ".join(f"{name}: {_nearer(*pair)}" for name, pair in distances.items())
    return Picture(fig, f"Distances to the nearest example, sorted. {told[:1].upper()}{told[1:]}.")


def _nearer(own: np.ndarray, others: np.ndarray) -> str:
    ratio = np.median(own) / np.median(others)
    if ratio < 0.5:
        return "far nearer to training examples than to others"
    return "about as near to others" if ratio < 1.5 else "nearer to others"
