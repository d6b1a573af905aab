"""Judge in process without waiting for ever, and without a sound."""

from __future__ import annotations

import io
import signal
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from functools import cache

import numpy as np

from grading import CourseError
from grading.bank import load
from grading.bank.in_process import cell_source, names_after, run_test_cell, test_cells
from utils.checking.recognise import probes_of

LIMIT = 20  # seconds for one test cell on one answer; the slowest right one takes under 2
WARM = 120  # seconds for a solution and its imports


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """End what runs too long with TimeoutError, again and again if that is caught."""

    def stop(*_):
        raise TimeoutError("the answer did not come to an end")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def quiet() -> Iterator[None]:
    """Nothing printed or warned, and PyTorch's switches as they were."""
    torch = sys.modules.get("torch")
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            if torch is not None:
                torch.set_grad_enabled(True)
                torch.set_default_dtype(torch.float32)


@cache
def warm_up(lesson: str, exercise: str) -> None:
    """Import what a lesson's answers, tests and probes need, before an answer's time runs.

    Raises:
        CourseError: the solution does not come to an end.
    """
    start = time.perf_counter()
    with quiet(), suppress(TimeoutError), time_limit(WARM):
        scope = names_after(load(lesson).around(exercise, cell_source(lesson, exercise)))
        probes_of(lesson)
        for cell in test_cells(lesson, exercise).values():
            run_test_cell(cell, dict(scope))
    if time.perf_counter() - start >= WARM:  # a test cell may have caught the error
        raise CourseError(
            f"solutions/{lesson}/{lesson}.ipynb: cell {exercise}: it did not come to an end within "
            f"{WARM} s"
        )
