"""What goes over a hub's exchange: whose it is, when it came, and to whom a page goes back."""

from __future__ import annotations

import json
import os
import stat
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from grading import CourseError
from grading.classroom import exchanging
from grading.classroom.accounts import account_of, owner_of
from grading.classroom.exchanging import (
    SECRET,
    dated,
    give_back,
    handed_in,
    newest,
    prepare,
    read_file,
    release,
    take,
)
from grading.hub import do_collect, main
from grading.lesson.release import derive
from tests.helpers.sample_course import LESSON, make_course
from utils.classroom.exchange import Exchange

ME = owner_of(os.getuid())


@pytest.fixture
def exchange(tmp_path):
    """An exchange that is prepared."""
    made = Exchange(tmp_path / "exchange", "networks")
    made.root.mkdir()
    prepare(made)
    return made


def hand_in(exchange, student, text="{}", time="", place="", random="+x", files=()):
    """A submission as nbgrader lays it down."""
    when = time or f"{datetime.utcnow():%Y-%m-%d %H:%M:%S.%f} UTC"
    folder = exchange.inbound / place / f"{student}+{LESSON}+{when}{random}"
    folder.mkdir(parents=True)
    (folder / f"{LESSON}.ipynb").write_text(text)
    (folder / SECRET).write_text("secret of " + student)
    for name, content in files:
        (folder / name).write_text(content)
    return folder


def heard(exchange, lesson=LESSON):
    said = []
    return newest(exchange, lesson, said.append), said


def test_rights_let_students_put_and_not_look(exchange):
    modes = {
        each.name: stat.S_IMODE(each.stat().st_mode) & 0o777 for each in exchange.folder.iterdir()
    }
    assert modes == {"outbound": 0o755, "mistakes": 0o755, "inbound": 0o733, "feedback": 0o711}


def test_an_exchange_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CourseError, match="COURSE_EXCHANGE"):
        prepare(Exchange(tmp_path / "nowhere", "networks"))


def test_lessons_are_released_with_their_dates(exchange, tmp_path):
    root = make_course(tmp_path)
    (root / "deadlines.csv").write_text(f"lesson,due\n{LESSON},2026-01-31 18:00 UTC\n")
    assert release(exchange, "", root) == [LESSON]
    path = exchange.outbound / LESSON / f"{LESSON}.ipynb"
    notebook = json.loads(path.read_text())
    first = "".join(notebook["cells"][0]["source"])
    assert first.startswith("# Double and divide\n\n**Due:** ")
    assert "31 January 2026" in first or "1 February 2026" in first  # far east of here
    assert "SOLUTION" not in path.read_text()
    assert "hidden" not in json.dumps(notebook["cells"][0])
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert json.loads(exchange.due.read_text()) == {LESSON: "2026-01-31T18:00:00+00:00"}


def test_without_a_date_the_release_stays_as_it_is():
    assert dated("{}", None) == "{}"


def test_the_newest_submission_counts(exchange):
    hand_in(exchange, ME, "old", "2026-01-30 16:00:00.000000 UTC")
    hand_in(exchange, ME, "new", random="+y")
    found, said = heard(exchange)
    assert (found[ME].path / f"{LESSON}.ipynb").read_text() == "new"
    assert len(said) == 0


def test_what_claims_to_be_anothers_does_not_count(exchange):
    hand_in(exchange, "somebody_else")
    found, said = heard(exchange)
    assert found == {}
    assert f"belongs to {ME} and does not count" in said[0]


def test_a_time_before_the_disks_is_the_disks(exchange):
    hand_in(exchange, ME, time="2026-01-01 00:00:00.000000 UTC")
    found, said = heard(exchange)
    assert abs(found[ME].time - datetime.utcnow()) < timedelta(minutes=5)
    assert "the disk says later" in said[0]


@pytest.mark.parametrize("time", ["soon", "9999999-01-01 00:00:00 UTC"])
def test_a_time_that_is_none_is_the_disks(exchange, time):
    hand_in(exchange, ME, time=time)
    found, _ = heard(exchange)
    assert abs(found[ME].time - datetime.utcnow()) < timedelta(minutes=5)


def test_in_a_folder_that_the_hub_made_it_is_that_students(exchange):
    hand_in(exchange, "claims_bob", place="ada")
    found, said = heard(exchange)
    assert list(found) == ["ada"]
    assert said == []


def test_a_folder_that_a_student_made_says_nothing(exchange, monkeypatch):
    hand_in(exchange, "bob", place="bob")
    monkeypatch.setattr(exchanging.os, "getuid", lambda: os.geteuid() + 4321)
    if os.geteuid() == 0:
        os.chown(exchange.inbound / "bob", 12345, 12345)
    assert heard(exchange) == ({}, [])


def test_links_are_not_followed(exchange, tmp_path):
    secret = tmp_path / "gradebook.db"
    secret.write_text("scores")
    folder = hand_in(exchange, ME)
    (folder / f"{LESSON}.ipynb").unlink()
    (folder / f"{LESSON}.ipynb").symlink_to(secret)
    assert read_file(folder, f"{LESSON}.ipynb", 100) is None
    link = exchange.inbound / f"{ME}+{LESSON}+2026-01-30 16:00:00 UTC+z"
    link.symlink_to(tmp_path)
    assert read_file(link, "gradebook.db", 100) is None
    _, said = heard(exchange)
    assert "is no folder" in said[0]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_a_pipe_and_a_large_file_are_no_files(exchange):
    folder = hand_in(exchange, ME)
    os.mkfifo(folder / "pipe")
    assert read_file(folder, "pipe", 100) is None
    assert read_file(folder, SECRET, 3) is None
    assert read_file(folder, "missing", 3) is None


def test_only_what_is_graded_is_taken(exchange, tmp_path):
    hand_in(exchange, ME, "work", files=(("numpy.py", "x"), ("notes.txt", "y")))
    said = []
    assert take(exchange, LESSON, tmp_path / "taken", said.append) == [ME]
    names = {path.name for path in (tmp_path / "taken").rglob("*") if path.is_file()}
    assert names == {f"{LESSON}.ipynb", "timestamp.txt"}


def test_collecting_takes_it_as_a_download_and_its_time_with_it(
    exchange, tmp_path, monkeypatch, capsys
):
    root = make_course(tmp_path)
    monkeypatch.setenv("COURSE_EXCHANGE", str(exchange.root))
    hand_in(exchange, "ada", derive(LESSON, root), place="ada")
    do_collect("", root)
    assert f"ada {LESSON}: taken" in capsys.readouterr().out
    folder = root / "submitted" / "ada" / LESSON
    assert (folder / f"{LESSON}.ipynb").read_text() == derive(LESSON, root)
    assert "UTC" in (folder / "timestamp.txt").read_text()


def page(root, student, text="page"):
    path = root / "feedback" / student / LESSON / f"{LESSON}.html"
    path.parent.mkdir(parents=True)
    path.write_text(text)


def submitted(root, each):
    path = root / "submitted" / each.student / LESSON / "timestamp.txt"
    path.parent.mkdir(parents=True)
    path.write_text(each.timestamp + "\n")


def test_a_page_goes_under_the_name_that_its_student_can_work_out(exchange, tmp_path):
    from nbgrader.utils import notebook_hash

    hand_in(exchange, ME)
    found, _ = heard(exchange)
    page(tmp_path, ME)
    submitted(tmp_path, found[ME])
    assert give_back(exchange, LESSON, [ME, "nobody"], tmp_path) == ([ME], {})
    name = notebook_hash(secret=f"secret of {ME}", notebook_id=LESSON)
    assert [each.name for each in exchange.feedback.iterdir()] == [f"{name}.html"]


def test_a_students_own_folder_gets_the_page(exchange, tmp_path):
    hand_in(exchange, "ada", place="ada")
    found, _ = heard(exchange)
    page(tmp_path, "ada")
    submitted(tmp_path, found["ada"])
    assert give_back(exchange, LESSON, ["ada"], tmp_path)[0] == ["ada"]
    assert len(list((exchange.feedback / "ada").glob("*.html"))) == 1


def test_work_that_came_otherwise_gets_no_page_here(exchange, tmp_path):
    page(tmp_path, ME)
    given, left = give_back(exchange, LESSON, [ME], tmp_path)
    assert given == []
    assert left == {ME: "the graded work did not come over the exchange"}


def test_a_page_of_earlier_work_is_not_given_for_what_came_since(exchange, tmp_path, monkeypatch):
    hand_in(exchange, ME)
    found, _ = heard(exchange)
    page(tmp_path, ME)
    submitted(tmp_path, found[ME])
    (tmp_path / "submitted" / ME / LESSON / f"{LESSON}.ipynb").write_text("new")
    note = SimpleNamespace(inputs=["the fingerprint of another"])
    monkeypatch.setattr(exchanging, "read_note", lambda *_: note)
    given, left = give_back(exchange, LESSON, [ME], tmp_path)
    assert given == []
    assert "run it first" in left[ME]


def test_accounts_of_the_littlest_hub():
    setting = {"COURSE_ACCOUNT": "jupyter-{}"}
    assert account_of("ada") == "ada"
    assert account_of("ada", setting) == "jupyter-ada"
    long = account_of("a_very_long_name_at_example.org", setting)
    assert long[:26] == "jupyter-a_very_long_name_a"
    assert len(long) == 32


def test_what_is_not_known_is_told(capsys):
    assert main(["--do", "grade"]) == 1
    assert "DO=grade is not known" in capsys.readouterr().err


def test_what_no_lesson_is_has_no_submissions(exchange):
    assert list(handed_in(exchange, "77_other")) == []
