"""Every order of the five lines is run, and told for what it does."""

from itertools import pairwise, permutations

import numpy as np
import pytest
import torch

from utils.training_loop import LINES, OrderFailed, descend, losses_of, try_order

ORDERS = ["".join(order) for order in permutations("ABCDE")]
WORKING = {"EBDAC", "BEDAC", "BDEAC", "BDACE"}  # clear, anywhere but after backward
LATE = {"CEBDA", "CBEDA", "CBDEA"}  # the step comes first
MODEL, STEP, LOSS, BACKWARD = "BCDA"


def told(order):
    text = try_order(order)
    kinds = ["stops at once", "stops at line", "never moves", "one step late", "does its work"]
    found = [kind for kind in kinds if kind in text]
    assert len(found) == 1, text
    return found[0]


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_is_told_for_what_it_does(order):
    at = {letter: order.index(letter) for letter in order}
    if not at[MODEL] < at[LOSS] < at[BACKWARD]:
        assert told(order) == "stops at once"
    elif order in WORKING:
        assert told(order) == "does its work"
    elif order in LATE:
        assert told(order) == "one step late"
    elif at[MODEL] < at[STEP] < at["E"] < at[BACKWARD]:
        assert told(order) == "stops at line"
    else:
        assert told(order) == "never moves"


def test_the_custom_order_needs_no_further_word():
    assert try_order("EBDAC") == (
        "It runs, and the loss falls. Five lines, and every one does its work."
    )
    assert "custom" in try_order("BDACE")


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (..., "No order yet"),
        (None, "No order yet"),
        (".....", "No order yet"),
        ("", "No order yet"),
        ("EBDAX", "no line X"),
        ("EBDAA", "twice"),
        ("e b d a c", "does its work"),
        ("E, B, D, A, C", "does its work"),
        ("BDAC", "adds to the gradients"),
        ("EBDA", "nothing changes the weights"),
        ("EBDC", "nothing computes the gradients"),
        ("DAC", "uses `y_hat`"),
        ("BAC", "uses `loss`"),
    ],
)
def test_what_people_type_is_understood(order, words):
    assert words in try_order(order)


def test_the_orders_in_the_picture_look_as_the_lesson_says():
    right, never, late = (losses_of(order, 40) for order in ("EBDAC", "BDAC", "BDAEC"))
    assert len(right) == len(never) == len(late) == 41
    assert all(after < before for before, after in pairwise(right))
    assert right[-1] < 0.25 * right[0]
    rises = sum(after > before for before, after in pairwise(never))
    assert rises > 8
    assert max(late) == min(late)


def test_a_run_says_which_line_failed_and_when():
    with pytest.raises(OrderFailed) as caught:
        losses_of("BCEDA")
    assert (caught.value.letter, caught.value.round_number) == ("A", 2)


def test_random_numbers_of_the_lesson_stay_as_they_were():
    torch.manual_seed(1)
    before = torch.random.get_rng_state()
    try_order("EBDAC")
    assert torch.equal(before, torch.random.get_rng_state())


def test_the_letters_are_in_order_and_the_lines_are_not():
    assert "".join(LINES) == "ABCDE"
    assert "ABCDE" not in WORKING


def test_descent_follows_the_bowls_slopes():
    path = descend(torch.optim.SGD, 3, lr=0.15)
    shrinks = np.array([1 - 0.15 * 1, 1 - 0.15 * 10])  # per step, along w1 and along w2
    assert np.allclose(path, [np.array([-4.0, 2.0]) * shrinks**k for k in range(4)], atol=1e-6)


def test_descent_takes_any_optimizer_and_its_options():
    assert descend(torch.optim.Adam, lr=0.1).shape == (41, 2)
    rolled = descend(torch.optim.SGD, 5, lr=0.01, momentum=0.9)
    assert np.hypot(*rolled[-1]) < np.hypot(*descend(torch.optim.SGD, 5, lr=0.01)[-1])
