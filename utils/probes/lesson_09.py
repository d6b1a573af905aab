"""Questions to the answers of lesson 09."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from utils.checking.recognise import call

# What a right split is like: see describe_splits
RIGHT_SPLIT = {
    "three pairs (X, y)": True,
    "X and y left as they were": True,
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

    The table's row k is (k², k / 100, 7), and its target is k.
    """
    X, y = np.column_stack([np.arange(n) ** 2.0, np.arange(n) / 100, np.full(n, 7.0)]), np.arange(n)
    table = X.copy(), y.copy()
    come = [split(*table, shares, np.random.default_rng(seed)) for seed in (1, 1, 2)]
    kept = bool(np.array_equal(table[0], X) and np.array_equal(table[1], y))
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
        kept,
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


def _epoch(learner: Callable, n: int, size: int, seed: int) -> list[np.ndarray]:
    return [np.asarray(rows) for rows in list(learner(n, size, np.random.default_rng(seed)))]


def sizes_with_a_rest(learner):
    """the sizes of the batches for n = 7 and size = 3"""
    return [rows.size for rows in _epoch(learner, 7, 3, 0)]


def sizes_without_a_rest(learner):
    """the sizes of the batches for n = 6 and size = 3"""
    return [rows.size for rows in _epoch(learner, 6, 3, 0)]


def sizes_of_a_large_batch(learner):
    """the sizes of the batches for n = 2 and size = 5"""
    return [rows.size for rows in _epoch(learner, 2, 5, 0)]


def sizes_of_ten(learner):
    """the sizes of the batches for n = 10 and size = 4"""
    return [rows.size for rows in _epoch(learner, 10, 4, 0)]


def rows_of_an_epoch(learner):
    """how the rows of an epoch compare with those that there are, for n = 30 and size = 5"""
    rows = np.concatenate([batch.ravel() for batch in _epoch(learner, 30, 5, 3)])
    twice = "some rows twice" if len(set(rows.tolist())) < len(rows) else "no row twice"
    missing = sorted(set(range(30)) - set(rows.tolist()))
    strange = sorted(set(rows.tolist()) - set(range(30)))
    edges = [row for row in missing if row in (0, 29)]
    return [twice, "rows are missing" if missing else "none missing", edges, strange]


def order_of_rows(learner):
    """how the row numbers go, in the batches of n = 40 and size = 10"""
    batches = _epoch(learner, 40, 10, 1)
    rises = all(np.all(np.diff(rows) > 0) for rows in batches)
    falls = all(np.all(np.diff(rows) < 0) for rows in batches)
    near = all(np.ptp(rows) < 10 for rows in batches)
    firsts = [int(rows.min()) for rows in batches]
    ways = "rising" if rises else "falling" if falls else "mixed"
    order = "batches in order" if firsts == sorted(firsts) else "batches out of order"
    return [ways, "neighbours" if near else "from everywhere", order if near else ""]


def same_seed_twice(learner):
    """whether one seed gives one order, for n = 40"""
    one, other = (np.concatenate(_epoch(learner, 40, 20, 5)) for _ in range(2))
    return bool(np.array_equal(one, other))


def other_seed(learner):
    """whether two seeds give the same order, for n = 40"""
    one, other = (np.concatenate(_epoch(learner, 40, 20, seed)) for seed in (5, 6))
    return bool(np.array_equal(one, other))


def kind_of_batches(learner):
    """what the batches come in, and what one of them is"""
    came = learner(5, 2, np.random.default_rng(0))
    if came is None:
        return "nothing"
    first = next(iter(came))
    return [type(came).__name__, "one number" if np.ndim(first) == 0 else "several"]


def a_split_in_words(learner):
    """three splits of 20 rows by the shares (0.5, 0.3, 0.2)"""
    return describe_splits(learner, 20, (0.5, 0.3, 0.2))


def another_split_in_words(learner):
    """three splits of 20 rows by the shares (0.7, 0.2, 0.1)"""
    return describe_splits(learner, 20, (0.7, 0.2, 0.1))


def _made(learner: Callable, shares: tuple = (0.5, 0.25, 0.25)) -> list:
    """A split of 12 rows, (k², 3k, 7) with target k, as pairs of arrays."""
    X, y = np.column_stack([np.arange(12) ** 2.0, 3.0 * np.arange(12), np.full(12, 7.0)]), None
    y = np.arange(12)
    came = learner(X, y, shares, np.random.default_rng(2))
    return [(np.asarray(A), np.asarray(b)) for A, b in came]


def sizes_of_parts(learner):
    """how many rows the three parts of 12 have, with the shares (0.5, 0.25, 0.25)"""
    return [len(b) for _, b in _made(learner)]


def shapes_of_parts(learner):
    """the shapes of the inputs of 12 rows and 3 columns, split by (0.5, 0.25, 0.25)"""
    return [A.shape for A, _ in _made(learner)]


def _scaling(learner: Callable, part: int) -> list[str]:
    """By which numbers a part was standardised: whose mean and whose deviation."""
    pairs = _made(learner)
    X = np.column_stack([np.arange(12) ** 2.0, 3.0 * np.arange(12), np.full(12, 7.0)])
    inputs, targets = pairs[part]
    order = np.argsort(targets.ravel())
    inputs, rows = inputs[order][:, :2], targets.ravel()[order]
    raw = X[rows][:, :2]
    slope = (raw[-1] - raw[0]) / (inputs[-1] - inputs[0])
    middle = raw[0] - inputs[0] * slope
    known = {"training part": X[pairs[0][1]], "whole table": X, "own part": X[targets]}
    known |= {"second part": X[pairs[1][1]], "third part": X[pairs[2][1]]}
    known["first two parts"] = X[np.concatenate([pairs[0][1], pairs[1][1]])]
    means = {name: rows[:, :2].mean(0) for name, rows in known.items()} | {"none": np.zeros(2)}
    means |= {"median": np.median(known["training part"][:, :2], axis=0)}
    scales = {name: rows[:, :2].std(0) for name, rows in known.items()} | {"none": np.ones(2)}
    scales["n - 1"] = known["training part"][:, :2].std(0, ddof=1)
    scales["variance"] = known["training part"][:, :2].var(0)
    scales["one for all"] = np.full(2, known["training part"].std())
    scales["range"] = np.ptp(known["training part"][:, :2], axis=0)
    found = []
    for asked, value in ((means, middle), (scales, slope)):
        close = [name for name, want in asked.items() if np.allclose(value, want, rtol=1e-4)]
        found.append(close[0] if close else "other")
    return found


def numbers_of_training(learner):
    """whose mean and deviation the training part got"""
    return _scaling(learner, 0)


def numbers_of_validation(learner):
    """whose mean and deviation the validation part got"""
    return _scaling(learner, 1)


def numbers_of_test(learner):
    """whose mean and deviation the test part got"""
    return _scaling(learner, 2)


def a_constant_column(learner):
    """what a column of sevens becomes in the training part"""
    return sorted({round(float(value), 4) for value in _made(learner)[0][0][:, 2]})


def _refused(learner: Callable, shares: tuple) -> str:
    table = np.arange(16.0).reshape(8, 2), np.arange(8)
    try:
        came = learner(*table, shares, np.random.default_rng(0))
    except NotImplementedError:
        raise
    except Exception as error:
        return f"stops with {type(error).__name__}"
    return "an error, as a value" if isinstance(came, Exception) else "no stop"


def shares_above_1(learner):
    """what comes of the shares (0.5, 0.3, 0.3)"""
    return _refused(learner, (0.5, 0.3, 0.3))


def shares_below_1(learner):
    """what comes of the shares (0.5, 0.2, 0.2)"""
    return _refused(learner, (0.5, 0.2, 0.2))


def shares_with_rounding(learner):
    """what comes of the shares (0.7, 0.2, 0.1)"""
    return _refused(learner, (0.7, 0.2, 0.1))


def what_a_split_returns(learner):
    """what a split of 12 rows returns: how many things, and what the first is"""
    X, y = (
        np.column_stack([np.arange(12) ** 2.0, 3.0 * np.arange(12), np.full(12, 7.0)]),
        np.arange(12),
    )
    came = learner(X, y, (0.5, 0.25, 0.25), np.random.default_rng(2))
    first = came[0]
    inner = (
        [np.shape(part) for part in first] if isinstance(first, tuple | list) else np.shape(first)
    )
    return [len(came), inner]


def kind_of_counts(learner):
    """the kind of numbers in the counts of [[0.9, 0.1], [0.3, 0.7]] with y = [0, 0], 2 bins"""
    _, _, counts = learner(np.array([[0.9, 0.1], [0.3, 0.7]]), np.array([0, 0]), 2)
    return {"i": "whole", "u": "whole", "f": "decimals"}.get(np.asarray(counts).dtype.kind, "other")


CHANCES = np.array([[0.45, 0.25, 0.3], [0.2, 0.7, 0.1], [0.0, 0.0, 1.0]])
MANY = np.array(
    [
        [0.62, 0.2, 0.18],
        [0.1, 0.66, 0.24],
        [0.05, 0.07, 0.88],
        [0.37, 0.36, 0.27],
        [0.71, 0.14, 0.15],
    ]
)
TRUTH = np.array([0, 1, 0])

PROBES: dict[str, list] = {
    "minibatches": [
        sizes_with_a_rest,
        sizes_without_a_rest,
        sizes_of_a_large_batch,
        sizes_of_ten,
        rows_of_an_epoch,
        order_of_rows,
        same_seed_twice,
        other_seed,
        kind_of_batches,
    ],
    "momentum_step": [
        call(5.0, 2.0, 0.0, 0.1),
        call(4.8, 2.0, 2.0, 0.1),
        call(
            np.array([1.0, -2.0]), np.array([4.0, -1.0]), np.array([2.0, -6.0]), 0.5, momentum=0.5
        ),
        call(3.0, -4.0, 1.5, 0.25),
    ],
    "adam_step": [
        call(1.0, 0.5, 0.0, 0.0, 1, 0.1),
        call(0.9, -1.0, 0.05, 0.00025, 2, 0.1),
        call(np.array([1.0, -1.0]), np.array([0.5, -1e-8]), np.zeros(2), np.zeros(2), 1, 0.1),
        call(5.0, 4.0, 2.0, 27.0, 1, 0.25, beta1=0.5, beta2=0.25, eps=0.5),
        call(2.0, 3.0, 1.0, 4.0, 3, 0.5),
    ],
    "split_and_standardise": [
        what_a_split_returns,
        a_split_in_words,
        another_split_in_words,
        sizes_of_parts,
        shapes_of_parts,
        numbers_of_training,
        numbers_of_validation,
        numbers_of_test,
        a_constant_column,
        shares_above_1,
        shares_below_1,
        shares_with_rounding,
    ],
    "best_epoch": [
        call([0.9, 0.5, 0.6, 0.7, 0.4], 2),
        call([0.9, 1.0, 0.8, 0.85, 0.7, 0.75], 2),
        call([0.5, 0.5, 0.5, 0.4], 2),
        call([0.4, 0.9, 0.8, 0.7, 0.1], 3),
        call([3.0, 2.0, 1.0], 1),
        call([0.7], 3),
        call([0.5, 0.499999, 0.6, 0.7], 2),
        call([0.5, 0.6, 0.7, 0.8, 0.9, 0.4], 2),
        call([5.0, 4.5, 4.6, 4.4, 4.7, 4.6, 4.5, 1.0], 3),
    ],
    "baseline_loss": [
        call(np.array([0, 0, 0, 1]), 2),
        call(np.array([0, 1, 2, 0, 1, 2]), 4),
        call(np.array([2, 0, 2, 3]), 4),
        call(np.array([1, 1, 1]), 3),
        call(np.array([1, 0, 1, 1, 2, 0]), 3),
    ],
    "paired_difference": [
        call(np.array([1, 1, 1, 0]), np.array([1, 0, 0, 0])),
        call(np.array([True, False, False, False]), np.array([True, True, True, False])),
        call(np.array([1, 0, 1, 1, 0, 1]), np.array([0, 1, 1, 1, 0, 1])),
        call(np.array([1.0, 1.0, 3.0]) / 3, np.zeros(3)),
        call(np.array([1, 1, 0, 1, 1]), np.array([0, 1, 0, 0, 1])),
    ],
    "reliability": [
        call(CHANCES, TRUTH, 2),
        call(CHANCES, TRUTH, 4),
        call(CHANCES[:2], TRUTH[:2], 4),
        call(MANY, np.array([0, 2, 2, 1, 0]), 5),
        call(np.array([[0.9, 0.1], [0.35, 0.65], [0.8, 0.2]]), np.array([0, 1, 1]), 3),
        kind_of_counts,
    ],
}
