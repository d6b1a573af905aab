"""Item analysis: how hard each exercise was, and whether it tells strong work from weak.

The difficulty of an item is the mean share of its points (Crocker and Algina, Introduction to
Classical and Modern Test Theory, 1986, chapter 14): low is hard. Its discrimination is the
corrected item-total correlation: that of its points with the points of all other items together
(Henrysson, Psychometrika 28, 1963, 211-218), without itself, which would only agree with itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from grading.lesson.cells import exercise_of

FEWEST = 4  # students: below, a correlation has no interval
HARD, EASY = 0.3, 0.95  # shares of points
WEAK = 0.2  # correlations below tell little


@dataclass(frozen=True)
class Item:
    """What the class did on one exercise.

    Attributes:
        points: what it is worth.
        full: students with all of its points.
        part: students with some of them.
        none: students with none.
        waiting: students whose answer nobody has scored yet; they count nowhere else.
        difficulty: mean share of its points; None where nobody was scored.
        discrimination: corrected item-total correlation; None where there is none.
        interval: 95 % interval of it, by Fisher's z.
        why: why there is no discrimination.
    """

    name: str
    points: float
    full: int
    part: int
    none: int
    waiting: int = 0
    difficulty: float | None = None
    discrimination: float | None = None
    interval: tuple[float, float] | None = None
    why: str = ""

    @property
    def students(self) -> int:
        """How many were scored."""
        return self.full + self.part + self.none

    @property
    def remark(self) -> str:
        """What to look at, in words; nothing that chance alone would explain."""
        if self.waiting:  # blank answers are scored first, and say nothing of the others
            return "not yet: answers wait for a person"
        said = []
        if self.difficulty is not None and self.students >= FEWEST:
            if self.difficulty < HARD:
                said.append("hard: less than a third of its points were earned")
            elif self.difficulty > EASY:
                said.append("nearly everybody has all of it")
        if self.interval and self.interval[1] < 0:
            said.append("those who did well elsewhere lost points here: look at its text and tests")
        elif self.interval and self.interval[1] < WEAK:
            said.append("tells strong work from weak poorly")
        return "; ".join(said)


def by_exercise(
    cells: Mapping[str, float | None], points: Mapping[str, float]
) -> dict[str, float | None]:
    """The points of each exercise; None where one of its cells waits for a person."""
    found: dict[str, float | None] = {}
    for cell in points:
        name, score = exercise_of(cell), cells.get(cell, 0.0)
        known = found.get(name, 0.0)
        found[name] = None if known is None or score is None else known + score
    return found


def analyse(
    results: Sequence[Mapping[str, float | None]], points: Mapping[str, float]
) -> list[Item]:
    """The analysis of a lesson's exercises, in their order.

    Args:
        results: for each student whose tests ran, the points of each graded cell; None where a
            person must still decide.
        points: what each graded cell is worth.
    """
    worth = by_exercise(points, points)
    scores = np.array(
        [[np.nan if s is None else s for s in by_exercise(w, points).values()] for w in results],
        dtype=float,
    ).reshape(len(results), len(worth))
    # Totals compare students only where all of them have the same exercises in them
    whole = ~np.isnan(scores).any(axis=0)
    items = []
    for column, (name, most) in enumerate(worth.items()):
        own = scores[:, column]
        scored = ~np.isnan(own)
        others = whole & (np.arange(len(worth)) != column)
        rest = scores[scored][:, others].sum(axis=1)
        items.append(_item(name, float(most or 0.0), own[scored], rest, int((~scored).sum())))
    return items


def _item(name: str, most: float, own: np.ndarray, rest: np.ndarray, waiting: int) -> Item:
    full, none = int((own >= most - 1e-9).sum()), int((own <= 1e-9).sum())
    if most <= 0:
        full = none = 0
    found, interval, why = _correlation(own, rest)
    return Item(
        name=name,
        points=most,
        full=full,
        part=len(own) - full - none,
        none=none,
        waiting=waiting,
        difficulty=float(own.mean() / most) if len(own) and most > 0 else None,
        discrimination=found,
        interval=interval,
        why=why,
    )


def _correlation(
    own: np.ndarray, rest: np.ndarray
) -> tuple[float | None, tuple[float, float] | None, str]:
    """Pearson's correlation with its 95 % interval, or why there is none."""
    if len(own) < FEWEST:
        return None, None, f"fewer than {FEWEST} students"
    if np.ptp(own) < 1e-9:
        return None, None, "all have the same points here"
    if np.ptp(rest) < 1e-9:
        return None, None, "all have the same points elsewhere"
    found = float(np.clip(np.corrcoef(own, rest)[0, 1], -1, 1))
    middle = np.arctanh(np.clip(found, -0.999999, 0.999999))
    reach = 1.96 / np.sqrt(len(own) - 3)
    return found, (float(np.tanh(middle - reach)), float(np.tanh(middle + reach))), ""
