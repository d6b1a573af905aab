"""Open the course: `make lab` runs this once everything is installed.

The lessons are copied from `notebooks/` to `work/`, where the learner writes, and JupyterLab
opens there on the first one. A file that the learner has is never overwritten.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from utils.data import fetch_mnist
from utils.storage.fetch import FetchError
from utils.storage.one_step import write_bytes

ROOT = Path(__file__).resolve().parent.parent
FIRST = "00_start_here/00_start_here.ipynb"
# In `work/`: for every lesson handed out, the SHA-256 of the release that was copied
RECORD = ".handed_out.json"
# Hides nbgrader's tools for instructors, and JupyterLab's question about its news
SETTINGS = Path(__file__).resolve().parent / "lab_settings"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _record(work: Path) -> dict[str, str]:
    """What was handed out before; a record that cannot be read counts as none."""
    try:
        known = json.loads((work / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _beside(path: Path) -> Path:
    """A free name next to `path`: `01_neurons.new.ipynb`, then `01_neurons.new2.ipynb`."""
    number = 1
    while True:
        free = path.with_name(f"{path.stem}.new{number if number > 1 else ''}.ipynb")
        if not free.exists():
            return free
        number += 1


def hand_out(notebooks: Path, work: Path) -> list[str]:
    """Copy the lessons to where the learner works.

    A lesson that is missing there is copied. One that came out in a new version since replaces
    the old copy if that is untouched, and else is put beside it under a name of its own.

    Args:
        notebooks: the releases, NN_name/NN_name.ipynb.
        work: where the learner writes; made if need be.

    Returns:
        What the learner should know, a sentence each.
    """
    known, notices = _record(work), []
    for release in sorted(notebooks.glob("*/*.ipynb")):
        name = release.relative_to(notebooks).as_posix()
        data, own = release.read_bytes(), work / name
        new, old = _digest(data), known.get(name)
        if not own.exists():
            write_bytes(own, data)
        elif old is not None and old != new:
            if _digest(own.read_bytes()) == old:
                write_bytes(own, data)
                notices.append(f"{name} has a new version, and you have it now.")
            else:
                beside = _beside(own)
                write_bytes(beside, data)
                notices.append(
                    f"{name} has a new version: yours stays as it is, and the new one is "
                    f"beside it, as {beside.name}."
                )
        known[name] = new
    write_bytes(work / RECORD, (json.dumps(known, indent=2, sort_keys=True) + "\n").encode())
    return notices


def command(work: Path, flags: list[str]) -> list[str]:
    """The command line that opens JupyterLab on the first lesson; `flags` win over ours."""
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={work}",
        f"--LabApp.default_url=/lab/tree/{FIRST}",
        f"--LabApp.app_settings_dir={SETTINGS}",
        "--ServerApp.jpserver_extensions=utils.checking.validating=True",
        *flags,
    ]


def main(flags: list[str]) -> int:
    """Hand out the lessons, fetch MNIST if possible, and become JupyterLab.

    Args:
        flags: passed on to JupyterLab, such as `--no-browser`.
    """
    work = ROOT / "work"
    for notice in hand_out(ROOT / "notebooks", work):
        print(notice)
    try:
        fetch_mnist()
    except FetchError as error:
        print(f"{error} Lessons 00 to 07 do not need it.")
    print("JupyterLab opens on work/; stop it with Ctrl-C in this window.", flush=True)
    # nbgrader finds its configuration in the folder that JupyterLab is started from
    os.chdir(ROOT)
    if os.name == "nt":  # there, exec would give the window back while Lab still runs
        return subprocess.call(command(work, flags))
    os.execv(sys.executable, command(work, flags))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
