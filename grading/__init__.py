"""What instructors and authors run: build, check, nbval, kit, grade, demo. It never ships."""

from __future__ import annotations

import re
import sys
from pathlib import Path

# nbformat imports jsonschema, and that would compile a grammar of web addresses, which no notebook
# has: a second at the start of every command and of every worker
sys.modules.setdefault("rfc3987_syntax", None)

ROOT = Path(__file__).resolve().parent.parent
LESSON_NAME = re.compile(r"\d\d_[a-z0-9_]+")


class CourseError(Exception):
    """Something an author or instructor can mend; the message says what and how."""


def lessons(root: Path = ROOT) -> list[str]:
    """Names of all lessons with a source, in order."""
    return sorted(
        folder.name
        for folder in (root / "solutions").iterdir()
        if folder.is_dir() and LESSON_NAME.fullmatch(folder.name)
    )


def lesson_path(stage: str, lesson: str, root: Path = ROOT) -> Path:
    """The notebook of a lesson in `stage`, "solutions" or "notebooks"."""
    return root / stage / lesson / f"{lesson}.ipynb"


def select_lessons(wanted: str, root: Path = ROOT) -> list[str]:
    """The lessons that `wanted` names, as "00 01" or "01_neurons"; all when it is empty.

    Raises:
        CourseError: a name that no lesson has.
    """
    known = lessons(root)
    chosen = []
    for word in wanted.replace(",", " ").split():
        found = [name for name in known if name == word or name.split("_")[0] == word]
        if not found:
            raise CourseError(f"no lesson is called {word!r}; there are: {', '.join(known)}")
        chosen += found
    return sorted(set(chosen)) or known
