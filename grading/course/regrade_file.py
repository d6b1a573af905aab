"""Requests to look at a score again: regrade.csv, which is optional.

    student,lesson,exercise,reason,answer
    ada,01_neurons,neuron,"The bias is added, in the last line.",

A line without an answer is open. What the column `answer` says closes it, and the student's page
shows it; points change in Formgrader alone. A line that is wrong is told, and the others count.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from grading import CourseError, select_lessons
from grading.course.nearest import nearest
from grading.course.roster import read_people, read_table
from grading.course.tables import SIGNS, read_csv, write_table
from grading.course.told import NAME, Told

REGRADE = "regrade.csv"
COLUMNS = ("student", "lesson", "exercise", "reason", "answer")
A_LINE = 'A line reads: ada,01_neurons,neuron,"The bias is added",'
LONGEST = 2_000  # characters of a reason or an answer
GUARD = re.compile(r"^'(?=\s*[=+\-@＝＋－＠])")  # what `write_table` puts before a formula


@dataclass(frozen=True)
class Request:
    """A wish to look at a score again.

    Attributes:
        exercise: its name; empty where the whole lesson is meant.
        reason: in the student's words.
        answer: the instructor's; empty while nobody has answered.
        line: of regrade.csv; 0 where it stands in the student's notebook alone.
    """

    student: str
    lesson: str
    exercise: str
    reason: str
    answer: str = ""
    line: int = 0

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it the same request, however a spreadsheet writes it."""
        plain = unicodedata.normalize("NFC", self.reason).split()
        return self.student, self.lesson, self.exercise, " ".join(plain).casefold()

    @property
    def what(self) -> str:
        """What it is about, in words."""
        return self.exercise or "the whole lesson"

    @property
    def where(self) -> str:
        """The place where it stands."""
        return f"{REGRADE}, line {self.line}" if self.line else "the notebook"


def read_regrade(root: Path) -> tuple[list[Request], list[str]]:
    """The requests of regrade.csv, and what is wrong with its other lines, with what to do."""
    path = root / REGRADE
    if not path.exists():
        return [], []
    try:
        rows = read_table(path, ("student", "lesson"), ("exercise", "cell", "reason", "answer"))
        split, people = _split_reasons(path.read_bytes()), read_people(root)
    except (CourseError, OSError) as error:
        return [], [str(error)]
    students = None if people is None else [person.student for person in people]
    found: dict[tuple[str, str, str, str], Request] = {}
    wrong = []
    for line, row in rows:
        try:
            if line in split:
                raise CourseError(
                    f"a reason that holds a {split[line]} needs double quotes round it"
                )
            request = _request(line, row, students, root)
            first = found.setdefault(request.key, request)
            if first is not request:
                raise CourseError(f"it repeats line {first.line}; keep one")
        except CourseError as error:
            wrong.append(f"{REGRADE}, line {line}: {error}. {A_LINE}")
    return list(found.values()), wrong


def _split_reasons(data: bytes) -> dict[int, str]:
    """The lines where a sign within a reason begins another cell, which would be its answer.

    Returns:
        The sign's name, by line.

    Raises:
        CourseError: no column says which exercise is meant, or why.
    """
    sign, lines = read_csv(data)
    _, titles = lines.pop(0)
    names = [title.strip().casefold() for title in titles]
    if not {"exercise", "cell"} & set(names):
        raise CourseError(f"{REGRADE} needs a column 'exercise', which may stay empty")
    if "reason" not in names:
        raise CourseError(f"{REGRADE} needs a column 'reason': what the student wants seen")
    if "answer" not in names:
        return {}
    place, found = names.index("answer"), {}
    for number, cells in read_csv(data, bare=False)[1][1:]:
        beyond = len(cells) > len(titles)
        if beyond or (cells[place : place + 1] and cells[place].startswith(" ")):
            found[number] = SIGNS[sign]
    return found


def _request(line: int, row: dict[str, str], students: list[str] | None, root: Path) -> Request:
    """The request of a line.

    Raises:
        CourseError: it is none.
    """
    student = row["student"]
    if not student:
        raise CourseError("no student is named; fill it in or delete the line")
    if student != Path(student).name or student.startswith("."):
        raise CourseError(f"{student!r} names no student's folder; use what names it in submitted/")
    if students is not None and student not in students:
        like = nearest(student, students)
        meant = f"is it {' or '.join(like)}?" if like else "correct it or delete the line"
        raise CourseError(f"no student of roster.csv is called {student!r}: {meant}")
    if not row["lesson"]:
        raise CourseError("no lesson is named; fill it in")
    lesson, *more = select_lessons(row["lesson"], root)
    if more:
        raise CourseError("it names several lessons; give each a line")
    if not row["reason"]:
        raise CourseError("no reason stands there; ask the student what to look at")
    words = (Told(GUARD.sub("", row[name]), LONGEST) for name in ("reason", "answer"))
    return Request(student, lesson, Told(row["exercise"] or row["cell"], NAME), *words, line)


def write_answers(root: Path, requests: list[Request], answer: str) -> None:
    """Put an answer to requests into regrade.csv; those that no line has get one.

    Columns of the instructor's own stay. It is written in UTF-8, with a mark for spreadsheets.

    Raises:
        CourseError: the file cannot be read or written.
    """
    path = root / REGRADE
    try:
        lines = read_csv(path.read_bytes())[1] if path.exists() else []
        _, titles = lines.pop(0) if lines else (0, list(COLUMNS))
        names = [title.strip().casefold() for title in titles]
        if "answer" not in names:
            titles, names = [*titles, "answer"], [*names, "answer"]
        rows = {number: [*cells, *[""] * (len(titles) - len(cells))] for number, cells in lines}
        for request in requests:
            if request.line:
                rows[request.line][names.index("answer")] = answer
        mine = [request for request in requests if not request.line]
        new = [_row(names, request, answer) for request in mine]
        write_table(path, titles, [*rows.values(), *new], mark=True)
    except (OSError, UnicodeError, csv.Error) as error:
        raise CourseError(f"{REGRADE} cannot be written ({error}): close it elsewhere") from None


def _row(names: list[str], request: Request, answer: str) -> list[str]:
    """A line for a request, under titles of these names."""
    about = {"student": request.student, "lesson": request.lesson, "reason": request.reason}
    about |= {"exercise": request.exercise, "cell": request.exercise, "answer": answer}
    return [about.get(name, "") for name in names]
