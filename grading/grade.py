"""Grade what lies in submitted/<student>/<lesson>/<lesson>.ipynb: `make grade`.

Beside the notebook, a lesson may declare a file: lesson 08's trained weights, 08_mnist.pt.

Writes feedback/<student>/<lesson>/<lesson>.html, grades.csv, one row for every student
and lesson, and mistakes.csv, the mistakes that the class made. Work that did not change since it
was graded is not run again; a person's scores from Formgrader are taken up on the next run.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import html
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from nbformat.v4 import reads_json
from tqdm import tqdm

from grading import ROOT, CourseError, lessons, select_lessons
from grading.cells import kind_of
from grading.class_mistakes import mistakes_made, write_mistakes
from grading.examine import Times
from grading.gradebook import Course
from grading.pages import page_rules
from grading.release import write_atomically
from grading.roster import duration, read_deadlines, read_roster
from grading.rows import FAILED, Row, in_words, summary, write_grades
from grading.sandbox import walls
from grading.sandbox.warm import Limits
from grading.scores import judge
from grading.submissions import Submission, read_submission, submitting_students
from grading.tables import safe
from grading.trouble import reason_to_stop, stopping
from grading.workers import VERSION, Lesson, Result, Task, engine
from utils.data import fetch_mnist
from utils.fetch import FetchError

ON_MNIST = ("08_mnist",)  # lessons whose tests measure a model on MNIST


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


def grade_class(
    root: Path = ROOT, wanted: str = "", settings: Settings | None = None, say=print
) -> list[Row]:
    """Grade the class in `root` and write grades.csv.

    Args:
        root: the course.
        wanted: lessons, such as "00 01"; those that anyone submitted when empty.
        settings: how.
        say: takes a line of progress or warning.

    Raises:
        CourseError: nothing to grade, no sandbox, or a file of the instructor's is malformed.
        Stopped: the disk is full, or the gradebook does not answer; the next run goes on.
    """
    settings = settings or Settings()
    students = read_roster(root)
    handed_in = submitting_students(root)
    deadlines = read_deadlines(root)
    if students is None:
        students = handed_in
    for stranger in sorted(set(handed_in) - set(students)):
        say(f"submitted/{stranger} is not graded: roster.csv has no student {stranger!r}")
    if not students:
        raise CourseError("nobody to grade: put work into submitted/STUDENT/LESSON/LESSON.ipynb")
    chosen = _chosen_lessons(wanted, students, root, say)
    if settings.unsandboxed:
        say("NO SANDBOX: students' code runs with your rights, and every row says so")
    else:
        walls.require()
    _fetch_data(chosen, say)
    course, rows = Course(root), []
    with stopping(), _alone(course.root), closing(course):
        course.remove_parts()
        inputs = _shared_inputs(root)
        for lesson in chosen:
            mark = course.prepare(lesson, deadlines.get(lesson)) + inputs
            rows += ClassOfLesson(course, lesson, mark, settings, say).grade(students)
        write_grades(root / "grades.csv", rows, chosen)
        write_mistakes(root / "mistakes.csv", mistakes_made(students, lessons(root), root))
    return rows


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Hold the course, so that no second grader writes to it meanwhile.

    Raises:
        CourseError: another one is at it.
    """
    import fcntl

    path = root / ".cache" / "grading.lock"
    path.parent.mkdir(exist_ok=True)
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CourseError("this course is being graded already: wait until that ends") from None
        yield


def _fetch_data(chosen: list[str], say) -> None:
    """Fetch what tests measure models on; the tests themselves fetch nothing."""
    if not set(chosen) & set(ON_MNIST):
        return
    try:
        fetch_mnist()
    except FetchError as error:
        say(
            f"{error} Until then models are measured on scikit-learn's digits, where one that "
            "was trained on MNIST fails."
        )


def _chosen_lessons(wanted: str, students: list[str], root: Path, say) -> list[str]:
    if wanted.strip():
        return select_lessons(wanted, root)
    known, folders = set(lessons(root)), set()
    for student in students:
        for each in (root / "submitted" / student).glob("*"):
            if each.name in known:
                folders.add(each.name)
            elif not each.name.startswith("."):
                say(f"submitted/{student}/{each.name} is left out: no lesson is called that")
    if not folders:
        raise CourseError(
            "nothing to grade: put work into submitted/STUDENT/LESSON/LESSON.ipynb, "
            "or name lessons with LESSONS="
        )
    return sorted(folders)


def _shared_inputs(root: Path) -> str:
    """A hash of the code that decides scores: utils, the grading rules, the configuration."""
    digest = hashlib.sha256((root / "nbgrader_config.py").read_bytes())
    names = ["evidence", "examine", "facts", "harmless", "kernels", "reading", "repair"]
    names += ["scores", "slicing", "stand_ins"]
    rules = [ROOT / "grading" / f"{name}.py" for name in names]
    rules += (ROOT / "grading" / "sandbox" / "inside").glob("*.py")
    for path in sorted([*(ROOT / "utils").rglob("*.py"), *rules]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


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
        facts = self.course.facts(self.lesson)
        for student in students:
            with self._one_row(student):
                self.works[student] = read_submission(student, self.lesson, self.course.root)
                if task := self._task(self.works[student], facts):
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

    def _task(self, work: Submission, facts: Lesson) -> Task | None:
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
            lesson=facts,
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
        write_atomically(note, json.dumps(known))
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
                write_atomically(mark, now)
        if not known.get("sandboxed", True):
            notes.append("graded without a sandbox")
        reason = "; ".join([*notes, *in_words(standing), *work.notes])
        return self._row(work.student, known["status"], standing.score, reason)


class History:
    """history.csv: every result that a student had, one below the other."""

    def __init__(self, root: Path) -> None:
        self.path = root / "history.csv"
        self.last: dict[tuple[str, str], list[str]] = {}
        self.text = ",".join(HISTORY) + "\n"
        if self.path.exists():
            self.text = self.path.read_text(encoding="utf-8")
        for line in csv.reader(io.StringIO(self.text, newline="")):
            if len(line) == len(HISTORY):
                self.last[line[0], line[1]] = line

    def remember(self, row: Row, work: Submission) -> None:
        """Add a line, unless it is the student's last one already."""
        notebook = hashlib.sha256(work.content).hexdigest()[:16]
        handed_in = f"{work.timestamp:%Y-%m-%d %H:%M:%S}" if work.timestamp else ""
        cells = [safe(each) for each in (*row.cells()[:5], notebook, handed_in, row.reason)]
        if self.last.get((cells[0], cells[1])) != cells:
            line = io.StringIO(newline="")
            csv.writer(line, lineterminator="\n").writerow(cells)
            write_atomically(self.path, self.text + line.getvalue())
            self.text += line.getvalue()
            self.last[cells[0], cells[1]] = cells


HISTORY = ("student", "lesson", "status", "score", "max_score", "notebook", "handed_in", "reason")


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
        write_atomically(folder / f"{work.lesson}.html", page)
    status = "ungradable" if work.problem else "missing"
    return Row(work.student, work.lesson, status, 0.0, course.max_score(work.lesson), reason)


def main(arguments: list[str] | None = None) -> int:
    """Grade the class."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--lessons", default="", help='such as "00 01"; all submitted if left out')
    parser.add_argument("--force", action="store_true", help="grade again what did not change, too")
    parser.add_argument("--retry", action="store_true", help="grade what is partial again, too")
    parser.add_argument("--workers", default="", help="processes; one a core if left out")
    parser.add_argument("--scheduler", default="", help="address of a Dask scheduler to use")
    parser.add_argument("--unsandboxed", action="store_true", help="run students' code as yourself")
    parser.add_argument("--whole", action="store_true", help="run every cell, needed or not")
    options = parser.parse_args(arguments)
    if options.workers and not (options.workers.isdecimal() and int(options.workers)):
        print(f"WORKERS={options.workers}: a whole number from 1 on, such as 4", file=sys.stderr)
        return 1
    settings = Settings(
        force=options.force,
        retry=options.retry,
        workers=int(options.workers or 0),
        scheduler=options.scheduler,
        unsandboxed=options.unsandboxed,
        whole=options.whole,
    )
    try:
        rows = grade_class(ROOT, options.lessons, settings)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; nothing is lost: the next run goes on from here", file=sys.stderr)
        return 130
    print(f"grades.csv: {summary(rows)}. One page for each in feedback/STUDENT/LESSON/.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
