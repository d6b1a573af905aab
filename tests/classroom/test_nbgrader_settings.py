"""What nbgrader reads on a hub: who is who, and whose ways it goes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from nbgrader.exchange import ExchangeError, ExchangeFactory
from traitlets.config import PyFileConfigLoader

from grading import ROOT
from grading.classroom import nbgrader_ways
from grading.classroom.nbgrader_ways import Collect, Release, ReleaseFeedback
from utils.classroom.fetching import Fetch

FILE = ROOT / "hub" / "etc" / "nbgrader_config.py"


def settings(monkeypatch, **variables):
    for name in ("COURSE_ID", "COURSE_EXCHANGE", "COURSE_ROLE", "JUPYTERHUB_USER"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return PyFileConfigLoader(str(FILE)).load_config()


def test_a_student_has_the_hubs_name_and_our_fetch(monkeypatch):
    config = settings(monkeypatch, JUPYTERHUB_USER="ada", COURSE_EXCHANGE="/ex", COURSE_ID="ml")
    assert config.CourseDirectory.student_id == "ada"
    assert config.CourseDirectory.course_id == "ml"
    assert config.Exchange.root == "/ex"
    assert ExchangeFactory(config=config).fetch_assignment is Fetch


def test_an_instructor_has_our_ways_and_no_student(monkeypatch):
    config = settings(monkeypatch, COURSE_ROLE="instructor", JUPYTERHUB_USER="teacher")
    factory = ExchangeFactory(config=config)
    assert (factory.collect, factory.release_assignment) == (Collect, Release)
    assert factory.release_feedback is ReleaseFeedback
    assert "student_id" not in config.CourseDirectory


def test_nbgraders_button_runs_our_command_and_tells_its_reason(monkeypatch):
    asked = []

    def run(words, **options):
        asked.append((words, options["cwd"]))
        return SimpleNamespace(returncode=len(asked) - 1, stdout="taken\n", stderr="no exchange\n")

    monkeypatch.setattr(nbgrader_ways.subprocess, "run", run)
    button = Collect(coursedir=None)
    monkeypatch.setattr(
        Collect, "coursedir", SimpleNamespace(assignment_id="01_neurons", root="/course")
    )
    button.start()
    assert asked[0][0][1:] == ["-m", "grading.hub", "--do", "collect", "--lessons", "01_neurons"]
    assert asked[0][1] == "/course"
    with pytest.raises(ExchangeError, match="no exchange"):
        button.start()
