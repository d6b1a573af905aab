"""A result that a later call changes is told, in one process and from another; right ones never."""

from __future__ import annotations

from contextlib import closing
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from grading.autograde.stand_ins import Remote, examine_cell
from grading.sandbox.kernels import Kernel
from grading.sandbox.warm import WarmParent
from utils.checking import recognise
from utils.checking.rewritten import CALLS, MANY, Earlier
from utils.checks import CheckFailed, attempt, check, passed, visitor

ONE_ARRAY = """
import numpy as np

kept = {}
def relu(z):
    out = kept.setdefault(np.shape(z), np.zeros(np.shape(z)))
    out[...] = np.maximum(0.0, z)
    return out
"""
TEST = """
from utils.checks import attempt, check, hidden_test
import numpy as np

attempt(relu, np.array([-1.0, 2.0, 5.0]))
### BEGIN HIDDEN TESTS
with hidden_test("two entries"):
    check(relu, np.array([-1.0, 2.0]), expected=np.array([0.0, 2.0]))
    check(relu, np.array([3.0, -4.0]), expected=np.array([3.0, 0.0]))
### END HIDDEN TESTS
"""
ONE, OTHER = np.array([-1.0, 2.0]), np.array([3.0, -4.0])


@pytest.fixture(autouse=True)
def _apart():
    recognise.forget()
    yield
    recognise.forget()


def named(source, name="relu"):
    """The function that a program defines."""
    scope = {"np": np, "torch": torch}
    exec(source, scope)
    return scope[name]


def said_of(function):
    """What the second of two checks says of an answer."""
    check(function, ONE, expected=np.maximum(0.0, ONE))
    with pytest.raises(CheckFailed) as caught:
        check(function, OTHER, expected=np.maximum(0.0, OTHER))
    return str(caught.value)


@pytest.mark.parametrize(
    "source",
    [
        ONE_ARRAY,
        "def relu(z, out=np.zeros(2)):\n    out[:] = np.maximum(0.0, z)\n    return out",
        "def relu(z, out=[]):\n    out[:] = np.maximum(0.0, z).tolist()\n    return out",
        "out = torch.zeros(2)\ndef relu(z):\n    out[:] = torch.as_tensor(np.maximum(0.0, z))\n"
        "    return out[:]",
    ],
)
def test_one_array_for_all_calls_is_told_by_the_second_of_them(source):
    first, second, last = said_of(named(source)).splitlines()
    assert first.startswith("relu([3, -4]) changed what an earlier call had returned")
    assert second.startswith("Try this: Let each call make a new one")
    assert last == "  mistake:  any/one-array"


def test_a_check_with_one_call_is_told_by_its_questions():
    relu = named(ONE_ARRAY)
    check(relu, np.array([[1.0]]), expected=np.array([[1.0]]))
    with pytest.raises(CheckFailed, match="returned what a later call then changed") as caught:
        passed(relu)
    assert "any/one-array" in str(caught.value)


@pytest.mark.parametrize(
    "source",
    [
        "def relu(z):\n    return np.maximum(0.0, z)",
        "def relu(z):\n    z = np.array(z, dtype=float)\n    z[z < 0] = 0.0\n    return z",
        "none = np.zeros(())\ndef relu(z):\n    return np.where(np.array(z) > 0, z, none)",
        "import functools\n@functools.cache\ndef zeros():\n    return np.zeros(())\n"
        "def relu(z):\n    return zeros() + np.maximum(z, 0.0)",
    ],
)
def test_a_new_array_for_each_call_is_right(source):
    relu = named(source)
    attempt(relu, ONE)
    for _ in range(CALLS + 2):
        check(relu, ONE, expected=np.array([0.0, 2.0]))
        check(relu, OTHER, expected=np.array([3.0, 0.0]))[:] = 7.0  # a test's own business
    passed(relu)


def test_a_function_of_the_tests_own_may_hand_out_what_it_likes():
    rows = np.zeros(2)

    @visitor
    def counted(step):
        rows[:] += step
        return rows

    check(counted, 1.0, expected=np.array([1.0, 1.0]))
    check(counted, 1.0, expected=np.array([2.0, 2.0]))


def test_what_belongs_to_a_model_may_change():
    model = SimpleNamespace(weights=np.zeros(2))
    earlier = Earlier()
    earlier.keep(model.weights, [model])
    earlier.keep(np.zeros(MANY + 1), [1.0])
    with earlier.watched():
        model.weights += 1.0
    assert not earlier.rewrote
    earlier.keep(model.weights, [np.ones(2), 0.5, {"rate": [1]}, np.exp])
    with earlier.watched():
        model.weights += 1.0
    assert earlier.rewrote
    with earlier.watched():
        pass
    assert not earlier.rewrote


def test_what_cannot_be_copied_or_compared_accuses_nobody():
    class Odd(np.ndarray):
        def __deepcopy__(self, memo):
            raise RuntimeError("no")

        def __eq__(self, other):
            raise RuntimeError("no")

    earlier = Earlier()
    earlier.keep(np.zeros(2).view(Odd), [1.0])
    earlier.keep([[]], [1.0])
    with earlier.watched():
        pass
    assert not earlier.rewrote


@pytest.mark.sandbox
@pytest.mark.usefixtures("walled")
def test_it_is_told_of_an_answer_in_another_process_too():
    with closing(WarmParent()) as parent, closing(Kernel(parent)) as kernel:
        kernel.run(ONE_ARRAY, 30)
        with pytest.raises(CheckFailed, match="any/one-array") as caught:
            examine_cell(TEST, Remote(kernel.fork(30), "relu", 30), ["relu"])
        assert "two entries" in str(caught.value)
        kernel.run("def relu(z):\n    return np.maximum(0.0, z)", 30)
        examine_cell(TEST, Remote(kernel.fork(30), "relu", 30), ["relu"])
