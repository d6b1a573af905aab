"""Make what a student's notebook shows harmless before anybody looks at it.

Formgrader and the pages of feedback put a notebook's HTML and Markdown into their own page, as
nbconvert does. A script there would run with the rights of whoever looks: in Formgrader it could
write scores. Outputs are cleaned as they come out of the kernel, Markdown where it becomes HTML.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import nh3
from jinja2 import pass_context
from nbformat import NotebookNode

from grading.course.told import in_lines

# What is shown is one of these; a picture in SVG is shown as an image, in which no script runs
PICTURES = ("image/png", "image/jpeg")
TEXTS = ("text/plain", "text/html", "text/markdown", "text/latex", "image/svg+xml")
DATA_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
LINK = re.compile(r"(https?://|mailto:|#|[\w.-]+(/[\w.-]+)*$).*", re.DOTALL)
FETCHES = re.compile(r"url|image|\\", re.IGNORECASE)
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
# Classes that nbconvert gives to highlighted code and to links beside headings
CLASS = re.compile(r"(highlight|hl-[a-z0-9]+|anchor-link|[a-z]{1,2}[0-9]?)")
DRAWN = {
    "svg": {"role", "aria-label", "width", "height", "viewBox"},
    "polyline": {"points", "fill", "stroke", "stroke-width"},
    "line": {"x1", "x2", "y1", "y2", "stroke", "stroke-width"},
    "circle": {"cx", "cy", "r", "fill", "stroke"},
    "rect": {"x", "y", "width", "height", "fill", "stroke"},
    "text": {"x", "y", "text-anchor", "font-size", "fill"},
    "progress": {"max", "value"},
    "picture": set(),
    "source": {"media", "srcset"},
}
HEADINGS = {f"h{level}": {"id"} for level in range(1, 7)}
ATTRIBUTES = {
    **{tag: names for tag, names in nh3.ALLOWED_ATTRIBUTES.items() if tag != "bdo"},
    **DRAWN,
    **HEADINGS,
    "*": {"class", "style", "title", "lang"},
}
STYLES = {
    *("background", "background-color", "border", "border-collapse", "color", "font-family"),
    *("font-size", "font-style", "font-weight", "height", "line-height", "max-width", "padding"),
    *("text-align", "text-decoration", "vertical-align", "white-space", "width"),
}
MOST = 20_000  # Markdown cells that are remembered


def _attribute(tag: str, name: str, value: str) -> str | None:
    """An attribute's value as it may stay; None takes the attribute away."""
    if name in ("src", "srcset"):  # nothing is fetched from elsewhere while one looks
        return value if DATA_PICTURE.fullmatch(value) else None
    if name == "href":
        return value if LINK.fullmatch(value) else None
    if name == "style":  # a background may be a picture from elsewhere, also where it is escaped
        return None if FETCHES.search(value) else value
    if name == "class":
        kept = [word for word in value.split() if CLASS.fullmatch(word)]
        return " ".join(kept) or None
    return value


_CLEANER = nh3.Cleaner(
    tags=(nh3.ALLOWED_TAGS - {"bdo"}) | set(DRAWN),
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto", "data"},
    filter_style_properties=STYLES,
)


def harmless_html(text: str) -> str:
    """HTML without scripts, forms, frames, foreign pictures or anything that covers the page.

    Nor does it turn the direction of what stands around it, be it by a character or by its number.
    """
    return in_lines(_CLEANER.clean(text))


def harmless_output(output: NotebookNode) -> NotebookNode:
    """An output of the kinds that are shown, without what could run.

    Args:
        output: an error, which stays as it is, or a bundle of kinds; a widget's live view goes,
            since the text beside it is all that a page without its kernel can show.
    """
    if "data" not in output:
        return output
    data = NotebookNode()
    for kind, value in output.data.items():
        text = "".join(value) if isinstance(value, list) else value
        if not isinstance(text, str):
            continue
        if kind == "text/html":
            data[kind] = harmless_html(text)
        elif kind in TEXTS or (kind in PICTURES and BASE64.fullmatch(text)):
            data[kind] = text
    output.data, output.metadata = data, _sizes(output.get("metadata"))
    return output


def tell_outputs(nb: NotebookNode) -> NotebookNode:
    """Leave of what a notebook's cells show, in place, only what acts on no screen; the notebook.

    What tests say quotes the values of the student's code, so their outputs are no exception. Half
    a character, which no file can hold, would cost the whole notebook.
    """
    for cell in nb.cells:
        for output in cell.get("outputs", ()):
            for key in ("text", "ename", "evalue"):
                if key in output:
                    output[key] = in_lines(_joined(output[key]))
            if "traceback" in output:
                output["traceback"] = [in_lines(str(line)) for line in output["traceback"]]
            data = output.get("data", {})
            for kind in data.keys() & set(TEXTS):
                clean = harmless_html if kind == "text/html" else in_lines
                data[kind] = clean(_joined(data[kind]))
    return nb


def _joined(text: Any) -> str:
    return "".join(map(str, text)) if isinstance(text, list) else str(text)


def _sizes(metadata: Any) -> NotebookNode:
    """The width and height of pictures, all of a bundle's metadata that is shown."""
    sizes = NotebookNode()
    for kind in PICTURES:
        known = metadata.get(kind) if isinstance(metadata, dict) else None
        if isinstance(known, dict):
            sizes[kind] = NotebookNode(
                (name, known[name])
                for name in ("width", "height")
                if isinstance(known.get(name), int | float)
            )
    return sizes


def harmless_attachments(attachments: Any) -> NotebookNode:
    """The pictures that a Markdown cell carries, by file name."""
    kept = NotebookNode()
    for name, bundle in attachments.items() if isinstance(attachments, dict) else ():
        pictures = NotebookNode(
            (kind, data)
            for kind, data in (bundle.items() if isinstance(bundle, dict) else ())
            if kind in PICTURES and isinstance(data, str) and BASE64.fullmatch(data)
        )
        if pictures:
            kept[name] = pictures
    return kept


@pass_context
def markdown2html(context: Any, source: str) -> str:
    """A jinja filter in place of nbconvert's: Markdown as harmless HTML.

    `nbgrader_config.py` names it, so that Formgrader uses it, too.
    """
    attachments = context.get("cell", {}).get("attachments")
    if attachments:
        return rendered(source, harmless_attachments(attachments))
    return _remembered(source)


@lru_cache(maxsize=MOST)
def _remembered(source: str) -> str:
    return rendered(source, {})


def rendered(source: str, attachments: dict) -> str:
    """Markdown as harmless HTML, its formulas drawn.

    Args:
        source: the Markdown.
        attachments: the pictures that it may show, as a cell carries them.
    """
    # Workers never make a page
    from nbconvert.filters.markdown_mistune import MarkdownWithMath

    from grading.handed_in.formulas import FormulaRenderer

    renderer = FormulaRenderer(escape=False, attachments=attachments)
    made = MarkdownWithMath(renderer=renderer).render(source)
    return renderer.drawn(harmless_html(made))
