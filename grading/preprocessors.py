"""What nbgrader's autograder gets wrong, put right: steps that `nbgrader_config.py` names.

`KeepOneCopy` and `RestoreCells` stand in for nbgrader's DeduplicateIds and OverwriteCells,
`RunCells` for Execute, `SaveScores` for SaveAutoGrades. Formgrader's buttons use them too.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from subprocess import DEVNULL
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import Execute, NbGraderPreprocessor, SaveAutoGrades
from nbgrader.utils import compute_checksum

from grading.cells import MARK_SCHEME, outside_regions
from grading.scores import judge

ENDED = "GradingEnded"
TIMED_OUT = "CellTimeoutError"  # what Execute puts into a cell that it interrupted


@dataclass(frozen=True)
class Master:
    """A cell as the gradebook knows it.

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


def master_cells(resources: dict[str, Any]) -> dict[str, Master]:
    """The lesson's cells by name, from the gradebook that `resources` points to."""
    names = resources["nbgrader"]
    with Gradebook(names["db_url"]) as gradebook:
        notebook = gradebook.find_notebook(names["notebook"], names["assignment"])
        points = {cell.name: float(cell.max_score) for cell in notebook.grade_cells}
        answers = {cell.name for cell in notebook.solution_cells}
        return {
            cell.name: Master(
                name=cell.name,
                cell_type=cell.cell_type,
                # The gradebook keeps the mark scheme, which the student never saw
                source=cell.source if cell.locked else outside_regions(cell, MARK_SCHEME),
                locked=cell.locked,
                solution=cell.name in answers,
                points=points.get(cell.name),
            )
            for cell in notebook.source_cells
        }


def is_blank(cell: NotebookNode, master: Master) -> bool:
    """Whether an answer cell is empty or still reads as it was handed out."""
    return cell.source.strip() in ("", master.source.strip())


class KeepOneCopy(NbGraderPreprocessor):
    """Of cells that share a name keep one; the others become plain cells.

    A locked cell's text is overwritten later, so the last copy will do: it runs after the
    answers. Of an answer's copies the last one that is not blank counts, since that is the
    definition in force when the tests run. A cell whose metadata was stripped is known by
    its id, where no other cell bears the name. The others lose the whole `nbgrader` key:
    an empty one would end nbgrader's run, the rest of the class included.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Leave each name of the gradebook on one cell, as `grade_id`, and no other metadata."""
        masters = master_cells(resources)
        named, by_id = defaultdict(list), defaultdict(list)
        for cell in nb.cells:
            meta = cell.metadata.pop("nbgrader", None)
            grade_id = meta.get("grade_id") if isinstance(meta, dict) else None
            if isinstance(grade_id, str) and grade_id in masters:
                named[grade_id].append(cell)
            elif cell.get("id") in masters:
                by_id[cell.id].append(cell)
        for name, master in masters.items():
            copies = named[name] or by_id[name]
            written = [cell for cell in copies if master.solution and not is_blank(cell, master)]
            if copies:
                kept = (written or copies)[-1]
                kept.metadata["nbgrader"] = NotebookNode(grade_id=name)
            if len(copies) > 1:
                self.log.warning("%s stands there %s times; one counts", name, len(copies))
        return nb, resources


class RestoreCells(NbGraderPreprocessor):
    """Give each named cell its type, flags, points and, where locked, its text back."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Rebuild every nbgrader cell from the gradebook."""
        masters = master_cells(resources)
        for cell in nb.cells:
            if "nbgrader" in cell.metadata:
                self._restore(cell, masters[cell.metadata.nbgrader["grade_id"]])
        return nb, resources

    def _restore(self, cell: NotebookNode, master: Master) -> None:
        cell.metadata.pop("tags", None)  # the tag skip-execution would pass for a pass
        cell.cell_type = master.cell_type
        if master.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
            cell.pop("attachments", None)
        else:
            cell.pop("outputs", None)
            cell.pop("execution_count", None)
        meta = cell.metadata["nbgrader"] = NotebookNode(
            grade=master.points is not None,
            grade_id=master.name,
            locked=master.locked,
            schema_version=3,
            solution=master.solution,
            task=False,
            cell_type=master.cell_type,
        )
        if master.points is not None:
            meta["points"] = master.points
        answer = cell.source
        cell.source = master.source
        # An answer that still has this checksum is blank
        meta["checksum"] = compute_checksum(cell)
        if not master.locked and answer.strip() not in ("", master.source.strip()):
            cell.source = answer


class RunCells(Execute):
    """Run the cells; when the kernel dies, keep what was earned and fail the rest."""

    def start_new_kernel(self, **options: Any) -> Any:
        """Start a kernel that cannot write to the instructor's screen."""
        return super().start_new_kernel(stdout=DEVNULL, stderr=DEVNULL, **options)

    def preprocess_cell(self, cell: NotebookNode, resources: dict, index: int) -> tuple:
        """Run one cell, remembering which.

        Raises:
            TimeoutError: the cell before did not end when interrupted, so no other will.
        """
        self.reached = index
        cell, resources = super().preprocess_cell(cell, resources, index)
        if cell.cell_type == "code" and cell.source.strip():
            late = any(output.get("ename") == TIMED_OUT for output in cell.outputs)
            if late and self.stuck:
                raise TimeoutError("the kernel cannot be interrupted")
            self.stuck = late
        return cell, resources

    def preprocess(self, nb: NotebookNode, resources: dict, *rest: Any) -> tuple:
        """Run all cells of `nb`.

        Raises:
            RuntimeError: the kernel did not even start.
        """
        self.reached, self.stuck = None, False
        try:
            return super().preprocess(nb, resources, *rest)
        except (RuntimeError, TimeoutError) as error:
            if self.reached is None:
                raise
            self.log.error("grading ended in cell %s: %s", self.reached, error)
            for index, cell in enumerate(nb.cells[self.reached :]):
                if cell.cell_type == "code":
                    cell.setdefault("outputs", []).append(_ended(index == 0))
            return nb, resources


def _ended(here: bool) -> NotebookNode:
    where = "in this cell" if here else "in a cell above, so this one did not run"
    text = f"Grading ended early: the kernel stopped {where}."
    return NotebookNode(output_type="error", ename=ENDED, evalue=text, traceback=[text])


class SaveScores(SaveAutoGrades):
    """Save what `grading.scores.judge` says; a graded cell that is missing earns nothing."""

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
        except MissingEntry:  # pragma: no cover - RestoreCells lets no such cell through
            return
        grade.auto_score = judge(cell).score
        grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
        self.gradebook.db.commit()
