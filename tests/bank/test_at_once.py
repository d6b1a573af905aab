"""What learners hear in a visible check: nearly every wrong answer, and no right one."""

from __future__ import annotations

import ast

import numpy as np
import pytest

from grading import lessons
from grading.bank import Answer, learner_name, load
from grading.bank.in_process import as_in_grading, exercise_cells, names_after
from grading.bank.time_limit import quiet, warm_up
from grading.bank.trial import Report, Verdict
from grading.mistakes import by_lesson
from utils.checking import at_once, recognise

EXERCISES = [
    pytest.param(lesson, exercise, id=f"{lesson[:2]}-{exercise}")
    for lesson in lessons()
    for exercise in exercise_cells(lesson)
]


class Reordered(ast.NodeTransformer):
    """The same arithmetic in another order: sums and products begin with their other side."""

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if isinstance(node.op, ast.Add | ast.Mult) and not self._is_text(node):
            node.left, node.right = node.right, node.left
        return node

    def visit_Subscript(self, node):
        return node

    @staticmethod
    def _is_text(node):
        kinds = ast.List | ast.ListComp | ast.Tuple | ast.JoinedStr
        sides = [node.left, node.right]
        return any(isinstance(s, kinds) or isinstance(getattr(s, "value", 0), str) for s in sides)


def reordered(source):
    """A program with its sums and products turned round."""
    tree = Reordered().visit(ast.parse(source))
    return ast.unparse(ast.fix_missing_locations(tree))


def told(exercise, answer):
    """What `passed` says of an answer."""
    recognise.resume((exercise, answer, ""))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recognise, "checked_before", lambda: (exercise, answer))
        patch.setattr(recognise, "BUDGET", 60.0)
        return at_once.problem_of("it")


@pytest.mark.long
@pytest.mark.parametrize(("lesson", "exercise"), EXERCISES)
@pytest.mark.filterwarnings("ignore")
def test_right_answers_in_another_order_of_adding_are_told_nothing(lesson, exercise):
    bank, name = load(lesson), learner_name(lesson, exercise)
    warm_up(lesson, exercise)
    for right in bank.right(exercise):
        above = bank.around(exercise, "").rstrip("\n")
        own = bank.source(exercise, right.body).removeprefix(above)
        with quiet():
            try:
                answer = names_after(f"{above}\n{reordered(own)}")[name]
            except Exception:  # lists have an order
                continue
            if told(exercise, answer) is None:
                continue
            usual = kinds_given(exercise, names_after(f"{above}\n{own}")[name])
            assert kinds_given(exercise, answer) != usual, right.idea


def kinds_given(exercise, answer):
    """What kinds of results an answer gives to its probes: turned round, `[0] * n` is an error."""
    try:
        results = recognise.results_of(exercise, answer)
    except Exception:
        return None
    return [recognise.canonical(r, False)[:40].split(":")[0] for r in results or ()]


def verdict(idea, caught=True, checked=False, told=""):
    answer = Answer("f", idea, "", "f/a")
    return Verdict(
        answer, 0.0 if caught else 1.0, 1.0, {"f_check": "x"} if checked else {}, 0, told
    )


def report(**parts):
    return Report("00_start_here", "f", verdict("solution", caught=False), **parts)


def test_a_wrong_answer_that_is_told_later_needs_a_reason():
    late = report(
        wrong=[verdict("late"), verdict("soon", checked=True), verdict("asked", told="x")]
    )
    (fault,) = late.faults()
    assert "'late' is not told at once" in fault
    late.later = {"late": "only the constant of a hidden size tells"}
    assert late.faults() == []
    late.later["soon"] = "no reason"
    (fault,) = late.faults()
    assert "LATER explains 'soon'" in fault


def test_a_right_answer_or_a_survivor_that_is_told_something_is_a_fault():
    found = report(
        right=[verdict("right", caught=False, told="It is wrong.")],
        mutants=[verdict("a -> b", caught=False, told="It is wrong.")],
        explained={"a -> b": "both are the same"},
    ).faults()
    assert any("right answer 'right' is told: It is wrong." in text for text in found)
    assert any("BEYOND" in text for text in found)


def test_ids_that_mutants_read_are_counted():
    said = "It is wrong.\n  mistake:  f/b"
    found = report(mutants=[verdict("a -> b", told=said)], wrong=[verdict("w", checked=True)])
    assert found.mixed == {"f/b": ["a -> b"]}
    assert report(wrong=[verdict("w", told="x\n  mistake:  f/a")]).mixed == {}
    assert report(mutants=[verdict("m", told="x\n  mistake:  any/raises")]).mixed == {}


def test_the_totals_of_a_lesson_say_what_is_heard_at_once():
    (line,) = by_lesson(
        [report(wrong=[verdict("a", checked=True), verdict("b")], mutants=[verdict("m", told="x")])]
    ).splitlines()
    assert "of 2 wrong answers the check's numbers tell 50.0 %, at once 50.0 %" in line
    assert line.endswith("of 1 killed mutants 0.0 %, 0.0 %")


def test_nothing_is_asked_of_a_cell_that_is_graded():
    with as_in_grading():
        assert at_once.problem_of(np.mean) is None
