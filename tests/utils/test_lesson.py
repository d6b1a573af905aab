"""`utils.lesson`: demos wait for their exercises, predictions are compared."""

from __future__ import annotations

import doctest

import numpy as np
import pytest

from utils import lesson
from utils.lesson import once_written, print_table, reveal


def test_a_demo_of_a_blank_exercise_says_what_to_do(capsys):
    with once_written("neuron"):
        raise NotImplementedError("blank")
    assert capsys.readouterr().out == (
        "This cell comes alive once `neuron` is written: do that exercise, then run it again.\n"
    )
    with once_written("step", "neuron"):
        raise NotImplementedError
    assert "once `step` and `neuron` are written: do those exercises" in capsys.readouterr().out
    with once_written("a", "b", "c"):
        raise NotImplementedError
    assert "`a`, `b` and `c` are written" in capsys.readouterr().out


def test_a_demo_of_a_network_that_waits_for_its_training_names_no_exercise(capsys):
    def reader(x):
        raise NotImplementedError("trained below")

    with once_written("row_rnn"):
        reader(0)
    assert capsys.readouterr().out == (
        "This cell comes alive once the network is trained: run the cell that trains it, then run "
        "this one again.\n"
    )


def test_a_demo_of_a_class_that_cannot_be_made_names_the_class(capsys):
    scope = {"once_written": once_written}
    notebook = """
class Net:
    def __init__(self):
        raise NotImplementedError

with once_written("evaluate"): Net()
"""
    exec(notebook, scope)
    assert "once `Net` is written" in capsys.readouterr().out


def test_a_demo_names_the_blank_that_its_exercise_calls(capsys):
    scope = {"once_written": once_written}
    notebook = """
def layer(): raise NotImplementedError
def network(): layer()
class Value:
    def __add__(self, other):
        def _backward(): raise NotImplementedError
        _backward()
with once_written("network"): network()
with once_written("network", "layer"): network()
with once_written("network"): Value() + 1
with once_written("network"): [call() for call in [lambda: network()]]
with once_written("network"): raise NotImplementedError
"""
    exec(notebook, scope)
    told = [line.split(" is written")[0][27:] for line in capsys.readouterr().out.splitlines()]
    assert told[0] == "`layer`"
    assert told[1].startswith("`network` and `layer` are written")
    assert told[2:] == ["`__add__`", "`layer`", "`network`"]


def test_a_table_has_a_row_for_each_name(capsys):
    print_table({"a": (1.0, np.int64(2)), "longer": (-0.00001, 1234.5678)}, ["first", "second"])
    assert capsys.readouterr().out == (
        "        first    second\na       1.000         2\nlonger  0.000  1234.568\n"
    )
    print_table({"only": np.array([[1.5], [-2.0]])})
    print_table({"x": 3, "y": [0.5, 0.25]})
    assert capsys.readouterr().out == "only  1.500  −2.000\nx      3\ny  0.500  0.250\n"


def test_a_demo_of_a_written_exercise_runs_and_is_silent(capsys):
    ran = []
    with once_written("neuron"):
        ran.append(True)
    assert ran
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("said", "graded"),
    [("autograde", True), ("validate", True), ("", False), ("formgrade", False), (None, False)],
)
def test_a_notebook_knows_that_it_is_being_graded(monkeypatch, said, graded):
    if said is None:
        monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    else:
        monkeypatch.setenv("NBGRADER_EXECUTION", said)
    assert lesson.being_graded() is graded


@pytest.mark.parametrize("error", [ValueError, RuntimeError, AssertionError, KeyboardInterrupt])
def test_any_other_error_of_a_demo_is_seen(error):
    with pytest.raises(error), once_written("neuron"):
        raise error


def test_a_demo_names_the_exercises_it_needs():
    with pytest.raises(ValueError, match="name the exercise"):
        once_written()


@pytest.mark.parametrize(
    ("prediction", "answer", "line"),
    [
        (1.4, 1.4, "It is 1.4, as you said."),
        (1.4, 1.4000000000000004, "It is 1.4, as you said."),
        ("1.4", 1.4, "It is 1.4, as you said."),
        (1, np.float64(1.0), "It is 1.0, as you said."),
        (0.88, 0.8807970779778823, "It is 0.8808, as you said."),
        (0.9, 0.8807970779778823, "It is 0.8808. You said 0.9."),
        (np.float64(2.0), 1.4, "It is 1.4. You said 2.0."),
        (" pass ", "PASS", "It is PASS, as you said."),
        ("FAIL", "PASS", "It is PASS. You said FAIL."),
        (True, True, "It is True, as you said."),
        (False, True, "It is True. You said False."),
        ((2, 3), (2, 3), "It is (2, 3), as you said."),
        ([2, 3], (2, 3), "It is (2, 3), as you said."),
        ((3, 2), (2, 3), "It is (2, 3). You said (3, 2)."),
        (np.array([1.0, 2.0]), np.array([1.0, 2.0]), "It is [1. 2.], as you said."),
        (-1e-4, 0.0, "It is 0.0, as you said."),
        (float("nan"), 1.0, "It is 1.0. You said nan."),
    ],
)
def test_a_prediction_is_compared_with_the_answer(prediction, answer, line, capsys):
    reveal(prediction, answer)
    assert capsys.readouterr().out == line + "\n"


@pytest.mark.parametrize("missing", [..., None, "", "...", "…", (4, ...), []])
def test_without_a_prediction_nothing_is_told(missing, capsys):
    reveal(missing, 1.4)
    out = capsys.readouterr().out
    assert out.startswith("Your guess first: put it in place of the dots")
    assert "1.4" not in out


@pytest.mark.parametrize(
    ("prediction", "answer", "more", "line"),
    [
        (75, 80, {"within": 10}, "It is 80, and 75 is near enough."),
        (80, 80, {"within": 10}, "It is 80, as you said."),
        (69, 80, {"within": 10}, "It is 80. You said 69."),
        (60, 80, {"within": (50, 70)}, "It is 80, and 60 is near enough."),
        ([2, 6, 9], [1, 7, 10], {"within": 1}, "It is [1, 7, 10], and [2, 6, 9] is near enough."),
        ([2, 6, 7], [1, 7, 10], {"within": 1}, "It is [1, 7, 10]. You said [2, 6, 7]."),
        (1e-05, -5, {"also": 1e-5}, "It is -5, and 1e-05 says the same."),
        (1e-04, -5, {"also": 1e-5}, "It is -5. You said 0.0001."),
        ("1/1024", 1024, {"also": [1 / 1024]}, "It is 1024, and 1/1024 says the same."),
        (1.5, 1.461, {}, "It is 1.461: that is your 1.5, with more digits."),
        (1.4, 1.461, {}, "It is 1.461. You said 1.4."),
    ],
)
def test_what_is_near_or_says_the_same_is_right(prediction, answer, more, line, capsys):
    reveal(prediction, answer, **more)
    assert capsys.readouterr().out == line + "\n"


def test_the_examples_in_the_docstrings_hold(monkeypatch):
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)  # nbgrader leaves it set
    result = doctest.testmod(lesson)
    assert result.attempted
    assert not result.failed
