"""Answers of the bank of mistakes, for a lesson's own tests."""

from __future__ import annotations

from typing import Any

from grading.bank import load
from grading.bank.in_process import earned_by, graded_cells, names_after, run_test_cell
from grading.bank.trial import kept_report


def judge(lesson: str, exercise: str, body: str) -> tuple[float, float, list[str]]:
    """What an exercise with this body earns: points, points possible, what was said."""
    return earned_by(lesson, exercise, names_after(load(lesson).source(exercise, body)))


def judge_idea(lesson: str, exercise: str, idea: str) -> tuple[float, float, list[str]]:
    """What the bank's wrong answer of this idea earns."""
    return judge(lesson, exercise, load(lesson).bodies(exercise)[idea])


def missed_by_hidden_tests(lesson: str, exercise: str) -> list[str]:
    """The bank's wrong answers that the exercise's hidden tests give all points."""
    hidden = f"{exercise}_hidden"
    return [v.answer.idea for v in kept_report(lesson, exercise).wrong if hidden not in v.cells]


def judge_saved(lesson: str, content: Any, names: dict[str, Any]) -> list[tuple[float, str]]:
    """Points and messages of the two cells that grade a saved model.

    The file is written into the working directory; `content` None leaves what is there.
    """
    if content is not None:
        import torch

        torch.save(content, f"{lesson}.pt")
    cells = [graded_cells(lesson)[f"saved_model_{kind}"] for kind in ("check", "hidden")]
    return [run_test_cell(cell, dict(names)) for cell in cells]
