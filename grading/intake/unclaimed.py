"""Work that is nobody's yet: it came, and nothing told for sure who handed it in.

Whether `make collect` could take it or refused it: it may be any student's who seems to have handed
in nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from grading import lessons
from grading.course.tables import read_rows, safe, write_table
from grading.course.told import Told, shown
from grading.intake.platforms import Sender, described
from utils.storage.one_step import write_text

UNMATCHED = Path("downloaded", "unmatched")  # SENDER/LESSON/, below the course's folder
SETTLED = "settled.txt"  # beside work in there: whose it turned out to be
REFUSED = Path("downloaded", "refused_unmatched.csv")
COLUMNS = ("sender", "lesson", "collected", "download", "reason")


@dataclass(frozen=True)
class RefusedOfNobody:
    """What came from a sender whom nobody knows, and could not be taken.

    Attributes:
        sender: as the download has it.
        lesson: such as "01_neurons"; empty where nothing tells.
        collected: when, in UTC, as `2026-01-31 18:00`.
        download: what the download is kept as in downloaded/; the path of a folder.
        reason: what was wrong.
    """

    sender: str
    lesson: str
    collected: str
    download: str
    reason: str


def unclaimed(students: Iterable[str], root: Path) -> dict[str, list[str]]:
    """Where work on each lesson lies that may be any student's, below the course's folder.

    That is what `make collect` put into downloaded/unmatched/, until the same sender is known; what
    it refused of senders whom nobody knows, until the same download tells who they are; and what
    lies in submitted/ under a name that is no student's.

    Args:
        students: the class.
        root: the course.
    """
    known, found = set(students), {}
    refused = _refused(root)
    for lesson in lessons(root):
        places = sorted(_unsettled(lesson, known, root))
        places += sorted(_of_strangers(lesson, known, root))
        for line, each in enumerate(refused, start=2):
            if each.lesson in (lesson, ""):
                places.append(f"{REFUSED.as_posix()}, line {line} ({each.sender})")
        if places:
            found[lesson] = places
    return found


def _unsettled(lesson: str, known: set[str], root: Path) -> Iterator[str]:
    """What waits in downloaded/unmatched/, unless it was found to be a student's, who has it.

    That somebody else has the same notebook is no sign: it may have been copied.
    """
    for path in (root / UNMATCHED).glob(f"*/{lesson}/{lesson}.ipynb"):
        owners = known & set(_lines(path.with_name(SETTLED)))
        if not any(_has(each, lesson, path.read_bytes(), root) for each in owners):
            yield _place(path, root)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError):
        return []


def _has(student: str, lesson: str, notebook: bytes, root: Path) -> bool:
    """Whether a student's work on a lesson is, or once was, this notebook."""
    theirs = [root / "submitted" / student / lesson / f"{lesson}.ipynb"]
    theirs += (root / "downloaded" / "history" / student / lesson).glob(f"*/{lesson}.ipynb")
    return any(each.is_file() and each.read_bytes() == notebook for each in theirs)


def settle(sender: Sender, lesson: str, notebook: bytes, root: Path) -> None:
    """Note that work which waited has found its student.

    It has where the same notebook waited under the very name that the download gives its sender.

    Args:
        sender: whose it is, in roster.csv by now.
        lesson: such as "01_neurons".
        notebook: what came.
        root: the course.
    """
    if not sender.name:
        return
    name = replace(sender, student="").folder
    for path in (root / UNMATCHED).glob(f"*/{lesson}/{lesson}.ipynb"):
        mine = path.parts[-3] in (name, *(f"{name}-{number}" for number in range(2, 10)))
        owners = _lines(path.with_name(SETTLED))
        if mine and sender.student not in owners and path.read_bytes() == notebook:
            write_text(path.with_name(SETTLED), "\n".join([*owners, sender.student]) + "\n")


def _of_strangers(lesson: str, known: set[str], root: Path) -> Iterator[str]:
    for path in (root / "submitted").glob(f"*/{lesson}/*.ipynb"):
        if path.parts[-3] not in known and not path.parts[-3].startswith("."):
            yield _place(path, root)


def _place(path: Path, root: Path) -> str:
    return "/".join(map(shown, path.parent.relative_to(root).parts))


def _refused(root: Path) -> list[RefusedOfNobody]:
    return [RefusedOfNobody(*line) for line in read_rows(root / REFUSED, COLUMNS)]


def note_refused(
    refused: Iterable[RefusedOfNobody], senders: Collection[Sender], download: str, root: Path
) -> None:
    """Take over what was refused of unknown senders, and write the file where that is news.

    The same download tells anew what it told before. Of a folder, which may hold other files by
    then, that is said of the senders alone whom it still has.

    Args:
        refused: what the download holds.
        senders: all whom it has.
        download: as it is in these lines.
        root: the course.
    """
    new = [replace(each, reason=Told(each.reason)) for each in refused]
    here = {safe(each) for each in (*map(described, senders), *(one.sender for one in new))}
    before, folder = _refused(root), download.endswith("/")
    kept = [
        each
        for each in before
        if each.download != safe(download) or (folder and each.sender not in here)
    ]
    if new or kept != before:
        write_table(root / REFUSED, COLUMNS, map(astuple, [*kept, *new]))
