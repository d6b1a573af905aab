"""What a built lesson was built from, as hashes in its metadata.

nbval does not compare pictures, so a stale plot would pass it. The stamp names the code cells,
every `utils` module that they import (and what those import), the small data files that these
name where `utils.data` is among them, and the stored outputs; a change in any of them shows.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from functools import cache, lru_cache
from pathlib import Path

from nbformat import NotebookNode

from grading import ROOT


def _hash(text: str | bytes) -> str:
    data = text.encode() if isinstance(text, str) else text
    # Line ends may differ between checkouts
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()[:16]


@lru_cache(maxsize=1024)  # the lessons share their modules
def imported(code: str) -> frozenset[str]:
    """Names of the `utils` modules that `code` imports, at any depth of its blocks.

    >>> sorted(imported("from utils import data\\nimport utils.show as s"))
    ['utils.data', 'utils.show']
    """
    lines = [line for line in code.splitlines() if not line.lstrip().startswith(("%", "!"))]
    found = set()
    try:
        tree = ast.parse("\n".join(lines))
    except (SyntaxError, ValueError):  # a cell that is half-done: it will not run, and that is told
        return frozenset(re.findall(r"\butils\.\w+", code))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(name for name in found if name.startswith("utils."))


@cache
def _module(name: str, root: Path) -> Path | None:
    path = root.joinpath(*name.split(".")).with_suffix(".py")
    return path if path.exists() else None


def modules_used(code: str, root: Path = ROOT) -> list[str]:
    """The `utils` modules that `code` needs, those that they import among them."""
    todo, seen = set(imported(code)), set()
    while todo:
        name = todo.pop()
        path = _module(name, root)
        if path is None or name in seen:
            continue
        seen.add(name)
        todo |= imported(path.read_text(encoding="utf-8"))
    return sorted(seen)


def code_of(nb: NotebookNode) -> str:
    """All code cells as one text, for finding imports."""
    return "\n".join(cell.source for cell in nb.cells if cell.cell_type == "code")


def inputs(nb: NotebookNode, root: Path = ROOT) -> dict[str, str]:
    """Hashes of what decides a lesson's outputs: `{"cells": …, "utils.show": …}`."""
    cells = [
        [cell.id, cell.source, cell.metadata.get("tags", [])]
        for cell in nb.cells
        if cell.cell_type == "code"
    ]
    stamp = {"cells": _hash(json.dumps(cells))}
    code = code_of(nb)
    for name in modules_used(code, root):
        stamp[name] = _hash(_module(name, root).read_bytes())
    if "utils.data" in stamp:
        modules = [
            _module(name, root).read_text(encoding="utf-8") for name in modules_used(code, root)
        ]
        named = "\n".join([code, *modules])
        for path in sorted((root / "data").glob("*.csv")):
            if path.name in named:
                stamp[f"data/{path.name}"] = _hash(path.read_bytes())
    return stamp


def outputs(nb: NotebookNode) -> str:
    """Hash of the stored outputs, pictures included."""
    stored = [cell.outputs for cell in nb.cells if cell.cell_type == "code"]
    return _hash(json.dumps(stored, sort_keys=True))


def stale(nb: NotebookNode, root: Path = ROOT) -> list[str]:
    """Why a built lesson is not what its stamp says, a sentence each; empty when it is."""
    stamp = nb.metadata.get("course", {})
    if not stamp:
        return ["it was never built"]
    now, then = inputs(nb, root), stamp.get("built_from", {})
    reasons = []
    for name in sorted(now.keys() | then.keys()):
        if now.get(name) != then.get(name):
            subject = "its code" if name == "cells" else name
            reasons.append(f"{subject} changed since it was built")
    if stamp.get("outputs") != outputs(nb):
        reasons.append("a stored output or picture is not the one that the build stored")
    return reasons
