"""The sample course, kept to the house rules and built once, for tests that plant a fault in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat

from grading import ROOT, lesson_path
from grading.build import build
from grading.lesson.release import as_text
from tests.helpers.sample_course import CELLS, LESSON, make_course, once

EXPLORER = '''from utils.show import explorer, figure


def line_picture(slope):
    """A line of the slope asked for, with its alt text."""
    fig, ax = figure(width=3, height=2)
    ax.plot([0, 1], [0, slope])
    return fig, f"A line that rises by {slope}"


explorer(line_picture, slope=(0, 5, 1, 2))'''


def with_task(cell: tuple) -> list[tuple]:
    """A cell of the sample, and above an exercise its task."""
    name, kind, *_ = cell
    task = (f"{name}_task", "prose", None, f"### Write {name}")
    return [task, cell] if kind == "exercise" else [cell]


WHOLE = [
    *(each for cell in CELLS for each in with_task(cell)),
    ("slope_explorer", None, None, EXPLORER),
    ("stretch", "prose", None, "## Go further\n\nHalve a number."),
    ("can_do", "prose", None, "## What you can do now\n\nYou double and divide."),
    ("references", "prose", None, "## References\n\nNone are needed (2026)."),
]


def built_course(tmp_path_factory) -> Path:
    """A course root whose one lesson breaks no rule, executed and released, once for all tests."""
    return once(tmp_path_factory, "built", _make) / "course"


def _make(folder: Path) -> None:
    root = make_course(folder, WHOLE)
    shutil.copytree(ROOT / "utils", root / "utils", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "data").mkdir()
    shutil.copy(ROOT / "data" / "students.csv", root / "data")
    build(LESSON, root)


def copy_course(built: Path, folder: Path) -> Path:
    """A copy in which a test may do damage."""
    return Path(shutil.copytree(built, folder / "course"))


def edit(root: Path, change, stage: str = "solutions", lesson: str = LESSON) -> None:
    """Apply `change(nb)` to a notebook of the course, without building."""
    path = lesson_path(stage, lesson, root)
    nb = nbformat.read(path, as_version=4)
    change(nb)
    path.write_text(as_text(nb), encoding="utf-8")


def cell(nb: nbformat.NotebookNode, name: str) -> nbformat.NotebookNode:
    """The cell with this id."""
    return next(each for each in nb.cells if each.id == name)
