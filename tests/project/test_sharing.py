"""Workers share tests out by file; what one exercise of the bank needs is tried by one of them."""

from __future__ import annotations

import pytest

from grading import ROOT
from tests.helpers.sharing import APART, piece_of


@pytest.mark.parametrize(
    ("name", "piece"),
    [
        ("tests/a.py::test_one[x]", "tests/a.py"),
        (f"{APART[0]}::test_one[01-neuron]", f"{APART[0]}[01-neuron]"),
        (f"{APART[0]}::test_two[01-neuron]", f"{APART[0]}[01-neuron]"),
        (f"{APART[0]}::test_of_all", APART[0]),
    ],
)
def test_a_file_is_one_piece_of_work_and_an_exercise_of_the_bank_is_one(name, piece):
    assert piece_of(name) == piece


@pytest.mark.parametrize("file", APART)
def test_files_that_are_taken_apart_are_there_and_make_nothing_for_several_tests(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    assert "scope=" not in text
