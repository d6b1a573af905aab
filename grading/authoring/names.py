"""A code cell's syntax tree, and the names that it defines."""

from __future__ import annotations

import ast
from functools import lru_cache

from nbformat import NotebookNode

from grading.lesson.cells import parse


def tree_of(cell: NotebookNode) -> ast.Module:
    """A code cell's syntax tree; an empty one where it is no Python, which another rule says.

    Rules share it: they read it only.
    """
    return _tree(cell.source)


@lru_cache(maxsize=1024)
def _tree(source: str) -> ast.Module:
    try:
        return parse(NotebookNode(source=source))
    except (SyntaxError, ValueError):
        return ast.Module([], [])


def is_broken(cell: NotebookNode) -> bool:
    """Whether a code cell is no Python."""
    try:
        parse(cell)
    except (SyntaxError, ValueError):
        return True
    return False


@lru_cache(maxsize=1024)
def bound(tree: ast.AST) -> frozenset[str]:
    """The names that code defines, at any depth."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ExceptHandler) and node.name:
            names.add(node.name)
    return frozenset(names)
