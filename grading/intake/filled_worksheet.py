"""Moodle's grading worksheet, filled in with scores and comments for Moodle to take in again.

Its import (`mod/assign/feedback/offline` of Moodle, `importgradeslib.php` and `locallib.php`) finds
columns by their titles in the language of whoever uploads, a student by the number at the end of
the first column, and reads the grade, when it was changed last, and the comments. So all of these
stay as they came but what is filled in. A point for the decimals is right in every language, and a
comma where Moodle wrote one itself. Its reader takes a backslash before a quote for part of the
cell, so that none stands there.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from grading import CourseError
from grading.course.encodings import decoded
from grading.course.tables import AsItCame, as_points, read_csv
from grading.course.told import shown
from grading.intake.worksheet import is_time, numbers_in
from grading.intake.written_times import NONE

POINTS = re.compile(r"\d+(?:[.,]\d+)?")
OURS = re.compile(r"\d+(\.\d+)? of \d+(\.\d+)? points\b")  # how a comment of ours begins
BACKSLASH = re.compile(r'\\(?="|$)')
SAYS_SIGN = re.compile(r"sep=[,;\t]\r?\n")  # Excel's own first line


@dataclass(frozen=True)
class Mark:
    """What a student is given: points, and a comment in HTML."""

    score: float
    comment: str


@dataclass(frozen=True)
class Blank:
    """A worksheet as Moodle wrote it, and which of its columns is which, in whatever language.

    Attributes:
        header: the titles.
        rows: the lines below, as long as the header.
        numbers: each line's participant number.
        identifier: the column in which these numbers stand.
        grade: the column of points.
        most: the points that Moodle's assignment gives at most.
        comma: whether decimals have one.
        graded: the column that says when a grade was changed last.
        comment: the first column of comments; None where comments are off.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[str, ...]
    identifier: int
    grade: int
    most: float
    comma: bool
    graded: int
    comment: int | None

    def is_read(self, column: int) -> bool:
        """Whether Moodle's import reads a column, or may: names and submitted texts it does not."""
        return column in (self.identifier, self.grade, self.grade + 1) or column >= self.graded

    def graded_before(self, number: str) -> bool:
        """Whether Moodle had a grade of this participant when the worksheet was downloaded."""
        return self.rows[self.numbers.index(number)][self.graded].strip() not in NONE

    def filled(self, marks: Mapping[str, Mark]) -> list[list[str]]:
        """The lines with what the participants are given; those of others as they came.

        A comment that a person wrote in Moodle stays.

        Args:
            marks: by participant number.
        """
        rows = []
        for number, cells in zip(self.numbers, self.rows, strict=True):
            row = [self._as_written(column, cell) for column, cell in enumerate(cells)]
            if mark := marks.get(number):
                points = as_points(round(mark.score, 5))
                row[self.grade] = points.replace(".", ",") if self.comma else points
                if self.comment is not None and not self.has_own_comment(number):
                    row[self.comment] = mark.comment
            rows.append(row)
        return rows

    def has_own_comment(self, number: str) -> bool:
        """Whether a person wrote a comment on this participant in Moodle."""
        if self.comment is None:
            return False
        text = self.rows[self.numbers.index(number)][self.comment].strip()
        return bool(text) and not OURS.match(text)

    def _as_written(self, column: int, cell: str) -> str:
        cell = BACKSLASH.sub(r"\\ ", cell)
        return AsItCame(cell) if self.is_read(column) else cell


def comment_of(score: float, most: float, penalty: float, said: Mapping[str, str]) -> str:
    r"""A comment for Moodle, which takes it for HTML.

    >>> comment_of(13.5, 16, 0, {"reflection": 'Say "why".\nx < y'})
    '13.5 of 16 points.<br>reflection: Say &quot;why&quot;.<br>x &lt; y'

    Args:
        score: after the late penalty.
        most: points possible.
        penalty: points taken off for being late.
        said: what a person said, by exercise.
    """
    late = f" ({as_points(penalty)} taken off for handing in late)" if penalty else ""
    lines = [f"{as_points(round(score, 5))} of {as_points(most)} points{late}."]
    lines += [f"{name}: {text.strip()}" for name, text in said.items()]
    text = escape("\n".join(lines)).replace("\\", "&#92;")
    return re.sub(r"\r?\n", "<br>", text)


def read_blank(path: Path, folders: dict[str, str]) -> Blank:
    """A worksheet of Moodle's, to be filled in.

    Args:
        path: the file.
        folders: the names that the download gives to participant numbers.

    Raises:
        CourseError: it cannot be filled in; the text says why, and what to do.
    """
    try:
        header, rows = _cells(path)
        columns = list(zip(*rows, strict=True))
        numbers, _ = numbers_in([tuple(map(str.strip, each)) for each in columns], folders)
    except (OSError, UnicodeError, csv.Error, ValueError) as error:
        raise CourseError(f"{shown(path.name)} is no worksheet of this download: {error}") from None
    identifier = next(place for place, each in enumerate(columns) if _ends_in(each, numbers))
    times = [place for place, column in enumerate(columns) if is_time(column)]
    before = range(1, times[-2]) if len(times) > 1 else ()
    points = [place for place in before if _is_most(columns[place], columns[place - 1])]
    if not points:
        why = (
            "has no column of points: give the assignment points and no scale in Moodle, download "
        )
        why += "its worksheet again, and collect it"
        for place in before:
            if odd := _odd_cell(columns[place], columns[place - 1]):
                column, line = place - odd[0], odd[1]
                cells = columns[column][line], header[column], columns[identifier][line]
                cell, title, whose = (repr(shown(each)) for each in cells)
                why = f"says {cell} below {title} in the line of {whose}, which is no number like "
                why += "the others: download it in Moodle again, and collect it"
        raise CourseError(f"{shown(path.name)} {why}")
    most, graded = columns[points[-1]][0], times[-1]
    return Blank(
        header=header,
        rows=rows,
        numbers=tuple(numbers),
        identifier=identifier,
        grade=points[-1] - 1,
        most=float(most.replace(",", ".")),
        comma="," in most,
        graded=graded,
        comment=graded + 1 if graded + 1 < len(header) else None,
    )


def _ends_in(column: tuple[str, ...], numbers: list[str]) -> bool:
    return all(cell.strip().endswith(n) for cell, n in zip(column, numbers, strict=True))


def _is_most(column: tuple[str, ...], before: tuple[str, ...]) -> bool:
    """Whether a column may say the points possible, in each line the same, behind the grades."""
    same = len(set(column)) == 1 and POINTS.fullmatch(column[0])
    return bool(same) and all(not cell or POINTS.fullmatch(cell) for cell in before)


def _odd_cell(column: tuple[str, ...], before: tuple[str, ...]) -> tuple[int, int] | None:
    """The cell that spoils the points possible in all others, or the grades before them.

    More than half of the lines agree on these points, and have a grade or none.

    Returns:
        0 in the column itself or 1 in the one before, and its line.
    """
    most, often = Counter(column).most_common(1)[0]
    grades = [not cell or bool(POINTS.fullmatch(cell)) for cell in before]
    if not POINTS.fullmatch(most) or 2 * min(often, sum(grades)) <= len(column):
        return None
    if often < len(column):
        return 0, next(n for n, cell in enumerate(column) if cell != most)
    return None if all(grades) else (1, grades.index(False))


def _cells(path: Path) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The titles and lines of a CSV file, with every space.

    Raises:
        OSError, UnicodeError, csv.Error, ValueError: it is none.
    """
    data = path.read_bytes()
    sign, _ = read_csv(data)
    try:
        text = decoded(data)
    except UnicodeError:
        text = data.decode("cp1252")
    text = SAYS_SIGN.sub("", text.lstrip("\ufeff"), count=1)
    lines = list(csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=sign))
    lines = [line for line in lines if any(cell.strip() for cell in line)]
    if len(lines) < 2:
        raise ValueError("it has no line of a student")
    width = len(lines[0])
    if longer := [line for line in lines if len(line) > width]:
        raise ValueError(f"it has a line of {len(longer[0])} cells below {width} titles")
    return tuple(lines[0]), tuple(tuple([*line, *[""] * width][:width]) for line in lines[1:])
