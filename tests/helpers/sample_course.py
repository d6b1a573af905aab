"""A tiny course for the tests of `grading`: one lesson, all kinds of cells, quick to run."""

from __future__ import annotations

import csv
import json
import os
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grading import ROOT
from grading.author import KERNEL, KINDS
from tests.helpers import starts

LESSON = "99_sample"

# What the cells hold; CELLS below puts them together
TITLE = "# Double and divide\n\nTwo small functions, written by hand."

DOUBLE = '''def double(x):
    """Twice x: a number in, a number out."""
    # Add x to itself
    ### BEGIN SOLUTION
    result = x + x
    ### END SOLUTION
    return result'''

DOUBLE_CHECK = """from utils.checks import check, passed

check(double, 3.0, expected=6.0, hint="Is x there twice?")
passed(double)"""

DOUBLE_HIDDEN = """# More tests run here once you hand in.
from utils.checks import attempt

attempt(double, 1.0)
### BEGIN HIDDEN TESTS
from utils.checks import check, hidden_test

with hidden_test("a negative number", hint="The sign stays."):
    check(double, -21.5, expected=-43.0)
### END HIDDEN TESTS"""

DEMO = """from utils.lesson import once_written

with once_written("double"):
    print("double(2.0) is", double(2.0))"""

DIVIDE = '''def divide(a, b):
    """Whole quotient and remainder of a / b: two whole numbers in, two out."""
    ### BEGIN SOLUTION
    quotient, remainder = a // b, a % b
    ### END SOLUTION
    return quotient, remainder'''

DIVIDE_CHECK = """from utils.checks import check, passed

check(divide, 7, 2, expected=(3, 1), hint="How often does 2 fit into 7?")
passed(divide)"""

DIVIDE_HIDDEN = """# More tests run here once you hand in; each part earns its share.
from utils.checks import attempt

attempt(divide, 7, 2)
### BEGIN HIDDEN TESTS
from utils.checks import Parts, check_that

parts = Parts()
with parts.part("quotient"):
    check_that(divide(1234, 5)[0] == 246, "The quotient is wrong.", "Count again.")
with parts.part("remainder"):
    check_that(divide(1234, 5)[1] == 4, "The remainder is wrong.", "What is left over?")
parts.score(4)
### END HIDDEN TESTS"""

REFLECTION = """**Reflect.** Why do the two parts of `divide` belong together?

### BEGIN SOLUTION
Quotient times divisor plus remainder gives the first number back.
### END SOLUTION

### BEGIN MARK SCHEME
3 points: names the identity. 1 point: says that one needs both.
### END MARK SCHEME"""

CELLS = [
    ("title", "prose", None, TITLE),
    ("double", "exercise", None, DOUBLE),
    ("double_check", "test", 1, DOUBLE_CHECK),
    ("double_hidden", "test", 2, DOUBLE_HIDDEN),
    ("double_demo", None, None, DEMO),
    ("divide", "exercise", None, DIVIDE),
    ("divide_check", "test", 1, DIVIDE_CHECK),
    ("divide_hidden", "test", 4, DIVIDE_HIDDEN),
    ("reflection", "reflection", 3, REFLECTION),
]


def make_cell(name: str, kind: str | None, points: float | None, source: str) -> NotebookNode:
    """A cell with readable id and nbgrader's metadata."""
    markdown = kind in ("prose", "reflection")
    cell = (new_markdown_cell if markdown else new_code_cell)(source=source, id=name)
    if kind not in (None, "prose"):
        grade, solution, locked = KINDS[kind]
        cell.metadata["nbgrader"] = {
            "grade": grade,
            "grade_id": name,
            "locked": locked,
            "schema_version": 3,
            "solution": solution,
            "task": False,
        }
        if grade:
            cell.metadata["nbgrader"]["points"] = points
    return cell


def make_solution(cells: list[tuple] = CELLS) -> NotebookNode:
    """The sample lesson's notebook, not executed."""
    nb = new_notebook(cells=[make_cell(*cell) for cell in cells])
    nb.metadata["kernelspec"] = dict(KERNEL)
    return nb


def write_notebook(nb: NotebookNode, path: Path) -> Path:
    """Write `nb` to `path`, as the course's own notebooks are written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(nb, version=4).rstrip("\n") + "\n", encoding="utf-8")
    return path


def make_course(folder: Path, cells: list[tuple] = CELLS) -> Path:
    """A course root in `folder` with solutions/99_sample/99_sample.ipynb.

    Returns:
        The root, with nbgrader_config.py copied; utils comes from the installed course.
    """
    root = folder / "course"
    write_notebook(make_solution(cells), root / "solutions" / LESSON / f"{LESSON}.ipynb")
    shutil.copy(ROOT / "nbgrader_config.py", root / "nbgrader_config.py")
    return root


def read_cells(path: Path) -> dict[str, dict]:
    """The cells of a notebook file by id."""
    return {cell["id"]: cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]}


def hand_in(
    root: Path,
    student: str,
    nb: NotebookNode | bytes,
    lesson: str = LESSON,
    files: Mapping[str, bytes] | None = None,
) -> Path:
    """Put a notebook, or whatever bytes, where a student's work belongs, and files beside it."""
    path = root / "submitted" / student / lesson / f"{lesson}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(nb if isinstance(nb, bytes) else nbformat.writes(nb, version=4).encode())
    for name, data in (files or {}).items():
        (path.parent / name).write_bytes(data)
    return path


def read_grades(root: Path) -> dict[str, dict[str, str]]:
    """The rows of grades.csv by student."""
    with (root / "grades.csv").open(encoding="utf-8", newline="") as stream:
        return {row["student"]: row for row in csv.DictReader(stream)}


def once(tmp_path_factory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder that `make` filled, once for all of pytest-xdist's workers."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    try:
        folder.mkdir()
    except FileExistsError:
        while not (folder / "made").exists():
            assert not (folder / "failed").exists(), f"{name} failed in another worker"
            time.sleep(0.05)
        starts.note(set((folder / "made").read_text().split()), f" for {name}")
        return folder
    try:
        with starts.taken_down() as kinds:
            make(folder)
    except BaseException:
        (folder / "failed").touch()
        raise
    (folder / "making").write_text(" ".join(kinds))
    (folder / "making").replace(folder / "made")
    return folder


def copy_lesson(lesson: str, folder: Path) -> Path:
    """A course root in `folder` that holds one lesson of the real course."""
    root = folder / "course"
    shutil.copytree(ROOT / "solutions" / lesson, root / "solutions" / lesson)
    shutil.copy(ROOT / "nbgrader_config.py", root / "nbgrader_config.py")
    return root
