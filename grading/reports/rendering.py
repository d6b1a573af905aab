"""The report's pages from their templates; whatever a student or a file says is escaped in them."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from grading.course.tables import as_points
from grading.course.told import CELL, Told

TEMPLATES = Path(__file__).parent / "templates"


def as_code(text: str) -> Markup:
    """A sentence as HTML, its parts in backticks as code.

    >>> as_code("`if` asks a < b")
    Markup('<code>if</code> asks a &lt; b')
    """
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(Told(text)))))


def told(value: object) -> object:
    """What a template puts into a page, told; markup was made of parts that are."""
    return Told(value, CELL) if isinstance(value, str) and not isinstance(value, Markup) else value


def environment() -> Environment:
    """The templates, with the filters that they use."""
    known = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=told,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    known.filters["points"] = as_points
    known.filters["code"] = as_code
    return known
