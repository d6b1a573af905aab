"""Who asks to have a score looked at again: regrade.csv, and cells of students' own in notebooks.

A cell of the student's own that begins with the word REGRADE is a request, on the lesson's exercise
that it names, or on the whole lesson:

    REGRADE neuron
    The bias is added, in the last line.

No request changes a score. It is closed by an answer in regrade.csv.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from nbformat import NotebookNode

from grading import CourseError, lessons
from grading.course.nearest import nearest
from grading.course.paths import student_path
from grading.course.regrade_file import LONGEST, REGRADE, Request, read_regrade
from grading.course.told import Told
from grading.handed_in.reading import Unreadable, read_notebook
from grading.handed_in.submissions import MOST_BYTES
from grading.lesson.cells import exercise_of, is_exercise, is_graded
from grading.lesson.masters import read_solution

MOST = 20  # requests of one notebook
SIGNS = r"[\s#>*_`:.–—-]*"
# The word, an exercise, and what is said of it
MARK = re.compile(rf"{SIGNS}\bregrade\b{SIGNS}([a-z]\w*)?(.*)", re.IGNORECASE | re.DOTALL)
TOLD = 10  # requests that a command tells one by one


class Regrades:
    """The requests of a class.

    Attributes:
        wrong: what is wrong with lines of regrade.csv, with what to do.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        requests, self.wrong = read_regrade(root)
        self._lines: dict[tuple[str, str], list[Request]] = {}
        for request in requests:
            if problem := self._problem(request):
                self.wrong.append(f"{request.where}: {problem}")
            else:
                self._lines.setdefault((request.student, request.lesson), []).append(request)
        self.wrong.sort(key=_line_of)

    def of(self, student: str, lesson: str) -> list[Request]:
        """A student's requests on a lesson, those of regrade.csv first."""
        found = {request.key: request for request in self._lines.get((student, lesson), ())}
        for request in self._in_notebook(student, lesson):
            found.setdefault(request.key, request)
        return list(found.values())

    def all(self, students: Iterable[str], wanted: Iterable[str] | None = None) -> list[Request]:
        """The requests of these students, on these lessons or on all, lesson by lesson."""
        there = list(students)
        chosen = lessons(self.root) if wanted is None else list(wanted)
        return [each for lesson in chosen for who in there for each in self.of(who, lesson)]

    def said(self, students: Iterable[str], wanted: Iterable[str] | None = None) -> Iterator[str]:
        """What `make grade` says of requests: who waits for an answer, and which line is wrong."""
        waiting = [each for each in self.all(students, wanted) if not each.answer]
        if waiting:
            some = [f"{each.student} for {each.what} in {each.lesson}" for each in waiting[:TOLD]]
            more = f" and {len(waiting) - TOLD} more" if waiting[TOLD:] else ""
            asks = "1 request" if len(waiting) == 1 else f"{len(waiting)} requests"
            yield (
                f"{asks} to look at a score again: {', '.join(some)}{more}. "
                "`make regrade` shows what they say, and how to answer"
            )
        yield from self.wrong[:TOLD]
        if self.wrong[TOLD:]:
            yield f"{REGRADE}: {len(self.wrong) - TOLD} more lines are wrong"

    def _problem(self, request: Request) -> str:
        """Why a line of regrade.csv is about nothing, and what to do; empty where it is."""
        exercises = _exercises(request.lesson, self.root)
        if request.exercise and exercise_of(request.exercise) not in exercises:
            like = nearest(request.exercise, exercises) or exercises
            return (
                f"{request.lesson} has no exercise {request.exercise!r}: write "
                f"{' or '.join(like)}, or leave the cell empty for the whole lesson"
            )
        if not student_path(self.root, "submitted", request.student, request.lesson).exists():
            return (
                f"{request.student} handed in nothing for {request.lesson} that could be looked at "
                "again: collect it, or delete the line"
            )
        return ""

    def _in_notebook(self, student: str, lesson: str) -> Iterator[Request]:
        """The requests in a student's notebook."""
        path = student_path(self.root, "submitted", student, lesson)
        try:
            if path.is_symlink() or not path.is_file() or path.stat().st_size > MOST_BYTES:
                return  # what grading does not read either
            content = path.read_bytes()
            if b"regrade" not in content.lower() and b"\0" not in content[:100]:
                return  # the quick way: nearly every notebook
            nb = read_notebook(content)
        except (OSError, Unreadable):
            return
        found = (text for cell in nb.cells if (text := _own_text(cell)))
        for _, text in zip(range(MOST), filter(MARK.match, found), strict=False):
            yield _request(student, lesson, text, _exercises(lesson, self.root))


def _line_of(told: str) -> int:
    found = re.match(rf"{re.escape(REGRADE)}, line (\d+)", told)
    return int(found[1]) if found else 0


def _own_text(cell: NotebookNode) -> str:
    """What a cell says; empty for one that the lesson grades or locks."""
    text = cell.get("source")
    ours = cell.get("metadata", {}).get("nbgrader") or not isinstance(text, str)
    return "" if ours else text[: 2 * LONGEST]


def _request(student: str, lesson: str, text: str, exercises: tuple[str, ...]) -> Request:
    """The request of a cell that begins with the mark."""
    word, rest = MARK.match(text).groups()
    exercise = exercise_of(word or "")
    if exercise not in exercises:  # the reason may begin at once
        exercise, rest = "", f"{word or ''}{rest}"
    reason = re.sub(f"^{SIGNS}", "", rest).rstrip("*_` \n\t").replace("\n# ", "\n")
    return Request(student, lesson, exercise, Told(reason or "no reason given", LONGEST))


def _exercises(lesson: str, root: Path) -> tuple[str, ...]:
    """The names of a lesson's exercises and reflections."""
    return _names(lesson, root, _stamp(root, lesson))


def _stamp(root: Path, lesson: str) -> float:
    path = root / "solutions" / lesson / f"{lesson}.ipynb"
    return path.stat().st_mtime if path.exists() else 0.0


@cache
def _names(lesson: str, root: Path, stamp: float) -> tuple[str, ...]:
    try:
        cells = read_solution(lesson, root).cells
    except CourseError:
        return ()
    ours = [cell for cell in cells if is_exercise(cell) or is_graded(cell)]
    names = (exercise_of(cell.metadata.nbgrader["grade_id"]) for cell in ours)
    return tuple(dict.fromkeys(names))
