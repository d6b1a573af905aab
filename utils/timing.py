"""How long a piece of work takes, where other programs run beside it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any


def shortest_times(work: Callable[[Any], Any], inputs: Iterable, repeats: int = 5) -> list[float]:
    """Seconds that the work takes for each input: the shortest of some tries.

    What else runs on the machine only ever makes a try longer, so the shortest says most.

    Args:
        work: called with one input.
        inputs: what it is called with.
        repeats: how many tries there are.
    """
    shortest = []
    for each in inputs:
        tries = []
        for _ in range(repeats):
            began = time.perf_counter()
            work(each)
            tries.append(time.perf_counter() - began)
        shortest.append(min(tries))
    return shortest
