"""Moodle's grading worksheet: who has which participant number, and when they handed in.

Its titles are in Moodle's language, so that a column is known by what stands in it: numbers that
the download has, addresses, names that the download's folders end in, times.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path

from dateutil.tz import gettz

from grading import CourseError
from grading.course.tables import read_csv
from grading.course.told import shown
from grading.intake.names import letters, tokens, without_apostrophes
from grading.intake.platforms import CANVAS, MOODLE, user_of
from grading.intake.written_times import NONE, in_utc, looks_like_a_time, read_times

LARGEST = 5_000_000  # bytes
LEAST_COLUMNS = 6
NUMBERED = re.compile(r"(\D*)(\d+)")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True)
class Entry:
    """A line of a worksheet.

    Attributes:
        number: the participant's.
        word: what stands before each number, such as "Participant".
        name: in full; empty where marking is blind.
        cells: all of the line, the address and other ids among them.
        when: when it was handed in, in UTC without zone; None where the line does not say.
    """

    number: str
    word: str
    name: str
    cells: tuple[str, ...]
    when: datetime | None


@dataclass
class Worksheet:
    """What worksheets say, by participant number.

    Attributes:
        files: those that were read.
        doubtful: numbers of which two worksheets tell two people.
        timeless: files whose times cannot be read.
        zone: the zone of their times; this machine's where it is empty.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)
    doubtful: set[str] = field(default_factory=set)
    timeless: list[Path] = field(default_factory=list)
    zone: str = ""

    def add(self, path: Path, entries: Sequence[Entry]) -> None:
        """Take one file's lines; of two that tell one person, the later time counts."""
        self.files.append(path)
        if not any(entry.when for entry in entries):
            self.timeless.append(path)
        for entry in entries:
            before = self.entries.setdefault(entry.number, entry)
            if before.name and entry.name and before.name != entry.name:
                self.doubtful.add(entry.number)
            self.entries[entry.number] = max(before, entry, key=_told)

    def notes(self) -> list[str]:
        """What an instructor should know of the worksheets that were used."""
        here = datetime.now().astimezone().strftime("this machine's zone, %Z")
        way = "add ZONE=Europe/Berlin or the like if Moodle shows you another one's"
        zone = self.zone or f"{here}: {way}"
        said = []
        for path in self.files:
            name = shown(path.name)
            if path in self.timeless:
                said.append(f"{name} tells who is who, and no time of handing in that can be read")
            else:
                said.append(f"{name} tells who is who and when they handed in, in {zone}")
        return said

    def members(self, group: str) -> list[Entry]:
        """The lines in which a group stands, by name as Moodle writes it into a folder's."""
        wanted = letters(group)
        columns = {
            place
            for entry in self.entries.values()
            for place, cell in enumerate(entry.cells)
            if wanted and letters(cell) == wanted and cell != entry.name
        }
        if len(columns) != 1:
            return []
        (place,) = columns
        return [e for e in self.entries.values() if letters(e.cells[place]) == wanted]


def _told(entry: Entry) -> tuple[datetime, bool]:
    return entry.when or datetime.min, bool(entry.name)


def participants(paths: Sequence[tuple[str, ...]]) -> dict[str, str]:
    """The names that a download of Moodle's gives to its numbers."""
    found = filter(None, map(user_of, paths))
    return {each.number: each.name for each in found if each.platform == "Moodle"}


def find_worksheets(
    download: Path, named: str, folders: dict[str, str], zone: str = ""
) -> Worksheet:
    """The worksheets that belong to a download: the one that is named, else those beside it.

    Args:
        download: a zip, or a folder.
        named: a worksheet's path; empty to look beside the download and at the top of a folder.
        folders: the names that the download gives to participant numbers.
        zone: the zone of its times, such as Europe/Berlin; this machine's when empty.

    Raises:
        CourseError: the worksheet that is named cannot be used, or there is no such zone.
    """
    found = Worksheet(zone=zone)
    where = gettz(zone) if zone else None
    if zone and where is None:
        raise CourseError(f"{shown(zone)} is no time zone: name one, as in ZONE=Europe/Berlin")
    if named:
        path = Path(named).expanduser()
        try:
            found.add(path, _read(path, folders, where))
        except (OSError, UnicodeError, csv.Error, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            raise CourseError(
                f"{shown(str(path))} is no grading worksheet of this download: {why}"
            ) from None
    elif folders:
        for path in _beside(download):
            try:
                if entries := _read(path, folders, where, sure=False):
                    found.add(path, entries)
            except (OSError, UnicodeError, csv.Error, ValueError):
                continue
    return found


def _beside(download: Path) -> list[Path]:
    """CSV files that an instructor put there; a student's file has a platform's name."""
    places = {download.resolve().parent, *([download.resolve()] if download.is_dir() else [])}
    files = (path for place in places for path in place.glob("*.[cC][sS][vV]") if path.is_file())
    files = (path for path in files if not (MOODLE.match(path.name) or CANVAS.match(path.name)))
    return sorted(files, key=lambda path: (path.stat().st_mtime, path.name))


def _read(
    path: Path, folders: dict[str, str], zone: tzinfo | None, sure: bool = True
) -> list[Entry]:
    """The lines of a worksheet.

    Args:
        path: the file.
        folders: the names that the download gives to participant numbers.
        zone: the zone of its times; None for this machine's.
        sure: whether somebody said that it is one; else it must look like one.

    Raises:
        ValueError: it is none, or another assignment's.
    """
    if path.stat().st_size > LARGEST:
        raise ValueError(f"it is larger than {LARGEST / 1e6:g} MB")
    _, lines = read_csv(path.read_bytes())
    width = len(lines[0][1]) if lines else 0
    rows = [[*cells, *[""] * width][:width] for _, cells in lines[1:]]
    columns = list(zip(*rows, strict=True))
    numbers, word = numbers_in(columns, folders)
    times = [place for place, column in enumerate(columns) if is_time(column)]
    if not sure and (width < LEAST_COLUMNS or len(times) < 2):
        raise ValueError("it has other columns")
    named = _names(columns, numbers, folders)
    when = read_times(columns[times[-2]]) if len(times) > 1 else None
    return [
        Entry(
            number,
            word,
            row[named] if named is not None else "",
            tuple(row),
            in_utc(when[place], zone) if when and when[place] else None,
        )
        for place, (number, row) in enumerate(zip(numbers, rows, strict=True))
    ]


def numbers_in(columns: list[tuple[str, ...]], folders: dict[str, str]) -> tuple[list[str], str]:
    """The participant numbers, and the word that stands before each.

    Raises:
        ValueError: no column has any that the download has.
    """
    best: tuple[list[str], str] | None = None
    most = (False, 0)
    for column in columns:
        found = [NUMBERED.fullmatch(cell) for cell in column]
        if None in found or len({match[1] for match in found}) != 1:
            continue
        numbers, word = [match[2] for match in found], found[0][1].strip()
        shared = len(folders.keys() & set(numbers))
        if shared and len(set(numbers)) == len(numbers) and (bool(word), shared) > most:
            best, most = (numbers, word), (bool(word), shared)
    if best is None:
        raise ValueError("no column of it has the participants' numbers that the download has")
    return best


def is_time(column: tuple[str, ...]) -> bool:
    """Whether times stand in a column, or the signs for none."""
    return any(column) and all(cell in NONE or looks_like_a_time(cell) for cell in column)


def _names(
    columns: list[tuple[str, ...]], numbers: list[str], folders: dict[str, str]
) -> int | None:
    """Which column holds full names: the download's folders end in them.

    Where folders tell no names, since marking was blind, it is the one behind the number's with
    letters alone.
    """
    known = [(place, folders[n]) for place, n in enumerate(numbers) if n in folders]
    for at, column in enumerate(columns):
        hits = sum(ends_in(folder, column[place]) for place, folder in known)
        if hits > len(known) / 2:
            return at
    for at, column in enumerate(columns[1:3], start=1):
        if (
            all(re.fullmatch(r"[^\W\d_][^\d@_:;]*", cell) for cell in column)
            and len(set(column)) > len(column) * 0.8 + 0.1
        ):
            return at
    return None


def ends_in(folder: str, name: str) -> bool:
    """Whether a folder's name is a full name, in any order, or has a group's in front of it."""
    words, wanted = (set(tokens(without_apostrophes(one))) for one in (folder, name))
    ends = letters(without_apostrophes(folder)).endswith(letters(without_apostrophes(name)))
    return bool(wanted) and (ends or wanted <= words)
