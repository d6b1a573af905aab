"""Work that came and was not taken: downloaded/refused.csv, which `make collect` keeps.

collected.csv tells of one download. What a download of last month refused would be "nothing was
handed in" by now, so it stands here until good work of that student for that lesson is collected.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import astuple, dataclass
from datetime import datetime
from pathlib import Path

from grading.course.tables import read_rows, safe, write_table
from grading.course.told import Told

REFUSED = "refused"
COLLECTED = ("student", "lesson", "status", "reason")  # of collected.csv
COLUMNS = ("student", "lesson", "collected", "download", "reason")
UNKNOWN = "nothing tells which lesson it is: collect that download again with LESSON="


@dataclass(frozen=True)
class RefusedWork:
    """What one student sent and nobody could take.

    Attributes:
        lesson: such as "01_neurons"; empty where nothing tells.
        collected: when, in UTC, as `2026-01-31 18:00`.
        download: what the download is kept as in downloaded/; empty for a folder.
        reason: what was wrong, and what to do.
    """

    student: str
    lesson: str
    collected: str
    download: str
    reason: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "reason", Told(self.reason))

    @property
    def in_words(self) -> str:
        """What a row says of it."""
        text = f"work came and was refused on {self.collected}: {self.reason}"
        return text if self.lesson else f"{text}; {UNKNOWN}"

    def came_after(self, seconds: float) -> bool:
        """Whether it was refused after this moment, in seconds of the system's clock."""
        try:
            when = datetime.strptime(f"{self.collected} +0000", "%Y-%m-%d %H:%M %z")
        except ValueError:
            return True
        return when.timestamp() > seconds - 60  # it is told by the minute


class Refusals:
    """What downloaded/refused.csv holds: by student and lesson, one each."""

    def __init__(self, root: Path) -> None:
        self.path = root / "downloaded" / "refused.csv"
        self.works: dict[tuple[str, str], RefusedWork] = {}
        for line in read_rows(self.path, COLUMNS):
            self.works[line[0], line[1]] = RefusedWork(*line)

    def of(self, student: str, lesson: str) -> RefusedWork | None:
        """What was refused of a student's lesson, or of one that nothing tells the name of."""
        for name in (lesson, ""):
            if found := self.works.get((safe(student), name)):
                return found
        return None

    def lessons(self, student: str) -> set[str]:
        """The lessons that a student's refused work is known to be of."""
        return {name for who, name in self.works if who == safe(student) and name}

    @property
    def students(self) -> set[str]:
        """Whose work was refused."""
        return {who for who, _ in self.works}

    def note(
        self, refused: Iterable[RefusedWork], good: Collection[tuple[str, str]], download: str
    ) -> None:
        """Take over what a download came to, and write the file where that changes anything.

        Args:
            refused: what it holds of refused work.
            good: student and lesson of what it holds of good work.
            download: what it is kept as; the same one tells anew what it told before.
        """
        settled = {(safe(student), lesson) for student, lesson in good}
        before = self.works
        self.works = {
            key: work
            for key, work in before.items()
            if key not in settled and not (download and work.download == download)
        }
        for work in refused:
            alone = work.lesson or not any(who == safe(work.student) for who, _ in settled)
            if alone and (safe(work.student), work.lesson) not in settled:
                self.works[safe(work.student), work.lesson] = work
        if self.works != before:
            self.write()

    def drop(self, students: Collection[str] | None, lessons: Collection[str] | None) -> None:
        """Forget what was refused of these students and lessons; None means all of them.

        A student's work of no known lesson goes with any lesson of theirs, which it may be.
        """
        names = None if students is None else {safe(each) for each in students}
        before = self.works
        self.works = {
            (who, lesson): work
            for (who, lesson), work in before.items()
            if not (names is None or who in names)
            or not (lessons is None or lesson in lessons or (names is not None and not lesson))
        }
        if self.works != before:
            self.write()

    def write(self) -> None:
        """Write the file, in the order of students and lessons."""
        write_table(self.path, COLUMNS, (astuple(work) for _, work in sorted(self.works.items())))
