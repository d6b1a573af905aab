"""Answers of the bank of mistakes, for a lesson's own tests."""

from __future__ import annotations

from grading.bank import load
from grading.bank.in_process import earned_by, names_after


def judge(lesson: str, exercise: str, body: str) -> tuple[float, float, list[str]]:
    """What an exercise with this body earns: points, points possible, what was said."""
    return earned_by(lesson, exercise, names_after(load(lesson).source(exercise, body)))


def judge_idea(lesson: str, exercise: str, idea: str) -> tuple[float, float, list[str]]:
    """What the bank's wrong answer of this idea earns."""
    return judge(lesson, exercise, load(lesson).bodies(exercise)[idea])
