"""Read a lesson's source, however half-done it is: a sentence for what cannot be read."""

from __future__ import annotations

import json
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from grading import CourseError, lesson_path
from grading.authoring.guide import says


def read_lesson(lesson: str, root: Path) -> NotebookNode:
    """The source of a lesson, where every cell has an id and no two have the same.

    Raises:
        CourseError: it cannot be read; the message names the file and the cell.
    """
    nb, told = read_as_far(lesson, root)
    if told or nb is None:
        raise CourseError("\n".join(told))
    return nb


def read_as_far(lesson: str, root: Path) -> tuple[NotebookNode | None, list[str]]:
    """The source of a lesson, or None, and what is wrong with the file itself.

    A notebook whose cells' ids are amiss is given all the same: other rules can be asked of it.
    """
    path, name = lesson_path("solutions", lesson, root), f"solutions/{lesson}/{lesson}.ipynb"
    if not path.exists():
        made = f"`make new LESSON={lesson}` makes one; or delete the folder"
        return None, [f"{name} is not there: each lesson needs one: {made}"]
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        return None, [f"{name} cannot be read: it is no JSON from line {error.lineno} on"]
    except (OSError, UnicodeError, RecursionError) as error:
        return None, [f"{name} cannot be read ({type(error).__name__}: {error})"]
    if told := _amiss(content):
        return None, [f"{name} cannot be read: {told}"]
    told = [f"{name}: {text}" for text in bad_ids(content["cells"])]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nbformat gives ids of its own; what it says is said
            nb = nbformat.reads(json.dumps(content), as_version=4)
            if not told:
                nbformat.validate(nb)
    except Exception as error:  # whatever nbformat stumbles over, the file is at fault
        reason = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        return None, [*told, f"{name} cannot be read: it is no notebook: {reason}"]
    return nb, told


def _amiss(content: Any) -> str:
    """Why JSON is no notebook of ours; empty when it may be one."""
    cells = content.get("cells") if isinstance(content, dict) else None
    if not isinstance(cells, list):
        return "it is JSON and no notebook: it has no list of cells"
    for number, cell in enumerate(cells, start=1):
        if not isinstance(cell, dict) or not isinstance(cell.get("metadata", {}), dict):
            return f"cell number {number} is no cell"
        if not isinstance(cell.get("metadata", {}).get("nbgrader", {}), dict):
            return f"cell number {number}: what nbgrader knows of it is no table"
    return ""


@says("Every cell has an id: lower case, words joined by `_`, unique in its lesson.")
def bad_ids(cells: list[dict]) -> list[str]:
    """Cells without an id, and ids that occur twice; nbformat would mend both silently."""
    told = []
    for number, cell in enumerate(cells, start=1):
        if not isinstance(cell.get("id"), str) or not cell["id"]:
            begin = "".join(cell.get("source", "")).strip().splitlines()
            words = f", which begins {begin[0][:40]!r}," if begin else ""
            told.append(f"cell number {number}{words} has no id: give it one")
    counts = Counter(cell["id"] for cell in cells if isinstance(cell.get("id"), str) and cell["id"])
    for cell_id, count in counts.items():
        if count > 1:
            told.append(f"cell {cell_id}: {count} cells have this id")
    return told
