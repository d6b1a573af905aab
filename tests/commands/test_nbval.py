"""`make nbval` can fail: a class of notebooks with one planted fault each, run once."""

import subprocess
import sys
from xml.etree import ElementTree

import nbformat
import pytest

from grading import ROOT, CourseError, lesson_path
from grading.nbval import blank_message, stage_release
from tests.helpers.built_course import cell, edit, make_built_course
from tests.helpers.sample_course import LESSON
from tests.helpers.starts import starts


def plant_output(nb):
    cell(nb, "double_demo").outputs[0].text = "double(2.0) is 5.0\n"


def plant_picture_text(nb):
    html = cell(nb, "slope_explorer").outputs[0].data["text/html"]
    cell(nb, "slope_explorer").outputs[0].data["text/html"] = html.replace(
        "rises by 2", "rises by 3"
    )


def plant_exception(nb):
    cell(nb, "double_demo").source = "1 / 0"


def plant_death(nb):
    cell(nb, "double_demo").source = "import os\n\nos._exit(1)"


def plant_answer(nb):
    source = cell(nb, "double").source
    cell(nb, "double").source = source.split("    # TODO")[0] + "    return x + x"


def plant_other_error(nb):
    source = cell(nb, "double").source
    cell(nb, "double").source = source.replace(blank_message(), "something else")


# lesson: (stage that is damaged, how, the cells that must fail and no others)
PLANTED = {
    "10_wrong_output": ("solutions", plant_output, {"double_demo"}),
    "11_wrong_alt_text": ("solutions", plant_picture_text, {"slope_explorer"}),
    "12_exception": ("solutions", plant_exception, {"double_demo"}),
    "13_dead_kernel": ("solutions", plant_death, None),
    "14_solved_release": ("notebooks", plant_answer, {"double_check", "double_hidden"}),
    "15_other_error": ("notebooks", plant_other_error, {"double_check", "double_hidden"}),
    "16_failing_demo": ("notebooks", plant_exception, {"double_demo"}),
    "17_nothing_planted": ("notebooks", lambda nb: None, set()),
}


@pytest.fixture(scope="module")
@starts("kernel")
def run(tmp_path_factory):
    """All planted notebooks in one run of nbval: (exit code, text, results by lesson and cell)."""
    root = make_built_course(tmp_path_factory.mktemp("built"))
    for lesson, (stage, plant, _) in PLANTED.items():
        for each in ("solutions", "notebooks"):
            target = lesson_path(each, lesson, root)
            target.parent.mkdir()
            target.write_bytes(lesson_path(each, LESSON, root).read_bytes())
        edit(root, plant, stage, lesson)
    report = root / "report.xml"
    code = (
        "import sys; from pathlib import Path; from grading import nbval;"
        f"sys.exit(nbval.run({sorted(PLANTED)!r}, ['solutions', 'notebooks'],"
        f" ['--junitxml={report}'], 2, Path({str(root)!r})))"
    )
    # Were the dead kernel not noticed, nbval would wait for its cell timeout, 300 s
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    results = {}
    for case in ElementTree.parse(report).iter("testcase"):
        *_, stage, lesson, _lesson, _ipynb = case.get("classname").split(".")
        bad = case.find("failure") is not None or case.find("error") is not None
        results.setdefault((stage, lesson), {})[case.get("name")] = bad
    return done.returncode, done.stdout, results


def test_the_run_fails(run):
    code, text, _ = run
    assert code == 1, text


@pytest.mark.parametrize("lesson", [name for name, plan in PLANTED.items() if plan[2] is not None])
def test_a_planted_fault_fails_its_cells_and_no_others(run, lesson):
    stage, _, expected = PLANTED[lesson]
    cells = run[2][stage, lesson]
    assert {name for name, bad in cells.items() if bad} == expected
    other = "notebooks" if stage == "solutions" else "solutions"
    assert not any(run[2][other, lesson].values())


def test_a_dead_kernel_fails_its_cell_and_all_after_it(run):
    cells = run[2]["solutions", "13_dead_kernel"]
    names = list(cells)
    dead = names.index("double_demo")
    assert not any(cells[name] for name in names[:dead])
    assert all(cells[name] for name in names[dead:])
    assert "the kernel died while this cell ran" in run[1]


def test_every_code_cell_of_every_notebook_is_run(run):
    _, _, results = run
    for lesson in PLANTED:
        for stage in ("solutions", "notebooks"):
            assert len(results[stage, lesson]) == 8


def test_the_time_of_each_notebook_is_told(run):
    assert "seconds per notebook" in run[1]
    assert "solutions/10_wrong_output" in run[1]


@pytest.mark.kernel
def test_a_staged_release_expects_the_blanks_error_in_graded_cells_alone(tmp_path):
    root = make_built_course(tmp_path)
    staged = nbformat.read(stage_release(LESSON, tmp_path / "staged", root), as_version=4)
    marked = [each.id for each in staged.cells if each.metadata.get("tags")]
    assert marked == ["double_check", "double_hidden", "divide_check", "divide_hidden"]
    assert cell(staged, "double_check").outputs[0].evalue == blank_message(root)


@pytest.mark.kernel
def test_a_missing_release_is_named(tmp_path):
    root = make_built_course(tmp_path)
    lesson_path("notebooks", LESSON, root).unlink()
    with pytest.raises(CourseError, match=r"99_sample\.ipynb is missing; run `make build`"):
        stage_release(LESSON, tmp_path / "staged", root)
