"""What is kept of a graded submission beside its scores: .cache/graded/LESSON/STUDENT.json."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from grading.course.told import NAME, Told, counted
from utils.storage.one_step import write_text

MOST = 200  # remarks that are kept one by one; of more, those that are alike are counted
LONGEST = 300  # characters of one


@dataclass(frozen=True)
class GradedNote:
    """How a submission came by its scores. What it says of a student's work is told.

    Attributes:
        inputs: what decided the scores, as hashes; while they are the same, nothing runs again.
        status: "graded", "partial" or "tampered".
        ran: "graded" or "partial", whatever it tried.
        repaired: what was mended in the notebook.
        notes: what went wrong while it ran.
        tampering: signs that it tries to change its grading.
        slowest: id and seconds of its slowest cell.
        seconds: all of it.
        memory: most bytes that its worker has held.
        sandboxed: whether it ran behind walls.
    """

    inputs: list[str] = field(default_factory=list)
    status: str = ""
    ran: str = ""
    repaired: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tampering: list[str] = field(default_factory=list)
    slowest: tuple[str, float] = ("", 0.0)
    seconds: float = 0.0
    memory: int = 0
    sandboxed: bool = True

    def __post_init__(self) -> None:
        for name in ("repaired", "notes", "tampering"):
            told = [Told(each, LONGEST) for each in getattr(self, name)]
            object.__setattr__(self, name, told if len(told) <= MOST else counted(told, MOST - 1))
        cell, seconds = self.slowest
        object.__setattr__(self, "slowest", (Told(cell, NAME), float(seconds)))

    def write(self, root: Path, lesson: str, student: str) -> None:
        """Keep it, in one step."""
        write_text(note_path(root, lesson, student), json.dumps(asdict(self)))


def note_path(root: Path, lesson: str, student: str) -> Path:
    """Where the note of a student's submission lies."""
    return root / ".cache" / "graded" / lesson / f"{student}.json"


def read_note(root: Path, lesson: str, student: str) -> GradedNote | None:
    """The note of a student's submission; None where there is none that can be read."""
    try:
        kept: Any = json.loads(note_path(root, lesson, student).read_text(encoding="utf-8"))
        known = {each.name for each in fields(GradedNote)}
        return GradedNote(**{name: value for name, value in kept.items() if name in known})
    except (OSError, ValueError, TypeError, AttributeError):
        return None
