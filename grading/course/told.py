"""What came from outside, as it may be told: letters that can be seen, on one line, not too long.

A student chooses the names of cells, files and folders, and the words of errors. Control characters
act on a terminal, marks of direction make a line read as another one, a line end forges a row, and
what is long enough hides the rest. So every table, row and note is written, and every line on the
screen is said, through `Told`: it can be made of anything, and is never anything else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

NAME = 120  # characters of a name
ROW = 500  # of what a row says
CELL = 30_000  # of any cell; a spreadsheet's holds 32,767
MARKS = 4  # accents on one letter
KINDS = 3  # kinds of remarks that are told, each by its first
# What no font draws, though Unicode counts it among letters, marks and signs
BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef]"
)
# What has no place in text of several lines either: control characters but for those that part
# lines and words, half surrogates; and marks of direction and of nothing
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
MARK = re.compile(
    "[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
COLOUR = re.compile("\x1b\\[[0-9;]{0,20}m")  # what pages show as colour
MOVE = re.compile("\x1b\\[[0-?]{0,20}[ -/]{0,4}[@-ln-~]")  # what moves a terminal's cursor
OF_CELL = re.compile(r"cell \S+ ")
OTHERS = re.compile(r"and ([\d,]+) more of other kinds")


class Told(str):
    r"""Text that may be told.

    >>> Told("a\x1b[31m\n\u202eb"), Told("x" * 9, 5)
    ('a?[31m ?b', 'xxxx…')

    Args:
        text: anything.
        most: characters; the rest is left out, and a sign says so.
    """

    __slots__ = ()

    def __new__(cls, text: object, most: int = ROW) -> Told:
        """The text, cleaned and cut."""
        if isinstance(text, cls) and len(text) <= most:
            return text
        plain = one_line(str(text)[: most + 1])
        return super().__new__(cls, plain if len(plain) <= most else f"{plain[: most - 1]}…")


def one_line(text: str, instead_of_ends: str = " ") -> str:
    """The text on one line, of what can be seen; a sign stands where something cannot.

    Args:
        text: at most as long as it is wanted.
        instead_of_ends: stands where a line ends.
    """
    if text.isascii() and text.isprintable():
        return text
    seen = text.translate(_as_seen[instead_of_ends])
    return seen if seen.isascii() else _few_marks(seen)


class _AsSeen(dict[int, str]):
    """What stands for each letter, remembered as it is asked for."""

    def __init__(self, instead_of_ends: str) -> None:
        super().__init__(dict.fromkeys(map(ord, "\t\n\v\f\r\x85\u2028\u2029"), instead_of_ends))

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if unicodedata.category(letter) == "Zs":
            self[code] = " "
        else:
            self[code] = "?" if not letter.isprintable() or BLANK.match(letter) else letter
        return self[code]


_as_seen = {each: _AsSeen(each) for each in (" ", "?")}


def _few_marks(text: str) -> str:
    """The text without heaps of accents, which would cover the lines above and below."""
    kept, marks = [], 0
    for letter in text:
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        kept.append(letter if marks <= MARKS else "?")
    return "".join(kept)


def shown(text: str, most: int = NAME) -> str:
    r"""A name as it may stand in a message: on one line, no control characters, not too long.

    >>> shown("a\x1b[31m\n.ipynb")
    'a?[31m?.ipynb'
    """
    if len(text) > most:
        text = f"{text[: most // 2]}…{text[-most // 2 :]}"
    return one_line(text, "?")


def without_marks(text: str) -> str:
    r"""A person's name or id without what cannot be seen, as pages leave it in what is copied.

    >>> without_marks("\u200eJosé\u202c")
    'José'
    """
    spaced = ("" if BLANK.match(each) else " " if each.isspace() else each for each in text)
    return "".join(each for each in spaced if each.isprintable())


def in_lines(text: str) -> str:
    r"""Text of several lines without what acts on a screen or turns the reading; colours stay.

    >>> in_lines("a\x1b[31mb\x07\r\nc")
    'a\x1b[31mb�\nc'
    """
    text = MARK.sub("", text.replace("\r\n", "\n"))
    if not CONTROL.search(text):
        return text
    text = MOVE.sub("", text)
    parts, colours = COLOUR.split(text), [*COLOUR.findall(text), ""]
    shown_parts = (CONTROL.sub("\ufffd", part) for part in parts)
    return "".join(map("".join, zip(shown_parts, colours, strict=True)))


def counted(remarks: Iterable[str], kinds: int = KINDS) -> list[str]:
    """Remarks, those that differ by their cell only counted; so many kinds of them.

    >>> counted(["cell a imports `zmq`", "cell b imports `zmq`", "late"])
    ['cell a imports `zmq` and 1 more like that', 'late']
    """
    alike: dict[str, list[str]] = {}
    before = 0  # kinds that were left out when these remarks were counted before
    for remark in remarks:
        if known := OTHERS.fullmatch(remark):
            before += int(known[1].replace(",", ""))
        else:
            alike.setdefault(OF_CELL.sub("", remark, count=1), []).append(remark)
    said = [
        Told(first, ROW // 3) + (f" and {len(more):,} more like that" if more else "")
        for first, *more in alike.values()
    ]
    rest = len(said) - kinds + before
    if rest <= (0 if before else 1):
        return said
    return [*said[:kinds], f"and {max(rest, before):,} more of other kinds"]
