"""`make check`: every fault that it must see is planted here, and seen with file and cause."""

import base64
import copy
import subprocess
import sys

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from grading import ROOT, lesson_path
from grading.authoring.stamp import outputs
from grading.build import build
from grading.check import problems
from grading.lesson.release import release
from tests.helpers.built_course import cell, copy_course, edit, make_built_course
from tests.helpers.sample_course import LESSON

SOLUTION = f"solutions/{LESSON}/{LESSON}.ipynb"
RELEASE = f"notebooks/{LESSON}/{LESSON}.ipynb"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return make_built_course(tmp_path_factory.mktemp("built"))


@pytest.fixture
def course(built, tmp_path):
    return copy_course(built, tmp_path)


def seen(course, *words):
    """The one problem that holds all these words."""
    found = problems(course)
    assert any(all(word in line for word in words) for line in found), found


def change_source(course, name, source):
    """Edit a cell and derive the release, so that only the rule can complain."""
    edit(course, lambda nb: cell(nb, name).update(source=source))


def test_a_built_course_has_no_problems(course):
    assert problems(course) == []


# Drift


def test_a_release_that_was_edited_is_seen(course):
    edit(course, lambda nb: nb.cells[0].update(source="# Other"), stage="notebooks")
    seen(course, RELEASE, "differs from what its solution gives")


def test_a_missing_release_is_seen(course):
    lesson_path("notebooks", LESSON, course).unlink()
    seen(course, RELEASE, "missing")


def test_a_release_without_a_solution_is_seen(course):
    path = course / "notebooks" / "42_old" / "42_old.ipynb"
    path.parent.mkdir()
    path.write_bytes(lesson_path("notebooks", LESSON, course).read_bytes())
    seen(course, "notebooks/42_old/42_old.ipynb", "an orphan")


def test_a_stray_file_beside_a_solution_is_seen(course):
    (course / "solutions" / LESSON / "answers.py").write_text("x = 1\n")
    seen(course, f"solutions/{LESSON}/answers.py", "nbgrader would copy it")


def test_a_solution_edited_but_not_built_is_seen(course):
    change_source(course, "double_demo", "print(1)")
    release(LESSON, course)
    seen(course, SOLUTION, "its code changed since it was built")


def test_a_module_edited_without_a_build_is_seen(course):
    path = course / "utils" / "show.py"
    path.write_text(path.read_text() + "\n# another colour\n")
    seen(course, SOLUTION, "utils.show changed since it was built")


def test_a_picture_that_the_build_did_not_make_is_seen(course):
    def change(nb):
        data = cell(nb, "slope_explorer").outputs[0].data
        other = base64.b64encode(b"another picture").decode()
        data["text/html"] = f'<img alt="A line" src="data:image/png;base64,{other}">'

    edit(course, change)
    seen(course, SOLUTION, "picture is not the one that the build stored")


def test_a_solution_that_was_never_built_is_seen(course):
    edit(course, lambda nb: nb.metadata.pop("course"))
    seen(course, SOLUTION, "never built")


def test_an_unreadable_solution_ends_with_a_sentence(course):
    lesson_path("solutions", LESSON, course).write_text("{")
    code = (
        "from pathlib import Path; from grading import check; import functools;"
        f"check.problems = functools.partial(check.problems, Path({str(course)!r}));"
        "raise SystemExit(check.main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"{SOLUTION} cannot be read")
    assert "Traceback" not in done.stderr


# Answers in what ships


@pytest.mark.parametrize("marker", ["BEGIN SOLUTION", "BEGIN HIDDEN TESTS", "END MARK SCHEME"])
def test_a_marker_in_utils_is_seen(course, marker):
    (course / "utils" / "extra.py").write_text(f'"""Extra."""\n\n### {marker}\n')
    seen(course, "utils/extra.py", marker)


def test_an_answer_in_utils_is_seen(course):
    code = "def other(x):\n    quotient, remainder = a // b, a % b\n"
    (course / "utils" / "extra.py").write_text(code)
    seen(course, "utils/extra.py", "the answer", "cell divide")


def test_hidden_tests_in_utils_are_seen(course):
    source = cell_source(course, "double_hidden").split("### BEGIN HIDDEN TESTS")[1]
    source = source.split("### END")[0]
    (course / "utils" / "extra.py").write_text(source)
    seen(course, "utils/extra.py", "hidden tests", "cell double_hidden")


def test_an_answer_in_a_release_is_seen(course):
    def change(nb):
        cell(nb, "divide").source = "def divide(a, b):\n    quotient, remainder = a // b, a % b"

    edit(course, change, stage="notebooks")
    seen(course, RELEASE, "the answer", "cell divide")


def test_a_function_of_utils_with_an_exercises_name_is_seen(course):
    (course / "utils" / "extra.py").write_text("def double(x):\n    return 2 * x\n")
    seen(course, "utils/extra.py", "`double`", "name of an exercise")


def test_utils_importing_grading_is_seen(course):
    (course / "utils" / "extra.py").write_text("from grading import build\n")
    seen(course, "utils/extra.py", "imports grading")


def test_a_package_init_that_imports_is_seen(course):
    (course / "utils" / "__init__.py").write_text("import utils.show\n")
    seen(course, "utils/__init__.py", "must import nothing")


def cell_source(course, name):
    import nbformat

    nb = nbformat.read(lesson_path("solutions", LESSON, course), as_version=4)
    return cell(nb, name).source


# Rules of the source

BODY = "    ### BEGIN SOLUTION\n    result = x + x\n    ### END SOLUTION\n    return result"
FAULTS = {
    "no region": ("double", 'def double(x):\n    """Twice x."""\n    return 2', "BEGIN SOLUTION"),
    "no docstring": ("double", f"def double(x):\n{BODY}", "needs a docstring"),
    "an unclosed region": ("double_demo", "# ### BEGIN SOLUTION", "1 BEGIN SOLUTION but 0 END"),
    "a region in prose": (
        "title",
        "# T\n\n### BEGIN SOLUTION\n### END SOLUTION",
        "does not belong",
    ),
    "no rubric": ("reflection", "Why?\n\n### BEGIN SOLUTION\nSo.\n### END SOLUTION", "a rubric"),
    "a name from elsewhere": ("double_check", "check(double, 1.0, expected=2.0)", "uses `check`"),
    "a name that a demo uses": ("double_check", "double = 3", "which cell double_demo uses"),
    "an image without alt text": ("title", "# T\n\n![](neuron.png)", "without alt text"),
    "an HTML image without alt text": ("title", '# T\n\n<img src="a.png">', "without alt text"),
    "a blank alt text": ("title", '# T\n\n<img alt=" " src="a.png">', "without alt text"),
    "a long cell": ("double_demo", "\n".join(f"x{i} = {i}" for i in range(16)), "16 lines"),
    "a long test": ("double_check", "\n".join(f"x{i} = {i}" for i in range(21)), "21 lines"),
    "a long line": ("double_demo", f"x = '{'a' * 100}'", "a line of 106 characters"),
    "an emoji": ("title", "# T\n\nWell done \U0001f600", "an emoji"),
    "an exclamation mark": ("title", "# T\n\nWell done!", "exclamation mark"),
    "a filler word": ("title", "# T\n\nYou simply add.", "'simply'"),
    "a long paragraph": ("title", "# T\n\n" + "word " * 81, "a paragraph of 81 words"),
    "two sentences on a line": ("title", "# T\n\nWe add. You see the sum.", "two sentences"),
    "a noun for a heading": ("stretch", "## The stretch\n\nMore.", "begin with a verb"),
    "no title": ("title", "Words.", "the title"),
    "no explorer": ("slope_explorer", "1", "no explorer"),
    "no references": ("references", "## Sources", "no section 'References'"),
    "no summary": ("can_do", "## Be done", "no section 'What you can do now'"),
    "a comment that steers nbval": ("double_demo", "# NBVAL_SKIP\n1", "steers nbval"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_cell_that_breaks_a_house_rule_is_seen(course, fault):
    name, source, words = FAULTS[fault]
    change_source(course, name, source)
    seen(course, SOLUTION, words, "" if fault.startswith("no ") else f"cell {name}:")


def drop(nb, *names):
    nb.cells = [each for each in nb.cells if each.id not in names]


STRUCTURE = {
    "no hidden tests": (lambda nb: drop(nb, "double_hidden"), "double", "no hidden tests"),
    "no visible check": (lambda nb: drop(nb, "double_check"), "double", "no visible check"),
    "no reflection": (lambda nb: drop(nb, "reflection"), "reflection", "this one has 0"),
    "two reflections": (
        lambda nb: nb.cells.append(copy.deepcopy(cell(nb, "reflection"))),
        "reflection",
        "this one has 2",
    ),
    "no stretch goal": (lambda nb: drop(nb, "stretch"), "title", "no stretch goal"),
    "an unreadable id": (
        lambda nb: nb.cells.append(new_markdown_cell("Words.", id="7a3f9c21")),
        "7a3f9c21",
        "not readable",
    ),
    "another grade_id": (
        lambda nb: cell(nb, "double").metadata.nbgrader.update(grade_id="twice"),
        "double",
        "'twice'",
    ),
    "no points": (
        lambda nb: cell(nb, "double_check").metadata.nbgrader.update(points=0),
        "double_check",
        "points above 0",
    ),
    "an unlocked test": (
        lambda nb: cell(nb, "double_check").metadata.nbgrader.update(locked=False),
        "double_check",
        "must be locked",
    ),
    "a skipped cell": (
        lambda nb: cell(nb, "double_demo").metadata.update(tags=["nbval-skip"]),
        "double_demo",
        "nbval-skip",
    ),
    "many cells that are not compared": (
        lambda nb: [each.metadata.update(tags=["nbval-ignore-output"]) for each in nb.cells[:4]],
        "title",
        "4 cells whose output is not compared",
    ),
    "widget state": (
        lambda nb: nb.metadata.update(widgets={"state": {}}),
        "title",
        "widget state",
    ),
    "a cell that never ran": (
        lambda nb: nb.cells.append(new_code_cell("1", id="never_run")),
        "never_run",
        "never run",
    ),
}


def test_a_duplicate_cell_id_is_seen(course):
    path = lesson_path("solutions", LESSON, course)
    path.write_text(path.read_text().replace('"id": "can_do"', '"id": "stretch"'))
    seen(course, SOLUTION, "cell stretch: 2 cells have this id")


@pytest.mark.parametrize("fault", STRUCTURE)
def test_a_lesson_that_breaks_a_house_rule_is_seen(course, fault):
    change, name, words = STRUCTURE[fault]
    edit(course, change)
    seen(course, SOLUTION, f"cell {name}:", words)


def test_a_lesson_without_an_exercise_is_seen(course):
    graded = ["double", "double_check", "double_hidden", "divide", "divide_check", "divide_hidden"]
    edit(course, lambda nb: drop(nb, *graded))
    seen(course, SOLUTION, "no graded exercise")


OUTPUTS = {
    "a picture without alt text": (
        new_output("display_data", data={"image/png": "aaaa", "text/plain": "<Figure>"}),
        "display it with utils.show",
    ),
    "an error": (new_output("error", ename="ValueError", evalue="x", traceback=[]), "an error"),
    "a memory address": (
        new_output("stream", name="stdout", text="<object at 0x7f3a5c2b>"),
        "memory address",
    ),
}


@pytest.mark.parametrize("fault", OUTPUTS)
def test_a_stored_output_that_breaks_a_rule_is_seen(course, fault):
    output, words = OUTPUTS[fault]

    def change(nb):
        cell(nb, "double_demo").outputs = [output]
        nb.metadata.course.outputs = outputs(nb)

    edit(course, change)
    seen(course, SOLUTION, "cell double_demo", words)


def test_a_later_lesson_may_hold_an_earlier_answer_in_a_locked_cell(course):
    later = "99_sample_later"
    text = lesson_path("solutions", LESSON, course).read_text()
    path = lesson_path("solutions", later, course)
    path.parent.mkdir()
    # The later lesson asks for something else and brings the earlier answer along
    text = text.replace("divide", "split").replace(
        "a // b, a % b", "int(a / b), a - int(a / b) * b"
    )
    path.write_text(text)
    so_far = new_code_cell(
        "def divide(a, b):\n    quotient, remainder = a // b, a % b", id="so_far"
    )
    edit(course, lambda nb: nb.cells.insert(1, so_far), lesson=later)
    build(later, course)
    assert not [
        line for line in problems(course) if "it holds the answer" in line and "divide" in line
    ]
