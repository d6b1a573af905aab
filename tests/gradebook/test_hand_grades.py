"""What a person scored is final until the answer itself changes, whatever is graded again.

Nothing runs here: a task's notebook is repaired, and each of its tests passes. Points are given by
the very code that Formgrader runs when a person types them.
"""

from __future__ import annotations

import copy
import csv
import inspect
import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_output, reads_json, writes_json
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.server_extensions.formgrader.apihandlers import CommentHandler, GradeHandler

from grading import grade as grading_command
from grading.autograde import engine, hand_grades, preprocessors
from grading.autograde.answers import answer_marks
from grading.autograde.task import Outcome, Task
from grading.course.settings import config
from grading.export import export_class
from grading.grade import grade_class
from grading.gradebook.book import Course
from grading.gradebook.class_of_lesson import Settings
from grading.handed_in.reading import read_notebook
from grading.handed_in.repair import repair
from grading.lesson.cells import kind_of
from grading.lesson.masters import masters_of
from grading.lesson.release import derive
from grading.report import read_report
from tests.helpers.graded_class import at_call, quiet
from tests.helpers.hostile import cell, perfect_notebook
from tests.helpers.sample_course import (
    CELLS,
    LESSON,
    hand_in,
    make_course,
    make_solution,
    once,
    read_grades,
    write_notebook,
)

TESTS = 8  # points that the tests give; the reflection is worth 3 more
ANSWER = "They belong together: 7 = 3 * 2 + 1."
OTHER = "One needs both of them."

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")


def pass_all(nb: NotebookNode) -> None:
    """Let each test have run without a complaint."""
    for each in nb.cells:
        if kind_of(each) == "test":
            each.execution_count, each.outputs = 1, [new_output("stream", text="passed")]


def passing(task: Task) -> Outcome:
    """What comes of a task whose tests all pass."""
    nb = read_notebook(task.notebook.encode())
    repaired = repair(nb, task.lesson.masters)
    pass_all(nb)
    return Outcome(
        task.student, task.lesson.name, writes_json(nb), "graded", repaired=tuple(repaired)
    )


@dataclass
class Term:
    """A course in which ann hands in, and a person scores what she wrote."""

    root: Path

    def hand_in(self, text: str = ANSWER, edit: Callable | None = None) -> None:
        nb = perfect_notebook(self.root)
        cell(nb, "reflection").source = text
        if edit:
            edit(nb)
        hand_in(self.root, "ann", nb)

    def grade(self, **settings: bool) -> dict[str, str]:
        """Ann's row after `make grade`."""
        here = Settings(workers=1, unsandboxed=True, **settings)
        grade_class(self.root, settings=here, say=quiet)
        row = read_grades(self.root)["ann"]
        return {**row, "reason": row["reason"].replace("graded without a sandbox", "").strip("; ")}

    def score(self, points: float | None, name: str = "reflection", credit: float | None = None):
        """Give points in Formgrader; None takes them away."""
        with self.book() as book:
            grade = book.find_grade(name, LESSON, LESSON, "ann")
            _put(GradeHandler, book, grade.id, manual_score=points, extra_credit=credit)

    def comment(self, text: str, name: str = "reflection") -> None:
        with self.book() as book:
            comment = book.find_comment(name, LESSON, LESSON, "ann")
            _put(CommentHandler, book, comment.id, manual_comment=text)

    def book(self) -> Gradebook:
        return Gradebook(f"sqlite:///{self.root}/gradebook.db?timeout=60")

    def in_book(self, name: str = "reflection") -> tuple:
        """Score, extra credit and flag of a cell, and the comment, as Formgrader shows them."""
        with self.book() as book:
            grade = book.find_grade(name, LESSON, LESSON, "ann")
            says = [c.comment for c in grade.notebook.comments if c.name == name]
            return grade.manual_score, grade.extra_credit, grade.needs_manual_grade, *says

    def exported(self) -> str:
        """Ann's cell of exports/plain.csv."""
        export_class(self.root, say=quiet)
        with (self.root / "exports" / "plain.csv").open(encoding="utf-8-sig", newline="") as file:
            return next(row[3] for row in csv.reader(file) if row[0] == "ann")

    def waiting(self) -> int:
        """How many answers of ann's wait for a person, by the report."""
        return read_report(Course(self.root), LESSON, ["ann"]).waiting

    def page(self) -> str:
        path = self.root / "feedback" / "ann" / LESSON / f"{LESSON}.html"
        return path.read_text(encoding="utf-8")

    def rewrite(self, cells: list[tuple]) -> None:
        """Change the lesson."""
        path = self.root / "solutions" / LESSON / f"{LESSON}.ipynb"
        write_notebook(make_solution(cells), path)

    def autograde(self) -> None:
        """Press Formgrader's button."""
        settings = config(self.root)
        api = NbGraderAPI(CourseDirectory(config=settings), config=settings)
        said = api.autograde(LESSON, "ann")
        assert said["success"], said

    def assert_final(self, row: dict, points: float = 2, rest: float = TESTS) -> None:
        """Assert that row, export, report, Formgrader and page all count the points as final."""
        assert (float(row["score"]), row["status"]) == (rest + points, "graded"), row
        assert "second look" not in row["reason"]
        assert "wait" not in row["reason"]
        assert self.in_book()[:3] == (points, None, False)
        assert float(self.exported()) == rest + points
        assert self.waiting() == 0
        assert f"(Score: {rest + points:.1f} / " in self.page()
        assert "they may change" not in self.page()

    def assert_waits(self, row: dict, why: str, points: float = 2) -> None:
        """Assert that all say that somebody must look again, and that the points are there."""
        assert why in row["reason"]
        assert "second look" in row["reason"]
        assert float(row["score"]) == TESTS + points
        assert self.in_book()[:3] == (points, None, True)
        assert self.exported() == ""
        assert self.waiting() == 1
        assert "they may change" in self.page()


def _put(handler: type, book: Gradebook, number: str, **body: object) -> None:
    """What a handler of Formgrader's does with a request."""
    told = SimpleNamespace(gradebook=book, get_json_body=lambda: body, write=lambda text: None)
    inspect.unwrap(handler.put)(told, number)


@pytest.fixture(autouse=True)
def nothing_runs(monkeypatch):
    monkeypatch.setattr(engine, "grade", passing)


@pytest.fixture
def term(tmp_path_factory, tmp_path):
    """Ann's work is graded, and a person gave 2 of 3 points and a comment; nothing ran since."""

    def make(folder):
        first = Term(make_course(folder))
        first.hand_in()
        row = first.grade()
        assert row["reason"] == "1 answer waits for manual grading (3 points)"
        first.score(2)
        first.comment("Well said.")

    made = once(tmp_path_factory, "hand-graded", make)
    return Term(Path(shutil.copytree(made / "course", tmp_path / "course")))


def other_points(term, _):
    term.rewrite([(n, k, 5 if n == "divide_hidden" else p, s) for n, k, p, s in CELLS])
    return 1  # more for the same tests


def other_prose(term, _):
    term.rewrite([(n, k, p, s.replace("by hand", "by you")) for n, k, p, s in CELLS])


def other_question(term, _):
    term.rewrite([(n, k, p, s.replace("Why do", "How do")) for n, k, p, s in CELLS])


def other_settings(term, _):
    (term.root / "nbgrader_config.py").write_text(
        (term.root / "nbgrader_config.py").read_text() + "\n# another hash of what decides\n"
    )


def other_version(term, monkeypatch):
    monkeypatch.setattr(grading_command, "VERSION", "of other code that decides scores")


def other_deadline(term, _):
    (term.root / "deadlines.csv").write_text("lesson,due\n99,2026-01-31 18:00\n")


def another_cell(term, _):
    term.rewrite([*CELLS, ("double_more", "test", 5, "assert double(4) == 8")])
    return 5


def a_cell_less(term, _):
    term.rewrite([each for each in CELLS if each[0] != "divide_check"])
    return -1


def same_answer(term, _):
    def edit(nb):
        cell(nb, "double").source += "\n# once more\n"

    term.hand_in("\r\n".join(["", *ANSWER.split("\n"), ""]) + "  \n\n", edit)


def made_anew(term, _):
    shutil.rmtree(term.root / "release")


def forgotten_notes(term, _):
    shutil.rmtree(term.root / ".cache")


CHANGES = (
    *(other_points, other_prose, other_question, other_settings, other_version, another_cell),
    *(other_deadline, a_cell_less, same_answer, made_anew, forgotten_notes, None),
)


@pytest.mark.parametrize("change", CHANGES)
def test_a_score_stays_whatever_else_changes(term, monkeypatch, change):
    if change in (other_prose, same_answer, None):
        term.assert_final(term.grade())  # which takes it up
    more = (change(term, monkeypatch) if change else 0) or 0
    row = term.grade(force=change in (made_anew, None))
    term.assert_final(row, rest=TESTS + more)
    assert term.in_book()[3] == "Well said."


def test_a_late_penalty_follows_a_score_and_leaves_it(term):
    with (term.root / "nbgrader_config.py").open("a") as settings:
        settings.write('\nc.AssignLatePenalties.plugin_class = "grading.late.PerDay"\n')
    (term.root / "deadlines.csv").write_text("lesson,due\n99,2026-01-31 18:00\n")
    (term.root / "submitted" / "ann" / LESSON / "timestamp.txt").write_text("2026-02-01 12:00 UTC")
    row = term.grade()
    assert (row["score"], row["reason"]) == ("9", "late by 18 hours, 1 points taken off")
    assert term.in_book() == (2, None, False, "Well said.")
    assert term.exported() == "9"


def test_another_answer_waits_and_the_score_is_there_until_somebody_looks(term):
    term.hand_in(OTHER)
    for _ in range(2):
        term.assert_waits(term.grade(force=True), "the answer changed since a person scored it")
    assert term.in_book()[3] == "Well said."
    term.score(2)  # the same points: Formgrader's button says that somebody looked
    term.assert_final(term.grade())
    term.assert_final(term.grade(force=True))


def test_a_score_is_final_again_with_the_answer_that_it_is_for(term):
    term.hand_in("")
    term.assert_waits(term.grade(), "the answer changed")
    term.hand_in()
    term.assert_final(term.grade())


def test_another_answer_that_was_scored_is_the_one_that_counts(term):
    term.hand_in(OTHER)
    term.grade()
    term.score(1)
    term.hand_in(ANSWER)
    term.assert_waits(term.grade(), "the answer changed", points=1)
    term.hand_in(OTHER)
    term.assert_final(term.grade(), points=1)


def test_a_score_that_was_taken_away_is_gone(term):
    term.grade()
    term.score(None)
    for _ in range(2):
        row = term.grade(force=True)
        assert row["reason"] == "1 answer waits for manual grading (3 points)"
        assert float(row["score"]) == TESTS
        assert term.exported() == ""
    assert term.in_book() == (None, None, True, "Well said.")


@pytest.mark.parametrize("given", [(None, 0.5), (0, 1.5)], ids=str)
def test_what_a_person_gave_to_a_test_stays_until_its_exercise_changes(term, given):
    points, credit = given
    score = TESTS + 2 + (0 if points is None else points - 4) + (credit or 0)
    term.score(points, "divide_hidden", credit)
    for _ in range(2):
        row = term.grade(force=True)
        assert (float(row["score"]), row["reason"]) == (score, "")
        assert float(term.exported()) == score
    term.hand_in(edit=lambda nb: cell(nb, "double").update(source="def double(x):\n    return 2*x"))
    assert term.grade()["reason"] == ""
    term.hand_in(edit=lambda nb: cell(nb, "divide").update(source="divide = divmod"))
    row = term.grade()
    because = "divide_hidden waits for a second look: the answer changed since a person scored it"
    assert (float(row["score"]), row["reason"]) == (score, because)
    assert term.in_book("divide_hidden") == (points, credit, True)
    assert (term.exported(), term.waiting()) == ("", 1)
    assert "they may change" in term.page()
    term.score(points, "divide_hidden", credit)
    row = term.grade()
    assert (float(row["score"]), row["reason"]) == (score, "")


def test_a_score_above_the_points_that_there_are_now_waits(term):
    term.rewrite([(n, k, 1 if n == "reflection" else p, s) for n, k, p, s in CELLS])
    for _ in range(2):
        term.assert_waits(term.grade(force=True), "a person's score is above the points")
    term.score(2)  # on purpose
    row = term.grade(force=True)
    assert (row["score"], row["max_score"]) == ("10", "9")
    assert "second look" not in row["reason"]


def test_a_score_out_of_fewer_points_counts_and_the_row_says_so(term):
    term.rewrite([(n, k, 6 if n == "reflection" else p, s) for n, k, p, s in CELLS])
    row = term.grade()
    term.assert_final(row)
    assert "reflection was scored by a person when it had 3 points, not 6" in row["reason"]
    term.score(4)
    assert "scored by a person" not in term.grade()["reason"]


def unreadable(term):
    hand_in(term.root, "ann", b"{")


def nothing_there(term):
    shutil.rmtree(term.root / "submitted" / "ann" / LESSON)
    (term.root / "roster.csv").write_text("student\nann\n")
    hand_in(term.root, "ann", perfect_notebook(term.root), lesson="98_other")


def failing(term):
    hand_in(term.root, "ann", b'{"cells": []}')
    engine.grade = lambda task: Outcome("ann", LESSON, notes=("the sandbox ended",))


@pytest.mark.parametrize("happens", [unreadable, nothing_there, failing])
def test_a_score_is_kept_while_there_is_no_work_to_grade(term, monkeypatch, happens):
    if happens is unreadable:
        term.grade()
    happens(term)
    for _ in range(2):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(grading_command, "select_lessons", lambda *_: [LESSON])
            here = Settings(workers=1, unsandboxed=True)
            grade_class(term.root, "99", here, say=quiet)
        row = read_grades(term.root)["ann"]
        assert (row["score"], row["status"] == "graded") == ("0", False)
        assert term.in_book() == (None, None, False, "Well said.")  # Formgrader says 0, too
    monkeypatch.setattr(engine, "grade", passing)
    term.hand_in()
    term.assert_final(term.grade())
    unreadable(term)
    term.grade()
    term.hand_in(OTHER)
    term.assert_waits(term.grade(), "the answer changed")


def test_the_row_of_work_that_cannot_be_read_says_what_is_kept(term):
    unreadable(term)
    assert "2 points that a person gave are kept" in term.grade()["reason"]


def test_work_that_was_taken_out_of_the_gradebook_is_new_when_it_comes_again(term):
    term.grade()
    with term.book() as book:
        book.remove_submission(LESSON, "ann")
    row = term.grade(force=True)
    assert row["reason"] == "1 answer waits for manual grading (3 points)"
    with sqlite3.connect(term.root / "gradebook.db") as book:
        assert book.execute("select count(*) from hand_grades").fetchone() == (1,)


def test_what_a_person_gave_comes_back_with_its_cell(term):
    term.rewrite([each for each in CELLS if each[0] != "reflection"])
    row = term.grade()
    assert (row["score"], row["max_score"], row["reason"]) == ("8", "8", "")
    term.rewrite(CELLS)
    term.assert_final(term.grade())
    assert term.in_book()[3] == "Well said."


@pytest.mark.parametrize("moment", ["_write_graded", "_penalty"])
def test_a_score_that_is_given_while_a_class_is_graded_is_not_overwritten(
    term, monkeypatch, moment
):
    term.hand_in(ANSWER + " ")
    if moment == "_write_graded":
        at_call(monkeypatch, Course, moment, 1, lambda: term.score(1.5))
        term.assert_final(term.grade(), points=1.5)
        return
    refused = []

    def other_writer():
        with sqlite3.connect(term.root / "gradebook.db", timeout=0) as book:
            try:
                book.execute("update grade set manual_score = 1.5")
            except sqlite3.OperationalError as error:
                refused.append(str(error))

    at_call(monkeypatch, Course, moment, 2, other_writer)
    term.assert_final(term.grade())
    assert refused == ["database is locked"]  # Formgrader waits a minute for its turn


def test_a_score_for_the_old_answer_that_is_given_meanwhile_waits(term, monkeypatch):
    term.grade()
    term.hand_in(OTHER)
    at_call(monkeypatch, Course, "_write_graded", 1, lambda: term.score(1))
    term.assert_waits(term.grade(), "the answer changed", points=1)


def test_a_flag_that_formgrader_remembered_does_not_undo_a_score(term):
    term.score(None)
    term.grade()
    with sqlite3.connect(term.root / "gradebook.db") as book:
        book.execute("update grade set manual_score = 2 where needs_manual_grade")
    term.assert_final(term.grade())


class Killed(BaseException):
    """Stands for a process that ends here."""


@pytest.mark.parametrize("text", [ANSWER, OTHER])
def test_a_run_that_is_killed_with_the_notebook_written_takes_nothing_back(term, monkeypatch, text):
    def end():
        raise Killed

    term.hand_in(text)
    with monkeypatch.context() as patch:
        at_call(patch, Course, "_penalty", 2, end)
        with pytest.raises(Killed):
            term.grade(force=True)
    graded = term.root / "autograded" / "ann" / LESSON / f"{LESSON}.ipynb"
    assert text in graded.read_text()
    row = term.grade()
    if text == ANSWER:
        term.assert_final(row)
    else:
        term.assert_waits(row, "the answer changed")


def test_a_score_stays_where_our_code_takes_another_text_for_the_answer(term, monkeypatch):
    term.grade()
    real = hand_grades.answer_marks
    monkeypatch.setattr(
        hand_grades, "answer_marks", lambda *of: {k: f"other {v}" for k, v in real(*of).items()}
    )
    term.assert_final(term.grade(force=True))
    term.hand_in(OTHER)
    term.assert_waits(term.grade(), "the answer changed")


def make_old(term):
    """Let the gradebook be one of before the table."""
    with sqlite3.connect(term.root / "gradebook.db") as book:
        book.execute("drop table hand_grades")


@pytest.mark.parametrize("change", [other_version, other_question, a_cell_less, same_answer])
def test_a_gradebook_of_before_keeps_what_a_person_gave(term, monkeypatch, change):
    make_old(term)
    more = change(term, monkeypatch) or 0
    term.assert_final(term.grade(), rest=TESTS + more)


def test_in_a_gradebook_of_before_another_answer_waits(term):
    make_old(term)
    term.hand_in(OTHER)
    term.assert_waits(term.grade(), "the answer changed")


def test_a_gradebook_of_before_keeps_the_score_of_an_answer_in_a_cell_of_its_own(term):
    def edit(nb):
        nb.cells.append(new_markdown_cell(ANSWER, id="mine"))

    term.hand_in("", edit)
    term.score(None)
    term.grade()
    graded = term.root / "autograded" / "ann" / LESSON / f"{LESSON}.ipynb"
    nb = reads_json(graded.read_text())
    nb.cells = [each for each in nb.cells if each.source != ANSWER or "nbgrader" in each.metadata]
    cell(nb, "reflection").source = masters_of(LESSON, term.root)["reflection"].source
    edit(nb)
    graded.write_text(writes_json(nb))
    make_old(term)
    term.score(2)
    term.assert_final(term.grade(force=True))


def test_what_an_earlier_version_made_wait_is_final_where_nothing_else_was_handed_in(term):
    make_old(term)
    with sqlite3.connect(term.root / "gradebook.db") as book:
        book.execute("update grade set needs_manual_grade = 1 where manual_score is not null")
    shutil.copy(term.root / "history.csv", term.root / "kept.csv")
    term.assert_final(term.grade(force=True))
    make_old(term)
    with sqlite3.connect(term.root / "gradebook.db") as book:
        book.execute("update grade set needs_manual_grade = 1 where manual_score is not null")
    term.hand_in(OTHER)
    term.assert_waits(term.grade(), "nobody knows which answer")


@pytest.fixture
def button(monkeypatch):
    """Formgrader's Autograde, with every test passed instead of run."""

    def preprocess(self, nb, resources):
        pass_all(nb)
        return nb, resources

    monkeypatch.setattr(preprocessors.Examine, "preprocess", preprocess)


def test_formgraders_autograde_keeps_what_a_person_gave(term, button, monkeypatch):
    monkeypatch.chdir(term.root)
    term.score(0.5, "divide_hidden", 0.25)
    for _ in range(2):
        term.autograde()
        assert term.in_book() == (2, None, False, "Well said.")
        assert term.in_book("divide_hidden") == (0.5, 0.25, False)
    term.hand_in(OTHER)
    term.autograde()
    assert term.in_book() == (2, None, True, "Well said.")
    assert term.in_book("divide_hidden") == (0.5, 0.25, False)
    assert "reflection waits for a second look: the answer changed" in term.grade()["reason"]
    term.hand_in()
    term.autograde()
    assert term.in_book() == (2, None, False, "Well said.")


def test_formgraders_autograde_and_make_grade_score_alike(term, button, monkeypatch):
    monkeypatch.chdir(term.root)
    with sqlite3.connect(term.root / "gradebook.db") as book:
        rows = "select auto_score, manual_score, needs_manual_grade from grade order by id"
        before = book.execute(rows).fetchall()
        term.autograde()
        assert book.execute(rows).fetchall() == before


@pytest.mark.parametrize("release", ["this", "older"])
def test_an_untouched_answer_scores_0_and_waits_for_nobody(term, release):
    nb = nbformat.reads(derive(LESSON, term.root), as_version=4)
    if release == "older":
        other_question(term, None)
    hand_in(term.root, "ann", copy.deepcopy(nb))
    term.score(None)
    row = term.grade()
    assert (float(row["score"]), row["reason"]) == (TESTS, "nothing was written into it")
    assert (term.exported(), term.waiting()) == ("8", 0)
    graded = term.root / "autograded" / "ann" / LESSON / f"{LESSON}.ipynb"
    cells = {c.id: c for c in reads_json(graded.read_text()).cells}
    assert ("How" if release == "older" else "Why") + " do the two" in cells["reflection"].source
    term.score(1)  # a blank answer that somebody scored
    for change in (other_question, other_settings):
        change(term, None)
        assert (float(term.grade()["score"]), term.waiting()) == (TESTS + 1, 0)


def test_what_is_kept_can_be_read_by_a_version_that_knows_less_or_more(term):
    term.grade()
    with sqlite3.connect(term.root / "gradebook.db") as book:
        ((cells,),) = book.execute("select cells from hand_grades").fetchall()
        kept = json.loads(cells)
        kept["reflection"]["colour"] = "red"
        kept["double_check"] = {}
        book.execute("update hand_grades set cells = ?", (json.dumps(kept),))
    term.assert_final(term.grade(force=True))


def test_the_answer_of_a_test_without_an_exercise_is_all_that_could_decide_it(term):
    nb = perfect_notebook(term.root)
    repair(nb, masters_of(LESSON, term.root))
    saved = copy.deepcopy(cell(nb, "double_hidden"))
    saved.metadata.nbgrader["grade_id"] = saved["id"] = "saved_model_hidden"
    nb.cells.append(saved)

    def marks(weights=b"w", **answers):
        mine = copy.deepcopy(nb)
        for name, text in answers.items():
            cell(mine, name).source = text
        return answer_marks(mine, {"99_sample.pt": weights})

    def changed(*of, **by):
        before, after = marks(), marks(*of, **by)
        return {name for name in before if before[name] != after[name]}

    assert changed() == set()
    assert changed(b"v") == {"saved_model_hidden"}
    assert changed(divide="x") == {"divide_check", "divide_hidden", "saved_model_hidden"}
    assert changed(reflection="x") == {"reflection"}
    assert changed(double_hidden="x", double_demo="x") == set()
