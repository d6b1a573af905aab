"""Keep hidden tests out of feedback: their code is shown nowhere, tracebacks included."""

from __future__ import annotations

from typing import Any

from nbconvert.filters import strip_ansi
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor

from grading.lesson.cells import HIDDEN, marked, outside_regions, region

NOTE = "# Hidden tests ran here."
CUT = "[hidden tests]"
SHORTEST = 6  # characters: shorter lines, such as `)` or `else:`, tell nothing


def redact_source(source: str) -> str:
    """A test cell's text with one line in place of each hidden region."""
    shown = {"begin": lambda line: NOTE, "outside": lambda line: line}
    lines = [shown[place](line) for line, place in marked(source, HIDDEN) if place in shown]
    return "\n".join(lines)


def secret_lines(nb: NotebookNode) -> set[str]:
    """The lines that stand in hidden regions of locked test cells and in no other cell."""
    hidden, shown = set(), set()
    for cell in nb.cells:
        text = cell.source
        if utils.is_grade(cell) and utils.is_locked(cell):
            hidden |= {line.strip() for line in region(cell, HIDDEN).splitlines()}
            text = outside_regions(cell, HIDDEN)
        shown |= {line.strip() for line in text.splitlines()}
    secrets = {line for line in hidden - shown if len(line) >= SHORTEST}
    return secrets | {f"BEGIN {HIDDEN}", f"END {HIDDEN}"}


def redact_text(text: str, secrets: set[str]) -> str:
    """`text` with each run of lines that hold a secret replaced by one note."""
    plain = strip_ansi(text)
    found = {secret for secret in secrets if secret in plain}
    if not found:
        return text
    lines: list[str] = []
    for line in text.split("\n"):
        if not any(secret in strip_ansi(line) for secret in found):
            lines.append(line)
        elif lines[-1:] != [CUT]:
            lines.append(CUT)
    return "\n".join(lines)


class HideTests(NbGraderPreprocessor):
    """Cut hidden tests out of a graded notebook before it becomes a page of feedback."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Replace hidden regions, and lines of output that repeat them, in every cell."""
        secrets = secret_lines(nb)
        for cell in nb.cells:
            if utils.is_grade(cell) and utils.is_locked(cell):
                cell.source = redact_source(cell.source)
            for output in cell.get("outputs", []):
                self._redact(output, secrets)
        return nb, resources

    def _redact(self, output: NotebookNode, secrets: set[str]) -> None:
        for key in ("text", "evalue", "traceback"):
            if key in output:
                output[key] = _clean(output[key], secrets)
        for kind, value in output.get("data", {}).items():
            if kind.startswith("text/") or kind == "image/svg+xml":
                output["data"][kind] = _clean(value, secrets)


def _clean(value: Any, secrets: set[str]) -> Any:
    if isinstance(value, list):
        return [_clean(part, secrets) for part in value]
    return redact_text(value, secrets) if isinstance(value, str) else value
