"""`make check`: every fault that it must see is planted here, and seen with file and cause.

A planted fault is shown to the function that it is about, over a course of one small lesson; that
`problems` asks every one of these functions, a run over a course with a fault of each kind shows.
"""

import base64
import copy
import functools

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from grading import check, lesson_path
from grading.authoring.reading import read_as_far
from grading.authoring.rules import findings
from grading.check import drift, leaks, orphans, problems, utils_ships_no_answer
from grading.lesson.release import release
from tests.helpers.built_course import built_course, cell, copy_course, edit
from tests.helpers.sample_course import LESSON
from tests.helpers.starts import starts

SOLUTION = f"solutions/{LESSON}/{LESSON}.ipynb"
RELEASE = f"notebooks/{LESSON}/{LESSON}.ipynb"


@pytest.fixture(scope="module")
@starts("kernel")
def built(tmp_path_factory):
    return built_course(tmp_path_factory)


@pytest.fixture
def course(built, tmp_path):
    return copy_course(built, tmp_path)


@pytest.fixture
def small(built, tmp_path):
    """The course with no module in utils but the one that a test plants."""
    (tmp_path / "utils").mkdir()
    for stage in ("solutions", "notebooks"):
        path = lesson_path(stage, LESSON, tmp_path)
        path.parent.mkdir(parents=True)
        path.write_bytes(lesson_path(stage, LESSON, built).read_bytes())
    return tmp_path


def source(course):
    """The lesson's source, as `problems` reads it."""
    nb, told = read_as_far(LESSON, course)
    assert told == []
    return nb


def seen(found, *words):
    """One problem holds all these words."""
    found = list(found)
    assert any(all(word in line for word in words) for line in found), found


def change_source(course, name, text):
    edit(course, lambda nb: cell(nb, name).update(source=text))


def test_a_built_course_has_no_problems(course):
    assert problems(course) == []


def test_a_run_asks_for_everything(course):
    """One fault for each function that a run asks, all in one course."""
    (course / "solutions" / LESSON / "answers.py").write_text("x = 1\n")
    (course / "utils" / "extra.py").write_text(
        "def double(x):\n    quotient, remainder = a // b, a % b\n"
    )
    (course / "README.md").write_text("| 98 gone | more | 10 |\n")
    tests = course / "tests" / "lessons" / "test_lesson_99.py"
    tests.parent.mkdir(parents=True)
    tests.write_text('judge(LESSON, "halve", "return 1")\n')
    change_source(course, "title", "# T\n\nYou simply call `halve_it`.")
    (course / "solutions" / "98_broken").mkdir()
    lesson_path("solutions", "98_broken", course).write_text("{")
    later = lesson_path("solutions", "97_twin", course)
    later.parent.mkdir()
    later.write_bytes(lesson_path("solutions", LESSON, course).read_bytes())
    found = problems(course)
    for words in (
        (f"solutions/{LESSON}/answers.py", "an orphan"),
        ("utils/extra.py", "the answer"),
        ("utils/extra.py", "name of an exercise"),
        ("README.md", f"no row for lesson {LESSON}"),
        ("tests/lessons/test_lesson_99.py", "'halve'"),
        ("cell title", "'simply'"),
        ("cell title", "`halve_it`"),
        ("solutions/98_broken/98_broken.ipynb", "cannot be read"),
        ("notebooks/97_twin/97_twin.ipynb", "missing"),
        ("cell double", "has an exercise of this id"),
        (RELEASE, "differs from what its solution gives"),
    ):
        seen(found, *words)


# Drift


def test_a_release_that_was_edited_is_seen(course):
    edit(course, lambda nb: nb.cells[0].update(source="# Other"), stage="notebooks")
    seen(drift(LESSON, source(course), course), RELEASE, "differs from what its solution gives")


def test_a_missing_release_is_seen(course):
    lesson_path("notebooks", LESSON, course).unlink()
    seen(drift(LESSON, source(course), course), RELEASE, "missing")


def test_a_release_without_a_solution_is_seen(small):
    path = small / "notebooks" / "42_old" / "42_old.ipynb"
    path.parent.mkdir()
    path.write_bytes(lesson_path("notebooks", LESSON, small).read_bytes())
    seen(orphans(small), "notebooks/42_old/42_old.ipynb", "an orphan")


def test_a_stray_file_beside_a_solution_is_seen(small):
    (small / "solutions" / LESSON / "answers.py").write_text("x = 1\n")
    seen(orphans(small), f"solutions/{LESSON}/answers.py", "nbgrader would copy it")


def test_a_solution_edited_but_not_built_is_seen(course):
    change_source(course, "double_demo", "print(1)")
    release(LESSON, course)
    seen(drift(LESSON, source(course), course), SOLUTION, "its code changed since it was built")


def test_a_module_edited_without_a_build_is_seen(course):
    path = course / "utils" / "show.py"
    path.write_text(path.read_text() + "\n# another colour\n")
    seen(drift(LESSON, source(course), course), SOLUTION, "utils.show changed since it was built")


def test_a_picture_that_the_build_did_not_make_is_seen(course):
    def change(nb):
        data = cell(nb, "slope_explorer").outputs[0].data
        other = base64.b64encode(b"another picture").decode()
        data["text/html"] = f'<img alt="A line" src="data:image/png;base64,{other}">'

    edit(course, change)
    found = drift(LESSON, source(course), course)
    seen(found, SOLUTION, "picture is not the one that the build stored")


def test_a_solution_that_was_never_built_is_seen(course):
    edit(course, lambda nb: nb.metadata.pop("course"))
    seen(drift(LESSON, source(course), course), SOLUTION, "never built")


def test_an_unreadable_solution_ends_with_a_sentence(small, monkeypatch, capsys):
    lesson_path("solutions", LESSON, small).write_text("{")
    monkeypatch.setattr(check, "problems", functools.partial(problems, small))
    assert check.main([]) == 1
    assert capsys.readouterr().err.startswith(f"{SOLUTION} cannot be read: it is no JSON")


# Answers in what ships


def shipped(small, text):
    """What is said of a module of utils with this text."""
    (small / "utils" / "extra.py").write_text(text)
    known = {LESSON: source(small)}
    return [*leaks(known, small), *utils_ships_no_answer(known, small)]


@pytest.mark.parametrize("marker", ["BEGIN SOLUTION", "BEGIN HIDDEN TESTS", "END MARK SCHEME"])
def test_a_marker_in_utils_is_seen(small, marker):
    seen(shipped(small, f'"""Extra."""\n\n### {marker}\n'), "utils/extra.py", marker)


def test_an_answer_in_utils_is_seen(small):
    code = "def other(x):\n    quotient, remainder = a // b, a % b\n"
    seen(shipped(small, code), "utils/extra.py", "the answer", "cell divide")


def test_hidden_tests_in_utils_are_seen(small):
    text = cell(source(small), "double_hidden").source.split("### BEGIN HIDDEN TESTS")[1]
    text = text.split("### END")[0]
    seen(shipped(small, text), "utils/extra.py", "hidden tests", "cell double_hidden")


def test_an_answer_in_a_release_is_seen(small):
    def change(nb):
        cell(nb, "divide").source = "def divide(a, b):\n    quotient, remainder = a // b, a % b"

    edit(small, change, stage="notebooks")
    seen(shipped(small, ""), RELEASE, "the answer", "cell divide")


def test_a_function_of_utils_with_an_exercises_name_is_seen(small):
    found = shipped(small, "def double(x):\n    return 2 * x\n")
    seen(found, "utils/extra.py", "`double`", "name of an exercise")


def test_utils_importing_grading_is_seen(small):
    seen(shipped(small, "from grading import build\n"), "utils/extra.py", "imports grading")


def test_a_module_of_utils_that_is_no_python_is_seen(small):
    seen(shipped(small, "def (\n"), "utils/extra.py", "not Python")


def test_a_package_init_that_imports_is_seen(small):
    (small / "utils" / "__init__.py").write_text("import utils.show\n")
    seen(shipped(small, ""), "utils/__init__.py", "must import nothing")


def test_a_release_that_cannot_be_read_is_seen(small):
    lesson_path("notebooks", LESSON, small).write_text("{")
    seen(shipped(small, ""), RELEASE, "cannot be read")


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
    "an empty header": ("title", "# T\n\n| | shape |\n|---|---|\n| x | (n,) |", "empty header"),
    "a header of a formula": ("title", "# T\n\n| $z$ | y |\n|---|---|\n| 1 | 0 |", "formula alone"),
    "a word for something else": ("title", "# T\n\nWhoever reads this mends it.", "says 'mends'"),
    "a number from nowhere": ("title", "# T\n\nThe loss was 0.731 then.", "says 0.731"),
    "minutes that are wished for": ("title", "# T\n\n| Minutes | 60 |", "write | Minutes |"),
    "an HTML image without alt text": ("title", '# T\n\n<img src="a.png">', "without alt text"),
    "a blank alt text": ("title", '# T\n\n<img alt=" " src="a.png">', "without alt text"),
    "a small letter in markdown": ("title", "# T\n\n![a line](a.png)", "begins small: 'a line'"),
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


@pytest.fixture
def nb(lesson):
    """The lesson's source, in which a test may do damage."""
    return copy.deepcopy(lesson)


@pytest.fixture(scope="module")
def lesson(built):
    return source(built)


def broken(nb):
    """What the house rules say of a notebook, as `make check` prints it."""
    return [f"cell {name}: {said}" for name, said in findings(nb)]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_cell_that_breaks_a_house_rule_is_seen(nb, fault):
    name, text, words = FAULTS[fault]
    cell(nb, name).source = text
    seen(broken(nb), words, "" if fault.startswith("no ") else f"cell {name}:")


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
        lambda nb: [each.metadata.update(tags=["nbval-ignore-output"]) for each in nb.cells[:5]],
        "title",
        "5 cells whose output is not compared",
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


@pytest.mark.parametrize("fault", STRUCTURE)
def test_a_lesson_that_breaks_a_house_rule_is_seen(nb, fault):
    change, name, words = STRUCTURE[fault]
    change(nb)
    seen(broken(nb), f"cell {name}:", words)


def test_a_lesson_without_an_exercise_is_seen(nb):
    graded = ["double", "double_check", "double_hidden", "divide", "divide_check", "divide_hidden"]
    drop(nb, *graded)
    seen(broken(nb), "no graded exercise")


OUTPUTS = {
    "a picture without alt text": (
        new_output("display_data", data={"image/png": "aaaa", "text/plain": "<Figure>"}),
        "display it with utils.show",
    ),
    "an alt text that begins small": (
        new_output("display_data", data={"text/html": '<img alt="A bowl. it is 2.5 deep.">'}),
        "begins small: 'it is 2.5 deep.'",
    ),
    "an error": (new_output("error", ename="ValueError", evalue="x", traceback=[]), "an error"),
    "a memory address": (
        new_output("stream", name="stdout", text="<object at 0x7f3a5c2b>"),
        "memory address",
    ),
}


@pytest.mark.parametrize("fault", OUTPUTS)
def test_a_stored_output_that_breaks_a_rule_is_seen(nb, fault):
    output, words = OUTPUTS[fault]
    cell(nb, "double_demo").outputs = [output]
    seen(broken(nb), "cell double_demo", words)


@pytest.mark.parametrize(
    "alt",
    [
        "A bowl. Rate 0.1: it is 2.5 deep.",
        "Two curves. squared: round at 0.5, then steep; absolute: a corner.",
        "y_hat of shape (4, 1) minus y of shape (4,).",
        "6 images. 3 are wrong.",
        "A step’s length &amp; way. “one” is first.",
    ],
)
def test_an_alt_text_may_begin_with_a_label_or_a_number(nb, alt):
    output = new_output("display_data", data={"text/html": f'<img alt="{alt}">'})
    cell(nb, "double_demo").outputs = [output]
    assert not [line for line in broken(nb) if "begins small" in line]


def test_a_later_lesson_may_hold_an_earlier_answer_in_a_locked_cell(small):
    later = "99_sample_later"
    known = {LESSON: source(small), later: source(small)}
    answer = "def divide(a, b):\n    quotient, remainder = a // b, a % b"
    known[later].cells.insert(1, new_code_cell(answer, id="so_far"))
    released = nbformat.read(lesson_path("notebooks", LESSON, small), as_version=4)
    for lesson, wanted in ((later, 0), ("98_sample_earlier", 1)):
        path = lesson_path("notebooks", lesson, small)
        path.parent.mkdir()
        holding = copy.deepcopy(released)
        holding.cells.insert(1, new_code_cell(answer, id="so_far"))
        nbformat.write(holding, path)
        found = leaks({LESSON: known[LESSON]}, small)
        assert len([line for line in found if "the answer" in line and lesson in line]) == wanted
