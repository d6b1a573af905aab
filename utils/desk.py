"""What the page `work/desk.ipynb` calls: a learner's desk, and the questions of today.

`make lab` writes that page anew, with what is true that day, and opens it once a learner has begun.
All of it comes from their own journal, `work/desk.jsonl`, and stays on their machine.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from IPython.display import Markdown, display

from utils.memory import journal, review
from utils.memory.desk_page import Desk, summary, waiting

NOT_HERE = "This page belongs into the folder `work/`, where `make lab` puts it: open it there."


def show_desk(folder: Path | None = None) -> None:
    """Show where to go on, a bar for each lesson, and how much is due today.

    Args:
        folder: the learner's work; found from where the notebook lies, if not given.
    """
    work = folder or journal.folder_of_work()
    shown = summary(Desk(work), datetime.now().astimezone()) if work else NOT_HERE
    display(Markdown(shown))


def review_today(folder: Path | None = None) -> None:
    """Ask what is due today, one question after the other.

    Args:
        folder: the learner's work; found from where the notebook lies, if not given.
    """
    work, now = folder or journal.folder_of_work(), datetime.now().astimezone()
    if work is None:
        display(Markdown(NOT_HERE))
        return
    desk = Desk(work)
    today = review.for_today(desk.due, now)
    if not today:
        display(Markdown(waiting(desk, now)))
        return
    from utils.memory.quiz import Quiz  # widgets take a moment, and most days begin without

    Quiz(today, work).show()
