"""One lesson of a class, graded: workers run the notebooks, one process writes."""

from __future__ import annotations

import hashlib
import html
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
from grading.autograde.scores import score_of
from grading.autograde.task import Bounds, Outcome, Task
from grading.autograde.version import VERSION
from grading.course.encodings import decoded
from grading.course.paths import student_path
from grading.course.refusals import REFUSED, Refusals, RefusedWork
from grading.course.roster import duration
from grading.course.tables import safe
from grading.course.times import utc_now
from grading.course.told import Told, counted
from grading.course.trouble import reason_to_stop
from grading.feedback.pages import page_rules
from grading.gradebook.book import Course
from grading.gradebook.graded_note import GradedNote, note_path, read_note
from grading.gradebook.grades_csv import FAILED, Row, in_words, reason_of
from grading.gradebook.history import History
from grading.gradebook.student_scores import Standing
from grading.handed_in.known_cells import problem_of_lesson
from grading.handed_in.submissions import Submission, read_submission
from grading.lesson.cells import kind_of
from grading.lesson.to_grade import Lesson, lesson_to_grade
from grading.sandbox.warm import Limits
from utils.storage.one_step import write_text

NOT_RUN = "it was not run, for want of a sandbox on this machine: grade it where one stands"
GRADE_AGAIN = "something that decides its score changed since: grade it where a sandbox stands"
KINDS = 8  # of remarks that one row tells, beside the signs of tampering


@dataclass(frozen=True)
class Settings:
    """How a class is graded.

    Attributes:
        force: grade again what did not change, too.
        retry: grade again what did not run to its end the last time.
        workers: processes on this machine; 0 takes one a core, as far as there is submission.
        scheduler: address of a Dask scheduler that grades instead.
        unsandboxed: run students' code with the instructor's rights; every row says so.
        runs: run students' code at all; without it, what was graded before stands, and the row of
            all else says that it was not run.
        whole: run every cell, also demonstrations that no test needs.
        feedback: write each student's page, too.
        times: how long things may take.
        limits: what one student's kernel may use.
        bounds: what the process that judges may use for it.
    """

    force: bool = False
    retry: bool = False
    workers: int = 0
    scheduler: str = ""
    unsandboxed: bool = False
    runs: bool = True
    whole: bool = False
    feedback: bool = True
    times: Times = field(default_factory=Times)
    limits: Limits = field(default_factory=Limits)
    bounds: Bounds = field(default_factory=Bounds)


class ClassOfLesson:
    """Grades one lesson of a class: workers run the notebooks, this process alone writes."""

    def __init__(
        self,
        course: Course,
        lesson: str,
        mark: str,
        settings: Settings,
        say: Callable,
        refusals: Refusals | None = None,
    ) -> None:
        self.course, self.lesson, self.mark = course, lesson, mark
        self.refusals = refusals or Refusals(course.root)
        self.settings, self.say = settings, say
        self.submissions: dict[str, Submission] = {}
        self.rows: dict[str, Row] = {}
        self.history = History(course.root)
        self.not_run: list[str] = []  # students whose work would have to run

    def grade(self, students: list[str]) -> list[Row]:
        """One row for each student, whatever happens."""
        tasks = []
        lesson = lesson_to_grade(self.lesson, self.course.root)
        for student in students:
            with self._one_row(student):
                submission = read_submission(student, self.lesson, self.course.root)
                self.submissions[student] = submission
                self._note_refused(submission)
                if task := self._task(submission, lesson):
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
            for outcome in done:
                student = outcome.student
                with self._one_row(student):
                    self.rows[student] = self._take(self.submissions[student], outcome)
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
                self.course.clear_scores(student, self.lesson)

    def _row(self, student: str, status: str, score: float, reason: str) -> Row:
        most = self.course.max_score(self.lesson)
        return Row(student, self.lesson, status, score, most, reason)

    def _note_refused(self, submission: Submission) -> None:
        """Say in a row what came after the work that is there, and was refused."""
        refused = self.refusals.works.get((safe(submission.student), self.lesson))
        path = submission.folder / f"{self.lesson}.ipynb"
        there = refused and submission.content is not None
        if there and refused.came_after(path.stat().st_mtime):
            submission.notes.append(f"newer {refused.in_words}")

    def _task(self, submission: Submission, lesson: Lesson) -> Task | None:
        """What a worker has to do; None when the row is known without it."""
        if submission.content is not None and not submission.problem:
            submission.problem = problem_of_lesson(submission.content, lesson.masters)
        if submission.content is None or submission.problem:
            refused = self.refusals.of(submission.student, self.lesson)
            self.rows[submission.student] = _nothing_graded(self.course, submission, refused)
            return None
        note = read_note(self.course.root, self.lesson, submission.student)
        standing = note and self.course.standing(submission.student, submission.lesson)
        known = standing and note.inputs == [*self._inputs(submission), standing.submission]
        again = self.settings.force or (self.settings.retry and note and note.ran == "partial")
        if known and not again and _autograded(self.course, submission).exists():
            self.rows[submission.student] = self._standing_row(submission, note, standing)
            self.history.remember(self.rows[submission.student], submission)
            return None
        if not self.settings.runs:
            self.rows[submission.student] = self._not_run(submission, note, standing)
            return None
        return Task(
            student=submission.student,
            lesson=lesson,
            notebook=decoded(submission.content),
            files=submission.files,
            sandboxed=not self.settings.unsandboxed,
            whole=self.settings.whole,
            times=self.settings.times,
            limits=self.settings.limits,
            bounds=self.settings.bounds,
            version=VERSION if self.settings.scheduler else "",
        )

    def _not_run(
        self, submission: Submission, note: GradedNote | None, standing: Standing | None
    ) -> Row:
        """The row of work that may not run here: its old one where it is the same work."""
        self.not_run.append(submission.student)
        work = hashlib.sha256(submission.content).hexdigest()
        same = note and standing and {work, standing.submission} <= {*note.inputs}
        if same and _autograded(self.course, submission).exists():
            submission.notes.append(GRADE_AGAIN)
            return self._standing_row(submission, note, standing)
        return self._row(submission.student, FAILED, 0.0, NOT_RUN)

    def _inputs(self, submission: Submission) -> list[str]:
        """What decides this student's scores, as hashes."""
        inputs = [
            self.mark,
            hashlib.sha256(submission.content).hexdigest(),
            str(submission.timestamp),
        ]
        inputs += [f"{n} {hashlib.sha256(d).hexdigest()}" for n, d in submission.files.items()]
        inputs.append(str(self.course.due(submission.student, submission.lesson)))
        return [*inputs, "no sandbox" if self.settings.unsandboxed else "sandbox"]

    def _take(self, submission: Submission, outcome: Outcome) -> Row:
        """Write down what came of a notebook: file, scores, page, history, and last the note."""
        note_path(self.course.root, self.lesson, submission.student).unlink(missing_ok=True)
        if not outcome.notebook:
            self.course.clear_scores(submission.student, submission.lesson)
            reason = f"try again with `make grade`: {'; '.join(outcome.notes)}"
            return self._row(submission.student, FAILED, 0.0, reason)
        inputs = self._inputs(submission)
        same = self.history.never_another(submission)
        self.course.save(submission, reads_json(outcome.notebook), same)
        standing = self.course.standing(submission.student, submission.lesson)
        note = GradedNote(
            inputs=[*inputs, standing.submission],
            status="tampered" if outcome.tampering else outcome.status,
            ran=outcome.status,
            repaired=list(outcome.repaired),
            notes=list(outcome.notes),
            tampering=list(outcome.tampering),
            slowest=outcome.slowest,
            seconds=outcome.seconds,
            memory=outcome.memory,
            sandboxed=not self.settings.unsandboxed,
        )
        row = self._standing_row(submission, note, standing)
        self.history.remember(row, submission)
        note.write(self.course.root, self.lesson, submission.student)
        return row

    def _standing_row(self, submission: Submission, note: GradedNote, standing: Standing) -> Row:
        """The row that the gradebook and the last run give; the page follows the scores."""
        undecided = _undecided(_autograded(self.course, submission))
        seen = counted(note.tampering)
        seen += counted([*note.notes, *note.repaired, *undecided], KINDS)
        ours = []
        root, student = self.course.root, submission.student
        mark = _page_mark(self.course, submission)
        page = student_path(root, "feedback", student, self.lesson, ".html")
        shown = mark.read_text().strip() if mark.exists() and page.exists() else ""
        graded = hashlib.sha256(_autograded(self.course, submission).read_bytes()).hexdigest()
        now = f"{standing.digest} {graded} {page_rules()}"
        if asks := self.course.regrades.of(student, self.lesson):
            now += f" {hashlib.sha256(repr(asks).encode()).hexdigest()[:16]}"
        if shown != now and self.settings.feedback:
            mark.unlink(missing_ok=True)
            problem = self.course.write_feedback(submission.student, submission.lesson)
            ours += [f"no feedback was written: {problem}"] if problem else []
            if not problem:
                write_text(mark, now)
        if not note.sandboxed:
            ours.append("graded without a sandbox")
        reason = reason_of(seen, [*ours, *in_words(standing), *submission.notes])
        return self._row(submission.student, note.status, standing.score, reason)


# What an instructor is told to do
TO_DO = r"(?:ask|get|remove|collect|mend|write|add) (?:\([^)]*\)|[^;)])*"  # to the end of a bracket
ADVICE = re.compile(rf" \({TO_DO}\)|[:;,] {TO_DO}")
UNGRADABLE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{lesson}: not graded</title></head>
<body style="font-family: sans-serif; max-width: 40em; margin: 3em auto; line-height: 1.5">
<h1>{lesson}: not graded yet</h1>
<p>What you handed in could not be taken as this lesson's notebook, so it has no points for now:</p>
<p><b>{reason}</b></p>
<p>Open the notebook in JupyterLab, run it, save it, and hand in that file under its own name,
<code>{lesson}.ipynb</code>. If it does not open there, tell your teacher.</p>
</body>
</html>
"""


def _autograded(course: Course, submission: Submission) -> Path:
    return student_path(course.root, "autograded", submission.student, submission.lesson)


def _page_mark(course: Course, submission: Submission) -> Path:
    """Where it stands what a student's page was made from."""
    return note_path(course.root, submission.lesson, submission.student).with_suffix(".page")


def _undecided(path: Path) -> list[str]:
    """Tests that gave no score, so that a person must decide."""
    found = []
    for cell in reads_json(path.read_text(encoding="utf-8")).cells:
        if kind_of(cell) == "test":
            earned = score_of(cell)
            if earned.score is None:
                found.append(f"{cell.metadata.nbgrader.grade_id} {earned.reason}")
    return found


def _nothing_graded(course: Course, submission: Submission, refused: RefusedWork | None) -> Row:
    """The row of work that is missing, refused or broken; nothing graded before survives."""
    whose = submission.student, submission.lesson
    aside = course.clear_scores(*whose)
    problem = submission.problem or (refused.in_words if refused else "")
    reasons = [problem or "nothing was handed in", *submission.notes]
    due = course.due(*whose)
    if submission.problem and submission.timestamp and due and submission.timestamp > due:
        reasons.append(f"late by {duration(submission.timestamp - due)}")
    if not problem and whose in (course.extensions or {}) and due > utc_now():
        reasons.append(f"may hand in until {due:%Y-%m-%d %H:%M} UTC")
    reason = "; ".join(reasons)
    if problem:
        said = ADVICE.sub("", Told(reason))  # what is left is for the student
        page = UNGRADABLE.format(lesson=submission.lesson, reason=html.escape(said))
        _page_mark(course, submission).unlink(missing_ok=True)  # the next page is another one
        write_text(student_path(course.root, "feedback", *whose, ".html"), page)
    if aside:
        reason += f"; {aside:g} points that a person gave are kept for when it can be graded"
    status = "ungradable" if submission.problem else REFUSED if refused else "missing"
    return Row(*whose, status, 0.0, course.max_score(submission.lesson), reason)
