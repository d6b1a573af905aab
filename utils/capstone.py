"""The capstone: runs of an experiment with seeds, and the form of its table.

What is looked at is form, and never whether a result is good: a setting that changes nothing is
as welcome as one that wins. People read the rest.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isfinite
from typing import Any, NamedTuple

import numpy as np

from utils.lesson import being_graded
from utils.live_training import LiveTraining

ENTRIES = ("prediction", "winner", "by", "measure", "larger_is_better", "rows")
COLUMNS = ("setting", "is_baseline", "seed", "number")
LEAST_SEEDS, LEAST_WORDS = 3, 8
Row = tuple[str, bool, int, float]


def plain(value: Any) -> Any:
    """A NumPy or PyTorch number as Python's own; anything else as it is."""
    if getattr(value, "shape", None) == () and hasattr(value, "item"):
        return value.item()
    return value


def plain_rows(rows: Iterable[Iterable[Any]]) -> list[Row]:
    """Rows in whatever they were written, as tuples of plain values."""
    return [tuple(map(plain, row)) for row in rows]


class Runs(LiveTraining):
    """A bar over the runs of an experiment, with the time left; it begins and ends alike."""

    counted = "run"

    def _bundle(self) -> dict[str, str]:
        if len(self.losses) in (0, self.n_steps):
            text = f"{self.n_steps} runs."
            return {"text/html": f"<div>{html.escape(text)}</div>", "text/plain": text}
        return super()._bundle()


def run_all(
    run: Callable[[Any, int], float],
    settings: Mapping[str, Any],
    baseline: str,
    seeds: Iterable[int],
) -> list[Row]:
    """Run every setting with every seed; the rows of a table. While graded, nothing runs.

    Args:
        run: takes a setting and a seed, and gives the number that is measured.
        settings: the settings by name.
        baseline: the name of the one that the others are compared with.
        seeds: the same for every setting.

    Returns:
        A row (setting, is_baseline, seed, number) for each run, the number with three decimals,
        or three digits that count where it is small; no rows while the notebook is graded.

    Raises:
        ValueError: the settings have no names, the baseline is none of them, seeds are not whole
            or come twice, or a run gave no finite number.
    """
    if not isinstance(settings, Mapping):
        raise ValueError('write the settings as a dictionary, such as {"plain": plain}')
    if baseline not in settings:
        raise ValueError(
            f"the baseline {baseline!r} is none of the settings {list(settings)}: "
            "write one of these names"
        )
    seeds = _whole(seeds)
    pairs = [(name, seed) for name in settings for seed in seeds]
    rows: list[Row] = []
    if being_graded() or not pairs:
        return rows
    live = Runs(len(pairs), "number")
    for name, seed in pairs:
        number = _number(run(settings[name], seed), f"setting {name!r} with seed {seed}")
        rows.append((name, name == baseline, seed, _rounded(number)))
        live(number)
    return rows


def _whole(seeds: Iterable[int] | int) -> list[int]:
    """Seeds as a list.

    Raises:
        ValueError: they are one number, not whole, or one of them comes twice.
    """
    if not isinstance(seeds, Iterable):
        raise ValueError(f"seeds={seeds!r} is no list: write range({seeds!r}) or [0, 1, 2]")
    found = [plain(seed) for seed in seeds]
    for k, seed in enumerate(found):
        if not isinstance(seed, int):
            raise ValueError(f"the seed {seed!r} is no whole number: write one such as 0")
        if seed in found[:k]:
            raise ValueError(f"the seed {seed} comes twice: write each seed once")
    return found


def _number(given: Any, where: str) -> float:
    """What a run gave, as a number.

    Raises:
        ValueError: it is nothing, several numbers or no finite number; with the next step.
    """
    if given is None:
        raise ValueError(f"{where} gave nothing: does the run end in `return`?")
    try:
        number = float(given)
    except (TypeError, ValueError, RuntimeError):
        kind = type(given).__name__
        raise ValueError(
            f"{where} gave a {kind}, and one number is needed: return one of its values, as in "
            "`held_out(...)[0]`"
        ) from None
    if not isfinite(number):
        raise ValueError(
            f"{where} gave {number}, which is no finite number: where it trains, try a smaller "
            "learning rate; where it divides or takes a logarithm, look for a 0"
        )
    return number


def _rounded(number: float) -> float:
    """With three decimals, or with three digits that count where it is below 0.1.

    >>> _rounded(81.23456), _rounded(0.0123456)
    (81.235, 0.0123)
    """
    return round(number, 3) if abs(number) >= 0.1 else float(f"{number:.3g}")


def print_rows(rows: Sequence[Row]) -> None:
    """Print rows as a table's function holds them, to be copied.

    >>> print_rows([("plain", True, 0, 81.5), ("wide", False, 0, 83.0)])
            ("plain", True, 0, 81.5),
            ("wide", False, 0, 83.0),
    """
    for setting, is_baseline, seed, number in rows:
        name = '"' + setting.replace("\\", "\\\\").replace('"', '\\"') + '"'
        print(f"        ({name}, {is_baseline}, {seed}, {number}),")


# Student's t (1908): how many standard errors hold 95 % of all means, by the number of pairs
_FACTORS = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262)
_FURTHER = {12: 2.228, 15: 2.179, 20: 2.131, 30: 2.086, 60: 2.042}


def student_factor(n: int) -> float:
    """By how many standard errors the mean of n pairs may miss, in 95 of 100 cases.

    Above ten pairs it is that of the next smaller number in a short table, which is a little large.

    >>> student_factor(3), student_factor(5), student_factor(10)
    (4.303, 2.776, 2.262)
    """
    if n < 2:
        return float("inf")
    if n <= len(_FACTORS) + 1:
        return _FACTORS[n - 2]
    return next((factor for most, factor in _FURTHER.items() if n <= most), 2.0)


class Comparison(NamedTuple):
    """A setting against the baseline, seed by seed.

    Attributes:
        mean: of the setting's numbers.
        differences: setting minus baseline, in the order of the baseline's seeds.
        difference: their mean.
        error: the standard error of that mean, with n - 1.
        low: the mean less `student_factor` standard errors.
        high: the mean and as many.
    """

    mean: float
    differences: list[float]
    difference: float
    error: float
    low: float
    high: float

    def verdict(self, larger_is_better: bool = True) -> str:
        """In a word: "better", "worse" or "not decided"."""
        if self.low <= 0 <= self.high:
            return "not decided"
        return "better" if (self.low > 0) == larger_is_better else "worse"


def baseline_of(rows: Sequence[Row]) -> str:
    """The name of the baseline.

    Raises:
        ValueError: the rows have none.
    """
    for setting, is_baseline, *_ in plain_rows(rows):
        if is_baseline:
            return setting
    raise ValueError("no row is marked as the baseline's: write True into its rows")


def numbers_by(rows: Sequence[Row]) -> dict[str, dict[int, float]]:
    """The numbers of each setting by seed."""
    found: dict[str, dict[int, float]] = {}
    for setting, _, seed, number in plain_rows(rows):
        found.setdefault(setting, {})[seed] = number
    return found


def compare(rows: Sequence[Row]) -> dict[str, Comparison]:
    """Every setting but the baseline, compared with it on the seeds that both have.

    Raises:
        ValueError: the rows have no baseline, or a setting shares fewer than two seeds with it.
    """
    numbers, baseline = numbers_by(rows), baseline_of(rows)
    found = {}
    for name, by_seed in numbers.items():
        if name == baseline:
            continue
        shared = [seed for seed in numbers[baseline] if seed in by_seed]
        if len(shared) < 2:
            raise ValueError(
                f"setting {name!r} shares fewer than two seeds with {baseline!r}: run both with "
                "the same seeds, three or more"
            )
        d = np.array([by_seed[seed] - numbers[baseline][seed] for seed in shared])
        mean, error = float(d.mean()), float(d.std(ddof=1) / np.sqrt(len(d)))
        far = student_factor(len(d)) * error
        own = float(np.mean(list(by_seed.values())))
        found[name] = Comparison(own, d.tolist(), mean, error, mean - far, mean + far)
    return found


SUMMARY = ("mean", "difference", "its error", "from", "to")


def summary(rows: Sequence[Row]) -> dict[str, tuple[float, ...]]:
    """What a report needs, for `print_table`: a row for each setting, the columns of `SUMMARY`.

    The baseline has its mean alone. No rows give no rows.
    """
    if not len(rows):
        return {}
    baseline = baseline_of(rows)
    found = {baseline: (float(np.mean(list(numbers_by(rows)[baseline].values()))),)}
    for name, each in compare(rows).items():
        found[name] = (each.mean, each.difference, each.error, each.low, each.high)
    return found
