"""How a learner starts the course's commands here: with `make` in the project, without in a kit."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def python() -> str:
    """What to type for the Python that runs this, from the course's folder."""
    inside = Path(sys.prefix) == ROOT / ".venv"
    if not inside:  # conda, or an environment of the learner's own
        return "python"
    return r".venv\Scripts\python" if os.name == "nt" else ".venv/bin/python"


def run_module(module: str, target: str = "") -> str:
    """The command that starts a module of ours, such as "`make data`", as text for a sentence.

    Args:
        module: with its arguments, such as "utils.data mnist".
        target: what `make` calls it, where it has a name for it.
    """
    if target and (ROOT / "Makefile").is_file():
        return f"`make {target}`"
    return f"`{python()} -m {module}`"


def set_up(setting: str = "") -> str:
    """The command that installs the packages, with a setting such as "TORCH_BACKEND=auto"."""
    if (ROOT / "Makefile").is_file():
        return f"`make setup {setting}`" if setting else "`make setup`"
    plain = "`python3 utils/bootstrap.py --all`"
    if os.name == "nt":
        plain = r"`py utils\bootstrap.py --all`"
    return f"{plain} with {setting} in the environment" if setting else plain
