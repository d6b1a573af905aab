"""Exports: what Canvas and Moodle read, finished scores only, and no cell that is a formula."""

import csv
import hashlib
import json
import os
import shutil
from datetime import datetime, timedelta

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import ExportApp
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from grading import CourseError
from grading.course.refusals import Refusals, RefusedWork
from grading.course.tables import as_points, safe, write_table
from grading.export import export_class
from grading.gradebook.grades_csv import FAILED, Row, write_grades
from grading.intake.unclaimed import SETTLED
from grading.reports.class_mistakes import Made, write_mistakes
from tests.helpers.sample_course import hand_in
from tests.helpers.sample_gradebook import LESSON, Graded, make_graded

FULL = (1, 2, 1, 4, 3)
EVIL = "=1+1"
CLASS = {
    "ann": Graded(FULL),
    "bob": Graded(
        (1, 0, 1, 2 / 3, 0), late=timedelta(days=2), penalty=0.5, reason="late by 2 days"
    ),
    "cleo": Graded((1, 2, 1, 4, None), reason="1 answer waits for manual grading (3 points)"),
    "dan": Graded((1, 0, 0, 0, 1), status="tampered", reason="cell double replaces `np`"),
    "eve": Graded(status="ungradable", reason="the file is empty"),
    "finn": Graded(status="missing"),
    "gus": Graded(status="refused", reason="work came and was refused on 2026-01-30 12:00: x"),
    "gil": Graded((0, 0, 0, 0, 0), status=FAILED, reason="try again"),
    EVIL: Graded((1, 2, 1, 0, 0), status="partial", reason="the kernel stopped"),
}
ROSTER = f"""student,name,email,canvas_id,moodle_id
ann,Ann Example,ann@example.org,101,7
bob,"Example, Bob",bob@example.org,102,8 9
cleo,Cleo Example,,103,
dan,@dan,dan@example.org,,
eve,,eve@example.org,104,
finn,,finn@example.org,105,
gus,,gus@example.org,107,
gil,,,,
{EVIL},=HYPERLINK(1),e@example.org,106,
"""


DUE = datetime(2026, 1, 31, 18)


@pytest.fixture(scope="module")
def make(tmp_path_factory):
    """Makes a graded class; copies of one that was made before are quicker."""
    made = {}

    def copy(due=DUE):
        if due not in made:
            made[due] = make_graded(tmp_path_factory.mktemp("made"), CLASS, due=due)
            (made[due] / "roster.csv").write_text(ROSTER)
        return shutil.copytree(made[due], tmp_path_factory.mktemp("copy") / "course")

    return copy


@pytest.fixture(scope="module")
def exported(make):
    """The three tables, by name, as rows; and what was said."""
    root, said = make(), []
    export_class(root, say=said.append)
    return {name: table(root, name) for name in ("plain", "canvas", "moodle")} | {"said": said}


def table(root, name):
    with (root / "exports" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def column(rows, key=0):
    """The last column by another one."""
    return {row[key]: row[-1] for row in rows}


def test_canvas_gets_the_columns_that_its_importer_looks_for(exported):
    header, worth, *rows = exported["canvas"]
    assert header == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", LESSON]
    assert worth == ["    Points Possible", "", "", "", "", "11"]
    assert rows[0] == ["Ann Example", "101", "", "", "", "11"]
    assert rows[2] == ["'@dan", "", "", "dan@example.org", "", "2"]  # no id: Canvas takes the login
    assert rows[3][0] == "finn"


def test_moodle_gets_addresses_and_no_row_that_would_go_to_another_student(exported):
    header, *rows = exported["moodle"]
    assert header == ["Email address", LESSON]
    assert rows[:2] == [["ann@example.org", "11"], ["bob@example.org", "2.16667"]]
    assert all(row[0] for row in rows)
    assert any("moodle.csv leaves out cleo, gil" in line for line in exported["said"])


def test_only_finished_scores_are_exported(exported):
    scores = {
        "Ann Example": "11",
        "Example, Bob": "2.16667",  # 2.66667 less the late penalty
        "Cleo Example": "",  # waits for a person
        "'@dan": "2",
        "eve": "",  # something came: a person must ask for it again
        "finn": "0",  # nothing came, and the deadline is over
        "gus": "",  # likewise
        "gil": "",  # our failure, not a zero
        "'=HYPERLINK(1)": "4",
    }
    plain = {row[1] or row[0]: row[3] for row in exported["plain"][2:]}
    assert plain == scores
    # For a platform no row at all: an empty cell would clear a score that it has
    assert column(exported["canvas"][2:]) == {who: score for who, score in scores.items() if score}
    assert "NO SCORE WAS EXPORTED, since a person must look first: cleo in 99_sample" in "\n".join(
        exported["said"]
    )
    said = "\n".join(exported["said"])
    assert "left out, waiting for manual grading (`make formgrader`, then `make grade`): 1" in said
    assert f"graded, left out, which is not 0: eve in {LESSON}, gus in {LESSON}." in said
    assert "left out, because grading failed (`make grade` tries again): 1" in said
    assert "flagged, and exported as they are (`make report` shows why): 1" in said


def test_plain_has_names_and_a_sum(exported):
    header, worth, *rows = exported["plain"]
    assert header == ["student", "name", "email", LESSON, "sum so far"]
    assert worth == ["(out of)", "", "", "11", "11"]
    assert rows[0] == ["ann", "Ann Example", "ann@example.org", "11", "11"]
    sums = {row[0]: row[4] for row in rows}
    assert (sums["cleo"], sums["finn"]) == ("", "0"), "who has no score yet has no sum"
    assert rows[-1][0] == "'=1+1"


def test_all_exports_unfinished_scores_as_they_are(make):
    root, said = make(), []
    export_class(root, unfinished=True, say=said.append)
    scores = column(table(root, "plain")[2:])
    assert (scores["cleo"], scores["finn"], scores["eve"], scores["gus"]) == ("8", "0", "0", "0")
    assert table(root, "plain")[2 + 7][3] == ""  # a failure of ours never counts
    assert f"graded, exported as 0: eve in {LESSON}, gus in {LESSON}." in "\n".join(said)
    assert "waiting for manual grading, and exported as they are: 1" in said


@pytest.mark.parametrize("due", [None, datetime(2999, 1, 1)])
def test_missing_work_counts_nothing_until_its_deadline_is_over(make, due):
    root, said = make(due), []
    export_class(root, say=said.append)
    assert table(root, "plain")[2 + 5][:4] == ["finn", "", "finn@example.org", ""]
    assert "left out, handed in nothing and not overdue: 1" in said


@pytest.mark.parametrize(
    "place", ["downloaded/unmatched/Finn E", "submitted/fin", "submitted/left-the-course"]
)
def test_where_work_is_nobodys_yet_nobody_gets_a_zero(make, place):
    root, said = make(), []
    path = root / place / LESSON / f"{LESSON}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"whose is it")
    export_class(root, say=said.append)
    assert {row[0]: row[3] for row in table(root, "plain")[2:]}["finn"] == ""
    assert "finn" not in {row[0] for row in table(root, "canvas")}
    assert (
        f"nobody gets a 0 in {LESSON} yet, finn among them: work came, and nothing told whose it "
        f"is: {place}/{LESSON}. Correct roster.csv and collect again; what is settled by hand, or "
        "no student's, delete there"
    ) in said
    export_class(root, unfinished=True, say=said.append)
    assert {row[0]: row[3] for row in table(root, "plain")[2:]}["finn"] == "0"
    if place.startswith("downloaded"):
        same = root / "submitted" / "bob" / LESSON / path.name
        same.parent.mkdir(parents=True)
        same.write_bytes(path.read_bytes())
        export_class(root, say=said.append)  # bob may have copied it
        assert {row[0]: row[3] for row in table(root, "plain")[2:]}["finn"] == ""
        path.with_name(SETTLED).write_text("bob\n")  # as `make collect` writes it
    else:
        shutil.rmtree(root / place)
    export_class(root, say=said.append)
    assert {row[0]: row[3] for row in table(root, "plain")[2:]}["finn"] == "0"


def test_what_came_since_grading_is_no_zero(make):
    root, said = make(), []
    hand_in(root, "finn", b"whatever it is")
    downloaded(root, "bob", LESSON)  # who has a score
    downloaded(root, "hal", LESSON)
    (root / "roster.csv").write_text(ROSTER + "hal,,hal@example.org,108,\n")
    export_class(root, say=said.append)
    scores = column(table(root, "plain")[2:])
    assert (scores["finn"], scores["hal"]) == ("", "")  # the sums
    rows = {row[0]: row[3] for row in table(root, "plain")[2:]}
    assert (rows["finn"], rows["hal"], rows["bob"]) == ("", "", "2.16667")
    assert "left out, handed in since `make grade` last ran: run it: 1" in said
    assert f"hal in {LESSON}. " in "\n".join(said)


def test_work_that_came_again_since_grading_is_asked_for_no_more(make):
    root, said = make(), []
    os.utime(root / "grades.csv", (0, 0))
    for student in ("eve", "gus", "bob"):
        hand_in(root, student, b"what was asked for")
    note = root / ".cache" / "graded" / LESSON / "ann.json"
    note.parent.mkdir(parents=True)
    for student in ("ann", "dan"):
        path = hand_in(root, student, student.encode())
        inputs = [hashlib.sha256(b"ann").hexdigest()]
        note.with_stem(student).write_text(json.dumps({"inputs": inputs, "status": "graded"}))
        os.utime(path, (1, 1))
    export_class(root, say=said.append)
    scores = {row[0]: row[3] for row in table(root, "plain")[2:]}
    assert [scores[each] for each in ("eve", "gus", "bob", "dan", "ann")] == [""] * 4 + ["11"]
    assert "left out, handed in since `make grade` last ran: run it: 4" in said
    assert "could not be graded" not in "\n".join(said)


def downloaded(root, student, lesson):
    work = RefusedWork(student, lesson, "2026-01-30 12:00", "", "it is no notebook: ask again")
    Refusals(root).note([work], [], "")


def test_points_given_by_hand_count_at_once_and_it_says_so(make):
    root, said = make(), []
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        grade = gradebook.find_grade("reflection", LESSON, LESSON, "cleo")
        grade.manual_score, grade.needs_manual_grade = 2.5, False
        gradebook.db.commit()
    export_class(root, say=said.append)
    assert column(table(root, "plain"))["cleo"] == "10.5"
    assert any("changed by hand since `make grade` last ran" in line for line in said)


def test_work_that_was_graded_again_after_a_person_scored_it_waits(make):
    root, said = make(), []
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        grade = gradebook.find_grade("reflection", LESSON, LESSON, "ann")
        grade.manual_score, grade.needs_manual_grade = 3, True
        gradebook.db.commit()
    export_class(root, say=said.append)
    assert table(root, "plain")[2][3] == ""


def test_lessons_can_be_chosen(make):
    root = make()
    make_graded(root.parent, CLASS, lesson="98_other")
    export_class(root, "98")
    assert table(root, "plain")[0][3:] == ["98_other", "sum so far"]
    export_class(root)
    assert table(root, "plain")[0][3:] == ["98_other", LESSON, "sum so far"]


def test_whoever_lacks_a_score_stands_in_a_file_without_that_lesson(make):
    root, said = make(), []
    other = {student: Graded(FULL) for student in CLASS} | {"bob": Graded((1, 2, 1, 4, None))}
    make_graded(root.parent, other, lesson="98_other")
    export_class(root, say=said.append)
    both, first, second = (table(root, f"canvas{number}") for number in ("", "_2", "_3"))
    assert [each[0][5:] for each in (both, first, second)] == [
        ["98_other", LESSON],
        ["98_other"],
        [LESSON],
    ]
    names = [row[0] for rows in (both, first, second) for row in rows[2:]]
    assert len(names) == len(set(names)) == len(CLASS)
    assert {"Cleo Example", "gil"} <= {row[0] for row in first}
    assert second[1:] == [
        ["    Points Possible", "", "", "", "", "11"],
        ["Example, Bob", "102", "", "", "", "2.16667"],
    ]
    moodle = [table(root, path.stem) for path in (root / "exports").glob("moodle*")]
    assert [["Email address", LESSON], ["bob@example.org", "2.16667"]] in moodle
    assert all(all(row[:1] + row[5:]) for rows in (both, first, second) for row in rows)
    assert any("each of canvas.csv, canvas_2.csv, canvas_3.csv: Canvas would" in x for x in said)


def test_files_of_an_earlier_export_go_where_they_hold_nothing_any_more(make):
    root = make()
    others = [root / "exports" / f"canvas{rest}.csv" for rest in ("_2", "_mine", "_2_mine", "_1a")]
    for path in others:
        path.parent.mkdir(exist_ok=True)
        path.touch()
    export_class(root, say=lambda line: None)
    assert [path.exists() for path in others] == [False, True, True, True]


def test_without_a_roster_folders_are_the_class(make):
    root = make()
    (root / "roster.csv").unlink()
    for student in ("ann", "bob"):
        (root / "submitted" / student).mkdir(parents=True)
    said = []
    export_class(root, say=said.append)
    assert [row[0] for row in table(root, "canvas")[2:]] == ["ann", "bob"]
    assert (
        "Canvas may not know ann, bob: roster.csv has no canvas_id, email or name for them" in said
    )


@pytest.mark.parametrize(
    ("exporter", "first"),
    [
        ("PlainExporter", "\ufeffstudent,name,email"),
        ("CanvasExporter", "Student,ID,SIS User ID,SIS Login ID,Section"),
        ("MoodleExporter", "Email address,99_sample"),
    ],
)
def test_nbgraders_own_command_takes_the_exporters(make, tmp_path, exporter, first):
    root = make()
    settings = Config()
    settings.CourseDirectory.root = str(root)
    settings.CourseDirectory.db_url = f"sqlite:///{root}/gradebook.db"
    settings.ExportApp.plugin_class = f"grading.export.{exporter}"
    settings.ExportPlugin.to = str(tmp_path / "out.csv")
    settings.ExportPlugin.student = ["ann"]
    app = ExportApp(config=settings)
    app.coursedir = CourseDirectory(parent=app)
    app.start()
    lines = (tmp_path / "out.csv").read_text().splitlines()
    assert lines[0].startswith(first)
    assert "11" in lines[-1]
    assert not any("bob" in line for line in lines)


def test_a_lesson_that_was_not_graded_is_not_the_whole_course(make):
    root = make()
    shutil.copytree(root / "solutions" / LESSON, root / "solutions" / "98_other")
    with pytest.raises(CourseError, match="none of these lessons was graded yet"):
        export_class(root, "98")


def test_the_spreadsheet_alone_begins_with_a_mark_for_excel(make):
    root = make()
    export_class(root, say=lambda line: None)
    marked = {p.stem for p in (root / "exports").iterdir() if p.read_bytes()[:3] == b"\xef\xbb\xbf"}
    assert marked == {"plain"}


def test_before_grading_there_is_one_sentence(tmp_path):
    with pytest.raises(CourseError, match="nothing was graded yet: run `make grade`"):
        export_class(tmp_path)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+ann", "'+ann"),
        ("-ann", "'-ann"),
        ("@ann", "'@ann"),
        ("\tann", " ann"),
        ("\r=1", "' =1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("a;=1", "a; =1"),
        ("ann", "ann"),
        ("", ""),
        ("-", "-"),  # Moodle's word for no grade
        ("-2.5", "-2.5"),
        ("-2+3", "'-2+3"),
        ("'=1", "'=1"),
    ],
)
def test_no_cell_is_a_formula(text, cell):
    assert safe(text) == cell
    assert safe(cell) == cell  # rows that stay are written again


def test_names_and_reasons_in_grades_and_mistakes_are_safe(tmp_path):
    row = Row(EVIL, LESSON, "graded", 1, 2, "@SUM(A1) was left out")
    write_grades(tmp_path / "grades.csv", [row], [LESSON])
    write_grades(
        tmp_path / "grades.csv", [Row("ann", "98_other", "graded", 1, 2, "")], ["98_other"]
    )
    lines = (tmp_path / "grades.csv").read_text().splitlines()
    assert "'=1+1,99_sample,graded,1,2,'@SUM(A1) was left out" in lines
    write_mistakes(
        tmp_path / "mistakes.csv", [Made(LESSON, "double", "a/b", "Why.", (EVIL, "ann"))]
    )
    assert "99_sample,double,a/b,2,Why.,'=1+1 ann" in (tmp_path / "mistakes.csv").read_text()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (11.0, "11"),
        (2.5, "2.5"),
        (2 / 3, "0.666667"),
        (1e-5, "0.00001"),
        (100000, "100000"),
    ],
)
def test_scores_have_at_most_six_digits_and_no_exponent(value, text):
    assert as_points(value) == text


def test_a_table_is_replaced_in_one_step(tmp_path):
    path = tmp_path / "exports" / "a.csv"
    write_table(path, ["x"], [["1"]])
    write_table(path, ["x"], [["a,b"], ['"q"']])
    assert path.read_text() == 'x\n"a,b"\n"""q"""\n'
    assert [each.name for each in path.parent.iterdir()] == ["a.csv"]


def test_canvas_gets_the_section(make):
    root = make()
    (root / "roster.csv").write_text("student,section,canvas_id\nann,Monday,101\n")
    export_class(root, say=str)
    assert table(root, "canvas")[2][:6] == ["ann", "101", "", "", "Monday", "11"]
