"""Troubles with which no row can be written: the command ends, in one sentence.

Whatever else goes wrong costs one student's row. A full disk or a gradebook that does not answer
would cost every row after it, so grading stops there, keeps what it has, and goes on in the next
run.
"""

from __future__ import annotations

import errno
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

from grading import CourseError

GO_ON = "then run `make grade` again: what was graded so far is kept"
FULL = f"there is no room left on the disk: make some, {GO_ON}"
LOCKED = f"another program holds the gradebook: close Formgrader or whatever has it open, {GO_ON}"
# What Python, SQLite and nbgrader's logs say
SAID = (
    (re.compile(r"No space left|disk quota exceeded|disk is full", re.IGNORECASE), FULL),
    (re.compile(r"database (table )?is locked"), LOCKED),
)
# In a log, which may be indented, the lines that name such an exception
RAISED = re.compile(r"^ *(?:OSError|(?:sqlalchemy\.exc\.)?OperationalError): .*$", re.MULTILINE)
UNANSWERED = re.compile(r"OperationalError: (?:\([\w.]+\) )?(.*)")


class Stopped(CourseError):
    """Grading cannot go on; the message says why and what to do."""


def reason_to_stop(error: BaseException | str) -> str:
    """Why grading cannot go on after this error, or this log; empty when it can."""
    reason = _own_reason(error)
    while not reason and isinstance(error, Exception):
        # nbgrader says InvalidEntry where the gradebook did not answer
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        reason = _own_reason(error)
    return reason


def _own_reason(error: BaseException | str | None) -> str:
    if isinstance(error, Stopped):
        return str(error)
    told = RAISED.findall(error) if isinstance(error, str) else [str(error)]
    for pattern, sentence in SAID if isinstance(error, OSError | OperationalError | str) else ():
        if any(map(pattern.search, told)):
            return sentence
    unanswered = UNANSWERED.findall("\n".join(told)) if isinstance(error, str) else []
    if isinstance(error, OperationalError):
        unanswered = [_first_line(error.orig)]
    if unanswered:
        return f"the gradebook does not answer ({unanswered[0]}): mend that, {GO_ON}"
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FULL
    if isinstance(error, OSError) and error.errno == errno.EROFS:
        return f"{error.filename} is on a disk that can only be read: make it writable, {GO_ON}"
    return ""


def _first_line(error: BaseException | None) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__


@contextmanager
def stopping() -> Iterator[None]:
    """Turn an error with which grading cannot go on into its sentence.

    What nbgrader and Dask would log of it meanwhile, with tracebacks, is not shown.

    Raises:
        Stopped: there was one.
    """
    log = logging.getLogger("tornado.application")
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    except Exception as error:
        if reason := reason_to_stop(error):
            raise Stopped(reason) from error
        raise
    finally:
        log.setLevel(level)
