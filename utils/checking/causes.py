"""What an error usually means: the advice of a check when the learner's code raised one.

Only the kind and the text of the error are looked at, so that an answer in another process is
advised alike.
"""

from __future__ import annotations

import re

# By kind, where the text says nothing more
ADVICE = {
    "NameError": "Look for a misspelt name, or run the cells above this one first.",
    "IndexError": "Compare the index with the size of the array: the last valid one is size - 1.",
    "KeyError": "Print the keys that exist, and compare.",
    "ZeroDivisionError": "Look at what the division divides by, and when it is 0.",
    "AttributeError": "Check what kind of value stands before the dot, with `type(...)`.",
    "RecursionError": "The function calls itself without an end: give it a case where it stops.",
    "UnboundLocalError": "Give the variable a value before its first use.",
    "SystemExit": "Leave the function with `return`; `exit` and `quit` would end the notebook.",
}
ALONE = "Run that line alone in a new cell, with the same values."
NAMED = (
    r"(function|method|builtin_function_or_method|method_descriptor|type"
    r"|numpy\.ufunc|(numpy\.)?_ArrayFunctionDispatcher)"
)
SEQUENCE = r"'(list|tuple|dict|set|range|map|zip|generator|filter)'"
OPERAND = r"operand|not supported between|argument must be|must be real number"
# (kinds, what the text holds, advice): the first that fits
CAUSES = [
    (
        "TypeError NotImplementedError RuntimeError",
        r"numpy boolean (subtract|negative)|bool tensor",
        "Truth values are not subtracted: make numbers of them first.",
    ),
    (
        "TypeError RuntimeError NotImplementedError",
        r"for \^|bitwise_xor",
        "In Python `^` is no power: write `**`, as in `3**2`, which is 9.",
    ),
    (
        "TypeError RuntimeError NotImplementedError",
        r"for [&|]=?:|bitwise_(and|or)",
        "`&` and `|` come before `<`, `>` and `==`: put each comparison in brackets.",
    ),
    (
        "TypeError AttributeError",
        r"\bNoneType\b",
        "A value there is None, which comes from a function without `return`, and from those "
        "that change their list or array in place, such as `shuffle`, `sort` and `append`.",
    ),
    (
        "TypeError",
        rf"^'{NAMED}' object is not subscriptable",
        "Square brackets pick an entry; round ones, after a function's name, call it.",
    ),
    (
        "TypeError",
        rf"({OPERAND}).*'{NAMED}'|of type {NAMED} |not {NAMED}$",
        "A function is named there and not called: round brackets after its name call it.",
    ),
    (
        "TypeError",
        "object is not callable",
        "Round brackets call what stands before them: an entry takes square ones, a product `*`.",
    ),
    (
        "TypeError",
        r"operand.*'str'|can only concatenate str|'str' and|and 'str'",
        "One side is a text: what stands in quotation marks is no name and no number.",
    ),
    (
        "TypeError",
        rf"operand.*{SEQUENCE}|can't multiply sequence|can only concatenate",
        "One side is not a number or an array: a list becomes one with `np.asarray(...)`.",
    ),
    (
        "TypeError ValueError",
        r"for @=?:|matmul: Input operand \d does not have enough dimensions",
        "`@` multiplies arrays: to multiply by a number, write `*`.",
    ),
    (
        "TypeError",
        r"must be (a )?Tensor|expected Tensor",
        "PyTorch computes with tensors: `torch.tensor(...)` makes one of a number, list or array.",
    ),
    (
        "TypeError",
        r"list indices must be integers or slices, not tuple",
        "A list takes one place at a time, as in `rows[0][1]`; an array takes `rows[0, 1]`, too.",
    ),
    (
        "TypeError IndexError",
        r"indices must be integers|as an integer|only integer|only integers|of integer"
        r"|__index__",
        "A place or a count must be a whole number: `//` divides to one, `int(...)` makes one.",
    ),
    (
        "TypeError IndexError",
        r"'(int|float|bool|numpy\.\w+)' object is not (iterable|subscriptable)"
        r"|has no len\(\)|unsized object|0-d (array|tensor)|non-iterable|scalar variable",
        "A single number stands where several are needed; `range(n)` counts up to a number.",
    ),
    (
        "TypeError ValueError RuntimeError",
        r"only (length-1|size-1|0-dimensional|one-element|one element)"
        r"|must be real number|argument must be a string",
        "`float`, and the functions of `math`, take one number; NumPy's work element by element.",
    ),
    (
        "TypeError",
        r"ufunc .* not supp|does not support argument|did not contain a loop|numpy\.object_",
        "An array there holds other things than numbers: print it, and its `dtype`.",
    ),
    (
        "TypeError",
        r"argument",
        "Compare the names and the number of the arguments with the first line of `def`.",
    ),
    (
        "TypeError",
        r"unsupported operand",
        "One side is not a number or an array: print both, and look at the `type(...)` of each.",
    ),
    (
        "ValueError RuntimeError",
        r"ambiguous",
        "`if`, `max` and `and` take one number; NumPy's functions work element by element.",
    ),
    (
        "NotImplementedError RuntimeError",
        r"not implemented for '(Long|Int|Short|Byte|Bool)|only support floating|infer output dtype",
        "These are whole numbers, and PyTorch wants others there: `.float()` makes them.",
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


# PyTorch raises NotImplementedError for numbers of a kind that an operation does not take
NOT_FOR_THESE = re.compile(r"not implemented for '|\bdtypes?\b|bool tensor")


def is_blank(error: BaseException) -> bool:
    """Whether an error says that an exercise is blank, and not what PyTorch cannot compute.

    >>> is_blank(NotImplementedError("-")), is_blank(ValueError("-"))
    (True, False)
    >>> is_blank(NotImplementedError("\"bitwise_xor_cpu\" not implemented for 'Float'"))
    False
    """
    try:
        return isinstance(error, NotImplementedError) and not NOT_FOR_THESE.search(str(error))
    except Exception:  # a class of the learner's own, whose text fails
        return True


def advice_on(kind: str, text: str) -> str:
    """What to try after an error.

    Args:
        kind: its type's name.
        text: the first line of what it says.

    >>> advice_on("TypeError", "unsupported operand type(s) for ^: 'float' and 'int'")
    'In Python `^` is no power: write `**`, as in `3**2`, which is 9.'
    """
    for kinds, pattern, advice in CAUSES:
        if kind in kinds.split() and re.search(pattern, text):
            return advice
    return ADVICE.get(kind, ALONE)
