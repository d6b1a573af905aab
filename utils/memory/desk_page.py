"""The desk as a page: where the learner stopped, a bar for each lesson, what is due today."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path

from utils.memory import journal, lessons, pages, review

NAME = "desk.ipynb"
BAR = 10  # characters
ABOUT = """# Your desk

This page is yours alone.
It is made from `desk.jsonl`, a file beside it, which your checks write and which stays here.
Delete that file, and only this memory is gone.
The page is written anew each time the course opens, so keep your notes elsewhere."""
REVIEW = """## Look at it again

What you look at again just before you would forget it stays longest.
Run the cell below: it asks what is due today, one question after the other."""
SHOW = "from utils.desk import show_desk\n\nshow_desk()"
ASK = "from utils.desk import review_today\n\nreview_today()"


class Desk:
    """All that a learner's folder says of their work.

    Attributes:
        work: the folder.
        lessons: as they lie there, in order.
        dates: when lessons are due, where the kit told.
        events: the journal's, oldest first.
        notice: what the learner should know of the journal; "" as a rule.
        first: when each exercise's check first held, by the exercise's cell.
        due: every card that the learner has met, the earliest first.
    """

    def __init__(self, work: Path) -> None:
        self.work = work
        self.lessons = lessons.lessons_in(work)
        self.dates = lessons.due_in(work)
        self.events, self.notice = journal.read(work)
        self.first = review.first_passed(self.events)
        mistakes = pages.mistakes_in(work / "mistakes")
        cards = review.cards_of(self.lessons, mistakes, self.events)
        self.due = review.schedule(cards, self.events)

    def stopped_at(self) -> tuple[lessons.Lesson, str] | None:
        """The lesson worked at last, and its first exercise that is open; None at the beginning.

        The exercise is "" where none is open; a lesson that is done gives way to the next one.
        """
        names = [lesson.name for lesson in self.lessons]
        seen = [e.about.get("lesson") for e in self.events if e.about.get("lesson") in names]
        if not seen:
            return None
        for lesson in self.lessons[names.index(seen[-1]) :]:
            for exercise in lesson.exercises:
                if exercise.cell not in self.first:
                    return lesson, exercise.cell
        return self.lessons[names.index(seen[-1])], ""

    def first_guesses(self) -> list[bool]:
        """Of each prediction, whether the first guess was right."""
        first: dict[tuple, bool] = {}
        for event in self.events:
            if event.what == "guess":
                where = (event.about.get("lesson"), event.about.get("cell"))
                first.setdefault(where, bool(event.about.get("right")))
        return list(first.values())


def summary(desk: Desk, now: datetime) -> str:
    """The desk in Markdown: where to go on, a bar for each lesson, what is due."""
    parts = [
        desk.notice,
        _go_on(desk),
        _table(desk),
        _guesses(desk),
        _steps(desk),
        waiting(desk, now),
    ]
    return "\n\n".join(part for part in parts if part)


def _go_on(desk: Desk) -> str:
    stopped = desk.stopped_at()
    if stopped is None:
        first = desk.lessons[0] if desk.lessons else None
        return f"**Begin here:** [{first.title}]({first.path})." if first else "No lesson is here."
    lesson, exercise = stopped
    if not exercise:
        return f"**Every exercise of [{lesson.title}]({lesson.path}) passes its checks.**"
    return f"**Go on here:** [{lesson.title}]({lesson.path}#cell-id={exercise}), `{exercise}`."


def _table(desk: Desk) -> str:
    heads = ["Lesson", "Exercises whose checks pass", "Points behind them"]
    heads += ["Due"] if desk.dates else []
    rows = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for lesson in desk.lessons:
        done = [e for e in lesson.exercises if e.cell in desk.first]
        bar = _bar(len(done), len(lesson.exercises))
        points = f"up to {sum(e.points for e in done):g} of {lesson.points:g}"
        row = [f"[{lesson.title}]({lesson.path})", f"{bar} {len(done)} of {len(lesson.exercises)}"]
        row += [points, *([_date(desk.dates.get(lesson.name))] if desk.dates else [])]
        rows.append(f"| {' | '.join(row)} |")
    after = (
        "A check that passes promises its points; the tests that run once you hand in may still "
        "take some. Texts that a person reads are not counted here."
    )
    return "\n".join(rows) + f"\n\n{after}"


def _date(due: datetime | None) -> str:
    return f"{due.day} {due:%B}, {due:%H:%M}" if due else "no date"


def _bar(done: int, total: int) -> str:
    full = BAR * done // total if total else 0
    return "▰" * full + "▱" * (BAR - full)


def _guesses(desk: Desk) -> str:
    guesses = desk.first_guesses()
    if not guesses:
        return ""
    return f"Predictions: {sum(guesses)} of your {len(guesses)} first guesses came true."


def _steps(desk: Desk) -> str:
    steps = {
        (e.about.get("exercise"), e.about.get("step")) for e in desk.events if e.what == "step"
    }
    if not steps:
        return ""
    exercises = len({exercise for exercise, _ in steps})
    return f"Help: {counted(len(steps), 'step')} opened, in {counted(exercises, 'exercise')}."


def waiting(desk: Desk, now: datetime) -> str:
    """How much is due now, or when something will be, in a sentence."""
    today = review.for_today(desk.due, now)
    if today:
        questions = counted(len(today), "question")
        return f"**To look at again today:** {questions}, at the end of this page."
    if desk.due:
        day = f"{desk.due[0].at.day} {desk.due[0].at:%B}"
        return f"Nothing to look at again today. The next question comes on {day}."
    return "Nothing to look at again yet: questions come the day after your first exercises."


def counted(number: int, word: str) -> str:
    """A number with its word: "1 question", "2 questions"."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def page(desk: Desk, now: datetime) -> bytes:
    """The notebook `desk.ipynb`, with the desk as it is at this moment as its outputs.

    Args:
        desk: of the learner's folder.
        now: with its zone.
    """
    due = len(review.for_today(desk.due, now))
    wait = f"{counted(due, 'question')} for today: run this cell." if due else "Nothing is due."
    cells = [
        _text_cell("about", ABOUT),
        _code_cell("desk", SHOW, summary(desk, now)),
        _text_cell("again", REVIEW),
        _code_cell("review", ASK, wait),
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook = {
        "cells": cells,
        "metadata": {
            "kernelspec": kernel,
            "language_info": {"name": "python"},
            "desk": _digest(cells),
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def _text_cell(name: str, text: str) -> dict:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": text}


def _code_cell(name: str, code: str, shown: str) -> dict:
    data = {"text/markdown": shown, "text/plain": shown}
    return {
        "cell_type": "code",
        "id": name,
        "metadata": {},
        "execution_count": None,
        "source": code,
        "outputs": [{"output_type": "display_data", "metadata": {}, "data": data}],
    }


def is_ours(notebook: bytes) -> bool:
    """Whether a `desk.ipynb` holds no cell but those of `page`, run or not.

    An earlier version of the course may have worded them otherwise: it left their digest.
    """
    try:
        read = json.loads(notebook)
        cells, digest = read["cells"], read.get("metadata", {}).get("desk")
        found = {"".join(cell["source"]).strip() for cell in cells} - {""}
        return found <= {ABOUT, SHOW, REVIEW, ASK} or digest == _digest(cells)
    except (ValueError, KeyError, TypeError, AttributeError):
        return False


def _digest(cells: list[dict]) -> str:
    """Of what the cells hold, whatever their outputs and empty cells beside them."""
    sources = ["".join(cell["source"]).strip() for cell in cells]
    return hashlib.sha256("\n".join(filter(None, sources)).encode()).hexdigest()
