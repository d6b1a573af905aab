"""A lesson has one rhythm: short demonstrations, tasks, questions, pictures named alike."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_notebook

from grading.authoring.rhythm import (
    demonstrations_are_short,
    every_exercise_has_its_task,
    pictures_are_named_alike,
    questions_stand_alone,
    text_lines,
    text_stays_out_of_code,
)
from tests.helpers.sample_course import make_cell

SENTENCE = "The line ends to the right of all discs."


def found(rule, *cells):
    """What a rule says of a notebook of these cells: id and sentence."""
    return list(rule(new_notebook(cells=[make_cell(*cell) for cell in cells])))


def lines(count: int) -> str:
    return "\n\n".join(f"a{k} = {k}" for k in range(count))


def test_one_long_demonstration_is_let_pass_and_two_are_not():
    cells = [(f"demo_{k}", None, None, lines(9 if k < 2 else 8)) for k in range(10)]
    assert found(demonstrations_are_short, *cells[1:]) == []
    ((name, said),) = found(demonstrations_are_short, *cells)
    assert name == "demo_0"
    assert "2 of 10" in said
    assert "demo_0, demo_1" in said


def test_locked_cells_count_as_demonstrations_and_tests_do_not():
    locked = [(f"so_far_{word}", "locked", None, lines(9)) for word in ("a", "b")]
    assert found(demonstrations_are_short, *locked)
    tests = [(f"a_check_{word}", "test", 1, lines(9)) for word in ("a", "b")]
    assert found(demonstrations_are_short, *tests) == []


@pytest.mark.parametrize(
    ("source", "count"),
    [
        (f'show(fig, "{SENTENCE}")', 1),
        (f'alt = (\n    "{SENTENCE} "\n    f"{{n}} of them are on the wrong side."\n)', 2),
        (f'def f():\n    """{SENTENCE}"""', 0),
        ('print("four words are none")', 0),
        (f"# {SENTENCE}", 0),
        ("%matplotlib inline", 0),
    ],
)
def test_lines_of_text_are_those_with_five_words_in_a_string(source, count):
    assert text_lines(source) == count


def test_five_lines_of_text_in_a_lesson_are_too_many():
    cells = [(f"demo_{k}", None, None, f'print("{SENTENCE}")') for k in range(5)]
    assert found(text_stays_out_of_code, *cells[:4]) == []
    assert [name for name, _ in found(text_stays_out_of_code, *cells)] == ["demo_0"]


@pytest.mark.parametrize(
    ("name", "kind", "right"),
    [
        ("double_task", "prose", True),
        ("double_story", "prose", False),
        ("double_task", None, False),
    ],
)
def test_an_exercise_has_its_task_right_above_it(name, kind, right):
    exercise = ("double", "exercise", None, "def double(x): ...")
    said = found(every_exercise_has_its_task, (name, kind, None, "### Write it"), exercise)
    assert [cell for cell, _ in said] == ([] if right else ["double"])


def test_an_exercise_at_the_very_top_has_no_task():
    assert found(every_exercise_has_its_task, ("double", "exercise", None, "def double(x): ..."))


@pytest.mark.parametrize(
    ("name", "source", "said"),
    [
        ("question_slope", "**One question.** Why?", ""),
        ("read_slope", "**One question.** Why?", "begin with question_"),
        ("question_slope", "A table.\n\n**One question.** Why?", "shares its cell"),
        ("question_slope", "**One question.** Why?\n\n**One question.** How?", "shares its cell"),
    ],
)
def test_a_question_stands_alone(name, source, said):
    sentences = [text for _, text in found(questions_stand_alone, (name, "prose", None, source))]
    assert said in "".join(sentences)
    assert bool(sentences) == bool(said)


@pytest.mark.parametrize(
    ("name", "source", "right"),
    [
        ("line_picture", "show(line_picture(w, b))", True),
        ("line_demo", "show(line_picture(w, b))", False),
        ("line_explorer", "explorer(line_picture, w=(0, 1, 1, 0))", True),
        ("line_picture", "explorer(line_picture, w=(0, 1, 1, 0))", False),
        ("line_animation", "with x:\n    show_animation(frame, 3)", True),
        ("line_demo", "model.show()", True),
    ],
)
def test_pictures_are_named_after_what_they_are(name, source, right):
    said = found(pictures_are_named_alike, (name, None, None, source))
    assert [cell for cell, _ in said] == ([] if right else [name])
