"""Fill a released notebook in, rightly or wrongly, from its solution: for demo and tests."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Callable

import nbformat
from nbformat import NotebookNode

from grading.lesson.cells import (
    MARK_SCHEME,
    SOLUTION,
    exercises,
    kind_of,
    marked,
    outside_regions,
)

WRONG = -12345.678


def solved(cell: NotebookNode) -> str:
    """A solution cell's text as a student would have written it: no markers, no rubric."""
    lines = marked(outside_regions(cell, MARK_SCHEME), SOLUTION)
    kept = (line for line, place in lines if place in ("inside", "outside"))
    return "\n".join(kept).strip("\n")


def wrong(cell: NotebookNode) -> str:
    """An exercise's text with a wrong answer, of the right form, in each solution region.

    >>> cell = NotebookNode(source="### BEGIN SOLUTION\\nanswer = 42\\n### END SOLUTION")
    >>> wrong(cell)
    'answer = -12345.678'
    """
    tree = ast.parse(cell.source)
    spans = [
        (node.lineno, node.end_lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    lines, region, inside = [], [], False
    for number, (line, place) in enumerate(marked(cell.source, SOLUTION), start=1):
        if place == "begin":
            region, inside = [], any(first < number <= last for first, last in spans)
        elif place == "end":
            text = f"return {WRONG}" if inside else _wrong_statements("\n".join(region))
            lines.append(textwrap.indent(text, line[: len(line) - len(line.lstrip())]))
        else:
            (region if place == "inside" else lines).append(line)
    return "\n".join(lines)


def _wrong_statements(region: str) -> str:
    """Statements that define the same names as `region`, with wrong contents."""
    said = []
    for node in ast.parse(textwrap.dedent(region)).body:
        if isinstance(node, ast.FunctionDef):
            said.append(f"def {node.name}(*args, **kwargs):\n    return {WRONG}")
        elif isinstance(node, ast.ClassDef):
            said.append(f"class {node.name}:\n    pass")
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [n.id for each in targets for n in ast.walk(each) if isinstance(n, ast.Name)]
            said += [f"{name} = {WRONG}" for name in names]
    return "\n".join(said) or "pass"


def fill(
    release: NotebookNode, solution: NotebookNode, answer: Callable[[NotebookNode], str | None]
) -> NotebookNode:
    """A copy of the release with `answer(solution cell)` in each answer cell, unless None."""
    nb = nbformat.from_dict(release)
    answers = {cell.id: answer(cell) for cell in solution.cells if _is_answer(cell)}
    for cell in nb.cells:
        if answers.get(cell.id) is not None:
            cell.source = answers[cell.id]
    return nb


def _is_answer(cell: NotebookNode) -> bool:
    return kind_of(cell) in ("exercise", "reflection")


def first_half(solution: NotebookNode) -> set[str]:
    """The ids of the first half of a lesson's exercises, rounded up."""
    names = [exercise.id for exercise, _ in exercises(solution)]
    return set(names[: (len(names) + 1) // 2])
