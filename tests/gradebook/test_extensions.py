"""More time for some: extensions.csv holds for rows, late penalty, export and the gradebook."""

from __future__ import annotations

import csv

import pytest
from nbgrader.api import Gradebook

from grading import CourseError
from grading.course.extensions import read_extensions
from grading.export import export_class
from grading.grade import grade_class
from tests.helpers.hostile import perfect_notebook
from tests.helpers.sample_course import LESSON, hand_in, make_course, read_grades

DUE = "lesson,due\n99,2026-01-31 18:00\n"
HEAD = "student,lesson,due\n"
PENALTY = '\nc.AssignLatePenalties.plugin_class = "grading.late.PerDay"\n'


def course_with(folder, lines):
    root = make_course(folder)
    (root / "deadlines.csv").write_text(DUE)
    (root / "roster.csv").write_text("student\nann\nbob\n")
    (root / "extensions.csv").write_text(HEAD + lines)
    return root


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("99,ann,2026-02-03 18:00", "no student of roster.csv is called '99'"),
        ("an,99,2026-02-03 18:00", "is called 'an': is it ann"),
        (",99,2026-02-03 18:00", "no student is named"),
        ("ann,,2026-02-03 18:00", "no lesson is named"),
        ("ann,98,2026-02-03 18:00", "98"),
        ("ann,99,tomorrow", "'tomorrow' is no date"),
        ("ann,99,2026-01-31 19:00 +0100", "no later than all have"),
        ("ann,99,2026-02-03 18:00\nann,99,2026-02-04 18:00", "line 3: ann and 99_sample stand"),
    ],
)
def test_a_line_that_is_no_extension_is_named_before_anything_is_graded(tmp_path, line, said):
    root = course_with(tmp_path, line + "\n")
    hand_in(root, "ann", b"{}")
    for ask in (read_extensions, lambda root: grade_class(root, say=str)):
        with pytest.raises(CourseError) as caught:
            ask(root)
        assert "extensions.csv, line" in str(caught.value)
        assert said in str(caught.value)
        assert "A line reads: ada,01_neurons," in str(caught.value)
    assert not (root / "gradebook.db").exists()


def test_a_lesson_without_a_deadline_has_no_extension(tmp_path):
    root = course_with(tmp_path, "ann,99,2026-02-03 18:00\n")
    (root / "deadlines.csv").unlink()
    with pytest.raises(CourseError, match=r"line 2: 99_sample has no line in deadlines\.csv"):
        read_extensions(root)


def exported(root):
    said = []
    export_class(root, say=said.append)
    with (root / "exports" / "plain.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {row[0]: row[-2] for row in csv.reader(stream)}, " ".join(said)


@pytest.mark.sandbox
def test_rows_penalty_export_and_gradebook_agree_on_an_extension(tmp_path):
    root = make_course(tmp_path)
    (root / "deadlines.csv").write_text(DUE)
    (root / "roster.csv").write_text("student\nann\nbob\ncleo\ndan\n")
    with (root / "nbgrader_config.py").open("a") as settings:
        settings.write(PENALTY)
    work = perfect_notebook(root)
    for student in ("ann", "bob"):
        hand_in(root, student, work)
        stamp = root / "submitted" / student / LESSON / "timestamp.txt"
        stamp.write_text("2026-02-01 12:00 UTC")

    # Written before anything is handed in or graded: nobody's turns into a 0
    (root / "extensions.csv").write_text(
        f"{HEAD}bob,99,2026-02-01 18:00\ncleo,99,2126-02-01 18:00 +0100\n"
    )
    grade_class(root, say=str)
    rows = read_grades(root)
    assert "late by 18 hours" in rows["ann"]["reason"]
    assert "late" not in rows["bob"]["reason"]
    assert rows["cleo"]["reason"] == "nothing was handed in; may hand in until 2126-02-01 17:00 UTC"
    assert rows["dan"]["reason"] == "nothing was handed in"
    assert float(rows["ann"]["score"]) < float(rows["bob"]["score"])

    # Given after grading, and one taken back
    (root / "extensions.csv").write_text(f"{HEAD}ann,99,2026-02-01 18:00\ncleo,99,2126-02-01 18:00")
    said = []
    grade_class(root, say=said.append)
    rows = read_grades(root)
    assert "late" not in rows["ann"]["reason"]
    assert "late by 18 hours" in rows["bob"]["reason"]
    assert any(line.startswith("bob has no extension in 99_sample any more") for line in said)
    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        assert book.find_submission(LESSON, "ann").total_seconds_late == 0
        assert book.find_submission(LESSON, "bob").total_seconds_late == 18 * 3600

    # The reflection waits for a person, so that only what is missing is told by time
    scores, remarks = exported(root)
    assert (scores["cleo"], scores["dan"]) == ("", "0")
    assert "handed in nothing and not overdue: 1" in remarks
