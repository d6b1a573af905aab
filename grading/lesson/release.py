"""Derive what students get from a lesson's source, with nbgrader's own generator.

nbgrader clears solutions, hidden tests and mark schemes. What an executed source would leak
besides (kernel versions, times, our own stamp) is dropped here, so that the same source gives
the same bytes on every machine.
"""

from __future__ import annotations

import copy
import fnmatch
import logging
import os
import tempfile
from pathlib import Path
from typing import Any

import nbformat

from grading import ROOT, CourseError, lesson_path
from grading.course.settings import config
from utils.storage.one_step import write_text

_derived: dict[tuple[str, bytes, str], str] = {}


def as_text(nb: nbformat.NotebookNode) -> str:
    """A notebook as the text that is kept: one-space indents, sorted keys, final newline."""
    return nbformat.writes(nb, version=4).rstrip("\n") + "\n"


def generator(course: Any, settings: Any) -> Any:
    """nbgrader's generator of releases, for a course in any folder.

    Args:
        course: nbgrader's `CourseDirectory`.
        settings: its configuration.
    """
    from nbgrader.converters import GenerateAssignment
    from nbgrader.converters.base import NbGraderException

    class Generator(GenerateAssignment):
        def init_notebooks(self) -> None:
            """As nbgrader's own, which would take a bracket in the path for a pattern."""
            folder = self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)
            names = fnmatch.filter(os.listdir(folder), f"{self.coursedir.notebook_id}.ipynb")
            found = [os.path.join(folder, name) for name in sorted(names)]
            self.assignments, self.notebooks = {folder: found}, []
            if not found:
                raise NbGraderException(f"no notebook in {folder}")

    settings = copy.deepcopy(settings)
    settings.Exporter.optimistic_validation = True  # at the end, not after each of eleven steps
    return Generator(coursedir=course, config=settings)


def derive(lesson: str, root: Path = ROOT) -> str:
    """The release of a lesson, as text; nothing is written into the course.

    A process derives it once from the same source with the same settings.

    Raises:
        CourseError: nbgrader refuses the source, with its reason.
    """
    source = lesson_path("solutions", lesson, root)
    if not source.exists():
        raise CourseError(f"solutions/{lesson}/{lesson}.ipynb is not there: each lesson needs one")
    decides = lesson, source.read_bytes(), repr(config(root))
    if decides not in _derived:
        _derived[decides] = _derive(lesson, root)
    return _derived[decides]


def _derive(lesson: str, root: Path) -> str:
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.preprocessors import SaveCells

    with tempfile.TemporaryDirectory() as folder:
        settings = copy.deepcopy(config(root))  # a shallow copy would change the kept one
        settings.CourseDirectory.root = str(root)
        settings.CourseDirectory.source_directory = "solutions"
        settings.CourseDirectory.release_directory = folder
        settings.CourseDirectory.assignment_id = lesson
        course = CourseDirectory(config=settings)
        converter = generator(course, settings)
        converter.no_database = converter.force = True
        converter.preprocessors = [
            step for step in converter.preprocessors if step is not SaveCells
        ]
        converter.log = _collected(log := [])
        released = Path(folder, lesson, f"{lesson}.ipynb")
        try:
            converter.start()
        except Exception as error:
            log.append(str(error))
        if not released.exists():
            # The last line of the traceback that nbgrader logs is the reason
            told = [entry for entry in log if "Traceback" in entry] or log or ["it wrote nothing"]
            reason = told[0].splitlines()[-1]
            raise CourseError(f"nbgrader cannot release {lesson}: {reason}")
        nb = nbformat.read(released, as_version=4)
    nb.metadata = nbformat.from_dict({"kernelspec": nb.metadata.kernelspec})
    for cell in nb.cells:
        cell.metadata.pop("execution", None)
    return as_text(nb)


def _collected(lines: list[str]) -> logging.Logger:
    """A logger that keeps errors in `lines` and prints nothing."""

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage().strip())

    logger = logging.Logger("release", level=logging.ERROR)
    logger.addHandler(Keep())
    return logger


def release(lesson: str, root: Path = ROOT) -> bool:
    """Write a lesson's release where it differs; say whether it did."""
    text = derive(lesson, root)
    target = lesson_path("notebooks", lesson, root)
    if target.exists() and target.read_text(encoding="utf-8") == text:
        return False
    write_text(target, text)
    return True
