"""What an error usually means: the advice of a check when the learner's code raised one.

Only the kind and the text of the error, and the line that it stopped, are looked at, so that an
answer in another process is advised alike.
"""

from __future__ import annotations

import builtins
import re

import numpy as np

from utils.checking.near_names import near_name

# By kind, where the text says nothing more
ADVICE = {
    "NameError": "Nothing has that name here: it may be misspelt, not imported, made in another "
    "function, or in a cell above that has not run.",
    "IndexError": "Compare the index with the size of the array: the last valid one is size - 1.",
    "KeyError": "Print the keys that exist, and compare.",
    "ZeroDivisionError": "Look at what the division divides by, and when it is 0.",
    "AttributeError": "Check what kind of value stands before the dot, with `type(...)`.",
    "RecursionError": "A function calls itself over and over: give it a case where it stops.",
    "UnboundLocalError": "Give the variable a value before its first use; one that it gets in a "
    "loop or an `if` is there only where that ran.",
    "SystemExit": "Leave the function with `return`; `exit` and `quit` would end the notebook.",
}
ALONE = "Run that line alone in a new cell, with the same values."
# What learners write without importing it, and how it is imported
IMPORTS = {
    "np": "import numpy as np",
    "numpy": "import numpy",
    "math": "import math",
    "random": "import random",
    "torch": "import torch",
    "nn": "from torch import nn",
    "F": "import torch.nn.functional as F",
    "plt": "import matplotlib.pyplot as plt",
}
CAPITALS = {"true": "True", "false": "False", "none": "None", "null": "None"}
CONSTANTS = {"pi": "the number pi", "e": "Euler's number", "inf": "infinity", "nan": "NaN"}
NAMED = (
    r"(function|method|builtin_function_or_method|method_descriptor|type"
    r"|numpy\.ufunc|(numpy\.)?_ArrayFunctionDispatcher)"
)
SEQUENCE = r"'(list|tuple|dict|set|range|map|zip|generator|filter)'"
NUMBER = r"'(int|float|bool|complex|numpy\.(float|int|uint|bool)\w*)'"
LAYER = r"(ReLU|Sigmoid|Tanh|LeakyReLU|Softmax|Linear|Sequential|Conv2d|MaxPool2d|Flatten|Dropout)"
OF_ARRAYS = (
    r"(shape|size|ndim|dtype|T|astype|sum|mean|max|min|any|all|argmax|argmin|reshape|flatten|ravel"
    r"|copy|dot|std|var|tolist|squeeze|transpose|item|clip|float|long|int|view)"
)
OPERAND = r"operand|not supported between|argument must be|must be real number"
WHOLE_ONE = (
    "A whole number must stand there, for a place, a count or an axis. `for v in x` gives the "
    "entries of x, and `for i in range(len(x))` their places; `//` divides to a whole number."
)
OLDER = re.compile(r"Generator' object has no attribute '(rand|randn|randint)'")
OF_TWO = (
    "`np.max` takes an axis as its second argument: of two things, entry by entry, `np.maximum` "
    "takes the larger, and `np.minimum` the smaller."
)
# What a line holds, and what is told there instead of `WHOLE_ONE`
WHOLE_IN = [
    (re.compile(r"\b(np|numpy)\.(max|min|amax|amin)\("), OF_TWO),
    (
        re.compile(r"\b(np|numpy)\.(sum|mean|prod|std|var|argmax|argmin)\("),
        "NumPy's `sum`, `mean` and the like take one array, and as their second argument an axis; "
        "`*` multiplies two arrays, and `+` adds them.",
    ),
    (
        re.compile(r"\b(np|numpy)\.(concatenate|stack)\("),
        "The arrays that are put together are one argument: put them in square brackets.",
    ),
    (
        re.compile(r"\.choice\("),
        "After what it draws from, `choice` takes how many to draw: probabilities are given by "
        "name, as in `p=...`.",
    ),
    (
        re.compile(r"\brange\("),
        "`range` counts up to a whole number: of an array, `len(...)` is one; `//` divides to one.",
    ),
]
HIDDEN_NAME = (
    "Where a value was given the name {name}, that name no longer stands for Python's own "
    "function: choose another one for the value, and run its cell again."
)
BRACKETS = (
    "`&` and `|` join truth values, and come before `<`, `>` and `==`: put each comparison in "
    "brackets."
)
ONE_TRUTH = (
    "`if`, `and`, `not` and `max` decide by one truth value, and an array gives many; NumPy's "
    "functions work element by element."
)
LENGTH_FIRST = (
    "The bracket of `len` closes too late: `len(...)` takes the list as it is, and what is added "
    "to its length, or subtracted from it, stands behind that bracket."
)
NO_LIST = "One side is not a number or an array: a list becomes one with `np.asarray(...)`."
# (kinds, what the text holds, advice): the first that fits
CAUSES = [
    (
        "NotImplementedError",
        r"missing the required .?forward",
        "PyTorch finds no method `forward` there: a class needs one of that very name, and a "
        "ModuleList has none; `nn.Sequential` calls its layers one after another.",
    ),
    (
        "TypeError NotImplementedError RuntimeError",
        r"numpy boolean (subtract|negative)|bool tensor",
        "Truth values are not subtracted: make numbers of them first.",
    ),
    (
        "TypeError RuntimeError NotImplementedError",
        r"for \^|bitwise_xor",
        "In Python `^` is no power: a power is `**`, as in `3**2`, which is 9.",
    ),
    (
        "TypeError RuntimeError NotImplementedError",
        r"for [&|]=?:|bitwise_(and|or)",
        BRACKETS,
    ),
    (
        "AttributeError",
        r"before Module\.__init__\(\) call",
        "Begin `__init__` with `super().__init__()`: it makes the network ready for its layers.",
    ),
    (
        "TypeError",
        r"is not a Module subclass",
        "A network is put together from layers: brackets make one, as in `nn.ReLU()`; the name "
        "alone is a kind of layer, and a function such as `torch.relu` is none.",
    ),
    (
        "TypeError",
        rf"must be Tensor, not {LAYER}|operand.*'{LAYER}'",
        "A layer stands where its result is needed: `nn.ReLU()` makes the layer, and that one is "
        "called with the tensor.",
    ),
    (
        "TypeError",
        r"operand.*'type'",
        "A type stands where a value is needed, such as `float` or `nn.ReLU`: round brackets after "
        "its name make a value.",
    ),
    (
        "TypeError AttributeError",
        r"context manager|__enter__",
        "`with` takes what a call gives: brackets belong after the name, as in "
        "`with torch.no_grad():`.",
    ),
    (
        "AttributeError",
        r"torch\.return_types",
        "Along an axis, PyTorch's `max` and `min` give two things, the values and their places; "
        "`argmax` and `argmin` give the places alone.",
    ),
    (
        "AttributeError",
        r"'(int|float)' object has no attribute '(backward|detach|grad|zero_grad|requires_grad)",
        "A plain number stands there, and only a tensor has that: `.item()`, `float(...)` and "
        "NumPy give plain numbers.",
    ),
    (
        "AttributeError",
        r"'(numpy\.)?(ndarray|float64)' object has no attribute '(backward|detach|grad|zero_grad"
        r"|cpu|requires_grad|unsqueeze|numpy)",
        "NumPy's arrays and numbers have nothing of that name, and PyTorch's tensors have: "
        "`torch.tensor(...)` makes one.",
    ),
    (
        "AttributeError",
        rf"'bool' object has no attribute '{OF_ARRAYS}'",
        "Before the dot stands one truth value, as a comparison of single numbers or of lists "
        "gives one; `np.asarray(...)` makes an array of it.",
    ),
    (
        "AttributeError",
        r"'(builtin_function_or_method|method|function)' object has no attribute",
        "Before the dot stands a function that is named and not called: round brackets after its "
        "name call it.",
    ),
    (
        "AttributeError",
        r"'bool' object has no attribute",
        "Before the dot stands True or False, which has nothing of that name.",
    ),
    (
        "AttributeError",
        rf"'(int|float|complex)' object has no attribute '{OF_ARRAYS}'",
        "Before the dot stands a single number, without an array's methods: `np.asarray(...)` "
        "makes an array of it.",
    ),
    (
        "AttributeError",
        r"'(int|float|complex)' object has no attribute",
        "Before the dot stands a single number, which has nothing of that name: find the line that "
        "makes it.",
    ),
    (
        "AttributeError",
        r"'list' object has no attribute '(add|push|push_back|put)'",
        "A list grows by `append`.",
    ),
    (
        "AttributeError",
        r"'ndarray' object has no attribute 'append'|'numpy\.ndarray' object has no .* 'append'",
        "An array keeps its length: collect in a list, and make the array of it at the end.",
    ),
    (
        "AttributeError",
        r"'set' object has no attribute '(append|insert|extend)'",
        "A set has no order and no end to put things at: `add` takes one in.",
    ),
    (
        "AttributeError",
        OLDER.pattern,
        "A generator draws with `random`, `normal` and `integers`; that name is of NumPy's older "
        "functions.",
    ),
    (
        "AttributeError",
        rf"'({LAYER}|\w*([Nn]et|[Mm]odel|Classifier)\w*)' object has no attribute "
        r"'(predict|fit|backward|loss)'",
        "PyTorch's networks have no such method: calling the network itself gives its outputs, and "
        "`backward` belongs to the loss.",
    ),
    (
        "TypeError",
        r"(maximum|minimum)\(\) (takes|missing)",
        "`np.maximum` and `np.minimum` compare two things, entry by entry: give both, with a comma "
        "between them.",
    ),
    (
        "TypeError",
        r"Cannot interpret .* as a data type",
        "The second argument there is a type of numbers. Numbers that belong together are one "
        "argument, in brackets of their own, as in `np.zeros((2, 3))` and `np.array([2, 3])`.",
    ),
    (
        "TypeError",
        r"Field elements must be|\barray\(\) takes from|construct a dtype from an array",
        "All that an array holds is one argument, in brackets of its own: two rows are "
        "`np.array([[1, 2], [3, 4]])`. A second argument is read as a type of numbers.",
    ),
    (
        "TypeError",
        r"return arrays must be of ArrayType",
        "One argument too many: behind what it compares or computes with, a function of NumPy's "
        "takes an array that the result is written into.",
    ),
    (
        "ValueError",
        r"Calling nonzero on 0d",
        "`np.where` with a condition alone asks for places, and a single number has none: tell it "
        "both values, too, as in `np.where(condition, a, b)`.",
    ),
    (
        "UFuncTypeError _UFuncOutputCastingError RuntimeError",
        r"Cannot cast ufunc .* output|can't be cast to the desired output type",
        "That array holds whole numbers or truth values, and no decimals: `+=` and the like write "
        "there, while `w = w + ...` makes a new array.",
    ),
    (
        "AxisError IndexError ValueError",
        r"axis -?\d+ is out of bounds|Dimension out of range",
        "Axes count from 0, so that an array with one axis has axis 0 alone: print its shape.",
    ),
    (
        "ValueError",
        r"values to unpack",
        "Count the names, before `=` or after `for`, and print what comes: there must be as many.",
    ),
    (
        "RuntimeError",
        r"expected target dtype|expected scalar type Long",
        "Classes are whole numbers to PyTorch's losses: `.long()` makes them.",
    ),
    (
        "RuntimeError",
        r"Can't call numpy\(\) on Tensor that requires grad",
        "NumPy cannot follow a tensor whose slopes are recorded: PyTorch has functions of its own, "
        "such as `torch.relu`; where no slope is needed, `.detach()` comes first.",
    ),
    (
        "RuntimeError",
        r"a second time",
        "`backward` runs once for each forward pass: compute the loss anew before it runs again.",
    ),
    (
        "RuntimeError",
        r"only for scalar outputs",
        "`backward` starts from one number: take the mean or the sum of the losses first.",
    ),
    (
        "RuntimeError",
        r"does not require grad and does not have a grad_fn",
        "Nothing recorded how that came about: `no_grad`, `detach`, `.item()`, `argmax`, a "
        "comparison or a tensor made anew cut it off from the parameters.",
    ),
    (
        "RuntimeError",
        r"leaf Variable that requires grad",
        "A parameter is changed in place while its slopes are recorded: `torch.no_grad()` stops "
        "the recording meanwhile.",
    ),
    (
        "TypeError AttributeError",
        r"\bNoneType\b",
        "A value there is None. A function without `return` gives it, and so do those that change "
        "their list or array in place, such as `shuffle`, `sort` and `append`.",
    ),
    (
        "TypeError",
        r"object does not support item assignment",
        "Lists, dictionaries, arrays and tensors take new entries by `[...] =`; numbers, tuples "
        "and texts take none.",
    ),
    (
        "TypeError",
        rf"^'({NAMED}|{LAYER})' object is not subscriptable",
        "Square brackets pick an entry; round ones, after a function's name, call it.",
    ),
    (
        "TypeError RuntimeError",
        rf"({OPERAND}).*'{NAMED}'|of type {NAMED} |not {NAMED}$|'{NAMED}' object is not iterable"
        rf"|infer dtype of {NAMED}",
        "A function is named there and not called: round brackets after its name call it.",
    ),
    (
        "RuntimeError AssertionError",
        r"NVIDIA driver|not compiled with CUDA",
        "No such device is here: `.to(device)` moves to the one that is.",
    ),
    (
        "TypeError",
        "object is not callable",
        "Round brackets call what stands before them, and here that is no function: an entry takes "
        "square ones, and a product `*`.",
    ),
    (
        "TypeError",
        r"operand.*'str'|can only concatenate str|'str' and|and 'str'",
        "One side is a text: what stands in quotation marks is no name and no number.",
    ),
    (
        "ValueError",
        r"could not convert string",
        "A text stands where a number is needed: what stands in quotation marks is no number.",
    ),
    (
        "AttributeError TypeError",
        r"'tuple' object (has no|cannot be interp)|not 'tuple'$|operand.*'tuple'|\) to tuple",
        "A tuple stands there: a comma makes one, and `np.where` with one argument gives one; its "
        "`[0]` is the first thing in it.",
    ),
    (
        "AttributeError",
        r"'(list|range)' object has no attribute",
        "Before the dot stands no array: `np.asarray(...)` makes one of a list.",
    ),
    (
        "AttributeError",
        r"'(map|zip|generator|filter)' object has no attribute",
        "What stands before the dot makes its entries only when asked for them: `list(...)` "
        "collects them all, and `np.asarray` makes an array of the list.",
    ),
    (
        "TypeError",
        rf"operand.*{SEQUENCE}|can't multiply sequence|can only concatenate",
        NO_LIST,
    ),
    (
        "TypeError ValueError",
        r"for @=?:|matmul: Input operand \d does not have enough dimensions",
        "`@` multiplies arrays: a number takes `*`, and a function its round brackets first.",
    ),
    (
        "TypeError",
        r"must be (a )?Tensor|expected Tensor",
        "PyTorch computes with tensors: `torch.tensor(...)` makes one of a number, list or array.",
    ),
    (
        "TypeError",
        r"list indices must be integers or slices, not tuple",
        "A list takes one place at a time, as in `rows[0][1]`; and what `np.where` gives is a "
        "tuple, whose `[0]` holds the places.",
    ),
    (
        "TypeError IndexError",
        r"indices must be integers|as an integer|only integer|only integers|of integer"
        r"|__index__",
        WHOLE_ONE,
    ),
    (
        "TypeError",
        r"'(int|float)' object is not reversible",
        "A single number has no order to turn round: `range(n)` counts up to a number.",
    ),
    (
        "TypeError IndexError",
        rf"{NUMBER} object is not (iterable|subscriptable)|{NUMBER} is not (iterable|a container)"
        rf"|type {NUMBER} has no len\(\)|unsized object|0-d(im)? (array|tensor)|scalar variable"
        r"|non-iterable (int|float|bool|numpy\.\w+) ",
        "A single number stands where several are needed; `range(n)` counts up to a number.",
    ),
    (
        "TypeError",
        r"type '(map|zip|generator|filter)' has no len"
        r"|'(map|zip|generator|filter)' object is not subscriptable",
        "What stands there makes its entries only when asked for them: `list(...)` collects them "
        "all.",
    ),
    (
        "TypeError",
        r"object is not (iterable|subscriptable)|has no len\(\)|cannot unpack non-iterable",
        "What stands there has no entries: print it, and its `type(...)`.",
    ),
    (
        "ValueError",
        r"setting an array element with a sequence(?!.*inhomogeneous)",
        "One place of an array takes one number, and several come: print what stands right of `=`.",
    ),
    (
        "ValueError OverflowError",
        r"math domain error|math range error|expected a (positive|nonnegative) input"
        r"|Result too large",
        "A function of `math` was asked for what it has no number for: the root or logarithm of a "
        "number below 0, the logarithm of 0, or an exponential of a large number.",
    ),
    (
        "TypeError ValueError RuntimeError",
        r"only (length-1|size-1|0-dimensional|one-element|one element)|converted to Scalar"
        r"|must be real number|argument must be a string",
        "`int`, `float`, `.item()` and the functions of `math` take one number; `.astype(int)` and "
        "NumPy's functions work element by element.",
    ),
    (
        "TypeError",
        r"ufunc .* not supp|does not support argument|did not contain a loop|numpy\.object_",
        "Something else than numbers stands there, or inside an array: print it, and its `dtype`.",
    ),
    (
        "TypeError",
        r"unexpected keyword argument|invalid keyword argument",
        "The called function has no argument of that name: compare it with the names that it has.",
    ),
    (
        "TypeError",
        r"argument",
        "Count what stands between the brackets of that call, and compare it with what the called "
        "function asks for, name by name.",
    ),
    (
        "TypeError",
        r"not supported between instances",
        "Two things are compared that have no order: print both, and the `type(...)` of each.",
    ),
    (
        "TypeError",
        r"unsupported operand",
        "One side is not a number or an array: print both, and look at the `type(...)` of each.",
    ),
    (
        "ValueError RuntimeError",
        r"ambiguous",
        ONE_TRUTH,
    ),
    (
        "NotImplementedError RuntimeError",
        r"not implemented for '(Long|Int|Short|Byte|Bool)|only support floating|infer output dtype",
        "These are whole numbers or truth values, and PyTorch wants fractions there: `.float()` "
        "makes them.",
    ),
    (
        "RuntimeError",
        r"same dtype|scalar type|[Ff]ound dtype",
        "Two kinds of numbers meet: print the `dtype` of each. `.float()` makes float32.",
    ),
    ("IndexError", r"out of bounds", ADVICE["IndexError"]),
    (
        "ValueError",
        r"inhomogeneous",
        "The rows of an array have one length: parts of several lengths stay in a list.",
    ),
    (
        "ValueError RuntimeError IndexError",
        r"empty sequence|iterable argument is empty|zero-size|argument is empty|of an empty",
        "The lowest, highest or first of nothing is asked for: print what is empty there.",
    ),
    (
        "ValueError IndexError RuntimeError",
        r"shape|dimension|broadcast|size",
        "Print the shapes of what that line combines, and see which axes must agree.",
    ),
]


# PyTorch raises NotImplementedError for numbers of a kind that an operation does not take, too, and
# for a network without a forward pass; a bare nn.Module() stands for one that is not written yet
NOT_FOR_THESE = re.compile(
    r"not implemented for '|\bdtypes?\b|bool tensor|(?<!Module \[Module\] is )missing the required"
)


def is_blank(error: BaseException) -> bool:
    """Whether an error says that an exercise is blank, and not what PyTorch cannot compute.

    >>> is_blank(NotImplementedError("-")), is_blank(ValueError("-"))
    (True, False)
    >>> is_blank(NotImplementedError("'bitwise_xor_cpu' not implemented for 'Float'"))
    False
    >>> is_blank(NotImplementedError('Module [Net] is missing the required "forward" function'))
    False
    """
    try:
        return isinstance(error, NotImplementedError) and not NOT_FOR_THESE.search(str(error))
    except Exception:  # a class of the learner's own, whose text fails
        return True


# What of an error's text is the same in every version of Python, NumPy and PyTorch
NAMES = {
    "AttributeError": re.compile(r"'([\w.]+)' (?:object )?has no attribute '(\w+)'"),
    "NameError": re.compile(r"name '(\w+)' is not defined"),
}


def gist_of(kind: str, text: str) -> str:
    """What an error is about, in a text that all versions share; may be empty.

    >>> gist_of("AttributeError", "'Tensor' object has no attribute 'backwards'")
    'Tensor backwards'
    >>> gist_of("TypeError", "'function' object is not subscriptable") != gist_of("TypeError", "?")
    True
    """
    if kind in NAMES and (found := NAMES[kind].search(text)):
        return " ".join(part.rpartition(".")[2] for part in found.groups())
    fits = (p for kinds, p, _ in CAUSES if kind in kinds.split() and re.search(p, text))
    return next(fits, "")


def advice_on(kind: str, text: str, line: str = "") -> str:
    """What to try after an error.

    Args:
        kind: its type's name.
        text: the first line of what it says.
        line: the line of the learner's code that it stopped, where that is known.

    >>> advice_on("TypeError", "unsupported operand type(s) for ^: 'float' and 'int'")
    'In Python `^` is no power: a power is `**`, as in `3**2`, which is 9.'
    """
    if kind == "AttributeError" and not OLDER.search(text) and (name := near_name(text)):
        return f"Nothing of that name is there; the nearest that is there is `{name}`."
    if line.startswith("raise "):
        return "That line raises the error on purpose: print what the condition above it compares."
    if name := _hidden_name(kind, text, line):
        return HIDDEN_NAME.format(name=name)
    if kind == "NameError" and (told := _of_unknown_name(text, line)):
        return told
    for kinds, pattern, advice in CAUSES:
        if kind in kinds.split() and re.search(pattern, text):
            return _in_line(advice, line)
    return ADVICE.get(kind, ALONE)


def _in_line(advice: str, line: str) -> str:
    """The advice for what the line holds, where that says more than the error."""
    if advice is ONE_TRUTH and re.search(r"[&|]", line):
        return BRACKETS
    if advice is NO_LIST and re.search(r"\blen\([\w.]+ *[-+]", line):
        return LENGTH_FIRST
    held = WHOLE_IN if advice is WHOLE_ONE else []
    return next((told for pattern, told in held if pattern.search(line)), advice)


def _of_unknown_name(text: str, line: str) -> str:
    """What to try where a name is not defined that a module, NumPy or Python gives; or nothing.

    >>> _of_unknown_name("name 'exp' is not defined", "return 1 / (1 + exp(-z))")
    'Nothing is called `exp` by itself; NumPy has it, as `np.exp`.'
    >>> _of_unknown_name("name 'weight' is not defined", "z = weight * x")
    ''
    """
    found = NAMES["NameError"].search(text)
    name = found[1] if found else ""
    if name in IMPORTS:
        also = ", and NumPy has most of its functions, for arrays too" if name == "math" else ""
        return f"That module is not imported: `{IMPORTS[name]}` makes it known{also}."
    if name in CAPITALS:
        return f"Python writes `{CAPITALS[name]}` with a capital letter."
    if name in CONSTANTS:
        return f"Nothing is called `{name}` here; {CONSTANTS[name]}, if meant, is `np.{name}`."
    if callable(getattr(np, name, None)) and re.search(rf"(?<![\w.]){name}\(", line):
        return f"Nothing is called `{name}` by itself; NumPy has it, as `np.{name}`."
    return ""


def _hidden_name(kind: str, text: str, line: str) -> str:
    """The name of a built-in function that a value took; empty where none can be seen.

    >>> _hidden_name("UnboundLocalError", "cannot access local variable 'sum' where it is", "")
    '`sum`'
    >>> _hidden_name("TypeError", "'float' object is not callable", "return sum(max(x)) + b")
    '`sum` or `max`'
    """
    if kind == "UnboundLocalError":
        found = re.findall(r"variable '(\w+)'", text)
    elif kind == "TypeError" and re.search(r"^'[\w.]+' object is not callable", text):
        found = re.findall(r"(?<![\w.])([a-z]+)\(", line)
    else:
        found = []
    names = [name for name in dict.fromkeys(found) if callable(getattr(builtins, name, None))]
    return " or ".join(f"`{name}`" for name in names)
