"""Show how a class did: `make report` writes report/index.html and a page for each lesson.

Pages are whole: one file each, for any browser, without a network. They name students, so they stay
with the instructor.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from markupsafe import Markup

from grading import ROOT, CourseError, lessons, select_lessons
from grading.course import screen
from grading.course.roster import read_people
from grading.gradebook.book import Course
from grading.handed_in.submissions import class_without_roster
from grading.reports import pictures
from grading.reports.lesson_report import LessonReport, read_report
from grading.reports.rendering import environment
from grading.reports.results import graded_lessons
from utils.storage.one_step import write_text


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
    students = [p.student for p in people] if people else class_without_roster(root)
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
        write_text(folder / f"{lesson}.html", page)
    shared["wrong"] = course.regrades.wrong
    shared["lessons"] = [name for name in known if (folder / f"{name}.html").exists()]
    index = pages.get_template("index.html").render(
        reports=reports.values(), picture=_picture(reports.values()), **shared
    )
    write_text(folder / "index.html", index)
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
        screen.warn(error)
        return 1
    for report in reports:
        screen.say(
            f"report/{report.lesson}.html: {len(report.examined)} of {len(report.results)} graded"
        )
    screen.say("Open report/index.html in a browser. It names students: keep it to yourself.")
    return 0


if __name__ == "__main__":
    sys.exit(screen.run(main))
