"""A lesson is the class's where it was asked for: a stray file makes no column, no missing row."""

import sqlite3

import pytest

from grading import CourseError, collect
from grading.course.asked_for import asked_for, named_lessons
from grading.export import export_class
from grading.grade import grade_class
from grading.gradebook.class_of_lesson import Settings
from tests.helpers.collecting import OTHER, Run, good, made, other, root, roster
from tests.helpers.graded_class import quiet, read_lines
from tests.helpers.sample_course import LESSON, hand_in

__all__ = ["good", "made", "other", "root"]
NO_WALLS = Settings(unsandboxed=True)  # nothing runs: all that was handed in is broken
STUDENTS = [f"s{number:02}" for number in range(12)]
SAID = (
    f"1 student handed in {OTHER}, which was not asked for: it is kept, and "
    "`make grade LESSONS=98` grades it"
)


@pytest.fixture
def stray(root):
    """A class of twelve who handed in a lesson, and one of them another one, too."""
    roster(root, *STUDENTS, header="student")
    for student in STUDENTS:
        hand_in(root, student, b"{")
    hand_in(root, "s03", b"{", lesson=OTHER)
    return root


def graded(root, lessons=""):
    said = []
    grade_class(root, lessons, NO_WALLS, said.append)
    return {line[1] for line in read_lines(root / "grades.csv")[1:]}, said


def test_a_stray_file_makes_no_lesson_for_the_class(stray):
    lessons, said = graded(stray)
    assert lessons == {LESSON}
    assert said[-1] == SAID
    assert (stray / "submitted" / "s03" / OTHER / f"{OTHER}.ipynb").read_bytes() == b"{"
    with sqlite3.connect(stray / "gradebook.db") as book:  # which Formgrader shows
        assert book.execute("SELECT name FROM assignment").fetchall() == [(LESSON,)]
    assert not (stray / "release" / OTHER).exists()
    export_class(stray, say=quiet)
    for name in ("plain", "canvas", "moodle"):
        assert OTHER not in (stray / "exports" / f"{name}.csv").read_text(encoding="utf-8-sig")


def named(root):
    grade_class(root, "98", NO_WALLS, quiet)


def due(root):
    (root / "deadlines.csv").write_text("lesson,due\n98,2026-01-31 18:00\n")


def by_a_quarter(root):
    for student in STUDENTS[:3]:
        hand_in(root, student, b"{", lesson=OTHER)


def collected(root):
    Run(root, {"s05/hw.ipynb": b"{"}, OTHER)


@pytest.mark.parametrize("ask", [named, due, by_a_quarter, collected])
def test_what_was_asked_for_is_graded_for_all(stray, ask):
    ask(stray)
    lessons, said = graded(stray)
    assert lessons == {LESSON, OTHER}
    assert not any("not asked for" in line for line in said)


def test_where_only_strays_are_there_it_says_how_to_grade_them(stray):
    (stray / "deadlines.csv").write_text("lesson,due\n99,2026-01-31 18:00\n")
    for student in STUDENTS:
        (stray / "submitted" / student / LESSON).rename(stray / f"away-{student}")
    said = []
    with pytest.raises(CourseError, match="nothing to grade"):
        grade_class(stray, "", NO_WALLS, said.append)
    assert said == [SAID]


@pytest.mark.parametrize(
    ("counts", "size", "lessons"),
    [
        ({LESSON: 1}, 1, [LESSON]),  # a class of one
        ({LESSON: 1, OTHER: 1}, 1, [OTHER, LESSON]),
        ({LESSON: 2, OTHER: 1}, 2, [LESSON]),
        ({LESSON: 1}, 120, [LESSON]),  # the first of all, and nothing else was ever asked for
        ({LESSON: 3, OTHER: 2}, 120, [LESSON]),
        ({LESSON: 30, OTHER: 29}, 120, [LESSON]),
        ({LESSON: 110, OTHER: 30}, 120, [OTHER, LESSON]),
        ({}, 120, []),
    ],
)
def test_a_good_part_of_the_class_tells_what_was_asked_for(tmp_path, counts, size, lessons):
    came = {lesson: {f"s{each}" for each in range(count)} for lesson, count in counts.items()}
    assert asked_for(came, size, tmp_path) == lessons


def test_an_empty_folder_is_nothing_handed_in(stray):
    for student in STUDENTS:
        (stray / "submitted" / student / OTHER).mkdir(exist_ok=True)
    assert graded(stray)[0] == {LESSON}


def test_collecting_a_stray_calls_nobody_missing_there(root, good, other):
    roster(root, *STUDENTS, header="student")
    files = {f"{student}/hw.ipynb": good for student in STUDENTS[:6]}
    run = Run(root, files | {"s07/hw.ipynb": other})
    assert run.line("s07", OTHER).status == "taken"
    assert run.line("s07", OTHER).reason == 'renamed from "hw.ipynb"; not asked for'
    assert [who for who, lesson in run.lines if lesson == OTHER] == ["s07"]
    assert run.line("s07").status == "missing"
    assert run.said[-1] == SAID
    assert named_lessons(root) == set()
    again = Run(root, files | {"s07/hw.ipynb": other}, "98 99")
    assert named_lessons(root) == {LESSON, OTHER}
    assert again.line("s11", OTHER).status == collect.MISSING


def test_a_second_download_of_the_late_ones_is_of_the_same_lesson(root, good):
    roster(root, *STUDENTS, header="student")
    Run(root, {f"{student}/hw.ipynb": good for student in STUDENTS[:6]})
    late = Run(root, {"s09/hw.ipynb": good})
    assert late.line("s09").reason == 'renamed from "hw.ipynb"'
    assert "not asked for" not in late.text


STRAYS = {  # what lies in submitted/: what is said of it
    ".x/99_sample/hw.ipynb": " is not graded: its name begins with a dot; rename it",
    "S01/99_sample/x": " is not graded: roster.csv has no student 'S01'; the nearest is 's01'",
    "zoe/99_sample/hw.ipynb": " is not graded: roster.csv has no student 'zoe'",
    "99_sample.ipynb": " is left out: it belongs to submitted/STUDENT/LESSON/",
    "s01/notes.txt": "/notes.txt is left out: no lesson is called that",
}


@pytest.mark.parametrize("path", STRAYS)
def test_what_lies_where_no_grading_looks_is_said_last(stray, path):
    laid = stray / "submitted" / path
    laid.parent.mkdir(parents=True, exist_ok=True)
    laid.write_text("{}")
    (stray / "submitted" / ".DS_Store").write_text("")
    (stray / "submitted" / ".ipynb_checkpoints").mkdir()
    _, said = graded(stray)
    (line,) = (each for each in said if each.startswith("submitted/"))
    assert line == f"submitted/{path.split('/')[0]}{STRAYS[path]}"
    assert said.index(line) == len(said) - 2  # before the stray lesson's
