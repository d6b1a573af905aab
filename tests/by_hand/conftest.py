"""A graded class of four whose answers in words wait, for Formgrader."""

from __future__ import annotations

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, writes_json

from grading.authoring.filled_in import fill, solved
from grading.gradebook.book import Course
from grading.gradebook.grades_csv import Row, write_grades
from grading.handed_in.repair import repair
from grading.handed_in.submissions import Submission
from grading.lesson.masters import masters_of
from grading.lesson.release import derive, release
from tests.helpers.sample_course import LESSON, hand_in, make_course, make_solution

STUDENTS = {
    "ada": '"O\'Brien, Máire"',
    "bob": "<b>Bold</b><script>window.pwned=1</script>",
    "cy": "محمد علي",
    "dan": "",
}
ROSTER = "student,name,section\n" + "".join(
    f"{student},{name},{section}\n"
    for (student, name), section in zip(STUDENTS.items(), "ABBA", strict=True)
)
REQUEST = "REGRADE double\nI <i>doubled</i> it; \u0645\u0631\u062d\u0628\u0627"


def save_class(root):
    """What grading leaves behind, without running anything."""
    (root / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (root / "course.toml").write_text('[graders]\nanna = ["A"]\n"Ben Ño" = ["B"]\n')
    release(LESSON, root)
    plain = nbformat.reads(derive(LESSON, root), as_version=4)
    course = Course(root)
    course.prepare(LESSON, None)
    for student in STUDENTS:
        nb = fill(plain, make_solution(), solved)
        if student == "bob":
            nb.cells.append(new_markdown_cell(REQUEST))
        hand_in(root, student, nb)
        repair(nb, masters_of(LESSON, root))
        for number, cell in enumerate(nb.cells, start=1):
            if cell.cell_type == "code":
                cell.execution_count, cell.outputs = number, []
        course.save(Submission(student, LESSON, root, writes_json(nb).encode()), nb)
    course.close()
    rows = [Row(student, LESSON, "graded", 8, 11, "") for student in STUDENTS]
    write_grades(root / "grades.csv", rows, [LESSON])
    return root


@pytest.fixture
def graded(tmp_path):
    """The root of such a class."""
    return save_class(make_course(tmp_path))
