"""Formulas as MathML, which browsers draw, and read aloud, without the internet."""

from __future__ import annotations

import re
import secrets
from html import escape
from typing import Any

import nh3
from nbconvert.filters.markdown_mistune import IPythonRenderer

from grading.course.told import in_lines

LONGEST = 2000  # characters of a formula
# What latex2mathml makes of formulas; of attributes only what draws, and none that leads elsewhere
TAGS = {
    *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msub", "msup", "msubsup", "munder"),
    *("mover", "munderover", "mfrac", "msqrt", "mroot", "mtable", "mtr", "mtd", "mphantom"),
    *("mpadded", "menclose", "mmultiscripts", "mprescripts", "mstyle", "none"),
}
DRAWN = {
    *("display", "stretchy", "accent", "accentunder", "columnalign", "fence", "form", "minsize"),
    *("maxsize", "linethickness", "separator", "movablelimits", "displaystyle", "notation"),
    *("lspace", "rspace", "width", "largeop", "symmetric"),
}
LENGTH = re.compile(r"-?[0-9]?(\.[0-9]+)?(em|ex)?")  # below ten letters
MEASURED = {"width", "lspace", "rspace", "minsize", "maxsize", "linethickness"}


def _attribute(tag: str, name: str, value: str) -> str | None:
    """An attribute's value as it may stay; a great length would cover the page."""
    return None if name in MEASURED and not LENGTH.fullmatch(value) else value


_CLEANER = nh3.Cleaner(tags=TAGS, attributes={"*": DRAWN}, attribute_filter=_attribute)


def mathml(latex: str, display: str = "inline") -> str | None:
    """A formula as MathML without anything that leads elsewhere; None where it cannot be read.

    Args:
        latex: what stands between the dollars.
        display: "inline" or "block".

    >>> mathml("w^T x")
    '<math display="inline"><mrow><msup><mi>w</mi><mi>T</mi></msup><mi>x</mi></mrow></math>'
    >>> mathml("{") is None
    True
    """
    from latex2mathml.converter import convert  # workers never make a page

    if len(latex) > LONGEST:
        return None
    try:
        made = convert(latex, display=display)
    except (Exception, RecursionError):  # a learner's text can be no formula at all
        return None
    return in_lines(_CLEANER.clean(made))


class FormulaRenderer(IPythonRenderer):
    """nbconvert's renderer of Markdown, which puts a mark where a formula belongs.

    What it makes is cleaned before `drawn` puts the formulas in, so that no MathML of a student's
    own stays, and none of ours is taken for theirs.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._mark, self._formulas = secrets.token_hex(8), []

    def inline_math(self, body: str) -> str:
        """A formula in a line of text."""
        return self._marked(body, "inline", f"${escape(body)}$")

    def block_math(self, body: str) -> str:
        """A formula on a line of its own."""
        return self._marked(body, "block", f"$${escape(body)}$$")

    def latex_environment(self, name: str, body: str) -> str:
        r"""What stands between `\begin` and `\end`."""
        latex = rf"\begin{{{name}}}{body}\end{{{name}}}"
        return self._marked(latex, "block", escape(latex))

    def _marked(self, latex: str, display: str, text: str) -> str:
        made = mathml(latex, display)
        if made is None:
            return text
        self._formulas.append((made, text))
        return f"{self._mark}-{len(self._formulas) - 1}-"

    def drawn(self, html: str) -> str:
        """HTML that was cleaned, with the formulas in their places; in attributes, as text."""
        mark = re.compile(rf"{self._mark}-(\d+)-")

        def put(found: re.Match) -> str:
            if found["tag"]:
                return mark.sub(lambda each: self._formulas[int(each[1])][1], found["tag"])
            return self._formulas[int(found[2])][0]

        # A cleaned tag's values stand in double quotes, and a text's own brackets are escaped
        return re.sub(rf'(?P<tag><(?:"[^"]*"|[^">])*>)|{mark.pattern}', put, html)
