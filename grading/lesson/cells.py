"""What kind of cell is which, which test belongs to which exercise, and nbgrader's regions."""

from __future__ import annotations

import ast
import hashlib
import re
import warnings
from collections.abc import Iterator
from types import CodeType
from typing import Any

from nbformat import NotebookNode

SOLUTION, HIDDEN, MARK_SCHEME = "SOLUTION", "HIDDEN TESTS", "MARK SCHEME"
REGIONS = (SOLUTION, HIDDEN, MARK_SCHEME)
BLANK = "this exercise is still blank"  # what a cell says that nobody filled in
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
MARKERS = [f"{word} {name}" for name in REGIONS for word in ("BEGIN", "END")]
TEST_NAME = re.compile(r"_(check|hidden)(_[a-z0-9]+)?$")


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


def checksum(cell: NotebookNode, source: str | None = None) -> str:
    """What nbgrader's `compute_checksum` gives, by which it knows a cell that nobody changed.

    A process that grades needs nothing else of nbgrader's, whose import takes twice as long as
    that of all the rest.

    Args:
        cell: with nbgrader's metadata.
        source: a text to take in place of the cell's own.
    """
    info = cell.metadata["nbgrader"]
    grade, solution = info.get("grade", False), info.get("solution", False)
    locked = not solution and (bool(grade) or info.get("locked", False))
    text = cell.source if source is None else source
    parts = [text, cell.cell_type, str(grade), str(solution), str(locked), info["grade_id"]]
    if grade:
        parts.append(str(float(info["points"])))
    return hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()


def exercise_of(graded: str) -> str:
    """The exercise that a graded cell belongs to: its name, but for the word of a test cell.

    >>> exercise_of("neuron_hidden"), exercise_of("neuron_check_2"), exercise_of("reflection")
    ('neuron', 'neuron', 'reflection')
    """
    return TEST_NAME.sub("", graded)


def exercises(nb: NotebookNode) -> Iterator[tuple[NotebookNode, list[NotebookNode]]]:
    """Each exercise cell with its test cells, in the notebook's order."""
    tests = [cell for cell in nb.cells if kind_of(cell) == "test"]
    for cell in filter(is_exercise, nb.cells):
        yield cell, [test for test in tests if exercise_of(test.get("id", "")) == cell.get("id")]


def region(cell: NotebookNode, name: str) -> str:
    """The lines inside a cell's regions of this name, without the markers."""
    return "\n".join(line for line, place in marked(cell.source, name) if place == "inside")


def has_region(cell: NotebookNode, name: str) -> bool:
    """Whether a region of this name begins in a cell."""
    return any(place == "begin" for _, place in marked(cell.source, name))


def outside_regions(cell: NotebookNode, name: str | None = None) -> str:
    """The lines that students see; with `name`, all but the regions of this name."""
    text = cell.source
    for each in [name] if name else REGIONS:
        text = "\n".join(line for line, place in marked(text, each) if place == "outside")
    return text


def above(source: str, name: str) -> str:
    """The lines above a cell's first region of this name; all of them where it has none."""
    lines = []
    for line, place in marked(source, name):
        if place == "begin":
            break
        lines.append(line)
    return "\n".join(lines)


def marked(source: str, name: str) -> Iterator[tuple[str, str]]:
    """The lines of a cell, and where each stands: "begin", "inside", "end" or "outside"."""
    inside = False
    for line in source.splitlines():
        if f"BEGIN {name}" in line:
            inside = True
            yield line, "begin"
        elif f"END {name}" in line:
            inside = False
            yield line, "end"
        else:
            yield line, "inside" if inside else "outside"


def tree_of(source: str) -> ast.Module:
    """A text's syntax tree, without what Python remarks on it: that would quote it on the screen.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: it is no program, or one beyond sense.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source)


def parse(cell: NotebookNode) -> ast.Module:
    """A code cell's syntax tree, line magics left out."""
    lines = [
        "" if line.lstrip().startswith(("%", "!")) else line for line in cell.source.splitlines()
    ]
    return tree_of("\n".join(lines))


def names_defined(source: str) -> list[str]:
    """The functions, classes and variables that a cell's top level defines, in order."""
    try:
        body = tree_of(source).body
    except SyntaxError:
        return []
    names = []
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
    return names


def compiled(body: list[ast.stmt], name: str) -> tuple[CodeType, CodeType | None]:
    """A cell's statements as code, and apart from them an expression that ends it, or None.

    Args:
        body: statements of a cell.
        name: what tracebacks call the cell.
    """
    last = body[-1] if body and isinstance(body[-1], ast.Expr) else None
    rest = compile(ast.Module(body[:-1] if last else body, []), name, "exec")
    return rest, compile(ast.Expression(last.value), name, "eval") if last else None


def run_compiled(code: tuple[CodeType, CodeType | None], scope: dict[str, Any]) -> Any:
    """Run a compiled cell; the value of its last expression, as a notebook shows it, or None.

    Args:
        code: as `compiled` gives it.
        scope: the names that its statements share.
    """
    rest, last = code
    exec(rest, scope)
    return None if last is None else eval(last, scope)


def run_statements(body: list[ast.stmt], scope: dict[str, Any], name: str) -> Any:
    """Compile and run the statements of a cell, as `compiled` and `run_compiled` do."""
    return run_compiled(compiled(body, name), scope)
