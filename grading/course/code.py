"""The version of our own code, as a hash of whole folders.

Whatever stands in a folder counts, so that no list of files can forget one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from grading import ROOT

ENDINGS = (".py", ".json", ".html", ".css")


def code_version(folders: Iterable[str], root: Path = ROOT) -> str:
    """A hash of the names and contents of all code and data in some folders.

    Args:
        folders: such as "grading/lesson"; what lies below them counts.
        root: the folder that holds `grading` and `utils`.

    Raises:
        FileNotFoundError: one of them is not there.
    """
    digest = hashlib.sha256()
    for folder in folders:
        if not (root / folder).is_dir():
            raise FileNotFoundError(f"{root / folder} is no folder: which code counts is unknown")
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in ENDINGS and path.is_file():
                content = path.read_bytes()
                name = path.relative_to(root).as_posix()
                digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()
