"""The page on which a person grades one notebook: nbgrader's, with names, rubric and requests."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import Config

from grading.by_hand.rubrics import rubrics_of
from grading.by_hand.who import this_grader
from grading.gradebook.regrades import Regrades

SAID = ("student", "first_name", "last_name", "notebook_path")
# Formulas come as MathML, so nothing is fetched to draw them; nbgrader's page waits for MathJax
MATHJAX = re.compile(r"<!-- Load mathjax -->.*?<!-- End of mathjax configuration -->", re.DOTALL)
NO_MATHJAX = (
    "<script>window.MathJax = {Hub: {Startup: {signal: {Interest: (told) => told('End')}}}};"
    "</script>"
)
TEMPLATES = Path(__file__).parent / "templates"


class GradingPage(HTMLExporter):
    """nbconvert's exporter with our template above nbgrader's.

    Args:
        course: gives the folder of the course that Formgrader shows.
        config: Formgrader's.
    """

    def __init__(self, course: Callable[[], Path], config: Config) -> None:
        own = Config(config)
        theirs = str(handlers.template_path)
        own.HTMLExporter.template_name = "formgrade_course"
        own.HTMLExporter.extra_template_basedirs = [str(TEMPLATES), theirs]
        own.HTMLExporter.extra_template_paths = [theirs]  # ours extends formgrade/NAME
        super().__init__(config=own)
        self.course = course

    def from_filename(
        self, filename: str, resources: dict | None = None, **kwargs: Any
    ) -> tuple[str, dict]:
        """The page of a graded notebook, and nbconvert's resources."""
        known = resources or {}
        lesson, student = known.get("assignment_id", ""), known.get("student", "")
        known["rubrics"] = rubrics_of(lesson, self.course())
        known["requests"] = Regrades(self.course()).of(student, lesson)
        known["grader"] = this_grader()
        for name in SAID:  # nbgrader's page puts them in as they are
            if known.get(name):
                known[name] = escape(known[name])
        page, known = super().from_filename(filename, resources=known, **kwargs)
        return MATHJAX.sub(NO_MATHJAX, page, count=1), known
