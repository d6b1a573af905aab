"""What follows the grading of a class: pages, report with answers compared, export, Moodle's zip.

Each is measured in seconds of the processor, children included, and told as a share of what grading
the same class took in the same run. Each student's answers are drawn from the bank, most of them
right, so that no two notebooks are the same.

    python -m grading.bench.after_grading --students 200
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading import ROOT
from grading.authoring.filled_in import fill, solved
from grading.bank import Bank, load
from grading.collect import collect
from grading.export import export_class
from grading.giving_back.worksheet import UPLOAD
from grading.grade import grade_class
from grading.gradebook.class_of_lesson import Settings
from grading.hand_back import pack
from grading.lesson.masters import read_solution
from grading.lesson.release import as_text, derive
from grading.report import write_report
from utils.storage.one_step import write_text

LESSON = "01_neurons"
STUDENTS = 200
RIGHT = 0.8  # of the answers
TITLES = (
    "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments"
)
CAME = '"Friday, 30 January 2026, 4:30 PM"'


def drawn(
    bank: Bank, release: NotebookNode, solution: NotebookNode, rng: random.Random
) -> NotebookNode:
    """A notebook of somebody who answers on their own."""
    answers = {}
    for name in bank.exercises:
        several = [*(bank.right if rng.random() < RIGHT else bank.wrong)(name)]
        answers[name] = bank.cell(name, rng.choice(several).body)
    return fill(release, solution, lambda cell: answers.get(cell.id) or solved(cell))


def lay_out(students: int, target: Path) -> Path:
    """A course in `target` whose class handed in on Moodle."""
    root = target / "course"
    shutil.copytree(ROOT / "solutions" / LESSON, root / "solutions" / LESSON)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    solution = read_solution(LESSON, root)
    release = nbformat.reads(derive(LESSON, root), as_version=4)
    bank, rng = load(LESSON), random.Random(17)
    most = sum(cell.metadata.get("nbgrader", {}).get("points", 0) for cell in solution.cells)
    people, lines = ["student,name,email,section"], [TITLES]
    with zipfile.ZipFile(target / "download.zip", "w", zipfile.ZIP_DEFLATED) as download:
        for number in range(1, students + 1):
            name, email = f"Student N{number}", f"s{number}@example.org"
            people.append(f"s{number},{name},{email},{'AB'[number % 2]}")
            cells = (f"Participant {9000 + number}", name, email, "Submitted", "", f"{most:.2f}")
            lines.append(",".join([*cells, "Yes", CAME, "-", ""]))
            work = as_text(drawn(bank, release, solution, rng))
            folder = f"{name}_{9000 + number}_assignsubmission_file_"
            download.writestr(f"{folder}/{LESSON}.ipynb", work)
    write_text(root / "roster.csv", "\n".join([*people, ""]))
    write_text(target / "Grades-DL.csv", "\n".join([*lines, ""]))
    collect(target / "download.zip", root, LESSON, say=_quiet, zone="UTC")
    return root


def _quiet(line: object) -> None:
    """Take a line without showing it."""


def seconds(do: Callable[[], object]) -> float:
    """What a call takes of the processor, in this process and those that it started and ended."""
    before = _used()
    do()
    return _used() - before


def _used() -> float:
    each = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in each)


def report(students: int = STUDENTS) -> Iterator[str]:
    """Grade a class and do all that follows; the lines to print.

    Raises:
        AssertionError: somebody's page or grade is missing, so the times mean nothing.
    """
    yield f"what follows the grading of {students} students, {LESSON}: seconds of the processor"
    with tempfile.TemporaryDirectory() as folder:
        root = lay_out(students, Path(folder))
        without = Settings(feedback=False)
        graded = seconds(lambda: grade_class(root, LESSON, without, _quiet))
        yield f"  {'grading itself':<34} {graded:>7.1f} s"
        given = []
        steps = {
            "all pages of feedback": lambda: grade_class(root, LESSON, Settings(), _quiet),
            "the report, answers compared": lambda: write_report(root, LESSON),
            "the export": lambda: export_class(root, say=_quiet),
            "Moodle's zip and worksheet": lambda: given.append(pack("moodle", LESSON, root)),
        }
        for what, do in steps.items():
            took = seconds(do)
            yield f"  {what:<34} {took:>7.1f} s {took / graded:>7.1%} of the grading"
        (packed,) = given
        assert len(packed.students) == students, packed.left_out
        assert any(UPLOAD in line for line in packed.said), packed.said


def main(arguments: list[str] | None = None) -> int:
    """Measure what follows the grading of a class."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--students", type=int, default=STUDENTS)
    for line in report(parser.parse_args(arguments).students):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
