"""Signs that a submission tries to change its own grading, with the line that shows it.

Nothing found here changes a score: tests run where the learner's code does not. It tells the
instructor whom to ask.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from nbformat import NotebookNode

from grading.lesson.cells import tree_of

# Modules whose attributes a learner has no reason to set, and those that one may set
GUARDED = {"builtins", "IPython", "math", "nbgrader", "numpy", "sys", "torch", "utils"}
USUAL = {"__builtins__": "builtins", "np": "numpy", "nn": "torch", "F": "torch"}
SETTINGS = re.compile(r"torch\.backends\.|sys\.(?:stdout|stderr|argv|path|ps1|ps2)$")
# Modules that serve grading, or carry the kernel's messages
INNER = {"grading", "ipykernel", "jupyter_client", "zmq"}
COURSE = ("answers", "files", "forks", "labels", "look", "pools", "values", "warm")
INNER |= {f"course_{name}" for name in COURSE}
# Attributes and names that tell what somebody is after
TELLING = {
    "looks into its callers' frames": {
        "f_globals",
        "f_locals",
        "get_objects",
        "get_referents",
        "get_referrers",
        "__closure__",
    },
    "reaches for what answers the tests": {"_visitors"},
    "changes how cells are run": {
        "NodeTransformer",
        "ast_transformers",
        "input_transformer_manager",
        "input_transformers_cleanup",
        "input_transformers_post",
    },
    "reaches into the kernel": {
        "_shell_parent",
        "displayhook",
        "iopub_socket",
        "iopub_thread",
        "kernelapp",
        "send_response",
        "shell_handlers",
        "shell_stream",
        "shell_streams",
        "stdin_socket",
        "user_expressions",
    },
    "reads what was run": {"history_manager", "_ih"},
}
AFTER = {name: what for what, names in TELLING.items() for name in names}
# What tells something only beside a way into another's frame: a log asks where it is called from, a
# debugger is handed frames of its own, and neither goes further
WAYS = {"_getframe", "f_back", "walk_stack", "getouterframes", "inspect.stack"}
ON_THE_WAY = {
    "f_globals": WAYS | {"settrace", "setprofile"},
    "f_locals": WAYS,
    "__closure__": WAYS,
}
PLACES = re.compile(
    rf"gradebook\.db|BEGIN HIDDEN|course_(?:{'|'.join(COURSE)})"
    r"|(?<!\w)/proc/(?=\d|thread-self|self(?!/(?:stat|statm|status|cgroup|limits)$)|[*{]|$)|^/room/\w*"
    r"|(?:^|(?<=/))(?:solutions|submitted|autograded)/"
)
RUNS = {"exec", "eval", "compile", "run_cell", "run_cell_magic", "ex", "ev"}  # code in a string
MOST = 5_000  # signs of one notebook: more tell nobody more
DEEPEST = 3  # strings of code in strings of code


@dataclass(frozen=True)
class Sign:
    """One sign: where it stands, and what it does."""

    cell: str
    what: str

    @property
    def replaces(self) -> bool:
        """Whether it is that something is replaced, and nothing else."""
        return self.what.startswith("replaces ")

    def __str__(self) -> str:
        return f"cell {self.cell} {self.what}"


def signs(cells: list[NotebookNode]) -> list[Sign]:
    """The signs in the code cells that a student wrote."""
    trees = [(str(cell.get("id", "?"))[:60], _parsed(cell.source)) for cell in cells]
    flat = [(name, list(ast.walk(tree))) for name, tree in trees if tree is not None]
    every = [node for _, nodes in flat for node in nodes]
    names = USUAL | _imported(every)
    used = {name for node in every for name in _named(node)}
    used |= {*names.values()} | ({"inspect.stack"} if _stacks(every, names) else set())
    look = _Look(names, {k for k, ways in ON_THE_WAY.items() if not ways & used})
    own = {node.id for node in every if isinstance(node, ast.Name) and _is_set(node)}
    found = []
    for name, nodes in flat:
        what = (w for w in look.in_nodes(nodes) if not ("`In`" in w and "In" in own))
        found += [Sign(name, each) for each in dict.fromkeys(islice(what, MOST))]
        if len(found) >= MOST:
            break
    return found[:MOST]


def _parsed(source: str) -> ast.Module | None:
    """A cell's tree, magics as the calls that they stand for; None when it cannot run either."""
    for text in (lambda: source, lambda: _without_magics(source)):
        with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            return tree_of(text())
    return None


def _without_magics(source: str) -> str:
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(source)


def _is_set(name: ast.Name) -> bool:
    return not isinstance(name.ctx, ast.Load)


def _imported(nodes: Iterable[ast.AST]) -> dict[str, str]:
    """The modules that names stand for, by the imports of all cells."""
    found = {}
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                module = alias.name if alias.asname else alias.name.split(".")[0]
                found[alias.asname or module] = module
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return found


class _Look:
    """Looks for signs in a cell.

    Args:
        modules: what names stand for: `np` for "numpy".
        harmless: what tells nothing here, since no way leads to it.
    """

    def __init__(self, modules: dict[str, str], harmless: AbstractSet[str] = frozenset()) -> None:
        self.modules, self.harmless = modules, harmless

    def in_nodes(self, nodes: Iterable[ast.AST], depth: int = 0) -> Iterator[str]:
        """The signs in a tree's nodes, and in the code that stands in its strings."""
        for node in nodes:
            if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Delete):
                yield from self._in_assignment(node)
            elif isinstance(node, ast.Call):
                yield from self._in_call(node, depth)
            elif isinstance(node, ast.Import | ast.ImportFrom):
                yield from _in_import(node)
            elif self.harmless & {*_named(node)}:
                continue
            elif isinstance(node, ast.FunctionDef) and node.name == "__eq__":
                if _is_true(_only_result(node)):
                    yield "makes objects that are equal to everything"
            else:
                yield from _in_leaf(node)

    def _in_assignment(self, node: ast.AST) -> Iterator[str]:
        targets = getattr(node, "targets", None) or [node.target]
        for target in targets:
            place = target.value if isinstance(target, ast.Subscript) else target
            if isinstance(place, ast.Attribute) and self._is_guarded(place):
                yield f"replaces `{ast.unparse(target)[:60]}`"
            elif isinstance(target, ast.Name) and target.id == "__eq__":
                value = getattr(node, "value", None)
                if isinstance(value, ast.Lambda) and _is_true(value.body):
                    yield "makes objects that are equal to everything"

    def _is_guarded(self, node: ast.expr) -> bool:
        """Whether this names something inside a guarded module."""
        chain = _chain(node)
        if not chain:
            return False
        full = ".".join([self.modules.get(chain[0], chain[0]), *chain[1:]])
        return full.split(".")[0] in GUARDED and not SETTINGS.match(full)

    def _in_call(self, node: ast.Call, depth: int) -> Iterator[str]:
        function = node.func
        name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
        if name in ("setattr", "delattr") and node.args and self._is_guarded(node.args[0]):
            yield f"replaces something with `{ast.unparse(node)[:60]}`"
        if name in RUNS and depth < DEEPEST:
            for text in node.args:
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    tree = _parsed(text.value)
                    yield from self.in_nodes(ast.walk(tree), depth + 1) if tree else ()


def _in_import(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    modules = [getattr(node, "module", None) or ""] + [alias.name for alias in node.names]
    for module in modules[:1] if isinstance(node, ast.ImportFrom) else modules[1:]:
        if module.split(".")[0] in INNER:
            yield f"imports `{module[:60]}`, which serves grading"
    for alias in node.names if isinstance(node, ast.ImportFrom) else ():
        if alias.name in AFTER:
            yield f"{AFTER[alias.name]} with `{alias.name}`"


def _named(node: ast.AST) -> Iterator[str]:
    """What a piece of code names: an attribute, something imported, or a text that may be one."""
    if isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.alias):
        yield node.name
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _stacks(nodes: Iterable[ast.AST], names: dict[str, str]) -> bool:
    """Whether some cell calls `inspect.stack` by way of its module, whatever that is called."""
    attributes = [node for node in nodes if isinstance(node, ast.Attribute)]
    chains = [_chain(node) for node in attributes if node.attr == "stack"]
    return any(names.get(chain[0]) == "inspect" for chain in chains if chain)


def _in_leaf(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Attribute) and node.attr in AFTER:
        yield f"{AFTER[node.attr]} with `{node.attr}`"
    elif isinstance(node, ast.Name) and not _is_set(node) and node.id in ("In", "_ih"):
        yield f"reads what was run with `{node.id}`"
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        if node.value in AFTER:
            yield f"{AFTER[node.value]} with `{node.value}`"
        elif place := PLACES.search(node.value):
            yield f"names a place that is not its own: {place.group()!r}"


def _chain(node: ast.expr) -> list[str]:
    """The names of `a.b.c`; empty for anything else."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.insert(0, node.attr)
        node = node.value
    return [node.id, *names] if isinstance(node, ast.Name) else []


def _only_result(node: ast.FunctionDef) -> ast.expr | None:
    """What a function returns that does nothing else."""
    body = [each for each in node.body if not _is_text(each)]
    return body[0].value if len(body) == 1 and isinstance(body[0], ast.Return) else None


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_true(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is True
