"""Which mistakes the class made: `make grade` writes them to mistakes.csv, most frequent first.

The checks put a mistake's id into their message, so the graded notebooks tell them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nbformat.v4 import reads_json

from grading.bank.general import GENERAL
from grading.course.paths import student_path
from grading.course.tables import write_table
from grading.lesson.cells import exercise_of, kind_of
from utils.checking.recognise import known_mistakes

NAMED = re.compile(r"^\s*mistake:\s+([a-z0-9_]{1,60}/[a-z0-9-]{1,60})\s*$", re.MULTILINE)
MOST = 5  # mistakes that one test cell may name; a check names one
COLUMNS = ("lesson", "exercise", "mistake", "students", "what", "who")


@dataclass(frozen=True)
class Made:
    """A mistake, and the students who made it.

    Attributes:
        lesson: such as "01_neurons".
        exercise: the exercise's id.
        mistake: its id, such as "neuron/no-bias" or "any/returns-none".
        what: the sentence that names it.
        students: who made it, in order.
    """

    lesson: str
    exercise: str
    mistake: str
    what: str
    students: tuple[str, ...]


def mistakes_in(path: Path) -> set[tuple[str, str]]:
    """The exercise and id of each mistake that a graded notebook's test cells name.

    None where it was damaged since: what grades it again mends it.
    """
    found: set[tuple[str, str]] = set()
    try:
        cells = reads_json(path.read_text(encoding="utf-8")).cells
    except (OSError, ValueError, AttributeError):
        return found
    for cell in cells:
        if kind_of(cell) != "test":
            continue
        exercise = exercise_of(cell.metadata.nbgrader.grade_id)
        for output in cell.get("outputs", []):
            text = output.get("evalue", "") + "\n" + output.get("text", "")
            found |= {(exercise, name) for name in NAMED.findall(text)[:MOST]}
    return found


def mistakes_made(students: Iterable[str], lessons: Iterable[str], root: Path) -> list[Made]:
    """Every mistake that these students' graded work shows, most frequent first in each lesson."""
    known, made = known_mistakes(), []
    for lesson in lessons:
        who = defaultdict(list)
        for student in students:
            path = student_path(root, "autograded", student, lesson)
            for key in mistakes_in(path) if path.exists() else ():
                who[key].append(student)
        for (exercise, name), names in sorted(who.items(), key=lambda kv: (-len(kv[1]), kv[0])):
            says = known.get(name.split("/")[0], {}).get("says", {}) | GENERAL
            what = says.get(name, [""])[0]
            made.append(Made(lesson, exercise, name, what, tuple(names)))
    return made


def write_mistakes(path: Path, made: list[Made]) -> None:
    """Write mistakes.csv in one step."""
    rows = []
    for each in made:
        known = each.lesson, each.exercise, each.mistake, str(len(each.students)), each.what
        rows.append((*known, " ".join(each.students)))
    write_table(path, COLUMNS, rows)
