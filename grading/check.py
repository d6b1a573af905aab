"""Everything that must hold of the lessons without running them: `make check`.

Releases are what their sources give, byte for byte; nothing is orphaned; no solution was
edited without a build; no answer or hidden test ships; the house rules hold. Every problem
is printed with its file and cause; with any, the exit code is 1.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import nbformat

from grading import ROOT, CourseError, lesson_path, lessons
from grading.authoring.rules import findings
from grading.authoring.stamp import stale
from grading.bank.shipped import drifted
from grading.lesson.cells import HIDDEN, MARKERS, SOLUTION, exercises, parse, region
from grading.lesson.masters import read_solution
from grading.lesson.release import derive

SHORTEST_LEAK = 16  # characters; shorter code is too common to tell a leak from chance


def drift(lesson: str, root: Path) -> Iterator[str]:
    """What a lesson's release, stamp and outputs say that its source does not."""
    name = f"solutions/{lesson}/{lesson}.ipynb"
    for reason in stale(read_solution(lesson, root), root):
        yield f"{name}: {reason}; run `make build`"
    target = lesson_path("notebooks", lesson, root)
    try:
        released = derive(lesson, root).encode()
    except CourseError as error:
        yield f"{name}: {error}"
        return
    if not target.exists():
        yield f"notebooks/{lesson}/{lesson}.ipynb: it is missing; run `make build`"
    elif target.read_bytes() != released:
        yield (
            f"notebooks/{lesson}/{lesson}.ipynb: it differs from what its solution gives; "
            "run `make build`, and edit the solution, never the release"
        )


def duplicate_ids(lesson: str, root: Path) -> Iterator[str]:
    """Cell ids that occur twice; nbformat would mend them silently on reading."""
    text = lesson_path("solutions", lesson, root).read_text(encoding="utf-8")
    counts = Counter(cell.get("id") for cell in json.loads(text)["cells"])
    for cell_id, count in counts.items():
        if count > 1:
            yield f"solutions/{lesson}/{lesson}.ipynb: cell {cell_id}: {count} cells have this id"


def orphans(root: Path) -> Iterator[str]:
    """Files in notebooks/ and solutions/ that belong to no lesson."""
    known = lessons(root)
    for stage in ("solutions", "notebooks"):
        wanted = {lesson_path(stage, lesson, root) for lesson in known}
        wanted |= {
            root / "notebooks" / "mistakes" / f"{name}.md" for name in [*known, "README", "any"]
        }
        for path in sorted((root / stage).rglob("*")):
            ignored = ".ipynb_checkpoints" in path.parts or path.suffix == ".part"
            if path.is_file() and not ignored and path not in wanted:
                name = path.relative_to(root).as_posix()
                why = (
                    "nbgrader would copy it into the release"
                    if stage == "solutions"
                    else "no solution gives it"
                )
                yield f"{name}: an orphan: {why}; delete it or move it"


def shipped(root: Path) -> Iterator[Path]:
    """Text files that reach students: releases, utils, small data."""
    for pattern in (
        "notebooks/**/*.ipynb",
        "notebooks/**/*.md",
        "utils/**/*.py",
        "utils/**/*.json",
        "data/**/*.csv",
    ):
        yield from sorted(root.glob(pattern))


def leaks(root: Path) -> Iterator[str]:
    """Answers, hidden tests and their markers in what ships.

    An answer may stand in the releases of later lessons, in a locked "so far" cell; in its own
    lesson's release, in an earlier one or in utils it may not.
    """
    secrets = [
        (lesson, holder.id, name, code)
        for lesson in lessons(root)
        for cell, tests in exercises(read_solution(lesson, root))
        for name, holder in [(SOLUTION, cell), *((HIDDEN, test) for test in tests)]
        if len(code := _squeezed(region(holder, name))) >= SHORTEST_LEAK
    ]
    for path in shipped(root):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(root).as_posix()
        for marker in MARKERS:
            if marker in text:
                yield f"{name}: it holds {marker!r}, which must not ship"
        if path.suffix == ".ipynb":
            cells = nbformat.reads(text, as_version=4).cells
            text = "\n".join(cell.source for cell in cells)
        flat = _squeezed(text)
        for lesson, cell_id, kind, code in secrets:
            later = path.parent.parent.name == "notebooks" and path.stem > lesson
            if code in flat and not (later and kind == SOLUTION):
                what = "the answer" if kind == SOLUTION else "hidden tests"
                yield f"{name}: it holds {what} of {lesson}, cell {cell_id}"


def _squeezed(code: str) -> str:
    lines = [line for line in code.splitlines() if not line.strip().startswith("#")]
    return re.sub(r"\s+", "", "\n".join(lines))


def answers_by_name(root: Path) -> Iterator[str]:
    """Functions in utils that carry the name of an exercise."""
    asked = {
        node.name: lesson
        for lesson in lessons(root)
        for cell, _ in exercises(read_solution(lesson, root))
        for node in parse(cell).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    for path in sorted((root / "utils").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in asked:
                yield (
                    f"utils/{path.name}: `{node.name}` has the name of an exercise of lesson "
                    f"{asked[node.name]}; no answer may stand in utils"
                )


def layering(root: Path) -> Iterator[str]:
    """`utils/__init__.py` imports nothing; nothing that ships imports grading."""
    for path in sorted((root / "utils").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imports = [n for n in ast.walk(tree) if isinstance(n, ast.Import | ast.ImportFrom)]
        if path.name == "__init__.py" and imports:
            yield f"utils/{path.name}: it must import nothing, so that lessons start quickly"
        for node in imports:
            names = [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
            if any(name.split(".")[0] == "grading" for name in names):
                yield f"utils/{path.name}: it imports grading, which never ships"


def bank_drift(root: Path) -> Iterator[str]:
    """What ships of the bank of mistakes and is not what the bank gives; gaps in the bank."""
    if root != ROOT:
        return  # the bank is the project's own
    os.environ["OMP_NUM_THREADS"] = "1"  # two workers on two cores
    with ProcessPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        for found in pool.map(drifted, lessons(root)):
            yield from found


def problems(root: Path = ROOT, bank: bool = True) -> list[str]:
    """Everything that is wrong with the course, a line each; `bank`: the bank of mistakes too."""
    found = [*orphans(root), *layering(root), *answers_by_name(root)]
    for lesson in lessons(root):
        nb = read_solution(lesson, root)
        found += drift(lesson, root)
        found += duplicate_ids(lesson, root)
        found += [f"solutions/{lesson}/{lesson}.ipynb: cell {c}: {s}" for c, s in findings(nb)]
    return [*found, *(bank_drift(root) if bank else []), *leaks(root)]


def main(arguments: list[str] | None = None) -> int:
    """Print every problem; fail when there is one."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--quick", action="store_true", help="all but the bank of mistakes")
    options = parser.parse_args(arguments)
    try:
        found = problems(bank=not options.quick)
    except CourseError as error:
        found = [str(error)]
    for line in found:
        print(line, file=sys.stderr)
    if found:
        print(f"\n{len(found)} problems", file=sys.stderr)
        return 1
    print(f"{len(lessons())} lessons: releases match their sources, and the house rules hold")
    return 0


if __name__ == "__main__":
    sys.exit(main())
