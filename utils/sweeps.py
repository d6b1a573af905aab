"""The results of a sweep: pairs of a setting, a dictionary with a seed, and its score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

Result = tuple[Mapping[str, Any], float]


def scores_by(results: Iterable[Result], name: str, **fixed: Any) -> dict[str, list[float]]:
    """The scores for each value of one entry, where other entries have the values given.

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
    """A line for each setting: the mean of its seeds' scores, in percent, and their spread."""
    scores: dict[tuple, list[float]] = {}
    for setting, score in results:
        values = tuple(value for key, value in setting.items() if key != "seed")
        scores.setdefault(values, []).append(score)
    return "\n".join(_line(values, each) for values, each in scores.items())


def _line(values: tuple, scores: list[float]) -> str:
    setting = " ".join(f"{each:8}" if isinstance(each, str) else f"{each:4}" for each in values)
    spread = f"from {min(scores):.2f} to {max(scores):.2f}"
    return f"{setting} mean {np.mean(scores):.2f} %, {spread}"
