"""Which answer each graded cell judges, as a mark that changes with the answer and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from nbformat import NotebookNode

from grading.lesson.cells import checksum, exercise_of, is_exercise, kind_of
from grading.lesson.texts import bare


def answer_marks(nb: NotebookNode, files: Mapping[str, bytes]) -> dict[str, str]:
    """A hash of the answer behind each graded cell, by the cell's name.

    An answer in words is the cell's own text. A test's answer is its exercise; where none has its
    name, all exercises and the declared files: tests of saved weights are like that. Line ends and
    white space at the ends of lines do not matter, and a blank answer is blank in every release.

    Args:
        nb: a repaired notebook, executed or not.
        files: what was handed in beside it.
    """
    named = {c.metadata.nbgrader["grade_id"]: c for c in nb.cells if "nbgrader" in c.metadata}
    written = {name: _text(cell) for name, cell in named.items() if is_exercise(cell)}
    beside = work_mark(b"", files)
    marks = {}
    for name, cell in named.items():
        if kind_of(cell) == "reflection":
            marks[name] = _mark([_text(cell)])
        elif kind_of(cell) == "test":
            own = written.get(exercise_of(name))
            marks[name] = _mark([*written.values(), beside] if own is None else [own])
    return marks


def work_mark(notebook: bytes, files: Mapping[str, bytes]) -> str:
    """A hash of all that a student handed in."""
    parts = {"": notebook, **files}
    return _mark([f"{name} {hashlib.sha256(parts[name]).hexdigest()}" for name in sorted(parts)])


def _text(cell: NotebookNode) -> str:
    return "" if is_unanswered(cell) else bare(cell.source)


def is_unanswered(cell: NotebookNode) -> bool:
    """Whether nobody wrote into a repaired answer cell."""
    return cell.metadata.nbgrader.get("checksum") == checksum(cell)


def _mark(texts: list[str]) -> str:
    return hashlib.sha256(repr(texts).encode()).hexdigest()
