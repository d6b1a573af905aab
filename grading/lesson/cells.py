"""What kind of cell is which, and the regions that nbgrader clears."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nbformat import NotebookNode

SOLUTION, HIDDEN, MARK_SCHEME = "SOLUTION", "HIDDEN TESTS", "MARK SCHEME"
REGIONS = (SOLUTION, HIDDEN, MARK_SCHEME)
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
MARKERS = [f"{word} {name}" for name in REGIONS for word in ("BEGIN", "END")]


def kind_of(cell: NotebookNode) -> str:
    """ "exercise", "test", "reflection", "locked", or the cell type."""
    info = cell.metadata.get("nbgrader") or {}
    if info.get("grade"):
        return "reflection" if info.get("solution") or info.get("task") else "test"
    if info.get("solution"):
        return "exercise"
    return "locked" if info.get("locked") else cell.cell_type


def is_graded(cell: NotebookNode) -> bool:
    """Whether a cell earns points."""
    return kind_of(cell) in ("test", "reflection")


def is_exercise(cell: NotebookNode) -> bool:
    """Whether a cell is code that the learner writes."""
    return kind_of(cell) == "exercise"


def exercises(nb: NotebookNode) -> Iterator[tuple[NotebookNode, list[NotebookNode]]]:
    """Each exercise cell with the test cells between it and the next exercise."""
    current, tests = None, []
    for cell in nb.cells:
        if is_exercise(cell):
            if current is not None:
                yield current, tests
            current, tests = cell, []
        elif kind_of(cell) == "test" and current is not None:
            tests.append(cell)
    if current is not None:
        yield current, tests


def region(cell: NotebookNode, name: str) -> str:
    """The lines inside a cell's regions of this name, without the markers."""
    return "\n".join(line for line, inside in _split(cell.source, name) if inside)


def outside_regions(cell: NotebookNode, name: str | None = None) -> str:
    """The lines that students see; with `name`, all but the regions of this name."""
    text = cell.source
    for each in [name] if name else REGIONS:
        text = "\n".join(line for line, inside in _split(text, each) if not inside)
    return text


def _split(source: str, name: str) -> Iterator[tuple[str, bool]]:
    inside = False
    for line in source.splitlines():
        if f"BEGIN {name}" in line:
            inside = True
        elif f"END {name}" in line:
            inside = False
        else:
            yield line, inside


def parse(cell: NotebookNode) -> ast.Module:
    """A code cell's syntax tree, line magics left out."""
    lines = [
        "" if line.lstrip().startswith(("%", "!")) else line for line in cell.source.splitlines()
    ]
    return ast.parse("\n".join(lines))
