"""A zip of pages, named as Moodle's or Canvas's own import wants them."""

from __future__ import annotations

import zipfile
from pathlib import Path

from grading import CourseError
from grading.course import screen
from grading.giving_back.told import Packed
from grading.giving_back.worksheet import fill_worksheet
from grading.intake.names import safe_name
from grading.intake.platforms import Sender
from grading.intake.received import received
from utils.storage.one_step import replacing

MADE = (1980, 1, 1, 0, 0, 0)  # the same pages make the same bytes
NAMES = {"moodle": "Moodle", "canvas": "Canvas"}


def in_moodle(sender: Sender, lesson: str) -> str:
    """The path under which Moodle takes a page: its folder's second word is the number.

    >>> in_moodle(Sender("Ann_B Example", "Moodle", "123"), "01_neurons")
    'Ann B Example_123_assignsubmission_file_/01_neurons.html'
    """
    name = safe_name(sender.name).replace("_", " ").strip() or "Participant"
    return f"{name}_{sender.number}_assignsubmission_file_/{lesson}.html"


def in_canvas(sender: Sender, lesson: str) -> str:
    """The name under which Canvas takes a page: its first two whole numbers are user and upload.

    >>> in_canvas(Sender("exampleann", "Canvas", "12345", upload=67890), "01_neurons")
    'feedback_12345_67890_01_neurons.html'
    """
    return f"feedback_{sender.number}_{sender.upload}_{lesson}.html"


def zip_pages(platform: str, pages: dict[str, bytes], lesson: str, root: Path) -> Packed:
    """Write a lesson's zip, and Moodle's worksheet beside it.

    Args:
        platform: "moodle" or "canvas".
        pages: by student.
        lesson: such as "01_neurons".
        root: the course.

    Raises:
        CourseError: no page has a student there.
    """
    named = in_moodle if platform == "moodle" else in_canvas
    with screen.quiet():
        came = received(lesson, NAMES[platform], root)
    members, left_out = {}, {}
    for student, page in pages.items():
        sender = came.senders.get(student)
        if sender is None:
            left_out[student] = f"no download in downloaded/ has this work from {NAMES[platform]}"
        elif sender.members:
            left_out[student] = "a group handed in: give its page by hand"
        elif not sender.number.isdigit():
            left_out[student] = f"{NAMES[platform]} gave the work out without a number"
        else:
            members[named(sender, lesson)] = (student, page)
    if not members:
        why = next(iter(left_out.values()))
        raise CourseError(f"no page of {lesson} can be given back on {NAMES[platform]}: {why}")
    path = root / "dist" / "feedback" / f"{lesson}-{platform}.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, (_, page) in sorted(members.items()):
            packed.writestr(zipfile.ZipInfo(name, MADE), page, zipfile.ZIP_DEFLATED)
    said = tuple(fill_worksheet(came, lesson, root)) if platform == "moodle" else ()
    return Packed(path, tuple(student for student, _ in members.values()), left_out, said)
