"""`messages` and `describe` of `utils.checking`: comparing and describing values."""

from __future__ import annotations

import doctest
import math
import time

import numpy as np
import pytest
import torch
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from utils.checking import describe, messages
from utils.checking.describe import as_array, digits_to_tell_apart, number, short
from utils.checking.messages import Problem, array_problem

RTOL, ATOL = 1e-6, 1e-8
numbers = st.floats(-1e12, 1e12, width=64)
shapes = hnp.array_shapes(min_dims=0, max_dims=4, min_side=1, max_side=5)
arrays = hnp.arrays(np.float64, shapes, elements=numbers)


def problem_of(actual, expected):
    return array_problem("f()", actual, expected, None, RTOL, ATOL)


@given(hnp.arrays(hnp.floating_dtypes() | hnp.integer_dtypes() | hnp.boolean_dtypes(), shapes))
def test_equal_arrays_never_give_a_problem(array):
    assert problem_of(array.copy(), array) is None


@given(arrays)
def test_the_same_numbers_as_a_tensor_or_a_nested_list_give_no_problem(array):
    assert problem_of(torch.from_numpy(array.copy()), array) is None
    assert problem_of(array.tolist(), array) is None


@given(arrays, st.data())
def test_arrays_within_the_tolerance_give_no_problem(array, data):
    share = data.draw(hnp.arrays(np.float64, array.shape, elements=st.floats(-0.99, 0.99)))
    assert problem_of(array + share * (ATOL + RTOL * np.abs(array)), array) is None


@given(arrays, st.data(), st.floats(1.01, 1e9))
def test_arrays_off_by_more_than_the_tolerance_always_give_one_that_names_the_place(
    array, data, times
):
    place = tuple(data.draw(st.integers(0, size - 1)) for size in array.shape)
    actual = array.copy()
    actual[place] += times * (ATOL + RTOL * abs(array[place]))
    problem = problem_of(actual, array)
    assert problem.kind == "returned a wrong value"
    if place:
        assert f" at [{', '.join(map(str, place))}]," in problem.wrong
    assert problem.expected != problem.actual or array.size > 1


@given(arrays, shapes)
def test_arrays_of_another_shape_always_give_a_shape_problem(array, shape):
    assume(shape != array.shape)
    problem = problem_of(np.resize(array, shape), array)
    assert problem.kind == "has another shape than asked for"


@given(arrays, st.data(), st.sampled_from([np.nan, np.inf, -np.inf]))
def test_one_bad_number_among_good_ones_is_found(array, data, bad):
    place = tuple(data.draw(st.integers(0, size - 1)) for size in array.shape)
    actual = array.copy()
    actual[place] = bad
    assert problem_of(actual, array).kind.startswith("contains")
    assert problem_of(actual, actual.copy()) is None


@given(numbers, numbers)
def test_two_unequal_numbers_read_differently(a, b):
    assume(a != b)
    digits = digits_to_tell_apart(a, b)
    assert short(a, digits=digits) != short(b, digits=digits)


@given(st.floats(-1e300, 1e300))
def test_a_number_as_text_is_the_number_to_its_digits(value):
    assert float(number(value, 17)) == pytest.approx(value, rel=1e-15, abs=0)
    assert float(number(value)) == pytest.approx(value, rel=6e-4, abs=0)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (-0.0, "0"),
        (100.0, "100"),
        (12345.678, "12346"),
        (0.88079, "0.8808"),
        (1e-7, "1e-07"),
        (math.nan, "nan"),
        (-math.inf, "-inf"),
        (np.float32(0.1), "0.1"),
        (torch.tensor(2.5, requires_grad=True), "2.5"),
        (True, "True"),
        (..., "Ellipsis"),
        (10**400, "a huge whole number"),
        (1.5 + 2j, "1.5+2j"),
        ((1.0,), "(1,)"),
        ([], "[]"),
        ("it's", '"it\'s"'),
        ([(np.eye(2), np.zeros(2))], "[([[1, 0], [0, 1]], [0, 0])]"),
        (short, "short"),
        (torch.nn.ReLU(), "ReLU"),
        ({}, "<dict>"),
    ],
)
def test_values_read_as_a_learner_would_type_them(value, text):
    assert short(value) == text


@given(st.recursive(numbers | st.text() | st.booleans(), st.lists), st.integers(20, 80))
@settings(max_examples=50)
@example("\U000103d6" * 8, 20)
@example("\x00" * 60, 60)
def test_text_stays_short(value, room):
    assert len(short(value, room)) <= 2 * room + 40


@pytest.mark.parametrize("shape", [(60_000, 784), (10**6, 10**4), (10**10,), (1, 1, 10**9)])
def test_describing_a_large_array_takes_no_time(shape):
    large = np.broadcast_to(np.float32(0.5), shape)
    started = time.thread_time()  # the processor's, whatever else it has to do
    text = describe.describe(large)
    call = describe.call_text(short, (large,), {"z": torch.from_numpy(np.zeros(9)).expand(9**6, 9)})
    assert time.thread_time() - started < 0.1
    assert text.endswith(f"shape {shape}")
    assert call == f"short(array of shape {shape}, z=array of shape (531441, 9))"


def test_describing_a_long_nested_list_takes_no_time():
    rows = [[0.5] * 100] * 100_000
    started = time.thread_time()  # the processor's, whatever else it has to do
    assert describe.describe(rows).endswith("(list of 100000)")
    assert time.thread_time() - started < 0.1


def test_a_list_that_holds_itself_is_described():
    endless: list = []
    endless.append(endless)
    assert "[...]" in describe.describe(endless)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (1.5, "(a number)"),
        (np.array(1.5), "(a number)"),
        (np.zeros((2, 3)), "shape (2, 3)"),
        (torch.zeros(2, 3), "shape (2, 3)"),
        ([1, 2], "(list, shape (2,))"),
        ((np.eye(2), np.zeros(3)), "(tuple of 2: shape (2, 2), (3,))"),
        ([[1], [2, 3]], "(list of 2)"),
        (True, "(bool)"),
        ("a", "(str)"),
        (None, "(NoneType)"),
        (ValueError("x"), "(a ValueError)"),
    ],
)
def test_a_description_ends_in_the_kind_or_shape(value, kind):
    assert describe.describe(value).endswith(kind)


def test_tensors_of_every_dtype_become_arrays():
    for dtype in (torch.bfloat16, torch.float16, torch.float64, torch.int8, torch.bool):
        assert as_array(torch.ones(2, dtype=dtype)).tolist() == [1, 1]
    assert as_array(torch.ones(2, dtype=torch.complex64)).dtype == np.complex64


def test_a_problem_reads_as_a_sentence_an_advice_and_two_aligned_values():
    text = str(Problem("is wrong", "It is 2, expected 3.", "Count again.", "3", "2"))
    assert text == "It is 2, expected 3.\nTry this: Count again.\n  expected: 3\n  actual:   2"
    assert str(Problem("is wrong", "It is 2.", "")) == "It is 2."


def test_a_hidden_problem_keeps_neither_sentence_nor_values():
    told = messages.hidden("a batch", Problem("returned None", "wrong 7", "try 7", "7", "7"), "")
    assert "7" not in str(told)
    assert messages.hidden("again", told, "") is told


def test_the_arguments_name_comes_from_the_signature_or_its_position():
    assert messages.argument_name(number, 1, (1.0, 4), {}) == "digits"
    assert messages.argument_name(number, 1, (1.0,), {"digits": 4}) == "digits"
    assert messages.argument_name(max, 1, (1.0, 2.0), {}) == "number 2"
    assert [messages.ordinal(i) for i in (0, 5, 6)] == ["first", "sixth", "7th"]


def test_the_examples_in_the_docstrings_hold():
    result = doctest.testmod(describe)
    assert result.attempted
    assert not result.failed
