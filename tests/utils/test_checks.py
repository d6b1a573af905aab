"""`utils.checks`: each kind of mistake has its own message, in plain Python and in a kernel."""

from __future__ import annotations

import pickle
import re
import sys

import nbformat
import numpy as np
import pytest
import torch
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_notebook

from utils.checks import (
    CheckFailed,
    Parts,
    attempt,
    check,
    check_raises,
    check_that,
    given,
    hidden_test,
    passed,
)


def failure(function, *args, **options) -> str:
    """The message with which a check of `function` fails."""
    with pytest.raises(CheckFailed) as caught:
        check(function, *args, **options)
    assert len(str(caught.value)) < 900
    return str(caught.value)


def neuron(x, w, b):
    return sum(a * c for a, c in zip(x, w, strict=True)) + b


def blank(*_args, **_kwargs):
    raise NotImplementedError("this exercise is still blank")


# What a right answer may look like


@pytest.mark.parametrize(
    ("came", "expected"),
    [
        (1.4, 1.4),
        (np.float64(1.4), 1.4),
        (np.float32(1.4), 1.4),
        (np.array(1.4), 1.4),
        (torch.tensor(1.4), 1.4),
        (torch.tensor(1.4, requires_grad=True), 1.4),
        (torch.tensor(1.5, dtype=torch.bfloat16), 1.5),
        (3, 3.0),
        (np.int64(3), 3),
        ([1.0, 2.0], np.array([1.0, 2.0])),
        ((1.0, 2.0), np.array([1.0, 2.0])),
        (np.array([1, 2]), [1.0, 2.0]),
        (np.float32([0.1, 0.2]), np.array([0.1, 0.2])),
        (torch.tensor([[0.1], [0.2]], requires_grad=True) * 2, np.array([[0.2], [0.4]])),
        ([torch.tensor(0.5, requires_grad=True), torch.tensor(2.0)], [0.5, 2.0]),
        (np.array([np.nan, np.inf]), np.array([np.nan, np.inf])),
        (np.zeros((0, 3)), np.zeros((0, 3))),
        ((np.eye(2), [1.0, 2.0], 3), (np.eye(2), np.array([1.0, 2.0]), 3.0)),
        ([(np.eye(2), np.zeros(2))], [(np.eye(2), np.zeros(2))]),
        ([np.eye(2), np.zeros(3)], [np.eye(2), np.zeros(3)]),
        (((1.0, (2.0, "a")), [3.0]), ((1.0, (2.0, "a")), [3.0])),
        ({"a": 1.0, "b": (2, "x")}, {"b": (2, "x"), "a": 1.0}),
        (True, True),
        (np.True_, True),
        (torch.tensor(True), True),
        ("PASS", "PASS"),
        (2**70, 2.0**70),
    ],
)
def test_a_right_answer_passes_in_every_form(came, expected):
    assert check(lambda: came, expected=expected) is came


def test_a_function_that_returns_nothing_is_checked_with_expected_none():
    layer = torch.nn.Linear(2, 1)

    def load_dense(layer, W, b):
        with torch.no_grad():
            layer.weight.copy_(torch.tensor(W.T))
            layer.bias.copy_(torch.tensor(b))

    check(load_dense, layer, np.ones((2, 1)), np.zeros(1), expected=None)
    assert layer.weight.tolist() == [[1.0, 1.0]]
    assert "'done'" in failure(lambda: "done", expected=None)


def test_models_and_functions_are_passed_on_and_plain_values_are_copied():
    model, data = torch.nn.Linear(1, 1), [np.zeros(2), {"a": np.ones(1)}]
    seen = {}

    def look(model, function, data):
        seen.update(model=model, function=function, data=data)
        return 1

    check(look, model, neuron, data, expected=1)
    assert seen["model"] is model
    assert seen["function"] is neuron
    assert seen["data"][0] is not data[0]
    assert seen["data"][1]["a"] is not data[1]["a"]


def test_tensors_that_came_out_of_a_computation_can_be_arguments():
    x = torch.ones(2, requires_grad=True) * 3
    assert check(lambda x: x.sum(), x, expected=6.0).requires_grad


def test_keyword_arguments_reach_the_function_and_the_message():
    text = failure(lambda z, alpha=0.01: z * alpha, -2.0, kwargs={"alpha": 0.5}, expected=-4.0)
    assert "(-2, alpha=0.5) is -1, expected -4." in text


# What a wrong answer is told


def test_a_wrong_number_is_named_with_the_call_the_hint_and_both_values():
    text = failure(neuron, [4.0, 6.0], [0.8, 0.2], -3.0, expected=4.4, hint="Add the bias once.")
    assert text.splitlines() == [
        "neuron([4, 6], [0.8, 0.2], -3) is 1.4, expected 4.4.",
        "Try this: Add the bias once.",
        "  expected: 4.4   (a number)",
        "  actual:   1.4   (a number)",
    ]


def test_a_wrong_number_in_an_array_of_no_axes_reads_like_a_number():
    text = failure(lambda: np.array(1.5), expected=2.5)
    assert "is 1.5, expected 2.5." in text
    assert "  actual:   1.5   (a number)" in text


def test_the_first_wrong_entry_is_named_with_its_place_and_the_shapes():
    text = failure(lambda: np.array([[1.0, 2.0], [3.0, 9.0]]), expected=[[1.0, 2.0], [3.0, 4.0]])
    assert "is 9 at [1, 1], expected 4 (wrong in 1 of 4 places)." in text
    assert "  expected: [[1, 2], [3, 4]]   shape (2, 2)" in text
    assert "  actual:   [[1, 2], [3, 9]]   shape (2, 2)" in text


@pytest.mark.parametrize(
    ("came", "expected", "words"),
    [
        (np.zeros(3), np.zeros((3, 1)), "has shape (3,), expected (3, 1): its numbers are right"),
        (np.ones(3), np.zeros((3, 1)), "has shape (3,), expected (3, 1)."),
        (np.zeros(1), 0.0, "shape (1,), expected a single number: its only entry is the right"),
        (np.ones(1), 0.0, "returned an array of shape (1,), expected a single number."),
        (0.0, np.zeros(2), "returned a single number, expected an array of shape (2,)."),
        (torch.ones(2, 3), np.zeros((3, 2)), "has shape (2, 3), expected (3, 2)."),
    ],
)
def test_a_wrong_shape_is_told_before_any_value(came, expected, words):
    text = failure(lambda: came, expected=expected, hint="about the value")
    assert words in text
    assert "about the value" not in text


@pytest.mark.parametrize(
    ("came", "words"),
    [
        ("1.4", "returned a str, a text, expected numbers."),
        (np.array(["1.4"]), "returned an array of texts, expected numbers."),
        ({"z": 1.4}, "returned a dict, expected numbers."),
        ([[1.0], [1.0, 2.0]], "returned a list that is no array of numbers, expected numbers."),
        (neuron, "returned a function, expected numbers."),
        ((1.4,), "returned a single value, in a tuple, expected one value on its own."),
        ((1.4, 2.0), "returned 2 values, expected one value on its own."),
        ((i for i in [1.4]), "returned a generator, expected numbers."),
        (object(), "returned an object, expected numbers."),
    ],
)
def test_a_wrong_type_is_named(came, words):
    assert words in failure(lambda: came, expected=1.4)


def test_none_points_to_return():
    text = failure(lambda: None, expected=1.4)
    assert "returned None." in text
    assert "`return`" in text
    assert "the second part of" in failure(lambda: (1.0, None), expected=(1.0, 2.0))


@pytest.mark.parametrize(
    ("came", "words"),
    [
        (float("nan"), "is NaN (not a number)."),
        (np.array([1.0, np.inf]), "contains infinity."),
        (torch.tensor([np.nan, 1.0]), "contains NaN (not a number)."),
    ],
)
def test_nan_and_infinity_have_their_own_message(came, words):
    expected = np.ones(np.shape(came))
    text = failure(lambda: came, expected=expected)
    assert words in text
    assert "division by 0" in text


def test_an_infinity_where_one_is_expected_is_compared_as_a_value():
    assert "is 1 at [0], expected -inf" in failure(lambda: np.ones(1), expected=[-np.inf])


@pytest.mark.parametrize(
    ("came", "expected", "words"),
    [
        ("FAIL", "PASS", "is 'FAIL', expected 'PASS'."),
        (1, True, "is 1, expected True."),
        (np.False_, True, "is False, expected True."),
        (None, "PASS", "returned None."),
        (["PASS"], "PASS", "is ['PASS'], expected 'PASS'."),
    ],
)
def test_texts_and_truth_values_are_compared_as_such(came, expected, words):
    assert words in failure(lambda: came, expected=expected)


ONE_OF_TWO = "returned a list of 1 entry, expected a list of 2 entries."


@pytest.mark.parametrize(
    ("came", "expected", "words"),
    [
        ((1.0, 2.0), (1.0, 2.0, 3.0), "returned 2 values, expected 3 values."),
        (np.zeros(2), (1.0, 2.0), "returned an array of shape (2,), expected 2 values."),
        ([(np.eye(2), np.zeros(2))], [(np.eye(2), np.zeros(2))] * 2, ONE_OF_TWO),
        ([[1.0], [1.0, 2.0]] * 3, [[1.0], [1.0, 2.0]], "a list of 6 entries, expected a list of 2"),
        ([0.5, 0.25, 0.1], ([(np.eye(2), 1.0)], [0.5]), "a list of 3, expected 2 values."),
        ({"cache": 1.0}, (1.0, 2.0), "returned a dict, expected 2 values."),
        (
            [(np.eye(2), np.zeros(2)), (np.eye(2), np.zeros(1))],
            [(np.eye(2), np.zeros(2)), (np.eye(2), np.zeros(2))],
            "<lambda>()[1][1] has shape (1,), expected (2,).",
        ),
        ((1.0, (2.0, 5.0)), (1.0, (2.0, 3.0)), "<lambda>()[1][1] is 5, expected 3."),
        ({"a": (1.0, 2.0)}, {"a": (1.0, 3.0)}, "<lambda>()['a'][1] is 2, expected 3."),
        ([1.0, 2.0], {"a": 1.0}, "returned a list, expected a dictionary with the keys ['a']."),
        ({"b": 1.0}, {"a": 1.0}, "returned the keys ['b'], expected"),
        ({"a": 2.0}, {"a": 1.0}, "the entry 'a' of <lambda>() is 2, expected 1."),
    ],
)
def test_parts_of_a_result_are_compared_one_by_one(came, expected, words):
    assert words in failure(lambda: came, expected=expected)


def write_first(x, y):
    x[0] = 7.0
    return 1.0


def write_into_params(params, rate):
    params[0][0][0, 0] += rate
    return 1.0


def replace_a_layer(params, rate):
    params[0] = ([[1.0]], params[0][1])
    return 1.0


@pytest.mark.parametrize(
    ("function", "args", "name"),
    [
        (write_first, (np.zeros(2), np.zeros(2)), "x"),
        (write_first, (torch.zeros(2), 0), "x"),
        (write_first, ([0.0], 0), "x"),
        (write_first, (np.array([np.nan]), 0), "x"),
        (write_first, ([float("nan")], 0), "x"),
        (write_first, ([None], 0), "x"),
        (write_first, ({0: 1.0}, 0), "x"),
        (write_into_params, ([(np.eye(2), np.zeros(2))], 0.5), "params"),
        (replace_a_layer, ([(np.eye(1), np.zeros(1))], 0.5), "params"),
        (lambda a, *more: more[0].append(1), (0, []), "more"),
    ],
)
def test_a_changed_argument_is_named_and_the_callers_stays_whole(function, args, name):
    text = failure(function, *args, expected=1.0)
    assert f"changed its argument `{name}` in place" in text
    assert "Try this: Build a new value" in text
    assert not re.search(r"\b(7\.|1\.5)", repr(args))


def test_a_changed_keyword_argument_is_named():
    text = failure(lambda x, rates: rates.pop() and 1.0, 0, kwargs={"rates": [1, 2]}, expected=1.0)
    assert "`rates`" in text


def test_unchanged_nan_in_an_argument_is_no_change():
    check(lambda x, y: 1.0, np.array([np.nan]), float("nan"), expected=1.0)


def divides(x):
    total = 0 * x
    return x / total


def in_a_library(x):
    return np.concatenate([np.zeros((2, 2)), np.zeros((3, 3))])


def in_the_standard_library(x):
    import statistics

    return statistics.mean([])


@pytest.mark.parametrize(
    ("function", "error", "line", "advice"),
    [
        (divides, "ZeroDivisionError", "`return x / total`", "divides by"),
        (in_a_library, "ValueError", "`return np.concatenate(", "Print the shapes"),
        (in_the_standard_library, "StatisticsError", "`return statistics.mean([])`", "alone"),
        (lambda x: x.size, "AttributeError", "x.size", "a single number"),
        (lambda x: [1, 2] * 0.5, "TypeError", "[1, 2] * 0.5", "np.asarray"),
        (lambda x: [0][x], "IndexError", "[0][x]", "size - 1"),
        (lambda x: {}["w"], "KeyError", '{}["w"]', "keys"),
        (lambda x: undefined, "NameError", "undefined", "misspelt"),  # noqa: F821
        (lambda x: 1 if np.ones(2) > 0 else 0, "ValueError", "np.ones(2) > 0", "element by"),
        (lambda x: torch.ones(2, 3) @ torch.ones(2, 3), "RuntimeError", "@", "Print the shapes"),
        (lambda x: np.exp(x, y=3), "TypeError", "np.exp(x, y=3)", "no argument of that name"),
        (lambda x: sys.exit(), "SystemExit", "sys.exit()", "`return`"),
        (
            lambda x: np.random.default_rng(0).choice(x, np.ones(3) / 3),
            "TypeError",
            "choice(x, np.ones(3)",
            "by name",
        ),
    ],
)
def test_an_exception_names_its_line_in_the_learners_code_and_advises(
    function, error, line, advice
):
    text = failure(function, 3, expected=1.0)
    first, second = text.splitlines()[:2]
    assert f"stopped with {error} in the line `" in first
    assert line in first
    assert "site-packages" not in text
    assert advice in second


def test_endless_recursion_is_told_in_a_sentence():
    def forever(x):
        return forever(x)

    assert "RecursionError in the line `return forever(x)`" in failure(forever, 1, expected=1)


def test_an_error_with_a_huge_or_broken_text_is_still_told():
    def long_text(x):
        raise ValueError("a" * 100_000 + "\nsecond line")

    class Broken(Exception):
        def __str__(self):
            raise KeyError("no text")

    def broken(x):
        raise Broken

    assert "a" * 50 in failure(long_text, 1, expected=1)
    assert "stopped with Broken in the line `raise Broken`." in failure(broken, 1, expected=1)


@pytest.mark.parametrize(
    "function", [lambda x: x, lambda x, w, b, more: x, lambda x, w, *, b: x, lambda: 1]
)
def test_a_wrong_number_of_parameters_shows_the_call_and_the_signature(function):
    text = failure(function, 1.0, 2.0, 3.0, expected=1.0)
    assert "<lambda>(1, 2, 3) is what the exercise asks for, and your function is <lambda>(" in text
    assert "first line of `def`" in text


def test_an_unknown_keyword_is_told_like_a_wrong_number_of_parameters():
    assert "alpha=0.1" in failure(lambda z: z, 1.0, kwargs={"alpha": 0.1}, expected=1.0)


def test_a_name_that_no_longer_holds_a_function_is_told():
    assert "now holds a float, which cannot be called." in failure(0.88, 2.0, expected=0.88)


class Hostile:
    """An object whose every look fails."""

    def _fail(self, *_args, **_kwargs):
        raise RuntimeError("hostile")

    __eq__ = __array__ = __repr__ = __str__ = __len__ = __iter__ = __bool__ = __float__ = _fail
    __getattr__ = __getitem__ = _fail
    __hash__ = None


class HostileList(list):
    def __iter__(self):
        raise RuntimeError("hostile")

    __len__ = __getitem__ = __iter__


class HostileFloat(float):
    def __eq__(self, other):
        return True

    def __repr__(self):
        raise RuntimeError("hostile")

    __hash__ = None
    __format__ = __str__ = __repr__


def hostile_array() -> np.ndarray:
    array = np.empty(2, dtype=object)
    array[0] = Hostile()
    return array


class AlwaysEqual(np.ndarray):
    def __eq__(self, other):
        return np.ones(self.shape, bool)

    __hash__ = None


@pytest.mark.parametrize("expected", [1.0, np.ones(2), (1.0, 2.0), "PASS", True, {"a": 1}, [1, 2]])
@pytest.mark.parametrize(
    "came",
    [
        Hostile(),
        HostileList([1.5, 2.0]),
        HostileFloat(7.0),
        [Hostile(), Hostile()],
        hostile_array(),
        np.full(2, 9.0).view(AlwaysEqual),
    ],
    ids=["object", "list", "float", "in_list", "in_array", "always_equal"],
)
def test_hostile_objects_fail_the_check_in_its_own_words(came, expected):
    text = failure(lambda: came, expected=expected)
    assert "hostile" not in text


def test_a_hostile_argument_left_in_place_of_a_value_counts_as_a_change():
    def swap(x):
        x[0] = Hostile()
        return 1.0

    assert "changed its argument `x`" in failure(swap, [1.0], expected=1.0)


def test_a_result_of_blank_methods_counts_as_blank():
    class Value:
        def __array__(self, *_args, **_kwargs):
            raise NotImplementedError

    with pytest.raises(NotImplementedError):
        check(Value, expected=1.0)


@pytest.mark.parametrize("signal", [KeyboardInterrupt, GeneratorExit])
def test_an_interrupt_passes_through_everything(signal):
    def interrupted(x):
        raise signal

    with pytest.raises(signal):
        check(interrupted, 1, expected=1)
    with pytest.raises(signal):
        attempt(interrupted, 1)
    with pytest.raises(signal):
        check_raises(interrupted, 1, hint="")
    with pytest.raises(signal), hidden_test("interrupts"):
        raise signal
    with pytest.raises(signal), Parts().part("interrupts"):
        raise signal


def test_a_large_array_is_told_by_its_shape():
    large = np.zeros((600, 784), np.float32)
    wrong = large.copy()
    wrong[-1, -1] = 1.0
    text = failure(lambda x: wrong, large, expected=large)
    assert (
        "(array of shape (600, 784)) is 1 at [599, 783], expected 0 (wrong in 1 of 470400" in text
    )
    assert "shape (600, 784)" in text.splitlines()[-1]


@pytest.mark.parametrize(
    ("came", "expected"),
    [(0.12345, 0.12346), (1.0000001, 1.0), (np.array([1234.567]), np.array([1234.568]))],
)
def test_unequal_numbers_never_read_alike(came, expected):
    text = failure(lambda: came, expected=expected, rtol=1e-12, atol=0)
    first = text.splitlines()[0]
    said, asked = first.split(" is ")[1].split(", expected ")
    assert said.split(" at ")[0] != asked.split(" (")[0].rstrip(".")
    lines = [line.split(":", 1)[1].strip() for line in text.splitlines()[-2:]]
    assert lines[0] != lines[1]


# check_raises, check_that, attempt, passed


def test_a_refusal_passes_and_a_returned_value_does_not():
    def strict(p):
        if p > 1:
            raise ValueError("a probability is at most 1")
        return p

    check_raises(strict, 2.0, hint="Look at p first.")
    with pytest.raises(CheckFailed) as caught:
        check_raises(strict, 0.5, hint="Look at p first.")
    assert "strict(0.5) returned 0.5, expected it to raise ValueError." in str(caught.value)
    assert "Try this: Look at p first." in str(caught.value)


def test_another_error_is_no_refusal():
    with pytest.raises(CheckFailed, match="stopped with KeyError: 'a'; expected ValueError"):
        check_raises(lambda: {}["a"], hint="")
    with pytest.raises(CheckFailed, match="stopped with SystemExit; expected ValueError"):
        check_raises(lambda: sys.exit(), hint="")


def test_missing_parameters_are_no_refusal_with_type_error():
    with pytest.raises(CheckFailed, match="what the exercise asks for"):
        check_raises(lambda: 1, 2.0, error=TypeError, hint="")


def test_a_hostile_value_in_place_of_a_refusal_is_told():
    with pytest.raises(CheckFailed, match="expected it to raise ValueError"):
        check_raises(Hostile, hint="")


@pytest.mark.parametrize("error", [ValueError, RuntimeError, NotImplementedError, Exception])
def test_a_blank_exercise_passes_through_everything_unchanged(error):
    raised = NotImplementedError("this exercise is still blank")

    def untouched(x):
        raise raised

    def caught_by(run):
        with pytest.raises(NotImplementedError) as caught:
            run()
        assert caught.value is raised

    caught_by(lambda: check(untouched, 1, expected=1))
    caught_by(lambda: attempt(untouched, 1))
    caught_by(lambda: check_raises(untouched, 1, error=error, hint=""))
    for context in (hidden_test("a test"), Parts().part("dW"), Parts(visible=True).part("dW")):
        with pytest.raises(NotImplementedError) as caught, context:
            check(untouched, 1, expected=1)
        assert caught.value is raised


def test_a_property_is_checked_in_the_authors_words():
    check_that(np.bool_(True), "wrong", "hint")
    with pytest.raises(CheckFailed) as caught:
        check_that(False, "The loss rises.", "Step against the gradient.")
    assert str(caught.value) == "The loss rises.\nTry this: Step against the gradient."


def test_an_attempt_asks_for_a_result_of_any_value():
    attempt(neuron, [1.0], [2.0], b=3.0)
    with pytest.raises(CheckFailed, match="returned None"):
        attempt(lambda: None)
    with pytest.raises(CheckFailed, match="changed its argument"):
        attempt(write_first, [0.0], 1)


def test_success_is_one_quiet_line(capsys):
    passed(neuron)
    passed("both parts")
    passed(torch.nn.ReLU())
    assert capsys.readouterr().out.splitlines() == [
        "neuron: the visible checks pass.",
        "both parts: the visible checks pass.",
        "ReLU: the visible checks pass.",
    ]


def test_warnings_of_the_learners_code_cost_no_points(capsys):
    """nbgrader takes anything on stderr for a failure."""

    def noisy():
        print("progress", file=sys.stderr)
        return 1.0

    check(noisy, expected=1.0)
    attempt(noisy)
    assert capsys.readouterr() == ("progress\nprogress\n", "")


# Hidden tests


SECRET = 41.5791


def hidden_failure(function, **options) -> str:
    with pytest.raises(CheckFailed) as caught, hidden_test("a large input", hint="Think large."):
        check(function, SECRET, **options)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    return str(caught.value)


def leak(x):
    raise ValueError(f"got {x}")


def leak_in_the_name(x):
    raise type(f"E{x}", (Exception,), {})(x)


def leak_by_print(x):
    print(x)
    print(x, file=sys.stderr)
    return x


@pytest.mark.parametrize(
    ("function", "options", "kind"),
    [
        (lambda x: x, {"expected": 17.25}, "returned a wrong value"),
        (lambda x: np.array([x]), {"expected": 17.25}, "has another shape than asked for"),
        (lambda x: None, {"expected": 17.25}, "returned None"),
        (lambda x: str(x), {"expected": 17.25}, "returned a value of another kind"),
        (lambda x: (x, x), {"expected": 17.25}, "returned another number of values than asked for"),
        (lambda x: float("nan"), {"expected": 17.25}, "contains NaN (not a number)"),
        (lambda x: {x: x}, {"expected": {"a": 17.25}}, "other keys than asked for"),
        (lambda: 1, {"expected": 17.25}, "takes other arguments than the exercise asks for"),
        (leak, {"expected": 17.25}, "raised ValueError"),
        (leak_in_the_name, {"expected": 17.25}, "raised an exception of its own"),
        (leak_by_print, {"expected": 17.25}, "returned a wrong value"),
    ],
)
def test_a_hidden_failure_tells_the_kind_of_mistake_and_no_number(function, options, kind, capsys):
    text = hidden_failure(function, **options)
    first, second, *rest = text.splitlines()
    assert all(re.fullmatch("  mistake:  any/[a-z-]+", line) for line in rest)
    assert first.startswith("A hidden test does not hold yet: a large input. Your answer ")
    assert kind in first
    assert second.startswith("Try this: ")
    out, err = capsys.readouterr()
    for secret in (str(SECRET), "41.58", "17.25", "lambda", "return x"):
        assert secret not in text + out + err


def test_a_hidden_failure_gives_the_authors_hint_on_values_and_general_advice_on_the_rest():
    assert "Try this: Think large." in hidden_failure(lambda x: x, expected=17.25)
    assert "Try this: End each way" in hidden_failure(lambda x: None, expected=17.25)


def test_a_hidden_in_place_change_is_told():
    with pytest.raises(CheckFailed, match="changed its input in place"), hidden_test("the input"):
        check(write_first, [1.25, 2.0], 0, expected=1.0)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (AssertionError("41.5791"), "does not have the property asked for"),
        (IndexError("41.5791"), "led to IndexError when its result was used"),
    ],
)
def test_plain_test_code_may_fail_inside_a_hidden_test(error, kind):
    with pytest.raises(CheckFailed) as caught, hidden_test("a size"):
        raise error
    assert kind in str(caught.value)
    assert "41" not in str(caught.value)


def test_a_passing_hidden_test_is_silent(capsys):
    with hidden_test("a number"):
        check(leak_by_print, 1.0, expected=1.0)
    assert capsys.readouterr() == ("", "")


# Partial credit


def three_parts(parts: Parts, *values: float) -> Parts:
    for name, value in zip(("dX", "dW", "db"), values, strict=True):
        with parts.part(name):
            check(lambda: value, expected=1.25)  # noqa: B023
    return parts


@pytest.mark.parametrize(
    ("values", "points", "score"),
    [
        ((1.25, 1.25, 1.25), 3, 3.0),
        ((1.25, 9.0, 1.25), 3, 2.0),
        ((9.0, 9.0, 1.25), 2, 0.666667),
        ((1.25, 9.0, 1.25), 0.5, 0.333333),
    ],
)
def test_each_part_earns_its_share(values, points, score):
    earned = three_parts(Parts(), *values).score(points)
    assert earned == score
    assert type(earned) is float


def test_no_part_right_fails_the_cell_with_the_first_message():
    with pytest.raises(CheckFailed, match="does not hold yet: dX"):
        three_parts(Parts(), 9.0, 9.0, 9.0).score(3)


def test_a_score_without_parts_is_the_authors_mistake():
    with pytest.raises(ValueError, match="at least one part"):
        Parts().score(3)


def test_parts_hide_numbers_unless_they_are_visible(capsys):
    three_parts(Parts(), 1.25, 9.5, 1.25).score(3)
    hidden = capsys.readouterr().out
    assert hidden.startswith(
        "dW: A hidden test does not hold yet: dW. Your answer returned a wrong"
    )
    assert "9.5" not in hidden
    assert "1.25" not in hidden
    three_parts(Parts(visible=True), 1.25, 9.5, 1.25).score(3)
    assert "is 9.5, expected 1.25." in capsys.readouterr().out


def test_a_hidden_test_inside_a_part_keeps_its_own_words(capsys):
    parts = three_parts(Parts(), 1.25, 1.25, 1.25)
    with parts.part("loss"), hidden_test("the loss of a batch", hint="Divide once."):
        check(lambda: 1, expected=2)
    assert parts.score(4) == 3.0
    out = capsys.readouterr().out
    assert out.startswith("loss: A hidden test does not hold yet: the loss of a batch. Your answer")
    assert "Divide once." in out


def test_any_error_costs_its_part_alone(capsys):
    for visible in (False, True):
        parts = three_parts(Parts(visible=visible), 1.25, 1.25, 1.25)
        with parts.part("shape"):
            raise KeyError("secret")
        assert parts.score(4) == 3.0
        assert "secret" not in capsys.readouterr().out


def test_a_failure_travels_between_processes():
    with pytest.raises(CheckFailed) as caught:
        check(lambda: 1, expected=2)
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
    assert again.problem == caught.value.problem


# In a kernel

CELL = """\
def half(x):
    rows = [x]
    return rows[3] / 2
"""
CHECK = """\
from utils.checks import check
check(half, 3.0, expected=1.5)
"""
MESSAGE = [
    "half(3) stopped with IndexError in the line `return rows[3] / 2`: list index out of range.",
    "Try this: Compare the index with the size of the array: the last valid one is size - 1.",
    "  mistake:  any/raises",
]


def graded_notebook() -> nbformat.NotebookNode:
    nb = new_notebook(cells=[new_code_cell(CELL, id="half"), new_code_cell(CHECK, id="half_check")])
    nb.metadata.kernelspec = {"name": "python3", "language": "python", "display_name": "Python 3"}
    for cell, graded in zip(nb.cells, (False, True), strict=True):
        cell.metadata.nbgrader = {
            "grade": graded,
            "grade_id": cell.id,
            "locked": graded,
            "schema_version": 3,
            "solution": not graded,
            "task": False,
        }
    nb.cells[1].metadata.nbgrader["points"] = 1
    return nb


def error_of(nb: nbformat.NotebookNode) -> nbformat.NotebookNode:
    return next(out for out in nb.cells[1].outputs if out.output_type == "error")


@pytest.mark.kernel
def test_a_kernel_shows_the_message_and_nothing_else():
    nb = graded_notebook()
    with pytest.raises(CellExecutionError):
        NotebookClient(nb, timeout=60).execute()
    assert error_of(nb).traceback == MESSAGE
    assert error_of(nb).ename == "CheckFailed"


@pytest.mark.kernel
def test_validate_and_autograding_show_the_same_message(tmp_path):
    from nbgrader.preprocessors import Execute
    from nbgrader.validator import Validator

    path = tmp_path / "half.ipynb"
    nbformat.write(graded_notebook(), path)
    failed = Validator().validate(str(path))["failed"]
    assert len(failed) == 1
    assert failed[0]["error"] == "\n".join(MESSAGE)

    nb, _ = Execute().preprocess(graded_notebook(), {"metadata": {"path": str(tmp_path)}})
    assert error_of(nb).traceback == MESSAGE


def test_given_lends_helpers_to_an_answer_and_takes_them_back():
    scope = {"square": lambda x: 0.0}
    source = "def quartic(x):\n    return square(square(x))\n\ndef inline(x):\n    return x**4"
    exec(source, scope)
    with given(scope["quartic"], square=lambda x: x * x, unused=None):
        check(scope["quartic"], 2.0, expected=16.0)
        check(scope["inline"], 2.0, expected=16.0)
    assert scope["quartic"](2.0) == 0.0
    assert "unused" not in scope


def test_given_takes_its_helpers_back_after_a_failure():
    scope = {}
    exec("def blank(x):\n    raise NotImplementedError", scope)
    with pytest.raises(NotImplementedError), given(scope["blank"], helper=abs):
        scope["blank"](1.0)
    assert "helper" not in scope


@pytest.mark.parametrize("function", [None, 0.0, abs, "neuron"])
def test_given_bears_what_is_no_function_of_a_notebook(function):
    with given(function, helper=abs):
        pass
