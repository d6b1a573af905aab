"""The trial hub's people, files and servers, as they are laid out before anything starts."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
from datetime import datetime

import pytest

from grading import ROOT, CourseError, hub
from grading.classroom import installing, trial
from grading.classroom.accounts import account_of, owner_of
from grading.classroom.installing import install, lacking
from grading.classroom.ports import free_ports
from grading.classroom.servers import server_of, walls
from grading.classroom.trial import STUDENTS, TEACHER, TrialHub, deadlines, lay_out, make_account
from grading.course.roster import read_deadlines, read_people
from utils.bootstrap import PINS
from utils.classroom.exchange import Exchange


@pytest.fixture
def laid_out(tmp_path):
    """The trial of somebody without rights, laid out from a project that is almost empty."""
    root = tmp_path / "project"
    for name in trial.COPIED:
        (root / name).mkdir(parents=True)
        (root / name / "file").write_text(name)
    (root / "hub" / "etc").mkdir()
    (root / "solutions" / "01_neurons").mkdir()
    (root / "solutions" / "02_activations").mkdir()
    for name in trial.FILES:
        (root / name).write_text(name)
    made = TrialHub(root / ".cache" / "hub", accounts=False, walled=True, root=root)
    lay_out(made)
    return made


def test_homes_are_closed_and_the_exchange_is_open(laid_out):
    for name in (TEACHER, *STUDENTS):
        assert stat.S_IMODE(laid_out.home(name).stat().st_mode) == 0o700
    assert stat.S_IMODE(laid_out.state.stat().st_mode) == 0o700
    assert stat.S_IMODE(laid_out.exchange.stat().st_mode) == 0o777


def test_the_course_lies_in_the_teachers_home_with_a_class(laid_out):
    assert laid_out.course.is_relative_to(laid_out.home(TEACHER))
    assert [each.student for each in read_people(laid_out.course)] == list(STUDENTS)
    assert (laid_out.course / "solutions" / "01_neurons").is_dir()
    assert (laid_out.course / ".venv").is_symlink()
    assert len(read_deadlines(laid_out.course)) == 2


def test_a_second_start_brings_the_project_and_keeps_the_class(laid_out):
    (laid_out.course / "deadlines.csv").write_text("lesson,due\n")
    (laid_out.course / "submitted").mkdir()
    (laid_out.course / "grading" / "file").write_text("old")
    lay_out(laid_out)
    assert read_deadlines(laid_out.course) == {}
    assert (laid_out.course / "submitted").is_dir()
    assert (laid_out.course / "grading" / "file").read_text() == "grading"


def test_a_lesson_a_week_is_due(laid_out):
    today = datetime.fromisoformat("2026-01-05T12:00:00+01:00")
    assert deadlines(laid_out.root, today) == [
        "01_neurons,2026-01-12 18:00 +0100",
        "02_activations,2026-01-19 18:00 +0100",
    ]


def test_an_account_of_somebody_elses_is_left_alone(tmp_path):
    if os.name == "nt":
        pytest.skip("Windows has no such accounts")
    with pytest.raises(CourseError, match="has an account root already"):
        make_account("root", tmp_path)


def test_students_start_in_their_folder_and_the_teacher_in_the_course(laid_out):
    ada, teacher = server_of("ada", laid_out), server_of(TEACHER, laid_out)
    assert ada.command[0] == "bwrap"
    assert ada.command[-2:] == ["-m", "utils.on_hub"]
    assert "PYTHONPATH" not in ada.environment
    assert "COURSE_ROLE" not in ada.environment
    assert ada.environment["OMP_NUM_THREADS"] == "1"
    assert teacher.environment["COURSE_ROLE"] == "instructor"
    assert f"cd {laid_out.course}" in teacher.command[2]
    assert "--ServerApp.jpserver_extensions=grading.by_hand.server=True" in teacher.command


def test_without_bubblewrap_nothing_stands_around_a_server(laid_out):
    bare = TrialHub(laid_out.folder, accounts=False, walled=False, root=laid_out.root)
    ada = server_of("ada", bare)
    assert ada.command == [sys.executable, "-m", "utils.on_hub"]
    assert account_of("ada", ada.environment) == owner_of(os.getuid())


def test_where_all_are_one_user_each_sees_their_own_folders_of_the_exchange(laid_out):
    words = " ".join(walls("ada", laid_out))
    inbound = laid_out.exchange / "networks" / "inbound"
    assert f"--bind {inbound / 'ada'} {inbound}" in words
    real = TrialHub(laid_out.folder, accounts=True, walled=True, root=laid_out.root)
    assert f"{inbound}" not in " ".join(walls("ada", real))


@pytest.mark.sandbox
def test_behind_the_walls_is_nothing_of_the_course_or_of_others(laid_out, walled):
    exchange = Exchange(laid_out.exchange, "networks")
    exchange.outbound.mkdir(parents=True)
    hub.own_folders(laid_out)
    (exchange.inbound / "bob" / "handed_in").touch()
    (laid_out.home("bob") / "diary").write_text("private")
    (laid_out.home("ada") / "diary").write_text("my own")
    root, homes = laid_out.root, laid_out.folder / "homes"
    look = f"ls {root} {root}/solutions {root}/grading {homes} {homes}/bob {laid_out.state}"
    look += f"; cat {homes}/ada/diary; ls {exchange.inbound}; touch {exchange.inbound}/put"
    look += f"; touch {exchange.outbound}/over {exchange.feedback}/over {exchange.root}/checked"
    words = [*walls("ada", laid_out), "/bin/sh", "-c", look]
    seen = subprocess.run(words, capture_output=True, text=True).stdout
    assert "my own" in seen
    for hidden in ("diary\n", "01_neurons", "solutions", "grading", "bob\n", "state"):
        assert hidden not in seen.replace("my own", "").replace(f"{homes}", ""), seen
    assert "handed_in" not in seen
    assert [path.name for path in exchange.inbound.rglob("put")] == ["put"]
    assert (exchange.inbound / "ada" / "put").exists()
    assert not list(exchange.root.rglob("over"))


def test_ports_are_free_and_a_taken_one_is_told():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with pytest.raises(CourseError, match=f"port {port} is taken"):
            free_ports(port)
    assert free_ports(port)[0] == int(port)
    with pytest.raises(CourseError, match="is no port"):
        free_ports("http")


def test_what_the_pins_ask_for_and_is_there_is_not_asked_for_again(tmp_path, monkeypatch):
    pins = tmp_path / "hub.txt"
    pins.write_text(
        "not-there==1.0 \\\n    --hash=sha256:0\npytest==0.1 ; python_version > '3' \\\n"
        "other==1 ; sys_platform == 'nowhere' \\\n"
    )
    assert lacking(pins) == ["not-there==1.0", "pytest==0.1"]
    pins.write_text("")
    assert install(pins) is False
    pins.write_text("not-there==1.0\n")
    monkeypatch.setattr(
        installing.subprocess,
        "run",
        lambda words, **_: subprocess.CompletedProcess(words, 1, "", "a\nno network\n"),
    )
    with pytest.raises(CourseError, match="needs the internet once: no network"):
        install(pins)


def test_the_hubs_pins_are_nobody_elses():
    names = {
        path.name: set(installing.PIN.findall(path.read_text())) for path in PINS.glob("*.txt")
    }
    hub_names = {name for name, *_ in names.pop("hub.txt")}
    others = {name for found in names.values() for name, *_ in found}
    assert {"jupyterhub", "aiohttp"} <= hub_names
    assert not hub_names & others


def test_what_to_do_is_said(laid_out):
    lines = hub.welcome(laid_out, 8000, "secret")
    assert "http://127.0.0.1:8000" in lines[0]
    assert "ada, bob or cleo" in lines[0]
    assert "with your own rights, behind walls" in lines[2]
    bare = TrialHub(laid_out.folder, accounts=False, walled=False, root=laid_out.root)
    assert "bubblewrap is not installed" in hub.welcome(bare, 8000, "secret")[2]


def test_the_folder_of_settings_is_there():
    assert (ROOT / "hub" / "etc" / "nbgrader_config.py").is_file()
    assert hub.SETTINGS.is_file()
