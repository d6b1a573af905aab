"""What nbgrader's autograder gets wrong, put right: steps that `nbgrader_config.py` names.

`Repair` stands in for nbgrader's DeduplicateIds and OverwriteCells, `Examine` for Execute,
`SaveScores` for SaveAutoGrades. `nbgrader autograde` and Formgrader's buttons use them; `make
grade` does the same work on several processes at once: `grading.grade`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import reads_json, writes_json
from nbgrader.api import Gradebook, SubmittedAssignment
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Float

from grading import CourseError
from grading.autograde import guard
from grading.autograde.answers import work_mark
from grading.autograde.examiner import Times
from grading.autograde.hand_grades import HandGrades, hold, make_table, save_scores
from grading.autograde.task import Task
from grading.course.paths import student_path
from grading.course.told import Told
from grading.handed_in.harmless import tell_outputs
from grading.handed_in.known_cells import NOT_TOLD, is_of_lesson
from grading.handed_in.reading import make_cells_whole
from grading.handed_in.repair import repair
from grading.lesson.declared import DECLARED
from grading.lesson.to_grade import Lesson, lesson_to_grade
from grading.sandbox import standing


def _lesson(resources: dict[str, Any]) -> Lesson:
    return lesson_to_grade(resources["nbgrader"]["assignment"], Path(resources["root"]))


def _with_root(preprocessor: NbGraderPreprocessor, resources: dict[str, Any]) -> dict[str, Any]:
    root = getattr(preprocessor.parent, "coursedir", None)
    resources["root"] = root.root if root is not None else os.getcwd()
    return resources


def _files_beside(resources: dict[str, Any]) -> dict[str, bytes]:
    """The declared files that lie beside the notebook."""
    folder = Path(resources.get("metadata", {}).get("path") or ".")
    declared = DECLARED.get(resources["nbgrader"]["assignment"], {})
    return {n: (folder / n).read_bytes() for n in declared if (folder / n).is_file()}


class Repair(NbGraderPreprocessor):
    """Give the notebook the lesson's cells back; see `grading.handed_in.repair`."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Mend the notebook, and log what was mended.

        What a person scored is noted, too, before another answer is written over that one.

        Raises:
            CourseError: it is no notebook of the lesson, so that nbgrader saves no score.
        """
        masters = _lesson(_with_root(self, resources)).masters
        make_cells_whole(nb)
        if not is_of_lesson(nb, masters):
            raise CourseError(NOT_TOLD)
        for note in repair(nb, masters):
            self.log.warning(note)
        with _held(resources) as (gradebook, entry):
            kept = HandGrades(gradebook, entry.id)
            kept.note([grade for each in entry.notebooks for grade in each.grades], dict)
            kept.write()
        return nb, resources


class Examine(NbGraderPreprocessor):
    """Run the student's cells in the sandbox, judge from outside; see `autograde.examiner`."""

    timeout = Float(Times.cell, help="seconds that one cell may run").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Fill in the outputs of every cell.

        Raises:
            CourseError: there is no sandbox here, and nobody said to go without; or the grading
                itself failed.
        """
        lesson = _lesson(_with_root(self, resources))
        sandboxed = not os.environ.get("UNSANDBOXED")
        if sandboxed:
            standing.require()
        task = Task(
            student=resources["nbgrader"]["student"],
            lesson=lesson,
            notebook=writes_json(nb),
            files=_files_beside(resources),
            sandboxed=sandboxed,
            times=Times(cell=self.timeout),
        )
        outcome = guard.grade(task)
        for note in [*outcome.notes, *outcome.tampering]:
            self.log.warning(Told(note))
        return tell_outputs(reads_json(outcome.notebook)), resources


class SaveScores(NbGraderPreprocessor):
    """Save what the cells earned, as `make grade` does; what a person gave stays."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Save the score of every graded cell of the lesson."""
        _with_root(self, resources)
        names, files = resources["nbgrader"], _files_beside(resources)
        path = student_path(
            Path(resources["root"]), "submitted", names["student"], names["assignment"]
        )
        handed_in = path.read_bytes() if path.is_file() else b""
        with _held(resources) as (gradebook, entry):
            save_scores(gradebook, entry, nb, files, work_mark(handed_in, files))
        return nb, resources


@contextmanager
def _held(resources: dict[str, Any]) -> Iterator[tuple[Gradebook, SubmittedAssignment]]:
    """The gradebook and the student's submission, which nobody else writes to meanwhile."""
    names = resources["nbgrader"]
    with Gradebook(names["db_url"]) as gradebook:
        make_table(gradebook)
        entry = gradebook.find_submission(names["assignment"], names["student"])
        hold(gradebook, entry.id)
        gradebook.db.expire_all()
        yield gradebook, entry
        gradebook.db.commit()
