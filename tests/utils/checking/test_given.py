"""What answers in another exercise's place never speaks: the learner's own function is asked."""

from __future__ import annotations

import pytest

from grading.bank.in_process import names_after
from utils.checks import CheckFailed, check, given


def knows_one(x):
    """What helper gives for 1."""
    return {1: 2}[x]


def defined(*sources):
    """The names after these cells."""
    return names_after("\n".join(sources))


CALLS = "def f(x):\n    return helper(x)"
OWN = "def helper(x):\n    return x + 1"
BLANK = "def helper(x):\n    raise NotImplementedError"


def test_what_a_stand_in_does_not_know_the_learners_own_is_asked():
    scope = defined(OWN, CALLS)
    with given(scope["f"], helper=knows_one):
        check(scope["f"], 1, expected=2)
        check(scope["f"], 10, expected=11)
    assert scope["helper"](1) == 2


def test_a_wrong_call_is_told_as_the_learners_own_error():
    scope = defined(OWN, CALLS.replace("helper(x)", "helper(x, 2)"))
    with given(scope["f"], helper=knows_one), pytest.raises(CheckFailed) as caught:
        check(scope["f"], 1, expected=2)
    assert "takes 1 positional argument but 2 were given" in str(caught.value)
    assert "in the line `" not in str(caught.value) or "helper(x, 2)" in str(caught.value)


def test_without_an_own_function_python_says_so():
    scope = defined(CALLS)
    with given(scope["f"], helper=knows_one), pytest.raises(CheckFailed) as caught:
        check(scope["f"], 3, expected=2)
    assert "name 'helper' is not defined" in str(caught.value)
    assert "known" not in str(caught.value)


def test_a_blank_one_is_blank():
    scope = defined(BLANK, CALLS)
    with given(scope["f"], helper=knows_one), pytest.raises(NotImplementedError):
        check(scope["f"], 3, expected=2)


def test_classes_and_values_are_given_as_they_are():
    scope = defined("def f():\n    return Kind, NUMBER")
    with given(scope["f"], Kind=int, NUMBER=3):
        assert scope["f"]() == (int, 3)
    assert "Kind" not in scope
