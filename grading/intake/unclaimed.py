"""Work that is nobody's yet: it came, and nothing told for sure who handed it in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from grading import lessons
from grading.course.told import shown

ONE_DOWNLOAD = 60  # seconds, within which files are of the same one


def unclaimed(students: Iterable[str], root: Path) -> dict[str, list[str]]:
    """Where work on each lesson lies that may be any student's, below the course's folder.

    That is what `make collect` put into downloaded/unmatched/, until the same notebook becomes
    some student's, and what lies in submitted/ under a name that is no student's.

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
    """What waits in downloaded/unmatched/, unless the same notebook became a student's later on.

    What was a student's before is no sign: somebody else may have handed in the same.
    """
    waiting = list((root / "downloaded" / "unmatched").glob(f"*/{lesson}/{lesson}.ipynb"))
    claimed: dict[bytes, float] = {}
    for path in filter(Path.is_file, theirs if waiting else []):
        data = path.read_bytes()
        claimed[data] = max(path.stat().st_mtime, claimed.get(data, 0.0))
    for path in waiting:
        if claimed.get(path.read_bytes(), 0.0) <= path.stat().st_mtime + ONE_DOWNLOAD:
            yield _place(path, root)


def _of_strangers(lesson: str, known: set[str], root: Path) -> Iterator[str]:
    for path in (root / "submitted").glob(f"*/{lesson}/*.ipynb"):
        if path.parts[-3] not in known and not path.parts[-3].startswith("."):
            yield _place(path, root)


def _place(path: Path, root: Path) -> str:
    return "/".join(map(shown, path.parent.relative_to(root).parts))
