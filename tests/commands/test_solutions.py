"""Model answers: filled in, executed, without what decides scores, and not before the last day."""

from __future__ import annotations

from datetime import datetime

import nbformat
import pytest

from grading import CourseError, lessons
from grading.feedback.redact import secret_lines
from grading.lesson.cells import MARK_SCHEME, MARKERS, region
from grading.lesson.masters import read_solution
from grading.solutions import main, model_answers, write_solutions
from tests.helpers.sample_course import LESSON, make_course

DUE = "lesson,due\n99,2026-01-31 18:00\n"
BEFORE, AFTER = datetime(2026, 1, 31, 17, 59), datetime(2026, 1, 31, 18, 1)


@pytest.fixture
def root(tmp_path):
    return make_course(tmp_path)


@pytest.mark.parametrize("lesson", lessons())
def test_no_hidden_test_and_no_mark_scheme_of_any_lesson_is_in_them(lesson):
    solution = read_solution(lesson)
    text = nbformat.writes(model_answers(solution))
    marks = [line for cell in solution.cells for line in region(cell, MARK_SCHEME).splitlines()]
    secrets = secret_lines(solution) | {line.strip() for line in marks if len(line.strip()) > 20}
    cells = [line for cell in nbformat.reads(text, 4).cells for line in cell.source.splitlines()]
    shown = {line.strip() for line in cells}
    assert not secrets & shown
    assert not [marker for marker in MARKERS if marker in text]
    assert '"nbgrader"' not in text
    assert "this exercise is still blank" not in "".join(cells)


def test_they_are_written_as_a_notebook_and_a_page_that_fetches_nothing(root):
    (root / "deadlines.csv").write_text(DUE)
    notebook, page = write_solutions(LESSON, root, AFTER)
    cells = {cell.id: cell for cell in nbformat.read(notebook, 4).cells}
    assert "result = x + x" in cells["double"].source
    assert cells["double_hidden"].source.endswith("# Hidden tests ran here.")
    text = page.read_text(encoding="utf-8")
    assert "result" in text
    assert 'src="http' not in text


def test_nobody_can_hand_them_in(root):
    with pytest.raises(CourseError, match=r"no line for 99_sample.*NOW=1"):
        write_solutions(LESSON, root, AFTER)
    (root / "deadlines.csv").write_text(DUE)
    with pytest.raises(CourseError, match="until 2026-01-31 18:00 UTC"):
        write_solutions(LESSON, root, BEFORE)
    (root / "extensions.csv").write_text("student,lesson,due\nann,99,2026-02-03 18:00\n")
    with pytest.raises(CourseError, match="until 2026-02-03 18:00 UTC, extensions included"):
        write_solutions(LESSON, root, AFTER)
    assert not (root / "dist").exists()
    assert write_solutions(LESSON, root)


def test_a_lesson_is_named(capsys):
    assert main([]) == 1
    assert "make solutions LESSON=01" in capsys.readouterr().err
