"""A small class, what becomes of it undisturbed, and how tests disturb it."""

from __future__ import annotations

import csv
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil

from grading import grade
from grading.authoring.filled_in import fill, solved, wrong
from grading.autograde import engine as workers
from grading.autograde import task
from grading.grade import grade_class
from grading.gradebook.book import Course
from grading.gradebook.class_of_lesson import Settings
from grading.lesson.cells import is_exercise
from grading.lesson.release import derive
from tests.helpers.sample_course import LESSON, hand_in, make_course, make_solution, once
from utils.storage.one_step import PART

STUDENTS = 6
GONE = 60  # seconds in which every process must be gone, also on a busy machine
HERE = Settings(workers=1)
JUDGE = "autograde.judge"  # in the command of every process that judges


def quiet(line):
    """Take progress without showing it."""


@dataclass(frozen=True)
class SmallClass:
    """Six students: right, wrong and blank work in turn."""

    folder: Path

    def copy(self, folder: Path, students: int = STUDENTS) -> Path:
        """A course root with the work of so many, the gradebook made, and nothing graded."""
        root = Path(shutil.copytree(self.folder / "course", folder / "course"))
        for number in range(students, STUDENTS):
            shutil.rmtree(root / "submitted" / f"s{number}")
        return root

    def assert_same(self, root: Path) -> None:
        """Assert that what lies in `root` is what an undisturbed run leaves behind."""
        students = sorted(path.name for path in (root / "submitted").iterdir())
        wanted = self.folder / "undisturbed"
        for name in ("grades.csv", "history.csv"):
            # In whatever order they were done; a line that stands there twice counts twice
            mine = [line for line in read_lines(wanted / name) if line[0] in students]
            found = [line for line in read_lines(root / name) if line[1] == LESSON]
            assert sorted(found) == sorted(mine), name
        for step in ("autograded", "feedback"):
            for student in students:
                pages = [kept_files(each / step / student) for each in (root, wanted)]
                assert pages[0] == pages[1], f"{step}/{student}"
        assert half_written(root) == []


def small_class(tmp_path_factory) -> SmallClass:
    """The class, made and graded without trouble, once for all tests."""
    return SmallClass(once(tmp_path_factory, "small-class", _make))


def _make(folder: Path) -> None:
    root = make_course(folder)
    release, solution = nbformat.reads(derive(LESSON, root), as_version=4), make_solution()
    kinds = [
        fill(release, solution, solved),
        fill(release, solution, lambda cell: wrong(cell) if is_exercise(cell) else None),
        release,
    ]
    for number in range(STUDENTS):
        hand_in(root, f"s{number}", kinds[number % 3])
    course = Course(root)
    course.prepare(LESSON, None)
    course.close()
    wanted = Path(shutil.copytree(root, folder / "undisturbed"))
    rows = grade_class(wanted, settings=HERE, say=quiet)
    assert [row.score for row in rows] == [8, 0, 0] * 2


def read_lines(path: Path) -> list[list[str]]:
    """The lines of a CSV file, its header first."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def kept_files(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, by its path there."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def half_written(root: Path) -> list[Path]:
    """The files that nobody finished."""
    return [path for path in root.rglob(f"*{PART}") if ".cache" not in path.parts]


def run_main(root: Path, monkeypatch, *arguments: str) -> int:
    """The exit code of `make grade` in `root`."""
    with monkeypatch.context() as patch:
        patch.setattr(grade, "grade_class", lambda _, *rest: grade_class(root, *rest))
        return grade.main(list(arguments))


def at_call(monkeypatch, owner, name: str, number: int, act: Callable[[], None]) -> None:
    """Do something right before a function is called for the so-manieth time."""
    real, calls = getattr(owner, name), []

    def disturbed(*args, **kwargs):
        calls.append(name)
        if len(calls) == number:
            act()
        return real(*args, **kwargs)

    monkeypatch.setattr(owner, name, disturbed)


def grade_once(monkeypatch) -> None:
    """Run no notebook twice, where a test is about what is written."""
    real, known = workers.grade, {}

    def remembered(asked):
        key = asked.student, asked.notebook, repr(asked.lesson)
        if key not in known:
            known[key] = real(asked)
        return known[key]

    monkeypatch.setattr(workers, "grade", remembered)


def judge_here(monkeypatch) -> None:
    """Judge in this process, where a test disturbs what judges."""
    monkeypatch.setattr(workers, "grade", task.grade)


def processes_of(folder: Path) -> Iterator[psutil.Process]:
    """Those whose temporary folder is this one, or that can see it, behind walls or not.

    Python's resource tracker, which every process has one of, stays as long as that.
    """
    for process in psutil.process_iter():
        for name in ("environ", "cmdline", "mountinfo"):
            try:
                if str(folder).encode() in Path(f"/proc/{process.pid}/{name}").read_bytes():
                    if "resource_tracker" not in " ".join(process.cmdline()):
                        yield process
                    break
            except (OSError, psutil.Error):
                continue


def assert_nothing_runs(folder: Path) -> None:
    """Assert that soon none of a temporary folder's processes is left."""
    deadline = time.monotonic() + GONE
    while left := [each for each in processes_of(folder) if _alive(each)]:
        assert time.monotonic() < deadline, f"still there: {left}"
        time.sleep(0.1)


def _alive(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def kill_below(words: str) -> int:
    """Kill this process's children whose command holds these words; how many there were."""
    found = []
    for each in psutil.Process().children(recursive=True):
        try:
            if words in " ".join(each.cmdline()):
                each.kill()
                found.append(each.pid)
        except psutil.NoSuchProcess:
            continue
    return len(found)
