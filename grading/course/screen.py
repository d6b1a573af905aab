"""The screen and the log of a command: every line that it says is told."""

from __future__ import annotations

import sys

from grading.course.told import Told

LINE = 1_000  # characters


def say(line: object) -> None:
    """Say one line."""
    print(Told(line, LINE))


def warn(line: object) -> None:
    """Say one line on the channel of errors."""
    print(Told(line, LINE), file=sys.stderr)
