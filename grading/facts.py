"""What grading a lesson's notebooks needs to know of the lesson, as plain data for any worker."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from grading import ROOT, lesson_path
from grading.cells import MARK_SCHEME, kind_of, outside_regions, parse
from grading.examine import names_defined
from grading.repair import Master
from grading.workers import Lesson


def master_cells(gradebook: Gradebook, lesson: str, order: Iterable[str] = ()) -> dict[str, Master]:
    """The lesson's cells by name, from the gradebook, in this order."""
    notebook = gradebook.find_notebook(lesson, lesson)
    points = {cell.name: float(cell.max_score) for cell in notebook.grade_cells}
    answers = {cell.name for cell in notebook.solution_cells}
    found = {
        cell.name: Master(
            name=cell.name,
            cell_type=cell.cell_type,
            # The gradebook keeps the mark scheme, which the student never saw
            source=cell.source if cell.locked else outside_regions(cell, MARK_SCHEME),
            locked=cell.locked,
            solution=cell.name in answers,
            points=points.get(cell.name),
        )
        for cell in notebook.source_cells
    }
    place = {name: index for index, name in enumerate(order)}
    return {name: found[name] for name in sorted(found, key=lambda n: place.get(n, len(place)))}


def modules_imported(nb: NotebookNode) -> tuple[str, ...]:
    """The modules that a lesson's code imports, and what its first optimizer would import."""
    names, optimizes = set(), False
    for cell in nb.cells:
        if cell.cell_type != "code":
            continue
        optimizes |= "optim" in cell.source
        try:
            tree = parse(cell)
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module)
    if "utils.show" in names:
        names.add("matplotlib.pyplot")
    if any(name.split(".")[0] == "torch" for name in names) and optimizes:
        names.add("torch._dynamo")
    return tuple(sorted(names))


def lesson_facts(name: str, gradebook: Gradebook, root: Path = ROOT) -> Lesson:
    """A lesson as workers need it, from its solution and the gradebook."""
    nb = nbformat.read(lesson_path("solutions", name, root), as_version=4)
    return Lesson(
        name=name,
        masters=master_cells(gradebook, name, [cell.id for cell in nb.cells]),
        asked={
            cell.id: names_defined(cell.source) for cell in nb.cells if kind_of(cell) == "exercise"
        },
        released={cell.id: cell.source for cell in nb.cells if kind_of(cell) == "code"},
        preload=modules_imported(nb),
    )
