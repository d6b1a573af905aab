"""Which cells of a submission have to run before its tests can.

A demonstration that stands as it was released shows something and earns nothing. It runs only when
code that counts uses a name that it sets, or when it may change a value that counts. Whatever
the student wrote runs. What students can read of a test cell runs in their kernel, too, where a
cell below uses a name that nothing else sets: in Jupyter it is there.
"""

from __future__ import annotations

import ast
import builtins
import symtable
import warnings
from dataclasses import dataclass, field

from nbformat import NotebookNode

from grading.lesson.cells import HIDDEN, above, kind_of, tree_of
from grading.lesson.texts import bare

# Code that may use any name at all: then every cell runs
DYNAMIC = {"exec", "eval", "globals", "locals", "vars", "get_ipython", "compile", "__import__"}


@dataclass
class Names:
    """The notebook's names that one cell sets and reads; a function's own are not among them.

    Attributes:
        bound: those that it sets, or changes.
        loaded: those that it reads, in its functions, too.
        values: those that it sets to something other than an import, a function or a class.
        dynamic: whether it may use others besides.
    """

    bound: set[str] = field(default_factory=set)
    loaded: set[str] = field(default_factory=set)
    values: set[str] = field(default_factory=set)
    dynamic: bool = False


def names_of(source: str) -> Names:
    """The names that a cell sets and reads; a cell that cannot be read may use any."""
    found = Names()
    if any(line.lstrip().startswith(("%", "!")) for line in source.splitlines()):
        found.dynamic = True
    try:
        tree = tree_of(source)
        with warnings.catch_warnings():  # as `tree_of`
            warnings.simplefilter("ignore")
            _scope(symtable.symtable(source, "<cell>", "exec"), found)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        found.dynamic = True
        return found
    stored, defined = set(), set()
    for node in ast.walk(tree):
        changed = ""
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            stored.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            defined.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            defined |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
            found.dynamic |= any(alias.name == "*" for alias in node.names)
        elif isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            changed = _root(node)  # `a.b = c` and `a[0] = c` change a
        elif isinstance(node, ast.AugAssign):
            changed = _root(node.target)
        if changed in found.bound | found.loaded:
            for names in (found.bound, found.loaded, found.values):
                names.add(changed)
    found.values |= (found.bound - defined) | (found.bound & stored)
    found.dynamic |= bool(found.loaded & DYNAMIC)
    return found


def _scope(table: symtable.SymbolTable, found: Names) -> None:
    """Add the notebook's names that a scope of a cell, and those within it, set and read."""
    outermost = table.get_type() == "module"
    for symbol in table.get_symbols():
        if not (outermost or symbol.is_global()):
            continue
        if symbol.is_assigned() or symbol.is_imported():
            found.bound.add(symbol.get_name())
        if symbol.is_referenced():
            found.loaded.add(symbol.get_name())
    for inner in table.get_children():
        _scope(inner, found)


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def needed_cells(nb: NotebookNode, released: dict[str, str]) -> list[bool]:
    """Whether each cell has to run; of a test cell, whether what students can read of it has to.

    Args:
        nb: the repaired submission.
        released: the released texts of the lesson's plain cells, by id.
    """
    texts = set(map(bare, released.values()))
    code = [k for k, c in enumerate(nb.cells) if c.cell_type == "code" and kind_of(c) != "test"]
    names = {k: names_of(nb.cells[k].source) for k in code}
    counts = {k for k in code if not _is_demo(nb.cells[k], texts)}
    if any(names[k].dynamic for k in counts if kind_of(nb.cells[k]) != "locked"):
        counts = set(code)
    while True:
        wanted = {name for k in counts for name in names[k].loaded}
        values = {name for k in counts for name in names[k].values}
        more = {
            k
            for k in set(code) - counts
            if names[k].bound & wanted or names[k].loaded & values & wanted
        }
        if not more:
            counts |= _tests_used(nb, names, {k for k in counts if _is_own(nb.cells[k], texts)})
            return [k in counts for k in range(len(nb.cells))]
        counts |= more


def _tests_used(nb: NotebookNode, names: dict[int, Names], own: set[int]) -> set[int]:
    """The test cells that set a name which a student's cell below reads, and nothing else sets."""
    used, there = set(), set(dir(builtins))
    tests = [k for k, cell in enumerate(nb.cells) if kind_of(cell) == "test"]
    sets = {k: _bound_in_sight(nb.cells[k]) for k in tests if own}
    for k in names:
        there |= names[k].bound
        missing = names[k].loaded - there
        if k in own and missing and "NotImplementedError" not in names[k].loaded:  # else blank
            used |= {j for j in tests if j < k and sets[j] & missing}
    return used


def _bound_in_sight(cell: NotebookNode) -> set[str]:
    """What the part of a test cell that students can read sets."""
    return names_of(above(cell.source, HIDDEN)).bound


def _is_own(cell: NotebookNode, texts: set[str]) -> bool:
    return kind_of(cell) != "locked" and not _is_demo(cell, texts)


def _is_demo(cell: NotebookNode, texts: set[str]) -> bool:
    """Whether a cell stands as it was released, whichever id a program gave it."""
    return "nbgrader" not in cell.metadata and bare(cell.source) in texts
