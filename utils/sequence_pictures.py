"""Drawings of what readers of rows and writers of names do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from utils.checking.describe import as_array
from utils.digit_pictures import draw_digit, probability_bars
from utils.drawing.in_words import counted, listed, number
from utils.drawing.picture import Picture
from utils.drawing.shares import share
from utils.drawing.style import BLACK, BLUE, GREY, MARKERS, ORANGE, figure
from utils.names import LETTERS


def rows_picture(image: Any, rows: int, probabilities: Any) -> Picture:
    """An image whose first rows are shown, the rest pale, beside a reader's ten probabilities.

    Args:
        image: (28, 28) bytes.
        rows: how many the reader saw.
        probabilities: (10,), after these rows.
    """
    p = as_array(probabilities).astype(float)
    fig, (left, right) = figure(1, 2, width=7.4, height=3.0, gridspec_kw={"width_ratios": [1, 1.8]})
    pale = as_array(image).astype(int).copy()
    pale[rows:] = pale[rows:] // 5
    draw_digit(left, pale, f"{counted(rows, 'row')} of 28 read")
    left.axhline(rows - 0.5, color=ORANGE, linestyle="--")
    probability_bars(right, p)
    sure = "above 0.95" if p.max() >= 0.95 else "above 0.5" if p.max() > 0.5 else "of 0.5 or less"
    seen = f"An image of a digit of which {counted(rows, 'row')} of 28 are read"
    return Picture(fig, f"{seen}; the likeliest of ten digits has a probability {sure}.")


def rows_accuracy_picture(accuracy: Mapping[int, float]) -> Picture:
    """How often a reader is right when it sees so many rows and paper below."""
    rows, right = list(accuracy), [100 * value for value in accuracy.values()]
    fig, ax = figure(width=7.0, height=3.6)
    ax.plot(rows, right, color=BLUE, marker="o")
    ax.axhline(10, color=GREY, linestyle=":", lw=1.4)
    ax.text(28, 12, "guessing", ha="right", color=BLACK)
    ax.set(xlabel="rows that are shown", ylabel="right answers in %", ylim=(0, 103))
    ax.set_xticks(rows[::2])
    half = next((count for count, value in accuracy.items() if value >= 0.5), None)
    levels = (98, 95, 90, 75, 50, 25)
    told = share(round(1000 * accuracy[rows[-1]]), 1000, levels)
    begins = "near guessing" if accuracy[rows[0]] < 0.25 else "above guessing"
    way = "passes half on the way" if half and accuracy[rows[0]] < 0.5 else "has no way to go"
    alt = f"Right answers over the rows that are shown: {begins} at {rows[0]}, {way}, and {told}"
    return Picture(fig, f"{alt} at {rows[-1]}.")


def writers_picture(
    pairs: float, writers: Sequence[float], differences: Sequence[tuple[float, float]]
) -> Picture:
    """Perplexities on test names, and what each writer gains on the pairs, name by name.

    Args:
        pairs: perplexity of counted pairs.
        writers: perplexities of writers, one for each seed.
        differences: for each writer, the mean of its differences to the pairs over the names, and
            its standard error.
    """
    fig, (left, right) = figure(1, 2, width=9.4, height=3.6)
    left.plot([0], [pairs], MARKERS[1], color=ORANGE, markersize=10)
    left.plot([1] * len(writers), list(writers), MARKERS[0], color=BLUE, markersize=9)
    left.set_xticks([0, 1], ["pairs", "writers"])
    left.set(xlim=(-0.6, 1.6), ylabel="perplexity", title="On the test names")
    left.set_ylim(0, 1.15 * max([pairs, *writers]))
    left.text(0.08, pairs, f" {pairs:.1f}", va="center")
    if writers:
        left.text(1.08, float(np.mean(writers)), f" {np.mean(writers):.1f}", va="center")
    for k, (mean, error) in enumerate(differences):
        right.errorbar([k], [mean], [2 * error], fmt="o", color=BLUE, capsize=6, markersize=8)
    right.axhline(0, color=BLACK, lw=1.0, linestyle="--")
    right.set_xticks(range(len(differences)), [f"seed {k}" for k in range(len(differences))])
    right.set(title="Writer minus pairs, per name", ylabel="surprise, ± 2 standard errors")
    right.set_xlim(-0.6, max(len(differences), 1) - 0.4)
    return Picture(fig, _who_wins(pairs, writers, differences))


def _who_wins(pairs: float, writers: Sequence[float], differences: Sequence[tuple]) -> str:
    if not writers:
        return (
            f"Two panels. The pairs have a perplexity of {number(pairs, 2)}; no writer is trained."
        )
    better = sum(value < pairs for value in writers)
    sure = sum(mean + 2 * error < 0 for mean, error in differences)
    count = counted(len(writers), "writer")
    return (
        f"Two panels. The pairs have a perplexity of {number(pairs, 2)}, and {better} of {count} a "
        f"lower one. Name by name, {sure} of {len(differences)} stay below the pairs by more than "
        "two standard errors."
    )


def invented_picture(
    invented: Mapping[float, Sequence[str]], known: Sequence[str], shown: int = 9
) -> Picture:
    """Invented names, a column for each temperature, and how many of them are known.

    Args:
        invented: as many names for each temperature.
        known: names that stand in a list.
        shown: how many of the names stand in a column; all of them are looked up in the lists.
    """
    shown = min(shown, max((len(names) for names in invented.values()), default=0))
    found = {T: [name for name in names if name in known] for T, names in invented.items()}
    told = {T: [_times(*pair) for pair in Counter(found[T]).items()][:3] for T in found}
    height = shown + 1 + max((len(names) for names in told.values()), default=0)
    fig, ax = figure(width=9.0, height=0.34 * height + 1.0)
    ax.axis("off")
    ax.set(xlim=(0, max(1, len(invented))), ylim=(height + 0.6, -1.2))
    for column, (temperature, names) in enumerate(invented.items()):
        left, old = column + 0.05, found[temperature]
        ax.text(left, -0.7, f"temperature {number(temperature)}", weight="bold", va="center")
        for row, name in enumerate(names[:shown]):
            ax.text(left, row + 0.2, name, va="center", family="monospace")
        few = f": the first {len(told[temperature])}" if len(set(old)) > 3 else ""
        ax.text(left, shown + 0.9, f"of {len(names)}, {len(old)} in a list{few}", va="center")
        for row, name in enumerate(told[temperature], start=shown):
            ax.text(left, row + 1.8, name, va="center", family="monospace")
    if not invented:
        return Picture(fig, "No names: no writer is trained.")
    ax.axhline(shown + 0.3, color=GREY, lw=0.8)
    warmths, n = listed([number(each) for each in invented]), max(map(len, invented.values()))
    most = max(map(len, found.values()))
    rare = "fewer than 1 in 20" if 20 * most < n else f"up to {most}"
    return Picture(
        fig,
        f"A column of {counted(shown, 'name')} that a network wrote at each of the temperatures "
        f"{warmths}; of {n} that it wrote at each of them, {rare} stand in the lists.",
    )


def _times(name: str, n: int) -> str:
    return f"{name} × {n}" if n > 1 else name


def letters_picture(beginning: str, temperature: float, drawn: Sequence[int]) -> Picture:
    """How often each symbol was drawn after a beginning."""
    counts = np.bincount(np.asarray(drawn, int), minlength=len(LETTERS) + 1)[: len(LETTERS) + 1]
    names = ["end", *LETTERS[:-1], "space"]
    order = np.roll(np.arange(len(names)), -1)  # letters first, then the space, then END
    fig, ax = figure(width=9.0, height=3.4)
    ax.bar(range(len(names)), counts[order] / max(1, counts.sum()), color=BLUE, edgecolor=BLACK)
    labels = [names[k] for k in order]
    ax.set_xticks(range(len(names)), [label if len(label) == 1 else "" for label in labels])
    top = counts.max() / max(1, counts.sum())
    for place in (len(names) - 2, len(names) - 1):
        ax.text(place, -0.07 * max(top, 0.1), labels[place], rotation=45, ha="right", va="top")
    ax.set(ylabel="share of the draws", ylim=(0, 1.1 * max(top, 0.1)))
    ax.set_title(f"after “{beginning}”, temperature {number(temperature)}")
    ax.grid(False, axis="x")
    kinds = "more than half" if top > 0.5 else "at most half"
    alt = (
        f"Bars: how often each of {len(names)} symbols was drawn after “{beginning}” at "
        f"temperature {number(temperature)}. The commonest took {kinds} of the draws."
    )
    return Picture(fig, alt)
