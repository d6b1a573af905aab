"""The cells of a lesson as its author made them: what submissions are repaired with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading import ROOT, CourseError, lesson_path
from grading.lesson.cells import HIDDEN, outside_regions
from grading.lesson.release import derive
from grading.lesson.texts import bare, lines_of

# By what decides them, wherever the course lies: lesson, its source, the course's settings
_known: dict[tuple[str, bytes, bytes], Masters] = {}


@dataclass(frozen=True)
class Master:
    """A cell as its author made it.

    Attributes:
        source: the released text of an answer cell; the full text, hidden tests
            included, of a locked one.
        points: what the cell is worth, or None when it is not graded.
    """

    name: str
    cell_type: str
    source: str
    locked: bool
    solution: bool
    points: float | None

    @property
    def test(self) -> bool:
        """Whether the cell is a test."""
        return self.points is not None and not self.solution

    @cached_property
    def released(self) -> str:
        """What students see of the cell."""
        if not self.locked:
            return self.source
        return outside_regions(NotebookNode(source=self.source), HIDDEN)


class Masters(dict[str, Master]):
    """A lesson's cells by name, in its order.

    Attributes:
        plain: the texts of the cells beside them, which nothing locks or grades, by id.
    """

    def __init__(self, cells: dict[str, Master], plain: dict[str, str]) -> None:
        super().__init__(cells)
        self.plain = plain

    def __reduce__(self) -> tuple:
        """Another process gets both."""
        return Masters, (dict(self), self.plain)

    @cached_property
    def plain_texts(self) -> frozenset[str]:
        """The bare texts of the plain cells."""
        return _texts(tuple(self.plain.values()))

    @cached_property
    def plain_lines(self) -> frozenset[str]:
        """The lines of the plain cells that say something."""
        return _lines(tuple(self.plain.values()))


# A worker gets a lesson anew with each notebook
@lru_cache(maxsize=100)
def _texts(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(bare, texts))


@lru_cache(maxsize=100)
def _lines(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*map(lines_of, texts))


def read_solution(lesson: str, root: Path = ROOT) -> NotebookNode:
    """The source of a lesson.

    Raises:
        CourseError: it cannot be read.
    """
    path = lesson_path("solutions", lesson, root)
    try:
        return nbformat.read(path, as_version=4)
    except Exception as error:  # whatever nbformat stumbles over, the file is at fault
        reason = f"{type(error).__name__}: {str(error)[:80]}"
        raise CourseError(f"solutions/{lesson}/{path.name} cannot be read ({reason})") from None


def masters_of(lesson: str, root: Path = ROOT) -> Masters:
    """The lesson's cells by name, in its order, from the source and the release that it gives.

    Raises:
        CourseError: the lesson cannot be released.
    """
    settings = root / "nbgrader_config.py"
    source = lesson_path("solutions", lesson, root).read_bytes()
    decides = lesson, source, settings.read_bytes() if settings.exists() else b""
    if decides not in _known:
        _known[decides] = _masters(lesson, root)
    return _known[decides]


def _masters(lesson: str, root: Path) -> Masters:
    sources = {cell.id: cell.source for cell in read_solution(lesson, root).cells}
    found, plain = {}, {}
    for cell in nbformat.reads(derive(lesson, root), as_version=4).cells:
        info = cell.metadata.get("nbgrader")
        if info is None:
            plain[cell.id] = cell.source
        else:
            found[info["grade_id"]] = Master(
                name=info["grade_id"],
                cell_type=cell.cell_type,
                source=sources.get(cell.id, cell.source) if info["locked"] else cell.source,
                locked=info["locked"],
                solution=info["solution"],
                points=float(info["points"]) if info["grade"] else None,
            )
    return Masters(found, plain)
