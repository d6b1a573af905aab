"""Where a class's lessons, submissions and pages of feedback change hands: one folder for all.

    COURSE/outbound/LESSON/LESSON.ipynb    what students fetch
    COURSE/inbound/                        what they hand in; nobody but the instructor can list it
    COURSE/feedback/                       pages, under names that only their student can work out
    COURSE/mistakes/                       the pages that explain mistakes
    COURSE/due.json                        when lessons are due

The environment tells where it is, so that one setting serves nbgrader, the learner's server and the
instructor's commands.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

PLACE, COURSE = "COURSE_EXCHANGE", "COURSE_ID"  # variables of the environment
DEFAULT_PLACE, DEFAULT_COURSE = "/srv/exchange", "networks"
# The line in a lesson's first cell that says when it is due
DUE_LINE = re.compile(r"\n\n\*\*Due:\*\* [^\n]*")


@dataclass(frozen=True)
class Exchange:
    """The folder of one course in an exchange.

    Attributes:
        root: the exchange's folder, which may serve several courses.
        course: the course's name, which is its folder's.
    """

    root: Path
    course: str

    @property
    def folder(self) -> Path:
        """Of the course."""
        return self.root / self.course

    @property
    def outbound(self) -> Path:
        """What students fetch."""
        return self.folder / "outbound"

    @property
    def inbound(self) -> Path:
        """What they hand in."""
        return self.folder / "inbound"

    @property
    def feedback(self) -> Path:
        """The pages for them."""
        return self.folder / "feedback"

    @property
    def mistakes(self) -> Path:
        """The pages that explain mistakes."""
        return self.folder / "mistakes"

    @property
    def due(self) -> Path:
        """The file that says when lessons are due."""
        return self.folder / "due.json"


def exchange_here(environment: Mapping[str, str] = os.environ) -> Exchange:
    """The exchange that the environment names."""
    root = Path(environment.get(PLACE) or DEFAULT_PLACE)
    return Exchange(root, environment.get(COURSE) or DEFAULT_COURSE)


def read_due(exchange: Exchange) -> dict[str, datetime]:
    """When lessons are due; none where nobody said, or the file cannot be read."""
    try:
        told = json.loads(exchange.due.read_text(encoding="utf-8"))
        return {str(name): datetime.fromisoformat(due) for name, due in told.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def without_date(notebook: bytes) -> bytes:
    """A released notebook without the line that says when it is due.

    Dates move, and a lesson whose date alone is new is no new version.
    """
    try:
        cells = json.loads(notebook)["cells"]
        first = cells[0]["source"]
    except (ValueError, LookupError, TypeError):
        return notebook
    text = first if isinstance(first, str) else "".join(first)
    cells[0]["source"] = DUE_LINE.sub("", text)
    return json.dumps(cells, sort_keys=True).encode()
