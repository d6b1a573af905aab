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
from grading.handed_in.repair import is_blank, repair
from grading.lesson.cells import HIDDEN, is_exercise, kind_of, outside_regions
from grading.lesson.masters import Master, read_solution

# In the file's text, so that half a notebook is known too
IDS = re.compile(r'"(?:grade_id|id)"\s*:\s*"([^"\\]{1,80})"')
SHORTEST = 40  # characters of a text that tells a lesson


@dataclass(frozen=True)
class Match:
    """Which lesson a notebook is, and how many of the cells that only this lesson has it holds."""

    lesson: str
    found: int


class Fingerprints:
    """The cells that stand in one lesson alone, by name and by text."""

    def __init__(self, lessons: list[str], root: Path = ROOT) -> None:
        names, texts = {}, {}
        for lesson in lessons:
            source = lesson_path("solutions", lesson, root)
            data = source.read_bytes() if source.exists() else b""
            names[lesson], texts[lesson] = _cells_of(lesson, root, data)
        self.names, self.texts = _distinct(names), _distinct(texts)

    def of(self, data: bytes) -> Match | None:
        """The lesson whose cells a file holds; None when it holds no lesson's."""
        text = decoded(data, errors="replace")
        return self._best(self.names, set(IDS.findall(text))) or self._best(
            self.texts, _sources(text)
        )

    @staticmethod
    def _best(known: dict[str, set[str]], seen: set[str]) -> Match | None:
        shares = {name: len(seen & own) / max(len(own), 1) for name, own in known.items()}
        best = max(shares, key=shares.__getitem__, default="")
        return Match(best, len(seen & known[best])) if best and shares[best] else None


@cache
def _cells_of(lesson: str, root: Path, _source: bytes) -> tuple[set[str], set[str]]:
    """The names of a lesson's cells, and the texts that students do not write."""
    cells = read_solution(lesson, root).cells
    texts = (outside_regions(cell, HIDDEN).strip() for cell in cells if not is_answer(cell))
    return (
        {cell.id for cell in cells if "nbgrader" in cell.metadata},
        {text for text in texts if len(text) >= SHORTEST},
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
        return {_source(cell).strip() for cell in cells}
    except Exception:  # whatever it stumbles over, there is no text to compare
        return set()


def _source(cell: dict) -> str:
    lines = cell.get("source", cell.get("input", ""))
    return lines if isinstance(lines, str) else "".join(lines)


def answers_in(nb: NotebookNode, masters: dict[str, Master]) -> bool:
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
    r"moved (.+) behind the answer": "{names} {are} above the answer and will be moved",
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


def remarks(nb: NotebookNode, data: bytes, masters: dict[str, Master]) -> list[str]:
    """What the instructor should know of a notebook that can be read."""
    said = []
    if "worksheets" in json.loads(decoded(data)):
        said.append("an old notebook format, which will be converted")
    metadata = nb.get("metadata")
    kernel = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    language = kernel.get("language", "python") if isinstance(kernel, dict) else "python"
    if language != "python":
        said.append(f"made for {str(language)[:30]!r}, and will be run with Python")
    return said + [forecast(note) for note in repair(copy.deepcopy(nb), masters)]
