"""Lesson 11's tests tell right answers from wrong ones."""

import numpy as np
import pytest
import torch

from grading.bank import load
from grading.bank.in_process import answer, names_after
from tests.helpers.answers import judge_idea
from tests.helpers.saved_models import SavedModelTests
from utils.checking.recognise import recognise
from utils.mnist import small_digits
from utils.probes.lesson_11 import READER, cell_of_pytorch, reader_facts

pytestmark = pytest.mark.usefixtures("one_thread")

LESSON = "11_recurrence"
NETWORK = "RowRNN"


@pytest.mark.parametrize(
    ("exercise", "idea", "left"),
    [
        ("rnn_cell", "W_h turned", (0, 3)),
        ("rnn_forward", "zeros", (0, 3)),
        ("clip_by_norm", "own norms", (1, 3)),
        ("row_rnn", "softmax", (2, 4)),
        ("masked_mean", "rows of length above 0", (0, 3)),
        ("sample_with_temperature", "np.random", (2, 4)),
    ],
)
def test_parts_earn_their_points(exercise, idea, left):
    earned, possible, _ = judge_idea(LESSON, exercise, idea)
    assert possible == left[1]
    assert earned < possible
    assert earned >= left[0]


def test_whole_numbers_that_are_scaled_in_place_hear_what_is_wrong_at_once():
    _, _, messages = judge_idea(LESSON, "clip_by_norm", "copies times, only where they are long")
    assert messages[0].startswith("clip_by_norm_check")
    assert "an array of whole numbers, which cannot take decimals" in messages[0]


@pytest.mark.parametrize("seed", range(8))
def test_another_generator_is_recognised_whatever_it_draws(seed):
    body = load(LESSON).bodies("sample_with_temperature")["np.random"]
    source = load(LESSON).source("sample_with_temperature", body)
    before = np.random.get_state()
    np.random.seed(seed)
    named = recognise("sample_with_temperature", names_after(source)["sample_with_temperature"])
    np.random.set_state(before)
    assert named == "sample_with_temperature/another-generator"


@pytest.mark.parametrize(
    ("exercise", "kept", "before"),
    [
        ("clip_by_norm", "keeps-the-largest", ([np.array([60.0, 80.0])], 1.0)),
        ("sample_with_temperature", "keeps-probabilities", (np.log([1.0, 4.0]), 1.0)),
    ],
)
def test_what_an_answer_keeps_is_named_whatever_was_asked_before(exercise, kept, before):
    source = load(LESSON).source(exercise, load(LESSON).bodies(exercise)["on the function"])
    learner = names_after(source)[exercise]
    rng = [np.random.default_rng(1)] if exercise == "sample_with_temperature" else []
    learner(*before, *rng)
    assert recognise(exercise, learner) == f"{exercise}/{kept}"


def test_pytorchs_cell_is_the_formula_of_the_lesson():
    rng = np.random.default_rng(3)
    x, h, W_x, W_h, b = (rng.normal(size=s) for s in ((4, 2), (4, 3), (2, 3), (3, 3), (3,)))
    wanted = np.tanh(x @ W_x + h @ W_h + b)
    assert np.allclose(cell_of_pytorch(x, h, W_x, W_h, b), wanted)


# The saved reader


def prepared(images):
    return (images.float() / 255 - 0.1307) / 0.3081


@pytest.fixture(scope="module")
def namespace():
    return answer(LESSON, "row_rnn")


@pytest.fixture(scope="module")
def model(namespace):
    """A reader of the small digits, trained for some seconds."""
    digits = small_digits()
    x, y = prepared(digits.train_images), digits.train_labels
    torch.manual_seed(3)
    reader = namespace["RowRNN"]()
    optimizer = torch.optim.Adam(reader.parameters(), lr=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.01, total_steps=160)
    for _ in range(160):
        some = torch.randint(len(y), (64,))
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(reader(x[some]), y[some]).backward()
        optimizer.step()
        schedule.step()
    return reader


class TestSavedModel(SavedModelTests):
    pass


def test_what_holds_of_a_reader_holds_for_any_seed(namespace):
    for seed in range(3):
        assert reader_facts(namespace["RowRNN"], seed) == READER
