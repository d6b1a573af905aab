"""Lesson 01's tests tell right answers from wrong ones."""

from grading.bank.lesson_01 import fit
from tests.helpers.answers import judge, judge_idea

LESSON = "01_neurons"


def test_one_half_of_an_update_earns_its_half():
    for idea in ("the bias is never corrected", "the weights are never corrected"):
        earned, possible, _ = judge_idea(LESSON, "perceptron_update", idea)
        assert (earned, possible) == (1, 3), idea


def test_an_update_that_repeats_itself_loses_points():
    earned, possible, _ = judge_idea(LESSON, "perceptron_update", "until it is right")
    assert (earned, possible) == (1, 3)


def test_a_fit_that_never_stops_keeps_the_points_for_its_weights():
    earned, possible, _ = judge_idea(LESSON, "perceptron_fit", "never stops early")
    assert (earned, possible) == (1, 5)


def test_the_standard_fit_that_answers_vary_is_right():
    earned, possible, messages = judge(LESSON, "perceptron_fit", fit())
    assert earned == possible, messages
