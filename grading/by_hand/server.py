"""The server extension that `make formgrader` starts in place of nbgrader's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from jupyter_server.utils import url_path_join
from nbgrader.api import Gradebook
from nbgrader.server_extensions.formgrader import handlers
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension

from grading.autograde.hand_grades import make_table
from grading.by_hand.answering import HANDLERS
from grading.by_hand.page import TEMPLATES, GradingPage
from grading.by_hand.who import shares_of_class
from grading.gradebook.shown_names import name_students


class CourseFormgrader(FormgradeExtension):
    """nbgrader's extension, with pages and handlers of ours before its own."""

    def init_tornado_settings(self, webapp: Any) -> None:
        """Set nbgrader's settings, and our pages in place of its own."""
        super().init_tornado_settings(webapp)
        root = Path(self.coursedir.root)
        theirs = FileSystemLoader([handlers.template_path])
        # What extends nbgrader's page of the same name asks for it as nbgrader/NAME
        loader = ChoiceLoader(
            [FileSystemLoader([TEMPLATES / "pages"]), theirs, PrefixLoader({"nbgrader": theirs})]
        )
        webapp.settings["nbgrader_exporter"] = GradingPage(
            lambda: Path(self.coursedir.root), self.config
        )
        webapp.settings["nbgrader_jinja2_env"] = Environment(loader=loader)
        webapp.settings["course_seen"] = {}
        book = Gradebook(self.coursedir.db_url, self.coursedir.course_id)
        try:
            make_table(book)
            shares_of_class(book, root)
            name_students(book, root)
        finally:
            book.close()

    def init_handlers(self, webapp: Any) -> None:
        """Add our handlers, and then nbgrader's: the first that fits answers."""
        base = webapp.settings["base_url"]
        ours = [(url_path_join(base, where), handler) for where, handler in HANDLERS]
        webapp.add_handlers(".*$", ours)
        super().init_handlers(webapp)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "grading.by_hand.server"}]


def _load_jupyter_server_extension(app: Any) -> None:
    """Load the extension, as nbgrader loads its own."""
    formgrader = CourseFormgrader(parent=app)
    formgrader.root_dir = app.root_dir
    formgrader.log = app.log
    formgrader.initialize([])
    formgrader.init_tornado_settings(app.web_app)
    formgrader.init_handlers(app.web_app)
