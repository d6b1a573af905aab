"""Steps for who is stuck: one at a time, for every exercise, and never the answer."""

from __future__ import annotations

import ast
import json
import math
import re
from contextlib import suppress

import numpy as np
import pytest
import torch

from grading import ROOT, lessons
from grading.authoring.prose import prose
from grading.authoring.words import misworded
from grading.lesson.masters import read_solution
from grading.lesson.release import derive
from utils import stuck
from utils.checking import recognise
from utils.checks import check, visitor
from utils.memory import journal
from utils.memory.journal import HANDED_OUT
from utils.stuck import STEPS, help_me, steps_of

SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)
LONGEST = 130  # words of a step


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(stuck, "_opened", {})
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)


@pytest.fixture
def shown(monkeypatch):
    texts = []
    monkeypatch.setattr("IPython.display.display", lambda text: texts.append(text.data))
    return texts


def neuron(x, w, b):
    raise NotImplementedError("this exercise is still blank")


# The steps themselves


def exercises(lesson):
    return [
        cell.metadata.nbgrader.grade_id
        for cell in read_solution(lesson).cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
    ]


@pytest.mark.parametrize("lesson", lessons())
def test_every_exercise_has_its_steps(lesson):
    steps = steps_of(lesson)
    assert list(steps) == exercises(lesson)
    for name, texts in steps.items():
        assert len(texts) == STEPS, name
        for text in texts:
            assert 5 <= len(text.split()) <= LONGEST, (name, text)


def lines_of_the_answer(lesson, name):
    cell = next(c for c in read_solution(lesson).cells if c.id == name)
    for body in SOLUTION.findall(cell.source):
        yield from (re.sub(r"\s+", "", line) for line in body.splitlines())


@pytest.mark.parametrize("lesson", lessons())
def test_no_step_gives_a_line_of_the_answer(lesson):
    """Unless the lesson shows that line already, in what learners get."""
    shown = re.sub(r"\s+", "", derive(lesson)).replace('\\"', '"')
    for name, texts in steps_of(lesson).items():
        told = re.sub(r"\s+", "", "\n".join(texts))
        for line in lines_of_the_answer(lesson, name):
            is_telling = re.search(r"[=(\[+*/@-]", line) and len(line) >= 10
            assert not (is_telling and line in told and line not in shown), (name, line)


@pytest.mark.parametrize("lesson", lessons())
def test_steps_use_the_houses_words(lesson):
    text = (ROOT / "utils" / "steps" / f"{lesson}.md").read_text(encoding="utf-8")
    assert list(misworded(prose(text), lesson[:2])) == []


# How they open


def test_a_step_opens_at_a_time(shown):
    first, second, third = steps_of("01_neurons")["neuron"]
    for number, new in enumerate([first, second, third, third], start=1):
        help_me(neuron)
        assert f"**Step {min(number, STEPS)} of {STEPS}.** {new}" in shown[-1]
    assert second not in shown[0]
    assert "Run this cell again for the next step." in shown[0]
    assert "That was the last step." in shown[-1]


def test_names_do_as_well_and_each_exercise_counts_for_itself(shown):
    help_me("neuron")
    help_me("value_add")
    assert len(shown) == 2
    assert all(text.startswith("**Step 1 of 3.**") for text in shown)


def test_a_name_that_is_no_exercise_is_told_the_nearest(capsys):
    help_me("neurn")
    assert capsys.readouterr().out == (
        'There are no steps for neurn: name an exercise. Did you mean help_me("neuron")?\n'
    )


def test_a_blank_exercise_says_how_its_first_step_is_opened():
    with pytest.raises(NotImplementedError, match="this exercise is still blank") as caught:
        check(neuron, [1.0], [1.0], 0.0, expected=1.0)
    assert caught.value.__notes__ == [
        'Stuck? In a cell of its own: from utils.stuck import help_me; help_me("neuron")'
    ]


def relu_backward(dA, Z):
    raise NotImplementedError("this exercise is still blank")


def mlp_backward(dZ, cache, params):
    return relu_backward(dZ, dZ)


def test_a_blank_one_that_the_checked_one_calls_is_named():
    with pytest.raises(NotImplementedError) as caught:
        check(mlp_backward, [[1.0]], [], [], expected=[])
    assert caught.value._render_traceback_() == [
        "NotImplementedError: this exercise is still blank",
        "The check is of `mlp_backward`, and the blank one is `relu_backward`, which it calls.",
        'Stuck? In a cell of its own: from utils.stuck import help_me; help_me("relu_backward")',
    ]


class Value:
    def relu(self):
        raise NotImplementedError("this exercise is still blank")


@visitor
def relu_is_a_value(number):
    return Value().relu()


def test_an_exercise_of_another_lesson_with_the_same_name_is_not_meant():
    with pytest.raises(NotImplementedError) as caught:
        check(relu_is_a_value, 3.0, expected=True)
    assert caught.value._render_traceback_() == [
        "NotImplementedError: this exercise is still blank",
        'Stuck? In a cell of its own: from utils.stuck import help_me; help_me("value_relu")',
    ]


@pytest.mark.parametrize("how", ["autograde", "validate"])
def test_nothing_is_offered_while_a_notebook_is_graded(monkeypatch, how):
    monkeypatch.setenv("NBGRADER_EXECUTION", how)
    with pytest.raises(NotImplementedError) as caught:
        check(neuron, [1.0], [1.0], 0.0, expected=1.0)
    assert not hasattr(caught.value, "__notes__")


def test_a_step_is_noted_for_the_learner_alone(shown, tmp_path, monkeypatch):
    (tmp_path / HANDED_OUT).write_text("{}")
    monkeypatch.setattr(journal, "STARTED_IN", tmp_path)
    help_me(neuron)
    line = json.loads((tmp_path / journal.NAME).read_text())
    assert (line["what"], line["exercise"], line["step"]) == ("step", "neuron", 1)


def test_every_exercise_can_be_named_as_the_offer_names_it(shown):
    for exercise in recognise.known_mistakes():
        help_me(exercise)
    assert len(shown) == len(recognise.known_mistakes())


# What they print

BLOCK = re.compile(r"^```\n(.*?)^```\n(.*?)(?=^#|^```|\Z)", re.DOTALL | re.MULTILINE)
SAID = re.compile(r"`([\w.()\[\]=, +*-]+)` is `([^`]+)`")


def same(value, text):
    wanted = text.replace("−", "-")
    try:
        wanted = ast.literal_eval(wanted)
        return np.allclose(np.asarray(value, float), wanted, atol=5e-4)
    except (ValueError, SyntaxError, TypeError):
        return value == wanted


def python_blocks():
    for lesson in lessons():
        text = (ROOT / "utils" / "steps" / f"{lesson}.md").read_text(encoding="utf-8")
        for number, (code, after) in enumerate(BLOCK.findall(text)):
            with suppress(SyntaxError):
                yield pytest.param(ast.parse(code), after, id=f"{lesson}-{number}")


@pytest.mark.parametrize(("tree", "after"), list(python_blocks()))
def test_code_in_a_step_gives_what_the_step_says(tree, after):
    known = {"np": np, "torch": torch, "nn": torch.nn, "rate": 1.5, "math": math}
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "step", "exec"), known)
    given = re.match(r"\s*gives `([^`]+)`", after)
    if last:
        value = eval(compile(ast.Expression(last.value), "step", "eval"), known)
        assert not given or same(value, given[1])
    for name, said in SAID.findall(after):
        with suppress(NameError):  # of something that stands in no block
            assert same(eval(name, known), said), (name, said)
