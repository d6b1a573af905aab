"""A notebook in which no cell of its lesson can be told is ungradable: never a quiet 0."""

from __future__ import annotations

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from grading import CourseError
from grading.autograde.preprocessors import Repair
from grading.course.paths import student_path
from grading.grade import grade_class
from grading.gradebook.class_of_lesson import Settings
from grading.handed_in.known_cells import problem_of_lesson
from grading.handed_in.reading import read_notebook
from grading.intake.which_lesson import remarks
from grading.lesson.masters import masters_of
from grading.lesson.release import derive
from tests.helpers.sample_course import LESSON, hand_in, make_course, make_solution, read_grades

REASON = "none of the lesson's exercises and tests can be told in it"


def another_lessons():
    """Its reflection has the same name."""
    nb = make_solution()
    nb.cells = [nb.cells[0], new_code_cell("def relu(z):\n    return z"), nb.cells[-1]]
    return nb


OUTPUT = new_output("display_data", {"application/json": {"id": "double_check"}})
UNTOLD = {
    "shown": new_notebook(cells=[new_code_cell("my_work = 1", outputs=[OUTPUT])]),
    "empty": new_notebook(),
    "own": new_notebook(cells=[new_markdown_cell("My work"), new_code_cell("def mine(x): ...")]),
    "another": another_lessons(),
    "renamed": new_notebook(cells=[new_code_cell("def twice(x):\n    return x + x")]),
}
TOLD = {
    "by its name": new_notebook(cells=[new_code_cell("x", id="double_check")]),
    "by what it defines": new_notebook(cells=[new_code_cell("def double(x):\n    return 1")]),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return make_course(tmp_path_factory.mktemp("untold"))


def test_such_a_row_is_loud_and_its_page_says_what_to_do(root):
    for student, nb in UNTOLD.items():
        hand_in(root, student, nb)
    grade_class(root, settings=Settings(workers=1, unsandboxed=True), say=lambda line: None)
    for student, row in read_grades(root).items():
        assert (row["status"], row["score"]) == ("ungradable", "0"), student
        assert row["reason"] == f"{REASON}: ask for the answers in a fresh copy of the notebook"
        page = student_path(root, "feedback", student, LESSON, ".html").read_text()
        assert REASON.replace("'", "&#x27;") in page
        assert "ask for" not in page


@pytest.mark.parametrize("case", UNTOLD)
def test_collecting_says_the_same(root, case):
    masters, data = masters_of(LESSON, root), nbformat.writes(UNTOLD[case]).encode()
    assert problem_of_lesson(data, masters).startswith(REASON)
    assert remarks(read_notebook(data), data, masters)[-1].startswith(REASON)


@pytest.mark.parametrize("case", TOLD)
def test_one_cell_is_enough(root, case):
    masters, data = masters_of(LESSON, root), nbformat.writes(TOLD[case]).encode()
    assert problem_of_lesson(data, masters) == ""
    assert REASON not in str(remarks(read_notebook(data), data, masters))
    lines = [f"{line}\r\n" for line in TOLD[case].cells[0].source.split("\n")]
    bare = json.dumps({"cells": [{"cell_type": "code", "source": lines}]})
    told = problem_of_lesson(bare.encode(), masters) == ""
    assert told == (case == "by what it defines")


def test_a_whole_notebook_is_known_by_its_bytes(root, monkeypatch):
    """Nothing is parsed for it: a class has hundreds."""
    monkeypatch.setattr("grading.handed_in.known_cells.read_notebook", None)
    assert problem_of_lesson(derive(LESSON, root).encode(), masters_of(LESSON, root)) == ""


def test_formgraders_button_saves_no_score_for_it(root, monkeypatch):
    monkeypatch.chdir(root)
    nb = new_notebook(cells=[new_code_cell("x = 1")])
    with pytest.raises(CourseError, match=REASON):
        Repair().preprocess(nb, {"nbgrader": {"assignment": LESSON}})
