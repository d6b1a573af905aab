"""Grade what lies in submitted/<student>/<lesson>/<lesson>.ipynb: `make grade`.

Beside the notebook, a lesson may declare a file: lesson 08's trained weights, 08_mnist.pt.

Writes feedback/<student>/<lesson>/<lesson>.html and grades.csv, one row for every student
and lesson. Work that did not change since it was graded is not run again; a person's scores
from Formgrader are taken up on the next run.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import sys
from pathlib import Path

import nbformat

from grading import ROOT, CourseError, lessons, select_lessons
from grading.cells import kind_of
from grading.gradebook import Course
from grading.preprocessors import ENDED
from grading.release import write_atomically
from grading.roster import duration, read_deadlines, read_roster
from grading.rows import Row, in_words, summary, write_grades
from grading.scores import judge
from grading.submissions import Submission, read_submission, submitting_students
from utils.data import fetch_mnist
from utils.fetch import FetchError

ON_MNIST = ("08_mnist",)  # lessons whose tests measure a model on MNIST


def grade_class(root: Path = ROOT, wanted: str = "", force: bool = False, say=print) -> list[Row]:
    """Grade the class in `root` and write grades.csv.

    Args:
        root: the course.
        wanted: lessons, such as "00 01"; those that anyone submitted when empty.
        force: grade again what did not change, too.
        say: takes a line of progress or warning.

    Raises:
        CourseError: nothing to grade, or a file of the instructor's is malformed.
    """
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
    _fetch_data(chosen, say)
    course, rows = Course(root), []
    inputs = _shared_inputs(root)
    for lesson in chosen:
        mark = course.prepare(lesson, deadlines.get(lesson))
        for number, student in enumerate(students, start=1):
            row = _grade(course, student, lesson, mark + inputs, force)
            say(f"{lesson}, {number} of {len(students)}: {' '.join(row.cells()[2:5])}  {student}")
            rows.append(row)
    write_grades(root / "grades.csv", rows, chosen)
    return rows


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


def _grade(course: Course, student: str, lesson: str, mark: str, force: bool) -> Row:
    """The row of one student's lesson, whatever happens: the class goes on."""
    try:
        return grade_one(course, read_submission(student, lesson, course.root), mark, force)
    except Exception as error:
        reason = f"grading failed, try again with `make grade`: {type(error).__name__}: {error}"
        return Row(student, lesson, "ungradable", 0.0, course.max_score(lesson), reason)


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
    rules = [ROOT / "grading" / name for name in ("preprocessors.py", "scores.py")]
    for path in sorted([*(ROOT / "utils").glob("*.py"), *rules]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def grade_one(course: Course, work: Submission, mark: str, force: bool = False) -> Row:
    """Grade one student's lesson, if it changed, and say how it stands."""
    if work.content is None or work.problem:
        return _nothing_graded(course, work)
    note = course.root / ".cache" / "graded" / work.lesson / f"{work.student}.json"
    inputs = [mark, hashlib.sha256(work.content).hexdigest(), str(work.timestamp)]
    inputs += [f"{name} {hashlib.sha256(data).hexdigest()}" for name, data in work.files.items()]
    inputs.append(str(course.due(work.student, work.lesson)))
    standing = course.standing(work.student, work.lesson)
    before = _read_note(note)
    page = course.root / "feedback" / work.student / work.lesson / f"{work.lesson}.html"
    known = standing and before.get("inputs") == [*inputs, standing.submission]
    if force or not known or not _autograded(course, work).exists():
        note.unlink(missing_ok=True)
        text = work.content.decode("utf-8-sig").encode()
        work.problem = course.autograde(work.student, work.lesson, text, work.timestamp, work.files)
        if work.problem:
            work.problem = f"grading failed, try again with `make grade`: {work.problem}"
            return _nothing_graded(course, work)
        standing = course.standing(work.student, work.lesson)
    status, notes = _read_run(_autograded(course, work), standing.cells)
    if before.get("digest") != standing.digest or not page.exists():
        problem = course.write_feedback(work.student, work.lesson)
        notes += [f"no feedback was written: {problem}"] if problem else []
    if status == "graded":
        done = {"inputs": [*inputs, standing.submission], "digest": standing.digest}
        write_atomically(note, json.dumps(done))
    reason = "; ".join([*notes, *in_words(standing), *work.notes])
    return Row(work.student, work.lesson, status, standing.score, standing.max_score, reason)


def _autograded(course: Course, work: Submission) -> Path:
    return course.root / "autograded" / work.student / work.lesson / f"{work.lesson}.ipynb"


def _read_note(path: Path) -> dict:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _read_run(path: Path, graded: tuple[str, ...]) -> tuple[str, list[str]]:
    """The status of a run and what it left to say, from the autograded notebook."""
    nb = nbformat.read(path, as_version=4)
    status, notes = "graded", []
    present = {cell.metadata.get("nbgrader", {}).get("grade_id") for cell in nb.cells}
    gone = [name for name in graded if name not in present]
    if gone:
        notes.append(f"the file has no {', '.join(gone)}, which earns nothing")
    for cell in nb.cells:
        ended = [o for o in cell.get("outputs", []) if o.get("ename") == ENDED]
        if ended and status == "graded":
            status = "partial"
            notes.append(f"the kernel stopped in cell {cell.get('id') or '?'}; what ran counts")
        if kind_of(cell) == "test":
            verdict = judge(cell)
            if verdict.score is None:
                notes.append(f"{cell.metadata.nbgrader.grade_id} {verdict.reason}")
    return status, notes


def _nothing_graded(course: Course, work: Submission) -> Row:
    """The row of work that is missing or broken; nothing graded before survives."""
    course.forget(work.student, work.lesson)
    reasons = [work.problem or "nothing was handed in", *work.notes]
    due = course.due(work.student, work.lesson)
    if work.problem and work.timestamp and due and work.timestamp > due:
        reasons.append(f"late by {duration(work.timestamp - due)}")
    reason = "; ".join(reasons)
    if work.problem:
        page = (
            f"<!DOCTYPE html><title>{work.lesson}</title><p>Not graded: {html.escape(reason)}.</p>"
        )
        folder = course.root / "feedback" / work.student / work.lesson
        write_atomically(folder / f"{work.lesson}.html", page)
    status = "ungradable" if work.problem else "missing"
    return Row(work.student, work.lesson, status, 0.0, course.max_score(work.lesson), reason)


def main(arguments: list[str] | None = None) -> int:
    """Grade the class."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument(
        "--lessons", default="", help='such as "00 01"; all submitted when left out'
    )
    parser.add_argument("--force", action="store_true", help="grade again what did not change, too")
    options = parser.parse_args(arguments)
    try:
        rows = grade_class(ROOT, options.lessons, options.force)
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
