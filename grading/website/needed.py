"""Which files of `utils` some notebooks need: what they import, and what that imports."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from grading import lesson_path

# What a module reads of its own folder: one file for each lesson, or all
FOR_EACH_LESSON = {"probes": ".json", "steps": ".md"}
IN_WHOLE = {"playground": (".js", ".css")}
MAGIC = re.compile(r"^\s*[%!].*$", re.MULTILINE)


def needed(lessons: list[str], root: Path) -> list[Path]:
    """The files of `utils` that the releases of `lessons` read, in order.

    Args:
        lessons: their names.
        root: the course's folder.
    """
    numbers = [lesson[:2] for lesson in lessons]
    todo = {f"utils.probes.lesson_{number}" for number in numbers}
    for lesson in lessons:
        todo |= set(_imports(_code(lesson_path("notebooks", lesson, root))))
    found: set[Path] = set()
    while todo:
        module = todo.pop()
        # A package's own file runs before what lies in it
        parents = module.split(".")
        for end in range(1, len(parents) + 1):
            path = _file(parents[:end], root)
            if path and path not in found:
                found.add(path)
                todo |= set(_imports(path.read_text(encoding="utf-8")))
    packages = {path.parent for path in found}
    for folder, ending in FOR_EACH_LESSON.items():
        found |= {root / "utils" / folder / f"{lesson}{ending}" for lesson in lessons}
    for folder, endings in IN_WHOLE.items():
        if root / "utils" / folder in packages:
            inside = (root / "utils" / folder).iterdir()
            found |= {path for path in inside if path.suffix in endings}
    return sorted(path for path in found if path.is_file())


def _code(notebook: Path) -> str:
    """The code of a notebook, without the lines that are Jupyter's alone."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    return MAGIC.sub("", "\n".join(code))


def _imports(code: str) -> Iterator[str]:
    """Modules of `utils` that code may import, in functions, too."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names = [each.name for each in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{each.name}" for each in node.names)]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] == "utils")


def _file(parts: list[str], root: Path) -> Path | None:
    if parts[0] != "utils":
        return None
    place = root.joinpath(*parts)
    for path in (place.with_suffix(".py"), place / "__init__.py"):
        if path.is_file():
            return path
    return None
