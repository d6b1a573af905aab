"""Who gave what is kept: when work is graded again, is forgotten and comes back."""

from __future__ import annotations

import copy

import nbformat
import pytest
from nbformat.v4 import writes_json
from nbgrader.api import Student

from grading import grade as grading_command
from grading.authoring.filled_in import fill, solved
from grading.course.course_file import COURSE
from grading.export import export_class
from grading.forget import forget, undo
from grading.gradebook.book import Course
from grading.gradebook.given import Given, given_in, last_given, note_given, scored_in, shares
from grading.gradebook.grades_csv import Row, write_grades
from grading.gradebook.shown_names import name_students
from grading.handed_in.repair import repair
from grading.handed_in.submissions import Submission
from grading.lesson.masters import masters_of
from grading.lesson.release import derive, release
from grading.report import write_report
from tests.helpers.sample_course import LESSON, hand_in, make_course, make_solution
from tests.helpers.sample_gradebook import Graded, make_graded


@pytest.fixture
def graded(tmp_path):
    """A course with ada's work graded, and what grades it once more."""
    root = make_course(tmp_path)
    (root / "roster.csv").write_text('student,name,section\nada,"Zoë O\'Ray",A\nbob,,B\n')
    (root / COURSE).write_text("[graders]\nanna = []\nben = []\n")
    release(LESSON, root)
    nb = fill(nbformat.reads(derive(LESSON, root), as_version=4), make_solution(), solved)
    hand_in(root, "ada", nb)
    content = writes_json(nb).encode()
    repair(nb, masters_of(LESSON, root))
    course = Course(root)

    def again():
        course.prepare(LESSON, None)
        course.save(Submission("ada", LESSON, root, content), copy.deepcopy(nb))

    again()
    write_grades(root / "grades.csv", [Row("ada", LESSON, "graded", 8, 11, "")], [LESSON])
    yield course, again
    course.close()


def give(course, points, grader, noted=True):
    """What Formgrader does when a person types points."""
    with course.open() as book:
        notebook = book.find_submission_notebook(LESSON, LESSON, "ada")
        (grade,) = [each for each in notebook.grades if each.name == "reflection"]
        grade.manual_score, grade.needs_manual_grade = points, False
        if noted:
            note_given(book, notebook.assignment_id, "reflection", grader, points)
        book.db.commit()


def scored(course):
    with course.open() as book:
        return scored_in(book, LESSON)


def test_the_graders_name_survives_grading_again_and_both_are_kept(graded):
    course, again = graded
    give(course, 2.0, "anna")
    give(course, 3.0, "ben")
    again()
    (one,) = scored(course)
    assert (one.student, one.cell, one.points, one.grader) == ("ada", "reflection", 3.0, "ben")
    assert [(each.grader, each.points) for each in one.others] == [("anna", 2.0)]


def test_points_without_a_name_are_nobodys(graded):
    course, _ = graded
    give(course, 2.0, "anna")
    give(course, 1.0, "", noted=False)  # nbgrader's own Formgrader
    (one,) = scored(course)
    assert (one.points, one.grader, one.at) == (1.0, "", "")
    assert [each.grader for each in one.others] == ["anna"]


def test_forgotten_work_takes_its_lines_along_and_brings_them_back(graded):
    course, again = graded
    give(course, 2.0, "anna")
    before = scored(course)
    copy_of = forget(course.root, "ada", "99", say=lambda line: None)
    assert scored(course) == []
    with course.open() as book:
        assert given_in(book, LESSON) == {}
    undo(course.root, copy_of.name, say=lambda line: None)
    assert scored(course) == before
    again()
    assert scored(course) == before


def test_what_a_grader_is_called_is_told_and_bounded(graded):
    course, _ = graded
    give(course, 2.0, "a\u202eb\n<i>" + "x" * 500)
    (one,) = scored(course)
    assert one.grader.startswith("a?b <i>x")
    assert len(one.grader) <= 120


def test_a_gradebook_of_an_earlier_version_says_nobody(tmp_path):
    root = make_graded(tmp_path, {"ada": Graded((1, 2, 1, 4, 3))})
    with Course(root).open() as book:
        assert given_in(book, LESSON) == {}
        assert scored_in(book, LESSON) == []
        assert shares(book, root, ["ada"], keep=False) == {}
    write_report(root)


def test_report_and_export_say_who_graded(graded):
    course, _ = graded
    give(course, 2.0, "anna")
    (report,) = write_report(course.root)
    lines = {each.grader: (each.students, each.given, each.waiting) for each in report.by_grader}
    assert sorted(lines) == ["anna", "ben"]
    assert [lines[name][1] for name in ("anna", "ben")] == [1, 0]
    page = (course.root / "report" / f"{LESSON}.html").read_text(encoding="utf-8")
    assert "Who scored which answer" in page
    export_class(course.root, say=lambda line: None)
    rows = (course.root / "exports" / "plain.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [row.split(",")[-1] for row in rows[:3]] == ["graded by", "", "anna"]


def test_formgrader_finds_the_rosters_names_and_others_stay(graded):
    course, _ = graded
    root = course.root

    def known():
        with course.open() as book:
            name_students(book, root)
            found = book.db.query(Student).order_by(Student.id)
            return {each.id: (each.last_name, each.first_name) for each in found}

    assert known() == {"ada": ("Zoë O'Ray", "ada")}
    (root / "roster.csv").write_text("student,name\nada,\nbob,\n")
    assert known() == {"ada": (None, None)}
    with course.open() as book:
        book.update_or_create_student("ada", last_name="Ray", first_name="Z")
    assert known() == {"ada": ("Ray", "Z")}


def test_who_grades_decides_no_score(graded):
    course, _ = graded
    before = grading_command._shared_inputs(course.root)
    (course.root / COURSE).write_text("[graders]\nsomebody = []\n")
    assert grading_command._shared_inputs(course.root) == before
    (course.root / COURSE).write_text("[late]\nper_day = 0.1\n")
    assert grading_command._shared_inputs(course.root) != before


def test_the_last_who_gave_is_known(graded):
    course, _ = graded
    give(course, 2.0, "anna")
    with course.open() as book:
        number = book.find_submission(LESSON, "ada").id
        assert last_given(book, number, "reflection") == "anna"
        assert last_given(book, number, "double_check") is None
        ((line,),) = given_in(book, LESSON).values()
    assert line == Given("anna", line.at, 2.0, None)
