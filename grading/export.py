"""Scores for other programs: `make export` writes exports/plain.csv, canvas.csv and moodle.csv.

Each is a plugin of nbgrader's, too:

    nbgrader export --exporter grading.export.CanvasExporter --to canvas.csv

The formats are those that Canvas and Moodle read: `lib/gradebook_importer.rb` of Canvas and
`grade/import/csv` of Moodle. Late penalties are taken off.

Both clear a score that they have where a cell has none, be it empty or `-`. So no such cell is
written for them: who lacks a lesson's score stands in a file without that lesson, canvas_2.csv.
"""

from __future__ import annotations

import argparse
import glob
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin
from traitlets import Bool, Unicode, default

from grading import ROOT, CourseError, select_lessons
from grading.course import screen
from grading.course.roster import Person
from grading.course.tables import as_points, write_table
from grading.giving_back.scores import Scores, graders_in, read_scores
from grading.gradebook.book import Course

Table = tuple[list[str], list[list[str]]]  # its header, its rows


class CourseExporter(ExportPlugin):
    """What the exporters share; each says its header and the rows."""

    unfinished = Bool(
        False,
        help="export scores that may still change, too: those that wait for a person, and "
        "0 for what is missing and not due yet",
    ).tag(config=True)

    course_root = Unicode(help="the course's folder").tag(config=True)

    file = ""

    @default("course_root")
    def _course_root(self) -> str:
        coursedir = getattr(self.parent, "coursedir", None)
        return coursedir.root if coursedir is not None else os.getcwd()

    def export(self, gradebook: Gradebook) -> None:
        """Write the table to `to`, by default to the file's own name."""
        lessons = [str(name) for name in self.assignment]
        students = [str(name) for name in self.student]
        root = Path(self.course_root)
        scores = read_scores(gradebook, root, lessons, students, self.unfinished)
        scores.graders = graders_in(gradebook, scores.worth)
        for line in [*self.write(Path(self.to or self.file), scores), *scores.remarks]:
            self.log.warning(line)

    def write(self, path: Path, scores: Scores) -> list[str]:
        """Write the table; what is to be known of it, in sentences."""
        raise NotImplementedError

    def cells(self, scores: Scores, student: str, lessons: Iterable[str]) -> list[str]:
        """A student's scores as texts, one a lesson; empty where there is none."""
        found = (scores.score(student, lesson) for lesson in lessons)
        return ["" if score is None else as_points(score) for score in found]


class PlainExporter(CourseExporter):
    """One row a student, one column a lesson, and the sum; who graded, where that is known."""

    file = "plain.csv"

    def write(self, path: Path, scores: Scores) -> list[str]:
        """Write the table, the points of each lesson in its first row."""
        worth = scores.worth.values()
        rows = [["(out of)", "", "", *map(as_points, worth), as_points(sum(worth))]]
        for person in scores.people:
            found = [scores.score(person.student, lesson) for lesson in scores.worth]
            known = [score for score in found if score is not None]
            total = as_points(sum(known)) if known else ""  # 0 would be a score
            mine = self.cells(scores, person.student, scores.worth)
            rows.append([person.student, person.name, person.email, *mine, total])
        header = ["student", "name", "email", *scores.worth, "sum so far"]
        if any(scores.graders.values()):
            header.append("graded by")
            whose = [[], *(scores.graders.get(person.student, []) for person in scores.people)]
            rows = [[*row, "; ".join(names)] for row, names in zip(rows, whose, strict=True)]
        write_table(path, header, rows, mark=True)
        return []


class PlatformExporter(CourseExporter):
    """What the exporters for a platform share: no cell without a score, which would clear one."""

    platform = ""

    def table(self, scores: Scores, lessons: list[str], people: list[Person]) -> Table:
        """Header and rows of one file, for people who have a score in each of these lessons."""
        raise NotImplementedError

    def write_groups(self, path: Path, scores: Scores, people: Iterable[Person]) -> list[str]:
        """Write one file for those who lack the same lessons; the files of an earlier time go.

        Args:
            path: of the first file; the second one is called canvas_2.csv or so.
            scores: of the class.
            people: who is known to the platform.
        """
        written = []
        for number, (lessons, group) in enumerate(scores.groups(people), start=1):
            header, rows = self.table(scores, lessons, group)
            written.append(path if number == 1 else path.with_stem(f"{path.stem}_{number}"))
            write_table(written[-1], header, rows)
        for old in path.parent.glob(f"{glob.escape(path.stem)}_[0-9]*{path.suffix}"):
            if old not in written and old.stem.removeprefix(f"{path.stem}_").isdecimal():
                old.unlink()
        if len(written) == 1:
            return []
        names = ", ".join(each.name for each in written)
        return [
            f"import each of {names}: {self.platform} would clear a score where a cell has none, "
            "so whoever lacks a lesson's score stands in a file without that lesson"
        ]


class CanvasExporter(PlatformExporter):
    """What Canvas's gradebook imports."""

    file, platform = "canvas.csv", "Canvas"

    def table(self, scores: Scores, lessons: list[str], people: list[Person]) -> Table:
        """The table with its row of points."""
        header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *lessons]
        worth = [as_points(scores.worth[lesson]) for lesson in lessons]
        rows = [["    Points Possible", "", "", "", "", *worth]]
        for person in people:
            login = "" if person.canvas_id else person.email
            about = [person.name or person.student, person.canvas_id, "", login, person.section]
            rows.append([*about, *self.cells(scores, person.student, lessons)])
        return header, rows

    def write(self, path: Path, scores: Scores) -> list[str]:
        """Write the tables, and say whom Canvas may not know."""
        said = self.write_groups(path, scores, scores.people)
        unknown = [p.student for p in scores.people if not (p.canvas_id or p.email or p.name)]
        return [*said, *_unknown(unknown, "canvas_id, email or name", "Canvas may not know")]


class MoodleExporter(PlatformExporter):
    """What Moodle's grade import reads."""

    file, platform = "moodle.csv", "Moodle"

    def table(self, scores: Scores, lessons: list[str], people: list[Person]) -> Table:
        """Addresses and scores."""
        rows = [[p.email, *self.cells(scores, p.student, lessons)] for p in people]
        return ["Email address", *lessons], rows

    def write(self, path: Path, scores: Scores) -> list[str]:
        """Write the tables, without those whom Moodle could not tell.

        A row without an address would go to the student of the row above it. `moodle_id` stays out:
        it is a participant's in one assignment, not the "ID number" of Moodle's profiles.
        """
        said = self.write_groups(path, scores, [p for p in scores.people if p.email])
        unknown = [person.student for person in scores.people if not person.email]
        return [*said, *_unknown(unknown, "email", "moodle.csv leaves out")]


def _unknown(students: list[str], what: str, so: str) -> list[str]:
    if not students:
        return []
    shown = ", ".join(students[:5]) + (" and others" if len(students) > 5 else "")
    return [f"{so} {shown}: roster.csv has no {what} for them"]


EXPORTERS = (PlainExporter, CanvasExporter, MoodleExporter)


def export_class(
    root: Path = ROOT, wanted: str = "", unfinished: bool = False, say=screen.say
) -> list[Path]:
    """Write the three tables into exports/.

    Args:
        root: the course.
        wanted: lessons, such as "00 01"; all that were graded when empty.
        unfinished: whether scores that may still change count, too.
        say: takes a line.

    Raises:
        CourseError: nothing was graded, or a file of the instructor's is malformed.
    """
    if not (root / "grades.csv").exists():
        raise CourseError("nothing was graded yet: run `make grade` first")
    chosen = select_lessons(wanted, root) if wanted.strip() else []
    written = []
    with Course(root).open() as gradebook:
        scores = read_scores(gradebook, root, chosen, unfinished=unfinished)
        scores.graders = graders_in(gradebook, scores.worth)
    for kind in EXPORTERS:
        exporter = kind(course_root=str(root))
        written.append(root / "exports" / kind.file)
        for line in exporter.write(written[-1], scores):
            say(line)
    for line in scores.remarks:
        say(line)
    return written


def main(arguments: list[str] | None = None) -> int:
    """Write the class's scores for other programs."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--lessons", default="", help='such as "00 01"; all graded if left out')
    parser.add_argument("--all", action="store_true", help="scores that may still change, too")
    options = parser.parse_args(arguments)
    try:
        written = export_class(ROOT, options.lessons, options.all)
    except CourseError as error:
        screen.warn(error)
        return 1
    screen.say(f"written: {', '.join(path.relative_to(ROOT).as_posix() for path in written)}")
    return 0


if __name__ == "__main__":
    sys.exit(screen.run(main))
