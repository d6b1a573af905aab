"""`make nbval` can fail: a class of notebooks with one planted fault each, run once."""

import re
import subprocess
import sys
from configparser import ConfigParser
from xml.etree import ElementTree

import nbformat
import pytest

from grading import ROOT, CourseError, lesson_path
from grading.nbval import VARYING, blank_message, stage_release
from tests.helpers.built_course import built_course, cell, copy_course, edit
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


# Each fault fails cells of its own: notebooks share a run, and a few share a notebook.
# lesson: for a stage that is damaged, (how, the cells that must fail and no others) of each fault
PLANTED = {
    "10_wrong": {
        "solutions": [
            (plant_output, {"double_demo"}),
            (plant_picture_text, {"slope_explorer"}),
        ],
        "notebooks": [
            (plant_answer, {"double_check", "double_hidden"}),
            (plant_exception, {"double_demo"}),
        ],
    },
    "11_error": {
        "solutions": [(plant_exception, {"double_demo"})],
        "notebooks": [(plant_other_error, {"double_check", "double_hidden"})],
    },
    "12_dead_kernel": {"solutions": [(plant_death, None)]},
    "13_nothing_planted": {},
}
STAGES = ("solutions", "notebooks")


@pytest.fixture(scope="module")
@starts("kernel")
def run(tmp_path_factory):
    """All planted notebooks in one run of nbval: (exit code, text, results by lesson and cell)."""
    root = copy_course(built_course(tmp_path_factory), tmp_path_factory.mktemp("planted"))
    for lesson, faults in PLANTED.items():
        for stage in STAGES:
            target = lesson_path(stage, lesson, root)
            target.parent.mkdir()
            target.write_bytes(lesson_path(stage, LESSON, root).read_bytes())
            for plant, _ in faults.get(stage, []):
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


EXPECTED = {
    (stage, lesson): [cells for _, cells in faults.get(stage, [])]
    for lesson, faults in PLANTED.items()
    for stage in STAGES
}


@pytest.mark.parametrize("place", [each for each in EXPECTED if None not in EXPECTED[each]])
def test_a_planted_fault_fails_its_cells_and_no_others(run, place):
    failed = {name for name, bad in run[2][place].items() if bad}
    assert failed == set().union(*EXPECTED[place])


def test_a_dead_kernel_fails_its_cell_and_all_after_it(run):
    cells = run[2]["solutions", "12_dead_kernel"]
    names = list(cells)
    dead = names.index("double_demo")
    assert not any(cells[name] for name in names[:dead])
    assert all(cells[name] for name in names[dead:])
    assert "the kernel died while this cell ran" in run[1]


def test_every_code_cell_of_every_notebook_is_run(run):
    _, _, results = run
    for lesson in PLANTED:
        for stage in STAGES:
            assert len(results[stage, lesson]) == 8


def test_the_time_of_each_notebook_is_told(run):
    assert "seconds per notebook" in run[1]
    assert "solutions/10_wrong" in run[1]


@pytest.fixture(scope="module")
@starts("kernel")
def built(tmp_path_factory):
    return built_course(tmp_path_factory)


def test_a_staged_release_expects_the_blanks_error_in_graded_cells_alone(tmp_path, built):
    staged = nbformat.read(stage_release(LESSON, tmp_path, built), as_version=4)
    marked = [each.id for each in staged.cells if each.metadata.get("tags")]
    assert marked == ["double_check", "double_hidden", "divide_check", "divide_hidden"]
    assert cell(staged, "double_check").outputs[0].evalue == blank_message(built)


def test_a_missing_release_is_named(tmp_path, built):
    root = copy_course(built, tmp_path)
    lesson_path("notebooks", LESSON, root).unlink()
    with pytest.raises(CourseError, match=r"99_sample\.ipynb is missing; run `make build`"):
        stage_release(LESSON, tmp_path / "staged", root)


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (
            "mat1 and mat2 shapes cannot be multiplied (5x3 and 2x4)",
            "addmm: mat1 and mat2 shapes cannot be multiplied (5x3 and 2x4)",
        ),
        (
            "expected scalar type Long but found Float",
            "expected target dtype to be Long or Byte, but got Float",
        ),
    ],
)
def test_an_error_that_pytorch_words_anew_is_the_same_error(then, now):
    rules = ConfigParser(interpolation=None)
    rules.read_string(VARYING)
    for name in rules.sections():
        then, now = (re.sub(rules[name]["regex"], rules[name]["replace"], it) for it in (then, now))
    assert then == now
