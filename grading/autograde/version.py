"""The version of the code that decides scores, as a hash of whole folders.

Whatever stands in one of these folders counts, so that no list of files can forget one: a change
there grades a class again, and a worker that loaded another version refuses to grade.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from grading import ROOT

DECIDING = (
    *("grading/lesson", "grading/handed_in", "grading/sandbox", "grading/autograde"),
    "utils",
)
ENDINGS = (".py", ".json")


def code_version(root: Path = ROOT) -> str:
    """A hash of the names and contents of all code and data that decides scores.

    Args:
        root: the folder that holds `grading` and `utils`.
    """
    digest = hashlib.sha256()
    for folder in DECIDING:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in ENDINGS and path.is_file():
                content = path.read_bytes()
                name = path.relative_to(root).as_posix()
                digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


VERSION = code_version()  # as this process has loaded it
