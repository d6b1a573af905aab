"""Pictures of a report, as SVG that takes the page's colours and tells nothing by colour alone."""

from __future__ import annotations

import html
import io
import itertools
import math
import re
from collections.abc import Sequence

import matplotlib as mpl
import numpy as np
from markupsafe import Markup
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from grading.course.tables import as_points
from grading.reports.item_analysis import Item

# Drawn in these, which nothing else uses, and replaced by the page's own colours
INK, FILL, FAINT = "#010203", "#040506", "#070809"
COLOURS = {INK: "var(--ink)", FILL: "var(--fill)", FAINT: "var(--faint)"}
STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "report",
    "font.family": "sans-serif",
    "font.size": 11,
    "hatch.color": INK,
    "hatch.linewidth": 1.2,
    "text.color": INK,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": FAINT,
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
}
MOST_BARS = 20
LABEL = {"facecolor": FAINT, "edgecolor": "none", "pad": 2.5}
_numbers = itertools.count(1)


def _svg(fig: Figure, alt: str) -> Markup:
    """The figure as an SVG element with its alternative text."""
    buffer = io.StringIO()
    fig.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    text = buffer.getvalue()
    text = re.sub(r"(?s)<metadata>.*?</metadata>", "", text[text.index("<svg") :])
    mine = f"picture{next(_numbers)}-"  # several pictures share a page, and ids must not
    text = re.sub(r'\b(id="|href="#|url\(#)', rf"\g<1>{mine}", text)
    for drawn, shown in COLOURS.items():
        text = text.replace(drawn, shown)
    label = html.escape(" ".join(alt.split()))
    opening = f'<svg role="img" aria-label="{label}" style="max-width:100%;height:auto" '
    return Markup(text.replace("<svg ", opening, 1))


def distribution(scores: Sequence[float], most: float) -> Markup:
    """How many students have how many points: a bar for each whole one, or for a few."""
    step = max(1, math.ceil(most / MOST_BARS))
    starts = np.arange(0, math.floor(most + 1e-9) + 1, step)
    held = np.clip(np.floor((np.asarray(scores) + 1e-9) / step), 0, len(starts) - 1).astype(int)
    counts = np.bincount(held, minlength=len(starts))
    middle = float(np.median(scores))
    told = [
        f"{start if step == 1 else f'{start} to {start + step - 1}'}: {count}"
        for start, count in zip(starts, counts, strict=True)
        if count
    ]
    alt = (
        f"Histogram of the scores of {len(scores)} students, from 0 to {as_points(most)} points; "
        f"the median is {as_points(middle)}. Students by whole points: {', '.join(told)}."
    )
    with mpl.rc_context(STYLE):
        fig = Figure(figsize=(7.2, 3), layout="tight")
        axes = fig.subplots()
        bars = axes.bar(
            starts, counts, step, align="center" if step == 1 else "edge", color=FILL, edgecolor=INK
        )
        axes.bar_label(bars, [str(c) if c else "" for c in counts], padding=2)
        top = axes.get_xaxis_transform()
        axes.plot(middle, 1, "v", color=INK, markersize=7, transform=top, clip_on=False)
        axes.text(middle, 1.06, f"median {as_points(middle)}", transform=top, ha="center")
        axes.set(xlabel="points", ylabel="students")
        if step == 1:
            axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        else:  # where bars begin
            axes.set_xticks(starts[:: math.ceil(len(starts) / 10)])
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.margins(x=0.02, y=0.18)
        return _svg(fig, alt)


def exercises(items: Sequence[Item]) -> Markup:
    """Which share of the class has all, some or none of each exercise's points."""
    alt = (
        "For each exercise, how many students have all, some and none of its points. "
        + "; ".join(f"{item.name}: {item.full}, {item.part}, {item.none}" for item in items)
    )
    parts = (
        ("all points", [item.full for item in items], {"color": FILL}),
        ("some", [item.part for item in items], {"color": "none", "hatch": "////"}),
        ("none", [item.none for item in items], {"color": "none"}),
    )
    with mpl.rc_context(STYLE):
        fig = Figure(figsize=(7.2, 1.1 + 0.36 * len(items)), layout="tight")
        axes = fig.subplots()
        rows, left = np.arange(len(items)), np.zeros(len(items))
        for label, counts, look in parts:
            bars = axes.barh(
                rows, counts, 0.72, left=left, label=label, edgecolor=INK, linewidth=1, **look
            )
            for bar, number in zip(bars, counts, strict=True):
                if number:
                    place = bar.get_x() + bar.get_width() / 2, bar.get_y() + bar.get_height() / 2
                    axes.text(*place, number, ha="center", va="center", fontsize=10, bbox=LABEL)
            left += counts
        axes.set_yticks(rows, [item.name for item in items])
        axes.invert_yaxis()
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.set_xlabel("students")
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3)
        return _svg(fig, alt)


def lessons(shares: dict[str, Sequence[float]]) -> Markup:
    """The median and the middle half of each lesson's scores, as shares of its points."""
    known = {name: np.percentile(s, [25, 50, 75]) for name, s in shares.items() if len(s)}
    alt = "Scores of each lesson as shares of its points. " + "; ".join(
        f"{name}: median {q[1]:.0%}, the middle half from {q[0]:.0%} to {q[2]:.0%}"
        for name, q in known.items()
    )
    with mpl.rc_context(STYLE):
        fig = Figure(figsize=(7.2, 1 + 0.36 * len(known)), layout="tight")
        axes = fig.subplots()
        for row, quarters in enumerate(known.values()):
            low, middle, high = 100 * quarters
            axes.barh(row, high - low, 0.5, left=low, color=FAINT, edgecolor=INK)
            axes.plot([middle, middle], [row - 0.32, row + 0.32], color=INK, linewidth=3)
        axes.set_yticks(range(len(known)), list(known))
        axes.invert_yaxis()
        axes.set(
            xlim=(0, 100), xlabel="% of the points: thick line the median, box the middle half"
        )
        return _svg(fig, alt)
