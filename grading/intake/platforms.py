"""Names that a learning platform gives to a student's folder or file, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from grading.course.told import shown
from grading.intake.names import safe_name
from grading.intake.register import COLUMNS
from grading.intake.written_times import time_in_name

# Ann Example_123456_assignsubmission_file_/hw.ipynb, or in one name; the number is new in each
# assignment, a group's own where a group hands in, and not there for Moodle's "Default group"
MOODLE = re.compile(
    r"(?P<name>.*?)(?:_(?P<number>\d+))?_assignsubmission_[a-z]+(?:_(?P<file>.*))?", re.DOTALL
)
# exampleann_LATE_12345_67890_hw.ipynb: user, upload, and the file's own name
CANVAS = re.compile(
    r"(?P<name>.*?)_?(?P<late>LATE_)?(?P<number>(?<=_)\d{2,}|anon_\w+?)_(?P<upload>\d{3,})_(?P<file>.+)",
    re.DOTALL,
)
# 01 Neurons_exampleann_attempt_2026-01-30-16-00-00_hw.ipynb: assignment and user
BLACKBOARD = re.compile(
    r"(?P<name>.+?)_attempt_(?P<upload>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|\.\w+|)", re.DOTALL
)


@dataclass(frozen=True)
class Sender:
    """Who handed a file in.

    Attributes:
        name: as the download has it.
        platform: "Moodle", "Canvas", "Blackboard" or nothing.
        number: the platform's number of them, if it gives one.
        student: who that is in roster.csv; without a roster, a safe folder name.
        certain: whether the platform's number or the student's own id says so.
        problem: why it is nobody in roster.csv.
        own: the file's name as the student gave it.
        late: whether the platform says that it is late.
        upload: the platform's number of the upload; later ones are larger.
        members: all the students whose work it is, where a group handed in.
        when: when it was handed in, in UTC without zone, where the platform says.
        marks: what else in the name may be a person's number.
    """

    name: str
    platform: str = ""
    number: str = ""
    student: str = ""
    certain: bool = False
    problem: str = ""
    own: str = ""
    late: bool = False
    upload: int = 0
    members: tuple[str, ...] = ()
    when: datetime | None = None
    marks: frozenset[str] = frozenset()

    @property
    def folder(self) -> str:
        """A safe folder name for whoever it is, in the roster or not."""
        return self.student or safe_name(f"{self.name}_{self.number}") or "unknown"

    @property
    def column(self) -> str:
        """The column of roster.csv that holds the platform's number; empty where none does."""
        return COLUMNS.get(self.platform, "")

    @property
    def attempt(self) -> datetime:
        """When an attempt was made, as the name says; the earliest time there is where it does not.

        Only to tell which of several is later: it may be of any zone.
        """
        if self.platform == "Blackboard":
            return datetime.strptime(f"{self.upload:014}", "%Y%m%d%H%M%S")
        return time_in_name(self.name) or datetime.min

    def is_nobody(self, problem: str) -> Sender:
        """The same sender, whom nothing tells for sure."""
        return replace(self, student="", members=(), certain=False, problem=problem)


def on_platform(path: tuple[str, ...], place: int) -> Sender | None:
    """The platform's user whom a part of a path names."""
    part, own = path[place], path[-1]
    is_file = place == len(path) - 1
    if found := MOODLE.fullmatch(part):
        own = found["file"] if found["file"] and is_file else own
        return Sender(found["name"].strip(), "Moodle", found["number"] or "", own=own)
    if (found := BLACKBOARD.fullmatch(part)) and _is_date(found["upload"]):
        upload = int(found["upload"].replace("-", ""))
        own = found["file"] if found["file"] and is_file else own
        return Sender(found["name"], "Blackboard", own=own, upload=upload)
    found = CANVAS.fullmatch(part)
    if not found or not (is_file or "." in found["file"]):
        return None
    return Sender(
        found["name"].strip("_") or found["number"],
        "Canvas",
        found["number"].removeprefix("anon_"),
        own=found["file"] if is_file else own,
        late=bool(found["late"]),
        upload=int(found["upload"][:18]),
    )


def user_of(path: tuple[str, ...]) -> Sender | None:
    """The platform's user whom the outermost part of a path names that names any."""
    return next(filter(None, (on_platform(path, place) for place in range(len(path)))), None)


def _is_date(text: str) -> bool:
    try:
        datetime.strptime(text, "%Y-%m-%d-%H-%M-%S")
    except ValueError:
        return False
    return True


def described(sender: Sender) -> str:
    """A sender as a message names them."""
    number = f" ({sender.platform} {sender.number})" if sender.number else ""
    return shown(sender.name + number)
