"""The class of six: each scores what the points in the solution say."""

import nbformat
import pytest
from nbformat import NotebookNode

from grading import CourseError, lesson_path
from grading.authoring.filled_in import fill, first_half, solved, wrong
from grading.demo import STUDENTS, make_class, run_demo
from grading.formgrader import command
from grading.gradebook.grades_csv import Row, table
from tests.helpers.class_of_six import expected_scores
from tests.helpers.sample_course import LESSON, make_course, make_solution, once, read_grades
from tests.helpers.starts import starts


@pytest.fixture(scope="module")
@starts("sandbox")
def demo(tmp_path_factory):
    """The root of a course whose demo ran."""

    def make(folder):
        run_demo(make_course(folder), say=lambda line: None)

    folder = once(tmp_path_factory, "demo", make)
    return folder / "course"


@pytest.mark.parametrize("student", STUDENTS)
def test_expected_score(demo, student):
    solution = nbformat.read(lesson_path("solutions", LESSON, demo), as_version=4)
    row = read_grades(demo / ".cache" / "demo")[student]
    assert float(row["score"]) == expected_scores(solution)[student]
    assert row["status"] == ("ungradable" if student == "broken_file" else "graded")


def test_reasons(demo):
    rows = read_grades(demo / ".cache" / "demo")
    assert "late by 1 day 2 hours" in rows["late"]["reason"]
    assert "cut off" in rows["broken_file"]["reason"]
    assert rows["untouched"]["reason"] == "nothing was written into it"


def test_the_real_class_is_not_touched(demo):
    assert {path.name for path in demo.iterdir()} == {"solutions", "nbgrader_config.py", ".cache"}
    pages = demo.glob(".cache/demo/feedback/*/*/*.html")
    assert {path.parts[-3] for path in pages} == set(STUDENTS)


def test_table_is_aligned(demo):
    rows = [Row(name, LESSON, "graded", 1.5, 11, "") for name in ("a", "longer")]
    first, second, third = table(rows)
    assert first.index("lesson") == second.index(LESSON) == third.index(LESSON)


def test_half_rounds_up_and_wrong_keeps_the_form():
    solution = make_solution()
    assert first_half(solution) == {"double"}
    half = fill(solution, solution, lambda cell: None)
    assert half == solution
    assert half is not solution
    double = next(cell for cell in solution.cells if cell.id == "double")
    assert wrong(double).splitlines()[-2:] == ["    return -12345.678", "    return result"]
    assert "SOLUTION" not in solved(double)
    assert "result = x + x" in solved(double)


@pytest.mark.parametrize(
    ("region", "answer"),
    [
        ("def f(x):\n    return x", "def f(*args, **kwargs):\n    return -12345.678"),
        ("class A:\n    x = 1", "class A:\n    pass"),
        ("a, b = 1, 2", "a = -12345.678\nb = -12345.678"),
        ("print(1)", "pass"),
    ],
)
def test_wrong_answers_outside_functions(region, answer):
    source = f"### BEGIN SOLUTION\n{region}\n### END SOLUTION"
    assert wrong(NotebookNode(source=source)) == answer


def test_no_lesson(tmp_path):
    root = make_course(tmp_path)
    with pytest.raises(CourseError, match="no lesson is called"):
        run_demo(root, "77")
    assert not (root / ".cache").exists()


def test_a_new_class_replaces_the_old_one(tmp_path):
    root = make_course(tmp_path)
    target = tmp_path / "class"
    (target / "submitted" / "somebody").mkdir(parents=True)
    make_class([LESSON], root, target)
    assert {path.name for path in (target / "submitted").iterdir()} == set(STUDENTS)


def test_formgrader_needs_a_graded_class(demo):
    words, folder = command(".cache/demo", demo)
    assert folder == demo / ".cache" / "demo"
    assert f"--ServerApp.root_dir={folder}" in words
    with pytest.raises(CourseError, match="has no gradebook yet: run `make grade` first"):
        command("", demo)
