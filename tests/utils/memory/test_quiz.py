"""The questions of a day, answered in a hurry: what is noted, and what is asked next."""

from __future__ import annotations

import pytest

from tests.utils.memory.test_asking import due
from utils.memory import journal
from utils.memory.lessons import Question
from utils.memory.quiz import Quiz
from utils.memory.review import FORGOT, KNEW, WITH_EFFORT


@pytest.fixture
def quiz(tmp_path):
    """Three questions: one to type, two to look up."""
    asked = [due(None, (), question=Question(k, f"Why {k}?", "So.")) for k in (1, 2)]
    return Quiz([due(), *asked], tmp_path)


def noted(quiz):
    return [event.about["rating"] for event in journal.read(quiz.work)[0]]


def text(output):
    return output.outputs[0]["data"]["text/plain"]


def twice(button):
    button.click()
    button.click()


def test_a_double_click_is_one_answer_and_skips_no_question(quiz):
    quiz.entry.value = "9"
    twice(quiz.check)
    assert noted(quiz) == [KNEW]
    twice(quiz.next)
    assert text(quiz.text) == "**2 of 3.** Why 1?"
    twice(quiz.look)
    twice(quiz.rate[1])
    assert noted(quiz) == [KNEW, WITH_EFFORT]
    assert text(quiz.text) == "**3 of 3.** Why 2?"
    quiz.look.click()
    twice(quiz.rate[0])
    assert noted(quiz) == [KNEW, WITH_EFFORT, FORGOT]
    assert text(quiz.text).startswith("That is enough for now: you knew 2 of 3.")


def test_the_same_wrong_result_checked_twice_is_one_try(quiz):
    quiz.entry.value = "8"
    twice(quiz.check)
    assert noted(quiz) == []
    assert text(quiz.said).startswith("Not this.")
    quiz.entry.value = "10"
    quiz.check.click()
    assert noted(quiz) == [FORGOT]
    assert text(quiz.said).startswith("It is `9`.")


def test_who_looks_first_has_not_remembered(quiz):
    twice(quiz.look)
    assert noted(quiz) == [FORGOT]
    assert list(quiz.controls.children) == [quiz.next]


def test_nothing_typed_is_no_try(quiz):
    quiz.entry.value = "  "
    quiz.check.click()
    assert text(quiz.said) == "Type what comes out first."
    assert noted(quiz) == []
