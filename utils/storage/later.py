"""PyTorch is fetched when a lesson imports it first: set-up installs what lessons 00 to 05 need.

A file in `.venv`'s packages calls `watch` at every start of Python, for as long as PyTorch
is missing (`HOOK` in utils/bootstrap.py). So it imports next to nothing, and speaks to notebooks
alone.
"""

from __future__ import annotations

import sys

NAMES = ("torch", "torchvision", "sklearn")
SEARCH = ("importlib", "_frozen_importlib")  # frames of the import itself, and of `find_spec`


class Fetcher:
    """The last finder that Python asks: what it is asked for is not installed."""

    def find_spec(self, name, path=None, target=None):
        """Fetch what lessons 06 to 13 need, once one of them imports it; None for any other name.

        Raises:
            ModuleNotFoundError: it could not be fetched; the text says why, and what to do.
        """
        if name not in NAMES or "ipykernel" not in sys.modules or not _asked_by_a_lesson():
            return None
        sys.meta_path.remove(self)
        try:
            trouble = fetch()
        except BaseException:  # interrupted: the next import tries again
            sys.meta_path.append(self)
            raise
        if trouble:
            sys.meta_path.append(self)
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


def fetch() -> str:
    """Install PyTorch into `.venv`, telling what happens; what went wrong, or "".

    Two notebooks at once fetch once.
    """
    import subprocess
    from importlib.machinery import PathFinder
    from pathlib import Path

    from filelock import FileLock

    root = Path(__file__).resolve().parents[2]
    print("PyTorch is fetched now, once, as this is the first lesson that needs it: some minutes.")
    with FileLock(root / ".venv" / "later.lock"):
        if PathFinder.find_spec("torch"):
            return ""
        command = [sys.executable, str(root / "utils" / "bootstrap.py"), "--all"]
        said = []
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as running:
            for line in running.stdout:
                said.append(line.strip())
                print(line, end="")
    if running.returncode:
        why = said[-1] if said else "Set-up said nothing."
        return (
            f"PyTorch is not here yet. {why} Then run this cell again. Lessons 00 to 05 do without."
        )
    return ""


def watch() -> None:
    """Have Python ask for what is missing, once."""
    if not any(isinstance(finder, Fetcher) for finder in sys.meta_path):
        sys.meta_path.append(Fetcher())
