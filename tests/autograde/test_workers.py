"""What a process that grades costs before it grades anything."""

from __future__ import annotations

import subprocess
import sys

import pytest

from grading import ROOT


@pytest.mark.kernel
def test_a_process_that_grades_needs_nothing_of_nbgraders():
    code = "import grading.autograde.judge, sys; sys.exit('nbgrader' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
