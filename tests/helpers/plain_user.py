"""A command as a user without rights would run it, within a container, wherever the tests run."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from grading import ROOT

SOMEBODY = 12345
ROOM = """umount /proc/sys /proc/sysrq-trigger /proc/irq /proc/bus 2>/dev/null; exec "$@" """


def as_plain_user(*words: str) -> list[str]:
    """The command; whoever is no root runs it as it is.

    Root's files are seen at their own places, below folders that are open to all.
    """
    if os.geteuid() != 0:
        return list(words)
    command = ["bwrap", "--unshare-pid", "--die-with-parent"]
    command += ["--ro-bind", "/usr", "/usr", "--ro-bind", "/etc", "/etc"]
    for path in map(Path, ("/bin", "/sbin", "/lib", "/lib64")):
        if path.is_symlink():
            command += ["--symlink", os.readlink(path), str(path)]
    command += ["--perms", "1777", "--tmpfs", "/tmp", "--proc", "/proc", "--dev", "/dev"]
    python, data = Path(sys.prefix), ROOT / "data" / "MNIST"
    for path in dict.fromkeys((Path(sys.base_prefix), python.resolve(), data.resolve(), ROOT)):
        if path.exists() and not path.is_relative_to("/usr"):
            for parent in reversed(path.parents[:-1]):
                command += ["--perms", "0755", "--dir", str(parent)]
            command += ["--ro-bind", str(path), str(path)]
    command += ["--cap-add", "ALL", "--chdir", str(ROOT), "--setenv", "HOME", "/tmp"]
    who = ["--reuid", str(SOMEBODY), "--regid", str(SOMEBODY), "--clear-groups"]
    drop = [shutil.which("setpriv"), *who, "--inh-caps=-all", "--bounding-set=-all"]
    return [*command, "--", "/bin/sh", "-c", ROOM, "sh", *drop, *words]
