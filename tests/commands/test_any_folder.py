"""Browsers name a second download `course (1)`: kit, demo and collecting work in such a folder."""

import shutil

import pytest

from grading.demo import STUDENTS, run_demo
from grading.kit import build_kit
from grading.lesson.release import release
from tests.helpers.collecting import MOODLE, Run, zipped
from tests.helpers.sample_course import LESSON, read_grades

NAMES = ("course (1)", "c++", "a[b]", "[!c]?*")


@pytest.fixture(params=NAMES)
def named(made, tmp_path, request):
    """A course of two lessons in a folder of that name."""
    folder = tmp_path / request.param
    shutil.copytree(made[0], folder)
    return folder


def test_a_kit_is_packed(named):
    (named / "pyproject.toml").write_text('[project]\nname = "sample"\n')
    (named / "environment.yml").write_text("name: sample\n")
    release(LESSON, named)
    assert build_kit(named, LESSON) == named / "dist" / "kit.zip"


def test_a_download_is_collected(named, good):
    (named.parent / "download (1).zip").write_bytes(zipped({f"{MOODLE}/hw.ipynb": good}))
    run = Run(named, zipped({f"{MOODLE}/hw.ipynb": good}), LESSON, name="download (1).zip")
    assert set(run.statuses().values()) == {"taken"}


@pytest.mark.sandbox
def test_a_class_is_graded(named):
    said = []
    run_demo(named, LESSON, say=said.append)
    rows = read_grades(named / ".cache" / "demo")
    assert {name: rows[name]["status"] for name in STUDENTS} == {
        name: "ungradable" if name == "broken_file" else "graded" for name in STUDENTS
    }
    assert float(rows["perfect"]["score"]) > float(rows["half_done"]["score"]) > 0
    pages = named.glob(".cache/demo/feedback/*/*/*.html")
    assert {page.parts[-3] for page in pages} == set(STUDENTS)
