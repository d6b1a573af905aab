"""Open the course: `make lab` runs this once everything is installed.

What learners get is copied to `work/`, the one place where they write: the lessons, and the pages
that explain mistakes. It comes from `notebooks/`, or in a kit from `lessons.zip`, so that another
kit, unpacked over this one, meets no file that anybody opens. JupyterLab opens in `work/`, on the
first lesson; once a check has passed or failed there, on the learner's desk (`utils.desk`). A file
that the learner has is never overwritten, but for the desk's page while it holds nothing of theirs.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

from utils.data import fetch_mnist
from utils.memory.lessons import DUE
from utils.storage.fetch import FetchError
from utils.storage.one_step import write_bytes

ROOT = Path(__file__).resolve().parent.parent
KIT = "lessons.zip"  # in a kit, the lessons that it brings
PAGES, INDEX = "mistakes", "mistakes/README.md"
LINK = re.compile(rb"\]\((\w+\.md)\)")
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


def _beside(path: Path, kind: str = "new") -> Path:
    """A free name next to `path`: `01_neurons.new.ipynb`, then `01_neurons.new2.ipynb`."""
    number = 1
    while True:
        free = path.with_name(f"{path.stem}.{kind}{number if number > 1 else ''}{path.suffix}")
        if not free.exists():
            return free
        number += 1


def released(source: Path) -> dict[str, bytes]:
    """What is handed out, lessons and pages, by name: `01_neurons/01_neurons.ipynb`.

    Args:
        source: the folder of the releases, or a kit's `lessons.zip`.
    """
    if source.is_file():
        with zipfile.ZipFile(source) as kit:
            return {name: kit.read(name) for name in sorted(kit.namelist())}
    paths = [*sorted(source.glob("*/*.ipynb")), *sorted((source / PAGES).glob("*.md"))]
    return {path.relative_to(source).as_posix(): path.read_bytes() for path in paths}


def hand_out(source: Path, work: Path) -> list[str]:
    """Copy the lessons, and the pages that explain mistakes, to where the learner works.

    A file that is missing there is copied. One that came out in a new version since replaces
    the old copy if that is untouched, and else is put beside it under a name of its own.

    Args:
        source: the folder of the releases, NN_name/NN_name.ipynb, or a kit's `lessons.zip`.
        work: where the learner writes; made if need be.

    Returns:
        What the learner should know, a sentence each.
    """
    known, notices = _record(work), []
    given = released(source)
    if INDEX in given:
        given[INDEX] = _index(given, work)
    for name, data in given.items():
        own, lesson = work / name, not name.startswith(f"{PAGES}/")
        if name == DUE:  # dates move, and nobody writes there
            write_bytes(own, data)
            continue
        new, old = _digest(data), known.get(name)
        if not own.exists():
            write_bytes(own, data)
        elif old is not None and old != new:
            if _digest(own.read_bytes()) == old:
                write_bytes(own, data)
                if lesson:
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


def _index(given: dict[str, bytes], work: Path) -> bytes:
    """The list of the pages, without those that the learner has not got yet."""
    there = {name for name in given if name.startswith(f"{PAGES}/")}
    there |= {path.relative_to(work).as_posix() for path in (work / PAGES).glob("*.md")}
    lines = given[INDEX].splitlines(keepends=True)
    links = [(line, LINK.search(line)) for line in lines]
    return b"".join(ln for ln, to in links if not to or f"{PAGES}/{to[1].decode()}" in there)


def first_lesson(source: Path) -> str:
    """The first lesson that is handed out; "" where there is none."""
    lessons = (name for name in released(source) if name.endswith(".ipynb"))
    return min(lessons, default="")


def lay_desk(work: Path) -> tuple[str, list[str]]:
    """Write the page `desk.ipynb` anew, with what the learner's journal says today.

    A page that holds cells of the learner's is moved aside first.

    Args:
        work: where the learner writes.

    Returns:
        What to open: the page, or "" where nothing has been done yet or it cannot be written; and
        what the learner should know, a sentence each.
    """
    from utils.memory.desk_page import NAME, Desk, is_ours, page

    path, notices = work / NAME, []
    try:
        desk = Desk(work)
        notices += [desk.notice] if desk.notice else []
        if path.exists() and not is_ours(path.read_bytes()):
            aside = _beside(path, "own")
            path.rename(aside)
            notices.append(f"What you wrote on {NAME} is kept as {aside.name}.")
        write_bytes(path, page(desk, datetime.now().astimezone()))
    except OSError as error:
        return "", [*notices, f"Your desk could not be written: {error.strerror or error}."]
    except ImportError as error:  # a kit of a later day over the set-up of an earlier one
        return "", [*notices, f"Set up once more to have your desk: {error.name} is not installed."]
    return NAME if desk.events else "", notices


def next_step(error: OSError) -> str:
    """What to do where the lessons' folder cannot be written: a share, or a full disk."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "Make room on the disk and start again."
    return (
        "Copy the course's folder to where you may write, such as your home folder, set up there, "
        "and start it from there."
    )


def command(work: Path, flags: list[str], lesson: str = "") -> list[str]:
    """The command line that opens JupyterLab in `work`, on a lesson; `flags` win over ours."""
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={work}",
        f"--LabApp.default_url=/lab{'/tree/' if lesson else ''}{lesson}",
        f"--LabApp.app_settings_dir={SETTINGS}",
        "--ServerApp.jpserver_extensions=utils.checking.validating=True",
        "--ServerApp.jpserver_extensions=utils.playground.promptly=True",
        *flags,
    ]


def main(flags: list[str]) -> int:
    """Hand out the lessons, fetch MNIST if possible, and become JupyterLab.

    Args:
        flags: passed on to JupyterLab, such as `--no-browser`; `--hand-out` alone only hands out,
            for whoever opens the lessons with another program.
    """
    work, kit = ROOT / "work", ROOT / KIT
    source = kit if kit.is_file() else ROOT / "notebooks"
    try:
        notices = hand_out(source, work)
    except OSError as error:
        why = error.strerror or error
        print(f"The lessons could not be put into {work}: {why}. {next_step(error)}")
        return 1
    page, more = lay_desk(work)
    for notice in [*notices, *more]:
        print(notice)
    if flags == ["--hand-out"]:
        print(f"The lessons lie in {work}.")
        return 0
    try:
        fetch_mnist()
    except FetchError as error:
        print(f"{error} Lessons 00 to 07 do not need it.")
    print("JupyterLab opens on work/; stop it with Ctrl-C in this window.", flush=True)
    # nbgrader finds its configuration in the folder that JupyterLab is started from
    os.chdir(ROOT)
    line = command(work, flags, page or first_lesson(source))
    if os.name == "nt":  # there, exec would give the window back while Lab still runs
        return subprocess.call(line)
    os.execv(sys.executable, line)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
