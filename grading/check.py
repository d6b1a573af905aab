"""Everything that must hold of the lessons without running them: `make check`.

Releases are what their sources give, byte for byte; nothing is orphaned; no solution was
edited without a build; no answer or hidden test ships; the house rules hold; what the text, the
README, the bank and the tests say of an exercise is what its cells say. Every problem is printed
with its file and cause; with any, the exit code is 1. What a function here asks for stands in
CONTRIBUTING, as `says` notes it.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading import ROOT, CourseError, lesson_path, lessons
from grading.authoring.agreement import (
    ids_of_exercises_are_unique,
    tests_ask_for_what_is_there,
    text_speaks_of_what_is_there,
    the_readme_lists_the_lessons,
)
from grading.authoring.guide import says
from grading.authoring.names import tree_of
from grading.authoring.reading import read_as_far
from grading.authoring.rules import findings
from grading.authoring.stamp import stale
from grading.bank.shipped import drifted
from grading.lesson.cells import HIDDEN, MARKERS, SOLUTION, exercises, region
from grading.lesson.release import derive

SHORTEST_LEAK = 16  # characters; shorter code is too common to tell a leak from chance
Sources = dict[str, NotebookNode]


@says(
    "A solution was built since its code, or what it imports, changed.",
    "A solution names its kernel.",
    "A release is there, and is what its solution gives.",
)
def drift(lesson: str, nb: NotebookNode, root: Path) -> Iterator[str]:
    """What a lesson's release, stamp and outputs say that its source does not."""
    name = f"solutions/{lesson}/{lesson}.ipynb"
    reasons = stale(nb, root)
    # New code prints other outputs and may import other modules: that goes without saying
    code = [reason for reason in reasons if reason.startswith("its code")]
    for reason in code or reasons:
        yield f"{name}: {reason}; run `make build`"
    target = lesson_path("notebooks", lesson, root)
    if "kernelspec" not in nb.metadata:
        yield f"{name}: it names no kernel; `make build` lets it name one"
        return
    try:
        released = derive(lesson, root).encode()
    except CourseError as error:
        yield f"{name}: {error}"
        return
    said = ""
    if not target.exists():
        said = "it is missing; run `make build`"
    elif target.read_bytes() != released:
        said = (
            "it differs from what its solution gives; run `make build`, and edit the solution, "
            "never the release"
        )
    if said:
        yield f"notebooks/{lesson}/{lesson}.ipynb: {said}"


@says("A file in `solutions/` or `notebooks/` belongs to a lesson.")
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


@says(
    "No marker of a region ships.",
    "No answer ships but in a later lesson, and no hidden test at all.",
)
def leaks(known: Sources, root: Path) -> Iterator[str]:
    """Answers, hidden tests and their markers in what ships.

    An answer may stand in the releases of later lessons, in a locked "so far" cell; in its own
    lesson's release, in an earlier one or in utils it may not.
    """
    secrets = [
        (lesson, holder.id, name, code)
        for lesson, nb in known.items()
        for cell, tests in exercises(nb)
        for name, holder in [(SOLUTION, cell), *((HIDDEN, test) for test in tests)]
        if len(code := _squeezed(region(holder, name))) >= SHORTEST_LEAK
    ]
    for path in shipped(root):
        name = path.relative_to(root).as_posix()
        try:
            text = path.read_text(encoding="utf-8")
            plain = _code_of(text) if path.suffix == ".ipynb" else text
        except Exception:
            yield f"{name}: it cannot be read; run `make build`"
            continue
        for marker in MARKERS:
            if marker in text:
                yield f"{name}: it holds {marker!r}, which must not ship"
        flat = _squeezed(plain)
        for lesson, cell_id, kind, code in secrets:
            later = path.parent.parent.name == "notebooks" and path.stem > lesson
            if code in flat and not (later and kind == SOLUTION):
                what = "the answer" if kind == SOLUTION else "hidden tests"
                yield f"{name}: it holds {what} of {lesson}, cell {cell_id}"


def _code_of(text: str) -> str:
    return "\n".join(cell.source for cell in nbformat.reads(text, as_version=4).cells)


def _squeezed(code: str) -> str:
    lines = [line for line in code.splitlines() if not line.strip().startswith("#")]
    return re.sub(r"\s+", "", "\n".join(lines))


def _modules(root: Path) -> Iterator[tuple[str, Path, ast.Module | None]]:
    """The modules of utils: name, path, and tree or None where one is no Python."""
    for path in sorted((root / "utils").rglob("*.py")):
        name = path.relative_to(root).as_posix()
        try:
            yield name, path, ast.parse(path.read_text(encoding="utf-8"))
        except (SyntaxError, ValueError, OSError):
            yield name, path, None


@says(
    "A module in `utils` is Python.",
    "No function in `utils` has the name of an exercise.",
    "A package's `__init__.py` in `utils` imports nothing.",
    "`utils` does not import `grading`.",
)
def utils_ships_no_answer(known: Sources, root: Path) -> Iterator[str]:
    """Nothing in utils has an exercise's name or imports grading, so that no answer ships."""
    asked = {
        node.name: lesson
        for lesson, nb in known.items()
        for cell, _ in exercises(nb)
        for node in tree_of(cell).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    for name, path, tree in _modules(root):
        if tree is None:
            yield f"{name}: it is not Python"
            continue
        nodes = list(ast.walk(tree))
        for node in nodes:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in asked:
                yield (
                    f"{name}: `{node.name}` has the name of an exercise of lesson "
                    f"{asked[node.name]}; no answer may stand in utils"
                )
        imports = [n for n in nodes if isinstance(n, ast.Import | ast.ImportFrom)]
        if path.name == "__init__.py" and imports:
            yield f"{name}: it must import nothing, so that lessons start quickly"
        for node in imports:
            names = [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
            if any(each.split(".")[0] == "grading" for each in names):
                yield f"{name}: it imports grading, which never ships"


@says(
    "The bank answers every exercise of its lesson and no other; so do its probes.",
    "What ships of the bank is what the bank gives, and no two mistakes give the same results.",
)
def bank_drift(root: Path) -> Iterator[str]:
    """What ships of the bank of mistakes and is not what the bank gives; gaps in the bank."""
    if root != ROOT:
        return  # the bank is the project's own
    os.environ["OMP_NUM_THREADS"] = "1"  # two workers on two cores
    with ProcessPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        for found in pool.map(drifted, lessons(root)):
            yield from found


# What is asked of the course as a whole, with its sources and its folder
OF_THE_COURSE: list[Callable[[Sources, Path], Iterator[str]]] = [
    lambda known, root: orphans(root),
    utils_ships_no_answer,
    lambda known, root: ids_of_exercises_are_unique(known),
    lambda known, root: text_speaks_of_what_is_there(known),
    the_readme_lists_the_lessons,
    tests_ask_for_what_is_there,
    leaks,
]


def of_lesson(lesson: str, root: Path) -> tuple[NotebookNode | None, list[str]]:
    """A lesson's source, where it can be read, and everything that is wrong with it alone."""
    nb, found = read_as_far(lesson, root)
    if found or nb is None:  # where cells lack ids, nbformat gave them some: the rest can wait
        return None, found
    name = f"solutions/{lesson}/{lesson}.ipynb"
    found = list(drift(lesson, nb, root))
    return nb, found + [f"{name}: cell {cell}: {said}" for cell, said in findings(nb)]


def problems(root: Path = ROOT, bank: bool = True) -> list[str]:
    """Everything that is wrong with the course, a line each; `bank`: the bank of mistakes too."""
    found: list[str] = []
    known: Sources = {}
    for lesson in lessons(root):
        nb, told = of_lesson(lesson, root)
        found += told
        if nb is not None:
            known[lesson] = nb
    for rule in OF_THE_COURSE:
        found += rule(known, root)
    return [*found, *(bank_drift(root) if bank else [])]


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
        print(f"\n{len(found)} problem{'s' if len(found) > 1 else ''}", file=sys.stderr)
        return 1
    print(f"{len(lessons())} lessons: releases match their sources, and the house rules hold")
    return 0


if __name__ == "__main__":
    sys.exit(main())
