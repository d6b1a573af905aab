"""The course's settings: nbgrader_config.py."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def config(root: Path):
    """The course's `nbgrader_config.py` as a traitlets Config, read once."""
    from traitlets.config import PyFileConfigLoader

    return PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
