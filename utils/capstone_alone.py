"""Whether the function of a capstone's table stands alone: nothing runs while it is graded.

Grading neither trains nor has the learner's files. So the numbers stand in the function itself.
"""

from __future__ import annotations

import ast
import linecache
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from types import CodeType, FunctionType, ModuleType
from typing import Any

from utils.capstone_form import Fault, plain, table_fault
from utils.checking.calling import Muted, same
from utils.checking.causes import is_blank
from utils.checking.describe import is_array

FILES = {"open", "loadtxt", "genfromtxt", "fromfile", "read_csv", "read_text", "read_bytes"}
FILES |= {"load_own_table", "load_own_pictures", "load", "read_json", "read_excel"}
CHANCE = {"random", "default_rng", "rand", "randn", "randint", "gauss", "manual_seed"}
TRAINING = {"run_all", "backward"}
USES = {
    "reads-a-file": (FILES, "uses `{}`, which reads a file"),
    "draws-numbers": (CHANCE, "uses `{}`, which belongs to random numbers"),
    "runs-the-experiment": (TRAINING, "uses `{}`, which belongs to the experiment itself"),
}


def answer_fault(function: Any) -> Fault | None:
    """What is wrong first with a table's function: its code, then what it gives.

    Raises:
        Exception: what the function raised.
    """
    return code_fault(function) or table_fault(function())


def code_fault(function: Any) -> Fault | None:
    """Why a function cannot give its table wherever it is asked; None where it can.

    Raises:
        Exception: what the function raised.
    """
    with redirect_stdout(Muted()):
        if isinstance(function, FunctionType):
            fault = _uses(function) or _elsewhere(function)
            if fault:
                return fault
        if not _alike(function(), function()):
            return Fault("never-the-same", "Two calls give two different tables.")
    return None


def _alike(one: Any, other: Any) -> bool:
    """Whether two tables hold the same; of what is no plain value, only the type is compared."""
    one, other = plain(one), plain(other)
    for kind in (dict, list, tuple):
        if isinstance(one, kind) != isinstance(other, kind):
            return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(_alike(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(_alike, one, other))
    if type(one) is not type(other):
        return False
    known = isinstance(one, int | float | complex | str) or is_array(one)
    return same(one, other) if known else True


def _uses(function: FunctionType) -> Fault | None:
    """Names in the code that grading cannot serve."""
    names = list(_names(function.__code__))
    if cell := "".join(linecache.getlines(function.__code__.co_filename)):
        names += _used(cell, function.__name__)
    for fault, (known, wrong) in USES.items():
        for name in names:
            if name in known:
                return Fault(fault, f"The cell {wrong.format(name)}.")
    return None


def _names(code: CodeType) -> Iterator[str]:
    """Global names and attributes in the code, in that of functions inside it, too."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _used(cell: str, wanted: str) -> list[str]:
    """The attributes in what a cell runs, and the names that it reads and does not set itself.

    Args:
        cell: its code.
        wanted: the name of the function that is asked; others only define until they are named.
    """
    nodes = [node for each in _running(ast.parse(cell).body, wanted) for node in ast.walk(each)]
    named = [node for node in nodes if isinstance(node, ast.Name)]
    own = {node.id for node in named if not isinstance(node.ctx, ast.Load)}
    own |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    attributes = [node.attr for node in nodes if isinstance(node, ast.Attribute)]
    return attributes + [node.id for node in named if node.id not in own]


def _running(body: list[ast.stmt], wanted: str) -> list[ast.stmt]:
    """The statements of a cell without the functions and classes that nothing of them names."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    resting = {each.name: each for each in body if isinstance(each, kinds)}
    running = [each for each in body if not isinstance(each, kinds)]
    for each in (found := [*filter(None, [resting.pop(wanted, None)]), *running]):
        named = {node.id for node in ast.walk(each) if isinstance(node, ast.Name)}
        found += [resting.pop(name) for name in named & resting.keys()]
    return found


def _elsewhere(function: FunctionType) -> Fault | None:
    """Call a copy that finds modules, functions and classes of the notebook, and no values."""
    try:
        alone(function)()
    except NameError as error:
        if is_blank(error) or error.name not in function.__globals__:
            raise
        return Fault("not-alone", f"The function takes `{error.name}` from another cell.")
    return None


def alone(function: FunctionType) -> Callable[[], Any]:
    """A copy of a notebook's function that does not find the values of other cells.

    Where the source of its own cell is known, that runs anew, so that its values are there.

    Raises:
        Exception: what that cell raised.
    """
    known, scope = function.__globals__, {"__name__": "alone"}
    scope["__builtins__"] = known.get("__builtins__", __builtins__)
    for name, value in known.items():
        if isinstance(value, FunctionType) and value.__globals__ is known:
            scope[name] = _moved(value, scope)
        elif isinstance(value, ModuleType) or callable(value):
            scope.setdefault(name, value)
    if cell := "".join(linecache.getlines(function.__code__.co_filename)):
        exec(compile(cell, "<the cell>", "exec"), scope)
        own = scope.get(function.__name__)
        if isinstance(own, FunctionType):
            return own
    return _moved(function, scope)


def _moved(function: FunctionType, scope: dict) -> FunctionType:
    """The same function, which finds its names in another place."""
    moved = FunctionType(
        function.__code__, scope, function.__name__, function.__defaults__, function.__closure__
    )
    moved.__kwdefaults__ = function.__kwdefaults__
    return moved
