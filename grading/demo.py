"""Grade a made-up class of six, to see how grading works: `make demo`.

The class is made from the lesson's solution and lives in .cache/demo, with a gradebook of
its own: the real class is not touched. `make formgrader COURSE=.cache/demo` looks at it.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading import ROOT, CourseError, lessons, select_lessons
from grading.authoring.filled_in import fill, first_half, solved, wrong
from grading.authoring.trained_files import trained_files
from grading.course import screen
from grading.grade import grade_class
from grading.gradebook.class_of_lesson import Settings
from grading.gradebook.grades_csv import Row, summary, table
from grading.lesson.cells import is_exercise
from grading.lesson.masters import read_solution
from grading.lesson.release import as_text, derive
from grading.sandbox import standing
from utils.storage.one_step import write_text

WITHOUT = (
    "What the made-up class hands in is made from the course's own solutions, so the demo goes on "
    "without walls. It is alone in that: `make grade` runs nothing of a student's until a sandbox "
    "stands."
)
DEFAULT = "01_neurons"
DUE = "2026-01-31 18:00 UTC"
ON_TIME = "2026-01-30 16:00 UTC"
LATE = "2026-02-01 20:00 UTC"
TRAINED = ("perfect", "half_done", "late")  # whose notebooks ran, and left their files
STUDENTS = ("perfect", "untouched", "half_done", "wrong", "late", "broken_file")


def submissions(release: NotebookNode, solution: NotebookNode) -> dict[str, str]:
    """What each of the six hands in, as the text of a notebook."""
    half = first_half(solution)
    perfect = as_text(fill(release, solution, solved))
    half_done = fill(release, solution, lambda cell: solved(cell) if cell.id in half else None)
    all_wrong = fill(
        release, solution, lambda cell: wrong(cell) if is_exercise(cell) else "I cannot say yet."
    )
    return {
        "perfect": perfect,
        "untouched": as_text(release),
        "half_done": as_text(half_done),
        "wrong": as_text(all_wrong),
        "late": perfect,
        "broken_file": perfect[: len(perfect) * 6 // 10],
    }


def make_class(chosen: list[str], root: Path, target: Path) -> None:
    """Lay out a course in `target`: solutions, roster, deadlines and what was handed in."""
    if target.exists():
        shutil.rmtree(target)
    target.mkdir(parents=True)
    shutil.copy(root / "nbgrader_config.py", target)
    write_text(target / "roster.csv", "\n".join(["student", *STUDENTS]))
    write_text(
        target / "deadlines.csv", "\n".join(["lesson,due", *(f"{each},{DUE}" for each in chosen)])
    )
    for lesson in chosen:
        shutil.copytree(root / "solutions" / lesson, target / "solutions" / lesson)
        release = nbformat.reads(derive(lesson, root), as_version=4)
        solution = read_solution(lesson, root)
        files = trained_files(lesson, root)
        for student, text in submissions(release, solution).items():
            folder = target / "submitted" / student / lesson
            write_text(folder / f"{lesson}.ipynb", text)
            write_text(folder / "timestamp.txt", LATE if student == "late" else ON_TIME)
            for name, data in files.items() if student in TRAINED else ():
                (folder / name).write_bytes(data)


def run_demo(root: Path = ROOT, wanted: str = "", say=screen.say) -> list[Row]:
    """Make the class in .cache/demo and grade it.

    Raises:
        CourseError: no such lesson, or a solution that cannot be released.
    """
    known = lessons(root)
    if not known:
        raise CourseError("there is no lesson in solutions/ to make a class from")
    if not wanted.strip():
        wanted = DEFAULT if DEFAULT in known else known[0]
    target = root / ".cache" / "demo"
    make_class(select_lessons(wanted, root), root, target)
    settings = Settings()
    if standing.problem() and standing.CAN_GO_WITHOUT:
        say(f"{standing.problem()}")
        say(WITHOUT)
        settings = Settings(unsandboxed=True)
    return grade_class(target, settings=settings, say=say)


def main(arguments: list[str] | None = None) -> int:
    """Show the round trip on a class of six."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--lessons", default="", help=f'such as "00 01"; {DEFAULT} when left out')
    options = parser.parse_args(arguments)
    try:
        rows = run_demo(ROOT, options.lessons)
    except CourseError as error:
        screen.warn(error)
        return 1
    for line in ("", *table(rows), "", summary(rows)):
        screen.say(line)
    screen.say("The scores are in .cache/demo/grades.csv, and a page for each student in")
    screen.say(".cache/demo/feedback/STUDENT/LESSON/. To grade the answers in words by hand:")
    screen.say("make formgrader COURSE=.cache/demo")
    return 0


if __name__ == "__main__":
    sys.exit(screen.run(main))
