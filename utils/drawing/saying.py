"""Numbers, lists and curves in the sentence that says what a picture shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np


def amount(value: float) -> str:
    """A number with three decimals, fewer where it is large, and a true minus sign.

    >>> amount(-0.25), amount(-0.0), amount(-1234.5), amount(2e7)
    ('−0.250', '0.000', '−1234.5', '2e+07')
    """
    size = abs(value)
    text = f"{value:.3f}" if size < 100 else f"{value:.1f}" if size < 1e5 else f"{value:.0e}"
    return text.lstrip("-") if not text.strip("-0.") else text.replace("-", "−")


def listed(words: Iterable[object]) -> str:
    """Words in a row, as one writes them.

    >>> listed(["w", "u", "L"]), listed([4])
    ('w, u and L', '4')
    """
    *most, last = map(str, words)
    return f"{', '.join(most)} and {last}" if most else last


def course(name: str, places: Sequence[float], values: Sequence[float], unit: str = "epoch") -> str:
    """How a curve runs: where it begins and ends, its extremes between, how often it rises.

    >>> course("loss", range(4), [0.8, 0.4, 0.2, 0.3])
    'loss: 0.800 at epoch 0, lowest 0.200 at epoch 2, 0.300 at epoch 3, rising in 1 of 3 steps'
    >>> course("loss", range(3), [3, 2, 1])
    'loss: 3.000 at epoch 0, 1.000 at epoch 2, falling all the way'
    """
    values = np.asarray(values, dtype=float)
    broken = np.flatnonzero(~np.isfinite(values))
    end = broken[0] if len(broken) else len(values)
    lost = [f"no number from {unit} {places[end]:g} on"] if len(broken) else []
    if not end:
        return f"{name}: {listed(lost)}"
    values = values[:end]
    said = {0: "", end - 1: ""}
    for word, at in (("highest ", values.argmax()), ("lowest ", values.argmin())):
        if values[at] not in (values[0], values[-1]):
            said[int(at)] = word
    clauses = [f"{said[k]}{amount(values[k])} at {unit} {places[k]:g}" for k in sorted(said)]
    return f"{name}: " + ", ".join([*clauses, *_turns(np.diff(values)), *lost])


def _turns(steps: np.ndarray) -> list[str]:
    """Whether a curve falls or rises all the way, or how often it rises."""
    if not len(steps):
        return []
    if (steps == 0).all():
        return ["level all the way"]
    for steep, level, way in (
        (steps < 0, "never rising", "falling"),
        (steps > 0, "never falling", "rising"),
    ):
        if (steep | (steps == 0)).all():
            return [f"{way} all the way" if steep.all() else level]
    return [f"rising in {int(np.sum(steps > 0))} of {len(steps)} steps"]
