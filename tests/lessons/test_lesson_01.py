"""Lesson 01's tests tell right answers from wrong ones."""

import pytest

from grading.bank import load
from grading.bank.in_process import graded_cells, names_after, run_test_cell
from grading.bank.lesson_01 import before, fit
from tests.helpers.answers import judge, judge_idea

LESSON = "01_neurons"


def said_at_the_check(exercise, body):
    """What the visible check says to an answer that has the earlier exercises above it."""
    source = load(LESSON).source(exercise, body)
    names = names_after(f"{before(exercise)}\n\n\n{source}")
    return run_test_cell(graded_cells(LESSON)[f"{exercise}_check"], names)[1]


def test_one_half_of_an_update_earns_its_half():
    for idea in ("the bias is never corrected", "the weights are never corrected"):
        earned, possible, _ = judge_idea(LESSON, "perceptron_update", idea)
        assert (earned, possible) == (1.25, 3), idea


def test_an_update_that_repeats_itself_loses_points():
    earned, possible, _ = judge_idea(LESSON, "perceptron_update", "until it is right")
    assert (earned, possible) == (0, 3)


def test_a_fit_that_never_stops_keeps_the_points_for_its_weights():
    earned, possible, _ = judge_idea(LESSON, "perceptron_fit", "never stops early")
    assert (earned, possible) == (1.5, 5)


def test_the_standard_fit_that_answers_vary_is_right():
    earned, possible, messages = judge(LESSON, "perceptron_fit", fit())
    assert earned == possible, messages


def test_whoever_copies_what_the_visible_checks_ask_earns_a_fifth_at_most():
    points = {name: cell.metadata.nbgrader.points for name, cell in graded_cells(LESSON).items()}
    visible = sum(each for name, each in points.items() if name.endswith("_check"))
    assert visible <= sum(points.values()) / 5


UPDATE = "w, b = perceptron_update(w, b, x, target, learning_rate)"


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"correct": UPDATE.removeprefix("w, b = ")}, "nothing-kept"),
        ({"correct": UPDATE.replace("(w, b, x", "(x, w, b")}, "update-called-otherwise"),
        ({"correct": UPDATE.replace("(w, b", "(b, w")}, "update-called-otherwise"),
        ({"correct": UPDATE, "start": "0, 0, []"}, "number-for-array"),
        ({"start": "0, 0, []"}, "number-for-array"),
        ({"count": "int((1 if x @ w + b >= 0 else 0) != target)"}, "counts-after-correcting"),
        (
            {
                "start": "np.zeros(X.shape[1], dtype=int), 0, []",
                "correct": "w += learning_rate * error * x; b += learning_rate * error",
            },
            "whole-number-weights",
        ),
    ],
)
def test_a_training_that_stops_or_stands_still_is_told_why(changes, named):
    said = said_at_the_check("perceptron_fit", fit(**changes))
    assert f"perceptron_fit/{named}" in said
    assert "known here" not in said
    assert "LookupError" not in said


def test_no_stand_in_speaks_where_an_answer_calls_other_exercises_otherwise():
    for changes in (
        {"correct": "w, b = perceptron_update(w + 7, b, x, target, learning_rate)"},
        {"predict": "step(neuron(x, w))"},
        {"correct": "w, b = perceptron_update(w, b, x, target)"},
    ):
        said = said_at_the_check("perceptron_fit", fit(**changes))
        assert said.startswith("CheckFailed: ")
        assert not any(word in said for word in ("known", "LookupError", "entrywise")), said
    said = said_at_the_check("perceptron_fit", fit(predict="step(neuron(x, w))"))
    assert "neuron() missing 1 required positional argument: 'b'" in said


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("return np.where(np.asarray(z) >= -0.01, 1, 0)", "step/fires-below-0"),
        ("return np.array([1 if v >= 0 else 0 for v in z])", "step/rows-only"),
        ("return int(z >= 0)", "step/converts-a-number"),
    ],
)
def test_a_step_is_told_what_is_true_of_it(body, told):
    assert told in said_at_the_check("step", body)


@pytest.mark.parametrize("compare", ["<=", "<"])
def test_the_rule_for_targets_of_minus_one_and_one_is_told_about_0(compare):
    body = f"""sign = 2 * target - 1
    if sign * (x @ w + b) {compare} 0:
        return w + learning_rate * sign * x, b + learning_rate * sign
    return w, b"""
    said = said_at_the_check("perceptron_update", body)
    assert "Where z is exactly 0" in said
    assert "asks for the prediction" not in said


def test_weights_that_lose_their_decimals_lose_points():
    body = """error = target - (1 if x @ w + b >= 0 else 0)
    new_w = np.zeros_like(x)
    new_w[:] = w + learning_rate * error * x
    return new_w, b + learning_rate * error"""
    earned, possible, messages = judge(LESSON, "perceptron_update", body)
    assert earned < possible
    assert any("perceptron_update/whole-number-weights" in each for each in messages)
