"""Questions to the answers of lesson 09."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from utils.checking.recognise import call

# What a right split is like: see describe_splits
RIGHT_SPLIT = {
    "three pairs (X, y)": True,
    "every example once": True,
    "inputs beside their own targets": True,
    "sizes as the shares ask": True,
    "drawn from all rows": True,
    "one seed gives one split": True,
    "two seeds give two splits": True,
    "training columns with mean 0": True,
    "training columns with deviation 1, constant ones 0": True,
    "other parts by the training part's numbers": True,
}


def describe_splits(split: Callable, n: int, shares: tuple) -> dict[str, Any]:
    """Split a table of n rows with two seeds, and say in words what came.

    The table's row k is (k², 3k, 7), and its target is k.
    """
    X, y = np.column_stack([np.arange(n) ** 2.0, 3.0 * np.arange(n), np.full(n, 7.0)]), np.arange(n)
    come = [split(X.copy(), y.copy(), shares, np.random.default_rng(seed)) for seed in (1, 1, 2)]
    found = dict.fromkeys(RIGHT_SPLIT, False)
    try:
        splits = [[(np.asarray(A, float), np.asarray(b, int)) for A, b in one] for one in come]
        fits = all(
            len(one) == 3 and all(A.shape == (len(b), 3) and b.ndim == 1 for A, b in one)
            for one in splits
        )
    except (TypeError, ValueError):
        fits = False
    if not fits:
        return found
    rows = [[b.tolist() for _, b in one] for one in splits]
    parts, labels = splits[0], rows[0]
    train = X[labels[0]]
    mean, deviation = train.mean(axis=0), train.std(axis=0)
    deviation[deviation == 0] = 1.0
    off = [abs(len(part) - share * n) for part, share in zip(labels, shares, strict=True)]
    first = parts[0][0]
    orders = [_together(A, b, X) for A, b in parts]
    wanted = [(X[b] - mean) / deviation for b in labels]
    close = [np.allclose(A, want, atol=1e-5) for (A, _), want in zip(parts, wanted, strict=True)]
    answers = (
        True,
        sorted(row for part in labels for row in part) == list(range(n)),
        all(orders),
        max(off) < 1.5,
        set(labels[0]) not in (set(range(len(labels[0]))), set(range(n - len(labels[0]), n))),
        rows[0] == rows[1],
        [set(part) for part in rows[0]] != [set(part) for part in rows[2]],
        bool(np.allclose(first.mean(axis=0), 0, atol=1e-5)),
        bool(np.allclose(first.std(axis=0), [1, 1, 0], atol=1e-5)),
        all(close[1:]),
    )
    return dict(zip(RIGHT_SPLIT, answers, strict=True))


def _together(A: np.ndarray, labels: np.ndarray, X: np.ndarray) -> bool:
    """Whether inputs rise with their targets, however they were scaled, as the table's do."""
    order = np.argsort(labels)
    return bool(np.all(np.diff(A[order, 1]) > 0)) if len(labels) > 1 else True


PROBES: dict[str, list] = {}
_ = call
