"""One command at a time writes to a course."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from grading import CourseError


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Hold the course, so that no second command writes to it meanwhile.

    Raises:
        CourseError: another one is at it.
    """
    path = root / ".cache" / "grading.lock"
    path.parent.mkdir(exist_ok=True)
    with path.open("w") as lock:
        try:
            _lock(lock)
        except OSError:
            raise CourseError("this course is being graded already: wait until that ends") from None
        yield


def _lock(file: IO) -> None:
    """Lock a file until it is closed.

    Raises:
        OSError: somebody else has.
    """
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
