"""course.toml: what a class sets for itself, without touching a file that git keeps."""

from __future__ import annotations

import shutil

import pytest

from grading import ROOT, CourseError
from grading.course.course_file import read_course
from grading.course.settings import config
from grading.gradebook.book import Course
from tests.helpers.sample_course import make_course


def with_settings(folder, text):
    (folder / "course.toml").write_text(text)
    shutil.copy(ROOT / "nbgrader_config.py", folder / "nbgrader_config.py")
    return folder


def test_without_it_nothing_is_taken_off(tmp_path):
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path / "nbgrader_config.py")
    assert "AssignLatePenalties" not in config(tmp_path)


def test_it_sets_the_late_penalty_for_nbgrader_and_for_us(tmp_path):
    root = make_course(tmp_path)
    with_settings(root, "[late]\nper_day = 0.25\ngrace_minutes = 30\n")
    settings = config(root)
    assert settings.AssignLatePenalties.plugin_class == "grading.late.PerDay"
    penalty = Course(root)._late.late_submission_penalty
    assert penalty("ann", 8.0, 30 * 60) is None
    assert penalty("ann", 8.0, 31 * 60) == 2.0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[late", "cannot be read"),
        ("late = 3", "only a table"),
        ("[penalty]\nper_day = 0.1", "'penalty'"),
        ("[late]\nper_week = 0.1", "none of per_day, grace_minutes, floor"),
        ("[late]\nper_day = 10", "per_day is 10, and wants a number from 0 to 1"),
        ('[late]\nfloor = "half"', "floor is 'half'"),
        ("[late]\ngrace_minutes = -1", "a number of 0 or more"),
        ("[late]\nper_day = true", "per_day is True"),
    ],
)
def test_what_is_wrong_in_it_is_said_by_its_name(tmp_path, text, said):
    with_settings(tmp_path, text)
    for ask in (read_course, config):
        with pytest.raises(CourseError, match=r"course\.toml") as caught:
            ask(tmp_path)
        assert said in str(caught.value)
