"""A process that judges, one notebook after the other, for the one that started it and watches.

It hears tasks as pickles, from the process that started it, and answers in messages of plain data:
of a judge that a notebook has got hold of, nothing is believed that has not this form.
"""

from __future__ import annotations

import fcntl
import json
import os
import pickle
import select
import socket
import sys
import threading
from dataclasses import asdict, replace
from typing import Any

from grading import CourseError
from grading.autograde.task import Outcome, Task, grade
from grading.autograde.watched import Place, Promises
from grading.sandbox import own_memory
from grading.sandbox.forks import LENGTH

MOST_NOTEBOOK = 200_000_000  # bytes of a graded notebook
MOST_SAID = 1_000_000  # bytes of everything else


def send(line: socket.socket, told: dict[str, Any], body: bytes = b"") -> None:
    """Send plain data, and bytes that belong to it."""
    head = json.dumps(told).encode()
    line.sendall(LENGTH.pack(len(head)) + LENGTH.pack(len(body)) + head + body)


def answered(line: socket.socket, task: Task) -> None:
    """Grade, and send what came of it."""

    def tell(place: Place | None, seconds: float) -> None:
        send(line, {"at": place, "within": seconds})

    own_memory.bound(task.bounds.memory)
    try:
        result = grade(task, Promises(tell))
        notebook = result.notebook.encode("utf-8", "surrogatepass")
        if len(notebook) > MOST_NOTEBOOK:
            raise ValueError(f"the graded notebook has {len(notebook) / 1e6:.0f} MB")
        told = asdict(replace(result, notebook=""))
    except MemoryError:
        send(line, {"full": True})
    except Exception as error:
        kind = "" if isinstance(error, CourseError) else f"{type(error).__name__}: "
        send(line, {"failed": f"{kind}{str(error)[:200]}"})
    else:
        send(line, {"outcome": _bounded(told)}, notebook)


def _bounded(told: dict[str, Any]) -> dict[str, Any]:
    """An outcome without the last of its notes, where they are too many."""
    while len(json.dumps(told)) > MOST_SAID // 2:
        longest = max(("repaired", "notes", "tampering"), key=lambda name: len(str(told[name])))
        told[longest] = [text[:1000] for text in told[longest][: len(told[longest]) // 2]]
    return told


def end_with(life: int) -> None:
    """End this process at once when the other end of a pipe is closed, whatever it does then.

    The process that holds that end may be killed, and this one may be in the middle of a long step
    that lets no other thread run: so the system itself sends the signal that ends it.
    """
    if sys.platform == "linux":
        fcntl.fcntl(life, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(life, fcntl.F_SETFL, fcntl.fcntl(life, fcntl.F_GETFL) | os.O_ASYNC)
        if select.select([life], [], [], 0)[0]:
            os._exit(1)
        return

    def wait() -> None:
        os.read(life, 1)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def main(arguments: list[str]) -> None:
    """Judge until no task comes any more."""
    line = socket.socket(fileno=int(arguments[0]))
    end_with(int(arguments[1]))
    send(line, {"ready": True})
    tasks = line.makefile("rb")
    while size := tasks.read(LENGTH.size):
        data = tasks.read(LENGTH.unpack(size)[0])
        answered(line, pickle.loads(data))


def outcome_of(told: Any, notebook: bytes, task: Task) -> Outcome:
    """What a judge says came of a task.

    Raises:
        ValueError: it says nothing of the kind.
    """
    try:
        texts = {name: tuple(told[name]) for name in ("repaired", "notes", "tampering")}
        (cell, seconds), status = told["slowest"], told["status"]
        outcome = Outcome(
            student=task.student,
            lesson=task.lesson.name,
            notebook=notebook.decode("utf-8", "surrogatepass"),
            status=status,
            **texts,
            slowest=(str(cell), float(seconds)),
            seconds=float(told["seconds"]),
            memory=int(told["memory"]),
        )
    except (KeyError, TypeError, OverflowError) as error:
        raise ValueError(str(error)) from None
    plain = all(isinstance(text, str) for each in texts.values() for text in each)
    if not plain or status not in ("graded", "partial") or not notebook:
        raise ValueError("no outcome")
    return outcome
