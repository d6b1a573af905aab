"""The first screen of a page: points, what cost some and why, comments, and nothing twice."""

from __future__ import annotations

from datetime import datetime

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from grading.feedback.pages import with_summary
from grading.feedback.summary import About, summarise, summary

ABOUT = About("Ann Example", "01_neurons", datetime(2026, 1, 31, 17), datetime(2026, 2, 3, 9))
TOLD = (
    "neuron([4, 6], [0.8, 0.2], -3) is 4.4, expected 1.4.\nThe bias is left out.\n"
    "Try this: Add b once, after the sum.\n  expected: 1.4\n  actual:   4.4\n"
    "  mistake:  neuron/no-bias"
)
HIDDEN = (
    "A hidden test does not hold yet: three inputs. Your answer returned a wrong value.\n"
    "The bias is left out.\nTry this: Add b once.\n  mistake:  neuron/no-bias"
)


def cell(name, source="", outputs=(), *, grade=False, solution=False, text=False):
    info = {"grade_id": name, "grade": grade, "solution": solution, "locked": not solution}
    if text:
        return new_markdown_cell(source, metadata={"nbgrader": info})
    return new_code_cell(source, metadata={"nbgrader": info}, outputs=list(outputs))


def failed(text, kind="CheckFailed"):
    return new_output("error", ename=kind, evalue=text, traceback=[])


def printed(text):
    return new_output("stream", name="stdout", text=text)


def page(*cells, points, comments=None, penalty=0.0):
    found = summarise(new_notebook(cells=list(cells)), points, comments or {})
    return BeautifulSoup(summary(found, ABOUT, penalty), "html.parser")


def words(tag):
    return " ".join(tag.get_text().split())


ANSWER = 'def neuron(x, w, b):\n    """The lesson\'s own text."""\n    return sum(x * w)'


@pytest.fixture
def weak():
    return page(
        new_markdown_cell("## Write $w^T x$ by hand"),
        cell("neuron", ANSWER, solution=True),
        cell("neuron_check", outputs=[failed(TOLD)], grade=True),
        cell("neuron_hidden", outputs=[failed(HIDDEN)], grade=True),
        cell("step", solution=True),
        cell(
            "step_check",
            outputs=[failed("this exercise is still blank", "NotImplementedError")],
            grade=True,
        ),
        cell("fine", "def fine(): ...", solution=True),
        cell("fine_check", outputs=[printed("fine: the visible checks pass.\n")], grade=True),
        cell("reflection", "Because.", grade=True, solution=True, text=True),
        points={
            "neuron_check": (0.0, 1.0),
            "neuron_hidden": (1.0, 3.0),
            "step_check": (0.0, 2.0),
            "fine_check": (2 / 3, 2 / 3),
            "reflection": (1.5, 3.0),
        },
        comments={"reflection": "Well **said**.", "step": "No response.", "neuron": "Nearly."},
        penalty=0.5,
    )


def test_it_begins_with_whose_it_is_and_what_it_comes_to(weak):
    assert words(weak.h1) == "Ann Example"
    assert "handed in on 2026-01-31 at 17:00 UTC" in words(weak)
    assert words(weak.select_one(".total")) == (
        "2.67 of 9.67 points (0.5 taken off for handing in late)"
    )


def test_what_cost_points_is_listed_with_links_that_lead_somewhere(weak):
    rows = weak.select("ul.short li")
    assert [words(row.code) for row in rows] == ["neuron", "step"]
    assert words(rows[0]).endswith("1 of 4 The bias is left out."), "the mistake, where it is known"
    assert "Nothing is written there yet" in words(rows[1])
    whole = with_summary("<html><head></head><body></body></html>", ABOUT, str(weak))
    targets = [a["href"][1:] for a in weak.select("a")]
    assert targets == ["lost-neuron", "comment-step", "comment-neuron"]
    assert 'id="lost-neuron"' in whole


def test_a_mistake_is_told_once_with_the_answer_and_the_place_to_look(weak):
    section = weak.select_one("#lost-neuron")
    assert len(section.select(".said")) == 1
    assert [words(each) for each in section.select("dl div")] == ["expected1.4", "actual4.4"]
    assert "under neuron/no-bias on the page mistakes/01_neurons.md, beside" in words(section)
    assert words(section.pre) == "def neuron(x, w, b): return sum(x * w)"
    assert section.find("math").get_text() == "wTx"
    assert not weak.select("#lost-step, #lost-fine")


def test_where_no_mistake_is_known_what_came_is_the_reason():
    told = "the first part of `f(2)` is 3, expected 4.\n  actual: 3\nTry this: Look at `f`."
    shown = page(
        cell("f", solution=True),
        cell("f_check", outputs=[failed(told)], grade=True),
        points={"f_check": (0.0, 1.0)},
    )
    assert words(shown.select_one("ul.short li")).endswith("The first part of f(2) is 3, expected 4.")
    assert [words(each) for each in shown.select(".said code")] == ["f(2)", "f", "3"]
    assert "No exercise in the file" not in words(shown)


def test_a_notebook_without_an_answer_may_be_the_wrong_file():
    blank = failed("this exercise is still blank", "NotImplementedError")
    cells = cell("f", solution=True), cell("f_check", outputs=[blank], grade=True)
    reflection = cell("reflection", "Because.", grade=True, solution=True, text=True)
    shown = page(*cells, reflection, points={"f_check": (0.0, 1.0), "reflection": (0.0, 3.0)})
    assert "No exercise in the file that came is filled in. If it is the wrong file" in words(shown)
    some = page(*cells, reflection, points={"f_check": (0.0, 1.0), "reflection": (1.0, 3.0)})
    assert "the wrong file" not in words(some)


def test_comments_stand_there_and_nbgraders_own_does_not(weak):
    assert [words(each) for each in weak.select("blockquote")] == ["Nearly.", "Well said."]
    assert weak.strong is not None
    assert "No response" not in words(weak)
    assert "1.5 of 3 points" in words(weak)


def test_who_lost_nothing_reads_so():
    shown = page(
        cell("step", solution=True),
        cell("step_check", outputs=[printed("step: the visible checks pass.\n")], grade=True),
        points={"step_check": (2.0, 2.0)},
    )
    assert "Nothing: every test held." in words(shown)
    assert not shown.select("section")


def test_partial_credit_names_every_part_that_failed():
    said = (
        "dW: A hidden test does not hold yet: dW. Your answer has another shape.\nTry this: Sum.\n"
        "\ndb: A hidden test does not hold yet: db. Your answer is wrong.\nTry this: Add.\n\n"
    )
    shown = page(
        cell("grad", "def grad(): ...", solution=True),
        cell("grad_hidden", outputs=[printed(said)], grade=True),
        points={"grad_hidden": (1.0, 3.0)},
    )
    assert [words(each.p)[:3] for each in shown.select(".said")] == ["dW:", "db:"]


def test_what_a_student_wrote_is_text_and_no_markup():
    evil = "<script>alert(1)</script>\u202e"
    shown = page(
        new_markdown_cell(f"# {evil}"),
        cell("step", evil, solution=True),
        cell("step_check", outputs=[failed(evil, evil)], grade=True),
        points={"step_check": (0.0, 2.0)},
        comments={"step": evil},
    )
    assert not shown.find_all("script")
    assert "\u202e" not in str(shown)
    assert evil[:-1] in shown.pre.get_text()
