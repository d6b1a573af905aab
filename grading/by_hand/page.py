"""The page on which a person grades one notebook: nbgrader's, with names, rubric and requests."""

from __future__ import annotations

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
TEMPLATES = Path(__file__).parent / "templates"


class GradingPage(HTMLExporter):
    """nbconvert's exporter with our template above nbgrader's.

    Args:
        root: the course.
        config: Formgrader's.
    """

    def __init__(self, root: Path, config: Config) -> None:
        own = Config(config)
        theirs = str(handlers.template_path)
        own.HTMLExporter.template_name = "formgrade_course"
        own.HTMLExporter.extra_template_basedirs = [str(TEMPLATES), theirs]
        own.HTMLExporter.extra_template_paths = [theirs]  # ours extends formgrade/NAME
        super().__init__(config=own)
        self.root = root

    def from_filename(
        self, filename: str, resources: dict | None = None, **kwargs: Any
    ) -> tuple[str, dict]:
        """The page of a graded notebook, and nbconvert's resources."""
        known = resources or {}
        lesson, student = known.get("assignment_id", ""), known.get("student", "")
        known["rubrics"] = rubrics_of(lesson, self.root)
        known["requests"] = Regrades(self.root).of(student, lesson)
        known["grader"] = this_grader()
        for name in SAID:  # nbgrader's page puts them in as they are
            if known.get(name):
                known[name] = escape(known[name])
        return super().from_filename(filename, resources=known, **kwargs)
