"""A Sphinx extension: formulas as MathML, made when the site is, as on pages of feedback."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes

from grading.handed_in.formulas import mathml


def _inline(self: Any, node: nodes.Element) -> None:
    self.body.append(_drawn(node.astext(), "inline"))
    raise nodes.SkipNode


def _block(self: Any, node: nodes.Element) -> None:
    self.body.append(f'<div class="formula">{_drawn(node.astext(), "block")}</div>\n')
    raise nodes.SkipNode


def _drawn(latex: str, display: str) -> str:
    """A formula as MathML; as it was written, where it cannot be read."""
    return mathml(latex, display) or f"<code>{escape(latex)}</code>"


def setup(app: Any) -> dict[str, bool]:
    """Register the renderer under the name "mathml"."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
