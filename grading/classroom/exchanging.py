"""The instructor's side of nbgrader's exchange: lessons out, submissions in, pages back.

nbgrader's own commands would release without dates, take what a submission's name claims, and look
for pages where we keep none.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nbgrader.utils import notebook_hash, parse_utc

from grading import CourseError, select_lessons
from grading.classroom.accounts import account_of, owner_of
from grading.course.paths import student_path
from grading.course.roster import read_deadlines
from grading.course.told import shown
from grading.gradebook.graded_note import read_note
from grading.handed_in.submissions import TIMESTAMP
from grading.intake.deliveries import most_bytes
from grading.lesson.declared import DECLARED
from grading.lesson.release import derive
from utils.classroom.exchange import Exchange
from utils.storage.one_step import write_bytes, write_text

SECRET = "submission_secret.txt"
# For all: the exchange. Students may put into inbound and not list it; they know their page's name
OPEN, INBOUND, NAMED_ONLY = 0o755, 0o733, 0o711
LATER = timedelta(minutes=10)  # how far a name's time may lie before the time on the disk
MOST_SECRET = 1_000  # bytes


@dataclass(frozen=True)
class HandedIn:
    """A submission that lies in the exchange.

    Attributes:
        path: its folder.
        student: whose it is.
        time: when it was handed in, in UTC.
        note: what to know of it; empty when nothing.
    """

    path: Path
    student: str
    time: datetime
    note: str = ""

    @property
    def timestamp(self) -> str:
        """The time, as `timestamp.txt` holds it."""
        return f"{self.time:%Y-%m-%d %H:%M:%S} UTC"


def dated(notebook: str, due: datetime | None) -> str:
    """A release with a line in its first cell that says when it is due.

    Args:
        notebook: the release, as text.
        due: in UTC, without zone; None leaves the release as it is.
    """
    if due is None:
        return notebook
    content = json.loads(notebook)
    first = content["cells"][0]
    text = first["source"] if isinstance(first["source"], str) else "".join(first["source"])
    title, _, rest = text.partition("\n\n")
    local = due.replace(tzinfo=UTC).astimezone()
    line = f"**Due:** {local:%A} {local.day} {local:%B %Y, %H:%M} (UTC{local:%z})."
    first["source"] = "\n\n".join([title, line, rest]).splitlines(keepends=True)
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def prepare(exchange: Exchange) -> None:
    """Make the course's folders in the exchange, with the rights that each needs.

    Raises:
        CourseError: the exchange is not there, or is somebody else's.
    """
    try:
        rights = ((exchange.folder, OPEN), (exchange.outbound, OPEN), (exchange.mistakes, OPEN))
        for folder, mode in (*rights, (exchange.inbound, INBOUND), (exchange.feedback, NAMED_ONLY)):
            folder.mkdir(exist_ok=True)
            if stat.S_IMODE(folder.stat().st_mode) & 0o777 != mode:
                folder.chmod(mode)
    except OSError as error:
        raise CourseError(
            f"the exchange {exchange.root} cannot be written ({error.strerror}): make that folder, "
            "writable for all, or name another one in COURSE_EXCHANGE"
        ) from None


def release(exchange: Exchange, wanted: str, root: Path) -> list[str]:
    """Put lessons where students fetch them, with their dates; return their names.

    Args:
        exchange: the class's.
        wanted: such as "00 01"; all when empty.
        root: the course.

    Raises:
        CourseError: no such lesson, or the exchange cannot be written.
    """
    lessons, deadlines = select_lessons(wanted, root), read_deadlines(root)
    prepare(exchange)
    for lesson in lessons:
        folder = exchange.outbound / lesson
        folder.mkdir(exist_ok=True)
        folder.chmod(OPEN)
        _put(folder / f"{lesson}.ipynb", dated(derive(lesson, root), deadlines.get(lesson)))
    out = {path.name for path in exchange.outbound.iterdir()}
    pages = root / "notebooks" / "mistakes"
    for page in sorted(pages.glob("*.md")):
        if page.stem in {"README", "any", *out}:
            _put(exchange.mistakes / page.name, page.read_text(encoding="utf-8"))
    due = {
        each: deadlines[each].replace(tzinfo=UTC).isoformat() for each in sorted(out & {*deadlines})
    }
    _put(exchange.due, json.dumps(due, indent=2) + "\n")
    return lessons


def _put(path: Path, text: str) -> None:
    """Write what everybody may read, whatever the umask is."""
    write_text(path, text)
    path.chmod(0o644)


def handed_in(exchange: Exchange, lesson: str) -> Iterator[HandedIn | str]:
    """What lies in the exchange for a lesson, in no order; or why something there does not count.

    A submission in a folder that is named after a student is that student's: there the hub shows
    each student a folder of their own as `inbound`. Any other must belong to the account of the
    student whom its name claims.

    Raises:
        CourseError: the exchange cannot be read.
    """
    try:
        entries = sorted(exchange.inbound.iterdir())
    except OSError as error:
        raise CourseError(f"{exchange.inbound} cannot be read: {error.strerror}") from None
    for entry in entries:
        if "+" in entry.name:
            yield from _one(entry, lesson, "")
        elif is_students_own(entry):
            for path in sorted(entry.iterdir()):
                yield from _one(path, lesson, entry.name)


def is_students_own(folder: Path) -> bool:
    """Whether the hub made this folder for one student; where all share one, students make some."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and status.st_uid in {0, os.getuid()}


def _one(path: Path, lesson: str, place: str) -> Iterator[HandedIn | str]:
    parts = path.name.rsplit("+", 3)
    if len(parts) != 4 or parts[1] != lesson:
        return
    status = path.lstat()
    if not stat.S_ISDIR(status.st_mode):
        yield f"{shown(path.name)} is no folder, and does not count"
        return
    student, owner = place or parts[0], owner_of(status.st_uid)
    if not place and owner != account_of(student):
        yield f"{shown(path.name)} belongs to {shown(owner)} and does not count: look who wrote it"
        return
    on_disk = datetime.fromtimestamp(status.st_ctime, UTC).replace(tzinfo=None)
    try:
        time = parse_utc(parts[2]).replace(tzinfo=None)
    except (ValueError, OverflowError):
        time = datetime.min
    note = ""
    if on_disk - time > LATER:
        time, note = on_disk, f"its name says {shown(parts[2])}; the disk says later, and counts"
    yield HandedIn(path, student, time, note)


def newest(exchange: Exchange, lesson: str, say: Callable[[str], None]) -> dict[str, HandedIn]:
    """Each student's newest submission of a lesson.

    Args:
        exchange: the class's.
        lesson: such as "01_neurons".
        say: takes what does not count, and what is odd.

    Raises:
        CourseError: the exchange cannot be read.
    """
    found: dict[str, HandedIn] = {}
    for each in handed_in(exchange, lesson):
        if isinstance(each, str):
            say(each)
        elif each.student not in found or each.time > found[each.student].time:
            found[each.student] = each
    for each in found.values():
        if each.note:
            say(f"{shown(each.student)}: {each.note}")
    return found


def read_file(folder: Path, name: str, most: int) -> bytes | None:
    """A file of a folder that somebody else writes: never through a link; None where it is none."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        place = os.open(folder, flags | os.O_DIRECTORY)
    except OSError:
        return None
    try:
        file = os.open(name, flags, dir_fd=place)
    except OSError:
        return None
    finally:
        os.close(place)
    with open(file, "rb") as stream:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode) or status.st_size > most:
            return None
        return stream.read(most)


def take(exchange: Exchange, lesson: str, target: Path, say: Callable[[str], None]) -> list[str]:
    """Copy each student's newest submission of a lesson to where collecting reads it.

    Args:
        exchange: the class's.
        lesson: such as "01_neurons".
        target: gets a folder for each student.
        say: takes what does not count.

    Returns:
        Whose work was copied.

    Raises:
        CourseError: the exchange cannot be read.
    """
    found = newest(exchange, lesson, say)
    for student, each in sorted(found.items()):
        folder = target / student / lesson
        for name in (f"{lesson}.ipynb", *DECLARED.get(lesson, {})):
            data = read_file(each.path, name, most_bytes(name))
            if data is not None:
                write_bytes(folder / name, data)
            elif name.endswith(".ipynb"):
                say(f"{shown(student)} handed in without {name}")
        write_text(folder / TIMESTAMP, each.timestamp)
    return sorted(found)


def give_back(
    exchange: Exchange, lesson: str, students: list[str], root: Path
) -> tuple[list[str], dict[str, str]]:
    """Put pages of feedback where each student's list of assignments finds them.

    Args:
        exchange: the class's.
        lesson: such as "01_neurons".
        students: of the class.
        root: the course.

    Returns:
        Who got a page, and why others got none.

    Raises:
        CourseError: the exchange cannot be read or written.
    """
    prepare(exchange)
    given, left = [], {}
    works = [each for each in handed_in(exchange, lesson) if isinstance(each, HandedIn)]
    for student in students:
        page = student_path(root, "feedback", student, lesson, ".html")
        if not page.is_file():
            continue
        secret, why = _secret_of([each for each in works if each.student == student], lesson, root)
        if not secret:
            left[student] = why or "the graded work did not come over the exchange"
            continue
        own = is_students_own(exchange.inbound / student)
        folder = exchange.feedback / student if own else exchange.feedback
        target = folder / f"{notebook_hash(secret=secret, notebook_id=lesson)}.html"
        write_bytes(target, page.read_bytes())
        target.chmod(0o644)
        given.append(student)
    return given, left


def _secret_of(mine: list[HandedIn], lesson: str, root: Path) -> tuple[str, str]:
    """What names the page of a student's graded work; or why there is nothing, where one can say.

    Args:
        mine: the student's submissions in the exchange.
        lesson: such as "01_neurons".
        root: the course.
    """
    for each in mine:
        if newer_than_page(each.student, lesson, root):
            return "", "collected since `make grade` last ran: run it first"
        if each.timestamp == page_time(each.student, lesson, root):
            secret = read_file(each.path, SECRET, MOST_SECRET) or b""
            return secret.decode("utf-8", "replace"), f"the submission has no {SECRET}"
    return "", ""


def newer_than_page(student: str, lesson: str, root: Path) -> bool:
    """Whether the notebook that was collected last is another than the one that was graded."""
    note, path = read_note(root, lesson, student), student_path(root, "submitted", student, lesson)
    if not (note and note.inputs and path.is_file()):
        return False
    return hashlib.sha256(path.read_bytes()).hexdigest() not in note.inputs


def page_time(student: str, lesson: str, root: Path) -> str:
    """When the work that was collected last was handed in, as `timestamp.txt` says it."""
    path = root / "submitted" / student / lesson / TIMESTAMP
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError):
        return ""
