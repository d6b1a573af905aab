"""How Formgrader is started, and what is said of who grades."""

from __future__ import annotations

import os
from types import SimpleNamespace

import pytest

from grading import ROOT, formgrader
from grading.by_hand.rubrics import rubrics_of
from grading.by_hand.who import GRADER, in_order, this_grader
from grading.lesson.masters import read_solution


@pytest.fixture
def started(tmp_path, monkeypatch, capsys):
    """Starts Formgrader in a course without starting it; the variables, and what was said."""
    (tmp_path / "grades.csv").write_text("")
    (tmp_path / "roster.csv").write_text("student,section\nada,A\n")
    (tmp_path / "course.toml").write_text('[graders]\nanna = ["A"]\n"Ben Ño" = ["C"]\n')
    ran = []

    def run(words, cwd, env):
        ran.append((words, env))
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(formgrader.subprocess, "run", run)

    def start(*words):
        code = formgrader.main([str(tmp_path), *words])
        said = capsys.readouterr()
        return code, ran, said.out + said.err

    return start


def test_the_name_reaches_the_server_as_it_is_written(started):
    code, ((words, variables),), said = started("--grader", "ben ño", "--no-browser")
    assert (code, words[-1], variables[GRADER]) == (0, "--no-browser", "Ben Ño")
    assert variables["PYTHONPATH"].split(os.pathsep)[0] == str(ROOT)
    assert "Ben Ño has the section 'C', and no student of roster.csv does" in said
    assert "Who grades is not kept" not in said


def test_without_a_name_it_starts_and_says_so(started):
    code, ((_, variables),), said = started()
    assert (code, variables[GRADER]) == (0, "")
    assert "Who grades is not kept, since nobody is named: `make formgrader GRADER=anna`" in said


def test_a_name_that_nobody_has_starts_nothing(started):
    code, ran, said = started("--grader", "anne")
    assert (code, ran) == (1, [])
    assert "no grader is called that; is it anna?" in said


def test_what_the_server_takes_for_a_name_can_be_told(monkeypatch):
    monkeypatch.setenv(GRADER, "a\u202e" + "b" * 500)
    assert len(this_grader()) <= 120
    assert "\u202e" not in this_grader()


def test_without_a_grader_the_order_is_nbgraders():
    assert in_order({"b": "bob", "a": "ada"}, {"bob": ""}, "") == {"a": 0, "b": 1}


@pytest.mark.parametrize("lesson", ["01", "13"])
def test_every_lesson_has_its_rubric(lesson):
    there = [path.name for path in (ROOT / "solutions").iterdir()]
    lesson = next(name for name in there if name.startswith(lesson))
    ((name, rubric),) = rubrics_of(lesson, ROOT).items()
    assert name in {cell.id for cell in read_solution(lesson).cells}
    assert "point" in rubric.scheme
    assert rubric.model
    assert "MARK SCHEME" not in rubric.scheme + rubric.model


def test_without_the_solution_there_is_no_rubric(tmp_path):
    assert rubrics_of("01_neurons", tmp_path) == {}
