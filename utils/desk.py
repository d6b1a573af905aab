"""What the page `work/desk.ipynb` calls: a learner's desk, and the questions of today.

`make lab` writes that page anew, with what is true that day, and opens it once a learner has begun.
All of it comes from their own journal, `work/desk.jsonl`, and stays on their machine.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from IPython.display import Markdown, display

from utils.how_to import run_module
from utils.memory import journal, review
from utils.memory.desk_page import Desk, summary, waiting


def not_here() -> str:
    """What to do with a page that lies somewhere else."""
    lab = run_module("utils.lab", "lab")
    return f"This page belongs into the folder `work/`, where {lab} puts it: open it there."


def show_desk(folder: Path | None = None) -> None:
    """Show where to go on, a bar for each lesson, and how much is due today.

    Args:
        folder: the learner's work; found from where the notebook lies, if not given.
    """
    work = folder or journal.folder_of_work()
    shown = summary(Desk(work), datetime.now().astimezone()) if work else not_here()
    display(Markdown(shown))


def review_today(folder: Path | None = None) -> None:
    """Ask what is due today, one question after the other.

    Args:
        folder: the learner's work; found from where the notebook lies, if not given.
    """
    work, now = folder or journal.folder_of_work(), datetime.now().astimezone()
    if work is None:
        display(Markdown(not_here()))
        return
    desk = Desk(work)
    today = review.for_today(desk.due, now)
    if not today:
        display(Markdown(waiting(desk, now)))
        return
    from utils.memory.quiz import Quiz  # widgets take a moment, and most days begin without

    Quiz(today, work).show()
