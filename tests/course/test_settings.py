"""nbgrader_config.py: what it lets nbgrader find, wherever the course lies."""

import shutil
import sys

import pytest

from grading import ROOT
from grading.course.settings import config


@pytest.mark.parametrize("below", [".", ".cache/demo"])
def test_nbgrader_finds_our_steps_in_a_course_below_the_project(tmp_path, monkeypatch, below):
    steps = tmp_path / "grading" / "autograde" / "preprocessors.py"
    steps.parent.mkdir(parents=True)
    shutil.copy(ROOT / "grading" / "autograde" / "preprocessors.py", steps)
    course = tmp_path / below
    course.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    monkeypatch.setattr(sys, "path", [])
    named = config(course).Autograde.autograde_preprocessors[0]
    assert named == "grading.autograde.preprocessors.Examine"
    assert sys.path == [str(tmp_path)]
