"""Lesson 12's tests tell right answers from wrong ones."""

import numpy as np
import pytest
import torch

from grading.bank import load
from grading.bank.in_process import answer, names_after
from tests.helpers.answers import judge_idea
from utils.mnist import small_digits
from utils.probes.lesson_12 import TRANSFORMER, norm_of_pytorch, transformer_facts

pytestmark = pytest.mark.usefixtures("one_thread")

LESSON = "12_attention"
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


@pytest.fixture
def saved(saved, monkeypatch):
    """What conftest's `saved` gives, where the small digits alone are at hand."""
    only = [small_digits()]
    monkeypatch.setattr("utils.mnist.digits_at_hand", lambda: iter(only))
    return saved


def test_a_good_network_earns_everything(saved, model):
    assert saved(model.state_dict()) == [(1.0, ""), (3.0, "")]


def test_an_untrained_network_hears_its_accuracy(saved, namespace):
    (check, _), (hidden, message) = saved(namespace["PatchTransformer"]().state_dict())
    assert (check, hidden) == (1.0, 0.0)
    assert "% of the test images, and 95 % are asked for" in message


def test_no_file_or_another_model_says_what_to_do(saved):
    for content, says in (
        (None, "There is no file 12_attention.pt beside the notebook."),
        (torch.nn.Linear(3, 2).state_dict(), "was saved from a model of another form"),
        ({"epoch": 3}, "does not hold tensors alone"),
    ):
        for score, message in saved(content):
            assert score == 0
            assert says in message


def test_a_blank_class_is_a_blank(saved, model):
    class PatchTransformer(torch.nn.Module):
        def __init__(self):
            raise NotImplementedError

    for score, message in saved(model.state_dict(), {"PatchTransformer": PatchTransformer}):
        assert score == 0
        assert message.startswith("NotImplementedError")


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
