"""Install what the trial hub needs besides, JupyterHub first, as requirements/hub.txt pins it."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from grading import CourseError
from utils.bootstrap import PINS

NAME = "hub.txt"
PIN = re.compile(r"^([\w.-]+)==([\w.!+-]+)(?: ; ([^\\]*))?", re.MULTILINE)


def lacking(pins: Path) -> list[str]:
    """What the pins ask for here and is not installed so, such as "jupyterhub==6.1.1"."""
    from packaging.markers import Marker

    found = []
    for name, version, marker in PIN.findall(pins.read_text(encoding="utf-8")):
        if marker and not Marker(marker).evaluate():
            continue
        try:
            there = metadata.version(name)
        except metadata.PackageNotFoundError:
            there = ""
        if there != version:
            found.append(f"{name}=={version}")
    return found


def install(pins: Path = PINS / NAME) -> bool:
    """Install what is lacking; return whether there was anything to do.

    Raises:
        CourseError: it could not be installed.
    """
    if not lacking(pins):
        return False
    words = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", sys.executable]
    done = subprocess.run(
        [*words, "--no-deps", "--require-hashes", "-r", str(pins)], capture_output=True, text=True
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise CourseError(f"the hub could not be installed, which needs the internet once: {last}")
    importlib.invalidate_caches()
    return True
