"""Grade in processes of their own, each watched from here: one student costs one row.

Whatever a notebook makes of the judge, this process only waits for it, and ends it where it holds
too much memory or is not heard of. Then the notebook is judged again without the cell at which
that happened, so that this cell's points are lost and no others, and the row says so. No port is
open: the line to a judge is a pair of sockets that only the two hold.
"""

from __future__ import annotations

import atexit
import json
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import IO, Any

import psutil

from grading import ROOT, CourseError
from grading.autograde.judge import MOST_NOTEBOOK, MOST_SAID, outcome_of
from grading.autograde.task import TRIES, Outcome, Task
from grading.autograde.watched import RUN, TEST, Place
from grading.sandbox.forks import LENGTH
from grading.sandbox.scratch import remove_stale

PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from grading.autograde.judge import main; main(sys.argv[2:])"
)
START = 60.0  # seconds until a judge is ready
END = 10.0  # seconds in which one that is needed no more ends by itself
LOOK = 0.1  # seconds between two looks at a judge
SPARE = 120.0  # seconds beyond those of the whole notebook, for starts and ends
ATTEMPTS = 2  # times the whole notebook's seconds, for all attempts at it together
WORN = 3  # a judge that still holds this part of its memory judges nobody else
PIECE = 1 << 20
STOPPED = "grading was stopped"


class NoJudge(CourseError):
    """No process that grades comes up here, or none is wanted any more."""


@dataclass
class Ended(Exception):
    """A judge ended in the middle of a task.

    Attributes:
        why: what it did, in words.
        place: where it was.
        outside: whether somebody else ended it, who may have meant anything.
        crashed: whether it ended by itself, which may happen once to anybody.
    """

    why: str
    place: Place | None = None
    outside: bool = False
    crashed: bool = False


class Messages:
    """What a judge says, read piece by piece, so that half a message stops nobody."""

    def __init__(self, socket: socket.socket) -> None:
        self.socket, self._data = socket, bytearray()

    def send(self, task: Task, seconds: float) -> None:
        """Send a task.

        Raises:
            OSError: nobody takes it.
        """
        data = pickle.dumps(task)
        self.socket.settimeout(seconds)
        self.socket.sendall(LENGTH.pack(len(data)) + data)

    def receive(self, seconds: float) -> tuple[dict[str, Any], bytes] | None:
        """The next message; None when none is here after so many seconds.

        Raises:
            EOFError: the line was cut.
            ValueError: it is no message, or too long.
        """
        if (message := self._message()) is not None:
            return message
        if select.select([self.socket], [], [], seconds)[0]:
            try:
                piece = self.socket.recv(PIECE)
            except ConnectionError:
                piece = b""
            if not piece:
                raise EOFError
            self._data += piece
            return self._message()
        return None

    def _message(self) -> tuple[dict[str, Any], bytes] | None:
        start = 2 * LENGTH.size
        if len(self._data) < start:
            return None
        head, body = (LENGTH.unpack_from(self._data, place)[0] for place in (0, LENGTH.size))
        if head > MOST_SAID or body > MOST_NOTEBOOK:
            raise ValueError("the message is too long")
        if len(self._data) < start + head + body:
            return None
        told = json.loads(self._data[start : start + head])
        rest = bytes(self._data[start + head : start + head + body])
        del self._data[: start + head + body]
        if not isinstance(told, dict):
            raise ValueError("no message")
        return told, rest


class Judge:
    """A process that judges, seen from outside."""

    def __init__(self) -> None:
        self.scratch = tempfile.gettempdir()
        self.unwanted = False
        self._process: subprocess.Popen | None = None
        self._life = -1

    def start(self) -> None:
        """Start it and wait until its imports are done.

        Raises:
            EOFError: it ended meanwhile.
            TimeoutError: it was not ready in time.
        """
        ours, theirs = socket.socketpair()
        life, self._life = os.pipe()
        self._said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `_end`
        numbers = [str(theirs.fileno()), str(life)]
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM, str(ROOT), *numbers],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._said,
                # One judge a core: more threads would only wait
                env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
                pass_fds=[theirs.fileno(), life],
                start_new_session=True,  # Ctrl-C is for the process that watches
            )
        finally:
            os.close(life)
            theirs.close()
        self._line = Messages(ours)
        deadline = time.monotonic() + START
        while self._line.receive(LOOK) is None:
            if time.monotonic() > deadline:
                raise TimeoutError(f"it was not ready after {START:g} s")

    @property
    def started(self) -> bool:
        """Whether it has been started."""
        return self._process is not None

    @property
    def runs(self) -> bool:
        """Whether nobody has ended it."""
        return self._process is not None and self._process.poll() is None

    def give_up(self) -> None:
        """End it because nobody wants what it does; whoever waits for it hears so."""
        self.unwanted = True
        if (process := self._process) is not None:
            process.kill()

    def grade(self, task: Task) -> Outcome:
        """Have a task graded.

        Raises:
            Ended: the judge ended, or was ended, in the middle of it.
            CourseError: the grading itself failed.
        """
        self._place: Place | None = None
        try:
            self._line.send(task, START)
            told, notebook = self._watched(task)
            if "full" in told:
                raise self._full(task)
            if "failed" in told:
                raise CourseError(str(told["failed"])[:300])
            return outcome_of(told.get("outcome"), notebook, task)
        except (EOFError, OSError):
            raise self._ended() from None
        except ValueError as error:
            why = f"the process that judges gave no outcome ({error})"[:300]
            raise Ended(why, self._place, crashed=True) from None

    def _watched(self, task: Task) -> tuple[dict[str, Any], bytes]:
        """The message that ends a task; until then, see that the judge keeps its bounds.

        Raises:
            Ended: it does not.
            EOFError: it is gone.
        """
        bounds, begun = task.bounds, time.monotonic()
        over = begun + task.times.whole + SPARE
        due, looked, came = begun + bounds.alone, 0.0, begun
        while True:
            message, now = self._line.receive(LOOK), time.monotonic()
            if message is not None and "at" not in message[0]:
                return message
            if message is not None:
                place, seconds = message[0]["at"], float(message[0]["within"])
                if (place := _place(place)) != self._place:
                    self._place, came = place, now
                due = now + max(0.0, min(seconds, task.times.whole + SPARE)) + bounds.alone
            if now > looked + LOOK:
                looked = now
                if self.held() > bounds.memory:
                    raise self._full(task)
            if now > over or (message is None and now > due):
                raise Ended(f"the process that judges went on for {now - came:.0f} s", self._place)

    def _full(self, task: Task) -> Ended:
        gigabytes = f"{task.bounds.memory / (1 << 30):.3g} GB"
        return Ended(f"the process that judges held more than {gigabytes}", self._place)

    def _ended(self) -> Ended:
        """What ended the process, which is gone or has cut the line."""
        try:
            code = self._process.wait(END)
        except subprocess.TimeoutExpired:
            code = 0
        if code in (-signal.SIGKILL, -signal.SIGTERM):
            return Ended(
                "the process that judges was ended from outside", self._place, outside=True
            )
        what = f"by signal {-code}" if code < 0 else f"with code {code}"
        return Ended(f"the process that judges ended {what}", self._place, crashed=True)

    def held(self) -> int:
        """Bytes that the process holds and no file backs; 0 once it is gone."""
        try:
            memory = psutil.Process(self._process.pid).memory_info()
        except psutil.Error:
            return 0
        return memory.rss - getattr(memory, "shared", 0)

    def last_words(self) -> str:
        """What it said last, in a line."""
        self._said.seek(0)
        lines = self._said.read(MOST_SAID).decode(errors="replace").split("\n")
        return next((line.strip()[:200] for line in reversed(lines) if line.strip()), "")

    def kill(self) -> None:
        """End it at once, with all that it started."""
        self._end(0)

    def close(self) -> None:
        """Let it end by itself."""
        self._end(END)

    def _end(self, seconds: float) -> None:
        if self._process is None:
            return
        with suppress(OSError, AttributeError):
            self._line.socket.close()
        try:
            self._process.wait(seconds) if seconds else self._process.kill()
        except subprocess.TimeoutExpired:
            self._process.kill()
        killed = self._process.wait() != 0
        with suppress(OSError):
            os.close(self._life)
        self._life = -1
        self._said.close()
        self._process = None
        if killed:
            remove_stale()


def _place(told: Any) -> Place | None:
    """A place, as a judge tells it."""
    try:
        what, index = told
    except (TypeError, ValueError):
        return None
    return (what, index) if what in (RUN, TEST) and isinstance(index, int) else None


_idle: list[Judge] = []
_busy: set[Judge] = set()
_lock = threading.Lock()


@contextmanager
def _judge(task: Task) -> Iterator[Judge]:
    """A judge that waits for work; a new one, where none does.

    Raises:
        NoJudge: none comes up.
    """
    judge = _taken()
    try:
        if not judge.started:
            _start(judge)
        yield judge
    except Ended:
        judge.kill()
        raise
    except CourseError:  # of the grading, which says nothing of the judge
        judge.close()
        raise
    except BaseException:
        judge.kill()
        raise
    else:
        with _lock:
            keep = not judge.unwanted and judge.held() < task.bounds.memory // WORN
            if keep:
                _idle.append(judge)
        if not keep:
            judge.close()
    finally:
        with _lock:
            _busy.discard(judge)


def _taken() -> Judge:
    scratch = tempfile.gettempdir()
    with _lock:
        here = [judge for judge in _idle if judge.scratch == scratch and judge.runs]
        judge = here[-1] if here else Judge()
        if here:
            _idle.remove(judge)
        _busy.add(judge)
    return judge


def _start(judge: Judge) -> None:
    """Start a judge; one that ends meanwhile is started again.

    Raises:
        NoJudge: it does not come up.
    """
    for attempt in range(1, TRIES + 1):
        try:
            judge.start()
            break
        except (EOFError, OSError, ValueError) as error:
            said = judge.last_words() or str(error)
            judge.kill()
            if judge.unwanted or attempt == TRIES:
                reason = f" ({said})" if said else ""
                text = f"a process that grades ended while it started: try again{reason}"
                raise NoJudge(text) from None
    if judge.unwanted:  # since before there was a process to end
        raise NoJudge(STOPPED)


def grade(task: Task) -> Outcome:
    """Grade one notebook in a process of its own. Whatever it does there, a result comes back.

    Raises:
        CourseError: the grading itself failed, or a judge was ended from outside again and again.
    """
    attempts = _Attempts(task)
    while True:
        try:
            with _judge(task) as judge:
                return judge.grade(attempts.task)
        except Ended as ended:
            if judge.unwanted:
                raise NoJudge(STOPPED) from None
            attempts.lose(ended)


class _Attempts:
    """What is tried next, when judges ended in the middle of a task."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self._until = time.monotonic() + ATTEMPTS * task.times.whole
        self._outside, self._crashes = 0, Counter()

    def lose(self, ended: Ended) -> None:
        """Take note of a judge's end.

        Raises:
            CourseError: nothing is left to try.
        """
        if ended.outside:
            self._outside += 1
            if self._outside >= TRIES:
                raise CourseError(ended.why)
            return
        self._crashes[ended.place] += 1
        if ended.crashed and self._crashes[ended.place] < 2:
            return
        if ended.place is None or self.task.given_up:
            raise CourseError(f"{ended.why} before the notebook was read")
        left_out = {**self.task.left_out, ended.place: ended.why}
        over = len(left_out) > self.task.bounds.losses or time.monotonic() > self._until
        self.task = replace(self.task, left_out=left_out, given_up=ended.why if over else "")


def stop() -> None:
    """End the judges that are at work: nobody waits for them any more."""
    with _lock:
        for judge in _busy:
            judge.give_up()


def keep(most: int) -> None:
    """End judges that wait for work, but for so many."""
    with _lock:
        spare = _idle[most:]
        del _idle[most:]
    for judge in spare:
        judge.close()


@atexit.register
def end_all() -> None:
    """End every judge of this process."""
    stop()
    keep(0)
