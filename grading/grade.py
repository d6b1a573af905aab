"""Grade what lies in submitted/<student>/<lesson>/<lesson>.ipynb: `make grade`.

Beside the notebook, a lesson may declare a file: lesson 08's trained weights, 08_mnist.pt.

Writes feedback/<student>/<lesson>/<lesson>.html, grades.csv, one row for every student
and lesson, and mistakes.csv, the mistakes that the class made. Work that did not change since it
was graded is not run again; a person's scores from Formgrader are taken up on the next run.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from grading import ROOT, CourseError, lessons, select_lessons
from grading.autograde.version import VERSION
from grading.course import screen
from grading.course.alone import alone
from grading.course.asked_for import asked_for, unasked
from grading.course.course_file import read_course
from grading.course.extensions import read_extensions
from grading.course.refusals import Refusals
from grading.course.roster import read_deadlines, read_roster
from grading.course.trouble import stopping
from grading.gradebook.book import Course
from grading.gradebook.class_of_lesson import ClassOfLesson, Settings
from grading.gradebook.grades_csv import Row, summary, to_do, write_grades
from grading.handed_in.submissions import class_without_roster, strays, who_handed_in
from grading.reports.class_mistakes import mistakes_made, write_mistakes
from grading.sandbox import standing
from utils.data import fetch_mnist
from utils.storage.fetch import FetchError

WITHOUT = (
    "NO SANDBOX HERE: nothing of a student's is run. What was graded before stands, and points "
    "given by hand are taken up."
)
NOT_RUN = "not run: grade where a sandbox stands, and their rows follow"
NOBODY = "nobody to grade: put work into submitted/STUDENT/LESSON/LESSON.ipynb"
NOTHING = (
    "nothing to grade: put work into submitted/STUDENT/LESSON/LESSON.ipynb, "
    "or name lessons with LESSONS="
)
# Their tests measure a model on MNIST
ON_MNIST = ("08_mnist", "10_convolution", "11_recurrence", "12_attention")


PAGES = "A page for everyone who handed in lies in feedback/STUDENT/LESSON/."


def grade_class(
    root: Path = ROOT, wanted: str = "", settings: Settings | None = None, say=screen.say
) -> list[Row]:
    """Grade the class in `root` and write grades.csv.

    Args:
        root: the course.
        wanted: lessons, such as "00 01"; those that anyone submitted when empty.
        settings: how.
        say: takes a line of progress or warning.

    Raises:
        CourseError: nothing to grade, or a file of the instructor's is malformed.
        Stopped: the disk is full, or the gradebook does not answer; the next run goes on.
    """
    settings = settings or Settings()
    deadlines, refusals = read_deadlines(root), Refusals(root)
    read_extensions(root)  # before anything is written: a line may be malformed
    students = read_roster(root)
    if students is None:
        students = class_without_roster(root)
    chosen, remarks = _chosen_lessons(wanted, students, refusals, root)
    if not chosen:
        for line in remarks:
            say(line)
        raise CourseError(NOBODY if not students else NOTHING)
    if settings.unsandboxed and not standing.CAN_GO_WITHOUT:
        raise CourseError(f"students' code cannot be run on Windows itself. {standing.ADVICE}")
    if settings.unsandboxed:
        say("NO SANDBOX: students' code runs with your rights, and every row says so")
    elif why := standing.problem():
        settings = replace(settings, runs=False)
        say(f"{WITHOUT} {why}")
    elif lacks := standing.lacking():
        say(lacks)
    if settings.runs:
        _fetch_data(chosen, say)
    course, rows = Course(root), []
    with stopping(), alone(course.root), closing(course):
        course.remove_parts()
        inputs = _shared_inputs(root)
        for lesson in chosen:
            mark = course.prepare(lesson, deadlines.get(lesson)) + inputs
            remarks += course.extend(lesson)
            work = ClassOfLesson(course, lesson, mark, settings, say, refusals)
            rows += work.grade(students)
            if work.not_run:
                remarks.append(f"{lesson}: {len(work.not_run)} {NOT_RUN}")
        write_grades(root / "grades.csv", rows, chosen)
        write_mistakes(root / "mistakes.csv", mistakes_made(students, lessons(root), root))
        remarks += course.regrades.said(students)
    for line in remarks:  # last, where a class of many does not push them off the screen
        say(line)
    return rows


def _fetch_data(chosen: list[str], say) -> None:
    """Fetch what tests measure models on; the tests themselves fetch nothing."""
    if not set(chosen) & set(ON_MNIST):
        return
    try:
        fetch_mnist()
    except FetchError as error:
        say(
            f"{error} Until then models are measured on scikit-learn's digits, where one that "
            "was trained on MNIST fails."
        )


def _chosen_lessons(
    wanted: str, students: list[str], refusals: Refusals, root: Path
) -> tuple[list[str], list[str]]:
    """The lessons to grade, and what to say of work that is not graded."""
    remarks = list(strays(students, root))
    if wanted.strip():
        return select_lessons(wanted, root) if students else [], remarks
    known, came = lessons(root), who_handed_in(root)
    for student in students:
        for lesson in refusals.lessons(student) & set(known):
            came.setdefault(lesson, set()).add(student)
    ours = {lesson: who & set(students) for lesson, who in came.items() if who & set(students)}
    chosen = asked_for(ours, len(students), root)
    return chosen, [*remarks, *unasked(ours, chosen)]


def _shared_inputs(root: Path) -> str:
    """A hash of what decides scores for every lesson: the code, and the course's settings.

    Of course.toml that is the late penalty: who grades by hand changes no score.
    """
    path = root / "nbgrader_config.py"
    settings = path.read_bytes() if path.exists() else b""
    late = read_course(root).get("late")
    said = repr(sorted(late.items())).encode() if late is not None else b""
    return hashlib.sha256(VERSION.encode() + settings + said).hexdigest()


def main(arguments: list[str] | None = None) -> int:
    """Grade the class."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--lessons", default="", help='such as "00 01"; all submitted if left out')
    parser.add_argument("--force", action="store_true", help="grade again what did not change, too")
    parser.add_argument("--retry", action="store_true", help="grade what is partial again, too")
    parser.add_argument("--workers", default="", help="processes; one a core if left out")
    parser.add_argument("--scheduler", default="", help="address of a Dask scheduler to use")
    parser.add_argument("--unsandboxed", action="store_true", help="run students' code as yourself")
    parser.add_argument("--whole", action="store_true", help="run every cell, needed or not")
    options = parser.parse_args(arguments)
    if options.workers and not (options.workers.isdecimal() and int(options.workers)):
        screen.warn(f"WORKERS={options.workers}: a whole number from 1 on, such as 4")
        return 1
    settings = Settings(
        force=options.force,
        retry=options.retry,
        workers=int(options.workers or 0),
        scheduler=options.scheduler,
        unsandboxed=options.unsandboxed,
        whole=options.whole,
    )
    try:
        rows = grade_class(ROOT, options.lessons, settings)
    except CourseError as error:
        screen.warn(error)
        return 1
    except KeyboardInterrupt:
        screen.warn("stopped; nothing is lost: the next run goes on from here")
        return 130
    screen.say(f"grades.csv: {summary(rows)}. {PAGES}")
    for line in to_do(rows):
        screen.say(line)
    return 0


if __name__ == "__main__":
    sys.exit(screen.run(main))
