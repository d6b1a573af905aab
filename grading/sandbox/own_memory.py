"""A limit on this process's own memory that the processes it starts do not inherit."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

if sys.platform != "win32":
    import resource

_unbound: tuple[int, int] | None = None  # the limits as they were found


def bound(most: int) -> None:
    """Let this process hold so many bytes that no file backs; more is a MemoryError.

    Not every system counts them.
    """
    global _unbound
    if sys.platform == "win32":
        return
    if _unbound is None:
        _unbound = resource.getrlimit(resource.RLIMIT_DATA)
    hard = _unbound[1]
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    _set((soft, hard))


@contextmanager
def unbound() -> Iterator[None]:
    """As if `bound` had not been called, for as long as the block starts a process."""
    if _unbound is None:
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_DATA)
    _set(_unbound)
    try:
        yield
    finally:
        _set(before)


def _set(limits: tuple[int, int]) -> None:
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, limits)
