"""What the grader lacks, where a notebook lost points: a module, or a newer Python."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode

from grading.autograde.scores import score_of
from grading.lesson.cells import kind_of

STOPS = {"ModuleNotFoundError", "ImportError", "SyntaxError", "IndentationError", "TabError"}
# What a test says of an answer that imports, or asks a module for what it has not
LACKS = re.compile(
    r"No module named '[\w.]{1,60}'|cannot import name '\w{1,60}'"
    r"|module '[\w.]{1,60}' has no attribute '\w{1,60}'"
)
VERSION = re.compile(r"(\d{1,2})\.(\d{1,3})(?:\.|$)")
MOST = 3  # cells that are named
LONGEST = 80  # characters of an error's text


def python_of(nb: NotebookNode) -> tuple[int, int]:
    """The Python that saved a notebook, as major and minor version; (0, 0) where it says none."""
    language: Any = nb.metadata.get("language_info")
    version = language.get("version") if isinstance(language, dict) else None
    found = VERSION.match(version) if isinstance(version, str) else None
    return (int(found[1]), int(found[2])) if found else (0, 0)


def lacking(
    nb: NotebookNode, saved_by: tuple[int, int], here: tuple[int, int] = sys.version_info[:2]
) -> list[str]:
    """What the grader lacks, where points are missing; in sentences.

    Args:
        nb: the examined notebook.
        saved_by: the Python that saved it.
        here: the Python that grades.
    """
    lost = [k for k, cell in enumerate(nb.cells) if kind_of(cell) == "test" and _lost(cell)]
    if not lost:
        return []
    stops = list(_stops(nb.cells[: lost[-1]]))
    missed = [each for each in _lacks(nb.cells[k] for k in lost) if each not in "".join(stops)]
    said = stops + [f"an answer met: {each}" for each in missed]
    if not said:
        return []
    more = [f"and {len(said) - MOST} more like that"] if len(said) > MOST else []
    newer = []
    if saved_by > here:
        theirs, ours = (".".join(map(str, each)) for each in (saved_by, here))
        newer = [
            f"the notebook comes from Python {theirs}, newer than {ours}, which grades here: "
            "grade with the newest Python that students have"
        ]
    return [*said[:MOST], *more, *newer]


def _lost(cell: NotebookNode) -> bool:
    earned = score_of(cell).score
    return earned is not None and earned < float(cell.metadata.nbgrader["points"])


def _stops(cells: list[NotebookNode]) -> Iterator[str]:
    """The cells that stopped because of what they import, or because Python cannot read them."""
    for cell in cells:
        if cell.cell_type != "code" or kind_of(cell) == "test":
            continue
        for output in cell.outputs:
            if output.output_type == "error" and output.ename in STOPS:
                name = cell.metadata.get("nbgrader", {}).get("grade_id") or cell.id
                text = f"{output.ename}: {_clean(output.evalue)}"
                yield f"cell {name} stopped before any test with {text}"


def _lacks(cells: Iterator[NotebookNode]) -> list[str]:
    """What answers asked for in vain while they were tested, each once."""
    errors = (out for cell in cells for out in cell.outputs if out.output_type == "error")
    found = (LACKS.search(str(each.evalue)) for each in errors)
    return list(dict.fromkeys(each[0] for each in found if each))


def _clean(text: Any) -> str:
    shown = "".join(each if each.isprintable() else " " for each in str(text)[: 4 * LONGEST])
    return " ".join(shown.split())[:LONGEST]
