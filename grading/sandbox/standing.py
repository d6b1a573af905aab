"""Whether the sandbox stands on this machine, tried and not guessed."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from functools import cache

from grading import CourseError
from grading.sandbox.walls import closed

ADVICE = (
    "Install bubblewrap (`apt-get install bubblewrap` or `dnf install bubblewrap`) on a Linux that "
    "allows user namespaces, or grade with `make grade UNSANDBOXED=1`, which runs students' code "
    "with your own rights and says so in every row."
)

CLOSED = (
    "Root starts students' code as a user that owns nothing, who cannot read what it needs. "
    "Open that to all"
)
MAY_LACK = {"calls"}  # where libseccomp is not installed; `system_calls.missing` says so


@cache
def problem() -> str:
    """Why students' code cannot be walled in here, in a sentence; empty when it can.

    It starts a warm parent, and a kernel's inner wall in it, and looks whether both hold.
    """
    if sys.platform != "linux":
        return f"The sandbox needs Linux. {ADVICE}"
    for tool, package in (("bwrap", "bubblewrap"), ("setpriv", "util-linux")):
        if not shutil.which(tool) and not (tool == "setpriv" and os.geteuid()):
            return f"The sandbox needs the program `{tool}` of the package {package}. {ADVICE}"
    if places := closed():
        named = " ".join(shlex.quote(str(path)) for path in places)
        return f"{CLOSED}: `chmod -R go+rX {named}`."
    from grading.sandbox.warm import WarmParent

    try:
        parent = WarmParent(bare=True)
    except (OSError, CourseError) as error:
        return f"The sandbox does not stand here: {error} {ADVICE}"
    try:
        leaks = [trial for trial in parent.try_walls() if not trial.holds]
    except (OSError, CourseError) as error:
        return f"The sandbox does not stand here: {error} {ADVICE}"
    finally:
        parent.close()
    leaks = [trial for trial in leaks if trial.wall not in MAY_LACK]
    return f"The sandbox leaks: {leaks[0].saw}. {ADVICE}" if leaks else ""


def require() -> None:
    """Refuse to go on without a sandbox.

    Raises:
        CourseError: students' code cannot be walled in here; the text says what to do.
    """
    if reason := problem():
        raise CourseError(reason)
