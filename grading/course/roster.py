"""Who is in the class and when lessons are due: roster.csv and deadlines.csv, both optional."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from grading import ROOT, CourseError, select_lessons
from grading.course.encodings import is_unicode
from grading.course.tables import SIGNS, read_csv
from grading.course.times import exact_time
from grading.course.told import NAME, without_marks

OPTIONAL = ("name", "email", "moodle_id", "canvas_id", "section", "grader")
ROUNDED = re.compile(r"[0-9.,]+E(\+?)[0-9]+", re.IGNORECASE)
DECIMAL = re.compile(r"([0-9]+)[.,]0+")  # a whole number, as a program that computes with it writes
PARTED = re.compile(r"[0-9]{1,3}([.,][0-9]{3})+|[0-9]+\.[0-9]+")


@dataclass(frozen=True)
class Person:
    """A line of roster.csv: a student, and how learning platforms name them.

    Attributes:
        student: what names the folder in submitted/.
        moodle_ids: Moodle's participant numbers, one for each of its assignments.
        canvas_id: Canvas's user id.
        section: of the class, by any name; empty where there are none.
        grader: who grades their answers by hand; empty where that is shared out.
    """

    student: str
    name: str = ""
    email: str = ""
    moodle_ids: tuple[str, ...] = ()
    canvas_id: str = ""
    section: str = ""
    grader: str = ""

    @property
    def sections(self) -> tuple[str, ...]:
        """The section, or several, which a comma, semicolon or bar parts."""
        return tuple(filter(None, map(str.strip, re.split("[,;|]", self.section))))


def read_table(
    path: Path, columns: tuple[str, ...], optional: tuple[str, ...] = ()
) -> list[tuple[int, dict[str, str]]]:
    """The lines of a small CSV file that needs `columns` and may have `optional` ones.

    Whatever a spreadsheet writes is read, and titles in any case.

    Raises:
        CourseError: it cannot be read, or a column is not there.
    """
    data = path.read_bytes()
    try:
        sign, lines = read_csv(data)
    except (UnicodeError, csv.Error) as error:
        raise CourseError(
            f"{path.name} is not a CSV file in UTF-8 ({error}): save it as one"
        ) from None
    _, titles = lines.pop(0) if lines else (0, [])
    wanted = (*columns, *optional)
    names = _columns(path.name, titles, columns, wanted)
    for number, cells in lines:
        if any(cells[len(names) :]):
            raise CourseError(
                f"{path.name}, line {number}: more cells than the first line has; put "
                f'a name that holds a {SIGNS[sign]} into double quotes, as in "Example, Ann"'
            )
    rows = [(number, dict(zip(names, cells, strict=False))) for number, cells in lines]
    told = "".join(row.get(column, "") for _, row in rows for column in columns)
    if not told.isascii() and not is_unicode(data):  # such a name would be a folder's
        raise CourseError(
            f"{path.name} is not a CSV file in UTF-8, so that a {columns[0]} may be misread: "
            "save it as one"
        )
    return [(number, {column: row.get(column, "") for column in wanted}) for number, row in rows]


def _columns(
    file: str, titles: list[str], columns: tuple[str, ...], wanted: tuple[str, ...]
) -> list[str]:
    """The columns that titles name, however they are written.

    Raises:
        CourseError: one that is needed is not there, or one that is wanted is there twice.
    """
    words = (re.split(r"[\s_-]+", title.strip().casefold()) for title in titles)
    names = ["_".join(each).replace("e_mail", "email") for each in words]
    for column in columns:
        if column not in names:
            raise CourseError(
                f"{file} needs a column {column!r} and has {', '.join(titles) or 'none'}: "
                f"its first line should read {','.join(columns)}"
            )
    if twice := [column for column in wanted if names.count(column) > 1]:
        raise CourseError(f"{file} has two columns {twice[0]!r}: rename or delete one")
    return names


def read_roster(root: Path = ROOT) -> list[str] | None:
    """The students that roster.csv names, in its order; None when there is no roster.

    Raises:
        CourseError: the file is malformed; the message names the line.
    """
    people = read_people(root)
    return None if people is None else [person.student for person in people]


def read_people(root: Path = ROOT) -> list[Person] | None:
    """The lines of roster.csv, whose column `student` is needed and whose others are optional.

    `name`, `email`, `moodle_id` (one or several numbers) and `canvas_id` help `make collect`;
    `section` parts the class in the report; `grader` says who grades somebody's answers by hand.

    Raises:
        CourseError: the file is malformed; the message names the line.
    """
    path = root / "roster.csv"
    if not path.exists():
        return None
    people: list[Person] = []
    students: dict[str, str] = {}  # as a disk that does not tell case from case sees them
    ids: dict[tuple[str, str], str] = {}
    for line, row in read_table(path, ("student",), OPTIONAL):
        try:
            person = _person(row)
            _check_folder(person.student, students)
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
    if len(name) > NAME:
        raise ValueError(f"a student of more than {NAME} characters; make it shorter")
    if "/" in name or "\\" in name or name.startswith("."):
        raise ValueError(
            f"{name!r} is no folder name; use what names the student's folder in submitted/"
        )
    students[plain] = name


def _person(row: dict[str, str]) -> Person:
    """The person of a line.

    Raises:
        ValueError: a spreadsheet has changed a number; the text says what to do.
    """
    whole = {kind: _whole(kind, row[kind]) for kind in ("student", "canvas_id")}
    ids = re.split(r"[\s;|/]+|,(?=\s|\d{4})", row["moodle_id"])
    numbers = [n for one in ids for n in re.findall(r"\d+", _whole("moodle_id", one))]
    about = (whole["student"], row["name"], row["email"])
    rest = (whole["canvas_id"], row["section"], row["grader"])
    return Person(*map(without_marks, about), tuple(numbers), *map(without_marks, rest))


def _whole(kind: str, text: str) -> str:
    """A number or id as it was before a spreadsheet took it for a quantity.

    Raises:
        ValueError: it has rounded it, or put signs between its digits.
    """
    if plain := DECIMAL.fullmatch(text):
        return plain[1]
    rounded = ROUNDED.fullmatch(text)
    if rounded and (rounded[1] or kind != "student"):  # a student may be called 2E7, and not 2E+7
        how = "rounded"
    elif kind != "student" and PARTED.fullmatch(text):
        how = "changed"
    else:
        return text
    between = ", with a space between several" if kind == "moodle_id" else ""
    raise ValueError(
        f"a spreadsheet has {how} the {kind} to {text}; make its column text, and "
        f"put the whole number there{between}"
    )


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
    for line, row in read_table(path, ("lesson", "due")):
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
