"""Judge an answer by a lesson's own test cells, without a kernel.

    namespace = answer("01_neurons", "neuron")             # the solution's
    namespace = names_after("def neuron(x, w, b): ...")        # one of a test's own
    earned, possible, messages = earned_by("01_neurons", "neuron", namespace)

Each test cell runs in a copy of the namespace that it is given, which holds the exercise's
names and nothing else: so a test that leans on another cell of the lesson shows here.
"""

from __future__ import annotations

import ast
import io
import linecache
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from functools import cache
from types import CodeType, MappingProxyType
from typing import Any

from nbformat import NotebookNode

from grading.lesson.cells import compiled, exercise_of, is_exercise, kind_of, run_compiled
from grading.lesson.masters import read_solution
from utils.checking import at_once, clock, rewritten
from utils.checking.messages import Problem

ANSWER = "<answer>"  # where an error's lines are looked up, as in a notebook's cell


@cache
def _cells(lesson: str) -> MappingProxyType[str, NotebookNode]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbformat mends ids; `make check` names them
        return MappingProxyType({cell.id: cell for cell in read_solution(lesson).cells})


@cache
def graded_cells(lesson: str) -> dict[str, NotebookNode]:
    """A lesson's automatically graded cells by id, in the lesson's order."""
    return {name: cell for name, cell in _cells(lesson).items() if kind_of(cell) == "test"}


@cache
def exercise_cells(lesson: str) -> dict[str, NotebookNode]:
    """A lesson's exercises by id, in the lesson's order."""
    return {name: cell for name, cell in _cells(lesson).items() if is_exercise(cell)}


def names_after(source: str) -> dict[str, Any]:
    """The names that running `source` leaves behind."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    linecache.cache[ANSWER] = (len(source), None, source.splitlines(True), ANSWER)
    exec(compile(source, ANSWER, "exec"), namespace)
    return namespace


def cell_source(lesson: str, name: str) -> str:
    """The source of a solution's cell."""
    return _cells(lesson)[name].source


@cache
def setting(lesson: str, exercise: str) -> str:
    """What an exercise's cell finds above it: the first cell's imports, locked cells, exercises.

    The exercises are those of the solution: who calls one of theirs, calls a right one here.

    What an exercise cell needs, it imports; `numpy` and `torch` it may take from the lesson's
    first code cell; a class may build on what the locked cells give.
    """
    cells = list(_cells(lesson).values())
    first = next(cell for cell in cells if cell.cell_type == "code")
    imports = [
        ast.unparse(node)
        for node in ast.parse(first.source).body
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    above = cells[: cells.index(_cells(lesson)[exercise])]
    given = [c.source for c in above if kind_of(c) == "locked" or is_exercise(c)]
    return "\n".join(["import numpy as np", *imports, *given])


def answer(lesson: str, exercise: str) -> dict[str, Any]:
    """The names that the solution's exercise cell defines, run on its own."""
    return names_after(f"{setting(lesson, exercise)}\n\n\n{cell_source(lesson, exercise)}")


@cache
def _test_code(source: str) -> tuple[CodeType, CodeType | None]:
    return compiled(ast.parse(source).body, "<cell>")


@contextmanager
def as_in_grading(told: list[Problem] | None = None) -> Iterator[None]:
    """Let `passed` pass, and no clock of a check's ring, as it is where points are given.

    Args:
        told: takes what a learner would be told by `passed`; None asks nothing.
    """
    look = at_once.problem_of

    def only_noted(passed: Any) -> None:
        if told is not None and (problem := look(passed)):
            told.append(problem)

    at_once.problem_of = only_noted
    try:
        with clock.off():  # the bank has a clock of its own, as grading has
            yield
    finally:
        at_once.problem_of = look


def run_test_cell(
    cell: NotebookNode, namespace: dict[str, Any], told: list[Problem] | None = None
) -> tuple[float, str]:
    """Run one test cell in a namespace; the points it gives, and what it said if not all.

    Args:
        cell: the test cell.
        namespace: the names that it finds.
        told: takes the problem that `passed` would tell a learner, although it costs no point.
    """
    most = float(cell.metadata.nbgrader.points)
    printed = io.StringIO()
    rewritten.forget()  # as in grading, where each test cell has a process of its own
    try:
        with redirect_stdout(printed), as_in_grading(told):
            score = run_compiled(_test_code(cell.source), namespace)
    except Exception as error:
        return 0.0, f"{type(error).__name__}: {error}"
    score = most if score is None else float(score)
    return score, "" if score >= most else f"{score:g} of {most:g}: {printed.getvalue().strip()}"


def earned_by(
    lesson: str, exercise: str, namespace: dict[str, Any]
) -> tuple[float, float, list[str]]:
    """What an answer earns in its test cells, as nbgrader counts it.

    The cells are `exercise_check` and `exercise_hidden`, and those with one more word or number
    at the end. An error costs a cell's points; a number as the last expression is its score.

    Args:
        lesson: such as "01_neurons".
        exercise: the id of the exercise's cell.
        namespace: the names that the answer defines; it is left as it is.

    Returns:
        Points earned, points possible, and what the cells that gave less than full points said.

    Raises:
        KeyError: the exercise has no test cell.
        TimeoutError: the answer did not come to an end.
    """
    earned = possible = 0.0
    messages = []
    for name, cell in test_cells(lesson, exercise).items():
        score, message = run_test_cell(cell, dict(namespace))
        earned += score
        possible += float(cell.metadata.nbgrader.points)
        if message:
            messages.append(f"{name}: {message}")
    return earned, possible, messages


def test_cells(lesson: str, exercise: str) -> dict[str, NotebookNode]:
    """The test cells of an exercise by id.

    Raises:
        KeyError: it has none.
    """
    tests = {
        name: cell for name, cell in graded_cells(lesson).items() if exercise_of(name) == exercise
    }
    if not tests:
        raise KeyError(f"{lesson} has no test cell for {exercise}")
    return tests
