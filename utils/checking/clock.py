"""A clock for one call of the learner's function: a loop without an end ends all the same.

It counts the work of the calling thread, so that a machine that is busy elsewhere costs nobody
their time. Python stops between two of its steps; a long step of NumPy's or PyTorch's goes on to
its end first. The grader has a clock of its own, and switches this one off.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

AGAIN = 0.05  # seconds until it rings once more, where the learner's code swallowed the first
LOOK = 0.25  # seconds between two looks of the thread that watches where there are no signals
_state = threading.local()


class OutOfTime(BaseException):
    """The call took too long; no `except Exception` of the learner's takes it for something else.

    Attributes:
        seconds: how long it was given.
    """

    seconds = 0.0


@contextmanager
def off() -> Iterator[None]:
    """Let no clock ring inside."""
    before, _state.off = getattr(_state, "off", False), True
    try:
        yield
    finally:
        _state.off = before


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Stop what the block does after so many seconds of its thread's work.

    A clock inside another one does not ring: the outer one does.

    Raises:
        OutOfTime: it did not end in time.
    """
    is_graded = os.environ.get("NBGRADER_EXECUTION") == "autograde"
    # A browser's Python has neither timers nor threads: its learner restarts the kernel
    if getattr(_state, "off", False) or is_graded or sys.platform == "emscripten":
        yield
        return
    main = threading.current_thread() is threading.main_thread()
    with off(), (_by_signal if main and hasattr(signal, "SIGVTALRM") else _by_watching)(seconds):
        yield


def _out_of_time(seconds: float) -> OutOfTime:
    over = OutOfTime()
    over.seconds = seconds
    return over


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    """Linux and macOS, the main thread: a timer of the process's work, of all its threads.

    It rings too early where several work, and is then set again.
    """
    begun, over = time.thread_time(), False

    def ring(*_: object) -> None:
        left = seconds - (time.thread_time() - begun)
        if over:
            return
        if left > 0:
            signal.setitimer(signal.ITIMER_VIRTUAL, max(0.001, left), AGAIN)
            return
        raise _out_of_time(seconds)

    heard = signal.signal(signal.SIGVTALRM, ring)
    before = signal.setitimer(signal.ITIMER_VIRTUAL, max(0.001, seconds), AGAIN)
    try:
        try:
            yield
        finally:
            over = True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, *before)
        signal.signal(signal.SIGVTALRM, heard)


@contextmanager
def _by_watching(seconds: float) -> Iterator[None]:
    """Windows, and other threads: a thread that looks on, and raises in this one from there."""
    thread, begun = threading.get_ident(), (time.monotonic(), time.process_time())
    over, lock = threading.Event(), threading.Lock()

    class Stopped(OutOfTime):
        """Raised by its class: no value can be handed to another thread."""

    Stopped.seconds = seconds

    def watch() -> None:
        wait = min(LOOK, seconds)
        while not over.wait(wait):
            passed = min(time.monotonic() - begun[0], time.process_time() - begun[1])
            with lock:
                if passed >= seconds and not over.is_set():
                    _raise_in(thread, Stopped)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        try:
            yield
        finally:
            with lock:
                over.set()
    finally:
        _raise_in(thread, None)  # what was sent and has not arrived
        watcher.join()


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    value = None if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), value)
