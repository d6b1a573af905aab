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
from grading.course.told import NAME, shown
from grading.handed_in.reading import Unreadable, read_notebook
from grading.lesson.declared import DECLARED

MOST_BYTES = 100_000_000  # of a notebook
MOST_STRAYS = 50  # that are told one by one
ASIDE = {".DS_Store", ".gitignore", ".gitkeep", ".ipynb_checkpoints"}  # what programs leave


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
    """Names of the folders in submitted/ that can be a student's, in order."""
    there = _entries(root / "submitted")
    return [each.name for each in there if _is_folder(each) and not _no_student(each.name)]


def _no_student(name: str) -> str:
    """Why nobody can be called that, and what to do; empty where somebody can."""
    if name.startswith("."):
        return "its name begins with a dot; rename it"
    if len(name) > NAME:
        return f"its name has more than {NAME} characters; rename it"
    return "" if shown(name) == name else "its name has characters that nobody can see; rename it"


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # nobody may look
        return False


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
    try:
        if folder.is_symlink() or not folder.is_dir():
            return folder.is_symlink() or folder.exists()
        return any(_is_work(each, folder.name) for each in folder.iterdir())
    except OSError:
        return True


def strays(students: list[str], root: Path = ROOT) -> Iterator[str]:
    """What lies in submitted/ where no grading looks, in sentences that say what to do."""
    found = list(_strays(students, root))
    yield from found[:MOST_STRAYS]
    if found[MOST_STRAYS:]:
        yield f"submitted/ holds {len(found) - MOST_STRAYS:,} more that nobody grades"


def _strays(students: list[str], root: Path) -> Iterator[str]:
    known = set(lessons(root))
    for path in _entries(root / "submitted"):
        name = shown(path.name)
        place = f"submitted/{name}"
        if path.name in ASIDE:
            continue
        if not _is_folder(path):
            yield f"{place} is left out: it belongs to submitted/STUDENT/LESSON/"
        elif path.name not in students and (why := _no_student(path.name)):
            yield f"{place} is not graded: {why}"
        elif path.name not in students:
            like = nearest(path.name, students)
            hint = f"; the nearest is {like[0]!r}" if like else ""
            yield f"{place} is not graded: roster.csv has no student {name!r}{hint}"
        else:
            for each in _entries(path):
                if each.name not in known and each.name not in ASIDE:
                    yield f"{place}/{shown(each.name)} is left out: no lesson is called that"


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
        found.problem = f"{shown(links[0].name)} is a link: put the file itself there"
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
        there = ", ".join(shown(each, NAME // 3) for each in others[:3])
        found.problem = f"there is no {path.name}, but {there}: rename the file"
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
            return f"submitted/{shown(each.name)} is not called {student}: rename it"
    for each in _entries(submitted / student):
        own = each.name == lesson or (root / "solutions" / each.name).is_dir()
        if _means(each.name, lesson) and not own:
            place = f"submitted/{student}/{shown(each.name)}"
            return f"{place} is not where it counts: move it to {lesson}/"
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
