"""More time for some students: extensions.csv, which is optional.

    student,lesson,due
    ada,01_neurons,2026-02-03 18:00 +0100

A line holds from the moment it is written, whether or not there is work to grade yet.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from grading import ROOT, CourseError, select_lessons
from grading.course.nearest import nearest
from grading.course.roster import read_deadlines, read_people, read_table
from grading.course.times import exact_time

EXTENSIONS = "extensions.csv"
Extensions = dict[tuple[str, str], datetime]  # by student and lesson: until when, in UTC


def read_extensions(root: Path = ROOT) -> Extensions | None:
    """Until when students may hand in what the class had to before; None without the file.

    `due` reads as in deadlines.csv.

    Raises:
        CourseError: a line cannot be understood, or gives no more time than all have.
    """
    path = root / EXTENSIONS
    if not path.exists():
        return None
    deadlines, people = read_deadlines(root), read_people(root)
    students = None if people is None else [person.student for person in people]
    found: Extensions = {}
    for line, row in read_table(path, ("student", "lesson", "due")):
        try:
            whose, due = _line(row, students, deadlines, root)
            if whose in found:
                raise CourseError(f"{' and '.join(whose)} stand there twice; keep one line")
        except (ValueError, OverflowError, CourseError) as error:
            raise CourseError(
                f"{EXTENSIONS}, line {line}: {error}. A line reads: ada,01_neurons,2026-02-03 18:00"
            ) from None
        found[whose] = due
    return found


def _line(
    row: dict[str, str], students: list[str] | None, deadlines: dict[str, datetime], root: Path
) -> tuple[tuple[str, str], datetime]:
    """Whose extension a line is, for which lesson, and until when.

    Raises:
        CourseError, ValueError: it is none.
    """
    student = row["student"]
    if not student:
        raise CourseError("no student is named")
    if students is not None and student not in students:
        like = nearest(student, students)
        meant = f": is it {' or '.join(like)}?" if like else ""
        raise CourseError(f"no student of roster.csv is called {student!r}{meant}")
    if not row["lesson"]:
        raise CourseError("no lesson is named")
    lesson, *more = select_lessons(row["lesson"], root)
    if more:
        raise CourseError("it names several lessons; give each a line")
    due, usual = exact_time(row["due"]), deadlines.get(lesson)
    if usual is None:
        raise CourseError(f"{lesson} has no line in deadlines.csv, so that nobody is late")
    if due <= usual:
        raise CourseError(f"{due:%Y-%m-%d %H:%M} UTC is no later than all have; correct it")
    return (student, lesson), due
