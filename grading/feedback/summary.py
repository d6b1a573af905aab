"""The first screen of a page of feedback: what was earned, what cost points and why, what to read.

It is made of what the tests said in the graded notebook, after hidden tests were cut out of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape
from nbformat import NotebookNode

from grading.course.regrade_file import Request
from grading.course.tables import as_points
from grading.course.told import in_lines
from grading.handed_in.harmless import rendered
from grading.lesson.cells import BLANK, exercise_of, is_exercise, is_graded, kind_of

TEMPLATES = Path(__file__).parent / "templates"
TINY = 1e-9  # points
LINES = 14  # of one message
CODE = 120  # lines of one answer
NO_ANSWER = "No response."  # nbgrader's own comment on a cell that nobody changed
DOCSTRING = re.compile(r'(?s)^([ \t]+)""".*?"""[ \t]*\n', re.MULTILINE)
FIRST = re.compile(r"^(?=the )[a-z]")  # a sentence that begins with a name begins as the name does
TRY = "Try this:"  # how the advice below a mistake begins
LABELLED = re.compile(r"^  (expected|actual):\s+(.*)$")
MISTAKE = re.compile(r"^\s*mistake:\s+(\S+)$")


@dataclass(frozen=True)
class About:
    """Whose page it is.

    Attributes:
        name: of the student, as roster.csv has it, or what names their folder.
        lesson: such as "01_neurons".
        handed_in: when, in UTC; None where nobody noted it.
        made: when the page was made, in UTC.
        requests: what the student asked to be looked at again.
    """

    name: str
    lesson: str
    handed_in: datetime | None
    made: datetime
    requests: tuple[Request, ...] = ()


@dataclass(frozen=True)
class Remark:
    """What one test said.

    Attributes:
        lines: what is wrong, and what to try.
        values: what was expected and what came, with their labels.
        mistake: the id of the mistake that it names; may be empty.
    """

    lines: tuple[str, ...]
    values: tuple[tuple[str, str], ...] = ()
    mistake: str = ""


@dataclass
class Exercise:
    """How one exercise did.

    Attributes:
        name: its id.
        earned: points.
        most: points possible.
        said: what its tests said, each thing once.
        code: the student's own answer.
        section: the lesson's heading above it.
        comments: what a person, or this course, wrote below it.
        is_text: whether the answer is in words.
    """

    name: str
    earned: float = 0.0
    most: float = 0.0
    said: list[Remark] = field(default_factory=list)
    code: str = ""
    section: str = ""
    comments: list[str] = field(default_factory=list)
    is_text: bool = False

    @property
    def lost(self) -> float:
        """The points that it did not earn."""
        return max(0.0, self.most - self.earned)

    @property
    def why(self) -> str:
        """What went wrong, in one sentence: the mistake where it is known, else what came."""
        if not self.said or not self.said[0].lines:
            return "A test did not hold."
        first = self.said[0]
        tries = next((n for n, line in enumerate(first.lines) if line.startswith(TRY)), 0)
        return first.lines[tries - 1] if first.mistake and tries else first.lines[0]

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written."""
        return any(BLANK in line for said in self.said for line in said.lines)


def summarise(
    nb: NotebookNode, cells: Mapping[str, tuple[float, float]], comments: Mapping[str, str | None]
) -> list[Exercise]:
    """The exercises and reflections of a graded notebook, in its order.

    Args:
        nb: graded, without hidden tests.
        cells: points and most points of each graded cell.
        comments: by the cell that they stand below.
    """
    found: dict[str, Exercise] = {}
    section = ""
    for cell in nb.cells:
        name = (cell.metadata.get("nbgrader") or {}).get("grade_id", "")
        if cell.cell_type == "markdown" and kind_of(cell) == "markdown":
            section = _heading(cell.source) or section
        if is_exercise(cell) or is_graded(cell):
            one = found.setdefault(exercise_of(name), Exercise(exercise_of(name), section=section))
            if kind_of(cell) in ("exercise", "reflection"):
                one.is_text = kind_of(cell) == "reflection"
                one.code = in_lines(cell.source)
                # The docstring is the lesson's, and the longest part of most answers
                one.code = one.code if one.is_text else _cut(DOCSTRING.sub("", one.code, 1), CODE)
                one.comments += _comments(comments.get(name), one.is_text)
        if is_graded(cell):
            earned, most = cells.get(name, (0.0, 0.0))
            one.earned, one.most = one.earned + earned, one.most + most
            if earned < most and not one.is_text:
                one.said += [said for said in _said_by(cell) if _is_new(said, one.said)]
    return list(found.values())


def _comments(text: str | None, is_text: bool) -> list[str]:
    """A comment, if there is one; that nothing was written is said of answers in words alone."""
    if text == NO_ANSWER:
        return ["Nothing is written there yet."] if is_text else []
    return [text] if text else []


def _is_new(said: Remark, before: list[Remark]) -> bool:
    """Whether nothing of the kind stands there: one mistake is told by many tests."""
    if said.mistake and not said.mistake.startswith("any/"):
        return said.mistake not in {each.mistake for each in before}
    return said.lines not in {each.lines for each in before}


def _said_by(cell: NotebookNode) -> Iterator[Remark]:
    """What a test cell's run said of what went wrong."""
    for output in cell.get("outputs", ()):
        if output.output_type == "error":
            kind = output.get("ename", "")
            text = output.get("evalue", "")
            yield _read(text if kind == "CheckFailed" else f"{kind}: {text}")
        elif output.output_type == "stream" and output.get("name") == "stdout":
            text = "".join(output.text)
            # The quiet line of a check that held is no remark
            parts = re.split(r"\n\s*\n", text)
            yield from (_read(part) for part in parts if part.strip() and "\n" in part.strip())


def _read(text: str) -> Remark:
    lines, values, mistake = [], [], ""
    for line in in_lines(text).strip("\n").splitlines():
        if found := LABELLED.match(line):
            values.append((found[1], found[2]))
        elif found := MISTAKE.match(line):
            mistake = found[1]
        elif line.strip():
            lines.append(FIRST.sub(lambda the: the[0].upper(), line.strip()))
    return Remark(tuple(lines[:LINES]), tuple(values), mistake)


def _heading(markdown: str) -> str:
    """The last heading of a text, without its signs; empty where there is none."""
    found = re.findall(r"(?m)^#+ +(.+?)\s*$", markdown)
    return in_lines(found[-1]) if found else ""


def _cut(text: str, most: int) -> str:
    lines = text.split("\n")
    return text if len(lines) <= most else "\n".join([*lines[:most], "…"])


@cache
def _template() -> Template:
    known = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    known.filters["points"] = lambda value: as_points(round(value, 2))
    known.filters["code"] = lambda text: Markup(
        re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text)))
    )
    known.filters["markdown"] = lambda text: Markup(rendered(text, {}))
    known.filters["inline"] = lambda text: Markup(
        re.sub(r"^<p>|</p>$", "", rendered(text, {}).strip())
    )
    return known.get_template("summary.html")


def summary(exercises: list[Exercise], about: About, penalty: float) -> str:
    """The first screen as HTML.

    Args:
        exercises: as `summarise` gives them.
        about: whose page it is.
        penalty: points taken off for being late.
    """
    earned = sum(each.earned for each in exercises)
    most = sum(each.most for each in exercises)
    asked = [each for each in exercises if not each.is_text]
    return _template().render(
        about=about,
        exercises=exercises,
        lost=[each for each in exercises if each.lost > TINY and not each.is_text],
        commented=[each for each in exercises if each.is_text or each.comments],
        is_blank=not earned and bool(asked) and all(each.is_blank for each in asked),
        earned=max(0.0, earned - penalty),
        most=most,
        penalty=penalty,
    )
