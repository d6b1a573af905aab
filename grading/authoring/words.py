"""One word for one thing, in every lesson: what is written otherwise is named, with what to write.

The table holds English that a reader of another first language would learn wrongly, and words that
elsewhere in the course mean something else. A lesson may be left out where a word has its own
meaning there.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from typing import NamedTuple

from nbformat import NotebookNode

from grading.authoring.guide import Finding, rule
from grading.authoring.prose import prose


class Word(NamedTuple):
    """What not to write.

    Attributes:
        pattern: a regular expression; a capital in it is a capital.
        instead: what to write, for the author.
        but: lessons in which it may stand, such as "12".
    """

    pattern: str
    instead: str
    but: tuple[str, ...] = ()


HAS = "“has” after what it asks for is no English: “What shape does Z have?”"
LOGIT = (
    "“score” is for points and grades; a neuron's is its pre-activation, the last layer's the logit"
)
WORDS = [
    Word(r"\b[Ww](?:hich|hat) (?:shapes?|sizes?) (?:has|have)\b", HAS),
    Word(r"\b[Hh]ow (?:many|much)(?: \w+)? has\b(?! been)", HAS),
    Word(r"\b[Mm]end(?:s|ed|ing|able)?\b", "fix"),
    Word(r"\b[Rr]epair(?:s|ed|ing)?\b", "fix"),
    Word(r"(?m)(?:^|[.:;] |[-*] )Who(?:ever)? \w+[^?\n]*$", "“Without …”, “If you …”"),
    Word(r"\b[Cc]hances? (?:of|that)\b|\bthe chances\b|\bas (?:a )?chances?\b", "probability"),
    Word(r"\b[Cc]hance for\b", "occasion"),
    Word(r"\b[Ss]cor(?:e|es|ed|ing)\b", LOGIT, ("12",)),
    Word(r"\b(?:neuron|unit|layer)'s sums?\b", "pre-activation"),
    Word(r"\bfares?\b", "“what becomes of it”"),
    Word(r"\b(?:lines?|boundary)\b(?: \w+){0,2} parts? (?:them|the|it|two|all|XOR)\b", "separates"),
    Word(r"\bdecides: what\b", "“Decide by …”"),
]


def text_of(cell: NotebookNode) -> str:
    """What a reader reads of a cell: its prose; of code its comments, and texts of two words."""
    if cell.cell_type == "markdown":
        return prose(cell.source)
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(cell.source).readline))
    except (SyntaxError, tokenize.TokenError):
        return ""  # another rule says so
    kept = [
        token.string.strip("\"'# ")
        for token in tokens
        if token.type == tokenize.COMMENT
        or (token.type == tokenize.STRING and len(token.string.split()) > 1)
    ]
    return "\n".join(kept)


def misworded(text: str, lesson: str = "") -> Iterator[tuple[str, str]]:
    """What a text should say otherwise, and how; `lesson` is its number.

    >>> list(misworded("Which shape has Z?"))[0][0]
    'Which shape has'
    >>> list(misworded("What shape does Z have? Fix it by chance."))
    []
    """
    for word in WORDS:
        if lesson not in word.but:
            for found in re.finditer(word.pattern, text):
                yield found[0].strip(" .:;-*")[:60], word.instead


def number_of(nb: NotebookNode) -> str:
    """The number of a lesson, such as "09", by its title; "" where it has none."""
    title = re.match(r"# (\d\d)\b", nb.cells[0].source) if nb.cells else None
    return title[1] if title else ""


@rule("One word for one quantity, and plain English: no cell says what `words.py` says otherwise.")
def one_word_for_one_thing(nb: NotebookNode) -> Iterator[Finding]:
    """No lesson uses a word that the course uses for something else, or no English."""
    lesson = number_of(nb)
    for cell in nb.cells:
        if "references" in cell.id:
            continue
        for said, instead in misworded(text_of(cell), lesson):
            yield cell.id, f"it says {said!r}: {instead}"
