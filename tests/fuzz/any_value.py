"""Replies of a student's process as Hypothesis draws them: values, changes to honest ones, junk."""

from __future__ import annotations

import base64
import copy
import io
import json
import random
from typing import Any

import numpy as np
from hypothesis import strategies as st

KINDS = [
    "str", "int", "float", "complex", "list", "tuple", "set", "frozenset", "dict", "array",
    "scalar", "objects", "tensor", "torch", "generator", "function", "opaque", "decode", "init__",
    "other", "call_back", "class__", "",
]  # fmt: skip
NAMES = [
    "torch.float32", "torch.load", "torch.os", "os", "float64", "dtype", "device", "cpu", "cuda:9",
    "PCG64", "MT19937", "RandomState", "__class__", "builtins", "eval", "x", "\ud800", "\u202e",
    "nan", "inf", "-1", "1e400", "9" * 4001, "\0", "a" * 2_000, "ann\nbob", "type", "meta",
    "torch.bits8", "torch.quint8", "torch.complex32", "torch.float8_e4m3fn", "mkldnn", "visitor",
]  # fmt: skip


def _saved(array: np.ndarray) -> str:
    data = io.BytesIO()
    np.save(data, array, allow_pickle=False)
    return base64.b64encode(data.getvalue()).decode()


def _header(shape: tuple, descr: str = "<f8") -> str:
    """A file of NumPy's that promises more than it holds."""
    text = repr({"descr": descr, "fortran_order": False, "shape": shape}).encode()
    head = b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text
    return base64.b64encode(head + b"\0" * 16).decode()


ARRAYS = [
    _saved(np.zeros(3)), _saved(np.array(1.5)), _saved(np.zeros((2, 0))), _saved(np.array("ab")),
    _saved(np.array([1 + 2j])), _saved(np.array([True])), _saved(np.zeros(2, "f2")),
    _saved(np.zeros(2, ">f8")), _saved(np.array([np.nan, np.inf])), _header((10**9,)),
    _header((10**12, 10**12)), _header((-1,)), _header((2,), "|O"), _header((2,), "|V8"),
    _header((2,), "<M8[s]"), _header((2,), "|S1000000000"), _header((0, 10**18)), "", "!!!!",
    "UEsDBA==",
]  # fmt: skip
NAME = st.sampled_from(NAMES)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.sampled_from([0, 1, -1, 2**63, 10**30, 1e308]),
)
JSON = st.recursive(
    SCALARS | st.sampled_from(NAMES) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*KINDS, *NAMES]), inner, max_size=3)
    ),
    max_leaves=12,
)


def _pair(kind: str, content: st.SearchStrategy) -> st.SearchStrategy:
    return content.map(lambda each: {kind: each})


def _values(inner: st.SearchStrategy) -> st.SearchStrategy:
    many = st.lists(inner, max_size=4)
    return st.one_of(
        *[_pair(kind, many) for kind in ("list", "tuple", "set", "frozenset")],
        _pair("dict", st.lists(st.tuples(inner, inner), max_size=3)),
        _pair("objects", st.tuples(st.lists(st.integers(-2, 4), max_size=3), many)),
        _pair("tensor", st.tuples(inner, st.sampled_from(NAMES), st.booleans())),
        _pair("generator", st.tuples(st.sampled_from(NAMES), inner)),
        st.tuples(st.sampled_from(KINDS), inner).map(lambda each: {each[0]: each[1]}),
        st.integers(20, 80).flatmap(lambda deep: inner.map(lambda each: _nested(each, deep))),
    )


def _nested(value: Any, deep: int) -> Any:
    for _ in range(deep):
        value = {"list": [value]}
    return value


VALUE = st.recursive(
    st.one_of(
        SCALARS,
        _pair("str", st.sampled_from(NAMES) | st.text(max_size=8)),
        _pair("int", st.sampled_from(NAMES) | st.integers().map(str)),
        _pair("float", st.sampled_from(NAMES)),
        _pair("complex", st.lists(st.sampled_from(NAMES), max_size=3)),
        st.tuples(st.sampled_from(["array", "scalar"]), st.sampled_from(ARRAYS)).map(
            lambda each: {each[0]: each[1]}
        ),
        _pair("tensor", st.tuples(_pair("array", st.sampled_from(ARRAYS)), NAME, st.booleans())),
        _pair("torch", st.tuples(NAME, NAME)),
        _pair("function", st.tuples(st.integers(-3, 3), NAME, NAME)),
        _pair("opaque", st.sampled_from(NAMES)),
        JSON,
    ),
    _values,
    max_leaves=10,
)  # fmt: skip
ERRORS = [
    "ValueError", "SystemExit", "KeyboardInterrupt", "OSError", "UnicodeDecodeError", "KeyError",
    "ExceptionGroup", "StopIteration",
]  # fmt: skip
# The dictionary of an error, as `course_answers.told` makes it
ERROR = st.fixed_dictionaries(
    {"type": st.sampled_from([*NAMES, *ERRORS])},
    optional={
        "module": st.sampled_from(["builtins", "torch", "os", *NAMES]) | JSON,
        "bases": st.lists(st.sampled_from(["Exception", "BaseException", "int", *NAMES])) | JSON,
        "args": VALUE | st.lists(VALUE).map(lambda each: {"list": each}),
        "text": st.sampled_from(NAMES) | JSON,
        "line": st.sampled_from(NAMES) | JSON,
    },
)  # fmt: skip
REPLY = st.one_of(
    st.fixed_dictionaries(
        {},
        optional={
            "value": VALUE,
            "after": st.lists(VALUE, max_size=3) | JSON,
            "error": ERROR | JSON,
            "failed": ERROR | JSON,
            "printed": st.text(max_size=9) | JSON,
            "callable": st.sampled_from(NAMES) | JSON,
            "signature": st.lists(st.lists(JSON, min_size=3, max_size=3), max_size=3) | JSON,
            "missing": JSON,
            "mistake": st.sampled_from(NAMES) | JSON,
        },
    ),
    st.fixed_dictionaries({"value": VALUE}),
    st.sampled_from(["late", "ended", "bad"]),
    JSON,
)


def changed(reply: dict, steps: list[tuple[int, Any]]) -> Any:
    """An honest reply, parts of it replaced."""
    reply = copy.deepcopy(reply)
    for number, junk in steps:
        places = list(_places(reply))
        if not places:
            return junk
        holder, key = places[number % len(places)]
        if number % 7 == 0 and isinstance(holder, dict):
            del holder[key]
        else:
            holder[key] = junk
    return reply


def _places(value: Any) -> Any:
    """Every place in a reply that something can be put in."""
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    for key in list(keys):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])


def bytes_of(value: Any, rng: random.Random) -> bytes:
    """A value as JSON, some of its bytes changed."""
    data = bytearray(json.dumps(value).encode())
    for _ in range(rng.randint(0, 3)):
        if data:
            data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)
