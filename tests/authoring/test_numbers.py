"""Numbers in a text that reads an output are those of the cells: planted faults are caught."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from grading import lessons
from grading.authoring.numbers import (
    WRITTEN,
    PrintedNumbers,
    claims,
    numbers_are_those_of_the_cells,
    readings,
)
from grading.lesson.masters import read_solution

TABLE = " 128 relu  mean 97.27 %, from 97.15\n 256 relu  mean 97.64 %, from 97.60\nloss 0.6931\n"


def demo(text=TABLE, code="table", name="sweep_demo"):
    output = new_output("stream", name="stdout", text=text)
    return new_code_cell(code, id=name, outputs=[output])


def read(text, name="read_sweep"):
    return new_markdown_cell(text, id=name)


def said(*cells):
    """The numbers that are told, with their cells."""
    nb = new_notebook(cells=list(cells))
    return [
        (name, text.split()[2].rstrip(",")) for name, text in numbers_are_those_of_the_cells(nb)
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The mean is 97.64 % at width 256.", []),
        ("The mean is 97.65 % at width 256.", ["97.65"]),
        ("The mean is 97.6 %, the loss 0.693.", []),  # rounded
        ("The mean is 97.7 %, the loss 0.694.", ["97.7", "0.694"]),
        ("From 97.27 % to 97.64 % the step is 0.37.", []),  # what two of the text differ by
        ("From 97.27 % to 97.64 % the step is 0.31.", ["0.31"]),
        ("The step is 0.37.", ["0.37"]),
        ("It was $0.31$ elsewhere.", ["0.31"]),  # a formula that shows nothing
        ("It is $1 - 0.69 = 0.31$, so 0.31; `0.35` in code.", []),
        ("It is $1 - 0.69 = 0.31$, so 0.33.", ["0.33"]),
        ("`data/seed_runs.csv` holds the seeds: 94.54 and $98.04$ %, not 94.99.", ["94.99"]),
        ("0.37 % of a million are 3100 mistakes in 2012, of 109,386.", ["0.37", "109386"]),
        ("Mean 0.5, in 3 steps, width 256, after 20 epochs.", []),  # too short to tell anything
        ("**Worked example.** 0.1 + 0.31 = 0.41", []),
        ("**Now with blanks.** 0.1 + … = 0.41", []),
        ("Version 2.13.1, pages 357–362, cell_0.25, −97.64", []),
    ],
)
def test_a_number_that_no_cell_prints_is_told(text, wrong):
    assert said(demo(), read(text)) == [("read_sweep", number) for number in wrong]


def test_a_heading_ends_what_is_read_and_a_second_text_reads_on():
    wrong = "It is 97.99."
    assert said(demo(), read("Well.", "read"), read(wrong)) == [("read_sweep", "97.99")]
    assert said(demo(), read(f"{wrong}\n\n## Go on\n\nIt is 97.88.")) == [("read_sweep", "97.99")]
    assert said(demo(), read("## Go on", "next"), read(wrong)) == []


def test_below_an_explorer_nothing_is_compared():
    assert said(demo(code="explorer(draw, w=(0, 1, 1, 0))"), read("It is 97.99.")) == []


def test_a_short_number_is_looked_for_near_by_and_a_long_one_in_the_whole_lesson():
    far = [demo("0.25 and 12.345", name="far"), read("## One", "one"), read("## Two", "two")]
    assert said(*far, demo("0.5"), read("It is 0.25, and 12.345.")) == [("read_sweep", "0.25")]


def test_numbers_of_pictures_count():
    html = '<img alt="The loss falls to 0.0412." src="data:image/png;base64,aaaa9999">'
    output = new_output("display_data", data={"text/html": html})
    picture = new_code_cell("show(x)", id="a_picture", outputs=[output])
    assert said(picture, read("It falls to 0.041.")) == []
    assert said(picture, read("It falls to 0.051.")) == [("read_sweep", "0.051")]


def test_a_reflection_supposes_numbers_of_its_own():
    nb = new_notebook(cells=[demo(), read("A friend measures 0.48.", "reflection")])
    nb.cells[1].metadata["nbgrader"] = {"grade": True, "solution": True, "points": 3}
    assert list(numbers_are_those_of_the_cells(nb)) == []


def planted(lesson):
    """Whether each number that a lesson's text reads is told once it is 1, 3 or 7 units larger."""
    nb = read_solution(lesson)
    shown = PrintedNumbers(nb)
    for _, text, source in readings(nb):
        assert shown.lacking(text, source) == []
        for number in dict.fromkeys(claims(text)):
            places = len(number.partition(".")[2])
            found = (m for m in WRITTEN.finditer(text) if m[0].replace(",", "") == number)
            if (written := next(found, None)) is None:
                continue  # a formula's comma, as in 1{,}000
            for units in (1, 3, 7):
                other = f"{float(number) + units * 10**-places:.{places}f}"
                changed = text[: written.start()] + other + text[written.end() :]
                yield other in shown.lacking(changed, source)


def test_a_digit_changed_in_the_lessons_texts_is_told_nearly_always():
    caught = [found for lesson in lessons() for found in planted(lesson)]
    assert len(caught) >= 90
    assert sum(caught) >= 0.8 * len(caught)  # the others are printed near by, too
