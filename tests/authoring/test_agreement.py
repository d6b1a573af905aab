"""An exercise is dropped, points are changed: what else speaks of them is named."""

from __future__ import annotations

import pytest

from grading import lessons
from grading.authoring import agreement
from grading.authoring.rules import findings
from grading.lesson.masters import read_solution
from tests.helpers.sample_course import CELLS, LESSON, make_solution

TITLE = (
    "# Double\n\n| lesson | about it |\n|---|---|\n| Minutes | 10 |\n"
    "| Points | 11, of which 3 for a short text |"
)
NAME = f"solutions/{LESSON}/{LESSON}.ipynb"


def sample(**sources):
    """The sample lesson; a cell's new source by id, or None to drop it."""
    kept = [
        (name, kind, points, sources.get(name, source))
        for name, kind, points, source in CELLS
        if sources.get(name, source) is not None
    ]
    return make_solution(kept)


def cell(nb, name):
    return next(each for each in nb.cells if each.id == name)


def said(rule, nb):
    return [f"{name}: {text}" for name, text in rule(nb)]


# Points


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("| Points | 11, of which 3 for a short text |", True),
        ("| Points | 11 |", True),
        ("| Points | 12, of which 3 for a short text |", False),
        ("| Points | 11, of which 2 for a short text |", False),
        ("| Points | eleven |", False),
        ("| Minutes | 11 |", True),
    ],
)
def test_the_title_says_the_sum_of_the_points(line, right):
    nb = sample(title=f"# Double\n\n| lesson | about it |\n|---|---|\n{line}")
    told = said(agreement.the_title_adds_the_points_up, nb)
    assert bool(told) != right
    assert right or "'| Points | 11, of which 3 for a short text |'" in told[0]


def test_changed_points_are_named_wherever_they_are_told(tmp_path):
    """One edit, of `divide_hidden`, from 4 points to 5."""
    nb = sample(title=TITLE)
    cell(nb, "divide_hidden").metadata.nbgrader.points = 5
    path = tmp_path / "tests" / "lessons" / "test_lesson_99.py"
    path.parent.mkdir(parents=True)
    path.write_text(
        'def test_half():\n    earned, possible, _ = judge(LESSON, "divide", "return 1")\n'
        "    assert (earned, possible) == (1, 5)\n"
    )
    told = [
        f"{name}: {text}" for name, text in findings(nb) if "points" in text or "Points" in text
    ]
    told += agreement.tests_ask_for_what_is_there({LESSON: nb}, tmp_path)
    assert told == [
        "title: it says '| Points | 11, of which 3 for a short text |', and the cells' points "
        "make it '| Points | 12, of which 3 for a short text |'",
        "divide_hidden: it says 'parts.score(4)', and the cell has 5 points: write 5",
        "tests/lessons/test_lesson_99.py: line 3 says that divide is worth 5 points; it is worth 6",
    ]


def test_a_rubric_adds_up_to_the_reflections_points():
    scheme = "### BEGIN MARK SCHEME\n- 1 point: one.\n- {} points: two.\n### END MARK SCHEME"
    for second, right in ((2, True), (1, False), (2.5, False)):
        told = said(agreement.the_rubric_adds_up, sample(reflection=scheme.format(second)))
        assert bool(told) != right
    assert told == ["reflection: its rubric adds up to 3.5 points, and the cell has 3"]


# An exercise is dropped


def test_the_tests_of_a_dropped_exercise_are_named():
    told = said(agreement.no_test_is_left_of_an_exercise, sample(divide=None))
    assert [text.split(":")[0] for text in told] == ["divide_check", "divide_hidden"]
    assert "'divide', which is no exercise of the lesson" in told[0]


def test_a_test_of_a_trained_file_needs_no_exercise():
    nb = sample(divide=None, divide_check="from utils.weights import load", divide_hidden=None)
    assert said(agreement.no_test_is_left_of_an_exercise, nb) == []


@pytest.mark.parametrize(
    ("source", "lacking"),
    [
        ("print(double(2))", "double"),
        ('with once_written("double"):\n    pass', "double"),
        ("def double(x):\n    return x\n\n\ndouble(3)", ""),
        ("for k in range(3):\n    print(k)", ""),
        ("f = lambda a, *b, **c: (a, b, c)", ""),
        ("try:\n    pass\nexcept ValueError as error:\n    print(error)", ""),
        ("from math import *", ""),
        ("%matplotlib inline\ndisplay(1)", ""),
        ("def (", ""),  # another rule says so
    ],
)
def test_a_demonstration_of_a_dropped_exercise_is_named(source, lacking):
    nb = sample(double=None, double_check=None, double_hidden=None, double_demo="1")
    cell(nb, "double_demo").source = f"once_written = 1\n{source}"
    told = said(agreement.names_are_defined, nb)
    assert told == ([f"double_demo: it uses `{lacking}`, which no cell defines"] if lacking else [])


def test_text_that_speaks_of_a_dropped_exercise_is_named():
    def told(**sources):
        nb = sample(**sources)
        return list(agreement.text_speaks_of_what_is_there({LESSON: nb}))

    title = "# T\n\n| symbol | meaning |\n|---|---|\n| `y_hat` | predictions |\n\nCall `{}`."
    for name in ("y_hat", "once_written", "log_softmax"):
        assert told(title=title.format(name)) == []
    (line,) = told(title=title.format("halve_it(x)"))
    assert line.startswith(f"{NAME}: cell title: it speaks of `halve_it`, which no lesson's code")


def test_an_id_that_another_lesson_has_is_named():
    known = {"98_other": sample(), LESSON: sample(divide=None)}
    told = list(agreement.ids_of_exercises_are_unique(known))
    assert told == [f"{NAME}: cell double: lesson 98_other has an exercise of this id"]


# The README and the lesson's tests


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("| 99 sample | double | 10 |", ""),
        ("| 99 sample | double | 20 |", "lesson 99 sample takes 20 minutes, and its title says 10"),
        ("", "no row for lesson 99_sample: | 99 sample | what one builds | 10 |"),
        ("| 99 sample | double | 10 |\n| 98 gone | x | 5 |", "a row for lesson '98 gone', which"),
    ],
)
def test_the_readmes_table_is_held_against_the_lessons(tmp_path, rows, words):
    (tmp_path / "README.md").write_text(
        f"| lesson | you build | minutes |\n|---|---|---|\n{rows}\n"
    )
    told = list(agreement.the_readme_lists_the_lessons({LESSON: sample(title=TITLE)}, tmp_path))
    assert [words in line for line in told] == ([True] if words else [])


TESTS = """
@pytest.mark.parametrize("exercise", ["double", "gone_a"])
def test_one(exercise): ...

@pytest.mark.parametrize(("n", "exercise"), [(1, "divide"), (2, "gone_b"), param(3, "gone_c")])
def test_two(n, exercise): ...

def test_three():
    judge_idea(LESSON, "gone_d", "an idea")
    earned, possible, said = earned_by(LESSON, "double", names_after("gone_e"))
    assert possible == 3
    assert (earned, possible, said) == (3, 3, [])
"""


def test_a_lessons_tests_that_ask_for_a_dropped_exercise_are_named(tmp_path):
    path = tmp_path / "tests" / "lessons" / "test_lesson_99.py"
    path.parent.mkdir(parents=True)
    path.write_text(TESTS)
    told = list(agreement.tests_ask_for_what_is_there({LESSON: sample()}, tmp_path))
    assert [line.split("'")[1] for line in told] == ["gone_a", "gone_b", "gone_c", "gone_d"]
    assert told[3] == (
        "tests/lessons/test_lesson_99.py: line 9 asks for 'gone_d', no exercise of lesson 99_sample"
    )
    path.write_text("def (\n")
    (line,) = agreement.tests_ask_for_what_is_there({LESSON: sample()}, tmp_path)
    assert line.startswith("tests/lessons/test_lesson_99.py: it is not Python")


def test_dropping_any_exercise_of_the_course_is_named_by_its_tests_and_demonstrations():
    for lesson in lessons():
        nb = read_solution(lesson)
        gone = next(c for c in nb.cells if c.metadata.get("nbgrader", {}).get("solution")).id
        nb.cells = [c for c in nb.cells if c.id != gone]
        told = said(agreement.no_test_is_left_of_an_exercise, nb)
        assert {line.split(":")[0] for line in told} >= {f"{gone}_check", f"{gone}_hidden"}, lesson
