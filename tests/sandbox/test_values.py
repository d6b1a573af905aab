"""Plain values cross between processes and come out the same; nothing else crosses."""

from __future__ import annotations

import base64
import contextlib
import json
import math
import time
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps

from grading.sandbox.inside import course_values
from grading.sandbox.inside.course_values import Decoder, Encoder, Opaque, TooMuch, put_back

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.complex_numbers()
arrays = nps.arrays(
    st.sampled_from([np.float64, np.float32, np.int64, np.uint8, np.bool_, np.complex128, "U3"]),
    nps.array_shapes(min_dims=0, max_side=4),
)
values = st.recursive(
    scalars | arrays,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=3) | st.integers(), inner, max_size=3)
    ),
    max_leaves=8,
)


def crossed(value):
    return Decoder()(json.loads(json.dumps(Encoder()(value))))


def equal(one, other):
    if isinstance(one, np.ndarray | np.generic):
        return (
            type(one) is type(other)
            and repr(one.dtype) == repr(other.dtype)  # as messages show it
            and np.shape(one) == np.shape(other)
            and np.asarray(one).tobytes() == np.asarray(other).tobytes()
        )
    if type(one) is not type(other):
        return False
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(equal, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(equal(v, other[k]) for k, v in one.items())
    if isinstance(one, float) and math.isnan(one):
        return math.isnan(other)
    return one == other or repr(one) == repr(other)


@given(values)
def test_a_value_comes_out_as_it_went_in(value):
    assert equal(value, crossed(value))


@given(values)
def test_json_holds_it_without_help(value):
    json.dumps(Encoder()(value), allow_nan=False)


def test_tensors_keep_their_type_and_whether_they_want_gradients():
    torch = pytest.importorskip("torch")
    for value in (
        torch.arange(6.0).reshape(2, 3),
        torch.tensor(2.5, dtype=torch.float64, requires_grad=True),
        torch.tensor([1, 2]),
        torch.tensor(True),
        torch.ones(2, dtype=torch.bfloat16),
        torch.zeros(0, 3),
    ):
        other = crossed(value)
        assert torch.equal(value, other)
        assert (value.dtype, value.requires_grad) == (other.dtype, other.requires_grad)
    assert crossed(torch.float32) is torch.float32
    assert crossed(torch.device("cpu")) == torch.device("cpu")


def test_a_random_generator_goes_on_where_it_stood():
    rng = np.random.default_rng(3)
    rng.normal(size=5)
    assert crossed(rng).normal() == rng.normal()


def test_functions_cross_as_numbers_and_call_back():
    encode = Encoder()
    data = encode([abs, {"f": max}])
    made = Decoder(lambda number, name: (number, name))(data)
    assert made == [(0, "abs"), {"f": (1, "max")}]
    assert encode.functions == [abs, max]


class Equal:
    def __eq__(self, other):
        return True

    def __reduce__(self):
        raise AssertionError("it was pickled")


def test_an_object_crosses_as_the_name_of_its_type_alone():
    other = crossed([Equal()])[0]
    assert isinstance(other, Opaque)
    assert type(other).__name__ == "Equal"
    assert other != 1


class Odd(list):
    def __repr__(self):
        raise ValueError


def test_a_subclass_crosses_as_the_plain_kind():
    assert type(crossed(Odd([1]))) is list


def test_objects_in_an_array_are_looked_at_one_by_one():
    array = np.array([1, "a", None], dtype=object)
    assert crossed(array).tolist() == [1, "a", None]


def endless():
    value = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    "value",
    [np.zeros(course_values.MOST_BYTES), [[0] * 1000] * 1000, endless()],
    ids=["array", "list", "list in itself"],
)
def test_what_is_too_large_is_refused(value):
    with pytest.raises(TooMuch):
        Encoder()(value)


def array(kind="<f8", shape=(1,), data=bytes(8)):
    """An array as it crosses, whatever it claims."""
    return {"array": [kind, list(shape), False, base64.b64encode(data).decode()]}


def generator(kind, state=(), **parts):
    """A random generator as it crosses, with other parts in its state."""
    own = getattr(np.random, kind)(0).state
    own["state"] |= state
    return {"generator": [kind, Encoder()(own | parts)]}


@pytest.mark.parametrize(
    "data",
    [
        {"array": "bm8="},
        {"pickle": "gASVCg=="},
        {"decode": []},
        {"generator": ["os", {}]},
        {"generator": ["RandomState", {}]},
        generator("MT19937", {"pos": 10**9}),
        generator("MT19937", {"pos": -(10**9)}),
        generator("Philox", buffer_pos=-(10**9)),
        generator("Philox", buffer=[1, 2, 3, 4]),
        generator("PCG64", {"state": 2**128}),
        array("|O"),
        array("<M8[s]"),
        array("<U0", [10**9], b""),
        array("<f8", [10**12]),
        array("<f8", [-1]),
        array("<f8", [True]),
        array("<f8", ["1"]),
        array("<f8", [1.0]),
        array("<f8", [0, 10**9]),
        array("<f8", [1] * 33),
        array("<f8", [1], bytes(7)),
        {"array": [[["x", "<f8"]], [1], False, ""]},
        {"scalar": array()["array"][:3]},
        {"objects": [[10**9], [1]]},
        {"objects": [[-1], [1]]},
        {"tensor": [array(), "os", False]},
        {"tensor": [array(), "load", False]},
        {"tensor": [array("|u1", [8]), "complex128", False]},
        {"tensor": [array("<U1", [2]), "float32", False]},
        {"tensor": [array("<i8"), "int64", True]},
        {"dtype": "os"},
        {"dtype": "torch.float32"},
        {"device": "cpu:1000000000000"},
        {"torch": ["device", "cpu"]},
        {"function": [-1, "f", "function"]},
        {"function": [True, "f", "function"]},
        {"function": [0, "f" * 1000, "function"]},
        {"opaque": "A" * 1000},
        {"opaque": []},
        {"set": [[[1], 1]]},
        {"list": {"str": "a"}},
        {"int": "1" * 4100},
        {"float": "1" * 100},
        {"dict": [[{"list": []}, 1]]},
        {"int": "9" * 10_000},
        {"__class__": []},
        "text",
        [1],
        {"a": 1, "b": 2},
        {"tensor": [{"array": "bm8="}, "float32", False]},
    ],
    ids=lambda data: str(data)[:40],
)
def test_forged_data_is_refused_with_value_error(data):
    with pytest.raises(ValueError):  # noqa: PT011 - any sentence will do
        Decoder(lambda number, name: number)(data)


MANY = {
    "items": {"list": [1] * (course_values.MOST_ITEMS + 1)},
    "text": {"list": [{"str": "a" * 1000}] * 3000},
    "digits": {"list": [{"int": "9" * 4000}] * 1000},
    "bytes": {"list": [array("|u1", [10**7], bytes(10**7))] * 5},
    "kinds": {"list": [{"opaque": str(number)} for number in range(2000)]},
    # All of these have one hash
    "keys": {"set": [{"int": str(number * (2**61 - 1))} for number in range(20_000)]},
    "pairs": {"dict": [[{"int": str(k * (2**61 - 1))}, 1] for k in range(20_000)]},
}


@pytest.mark.parametrize("what", MANY)
def test_what_is_too_much_in_all_is_refused_before_it_is_made(what):
    begun = time.process_time()
    with pytest.raises(TooMuch):
        Decoder()(MANY[what])
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "value",
    [
        list(range(course_values.MOST_ITEMS)),
        ["a" * 1000] * 3000,
        [np.zeros(10**6)] * 6,
        dict.fromkeys(range(course_values.MOST_KEYS + 1)),
        10**5000,
    ],
    ids=["items", "text", "bytes", "keys", "digits"],
)
def test_what_could_not_be_read_is_not_sent(value):
    with pytest.raises(TooMuch):
        Encoder()(value)


def test_an_array_comes_out_with_its_order_in_memory():
    columns = crossed(np.arange(6.0).reshape(2, 3).T)
    assert columns.flags.f_contiguous
    assert columns.flags.writeable
    assert crossed(np.array([">"], ">U1")).dtype == np.dtype(">U1")
    assert crossed(np.empty(2, "U0")).tolist() == ["", ""]


def test_every_kind_of_a_tensor_comes_out_or_stays():
    torch = pytest.importorskip("torch")
    for kind in {kind for kind in vars(torch).values() if isinstance(kind, torch.dtype)}:
        assert crossed(kind) is kind
        with (
            contextlib.suppress(NotImplementedError, RuntimeError, TypeError),
            warnings.catch_warnings(action="ignore"),  # PyTorch's own trials
        ):
            value = torch.zeros(3, dtype=kind)
            other = crossed(value)
            assert isinstance(other, Opaque) or other.dtype == kind


@pytest.mark.long
@given(st.recursive(scalars, lambda i: st.lists(i) | st.dictionaries(st.text(max_size=8), i)))
def test_any_json_either_is_a_value_or_raises_value_error(data):
    with contextlib.suppress(ValueError):
        Decoder()(json.loads(json.dumps(data, default=str)))


def test_a_change_in_place_is_put_back_into_the_original():
    array, rows = np.zeros((2, 2)), [1, [2, 3]]
    assert put_back(array, np.ones(4))
    assert array.shape == (4,)
    assert put_back(rows, [1, [9, 3], 4])
    assert rows == [1, [9, 3], 4]
    assert not put_back(np.zeros(2), np.zeros(3))
