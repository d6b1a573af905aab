"""Scratch folders in the temporary directory, none of which outlives its process for long.

A process that is killed cannot clean up, so the next one does. Each folder holds a file that its
process keeps locked; the lock goes with the process, however that ends.
"""

from __future__ import annotations

import os
import shutil
import signal
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from grading import CourseError

PREFIX = "grading-"
OWNER = ".owner"
MOST = 72  # bytes of a place's path, of the 107 of a socket's below it
OTHERS = (Path("/tmp"), Path("/var/tmp"))  # where TMPDIR is longer
UNOWNED = 86_400  # seconds after which a folder without the file counts as left behind

_held: dict[Path, IO] = {}
_swept = False


def new_folder(short: bool = False) -> Path:
    """A folder of this process; the first one takes with it what killed processes left behind.

    Args:
        short: whether sockets are bound in it, whose paths a system limits to about a line.

    Raises:
        CourseError: there is no place for it.
    """
    global _swept
    if not _swept:
        _swept = True
        remove_stale()
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=short_place() if short else None))
        owner = (folder / OWNER).open("w")
        # Another process may take it for one left behind until it is locked
        if _lock(owner) or sys.platform == "win32":
            if (folder / OWNER).exists():
                _held[folder] = owner
                return folder
        owner.close()


def short_place() -> Path:
    """The temporary directory, or the first other one where sockets have room.

    Raises:
        CourseError: there is none.
    """
    for place in _places():
        if len(os.fsencode(place)) <= MOST and os.access(place, os.W_OK | os.X_OK):
            return place
    raise CourseError(
        f"TMPDIR is longer than {MOST} characters, too long for the sandbox's sockets, and "
        f"{' and '.join(map(str, OTHERS))} cannot be written: set TMPDIR to a shorter path."
    )


def _places() -> list[Path]:
    return list(dict.fromkeys([Path(tempfile.gettempdir()), *OTHERS]))


def remove(folder: Path) -> None:
    """Remove a folder that `new_folder` made."""
    shutil.rmtree(folder, ignore_errors=True)
    if owner := _held.pop(folder, None):
        owner.close()


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for as long as the block runs."""
    folder = new_folder()
    try:
        yield folder
    finally:
        remove(folder)


def remove_stale() -> list[Path]:
    """Remove the folders of this user's processes that are gone; which those were."""
    gone = []
    for folder in (found for place in _places() for found in place.glob(f"{PREFIX}*")):
        with suppress(OSError), _if_stale(folder) as stale:
            if stale:
                end_walls(folder)
                shutil.rmtree(folder, ignore_errors=True)
                gone.append(folder)
    return gone


def end_walls(folder: Path) -> None:
    """End what bubblewrap still holds of a folder.

    Where its first process is killed just after it has forked, the second one, which holds nothing
    yet, waits for it for ever.
    """
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (entry / "cmdline").read_bytes().split(b"\0")
            mine = any(word.startswith(f"{folder}/".encode()) for word in words)
            if mine and Path(os.fsdecode(words[0])).name == "bwrap":
                os.kill(int(entry.name), signal.SIGKILL)


@contextmanager
def _if_stale(folder: Path) -> Iterator[bool]:
    """Whether a folder is this user's and its process has ended; nobody takes it meanwhile."""
    status = folder.lstat()
    mine = not hasattr(os, "geteuid") or status.st_uid == os.geteuid()
    if not (mine and stat.S_ISDIR(status.st_mode)):
        yield False
        return
    try:
        number = os.open(folder / OWNER, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except FileNotFoundError:
        yield time.time() - status.st_mtime > UNOWNED
        return
    with os.fdopen(number, "w") as owner:
        yield _lock(owner)


def _lock(file: IO) -> bool:
    """Lock a file until it is closed, if nobody else does."""
    if sys.platform == "win32":  # no sandbox there, and nothing to share
        return False
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
