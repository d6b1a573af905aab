"""Drawings of an experiment's table: pairs of runs with one seed, and what their spread allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill

from matplotlib.axes import Axes

from utils.capstone import Comparison, Row, baseline_of, compare, numbers_by
from utils.drawing.in_words import counted, number
from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, BLUE, COLOURS, DASHES, GREY, MARKERS, figure

Numbers = Mapping[str, Mapping[int, float]]
PAPER = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.0}


def paired_picture(rows: Sequence[Row], measure: str, larger_is_better: bool = True) -> Picture:
    """The numbers of all runs, joined where the seed is the same, and their differences.

    Args:
        rows: (setting, is_baseline, seed, number) for each run; no rows give an empty picture.
        measure: what the numbers are, such as "accuracy in %".
        larger_is_better: whether a larger number is the better one.

    Raises:
        ValueError: the rows have no baseline, or a setting shares fewer than two seeds with it.
    """
    if not len(rows):
        fig, ax = figure(width=6.0, height=1.6)
        ax.axis("off")
        ax.text(0.5, 0.5, "no runs yet", ha="center", va="center", transform=ax.transAxes)
        return Picture(fig, "No runs yet.")
    baseline, found = baseline_of(rows), compare(rows)
    numbers = {name: numbers_by(rows)[name] for name in (baseline, *found)}
    fig, (left, right) = figure(1, 2, width=9.6, height=1.9 + 0.75 * len(numbers), sharey=True)
    _draw_runs(left, numbers, measure)
    _draw_differences(right, found, larger_is_better)
    right.set(title=f"Minus “{_short(baseline)}”", xlabel=fill(measure, 44))
    return Picture(fig, _in_words(numbers, found, measure, larger_is_better))


def _short(name: str, most: int = 26) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _draw_runs(ax: Axes, numbers: Numbers, measure: str) -> None:
    """A line for each seed of the baseline through all settings, and a bar at each mean."""
    names = list(numbers)
    for k, seed in enumerate(numbers[names[0]]):
        points = [(numbers[n][seed], place) for place, n in enumerate(names) if seed in numbers[n]]
        look = {"color": COLOURS[k % 6], "marker": MARKERS[k % 6], "linestyle": DASHES[k // 6 % 6]}
        ax.plot(*zip(*points, strict=True), linewidth=1.2, **look)
    for place, each in enumerate(numbers.values()):
        mean = sum(each.values()) / len(each)
        ax.plot([mean, mean], [place - 0.25, place + 0.25], color=BLACK, linewidth=3.5)
    ax.set_yticks(range(len(names)), [fill(_short(name), 14) for name in names])
    ax.set(ylim=(len(names) - 0.5, -0.6), xlabel=fill(measure, 44), title="A line for each seed")


def _draw_differences(ax: Axes, found: Mapping[str, Comparison], larger_is_better: bool) -> None:
    """A row for each setting: its differences as dots, their mean, and where it may lie."""
    ax.axvline(0, color=GREY, linestyle="--", linewidth=1.4)
    for place, each in enumerate(found.values(), start=1):
        far = each.high - each.difference
        ax.errorbar([each.difference], [place], xerr=[far], color=BLUE, linewidth=2, capsize=7)
        ax.plot(each.differences, [place] * len(each.differences), "o", color=BLUE, markersize=6)
        ax.plot([each.difference], [place], "D", color=BLACK, markersize=9)
        verdict = each.verdict(larger_is_better)
        ax.text(each.difference, place - 0.3, verdict, ha="center", va="center", bbox=PAPER)
    ax.text(0, 0, "baseline", ha="center", va="center", bbox=PAPER)
    ax.margins(x=0.16)


def _in_words(
    numbers: Numbers, found: Mapping[str, Comparison], measure: str, larger_is_better: bool
) -> str:
    baseline, *_ = numbers
    own = list(numbers[baseline].values())
    told = [
        f"Two panels: {counted(len(numbers), 'setting')} with {counted(len(own), 'seed')} each, "
        f"and the differences of each seed. The measure is {measure}. The baseline “{baseline}” "
        f"has a mean of {number(sum(own) / len(own))}."
    ]
    for name, each in found.items():
        told.append(
            f"Setting “{name}” has a mean of {number(each.mean)}: a difference of "
            f"{number(each.difference)}, which may be anything from {number(each.low)} to "
            f"{number(each.high)}: {each.verdict(larger_is_better)}."
        )
    return " ".join(told)
