"""A class with every kind of trouble: one row each, honest, and the batch goes on."""

import copy
import html
import json
import re
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from grading import CourseError
from grading.answers import fill, solved
from grading.grade import grade_class
from grading.redact import CUT
from grading.release import derive
from grading.roster import read_deadlines, read_roster
from tests.sample_course import (
    CELLS,
    LESSON,
    hand_in,
    make_course,
    make_solution,
    once,
    read_grades,
    write_notebook,
)

ALL = 8  # points that tests decide in the sample lesson; the reflection is worth 3 more


def quiet(line):
    """Take progress without showing it."""


def cell(nb, name):
    return next(each for each in nb.cells if each.id == name)


def index(nb, name):
    return nb.cells.index(cell(nb, name))


def pasted(nb, name, below, source=None):
    """Copy a cell and paste it below another, as JupyterLab does: metadata stays."""
    twin = copy.deepcopy(cell(nb, name))
    twin.id = f"pasted-{name.replace('_', '-')}"
    twin.source = twin.source if source is None else source
    nb.cells.insert(index(nb, below) + 1, twin)


def perfect_notebook(root):
    release = nbformat.reads(derive(LESSON, root), as_version=4)
    return fill(release, make_solution(), solved)


def edit_pasted_test(nb):
    pasted(nb, "double_hidden", "double_hidden")


def edit_pasted_answer(nb):
    right = cell(nb, "double").source
    cell(nb, "double").source = "def double(x):\n    return 0"
    pasted(nb, "double", "double", right)


def edit_pasted_reflection(nb):
    pasted(nb, "reflection", "reflection")
    cell(nb, "reflection").source = ""


def edit_kernel_death(nb):
    cell(nb, "divide").source = "import os\nos._exit(1)"


def edit_deleted_test(nb):
    del nb.cells[index(nb, "double_hidden")]


def edit_points_and_flags(nb):
    cell(nb, "double_hidden").metadata.nbgrader.update(points=50, grade=False, solution=True)
    cell(nb, "divide_hidden").metadata.nbgrader.update(points=50, schema_version=1)
    cell(nb, "divide").source = "def divide(a, b):\n    return 0"


def edit_stripped_metadata(nb):
    for each in nb.cells:
        each.metadata = nbformat.from_dict({})


def edit_rewritten_test(nb):
    for name in ("double_check", "double_hidden"):
        cell(nb, name).source = "2"
        cell(nb, name).cell_type = "raw"
    cell(nb, "double").source = "def double(x):\n    return 0"


def edit_half_a_part(nb):
    cell(nb, "divide").source = "def divide(a, b):\n    return a // b, 1"


def edit_crash_in_hidden_test(nb):
    cell(nb, "double").source = "def double(x):\n    assert x > 0, 'no'\n    return 2 * x"
    tell = "print(In[-2])\nraise ValueError(In[-2])"
    pasted(nb, "double_demo", "double_hidden", tell)


def edit_own_numpy(nb):
    cell(nb, "divide_check").source = ""


# student: (what they did to a perfect notebook, points of the tests, status)
EDITS = {
    "perfect": (None, ALL, "graded"),
    "pasted_test": (edit_pasted_test, ALL, "graded"),
    "pasted_answer": (edit_pasted_answer, ALL, "graded"),
    "pasted_reflection": (edit_pasted_reflection, ALL, "graded"),
    "kernel_death": (edit_kernel_death, 3, "partial"),
    "deleted_test": (edit_deleted_test, ALL - 2, "graded"),
    "points_and_flags": (edit_points_and_flags, 3, "graded"),
    "stripped_metadata": (edit_stripped_metadata, ALL, "graded"),
    "rewritten_test": (edit_rewritten_test, ALL - 3, "graded"),
    "half_a_part": (edit_half_a_part, ALL - 2, "graded"),
    "crash_in_hidden": (edit_crash_in_hidden_test, 1 + 5, "graded"),
    "own_numpy": (edit_own_numpy, ALL, "graded"),
    "late": (None, ALL, "graded"),
    "odd timestamp": (None, ALL, "graded"),
}

# student: (bytes handed in, what the reason says)
BROKEN = {
    "truncated": (lambda text: text[: len(text) // 2], "cut off"),
    "empty": (lambda text: b"", "empty"),
    "not_json": (lambda text: b"hello", "not a notebook"),
    "no_cells": (lambda text: b'{"nbformat": 4, "nbformat_minor": 5}', "not a notebook"),
    "a_list": (lambda text: b"[1, 2]", "not a notebook"),
    "latin_1": (lambda text: text.replace(b"Double", b"D\xfcble"), "not UTF-8"),
    "conflict": (lambda text: b"<<<<<<< HEAD\n" + text, "merge conflict"),
}


def hand_in_class(root):
    (root / "deadlines.csv").write_text("lesson,due\n99,2026-01-31 18:00\n")
    nb = perfect_notebook(root)
    for student, (edit, _, _) in EDITS.items():
        mine = copy.deepcopy(nb)
        if edit:
            edit(mine)
        hand_in(root, student, mine)
    text = nbformat.writes(nb).encode()
    for student, (spoil, _) in BROKEN.items():
        hand_in(root, student, spoil(text))
    work = root / "submitted"
    (work / "late" / LESSON / "timestamp.txt").write_text("2026-02-01 20:00:30 UTC\n")
    (work / "odd timestamp" / LESSON / "timestamp.txt").write_text("yesterday\n")
    (work / "own_numpy" / LESSON / "numpy.py").write_text("raise SystemExit('mine')\n")
    (work / "own_numpy" / LESSON / "utils").mkdir()
    (work / "own_numpy" / LESSON / "utils" / "checks.py").write_text("check = passed = print\n")
    hand_in(root, "renamed", nb).rename(work / "renamed" / LESSON / "99_sample (1).ipynb")
    hand_in(root, "link", nb).unlink()
    (work / "link" / LESSON / f"{LESSON}.ipynb").symlink_to(root / "gradebook.db")
    (work / "empty_folder" / LESSON).mkdir(parents=True)
    students = [*EDITS, *BROKEN, "renamed", "link", "empty_folder", "absent", "be[a]"]
    hand_in(root, "be[a]", nb)
    hand_in(root, "stranger", nb)
    (root / "roster.csv").write_text("name,student\n" + "".join(f"x,{s}\n" for s in students))


@pytest.fixture(scope="module")
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


@pytest.mark.parametrize("student", BROKEN)
def test_broken_file_is_ungradable(graded, student):
    row = read_grades(graded[0])[student]
    assert (row["status"], row["score"], row["max_score"]) == ("ungradable", "0", "11")
    assert BROKEN[student][1] in row["reason"]
    assert "Not graded" in feedback(graded[0], student)


@pytest.mark.parametrize(
    ("student", "status", "reason"),
    [
        ("renamed", "ungradable", "there is no 99_sample.ipynb, but 99_sample (1).ipynb"),
        ("link", "ungradable", "99_sample.ipynb is a link"),
        ("be[a]", "ungradable", "the folder's name has a character"),
        ("empty_folder", "missing", "nothing was handed in"),
        ("absent", "missing", "nothing was handed in"),
        ("late", "graded", "late by 1 day 2 hours"),
        ("odd timestamp", "graded", "timestamp.txt holds no time"),
        ("deleted_test", "graded", "the file has no double_hidden, which earns nothing"),
        ("perfect", "graded", "1 answer waits for manual grading (3 points)"),
        ("kernel_death", "partial", "the kernel stopped in cell divide; what ran counts"),
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
    assert [c["id"] for c in kept] == ["pasted-reflection"]
    assert all(c["metadata"].get("nbgrader") != {} for c in cells)


@pytest.mark.parametrize("student", EDITS)
def test_feedback_hides_the_hidden_tests(graded, student):
    page = feedback(graded[0], student)
    text = html.unescape(re.sub(r"(?s)<style.*?</style>|<script.*?</script>|<[^>]*>", "", page))
    for secret in ("HIDDEN TESTS", "-21.5", "-43", "1234", "== 246", "Parts"):
        assert secret not in text, secret
    assert "Hidden tests ran here" in text
    assert (CUT in text) == (student == "crash_in_hidden"), "what its student printed"


def test_nothing_but_the_notebook_is_taken(graded):
    root, _ = graded
    folder = root / "autograded" / "own_numpy" / LESSON
    assert [path.name for path in folder.iterdir()] == [f"{LESSON}.ipynb"]
    assert (root / "submitted" / "own_numpy" / LESSON / "numpy.py").exists()
    assert not list((root / ".cache" / "staged").glob("*"))


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
    assert "second look" in read_grades(root)["ann"]["reason"]
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
    assert (row["score"], row["max_score"]) == ("9", "15")  # 8 - 1 by tests, 2 by hand
    assert list(root.glob("gradebook.db.*"))


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


@pytest.mark.parametrize("line", ["98,2026-01-31", "99,soon", ",2026-01-31", "99,"])
def test_malformed_deadline_names_its_line(tmp_path, line):
    root = make_course(tmp_path)
    (root / "deadlines.csv").write_text(f"lesson,due\n{line}\n")
    with pytest.raises(CourseError, match="line 2"):
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


def test_a_lesson_that_nobody_handed_in_is_missing_everywhere(tmp_path):
    root = make_course(tmp_path)
    (root / "roster.csv").write_text("student\nann\nbob\n")
    grade_class(root, "99", say=quiet)
    assert {row["status"] for row in read_grades(root).values()} == {"missing"}


SWALLOWS = """import time
while True:
    try:
        time.sleep(60)
    except KeyboardInterrupt:
        pass"""


@pytest.mark.parametrize(
    ("loop", "status"), [("while True:\n    pass", "graded"), (SWALLOWS, "partial")]
)
def test_endless_loop_keeps_what_was_earned(tmp_path, loop, status):
    root = make_course(tmp_path)
    with (root / "nbgrader_config.py").open("a") as config:
        config.write("\nc.Execute.timeout = 2\n")
    nb = perfect_notebook(root)
    cell(nb, "divide").source = loop
    hand_in(root, "ann", nb)
    hand_in(root, "bob", perfect_notebook(root))
    grade_class(root, say=quiet)
    assert score_of(root) == (status, 3)
    assert score_of(root, "bob") == ("graded", ALL)


def test_a_failure_of_ours_costs_one_row_not_the_class(tmp_path, monkeypatch):
    root = make_course(tmp_path)
    (root / "roster.csv").write_text("student\nann\nbob\n")

    def fail(student, lesson, root):
        raise PermissionError(student)

    monkeypatch.setattr("grading.grade.read_submission", fail)
    grade_class(root, "99", say=quiet)
    rows = read_grades(root)
    assert list(rows) == ["ann", "bob"]
    assert "grading failed, try again with `make grade`: PermissionError" in rows["bob"]["reason"]
