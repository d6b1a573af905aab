"""What students handed in: one notebook per student and lesson, its declared files, and when."""

from __future__ import annotations

import glob
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from grading import ROOT
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
    elif others := sorted(each.name for each in found.folder.glob("*") if _is_work(each, lesson)):
        found.problem = f"there is no {path.name}, but {', '.join(others[:3])}: rename the file"
    _read_timestamp(found)
    return found


def _is_work(path: Path, lesson: str) -> bool:
    aside = {"timestamp.txt", *DECLARED.get(lesson, {})}
    return path.name not in aside and not path.name.startswith(".")


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
