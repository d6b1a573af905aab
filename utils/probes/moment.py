"""When something was found out: within one run of a cell, nothing that an answer calls changes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any


def this_run() -> int:
    """The number of the cell that runs in a notebook; 0 elsewhere."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return getattr(shell, "execution_count", 0)


def once_a_run(maxsize: int) -> Callable[[Callable], Callable]:
    """What a function gives is kept for as long as one cell runs.

    A check and what recognises a mistake ask the same of one class, again and again. When the next
    cell runs, the learner may have changed what the class calls: then it is asked anew.

    Args:
        maxsize: how many results are kept.
    """

    def kept(function: Callable) -> Callable:
        @lru_cache(maxsize=maxsize)
        def of_run(_: int, *args: Any) -> Any:
            return function(*args)

        @wraps(function)
        def asked(*args: Any) -> Any:
            return of_run(this_run(), *args)

        return asked

    return kept
