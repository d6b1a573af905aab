"""Lesson 00's tests tell right answers from wrong ones."""

import pytest

from tests.lesson_cells import answer, points, written

LESSON, EXERCISE = "00_start_here", "mean_of_columns"

WRONG = {
    "the mean of each row": "return np.asarray(X).mean(axis=1)",
    "the mean of everything": "return np.asarray(X).mean()",
    "the mean of everything, once a column": """X = np.asarray(X)
        return np.full(X.shape[1], X.mean())""",
    "keeps the axis, (1, d)": "return np.asarray(X, dtype=float).mean(axis=0, keepdims=True)",
    "the sum": "return np.asarray(X).sum(axis=0)",
    "divides by d instead of n": "return np.asarray(X).sum(axis=0) / np.asarray(X).shape[1]",
    "divides by n - 1": "return np.asarray(X).sum(axis=0) / max(len(X) - 1, 1)",
    "the median": "return np.median(np.asarray(X), axis=0)",
    "whole-number division": "return np.asarray(X).sum(axis=0) // len(X)",
    "loses the decimals of whole numbers": """X = np.asarray(X)
        means = np.zeros_like(X[0])
        means[:] = X.mean(axis=0)
        return means""",
    "made for three rows of two": """return np.array(
            [(X[0][j] + X[1][j] + X[2][j]) / 3 for j in range(2)])""",
    "made for two columns": "return np.asarray(X, dtype=float)[:, :2].mean(axis=0)",
    "knows the example": "return np.array([3.0, 30.0])",
    "drops the axis of a single column": "return np.asarray(X).mean(axis=0).squeeze()",
    "drops the last row": "return np.asarray(X)[:-1].mean(axis=0)",
    "arrays only": "return X.mean(axis=0)",
    "adds up in the first row, in place": """total = X[0]
        for row in X[1:]:
            for j, value in enumerate(row):
                total[j] += value
        return np.asarray(total) / len(X)""",
    "centres the caller's table": """X = np.asarray(X)
        means = X.mean(axis=0)
        X[:] = X - means
        return means""",
    "prints instead of returning": "print(np.asarray(X).mean(axis=0))",
    "the mean of means in pairs": """means = np.asarray(X[0], dtype=float)
        for row in X[1:]:
            means = (means + np.asarray(row)) / 2
        return means""",
}

RIGHT = {
    "np.mean": "return np.mean(X, axis=0)",
    "a sum over a length": "return np.sum(X, axis=0) / len(X)",
    "Python's sum of the rows": "return sum(np.asarray(row, dtype=float) for row in X) / len(X)",
    "the rows of the transpose": """return np.array(
            [column.mean() for column in np.asarray(X).T])""",
    "two loops": """n, d = len(X), len(X[0])
        means = []
        for j in range(d):
            total = 0.0
            for i in range(n):
                total += X[i][j]
            means.append(total / n)
        return np.array(means)""",
    "a list of floats": "return [sum(column) / len(column) for column in zip(*X)]",
    "a product with ones": """X = np.asarray(X, dtype=float)
        return np.ones(len(X)) @ X / len(X)""",
    "single precision": "return np.asarray(X, dtype=np.float32).mean(axis=0)",
    "a running mean": """means = np.zeros(len(X[0]))
        for k, row in enumerate(X, start=1):
            means += (np.asarray(row) - means) / k
        return means""",
}


def graded(body: str) -> tuple[float, float, list[str]]:
    source = f"import numpy as np\n\ndef mean_of_columns(X):\n        {body}\n"
    return points(LESSON, EXERCISE, written(source))


def test_the_solution_earns_every_point():
    earned, possible, messages = points(LESSON, EXERCISE, answer(LESSON, EXERCISE))
    assert (earned, possible, messages) == (3, 3, [])


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT.keys())
def test_right_answers_earn_every_point(body):
    earned, possible, messages = graded(body)
    assert earned == possible, messages


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG.keys())
def test_wrong_answers_lose_the_hidden_points(body):
    earned, _, messages = graded(body)
    assert earned <= 1
    assert all("Try this" in message for message in messages), messages


def test_a_blank_earns_nothing_and_says_so():
    earned, _, messages = graded('raise NotImplementedError("this exercise is still blank")')
    assert earned == 0
    assert all("NotImplementedError" in message for message in messages)
