"""What tests start: the inner loop may start no kernel, no sandbox and no browser.

A test that starts one carries its marker, by hand or through a fixture (`starts`). One that does
not is stopped at the start itself, and fails: also when the thing was started by a fixture that an
earlier test had asked for. So `-m "not kernel and not sandbox and not browser"` stays quick; what
a test costs that starts nothing is another matter (`costs`).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from multiprocessing import util
from typing import Any

import pytest

# What a test with this marker may start; a clone's commands start anything
MAY = {
    "kernel": {"kernel"},
    "sandbox": {"kernel", "sandbox"},
    "browser": {"kernel", "sandbox", "browser"},
    "clone": {"kernel", "sandbox", "browser"},
}
FIRST = ("clone", "sandbox", "browser", "kernel")  # what takes longest
LATE = "late"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
# A process of Python's costs as much as a kernel; a command of the Makefile is one or more
PYTHON = ("python", "jupyter", "make", "dask")

_may: set[str] | None = None  # what the running test may start; None: no test runs
_heard: list[set[str]] = []  # what was started, for each fixture that is being made, and the test
_made: dict[Any, set[str]] = {}  # what a fixture started when it was made


class Unmarked(BaseException):
    """A test starts what it has no marker for; `except Exception` lets it through."""


def starts(kind: str) -> Callable:
    """Mark a fixture function: each test that asks for the fixture gets the marker `kind`."""

    def mark(function: Callable) -> Callable:
        function.starts = kind
        return function

    return mark


def kind_of(command: list[str]) -> str:
    """The marker that a command asks for; "" when it is quick."""
    name = os.path.basename(command[0])
    if name == "bwrap":
        return "sandbox"
    if name in BROWSERS or any("playwright" in word for word in command[:2]):
        return "browser"
    if name == "make" and {"-n", "help"} & set(command):
        return ""  # it only says what it would do
    return "kernel" if name.startswith(PYTHON) else ""


def note(kinds: set[str], what: str = "") -> None:
    """Take down that something of these kinds was started, or was needed.

    Raises:
        Unmarked: the test that runs may not do so.
    """
    for each in _heard:
        each |= kinds
    if _may is not None and not kinds <= _may:
        missing = " or ".join(sorted(kinds - _may))
        raise Unmarked(f"a test without the marker {missing} starts one{what}: mark it")


@contextmanager
def taken_down() -> Iterator[set[str]]:
    """Gives the kinds of what is started inside."""
    kinds: set[str] = set()
    _heard.append(kinds)
    try:
        yield kinds
    finally:
        _heard.pop()


def _start(process: subprocess.Popen, args: Any, *rest: Any, **options: Any) -> None:
    """What `subprocess` starts commands with."""
    if _heard:
        words = [args] if isinstance(args, str | bytes | os.PathLike) else list(args)
        command = [os.fsdecode(word) for word in words]
        if kind := kind_of(command):
            note({kind}, f" ({' '.join(command)[:100]})")
    _start_really(process, args, *rest, **options)


def _spawn(path: Any, arguments: Any, handles: Any) -> int:
    """What `multiprocessing` starts processes with; its resource tracker is none to speak of."""
    words = [os.fsdecode(word) for word in arguments]
    if _heard and not any("resource_tracker" in word for word in words):
        note({"kernel"}, f" ({' '.join(words)[:100]})")
    return _spawn_really(path, arguments, handles)


def listen() -> None:
    """Hear from now on what is started in this process.

    An audit hook would hear of every import and opened file, too, in each test.
    """
    subprocess.Popen.__init__ = wraps(_start_really)(_start)
    util.spawnv_passfds = _spawn


_start_really = subprocess.Popen.__init__
_spawn_really = util.spawnv_passfds


def _fixtures(item: pytest.Item) -> Iterator[Any]:
    for found in item._fixtureinfo.name2fixturedefs.values():
        yield from found[-1:]


def mark_by_fixtures(items: list[pytest.Item]) -> None:
    """Give each test the markers that its fixtures ask for."""
    for item in items:
        for fixture in _fixtures(item):
            if kind := getattr(fixture.func, "starts", ""):
                item.add_marker(kind)


@contextmanager
def making(fixture: Any) -> Iterator[None]:
    """A fixture is made; what it starts is remembered for those who use it later."""
    with taken_down() as kinds:
        yield
    _made[fixture] = kinds


@contextmanager
def running(item: pytest.Item) -> Iterator[None]:
    """A phase of a test; it may start what its markers allow, and fails otherwise."""
    global _may
    marked = {marker.name for marker in item.iter_markers()}
    _may = set().union(*(MAY[name] for name in marked & MAY.keys()))
    try:
        with taken_down() as kinds:
            yield
            for fixture in _fixtures(item):
                note(_made.get(fixture, set()), f" in its fixture {fixture.argname}")
            note(kinds)  # once more: whoever started it may have swallowed the word
    finally:
        _may = None


def order(items: list[pytest.Item]) -> None:
    """Let the files whose tests start most begin, so that none is left alone at the end.

    Those with the marker `late` are the last of them: a run beside them may have made by then what
    they need.
    """
    ranks: dict[Any, int] = {}
    for item in items:
        marked = {marker.name for marker in item.iter_markers()}
        rank = next((n for n, name in enumerate(FIRST) if name in marked), len(FIRST) + 1)
        rank = len(FIRST) if LATE in marked else rank
        ranks[item.path] = min(rank, ranks.get(item.path, rank))
    items.sort(key=lambda item: ranks[item.path])
