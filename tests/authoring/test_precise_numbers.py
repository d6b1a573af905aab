"""Precise numbers anywhere in a text come from a cell, a formula, a difference, or are declared."""

from __future__ import annotations

import doctest

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from grading import lessons
from grading.authoring import declared_numbers, precise_numbers
from grading.authoring.precise_numbers import precise_numbers_come_from_somewhere
from grading.lesson.masters import read_solution


def said(text, title="# 99 · Try", name="far_below"):
    """The numbers of a text that are told; the lesson prints 0.6931 and 0.976, far above."""
    output = new_output("stream", name="stdout", text="loss 0.6931, right 0.976")
    cells = [
        new_markdown_cell(title, id="title"),
        new_code_cell("rate = 0.125\nprint(loss)", id="demo", outputs=[output]),
        new_markdown_cell("## Go on\n\nIt is $2 \\cdot 0.17 = 0.34$.", id="go_on"),
        new_markdown_cell(f"## Last\n\n{text}", id=name),
    ]
    told = precise_numbers_come_from_somewhere(new_notebook(cells=cells))
    return [sentence.split()[2].rstrip(",") for _, sentence in told]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The loss is 0.693, or 0.69.", []),
        ("The loss is 0.683, or 0.68.", ["0.683", "0.68"]),
        ("The loss is $0.683$.", ["0.683"]),
        ("97.6 % are right and 2.4 % wrong, nearly 98 %.", []),
        ("97.7 % are right and 3 percent wrong.", ["97.7", "3"]),
        ("The rate is 0.125, and the product 0.34.", []),
        ("From 0.69 to 0.34 it falls by 0.35.", []),
        ("From 0.69 to 0.34 it falls by 0.37.", ["0.37"]),
        ("About 0.7, after 20 epochs.", []),  # too short to tell anything
        ("**Worked example.** The sum is 0.683.", []),
    ],
)
def test_a_number_from_nowhere_is_told(text, wrong):
    assert said(text) == wrong


def test_what_is_declared_for_a_lesson_is_known_in_it_alone(monkeypatch):
    monkeypatch.setattr(declared_numbers, "DECLARED", {"98": {"0.683": "supposed"}})
    assert said("It is 0.683.", title="# 98 · Try") == []
    assert said("It is 0.683.") == ["0.683"]


def test_every_declared_number_has_its_reason():
    for lesson, numbers in declared_numbers.DECLARED.items():
        assert any(name.startswith(f"{lesson}_") for name in lessons())
        assert all(float(number) and reason.strip() for number, reason in numbers.items())


def test_references_and_reflections_are_not_compared():
    assert said("It is 0.683.", name="references") == []


def test_the_lessons_hold():
    for lesson in lessons():
        assert list(precise_numbers_come_from_somewhere(read_solution(lesson))) == []


def test_the_examples_in_the_docstrings_hold():
    assert not doctest.testmod(precise_numbers).failed
