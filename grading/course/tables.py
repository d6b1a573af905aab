"""CSV files that people open in a spreadsheet: as any of them writes one, and how we write them.

Written whole or not at all, and no cell is a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from grading.course.encodings import decoded
from utils.storage.one_step import write_text

# What a spreadsheet takes for a formula when a cell begins with it; the wide ones count where the
# keyboard is Japanese or Chinese. See OWASP, "CSV Injection".
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
AFTER_SEMICOLON = re.compile(r";(?=[=+\-@])")  # some spreadsheets split lines at semicolons
SIGNS = {",": "comma", ";": "semicolon", "\t": "tab"}  # what spreadsheets put between cells
SAYS_SIGN = re.compile(r"sep=([,;\t])\r?\n")  # Excel's own first line
FORMULA_TEXT = re.compile(r'="([^"]*)"')  # how a number is kept a text
NUMBER = re.compile(r"-?\d+(\.\d+)?|-")


def safe(text: str) -> str:
    """A cell's text, with an apostrophe before what a spreadsheet would run as a formula.

    >>> safe("=1+1"), safe("-2.5"), safe("ann")
    ("'=1+1", '-2.5', 'ann')
    """
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
    r"""Rows as the text of a CSV file, every cell made safe.

    >>> as_csv([["ann", "=1+1"]])
    "ann,'=1+1\n"
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([safe(str(cell)) for cell in row] for row in rows)
    return text.getvalue()


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


def read_csv(data: bytes) -> tuple[str, list[tuple[int, list[str]]]]:
    r"""The sign between the cells of a CSV file, and its lines that are not empty, numbered.

    Commas, semicolons or tabs; UTF-8, UTF-16 or what Windows writes in Western Europe. No cell has
    spaces round it.

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
    lines = ((reader.line_num + begun, [_bare(cell) for cell in cells]) for cells in reader)
    return sign, [(number, cells) for number, cells in lines if any(cells)]


def _bare(cell: str) -> str:
    """A cell without spaces round it, and without the formula that keeps a number a text."""
    cell = cell.strip().strip("\ufeff\u200b").strip()
    found = FORMULA_TEXT.fullmatch(cell)
    return found[1].strip() if found else cell
