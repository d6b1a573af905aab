"""A class of right notebooks that nobody tidied: collected and graded, every row is full."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path

import jupytext
import nbformat
import pytest

from grading.grade import grade_class
from grading.gradebook.class_of_lesson import Settings
from grading.lesson.release import derive
from tests.helpers.collecting import Run, good, made, root, roster
from tests.helpers.front_ends import SAVED, TEXTS, saved
from tests.helpers.graded_class import quiet
from tests.helpers.sample_course import LESSON, read_grades

__all__ = ["good", "made", "root"]
pytestmark = pytest.mark.sandbox
TESTS = "8"  # points that the tests give; the reflection waits
NAMES = ("Siobhán O'Connor", "José Núñez", "Zoë van 't Hoff", "Łukasz D'Angelo", "Ana-María Čapek")


def _place(nb: dict, name: str) -> int:
    return next(k for k, cell in enumerate(nb["cells"]) if cell.get("id") == name)


def _own(nb: dict, name: str, source: str, kind: str = "code") -> None:
    """Put a cell of the student's own behind one of the lesson."""
    make = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell}[kind]
    nb["cells"].insert(_place(nb, name) + 1, dict(make(source)))


def names_again(nb: dict, blank: dict) -> None:
    _own(nb, "double_hidden", "double = helper = 3\nsum = len = abs = 0")
    _own(nb, "divide", "helper = lambda x: 0 * x")


def experiments_below(nb: dict, blank: dict) -> None:
    last = nb["cells"][-1]["id"]
    _own(nb, last, "%reset -f")
    _own(nb, last, "import random\nrandom.seed(1)\ndel divide\ndouble = print\n1 / 0")


def cells_added(nb: dict, blank: dict) -> None:
    for cell in list(nb["cells"]):
        _own(nb, cell["id"], "!ls\nx = y = None")
        _own(nb, cell["id"], "note to self", "markdown")


def cells_moved(nb: dict, blank: dict) -> None:
    nb["cells"].insert(1, nb["cells"].pop(_place(nb, "divide")))
    nb["cells"].append(nb["cells"].pop(_place(nb, "double_check")))


def cells_copied(nb: dict, blank: dict) -> None:
    for name in ("divide", "divide_check"):
        nb["cells"].append(copy.deepcopy(nb["cells"][_place(nb, name)]))


def answers_in_own_cells(nb: dict, blank: dict) -> None:
    for name in ("double", "divide", "reflection"):
        cell = nb["cells"][_place(nb, name)]
        answer = "Both parts are needed." if name == "reflection" else cell["source"]
        cell["source"] = blank[name]
        _own(nb, name, answer, cell["cell_type"])


UNTIDY: tuple[Callable[[dict, dict], None], ...] = (
    names_again,
    experiments_below,
    cells_added,
    cells_moved,
    cells_copied,
    answers_in_own_cells,
)


def as_text_and_back(data: bytes) -> bytes:
    """A notebook after Jupytext had it as a script."""
    nb = jupytext.reads(data.decode(), "ipynb")
    text = jupytext.writes(nb, "py:percent")
    return nbformat.writes(jupytext.reads(text, "py:percent")).encode()


def untidied(good: bytes, blank: dict) -> list[bytes]:
    """A notebook for each program that saved it, each left untidy in another way."""
    texts = ["as it was", "windows", "as it was", "trailing"]
    made = []
    for number, program in enumerate(SAVED):
        nb = json.loads(json.dumps(nbformat.reads(good.decode(), as_version=4)))
        UNTIDY[number % len(UNTIDY)](nb, blank)
        made.append(saved(nb, SAVED[program], TEXTS[texts[number % len(texts)]]))
    return [*made, as_text_and_back(made[0])]


def test_right_notebooks_that_nobody_tidied_have_all_their_points(root: Path, good: bytes):
    release = nbformat.reads(derive(LESSON, root), as_version=4)
    class_ = untidied(good, {cell.id: cell.source for cell in release.cells})
    people = [f"{NAMES[k % len(NAMES)]} {'IVX'[k // len(NAMES)]}" for k in range(len(class_))]
    roster(root, *(f"s{k},{name},s{k}@example.org,{9000 + k}," for k, name in enumerate(people)))
    folders = (
        f"Team A-{name.replace(chr(39), '')}_{9000 + k}_assignsubmission_file"
        for k, name in enumerate(people)
    )
    run = Run(root, {f"{folder}/hw.ipynb": nb for folder, nb in zip(folders, class_, strict=True)})
    assert set(run.statuses().values()) == {"taken"}, run.text
    grade_class(root, settings=Settings(workers=1), say=quiet)
    rows = read_grades(root)
    assert len(rows) == len(class_) == len(SAVED) + 1
    assert {(row["status"], row["score"]) for row in rows.values()} == {("graded", TESTS)}, rows
    assert all("1 answer waits for manual grading" in row["reason"] for row in rows.values()), rows
