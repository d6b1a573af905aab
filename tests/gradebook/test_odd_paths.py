"""A course in a folder of any name: what stands in a path means nothing else."""

from __future__ import annotations

import pytest

from grading.gradebook.book import Course
from grading.lesson.release import derive
from tests.helpers.sample_course import LESSON, make_course

NAMES = ("a%20b", "100% %(here)s {x}", "[1] (2)", "what? #1", "'q' \"q\" $HOME;", "深層 é", "end\n")


@pytest.mark.parametrize("name", NAMES)
def test_a_course_may_lie_in_a_folder_of_any_name(tmp_path, name):
    (tmp_path / name).mkdir()
    root = make_course(tmp_path / name)
    assert '"grade_id": "double"' in derive(LESSON, root)
    course = Course(root)
    course.prepare(LESSON, None)
    with course.open() as gradebook:
        assert gradebook.find_assignment(LESSON).max_score == 11
    course.close()
    assert (root / "gradebook.db").exists()
    assert [each.name for each in tmp_path.iterdir()] == [name]
