"""What is told of pages that were packed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grading.course.told import shown

NAMED = 20  # students in one line


@dataclass(frozen=True)
class Packed:
    """What was packed.

    Attributes:
        path: the zip, or the folder of messages.
        students: whose page is in it.
        left_out: whose is not, and why.
        said: what to know of the worksheet beside it.
    """

    path: Path
    students: tuple[str, ...]
    left_out: dict[str, str]
    said: tuple[str, ...] = ()


def by_reason(what: str, students: dict[str, str]) -> Iterator[str]:
    """Who is left out, one line for all whom the same reason keeps out."""
    for why in dict.fromkeys(students.values()):
        names = [shown(student) for student, reason in students.items() if reason == why]
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        yield f"{what}: {', '.join(names[:NAMED])}{more}, {why}"
