"""nbgrader's gradebook and converters, for one course root, one lesson and student at a time."""

from __future__ import annotations

import copy
import hashlib
import re
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache, cached_property, partial
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import writes_json
from nbgrader.api import Course as CourseRow
from nbgrader.api import (
    Gradebook,
    MissingEntry,
    SubmittedAssignment,
    SubmittedNotebook,
    get_alembic_version,
)
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import BasePlugin
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import capture_log, rmtree, setenv
from sqlalchemy import inspect, text
from traitlets import TraitError
from traitlets.config import Config

from grading import ROOT, CourseError
from grading.autograde.answers import answer_marks, work_mark
from grading.autograde.hand_grades import (
    HandGrades,
    drop_orphans,
    hold,
    make_table,
    save_scores,
    scored_by_hand,
)
from grading.course.extensions import EXTENSIONS, Extensions, read_extensions
from grading.course.paths import student_path
from grading.course.roster import read_people
from grading.course.settings import config
from grading.course.times import utc_now
from grading.course.trouble import Stopped, reason_to_stop
from grading.feedback.pages import Pages
from grading.feedback.summary import About
from grading.gradebook.changed_cells import adopt_cells, changed_cells
from grading.gradebook.given import drop_gone, make_tables
from grading.gradebook.regrades import Regrades
from grading.gradebook.shown_names import names_shown
from grading.gradebook.student_scores import (
    Standing,
    find_submission,
    grades_of,
    marks_of,
    standing_of,
)
from grading.handed_in.harmless import tell_outputs
from grading.handed_in.reading import Unreadable, read_notebook
from grading.handed_in.repair import repair
from grading.handed_in.submissions import Submission
from grading.lesson.declared import DECLARED
from grading.lesson.masters import masters_of, read_solution
from grading.lesson.release import generator
from utils.storage.one_step import PART, replacing, write_text

STAGED = ".cache/staged"


class Course:
    """The gradebook of the course in `root`; reads staged copies of what was submitted.

    Raises:
        CourseError: nbgrader_config.py sets the late penalty wrongly.
    """

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root.resolve()
        self.config = copy.deepcopy(config(self.root))
        self.config.CourseDirectory.submitted_directory = STAGED
        self.config.CourseDirectory.root = str(self.root)
        self.db_url = CourseDirectory(config=self.config).db_url
        self._late = _late_plugin(self.config)
        self._book: Gradebook | None = None

    @contextmanager
    def open(self) -> Iterator[Gradebook]:
        """The gradebook; what was not committed at the end is undone, and nothing stays locked."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nbgrader's own, about how it uses SQLAlchemy
            if self._book is None:
                book = Gradebook(self.db_url)
                _note_version(book)
                self._book = book
            try:
                yield self._book
            finally:
                self._book.db.remove()

    def close(self) -> None:
        """Close the connection to the gradebook; `open` makes a new one."""
        if self._book is not None:
            self._book.close()
            self._book = None

    def _release(self, lesson: str) -> str:
        """Run nbgrader's generator for a lesson; the reason when it fails, else an empty text.

        Raises:
            Stopped: it fails for a reason with which grading cannot go on.
        """
        folder = CourseDirectory(config=self.config)
        folder.assignment_id = lesson
        app = generator(folder, self.config)
        app.force = True
        with setenv(PYTHONSAFEPATH="1"), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nbgrader's own, about how it uses SQLAlchemy
            result = capture_log(app)
        if result["success"]:
            return ""
        log = result.get("log", "") + result["error"]
        named = re.findall(r"^ *([\w.]*(?:Error|Exception|Exit|Interrupt)\b.*)$", log, re.MULTILINE)
        if "KeyboardInterrupt" in result["error"]:
            raise KeyboardInterrupt
        if reason := reason_to_stop(log):
            raise Stopped(reason)
        return (named or [log.strip().splitlines()[-1]])[0][:200]

    def prepare(self, lesson: str, due: datetime | None) -> str:
        """Bring the gradebook up to date with the solution; scores stay.

        Returns:
            A fingerprint of what is graded in the lesson.

        Raises:
            CourseError: nbgrader refuses the solution.
        """
        with self.open() as gradebook:
            # nbgrader's lessons belong to a course; SQLite alone asks for no row of it
            name = self.config.CourseDirectory.get("course_id", "")
            if gradebook.db.get(CourseRow, name) is None:
                gradebook.db.add(CourseRow(id=name))
                gradebook.db.commit()
            make_table(gradebook)
            drop_orphans(gradebook)
            make_tables(gradebook)
            drop_gone(gradebook)
        nb = read_solution(lesson, self.root)
        parts = [(c.id, c.cell_type, c.source, c.metadata.get("nbgrader")) for c in nb.cells]
        mark = hashlib.sha256(repr(parts).encode()).hexdigest()
        kept = self.root / "release" / lesson / ".made-from"
        if not (kept.exists() and kept.read_text() == mark and self._knows(lesson)):
            with self.open() as gradebook:
                if changed_cells(gradebook, lesson, nb):
                    self._back_up()
                    for entry in gradebook.find_assignment(lesson).submissions:
                        self._take_up(gradebook, entry.student_id, lesson)
                    adopt_cells(gradebook, lesson, nb)
            kept.unlink(missing_ok=True)
            problem = self._release(lesson)
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
            kept = path.with_name(f"gradebook.db.{datetime.now():%Y-%m-%d-%H%M%S}")
            with replacing(kept) as part:
                shutil.copy2(path, part)

    def save(self, submission: Submission, nb: NotebookNode, same: bool = False) -> None:
        """Save a graded notebook and its scores; the student's old ones are replaced in one step.

        The file comes first and the scores last, so that scores always have their notebook. What
        a person gave stays, also when they give it meanwhile: see `autograde.hand_grades`.

        Args:
            submission: what was graded.
            nb: the graded notebook.
            same: whether the student is known to have handed in nothing else before.
        """
        tell_outputs(nb)
        with self.open() as gradebook:
            self._take_up(gradebook, submission.student, submission.lesson)
        self._write_graded(submission, nb)
        with self.open() as gradebook:
            names = names_shown(submission.student, self._names.get(submission.student, ""))
            gradebook.update_or_create_student(submission.student, **names)
            entry = gradebook.update_or_create_submission(
                submission.lesson, submission.student, timestamp=submission.timestamp
            )
            hold(gradebook, entry.id)
            entry = find_submission(gradebook, submission.lesson, submission.student)
            self._extend(entry, submission.lesson)
            work = work_mark(submission.content or b"", submission.files)
            save_scores(gradebook, entry, nb, submission.files, work, same)
            (notebook,) = entry.notebooks
            notebook.late_submission_penalty = self._penalty(entry, notebook)
            gradebook.db.commit()

    def _write_graded(self, submission: Submission, nb: NotebookNode) -> None:
        folder = self.root / "autograded" / submission.student / submission.lesson
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            if old.is_file() and old.name not in submission.files:
                old.unlink()
        for name, data in submission.files.items():
            (folder / f"{name}{PART}").write_bytes(data)
            (folder / f"{name}{PART}").replace(folder / name)
        write_text(folder / f"{submission.lesson}.ipynb", writes_json(nb))

    def _take_up(self, gradebook: Gradebook, student: str, lesson: str) -> None:
        """Note which answers a person scored, while the graded notebook still shows them."""
        if (number := scored_by_hand(gradebook, lesson, student)) is None:
            return
        entry = find_submission(gradebook, lesson, student)
        if not HandGrades(gradebook, number).has_news(grades_of(entry)):
            return
        hold(gradebook, number)
        entry, kept = find_submission(gradebook, lesson, student), HandGrades(gradebook, number)
        kept.note(grades_of(entry), cache(partial(self._shown, student, lesson)))
        kept.write()
        gradebook.db.commit()

    def _shown(self, student: str, lesson: str) -> dict[str, str]:
        """Marks of the answers in the student's graded notebook; empty where it cannot be read."""
        path = student_path(self.root, "autograded", student, lesson)
        try:
            nb = read_notebook(path.read_bytes())
            repair(nb, masters_of(lesson, self.root))
            beside = [path.with_name(name) for name in DECLARED.get(lesson, {})]
            files = {each.name: each.read_bytes() for each in beside if each.is_file()}
            return answer_marks(nb, files)
        except (OSError, Unreadable):
            return {}

    def _penalty(
        self, submission: SubmittedAssignment, notebook: SubmittedNotebook
    ) -> float | None:
        """What the late penalty's plugin takes off, from 0 to the score; None when on time."""
        late = submission.total_seconds_late if submission.duedate else 0
        if not late:
            return None
        wanted = self._late.late_submission_penalty(submission.student_id, notebook.score, late)
        return None if wanted is None else min(max(0.0, float(wanted)), notebook.score)

    def clear_scores(self, student: str, lesson: str) -> float:
        """Clear what was graded before, so that no old score outlives it.

        Returns:
            Points that a person gave. They are set aside, for when there is work again.
        """
        with self.open() as gradebook:
            self._take_up(gradebook, student, lesson)
        for step in ("autograded", "feedback"):
            folder = self.root / step / student / lesson
            if folder.exists():
                rmtree(str(folder))
        with self.open() as gradebook:
            entry = find_submission(gradebook, lesson, student)
            if entry is None:
                return 0.0
            hold(gradebook, entry.id)
            entry, aside = find_submission(gradebook, lesson, student), 0.0
            kept = HandGrades(gradebook, entry.id)
            kept.note(grades_of(entry), dict)
            entry.timestamp = None
            for notebook in entry.notebooks:
                notebook.late_submission_penalty = None
            for grade in grades_of(entry):
                aside += kept.set_aside(grade)
                grade.auto_score, grade.needs_manual_grade = 0.0, False
            kept.write()
            gradebook.db.commit()
            return aside

    def write_feedback(self, student: str, lesson: str) -> str:
        """Write feedback/<student>/<lesson>/<lesson>.html; the reason when that fails.

        The page comes whole; where it cannot be made, the old one goes.

        Raises:
            Stopped: it fails for a reason with which grading cannot go on.
        """
        page = student_path(self.root, "feedback", student, lesson, ".html")
        page.unlink(missing_ok=True)
        graded = student_path(self.root, "autograded", student, lesson)
        try:
            with self.open() as gradebook:
                notebook = gradebook.find_submission_notebook(lesson, lesson, student)
                marks, came = marks_of(notebook), notebook.assignment.timestamp
            name, asks = self._names.get(student) or student, self.regrades.of(student, lesson)
            about = About(name, lesson, came, utc_now(), tuple(asks))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # nbformat's own, about what students hand in
                text = self._pages.render(graded, student, about, marks)
            write_text(page, text)
        except Exception as error:
            if reason := reason_to_stop(error):
                raise Stopped(reason) from error
            return f"{type(error).__name__}: {error}"[:200]
        return ""

    @cached_property
    def _names(self) -> dict[str, str]:
        """What roster.csv calls the students."""
        return {person.student: person.name for person in read_people(self.root) or ()}

    @cached_property
    def regrades(self) -> Regrades:
        """Who asks to have a score looked at again."""
        return Regrades(self.root)

    @cached_property
    def _pages(self) -> Pages:
        return Pages(self.config)

    def remove_parts(self) -> None:
        """Remove what a process that was killed had half written."""
        folders = ("autograded", "feedback", "release", ".cache/graded")
        parts = [part for each in folders for part in (self.root / each).rglob(f"*{PART}")]
        for part in [*parts, *self.root.glob(f"*{PART}")]:
            part.unlink(missing_ok=True)

    def max_score(self, lesson: str) -> float:
        """The points of all cells of a lesson."""
        with self.open() as gradebook:
            return float(gradebook.find_assignment(lesson).max_score)

    def due(self, student: str, lesson: str) -> datetime | None:
        """When this student should hand in, extensions included."""
        with self.open() as gradebook:
            due = gradebook.find_assignment(lesson).duedate
            if self.extensions is not None:
                return self.extensions.get((student, lesson), due)
            try:
                return gradebook.find_submission(lesson, student).duedate
            except (MissingEntry, TypeError):  # an extension without a deadline
                return due

    def extend(self, lesson: str) -> list[str]:
        """Bring the gradebook's extensions of a lesson to those of extensions.csv, if it is there.

        Returns:
            What an instructor should know of it, a sentence each.
        """
        if self.extensions is None:
            return []
        with self.open() as gradebook:
            lost = []
            for entry in gradebook.find_assignment(lesson).submissions:
                before = entry.extension
                self._extend(entry, lesson)
                if before and not entry.extension:
                    lost.append(entry.student_id)
            gradebook.db.commit()
        return [
            f"{student} has no extension in {lesson} any more: {EXTENSIONS} has no line for it"
            for student in sorted(lost)
        ]

    def _extend(self, entry: SubmittedAssignment, lesson: str) -> None:
        """Give a submission its extension; one that only nbgrader's gradebook knows goes."""
        if self.extensions is not None:
            until, due = self.extensions.get((entry.student_id, lesson)), entry.assignment.duedate
            entry.extension = until - due if until and due else None

    @cached_property
    def extensions(self) -> Extensions | None:
        """What extensions.csv says; None where it is not there.

        Raises:
            CourseError: it is malformed.
        """
        return read_extensions(self.root)

    def standing(self, student: str, lesson: str) -> Standing | None:
        """The student's scores, the late penalty brought up to date; None when there are none."""
        with self.open() as gradebook:
            submission = find_submission(gradebook, lesson, student)
            if submission is None:
                return None
            if HandGrades(gradebook, submission.id).has_news(grades_of(submission)):
                self._take_up(gradebook, student, lesson)
                submission = find_submission(gradebook, lesson, student)
            for notebook in submission.notebooks:  # a person may have changed the score meanwhile
                penalty = self._penalty(submission, notebook)
                if abs((penalty or 0.0) - (notebook.late_submission_penalty or 0.0)) > 1e-9:
                    notebook.late_submission_penalty = penalty
                    gradebook.db.commit()
            return standing_of(submission, HandGrades(gradebook, submission.id))


def _late_plugin(settings: Config) -> BasePlugin:
    try:
        step = AssignLatePenalties(config=settings)
        step.init_plugin()
    except (TraitError, ImportError) as error:
        raise CourseError(f"nbgrader_config.py sets the late penalty wrongly: {error}") from None
    return step.plugin_inst


def _note_version(book: Gradebook) -> None:
    """Note the schema's version, where a process was killed after the tables and before this."""
    if inspect(book.engine).has_table("alembic_version"):
        if book.db.execute(text("SELECT version_num FROM alembic_version")).first():
            return
    else:
        book.db.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
    version = {"version": get_alembic_version()}
    book.db.execute(text("INSERT INTO alembic_version (version_num) VALUES (:version)"), version)
    book.db.commit()
