"""Declared files and times come along, and no others."""

import pytest

from grading.handed_in.submissions import read_submission
from grading.lesson.declared import DECLARED
from tests.helpers.collecting import MOODLE, Run, submitted
from tests.helpers.sample_course import LESSON


@pytest.fixture
def declared(monkeypatch):
    monkeypatch.setitem(DECLARED, LESSON, {"99_sample.pt": 1_000})


@pytest.mark.parametrize(
    "name",
    [
        f"{MOODLE}/99_sample.pt",
        f"{MOODLE}99_sample.pt",
        f"{MOODLE}/99_sample (1).pt",
        f"{MOODLE}/weights/99_sample.pt",
    ],
)
def test_declared_files_come_along(root, good, declared, name):
    run = Run(root, {f"{MOODLE}/hw.ipynb": good, name: b"weights", f"{MOODLE}/x.pt": b""})
    assert submitted(root, "Ann_Example", name="99_sample.pt") == b"weights"
    assert "left out x.pt" in run.line("Ann_Example").reason
    assert read_submission("Ann_Example", LESSON, root).files == {"99_sample.pt": b"weights"}


def test_a_declared_file_that_is_too_large_or_absent_is_said(root, good, declared):
    run = Run(root, {f"{MOODLE}/hw.ipynb": good, f"{MOODLE}/99_sample.pt": b"w" * 1_001})
    said = run.line("Ann_Example").reason
    assert "99_sample.pt, which is graded too, is not there" in said
    assert '"99_sample.pt", which is larger than 0.001 MB' in said


def test_declared_files_and_notebooks_may_come_apart(root, good, declared):
    notebook, weights = {f"{MOODLE}/hw.ipynb": good}, {f"{MOODLE}/99_sample.pt": b"weights"}
    run = Run(root, weights)
    assert "99_sample.pt came without its notebook" in run.text
    Run(root, notebook)
    assert Run(root, weights).line("Ann_Example").status == "replaced"
    assert Run(root, notebook).line("Ann_Example").status == "unchanged"
    assert submitted(root, "Ann_Example", name="99_sample.pt") == b"weights"
    Run(root, {f"{MOODLE}/hw.ipynb": good + b"\n"})
    assert submitted(root, "Ann_Example", name="99_sample.pt") is None, "the old one's weights"


def test_a_known_time_comes_along_and_no_other(root, good):
    folder = f"ann/{LESSON}"
    when = b"2026-01-30 12:00:00 UTC\n"
    Run(root, {f"{folder}/{LESSON}.ipynb": good, f"{folder}/timestamp.txt": when})
    assert submitted(root, "ann", name="timestamp.txt") == when
    Run(root, {f"{MOODLE}/{LESSON}.ipynb": good})  # a zip's times are the download's
    assert submitted(root, "Ann_Example", name="timestamp.txt") is None


def test_an_older_hand_in_does_not_replace_a_newer_one(root, good):
    def hand_in(data, when):
        files = {f"ann/{LESSON}/{LESSON}.ipynb": data, f"ann/{LESSON}/timestamp.txt": when}
        return Run(root, files).line("ann")

    hand_in(good, b"2026-01-30 12:00:00 UTC")
    line = hand_in(good + b"\n", b"2026-01-29 12:00:00 UTC")
    assert line.status == "older"
    assert "handed in at 2026-01-30 12:00 UTC" in line.reason
    assert submitted(root, "ann") == good
    assert hand_in(good + b"\n", b"yesterday").status == "replaced"
