"""Whether the sandbox stands on this machine, tried and not guessed."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import time
from functools import cache

from grading import CourseError
from grading.sandbox.walls import closed
from grading.sandbox.warm import Limits, Trial, WarmParent

ADVICE = (
    "Install bubblewrap (`apt-get install bubblewrap` or `dnf install bubblewrap`) on a Linux that "
    "allows user namespaces: on Windows in WSL, on macOS in a container, for which "
    "docker/compose.yaml is there (INSTRUCTORS.md, section 6). `make grade UNSANDBOXED=1` runs "
    "students' code with your own rights instead, and says so in every row."
)
UNSEEN = (
    "Python was started as {}, a link that leads nowhere behind the walls: start it "
    "by its own path, as `make` does with `.venv/bin/python`."
)
CAN_GO_WITHOUT = sys.platform != "win32"  # a process that judges is started as Unix does

CLOSED = (
    "Root starts students' code as a user that owns nothing, who cannot read what it needs. "
    "Open that to all"
)
MAY_LACK = {"calls", "spaces"}  # the others stand without libseccomp
UNFILTERED = (
    "The sandbox stands without its filter of system calls: install the library libseccomp "
    "(`apt-get install libseccomp2` or `dnf install libseccomp`)."
)
TOO_MUCH = 99  # as in `inside/course_held.py`
SMALL = {"memory": 256 << 20, "processes": 60, "inodes": 2000}  # what can be taken in no time
TAKEN = {
    "own_pages": "Many processes hold no more memory together than one may.",
    "shared_pages": "Nor do they in memory that they share.",
    "unmapped_pages": "Nor in memory that they share and do not map.",
    "in_sockets": "Nor in what waits in sockets.",
    "processes": "It starts only so many processes.",
    "files": "It makes only so many files.",
}


@cache
def found() -> tuple[str, str]:
    """Why students' code cannot be walled in here, and what the walls lack, each in a sentence.

    Both are empty where all walls stand. It starts a warm parent, and a kernel's inner wall in it,
    and looks whether they hold.
    """
    if reason := _lacks():
        return reason, ""
    try:
        leaks = [trial for trial in _tried() if not trial.holds]
    except (OSError, CourseError) as error:
        unseen = "failed to execute" in str(error) or "execvp" in str(error)
        advice = UNSEEN.format(sys.executable) if unseen else ADVICE
        return f"The sandbox does not stand here: {error} {advice}", ""
    worse = [trial for trial in leaks if trial.wall not in MAY_LACK]
    reason = f"The sandbox leaks: {worse[0].saw}. {ADVICE}" if worse else ""
    return reason, UNFILTERED if len(leaks) > len(worse) else ""


def problem() -> str:
    """Why students' code cannot be walled in here; empty when it can."""
    return found()[0]


def lacking() -> str:
    """What the walls that stand here lack; empty when nothing."""
    return found()[1]


def trials() -> list[Trial]:
    """Every wall, tried: what `problem` looks at, and what is ended when it takes too much.

    Raises:
        CourseError: there are no walls here; the text says why.
    """
    if reason := _lacks():
        raise CourseError(reason)
    try:
        return _tried(taking=True)
    except OSError as error:
        raise CourseError(f"The sandbox does not stand here: {error}") from None


def _lacks() -> str:
    """What has to be there before anything can be tried, and is not."""
    if sys.platform != "linux":
        return f"The sandbox needs Linux. {ADVICE}"
    for tool, package in (("bwrap", "bubblewrap"), ("setpriv", "util-linux")):
        if not shutil.which(tool) and not (tool == "setpriv" and os.geteuid()):
            return f"The sandbox needs the program `{tool}` of the package {package}. {ADVICE}"
    if places := closed():
        named = " ".join(shlex.quote(str(path)) for path in places)
        return f"{CLOSED}: `chmod -R go+rX {named}`."
    return ""


def _tried(taking: bool = False) -> list[Trial]:
    parent = WarmParent(limits=Limits(**SMALL) if taking else None, bare=True)
    try:
        found = parent.try_walls()
        for kind, what in TAKEN.items() if taking else ():
            begun = time.monotonic()
            ended = parent.eat(kind) == TOO_MUCH
            seconds = f"{time.monotonic() - begun:.1f} s"
            saw = f"stopped after {seconds}" if ended else f"went on for {seconds}"
            found.append(Trial(kind, what, ended, saw))
        return found
    finally:
        parent.close()


def require() -> None:
    """Refuse to go on without a sandbox.

    Raises:
        CourseError: students' code cannot be walled in here; the text says what to do.
    """
    if reason := problem():
        raise CourseError(reason)
