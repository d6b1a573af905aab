"""One word for one thing: what a lesson says otherwise is named, and nothing else."""

from __future__ import annotations

import doctest
import re

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grading.authoring import words
from grading.authoring.words import WORDS, misworded, one_word_for_one_thing

SAID = [
    "Which shape has `Z`?",
    "which sizes have the batches?",
    "How many has the whole network?",
    "How many parameters has it?",
    "The list in its place mends it.",
    "Gates repair that.",
    "Who forgets `eval()` gets another result.",
    "First this. Whoever says so must pay",
    "Its value reads as a chance.",
    "the chance that it is below 0",
    "Each derivation is a chance for a slip.",
    "Powers of large scores are infinite.",
    "a neuron's sum by hand",
    "how a nudge fares through many layers",
    "no line parts XOR's ones from its zeros",
    "An accuracy alone never decides: what a mistake costs does.",
]
FINE = [
    "What shape does `Z` have?",
    "Which number has the smallest MSE?",
    "How many parameters does it have?",
    "How many places a window has depends on its size.",
    "How much has been written about it?",
    "Who is right, networks or counting?",
    "It is right by chance, but for chance, due to chance alone.",
    "a fair share of the weighted sum",
    "The boundary has two parts, and the line parts of it are drawn.",
    "the mean of the rows",
    "amended, commend, recommended",
]


@pytest.mark.parametrize("text", SAID)
def test_a_word_that_the_course_says_otherwise_is_named(text):
    assert list(misworded(text))


@pytest.mark.parametrize("text", FINE)
def test_good_english_is_left_alone(text):
    assert list(misworded(text)) == []


def test_each_row_of_the_table_has_its_case():
    for word in WORDS:
        assert any(re.search(word.pattern, text) for text in SAID), word.pattern


def test_a_word_may_stand_where_it_means_something_else():
    said = "Large scores must not overflow."
    cells = [new_markdown_cell("# 12 · Attend", id="title"), new_markdown_cell(said, id="read")]
    assert list(one_word_for_one_thing(new_notebook(cells=cells))) == []
    cells[0].source = "# 02 · Bend"
    assert [cell for cell, _ in one_word_for_one_thing(new_notebook(cells=cells))] == ["read"]


def test_comments_and_texts_of_code_count_and_names_do_not():
    cells = [
        new_markdown_cell("# 02 · Bend", id="title"),
        new_code_cell("scores = parts.score(4)\nshow(scores, 'score')", id="fine"),
        new_code_cell("# Mend the shapes\nx = 1", id="comment"),
        new_code_cell("check(f, hint='Shift the scores first.')", id="hint"),
        new_markdown_cell("`scores` and $score$", id="code"),
        new_markdown_cell("Whoever cites scores mends them", id="references"),
    ]
    told = [cell for cell, _ in one_word_for_one_thing(new_notebook(cells=cells))]
    assert told == ["comment", "hint"]


def test_the_examples_in_the_docstrings_hold():
    assert not doctest.testmod(words).failed
