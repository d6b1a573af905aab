"""Show how a class did: `make report` writes report/index.html and a page for each lesson.

Pages are whole: one file each, for any browser, without a network. They name students, so they stay
with the instructor.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from grading import ROOT, CourseError, lessons, select_lessons
from grading import report_pictures as pictures
from grading.class_mistakes import Made, mistakes_made
from grading.classbook import Work, graded_lessons, points_of, read_lesson
from grading.gradebook import Course
from grading.items import Item, analyse
from grading.release import write_atomically
from grading.roster import read_people
from grading.rows import FAILED
from grading.submissions import submitting_students
from grading.tables import points

SLOWEST = 5
TEMPLATES = Path(__file__).parent / "templates"


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


def as_code(text: str) -> Markup:
    """A sentence as HTML, its parts in backticks as code.

    >>> as_code("`if` asks a < b")
    Markup('<code>if</code> asks a &lt; b')
    """
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def environment() -> Environment:
    """The templates; whatever a student or file says is escaped in them."""
    known = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    known.filters["points"] = points
    known.filters["code"] = as_code
    return known


def write_report(root: Path = ROOT, wanted: str = "") -> list[LessonReport]:
    """Write report/index.html and report/<lesson>.html.

    Args:
        root: the course.
        wanted: lessons, such as "00 01"; all that were graded when empty.

    Raises:
        CourseError: nothing was graded yet, or no lesson has that name.
    """
    if not (root / "grades.csv").exists():
        raise CourseError("nothing was graded yet: run `make grade` first")
    course = Course(root)
    people = read_people(root)
    students = [p.student for p in people] if people else submitting_students(root)
    with course.open() as gradebook:
        known = graded_lessons(gradebook)
    known = [name for name in lessons(root) if name in known]
    chosen = [name for name in select_lessons(wanted, root) if name in known]
    if not chosen:
        raise CourseError("none of these lessons was graded yet: run `make grade` first")
    reports = {lesson: read_report(course, lesson, students) for lesson in known}
    shared = {"made": f"{datetime.now():%Y-%m-%d %H:%M}", "lessons": known}
    pages, folder = environment(), root / "report"
    for lesson in chosen:
        page = pages.get_template("lesson.html").render(report=reports[lesson], **shared)
        write_atomically(folder / f"{lesson}.html", page)
    shared["lessons"] = [name for name in known if (folder / f"{name}.html").exists()]
    index = pages.get_template("index.html").render(
        reports=reports.values(), picture=_picture(reports.values()), **shared
    )
    write_atomically(folder / "index.html", index)
    return [reports[lesson] for lesson in chosen]


def _picture(reports: Iterable[LessonReport]) -> Markup:
    shares = {r.lesson: [s / r.most for s in r.scores] for r in reports if r.scores and r.most}
    return pictures.lessons(shares) if shares else Markup()


def main(arguments: list[str] | None = None) -> int:
    """Write the class's report."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--lessons", default="", help='such as "00 01"; all graded if left out')
    options = parser.parse_args(arguments)
    try:
        reports = write_report(ROOT, options.lessons)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    for report in reports:
        print(f"report/{report.lesson}.html: {len(report.judged)} of {len(report.works)} graded")
    print("Open report/index.html in a browser. It names students: keep it to yourself.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
