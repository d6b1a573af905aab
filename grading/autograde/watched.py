"""What the judge tells who watches it: where it is, and until when it will be heard of again."""

from __future__ import annotations

import time
from collections.abc import Callable

RUN, TEST = "run", "test"  # a cell runs in the student's kernel; a test cell is judged
Place = tuple[str, int]  # which of the two, and the cell's index
SLACK = 10.0  # seconds for what surrounds a wait: interrupts, late replies, a fork's greeting
OFTEN = 1.0  # seconds by which a promise must be later to be worth a message


class Promises:
    """Tells a watcher; nobody, where nobody watches.

    Args:
        tell: takes a place, None before the first cell, and the seconds that the judge waits at
            most for others; to these the watcher adds time for the judge's own work.
    """

    def __init__(self, tell: Callable[[Place | None, float], None] | None = None) -> None:
        self._tell, self._place, self._due = tell, None, 0.0

    def at(self, what: str, index: int) -> None:
        """The judge is at this cell from now on."""
        self._place, self._due = (what, index), 0.0
        self.within(0)

    def within(self, seconds: float) -> None:
        """Whatever the judge waits for now, it waits for so long at most."""
        due = time.monotonic() + seconds
        if self._tell is not None and due > self._due + OFTEN:
            self._due = due
            self._tell(self._place, seconds)
