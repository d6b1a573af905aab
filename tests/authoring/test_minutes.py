"""A lesson's minutes are computed from its words and its exercises."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from grading.authoring.minutes import (
    MARK,
    long_lessons_say_where_to_stop,
    minutes_of,
    sittings,
    the_title_tells_honest_minutes,
    words_of,
    work_on,
)

SOLUTION = {"nbgrader": {"grade": False, "solution": True, "locked": False, "grade_id": "x"}}
TEST = {"nbgrader": {"grade": True, "solution": False, "locked": True, "points": 1}}


def text(n, name="text", begin=""):
    return new_markdown_cell(begin + "word " * n, id=name)


def lesson(minutes, *cells):
    title = new_markdown_cell(f"# 99 · Try\n\n| Minutes | {minutes} |", id="title")
    return new_notebook(cells=[title, *cells])


def test_words_are_those_that_a_learner_reads():
    assert words_of(text(30)) == 30
    assert words_of(text(30, "references")) == 0
    hidden = "one\n### BEGIN MARK SCHEME\nnot this\n### END MARK SCHEME"
    assert words_of(new_markdown_cell(hidden, id="reflection")) == 1
    printed = new_output("stream", name="stdout", text="loss 0.5")
    assert words_of(new_code_cell("print(loss)", id="demo", outputs=[printed])) == 3
    assert words_of(new_code_cell("check(f, 1)", id="f_check", metadata=TEST)) == 0


def test_an_exercise_takes_six_minutes_and_a_class_ten():
    function = new_code_cell("def f(x):\n    return x", id="f", metadata=SOLUTION)
    method = new_code_cell("class V(N):\n    def add(self): ...", id="v", metadata=SOLUTION)
    whole = new_code_cell("class N:\n    def __init__(self): ...", id="n", metadata=SOLUTION)
    assert [work_on(cell) for cell in (function, method, whole, text(1))] == [6, 6, 10, 0]
    assert minutes_of([text(150), function]) == pytest.approx(7, abs=0.1)


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ("60", False),
        ("55", False),
        ("65", False),
        ("50", True),
        ("70", True),
        ("62", True),
        ("an hour", True),
    ],
)
def test_the_title_is_held_to_them(told, wrong):
    found = list(the_title_tells_honest_minutes(lesson(told, text(8990))))
    assert bool(found) is wrong
    if wrong:
        assert "write | Minutes | 60 |" in found[0][1]


def test_a_long_lesson_marks_where_to_stop():
    stop = text(5, "stop_here", f"{MARK}\n")
    assert list(long_lessons_say_where_to_stop(lesson(90, text(13500)))) == []
    (found,) = long_lessons_say_where_to_stop(lesson(120, text(18000)))
    assert found[0] == "title"
    assert (
        list(long_lessons_say_where_to_stop(lesson(120, text(9000), stop, text(9000, "more"))))
        == []
    )
    early = lesson(120, text(600), stop, text(17400, "more"))
    assert [name for name, _ in long_lessons_say_where_to_stop(early)] == ["stop_here"]
    assert sittings(early)[0] < 5


def test_the_mark_is_worded_alike_everywhere():
    nb = lesson(60, text(5, "stop_here", "Half-way. "))
    assert "Stop here for the day" in next(iter(long_lessons_say_where_to_stop(nb)))[1]
