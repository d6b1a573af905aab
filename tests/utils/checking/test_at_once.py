"""What a visible check says although its own numbers are right: mistakes, and no right answer."""

from __future__ import annotations

import random

import numpy as np
import pytest
import torch

from grading.bank import load
from grading.bank.in_process import answer, as_in_grading, names_after
from utils.checking import at_once, recognise
from utils.checks import CheckFailed, check, passed

NO_BIAS = "def neuron(x, w, b):\n    return float(np.dot(x, w))"


def named_neuron(source=NO_BIAS):
    """The answer to neuron that a program defines."""
    return names_after(f"import numpy as np\n{source}")["neuron"]


def told(function):
    """What `passed` says of an answer whose check's numbers hold."""
    with pytest.raises(CheckFailed) as caught:
        passed(function)
    return str(caught.value)


def test_a_known_mistake_is_told_where_the_numbers_did_not_show_it():
    neuron = named_neuron()
    check(neuron, [1.0, 2.0], [3.0, 0.5], 0.0, expected=4.0)
    first, what, hint, *_, last = told(neuron).splitlines()
    assert first.startswith("neuron([2], [-0.4], 0.34) returned -0.8, and that is not right")
    assert "bias" in what
    assert hint.startswith("Try this: ")
    assert last == "  mistake:  neuron/no-bias"


def test_a_known_mistake_is_told_where_no_result_is_known_as_right(monkeypatch):
    entry = {**recognise.known_mistakes()["neuron"], "right": [None]}
    known = {**recognise.known_mistakes(), "neuron": entry}
    monkeypatch.setattr(recognise, "known_mistakes", lambda: known)
    first, what, *_ = told(named_neuron()).splitlines()
    assert first == "neuron: the numbers of this check come out right, and others do not."
    assert "bias" in what


def test_an_answer_is_right_until_a_known_mistake_shows(capsys):
    passed(answer("01_neurons", "neuron")["neuron"])
    passed(named_neuron("def neuron(x, w, b):\n    raise NotImplementedError"))
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_method_of_a_class_is_asked_through_what_the_cell_checked():
    bank = load("06_autograd")
    wrong = next(a for a in bank.wrong("value_mul") if a.mistake and "any/" not in a.mistake)
    scope = names_after(bank.source("value_mul", wrong.body))
    scope |= {"check": lambda: recognise.resume(("value_mul", scope["Value"], "<a cell>"))}
    scope["passed"] = passed
    with pytest.raises(CheckFailed, match=wrong.mistake):
        exec(compile("check()\npassed('a * b')", "<a cell>", "exec"), scope)
    exec(compile("passed('the saved model')", "<another cell>", "exec"), scope)


def test_grading_asks_nothing(monkeypatch, capsys):
    def asked(*_):
        raise AssertionError("grading asked the probes")

    monkeypatch.setattr(recognise, "results_of", asked)
    neuron = named_neuron()
    neuron.recognised_elsewhere = asked
    passed(neuron)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    passed(named_neuron())
    with as_in_grading():
        passed(named_neuron())
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_nothing_below_can_tell_that_probes_were_asked():
    def states():
        return (
            random.getstate(),
            str(np.random.get_state()),
            torch.get_rng_state().tolist(),
            torch.is_grad_enabled(),
            torch.get_default_dtype(),
        )

    before = states()
    with at_once.undisturbed():
        random.random()
        np.random.rand()
        torch.manual_seed(1)
        torch.set_grad_enabled(False)
        torch.set_default_dtype(torch.float64)
    assert states() == before


def test_what_takes_long_or_breaks_says_nothing(monkeypatch, capsys):
    monkeypatch.setattr(recognise, "BUDGET", -1.0)
    passed(named_neuron())
    monkeypatch.setattr(recognise, "BUDGET", 2.0)
    monkeypatch.setattr(recognise, "probes_of", lambda lesson: 1 / 0)
    passed(named_neuron())
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_result_that_no_bank_knows_is_told_with_what_was_asked():
    source = "def neuron(x, w, b):\n    return float(np.dot(x, w)) + b * 17.3"
    said = told(named_neuron(source))
    first, second, third = said.splitlines()
    assert first.startswith("neuron(")
    assert first.endswith("and that is not right; the numbers above do not show it.")
    assert second == "Try this: Work that case out on paper, and compare step by step."
    assert third.startswith("  actual:   ")


def test_an_error_elsewhere_is_told_with_its_line():
    source = "def neuron(x, w, b):\n    return float(np.dot(x, w)) + [b][len(x) // 2]"
    said = told(named_neuron(source))
    assert "stopped with IndexError" in said
    assert said.splitlines()[0].endswith("; the numbers above do not show it.")
    assert said.endswith("mistake:  any/raises")


def test_nothing_is_said_where_another_exercise_of_the_learners_has_a_part(capsys):
    source = "def neurons(X, w, b):\n    return np.array([17 * helper(row, w, b) for row in X])"
    scope = names_after(f"import numpy as np\n{source}")
    scope["helper"] = answer("01_neurons", "neuron")["neuron"]
    with pytest.raises(CheckFailed):
        passed(scope["neurons"])
    scope = names_after(f"import numpy as np\n{source.replace('helper', 'step')}")
    scope["step"] = kept = lambda x, w, b: 2.0
    passed(scope["neurons"])
    assert scope["step"] is kept
    assert "neurons: the visible checks pass." in capsys.readouterr().out


def test_another_exercise_that_gives_right_results_itself_is_no_excuse():
    source = "def perceptron_fit(X, y, rate, n):\n    return step(X[0] @ X[0]), 17.0, [0]"
    scope = names_after(f"import numpy as np\n{source}")
    scope["step"] = answer("01_neurons", "step")["step"]
    with pytest.raises(CheckFailed):
        passed(scope["perceptron_fit"])
    scope["step"] = lambda z: 2.0
    passed(scope["perceptron_fit"])


def test_a_class_says_what_its_case_was():
    bank = load("06_autograd")
    scope = names_after(bank.source("value_tanh", "return Value(0.3, (self,))"))
    scope |= {"check": lambda: recognise.resume(("value_tanh", scope["Value"], "<a cell>"))}
    scope["passed"] = passed
    with pytest.raises(CheckFailed) as caught:
        exec(compile("check()\npassed('a.tanh()')", "<a cell>", "exec"), scope)
    assert str(caught.value).startswith("a.tanh()")
