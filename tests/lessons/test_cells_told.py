"""In every lesson, each cell is known again when a program has thrown ids and metadata away."""

from __future__ import annotations

import json

import nbformat
import pytest

from grading import lesson_path, lessons
from grading.authoring.filled_in import fill, solved
from grading.handed_in.known_cells import is_blank
from grading.handed_in.reading import read_notebook
from grading.handed_in.repair import repair
from grading.lesson.masters import masters_of, read_solution
from tests.helpers.front_ends import SAVED, TEXTS, saved


@pytest.mark.parametrize("lesson", lessons())
def test_cells_are_known_by_text_and_by_what_they_define(lesson):
    masters = masters_of(lesson)
    blank = nbformat.read(lesson_path("notebooks", lesson), as_version=4)
    full = fill(blank, read_solution(lesson), solved)
    for nb, unanswered in ((blank, True), (full, False)):
        data = saved(json.loads(nbformat.writes(nb)), TEXTS["windows"], SAVED["databricks"])
        mended = read_notebook(data)
        assert repair(mended, masters) == (["nothing was written into it"] if unanswered else [])
        named = {c.id: c for c in mended.cells if "nbgrader" in c.metadata}
        assert [*named] == [*masters]
        answers = [name for name, each in masters.items() if each.solution]
        assert [is_blank(named[name], masters[name]) for name in answers] == (
            [unanswered] * len(answers)
        )
