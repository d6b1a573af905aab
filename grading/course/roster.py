"""Who is in the class and when lessons are due: roster.csv and deadlines.csv, both optional."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from grading import ROOT, CourseError, select_lessons
from grading.course.times import exact_time

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
ROUNDED = re.compile(r"[0-9.,]+E\+?[0-9]+", re.IGNORECASE)
NAMES = {",": "comma", ";": "semicolon", "\t": "tab"}


@dataclass(frozen=True)
class Person:
    """A line of roster.csv: a student, and how learning platforms name them.

    Attributes:
        student: what names the folder in submitted/.
        moodle_ids: Moodle's participant numbers, one for each of its assignments.
        canvas_id: Canvas's user id.
    """

    student: str
    name: str = ""
    email: str = ""
    moodle_ids: tuple[str, ...] = ()
    canvas_id: str = ""


def _table(
    path: Path, columns: tuple[str, ...], optional: tuple[str, ...] = ()
) -> list[tuple[int, dict[str, str]]]:
    """The lines of a small CSV file that needs `columns` and may have `optional` ones.

    Commas, semicolons or tabs, UTF-8 or UTF-16: whatever a spreadsheet writes. Empty lines, which
    it likes to leave, are left out.

    Raises:
        CourseError: it cannot be read, or a column is not there.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-16" if data[:2] in UTF_16 else "utf-8-sig")
        first = text.partition("\n")[0]
        sign = max(",;\t", key=first.count)  # spreadsheets write others where a comma is decimal
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True, delimiter=sign)
        names = [(name or "").strip() for name in reader.fieldnames or []]
        rows = []
        for row in reader:
            more = row.pop(None, [])
            if not any(cell and cell.strip() for cell in [*row.values(), *more]):
                continue
            if more:
                raise CourseError(
                    f"{path.name}, line {reader.line_num}: more cells than the first line has; put "
                    f'a name that holds a {NAMES[sign]} into double quotes, as in "Example, Ann"'
                )
            row = dict(zip(names, row.values(), strict=False))
            rows.append((reader.line_num, row))
    except (UnicodeError, csv.Error) as error:
        raise CourseError(
            f"{path.name} is not a CSV file in UTF-8 ({error}): save it as one"
        ) from None
    for column in columns:
        if column not in names:
            raise CourseError(
                f"{path.name} needs a column {column!r} and has {', '.join(names) or 'none'}: "
                f"its first line should read {','.join(columns)}"
            )
    return [
        (line, {column: str(row.get(column) or "").strip() for column in (*columns, *optional)})
        for line, row in rows
    ]


def read_roster(root: Path = ROOT) -> list[str] | None:
    """The students that roster.csv names, in its order; None when there is no roster.

    Raises:
        CourseError: the file is malformed; the message names the line.
    """
    people = read_people(root)
    return None if people is None else [person.student for person in people]


def read_people(root: Path = ROOT) -> list[Person] | None:
    """The lines of roster.csv, whose column `student` is needed and whose others are optional.

    `name`, `email`, `moodle_id` (one or several numbers) and `canvas_id` help `make collect`.

    Raises:
        CourseError: the file is malformed; the message names the line.
    """
    path = root / "roster.csv"
    if not path.exists():
        return None
    people: list[Person] = []
    students: dict[str, str] = {}  # as a disk that does not tell case from case sees them
    ids: dict[tuple[str, str], str] = {}
    for line, row in _table(path, ("student",), ("name", "email", "moodle_id", "canvas_id")):
        try:
            _check_folder(row["student"], students)
            person = _person(row)
            _check_ids(person, ids)
        except ValueError as error:
            raise CourseError(f"roster.csv, line {line}: {error}") from None
        people.append(person)
    if not people:
        raise CourseError(
            "roster.csv names no student: add them below its first line, or delete it"
        )
    return people


def _check_folder(name: str, students: dict[str, str]) -> None:
    """See that a student's name can be a folder of its own, and note it.

    Raises:
        ValueError: it cannot; the text says what to do.
    """
    if not name:
        raise ValueError("no student; fill it in or delete the line")
    plain = unicodedata.normalize("NFC", name).casefold()
    if students.get(plain) == name:
        raise ValueError(f"{name} stands there twice; keep one")
    if plain in students:
        raise ValueError(
            f"{name} and {students[plain]} would have the same folder on some disks; rename one"
        )
    if "/" in name or "\\" in name or name.startswith("."):
        raise ValueError(
            f"{name!r} is no folder name; use what names the student's folder in submitted/"
        )
    students[plain] = name


def _person(row: dict[str, str]) -> Person:
    """The person of a line.

    Raises:
        ValueError: a spreadsheet has rounded a number.
    """
    for kind in ("moodle_id", "canvas_id"):
        if ROUNDED.fullmatch(row[kind]):
            raise ValueError(
                f"a spreadsheet has rounded the {kind} to {row[kind]}; make its column text, and "
                "put the whole number there"
            )
    numbers = tuple(re.findall(r"\d+", row["moodle_id"]))
    return Person(row["student"], row["name"], row["email"], numbers, row["canvas_id"])


def _check_ids(person: Person, ids: dict[tuple[str, str], str]) -> None:
    """See that nobody else has a person's addresses and numbers, and note them.

    Raises:
        ValueError: somebody has.
    """
    for kind, value in (
        ("email", person.email.casefold()),
        ("canvas_id", person.canvas_id),
        *(("moodle_id", number) for number in set(person.moodle_ids)),
    ):
        other = ids.setdefault((kind, value), person.student) if value else person.student
        if other != person.student:
            raise ValueError(
                f"{person.student} and {other} have the same {kind} {value}; correct one"
            )


def read_deadlines(root: Path = ROOT) -> dict[str, datetime]:
    """When each lesson is due, from deadlines.csv (`lesson,due`), in UTC without zone.

    `due` reads like `2026-01-31 18:00` (UTC) or `2026-01-31 18:00 +0100`.

    Raises:
        CourseError: a lesson or a date that cannot be understood.
    """
    path = root / "deadlines.csv"
    if not path.exists():
        return {}
    deadlines = {}
    for line, row in _table(path, ("lesson", "due")):
        try:
            if not row["lesson"]:
                raise CourseError("no lesson is named")
            lesson, *more = select_lessons(row["lesson"], root)
            if more:
                raise CourseError("it names several lessons; give each a line")
            if lesson in deadlines:
                raise CourseError(f"{lesson} stands there twice; keep one")
            deadlines[lesson] = exact_time(row["due"])
        except (ValueError, OverflowError, CourseError) as error:
            raise CourseError(
                f"deadlines.csv, line {line}: {error}. A line reads: 01_neurons,2026-01-31 18:00"
            ) from None
    return deadlines


def duration(late: timedelta) -> str:
    """A duration as one says it.

    >>> duration(timedelta(days=1, hours=2, minutes=5))
    '1 day 2 hours'
    >>> duration(timedelta(seconds=20))
    'less than a minute'
    """
    hours, minutes = divmod(int(late.total_seconds()) // 60, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "day"), (hours, "hour"), (minutes, "minute")]
    said = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count]
    return " ".join(said[:2]) or "less than a minute"
