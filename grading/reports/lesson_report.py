"""What a lesson's page of the report shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from markupsafe import Markup

from grading import ROOT
from grading.course.regrade_file import Request
from grading.course.roster import read_people
from grading.course.tables import as_points
from grading.course.told import counted
from grading.gradebook.book import Course
from grading.gradebook.given import Scored, scored_in, shares
from grading.gradebook.graded_note import GradedNote, read_note
from grading.gradebook.grades_csv import FAILED, UNREAD
from grading.lesson.cells import exercise_of
from grading.reports import pictures
from grading.reports.alike_answers import Group, alike_groups
from grading.reports.class_mistakes import Made, mistakes_made
from grading.reports.item_analysis import Item, analyse
from grading.reports.results import Result, points_of, read_lesson

SLOWEST = 5
KINDS = 20  # of signs of one student


@dataclass(frozen=True)
class Section:
    """How one section of a class did.

    Attributes:
        name: as roster.csv has it; empty for those without one.
        students: how many.
        graded: of how many the tests ran.
        missing: how many handed in nothing.
        median: of the scores; None where there is none.
    """

    name: str
    students: int
    graded: int
    missing: int
    median: float | None


@dataclass(frozen=True)
class Share:
    """What one grader has done in a lesson.

    Attributes:
        grader: empty for answers that are nobody's, or whose grader is not known.
        students: how many in their share handed in work whose tests ran.
        given: how many answers they scored, in whoever's share.
        waiting: how many answers of their share wait.
    """

    grader: str
    students: int
    given: int
    waiting: int


@dataclass(frozen=True)
class LessonReport:
    """What a lesson's page shows.

    Attributes:
        results: what each student of the class earned.
        points: what each graded cell is worth.
        notes: what grading noted of each student: seconds, slowest cell, signs of tampering.
        names: the students' names, where roster.csv has them.
        root: the course.
        scored: the cells that people scored, and who did.
        shares: who grades whom; empty where nobody is named.
        requests: who asks to have a score looked at again.
        sections: the students' sections, where roster.csv has them; somebody in two counts in each.
    """

    lesson: str
    results: list[Result]
    points: dict[str, float]
    notes: dict[str, GradedNote] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    root: Path = ROOT
    sections: dict[str, tuple[str, ...]] = field(default_factory=dict)
    scored: list[Scored] = field(default_factory=list)
    shares: dict[str, str] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)

    @cached_property
    def by_grader(self) -> list[Share]:
        """What each grader has done, and has to do; none where nobody is named."""
        names = {each.grader for each in self.scored} | set(self.shares.values())
        if not names - {""}:
            return []
        return [self._share(name) for name in sorted(names - {""}) + [""] * ("" in names)]

    def _share(self, grader: str) -> Share:
        mine = [r for r in self.examined if self.shares.get(r.student, "") == grader]
        given = sum(each.grader == grader for each in self.scored)
        return Share(grader, len(mine), given, sum(result.waiting for result in mine))

    @cached_property
    def unanswered(self) -> int:
        """How many requests wait for an answer."""
        return sum(not each.answer for each in self.requests)

    def points_in(self, request: Request) -> str:
        """What a student has of the points of what a request is about, in words."""
        results = [result for result in self.results if result.student == request.student]
        wanted = exercise_of(request.exercise)
        cells = [
            (points or 0.0, self.points.get(name, 0.0))
            for result in results
            for name, points in result.cells.items()
            if not wanted or exercise_of(name) == wanted
        ]
        earned, most = (sum(each) for each in zip(*cells, strict=True)) if cells else (0.0, 0.0)
        return f"{as_points(earned)} of {as_points(most)}" if cells else "–"

    @cached_property
    def by_section(self) -> list[Section]:
        """How each section did, by name; none where nobody has one."""
        names = sorted({name for mine in self.sections.values() for name in mine})
        if names and any(result.student not in self.sections for result in self.results):
            names.append("")
        return [self._section(name) for name in names]

    def _section(self, name: str) -> Section:
        mine = [r for r in self.results if name in self.sections.get(r.student, ("",))]
        scores = [result.score for result in mine if result.examined]
        return Section(
            name,
            len(mine),
            len(scores),
            sum(result.status == "missing" for result in mine),
            float(np.median(scores)) if scores else None,
        )

    @cached_property
    def made(self) -> list[Made]:
        """The class's mistakes, most frequent first."""
        return mistakes_made([result.student for result in self.examined], [self.lesson], self.root)

    @cached_property
    def most(self) -> float:
        """The points of the whole lesson."""
        return sum(self.points.values())

    @cached_property
    def examined(self) -> list[Result]:
        """The work whose tests ran."""
        return [result for result in self.results if result.examined]

    @cached_property
    def scores(self) -> list[float]:
        """The scores of examined work, late penalties taken off."""
        return [result.score for result in self.examined]

    @cached_property
    def items(self) -> list[Item]:
        """The analysis of each exercise."""
        return analyse([result.cells for result in self.examined], self.points)

    @cached_property
    def waiting(self) -> int:
        """How many answers wait for a person."""
        return sum(result.waiting for result in self.examined)

    def having(self, *statuses: str) -> list[Result]:
        """The work with one of these statuses."""
        return [result for result in self.results if result.status in statuses]

    @property
    def suspects(self) -> list[Result]:
        """Work that needs a person's eye."""
        return self.having("tampered", "partial", *UNREAD, FAILED)

    def signs(self, result: Result) -> list[str]:
        """What grading saw: signs of tampering first, then the rest of the reason."""
        note = self.notes.get(result.student)
        signs = note.tampering if note else []
        rest = result.reason
        for sign in counted(signs):
            rest = rest.replace(f"{sign}; ", "").replace(sign, "")
        return [*counted(signs, KINDS), *([rest] if rest else [])]

    @cached_property
    def alike(self) -> list[Group]:
        """Students whose answers are unusually alike."""
        return alike_groups(self.root, self.lesson, [r.student for r in self.examined])

    @cached_property
    def slowest(self) -> list[tuple[str, float, str, float]]:
        """Student, seconds, slowest cell and its seconds, for those that took longest."""
        rows = []
        for student, note in self.notes.items():
            cell, seconds = note.slowest
            rows.append((student, note.seconds, cell, seconds))
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
        results = read_lesson(gradebook, lesson, students, course.root)
        worth = points_of(gradebook, lesson, course.root)
        scored = scored_in(gradebook, lesson)
        sharing = shares(gradebook, course.root, students, keep=False)
    examined = [result.student for result in results if result.examined]
    people = read_people(course.root) or []
    return LessonReport(
        lesson,
        results,
        worth,
        {
            student: note
            for student in examined
            if (note := read_note(course.root, lesson, student))
        },
        {person.student: person.name for person in people if person.name},
        course.root,
        {person.student: person.sections for person in people if person.sections},
        scored,
        sharing,
        course.regrades.all(students, [lesson]),
    )
