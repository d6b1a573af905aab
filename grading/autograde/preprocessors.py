"""What nbgrader's autograder gets wrong, put right: steps that `nbgrader_config.py` names.

`Repair` stands in for nbgrader's DeduplicateIds and OverwriteCells, `Examine` for Execute,
`SaveScores` for SaveAutoGrades. `nbgrader autograde` and Formgrader's buttons use them; `make
grade` does the same work on several processes at once: `grading.grade`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades
from traitlets import Float

from grading import CourseError
from grading.autograde.examiner import Times
from grading.autograde.scores import score_of
from grading.autograde.task import examine, warm_parent
from grading.handed_in.known_cells import NOT_TOLD, is_of_lesson
from grading.handed_in.reading import make_cells_whole
from grading.handed_in.repair import repair
from grading.lesson.declared import DECLARED
from grading.lesson.to_grade import Lesson, lesson_to_grade
from grading.sandbox import standing
from grading.sandbox.warm import Limits


def _lesson(resources: dict[str, Any]) -> Lesson:
    return lesson_to_grade(resources["nbgrader"]["assignment"], Path(resources["root"]))


def _with_root(preprocessor: NbGraderPreprocessor, resources: dict[str, Any]) -> dict[str, Any]:
    root = getattr(preprocessor.parent, "coursedir", None)
    resources["root"] = root.root if root is not None else os.getcwd()
    return resources


class Repair(NbGraderPreprocessor):
    """Give the notebook the lesson's cells back; see `grading.handed_in.repair`."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Mend the notebook, and log what was mended.

        Raises:
            CourseError: it is no notebook of the lesson, so that nbgrader saves no score.
        """
        masters = _lesson(_with_root(self, resources)).masters
        make_cells_whole(nb)
        if not is_of_lesson(nb, masters):
            raise CourseError(NOT_TOLD)
        for note in repair(nb, masters):
            self.log.warning(note)
        return nb, resources


class Examine(NbGraderPreprocessor):
    """Run the student's cells in the sandbox, judge from outside; see `autograde.examiner`."""

    timeout = Float(Times.cell, help="seconds that one cell may run").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Fill in the outputs of every cell.

        Raises:
            CourseError: there is no sandbox here, and nobody said to go without.
        """
        lesson = _lesson(_with_root(self, resources))
        sandboxed = not os.environ.get("UNSANDBOXED")
        if sandboxed:
            standing.require()
        folder = Path(resources.get("metadata", {}).get("path") or ".")
        declared = DECLARED.get(lesson.name, {})
        files = {n: (folder / n).read_bytes() for n in declared if (folder / n).is_file()}
        warm = warm_parent(lesson.preload, Limits()) if sandboxed else None
        found = examine(nb, lesson, warm, files=files, times=Times(cell=self.timeout))
        for note in [*found.notes, *found.tampering]:
            self.log.warning(note)
        return nb, resources


class SaveScores(SaveAutoGrades):
    """Save what `autograde.scores.score_of` says; a graded cell that is missing earns nothing."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Save the score of every graded cell of the lesson."""
        nb, resources = super().preprocess(nb, resources)
        present = {cell.metadata.get("nbgrader", {}).get("grade_id") for cell in nb.cells}
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            submitted = gradebook.find_submission_notebook(
                names["notebook"], names["assignment"], names["student"]
            )
            for grade in submitted.grades:
                if grade.name not in present:
                    grade.auto_score = 0.0
                    grade.needs_manual_grade = grade.manual_score is not None
            gradebook.db.commit()
        return nb, resources

    def _add_score(self, cell: NotebookNode, resources: dict) -> None:
        name = cell.metadata["nbgrader"]["grade_id"]
        try:
            grade = self.gradebook.find_grade(
                name, self.notebook_id, self.assignment_id, self.student_id
            )
        except MissingEntry:  # pragma: no cover - Repair lets no such cell through
            return
        grade.auto_score = score_of(cell).score
        grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
        self.gradebook.db.commit()
