"""Requests to look at a score again: read, told, answered, shown; and no score moves."""

from __future__ import annotations

import csv
import os
from contextlib import closing
from datetime import datetime

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from grading import CourseError, regrade
from grading.authoring.filled_in import fill, solved
from grading.collect import collect
from grading.course.regrade_file import read_regrade
from grading.feedback.summary import About, summary
from grading.gradebook.book import Course
from grading.gradebook.regrades import Regrades
from grading.lesson.release import derive, release
from grading.regrade import answer, listed
from grading.report import write_report
from tests.helpers.sample_course import LESSON, hand_in, make_course, make_solution
from tests.helpers.sample_gradebook import Graded, make_graded

ROSTER = "student,name\nada,Ada Example\nO'Brien,\"O'Brien, Máire\"\nbob,\n"
LINE = 'ada,99,double,"I <b>doubled</b> it; مرحبا",\n'
HEADER = "student,lesson,exercise,reason,answer\n"


@pytest.fixture
def course(tmp_path):
    """A course in which ada and O'Brien have handed in, and bob has not."""
    root = make_course(tmp_path)
    (root / "roster.csv").write_text(ROSTER, encoding="utf-8")
    release(LESSON, root)
    for student in ("ada", "O'Brien"):
        hand_in(root, student, work(root))
    return root


def work(root, *cells):
    nb = fill(nbformat.reads(derive(LESSON, root), as_version=4), make_solution(), solved)
    nb.cells += cells
    return nb


def write(root, text, encoding="utf-8"):
    (root / "regrade.csv").write_bytes(text.encode(encoding))
    return Regrades(root)


def test_without_a_file_nobody_asks(course):
    assert read_regrade(course) == ([], [])
    assert listed(course) == ([], [])
    assert list(Regrades(course).said(["ada"])) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_whatever_a_spreadsheet_writes_is_read(course, encoding, sign):
    row = ["O'Brien", LESSON, "double_hidden", "Ünder 1,5; über", ""]
    quoted = sign.join(f'"{cell}"' for cell in row)
    text = sign.join(["Student", "LESSON", "Cell", "Reason", "Answer"]) + "\r\n" + quoted + "\r\n"
    (found,) = write(course, text, encoding).all(["O'Brien"])
    assert (found.exercise, found.reason, found.line) == ("double_hidden", "Ünder 1,5; über", 2)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("adda,99,double,why,", "is it ada?"),
        ("ghost,99,double,why,", "correct it or delete the line"),
        (",99,double,why,", "no student is named"),
        ("../ada,99,double,why,", "names no student's folder"),
        ("ada,77,double,why,", "no lesson is called '77'"),
        ("ada,,double,why,", "no lesson is named"),
        ("ada,99,double,,", "no reason stands there"),
        ("ada,99,duble,why,", "has no exercise 'duble': write double"),
        ("ada,99,double,the bias, in the end", "a reason that holds a comma needs double quotes"),
        ("ada,99,double,the bias,added,", "a reason that holds a comma needs double quotes"),
        ("bob,99,double,why,", "bob handed in nothing for 99_sample"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_others_count(course, line, said):
    regrades = write(course, f"{HEADER}{line}\n{LINE}")
    (wrong,) = regrades.wrong
    assert wrong.startswith("regrade.csv, line 2: ")
    assert said in wrong
    assert [each.line for each in regrades.all(["ada", "bob"])] == [3]


def test_a_line_twice_is_told_and_counts_once(course):
    regrades = write(course, HEADER + LINE + LINE)
    assert len(regrades.all(["ada"])) == 1
    assert "line 3: it repeats line 2" in regrades.wrong[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"student,lesson,cell\nada,99,x\n", "needs a column 'reason'"),
        (b"student,lesson,reason\nada,99,why\n", "needs a column 'exercise'"),
        (b"PK\x03\x04\x00\x00", "is not a CSV file"),
        (b"", "needs a column 'student'"),
    ],
)
def test_a_file_that_cannot_be_read_stops_nothing(course, data, said):
    (course / "regrade.csv").write_bytes(data)
    assert said in Regrades(course).wrong[0]


@pytest.mark.parametrize(
    ("cell", "exercise", "reason"),
    [
        (new_markdown_cell("REGRADE double\nI doubled it"), "double", "I doubled it"),
        (new_markdown_cell("**Regrade: divide_hidden** - why 0?"), "divide", "why 0?"),
        (new_markdown_cell("## regrade\nAll of it, please"), "", "All of it, please"),
        (new_markdown_cell("REGRADE duoble\nwhy"), "", "duoble why"),
        (new_code_cell("# REGRADE double: see\n# below"), "double", "see below"),
        (new_markdown_cell("REGRADE"), "", "no reason given"),
        (new_markdown_cell("REGRADE double =1+1"), "double", "=1+1"),
    ],
)
def test_a_cell_of_the_students_own_asks(course, cell, exercise, reason):
    hand_in(course, "ada", work(course, cell))
    ((found,), wrong) = listed(course, "ada")
    assert (found.exercise, found.reason, found.line, wrong) == (exercise, reason, 0, [])


def test_other_cells_and_damaged_notebooks_ask_nothing(course):
    cells = [new_markdown_cell("Please regrade this"), new_code_cell("regraded = 1")]
    hand_in(course, "ada", work(course, *cells))
    hand_in(course, "O'Brien", b'{"regrade": ')
    assert listed(course) == ([], [])


def test_what_grading_does_not_read_asks_nothing(course):
    path = hand_in(course, "ada", work(course, new_markdown_cell("REGRADE double\nwhy")))
    kept = path.with_name("kept.ipynb")
    path.rename(kept)
    path.symlink_to(kept)
    assert listed(course, "ada") == ([], [])
    path.unlink()
    os.mkfifo(path)  # whoever read it would wait for ever
    assert listed(course, "ada") == ([], [])


def test_a_cell_of_a_megabyte_is_read_at_once(course):
    cells = [
        new_markdown_cell(f"REGRADE double\n{' ' * 1_000_000}x"),
        new_markdown_cell("*" * 10**6),
    ]
    hand_in(course, "ada", work(course, *cells))
    ((found,), _) = listed(course, "ada")
    assert found.exercise == "double"


def test_one_notebook_asks_so_much_and_no_more(course):
    cells = [new_markdown_cell(f"REGRADE double\nreason {n} {'x' * 9000}") for n in range(500)]
    hand_in(course, "ada", work(course, *cells))
    found, _ = listed(course)
    assert len(found) == 20
    assert max(len(each.reason) for each in found) <= 2000


def test_an_answer_closes_it_and_other_columns_stay(course):
    write(course, 'student;lesson;mine;exercise;reason\nada;99;kept;double;"a; b"\n', "utf-16")
    hand_in(course, "O'Brien", work(course, new_markdown_cell("REGRADE double\nwhy")))
    answer(course, "ada", "99", "double", "=You are right")
    answer(course, "O'Brien", "99", "", "No: see the rubric")
    with (course / "regrade.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["mine"] for row in rows] == ["kept", ""]
    assert [row["answer"] for row in rows] == ["'=You are right", "No: see the rubric"]
    found, wrong = listed(course)
    assert wrong == []
    assert {each.answer for each in found} == {"=You are right", "No: see the rubric"}
    assert [(each.student, each.answer != "") for each in found] == [
        ("ada", True),
        ("O'Brien", True),
    ]
    with pytest.raises(CourseError, match="answered already"):
        answer(course, "ada", "99", "double", "again")


@pytest.mark.parametrize(
    ("whose", "said"),
    [
        (("ada", "99", "double", " "), "ANSWER= says nothing"),
        (("", "99", "double", "x"), "name whose request it is"),
        (("adda", "99", "double", "x"), "no student is called 'adda'; the nearest: ada"),
        (("ada", "77", "double", "x"), "no lesson is called '77'"),
        (("ada", "99", "divide", "x"), "ada asks for no other look at divide there; ada asks for"),
        (("ada", "99", "", "x"), "several requests are open"),
    ],
)
def test_an_answer_to_nothing_writes_nothing(course, whose, said):
    write(course, HEADER + LINE + "ada,99,,all of it,\n")
    before = (course / "regrade.csv").read_bytes()
    with pytest.raises(CourseError) as caught:
        answer(course, *whose)
    assert said in str(caught.value)
    assert (course / "regrade.csv").read_bytes() == before


def test_the_command_lists_and_answers(course, monkeypatch, capsys):
    monkeypatch.setattr(regrade, "ROOT", course)
    write(course, HEADER + LINE)
    assert regrade.main([]) == 0
    assert f"open: ada, {LESSON}, double: “I <b>doubled</b> it; مرحبا”" in capsys.readouterr().out
    told = ["--student", "ada", "--lesson", "99", "--exercise", "double", "--answer", "Yes."]
    assert regrade.main(told) == 0
    assert f"ada, {LESSON}, double: answered" in capsys.readouterr().out
    assert regrade.main(told) == 1
    assert "answered already" in capsys.readouterr().err
    assert regrade.main([]) == 0
    assert "no request to look at a score again is open" in capsys.readouterr().out


def test_the_page_shows_reason_and_answer_and_runs_nothing(course):
    (found,) = write(course, HEADER + LINE.replace('",', '",No: <script>1</script>')).all(["ada"])
    about = About("Ada", LESSON, None, datetime(2026, 1, 31), (found,))
    page = summary([], about, 0.0)
    assert "What you asked to be looked at again" in page
    assert "I &lt;b&gt;doubled&lt;/b&gt; it" in page
    assert "No: &lt;script&gt;" in page
    assert "asked to be looked at" not in summary([], About("Ada", LESSON, None, about.made), 0.0)


@pytest.mark.long
def test_the_report_lists_it_and_no_score_moves(tmp_path):
    root = make_graded(tmp_path, {"ada": Graded((1, 0, 1, 4, 3)), "bob": Graded((1, 2, 1, 4, 3))})
    course = make_course(tmp_path / "lesson")
    solution = f"solutions/{LESSON}/{LESSON}.ipynb"
    (root / solution).write_bytes((course / solution).read_bytes())
    hand_in(root, "ada", make_solution())
    write(root, f"{HEADER}{LINE}nobody,99,double,x,\n")
    (report,) = write_report(root)
    assert report.unanswered == 1
    page = (root / "report" / f"{LESSON}.html").read_text(encoding="utf-8")
    assert "I &lt;b&gt;doubled&lt;/b&gt; it" in page
    assert "1 of 3" in page
    index = (root / "report" / "index.html").read_text(encoding="utf-8")
    assert "line 3: ada" in index or "regrade.csv, line 3" in index
    before = [result.score for result in report.results]
    answer(root, "ada", "99", "double", "Two points more")
    (after,) = write_report(root)
    assert [result.score for result in after.results] == before
    assert after.unanswered == 0


def test_grading_says_who_asks(course):
    write(course, HEADER + LINE)
    with closing(Course(course)) as book:
        (said,) = book.regrades.said(["ada"])
    assert said.startswith(f"1 request to look at a score again: ada for double in {LESSON}.")


def test_collecting_says_who_asks(course, tmp_path):
    cell = new_markdown_cell("REGRADE double\nwhy")
    download = tmp_path / "download" / "ada"
    download.mkdir(parents=True)
    (download / f"{LESSON}.ipynb").write_text(nbformat.writes(work(course, cell)))
    said = []
    collect(download.parent, course, say=said.append)
    assert f"ada asks in {LESSON} for another look at double: `make regrade`" in said


def test_the_next_step_names_the_request_that_is_open(course, monkeypatch, capsys):
    monkeypatch.setattr(regrade, "ROOT", course)
    write(course, HEADER + "O'Brien,99,double,why,\n")
    assert regrade.main([]) == 0
    assert (
        """answer one: make regrade STUDENT='O'"'"'Brien' LESSON=99 EXERCISE=double ANSWER="what"""
    ) in capsys.readouterr().out
