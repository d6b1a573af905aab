"""A row with points missing says what the grader lacks: a module, or a newer Python."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from grading.autograde.reasons import lacking, python_of
from tests.helpers.sample_course import make_cell

HERE = (3, 11)


def stopped(cell, kind="", text=""):
    """A cell that ran; with an error, where one is named."""
    cell.execution_count = 1
    if kind:
        cell.outputs = [new_output("error", ename=kind, evalue=text, traceback=[])]
    return cell


def examined(first=("", ""), answer=("", ""), test=("", ""), last=("", "")):
    """An examined notebook: how each of its cells stopped."""
    return new_notebook(
        cells=[
            stopped(new_code_cell("import numpy", id="setup"), *first),
            stopped(make_cell("double", "exercise", None, "def double(x): ..."), *answer),
            stopped(make_cell("double_check", "test", 2, "double(3)"), *test),
            stopped(new_code_cell("import seaborn", id="stretch"), *last),
        ]
    )


FAILED = ("CheckFailed", "double(3) is 9, expected 6.")
NO_SEABORN = ("ModuleNotFoundError", "No module named 'seaborn'")
SEABORN = "ModuleNotFoundError: No module named 'seaborn'"


@pytest.mark.parametrize(
    ("nb", "said"),
    [
        (examined(NO_SEABORN, test=FAILED), f"cell setup stopped before any test with {SEABORN}"),
        (
            examined(answer=NO_SEABORN, test=FAILED),
            f"cell double stopped before any test with {SEABORN}",
        ),
        (
            examined(answer=("SyntaxError", "invalid\n syntax\x1b[2J (x.py, line 1)"), test=FAILED),
            "cell double stopped before any test with "
            "SyntaxError: invalid syntax [2J (x.py, line 1)",
        ),
        (
            examined(("ImportError", "cannot import name 'batched' from 'itertools'"), test=FAILED),
            "cell setup stopped before any test with "
            "ImportError: cannot import name 'batched' from 'itertools'",
        ),
        (
            examined(test=("CheckFailed", f"double(3) ended with {SEABORN}. Look at it.")),
            "an answer met: No module named 'seaborn'",
        ),
        (
            examined(test=("CheckFailed", "module 'math' has no attribute 'sumprod' here")),
            "an answer met: module 'math' has no attribute 'sumprod'",
        ),
    ],
)
def test_what_the_grader_lacks_is_said(nb, said):
    assert lacking(nb, (0, 0), HERE) == [said]
    assert lacking(nb, HERE, HERE) == [said]
    newer = (
        "the notebook comes from Python 3.14, newer than 3.11, which grades here: "
        "grade with the newest Python that students have"
    )
    assert lacking(nb, (3, 14), HERE) == [said, newer]


@pytest.mark.parametrize(
    "nb",
    [
        examined(),
        examined(NO_SEABORN),
        examined(test=FAILED),
        examined(test=FAILED, last=NO_SEABORN),
        examined(answer=("NameError", "name 'np' is not defined"), test=FAILED),
    ],
    ids=["right", "right all the same", "wrong", "below the tests", "its own error"],
)
def test_nothing_is_said_of_points_that_nothing_lacked(nb):
    assert lacking(nb, (3, 14), HERE) == []


def test_long_texts_and_many_cells_are_cut_short():
    cells = [stopped(new_code_cell("", id=f"c{k}"), "ImportError", "x" * 9_000) for k in range(50)]
    nb = examined(test=FAILED)
    nb.cells[:0] = cells
    said = lacking(nb, (0, 0), HERE)
    assert said[-1] == "and 47 more like that"
    assert len("; ".join(said)) < 600


@pytest.mark.parametrize(
    ("info", "version"),
    [
        ({"name": "python", "version": "3.14.1"}, (3, 14)),
        ({"version": "3.13"}, (3, 13)),
        ({"version": "a3.14"}, (0, 0)),
        ({"version": 3.14}, (0, 0)),
        ({"version": "9" * 50}, (0, 0)),
        (["3.14.1"], (0, 0)),
        (None, (0, 0)),
    ],
)
def test_a_notebook_says_which_python_saved_it(info, version):
    nb = new_notebook()
    if info is not None:
        nb.metadata["language_info"] = info
    assert python_of(nb) == version
