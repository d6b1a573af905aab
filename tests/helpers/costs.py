"""What tests cost: the inner loop leaves out those that have the marker `long`.

One that starts nothing and takes more than `LONG` seconds of the processor's time should carry it:
at the end of a run `told` names those that do not, and files where the marker has lost its reason.
What is imported first, or made once for several tests, counts for none of them; but a marker that
spares the inner loop what a fixture makes has its reason.
"""

from __future__ import annotations

import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

MARKER = "long"
LONG, SHORT = 0.75, 0.3  # seconds; a busy machine makes half a second of work into more
MOST = 60  # functions and classes may be long: nearly all of 4,400 tests stay in the inner loop
MANY = 50  # modules: who imports so many imports for those who come later

_now: dict[pytest.Item, float] = {}  # what the calls of tests took, until they are reported
_made: dict[pytest.Item, float] = {}  # what was made for a test first


def processor_time() -> float:
    """Seconds that this process and those that it has waited for have worked."""
    ended = os.times()
    return time.process_time() + ended.children_user + ended.children_system


@contextmanager
def measured(item: pytest.Item) -> Iterator[None]:
    """Take down what a test's call costs, unless it imports for others."""
    modules, before = len(sys.modules), processor_time()
    try:
        yield
    finally:
        if len(sys.modules) - modules < MANY:
            _now[item] = processor_time() - before


@contextmanager
def making(item: pytest.Item) -> Iterator[None]:
    """Take down what the fixtures cost that are made for a test."""
    before = processor_time()
    try:
        yield
    finally:
        _made[item] = processor_time() - before


def note(item: pytest.Item, report: Any, may: Iterable[str]) -> None:
    """Give a call's report what it cost; `may`: the markers of tests that start something."""
    cost, made = _now.pop(item, None), _made.pop(item, 0.0)
    if cost is not None and not any(item.get_closest_marker(name) for name in may):
        marked = item.get_closest_marker(MARKER) is not None
        report.user_properties.append((MARKER, [marked, cost + made if marked else cost]))


def told(costs: Iterable[tuple[str, bool, float]]) -> list[str]:
    """What to do about the marker, a line each.

    Args:
        costs: a test's id, whether it has the marker, and its seconds.
    """
    lines, longest = [], defaultdict(float)
    for name, marked, cost in costs:
        if marked:
            file = name.split("::")[0]
            longest[file] = max(longest[file], cost)
        elif cost > LONG:
            lines.append(f"{name} took {cost:.1f} s of the processor: make it quicker or mark it")
    return lines + [
        f"{file}: no test with the marker takes {SHORT} s of the processor: drop it there"
        for file, cost in longest.items()
        if cost < SHORT
    ]


def summary(reporter: Any) -> None:
    """Say at the end of a run what is to be done."""
    costs = (
        (report.nodeid, *value)
        for report in reporter.stats.get("passed", [])
        for name, value in getattr(report, "user_properties", [])
        if name == MARKER
    )
    if lines := told(costs):
        reporter.section(f"the marker {MARKER}")
        reporter.write("\n".join([*lines, ""]))
