"""A lesson's file that is half-done is told in a sentence, and never ends in a traceback."""

from __future__ import annotations

import json

import pytest

from grading import CourseError, lesson_path
from grading.authoring.reading import read_as_far, read_lesson
from tests.helpers.sample_course import LESSON, make_solution, write_notebook

NAME = f"solutions/{LESSON}/{LESSON}.ipynb"


@pytest.fixture
def path(tmp_path):
    return write_notebook(make_solution(), lesson_path("solutions", LESSON, tmp_path))


def told(path, text):
    path.write_text(text, encoding="utf-8")
    return told_of(path)


def told_of(path):
    """The one sentence that is told of the lesson."""
    nb, said = read_as_far(LESSON, path.parents[2])
    with pytest.raises(CourseError):
        read_lesson(LESSON, path.parents[2])
    assert len(said) == 1
    assert said[0].startswith(NAME)
    return said[0].removeprefix(NAME).lstrip(": "), nb


def cells(path, change):
    """What is told after `change(cells)`."""
    content = json.loads(path.read_text())
    change(content["cells"])
    return told(path, json.dumps(content))


def test_a_whole_lesson_is_read(path):
    nb, said = read_as_far(LESSON, path.parents[2])
    assert said == []
    assert nb == read_lesson(LESSON, path.parents[2])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "cannot be read: it is no JSON from line 1 on"),
        ('{\n"cells": [', "cannot be read: it is no JSON from line 2 on"),
        ("[]", "cannot be read: it is JSON and no notebook: it has no list of cells"),
        ("{}", "cannot be read: it is JSON and no notebook"),
        ('{"cells": 3}', "cannot be read: it is JSON and no notebook"),
        ('{"cells": [3]}', "cannot be read: cell number 1 is no cell"),
        ('{"cells": [{"metadata": 3}]}', "cannot be read: cell number 1 is no cell"),
    ],
)
def test_what_is_no_notebook_is_told(path, text, words):
    said, nb = told(path, text)
    assert said.startswith(words)
    assert nb is None


def test_bytes_that_are_no_text_are_told(path):
    path.write_bytes(b"\xff\xfe\x00")
    assert told_of(path)[0].startswith("cannot be read (UnicodeDecodeError")


def test_a_missing_notebook_is_told_with_what_makes_it(path):
    path.unlink()
    said, _ = told_of(path)
    assert said.startswith(f"is not there: each lesson needs one: `make new LESSON={LESSON}`")


def test_a_cell_without_an_id_is_told_by_its_first_words(path):
    said, nb = cells(path, lambda cells: cells[0].pop("id"))
    assert said == "cell number 1, which begins '# Double and divide', has no id: give it one"
    assert len(nb.cells) == 9


def test_two_cells_of_one_id_are_told(path):
    said, _ = cells(path, lambda cells: cells[1].update(id="divide"))
    assert said == "cell divide: 2 cells have this id"


@pytest.mark.parametrize(
    "change",
    [
        lambda cells: cells[0].pop("source"),
        lambda cells: cells[0].update(cell_type=None),
        lambda cells: cells[0].update(source=3),
        lambda cells: cells[1].pop("outputs"),
        lambda cells: cells[1]["metadata"].update(nbgrader=[]),
        lambda cells: cells[1]["metadata"].update(tags="x"),
        lambda cells: cells[0].update(id=3),
    ],
)
def test_a_cell_that_is_none_is_told(path, change):
    cells(path, change)
