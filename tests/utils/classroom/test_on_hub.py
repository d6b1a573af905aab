"""A student's server on a hub brings new versions and dates, and overwrites nothing."""

import json
import sys

import pytest

from utils import on_hub
from utils.classroom.exchange import Exchange, exchange_here, read_due, without_date
from utils.classroom.fetching import VERSIONS, note_fetched
from utils.lab import RECORD
from utils.memory.lessons import due_in
from utils.on_hub import NEWS, begun, command, tell, update

LESSON = "01_neurons"
NAME = f"{LESSON}/{LESSON}.ipynb"


def notebook(text: str, due: str = "") -> str:
    title = "# Neurons" + (f"\n\n**Due:** {due}" if due else "") + "\n\nA lesson."
    cells = [{"cell_type": "markdown", "source": [title]}, {"cell_type": "code", "source": text}]
    return json.dumps({"cells": cells, "metadata": {}})


@pytest.fixture
def exchange(tmp_path):
    """An exchange with one lesson, its page of mistakes, and a date."""
    made = Exchange(tmp_path / "exchange", "networks")
    (made.outbound / LESSON).mkdir(parents=True)
    (made.outbound / NAME).write_text(notebook("x = 1", "Monday"))
    made.mistakes.mkdir()
    (made.mistakes / f"{LESSON}.md").write_text("# Mistakes")
    made.due.write_text(json.dumps({LESSON: "2026-01-31T17:00:00+00:00"}))
    return made


@pytest.fixture
def work(tmp_path, exchange):
    """A student's folder with the lesson fetched as nbgrader fetches it."""
    folder = tmp_path / "work"
    (folder / LESSON).mkdir(parents=True)
    (folder / NAME).write_bytes((exchange.outbound / NAME).read_bytes())
    note_fetched(exchange.outbound / LESSON, folder)
    return folder


def test_what_was_not_fetched_does_not_come_by_itself(exchange, tmp_path):
    assert update(exchange, tmp_path / "new") == []
    assert not (tmp_path / "new" / LESSON).exists()
    assert (tmp_path / "new" / "mistakes" / f"{LESSON}.md").exists()
    assert LESSON in due_in(tmp_path / "new")


def test_an_untouched_lesson_becomes_the_new_version(exchange, work):
    (exchange.outbound / NAME).write_text(notebook("x = 2", "Monday"))
    assert update(exchange, work) == [f"{NAME} has a new version, and you have it now."]
    assert "x = 2" in (work / NAME).read_text()
    assert update(exchange, work) == []


def test_a_lesson_that_was_begun_stays_and_the_new_one_lies_beside_it(exchange, work):
    (work / NAME).write_text(notebook("x = my_answer", "Monday"))
    (exchange.outbound / NAME).write_text(notebook("x = 2", "Monday"))
    (notice,) = update(exchange, work)
    assert "yours stays as it is" in notice
    assert "my_answer" in (work / NAME).read_text()
    assert "x = 2" in (work / LESSON / f"{LESSON}.new.ipynb").read_text()
    assert update(exchange, work) == []


def test_a_new_date_alone_is_no_new_version(exchange, work):
    (work / NAME).write_text(notebook("x = my_answer", "Monday"))
    (exchange.outbound / NAME).write_text(notebook("x = 1", "Friday"))
    exchange.due.write_text(json.dumps({LESSON: "2026-02-06T17:00:00+00:00"}))
    assert update(exchange, work) == []
    assert [path.name for path in (work / LESSON).iterdir()] == [f"{LESSON}.ipynb"]
    assert due_in(work)[LESSON].month == 2


def test_a_lesson_that_is_being_released_is_left_for_the_next_time(exchange, work, monkeypatch):
    (exchange.outbound / NAME).unlink()
    assert list(begun(exchange, work)) == []


def test_notes_that_cannot_be_read_count_as_none(exchange, work):
    for name in (VERSIONS, RECORD):
        (work / name).write_text("{")
    (work / NAME).write_text(notebook("x = my_answer", "Monday"))
    update(exchange, work)
    assert "my_answer" in (work / NAME).read_text()


def test_news_are_told_in_a_file(tmp_path):
    tell([], tmp_path)
    assert not (tmp_path / NEWS).exists()
    tell(["A lesson is new."], tmp_path)
    assert "- A lesson is new." in (tmp_path / NEWS).read_text()


def test_the_date_is_known_wherever_the_source_is_a_list_or_text():
    plain = json.loads(notebook("x = 1"))
    plain["cells"][0]["source"] = "# Neurons\n\n**Due:** Monday\n\nA lesson."
    dated, bare = notebook("x = 1", "Friday"), notebook("x = 1")
    assert without_date(json.dumps(plain).encode()) == without_date(dated.encode())
    assert without_date(dated.encode()) == without_date(bare.encode())
    assert without_date(b"no notebook") == b"no notebook"


@pytest.mark.parametrize("text", ["", "[]", '{"01_neurons": 5}', '{"01_neurons": "soon"}'])
def test_dates_that_cannot_be_read_are_none(exchange, text):
    exchange.due.write_text(text)
    assert read_due(exchange) == {}


def test_the_environment_tells_where_the_exchange_is():
    there = exchange_here({"COURSE_EXCHANGE": "/some/where", "COURSE_ID": "ml"})
    assert there.outbound.as_posix() == "/some/where/ml/outbound"
    assert exchange_here({}).folder.as_posix() == "/srv/exchange/networks"


def test_a_students_server_hides_what_is_for_instructors(tmp_path):
    line = " ".join(command(tmp_path, ["--debug"], "desk.ipynb"))
    assert line.endswith("--debug")
    assert f"root_dir={tmp_path}" in line
    assert "/lab/tree/desk.ipynb" in line
    assert "jpserver_extensions=nbgrader.server_extensions.formgrader=False" in line
    settings = on_hub.SETTINGS / "hub"
    disabled = json.loads((settings / "page_config.json").read_text())["disabledExtensions"]
    assert {each.split(":")[1] for each in disabled} == {
        "course-list",
        "create-assignment",
        "formgrader",
    }
    at_home = json.loads((on_hub.SETTINGS / "overrides.json").read_text())
    assert json.loads((settings / "overrides.json").read_text()) == at_home


def test_a_full_disk_keeps_nobody_out(tmp_path, monkeypatch, capsys):
    def full(*_):
        raise OSError(28, "No space left on device")

    lines = []
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(on_hub, "update", full)
    monkeypatch.setattr(on_hub.os, "execv", lambda _, line: lines.append(line))
    monkeypatch.chdir(tmp_path)
    on_hub.main([])
    assert lines[0][:3] == [sys.executable, "-m", "jupyterhub.singleuser"]
    assert "No space left" in capsys.readouterr().err
