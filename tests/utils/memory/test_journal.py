"""A learner's journal: what is noted, by how many at once, and what becomes of a damaged one."""

from __future__ import annotations

import json
import os
import re
import threading
from datetime import UTC, datetime

import pytest

from utils.memory import journal
from utils.memory.journal import HANDED_OUT, LOCK, NAME, note, read


@pytest.fixture
def work(tmp_path):
    (tmp_path / HANDED_OUT).write_text("{}")
    return tmp_path


@pytest.fixture(autouse=True)
def learning(monkeypatch):
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)


def lines(work):
    return (work / NAME).read_text(encoding="utf-8").splitlines()


def test_a_line_says_when_what_and_of_what(work):
    note("passed", work, lesson="01_neurons", exercise="neuron")
    (line,) = map(json.loads, lines(work))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", line.pop("at"))
    assert line == {"what": "passed", "lesson": "01_neurons", "exercise": "neuron"}


def test_the_folder_is_found_from_a_lesson_and_nowhere_else(work, monkeypatch, tmp_path_factory):
    lesson = work / "01_neurons"
    lesson.mkdir()
    monkeypatch.setattr(journal, "STARTED_IN", lesson)
    note("passed", exercise="neuron")
    assert len(lines(work)) == 1
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.setattr(journal, "STARTED_IN", elsewhere)
    note("passed", exercise="neuron")
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("how", ["autograde", "validate"])
def test_nothing_is_noted_while_a_notebook_is_graded(work, monkeypatch, how):
    monkeypatch.setenv("NBGRADER_EXECUTION", how)
    note("passed", work, exercise="neuron")
    assert not (work / NAME).exists()


def test_long_texts_are_cut(work):
    note("guess", work, guess="x" * 10_000)
    assert len(lines(work)[0]) < 250


def test_many_at_once_lose_nothing(work):
    def write(writer):
        for number in range(50):
            note("passed", work, exercise=f"{writer}-{number}")

    writers = [threading.Thread(target=write, args=(writer,)) for writer in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    events, notice = read(work)
    assert {e.about["exercise"] for e in events} == {
        f"{writer}-{number}" for writer in range(8) for number in range(50)
    }
    assert len(events) == 400
    assert notice == ""


def test_who_holds_the_lock_for_good_keeps_nobody_from_noting(work, monkeypatch):
    from filelock import FileLock

    monkeypatch.setattr(journal, "PATIENCE", 0.05)
    with FileLock(work / LOCK):
        note("passed", work, exercise="neuron")
    assert len(lines(work)) == 1


def test_a_journal_that_cannot_be_written_troubles_nobody(work, capsys):
    (work / NAME).mkdir()
    note("passed", work, exercise="neuron")
    assert capsys.readouterr().out == ""
    events, notice = read(work)
    assert events == []
    assert notice.startswith(f"{NAME} cannot be read (")


def test_without_a_journal_there_is_nothing_to_say(work):
    assert read(work) == ([], "")


@pytest.mark.parametrize(
    "damage",
    [
        b'{"at": "2026-01-31T18:00:00+01:00", "wh',
        b"\xff\xfe\x00",
        b"[1, 2]",
        b'{"what": "passed"}',
        b'{"at": 3, "what": "passed"}',
        b'{"at": "yesterday", "what": "passed"}',
        b"[" * 100_000,
        b'{"at": "0001-01-01T00:00:00+14:00", "what": "passed"}',
    ],
)
def test_a_damaged_journal_is_set_aside_and_what_can_be_read_is_kept(work, damage):
    note("passed", work, exercise="neuron")
    before = (work / NAME).read_bytes()
    (work / NAME).write_bytes(before + damage)
    note("passed", work, exercise="step")  # begins a line of its own
    events, notice = read(work)
    assert [e.about["exercise"] for e in events] == ["neuron", "step"]
    assert notice == (
        "1 line could not be read in desk.jsonl: the damaged file is now desk.damaged.jsonl, and "
        "the 2 others are kept."
    )
    assert damage in (work / "desk.damaged.jsonl").read_bytes()
    assert read(work) == (events, "")


def test_an_earlier_damaged_journal_is_kept_too(work):
    for _ in range(2):
        (work / NAME).write_bytes(b"{")
        read(work)
    assert (work / "desk.damaged.jsonl").exists()
    assert (work / "desk.damaged2.jsonl").exists()


def test_events_come_oldest_first_whatever_their_zones_are(work):
    rows = [
        {"at": "2026-01-31T18:00:00+05:00", "what": "b"},
        {"at": "2026-01-31T12:00:00+00:00", "what": "a"},
        {"at": "2026-02-01T23:59:59", "what": "c"},
    ]
    (work / NAME).write_text("\n".join(map(json.dumps, rows[::-1])))
    events, _ = read(work)
    assert sorted(e.what for e in events[:2]) == ["a", "b"]
    assert events == sorted(events, key=lambda event: event.at)
    assert all(event.at.tzinfo for event in events)
    assert events[-1].at > datetime(2026, 1, 31, tzinfo=UTC)


def test_what_a_wrong_clock_dated_ahead_was_before_what_came_next(work):
    times = ["2026-01-30T18:00:00", "2998-12-31T23:59:59", "2026-01-31T18:00:00", "2999-01-01"]
    rows = [{"at": at, "what": str(k)} for k, at in enumerate(times)]
    (work / NAME).write_text("\n".join(map(json.dumps, rows)))
    events, notice = read(work)
    assert ("".join(e.what for e in events), notice) == ("0123", "")
    assert events[1].at == events[2].at
    assert events[3].at <= datetime.now().astimezone()


def test_a_list_where_a_name_belongs_is_one_more_name(work):
    note("guess", work, lesson=["x"], cell={"a": 1})
    assert read(work)[0][0].about == {"lesson": '["x"]', "cell": '{"a": 1}'}


def test_a_damaged_journal_that_cannot_be_replaced_stays_and_counts(work, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    note("passed", work, exercise="neuron")
    with (work / NAME).open("ab") as file:
        file.write(b"{")
    monkeypatch.setattr("utils.memory.journal.write_bytes", refuse)
    events, notice = read(work)
    assert [e.about["exercise"] for e in events] == ["neuron"]
    assert notice == (
        "1 line could not be read in desk.jsonl: it stays as it is (Permission denied), and "
        "the 1 others count."
    )


def test_what_a_later_version_notes_is_kept(work):
    note("flown", work, height=3)
    events, notice = read(work)
    assert events[0].about == {"height": 3}
    assert notice == ""


@pytest.mark.skipif(os.name == "nt", reason="flock is what this is about")
def test_the_lock_is_let_go(work):
    note("passed", work, exercise="neuron")
    from filelock import FileLock

    with FileLock(work / LOCK, timeout=0):
        pass
