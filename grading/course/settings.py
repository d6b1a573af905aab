"""The course's settings: nbgrader_config.py."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def config(root: Path):
    """The course's `nbgrader_config.py` as a traitlets Config, read once."""
    from traitlets.config import PyFileConfigLoader

    # In an absolute path it reads no `$HOME`
    return PyFileConfigLoader(str(root.absolute() / "nbgrader_config.py")).load_config()
