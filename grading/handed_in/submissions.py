"""What students handed in: one notebook per student and lesson, its declared files, and when."""

from __future__ import annotations

import glob
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from grading import ROOT, lessons
from grading.course.nearest import alike, nearest
from grading.course.refusals import Refusals
from grading.course.times import read_time
from grading.handed_in.reading import Unreadable, read_notebook
from grading.lesson.declared import DECLARED

MOST_BYTES = 100_000_000  # of a notebook


@dataclass
class Submission:
    """One student's work on one lesson.

    Attributes:
        folder: submitted/<student>/<lesson>.
        content: the notebook's bytes; None when nothing gradable is there.
        problem: why it cannot be graded, in words; empty when it can.
        files: the contents of the declared files that came with it, by name.
        timestamp: when it was handed in, in UTC without zone, if `timestamp.txt` says.
        notes: what else the instructor should read.
    """

    student: str
    lesson: str
    folder: Path
    content: bytes | None = None
    problem: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    timestamp: datetime | None = None
    notes: list[str] = field(default_factory=list)


def submitting_students(root: Path = ROOT) -> list[str]:
    """Names of the folders in submitted/, in order."""
    folder = root / "submitted"
    if not folder.is_dir():
        return []
    return sorted(each.name for each in folder.iterdir() if each.is_dir() and each.name[0] != ".")


def class_without_roster(root: Path = ROOT) -> list[str]:
    """Whoever handed in, refused work included, in order: the class, where roster.csv is not."""
    return sorted({*submitting_students(root), *Refusals(root).students})


def who_handed_in(root: Path = ROOT) -> dict[str, set[str]]:
    """Who has something in submitted/ for each lesson that anyone has something for."""
    found: dict[str, set[str]] = {}
    for student in submitting_students(root):
        for lesson in lessons(root):
            if _holds_work(root / "submitted" / student / lesson):
                found.setdefault(lesson, set()).add(student)
    return found


def _holds_work(folder: Path) -> bool:
    """Whether anything is there to grade, or to say why it cannot be."""
    if folder.is_symlink() or not folder.is_dir():
        return folder.is_symlink() or folder.exists()
    try:
        return any(_is_work(each, folder.name) for each in folder.iterdir())
    except OSError:
        return True


def strays(students: list[str], root: Path = ROOT) -> Iterator[str]:
    """What lies in submitted/ where no grading looks, in sentences that say what to do."""
    folder, known = root / "submitted", set(lessons(root))
    for path in _entries(folder):
        shown = f"submitted/{path.name}"
        if not path.is_dir():
            if not path.name.startswith("."):
                yield f"{shown} is left out: it belongs to submitted/STUDENT/LESSON/"
        elif path.name.startswith("."):
            if any((path / lesson).is_dir() for lesson in known):
                yield f"{shown} is not graded: its name begins with a dot; rename it"
        elif path.name not in students:
            like = nearest(path.name, students)
            hint = f"; the nearest is {like[0]!r}" if like else ""
            yield f"{shown} is not graded: roster.csv has no student {path.name!r}{hint}"
        else:
            for each in _entries(path):
                if each.name not in known and not each.name.startswith("."):
                    yield f"{shown}/{each.name} is left out: no lesson is called that"


def _entries(folder: Path) -> list[Path]:
    """What lies in a folder, in order; nothing where that cannot be seen."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def read_submission(student: str, lesson: str, root: Path = ROOT) -> Submission:
    """Read one student's notebook, declared files and time of handing in; nothing else counts."""
    found = Submission(student, lesson, root / "submitted" / student / lesson)
    path = found.folder / f"{lesson}.ipynb"
    links = [each for each in (found.folder.parent, found.folder, path) if each.is_symlink()]
    if links:
        found.problem = f"{links[0].name} is a link: put the file itself there"
    elif glob.escape(student) != student or student.strip() != student:
        found.problem = "the folder's name has a character that nbgrader cannot take: rename it"
    elif path.is_file() and path.stat().st_size > MOST_BYTES:
        found.problem = f"the file is larger than {MOST_BYTES / 1e6:g} MB: clear its outputs"
    elif path.is_file():
        found.content = path.read_bytes()
        found.problem = notebook_problem(found.content)
        if not found.problem:
            _read_declared(found)
    elif path.is_dir():
        found.problem = f"{path.name} is a folder: put the file itself in its place"
    elif others := sorted(each.name for each in found.folder.glob("*") if _is_work(each, lesson)):
        found.problem = f"there is no {path.name}, but {', '.join(others[:3])}: rename the file"
    else:
        found.problem = _laid_elsewhere(student, lesson, root)
    _read_timestamp(found)
    return found


def _is_work(path: Path, lesson: str) -> bool:
    aside = {"timestamp.txt", *DECLARED.get(lesson, {})}
    return path.name not in aside and not path.name.startswith(".")


def _laid_elsewhere(student: str, lesson: str, root: Path) -> str:
    """Where work that has no folder of its own seems to lie, as a problem; empty for nowhere."""
    submitted = root / "submitted"
    if (submitted / student / lesson).is_file():
        return f"{lesson} is a file: put the notebook into a folder of that name"
    for each in _entries(submitted):
        his = each.name != student and alike(each.name) == alike(student)
        if his and (each / lesson).is_dir() and student not in submitting_students(root):
            return f"submitted/{each.name} is not called {student}: rename it"
    for each in _entries(submitted / student):
        own = each.name == lesson or (root / "solutions" / each.name).is_dir()
        if _means(each.name, lesson) and not own:
            return f"submitted/{student}/{each.name} is not where it counts: move it to {lesson}/"
    return ""


def _means(name: str, lesson: str) -> bool:
    """Whether a file or folder that is no lesson's own name is meant for this lesson."""
    plain = alike(name)
    return lesson in plain or plain.removesuffix(".ipynb") == lesson.split("_")[0]


def _read_declared(found: Submission) -> None:
    """Take the declared files that are there, as plain files of a sensible size."""
    for name, most in DECLARED.get(found.lesson, {}).items():
        path = found.folder / name
        if path.is_symlink():
            found.notes.append(f"{name} is a link and was left out: put the file itself there")
        elif not path.is_file():
            found.notes.append(f"{name}, which is graded too, was not handed in")
        elif path.stat().st_size > most:
            found.notes.append(f"{name} is larger than {most / 1e6:g} MB and was left out")
        else:
            found.files[name] = path.read_bytes()


def _read_timestamp(found: Submission) -> None:
    path = found.folder / "timestamp.txt"
    if path.is_symlink() or not path.is_file():
        return
    try:
        found.timestamp = read_time(path.read_bytes().decode("utf-8"))
    except (ValueError, OverflowError):
        found.notes.append("timestamp.txt holds no time, so nobody knows whether this is late")


def notebook_problem(content: bytes) -> str:
    """Why these bytes are no notebook, in words; empty when they are one."""
    try:
        read_notebook(content)
    except Unreadable as error:
        return str(error)
    return ""


TIMESTAMP = "timestamp.txt"
