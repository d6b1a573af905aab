"""`make forget`: work goes as if it had never been handed in, and a copy brings it back whole."""

import csv
import io
import os
import shutil
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from grading import ROOT, CourseError, forget
from grading.course.alone import alone
from grading.course.asked_for import graded_before, name_lessons, named_lessons
from grading.course.refusals import Refusals, RefusedWork
from grading.export import export_class
from grading.forget import main, undo
from grading.gradebook import forgetting, taken_back
from grading.report import write_report
from tests.helpers.collecting import tree
from tests.helpers.graded_class import at_call, quiet
from tests.helpers.sample_course import CELLS, hand_in, make_course, make_solution, write_notebook
from tests.helpers.sample_gradebook import LESSON, Graded, make_graded

OTHER = "98_other"
FULL = (1, 2, 1, 4, 3)
NOW = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
COPY = "2026-02-03T04-05-06"
CLASS = {
    "ann": Graded(FULL, note={"status": "graded"}),
    "bob": Graded((1, 0, 1, 2, None), reason="1 answer waits", note={"status": "graded"}),
    "cyd": Graded(status="missing", reason="nothing was handed in"),
}
PLACES = ("submitted", "autograded", "feedback", "downloaded/history")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A class of three with two lessons, graded, and all that lies about then."""
    folder = tmp_path_factory.mktemp("graded")
    for lesson in (LESSON, OTHER):
        root = make_graded(folder, CLASS, lesson=lesson)
        solution = root / "solutions" / lesson / f"{lesson}.ipynb"
        write_notebook(make_solution(CELLS), solution)
        for student in ("ann", "bob"):
            hand_in(root, student, f"{student} {lesson}".encode(), lesson=lesson)
            for step, name in zip(PLACES[1:], ("x.ipynb", "x.html", "old.ipynb"), strict=True):
                path = root / step / student / lesson / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(f"{student} {lesson} {name}")
            note = root / ".cache" / "graded" / lesson / f"{student}.page"
            note.write_text("digest")
        (root / "release" / lesson).mkdir(parents=True)
        (root / "release" / lesson / ".made-from").write_text("mark")
    (root / "roster.csv").write_text("student\nann\nbob\ncyd\n")
    head = "student,lesson,status,score,max_score,notebook,handed_in,reason\n"
    lines = [
        f"{who},{name},graded,5,11,f00,," for name in (LESSON, OTHER) for who in ("ann", "bob")
    ]
    (root / "history.csv").write_text(head + "\n".join(lines) + "\n")
    collected = "student,lesson,status,reason\nann,99_sample,taken,\nbob,99_sample,taken,\n"
    (root / "downloaded" / "collected.csv").write_text(collected)
    work = RefusedWork("bob", OTHER, "2026-02-01 10:00", "", "a zip in a zip: ask for it")
    Refusals(root).note([work], [], "")
    by_hand(root, "bob", LESSON)
    return root


def by_hand(root, student, lesson):
    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        grade = book.find_grade("reflection", lesson, lesson, student)
        grade.manual_score, grade.needs_manual_grade = 2.5, False
        # Whatever else a gradebook keeps of a submission
        book.db.execute(text("CREATE TABLE own (submission TEXT, said TEXT)"))
        kept = {"id": grade.notebook.assignment.id}
        book.db.execute(text("INSERT INTO own VALUES (:id, 'kept')"), kept)
        book.db.commit()


@pytest.fixture
def root(made, tmp_path):
    return shutil.copytree(made, tmp_path / "course", symlinks=True)


def table(root, name):
    with (root / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))[1:]


def in_gradebook(root):
    with sqlite3.connect(root / "gradebook.db") as book:
        return set(
            book.execute(
                "SELECT student_id, name FROM submitted_assignment s JOIN assignment a "
                "ON s.assignment_id = a.id"
            )
        )


def rows_in(root):
    """How many rows each table of the gradebook has."""
    with sqlite3.connect(root / "gradebook.db") as book:
        names = [name for (name,) in book.execute("SELECT name FROM sqlite_master")]
        tables = [name for name in names if not name.startswith("sqlite_")]
        return {name: book.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}


def whose(root, *names):
    """The files below submitted/ and the like, and .cache, that have one of these names in it."""
    files = [name for name in tree(root) if not name.startswith(("forgotten/", "solutions/"))]
    return [name for name in files if all(f"/{each}" in name for each in names)]


def files(root):
    return files_of(tree(root))


def files_of(found):
    """All but what opening a gradebook and holding a course touch."""
    return {n: d for n, d in found.items() if n not in ("gradebook.db", ".cache/grading.lock")}


def test_one_students_lesson_goes_and_nothing_else(root):
    before, said = tree(root), []
    forget.forget(root, "bob", "99", say=said.append, now=NOW)
    assert whose(root, "bob", LESSON) == whose(root, LESSON, "bob") == []
    after = tree(root)
    gone = {name for name in before if name not in after}
    assert all("bob" in name and LESSON in name for name in gone)
    tables = ("grades.csv", "history.csv", "downloaded/collected.csv", "gradebook.db")
    tables += ("downloaded/refused.csv",)
    assert all(after[n] == d for n, d in before.items() if n not in gone and n not in tables)
    assert in_gradebook(root) == {("ann", LESSON), ("ann", OTHER), ("bob", OTHER)}
    row = ["bob", LESSON, "missing", "0", "11", "nothing was handed in"]
    assert [line for line in table(root, "grades.csv") if line[:2] == row[:2]] == [row]
    assert len(table(root, "grades.csv")) == 6
    assert [line[:2] for line in table(root, "history.csv")].count(["bob", LESSON]) == 0
    assert table(root, "downloaded/collected.csv") == [["ann", LESSON, "taken", ""]]
    told = "\n".join(said)
    for piece in (f"{LESSON}.ipynb", "graded, 4 of 11 points", "1 score or comment given by hand"):
        assert piece in told
    assert f"make forget UNDO={COPY}" in told


def test_afterwards_report_and_export_know_nothing_of_it(root):
    forget.forget(root, "bob", LESSON, say=quiet)
    export_class(root, say=quiet)
    rows = {row[0]: row[3:5] for row in table(root, "exports/plain.csv")[1:]}
    assert rows["bob"] == ["", "0"]  # the other lesson waits, and this one's deadline is over
    (report,) = (each for each in write_report(root) if each.lesson == LESSON)
    assert [result.status for result in report.results] == ["graded", "missing", "missing"]


def test_a_lesson_of_the_whole_class_goes_with_its_column(root):
    name_lessons([LESSON, OTHER], root)
    (root / "report").mkdir()
    (root / "report" / f"{OTHER}.html").write_text("names")
    said = []
    forget.forget(root, wanted="98", say=said.append)
    assert whose(root, OTHER) == []
    assert {lesson for _, lesson in in_gradebook(root)} == {LESSON}
    assert rows_in(root)["assignment"] == 1
    assert rows_in(root)["base_cell"] == 5
    assert {line[1] for line in table(root, "grades.csv")} == {LESSON}
    assert Refusals(root).works == {}
    assert (named_lessons(root), graded_before(root)) == ({LESSON}, {LESSON})
    assert f"{OTHER}: 1 row of missing work" in "\n".join(said)
    export_class(root, say=quiet)
    assert len(table(root, "exports/canvas.csv")[0]) == 6


def test_a_student_goes_wholly(root):
    (root / "submitted" / "bob" / "notes.txt").write_text("mine")
    (root / "roster.csv").unlink()
    said = []
    forget.forget(root, "bob", say=said.append)
    assert whose(root, "bob") == []
    assert "notes.txt" in "\n".join(said)
    assert {student for student, _ in in_gradebook(root)} == {"ann"}
    assert rows_in(root)["student"] == 1
    for name in ("grades.csv", "history.csv", "downloaded/collected.csv", "downloaded/refused.csv"):
        assert "bob" not in {line[0] for line in table(root, name)}, name


@pytest.mark.parametrize("choice", [("bob", "99"), ("bob", ""), ("", "99")])
def test_undo_brings_everything_back(root, choice):
    before, scores = tree(root), everything(root)
    forget.forget(root, *choice, say=quiet, now=NOW)
    assert everything(root) != scores
    undo(root, f"forgotten/{COPY}/", say=quiet)
    undo(root, COPY, say=quiet)  # as after a kill
    assert everything(root) == scores
    after = tree(root)
    for name, data in before.items():
        if name.endswith(".csv"):
            assert sorted(table(root, name)) == sorted(csv.reader(data.decode().splitlines()[1:]))
        elif name != "gradebook.db":
            assert after[name] == data or name.startswith("release/"), name


def everything(root):
    """What the gradebook has of each submission, cells by name, and what is ours."""
    with sqlite3.connect(root / "gradebook.db") as book:
        return sorted(
            book.execute(
                "SELECT s.id, s.student_id, a.name, s.timestamp, n.id, c.name, auto_score, "
                "manual_score, needs_manual_grade FROM submitted_assignment s "
                "JOIN assignment a ON s.assignment_id = a.id "
                "JOIN submitted_notebook n ON n.assignment_id = s.id "
                "JOIN grade g ON g.notebook_id = n.id JOIN base_cell c ON g.cell_id = c.id"
            )
        ), list(book.execute("SELECT * FROM own"))


class Killed(BaseException):
    """What no code of ours catches."""


def die():
    raise Killed


MOMENTS = [
    *(("replacing", os, "replace", number) for number in (1, 4, 8, 9, 10)),
    *(("moving", Path, "replace", number) for number in (1, 2, 4)),
    *(("emptying", shutil, "rmtree", number) for number in (1, 2, 3)),
    ("a note", Path, "unlink", 1),
    ("the gradebook", forgetting, "_take_out", 1),
    *(("the tables", forgetting, "_write_rest", number) for number in (1, 2, 3)),
    ("mistakes", forget, "_write_mistakes", 1),
]


@pytest.fixture(scope="module")
def undisturbed(made, tmp_path_factory):
    """The course once bob's work is forgotten and nobody disturbed it; none may change it."""
    root = shutil.copytree(made, tmp_path_factory.mktemp("undisturbed") / "course", symlinks=True)
    forget.forget(root, "bob", "99", say=quiet)
    return root


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: f"{moment[0]} {moment[3]}")
def test_killed_anywhere_nothing_is_lost_and_the_same_command_ends_it(
    root, undisturbed, monkeypatch, moment
):
    before, scores = tree(root), everything(root)
    with monkeypatch.context() as patch:
        at_call(patch, *moment[1:], die)
        with pytest.raises(Killed):
            forget.forget(root, "bob", "99", say=quiet)
    after = tree(root)
    copies = [after[name] for name in after if name.startswith("forgotten/2")]
    for name, data in before.items():
        if not name.endswith((".csv", ".db")):
            assert after.get(name) == data or data in copies, name
    assert everything(root) == scores or any(name.endswith(forgetting.SCORES) for name in after)
    with suppress(CourseError):  # all is gone
        forget.forget(root, "bob", "99", say=quiet)
    assert everything(root) == everything(undisturbed)
    left = {n: d for n, d in tree(root).items() if not n.startswith("forgotten/")}
    assert left.pop("gradebook.db")
    assert all(tree(undisturbed)[name] == data for name, data in left.items())


def test_a_lesson_that_was_half_forgotten_is_forgotten_again(root, monkeypatch):
    with monkeypatch.context() as patch:
        at_call(patch, forgetting, "_write_rest", 3, die)
        with pytest.raises(Killed):
            forget.forget(root, wanted="98", say=quiet)
    assert OTHER in {line[1] for line in table(root, "grades.csv")}
    forget.forget(root, wanted="98", say=quiet)
    assert OTHER not in {line[1] for line in table(root, "grades.csv")}


def test_where_no_copy_can_be_made_nothing_goes(root):
    (root / "forgotten").write_text("a file")
    before = tree(root)
    with pytest.raises(CourseError, match="nothing was forgotten, since no copy can be made"):
        forget.forget(root, "bob", "99", say=quiet)
    assert files(root) == files_of(before)


def test_a_link_is_forgotten_and_what_it_leads_to_stays(root, tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "mine.txt").write_text("mine")
    shutil.rmtree(root / "submitted" / "bob" / LESSON)
    (root / "submitted" / "bob" / LESSON).symlink_to(tmp_path / "outside")
    copy = forget.forget(root, "bob", "99", say=quiet)
    assert (tmp_path / "outside" / "mine.txt").read_text() == "mine"
    assert (copy / "submitted" / "bob" / LESSON).is_symlink()
    undo(root, copy.name, say=quiet)
    assert (root / "submitted" / "bob" / LESSON).is_symlink()


@pytest.mark.parametrize(
    ("student", "lesson", "said"),
    [
        ("", " ", "name what to forget: make forget STUDENT=ann LESSON=01"),
        ("Bob", "99", "no student is called 'Bob'; the nearest: bob"),
        ("zoe", "99", "no student is called 'zoe'; the nearest: ann, bob, cyd"),
        ("bob", "99_sampel", "no lesson is called '99_sampel'; the nearest: 99_sample"),
        ("bob", "1", "no lesson is called '1'; the nearest: 98_other, 99_sample"),
        ("../bob", "99", "no student is called '../bob'; the nearest: bob"),
        ("cyd", "99", "there is nothing to forget of cyd in 99_sample"),
    ],
)
def test_a_name_that_is_none_gets_a_sentence_with_the_nearest(root, student, lesson, said):
    before = tree(root)
    with pytest.raises(CourseError) as caught:
        forget.forget(root, student, lesson, say=quiet)
    assert str(caught.value).startswith(said)
    assert files(root) == files_of(before)


def test_before_anything_was_graded_no_gradebook_is_made(tmp_path):
    root = make_course(tmp_path)
    hand_in(root, "ann", b"whatever")
    forget.forget(root, "ann", "99", say=quiet)
    assert not (root / "gradebook.db").exists()
    assert not (root / "submitted" / "ann").exists()


def test_undo_writes_over_nothing_newer(root):
    forget.forget(root, "bob", "99", say=quiet, now=NOW)
    hand_in(root, "bob", b"newer")
    with pytest.raises(CourseError, match=f"submitted/bob/{LESSON}/{LESSON}.ipynb is newer"):
        undo(root, COPY, say=quiet)
    assert (root / "submitted" / "bob" / LESSON / f"{LESSON}.ipynb").read_bytes() == b"newer"
    with pytest.raises(CourseError, match=f"has no copy called 'x'; the last ones: {COPY}"):
        undo(root, "x", say=quiet)


def test_it_waits_for_a_run_of_grading(root):
    with alone(root), pytest.raises(CourseError, match="this course is being graded already"):
        forget.forget(root, "bob", "99", say=quiet)


def test_a_gradebook_that_somebody_holds_is_told_of_this_command(root, monkeypatch):
    def locked(*_):
        raise OperationalError("", {}, sqlite3.OperationalError("database is locked"))

    before = files(root)
    monkeypatch.setattr(taken_back, "submissions", locked)
    with pytest.raises(CourseError, match=r"holds the gradebook: .* `make forget` again"):
        forget.forget(root, "bob", "99", say=quiet)
    assert files(root) == before


def run(root, monkeypatch, *arguments, answer=None):
    """The exit code of the command, at a terminal where somebody answers."""
    monkeypatch.setattr(forget, "ROOT", root)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{answer}\n"))
    if answer is not None:
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    return main(list(arguments))


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        ("y", 0, "forgotten. A copy is in forgotten/"),
        ("", 1, "nothing was forgotten"),
        ("n", 1, "nothing was forgotten"),
        (None, 1, "nothing was forgotten, since nobody can be asked here: YES=1 says yes"),
    ],
)
def test_it_asks_and_only_yes_is_yes(root, monkeypatch, capsys, answer, code, said):
    assert run(root, monkeypatch, "--student", "bob", "--lesson", "99", answer=answer) == code
    shown = capsys.readouterr()
    assert said in shown.out + shown.err
    assert f"{LESSON}, bob: a page of feedback" in shown.out or f"{LESSON}, bob: " in shown.out
    assert (root / "submitted" / "bob" / LESSON).exists() == (code == 1)


def test_yes_asks_nobody_and_undo_is_said(root, monkeypatch, capsys):
    assert run(root, monkeypatch, "--student", "bob", "--yes") == 0
    out = capsys.readouterr().out
    assert "roster.csv still has bob" in out
    assert run(root, monkeypatch, "--undo", out.split("UNDO=")[1].split()[0]) == 0
    assert "brought back what there was of bob: run `make grade`" in capsys.readouterr().out
    assert run(root, monkeypatch, "--student", "bobb") == 1
    assert "the nearest: bob" in capsys.readouterr().err


def test_make_passes_the_names_on():
    told = [
        line for line in (ROOT / "Makefile").read_text().splitlines() if "grading.forget" in line
    ]
    assert told == [
        '\t@$(VENV) -m grading.forget --student "$(STUDENT)" --lesson "$(or $(LESSON),$(LESSONS))" '
        '$(if $(YES),--yes) $(if $(UNDO),--undo "$(UNDO)")'
    ]
