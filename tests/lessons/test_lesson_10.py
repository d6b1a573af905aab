"""Lesson 10's tests tell right answers from wrong ones, and good networks from poor ones."""

import numpy as np
import pytest
import torch

from grading.bank import load, trial
from grading.bank.in_process import answer, names_after
from grading.bank.lesson_10 import RIGHT
from tests.helpers.answers import judge, judge_idea
from utils import mnist
from utils.checking.recognise import ask, canonical, probes_of
from utils.conv_training import as_images, train_network
from utils.probes import lesson_10 as probes

pytestmark = pytest.mark.usefixtures("one_thread")

LESSON = "10_convolution"


def plain_step(model, loss_fn, optimizer, x, y):
    optimizer.zero_grad()
    loss = loss_fn(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()


@pytest.mark.parametrize(
    ("exercise", "idea", "earned"),
    [
        ("conv2d", "no padding", 7 / 3),
        ("conv2d", "p.shape[0] twice", 0),
        ("max_pool2d", "reshape without cutting", 1.25),
        ("lenet", "torch.relu", 7 / 3),
        ("lenet", "softmax", 7 / 3),
        ("lenet", "dense2 is skipped", 7 / 3),
        ("lenet", "the last dense layers", 7 / 3),
    ],
)
def test_parts_of_an_answer_earn_their_share(exercise, idea, earned):
    assert judge_idea(LESSON, exercise, idea)[0] == pytest.approx(earned)


@pytest.mark.parametrize(
    ("exercise", "idea", "says"),
    [
        ("conv_layer", "1, 1 passed on", "has shape (3, 3, 4), expected (3, 1, 2)"),
        ("conv_layer", "2 passed on", "has shape (3, 1, 1), expected (3, 1, 2)"),
        ("conv_layer", "the bias as stride", "conv2d takes a stride, a whole number from 1 on"),
        ("conv_layer", "a list of maps", "is 'a list', expected 'an array'"),
        ("conv2d", "if padding", "expected (2, 2)"),
        ("conv2d", "a tensor", "is 'a Tensor', expected 'an array'"),
        ("max_pool2d", "tolist", "is 'a list', expected 'an array'"),
        ("output_size", "at most n", "output_size(3, 2, 1, 2) is 3, expected 6"),
        ("residual_block", "tolist", "'list' object has no attribute 'sum'"),
        ("lenet", "softmax", "'what comes out' of facts_about() is 'probabilities of the classes'"),
        (
            "lenet",
            "log_softmax",
            "'what comes out' of facts_about() is 'logarithms of probabilities'",
        ),
        ("lenet", "zeros", "'what comes out' of facts_about() is 'nothing but 0'"),
        ("lenet", "a whole Sequential in a list", "the entry 'finds all its layers'"),
        ("lenet", "convolutions in a list", "the entry 'finds all its layers'"),
        ("lenet", "noise", "the entry 'answers alike twice'"),
        ("lenet", "the last dense layers", "the entry 'bends between layers'"),
        ("lenet", "all five", "facts_about()"),
    ],
)
def test_the_visible_check_says_and_names_what_is_wrong(exercise, idea, says):
    bank = load(LESSON)
    (wrong,) = [each for each in bank.wrong(exercise) if each.idea == idea]
    verdict = trial.judge(LESSON, exercise, bank.source(exercise, wrong.body), wrong)
    heard = verdict.cells[f"{exercise}_check"]
    assert says in heard.splitlines()[0]
    assert wrong.mistake in heard


def test_what_the_stand_in_of_conv2d_does_not_know_the_learners_own_one_answers():
    _, _, said = judge(LESSON, "conv_layer", "return conv2d(image[0] * 2, kernels[0, 0])[None]")
    assert "has shape (1, 1, 2), expected (3, 1, 2)" in said[0]


# What is known by heart


def test_what_is_known_by_heart_is_right():
    for (stride, padding), rows in probes.SIZES.items():
        for n in range(1, len(rows) + 1):
            for k in (1, 2, 3):
                starts = [s for s in range(0, n + 2 * padding, stride) if s + k <= n + 2 * padding]
                if starts:
                    assert probes.size_by_heart(n, k, stride, padding) == len(starts)
                else:
                    with pytest.raises(ValueError, match="fit"):
                        probes.size_by_heart(n, k, stride, padding)


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("padding", [0, 1, 2, 3])
def test_maps_known_by_heart_are_those_of_pytorch(stride, padding):
    for kernel in probes.KERNELS.reshape(-1, 2, 2):
        for picture in probes.MAPS:
            pair = [torch.from_numpy(a).double()[None, None] for a in (picture, kernel)]
            want = torch.nn.functional.conv2d(*pair, stride=stride, padding=padding)[0, 0].numpy()
            assert np.array_equal(probes.conv_by_heart(picture, kernel, stride, padding), want)


def test_what_is_not_known_by_heart_says_so():
    with pytest.raises(LookupError):
        probes.size_by_heart(99, 3)
    with pytest.raises(LookupError):
        probes.conv_by_heart(np.ones((3, 3)), np.ones((2, 2)))
    with pytest.raises(ValueError, match="one channel"):
        probes.conv_by_heart(np.ones((2, 3, 3)), np.ones((2, 2)))
    for more in ((0.5,), (1, 1.0), (0,), (1, -1), (np.ones(2),)):
        with pytest.raises(ValueError, match="a whole number from"):
            probes.conv_by_heart(probes.MAPS[0], probes.KERNELS[0, 0], *more)


@pytest.mark.parametrize("exercise", ["conv2d", "conv_layer", "max_pool2d"])
def test_an_answer_that_writes_into_its_arguments_leaves_the_questions_as_they_are(exercise):
    def asked():
        scope = answer(LESSON, exercise)
        return [ask(probe, scope[exercise]) for probe in probes_of(LESSON)[exercise]]

    def spoils(*args):
        for each in args:
            if isinstance(each, np.ndarray):
                each += 1
        return args[0]

    before = [canonical(result) for result in asked()]
    for probe in probes_of(LESSON)[exercise]:
        ask(probe, spoils)
    assert [canonical(result) for result in asked()] == before


# The saved network


@pytest.fixture(scope="module")
def namespace():
    return answer(LESSON, "lenet")


def trained(model, n_epochs):
    digits = mnist.small_digits()
    x, y = as_images(digits.train_images), digits.train_labels
    options = {"n_epochs": n_epochs, "rate": 0.006, "size": 48, "live": lambda loss: None}
    train_network(model, plain_step, x, y, **options)
    return model


@pytest.fixture(scope="module")
def models(namespace):
    """A good and a poor network of the small digits."""
    torch.manual_seed(3)
    return {"good": trained(namespace["LeNet"](), 7), "poor": namespace["LeNet"]()}


def test_a_good_network_earns_everything(saved, models):
    assert saved(models["good"].state_dict()) == [(0.5, ""), (3.5, "")]


def test_a_poor_network_hears_its_accuracy(saved, models):
    (check, _), (hidden, message) = saved(models["poor"].state_dict())
    assert (check, hidden) == (0.5, 0.0)
    assert "% of the test images: 98 % are asked for" in message


def test_no_file_another_form_or_the_network_itself_say_what_to_do(saved, namespace):
    other = names_after(load(LESSON).source("lenet", RIGHT["lenet"]["two parts"]))["LeNet"]
    for content, says in (
        (None, f"There is no file {LESSON}.pt beside the notebook."),
        (other().state_dict(), "was saved from a model of another form"),
        (torch.nn.Linear(2, 2), "code from a file is never run"),
    ):
        for score, message in saved(content):
            assert score == 0
            assert says in message
    assert "After a change to the network" in saved(other().state_dict())[0][1]


def test_a_blank_network_is_a_blank(saved, models):
    class LeNet(torch.nn.Module):
        def __init__(self):
            raise NotImplementedError

    for score, message in saved(models["good"].state_dict(), {"LeNet": LeNet}):
        assert score == 0
        assert message.startswith("NotImplementedError")
