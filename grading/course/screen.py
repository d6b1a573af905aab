"""The screen and the log of a command: every line that it says is told."""

from __future__ import annotations

import logging
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from grading.course.told import Told

LINE = 1_000  # characters


def say(line: object) -> None:
    """Say one line."""
    print(Told(line, LINE))


def warn(line: object) -> None:
    """Say one line on the channel of errors."""
    print(Told(line, LINE), file=sys.stderr)


class _ToldLog(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """A message of a library's, line by line."""
        return "\n".join(Told(line, LINE) for line in super().format(record).splitlines())


def run(main: Callable[[], int]) -> int:
    """Run a command; what libraries and Python itself say meanwhile is told, too.

    Returns:
        What the command returns; 1 where it ends in an error of ours, whose traceback is said.
    """

    def remark(message: Any, category: type, filename: str, number: int, *_: Any) -> None:
        warn(f"{filename}:{number}: {category.__name__}: {message}")

    if logging.lastResort:
        logging.lastResort.setFormatter(_ToldLog())
    with warnings.catch_warnings():
        warnings.showwarning = remark
        try:
            return main()
        except Exception:
            for line in traceback.format_exc().splitlines():
                warn(line)
            return 1


@contextmanager
def quiet() -> Iterator[None]:
    """Keep what nbformat says about odd notebooks off the screen; commands say it themselves."""
    before = logging.root.manager.disable
    logging.disable(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
