"""What holds for the wrong and right answers of every lesson.

A lesson's test file lists its answers and inherits the tests:

    class TestAnswers(AnswerTests):
        lesson, right, wrong, judge = LESSON, RIGHT, WRONG, staticmethod(judge)

`right` and `wrong` hold bodies by exercise and idea; `judge(exercise, body)` gives what
`tests.lesson_cells.points` gives. `conftest.py` makes one test of every answer.
"""

from __future__ import annotations

import pytest

from tests.lesson_cells import answer, points


def table(answers: dict[str, dict[str, str]]) -> list:
    """One parameter set (exercise, body) for each answer, named by its idea."""
    return [
        pytest.param(exercise, body, id=f"{exercise}: {idea}")
        for exercise, bodies in answers.items()
        for idea, body in bodies.items()
    ]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
class AnswerTests:
    """The tests; not collected by itself, since its name does not begin with Test."""

    lesson: str
    right: dict[str, dict[str, str]]
    wrong: dict[str, dict[str, str]]

    def solution(self, exercise):
        return answer(self.lesson, exercise)

    def blank(self, exercise):
        return "raise NotImplementedError"

    def test_the_solution_earns_everything(self, exercise):
        earned, possible, messages = points(self.lesson, exercise, self.solution(exercise))
        assert earned == possible, messages

    def test_right_answers_earn_everything(self, exercise, body):
        earned, possible, messages = self.judge(exercise, body)
        assert earned == possible, messages

    def test_wrong_answers_lose_points_and_hear_why(self, exercise, body):
        earned, possible, messages = self.judge(exercise, body)
        assert earned < possible
        assert all(": CheckFailed:" in said or " of " in said for said in messages), messages

    def test_the_hidden_tests_alone_reject_mistakes(self, exercise):
        told = [self.judge(exercise, body)[2] for body in self.wrong[exercise].values()]
        seen = [any(said.startswith(f"{exercise}_hidden") for said in each) for each in told]
        assert sum(seen) >= 5

    def test_a_blank_exercise_earns_nothing(self, exercise):
        earned, _, messages = self.judge(exercise, self.blank(exercise))
        assert earned == 0
        assert all("NotImplementedError" in said for said in messages)

    def test_enough_answers_are_tried(self, exercise):
        assert len(self.wrong[exercise]) >= 6
        assert len(self.right[exercise]) >= 4


def parametrize(metafunc) -> None:
    """Give a test of `AnswerTests` its exercises, or its right or wrong answers."""
    if not (metafunc.cls and issubclass(metafunc.cls, AnswerTests)):
        return
    if "body" in metafunc.fixturenames:
        wrong = "wrong" in metafunc.function.__name__
        answers = metafunc.cls.wrong if wrong else metafunc.cls.right
        metafunc.parametrize(("exercise", "body"), table(answers))
    else:
        metafunc.parametrize("exercise", list(metafunc.cls.right))
