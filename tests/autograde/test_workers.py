"""What a process that grades costs before it grades anything."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from multiprocessing.spawn import get_preparation_data

import pytest

from grading import ROOT
from grading.autograde import engine

PROGRAM = {"init_main_from_name", "init_main_from_path"}  # what a new process imports first


@pytest.mark.kernel
def test_a_process_that_grades_needs_nothing_of_nbgraders():
    code = "import grading.autograde.task, sys; sys.exit('nbgrader' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


@pytest.mark.parametrize("started", ["as a module", "as a file"])
def test_processes_that_grade_do_not_import_the_program_that_starts_them(monkeypatch, started):
    program = sys.modules["__main__"]
    spec = find_spec("grading.grade") if started == "as a module" else None
    monkeypatch.setattr(program, "__spec__", spec, raising=False)
    monkeypatch.setattr(program, "__file__", find_spec("grading.grade").origin, raising=False)
    before = get_preparation_data("one")
    assert before.keys() & PROGRAM
    with engine._without_program():
        assert not get_preparation_data("one").keys() & PROGRAM
    assert get_preparation_data("one") == before
