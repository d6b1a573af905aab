"""Runs of lesson 09: pairs of a setting (name, rate, seed) and (validation loss, network).

A name is that of a method, with its strength at the end where it has one: "dropout 0.5".
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from utils.lesson import being_graded
from utils.live_training import LiveTraining

Setting = tuple[str, float, int]  # name, learning rate, seed
Runs = Mapping[Setting, tuple[float, Any]]


def family(name: str) -> str:
    """A method's name without its strength.

    >>> family("weight decay 3"), family("nothing")
    ('weight decay', 'nothing')
    """
    return re.sub(r" [\d.]+$", "", name)


def losses_by_setting(runs: Runs) -> dict[tuple[str, float], list[float]]:
    """The validation losses of all seeds, for each name and rate, in the order of the runs."""
    losses: dict[tuple[str, float], list[float]] = {}
    for (name, rate, _), (loss, _) in runs.items():
        losses.setdefault((name, rate), []).append(loss)
    return losses


def chosen(runs: Runs) -> dict[str, tuple[str, float]]:
    """For each family the name and rate whose seeds have the lowest mean validation loss."""
    best: dict[str, tuple[str, float]] = {}
    losses = losses_by_setting(runs)
    for setting, found in losses.items():
        rival = best.get(family(setting[0]))
        if rival is None or np.mean(found) < np.mean(losses[rival]):
            best[family(setting[0])] = setting
    return best


def best_of_each(runs: Runs) -> dict[str, list[Any]]:
    """For each family the networks of its chosen setting, one for each seed.

    >>> runs = {("a 1", 0.1, 0): (0.5, "x"), ("a 2", 0.1, 0): (0.4, "y")}
    >>> best_of_each(runs)
    {'a': ['y']}
    """
    return {
        kind: [net for (name, rate, _), (_, net) in runs.items() if (name, rate) == setting]
        for kind, setting in chosen(runs).items()
    }


def results_table(runs: Runs) -> str:
    """A line for each setting: mean, lowest and highest validation loss; a star where chosen."""
    stars = set(chosen(runs).values())
    lines = []
    for (name, rate), losses in losses_by_setting(runs).items():
        star = " *" if (name, rate) in stars else ""
        spread = f"from {min(losses):.3f} to {max(losses):.3f}"
        lines.append(f"{name:15} rate {rate:<6} mean {np.mean(losses):.3f}, {spread}{star}")
    return "\n".join(lines)


class LiveRuns(LiveTraining):
    """A bar over many trainings, and what the last one gave.

    It has no curve: a line would join networks that have nothing to do with each other.
    """

    counted = "network"

    def _recent(self) -> float:
        return self.losses[-1]

    def _curve(self) -> str:
        return ""


def run_all(
    settings: Sequence[Setting], train_one: Callable[[str, float, int], tuple[float, Any]]
) -> dict[Setting, tuple[float, Any]]:
    """Train once with every setting, under a bar; with none while the notebook is graded.

    The bar appears after the first training, so that a blank exercise leaves none behind.

    Args:
        settings: (name, rate, seed) of each run.
        train_one: takes these three, gives the validation loss and the network.
    """
    runs: dict[Setting, tuple[float, Any]] = {}
    live, began = None, time.perf_counter()
    for setting in [] if being_graded() else settings:
        runs[setting] = train_one(*setting)
        live = live or LiveRuns(len(settings), "validation loss", began)
        live(runs[setting][0])
    return runs


def ready(made: Any) -> Any:
    """What an exercise of the lesson has made, once it has.

    Raises:
        NotImplementedError: there is nothing yet: the exercise is still blank.
    """
    if made is None:
        raise NotImplementedError("the exercise that makes it is still blank")
    return made
