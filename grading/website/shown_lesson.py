"""A lesson as the site shows it: what students get, with the outputs of its demonstrations.

The release has no pictures, and the solution has the answers. So the cells are the release's, and
each demonstration's outputs are taken from the executed solution, by the cell's id. The first call
of hidden tests is left out: there is nothing to read in it.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading import ROOT, CourseError, lesson_path
from grading.lesson.cells import kind_of
from grading.lesson.release import derive

# Of an output, the kinds that a page without a kernel shows
KEPT = ("text/html", "text/markdown", "image/svg+xml", "image/png", "text/plain")


def shown_lesson(lesson: str, root: Path = ROOT) -> NotebookNode:
    """The third form of a lesson: stripped, and executed.

    Args:
        lesson: such as "01_neurons".
        root: the course's folder.

    Raises:
        CourseError: the release is missing, or is not what the solution gives.
    """
    path, release = lesson_path("notebooks", lesson, root), derive(lesson, root)
    if not path.exists() or path.read_text(encoding="utf-8") != release:
        raise CourseError(f"notebooks/{lesson}/{lesson}.ipynb is stale: run `make build`")
    nb = nbformat.reads(release, as_version=4)
    solution = nbformat.read(lesson_path("solutions", lesson, root), as_version=4)
    outputs = {cell.id: cell.outputs for cell in solution.cells if cell.cell_type == "code"}
    nb.cells = [_shown(cell, outputs) for cell in nb.cells if not _begins_hidden_tests(cell)]
    nb.metadata = NotebookNode(kernelspec=nb.metadata["kernelspec"])
    nb.metadata["language_info"] = NotebookNode(name="python")
    return nb


def _begins_hidden_tests(cell: NotebookNode) -> bool:
    return kind_of(cell) == "test" and "_hidden" in cell.id


def _shown(cell: NotebookNode, outputs: dict[str, list[NotebookNode]]) -> NotebookNode:
    """A cell without nbgrader's marks; a demonstration with what it shows."""
    is_demonstration = cell.cell_type == "code" and kind_of(cell) in ("code", "locked")
    if is_demonstration:
        cell.outputs = [_readable(output) for output in outputs.get(cell.id, [])]
    cell.metadata = NotebookNode()
    return cell


def _readable(output: NotebookNode) -> NotebookNode:
    if "data" in output:
        output.data = NotebookNode(
            {kind: output.data[kind] for kind in KEPT if kind in output.data}
        )
    return output
