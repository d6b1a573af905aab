"""The desk's page: where to go on, a bar for each lesson, what is due, over three weeks."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta

import nbformat
import pytest

from grading import ROOT
from utils.desk import not_here, review_today, show_desk
from utils.lab import hand_out, lay_desk
from utils.memory import journal
from utils.memory.desk_page import ASK, Desk, is_ours, page, summary
from utils.memory.journal import NAME
from utils.memory.lessons import DUE
from utils.memory.review import FORGOT, KNEW, for_today

MONDAY = datetime(2026, 3, 2, 19, 30).astimezone()


@pytest.fixture
def work(tmp_path):
    hand_out(ROOT / "notebooks", tmp_path)
    return tmp_path


def write(work, rows):
    """Rows of (day, what, fields)."""
    lines = [
        {"at": (MONDAY + timedelta(days=day, minutes=k)).isoformat(), "what": what, **about}
        for k, (day, what, about) in enumerate(rows)
    ]
    (work / NAME).write_text("".join(json.dumps(line) + "\n" for line in lines))


def done(lesson, exercises, day):
    return [(day, "passed", {"lesson": lesson, "exercise": name}) for name in exercises]


ALL_OF_01 = ["neuron", "neurons", "step", "perceptron_update", "perceptron_fit", "boundary_x2"]
TWICE = [
    (0, "mistake", {"lesson": "01_neurons", "exercise": "neuron", "mistake": "neuron/no-bias"}),
    (0, "mistake", {"lesson": "01_neurons", "exercise": "neuron", "mistake": "any/raises"}),
    (0, "mistake", {"lesson": "01_neurons", "exercise": "neuron", "mistake": "neuron/no-bias"}),
]


def on(day):
    return MONDAY + timedelta(days=day)


def test_a_new_learner_is_sent_to_the_first_lesson(work):
    shown = summary(Desk(work), MONDAY)
    assert "**Begin here:** [00 · Start here](00_start_here/00_start_here.ipynb)." in shown
    assert "| ▱▱▱▱▱▱▱▱▱▱ 0 of 6 | up to 0 of 16 |" in shown
    assert "Nothing to look at again yet" in shown


def test_the_page_goes_on_where_the_learner_stopped(work):
    write(work, done("01_neurons", ALL_OF_01[:3], 0))
    shown = summary(Desk(work), MONDAY)
    link = "(01_neurons/01_neurons.ipynb#cell-id=perceptron_update), `perceptron_update`."
    assert f"**Go on here:** [01 · Build a neuron that learns]{link}" in shown
    assert "▰▰▰▰▰▱▱▱▱▱ 3 of 6" in shown


def test_a_lesson_that_is_done_gives_way_to_the_next(work):
    write(work, done("01_neurons", ALL_OF_01, 0))
    assert "[02 · Bend the line](02_activations/02_activations.ipynb#cell-id=sigmoid)" in summary(
        Desk(work), MONDAY
    )


def test_three_weeks_of_a_learner(work):
    """Days 1, 2, 8 and 21: what the desk shows, and what it asks."""
    rows = [*TWICE, *done("01_neurons", ALL_OF_01, 0)]
    write(work, rows)
    desk = Desk(work)
    assert "The next question comes on 3 March." in summary(desk, on(0))
    second = for_today(desk.due, on(1))
    names = [one.card.name for one in second]
    assert names[0] == "neuron/no-bias"
    asked = [f"01_neurons/recall/{k}" for k in (1, 2)]
    asked += [f"02_activations/recall/{k}" for k in (1, 2, 3)]
    assert sorted(names[1:]) == asked
    assert f"**To look at again today:** {len(names)} questions" in summary(desk, on(1))
    rows += [(1, "review", {"card": name, "rating": KNEW}) for name in names[1:]]
    rows += [(1, "review", {"card": "neuron/no-bias", "rating": FORGOT})]
    write(work, rows)
    desk = Desk(work)
    assert for_today(desk.due, on(1)) == []
    eighth = for_today(desk.due, on(7))
    assert {one.card.name for one in eighth} == set(names)
    assert eighth[0].card.name == "neuron/no-bias"  # forgotten: it waits longest
    rows += [(7, "review", {"card": name, "rating": KNEW}) for name in names]
    write(work, rows)
    desk = Desk(work)
    assert for_today(desk.due, on(8)) == []
    by_day_21 = {one.card.name for one in for_today(desk.due, on(20))}
    assert "neuron/no-bias" in by_day_21


def test_first_guesses_are_counted_and_second_ones_are_not(work):
    guess = {"lesson": "01_neurons", "cell": "reveal_shape", "guess": "3"}
    other = guess | {"cell": "reveal_zero"}
    write(
        work,
        [
            (0, "guess", guess | {"right": False}),
            (0, "guess", guess | {"right": True}),
            (0, "guess", other | {"right": True}),
        ],
    )
    assert "Predictions: 1 of your 2 first guesses came true." in summary(Desk(work), MONDAY)


def test_the_page_is_a_notebook_that_shows_the_desk_before_anything_runs(work):
    write(work, [*TWICE, *done("01_neurons", ALL_OF_01, 0)])
    notebook = nbformat.reads(page(Desk(work), on(1)).decode(), as_version=4)
    nbformat.validate(notebook)
    shown = [cell.outputs[0].data["text/markdown"] for cell in notebook.cells[1::2]]
    assert "Go on here" in shown[0]
    assert re.fullmatch(r"\d questions for today: run this cell\.", shown[1])
    assert is_ours(page(Desk(work), on(1)))


def test_a_link_of_the_page_leads_to_a_file_that_is_there(work):
    write(work, [*TWICE, *done("01_neurons", ALL_OF_01, 0)])
    for target in re.findall(r"\]\(([^)#]+)", summary(Desk(work), on(1))):
        assert (work / target).is_file()


def test_lab_opens_the_desk_once_something_was_done(work):
    assert lay_desk(work) == ("", [])
    assert (work / "desk.ipynb").exists()
    journal.note("passed", work, lesson="01_neurons", exercise="neuron")
    assert lay_desk(work) == ("desk.ipynb", [])


def test_what_a_learner_wrote_on_the_page_is_kept(work):
    journal.note("passed", work, lesson="01_neurons", exercise="neuron")
    lay_desk(work)
    written = json.loads((work / "desk.ipynb").read_text())
    written["cells"].append({"cell_type": "markdown", "source": ["my notes"], "metadata": {}})
    (work / "desk.ipynb").write_text(json.dumps(written))
    opened, notices = lay_desk(work)
    assert opened == "desk.ipynb"
    assert notices == ["What you wrote on desk.ipynb is kept as desk.own.ipynb."]
    assert "my notes" in (work / "desk.own.ipynb").read_text()
    assert "my notes" not in (work / "desk.ipynb").read_text()
    assert lay_desk(work) == ("desk.ipynb", [])


def test_a_page_of_an_earlier_version_is_no_learners(work, monkeypatch):
    monkeypatch.setattr("utils.memory.desk_page.ABOUT", "# A desk")
    earlier = page(Desk(work), MONDAY)
    monkeypatch.undo()
    assert is_ours(earlier)
    assert not is_ours(earlier.replace(b"# A desk", b"# A desk, and my notes"))
    for odd in (b"[]", b"{}", b'{"cells": [], "metadata": []}', b'{"cells": [1]}'):
        assert not is_ours(odd)


def test_a_learners_own_notebooks_are_no_lessons(work):
    for name in ("00_notes", "backup"):
        (work / name).mkdir()
        copied = (work / "01_neurons" / "01_neurons.ipynb").read_bytes()
        (work / name / f"{name}.ipynb").write_bytes(copied)
    desk = Desk(work)
    assert [lesson.name for lesson in desk.lessons][:2] == ["00_start_here", "01_neurons"]
    assert len(desk.lessons) == 14


def test_a_damaged_journal_is_told_once_and_the_course_opens(work):
    (work / NAME).write_bytes(b"\x00\x01")
    opened, notices = lay_desk(work)
    assert opened == ""
    assert "desk.damaged.jsonl" in notices[0]
    assert lay_desk(work) == ("", [])


def test_a_desk_that_cannot_be_written_is_told_and_the_course_opens(work):
    (work / "desk.ipynb").mkdir()
    (work / "desk.ipynb" / "x").write_text("")
    opened, notices = lay_desk(work)
    assert opened == ""
    assert notices[0].startswith("Your desk could not be written")


def test_outside_a_learners_folder_the_page_says_where_it_belongs(monkeypatch, tmp_path):
    shown = []
    monkeypatch.setattr(journal, "STARTED_IN", tmp_path)
    monkeypatch.setattr("utils.desk.display", lambda text: shown.append(text.data))
    show_desk()
    review_today()
    assert shown == [not_here()] * 2
    assert ASK.endswith("review_today()")


def test_due_dates_stand_on_the_desk_where_the_kit_told(work):
    assert "| Due |" not in summary(Desk(work), MONDAY)
    due = datetime(2026, 3, 9, 18).astimezone()
    (work / DUE).write_text(json.dumps({"01_neurons": due.isoformat()}))
    shown = summary(Desk(work), MONDAY)
    assert "| Points behind them | Due |" in shown
    assert "| up to 0 of 16 | 9 March, 18:00 |" in shown
    assert shown.count("no date") == 13
    (work / DUE).write_text("[1")
    assert "| Due |" not in summary(Desk(work), MONDAY)
