"""`make build`: fresh kernels, outputs without noise, stamps, byte-identical releases."""

import json
import shutil

import nbformat
import pytest

from grading import CourseError, lesson_path
from grading.authoring import running
from grading.authoring.stamp import imported, modules_used, stale
from grading.build import WIDGET_VIEW, build, remove_orphans
from tests.helpers.built_course import built_course, cell, copy_course, edit
from tests.helpers.sample_course import LESSON
from tests.helpers.starts import starts


@pytest.fixture(scope="module")
@starts("kernel")
def built(tmp_path_factory):
    return built_course(tmp_path_factory)


@pytest.fixture
def course(built, tmp_path):
    return copy_course(built, tmp_path)


def notebooks(root):
    return {path: path.read_bytes() for path in root.rglob("*.ipynb")}


def solution(root):
    return nbformat.read(lesson_path("solutions", LESSON, root), as_version=4)


def test_a_second_build_runs_nothing(course):
    before = notebooks(course)
    assert build(LESSON, course) == "up to date"
    assert notebooks(course) == before


def test_a_forced_build_changes_no_byte(course):
    before = notebooks(course)
    assert build(LESSON, course, force=True) == "built"
    assert notebooks(course) == before


def test_widgets_leave_no_ids_and_keep_their_static_picture(course):
    nb = solution(course)
    (output,) = cell(nb, "slope_explorer").outputs
    assert WIDGET_VIEW not in output.data
    assert 'alt="A line that rises by 2"' in output.data["text/html"]
    assert "widgets" not in nb.metadata
    assert "model_id" not in json.dumps(nb)


def test_no_times_and_versions_are_stored(course):
    nb = solution(course)
    assert set(nb.metadata) == {"kernelspec", "language_info", "course"}
    assert nb.metadata.language_info == {"name": "python"}
    assert all("execution" not in each.metadata for each in nb.cells)


def test_an_edited_cell_is_run_again(course):
    def change(nb):
        cell(nb, "double_demo").source = cell(nb, "double_demo").source.replace("2.0", "4.0")

    edit(course, change)
    assert build(LESSON, course) == "built and released"
    assert "8.0" in cell(solution(course), "double_demo").outputs[0].text


def test_edited_prose_is_released_without_a_run(course):
    edit(course, lambda nb: nb.cells[0].update(source="# Double\n\nNew words."))
    assert build(LESSON, course) == "released"
    assert "New words." in lesson_path("notebooks", LESSON, course).read_text()


def test_a_change_in_a_used_module_makes_the_lesson_stale(course):
    path = course / "utils" / "checking" / "messages.py"
    path.write_text(path.read_text() + "\nNEW = 1\n")
    assert stale(solution(course), course) == ["utils.checking.messages changed since it was built"]


def test_a_change_in_an_unused_module_does_not(course):
    path = course / "utils" / "bootstrap.py"
    path.write_text(path.read_text() + "\nNEW = 1\n")
    assert stale(solution(course), course) == []


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("1 / 0", "cell double_demo failed: ZeroDivisionError"),
        ("import sys\nprint('look out', file=sys.stderr)", "writes to stderr"),
        ("import os\nos._exit(1)", "the kernel died"),
    ],
)
def test_a_cell_that_fails_is_named_and_nothing_is_written(course, code, reason):
    edit(course, lambda nb: cell(nb, "double_demo").update(source=code))
    before = notebooks(course)
    with pytest.raises(CourseError, match=reason) as caught:
        build(LESSON, course)
    assert f"{LESSON}.ipynb" in str(caught.value)
    assert notebooks(course) == before


def test_a_stream_that_the_kernel_cut_is_stored_in_one_piece(course):
    source = "import sys\n\nfor i in range(3):\n    print(i)\n    sys.stdout.flush()"
    edit(course, lambda nb: cell(nb, "double_demo").update(source=source))
    build(LESSON, course)
    (output,) = cell(solution(course), "double_demo").outputs
    assert output.text == "0\n1\n2\n"


def test_an_unreadable_solution_is_named(course):
    lesson_path("solutions", LESSON, course).write_text("<<<<<<< HEAD")
    with pytest.raises(CourseError, match=r"99_sample\.ipynb cannot be read: it is no JSON"):
        build(LESSON, course)


def test_an_output_that_varies_in_digits_alone_stays_as_it_was(course):
    def change(nb):
        demo = cell(nb, "double_demo")
        demo.source = "import time\n\nprint(f'{time.perf_counter():.6f} s')"
        demo.metadata["tags"] = ["nbval-ignore-output"]

    edit(course, change)
    build(LESSON, course)
    before = notebooks(course)
    build(LESSON, course, force=True)
    assert notebooks(course) == before


def test_after_a_change_no_old_output_stays(course):
    def change(nb):
        cell(nb, "double_demo").source = "print(f'{double(2.0):.6f} s')"
        cell(nb, "double_demo").metadata["tags"] = ["nbval-ignore-output"]

    edit(course, change)
    build(LESSON, course)

    def answer_otherwise(nb):
        source = cell(nb, "double").source.replace("x + x", "x + x + 0.5")
        cell(nb, "double").source = source
        cell(nb, "double_check").source = "1"
        cell(nb, "double_hidden").source = "1"

    edit(course, answer_otherwise)
    build(LESSON, course)
    assert cell(solution(course), "double_demo").outputs[0].text == "4.500000 s\n"


def test_the_release_of_a_lesson_that_is_gone_is_removed(course):
    shutil.rmtree(course / "solutions" / LESSON)
    assert remove_orphans(course) == [LESSON]
    assert not (course / "notebooks" / LESSON).exists()


def test_the_release_holds_no_answers_and_no_outputs(course):
    released = nbformat.read(lesson_path("notebooks", LESSON, course), as_version=4)
    text = json.dumps(released)
    for secret in ("result = x + x", "-21.5", "names the identity", "first number back", "course"):
        assert secret not in text
    assert all(not each.get("outputs") for each in released.cells)
    assert 'raise NotImplementedError("this exercise is still blank")' in text.replace('\\"', '"')


def test_nbgraders_refusal_names_the_reason(course):
    edit(course, lambda nb: nb.cells[0].update(source="### BEGIN SOLUTION\nopen"))
    with pytest.raises(CourseError, match=r"cannot release 99_sample: .*no end solution"):
        build(LESSON, course)


def test_imports_are_found_at_any_depth():
    code = "%time 1\nimport numpy\ndef f():\n    from utils.show import img\n"
    assert imported(code) == {"utils.show", "utils.show.img"}
    assert "utils.checking.messages" in modules_used("from utils.checks import check")


def test_a_cell_that_does_not_end_is_named(course, monkeypatch):
    monkeypatch.setattr(running, "CELL_TIMEOUT", 5)
    endless = "import time\n\nwhile True:\n    time.sleep(0.01)"
    edit(course, lambda nb: cell(nb, "double_demo").update(source=endless))
    with pytest.raises(CourseError, match="cell double_demo ran for more than 5 s"):
        build(LESSON, course)
