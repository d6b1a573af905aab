"""What a class's lessons come to: which scores are final, which are left out, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from nbgrader.api import Gradebook

from grading import CourseError
from grading.course.extensions import Extensions, read_extensions
from grading.course.roster import Person, read_people
from grading.course.times import utc_now
from grading.gradebook.given import scored_in
from grading.gradebook.grades_csv import FAILED, UNREAD
from grading.handed_in.submissions import class_without_roster
from grading.intake.unclaimed import unclaimed
from grading.reports.results import Result, graded_lessons, points_of, read_lesson


@dataclass
class Scores:
    """What a class's lessons come to.

    Attributes:
        people: the class, in order.
        worth: the points of each lesson.
        due: when each lesson was due, in UTC; None where it is not.
        extensions: until when a student may hand in a lesson that others had to before.
        graders: who scored answers of a student by hand, as far as that is known.
        results: by student and lesson.
        unfinished: whether scores that may still change count, too.
        unclaimed: where work lies that is nobody's yet, by lesson; until that is settled, nobody
            who seems to have handed in nothing gets a 0.
        now: in UTC.
    """

    people: list[Person]
    worth: dict[str, float]
    due: dict[str, datetime | None]
    results: dict[tuple[str, str], Result]
    unfinished: bool = False
    extensions: Extensions = field(default_factory=dict)
    unclaimed: dict[str, list[str]] = field(default_factory=dict)
    now: datetime | None = None
    graders: dict[str, list[str]] = field(default_factory=dict)

    def score(self, student: str, lesson: str) -> float | None:
        """The score to export; None where there is none to tell yet."""
        result = self.results[student, lesson]
        if result.status == FAILED or result.since:
            return None
        if result.status in UNREAD:
            return 0.0 if self.unfinished else None
        if result.status == "missing":
            due = self.extensions.get((student, lesson), self.due[lesson])
            over = due is not None and due < (self.now or utc_now())
            over = over and lesson not in self.unclaimed
            return 0.0 if over or self.unfinished else None
        return None if result.waiting and not self.unfinished else result.score

    @cached_property
    def remarks(self) -> list[str]:
        """What was left out or needs a look, in sentences."""
        results = list(self.results.values())
        waiting = [result for result in results if result.waiting]
        early = [r for r in results if r.status == "missing" and not r.since]
        counts = {
            "waiting for manual grading, and exported as they are"
            if self.unfinished
            else "left out, waiting for manual grading (`make formgrader`, then `make grade`)": len(
                waiting
            ),
            "left out, because grading failed (`make grade` tries again)": sum(
                result.status == FAILED for result in results
            ),
            "left out, handed in since `make grade` last ran: run it": sum(
                result.since for result in results
            ),
            "left out, handed in nothing and not overdue": sum(
                self.score(result.student, result.lesson) is None
                for result in early
                if result.lesson not in self.unclaimed
            ),
            "flagged, and exported as they are (`make report` shows why)": sum(
                result.status == "tampered" for result in results
            ),
            "changed by hand since `make grade` last ran: run it, so that late penalties and pages "
            "follow": sum(result.newer for result in results),
        }
        said = [f"{what}: {count}" for what, count in counts.items() if count]
        if waiting and not self.unfinished:
            whose = [f"{result.student} in {result.lesson}" for result in waiting]
            said.append(f"NO SCORE WAS EXPORTED, since a person must look first: {_some(whose)}")
        return [*self._unread(), *self._unsettled(), *said]

    def _unsettled(self) -> list[str]:
        """Where work lies that may be anybody's who seems to have handed in nothing."""
        said = []
        for lesson, places in self.unclaimed.items():
            lacks = [
                r.student
                for r in self.results.values()
                if r.lesson == lesson and r.status == "missing" and not r.since
            ]
            if lacks and not self.unfinished:
                said.append(
                    f"nobody gets a 0 in {lesson} yet, {_some(lacks)} among them: work came, and "
                    f"nothing told whose it is: {_some(places)}. Correct roster.csv and collect "
                    "again; what is settled by hand, or no student's, delete there"
                )
        return said

    def groups(self, people: Iterable[Person]) -> list[tuple[list[str], list[Person]]]:
        """These people by the lessons that they have a score in, most lessons first."""
        found: dict[tuple[str, ...], list[Person]] = {}
        for person in people:
            names = (n for n in self.worth if self.score(person.student, n) is not None)
            found.setdefault(tuple(names), []).append(person)
        found.pop((), None)
        ordered = sorted(found.items(), key=lambda group: (-len(group[0]), -len(group[1])))
        return [(list(names), group) for names, group in ordered] or [(list(self.worth), [])]

    def _unread(self) -> list[str]:
        """Whose work came and could not be graded."""
        unread = [r for r in self.results.values() if r.status in UNREAD and not r.since]
        whose = [f"{r.student} in {r.lesson}" for r in unread]
        if not whose:
            return []
        so = "exported as 0" if self.unfinished else "left out, which is not 0"
        return [
            f"work that came and could not be graded, {so}: {_some(whose)}. `make report` says "
            "why: ask for it again, or let `make forget` make it missing"
        ]


def read_scores(
    gradebook: Gradebook,
    root: Path,
    chosen: Sequence[str] = (),
    students: Iterable[str] = (),
    unfinished: bool = False,
) -> Scores:
    """The scores of a class.

    Args:
        gradebook: nbgrader's.
        root: the course, for roster.csv and grades.csv.
        chosen: lessons; all that were graded when empty.
        students: who; the whole class when empty.
        unfinished: whether scores that may still change count, too.

    Raises:
        CourseError: roster.csv or extensions.csv is malformed, or nothing was graded.
    """
    known = graded_lessons(gradebook)
    names = [name for name in known if not chosen or name in chosen]
    if not names:
        what = "none of these lessons" if chosen and known else "nothing"
        raise CourseError(f"{what} was graded yet: run `make grade` first")
    people = read_people(root)
    if people is None:
        here = class_without_roster(root) or sorted(s.id for s in gradebook.students)
        people = [Person(student) for student in here]
    wanted = set(students)
    everybody = [person.student for person in people]
    people = [person for person in people if not wanted or person.student in wanted]
    results, worth, due = {}, {}, {}
    for lesson in names:
        worth[lesson] = sum(points_of(gradebook, lesson, root).values())
        due[lesson] = gradebook.find_assignment(lesson).duedate
        for result in read_lesson(gradebook, lesson, [p.student for p in people], root):
            results[result.student, lesson] = result
    nobodys = unclaimed(everybody, root)
    nobodys = {lesson: places for lesson, places in nobodys.items() if lesson in worth}
    more_time = read_extensions(root) or {}
    return Scores(people, worth, due, results, unfinished, more_time, nobodys)


def graders_in(gradebook: Gradebook, lessons: Iterable[str]) -> dict[str, list[str]]:
    """Who scored answers of each student by hand in these lessons, as far as that is known."""
    found: dict[str, list[str]] = {}
    for scored in [each for lesson in lessons for each in scored_in(gradebook, lesson)]:
        names = found.setdefault(scored.student, [])
        names += [scored.grader] if scored.grader and scored.grader not in names else []
    return found


def _some(names: list[str], most: int = 10) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if names[most:] else "")
