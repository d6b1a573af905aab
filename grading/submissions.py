"""What students handed in: one notebook per student and lesson, its declared files, and when."""

from __future__ import annotations

import glob
import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import nbformat
from nbgrader.utils import parse_utc

from grading import ROOT

# Files that a lesson's submission carries besides the notebook, and their most bytes.
# Lesson 08's trained model is graded from its weights, so that grading never trains.
DECLARED: dict[str, dict[str, int]] = {"08_mnist": {"08_mnist.pt": 5_000_000}}
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

    @property
    def missing(self) -> bool:
        """Whether nothing was handed in."""
        return self.content is None and not self.problem


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
        found.timestamp = parse_utc(path.read_bytes().decode("utf-8").strip())
    except (ValueError, OverflowError):
        found.notes.append("timestamp.txt holds no time, so nobody knows whether this is late")


def notebook_problem(content: bytes) -> str:
    """Why these bytes are no notebook, in words; empty when they are one."""
    if not content.strip():
        return "the file is empty: ask for it again"
    try:
        text = content.decode("utf-8-sig")
        if any(line.startswith("<<<<<<< ") for line in text.splitlines()):
            return "the file holds both sides of a merge conflict: ask for a merged one"
        nb = nbformat.reads(text, as_version=4)
        if all(isinstance(cell.source, str) and cell.metadata is not None for cell in nb.cells):
            return ""
        return "the file is not a notebook: a cell has no text"
    except UnicodeDecodeError as error:
        return f"the file is not a notebook: byte {error.start} is not UTF-8"
    except nbformat.reader.NotJSONError:
        return f"the file is not a notebook: {_json_error(content)}"
    except Exception as error:  # whatever nbformat stumbles over, the file is at fault
        return f"the file is not a notebook: {type(error).__name__}, {str(error)[:80]}"


def _json_error(content: bytes) -> str:
    try:
        json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        cut = error.pos >= len(content.decode("utf-8-sig").rstrip()) or "Unterminated" in error.msg
        return f"{'it is cut off' if cut else 'it breaks off'} in line {error.lineno}"
    return "it is not JSON"
