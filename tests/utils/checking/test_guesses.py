"""`utils.checking.guesses`: right in another form is right, and nothing else is."""

from __future__ import annotations

import doctest

import numpy as np
import pytest

from utils.checking import guesses
from utils.checking.guesses import agrees, is_missing, rounds_to

RIGHT = [
    ("student 3", 3),
    ("Student 3.", 3),
    ("4 times", 4),
    ("about 4", 4),
    ("two", 2),
    (1 / 1024, 1 / 1024),
    ("1/1024", 1 / 1024),
    ("1e-5", 1e-05),
    ("10^-5", 1e-05),
    ("10**-5", 1e-05),
    ("−5", -5),
    ("- 5", -5),
    (".0018", 0.0018),
    (0.002, 0.0018),
    ("0,665", 0.665),
    ((0, 665), 0.665),  # what Python makes of 0,665
    ((109, 386), 109386),
    ("109,386", 109386),
    ("109 386", 109386),
    ("85 %", 0.85),
    ("4.9 %", 4.9),
    ("(5, 3)", (5, 3)),
    ("5 × 3", (5, 3)),
    ("5 by 3", (5, 3)),
    ("[1, 7, 10]", [1, 7, 10]),
    (np.array([1, 7, 10]), [1, 7, 10]),
    ("(3,)", (3,)),
    (float("inf"), float("inf")),
    ("Xor.", "XOR"),
    ("xor gate", "XOR"),
    ("Above  zero", "above zero"),
    ("almost two", "almost two rows"),
    ("up", "rise"),
    ("upwards", "up"),
    ("bigger", "larger"),
    (True, "yes"),
    ("ycba", "y c b a"),
    ("y, c, b, a", "y c b a"),
    (np.float64, "float64"),
    ("torch.float64", "float64"),
]
WRONG = [
    ("student 4", 3),
    ("more than 3", 3),
    ("not 3", 3),
    ("2 or 3", 3),
    ("1 to 3", 3),
    ("half of 3", 3),
    ("3 times 4", 4),
    ("-5", 5),
    (0, 0.0018),
    (0.0, 1e-05),
    ("(3, 5)", (5, 3)),
    (3, (3,)),
    ("x", 3),
    ("zero", "above zero"),
    ("LeNet", "LeNet, moved images"),
    ("AND", "AND and XOR"),
    ("not worse", "worse"),
    ("worse or better", "worse"),
    ("no", "none"),
    ("none", "no"),
    ("no idea", "no"),
    ("50", "500"),
    ("up", "down"),
    ("float32", "float64"),
    ("r", "rise"),
]


@pytest.mark.parametrize(("guess", "answer"), RIGHT)
def test_a_right_guess_in_another_form_is_right(guess, answer):
    assert agrees(guess, answer)


@pytest.mark.parametrize(("guess", "answer"), WRONG)
def test_a_guess_that_says_something_else_is_not(guess, answer):
    assert not agrees(guess, answer)


def test_a_torch_type_is_a_word_and_a_size_is_a_shape():
    torch = pytest.importorskip("torch")
    assert agrees(torch.float64, "float64")
    assert agrees(torch.Size([4, 10]), (4, 10))


@pytest.mark.parametrize(
    ("guess", "yes"), [("1.5", True), ((1, 5), True), (1, False), ("1", False), (1.6, False)]
)
def test_two_digits_are_enough(guess, yes):
    assert rounds_to(guess, 1.461) is yes


def test_zero_and_false_are_guesses():
    assert not any(map(is_missing, [0, 0.0, False, "0", np.zeros(2)]))


def test_the_examples_in_the_docstrings_hold():
    result = doctest.testmod(guesses)
    assert result.attempted
    assert not result.failed
