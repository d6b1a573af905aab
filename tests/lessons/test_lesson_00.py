"""Lesson 00's tests tell right answers from wrong ones."""

import pytest

from grading.bank import load
from grading.bank.in_process import answer, earned_by
from tests.helpers.answers import judge

LESSON, EXERCISE = "00_start_here", "mean_of_columns"
WRONG = load(LESSON).bodies(EXERCISE)


def test_the_solution_earns_every_point():
    earned, possible, messages = earned_by(LESSON, EXERCISE, answer(LESSON, EXERCISE))
    assert (earned, possible, messages) == (3, 3, [])


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG.keys())
def test_wrong_answers_lose_the_hidden_points(body):
    earned, _, messages = judge(LESSON, EXERCISE, body)
    assert earned <= 1
    assert all("Try this" in message for message in messages), messages


def test_a_blank_earns_nothing_and_says_so():
    blank = 'raise NotImplementedError("this exercise is still blank")'
    earned, _, messages = judge(LESSON, EXERCISE, blank)
    assert earned == 0
    assert all("NotImplementedError" in message for message in messages)
