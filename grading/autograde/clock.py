"""A clock on the judge's own work with values that a student's code made."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

AGAIN = 1.0  # seconds until it rings once more, where something swallowed the first


class OutOfTime(BaseException):
    """The work took too long; no test's own `except Exception` takes it for something else."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Stop what the block does after so many seconds.

    It rings between two steps of Python's: one long step of NumPy's is ended from outside
    (`autograde.guard`). Outside the main thread, and where there are no signals, it never rings.

    Raises:
        OutOfTime: it did not end in time.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "SIGALRM"):
        yield
        return
    over = False

    def ring(*_: object) -> None:
        if not over:
            raise OutOfTime

    heard = signal.signal(signal.SIGALRM, ring)
    begun = time.monotonic()
    left, often = signal.setitimer(signal.ITIMER_REAL, max(0.001, seconds), AGAIN)
    try:
        try:
            yield
        finally:
            over = True
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, heard)
        if left:  # another clock, which went on meanwhile
            left = max(0.001, left - (time.monotonic() - begun))
            signal.setitimer(signal.ITIMER_REAL, left, often)
