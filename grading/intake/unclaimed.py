"""Work that is nobody's yet: it came, and nothing told for sure who handed it in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from grading import lessons
from grading.course.told import shown


def unclaimed(students: Iterable[str], root: Path) -> dict[str, list[str]]:
    """Where work on each lesson lies that may be any student's, below the course's folder.

    That is what `make collect` put into downloaded/unmatched/, until the same notebook is some
    student's, and what lies in submitted/ under a name that is no student's.

    Args:
        students: the class.
        root: the course.
    """
    known, found = set(students), {}
    for lesson in lessons(root):
        theirs = [root / "submitted" / each / lesson / f"{lesson}.ipynb" for each in known]
        theirs += (root / "downloaded" / "history").glob(f"*/{lesson}/*/{lesson}.ipynb")
        places = sorted(_unsettled(lesson, theirs, root))
        places += sorted(_of_strangers(lesson, known, root))
        if places:
            found[lesson] = places
    return found


def _unsettled(lesson: str, theirs: list[Path], root: Path) -> Iterator[str]:
    waiting = list((root / "downloaded" / "unmatched").glob(f"*/{lesson}/{lesson}.ipynb"))
    claimed = {path.read_bytes() for path in theirs if path.is_file()} if waiting else set()
    for path in waiting:
        if path.read_bytes() not in claimed:
            yield _place(path, root)


def _of_strangers(lesson: str, known: set[str], root: Path) -> Iterator[str]:
    for path in (root / "submitted").glob(f"*/{lesson}/*.ipynb"):
        if path.parts[-3] not in known and not path.parts[-3].startswith("."):
            yield _place(path, root)


def _place(path: Path, root: Path) -> str:
    return "/".join(map(shown, path.parent.relative_to(root).parts))
