"""A row says which points rest on what the student's own process said of its objects."""

from __future__ import annotations

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from grading import lesson_path, lessons
from grading.autograde.examiner import Examiner
from grading.lesson.cells import HIDDEN, has_region
from grading.lesson.declared import ON_ITS_WORD


def examined(*cells):
    """What is noted of hidden tests that have these names, points and outputs."""
    nb = new_notebook()
    for name, points, outputs in cells:
        cell = new_code_cell("", outputs=outputs)
        cell.metadata.nbgrader = {"grade_id": name, "points": points, "grade": True}
        nb.cells.append(cell)
    examiner = Examiner(nb, {}, None)
    examiner._say_whose_word(list(range(len(cells))))
    return examiner.found.notes, examiner.found.status, examiner.found.tampering


FAILED = [new_output("error", ename="CheckFailed", evalue="no", traceback=[])]


def test_points_that_were_earned_are_named_and_nobody_is_accused():
    said = examined(
        ("lenet_hidden", 3, []), ("saved_model_hidden", 3, []), ("neuron_hidden", 1, [])
    )
    note = "up to 6 points rest on its own process's word: lenet_hidden, saved_model_hidden"
    assert said == ([note], "graded", [])


def test_points_that_were_not_earned_and_plain_values_need_no_word():
    said = examined(("lenet_hidden", 3, FAILED), ("neuron_hidden", 1, []))
    assert said == ([], "graded", [])


def hidden_tests():
    """The names of all hidden tests of the course, with their text."""
    for lesson in lessons():
        for cell in nbformat.read(lesson_path("solutions", lesson), as_version=4).cells:
            if cell.cell_type == "code" and has_region(cell, HIDDEN):
                yield cell.metadata.nbgrader.grade_id, cell.source


@pytest.mark.parametrize(("name", "source"), list(hidden_tests()))
def test_a_hidden_test_asks_for_facts_about_a_network_only_where_the_row_says_so(name, source):
    visits = "@visitor" in source
    assert name not in ON_ITS_WORD or visits
    for asks in ("_facts", "_fault", "load_weights", "is_grad_enabled"):
        assert not (visits and asks in source) or name in ON_ITS_WORD, asks


def test_every_name_is_one_of_the_course():
    assert {name for name, _ in hidden_tests()} >= ON_ITS_WORD
