"""Write model answers for students, once nobody can hand in any more: `make solutions LESSON=01`.

A notebook and a page in dist/solutions/: every exercise filled in, with its pictures and outputs;
no hidden test, no mark scheme, nothing that nbgrader would grade.
"""

from __future__ import annotations

import argparse
import copy
import re
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from nbformat import NotebookNode

from grading import ROOT, CourseError, select_lessons
from grading.authoring.filled_in import solved
from grading.course import screen
from grading.course.extensions import read_extensions
from grading.course.roster import read_deadlines
from grading.course.times import utc_now
from grading.feedback.pages import MATHJAX
from grading.handed_in.harmless import markdown2html
from grading.lesson.cells import HIDDEN, has_region, kind_of, outside_regions
from grading.lesson.masters import read_solution
from grading.lesson.release import as_text
from utils.storage.one_step import write_text

FETCHES = re.compile(r'<script[^>]*\ssrc="https?:[^>]*>\s*</script>')
NOTE = "# Hidden tests ran here."


def last_due(lesson: str, root: Path) -> datetime | None:
    """When the last student may hand in, in UTC; None where nothing says.

    Raises:
        CourseError: deadlines.csv or extensions.csv is malformed.
    """
    times = [read_deadlines(root).get(lesson)]
    times += [due for (_, name), due in (read_extensions(root) or {}).items() if name == lesson]
    return max(filter(None, times), default=None)


def refuse_while_it_is_open(lesson: str, root: Path, now: datetime) -> None:
    """See that nobody can hand in with these answers.

    Raises:
        CourseError: somebody can, or nothing says until when.
    """
    due = last_due(lesson, root)
    if due is None:
        raise CourseError(
            f"deadlines.csv has no line for {lesson}, so nothing says that nobody will hand in "
            "with these answers: add one, or say NOW=1"
        )
    if now < due:
        raise CourseError(
            f"{lesson} can be handed in until {due:%Y-%m-%d %H:%M} UTC, extensions included: "
            "wait, or say NOW=1"
        )


def model_answers(solution: NotebookNode) -> NotebookNode:
    """A lesson with its exercises filled in, and nothing that students should not see."""
    nb = copy.deepcopy(solution)
    for cell in nb.cells:
        kind = kind_of(cell)
        if kind in ("exercise", "reflection"):
            cell.source = solved(cell)
        elif kind == "test" and has_region(cell, HIDDEN):
            cell.source = f"{outside_regions(cell, HIDDEN).rstrip()}\n{NOTE}"
            cell.outputs = []
        cell.metadata.pop("nbgrader", None)
        cell.metadata.pop("execution", None)
    nb.metadata = NotebookNode(kernelspec=nb.metadata.kernelspec)
    return nb


def page_of(nb: NotebookNode, title: str) -> str:
    """The notebook as one page that fetches nothing."""
    from nbconvert.exporters import HTMLExporter

    exporter = HTMLExporter(template_name="lab", filters={"markdown2html": markdown2html})
    page, _ = exporter.from_notebook_node(nb, {"metadata": {"name": title}})
    return FETCHES.sub("", MATHJAX.sub("", page))


def write_solutions(lesson: str, root: Path = ROOT, now: datetime | None = None) -> list[Path]:
    """Write a lesson's model answers; the files.

    Args:
        lesson: such as "01_neurons".
        root: the course.
        now: in UTC; None asks no deadline.

    Raises:
        CourseError: students can still hand in, or the solution is missing.
    """
    if now is not None:
        refuse_while_it_is_open(lesson, root, now)
    nb = model_answers(read_solution(lesson, root))
    name = f"{lesson}_answers"
    folder = root / "dist" / "solutions" / lesson
    files = {folder / f"{name}.ipynb": as_text(nb), folder / f"{name}.html": page_of(nb, name)}
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, text)
    return list(files)


def main(arguments: list[str] | None = None, say: Callable[[str], None] = screen.say) -> int:
    """Write model answers for students."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--lessons", default="", help='such as "01"')
    parser.add_argument("--now", action="store_true", help="whatever the deadlines say")
    options = parser.parse_args(arguments)
    try:
        if not options.lessons.strip():
            raise CourseError("say which lesson, as in `make solutions LESSON=01`")
        for lesson in select_lessons(options.lessons):
            written = write_solutions(lesson, now=None if options.now else utc_now())
            say(f"written: {', '.join(path.relative_to(ROOT).as_posix() for path in written)}")
    except CourseError as error:
        screen.warn(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(screen.run(main))
