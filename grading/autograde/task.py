"""One student's notebook as a task: plain data in, plain data out, in any process."""

from __future__ import annotations

import atexit
import socket
import sys
import threading
import time
from dataclasses import dataclass, field

from nbformat import NotebookNode
from nbformat.v4 import writes_json

from grading import CourseError
from grading.autograde.examiner import Examined, Examiner, Times
from grading.autograde.reasons import lacking, python_of
from grading.autograde.version import VERSION
from grading.autograde.watched import Place, Promises
from grading.handed_in.needed_cells import needed_cells
from grading.handed_in.reading import read_notebook
from grading.handed_in.repair import repair
from grading.lesson.to_grade import Lesson
from grading.sandbox.scratch import scratch_folder
from grading.sandbox.warm import START, Limits, WarmParent

if sys.platform != "win32":  # where nothing runs, and the rest of a class is read
    import resource

TRIES = 3  # workers, and sandboxes, that one task may take down with it


@dataclass(frozen=True)
class Bounds:
    """What the judge's process may use for one notebook; who watches it ends it at more.

    Attributes:
        memory: bytes of its own.
        alone: seconds of its own work, between two questions to the student's process.
        losses: cells at which it may be ended before nothing more of the notebook is tried.
    """

    memory: int = 3 << 30
    alone: float = 60.0
    losses: int = 3


@dataclass(frozen=True)
class Task:
    """One student's notebook, to be graded.

    Attributes:
        student: whose.
        lesson: what it is graded by.
        notebook: its text.
        files: what was handed in beside it.
        sandboxed: whether its code runs behind walls.
        whole: whether cells run that no test needs.
        times: how long things may take.
        limits: what the student's kernel may use.
        bounds: what the judge may use.
        version: that of the workers, if it matters.
        left_out: cells that are not tried, and why: a judge was ended there.
        given_up: why nothing of it is tried any more.
    """

    student: str
    lesson: Lesson
    notebook: str
    files: dict[str, bytes] = field(default_factory=dict)
    sandboxed: bool = True
    whole: bool = False
    times: Times = field(default_factory=Times)
    limits: Limits = field(default_factory=Limits)
    bounds: Bounds = field(default_factory=Bounds)
    version: str = ""
    left_out: dict[Place, str] = field(default_factory=dict)
    given_up: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of a task.

    Attributes:
        notebook: the notebook with its outputs, as text; empty when the grading itself failed.
        status: "graded", "partial", or "error" when the grading itself failed.
        repaired: what was mended in the notebook.
        notes: what went wrong while it ran, and what the grader lacks.
        tampering: signs that it tries to change its grading.
        slowest: id and seconds of its slowest cell.
        seconds: all of it.
        memory: most bytes that the worker and its kernels have held so far.
    """

    student: str
    lesson: str
    notebook: str = ""
    status: str = "error"
    repaired: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    tampering: tuple[str, ...] = ()
    slowest: tuple[str, float] = ("", 0.0)
    seconds: float = 0.0
    memory: int = 0


_parents: dict[Limits, WarmParent] = {}
_lock = threading.Lock()
_turn = threading.Lock()


def warm_parent(preload: tuple[str, ...], limits: Limits) -> WarmParent:
    """This process's warm parent, with these imports among others; started when first asked for."""
    with _lock:
        known = _parents.get(limits)
        if known is not None and known.ended():
            known.close()
            known = None
        if known is None:
            known = _parents[limits] = WarmParent(limits=limits)
        known.warm_for(preload)
        return known


@atexit.register
def close_parents() -> None:
    """End this process's warm parents, and with them every kernel."""
    for parent in _parents.values():
        parent.close()
    _parents.clear()


def grade(task: Task, promises: Promises | None = None) -> Outcome:
    """Grade one notebook in this process; `autograde.guard` does it in one that is watched.

    One at a time: what a test prints is caught for the whole process. Where the sandbox itself was
    ended meanwhile, by whatever is outside, the notebook is graded again in a new one.

    Args:
        task: what to grade.
        promises: tells whoever watches.

    Raises:
        CourseError: this worker has another version of the course, or no sandbox comes up.
    """
    if task.version not in ("", VERSION):
        raise CourseError(
            f"the worker on {socket.gethostname()} has another version of the course: update it, "
            "and start it again"
        )
    promises = promises or Promises()
    with _turn:
        for _ in range(TRIES):
            warm = None
            try:
                if task.sandboxed and not task.given_up:
                    promises.within(2 * START)
                    warm = warm_parent(task.lesson.preload, task.limits)
                result = _grade(task, warm, promises)
                if warm is None or result.status == "graded" or not warm.ended():
                    return result
                ended = CourseError("the sandbox ended")
            except Exception as error:
                if not task.sandboxed or (warm and not warm.ended()):
                    raise
                ended = error
            if warm:
                warm.close()  # the next one is another
        raise ended


def _grade(task: Task, warm: WarmParent | None, promises: Promises) -> Outcome:
    begun = time.monotonic()
    nb = read_notebook(task.notebook.encode())
    saved_by = python_of(nb)
    repaired = repair(nb, task.lesson.masters)
    found = examine(
        nb,
        task.lesson,
        warm,
        files=task.files,
        whole=task.whole,
        times=task.times,
        left_out=task.left_out,
        given_up=task.given_up,
        promises=promises,
    )
    return Outcome(
        student=task.student,
        lesson=task.lesson.name,
        notebook=writes_json(nb),
        status=found.status,
        repaired=tuple(repaired),
        notes=(*found.notes, *lacking(nb, saved_by)),
        tampering=tuple(found.tampering),
        slowest=found.slowest,
        seconds=round(time.monotonic() - begun, 3),
        memory=_memory(),
    )


def examine(
    nb: NotebookNode,
    lesson: Lesson,
    warm: WarmParent | None,
    *,
    files: dict[str, bytes],
    whole: bool = False,
    times: Times,
    left_out: dict[Place, str] | None = None,
    given_up: str = "",
    promises: Promises | None = None,
) -> Examined:
    """Run and judge a repaired notebook, in place.

    Args:
        nb: every cell of the lesson in its place: see `grading.handed_in.repair`.
        lesson: what it is graded by.
        warm: the warm parent of the sandbox; None runs unsandboxed, in a folder of its own.
        files: what was handed in beside it.
        whole: run every cell, also demonstrations that no test needs.
        times: how long things may take.
        left_out: cells that are not tried, and why.
        given_up: why no cell is tried.
        promises: tells whoever watches.
    """
    needed = None if whole else needed_cells(nb, lesson.released)
    with scratch_folder() as folder:
        if warm is None:
            for name, data in files.items():
                (folder / name).write_bytes(data)
        examiner = Examiner(
            nb, lesson.asked, warm, files=files, needed=needed, times=times, folder=folder
        )
        examiner.left_out = left_out or {}
        examiner.promises = promises or Promises()
        return examiner.give_up(given_up) if given_up else examiner.examine()


def _memory() -> int:
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    unit = 1 if sys.platform == "darwin" else 1024
    return max(resource.getrusage(each).ru_maxrss for each in who) * unit
