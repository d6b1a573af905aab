"""One lesson of a class, graded: workers run the notebooks, one process writes."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from nbformat.v4 import reads_json
from tqdm import tqdm

from grading.autograde.engine import engine
from grading.autograde.examiner import Times
from grading.autograde.scores import judge
from grading.autograde.task import Result, Task
from grading.autograde.version import VERSION
from grading.course.roster import duration
from grading.course.trouble import reason_to_stop
from grading.feedback.pages import page_rules
from grading.gradebook.book import Course
from grading.gradebook.grades_csv import FAILED, Row, in_words
from grading.gradebook.history import History
from grading.handed_in.submissions import Submission, read_submission
from grading.lesson.cells import kind_of
from grading.lesson.to_grade import Lesson, lesson_to_grade
from grading.sandbox.warm import Limits
from utils.storage.one_step import write_text


@dataclass(frozen=True)
class Settings:
    """How a class is graded.

    Attributes:
        force: grade again what did not change, too.
        retry: grade again what did not run to its end the last time.
        workers: processes on this machine; 0 takes one a core, as far as there is work.
        scheduler: address of a Dask scheduler that grades instead.
        unsandboxed: run students' code with the instructor's rights; every row says so.
        whole: run every cell, also demonstrations that no test needs.
        feedback: write each student's page, too.
        times: how long things may take.
        limits: what one student's kernel may use.
    """

    force: bool = False
    retry: bool = False
    workers: int = 0
    scheduler: str = ""
    unsandboxed: bool = False
    whole: bool = False
    feedback: bool = True
    times: Times = field(default_factory=Times)
    limits: Limits = field(default_factory=Limits)


class ClassOfLesson:
    """Grades one lesson of a class: workers run the notebooks, this process alone writes."""

    def __init__(
        self, course: Course, lesson: str, mark: str, settings: Settings, say: Callable
    ) -> None:
        self.course, self.lesson, self.mark = course, lesson, mark
        self.settings, self.say = settings, say
        self.works: dict[str, Submission] = {}
        self.rows: dict[str, Row] = {}
        self.history = History(course.root)

    def grade(self, students: list[str]) -> list[Row]:
        """One row for each student, whatever happens."""
        tasks = []
        lesson = lesson_to_grade(self.lesson, self.course.root)
        for student in students:
            with self._one_row(student):
                self.works[student] = read_submission(student, self.lesson, self.course.root)
                if task := self._task(self.works[student], lesson):
                    tasks.append(task)
        workers = min(self.settings.workers or os.cpu_count() or 1, max(1, len(tasks) // 2))
        with engine(workers if tasks else 1, self.settings.scheduler if tasks else "") as run:
            done = tqdm(
                run(tasks),
                total=len(tasks),
                desc=self.lesson,
                unit="notebook",
                disable=not tasks or not sys.stderr.isatty(),
            )
            for result in done:
                with self._one_row(result.student):
                    self.rows[result.student] = self._take(self.works[result.student], result)
        for number, student in enumerate(students, start=1):
            row = self.rows[student]
            said = " ".join(row.cells()[2:5])
            self.say(f"{self.lesson}, {number} of {len(students)}: {said}  {student}")
        return [self.rows[student] for student in students]

    @contextmanager
    def _one_row(self, student: str) -> Iterator[None]:
        """Turn a failure of ours into this student's row: the class goes on."""
        try:
            yield
        except Exception as error:
            if reason_to_stop(error):
                raise
            reason = f"grading failed, try again with `make grade`: {type(error).__name__}: {error}"
            self.rows[student] = self._row(student, FAILED, 0.0, reason)
            with suppress(Exception):
                self.course.forget(student, self.lesson)

    def _row(self, student: str, status: str, score: float, reason: str) -> Row:
        most = self.course.max_score(self.lesson)
        return Row(student, self.lesson, status, score, most, reason)

    def _task(self, work: Submission, lesson: Lesson) -> Task | None:
        """What a worker has to do; None when the row is known without it."""
        if work.content is None or work.problem:
            self.rows[work.student] = _nothing_graded(self.course, work)
            return None
        note = _read_note(self._note(work))
        standing = self.course.standing(work.student, work.lesson)
        known = standing and note.get("inputs") == [*self._inputs(work), standing.submission]
        again = self.settings.force or (self.settings.retry and note.get("ran") == "partial")
        if known and not again and _autograded(self.course, work).exists():
            self.rows[work.student] = self._standing_row(work, note)
            self.history.remember(self.rows[work.student], work)
            return None
        return Task(
            student=work.student,
            lesson=lesson,
            notebook=work.content.decode("utf-8-sig"),
            files=work.files,
            sandboxed=not self.settings.unsandboxed,
            whole=self.settings.whole,
            times=self.settings.times,
            limits=self.settings.limits,
            version=VERSION if self.settings.scheduler else "",
        )

    def _note(self, work: Submission) -> Path:
        folder = self.course.root / ".cache" / "graded" / work.lesson
        return folder / f"{work.student}.json"

    def _inputs(self, work: Submission) -> list[str]:
        """What decides this student's scores, as hashes."""
        inputs = [self.mark, hashlib.sha256(work.content).hexdigest(), str(work.timestamp)]
        inputs += [f"{n} {hashlib.sha256(d).hexdigest()}" for n, d in work.files.items()]
        inputs.append(str(self.course.due(work.student, work.lesson)))
        return [*inputs, "no sandbox" if self.settings.unsandboxed else "sandbox"]

    def _take(self, work: Submission, result: Result) -> Row:
        """Write down what came of a notebook: file, scores, page, history, and last the note."""
        note = self._note(work)
        note.unlink(missing_ok=True)
        if not result.notebook:
            self.course.forget(work.student, work.lesson)
            reason = f"try again with `make grade`: {'; '.join(result.notes)}"
            return self._row(work.student, FAILED, 0.0, reason)
        inputs = self._inputs(work)
        self.course.save(work, reads_json(result.notebook))
        standing = self.course.standing(work.student, work.lesson)
        known = {
            "inputs": [*inputs, standing.submission],
            "status": "tampered" if result.tampering else result.status,
            "ran": result.status,
            "repaired": result.repaired,
            "notes": result.notes,
            "tampering": result.tampering,
            "slowest": result.slowest,
            "seconds": result.seconds,
            "memory": result.memory,
            "sandboxed": not self.settings.unsandboxed,
        }
        row = self._standing_row(work, known)
        self.history.remember(row, work)
        write_text(note, json.dumps(known))
        return row

    def _standing_row(self, work: Submission, known: dict) -> Row:
        """The row that the gradebook and the last run give; the page follows the scores."""
        standing = self.course.standing(work.student, work.lesson)
        notes = [*known["tampering"], *known["notes"], *known["repaired"]]
        notes += _undecided(_autograded(self.course, work))
        mark = self.course.root / ".cache" / "graded" / work.lesson / f"{work.student}.page"
        page = self.course.root / "feedback" / work.student / work.lesson / f"{work.lesson}.html"
        shown = mark.read_text().strip() if mark.exists() and page.exists() else ""
        graded = hashlib.sha256(_autograded(self.course, work).read_bytes()).hexdigest()
        now = f"{standing.digest} {graded} {page_rules()}"
        if shown != now and self.settings.feedback:
            mark.unlink(missing_ok=True)
            problem = self.course.write_feedback(work.student, work.lesson)
            notes += [f"no feedback was written: {problem}"] if problem else []
            if not problem:
                write_text(mark, now)
        if not known.get("sandboxed", True):
            notes.append("graded without a sandbox")
        reason = "; ".join([*notes, *in_words(standing), *work.notes])
        return self._row(work.student, known["status"], standing.score, reason)


UNGRADABLE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{lesson}: not graded</title></head>
<body style="font-family: sans-serif; max-width: 40em; margin: 3em auto; line-height: 1.5">
<h1>{lesson}: not graded yet</h1>
<p>What you handed in cannot be read as this lesson's notebook, so it has no points for now:</p>
<p><b>{reason}</b></p>
<p>Open the notebook in JupyterLab, run it, save it, and hand in that file under its own name,
<code>{lesson}.ipynb</code>. If it does not open there, tell your teacher.</p>
</body>
</html>
"""


def _autograded(course: Course, work: Submission) -> Path:
    return course.root / "autograded" / work.student / work.lesson / f"{work.lesson}.ipynb"


def _read_note(path: Path) -> dict:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _undecided(path: Path) -> list[str]:
    """Tests that gave no score, so that a person must decide."""
    found = []
    for cell in reads_json(path.read_text(encoding="utf-8")).cells:
        if kind_of(cell) == "test":
            verdict = judge(cell)
            if verdict.score is None:
                found.append(f"{cell.metadata.nbgrader.grade_id} {verdict.reason}")
    return found


def _nothing_graded(course: Course, work: Submission) -> Row:
    """The row of work that is missing or broken; nothing graded before survives."""
    course.forget(work.student, work.lesson)
    reasons = [work.problem or "nothing was handed in", *work.notes]
    due = course.due(work.student, work.lesson)
    if work.problem and work.timestamp and due and work.timestamp > due:
        reasons.append(f"late by {duration(work.timestamp - due)}")
    reason = "; ".join(reasons)
    if work.problem:
        said = re.sub(r": ask for [^;]*", "", reason)  # what is left is for the student
        page = UNGRADABLE.format(lesson=work.lesson, reason=html.escape(said))
        folder = course.root / "feedback" / work.student / work.lesson
        write_text(folder / f"{work.lesson}.html", page)
    status = "ungradable" if work.problem else "missing"
    return Row(work.student, work.lesson, status, 0.0, course.max_score(work.lesson), reason)
