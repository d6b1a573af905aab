"""Under which name and number a platform gave out each student's work, from the kept downloads."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from grading import CourseError, lessons
from grading.course.roster import read_people
from grading.handed_in.submissions import TIMESTAMP
from grading.intake.archives import read_download
from grading.intake.deliveries import most_bytes
from grading.intake.platforms import Sender
from grading.intake.senders import Senders
from grading.intake.sorting import sort_out
from grading.intake.which_lesson import Fingerprints
from grading.intake.worksheet import find_worksheets, participants
from grading.lesson.masters import masters_of


@dataclass
class Received:
    """What the kept downloads tell of a lesson's work on a platform.

    Attributes:
        senders: who handed in, by student; of several downloads the newest tells.
        worksheet: the newest of Moodle's grading worksheets that belongs to these downloads.
        folders: the names that the download beside it gives to participant numbers.
        numbers: participant numbers by student, also of those who handed in as a group.
    """

    senders: dict[str, Sender] = field(default_factory=dict)
    worksheet: Path | None = None
    folders: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)


def received(lesson: str, platform: str, root: Path) -> Received:
    """Who handed in a lesson's work on a platform.

    Args:
        lesson: such as "01_neurons".
        platform: "Moodle" or "Canvas".
        root: the course, whose downloaded/ keeps what `make collect` took.

    Raises:
        CourseError: roster.csv is malformed.
    """
    known, people = lessons(root), read_people(root)
    prints, masters = Fingerprints(known, root), masters_of(lesson, root)
    found = Received()
    kept = sorted((root / "downloaded").glob("*.zip"), key=lambda path: path.stat().st_mtime)
    for download in kept:
        try:
            contents = read_download(download, most_bytes)
        except CourseError:  # collecting it said so
            continue
        paths = [each.parts for each in contents.members if each.parts[-1] != TIMESTAMP]
        sheet = find_worksheets(download, "", participants(paths))
        senders, here = Senders(people, known, download.name, paths, sheet), {}
        for delivery in sort_out(contents, senders, prints, known):
            best, _ = delivery.best(lesson, masters)
            sender = best.sender if best else delivery.sender
            if lesson in delivery.lessons and sender.student and sender.platform == platform:
                here[sender.student] = sender
        found.senders |= here
        if here and sheet.files:
            found.worksheet, found.folders = sheet.files[-1], participants(paths)
        if here:
            alone = {who: one.number for who, one in here.items() if not one.members}
            found.numbers |= senders.users.numbers() | alone
    return found
