"""`make sandbox`: every wall is tried here, and what was seen is printed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from grading import ROOT
from grading.sandbox import standing, system_calls
from grading.sandbox import warm as warm_parent
from grading.sandbox.warm import Trial
from grading.walls import main, table, verdict
from tests.helpers.plain_user import as_plain_user

WALLS = (
    *("network", "unseen", "writing", "others", "environment", "descriptors", "keys", "rights"),
    *("spaces", "calls", "limits", "own_pages", "shared_pages", "unmapped_pages", "in_sockets"),
    *("processes", "files"),
)


@pytest.mark.sandbox
def test_every_wall_holds_here_and_says_what_it_saw(capsys):
    assert main() == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split()[:2] == ["wall", "holds"]
    assert [line.split()[:2] for line in lines[:-2]] == [[name, "yes"] for name in WALLS]
    assert lines[-1] == f"All {len(WALLS)} walls hold."


@pytest.mark.sandbox
def test_every_wall_holds_for_a_user_without_rights_within_a_container():
    command = as_plain_user(sys.executable, "-m", "grading.walls")
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    settings.pop("PYTHONPYCACHEPREFIX", None)
    done = subprocess.run(command, env=settings, capture_output=True, text=True, cwd=ROOT)
    assert f"All {len(WALLS)} walls hold." in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0
    if os.geteuid() == 0:
        assert "user 12345" in done.stdout


@pytest.mark.sandbox
def test_a_wall_that_does_not_hold_is_named_and_the_command_fails(monkeypatch, capsys):
    monkeypatch.setattr(standing, "TAKEN", {})
    monkeypatch.setattr(warm_parent, "UNSEEN", [*warm_parent.UNSEEN, "/usr/bin"])
    assert main() == 1
    lines = capsys.readouterr().out.splitlines()
    assert "unseen          NO     /usr/bin can be seen" in lines
    assert "walls do not hold: unseen. Install bubblewrap" in lines[-1]


@pytest.mark.sandbox
def test_without_libseccomp_the_other_walls_hold_and_grading_goes_on(monkeypatch, capsys):
    monkeypatch.setattr(system_calls, "program", lambda: b"")
    monkeypatch.setattr(standing, "TAKEN", {})
    standing.found.cache_clear()
    assert standing.problem() == ""
    assert "apt-get install libseccomp2" in standing.lacking()
    standing.found.cache_clear()
    assert main() == 1
    said = capsys.readouterr().out
    assert "calls           NO     no filter: libseccomp is not installed" in said
    assert "1 of 11 walls do not hold: calls. The sandbox stands without its filter" in said


def test_no_walls_at_all_are_said_in_a_sentence(monkeypatch, capsys):
    monkeypatch.setattr(standing.shutil, "which", lambda name: None)
    assert main() == 1
    assert "needs the program `bwrap`" in capsys.readouterr().err


def test_the_table_is_read_without_colour():
    tried = [Trial("keys", "It finds none.", False, "2 keys"), Trial("calls", "", True, "5 no")]
    assert table(tried)[1:] == ["keys            NO     2 keys", "calls           yes    5 no"]
    assert verdict(tried).startswith("1 of 2 walls do not hold: keys. Install bubblewrap")
    assert verdict(tried[1:]) == "All 1 walls hold."
