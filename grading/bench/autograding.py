"""Autograding a class: stock `nbgrader autograde` against `make grade`, in one run.

Both grade the same notebooks, right, half done, wrong and blank ones in turn, from the same release
and into a gradebook of their own, and both must give the same points for every test. Each runs as a
process of its own, from its start to its end, imports included:

stock   `nbgrader autograde LESSON` with nbgrader's own steps; its configuration says where the
        folders are. One kernel after the other, no sandbox, tests inside the students' kernels
ours    `grade_class`, sandbox on, a worker for each core; pages of feedback, which stock makes with
        another command, left out

    python -m grading.bench.autograding               both, 40 of a torch, 40 of a NumPy lesson
    python -m grading.bench.autograding --class 200   ours alone: a large class
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from grading import ROOT
from grading.demo import make_class
from grading.gradebook.book import Course
from grading.gradebook.grades_csv import FAILED
from grading.lesson.cells import kind_of
from grading.lesson.masters import read_solution

RACES = (("07_pytorch", 6.0), ("01_neurons", 2.5))  # lesson, times as fast at least
STUDENTS = 40
KINDS = ("perfect", "half_done", "wrong", "untouched")  # of grading.demo's class
STOCK = """c = get_config()
c.CourseDirectory.root = {root!r}
c.CourseDirectory.source_directory = "solutions"
"""
PAUSE = 0.5  # seconds between two looks at the memory


@dataclass(frozen=True)
class Run:
    """What a process needed.

    Attributes:
        seconds: wall time.
        memory: most bytes that it and all processes below it held at once.
        load: the machine's load average when it ended, over a minute.
        said: its standard output.
    """

    seconds: float
    memory: int
    load: float
    said: str


def lay_out(lesson: str, students: int, target: Path) -> list[str]:
    """A course in `target` with a class that handed in, and the lesson released; the students."""
    make_class([lesson], ROOT, target / "made")
    root = target / "course"
    root.mkdir()
    shutil.copy(ROOT / "nbgrader_config.py", root)
    shutil.copytree(target / "made" / "solutions", root / "solutions")
    names = [f"student{number:03}" for number in range(1, students + 1)]
    for number, name in enumerate(names):
        made = target / "made" / "submitted" / KINDS[number % len(KINDS)] / lesson
        shutil.copytree(made, root / "submitted" / name / lesson)
    course = Course(root)
    course.prepare(lesson, None)
    course.close()
    return names


def memory_of(process: psutil.Process) -> int:
    """Bytes that a process and all those below it hold; shared ones count once where that shows."""
    total = 0
    for each in [process, *process.children(recursive=True)]:
        try:
            total += each.memory_full_info().pss
        except psutil.NoSuchProcess:
            continue
        except (psutil.AccessDenied, AttributeError):
            total += each.memory_info().rss
    return total


def measured(command: list[str], folder: Path) -> Run:
    """Run a command to its end.

    Raises:
        RuntimeError: it failed, so its time means nothing.
    """
    env = {**os.environ, "DEVICE": "cpu", "PYTHONPATH": str(ROOT)}
    env.pop("GRADEBOOK_URL", None)
    start, most = time.perf_counter(), 0
    process = subprocess.Popen(
        command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    ended = threading.Event()

    def watch() -> None:
        nonlocal most
        while not ended.wait(PAUSE):
            try:
                most = max(most, memory_of(psutil.Process(process.pid)))
            except psutil.NoSuchProcess:
                return

    watcher = threading.Thread(target=watch)
    watcher.start()
    said, complaint = process.communicate()
    seconds = time.perf_counter() - start
    ended.set()
    watcher.join()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed: {complaint[-2000:]}")
    return Run(seconds, most, os.getloadavg()[0], said)


def stock(lesson: str, root: Path) -> Run:
    """Grade the course in `root` with nbgrader alone."""
    (root / "nbgrader_config.py").write_text(STOCK.format(root=str(root)))
    return measured([sys.executable, "-m", "nbgrader", "autograde", lesson], root)


def ours(lesson: str, root: Path, feedback: bool = False) -> Run:
    """Grade the course in `root` with this course's grader."""
    words = ["--feedback"] if feedback else []
    return measured(
        [sys.executable, "-m", "grading.bench.autograding", "--ours", str(root), lesson, *words],
        root,
    )


def points(root: Path, lesson: str, students: list[str]) -> dict[tuple[str, str], float | None]:
    """What each student's tests earned, from the gradebook in `root`."""
    course, found = Course(root), {}
    solution = read_solution(lesson, root)
    tests = {cell.id for cell in solution.cells if kind_of(cell) == "test"}
    with course.open() as book:
        for student in students:
            for grade in book.find_submission_notebook(lesson, lesson, student).grades:
                if grade.name in tests:
                    found[student, grade.name] = grade.auto_score
    course.close()
    return found


def race(lesson: str, students: int) -> tuple[Run, Run]:
    """Grade the same class with both; stock's run and ours.

    Raises:
        AssertionError: the points of some test differ.
    """
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder)
        names = lay_out(lesson, students, target)
        shutil.copytree(target / "course", target / "stock")
        runs = stock(lesson, target / "stock"), ours(lesson, target / "course")
        theirs = points(target / "stock", lesson, names)
        mine = points(target / "course", lesson, names)
    differ = {key: (theirs[key], mine.get(key)) for key in theirs if theirs[key] != mine.get(key)}
    if differ or len(theirs) != len(mine):
        raise AssertionError(f"{lesson}: other points than stock nbgrader's: {differ}")
    if not any(theirs.values()):
        raise AssertionError(f"{lesson}: nobody earned anything, so this compares nothing")
    return runs


def report(students: int = STUDENTS, only: str = "") -> Iterator[str]:
    """Race both over every lesson; the lines to print."""
    yield f"autograding {students} notebooks, same points: stock nbgrader, then ours"
    for lesson, bar in RACES:
        if only in lesson:
            theirs, mine = race(lesson, students)
            yield (
                f"  {lesson:<12} {theirs.seconds:>7.1f} s {mine.seconds:>7.1f} s"
                f" {theirs.seconds / mine.seconds:>6.1f}× (at least {bar:g}×)"
                f"   memory {theirs.memory / 1e9:.1f} GB, {mine.memory / 1e9:.1f} GB"
                f"   load {theirs.load:.1f}, {mine.load:.1f}"
            )


def large_class(students: int, lesson: str = "01_neurons") -> Iterator[str]:
    """Grade one large class, pages included; the lines to print.

    Raises:
        AssertionError: the grading itself failed for somebody, or changed anything the second time.
    """
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder)
        lay_out(lesson, students, target)
        root, rows = target / "course", None
        for what in ("graded", "nothing new"):
            run = ours(lesson, root, feedback=True)
            counts = json.loads(run.said.splitlines()[-1])
            if FAILED in counts or sum(counts.values()) != students:
                raise AssertionError(f"not everybody was graded: {counts}")
            assert rows in (None, (root / "grades.csv").read_bytes()), "the second run differs"
            rows = (root / "grades.csv").read_bytes()
            yield (
                f"  {lesson}, {students} students, {what}: {run.seconds:.1f} s,"
                f" {students / run.seconds:.1f} a second, at most {run.memory / 1e9:.2f} GB"
                f" in all processes, load {run.load:.1f}"
            )


def grade(root: Path, lesson: str, feedback: bool) -> None:
    """Grade a class in this process; print how many rows have which status."""
    from grading.grade import grade_class
    from grading.gradebook.class_of_lesson import Settings

    rows = grade_class(root, lesson, Settings(feedback=feedback), say=lambda line: None)
    print(json.dumps(Counter(row.status for row in rows)))


def main(arguments: list[str] | None = None) -> int:
    """Race, or grade one large class."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--students", type=int, default=STUDENTS, help="notebooks of each lesson")
    parser.add_argument("--only", default="", help="lessons whose name holds this")
    parser.add_argument("--class", type=int, default=0, dest="large", help="students of one class")
    parser.add_argument("--ours", nargs=2, metavar=("ROOT", "LESSON"), help="grade that course")
    parser.add_argument("--feedback", action="store_true", help="with --ours: pages, too")
    options = parser.parse_args(arguments)
    if options.ours:
        grade(Path(options.ours[0]), options.ours[1], options.feedback)
        return 0
    lines = large_class(options.large) if options.large else report(options.students, options.only)
    for line in lines:
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
