"""A cell is known by what it is: by id, metadata, text, and by the function that it defines."""

from __future__ import annotations

import ast
import copy
import io
import json
import random
import time
from contextlib import redirect_stdout

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from grading.authoring.filled_in import fill, solved
from grading.handed_in.needed_cells import needed_cells
from grading.handed_in.reading import Unreadable, read_notebook
from grading.handed_in.repair import is_blank, repair
from grading.intake.which_lesson import answers_in, remarks
from grading.lesson.cells import kind_of, run_statements
from grading.lesson.masters import masters_of
from grading.lesson.release import derive
from grading.lesson.texts import bare
from grading.lesson.to_grade import lesson_to_grade
from tests.autograde.test_damaged import kinds_of
from tests.helpers.damage import damage, random_steps
from tests.helpers.front_ends import SAVED, TEXTS, saved
from tests.helpers.sample_course import CELLS, LESSON, REFLECTION, make_course, make_solution, once

# As in a lesson, some letters are no ASCII, and a question is longer than a line
QUESTION = "## Reflect: größer und zurück — é\n\nWhat does a remainder say?\nName one use of it."
NAMED = [
    (name, kind, points, text.replace("**Reflect.**", QUESTION) if name == "reflection" else text)
    for name, kind, points, text in CELLS
]
RIGHT = {
    "double": "def double(x):\n    return x + x",
    "divide": "divide = lambda a, b: divmod(a, b)",
}
WRONG = "def double(x):\n    return 3 * x"
ALL = {"double_check": 1, "double_hidden": 2, "divide_check": 1, "divide_hidden": 4}
NONE = dict.fromkeys(ALL, 0)
assert REFLECTION.startswith("**Reflect.**")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The root of a course of one lesson, its release, and a right notebook."""

    def make(folder):
        root = make_course(folder, NAMED)
        release = nbformat.reads(derive(LESSON, root), as_version=4)
        right = fill(release, make_solution(NAMED), solved)
        for name, nb in (("blank", release), ("right", right)):
            (folder / name).write_text(nbformat.writes(nb))

    folder = once(tmp_path_factory, "known-cells", make)
    blank, right = (json.loads((folder / name).read_text()) for name in ("blank", "right"))
    return masters_of(LESSON, folder / "course"), blank, right, folder / "course"


def mended(data, masters):
    """The repaired notebook, what was mended, and its cells by name."""
    nb = read_notebook(data)
    notes = repair(nb, masters)
    repair(again := copy.deepcopy(nb), masters)
    assert again == nb, "what is mended stays"
    return (
        nb,
        notes,
        {c.metadata.nbgrader.grade_id: c for c in nb.cells if "nbgrader" in c.metadata},
    )


def earned(nb):
    """What each test earns, where the notebook runs from top to bottom in one process."""
    names, points = {"__name__": "__main__"}, {}
    for cell in nb.cells:
        if cell.cell_type != "code":
            continue
        score = None
        try:
            with redirect_stdout(io.StringIO()):
                score = run_statements(ast.parse(cell.source).body, names, "<cell>")
            score = cell.metadata.get("nbgrader", {}).get("points") if score is None else score
        except Exception:
            score = 0
        if kind_of(cell) == "test":
            points[cell.metadata.nbgrader.grade_id] = score
    return points


def changed(nb, edit):
    """The bytes of a notebook, after an edit of its cells by id."""
    nb = nbformat.reads(json.dumps(nb), as_version=4)
    edit(nb.cells, {cell.id: cell for cell in nb.cells})
    return nbformat.writes(nb).encode()


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("program", SAVED)
def test_no_program_that_saves_a_notebook_costs_anything(course, program, text):
    masters, blank, right, root = course
    edits = (TEXTS[text], SAVED[program])
    nb, notes, named = mended(saved(right, *edits), masters)
    assert notes == []
    assert earned(nb) == ALL
    assert not is_blank(named["reflection"], masters["reflection"])
    assert [c.metadata.nbgrader.grade_id for c in nb.cells if "nbgrader" in c.metadata] == [
        *masters
    ]
    data = saved(blank, *edits)
    nb, notes, named = mended(data, masters)
    assert notes == remarks(read_notebook(data), data, masters) == ["nothing was written into it"]
    assert not answers_in(read_notebook(data), masters)
    assert all(is_blank(named[name], each) for name, each in masters.items() if each.solution)
    needed = needed_cells(nb, lesson_to_grade(LESSON, root).released)
    assert not [
        c.source for c, runs in zip(nb.cells, needed, strict=True) if runs and "demo" in c.id
    ]


def put(name, place, source, *, before=False):
    """An edit that adds a code cell of the student's own beside another."""

    def edit(cells, by):
        cells.insert(cells.index(by[place]) + (not before), new_code_cell(source, id=name))

    return edit


def both(*edits):
    def edit(cells, by):
        for each in edits:
            each(cells, by)

    return edit


def write(**texts):
    """An edit that writes into cells; None takes one out."""

    def edit(cells, by):
        for name, text in texts.items():
            if text is None:
                cells.remove(by[name])
            else:
                by[name].source = text

    return edit


def paste(name, below, source=None):
    """An edit that copies a cell and pastes it below another, as JupyterLab does."""

    def edit(cells, by):
        twin = copy.deepcopy(by[name])
        twin.id, twin.source = f"pasted-{len(cells)}", twin.source if source is None else source
        cells.insert(cells.index(by[below]) + 1, twin)

    return edit


def split(name, after):
    """An edit that splits a cell, as JupyterLab does: both halves are new and keep the metadata."""

    def edit(cells, by):
        place, lines = cells.index(by[name]), by[name].source.split("\n")
        halves = [copy.deepcopy(by[name]) for _ in range(2)]
        halves[0].source, halves[1].source = "\n".join(lines[:after]), "\n".join(lines[after:])
        halves[0].id, halves[1].id = "first-half", "second-half"
        cells[place : place + 1] = halves

    return edit


def twice(cells, by):
    for number, twin in enumerate(copy.deepcopy(cells)):
        twin.id = f"again-{number}"
        cells.append(twin)


def all_as_code(cells, by):
    for place, cell in enumerate(cells):
        cells[place] = new_code_cell(cell.source, id=cell.id, metadata=cell.metadata)


TWO = f"{RIGHT['double']}\n\n\n{RIGHT['divide']}"
DOUBLE_ALONE = ALL | {"divide_check": 0, "divide_hidden": 0}
DIVIDE_ALONE = ALL | {"double_check": 0, "double_hidden": 0}
OWN = "took the answer to double from a cell of the student's own"
UNDEFINED = "found nothing that defines what double should"
LATE = "double defined where the tests cannot meet it"

# What a student did to a right notebook; what the tests earn; what is said
WROTE = {
    "an answer taken out": (
        both(write(double=None), paste("divide", "title", "")), DIVIDE_ALONE, "put back double"
    ),
    "merged, one cell gone": (write(double=TWO, divide=None), ALL, "put back divide"),
    "merged, one cell emptied": (write(double=TWO, divide=""), ALL, ""),
    "merged too late": (write(double="", divide=TWO), DIVIDE_ALONE, LATE),
    "split behind the function": (split("double", 6), ALL, "took one copy of double"),
    "pasted twice": (twice, ALL, "took one copy of"),
    "an experiment below": (paste("double", "reflection", WRONG), ALL, "took one copy of double"),
    "a test run again below": (
        both(paste("double_check", "reflection"), put("own", "reflection", WRONG)),
        ALL,
        "took one copy of double_check",
    ),
    "named again in a demonstration": (put("own", "double_demo", WRONG), ALL, ""),
    "an old attempt, as a comment": (
        put("own", "double", "# def double(x):\n#     return 3 * x", before=True), ALL, ""
    ),
    "an old attempt, as text": (
        put("own", "double", '"""\ndef double(x):\n    return 3 * x\n"""'), ALL, ""
    ),
    "all cells made code": (all_as_code, ALL, ""),
    "tests deleted": (write(double_check=None, divide_hidden=None), ALL, "put back double_check, "),
    "another name for the function": (
        write(double="def twice(x):\n    return x + x"), DIVIDE_ALONE, UNDEFINED
    ),
    "another name, and the right one below": (
        both(
            write(double="def twice(x):\n    return x + x"),
            put("own", "double", "double = twice"),
        ),
        ALL,
        "",
    ),
    "written into a demonstration": (
        both(
            write(double="", double_demo=RIGHT["double"]),
            lambda cells, by: cells.insert(1, cells.pop(cells.index(by["double_demo"]))),
        ),
        ALL,
        OWN,
    ),
    "made by other means": (write(double="exec('def dou' + 'ble(x): return 2 * x')"), ALL, ""),
    "a test's name on an answer": (
        lambda cells, by: by["divide"].metadata.nbgrader.update(grade_id="divide_check"),
        ALL,
        "restored the points and flags of divide",
    ),
    "a test's name on another cell": (
        lambda cells, by: cells.insert(
            1, new_code_cell("1", id="own", metadata={"id": "double_check"})
        ),
        ALL,
        "took one copy of double_check",
    ),
    "a text of a test": (
        write(double=WRONG, double_check="1"), DIVIDE_ALONE, "restored the text of double_check"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WROTE)
def test_what_a_student_did_to_cells_counts_as_in_a_notebook(course, case):
    masters, _, right, _ = course
    edit, points, said = WROTE[case]
    nb, notes, _ = mended(changed(right, edit), masters)
    assert earned(nb) == points
    assert said in "; ".join(notes)
    assert said or not notes


def test_an_answer_in_another_cell_is_another_text_when_it_changes(course):
    """By its text it is known whether a person's points are still for this answer."""
    masters, _, right, _ = course
    texts = [
        mended(changed(right, write(double=f"{TWO}{more}", divide=None)), masters)[2][
            "divide"
        ].source
        for more in ("", "", "\n# another")
    ]
    assert texts[0] == texts[1] != texts[2]
    assert all(text.startswith("# divide: see the cell that defines it") for text in texts)


# What a student did to a blank notebook whose `divide` is right; what `double` earns
ELSEWHERE = {
    "between the blank one and its tests": (put("own", "double", RIGHT["double"]), True),
    "above an emptied one": (
        both(put("own", "double", RIGHT["double"], before=True), write(double="")), True
    ),
    "above the blank one": (put("own", "double", RIGHT["double"], before=True), False),
    "below its tests": (put("own", "double_hidden", RIGHT["double"]), False),
    "at the end": (put("own", "reflection", RIGHT["double"]), False),
    "in another exercise": (write(divide=TWO), False),
    "in a cell that is no code": (
        lambda cells, by: cells.insert(2, new_markdown_cell(f"```\n{RIGHT['double']}\n```")), False
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ELSEWHERE)
def test_a_function_in_an_own_cell_counts_where_the_tests_meet_it(course, case):
    masters, blank, _, _ = course
    edit, met = ELSEWHERE[case]
    data = changed(blank, both(write(divide=RIGHT["divide"]), edit))
    nb, notes, named = mended(data, masters)
    assert earned(nb) == (ALL if met else DIVIDE_ALONE)
    assert notes == [OWN if met else f"found {LATE}"]
    assert is_blank(named["double"], masters["double"]) == (not met)
    said = remarks(read_notebook(data), data, masters)
    assert any("cannot meet it, and will count as blank" in each for each in said) == (not met)


# The same without ids and metadata: what a student did, what the tests earn
STRIPPED = {
    "an attempt before it": (put("own", "double", WRONG, before=True), ALL),
    "named again in a demonstration": (put("own", "double_demo", WRONG), ALL),
    "cells moved": (lambda cells, by: cells.insert(1, cells.pop(5)), ALL),
    "own cell below the blank one": (
        both(
            lambda cells, by: by["double"].update(source=by["blank"]),
            put("own", "double", RIGHT["double"]),
        ),
        ALL,
    ),
    "no mark of a test is left": (write(double_check="check(double)", divide_check=None), ALL),
    "a test weakened": (
        lambda cells, by: by["double_check"].update(
            source=by["double_check"].source.replace("expected=6.0", "expected=double(3.0)")
        ),
        ALL,
    ),
    "a syntax that is not read here": (
        write(double="def double(x):\n    return x + x if x else match!"), DIVIDE_ALONE
    ),
    "another name for the function": (
        lambda cells, by: by["double"].update(
            source=by["double"].source.replace("double(", "twice(")
        ),
        DIVIDE_ALONE,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", STRIPPED)
def test_cells_without_ids_and_metadata_count_alike(course, case):
    masters, blank, right, _ = course
    edit, points = STRIPPED[case]
    todo = "".join(next(cell["source"] for cell in blank["cells"] if cell["id"] == "double"))

    def strip(cells, by):
        edit(cells, by | {"blank": todo})
        for place, cell in enumerate(cells):
            cell.id, cell.metadata = f"c{place}", {}

    nb, notes, named = mended(changed(right, strip), masters)
    assert earned(nb) == points
    assert not [each for each in notes if "put back" in each and "double," in each]
    assert not is_blank(named["double"], masters["double"])


@pytest.mark.long
def test_no_accident_earns_what_nobody_wrote(course):
    """Of blank, wrong and half right work, saved by any program, and damaged."""
    masters, rng = course[0], random.Random(1)
    kinds = {name: kind for name, kind in kinds_of(course[3]).items() if name != "right"}
    for _ in range(200):
        nb, may = kinds[rng.choice([*kinds])]
        nb = json.loads(saved(nb, TEXTS[rng.choice([*TEXTS])], SAVED[rng.choice([*SAVED])]))
        try:
            nb = read_notebook(json.dumps(damage(nb, random_steps(rng))).encode())
        except Unreadable:
            continue
        repair(nb, masters)
        repair(again := copy.deepcopy(nb), masters)
        assert again == nb, "what is mended stays"
        for name, score in earned(nb).items():
            assert 0 <= score <= (ALL[name] if name in may else 0), name


def test_a_cell_of_classes_is_known_by_its_methods(tmp_path):
    """Lesson 06 writes a method of one class in each exercise."""
    cells = [("title", "prose", None, "# Values")]
    for name in ("add", "mul"):
        text = f"class V:\n    def {name}(self):\n        ### BEGIN SOLUTION\n        return 1\n"
        cells.append((name, "exercise", None, f"{text}        ### END SOLUTION"))
        cells.append((f"{name}_check", "test", 1, f"V().{name}()"))
    masters = masters_of(LESSON, make_course(tmp_path, cells))
    nb = nbformat.v4.new_notebook(
        cells=[
            new_markdown_cell("mine"),
            *(
                new_code_cell(f"class V:\n    def {name}(self): return 2")
                for name in ("mul", "add")
            ),
        ]
    )
    _, _, named = mended(nbformat.writes(nb).encode(), masters)
    assert [f"def {name}(self): return 2" in named[name].source for name in ("add", "mul")] == [
        True
    ] * 2


@pytest.mark.long
def test_a_heap_of_long_cells_is_told_quickly_and_not_kept(course):
    masters, blank, _, _ = course
    long = f"def double(x):\n    return {'+'.join(['x'] * 400_000)}"

    def pile(cells, by):
        by["divide"].source = "double " * 200_000
        cells += [new_code_cell(f"{long} + {k}") for k in range(20)]
        cells += [new_code_cell(f"def double(x, y={k}):\n    return x") for k in range(1_000)]

    data, began = changed(blank, pile), time.process_time()
    repair(read_notebook(data), masters)
    assert time.process_time() - began < 5
    assert len(bare(long)) == len(long)
    assert bare(long) is not bare(long)
