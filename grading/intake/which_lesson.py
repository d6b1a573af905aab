"""Which lesson a notebook is, whatever its file is called, and what will have to be mended."""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nbformat import NotebookNode

from grading import ROOT, lesson_path
from grading.course.encodings import decoded
from grading.handed_in.known_cells import NOT_TOLD, is_blank, is_of_lesson
from grading.handed_in.repair import repair
from grading.lesson.cells import HIDDEN, is_exercise, kind_of, outside_regions
from grading.lesson.masters import Masters, read_solution
from grading.lesson.texts import bare, definitions

# In the file's text, so that half a notebook is known too
IDS = re.compile(r'"(?:grade_id|id)"\s*:\s*"([^"\\]{1,80})"')
SHORTEST = 40  # characters of a text that tells a lesson


@dataclass(frozen=True)
class Match:
    """Which lesson a notebook is, and how many of the cells that only this lesson has it holds."""

    lesson: str
    found: int


class Fingerprints:
    """The cells that stand in one lesson alone: by name, by text, by what they define."""

    def __init__(self, lessons: list[str], root: Path = ROOT) -> None:
        names, texts, defined = {}, {}, {}
        for lesson in lessons:
            source = lesson_path("solutions", lesson, root)
            data = source.read_bytes() if source.exists() else b""
            names[lesson], texts[lesson], defined[lesson] = _cells_of(lesson, root, data)
        self.names, self.texts = _distinct(names), _distinct(texts)
        self.defined = _distinct(defined)

    def of(self, data: bytes) -> Match | None:
        """The lesson whose cells a file holds; None when it holds no lesson's."""
        text = decoded(data, errors="replace")
        if found := self._best(self.names, set(IDS.findall(text))):
            return found
        sources = _sources(text)
        return self._best(self.texts, sources) or self._best(
            self.defined, {name for source in sources for name in definitions(source)}
        )

    @staticmethod
    def _best(known: dict[str, set[str]], seen: set[str]) -> Match | None:
        shares = {name: len(seen & own) / max(len(own), 1) for name, own in known.items()}
        best = max(shares, key=shares.__getitem__, default="")
        return Match(best, len(seen & known[best])) if best and shares[best] else None


@cache
def _cells_of(lesson: str, root: Path, _source: bytes) -> tuple[set[str], set[str], set[str]]:
    """The names of a lesson's cells, the texts that students do not write, what they define."""
    cells = read_solution(lesson, root).cells
    texts = (bare(outside_regions(cell, HIDDEN)) for cell in cells if not is_answer(cell))
    return (
        {cell.id for cell in cells if "nbgrader" in cell.metadata},
        {text for text in texts if len(text) >= SHORTEST},
        {name for cell in filter(is_exercise, cells) for name in definitions(cell.source)},
    )


def is_answer(cell: NotebookNode) -> bool:
    """Whether students write into a cell."""
    return is_exercise(cell) or kind_of(cell) == "reflection"


def _distinct(sets: dict[str, set[str]]) -> dict[str, set[str]]:
    counts = Counter(each for own in sets.values() for each in own)
    return {name: {each for each in own if counts[each] == 1} for name, own in sets.items()}


def _sources(text: str) -> set[str]:
    """The texts of the cells of a notebook in any format; none when it is no notebook."""
    try:
        nb = json.loads(text)
        cells = nb["cells"] if "cells" in nb else nb["worksheets"][0]["cells"]
        return {bare(_source(cell)) for cell in cells}
    except Exception:  # whatever it stumbles over, there is no text to compare
        return set()


def _source(cell: dict) -> str:
    lines = cell.get("source", cell.get("input", ""))
    return lines if isinstance(lines, str) else "".join(lines)


def answers_in(nb: NotebookNode, masters: Masters) -> bool:
    """Whether anything was written into a notebook that can be read."""
    repair(mended := copy.deepcopy(nb), masters)
    named = {c.metadata.nbgrader["grade_id"]: c for c in mended.cells if "nbgrader" in c.metadata}
    return any(each.solution and not is_blank(named[n], each) for n, each in masters.items())


# What repair says, as what will be done
FORECASTS = {
    r"put back (.+)": "{names} {are} missing and will be put back",
    r"took one copy of (.+)": "{names} {are} there more than once, and one copy will count",
    r"restored the points and flags of (.+)": "points or flags of {names} will be restored",
    r"restored the text of (.+)": "the text of {names} was changed and will be restored",
    r"brought (.+) up to date with the lesson": "{names} {are} of an older release",
    r"gave (.+) the lesson's text": "{names} {are} not as in the lesson and will get its text",
    r"moved (.+) behind the answer": "{names} {are} above the answer and will be moved",
    r"found (.+) defined where the tests cannot meet it": "{names} {are} defined where the tests "
    "cannot meet it, and will count as blank",
    r"found nothing that defines what (.+) should": "no cell defines what {names} should",
    r"took the answer to (.+) from a cell of the student's own": "{names} {are} answered in a cell "
    "of the student's own, whose text will be taken",
}


def forecast(note: str) -> str:
    """What repair says that it did, as what grading will do.

    >>> forecast("put back neuron_check, neuron_hidden")
    'neuron_check, neuron_hidden are missing and will be put back'
    """
    for pattern, text in FORECASTS.items():
        if found := re.fullmatch(pattern, note):
            are = "are" if "," in found[1] or " and " in found[1] else "is"
            return text.format(names=found[1], are=are)
    return note


def remarks(nb: NotebookNode, data: bytes, masters: Masters) -> list[str]:
    """What the instructor should know of a notebook that can be read."""
    said = []
    if "worksheets" in json.loads(decoded(data)):
        said.append("an old notebook format, which will be converted")
    metadata = nb.get("metadata")
    kernel = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    language = kernel.get("language", "python") if isinstance(kernel, dict) else "python"
    if language != "python":
        said.append(f"made for {str(language)[:30]!r}, and will be run with Python")
    if not is_of_lesson(nb, masters):
        return [*said, NOT_TOLD]
    return said + [forecast(note) for note in repair(copy.deepcopy(nb), masters)]
