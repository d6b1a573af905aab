"""The rubric and the model answer of each answer that a person grades, from the lesson's source."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from grading import CourseError
from grading.handed_in.harmless import rendered
from grading.lesson.cells import MARK_SCHEME, SOLUTION, kind_of, region
from grading.lesson.masters import read_solution


@dataclass(frozen=True)
class Rubric:
    """What stands beside an answer while it is graded.

    Attributes:
        scheme: how points are given, as HTML.
        model: an answer that earns all of them, as HTML; may be empty.
    """

    scheme: Markup
    model: Markup


def rubrics_of(lesson: str, root: Path) -> dict[str, Rubric]:
    """The rubrics of a lesson by cell; none where its solution is not here."""
    try:
        cells = read_solution(lesson, root).cells
    except CourseError:
        return {}
    found = {}
    for cell in cells:
        if kind_of(cell) == "reflection" and (scheme := region(cell, MARK_SCHEME).strip()):
            model = region(cell, SOLUTION).strip()
            found[cell.metadata.nbgrader["grade_id"]] = Rubric(_html(scheme), _html(model))
    return found


def _html(markdown: str) -> Markup:
    return Markup(rendered(markdown, {}))
