"""PyTorch is fetched when a lesson imports it first: set-up installs what lessons 00 to 05 need.

A file in `.venv`'s packages calls `watch` at every start of Python, for as long as PyTorch
is missing (`HOOK` in utils/bootstrap.py). So it imports next to nothing, and speaks to notebooks
alone.
"""

from __future__ import annotations

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NAMES = ("torch", "torchvision", "sklearn")
STOPPED = "Set-up stopped. "
SEARCH = ("importlib", "_frozen_importlib")  # frames of the import itself, and of `find_spec`


class Fetcher:
    """The first finder that Python asks: what an interrupted fetch left is not to be imported."""

    def find_spec(self, name, path=None, target=None):
        """Fetch what lessons 06 to 13 need, once one of them imports it; None for any other name.

        Raises:
            ModuleNotFoundError: it could not be fetched; the text says why, and what to do.
        """
        if name not in NAMES or "ipykernel" not in sys.modules or not _asked_by_a_lesson():
            return None
        if not _half_written() and _found(name):
            return None
        sys.meta_path.remove(self)
        try:
            trouble = fetch()
        except BaseException:  # interrupted: the next import tries again
            sys.meta_path.insert(0, self)
            raise
        if trouble:
            sys.meta_path.insert(0, self)
            raise ModuleNotFoundError(trouble, name=name)
        import importlib.util

        importlib.invalidate_caches()
        return importlib.util.find_spec(name)


def _asked_by_a_lesson() -> bool:
    """Whether a cell or the course's own code imports, and no package that only looks around."""
    frame = sys._getframe(2)
    while frame and frame.f_globals.get("__name__", "").split(".")[0] in SEARCH:
        frame = frame.f_back
    asking = frame.f_globals.get("__name__", "") if frame else ""
    return asking == "__main__" or asking.split(".")[0] == "utils"


def _half_written() -> bool:
    """Whether a fetch was begun and did not end: then a package may be there without its files."""
    try:
        with open(os.path.join(ROOT, ".venv", "installed"), encoding="utf-8") as stamp:
            return not {"half", "made,"}.isdisjoint(stamp.read().split())
    except OSError:
        return False


def _found(name: str) -> bool:
    """Whether the package lies where Python looks for it."""
    from importlib.machinery import PathFinder

    return PathFinder.find_spec(name) is not None


def fetch() -> str:
    """Install PyTorch into `.venv`, telling what happens; what went wrong, or "".

    Two notebooks at once fetch once.
    """
    from filelock import FileLock

    print("PyTorch is fetched now, once, as this is the first lesson that needs it: some minutes.")
    try:
        with FileLock(os.path.join(ROOT, ".venv", "later.lock")):
            if not _half_written() and all(map(_found, NAMES)):  # the other notebook's
                return ""
            return _set_up()
    except OSError as error:  # another's folder, as on a share
        named = error.filename or os.path.join(ROOT, ".venv")
        return _why([f"{named} could not be written: {error.strerror or error}."])


def _set_up() -> str:
    """Run set-up and show what it tells; what stopped it, or ""."""
    import subprocess

    command = [sys.executable, os.path.join(ROOT, "utils", "bootstrap.py"), "--all"]
    said = []
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as running:
        for line in running.stdout:
            said.append(line.strip())
            if not line.startswith(STOPPED):  # the error says that
                print(line, end="")
    return _why(said) if running.returncode else ""


def _why(said: list[str]) -> str:
    """What stopped set-up, for somebody who runs a cell and no command."""
    why = said[-1].removeprefix(STOPPED) if said else "Set-up said nothing."
    why = why.replace("run the same command", "run this cell")
    then = "" if "run this cell again" in why else " Then run this cell again."
    return f"PyTorch is not here yet. {why}{then} Lessons 00 to 05 do without."


def watch() -> None:
    """Have Python ask for what is missing, once."""
    if not any(isinstance(finder, Fetcher) for finder in sys.meta_path):
        sys.meta_path.insert(0, Fetcher())
