"""Open Formgrader, to grade answers in words by hand: `make formgrader [COURSE=.cache/demo]`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from grading import ROOT, CourseError
from grading.course import screen


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
    return [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder}"], folder


def main(arguments: list[str] | None = None) -> int:
    """Start JupyterLab on the course that is named, this one by default."""
    course, *options = (sys.argv[1:] if arguments is None else arguments) or [""]
    try:
        words, folder = command(course)
    except CourseError as error:
        screen.warn(error)
        return 1
    screen.say("In JupyterLab: menu Nbgrader, entry Formgrader. Ctrl-C here ends it.")
    try:
        return subprocess.run([*words, *options], cwd=folder).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(screen.run(main))
