"""nbgrader's gradebook and converters, for one course root, one lesson and student at a time."""

from __future__ import annotations

import copy
import hashlib
import re
import shutil
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import capture_log, rmtree, setenv

from grading import ROOT, CourseError, lesson_path
from grading.adopt import adopt_cells, changed_cells
from grading.release import config
from grading.submissions import DECLARED

STAGED = ".cache/staged"


@dataclass(frozen=True)
class Standing:
    """What the gradebook says about one student's lesson.

    Attributes:
        cells: names of the graded cells.
        waiting: points of each cell that nobody has scored yet.
        changed: how many cells changed after a person had scored them.
        digest: changes whenever a score or comment does.
    """

    submission: str
    score: float
    max_score: float
    cells: tuple[str, ...]
    waiting: tuple[float, ...]
    changed: int
    late: timedelta
    digest: str


class Course:
    """The gradebook of the course in `root`; reads staged copies of what was submitted."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root.resolve()
        self.config = copy.deepcopy(config(self.root))
        self.config.CourseDirectory.submitted_directory = STAGED
        self.config.CourseDirectory.root = str(self.root)
        self.db_url = CourseDirectory(config=self.config).db_url

    @contextmanager
    def open(self) -> Iterator[Gradebook]:
        """The gradebook, closed again at the end."""
        with Gradebook(self.db_url) as gradebook:
            yield gradebook
        gradebook.engine.dispose()

    def _run(self, converter: type, lesson: str, student: str | None) -> str:
        """Run one of nbgrader's converters; the reason when it fails, else an empty text."""
        folder = CourseDirectory(config=self.config)
        folder.assignment_id = lesson
        if converter is GenerateFeedback:  # the page alone: a learner has the files
            folder.ignore = [*folder.ignore, *DECLARED.get(lesson, {})]
        if student is not None:
            folder.student_id = student
        app = converter(coursedir=folder, config=self.config)
        app.force = True
        with setenv(PYTHONSAFEPATH="1"), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nbgrader's own, about how it uses SQLAlchemy
            result = capture_log(app)
        if result["success"]:
            return ""
        log = result.get("log", "") + result["error"]
        named = re.findall(r"^[\w.]*(?:Error|Exception|Exit|Interrupt)\b.*$", log, re.MULTILINE)
        if "KeyboardInterrupt" in result["error"]:
            raise KeyboardInterrupt
        return (named or [log.strip().splitlines()[-1]])[0][:200]

    def prepare(self, lesson: str, due: datetime | None) -> str:
        """Bring the gradebook up to date with the solution; scores stay.

        Returns:
            A fingerprint of what is graded in the lesson.

        Raises:
            CourseError: nbgrader refuses the solution.
        """
        nb = nbformat.read(lesson_path("solutions", lesson, self.root), as_version=4)
        parts = [(c.id, c.cell_type, c.source, c.metadata.get("nbgrader")) for c in nb.cells]
        mark = hashlib.sha256(repr(parts).encode()).hexdigest()
        kept = self.root / "release" / lesson / ".made-from"
        if not (kept.exists() and kept.read_text() == mark and self._knows(lesson)):
            with self.open() as gradebook:
                if changed_cells(gradebook, lesson, nb):
                    self._back_up()
                    adopt_cells(gradebook, lesson, nb)
            problem = self._run(GenerateAssignment, lesson, None)
            if problem:
                raise CourseError(f"nbgrader cannot release solutions/{lesson}: {problem}")
            kept.write_text(mark)
        if due is not None:
            with self.open() as gradebook:
                gradebook.update_or_create_assignment(lesson, duedate=due)
        return mark

    def _knows(self, lesson: str) -> bool:
        with self.open() as gradebook:
            try:
                gradebook.find_notebook(lesson, lesson)
            except MissingEntry:
                return False
        return True

    def _back_up(self) -> None:
        path = self.root / "gradebook.db"
        if path.exists():
            shutil.copy2(path, path.with_name(f"gradebook.db.{datetime.now():%Y-%m-%d-%H%M%S}"))

    def autograde(
        self,
        student: str,
        lesson: str,
        content: bytes,
        timestamp: datetime | None,
        files: Mapping[str, bytes] | None = None,
    ) -> str:
        """Grade a notebook, with `files` beside it; the reason when that fails, else nothing."""
        self.forget(student, lesson)
        staged = self.root / STAGED / student / lesson
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True)
        for name, data in {**(files or {}), f"{lesson}.ipynb": content}.items():
            (staged / name).write_bytes(data)
        if timestamp:
            (staged / "timestamp.txt").write_text(f"{timestamp:%Y-%m-%d %H:%M:%S.%f} UTC\n")
        try:
            return self._run(Autograde, lesson, student)
        finally:
            shutil.rmtree(staged.parent, ignore_errors=True)

    def forget(self, student: str, lesson: str) -> None:
        """Clear what was graded before, so that no old score outlives it; a person's stay."""
        for step in ("autograded", "feedback"):
            folder = self.root / step / student / lesson
            if folder.exists():
                rmtree(str(folder))
        with self.open() as gradebook:
            try:
                submission = gradebook.find_submission(lesson, student)
            except MissingEntry:
                return
            submission.timestamp = None
            for notebook in submission.notebooks:
                notebook.late_submission_penalty = None
                for grade in notebook.grades:
                    grade.auto_score = 0.0
                    grade.needs_manual_grade = grade.manual_score is not None
            gradebook.db.commit()

    def write_feedback(self, student: str, lesson: str) -> str:
        """Write feedback/<student>/<lesson>/<lesson>.html; the reason when that fails."""
        return self._run(GenerateFeedback, lesson, student)

    def max_score(self, lesson: str) -> float:
        """The points of all cells of a lesson."""
        with self.open() as gradebook:
            return float(gradebook.find_assignment(lesson).max_score)

    def due(self, student: str, lesson: str) -> datetime | None:
        """When this student should hand in, extensions included."""
        with self.open() as gradebook:
            try:
                return gradebook.find_submission(lesson, student).duedate
            except (MissingEntry, TypeError):  # an extension without a deadline
                return gradebook.find_assignment(lesson).duedate

    def standing(self, student: str, lesson: str) -> Standing | None:
        """The student's scores; None when nothing was graded."""
        with self.open() as gradebook:
            try:
                submission = gradebook.find_submission(lesson, student)
            except MissingEntry:
                return None
            return _standing(submission)


def _standing(submission: SubmittedAssignment) -> Standing:
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    comments = [comment for notebook in submission.notebooks for comment in notebook.comments]
    waiting = [grade for grade in grades if grade.needs_manual_grade]
    scores: list[Any] = [
        sorted((g.name, g.auto_score, g.manual_score, g.extra_credit, g.max_score) for g in grades),
        sorted((c.name, c.comment or "") for c in comments),
    ]
    late = 0.0 if submission.duedate is None else submission.total_seconds_late
    return Standing(
        submission=submission.id,
        score=max(0.0, submission.score - (submission.late_submission_penalty or 0.0)),
        max_score=float(submission.max_score),
        cells=tuple(sorted(grade.name for grade in grades)),
        waiting=tuple(grade.max_score for grade in waiting if grade.manual_score is None),
        changed=sum(grade.manual_score is not None for grade in waiting),
        late=timedelta(seconds=late),
        digest=hashlib.sha256(repr(scores).encode()).hexdigest(),
    )
