"""A notebook is read as far as it can be, or refused in a sentence."""

import json

import nbformat
import pytest

from grading.authoring.filled_in import fill, solved
from grading.grade import grade_class
from grading.gradebook.class_of_lesson import Settings
from grading.handed_in.reading import Unreadable, read_notebook
from grading.handed_in.submissions import notebook_problem
from grading.lesson.release import derive
from tests.helpers.sample_course import LESSON as SAMPLE
from tests.helpers.sample_course import hand_in, make_course, make_solution, read_grades
from tests.helpers.starts import starts


def perfect(root):
    release = nbformat.reads(derive(SAMPLE, root), as_version=4)
    return json.loads(nbformat.writes(fill(release, make_solution(), solved)))


def without(*keys):
    def edit(nb):
        for cell in nb["cells"]:
            for key in keys:
                cell.pop(key, None)

    return edit


def every(**fields):
    def edit(nb):
        for cell in nb["cells"]:
            cell.update(fields)

    return edit


def top(**fields):
    return lambda nb: nb.update(fields)


def pasted_line_by_line(nb):
    for cell in nb["cells"]:
        text = "".join(cell["source"])
        cell["source"] = [*text.splitlines(keepends=True), 3]


ACCIDENTS = {
    "no outputs": without("outputs", "execution_count"),
    "no ids": without("id"),
    "ids that nbformat refuses": every(id="my cell"),
    "outputs are null": every(outputs=None),
    "a key of another program": every(vscode={"a": 1}),
    "format as text": top(nbformat="4"),
    "no format": lambda nb: nb.pop("nbformat"),
    "format of the future": top(nbformat=7, nbformat_minor="x"),
    "no metadata": lambda nb: nb.pop("metadata"),
    "lines": pasted_line_by_line,
    "UTF-16": lambda nb: None,
    "UTF-8 with a mark": lambda nb: None,
}
LETTERS = {"UTF-16": "utf-16", "UTF-8 with a mark": "utf-8-sig"}
STUDENTS = {f"s{number}": accident for number, accident in enumerate(ACCIDENTS)}


@pytest.fixture(scope="module")
@starts("sandbox")
def rows(tmp_path_factory):
    """The rows of a class in which each accident happened to somebody."""
    root = make_course(tmp_path_factory.mktemp("accidents"))
    for student, accident in STUDENTS.items():
        nb = perfect(root)
        ACCIDENTS[accident](nb)
        hand_in(root, student, json.dumps(nb).encode(LETTERS.get(accident, "utf-8")))
    grade_class(root, settings=Settings(workers=1, feedback=False), say=lambda line: None)
    return read_grades(root)


@pytest.mark.parametrize(("student", "accident"), STUDENTS.items(), ids=ACCIDENTS)
def test_an_accident_to_the_format_costs_no_points(rows, student, accident):
    row = rows[student]
    assert (row["status"], row["score"]) == ("graded", "8"), row["reason"]


def test_cells_of_one_id_get_ids_of_their_own():
    cells = [{"cell_type": "code", "source": "1", "id": name} for name in ("a", "a", "cell-0", "a")]
    nb = read_notebook(json.dumps({"nbformat": 4, "cells": cells}).encode())
    assert len({cell.id for cell in nb.cells}) == 4
    assert [nb.cells[0].id, nb.cells[2].id] == ["a", "cell-0"]
    nbformat.validate(nb)


REFUSED = {
    "the file is empty: ask for it again": b" \n",
    "byte 0 is not UTF-8": b"\xff{",
    "byte 2 is not UTF-16": b"\xff\xfe{",
    "both sides of a merge conflict": b'{"cells": [\n<<<<<<< mine\n',
    "it is cut off in line 2": b'{"cells": [\n{"source": "x',
    "it breaks off in line 1": b'{"cells": [,]}',
    "it is JSON, but holds no cells": b'[{"cells": []}]',
    "it holds no cells": b'{"nbformat": 4, "cells": {}}',
    "nested or numbered beyond sense": b"[" * 100_000,
    "old format and is damaged": b'{"nbformat": 3, "worksheets": [{"cells": [3]}]}',
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_is_no_notebook_is_refused_in_a_sentence(reason):
    with pytest.raises(Unreadable) as found:
        read_notebook(REFUSED[reason])
    assert reason in str(found.value)
    assert " ask for " in str(found.value)
    assert str(found.value) == notebook_problem(REFUSED[reason])
    assert "\n" not in str(found.value)
    assert "Error," not in str(found.value)


@pytest.mark.parametrize("text", ["1" * 10_000, "[" * 3_000 + "]" * 3_000])
def test_numbers_and_nesting_that_no_program_writes_are_refused(text):
    with pytest.raises(Unreadable, match="the file is not a notebook"):
        read_notebook(text.encode())
    with pytest.raises(Unreadable, match="the file is not a notebook"):
        read_notebook(f'{{"cells": [], "metadata": {text}}}'.encode())
