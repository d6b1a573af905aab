"""Answers of the bank of mistakes, for a lesson's own tests."""

from __future__ import annotations

import ast
import io
from contextlib import redirect_stdout
from typing import Any

from grading.bank import load
from grading.bank.in_process import earned_by, graded_cells, names_after, run_test_cell
from grading.lesson.cells import run_statements


def judge(lesson: str, exercise: str, body: str) -> tuple[float, float, list[str]]:
    """What an exercise with this body earns: points, points possible, what was said."""
    return earned_by(lesson, exercise, names_after(load(lesson).source(exercise, body)))


def judge_idea(lesson: str, exercise: str, idea: str) -> tuple[float, float, list[str]]:
    """What the bank's wrong answer of this idea earns."""
    return judge(lesson, exercise, load(lesson).bodies(exercise)[idea])


def missed_by_hidden_tests(lesson: str, exercise: str) -> list[str]:
    """The bank's wrong answers that the exercise's hidden tests alone give all points.

    An error that is no failed check goes through.
    """
    bank, cell = load(lesson), graded_cells(lesson)[f"{exercise}_hidden"]
    most, missed = cell.metadata.nbgrader.points, []
    for wrong in bank.wrong(exercise):
        names = names_after(bank.source(exercise, wrong.body))
        try:
            with redirect_stdout(io.StringIO()):
                score = run_statements(ast.parse(cell.source).body, names, "<hidden>")
        except AssertionError:
            score = 0
        if (most if score is None else score) >= most:
            missed.append(wrong.idea)
    return missed


def judge_saved(lesson: str, content: Any, names: dict[str, Any]) -> list[tuple[float, str]]:
    """Points and messages of the two cells that grade a saved model.

    The file is written into the working directory; `content` None leaves what is there.
    """
    if content is not None:
        import torch

        torch.save(content, f"{lesson}.pt")
    cells = [graded_cells(lesson)[f"saved_model_{kind}"] for kind in ("check", "hidden")]
    return [run_test_cell(cell, dict(names)) for cell in cells]
