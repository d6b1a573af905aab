"""Pages of feedback, quickly: what differs between students is rendered, the rest is remembered.

nbgrader builds its exporter anew for each student, and nbconvert's parses every finished page once
more to give pictures an alternative text. Here one exporter serves the class, it puts the text in
as it goes, and a cell that many students share is highlighted once.
"""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment
from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import GetGrades, NbGraderPreprocessor
from traitlets.config import Config

from grading.course.code import code_version
from grading.feedback.summary import TEMPLATES, About, summarise, summary
from grading.handed_in.harmless import markdown2html

NO_ALT = re.compile(r'<img src="data:image/(?![^>]*\salt=)')
ALT = '<img alt="No description has been provided for this image" src="data:image/'
TEST = re.compile(r'(<a href="#([\w-]+)">)Test cell</a>')  # nbgrader calls every one the same
# Formulas come as MathML: nothing is fetched to draw them
MATHJAX = re.compile(r"<!-- Load mathjax -->.*?<!-- End of mathjax configuration -->", re.DOTALL)
# nbgrader's page has no room between a table's columns, no triangle before what unfolds, links that
# colour alone tells apart, and colours that are pale on its grey
STYLE = (
    "<style>.rendered_html :is(td, th) { padding: 0.2em 1em 0.2em 0; }"
    " summary { display: list-item; cursor: pointer; }"
    " body a { text-decoration: underline; color: #1d5f99; }"
    " .panel-primary > .panel-heading a { color: white !important; }"
    " .highlight :is(.c, .c1, .ch, .cm, .cs) { color: #2f6b6b; }"
    " .highlight :is(.ow, .nd) { color: #8a12d6; } .highlight .ne { color: #b52f28; }</style>\n"
)
VIEWPORT = (
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="color-scheme" content="light dark">\n'
)
WHOLE = '<details class="whole" id="whole"><summary>Your whole notebook, as it was graded</summary>'
NOTEBOOK = '<section aria-label="Your whole notebook">'
# A link into what is folded unfolds it, also in browsers that do not by themselves
OPENS = (
    "<script>document.querySelectorAll('.course a[href^=\"#comment-\"]').forEach("
    "a => a.addEventListener('click', () => { document.getElementById('whole').open = true; }))"
    "</script>\n"
)
# A page says its language, and that the list of scores above the lesson leads through it
SAYS = {
    "<html>": '<html lang="en">',
    '<div class="panel-heading">': '<div class="panel-heading" role="navigation">',
}
# What decides how a page looks
PAGE = ("grading/lesson", "grading/handed_in", "grading/feedback", "grading/gradebook")
MOST = 20_000  # cells that are remembered


class _Compiled(BytecodeCache):
    """The templates of a process, compiled once; Jinja sees where a template's text changed."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Any) -> None:
        """Hand out what is there."""
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Any) -> None:
        """Keep what was compiled."""
        self._code[bucket.key] = bucket.bytecode_to_string()


_compiled = _Compiled()
_known: defaultdict[str, dict[tuple, str]] = defaultdict(dict)  # finished cells, by configuration


class FeedbackPage(HTMLExporter):
    """nbconvert's page, without parsing it again and with a memory for cells."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        others = {name: part for name, part in self.config.items() if name != "CourseDirectory"}
        self._known = _known[repr(others)]

    def _create_environment(self) -> Environment:
        environment = super()._create_environment()
        environment.bytecode_cache = _compiled
        return environment

    def _remembered(self, key: tuple, make: Any, *args: Any) -> str:
        if key not in self._known:
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[key] = make(*args)
        return self._known[key]

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict | None = None, **kwargs: Any
    ) -> tuple[str, dict]:
        """The page of a notebook, and nbconvert's resources."""
        language = nb.metadata.get("language_info", {})
        lexer = language.get("pygments_lexer", language.get("name"))
        highlight = Highlight2HTML(pygments_lexer=lexer, parent=self)

        def highlighted(source: str, language: Any = None, metadata: Any = None) -> str:
            key = ("code", lexer, source, language, (metadata or {}).get("magics_language"))
            return self._remembered(key, highlight, source, language, metadata)

        resources = self._init_resources(resources)
        self.register_filter("markdown2html", markdown2html)
        self.register_filter("highlight_code", highlighted)
        self.register_filter(
            "filter_data_type",
            WidgetsDataTypeFilter(
                notebook_metadata=self._nb_metadata, parent=self, resources=resources
            ),
        )
        page, resources = TemplateExporter.from_notebook_node(self, nb, resources, **kwargs)
        page = TEST.sub(r"\1\2</a>", NO_ALT.sub(ALT, MATHJAX.sub("", page, count=1)))
        for plain, told in SAYS.items():
            page = page.replace(plain, told, 1)
        page = page.replace("</head>", f"{STYLE}</head>", 1)
        known = resources.get("nbgrader", {})
        if "summary" in known:
            page = with_summary(page, known["about"], known["summary"])
        return page, resources


@dataclass(frozen=True)
class Marks:
    """What a page says of one student's scores.

    Attributes:
        cells: points and most points of each graded cell.
        comments: by the cell that they stand below.
        penalty: points taken off for being late.
    """

    cells: Mapping[str, tuple[float, float]]
    comments: Mapping[str, str | None]
    penalty: float = 0.0


class GivenMarks(NbGraderPreprocessor):
    """Put known scores and comments into a notebook, as nbgrader's GetGrades does."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Fill in the marks that came with the resources."""
        known = resources["nbgrader"]
        marks: Marks = known["marks"]
        for cell in nb.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            if utils.is_solution(cell) or utils.is_task(cell):
                cell.metadata.nbgrader["comment"] = marks.comments[name]
            if utils.is_grade(cell) or utils.is_task(cell):
                score, most = marks.cells[name]
                cell.metadata.nbgrader.update(score=score, points=most)
        known["score"] = sum(score for score, _ in marks.cells.values()) - marks.penalty
        known["max_score"] = sum(most for _, most in marks.cells.values())
        known["late_penalty"] = marks.penalty
        return nb, resources


class Summarise(NbGraderPreprocessor):
    """Make the page's first screen, from a notebook without hidden tests."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Put the first screen beside what the page is made of."""
        known = resources["nbgrader"]
        marks: Marks = known["marks"]
        found = summarise(nb, marks.cells, marks.comments)
        known["summary"] = summary(found, known["about"], marks.penalty)
        return nb, resources


def with_summary(page: str, about: About, first: str) -> str:
    """nbgrader's page below the first screen, folded until somebody asks for it."""
    title = f"<title>{escape(about.name)}: lesson {escape(about.lesson)}</title>"
    page = re.sub(r"<title>.*?</title>", lambda _: title, page, count=1, flags=re.DOTALL)
    page = page.replace("</head>", f"{VIEWPORT}<style>{_css()}</style>\n</head>", 1)
    before, below = page.split("<body>", 1)
    below = re.sub(r"</?body[^>]*>", "", below).replace("</html>", "")
    # The first screen is the page's main part, and the list of scores stands below its headings
    before_main, _, main = below.partition("<main>")
    inside, _, after = main.rpartition("</main>")
    if inside:
        below = f"{before_main}{NOTEBOOK}{inside}</section>{after}"
    below = re.sub(r"<h4>(.*?)</h4>", r"<h2>\1</h2>", below, count=1)
    return f"{before}<body>\n{first}\n{WHOLE}\n{below}</details>\n{OPENS}</body>\n</html>\n"


@cache
def _css() -> str:
    return (TEMPLATES / "page.css").read_text(encoding="utf-8")


@cache
def page_rules() -> str:
    """A hash of the code that decides what a page shows: where it changes, pages are made anew."""
    return code_version(PAGE)[:16]


class Pages:
    """Makes pages of feedback with the course's configuration.

    Args:
        config: the course's.
    """

    def __init__(self, config: Config) -> None:
        app = GenerateFeedback(coursedir=CourseDirectory(config=config), config=config)
        app.log = logging.Logger("pages", level=logging.CRITICAL)
        kind = FeedbackPage if app.exporter_class is HTMLExporter else app.exporter_class
        # The notebook is held to its format at the end, not after each step
        self.exporter = kind(parent=app, config=app.config, optimistic_validation=True)
        for step in app.preprocessors:
            known = step in (GetGrades, f"nbgrader.preprocessors.{GetGrades.__name__}")
            self.exporter.register_preprocessor(GivenMarks if known else step)

        self.exporter.register_preprocessor(Summarise, enabled=True)

    def render(self, path: Path, student: str, about: About, marks: Marks) -> str:
        """The page of a graded notebook."""
        lesson = about.lesson
        known = {"student": student, "assignment": lesson, "notebook": lesson}
        resources = {
            "unique_key": lesson,
            "output_files_dir": f"{lesson}_files",
            "nbgrader": {**known, "about": about, "marks": marks},
        }
        return self.exporter.from_filename(str(path), resources=resources)[0]
