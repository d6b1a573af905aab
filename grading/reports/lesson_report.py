"""What a lesson's page of the report shows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from markupsafe import Markup

from grading import ROOT
from grading.course.roster import read_people
from grading.gradebook.book import Course
from grading.gradebook.grades_csv import FAILED
from grading.reports import pictures
from grading.reports.class_mistakes import Made, mistakes_made
from grading.reports.earned import Work, points_of, read_lesson
from grading.reports.item_analysis import Item, analyse

SLOWEST = 5


@dataclass(frozen=True)
class LessonReport:
    """What a lesson's page shows.

    Attributes:
        works: what each student of the class earned.
        points: what each graded cell is worth.
        notes: what grading noted of each student: seconds, slowest cell, signs of tampering.
        names: the students' names, where roster.csv has them.
        root: the course.
    """

    lesson: str
    works: list[Work]
    points: dict[str, float]
    notes: dict[str, dict] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    root: Path = ROOT

    @cached_property
    def made(self) -> list[Made]:
        """The class's mistakes, most frequent first."""
        return mistakes_made([work.student for work in self.judged], [self.lesson], self.root)

    @cached_property
    def most(self) -> float:
        """The points of the whole lesson."""
        return sum(self.points.values())

    @cached_property
    def judged(self) -> list[Work]:
        """The work whose tests ran."""
        return [work for work in self.works if work.judged]

    @cached_property
    def scores(self) -> list[float]:
        """The scores of judged work, late penalties taken off."""
        return [work.score for work in self.judged]

    @cached_property
    def items(self) -> list[Item]:
        """The analysis of each exercise."""
        return analyse([work.cells for work in self.judged], self.points)

    @cached_property
    def waiting(self) -> int:
        """How many answers wait for a person."""
        return sum(work.waiting for work in self.judged)

    def having(self, *statuses: str) -> list[Work]:
        """The work with one of these statuses."""
        return [work for work in self.works if work.status in statuses]

    @property
    def suspects(self) -> list[Work]:
        """Work that needs a person's eye."""
        return self.having("tampered", "partial", "ungradable", FAILED)

    def evidence(self, work: Work) -> list[str]:
        """What grading saw: signs of tampering first, then the rest of the reason."""
        signs = [str(sign) for sign in self.notes.get(work.student, {}).get("tampering", [])]
        rest = work.reason
        for sign in signs:
            rest = rest.replace(f"{sign}; ", "").replace(sign, "")
        return [*signs, *([rest] if rest else [])]

    @cached_property
    def slowest(self) -> list[tuple[str, float, str, float]]:
        """Student, seconds, slowest cell and its seconds, for those that took longest."""
        rows = []
        for student, note in self.notes.items():
            cell, seconds = [*note.get("slowest", ("", 0.0)), "", 0.0][:2]
            rows.append((student, float(note.get("seconds", 0.0)), str(cell), float(seconds)))
        return sorted(rows, key=lambda row: -row[1])[:SLOWEST]

    @property
    def quarters(self) -> dict[str, float]:
        """Lowest, quartiles, highest and mean of the scores."""
        cuts = np.percentile(self.scores, [0, 25, 50, 75, 100])
        names = ("lowest", "lower quartile", "median", "upper quartile", "highest")
        return dict(zip(names, map(float, cuts), strict=True)) | {
            "mean": round(float(np.mean(self.scores)), 2)
        }

    def picture_of_scores(self) -> Markup:
        """The distribution of the scores."""
        return pictures.distribution(self.scores, self.most)

    def picture_of_exercises(self) -> Markup:
        """All, some and none of each exercise's points."""
        return pictures.exercises([item for item in self.items if item.students])


def read_report(course: Course, lesson: str, students: Sequence[str]) -> LessonReport:
    """Gather what a lesson's page shows."""
    with course.open() as gradebook:
        works = read_lesson(gradebook, lesson, students, course.root)
        worth = points_of(gradebook, lesson, course.root)
    judged = [work.student for work in works if work.judged]
    people = read_people(course.root) or []
    return LessonReport(
        lesson,
        works,
        worth,
        {student: note for student in judged if (note := _note(course.root, lesson, student))},
        {person.student: person.name for person in people if person.name},
        course.root,
    )


def _note(root: Path, lesson: str, student: str) -> dict:
    path = root / ".cache" / "graded" / lesson / f"{student}.json"
    try:
        note = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}
