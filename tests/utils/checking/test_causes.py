"""What an error usually means: errors as Python, NumPy and PyTorch raise them, and the advice."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
import torch

from utils.checking import causes
from utils.checking.causes import ADVICE, ALONE, advice_on
from utils.checking.near_names import near_name
from utils.checking.recognise import Raised, ask, call
from utils.checks import CheckFailed, check, check_raises, hidden_test
from utils.lesson import once_written

HALF, PAIR = 0.5, [1, 2]
ARRAY, WHOLE, TENSOR = np.array([1.5, 2.0]), np.array([1, 2]), torch.tensor([1.5, 2.0])


RECORDED, ROWS = torch.tensor([1.5, 2.0], requires_grad=True), torch.ones(2, 2)


class Net(torch.nn.Module):
    """A network of a learner's."""


class Unprepared(torch.nn.Module):
    def __init__(self):
        self.layer = torch.nn.Linear(1, 1)


def twice(loss):
    loss.backward()
    loss.backward()


def with_a_name():
    with torch.no_grad:
        pass


def no_such_device():
    raise AssertionError("Torch not compiled with CUDA enabled")  # as PyTorch for a CPU says it


def places_of_a_number():
    raise ValueError("Calling nonzero on 0d arrays is not allowed.")  # as NumPy 2.1 and later


def nothing():
    """What a function gives that forgot its `return`."""


NO_POWER, BRACKETS, NONE = "is no power", "each comparison in brackets", "is None"
CALL, ROUND, ENTRY = "named there and not called", "Round brackets call", "Square brackets pick"
TEXT, LIST, BY_NUMBER, TENSORS = "is a text", "np.asarray", "`@` multiplies", "with tensors"
TRUTH, WHOLE_ONE, SEVERAL, ONE = "Truth values", "whole number", "several are", "take one number"
OTHER, PLACE, ARGUMENTS, SHAPES = (
    "its `dtype`",
    "one place at a",
    "brackets of that call",
    "Print the shapes",
)
NO_ENTRIES, ON_DEMAND, NAMES = "has no entries", "only when asked", "argument of that name"
BEGIN, LAYER, PLACES, ONE_TRUTH = "super().__init__()", "brackets make one", "argmax", "one truth"
NEW_ARRAY, LONG, GRAD, TUPLE = "makes a new array", "`.long()`", "slopes are recorded", "A tuple"
INDEX, ELEMENTS, KIND = "size - 1", "element by element", "before the dot"
FLOATS, KINDS = "`.float()` makes them", "Two kinds of numbers"

RAISED = {
    "a power of floats": (lambda: 0.9 ^ 2, NO_POWER),
    "a power of arrays": (lambda: ARRAY ^ 2, NO_POWER),
    "a power of tensors": (lambda: TENSOR ^ 2, NO_POWER),
    "and without brackets": (lambda: ARRAY > 1 & ARRAY, BRACKETS),
    "or of floats": (lambda: 0.5 | 1, BRACKETS),
    "None times": (lambda: nothing() * 2.0, NONE),
    "an entry of None": (lambda: nothing()[0], NONE),
    "through None": (lambda: [x for x in nothing()], NONE),
    "a method of None": (lambda: nothing().mean(), NONE),
    "exp of None": (lambda: np.exp(nothing()), NONE),
    "None is less": (lambda: nothing() < 1.0, NONE),
    "shuffled": (lambda: 2 * np.random.default_rng(0).shuffle(ARRAY.copy()), NONE),
    "a method as a number": (lambda: ARRAY.mean - 1, CALL),
    "a function as a number": (lambda: nothing + 1, CALL),
    "a built-in as a number": (lambda: max / 2, CALL),
    "less than a function": (lambda: len < 3, CALL),
    "exp of a function": (lambda: np.exp(nothing), CALL),
    "root of a method": (lambda: math.sqrt(ARRAY.sum), CALL),
    "float of a function": (lambda: float(nothing), CALL),
    "a function with square brackets": (lambda: np.array[1], ENTRY),
    "a method with square brackets": (lambda: ARRAY.mean[0], ENTRY),
    "an array is called": (lambda: ARRAY(0), ROUND),
    "a product without its sign": (lambda: HALF(1 - 0.5), ROUND),
    "a text plus a number": (lambda: "1" + 1, TEXT),
    "a number plus a text": (lambda: 1 + "1", TEXT),
    "less than a text": (lambda: 1 < "2", TEXT),
    "a list minus a number": (lambda: [1.0] - 1, LIST),
    "a list times a fraction": (lambda: [1.0] * 0.5, LIST),
    "a list plus a number": (lambda: [1.0] + 1, LIST),
    "a list squared": (lambda: [1.0] ** 2, LIST),
    "minus a list": (lambda: -[1.0], LIST),
    "a zip halved": (lambda: zip([1]) / 2, LIST),
    "numbers with @": (lambda: 0.5 @ 2.0, BY_NUMBER),
    "a number @ an array": (lambda: 0.5 @ ARRAY, BY_NUMBER),
    "an array @ a number": (lambda: ARRAY @ 2.0, BY_NUMBER),
    "PyTorch's exp of a number": (lambda: torch.exp(1.0), TENSORS),
    "PyTorch's layer of an array": (lambda: torch.nn.Linear(2, 1)(ARRAY), TENSORS),
    "a stack of numbers": (lambda: torch.stack([1.0, 2.0]), TENSORS),
    "truth values subtracted": (lambda: (ARRAY > 1) - (ARRAY > 2), TRUTH),
    "minus truth values": (lambda: -(ARRAY > 1), TRUTH),
    "truth values in PyTorch": (lambda: (TENSOR > 1) - (TENSOR > 2), TRUTH),
    "a mean of whole numbers": (lambda: torch.arange(3).mean(), FLOATS),
    "softmax of whole numbers": (lambda: torch.arange(3).softmax(0), FLOATS),
    "a deviation of whole numbers": (lambda: torch.arange(3).std(), FLOATS),
    "a layer of whole numbers": (lambda: torch.nn.Linear(2, 1)(torch.arange(2)), KINDS),
    "a layer of float64": (lambda: torch.nn.Linear(2, 1)(TENSOR.double()), KINDS),
    "a slice to a fraction": (lambda: ARRAY[: 3 / 2], WHOLE_ONE),
    "a range to a fraction": (lambda: range(3 / 2), WHOLE_ONE),
    "zeros of a fraction": (lambda: np.zeros(1.5), WHOLE_ONE),
    "a list at a fraction": (lambda: PAIR[0.5], WHOLE_ONE),
    "an array at a fraction": (lambda: ARRAY[0.5], WHOLE_ONE),
    "an array at fractions": (lambda: ARRAY[ARRAY], WHOLE_ONE),
    "a list at places": (lambda: PAIR[WHOLE], WHOLE_ONE),
    "a list at two places": (lambda: PAIR[0, 1], PLACE),
    "through a number": (lambda: [k for k in 5], SEVERAL),
    "a length of a number": (lambda: len(5.0), SEVERAL),
    "an entry of a number": (lambda: HALF[0], SEVERAL),
    "an entry of NumPy's number": (lambda: np.float64(5.0)[0][0], SEVERAL),
    "through an array of no axes": (lambda: list(np.array(5.0)), SEVERAL),
    "math of an array": (lambda: math.exp(ARRAY), ONE),
    "math of a list": (lambda: math.sqrt([1.0, 2.0]), ONE),
    "float of a list": (lambda: float([1.0]), ONE),
    "float of an array": (lambda: float(ARRAY), ONE),
    "exp of texts": (lambda: np.exp(np.array(["a"])), OTHER),
    "exp of objects": (lambda: np.exp(np.array([1.0, "a"], dtype=object)), OTHER),
    "one argument too many": (lambda: nothing(1), ARGUMENTS),
    "an unknown argument": (lambda: np.exp(ARRAY, base=2), NAMES),
    "an unknown argument of one's own": (lambda: (lambda x: x)(y=2), NAMES),
    "a type as a number": (lambda: float * 2.0, "A type stands where a value"),
    "a kind of layer as a number": (lambda: torch.nn.ReLU + 1, "A type stands where a value"),
    "with without brackets": (lambda: exec("with torch.no_grad: pass"), "brackets belong after"),
    "an array's backward": (lambda: ARRAY.backward(), "PyTorch's tensors have"),
    "a method of a truth value": (lambda: (HALF > 0).train(), "has nothing of that name"),
    "a number is appended to": (lambda: (1).append(2), "has nothing of that name"),
    "a list is added to": (lambda: PAIR.add(3), "grows by `append`"),
    "an array's own type": (lambda: np.array(1, 2), "brackets of their own"),
    "a number takes an entry": (lambda: exec("x = 1.5\nx[0] = 2"), "take none"),
    "a tuple takes an entry": (lambda: exec("x = (1, 2)\nx[0] = 2"), "take none"),
    "through a function": (lambda: [k for k in len], CALL),
    "float of a text": (lambda: float("a"), "is no number"),
    "a method of a map": (lambda: map(abs, PAIR).sum(), ON_DEMAND),
    "a length of a map": (lambda: len(map(abs, PAIR)), ON_DEMAND),
    "an entry of a zip": (lambda: zip(PAIR)[0], ON_DEMAND),
    "in a number": (lambda: 1 in 5, SEVERAL),
    "two names for a number": (lambda: exec("a, b = 1"), SEVERAL),
    "through an object": (lambda: [k for k in object()], NO_ENTRIES),
    "several into one place": (lambda: ARRAY.copy().__setitem__(0, PAIR), "One place of an array"),
    "a logarithm below 0": (lambda: math.log(-1.0), "has no number for"),
    "a large exponential": (lambda: math.exp(1000.0), "has no number for"),
    "an index of two arrays": (lambda: np.sum(ARRAY, ARRAY), WHOLE_ONE),
    "a dictionary minus": (lambda: object() - 1, "`type(...)` of each"),
    "an array as a condition": (lambda: 1 if ARRAY > 0 else 0, ELEMENTS),
    "shapes that differ": (lambda: ARRAY + np.ones(3), SHAPES),
    "tensors that differ": (lambda: TENSOR + torch.ones(3), SHAPES),
    "too many places": (lambda: ARRAY[0, 1], SHAPES),
    "a mask of another length": (lambda: ARRAY[np.array([True])], SHAPES),
    "an array of uneven rows": (lambda: np.array([[1.0], [1.0, 2.0]]), "have one length"),
    "the least of nothing": (lambda: min([]), "of nothing"),
    "NumPy's least of nothing": (lambda: np.array([]).min(), "of nothing"),
    "NumPy's place of nothing": (lambda: np.argmin([]), "of nothing"),
    "beyond a list": (lambda: PAIR[2], INDEX),
    "beyond an array": (lambda: ARRAY[2], INDEX),
    "beyond a tensor": (lambda: TENSOR[2], INDEX),
    "no such attribute": (lambda: ARRAY.velocity, KIND),
    "a method in the plural": (lambda: ARRAY.sums(), "nearest that is there is `sum`"),
    "a misspelt function": (lambda: np.maximun(ARRAY, 0), "is `maximum`"),
    "backwards": (lambda: TENSOR.backwards(), "is `backward`"),
    "a misspelt layer": (lambda: torch.nn.Linaer(1, 1), "is `Linear`"),
    "a network's backward": (lambda: Net().backward(1), "calling the network itself"),
    "a network's predict": (lambda: Net().predict(1), "calling the network itself"),
    "a slope of a number": (lambda: HALF.backward(), "only a tensor has that"),
    "a type of one comparison": (lambda: (HALF > 0).astype(float), ONE_TRUTH),
    "equal lists": (lambda: ([1] == [2]).sum(), ONE_TRUTH),
    "a method of a number": (lambda: HALF.sum(), "without an array's methods"),
    "a method of a list": (lambda: PAIR.mean(), "Before the dot stands no array"),
    "with a name alone": (with_a_name, "takes what a call gives"),
    "another device": (no_such_device, "No such device"),
    "no forward pass": (lambda: Net()(TENSOR), "finds no method `forward`"),
    "a list of layers called": (lambda: torch.nn.ModuleList()(TENSOR), "finds no method `forward`"),
    "a method as numbers": (lambda: torch.tensor(ARRAY.transpose), "named there and not called"),
    "an array is appended to": (lambda: ARRAY.append(1), "keeps its length"),
    "a method of a method": (lambda: TENSOR.mean.item(), "named and not called"),
    "a layer's entry": (lambda: torch.nn.Linear(1, 1)[0], "round ones, after"),
    "a number turned round": (lambda: list(reversed(3)), "no order to turn round"),
    "an entry of one number": (lambda: TENSOR.sum()[0], "A single number stands"),
    "a way back of NumPy's": (lambda: ARRAY.mean().backward(), "`torch.tensor(...)` makes one"),
    "a set is appended to": (lambda: {1}.append(2), "`add` takes one in"),
    "an older generator": (lambda: np.random.default_rng(0).randn(2), "older functions"),
    "no brackets around a layer": (lambda: torch.nn.Sequential(torch.nn.ReLU), LAYER),
    "a function as a layer": (lambda: torch.nn.Sequential(torch.relu), LAYER),
    "a layer as a number": (lambda: torch.nn.ReLU() * 2, "where its result is needed"),
    "a layer into a layer": (lambda: torch.nn.Linear(2, 1)(torch.nn.ReLU(TENSOR)), "its result is"),
    "no super": (lambda: Unprepared(), BEGIN),
    "two things of max": (lambda: torch.ones(2, 3).max(dim=1).sum(), PLACES),
    "one side of maximum": (lambda: np.maximum(ARRAY), "compare two things"),
    "two rows without brackets": (lambda: np.array(PAIR, [3, 4]), "two rows are"),
    "a place for the result": (lambda: np.exp(HALF, HALF), "One argument too many"),
    "places of a number": (places_of_a_number, "asks for places"),
    "two arrays without brackets": (lambda: np.array(ARRAY, ARRAY), "two rows are"),
    "three rows without brackets": (lambda: np.array(PAIR, PAIR, PAIR), "two rows are"),
    "a shape without brackets": (lambda: np.zeros(2, 3), "brackets of their own"),
    "fractions into whole numbers": (lambda: WHOLE.copy().__iadd__(0.5), NEW_ARRAY),
    "fractions into a whole tensor": (lambda: torch.tensor([1, 2]).__iadd__(0.5), NEW_ARRAY),
    "an axis too many": (lambda: ARRAY.sum(axis=1), "Axes count from 0"),
    "an axis too many of a tensor": (lambda: TENSOR.sum(dim=1), "Axes count from 0"),
    "two names for three": (lambda: exec("a, b = 1, 2, 3"), "Count the names"),
    "three names for two": (lambda: exec("a, b, c = 1, 2"), "Count the names"),
    "classes as fractions": (lambda: torch.nn.functional.cross_entropy(ROWS, TENSOR), LONG),
    "NumPy of a recorded tensor": (lambda: np.exp(RECORDED), GRAD),
    "a recorded tensor in place": (lambda: RECORDED.__iadd__(1.0), GRAD),
    "backward twice": (lambda: twice((RECORDED * RECORDED).exp().sum()), "once for each forward"),
    "backward from many": (lambda: (RECORDED * 2).backward(), "starts from one number"),
    "backward from nothing": (lambda: (TENSOR * 2).sum().backward(), "Nothing recorded"),
    "item of many": (lambda: TENSOR.item(), ONE),
    "an order of objects": (lambda: object() > 1, "have no order"),
    "places not taken out": (lambda: range(np.where(ARRAY > 1)), TUPLE),
    "places as a number": (lambda: int(np.where(ARRAY > 1)), TUPLE),
    "a method of places": (lambda: np.where(ARRAY > 1).tolist(), TUPLE),
    "places plus one": (lambda: np.where(ARRAY > 1) + 1, TUPLE),
    "of another kind": (lambda: (_ for _ in ()).throw(OSError("no room")), ALONE),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", RAISED)
def test_an_error_is_told_by_what_it_usually_means(case):
    line, words = RAISED[case]
    try:
        line()
    except Exception as error:
        kind, text = type(error).__name__, str(error).strip().splitlines()[0]
    else:
        pytest.fail("it raised nothing")
    assert words in advice_on(kind, text), f"{kind}: {text}"


def test_the_line_tells_the_largest_of_two_from_an_axis():
    whole = "'float' object cannot be interpreted as an integer"
    assert "np.maximum" in advice_on("TypeError", whole, "return np.max(0, z)")
    assert "np.maximum" not in advice_on("TypeError", whole, "for k in range(n / 2):")
    assert "`range` counts" in advice_on("TypeError", whole, "for k in range(n / 2):")
    assert "second argument an axis" in advice_on("TypeError", whole, "z = np.sum(x, w)")
    assert "one argument" in advice_on("TypeError", whole, "z = np.concatenate(x, w)")
    assert "by name" in advice_on("TypeError", whole, "return rng.choice(3, p)")
    many = "The truth value of an array with more than one element is ambiguous."
    assert "in brackets" in advice_on("ValueError", many, "np.sum(y == i & z == j)")
    assert "element by element" in advice_on("ValueError", many, "if y == i and z == j:")


def test_a_length_that_is_subtracted_from_too_early_is_told_by_its_line():
    text = "unsupported operand type(s) for -: 'list' and 'int'"
    for line in ("for k in range(len(layer_sizes - 1)):", "len(sizes-1)", "n = len(a.b + 1)"):
        assert "closes too late" in advice_on("TypeError", text, line)
    for line in ("return layer_sizes - 1", "n = len(sizes) - 1 + (sizes - 1)", ""):
        assert "np.asarray" in advice_on("TypeError", text, line)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("exp(-2.0)", "as `np.exp`"),
        ("1 / (1 + exp(-2.0))", "as `np.exp`"),
        ("maximum(0.0, 1.0)", "as `np.maximum`"),
        ("array([1.0])", "as `np.array`"),
        ("2 * pi", "is `np.pi`"),
        ("e ** 2.0", "Euler's number, if meant, is `np.e`"),
        ("math.exp(2.0)", "`import math` makes it known, and NumPy has most"),
        ("np.exp(2.0)", "`import numpy as np` makes it known."),
        ("nn.ReLU()", "`from torch import nn` makes it known."),
        ("true", "writes `True` with a capital"),
        ("[none]", "writes `None` with a capital"),
        ("mean + 1", "Nothing has that name here"),
        ("weight * 2", "Nothing has that name here"),
        ("my.exp(2)", "Nothing has that name here"),
    ],
)
def test_a_name_that_nobody_imported_is_told_where_it_comes_from(line, words):
    with pytest.raises(NameError) as caught:
        eval(line, {})
    assert words in advice_on("NameError", str(caught.value), line)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("sum = sum(x)", "sum"),
        ("max = 0\n    return max(x)", "max"),
        ("len = 2\n    for k in range(len(x)): pass", "len"),
    ],
)
def test_a_name_that_hides_a_built_in_function_is_told(body, name):
    scope = {}
    exec(f"def total(x):\n    {body}", scope)
    try:
        scope["total"]([1, 2])
    except Exception as error:
        advice = advice_on(type(error).__name__, str(error), body.splitlines()[-1].strip())
    assert f"`{name}`" in advice
    assert "no longer stands for Python's own" in advice


def test_a_call_of_a_number_blames_no_built_in_function_without_one_in_the_line():
    text = "'float' object is not callable"
    assert "Round brackets call" in advice_on("TypeError", text, "return w(0) * np.sum(x)")
    assert "Python's own" not in advice_on("UnboundLocalError", "variable 'z' referenced before")


def test_a_misspelt_method_of_a_list_is_near_its_own():
    assert "`append`" in advice_on("AttributeError", "'list' object has no attribute 'apend'")
    assert near_name("'Value' object has no attribute 'dat'") == ""
    assert near_name("module 'os' has no attribute 'pathh'") == ""
    assert near_name("no such sentence") == ""


def test_an_error_without_a_text_is_told_by_its_kind():
    assert advice_on("KeyError", "") == ADVICE["KeyError"]
    assert advice_on("TypeError", "") == ALONE


def test_every_cause_is_met_above():
    texts = []
    for line, _ in RAISED.values():
        try:
            line()
        except Exception as error:
            texts.append((type(error).__name__, str(error)))
    for kinds, pattern, _ in causes.CAUSES:
        assert any(kind in kinds.split() and re.search(pattern, text) for kind, text in texts)


# What is blank, and what PyTorch cannot compute: both are a NotImplementedError


def square(x):
    return x ^ 2


def blank(x):
    raise NotImplementedError("still to do")


@pytest.mark.parametrize(
    "compute",
    [
        square,
        lambda x: torch.arange(3).mean(),
        lambda x: torch.arange(3).std(),
        lambda x: -(x > 0),
        lambda x: torch.nn.functional.cross_entropy(torch.ones(1, 2).long(), torch.tensor([0])),
    ],
)
def test_what_pytorch_cannot_compute_is_no_blank(compute):
    with pytest.raises(CheckFailed, match="stopped with NotImplementedError in the line"):
        check(compute, TENSOR, expected=TENSOR)
    with pytest.raises(CheckFailed):
        check_raises(compute, TENSOR, error=ValueError, hint="Refuse it.")
    with pytest.raises(CheckFailed, match="raised NotImplementedError"), hidden_test("a tensor"):
        check(compute, TENSOR, expected=TENSOR)
    with pytest.raises(NotImplementedError), once_written("square"):
        compute(TENSOR)
    assert isinstance(ask(call(TENSOR)("square"), compute), Raised)


def test_a_bare_module_stands_for_a_network_that_is_not_written_yet(capsys):
    """In lesson 10 until a cell trains the learner's; a class without `forward` is no blank."""
    with once_written("LeNet"):
        torch.nn.Module()(TENSOR)
    assert "comes alive once `LeNet` is written" in capsys.readouterr().out
    with pytest.raises(NotImplementedError), once_written("Net"):
        Net()(TENSOR)


def test_a_blank_is_blank(capsys):
    with pytest.raises(NotImplementedError):
        check(blank, TENSOR, expected=TENSOR)
    with pytest.raises(NotImplementedError):
        check_raises(blank, TENSOR, error=RuntimeError, hint="Refuse it.")
    with pytest.raises(NotImplementedError):
        ask(call(TENSOR)("square"), blank)
    with once_written("square"):
        blank(TENSOR)
    assert capsys.readouterr().out.count("comes alive once") == 1


def test_a_module_without_forward_is_told_so():
    with pytest.raises(CheckFailed, match="no method `forward`"):
        check(Net(), TENSOR, expected=TENSOR)
    assert isinstance(ask(call(TENSOR)("square"), Net()), Raised)
