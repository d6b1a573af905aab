"""A demonstration runs only when code that counts may depend on it."""

from __future__ import annotations

from nbformat.v4 import new_code_cell, new_notebook

from grading.handed_in.needed_cells import names_of, needed_cells
from tests.helpers.sample_course import make_cell


def needed(*cells, edited=()):
    """Which of (name, kind, source) have to run; those in `edited` differ from the release."""
    made = [
        make_cell(name, kind, 1, source) if kind else new_code_cell(source, id=name)
        for name, kind, source in cells
    ]
    released = {name: source for name, kind, source in cells if not kind and name not in edited}
    run = needed_cells(new_notebook(cells=made), released)
    return [cell.id for cell, one in zip(made, run, strict=True) if one]


SETUP = ("setup", None, "import numpy as np\nfrom utils.show import show")
DOUBLE = ("double", "exercise", "def double(x):\n    return np.add(x, x)")
DEMO = ("demo", None, "picture = show(double(3))")


def test_imports_run_and_pictures_do_not():
    assert needed(SETUP, DOUBLE, DEMO) == ["setup", "double"]


def test_a_cell_that_the_student_wrote_or_changed_runs():
    assert needed(SETUP, DOUBLE, DEMO, edited=["demo"]) == ["setup", "double", "demo"]


def test_a_demo_runs_when_code_that_counts_reads_what_it_sets():
    scale = ("scale", None, "factor = 2\nother = 3")
    uses = ("double", "exercise", "def double(x):\n    return factor * x")
    assert needed(scale, uses, DEMO) == ["scale", "double"]


def test_a_demo_runs_when_it_may_change_a_value_that_counts():
    start = ("start", None, "table = [1]")
    grows = ("grows", None, "table.append(2)")
    shows = ("shows", None, "print(len('text'))")
    uses = ("double", "exercise", "def double(x):\n    return x * len(table)")
    assert needed(start, grows, shows, uses) == ["start", "grows", "double"]


def test_everything_runs_when_the_student_may_reach_any_name():
    sly = ("double", "exercise", "def double(x):\n    return globals()['factor'] * x")
    assert needed(SETUP, sly, DEMO) == ["setup", "double", "demo"]
    magic = ("double", "exercise", "%run other.py\ndef double(x):\n    return x")
    assert needed(SETUP, magic, DEMO) == ["setup", "double", "demo"]
    broken = ("double", "exercise", "def double(x:\n    return x")
    assert needed(SETUP, broken, DEMO) == ["setup", "double", "demo"]


def test_names_that_attributes_and_subscripts_change_count_as_set():
    assert {"a", "b", "c"} <= names_of("a.x = 1\nb[0] = 2\nc += 1").bound
    assert names_of("from os import *").dynamic
