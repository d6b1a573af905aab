"""A class is graded: one row each, in the roster's order, and what is said of it.

What students break, and how they cheat, stands in `test_hostile`.
"""

import copy
import csv
import html
import json
import re
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from grading import CourseError
from grading.autograde.examiner import Times
from grading.course.roster import Person, read_deadlines, read_people, read_roster
from grading.grade import grade_class, main
from grading.gradebook.class_of_lesson import Settings
from grading.gradebook.grades_csv import Row, to_do
from grading.lesson.release import derive
from tests.helpers.hostile import HALF, cell, pasted, perfect_notebook
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
from tests.helpers.starts import starts

ALL = 8  # points that tests decide in the sample lesson; the reflection is worth 3 more


def quiet(line):
    """Take progress without showing it."""


def edit_pasted_reflection(nb):
    pasted(nb, "reflection", "reflection")
    cell(nb, "reflection").source = ""


def edit_half_a_part(nb):
    cell(nb, "divide").source = HALF


def edit_what_was_run(nb):
    cell(nb, "double").source = "def double(x):\n    assert x > 0, 'no'\n    return 2 * x"
    pasted(nb, "double_demo", "double_hidden", "print(In[-2])\nraise ValueError(In[-2])")


# student: (what they did to a perfect notebook, points of the tests, status)
EDITS = {
    "perfect": (None, ALL, "graded"),
    "pasted_reflection": (edit_pasted_reflection, ALL, "graded"),
    "half_a_part": (edit_half_a_part, ALL - 2, "graded"),
    "what_was_run": (edit_what_was_run, 1 + 5, "tampered"),
    "late": (None, ALL, "graded"),
}


def hand_in_class(root):
    (root / "deadlines.csv").write_text("lesson,due\n99,2026-01-31 18:00\n")
    nb = perfect_notebook(root)
    for student, (edit, _, _) in EDITS.items():
        mine = copy.deepcopy(nb)
        if edit:
            edit(mine)
        hand_in(root, student, mine)
    work = root / "submitted"
    (work / "late" / LESSON / "timestamp.txt").write_text("2026-02-01 20:00:30 UTC\n")
    (work / "perfect" / LESSON / "notes.txt").write_text("mine\n")
    (work / "empty_folder" / LESSON).mkdir(parents=True)
    students = [*EDITS, "empty_folder", "absent", "be[a]"]
    hand_in(root, "be[a]", nb)
    hand_in(root, "stranger", nb)
    (root / "roster.csv").write_text("name,student\n" + "".join(f"x,{s}\n" for s in students))


@pytest.fixture(scope="module")
@starts("sandbox")
def graded(tmp_path_factory):
    """The root of a graded class, and what grading said."""

    def make(folder):
        root = make_course(folder)
        hand_in_class(root)
        said = []
        grade_class(root, say=said.append)
        (folder / "said").write_text("\n".join(said))

    folder = once(tmp_path_factory, "trouble", make)
    return folder / "course", (folder / "said").read_text()


def feedback(root, student):
    path = root / "feedback" / student / LESSON / f"{LESSON}.html"
    return path.read_text(encoding="utf-8")


def test_one_row_for_everyone_in_the_roster(graded):
    root, said = graded
    assert list(read_grades(root)) == read_roster(root)
    assert "submitted/stranger is not graded" in said


@pytest.mark.parametrize("student", EDITS)
def test_honest_score(graded, student):
    row = read_grades(graded[0])[student]
    assert (float(row["score"]), row["status"]) == EDITS[student][1:], row["reason"]
    assert float(row["max_score"]) == ALL + 3


@pytest.mark.parametrize(
    ("student", "status", "reason"),
    [
        ("be[a]", "ungradable", "the folder's name has a character"),
        ("empty_folder", "missing", "nothing was handed in"),
        ("absent", "missing", "nothing was handed in"),
        ("late", "graded", "late by 1 day 2 hours"),
        ("perfect", "graded", "1 answer waits for manual grading (3 points)"),
        ("what_was_run", "tampered", "cell pasted-double-demo reads what was run with `In`"),
    ],
)
def test_reason_in_words(graded, student, status, reason):
    row = read_grades(graded[0])[student]
    assert row["status"] == status
    assert reason in row["reason"]


def test_the_written_copy_of_an_answer_is_the_one_that_counts(graded):
    path = graded[0] / "autograded" / "pasted_reflection" / LESSON / f"{LESSON}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    kept = [c for c in cells if c["metadata"].get("nbgrader", {}).get("grade_id") == "reflection"]
    assert [c["id"] for c in kept] == ["reflection"]
    assert "Quotient times divisor plus remainder" in "".join(kept[0]["source"])
    assert all(c["metadata"].get("nbgrader") != {} for c in cells)


@pytest.mark.parametrize("student", EDITS)
def test_feedback_hides_the_hidden_tests(graded, student):
    page = feedback(graded[0], student)
    text = html.unescape(re.sub(r"(?s)<style.*?</style>|<script.*?</script>|<[^>]*>", "", page))
    for secret in ("HIDDEN TESTS", "-21.5", "-43", "1234", "== 246", "Parts"):
        assert secret not in text, secret
    assert "Hidden tests ran here" in text


def test_work_that_cannot_be_graded_gets_a_page_that_says_so(graded):
    page = feedback(graded[0], "be[a]")
    assert "not graded yet" in page
    assert "the folder&#x27;s name has" in page
    assert '<html lang="en">' in page
    assert "hand in that file" in page


def test_nothing_but_the_notebook_is_taken(graded):
    root, _ = graded
    folder = root / "autograded" / "perfect" / LESSON
    assert [path.name for path in folder.iterdir()] == [f"{LESSON}.ipynb"]
    assert (root / "submitted" / "perfect" / LESSON / "notes.txt").exists()
    assert not list((root / ".cache" / "staged").glob("*"))


@pytest.mark.sandbox
def test_a_second_run_changes_nothing_and_runs_nothing(tmp_path):
    root = make_course(tmp_path)
    hand_in(root, "ann", perfect_notebook(root))
    grade_class(root, say=quiet)
    notebook = root / "autograded" / "ann" / LESSON / f"{LESSON}.ipynb"
    before = [(p, p.stat().st_mtime_ns) for p in (notebook, *root.glob("feedback/*/*/*"))]
    rows = (root / "grades.csv").read_bytes()
    grade_class(root, say=quiet)
    assert (root / "grades.csv").read_bytes() == rows
    assert before == [(p, p.stat().st_mtime_ns) for p, _ in before]


def score_of(root, student="ann"):
    row = read_grades(root)[student]
    return row["status"], float(row["score"])


@pytest.mark.sandbox
def test_regrade_follows_the_work_up_and_down(tmp_path):
    root = make_course(tmp_path)
    release = nbformat.reads(derive(LESSON, root), as_version=4)
    hand_in(root, "ann", release)
    grade_class(root, say=quiet)
    assert score_of(root) == ("graded", 0)
    hand_in(root, "ann", perfect_notebook(root))
    grade_class(root, say=quiet)
    assert score_of(root) == ("graded", ALL)
    set_by_hand(root, 3)
    grade_class(root, say=quiet)
    assert score_of(root) == ("graded", ALL + 3)
    assert read_grades(root)["ann"]["reason"] == ""
    assert "(Score: 11.0 / 11.0)" in feedback(root, "ann")
    worse = perfect_notebook(root)
    edit_half_a_part(worse)
    hand_in(root, "ann", worse)
    grade_class(root, say=quiet)
    assert score_of(root) == ("graded", ALL - 2 + 3)
    assert read_grades(root)["ann"]["reason"] == ""  # what a person read is as it was
    hand_in(root, "ann", b"{")
    grade_class(root, say=quiet)
    assert score_of(root) == ("ungradable", 0)
    assert auto_scores(root) == {0}
    assert not list(root.glob("autograded/ann/*"))


def set_by_hand(root, points):
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        grade = gradebook.find_grade("reflection", LESSON, LESSON, "ann")
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.db.commit()


def auto_scores(root):
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        notebook = gradebook.find_submission_notebook(LESSON, LESSON, "ann")
        return {grade.auto_score for grade in notebook.grades}


@pytest.mark.sandbox
def test_a_solution_with_another_cell_keeps_scores_given_by_hand(tmp_path):
    root = make_course(tmp_path)
    nb = perfect_notebook(root)
    hand_in(root, "ann", nb)
    grade_class(root, say=quiet)
    set_by_hand(root, 2)
    more = ("double_more", "test", 5, "assert double(4) == 8")
    cells = [each for each in CELLS if each[0] != "divide_check"]
    path = Path("solutions") / LESSON / f"{LESSON}.ipynb"
    write_notebook(make_solution([*cells, more]), root / path)
    grade_class(root, say=quiet)
    row = read_grades(root)["ann"]
    # The test that is new to ann's notebook is put into it: 8 - 1 + 5 by tests, 2 by hand
    assert (row["score"], row["max_score"]) == ("14", "15")
    assert list(root.glob("gradebook.db.*"))


@pytest.mark.sandbox
def test_rows_of_other_lessons_stay(tmp_path):
    root = make_course(tmp_path)
    (root / "grades.csv").write_text(
        "student,lesson,status,score,max_score,reason\nann,00_old,graded,4,5,\n"
    )
    hand_in(root, "ann", b"")
    grade_class(root, say=quiet)
    assert "ann,00_old,graded,4,5,\n" in (root / "grades.csv").read_text()


@pytest.mark.parametrize(
    ("roster", "reason"),
    [
        ("name\nann\n", "needs a column 'student' and has name"),
        ("", "has none"),
        ("student\n", "names no student"),
        ("student\nann\nann\n", "line 3: ann stands there twice"),
        ("student\nanna\nAnna\n", "line 3: Anna and anna would have the same folder"),
        ("student\nm\u00fc\nmu\u0308\n", "line 3: mu\u0308 and m\u00fc would have the same folder"),
        ("student,canvas_id\nann,1.2E+05\n", "a spreadsheet has rounded the canvas_id to 1.2E"),
        ("student,moodle_id\nann,5E+05\n", "a spreadsheet has rounded the moodle_id to 5E"),
        ("student\n\n,\nann\nann\n", "line 5: ann stands there twice"),
        ("student,name\nann,Example, Ann\n", "line 2: more cells than the first line has"),
        ("student;name\nann;A;B\n", "a name that holds a semicolon"),
        ("student,x\n,1\n", "line 2: no student"),
        ("student\n../ann\n", "is no folder name"),
        ("student\n\xfc".encode("latin-1"), "not a CSV file in UTF-8"),
    ],
)
def test_malformed_roster_is_one_sentence(tmp_path, roster, reason):
    content = roster if isinstance(roster, bytes) else roster.encode()
    (tmp_path / "roster.csv").write_bytes(content)
    with pytest.raises(CourseError, match=r"roster\.csv") as caught:
        read_roster(tmp_path)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("sign", "coding"),
    [(",", "utf-8-sig"), (";", "utf-8-sig"), ("\t", "utf-16"), (";", "utf-8"), (",", "utf-16")],
)
def test_a_roster_is_read_as_spreadsheets_write_it(tmp_path, sign, coding):
    lines = ["student,name,email", "ann,Änn Example,ann@example.org", ",,", ",,"]
    (tmp_path / "roster.csv").write_bytes("\r\n".join(lines).replace(",", sign).encode(coding))
    assert read_people(tmp_path) == [Person("ann", "Änn Example", "ann@example.org")]


@pytest.mark.parametrize(
    "line",
    ["98,2026-01-31 18:00", "99,soon", ",2026-01-31 18:00", "99,", "99,2026-01-31"],
)
def test_malformed_deadline_names_its_line(tmp_path, line):
    root = make_course(tmp_path)
    (root / "deadlines.csv").write_text(f"lesson,due\n{line}\n")
    with pytest.raises(CourseError, match="line 2"):
        read_deadlines(root)


def test_a_lesson_has_one_deadline(tmp_path):
    root = make_course(tmp_path)
    (root / "deadlines.csv").write_text("lesson,due\n99,2026-01-31 18:00\n99,2026-02-01 18:00\n")
    with pytest.raises(CourseError, match="line 3: 99_sample stands there twice"):
        read_deadlines(root)


def test_nothing_handed_in_says_where_work_belongs(tmp_path):
    root = make_course(tmp_path)
    with pytest.raises(CourseError, match="submitted/STUDENT/LESSON"):
        grade_class(root, say=quiet)
    hand_in(root, "ann", b"", lesson="neurons")
    said = []
    with pytest.raises(CourseError, match="LESSONS="):
        grade_class(root, say=said.append)
    assert "no lesson is called that" in said[0]


@pytest.mark.sandbox
def test_a_lesson_that_nobody_handed_in_is_missing_everywhere(tmp_path):
    root = make_course(tmp_path)
    (root / "roster.csv").write_text("student\nann\nbob\n")
    grade_class(root, "99", say=quiet)
    assert {row["status"] for row in read_grades(root).values()} == {"missing"}


@pytest.mark.sandbox
def test_endless_loops_keep_what_was_earned(tmp_path):
    root = make_course(tmp_path)
    nb = perfect_notebook(root)
    cell(nb, "divide").source = "while True:\n    pass"
    hand_in(root, "ann", nb)
    hand_in(root, "bob", perfect_notebook(root))
    grade_class(root, settings=Settings(times=Times(cell=2)), say=quiet)
    assert score_of(root) == ("partial", 3)
    assert "cell divide ran for more than 2 s" in read_grades(root)["ann"]["reason"]
    assert score_of(root, "bob") == ("graded", ALL)


def history(root):
    with (root / "history.csv").open(newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.sandbox
def test_history_has_a_line_for_every_result_also_for_points_given_by_hand(tmp_path):
    root = make_course(tmp_path)
    hand_in(root, "ann", perfect_notebook(root))
    for _ in range(2):
        grade_class(root, settings=Settings(workers=1), say=quiet)
    assert [line["score"] for line in history(root)] == [str(ALL)]
    assert history(root)[0]["handed_in"] == ""
    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        grade = book.find_grade("reflection", LESSON, LESSON, "ann")
        grade.manual_score, grade.needs_manual_grade = 2.0, False
        book.db.commit()
    for _ in range(2):
        grade_class(root, settings=Settings(workers=1), say=quiet)
    (root / "submitted" / "ann" / LESSON / "timestamp.txt").write_text("2026-01-30 17:00 +0100")
    grade_class(root, settings=Settings(workers=1), say=quiet)
    assert [line["score"] for line in history(root)] == [str(ALL), str(ALL + 2), str(ALL + 2)]
    assert history(root)[2]["handed_in"] == "2026-01-30 16:00:00"


@pytest.mark.sandbox
def test_a_function_that_does_not_return_is_named_so(tmp_path):
    root = make_course(tmp_path)
    nb = perfect_notebook(root)
    cell(nb, "divide").source = "def divide(a, b):\n    while True:\n        pass"
    hand_in(root, "ann", nb)
    grade_class(root, settings=Settings(times=Times(call=1)), say=quiet)
    assert score_of(root) == ("partial", 3)
    page = feedback(root, "ann")
    assert "divide(7, 2) did not come to an end: it ran for more than 1 s" in page
    assert "any/endless" in (root / "mistakes.csv").read_text()


@pytest.mark.sandbox
@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (
            "def divide(a, b)\n    return a // b",
            "because its cell stopped with SyntaxError: expected",
        ),
        ("import nothing_of_that_name\ndef divide(a, b):\n    return 1", "ModuleNotFoundError: No"),
        (
            "def devide(a, b):\n    return a // b, a % b",
            "its cell runs, and defines nothing of that",
        ),
    ],
)
def test_a_name_that_is_not_there_is_explained_in_every_test(tmp_path, source, reason):
    root = make_course(tmp_path)
    nb = perfect_notebook(root)
    cell(nb, "divide").source = source
    hand_in(root, "ann", nb)
    grade_class(root, settings=Settings(workers=1), say=quiet)
    assert score_of(root) == ("graded", 3)
    page = html.unescape(feedback(root, "ann"))
    assert "`divide` is not there" in page
    assert page.count(reason) >= 2
    assert "any/not-defined" in (root / "mistakes.csv").read_text()


@pytest.mark.sandbox
def test_work_on_an_older_release_is_no_edited_test(tmp_path):
    root = make_course(tmp_path)
    hand_in(root, "ann", perfect_notebook(root))
    cells = [list(each) for each in CELLS]
    for each in cells:
        if each[0] == "double_check":
            each[2], each[3] = 2, each[3] + "\n# Another line"
    write_notebook(make_solution(cells), root / "solutions" / LESSON / f"{LESSON}.ipynb")
    grade_class(root, settings=Settings(workers=1), say=quiet)
    row = read_grades(root)["ann"]
    assert "brought double_check up to date with the lesson" in row["reason"]
    assert "restored" not in row["reason"]
    assert score_of(root) == ("graded", ALL + 1)


@pytest.mark.parametrize("workers", ["abc", "-3", "0", "1.5"])
def test_workers_are_counted_in_whole_numbers(workers, capsys):
    assert main(["--workers", workers]) == 1
    assert f"WORKERS={workers}: a whole number" in capsys.readouterr().err


@pytest.mark.sandbox
def test_what_did_not_run_to_its_end_runs_again_only_when_asked(tmp_path):
    root, ran = make_course(tmp_path), tmp_path / "course" / ".cache" / "graded" / LESSON
    nb = perfect_notebook(root)
    cell(nb, "divide").source = "import os\nos._exit(1)"
    hand_in(root, "ann", nb)
    hand_in(root, "bob", perfect_notebook(root))

    def graded_anew(**how):
        notes = {path: path.stat().st_mtime_ns for path in ran.glob("*.json")}
        grade_class(root, settings=Settings(workers=1, **how), say=quiet)
        assert score_of(root) == ("partial", 3)
        assert score_of(root, "bob") == ("graded", ALL)
        return {p.stem for p in ran.glob("*.json") if p.stat().st_mtime_ns != notes.get(p)}

    assert graded_anew() == {"ann", "bob"}
    assert graded_anew() == set()
    assert graded_anew(retry=True) == {"ann"}
    assert graded_anew(force=True) == {"ann", "bob"}


@pytest.mark.sandbox
def test_a_failure_of_ours_costs_one_row_not_the_class(tmp_path, monkeypatch):
    root = make_course(tmp_path)
    (root / "roster.csv").write_text("student\nann\nbob\n")

    def fail(student, lesson, root):
        raise PermissionError(student)

    monkeypatch.setattr("grading.gradebook.class_of_lesson.read_submission", fail)
    grade_class(root, "99", say=quiet)
    rows = read_grades(root)
    assert list(rows) == ["ann", "bob"]
    assert "grading failed, try again with `make grade`: PermissionError" in rows["bob"]["reason"]


def test_what_a_person_has_to_do_is_said_last():
    waits = "1 answer waits for manual grading (3 points); late by 2 hours"
    rows = [
        Row("ann", "01_a", "graded", 3, 9, waits),
        Row("bob", "01_a", "graded", 3, 9, "reflection waits for a second look: it changed"),
        Row("cy", "02_b", "partial", 3, 9, "it took too long; " + waits.replace("waits", "wait")),
        Row("dan", "02_b", "ungradable", 0, 9, "the file is empty: ask for it again"),
        Row("eve", "02_b", "missing", 0, 9, "nothing was handed in"),
    ]
    *odd, by_hand = to_do(rows)
    assert odd[0].startswith("cy, 02_b: partial, it took too long")
    assert odd[1] == "dan, 02_b: ungradable, the file is empty: ask for it again"
    assert by_hand == (
        "students whose answers wait for you: 2 in 01_a, 1 in 02_b. `make formgrader`, then "
        "`make grade`"
    )
    assert to_do(rows[-1:]) == []
    many = to_do([Row(f"s{n}", "02_b", "refused", 0, 9, "x") for n in range(25)])
    assert many[20:] == ["5 more are neither graded nor missing: see grades.csv"]
