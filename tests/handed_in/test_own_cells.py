"""An answer in words beside its untouched cell waits for a person, who reads it there."""

from __future__ import annotations

import base64
import copy

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from grading.autograde.scores import score_of
from grading.handed_in.reading import read_notebook
from grading.handed_in.repair import repair
from grading.intake.which_lesson import answers_in, remarks
from grading.lesson.masters import masters_of
from grading.lesson.release import derive
from tests.helpers.sample_course import CELLS, LESSON, make_course, once

GOAL = "## Stretch\n\nNot graded.\nWrite a third function, and say what it is good for."
STRETCH = "# Your function goes here\nprint('not graded')"
LONGER = [
    *CELLS,
    ("stretch_goal", "prose", None, GOAL),
    ("stretch_cell", None, None, STRETCH),
    ("references", "prose", None, "## References\n\nNone are needed (2026)."),
]
ANSWER = "The two parts give the number back."


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The cells of a lesson, and its release."""
    folder = once(tmp_path_factory, "own-cells", lambda folder: make_course(folder, LONGER))
    return masters_of(LESSON, folder / "course"), derive(LESSON, folder / "course")


def beside(*cells, below="reflection", above=""):
    """An edit that puts cells of the student's own below or above another."""

    def edit(nb):
        names = [cell.id for cell in nb.cells]
        place = names.index(above) if above else names.index(below) + 1
        nb.cells[place:place] = copy.deepcopy(cells)

    return edit


def with_id(cell, name):
    cell.id = name
    return cell


def fenced(text):
    return f"```\n{text}\n```"


def without_ids(nb):
    for cell in nb.cells:
        cell.pop("id")
        cell.metadata = {}
    nb.nbformat_minor = 4


def both(*edits):
    def edit(nb):
        for each in edits:
            each(nb)

    return edit


def taken_out(nb):
    nb.cells = [cell for cell in nb.cells if cell.id != "reflection"]


PROSE = "I think that both parts together give the first number back"
CHINESE = "\u4e24\u4e2a\u90e8\u5206\u5408\u8d77\u6765"
COMMENT = "# The two parts give\n# the number back."
# What a student did, and what the person who grades reads in the answer's cell
ANSWERED = {
    "below": (beside(new_markdown_cell(ANSWER)), [ANSWER]),
    "above": (beside(new_markdown_cell(ANSWER), above="reflection"), [ANSWER]),
    "in two cells": (
        beside(new_markdown_cell(ANSWER), new_markdown_cell("And one needs both.")),
        [ANSWER, "And one needs both."],
    ),
    "above and below": (
        both(
            beside(new_markdown_cell("First of all: why."), above="reflection"),
            beside(new_markdown_cell(ANSWER)),
        ),
        ["First of all: why.", ANSWER],
    ),
    "behind a cell of code": (
        beside(new_code_cell("divmod(7, 2)"), new_markdown_cell(ANSWER)),
        [ANSWER],
    ),
    "as a comment": (beside(new_code_cell(COMMENT)), [fenced(COMMENT)]),
    "as a text": (beside(new_code_cell(f'"""{ANSWER}"""')), [fenced(f'"""{ANSWER}"""')]),
    "printed": (beside(new_code_cell(f'print("{ANSWER}")')), [fenced(f'print("{ANSWER}")')]),
    "as words in a cell of code": (beside(new_code_cell(PROSE)), [fenced(PROSE)]),
    "as a formula": (beside(new_markdown_cell("$7 = 2 q + r$")), ["$7 = 2 q + r$"]),
    "in Chinese": (beside(new_markdown_cell(CHINESE)), [CHINESE]),
    "in Chinese, in a cell of code": (beside(new_code_cell(CHINESE)), [fenced(CHINESE)]),
    "in Chinese, at the end": (beside(new_markdown_cell(CHINESE), below="references"), [CHINESE]),
    "as a heading": (beside(new_markdown_cell(f"# {ANSWER}")), [f"# {ANSWER}"]),
    "in a raw cell": (beside(new_raw_cell(ANSWER)), [ANSWER]),
    "at the end": (beside(new_markdown_cell(ANSWER), below="references"), [ANSWER]),
    "in place of the cell": (
        both(beside(new_markdown_cell(ANSWER)), taken_out),
        [ANSWER],
    ),
    "without ids": (both(beside(new_markdown_cell(ANSWER)), without_ids), [ANSWER]),
    "in place of the question, without ids": (
        both(lambda nb: nb.cells[8].update(source=ANSWER), without_ids),
        [ANSWER],
    ),
    "in place of the question, without ids, a test moved to the end": (
        both(
            lambda nb: nb.cells[8].update(source=ANSWER),
            lambda nb: nb.cells.append(nb.cells.pop(6)),
            without_ids,
        ),
        [ANSWER],
    ),
}


def mended(release, masters, edit):
    nb = nbformat.reads(release, as_version=4)
    edit(nb)
    data = nbformat.writes(nb).encode()
    nb = read_notebook(data)
    notes = repair(nb, masters)
    repair(again := copy.deepcopy(nb), masters)
    assert again == nb, "what is mended stays"
    named = {c.metadata.nbgrader.grade_id: c for c in nb.cells if "nbgrader" in c.metadata}
    return data, notes, named["reflection"], nb


@pytest.mark.parametrize("case", ANSWERED)
def test_an_answer_in_an_own_cell_waits_for_a_person_and_is_read(course, case):
    masters, release = course
    edit, texts = ANSWERED[case]
    data, notes, reflection, nb = mended(release, masters, edit)
    assert score_of(reflection).score is None
    assert reflection.source.startswith(masters["reflection"].source.strip())
    told = [part for part in reflection.source.split("\n\n") if part.startswith("*From a cell ")]
    shown = reflection.source.split("\n\n*From a cell ", 1)[1]
    assert [text for text in texts if f":*\n\n{text}" in shown] == texts
    assert len(told) == len(texts)
    assert "took the answer to reflection from a cell of the student's own" in notes
    assert answers_in(read_notebook(data), masters)
    said = "reflection is answered in a cell of the student's own, whose text will be taken"
    assert said in remarks(read_notebook(data), data, masters)
    others = [cell.source for cell in nb.cells if cell is not reflection]
    assert all(any(text.strip("`\n") in other for other in others) for text in texts)


NOT_ANSWERED = {
    "nothing": lambda nb: None,
    "an empty cell": beside(new_markdown_cell(""), new_code_cell("")),
    "a cell of code": beside(new_code_cell("answer = divide(7, 2)  # two parts, one number")),
    "a heading": beside(new_markdown_cell("# Answer")),
    "a word at the end": beside(new_markdown_cell("Finished."), below="references"),
    "notes elsewhere": beside(new_markdown_cell(ANSWER), below="title"),
    "notes on the stretch": beside(new_markdown_cell(ANSWER), below="stretch_cell"),
    "a lesson's cell moved": lambda nb: nb.cells.insert(8, nb.cells.pop()),
    "an older release beside it": beside(
        with_id(new_markdown_cell(GOAL.replace("third", "second")), "stretch_before")
    ),
    "the place for it deleted": lambda nb: nb.cells[8].update(
        source=nb.cells[8].source.replace("*Write your answer here, in place of this line.*", "")
    ),
    "without ids": without_ids,
}


@pytest.mark.parametrize("case", NOT_ANSWERED)
def test_a_blank_answer_waits_for_nobody(course, case):
    masters, release = course
    _, notes, reflection, _ = mended(release, masters, NOT_ANSWERED[case])
    assert score_of(reflection).score == 0
    assert reflection.source == masters["reflection"].source
    assert notes == ["nothing was written into it"]


def test_an_answer_in_its_own_place_is_left_as_it_is(course):
    masters, release = course

    def edit(nb):
        nb.cells[8].source = ANSWER
        beside(new_markdown_cell("A note of mine, for later."))(nb)

    _, notes, reflection, _ = mended(release, masters, edit)
    assert (reflection.source, notes) == (ANSWER, [])


def test_pictures_in_an_own_cell_come_along(course):
    masters, release = course
    picture = {"image/png": base64.b64encode(b"a picture").decode()}
    cell = new_markdown_cell("On paper: ![](attachment:a.png) my answer.")
    cell.attachments = {"a.png": picture, "b.html": {"text/html": "<script>"}}
    _, _, reflection, _ = mended(release, masters, beside(cell))
    assert reflection.attachments == {"a.png": picture}


def test_an_untouched_answer_of_an_older_release_is_blank(course):
    """Its checksum says that nobody wrote into it since."""
    masters, release = course
    older = release.replace("Why do the two parts", "Why, in the end, do the two parts")
    from nbgrader.utils import compute_checksum

    def stamp(nb):
        info = nb.cells[8].metadata.nbgrader
        info.checksum = compute_checksum(nb.cells[8])

    _, notes, reflection, _ = mended(older, masters, stamp)
    assert (score_of(reflection).score, notes) == (0, ["nothing was written into it"])
    _, notes, reflection, _ = mended(older, masters, both(stamp, beside(new_markdown_cell(ANSWER))))
    assert score_of(reflection).score is None
    assert ANSWER in reflection.source
