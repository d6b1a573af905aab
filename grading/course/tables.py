"""CSV files that people open in a spreadsheet: as any of them writes one, and how we write them.

Written whole or not at all; no cell is a formula, and each is told: see `grading.course.told`.
What an earlier version wrote otherwise is read as it would be written today.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from grading.course.encodings import decoded
from grading.course.told import CELL, ROW, Told
from utils.storage.one_step import write_text

# What a spreadsheet takes for a formula when a cell begins with it; the wide ones count where the
# keyboard is Japanese or Chinese. See OWASP, "CSV Injection".
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
AFTER_SEMICOLON = re.compile(r";(?=[=+\-@])")  # some spreadsheets split lines at semicolons
SIGNS = {",": "comma", ";": "semicolon", "\t": "tab"}  # what spreadsheets put between cells
SAYS_SIGN = re.compile(r"sep=([,;\t])\r?\n")  # Excel's own first line
FORMULA_TEXT = re.compile(r'="([^"]*)"')  # how a number is kept a text
GRADES = ("student", "lesson", "status", "score", "max_score", "reason")  # columns of grades.csv
NUMBER = re.compile(r"-?\d+(\.\d+)?|-")


class AsItCame(str):
    """A cell of another program's own file, which that program must find again as it wrote it."""

    __slots__ = ()


def safe(text: str) -> str:
    """A cell's text as it may be told, an apostrophe before what a spreadsheet would run.

    >>> safe("=1+1"), safe("-2.5"), safe("ann")
    ("'=1+1", '-2.5', 'ann')
    """
    text = Told(text, CELL)
    if NUMBER.fullmatch(text):
        return text
    text = AFTER_SEMICOLON.sub("; ", text)
    return f"'{text}" if FORMULA.match(text) else text


def as_points(value: float) -> str:
    """A score with at most six digits, and never with an exponent.

    >>> as_points(16.0), as_points(2 / 3), as_points(0.00001)
    ('16', '0.666667', '0.00001')
    """
    text = f"{value:.6g}"
    return f"{value:.6f}".rstrip("0").rstrip(".") if "e" in text else text


def as_csv(rows: Iterable[Iterable[str]]) -> str:
    r"""Rows as the text of a CSV file, every cell made safe, but for those that are `AsItCame`.

    >>> as_csv([["ann", "=1+1"]])
    "ann,'=1+1\n"
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows(map(_cell, row) for row in rows)
    return text.getvalue()


def _cell(cell: object) -> str:
    return cell if isinstance(cell, AsItCame) else safe(str(cell))


def write_table(
    path: Path, header: Iterable[str], rows: Iterable[Iterable[str]], mark: bool = False
) -> None:
    """Write a CSV file in one step, every cell made safe.

    Args:
        path: where.
        header: names of the columns.
        rows: texts.
        mark: begin with the byte order mark, without which Excel misreads names with accents.
    """
    write_text(path, ("\ufeff" if mark else "") + as_csv([header, *rows]))


def read_rows(path: Path, columns: Sequence[str]) -> list[list[str]]:
    """The rows of a table of ours, as far as they can be read; none where it is not there.

    Cells are as they are written today, whatever stands in them. Without its first line, every line
    is a row; behind a cut one, the next line begins a row again. What a spreadsheet saved in a way
    of its own is read, too.
    """
    try:
        data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except FileNotFoundError:
        return []
    text = "".join(map(_line, data.splitlines(keepends=True)))
    sign = max(SIGNS, key=text.partition("\n")[0].count)
    with _any_length():
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=sign))
        except csv.Error:
            rows = list(_line_by_line(text, sign))
    most = [ROW if column == "reason" else CELL for column in columns]
    whole = [row for row in rows if len(row) == len(columns) and row != list(columns)]
    return [[safe(Told(cell, m)) for cell, m in zip(row, most, strict=True)] for row in whole]


@contextmanager
def _any_length() -> Iterator[None]:
    """Read cells of any length: a table was once written whose cells no reader took."""
    before = csv.field_size_limit(sys.maxsize)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _line(data: bytes) -> str:
    """A line in UTF-8, or as Windows writes it in Western Europe."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _line_by_line(text: str, sign: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        try:
            yield next(csv.reader([line], strict=True, delimiter=sign), [])
        except csv.Error:
            continue  # cut, or damaged otherwise


def read_csv(data: bytes, bare: bool = True) -> tuple[str, list[tuple[int, list[str]]]]:
    r"""The sign between the cells of a CSV file, and its lines that are not empty, numbered.

    Commas, semicolons or tabs; UTF-8, UTF-16 or what Windows writes in Western Europe. No cell has
    spaces round it, but where `bare` is not asked for.

    >>> read_csv(b"a; b\n;\n1;2,5\n")
    (';', [(1, ['a', 'b']), (3, ['1', '2,5'])])

    Raises:
        csv.Error, UnicodeError: it is no such file.
    """
    try:
        text = decoded(data)
    except UnicodeError:
        text = data.decode("cp1252")
    if "\0" in text:
        raise csv.Error("it holds bytes that are no text")
    if said := SAYS_SIGN.match(text):
        text = text[said.end() :]
    first = text.lstrip("\r\n").partition("\n")[0]
    sign = said[1] if said else max(SIGNS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=sign)
    begun = 1 if said else 0
    lines = ((reader.line_num + begun, cells, [_bare(cell) for cell in cells]) for cells in reader)
    return sign, [(number, mine if bare else raw) for number, raw, mine in lines if any(mine)]


def _bare(cell: str) -> str:
    """A cell without spaces round it, and without the formula that keeps a number a text."""
    cell = cell.strip().strip("\ufeff\u200b").strip()
    found = FORMULA_TEXT.fullmatch(cell)
    return found[1].strip() if found else cell
