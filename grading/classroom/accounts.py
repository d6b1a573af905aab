"""Which account of the system a student of the hub has: it tells whose a submission is."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping

ACCOUNT = "COURSE_ACCOUNT"  # how accounts are called, "{}" standing for the hub's name
LONGEST, KEPT, MARK = 26, 26, 5  # The Littlest JupyterHub cuts long names, and marks them by a hash


def account_of(student: str, environment: Mapping[str, str] = os.environ) -> str:
    """The account of a student.

    >>> account_of("ada", {"COURSE_ACCOUNT": "jupyter-{}"})
    'jupyter-ada'
    """
    name = (environment.get(ACCOUNT) or "{}").replace("{}", student)
    if len(name) < LONGEST or ACCOUNT not in environment:
        return name
    return f"{name[:KEPT]}-{hashlib.sha256(name.encode()).hexdigest()[:MARK]}"


def owner_of(uid: int) -> str:
    """The name of the account with this number."""
    import pwd  # not on Windows, where no hub runs

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
