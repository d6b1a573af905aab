"""A lesson as any worker needs it to grade notebooks: plain data."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from grading import ROOT
from grading.lesson.cells import is_exercise, names_defined, parse
from grading.lesson.masters import Masters, masters_of, read_solution


@dataclass(frozen=True)
class Lesson:
    """What grading a notebook of a lesson needs to know of it.

    Attributes:
        name: such as "01_neurons".
        masters: the lesson's cells by name, in order; tests with their hidden parts.
        asked: the names that each exercise defines.
        released: the released texts of the cells that nothing locks or grades, by id.
        preload: modules that the lesson imports, for the warm parent.
    """

    name: str
    masters: Masters
    asked: dict[str, list[str]]
    released: dict[str, str]
    preload: tuple[str, ...] = ()


def lesson_to_grade(name: str, root: Path = ROOT) -> Lesson:
    """A lesson as workers need it, from its solution.

    Raises:
        CourseError: the solution cannot be read or released.
    """
    nb, masters = read_solution(name, root), masters_of(name, root)
    return Lesson(
        name=name,
        masters=masters,
        asked={cell.id: names_defined(cell.source) for cell in filter(is_exercise, nb.cells)},
        released=masters.plain,
        preload=(*(modules := modules_imported(nb)), *asked_by_checks(name, modules)),
    )


def asked_by_checks(name: str, modules: tuple[str, ...]) -> tuple[str, ...]:
    """The modules that a lesson's checks import only when they are asked.

    Args:
        name: such as "01_neurons".
        modules: what the lesson's cells import.
    """
    probes = f"lesson_{name[:2]}"
    if "torch" not in modules or not (ROOT / "utils" / "probes" / f"{probes}.py").is_file():
        return ()
    return "utils.elsewhere", f"utils.probes.{probes}"


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
