"""A card in words: its question, what is said of a typed result, its answer."""

from __future__ import annotations

import pytest

from tests.utils.memory.test_review import MONDAY
from utils.memory.asking import answer_of, answered, asked_of, is_typed
from utils.memory.lessons import Question
from utils.memory.pages import Example, Mistake
from utils.memory.review import Card, Due

OWN = Example("`a([8, 1], 2)`", 9, "7")
OTHER = Example("its data, then the grads of a and b", [4.8, -2], "[4.8, 0]")
ADDED = "Add it once."
SHOWN = "`a([8, 1], 2)`: `7` with this mistake, `9` without."
BIAS = Mistake("a/no-bias", "01_one.md", "The bias is left out.", ADDED, SHOWN)


def due(mistake=BIAS, examples=(OWN, OTHER), seen=0, question=None):
    card = Card("card", "01_one", MONDAY, question, mistake, examples, "a(x, k)")
    return Due(card, MONDAY, seen)


def test_a_mistake_is_asked_as_numbers_and_with_others_the_next_time():
    assert asked_of(due()) == (
        "`a([8, 1], 2)`.\n\nWhat comes out of your `a(x, k)`? "
        "Work it out on paper; a calculator is fine."
    )
    assert asked_of(due(seen=1)).startswith("In your `a(x, k)`: its data, then the grads of a and")
    assert asked_of(due(seen=2)) == asked_of(due())
    assert is_typed(due())


@pytest.mark.parametrize("typed", ["9", "9.0", " 9 ", "18/2", "nine", "z = 9"])
def test_a_right_result_may_be_written_in_any_form(typed):
    assert answered(due(), typed) == (True, "Right: `9`.")


@pytest.mark.parametrize(
    "typed", ["4.8, -2", "[4.8, -2]", "(4.8, -2.0)", "4.8 -2", "array([4.8, -2])", "4.8 and -2"]
)
def test_several_numbers_are_typed_in_a_row(typed):
    assert answered(due(seen=1), typed)[0]


def test_the_old_mistake_is_named_when_its_result_comes_again():
    right, words = answered(due(), "7")
    assert not right
    assert words == f"That is what comes of the old mistake: The bias is left out. {ADDED}"


@pytest.mark.parametrize("typed", ["8", "what", "7, 7", "4.8, 0, 1"])
def test_any_other_result_is_only_said_not_to_be_it(typed):
    right, words = answered(due(), typed)
    assert not right
    assert words.startswith("Not this.")


def test_another_examples_mistaken_result_accuses_nobody():
    assert answered(due(seen=1), "4.8, 0")[1].startswith("Not this.")


def test_the_answer_gives_the_result_that_was_asked_for():
    assert answer_of(due()).startswith("It is `9`.\n\nWhat you mixed up before: The bias is left")
    assert "`[4.8, -2]`" in answer_of(due(seen=1))
    assert f"Example: {SHOWN}" in answer_of(due(seen=1))
    assert answer_of(due()).endswith("[mistakes/01_one.md](mistakes/01_one.md)")


def test_a_mistake_without_numbers_is_asked_in_words():
    card = due(examples=())
    assert not is_typed(card)
    assert asked_of(card).startswith("In `a` this came up twice: The bias is left out.")
    with pytest.raises(ValueError, match="no numbers to type"):
        answered(card, "9")


def test_a_lessons_question_is_asked_as_it_stands():
    card = due(mistake=None, examples=(), question=Question(1, "Why $x$?", "So."))
    assert (asked_of(card), answer_of(card)) == ("Why $x$?", "So.")
    assert not is_typed(card)
