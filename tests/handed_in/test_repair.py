"""Whatever can be read is mended: each cell of the lesson once, as the lesson has it."""

import copy
import itertools
import json
import warnings
from collections import Counter

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.utils import compute_checksum

from grading.course import screen
from grading.handed_in.reading import read_notebook
from grading.handed_in.repair import MOST_CELLS, repair
from grading.handed_in.submissions import notebook_problem
from grading.lesson.cells import checksum
from grading.lesson.masters import masters_of
from tests.helpers.any_damage import QUICK, STEP
from tests.helpers.damage import damage
from tests.helpers.sample_course import CELLS, LESSON, make_course


def read(data):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return read_notebook(data)


def assert_whole(nb, masters):
    """Each cell of the lesson is there once, as the lesson has it, and can be written."""
    named = [cell for cell in nb.cells if "nbgrader" in cell.metadata]
    found = Counter(cell.metadata["nbgrader"]["grade_id"] for cell in named)
    assert found == dict.fromkeys(masters, 1)
    for cell in named:
        meta = cell.metadata["nbgrader"]
        master = masters[meta["grade_id"]]
        flags = (meta["grade"], meta["locked"], meta["solution"], meta["task"])
        assert flags == (master.points is not None, master.locked, master.solution, False)
        assert meta.get("points") == master.points
        assert cell.cell_type == master.cell_type
        assert isinstance(cell.source, str)
        if master.locked:
            assert cell.source == master.source
    tests = [cell.metadata["nbgrader"]["grade_id"] for cell in named]
    for name, answer in (("double_hidden", "double"), ("divide_hidden", "divide")):
        assert tests.index(name) > tests.index(answer)
    json.dumps(nb, ensure_ascii=False).encode()


@pytest.mark.long
@settings(QUICK, max_examples=1_000)
@given(st.lists(STEP, min_size=1, max_size=6))
def test_repair_mends_whatever_can_be_read(made, steps):
    root, good = made
    data = json.dumps(damage(json.loads(good), steps)).encode()
    with screen.quiet():
        if notebook_problem(data):
            return
        nb, masters = read(data), masters_of(LESSON, root)
        repair(nb, masters)
        assert_whole(nb, masters)
        again = copy.deepcopy(nb)
        repair(again, masters)
        assert again == nb, "what is mended stays"


def test_repair_mends_a_heap_of_cells(made):
    root, good = made
    nb = read(good)
    nb.cells += [copy.deepcopy(cell) for cell in itertools.islice(itertools.cycle(nb.cells), 3_000)]
    repair(nb, masters_of(LESSON, root))
    assert len(nb.cells) <= MOST_CELLS + len(CELLS)
    assert_whole(nb, masters_of(LESSON, root))


def test_repair_gives_old_notebooks_ids(made):
    """Colab writes format 4.0, whose cells have no ids."""
    root, good = made
    nb = json.loads(good) | {"nbformat_minor": 0}
    for cell in nb["cells"]:
        cell.pop("id")
    nb = read(json.dumps(nb).encode())
    repair(nb, masters_of(LESSON, root))
    assert_whole(nb, masters_of(LESSON, root))
    nbformat.validate(nb)
    assert len({cell.id for cell in nb.cells}) == len(nb.cells)


@given(
    make=st.sampled_from([new_code_cell, new_markdown_cell]),
    source=st.text(),
    info=st.fixed_dictionaries(
        {"grade_id": st.text(), "points": st.floats(0, 100) | st.integers(0, 100)},
        optional=dict.fromkeys(("grade", "solution", "locked"), st.booleans()),
    ),
)
@settings(QUICK, max_examples=200)
def test_a_cells_checksum_is_the_one_by_which_nbgrader_knows_it(make, source, info):
    cell = make(source=source, metadata={"nbgrader": info})
    assert checksum(cell) == compute_checksum(cell)


def test_masters_are_those_of_the_lesson_and_of_the_courses_settings(tmp_path):
    plain = make_course(tmp_path / "plain")
    assert masters_of(LESSON, plain) == masters_of(LESSON, make_course(tmp_path / "same"))
    changed = make_course(tmp_path / "changed", [cell for cell in CELLS if cell[1] != "reflection"])
    assert "reflection" in masters_of(LESSON, plain)
    assert "reflection" not in masters_of(LESSON, changed)
    told = make_course(tmp_path / "told")
    settings = told / "nbgrader_config.py"
    stub = '\nc.ClearSolutions.code_stub = {"python": "pass  # yours"}\n'
    settings.write_text(settings.read_text() + stub)
    assert "pass  # yours" in masters_of(LESSON, told)["double"].source
    assert "pass  # yours" not in masters_of(LESSON, plain)["double"].source
