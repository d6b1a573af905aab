"""roster.csv: its old form, and numbers that two students have."""

import pytest

from grading import CourseError
from grading.course.roster import Person, read_people, read_roster
from tests.helpers.collecting import ANN, roster


def test_roster_keeps_its_old_form(tmp_path):
    (tmp_path / "roster.csv").write_text("name,student\nx,ann\n")
    assert read_roster(tmp_path) == ["ann"]
    roster(tmp_path, ANN)
    ids = ("123456",)
    assert read_people(tmp_path) == [Person("ann", "Ann Example", "ann@example.org", ids, "12345")]


def test_roster_says_who_has_the_same_number(tmp_path):
    roster(tmp_path, "ann,,,Participant 7,", "bob,,,8 7,")
    with pytest.raises(CourseError, match="line 3: bob and ann have the same moodle_id 7"):
        read_people(tmp_path)
