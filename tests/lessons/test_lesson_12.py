"""Lesson 12's tests tell right answers from wrong ones."""

import numpy as np
import pytest
import torch

from grading.bank import load
from grading.bank.in_process import answer, names_after
from tests.helpers.answers import judge_idea
from tests.helpers.saved_models import SavedModelTests
from utils.mnist import small_digits
from utils.probes.lesson_12 import TRANSFORMER, norm_of_pytorch, transformer_facts

pytestmark = pytest.mark.usefixtures("one_thread")

LESSON = "12_attention"
NETWORK = "PatchTransformer"
STEPS = 300


@pytest.mark.parametrize(
    ("exercise", "idea", "left"),
    [
        ("scaled_dot_product_attention", "no scale", (0, 4)),
        ("causal_mask", "triu", (0, 2)),
        ("split_heads", "IndexError", (1, 3)),
        ("layer_norm", "axis 0", (0, 3)),
        ("pre_norm_block", "residual block", (0, 2)),
        ("patch_transformer", "sigmoid", (2, 4)),
    ],
)
def test_parts_earn_their_points(exercise, idea, left):
    earned, possible, _ = judge_idea(LESSON, exercise, idea)
    assert possible == left[1]
    assert earned < possible
    assert earned >= left[0]


def test_pytorchs_norm_is_the_formula_of_the_lesson():
    x = np.random.default_rng(3).normal(size=(2, 3, 5))
    mean, variance = x.mean(axis=-1, keepdims=True), x.var(axis=-1, keepdims=True)
    assert np.allclose(norm_of_pytorch(x, 0.5), (x - mean) / np.sqrt(variance + 0.5))


# The saved network


def prepared(images):
    return ((images.float() / 255 - 0.1307) / 0.3081)[:, None]


@pytest.fixture(scope="module")
def namespace():
    return answer(LESSON, "patch_transformer")


@pytest.fixture(scope="module")
def model(namespace):
    """A network trained on the small digits for some seconds."""
    digits = small_digits()
    x, y = prepared(digits.train_images), digits.train_labels
    torch.manual_seed(3)
    network = namespace["PatchTransformer"]()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.01, total_steps=STEPS)
    for _ in range(STEPS):
        some = torch.randint(len(y), (64,))
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(network(x[some]), y[some]).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    return network


class TestSavedModel(SavedModelTests):
    pass


def test_what_holds_of_a_transformer_holds_for_any_seed(namespace):
    for seed in range(3):
        assert transformer_facts(namespace["PatchTransformer"], seed) == TRANSFORMER


def test_what_is_asked_leaves_the_network_as_it_was():
    bank = load(LESSON)
    source = bank.source("patch_transformer", bank.bodies("patch_transformer")["sigmoid"])
    squashed = names_after(source)["PatchTransformer"]
    first = transformer_facts(squashed, 0)
    assert first["what comes out"] == "numbers from 0 to 1"
    assert transformer_facts(squashed, 0) == first
