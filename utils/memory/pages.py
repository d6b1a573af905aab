"""What the pages of mistakes in a learner's folder say of each mistake, with their examples."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from utils.checking.guesses import agrees

ENTRY = re.compile(r"^#{2,4} (\S+/\S+)\n(.*?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"(.+): `([^`]+)` with this mistake, `([^`]+)` without\.")
LONGEST = 150  # characters of a question that can be worked out on paper
LARGEST = 4  # numbers of an answer that one types
# What only the lesson shows cannot be asked without it
ELSEWHERE = re.compile(
    r"array of|\.\.\.|the check|the lesson|the same|this mistake|worked example|points of whole|"
    r"in fifths|bytes|of paper|call by call|has to wait|before any slope|walked through|asked for|"
    r"different numbers|came back|one backward pass|get no gradient|depend on|two arguments"
)


@dataclass(frozen=True)
class Example:
    """What is asked, Markdown; what comes of it, and what comes where the mistake is made."""

    asked: str
    right: Any
    mistaken: str


@dataclass(frozen=True)
class Mistake:
    """What a page says of one mistake.

    Attributes:
        name: its id, such as "neuron/no-bias".
        page: the page's name, such as "01_neurons.md".
        what: the sentences that say what it is.
        advice: what to try; may be empty.
        example: as the page words it, in Markdown; may be empty.
    """

    name: str
    page: str
    what: str
    advice: str
    example: str

    @cached_property
    def on_paper(self) -> Example | None:
        """The example, where the right result is a few numbers that one can work out."""
        return _on_paper(self.example)

    @property
    def exercise(self) -> str:
        """The exercise that it is a mistake in."""
        return self.name.split("/")[0]


def mistakes_in(folder: Path) -> dict[str, Mistake]:
    """The mistakes that the pages of a folder explain, by id; a page that is not text has none."""
    known = {}
    for path in sorted(folder.glob("*.md")):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        for name, body in ENTRY.findall(text):
            known[name] = _mistake(name, path.name, body)
    return known


def _mistake(name: str, page: str, body: str) -> Mistake:
    paragraphs = [part.strip() for part in body.strip().split("\n\n")]
    by_kind = dict.fromkeys(("Why people write it", "Try this", "Example"), "")
    for part in paragraphs[1:]:
        kind, _, rest = part.partition(": ")
        if kind in by_kind:
            by_kind[kind] = rest
    return Mistake(name, page, paragraphs[0], by_kind["Try this"], by_kind["Example"])


def _on_paper(example: str) -> Example | None:
    """An example as a question with numbers for an answer; None where it is none."""
    found = EXAMPLE.fullmatch(example)
    if not found or len(found[1]) > LONGEST or ELSEWHERE.search(found[1]) or found[2] == found[3]:
        return None
    try:
        right = ast.literal_eval(found[3])
        numbers = np.asarray(right, float)
    except (ValueError, SyntaxError, TypeError):
        return None
    if isinstance(right, str | bool) or numbers.size > LARGEST or re.search("[a-zA-Z]", found[3]):
        return None
    if agrees(in_a_row(value_of(found[2])), in_a_row(right)):  # as typed, they are one result
        return None
    return Example(found[1], right, found[2])


def in_a_row(value: Any) -> Any:
    """Several numbers as one row, as they are typed; one number as it is, and so all else."""
    try:
        numbers = np.ravel(np.asarray(value, float))
    except (TypeError, ValueError):
        return value
    return float(numbers[0]) if numbers.size == 1 else numbers


def value_of(text: str) -> Any:
    """What Python makes of a text; the text itself where that is nothing."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text
