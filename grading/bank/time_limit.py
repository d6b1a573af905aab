"""Judge in process without waiting for ever, and without a sound."""

from __future__ import annotations

import io
import signal
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from functools import cache

import numpy as np

from grading import CourseError
from grading.bank import load
from grading.bank.in_process import cell_source, names_after, run_test_cell, test_cells
from utils.checking.recognise import probes_of

LIMIT = 20  # seconds for one test cell on one answer; the slowest right one takes under 2
WARM = 120  # seconds for a solution and its imports
ASLEEP = 20  # times as long by the clock ends what waits and computes nothing


@dataclass
class Limit:
    """Whether a time ran out, although what caught the error goes on."""

    ran_out: bool = False


@contextmanager
def time_limit(seconds: float) -> Iterator[Limit]:
    """End what runs too long with TimeoutError, again and again if that is caught.

    Args:
        seconds: of this process's own processor time: a verdict must not depend on what else the
            machine does. By the clock, `ASLEEP` times as many.
    """
    limit = Limit()

    def stop(*_):
        limit.ran_out = True
        raise TimeoutError("the answer did not come to an end")

    timers = [
        (signal.ITIMER_PROF, signal.SIGPROF, seconds),
        (signal.ITIMER_REAL, signal.SIGALRM, ASLEEP * seconds),
    ]
    before = [signal.signal(which, stop) for _, which, _ in timers]
    try:
        for timer, _, after in timers:
            signal.setitimer(timer, after, 0.5)
        yield limit
    finally:
        for timer, _, _ in timers:
            signal.setitimer(timer, 0)
        for (_, which, _), handler in zip(timers, before, strict=True):
            signal.signal(which, handler)


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
    with quiet(), suppress(TimeoutError), time_limit(WARM) as limit:
        scope = names_after(load(lesson).around(exercise, cell_source(lesson, exercise)))
        probes_of(lesson)
        for cell in test_cells(lesson, exercise).values():
            run_test_cell(cell, dict(scope))
    if limit.ran_out:
        raise CourseError(
            f"solutions/{lesson}/{lesson}.ipynb: cell {exercise}: it did not come to an end within "
            f"{WARM} s"
        )
