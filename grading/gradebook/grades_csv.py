"""The rows of grades.csv, one for every student and lesson."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from grading.autograde.hand_grades import ANSWER, POINTS, UNKNOWN
from grading.course.refusals import REFUSED
from grading.course.roster import duration
from grading.course.tables import GRADES, as_points, read_rows, write_table
from grading.course.told import ROW, Told
from grading.gradebook.student_scores import Standing

FAILED = "infrastructure error"
UNREAD = ("ungradable", REFUSED)  # statuses of work that came, and that nobody could grade
STATUSES = ("graded", "partial", "tampered", *UNREAD, "missing", FAILED)

MOST_TOLD = 20  # rows on the screen
WAITS = re.compile(r"\bwaits? for (?:manual grading|a second look)")
BY_HAND = "`make formgrader`, then `make grade`"

AGAIN = {
    ANSWER: "the answer changed since a person scored it",
    POINTS: "a person's score is above the points that there are now",
    UNKNOWN: "nobody knows which answer a person scored",
}


@dataclass(frozen=True)
class Row:
    """A line of grades.csv; `status` is one of `STATUSES`, `reason` is told."""

    student: str
    lesson: str
    status: str
    score: float
    max_score: float
    reason: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "reason", Told(self.reason))

    def cells(self) -> list[str]:
        """The row as texts, points without needless digits."""
        scores = [as_points(value) for value in (self.score, self.max_score)]
        return [self.student, self.lesson, self.status, *scores, self.reason]


def reason_of(seen: list[str], ours: list[str]) -> Told:
    """What a row says: what was seen in a student's work, and what the instructor must know.

    The first is cut so that the second stays, however much a notebook gives to see.

    Args:
        seen: remarks, those that repeat counted.
        ours: what the gradebook and the dates say.
    """
    must = "; ".join(ours)
    told = Told("; ".join(seen), max(ROW // 3, ROW - len(must) - 2))
    return Told("; ".join(filter(None, [told, must])))


def in_words(standing: Standing) -> list[str]:
    """What the instructor should know about a student's scores."""
    said = []
    if standing.waiting:
        count, worth = len(standing.waiting), sum(standing.waiting)
        who = "1 answer waits" if count == 1 else f"{count} answers wait"
        said.append(f"{who} for manual grading ({worth:g} point{'' if worth == 1 else 's'})")
    for why, because in AGAIN.items():
        if cells := [cell for cell, reason in standing.again if reason == why]:
            verb = "waits" if len(cells) == 1 else "wait"
            said.append(f"{', '.join(cells)} {verb} for a second look: {because}")
    for cell, then, now in standing.moved:
        said.append(f"{cell} was scored by a person when it had {then:g} points, not {now:g}")
    if standing.late:
        cost = f", {as_points(standing.penalty)} points taken off" if standing.penalty else ""
        said.append(f"late by {duration(standing.late)}{cost}")
    return said


def write_grades(path: Path, rows: list[Row], graded: list[str]) -> None:
    """Write grades.csv in one step; rows of lessons that were not graded now stay."""
    kept = [line for line in read_rows(path, GRADES) if line[1] not in graded]
    lines = kept + [row.cells() for row in rows]
    write_table(path, GRADES, sorted(lines, key=lambda line: line[1]))


def summary(rows: list[Row]) -> str:
    """How many rows have which status, in one line."""
    counts = {status: sum(row.status == status for row in rows) for status in STATUSES}
    return ", ".join(f"{count} {status}" for status, count in counts.items() if count)


def to_do(rows: list[Row]) -> list[str]:
    """What a person has to do about these rows, a line each; nothing where all is well."""
    odd = [row for row in rows if row.status not in ("graded", "missing")]
    said = [f"{row.student}, {row.lesson}: {row.status}, {row.reason}" for row in odd[:MOST_TOLD]]
    if odd[MOST_TOLD:]:
        said.append(f"{len(odd) - MOST_TOLD} more are neither graded nor missing: see grades.csv")
    waiting = Counter(row.lesson for row in rows if WAITS.search(row.reason))
    if waiting:
        whose = ", ".join(f"{count} in {lesson}" for lesson, count in sorted(waiting.items()))
        said.append(f"students whose answers wait for you: {whose}. {BY_HAND}")
    return said


def table(rows: list[Row]) -> list[str]:
    """The rows in columns, for the screen."""
    lines = [["student", "lesson", "status", "score", "of", "reason"]]
    lines += [row.cells() for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(6)]
    numbers = (3, 4)
    return [
        "  ".join(
            cell.rjust(width) if column in numbers else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
