"""What grading a lesson's notebooks needs to know of the lesson, as plain data for any worker."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from grading import ROOT, lesson_path
from grading.lesson.cells import kind_of, parse
from grading.lesson.masters import Master, master_cells

if TYPE_CHECKING:
    pass


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


def names_defined(source: str) -> list[str]:
    """The functions, classes and variables that a cell's top level defines."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return []
    names = []
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
    return names


@dataclass(frozen=True)
class Lesson:
    """What grading a notebook of a lesson needs to know of it.

    Attributes:
        name: such as "01_neurons".
        masters: the lesson's cells by name, in order; tests with their hidden parts.
        asked: the names that each exercise defines.
        released: the released text of the plain code cells, by id.
        preload: modules that the lesson imports, for the warm parent.
    """

    name: str
    masters: dict[str, Master]
    asked: dict[str, list[str]]
    released: dict[str, str]
    preload: tuple[str, ...] = ()
