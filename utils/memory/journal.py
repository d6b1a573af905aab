"""The learner's journal: what they did, a line each, in `work/desk.jsonl` on their own disk.

It is for the learner alone: nothing reads it but their desk, and nothing of it leaves the machine.
Delete it, and only the memory is gone. Every kernel adds to it under a lock, a line in one write.
No check ever fails, waits or speaks because of it: what cannot be noted is not noted.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from utils.storage.one_step import write_bytes

NAME = "desk.jsonl"
LOCK = ".desk.lock"
HANDED_OUT = ".handed_out.json"  # lies in the folder that learners work in, and nowhere else
PATIENCE = 2.0  # seconds that a note waits for another kernel's
LONGEST = 80  # characters of a text that is noted
EARLIEST = 2000  # a year before which nobody took this course
STARTED_IN = Path.cwd()  # a lesson may change the folder later


@dataclass(frozen=True)
class Event:
    """One line of the journal.

    Attributes:
        at: when, with its zone.
        what: "passed", "mistake", "guess", "step" or "review"; others are kept, and mean nothing.
        about: the line's other fields.
    """

    at: datetime
    what: str
    about: dict[str, Any] = field(default_factory=dict)


def folder_of_work(start: Path | None = None) -> Path | None:
    """The folder that a learner works in, at `start` or above it; None anywhere else.

    Args:
        start: a folder; where this process began, if not given.
    """
    here = STARTED_IN if start is None else start
    for folder in (here, *here.parents):
        if (folder / HANDED_OUT).is_file():
            return folder
    return None


def note(what: str, folder: Path | None = None, **about: Any) -> None:
    """Add a line to the journal; does nothing outside a learner's folder, or where it cannot.

    Args:
        what: the kind of event.
        folder: the folder of the work; found from where this process began, if not given.
        about: the line's other fields; texts are cut to `LONGEST` characters.
    """
    if os.environ.get("NBGRADER_EXECUTION"):  # nobody learns while a notebook is graded
        return
    with suppress(Exception):
        folder = folder or folder_of_work()
        if folder is None:
            return
        short = {k: v[:LONGEST] if isinstance(v, str) else v for k, v in about.items()}
        line = {"at": datetime.now().astimezone().isoformat(timespec="seconds"), "what": what}
        text = json.dumps(line | short, ensure_ascii=False)
        with _alone(folder):
            _append(folder / NAME, text.encode())


def _append(path: Path, line: bytes) -> None:
    with path.open("ab+") as journal:
        if journal.tell():
            journal.seek(-1, os.SEEK_END)
            line = line if journal.read(1) == b"\n" else b"\n" + line  # after a line cut short
        journal.write(line + b"\n")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """While no other kernel writes; where that cannot be had in time, all the same."""
    if sys.platform == "emscripten":  # a browser's folder has one kernel, and no locks
        yield
        return
    from filelock import FileLock  # here, because most that import this never write

    lock = FileLock(folder / LOCK, timeout=PATIENCE)
    with suppress(OSError, NotImplementedError):  # a Timeout is an OSError
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def read(folder: Path) -> tuple[list[Event], str]:
    """What the journal holds, oldest first, and a sentence where it was damaged.

    A damaged journal is set aside under another name, and what could be read of it is kept.

    Args:
        folder: the learner's work.

    Returns:
        The events, and what the learner should know: "" as a rule.
    """
    path = folder / NAME
    if not path.exists():
        return [], ""
    try:
        with _alone(folder):
            lines = path.read_bytes().splitlines()
            events = [_event(line) for line in lines]
            told = "" if None not in events else _set_aside(path, lines, events)
    except OSError as error:
        return [], f"{path.name} cannot be read ({error.strerror}): the desk begins without it."
    return sorted(_by_now(filter(None, events)), key=lambda event: event.at), told


def _set_aside(path: Path, lines: list[bytes], events: list[Event | None]) -> str:
    """Give a damaged journal another name, and keep its whole lines; what the learner is told."""
    kept = [line for line, event in zip(lines, events, strict=True) if event]
    lost = len(lines) - len(kept)
    told = f"{lost} {'line' if lost == 1 else 'lines'} could not be read in {path.name}: "
    try:
        aside = _free(path)
        shutil.copyfile(path, aside)
        write_bytes(path, b"".join(line + b"\n" for line in kept))
    except OSError as error:
        return f"{told}it stays as it is ({error.strerror}), and the {len(kept)} others count."
    return f"{told}the damaged file is now {aside.name}, and the {len(kept)} others are kept."


def _by_now(events: Iterable[Event]) -> list[Event]:
    """The events, none later than now: one that a wrong clock dated ahead was before the next."""
    latest, found = datetime.now().astimezone(), []
    now = latest
    for event in reversed(list(events)):
        if event.at > now:
            event = replace(event, at=latest)
        latest = event.at
        found.append(event)
    return found[::-1]


def _event(line: bytes) -> Event | None:
    """One line; None where it is damaged."""
    try:
        fields = json.loads(line.decode())
        at, what = datetime.fromisoformat(fields.pop("at")), fields.pop("what")
        if at.year < EARLIEST:
            return None
        plain = {k: json.dumps(v) if isinstance(v, list | dict) else v for k, v in fields.items()}
        return Event(at.astimezone(), str(what), plain)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None


def _free(path: Path) -> Path:
    number = 1
    while True:
        free = path.with_name(f"{path.stem}.damaged{number if number > 1 else ''}{path.suffix}")
        if not free.exists():
            return free
        number += 1
