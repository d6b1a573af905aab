"""What Moodle makes of an uploaded grading worksheet: an independent reading of its rules.

Read in Moodle's sources: `mod/assign/feedback/offline/importgradeslib.php` and `locallib.php`, of
2012 to 2025, `lib/csvlib.class.php`, and PHP's `fgetcsv` and `strtotime`. Nothing of it is ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Language:
    """What the importer asks of the language of whoever uploads."""

    participant: str = "Participant "
    identifier: str = "Identifier"
    grade: str = "Grade"
    modified: str = "Last modified (grade)"
    comments: str = "Feedback comments"
    decimals: str = "."


@dataclass
class Assignment:
    """What Moodle has.

    Attributes:
        most: the maximum grade.
        grades: by participant number; None where there is none.
        changed: when a grade was changed, likewise.
        comments: likewise.
    """

    most: float
    grades: dict[int, float | None]
    changed: dict[int, datetime] = field(default_factory=dict)
    comments: dict[int, str] = field(default_factory=dict)


class RefusedImport(Exception):
    """Moodle's own "invalidgradeimport" or "csvweirdcolumns"."""


def fgetcsv(text: str) -> Iterator[list[str]]:
    r"""PHP's reader with its default escape, which keeps a quote behind a backslash in the cell."""
    row, cell, place, quoted = [], "", 0, False
    while place < len(text):
        sign = text[place]
        if quoted and sign == "\\" and text[place + 1 : place + 2] == '"':
            cell, place = cell + '\\"', place + 2
            continue
        if quoted and sign == '"' and text[place + 1 : place + 2] == '"':
            cell, place = cell + '"', place + 2
            continue
        if sign == '"':
            quoted = not quoted
        elif sign == "," and not quoted:
            row, cell = [*row, cell], ""
        elif sign == "\n" and not quoted:
            yield [*row, cell]
            row, cell = [], ""
        else:
            cell += sign
        place += 1
    if cell or row:
        yield [*row, cell]


def strtotime(text: str) -> datetime:
    """English dates as Moodle writes them; PHP's false, which counts as 1970, for all others."""
    try:
        return datetime.strptime(text, "%A, %d %B %Y, %I:%M %p")
    except ValueError:
        return datetime(1970, 1, 1)


def unformat_float(text: str, decimals: str) -> float | None:
    """A number as Moodle reads one: PHP's cast takes what stands in front."""
    text = text.strip().replace(" ", "").replace(decimals, ".")
    if not text:
        return None
    digits = ""
    for sign in text:
        if not (sign.isdigit() or (sign == "." and "." not in digits)):
            break
        digits += sign
    return float(digits or 0)


def upload(
    data: bytes,
    moodle: Assignment,
    speaks: Language = Language(),
    anyway: bool = False,
    newest: bool = False,
) -> list[tuple]:
    """Take a worksheet in, and what Moodle then says that it changed.

    Args:
        data: the file, uploaded as UTF-8 with commas.
        moodle: what it has; changed as Moodle does.
        speaks: the language of whoever uploads.
        anyway: "Allow updating records that have been modified more recently in Moodle".
        newest: with marks of several markers (2025), where a grade of 0 counts for none.
    """
    text = data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    titles, *lines = fgetcsv(text.strip())
    if any(len(line) != len(titles) for line in lines):
        raise RefusedImport("csvweirdcolumns")
    wanted = (speaks.identifier, speaks.grade, speaks.modified)
    if not set(wanted) <= set(titles):
        raise RefusedImport("invalidgradeimport")
    number, grade, modified = map(titles.index, wanted)
    updates = []
    for line in lines:
        who = line[number][len(speaks.participant) :]
        if not who.isdigit() or int(who) not in moodle.grades:
            continue
        who, points = int(who), unformat_float(line[grade], speaks.decimals)
        before = moodle.grades[who]
        late = (moodle.changed.get(who) or datetime(1970, 1, 1)) - strtotime(line[modified])
        stale = before is not None and late.total_seconds() > 60 and not anyway
        none = (None, 0) if newest else (None,)
        if points not in (*none, before) and not stale and 0 <= points <= moodle.most:
            moodle.grades[who] = points
            updates.append((who, "grade", points))
        if speaks.comments in titles[1:] and not stale:
            said = line[titles.index(speaks.comments)]
            if said != moodle.comments.get(who, ""):
                moodle.comments[who] = said
                updates.append((who, "comments", said))
    return updates
