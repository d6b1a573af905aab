"""Take work back: a copy in forgotten/ first, then all of it goes, as if nobody had handed it in.

The copy is whole before anything goes. What is killed on the way is done by the same command again.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from grading import lessons
from grading.course import tables
from grading.course.asked_for import name_lessons, named_lessons
from grading.course.refusals import COLLECTED
from grading.course.refusals import COLUMNS as REFUSED_WORK
from grading.course.roster import read_roster
from grading.course.tables import read_rows, safe, write_table
from grading.gradebook import taken_back
from grading.gradebook.book import Course
from grading.gradebook.history import HISTORY
from grading.handed_in.submissions import class_without_roster
from utils.storage.one_step import PART, replacing, write_text

FORGOTTEN = "forgotten"
GRADES = "grades.csv"
# What begins with a student's and a lesson's name, line by line
REFUSALS = "downloaded/refused.csv"
HEADERS = {
    GRADES: tables.GRADES,
    "history.csv": HISTORY,
    "downloaded/collected.csv": COLLECTED,
    REFUSALS: REFUSED_WORK,
}
# Where folders are called STUDENT/LESSON
STEPS = ("submitted", "autograded", "feedback", "downloaded/history")
SCORES, ABOUT = "gradebook.json", "about.json"
NOTHING = "nothing was handed in"


@dataclass(frozen=True)
class Choice:
    """Whose work, on which lessons.

    Attributes:
        student: one; None for everyone, and then lessons are named.
        lessons: their names; None for all.
    """

    student: str | None
    lessons: tuple[str, ...] | None

    @property
    def students(self) -> list[str] | None:
        """The students, as a list; None for everyone."""
        return None if self.student is None else [self.student]

    def has(self, student: str, lesson: str) -> bool:
        """Whether a line of a table is meant; one of no lesson is, where its student is."""
        mine = self.student is None or student == safe(self.student)
        unknown = self.student is not None and not lesson
        return mine and (self.lessons is None or lesson in self.lessons or unknown)


@dataclass
class Found:
    """What there is of the work that is chosen.

    Attributes:
        paths: files and folders, below the root.
        files: the paths of the files in them, as their parts.
        lines: of each table, those that are meant.
        scores: what the gradebook has, as data.
        whole: the lessons that the gradebook and grades.csv lose whole.
    """

    paths: list[Path] = field(default_factory=list)
    files: list[tuple[str, ...]] = field(default_factory=list)
    lines: dict[str, list[list[str]]] = field(default_factory=dict)
    scores: list[dict[str, Any]] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        told = [line for lines in self.lines.values() for line in lines if line[2] != "missing"]
        return bool(self.paths or self.scores or self.whole or told)


def has_gradebook(course: Course) -> bool:
    """Whether there is a gradebook; opening one that is not there would make it."""
    return not course.db_url.startswith("sqlite") or (course.root / "gradebook.db").exists()


def find(course: Course, choice: Choice) -> Found:
    """What there is of the work that is chosen."""
    root, found = course.root, Found()
    found.paths = [path for path in _paths(root, choice) if os.path.lexists(root / path)]
    for path in found.paths:
        found.files += _files_at(root, path)
    for name, header in HEADERS.items():
        if lines := [line for line in read_rows(root / name, header) if choice.has(*line[:2])]:
            found.lines[name] = lines
    if has_gradebook(course):
        with course.open() as book:
            chosen = taken_back.submissions(book, choice.students, choice.lessons)
            found.scores = [taken_back.as_data(book, each) for each in chosen]
            if choice.student is None:
                found.whole = [a.name for a in book.assignments if a.name in (choice.lessons or ())]
    if choice.student is None:
        rows = {line[1] for line in found.lines.get(GRADES, [])}
        found.whole = sorted(rows.union(found.whole))
    return found


def known_names(course: Course) -> tuple[set[str], set[str]]:
    """The students and the lessons that anything here is of."""
    root = course.root
    lines = [line for name, header in HEADERS.items() for line in read_rows(root / name, header)]
    people = {line[0] for line in lines} | set(read_roster(root) or [])
    for step in STEPS:
        people |= {each.name for each in (root / step).glob("[!.]*") if each.is_dir()}
    named = {line[1] for line in lines} | set(lessons(root))
    if has_gradebook(course):
        with course.open() as book:
            people |= {each.id for each in book.students}
            named |= {each.name for each in book.assignments}
    return set(filter(_is_folder_name, people)), set(filter(_is_folder_name, named))


def _is_folder_name(name: str) -> bool:
    """Whether a name leads to a folder of its own, and nowhere else."""
    return name == Path(name).name and not name.startswith(".")


def _files_at(root: Path, path: Path) -> Iterator[tuple[str, ...]]:
    """The parts of the paths of the files at a path, which may be one."""
    if (root / path).is_symlink() or not (root / path).is_dir():
        yield path.parts
    else:
        yield from ((*path.parts, *each.parts) for each in files_below(root / path))


def _paths(root: Path, choice: Choice) -> Iterator[Path]:
    """Where files of the chosen work may lie, below the root."""
    student, lessons = choice.student, choice.lessons
    for step in map(Path, STEPS):
        if student is not None:
            mine = step / student
            yield from [mine] if lessons is None else [mine / name for name in lessons]
        elif (root / step).is_dir():
            for each in sorted((root / step).iterdir()):
                if each.is_dir() and not each.name.startswith("."):
                    yield from (step / each.name / name for name in lessons or ())
    notes = Path(".cache", "graded")
    if student is None:
        for name in lessons or ():
            yield from (notes / name, Path("release", name), Path("report", f"{name}.html"))
    else:
        there = [each.name for each in (root / notes).glob("*")] if lessons is None else lessons
        for name in there:
            yield from (notes / name / f"{student}{ending}" for ending in (".json", ".page"))


def copy_away(course: Course, found: Found, choice: Choice, now: datetime) -> Path:
    """Keep all that was found in forgotten/TIME/, which is there once it is whole."""
    folder = course.root / FORGOTTEN
    for part in folder.glob(f".*{PART}"):  # what somebody was killed at
        shutil.rmtree(part)
    name, number = f"{now:%Y-%m-%dT%H-%M-%S}", 1
    while (folder / name).exists():
        number += 1
        name = f"{now:%Y-%m-%dT%H-%M-%S}-{number}"
    part = folder / f".{name}{PART}"
    part.mkdir(parents=True)
    for path in found.paths:
        copy_as_it_is(course.root / path, part / path)
    for table, lines in found.lines.items():
        write_table(part / table, HEADERS[table], lines)
    write_text(part / SCORES, json.dumps(found.scores, indent=1))
    write_text(part / ABOUT, json.dumps(asdict(choice)))
    part.replace(folder / name)
    return folder / name


def copy_as_it_is(source: Path, target: Path) -> None:
    """Copy a file or folder as it is; a link stays one, and nothing behind it is read."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir() and not source.is_symlink():
        shutil.copytree(source, target, symlinks=True)
    else:
        with replacing(target) as part:
            shutil.copy2(source, part, follow_symlinks=False)


def remove(course: Course, found: Found, choice: Choice) -> None:
    """Let go of what was found; what was handed in first, so that nothing is graded meanwhile."""
    root = course.root
    gone = root / FORGOTTEN / f".gone{PART}"
    for path in found.paths:
        _discard(root / path, gone)
    if has_gradebook(course):
        with course.open() as book:
            _take_out(book, choice)
    for path in found.paths:
        if len(path.parts) > 2:
            with suppress(OSError):  # something else is in it
                (root / path.parent).rmdir()
    for name in reversed(found.lines):  # rows last: they tell who is missing
        _write_rest(root, name, choice)
    if choice.student is None:
        named = named_lessons(root)
        if named & set(choice.lessons or ()):
            name_lessons(named - set(choice.lessons or ()), root)


def _discard(path: Path, gone: Path) -> None:
    """Remove a file or folder in one step: a folder is moved away whole, and emptied there."""
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
        return
    shutil.rmtree(gone, ignore_errors=True)
    gone.parent.mkdir(exist_ok=True)
    try:
        path.replace(gone)
    except OSError:  # another disk
        gone = path
    shutil.rmtree(gone)


def _take_out(book: Gradebook, choice: Choice) -> None:
    """Take the chosen work out of the gradebook, in one transaction."""
    for each in taken_back.submissions(book, choice.students, choice.lessons):
        taken_back.take_out(book, each)
    for lesson in (choice.lessons or ()) if choice.student is None else ():
        taken_back.take_out_lesson(book, lesson)
    if choice.student is not None and choice.lessons is None:
        taken_back.take_out_student(book, choice.student)
    book.db.commit()


def _write_rest(root: Path, name: str, choice: Choice) -> None:
    """Write a table without the chosen lines; who is still in the class is missing there."""
    lines = read_rows(root / name, HEADERS[name])
    stay = read_roster(root) or class_without_roster(root) if choice.student is not None else []
    left = {safe(each) for each in stay}
    rest = []
    for line in lines:
        if not choice.has(*line[:2]):
            rest.append(line)
        elif name == GRADES and line[0] in left:
            rest.append([*line[:2], "missing", "0", line[4], NOTHING])
    write_table(root / name, HEADERS[name], rest)


def files_below(folder: Path) -> list[Path]:
    """The files and links below a folder, in order, by their paths there."""
    found = sorted(each for each in folder.rglob("*") if each.is_symlink() or not each.is_dir())
    return [each.relative_to(folder) for each in found]
