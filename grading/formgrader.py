"""Open Formgrader, to grade answers in words by hand: `make formgrader [COURSE=.cache/demo]`.

`GRADER=anna` says who grades: her share comes first, and what she gives keeps her name.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from grading import ROOT, CourseError
from grading.by_hand.who import GRADER
from grading.course import screen
from grading.course.graders import empty_sections, graders_of, known_grader

# Ours brings nbgrader's own along, with pages and handlers before it
EXTENSIONS = ("grading.by_hand.server=True", "nbgrader.server_extensions.formgrader=False")


def command(course: str, root: Path = ROOT) -> tuple[list[str], Path]:
    """What starts JupyterLab on a course, and the folder to start it in.

    Raises:
        CourseError: there is nothing to grade by hand there.
    """
    folder = (root / course).resolve()
    # With GRADEBOOK_URL, grades.csv alone tells that something was graded
    if not any((folder / name).exists() for name in ("gradebook.db", "grades.csv")):
        first = "make demo" if course else "make grade"
        raise CourseError(f"{course or 'this course'} has no gradebook yet: run `{first}` first")
    # The extension reads nbgrader_config.py from the folder that the server starts in
    settings = [f"--ServerApp.jpserver_extensions={each}" for each in EXTENSIONS]
    lab = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder}", *settings]
    return lab, folder


def surroundings(grader: str, folder: Path) -> dict[str, str]:
    """The variables that JupyterLab is started with.

    Args:
        grader: as it was typed; may be empty.
        folder: the course.

    Raises:
        CourseError: no grader is called that, or a file is malformed.
    """
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    name = known_grader(grader, folder) if grader else ""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), GRADER: name}


def _said(grader: str, folder: Path) -> list[str]:
    """What to say of who grades."""
    said = empty_sections(folder)
    if not grader and (names := graders_of(folder)):
        which = f"`make formgrader GRADER={names[0]}`"
        said.append(f"Who grades is not kept, since nobody is named: {which} names one")
    return said


def main(arguments: list[str] | None = None) -> int:
    """Start JupyterLab on the course that is named, this one by default."""
    course, *options = (sys.argv[1:] if arguments is None else arguments) or [""]
    grader = ""
    if options[:1] == ["--grader"]:
        _, grader, *options = options
    try:
        words, folder = command(course)
        variables = surroundings(grader.strip(), folder)
        for line in _said(variables[GRADER], folder):
            screen.say(line)
    except CourseError as error:
        screen.warn(error)
        return 1
    screen.say("In JupyterLab: menu Nbgrader, entry Formgrader. Ctrl-C here ends it.")
    try:
        return subprocess.run([*words, *options], cwd=folder, env=variables).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(screen.run(main))
