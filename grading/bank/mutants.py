"""Mutations of the solutions: small slips that nobody had to think of.

Each mutant is a solution's cell with one change inside its solution region: an operator, sign,
comparison, constant, axis, order of arguments, or a line left out. The tests should reject it;
where it gives the same results as the solution, the bank says why.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

from grading.lesson.cells import SOLUTION, marked

OPERATORS = {
    ast.Add: [ast.Sub],
    ast.Sub: [ast.Add],
    ast.Mult: [ast.Div, ast.Add],
    ast.Div: [ast.Mult],
    ast.MatMult: [ast.Mult],
    ast.Pow: [ast.Mult],
    ast.FloorDiv: [ast.Div],
    ast.Mod: [ast.FloorDiv],
}
COMPARISONS = {
    ast.Lt: [ast.LtE, ast.GtE],
    ast.LtE: [ast.Lt, ast.Gt],
    ast.Gt: [ast.GtE, ast.LtE],
    ast.GtE: [ast.Gt, ast.Lt],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
    ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is],
}
FUNCTIONS = {
    "sum": "mean",
    "mean": "sum",
    "max": "min",
    "min": "max",
    "argmax": "argmin",
    "maximum": "minimum",
    "minimum": "maximum",
    "zeros": "ones",
    "zeros_like": "ones_like",
    "ones": "zeros",
    "exp": "expm1",
    "log": "log1p",
    "log1p": "log",
    "expm1": "exp",
    "sqrt": "square",
    "any": "all",
    "all": "any",
    "abs": "negative",
    "tanh": "sin",
    "reversed": "list",
    "append": "extend",
}


@dataclass(frozen=True)
class Mutant:
    """A changed solution.

    Attributes:
        name: the line that changed, as it was and as it is: "a + b -> a - b".
        source: the whole cell.
    """

    name: str
    source: str


def mutants(cell: str) -> Iterator[Mutant]:
    r"""Every mutant of a solution's cell, each with one change, none twice.

    >>> [m.name for m in mutants("### BEGIN SOLUTION\\na = b - 1\\n### END SOLUTION")]
    ['a = b - 1 -> pass', 'a = b - 1 -> a = b + 1', 'a = b - 1 -> a = 1 - b', \
'a = b - 1 -> a = b - 2', 'a = b - 1 -> a = b - 0']
    """
    lines = enumerate(marked(cell, SOLUTION), start=1)
    solved = {number for number, (_, place) in lines if place == "inside"}
    tree = ast.parse(cell)
    seen = {ast.unparse(tree)}
    for index, node in enumerate(ast.walk(tree)):
        if getattr(node, "lineno", None) not in solved:
            continue
        for change in _changes(node):
            changed = copy.deepcopy(tree)
            target = list(ast.walk(changed))[index]
            change(target)
            source = _text(changed)
            if source is None or source in seen:
                continue
            seen.add(source)
            yield Mutant(_difference(ast.unparse(tree), source), source)


def _text(tree: ast.Module) -> str | None:
    try:
        source = ast.unparse(ast.fix_missing_locations(tree))
        compile(source, "<mutant>", "exec")
    except (ValueError, SyntaxError):
        return None
    return source


def _difference(before: str, after: str) -> str:
    """The lines that differ, as they were and as they are."""
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        old.pop(0), new.pop(0)
    while old and new and old[-1] == new[-1]:
        old.pop(), new.pop()
    pair = ("; ".join(line.strip() for line in lines) or "nothing" for lines in (old, new))
    return " -> ".join(pair)


def _changes(node: ast.AST) -> Iterator:
    """The changes that a node allows, each a function that changes a copy of it."""

    def put(**fields):
        def change(target):
            for name, value in fields.items():
                setattr(target, name, value)

        return change

    if isinstance(node, ast.BinOp | ast.AugAssign):
        for other in OPERATORS.get(type(node.op), ()):
            yield put(op=other())
        if isinstance(node, ast.AugAssign):
            yield _assigned
        elif isinstance(node.op, ast.Sub | ast.Div | ast.MatMult | ast.Pow):
            yield put(left=node.right, right=node.left)
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        for other in COMPARISONS.get(type(node.ops[0]), ()):
            yield put(ops=[other()])
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield put(op=ast.UAdd())
    elif isinstance(node, ast.BoolOp):
        yield put(op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.Constant):
        for value in _other_constants(node.value):
            yield put(value=value)
    elif isinstance(node, ast.Call):
        yield from _call_changes(node, put)
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield _without_attribute
    yield from _left_out(node)


def _other_constants(value) -> Iterator:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield value + 1
        if value == 1:
            yield type(value)(0)
        elif value == 0:
            yield -1


def _call_changes(node: ast.Call, put) -> Iterator:
    plain = [a for a in node.args if not isinstance(a, ast.Starred)]
    if len(plain) == len(node.args) >= 2:
        yield put(args=[node.args[1], node.args[0], *node.args[2:]])
    for index, keyword in enumerate(node.keywords):
        if keyword.arg in ("keepdims", "axis", "dim"):
            yield put(keywords=node.keywords[:index] + node.keywords[index + 1 :])
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in FUNCTIONS:
        yield lambda target: _rename(target.func, FUNCTIONS[name])


def _rename(function: ast.expr, name: str) -> None:
    setattr(function, "attr" if isinstance(function, ast.Attribute) else "id", name)


def _assigned(target: ast.AugAssign) -> None:
    """`a += b` becomes `a = b`."""
    name, value = target.target, target.value
    target.__class__ = ast.Assign
    target.__dict__.pop("op"), target.__dict__.pop("target")
    target.targets, target.value = [name], value


def _without_attribute(target: ast.Attribute) -> None:
    """`a.T` becomes `a`, in parentheses that Python drops."""
    inner = target.value
    target.__class__ = type(inner)
    target.__dict__.pop("attr", None), target.__dict__.pop("value", None)
    target.__dict__.update(inner.__dict__)


def _left_out(node: ast.AST) -> Iterator:
    """Statements of a block, each left out in turn; a block is never left empty."""
    # The block belongs to its owner, the statement stands inside the solution: see mutants
    if isinstance(node, ast.Assign | ast.AugAssign | ast.Expr | ast.Raise | ast.Break | ast.If):
        yield _pass


def _pass(target: ast.AST) -> None:
    for name in list(target._fields):
        target.__dict__.pop(name, None)
    target.__class__ = ast.Pass
