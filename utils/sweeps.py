"""The results of a sweep: pairs of a setting, a dictionary with a seed, and its accuracy.

A large sweep lies in data/sweep_runs.csv: four widths and three activations, each tried with every
rate of `RATES` and three seeds, and with `NEXT_RATE` where the last of them was the best; then
measured with five other seeds at the rate with the best mean. `grading/authoring/small_runs.py`
measures it anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from utils.data import DATA
from utils.storage.tables import read_table, write_table

Result = tuple[Mapping[str, Any], float]

RUNS = DATA / "sweep_runs.csv"
SETTINGS = (
    *((width, "relu") for width in (32, 64, 128, 256)),
    *((128, kind) for kind in ("tanh", "sigmoid")),
)
RATES, NEXT_RATE = (0.001, 0.003, 0.01, 0.03), 0.1
TRIED, MEASURED = range(3), range(10, 15)  # seeds: for choosing a rate, and for comparing
SETTING = {"hidden1": int, "activation": str, "rate": float, "seed": int}
COLUMNS = SETTING | {"accuracy": float}
AGAIN = "python -m grading.authoring.small_runs sweep_runs"


def scores_by(results: Iterable[Result], name: str, **fixed: Any) -> dict[str, list[float]]:
    """The accuracies for each value of one entry, where other entries have the values given.

    >>> results = [({"width": 8, "seed": 0}, 0.5), ({"width": 9, "seed": 0}, 0.75)]
    >>> scores_by(results, "width"), scores_by(results, "seed", width=9)
    ({'8': [0.5], '9': [0.75]}, {'0': [0.75]})
    """
    scores: dict[str, list[float]] = {}
    for setting, score in results:
        if all(setting[key] == value for key, value in fixed.items()):
            scores.setdefault(str(setting[name]), []).append(score)
    return scores


def sweep_table(results: Iterable[Result]) -> str:
    """A line for each setting: the mean accuracy of its seeds, in percent, and their spread."""
    scores: dict[tuple, list[float]] = {}
    for setting, score in results:
        values = tuple(value for key, value in setting.items() if key != "seed")
        scores.setdefault(values, []).append(score)
    return "\n".join(_line(values, each) for values, each in scores.items())


def _line(values: tuple, scores: list[float]) -> str:
    setting = " ".join(f"{each:8}" if isinstance(each, str) else f"{each:4}" for each in values)
    spread = f"from {min(scores):.2f} to {max(scores):.2f}"
    return f"{setting} mean {np.mean(scores):.2f} %, {spread}"


def read_runs(path: Path = RUNS) -> list[Result]:
    """The stored sweep: a setting with its rate and seed, and its accuracy, for each training.

    Raises:
        FileNotFoundError: the table is not there.
        ValueError: it is not the table that the course ships.
    """
    rows = read_table(path, COLUMNS, AGAIN)
    return [({name: row[name] for name in SETTING}, row["accuracy"]) for row in rows]


def means_by_rate(results: Iterable[Result]) -> dict[tuple[int, str], dict[float, float]]:
    """For each width and activation, and each rate, the mean accuracy of the seeds for choosing."""
    scores: dict[tuple[int, str], dict[float, list[float]]] = {}
    for setting, score in results:
        if setting["seed"] in TRIED:
            by_rate = scores.setdefault((setting["hidden1"], setting["activation"]), {})
            by_rate.setdefault(setting["rate"], []).append(score)
    return {
        name: {rate: float(np.mean(each)) for rate, each in by_rate.items()}
        for name, by_rate in scores.items()
    }


def at_best_rates(results: Iterable[Result]) -> list[Result]:
    """The trainings with other seeds, each setting's at its best rate."""
    return [(setting, score) for setting, score in results if setting["seed"] in MEASURED]


def rate_table(results: Iterable[Result]) -> str:
    """A line for each width and activation: at each rate, the mean accuracy, the best with a star.

    >>> setting = {"hidden1": 8, "activation": "relu", "seed": 0}
    >>> print(rate_table([(setting | {"rate": rate}, 90 + rate) for rate in (0.1, 0.5)]))
    rate            0.1     0.5
      8 relu      90.10   90.50*
    """
    means = means_by_rate(results)
    rates = sorted({rate for by_rate in means.values() for rate in by_rate})
    lines = [f"{'rate':12}" + "".join(f"{rate:7g} " for rate in rates)]
    for (width, kind), by_rate in means.items():
        best = max(by_rate, key=by_rate.get)
        cells = (
            f"{by_rate[rate]:7.2f}{'*' if rate == best else ' '}" for rate in rates[: len(by_rate)]
        )
        lines.append(f"{width:3} {kind:8}" + "".join(cells))
    return "\n".join(line.rstrip() for line in lines)


def make_runs(train_one: Callable[..., float], say: Callable[..., Any] = print) -> list[Result]:
    """Measure everything anew.

    Args:
        train_one: trains with hidden1, activation, rate and seed; the accuracy in percent.
        say: gets each row as it comes.
    """
    runs: list[Result] = []

    def note(*values: Any) -> None:
        setting = dict(zip(SETTING, values, strict=True))
        runs.append((setting, round(train_one(**setting), 2)))
        say(*values, runs[-1][1])

    def best_of(width: int, kind: str, rates: Iterable[float]) -> float:
        for rate in rates:
            for seed in TRIED:
                note(width, kind, rate, seed)
        by_rate = means_by_rate(runs)[width, kind]
        return max(by_rate, key=by_rate.get)

    for width, kind in SETTINGS:
        best = best_of(width, kind, RATES)
        if best == RATES[-1]:
            best = best_of(width, kind, [NEXT_RATE])
        for seed in MEASURED:
            note(width, kind, best, seed)
    return runs


def write_runs(runs: Iterable[Result], path: Path = RUNS) -> None:
    """Write runs as a table."""
    write_table(path, COLUMNS, [[*setting.values(), accuracy] for setting, accuracy in runs])
