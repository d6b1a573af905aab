"""Where the units of a network stand, and the labels of its edges."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

LABEL = np.array([0.95, 0.52])  # width and height of an edge's label, about
Place = tuple[float, float]


def rows_shown(size: int, most: int = 8) -> list[int | None]:
    """Which units of a layer are drawn: all, or the first and last few round a gap (None).

    >>> rows_shown(3), rows_shown(64, most=5)
    ([0, 1, 2], [0, 1, None, 62, 63])
    """
    if size <= most:
        return list(range(size))
    half = (most - 1) // 2
    return [*range(half), None, *range(size - half, size)]


def unit_places(
    layer_sizes: Sequence[int], gap: float = 5.0, step: float = 2.3, most: int = 8
) -> list[dict[int | None, Place]]:
    """Where each unit stands: per layer, unit -> (x, y), with None for the gap of a long layer."""
    places = []
    for layer, size in enumerate(layer_sizes):
        rows = rows_shown(size, most)
        top = step * (len(rows) - 1) / 2
        places.append({unit: (gap * layer, top - step * k) for k, unit in enumerate(rows)})
    return places


def label_places(starts: Sequence[Place], ends: Sequence[Place]) -> np.ndarray:
    """Where the labels of edges stand, so that none covers another label or another edge.

    One edge after the other takes the place along its line that is farthest from the labels
    placed so far and from the lines of all other edges.

    Args:
        starts: (m, 2), where the edges begin.
        ends: (m, 2), where they end.

    Returns:
        (m, 2) places, one for each edge.
    """
    a, b = np.asarray(starts, dtype=float), np.asarray(ends, dtype=float)
    along = np.linspace(0, 1, 41)[:, None]
    lines = a[:, None] * (1 - along) + b[:, None] * along  # (m, 41, 2)
    chosen: list[np.ndarray] = []
    for k in range(len(a)):
        candidates = lines[k, 9:32]
        room = np.full(len(candidates), 2.0)
        others = np.delete(lines, k, axis=0).reshape(-1, 2)
        if len(others):
            apart = np.abs(candidates[:, None] - others) / (LABEL / 2)
            room = np.minimum(room, 0.8 * apart.max(axis=2).min(axis=1))
        if chosen:
            apart = np.abs(candidates[:, None] - np.array(chosen)) / LABEL
            room = np.minimum(room, apart.max(axis=2).min(axis=1))
        middle = np.abs(np.arange(len(candidates)) - len(candidates) // 2)
        chosen.append(candidates[np.argmax(room - 1e-3 * middle)])
    return np.array(chosen).reshape(-1, 2)
