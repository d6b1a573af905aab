"""What a capstone's table lacks in form, in true sentences.

A fault has a name, by which the bank of mistakes knows it, and a sentence with what was found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import isfinite
from typing import Any, NamedTuple

import numpy as np

from utils.capstone import ENTRIES, LEAST_SEEDS, LEAST_WORDS, numbers_by, plain, plain_rows
from utils.checking.describe import short
from utils.drawing.in_words import counted, listed


class Fault(NamedTuple):
    """What a table lacks: a name, and a sentence that says what was found."""

    name: str
    wrong: str


Check = Callable[[dict], Fault | None]
# The form's own example
GARDEN = "Watered beans grow taller by 2 cm, because the soil is dry."
SMALL = ("loss", "mean loss", "held-out loss", "perplexity", "cross-entropy", "error rate", "mse")
HEIGHTS = (3.1, 2.2, 2.9, 6.0, 5.8, 6.4)


def shown(value: Any) -> str:
    """A value in a sentence, cut where it is long."""
    return short(plain(value), room=40)


def is_number(value: Any) -> bool:
    """Whether it is a number, truth values apart."""
    return isinstance(plain(value), int | float) and not isinstance(plain(value), bool)


def needs(*entries: str) -> Check:
    """A check that the table is a dictionary with these entries."""

    def check(table: Any) -> Fault | None:
        if table is None:
            return Fault("gives-nothing", "The function gives nothing back.")
        if not isinstance(table, dict):
            return Fault("not-a-dictionary", f"The table is of type {type(table).__name__}.")
        missing = [name for name in entries if name not in table]
        if missing:
            return Fault("entry-missing", f"The table has no entry {listed(map(repr, missing))}.")
        return None

    return check


def no_other_entry(table: dict) -> Fault | None:
    """No entry that the form does not have."""
    others = [name for name in table if name not in ENTRIES]
    if others:
        return Fault("entry-unknown", f"The table has an entry {listed(map(shown, others))}.")
    return None


def rows_form(table: dict) -> Fault | None:
    """A list of rows with four values each, every one of its kind."""
    rows = table["rows"].tolist() if isinstance(table["rows"], np.ndarray) else table["rows"]
    if not isinstance(rows, list | tuple):
        return Fault("rows-not-a-list", f"The rows are of type {type(rows).__name__}.")
    if not rows:
        return Fault("no-rows", "The list of rows is empty.")
    for k, row in enumerate(rows, start=1):
        if not isinstance(row, list | tuple) or len(row) != 4:
            return Fault("row-without-four-values", f"Row {k} is {shown(row)}.")
    for k, row in enumerate(rows, start=1):
        fault = _values(k, *map(plain, row))
        if fault:
            return fault
    return None


def _values(k: int, setting: Any, is_baseline: Any, seed: Any, number: Any) -> Fault | None:
    """What one row's values are not."""
    if not isinstance(setting, str) or not setting.strip():
        return Fault("setting-without-name", f"Row {k} names its setting {shown(setting)}.")
    if not isinstance(is_baseline, bool):
        return Fault("baseline-mark-unclear", f"Row {k} has {shown(is_baseline)} for its mark.")
    if not isinstance(seed, int) or isinstance(seed, bool):
        return Fault("seed-not-whole", f"Row {k} has {shown(seed)} for its seed.")
    if not is_number(number):
        return Fault("number-not-a-number", f"Row {k} has {shown(number)} for its number.")
    if not isfinite(number):
        return Fault("number-not-finite", f"Row {k} has {number} for its number.")
    return None


def settings(table: dict) -> Fault | None:
    """At least two settings, of which one is the baseline throughout."""
    rows = plain_rows(table["rows"])
    marks: dict[str, set[bool]] = {}
    for setting, is_baseline, *_ in rows:
        marks.setdefault(setting, set()).add(is_baseline)
    if len(marks) == 1:
        return Fault("one-setting", f"All rows belong to the setting {shown(rows[0][0])}.")
    for name, found in marks.items():
        if len(found) == 2:
            return Fault("baseline-mixed", f"Setting {shown(name)} is marked True and False.")
    marked = [name for name, found in marks.items() if True in found]
    if not marked:
        return Fault("no-baseline", f"Of {counted(len(marks), 'setting')}, none is marked True.")
    if len(marked) > 1:
        return Fault("two-baselines", f"Marked True are {listed(map(shown, marked))}.")
    return None


def seeds(table: dict) -> Fault | None:
    """The same seeds for every setting, each once, and enough of them."""
    by_setting: dict[str, list[int]] = {}
    for setting, _, seed, _ in plain_rows(table["rows"]):
        if seed in by_setting.setdefault(setting, []):
            return Fault("seed-twice", f"Setting {shown(setting)} has seed {seed} more than once.")
        by_setting[setting].append(seed)
    for name, found in by_setting.items():
        if len(found) < LEAST_SEEDS:
            return Fault("few-seeds", f"Setting {shown(name)} has {counted(len(found), 'seed')}.")
    (first, wanted), *others = by_setting.items()
    for name, found in others:
        if set(found) != set(wanted):
            one, other = (listed(map(str, sorted(each))) for each in (wanted, found))
            return Fault(
                "seeds-differ",
                f"Setting {shown(first)} has the seeds {one}, and {shown(name)} has {other}.",
            )
    return None


def spread(table: dict) -> Fault | None:
    """Numbers that the seed moves: a table made up by hand often has none of that."""
    rows = plain_rows(table["rows"])
    numbers = {name: list(each.values()) for name, each in numbers_by(rows).items()}
    if tuple(row[3] for row in rows) == HEIGHTS:
        return Fault("form-copied", "The numbers are those of the garden in the form.")
    tiny = 1e-9 * max(abs(row[3]) for row in rows)  # what rounding may do
    if all(max(each) - min(each) <= tiny for each in numbers.values()):
        return Fault("seed-moves-nothing", "Every setting has one number with all its seeds.")
    by_seed = numbers_by(rows)
    baseline = next(row[0] for row in rows if row[1])
    for name, each in by_seed.items():
        if name == baseline:
            continue
        gaps = [each[seed] - by_seed[baseline][seed] for seed in each]
        if max(map(abs, gaps)) <= tiny:
            pair = f"{shown(name)} and {shown(baseline)}"
            return Fault("numbers-alike", f"Settings {pair} have the same number with every seed.")
        if max(gaps) - min(gaps) <= tiny:
            gap = f"{gaps[0]:g}".replace("-", "−")
            pair = f"{shown(name)} minus {shown(baseline)}"
            return Fault("gaps-alike", f"{pair} is {gap} with every seed.")
    return None


def _known_direction(name: str, otherwise: bool) -> bool:
    """Whether larger is better for a measure that the course uses by this name."""
    first = name.strip().lower()
    if first.startswith(SMALL):
        return False
    return True if first.startswith("accuracy") else otherwise


def measure(table: dict) -> Fault | None:
    """A measure with a name, and which way it is better."""
    name, larger = plain(table["measure"]), plain(table["larger_is_better"])
    if not isinstance(name, str) or not any(map(str.isalpha, name)):
        return Fault("measure-unnamed", f"The measure is {shown(name)}.")
    if not isinstance(larger, bool):
        return Fault("direction-unclear", f"The entry 'larger_is_better' is {shown(larger)}.")
    if larger != _known_direction(name, larger):
        way = "larger" if larger else "smaller"
        return Fault(
            "direction-turned", f"The measure is {shown(name)}, and {way} is marked as better."
        )
    return None


def n_words(text: str) -> int:
    """How many words it has: dots and dashes are none, and Chinese or Japanese writes no spaces.

    >>> n_words("Dropout wins by 2.0 points ..."), n_words("随机失活")
    (5, 4)
    """
    alone = re.findall("[\u3040-\u30ff\u3400-\u9fff]", text)
    words = [word for word in text.split() if any(map(str.isalnum, word))]
    return max(len(words), len(alone))


def prediction(table: dict) -> Fault | None:
    """What was expected, in words and with a number."""
    text, by = plain(table["prediction"]), plain(table["by"])
    if not isinstance(text, str):
        return Fault("prediction-not-a-text", f"The prediction is {shown(text)}.")
    if n_words(text) < LEAST_WORDS:
        return Fault("prediction-short", f"The prediction has {counted(n_words(text), 'word')}.")
    if plain(text) == GARDEN:
        return Fault("form-copied", "The prediction is that of the garden in the form.")
    if not is_number(by) or not isfinite(by):
        return Fault("gap-not-a-number", f"The entry 'by' is {shown(by)}.")
    if by < 0:
        return Fault("gap-negative", f"The entry 'by' is {by:g}.".replace("-", "−"))
    return None


def winner(table: dict) -> Fault | None:
    """The expected winner is one of the settings."""
    name = plain(table["winner"])
    known = list(dict.fromkeys(row[0] for row in plain_rows(table["rows"])))
    if name not in known:
        among = listed(map(shown, known))
        return Fault(
            "winner-unknown", f"The winner is {shown(name)}, and the settings are {among}."
        )
    return None


# The parts that earn points, each with what it looks at, in order
PARTS: dict[str, tuple[Check, ...]] = {
    "settings and baseline": (needs("rows"), rows_form, settings),
    "seeds": (needs("rows"), rows_form, seeds),
    "numbers": (
        needs("rows", "measure", "larger_is_better"),
        rows_form,
        settings,
        seeds,
        spread,
        measure,
    ),
    "prediction": (needs("prediction", "winner", "by", "rows"), prediction, rows_form, winner),
}
WHOLE: tuple[Check, ...] = (
    needs(*ENTRIES),
    no_other_entry,
    rows_form,
    settings,
    seeds,
    spread,
    measure,
    prediction,
    winner,
)


def _found(checks: tuple[Check, ...], table: Any) -> Iterator[Fault]:
    for check in checks:
        if (fault := check(table)) is not None:
            yield fault
            return


def table_fault(table: Any, part: str = "") -> Fault | None:
    """What a table lacks first, as a whole or in one of its `PARTS`; None where nothing is."""
    return next(_found(PARTS[part] if part else WHOLE, table), None)
