"""Open the course on a JupyterHub: what a student's server starts with, `python -m utils.on_hub`.

Lessons come through nbgrader's list of assignments (menu Nbgrader). This adds what the list does
not do: the pages that explain mistakes, new versions of lessons that were fetched, when lessons are
due, and the learner's desk. Nothing that a student wrote is overwritten.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from utils.classroom.due_list import LAB
from utils.classroom.exchange import Exchange, exchange_here
from utils.classroom.fetching import VERSIONS, read_notes, version_of
from utils.lab import PAGES, SETTINGS, hand_out, lay_desk
from utils.memory.lessons import DUE
from utils.storage.one_step import write_bytes, write_text

NEWS = "news.md"
EXTENSIONS = (
    "utils.checking.validating=True",
    "utils.playground.promptly=True",
    "utils.classroom.due_list=True",
    # A student has no course to grade
    "nbgrader.server_extensions.formgrader=False",
    "nbgrader.server_extensions.course_list=False",
)


def begun(exchange: Exchange, work: Path) -> Iterator[tuple[str, bytes]]:
    """The lessons that a student has fetched, as the exchange has them now.

    One whose date alone is new is left out, and so is one that nothing is known of.
    """
    known = read_notes(work / VERSIONS)
    for path in sorted(exchange.outbound.glob("*/*.ipynb")):
        name = f"{path.parent.name}/{path.name}"
        if not (work / name).is_file():
            continue
        try:
            data = path.read_bytes()
        except OSError:  # it is being released
            continue
        if version_of(data) != known.get(name):
            yield name, data


def update(exchange: Exchange, work: Path) -> list[str]:
    """Bring pages, dates and new versions into a student's folder.

    Args:
        exchange: the class's.
        work: where the student writes; made if need be.

    Returns:
        What the student should know, a sentence each.
    """
    work.mkdir(parents=True, exist_ok=True)
    versions = read_notes(work / VERSIONS)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder)
        for name, data in begun(exchange, work):
            write_bytes(source / name, data)
            versions[name] = version_of(data)
        if exchange.mistakes.is_dir():
            shutil.copytree(exchange.mistakes, source / PAGES)
        notices = hand_out(source, work)
    write_text(work / VERSIONS, json.dumps(versions, indent=2, sort_keys=True))
    if exchange.due.is_file():
        write_bytes(work / DUE, exchange.due.read_bytes())
    return notices


def tell(notices: list[str], work: Path) -> None:
    """Write what a student should know where they see it: into a file beside the lessons."""
    if notices:
        write_text(work / NEWS, "# News\n\n" + "\n".join(f"- {each}" for each in notices))


def command(work: Path, flags: list[str], page: str = "") -> list[str]:
    """The command line of a student's server on a hub; `flags` win over ours."""
    return [
        *(sys.executable, "-m", "jupyterhub.singleuser"),
        f"--ServerApp.root_dir={work}",
        f"--LabApp.default_url=/lab{'/tree/' if page else ''}{page}",
        f"--LabApp.app_settings_dir={SETTINGS / 'hub'}",
        f"--LabApp.extra_labextensions_path={LAB}",
        *(f"--ServerApp.jpserver_extensions={each}" for each in EXTENSIONS),
        *flags,
    ]


def main(flags: list[str]) -> int:
    """Bring the student's folder up to date, and become their server.

    Args:
        flags: passed on to the server.
    """
    work = Path.home() / "work"
    try:
        notices = update(exchange_here(), work)
        page, more = lay_desk(work)
        tell([*notices, *more], work)
    except OSError as error:  # a full disk must not keep the student out of what they wrote
        print(f"The folder could not be brought up to date: {error}", file=sys.stderr)
        work.mkdir(parents=True, exist_ok=True)
        page = ""
    os.chdir(work)
    line = command(work, flags, page)
    os.execv(sys.executable, line)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
