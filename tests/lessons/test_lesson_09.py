"""Lesson 09's tests tell right answers from wrong ones."""

import numpy as np
import pytest

from grading.bank import load
from grading.bank.in_process import answer, cell_source
from tests.helpers.answers import judge_idea
from utils.probes.lesson_09 import RIGHT_SPLIT, describe_splits

LESSON = "09_train_well"
BANK = load(LESSON)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("exercise", BANK.exercises)
def test_hidden_tests_alone_see_every_mistake(missed):
    assert missed == []


def the_solution(exercise):
    return answer(LESSON, exercise)[exercise]


@pytest.mark.parametrize("shape", [(), (1,), (3,), (2, 4)])
@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
def test_momentum_is_pytorchs(shape, momentum):
    import torch

    step, rng = the_solution("momentum_step"), np.random.default_rng(len(shape))
    w, velocity = rng.normal(size=shape), np.zeros(shape)
    weights = torch.tensor(w, requires_grad=True)
    optimizer = torch.optim.SGD([weights], lr=0.2, momentum=momentum)
    for _ in range(5):
        g = rng.normal(size=shape)
        weights.grad = torch.tensor(g)
        optimizer.step()
        w, velocity = step(w, g, velocity, 0.2, momentum)
        np.testing.assert_allclose(w, weights.detach().numpy(), rtol=1e-12)


@pytest.mark.parametrize("shape", [(), (3,), (2, 4)])
@pytest.mark.parametrize("eps", [1e-8, 0.1])
def test_adam_is_pytorchs(shape, eps):
    import torch

    step, rng = the_solution("adam_step"), np.random.default_rng(len(shape))
    w, m, v = rng.normal(size=shape), np.zeros(shape), np.zeros(shape)
    weights = torch.tensor(w, requires_grad=True)
    optimizer = torch.optim.Adam([weights], lr=0.2, eps=eps)
    for t in range(1, 8):
        g = rng.normal(size=shape)
        weights.grad = torch.tensor(g)
        optimizer.step()
        w, m, v = step(w, g, m, v, t, 0.2, eps=eps)
        np.testing.assert_allclose(w, weights.detach().numpy(), rtol=1e-9)


@pytest.mark.parametrize("shares", [(0.5, 0.3, 0.2), (0.7, 0.2, 0.1), [0.6, 0.2, 0.2]])
def test_a_right_split_is_described_as_one(shares):
    assert describe_splits(the_solution("split_and_standardise"), 20, shares) == RIGHT_SPLIT


@pytest.mark.parametrize("came", [None, 3, (1, 2, 3), [[1, 2]] * 3, "abc", ((), (), ())])
def test_what_is_no_split_is_described_all_the_same(came):
    found = describe_splits(lambda *args: came, 20, (0.5, 0.3, 0.2))
    assert found.keys() == RIGHT_SPLIT.keys()
    assert not any(found.values())


def test_early_stopping_agrees_with_its_definition():
    best, rng = the_solution("best_epoch"), np.random.default_rng(1)
    for patience in (1, 2, 5):
        for _ in range(50):
            losses = rng.integers(0, 9, 12).tolist()
            epoch, stopped = best(losses, patience)
            assert epoch == losses.index(min(losses[: stopped + 1]))
            assert stopped - epoch == patience or stopped == 11
            assert stopped - epoch <= patience


@pytest.mark.parametrize(
    ("losses", "best", "asked"),
    [
        ([0.9, 0.5, 0.6, 0.7, 0.4], 1, 4),  # stops before the 0.4
        ([0.9, 0.5, 0.6, 0.4], 3, 4),
        ([0.9], 0, 1),
        ([0.5, 0.5, 0.5, 0.1], 0, 3),
    ],
)
def test_training_stops_in_time_and_what_comes_later_is_not_trained(losses, best, asked):
    names, seen = answer(LESSON, "best_epoch"), []
    exec(cell_source(LESSON, "stop_early"), names)

    def epochs():
        for number, loss in enumerate(losses):
            seen.append(number)
            yield 0.0, loss, f"weights {number}"

    assert names["stop_early"](epochs(), patience=2) == (0.0, losses[best], f"weights {best}")
    assert len(seen) == asked


@pytest.mark.parametrize(
    ("exercise", "idea", "share"),
    [
        ("minibatches", "arange", (1.25, 3)),
        ("momentum_step", "plus", (0, 3)),
        ("split_and_standardise", "not equal", (pytest.approx(7 / 3), 4)),
        ("split_and_standardise", "arange", (pytest.approx(7 / 3), 4)),
        ("split_and_standardise", "of X", (pytest.approx(7 / 3), 4)),
        ("best_epoch", "len", (1.25, 3)),
        ("baseline_loss", "all shares", (1.25, 3)),
        ("paired_difference", "bool minus bool", (1.25, 3)),
        ("reliability", "1 - accuracy", (pytest.approx(7 / 3), 4)),
    ],
)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_parts_of_an_answer_earn_their_share(exercise, idea, share):
    earned, possible, messages = judge_idea(LESSON, exercise, idea)
    assert (earned, possible) == share, messages
