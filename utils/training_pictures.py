"""Drawings of training: what a network says in every place, and its loss in every epoch."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes

from utils.drawing.curve_in_words import progress
from utils.drawing.graph_layout import spread
from utils.drawing.in_words import counted as n_of
from utils.drawing.in_words import listed
from utils.drawing.picture import Picture
from utils.drawing.plane import Box, Score, draw_points, draw_regions
from utils.drawing.style import COLOURS, DASHES, figure


def n_right(X: np.ndarray, y: np.ndarray, score: Score) -> int:
    """How many of the examples X (n, 2) have a score on the side of their class in y (n,)."""
    return int(np.sum((np.ravel(score(np.asarray(X))) >= 0) == np.asarray(y)))


def region_pictures(
    X: np.ndarray,
    y: np.ndarray,
    scores: Mapping[str, Score],
    box: Box,
    columns: int = 5,
    *,
    counted: bool = False,
) -> Picture:
    """One panel for each named network: the examples X (n, 2), and its answer everywhere.

    Args:
        X: examples.
        y: their classes, 0 or 1.
        scores: a network's name -> its scores of any examples (n, 2).
        box: what is drawn of the plane.
        columns: panels in a row.
        counted: whether a panel's title says how many examples are right.
    """
    rows, n = -(-len(scores) // columns), len(X)
    fig, axes = figure(rows, columns, width=1.7 * columns, height=2.1 * rows, squeeze=False)
    told: dict[str, list[str]] = {}
    for ax in axes.ravel()[len(scores) :]:
        ax.axis("off")
    for ax, (name, score) in zip(axes.ravel(), scores.items(), strict=False):
        draw_regions(ax, score, box)
        right, lines = n_right(X, y, score), n_boundaries(ax)
        draw_points(ax, X, y, size=80)
        count = "solved" if right == n else f"{right} of {n}"
        ax.set_title(f"{name}: {count}" if counted else name, fontsize=11)
        ax.set(xlabel="", ylabel="", xticks=[0, 1], yticks=[0, 1], aspect="equal")
        bounds = n_of(lines, "boundary", "boundaries")
        told.setdefault(f"{right} of {n} examples right, {bounds}", []).append(name)
    alt = f"{len(scores)} small pictures, one for each network, in which the side that it calls 1 "
    each = "; ".join(f"{_named_once(names)}: {what}" for what, names in told.items())
    return Picture(fig, f"{alt}is hatched; discs belong there, crosses do not. {each}.")


def _named_once(names: Sequence[str]) -> str:
    """Names in one list, with a first word that all of them share said once.

    >>> _named_once(["seed 0", "seed 6"]), _named_once(["one", "two"])
    ('seeds 0 and 6', 'one and two')
    """
    first, *others = (name.partition(" ")[0] for name in names)
    if not others or any(other != first for other in others):
        return listed(names)
    return f"{first}s {listed(name.partition(' ')[2] for name in names)}"


def n_boundaries(ax: Axes) -> int:
    """How many separate boundaries `draw_regions` has drawn."""
    lines = [each for each in ax.collections if not getattr(each, "filled", True)]
    pieces = [piece for line in lines for path in line.get_paths() for piece in _pieces(path)]
    return sum(len(piece) > 1 for piece in pieces)


def _pieces(path: object) -> list[np.ndarray]:
    return path.to_polygons(closed_only=False) if len(path.vertices) else []


def training_frame(
    X: np.ndarray, y: np.ndarray, score: Score, box: Box, title: str, *, counted: bool = False
) -> Picture:
    """One moment of training: the examples X (n, 2) and the boundary of that moment.

    Args:
        X: examples.
        y: their classes, 0 or 1.
        score: the network's scores of any examples (n, 2).
        box: what is drawn of the plane.
        title: above the drawing.
        counted: whether the title goes on to say how many examples are right.
    """
    fig, ax = figure(width=5.0, height=3.4)
    draw_regions(ax, score, box)
    right, lines = n_right(X, y, score), n_boundaries(ax)
    draw_points(ax, X, y, size=28)
    said = f"{right} of {len(X)} right"
    ax.set(title=f"{title}: {said}" if counted else title, aspect="equal")
    where = "the side that the network calls 1 is hatched" if lines else "there is no boundary"
    alt = f"{title}. {len(X)} examples, discs for class 1 and crosses for class 0; {where}"
    return Picture(fig, f"{alt}, and {right} of {len(X)} examples are right.")


def training_frames(
    X: np.ndarray, y: np.ndarray, scores: Sequence[Score], epochs: Sequence[int], box: Box
) -> Callable[[int], Picture]:
    """The frames of an animation: what the network of each of these epochs says everywhere.

    Args:
        X: examples (n, 2).
        y: their classes (n,), 0 or 1.
        scores: for each moment, the network's scores of any examples (n, 2).
        epochs: that have been trained by then.
        box: what is drawn of the plane.

    Returns:
        A function from a frame's number to its picture, whose text tells of all frames up to it.
    """
    shares = [n_right(X, y, score) / len(X) for score in scores]
    values = [np.ravel(score(np.asarray(X))) for score in scores]
    moved = [not np.array_equal(each, values[0], equal_nan=True) for each in values]

    def draw(index: int) -> Picture:
        title = f"Epoch {epochs[index]}: {shares[index]:.1%} right"
        fig = training_frame(X, y, scores[index], box, title).fig
        where = "the side that the network calls 1 is hatched"
        if not n_boundaries(fig.axes[0]):
            where = "at the end there is no boundary"
        still = "" if any(moved[: index + 1]) or not index else " It never moves."
        told = _shares_told(epochs[: index + 1], shares[: index + 1])
        alt = f"The network's boundary at {n_of(index + 1, 'moment')} among {len(X)} examples, "
        alt += f"discs for class 1 and crosses for class 0; {where}."
        return Picture(fig, f"{alt}{still} Right: {told}.")

    return draw


def _shares_told(epochs: Sequence[int], shares: Sequence[float]) -> str:
    """Shares at their epochs; the last one, where it stays, only once.

    >>> _shares_told([0, 5, 9], [0.5, 1, 1]), _shares_told([0, 5], [0.5, 0.5])
    ('50.0% at epoch 0, 100.0% from 5 on', '50.0% at each')
    """
    said = [f"{share:.1%}" for share in shares]
    last = len(said) - 1
    while last and said[last - 1] == said[-1]:
        last -= 1
    if not last and len(said) > 1:
        return f"{said[0]} at each"
    told = [f"{share} at {epoch}" for share, epoch in zip(said, epochs, strict=True)][: last + 1]
    told[0] = f"{said[0]} at epoch {epochs[0]}"
    if last < len(said) - 1:
        told[-1] = f"{said[last]} from {epochs[last]} on"
    return ", ".join(told)


def curves_picture(
    curves: Mapping[str, tuple[Sequence[float], Sequence[float]]],
    ylabel: str = "loss",
    *,
    log: bool = False,
    title: str = "",
) -> Picture:
    """Curves over the epochs, each (epochs, values), its name at its end."""
    fig, ax = figure(width=6.4, height=3.2)
    draw_curves(ax, curves, log=log)
    ax.set(xlabel="epoch", ylabel=ylabel, title=title)
    scale = ", on a logarithmic scale" if log else ""
    about = f"{title}: {ylabel}" if title else f"{ylabel[:1].upper()}{ylabel[1:]}"
    if len(curves) == 1:
        told = _told(curves).removeprefix(f"{next(iter(curves))}: ")
        return Picture(fig, f"{about} over the epochs{scale}, {told}.")
    return Picture(fig, f"{about} over the epochs{scale}. {_told(curves)}.")


def _told(curves: Mapping[str, tuple[Sequence[float], Sequence[float]]]) -> str:
    told = "; ".join(progress(name, *points) for name, points in curves.items())
    return _spelt_out(told)


def _spelt_out(told: str) -> str:
    """A text whose large powers of ten are written as a reader would say them.

    >>> _spelt_out("9e+05 at epoch 100")
    'about 900,000 at epoch 100'
    """
    return re.sub(r"\b\de\+0[5-8]\b", lambda found: f"about {float(found[0]):,.0f}", told)


def draw_curves(
    ax: Axes, curves: Mapping[str, tuple[Sequence[float], Sequence[float]]], *, log: bool = False
) -> None:
    """Draw curves with dashes of their own and their names beside their last values."""
    if log:
        ax.set_yscale("log")
    longest = max(max(epochs) for epochs, _ in curves.values())
    ends = []
    for k, (name, (epochs, values)) in enumerate(curves.items()):
        colour, dash = COLOURS[k % 6], DASHES[k % 6]
        ax.plot(epochs, values, color=colour, linestyle=dash)
        numbers = np.asarray(values, float)
        drawn = np.isfinite(numbers) & ((numbers > 0) | (not log))  # a logarithm has no place for 0
        last = max(np.flatnonzero(drawn), default=None)
        if last is not None:
            ends.append((values[last], epochs[last], name))
    ax.set_xticks([tick for tick in ax.get_xticks() if 0 <= tick <= longest])
    ax.set_xlim(0, longest * 1.32)
    _name_ends(ax, sorted(ends))


def _name_ends(ax: Axes, ends: Sequence[tuple[float, float, str]]) -> None:
    """Write names beside the ends (height, epoch, name) of curves, lowest first, kept apart."""
    points = ax.transData.transform([(epoch, height) for height, epoch, _ in ends] or [(0, 1)])
    heights = ax.transAxes.inverted().transform(points)[:, 1]
    places = spread(heights, [0.09] * len(heights))
    for (_, epoch, name), up in zip(ends, places, strict=False):
        at, off = (epoch, up), {"xytext": (6, 0), "textcoords": "offset points"}
        ax.annotate(name, at, xycoords=ax.get_xaxis_transform(), va="center", **off)


WIDE = 20.0  # a loss that spans more than this needs a logarithmic scale to be seen


def loss_panels(runs: Mapping[str, Sequence[float]]) -> Picture:
    """One panel for each named run: its loss in each epoch.

    Runs that stay in one order of size share a scale from 0, so that a slow fall is seen; a run
    that spans several has a logarithmic scale of its own.
    """
    runs = {name.replace("-", "−"): np.asarray(losses, float) for name, losses in runs.items()}
    fig, axes = figure(1, len(runs), width=2.5 * len(runs), height=3.0, squeeze=False)
    calm = [name for name, losses in runs.items() if not _spans_sizes(losses)]
    top = max((v for name in calm for v in runs[name] if np.isfinite(v)), default=1.0)
    for ax, (name, losses) in zip(axes[0], runs.items(), strict=True):
        ax.plot(losses, color=COLOURS[0])
        if name in calm:
            ax.set_ylim(0, 1.1 * float(top) or 1.0)
        else:
            ax.set_yscale("log")
        scale = "" if name in calm else "\nlogarithmic scale"
        ax.set_title(f"{name}{scale}", fontsize=11)
        ax.set(xlabel="epoch")
    axes[0][0].set_ylabel("loss")
    curves = {name: (range(len(losses)), losses) for name, losses in runs.items()}
    alt = f"{len(runs)} loss curves in panels of their own."
    for names, scale in ((calm, "a scale from 0"), ([n for n in runs if n not in calm], "log")):
        if names:
            scale = scale if names is calm else "logarithmic scales"
            alt += f" On {scale}: {_told({name: curves[name] for name in names})}."
    return Picture(fig, alt)


def _spans_sizes(losses: np.ndarray) -> bool:
    """Whether the finite losses, all above 0, differ by more than a factor of `WIDE`."""
    seen = losses[np.isfinite(losses)]
    return bool(seen.size and seen.min() > 0 and seen.max() > WIDE * seen.min())


def train_and_test(
    epochs: Sequence[int], losses: Mapping[str, Sequence], accuracies: Mapping[str, Sequence]
) -> Picture:
    """Loss on the left and accuracy on the right, each with a curve a part of the data."""
    fig, axes = figure(1, 2, width=8.2, height=3.3)
    told = []
    for ax, curves, label in zip(axes, (losses, accuracies), ("loss", "accuracy"), strict=True):
        points = {name: (epochs, values) for name, values in curves.items()}
        draw_curves(ax, points)
        ax.set(xlabel="epoch", ylabel=label)
        told.append(f"{label.capitalize()}, {_told(points)}.")
    return Picture(fig, f"Curves over the epochs. {' '.join(told)}")
