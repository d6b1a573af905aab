"""A step of nbconvert that tells what students wrote, for Formgrader and pages of feedback."""

from __future__ import annotations

from nbformat import NotebookNode

from grading.course.told import in_lines


def tell_cells(nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
    """Tell every cell's text and what it shows, before a page is made.

    `nbgrader_config.py` names it, and whatever JupyterLab starts reads that: also where only what
    learners need is installed, which the cleaner of HTML is no part of.
    """
    from grading.handed_in.harmless import tell_outputs

    for cell in nb.cells:
        cell.source = in_lines(cell.source)
    return tell_outputs(nb), resources
