"""What a learner has of each lesson: its exercises, their points, its questions from memory."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from utils.memory.journal import HANDED_OUT

DUE = ".due.json"  # in a kit, and in the learner's folder: lesson -> when it is due
NUMBERED = re.compile(r"^(\d+)\. ", re.MULTILINE)
# A line that is true in the lesson alone
TODAY = re.compile(r"^.*\b(?:today|this lesson)\b.*$", re.MULTILINE | re.IGNORECASE)
DETAILS = re.compile(r"<details>\s*<summary>Answers?</summary>(.*?)</details>", re.DOTALL)


@dataclass(frozen=True)
class Exercise:
    """An exercise of a lesson.

    Attributes:
        cell: its cell's name.
        points: of its test cells together.
        call: its function with its arguments, such as "step(z)"; "" where it is none.
    """

    cell: str
    points: float
    call: str = ""


@dataclass(frozen=True)
class Question:
    """A question from a lesson's recall cell, with its answer, both Markdown."""

    number: int
    asked: str
    answer: str


@dataclass(frozen=True)
class Lesson:
    """One lesson as it lies in the learner's folder.

    Attributes:
        name: such as "02_activations".
        title: its first heading, such as "02 · Bend the line".
        exercises: in their order.
        questions: of its recall cell.
    """

    name: str
    title: str
    exercises: tuple[Exercise, ...]
    questions: tuple[Question, ...]

    @property
    def path(self) -> str:
        """Where it lies, from the learner's folder."""
        return f"{self.name}/{self.name}.ipynb"

    @property
    def points(self) -> float:
        """What all exercises' tests are worth."""
        return sum(exercise.points for exercise in self.exercises)


def lessons_in(work: Path) -> list[Lesson]:
    """The lessons in a learner's folder; one that cannot be read is left out.

    Where the folder tells what was handed out, a learner's own notebooks are no lessons.
    """
    given = _handed_out(work)
    found = (_lesson(path) for path in sorted(work.glob("*/*.ipynb")))
    return [each for each in found if each and (not given or each.path in given)]


def _handed_out(work: Path) -> set[str]:
    try:
        return set(json.loads((work / HANDED_OUT).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return set()


def due_in(work: Path) -> dict[str, datetime]:
    """When lessons are due, in local time, where the kit told; a file that is not ours tells none.

    Args:
        work: the learner's folder.
    """
    try:
        told = json.loads((work / DUE).read_text(encoding="utf-8"))
        return {name: datetime.fromisoformat(due).astimezone() for name, due in told.items()}
    except (OSError, ValueError, TypeError, AttributeError, OverflowError):
        return {}


def _lesson(path: Path) -> Lesson | None:
    if path.stem != path.parent.name:
        return None
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        sources = {cell.get("id", ""): _text(cell) for cell in cells}
        title = next((t for s in sources.values() for t in re.findall(r"^# (.+)", s)), path.stem)
        exercises, questions = _exercises(cells), questions_of(sources.get("recall", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Lesson(path.stem, title, tuple(exercises), tuple(questions))


def _text(cell: dict) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _exercises(cells: list[dict]) -> list[Exercise]:
    """Code cells to fill in, each with the points of the tests between it and the next one."""
    found: list[Exercise] = []
    for cell in cells:
        about = cell.get("metadata", {}).get("nbgrader") or {}
        if cell["cell_type"] != "code":
            continue
        if about.get("solution"):
            name = str(about.get("grade_id", ""))
            found.append(Exercise(name, 0.0, _call(name, _text(cell))))
        elif about.get("grade") and found:
            last = found[-1]
            found[-1] = replace(last, points=last.points + float(about.get("points") or 0))
    return found


def _call(exercise: str, code: str) -> str:
    """A function's first line without what Python needs around it; "" where it has another name."""
    found = re.search(rf"^def ({re.escape(exercise)}\([^()]*\))", code, re.MULTILINE)
    return " ".join(found[1].split()) if found else ""


def questions_of(text: str) -> list[Question]:
    """The questions of a recall cell; none where questions and answers do not pair up.

    Args:
        text: numbered questions, then numbered answers that fold away.
    """
    folded = DETAILS.search(text)
    if not folded:
        return []
    asked, answers = _numbered(text[: folded.start()]), _numbered(folded[1])
    if asked.keys() != answers.keys():
        return []
    return [Question(k, asked[k], TODAY.sub("", answers[k]).strip()) for k in sorted(asked)]


def _numbered(text: str) -> dict[int, str]:
    """The points of a numbered list, without their numbers and indents."""
    parts = NUMBERED.split(text)[1:]
    return {
        int(number): re.sub(r"^ {3}", "", body, flags=re.MULTILINE).strip()
        for number, body in zip(parts[::2], parts[1::2], strict=True)
    }
