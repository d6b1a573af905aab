"""Drawings of how well a network does, and how sure one may be of it.

What depends on the machine (trained losses and accuracies) stands in the drawing; the text says
what holds on any.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes

from utils.drawing.in_words import counted, fixed, listed, number
from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, BLUE, COLOURS, DASHES, GREY, MARKERS, ORANGE, figure
from utils.train_well import Runs, chosen, losses_by_setting

Bins = tuple[np.ndarray, np.ndarray, np.ndarray]  # confidence, accuracy, counts
Compared = Mapping[str, tuple[Sequence[float], tuple[float, float]]]


def stopping_picture(
    training: Sequence[float], validation: Sequence[float], epoch: int, stopped_at: int
) -> Picture:
    """Training and validation loss, the best epoch, and where early stopping ends."""
    fig, ax = figure(width=7.2, height=4.0)
    ax.plot(training, color=ORANGE, linestyle=DASHES[1], label="training")
    ax.plot(validation, color=BLUE, label="validation")
    ax.plot(epoch, validation[epoch], "o", color=BLUE, mec=BLACK, markersize=11)
    ax.annotate(
        f"best: epoch {epoch}",
        (epoch, validation[epoch]),
        xytext=(0, 18),
        textcoords="offset points",
        ha="center",
    )
    ax.axvline(stopped_at, color=BLACK, linestyle=DASHES[3])
    ax.text(stopped_at, ax.get_ylim()[1], " stopped", va="top")
    ax.set(xlabel="epoch", ylabel="loss", ylim=(0, None))
    ax.legend()
    last = len(validation) - 1
    end = "falls on" if training[-1] < training[epoch] else "does not fall further"
    way = "has risen" if validation[-1] > validation[epoch] else "has not risen"
    return Picture(
        fig,
        f"Losses over {counted(last + 1, 'epoch')}. The validation loss is lowest at epoch "
        f"{epoch}, early stopping ends at {stopped_at}. By epoch {last} the validation loss {way}, "
        f"and the training loss {end}.",
    )


def choices_picture(runs: Runs, title: str) -> Picture:
    """The lowest validation loss of every run, a row for each setting; chosen ones are filled."""
    losses, best = losses_by_setting(runs), set(chosen(runs).values())
    fig, ax = figure(width=7.4, height=1.2 + 0.3 * max(len(losses), 3))
    for row, (setting, found) in enumerate(losses.items()):
        colour = BLUE if setting in best else GREY
        face = colour if setting in best else "white"
        for seed, loss in enumerate(found):
            ax.plot(loss, row, MARKERS[seed % 6], color=colour, mfc=face, markersize=8)
        ax.plot([np.mean(found)] * 2, [row - 0.35, row + 0.35], color=BLACK, linestyle="-")
    labels = [f"{name}, rate {rate}" for name, rate in losses]
    ax.set_yticks(range(len(labels)), labels)
    ax.invert_yaxis()
    key = "line: mean; filled: best setting of its method"
    ax.set(title=title, xlabel=f"lowest validation loss of each seed\n{key}")
    if not losses:
        return Picture(fig, "Empty axes, for the validation losses of settings.")
    names = listed(dict.fromkeys(name for name, _ in losses))
    return Picture(
        fig,
        f"{title}. A row for each setting, with a marker for each seed's lowest validation loss "
        f"and a line at their mean: {names}. The best setting of each method is filled.",
    )


def luck_picture(accuracies: np.ndarray, n: int) -> Picture:
    """How the accuracies of one network scatter over many test sets of n examples."""
    accuracies = np.asarray(accuracies, dtype=float)
    mean, spread = accuracies.mean(), accuracies.std()
    error = np.sqrt(mean * (1 - mean) / n)
    fig, ax = figure(width=7.2, height=3.8)
    edges = np.arange(np.floor(accuracies.min() * n) - 0.5, accuracies.max() * n + 1) / n
    ax.hist(100 * accuracies, 100 * edges, color="#b7d3e8", edgecolor=BLUE, linewidth=0.8)
    for k, (sign, dash) in enumerate(((-2, DASHES[1]), (0, DASHES[0]), (2, DASHES[1]))):
        label = ("two standard errors", "mean", None)[k]
        ax.axvline(100 * (mean + sign * error), color=BLACK, linestyle=dash, label=label)
    ax.set(xlabel=f"accuracy on {n} examples, in %", ylabel="number of test sets")
    ax.legend()
    inside = np.mean(np.abs(accuracies - mean) <= 2 * error)
    agree = "as" if abs(spread - error) < 0.1 * max(error, 1e-9) else "not as"
    return Picture(
        fig,
        f"A histogram of {len(accuracies)} accuracies of one network, each on {n} other examples. "
        f"They scatter {agree} the standard error says: {round(100 * inside)} % lie within two "
        "standard errors of the mean.",
    )


def differences_picture(groups: Mapping[str, Compared]) -> Picture:
    """Differences of accuracy with two standard errors to each side, and those of single seeds.

    Args:
        groups: by data, then by method: the seeds' differences, and (difference, error).
    """
    rows = [(data, name, *found) for data, each in groups.items() for name, found in each.items()]
    fig, ax = figure(width=7.4, height=1.4 + 0.6 * max(len(rows), 2))
    ax.axvline(0, color=BLACK, linewidth=1.4)
    for row, (_, _, by_seed, (difference, error)) in enumerate(rows):
        style = {"fmt": "D", "color": BLUE, "capsize": 5, "markersize": 8}
        ax.errorbar(100 * difference, row, xerr=200 * error, **style)
        for seed, one in enumerate(by_seed):
            ax.plot(100 * one, row + 0.25, MARKERS[seed % 6], color=ORANGE, mec=BLACK, markersize=6)
    ax.set_yticks(range(len(rows)), [f"{name}\n{data}" for data, name, *_ in rows])
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set(xlabel="points of accuracy above “nothing”")
    ax.set_title("Blue: mean ± 2 standard errors; orange: single seeds")
    told = [
        f" {name.capitalize()} on the {data}: its bar {_place(*found)}."
        for data, name, _, found in rows
    ]
    return Picture(
        fig,
        "Differences of test accuracy from training with nothing, in bars of two standard errors "
        f"to each side, and small markers for single seeds.{''.join(told)}",
    )


def _place(difference: float, error: float) -> str:
    """Where a bar of two standard errors to each side lies."""
    if abs(difference) <= 2 * error:
        return "reaches to both sides of 0"
    return f"lies wholly {'above' if difference > 0 else 'below'} 0"


def reliability_picture(
    confidence: np.ndarray, accuracy: np.ndarray, counts: np.ndarray, **settings: float
) -> Picture:
    """A reliability diagram, with the mean gap between confidence and accuracy in its title."""
    fig, ax = figure(width=5.4, height=4.8)
    return Picture(fig, _diagram(ax, (confidence, accuracy, counts), **settings))


def calibration_picture(panels: Mapping[str, tuple[float, Bins]]) -> Picture:
    """Reliability diagrams side by side.

    Args:
        panels: by name, the temperature and the bins.
    """
    fig, axes = figure(1, len(panels), width=4.9 * len(panels), height=4.6, squeeze=False)
    told = []
    for ax, (name, (temperature, bins)) in zip(axes[0], panels.items(), strict=True):
        _diagram(ax, bins, T=temperature)
        ax.set_title(f"{name}\n{ax.get_title()}")
        told.append(f"{name}, its points lie {_verdict(*bins)}")
    gaps = [gap(*bins) for _, bins in panels.values()]
    text = f"Reliability diagrams, side by side: {'; '.join(told)}."
    if len(gaps) > 1:
        smaller = all(after < before for before, after in pairwise(gaps))
        text += f" The mean gap {'shrinks' if smaller else 'does not shrink'} from left to right."
    return Picture(fig, text)


def gap(confidence: np.ndarray, accuracy: np.ndarray, counts: np.ndarray) -> float:
    """The expected calibration error of Guo and others (2017), from 0 to 1."""
    full = np.asarray(counts) > 0
    away = np.abs(np.asarray(confidence) - np.asarray(accuracy))[full]
    return float(np.average(away, weights=np.asarray(counts)[full])) if full.any() else 0.0


def _diagram(ax: Axes, bins: Bins, **settings: float) -> str:
    """Draw accuracy against confidence, one point for each bin that holds answers; say how."""
    confidence, accuracy, counts = (np.asarray(each, dtype=float) for each in bins)
    full = counts > 0
    ax.plot([0, 1], [0, 1], color=BLACK, linestyle=DASHES[1], linewidth=1.4)
    ax.vlines(confidence[full], accuracy[full], confidence[full], color=COLOURS[1], linewidth=3)
    sizes = 40 + 260 * counts[full] / max(counts.max(initial=0), 1)
    ax.scatter(confidence[full], accuracy[full], sizes, color=BLUE, edgecolor=BLACK, zorder=3)
    ax.set(xlim=(0, 1.06), ylim=(0, 1.06), xlabel="confidence", ylabel="share of right answers")
    made = "".join(f"{name} = {fixed(value, 1)}, " for name, value in settings.items())
    ax.set_title(f"{made}mean gap {100 * gap(*bins):.1f} points")
    told = listed(f"{name} {number(value, 1)}" for name, value in settings.items())
    where = _verdict(*bins)
    return f"A reliability diagram{f' at {told}' if settings else ''}: its points lie {where}."


def _verdict(confidence: np.ndarray, accuracy: np.ndarray, counts: np.ndarray) -> str:
    """On which side of the diagonal the points lie."""
    if gap(confidence, accuracy, counts) < 0.03:
        return "close to the diagonal"
    full = np.asarray(counts) > 0
    sure = np.sum(((np.asarray(confidence) - np.asarray(accuracy)) * np.asarray(counts))[full])
    return f"mostly {'below' if sure > 0 else 'above'} the diagonal"
