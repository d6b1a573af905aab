"""Lesson 07's tests tell right answers from wrong ones."""

import pytest

from grading.bank import load
from tests.helpers.answers import judge, judge_idea

LESSON = "07_pytorch"
pytestmark = [
    pytest.mark.filterwarnings("ignore:Converting a tensor with requires_grad=True"),
    pytest.mark.filterwarnings("ignore:Using a target size"),
]


@pytest.fixture(autouse=True)
def gradients_stay_on():
    yield
    import torch

    torch.set_grad_enabled(True)


def test_parts_of_an_answer_earn_their_share():
    for exercise, idea, share in [
        ("evaluate", "mean of batch means", (3.375, 5)),
        ("evaluate", "stays in evaluation mode", (3.375, 5)),
        ("evaluate", "gradients on", (3.375, 5)),
        ("evaluate", "labels left behind", (3.375, 5)),
        ("build_mlp", "ReLU after the last too", (pytest.approx(7 / 3), 4)),
        ("train_step", "its own SGD", (3.375, 5)),
        ("student_net", "squeezes one student away", (pytest.approx(7 / 3), 4)),
    ]:
        earned, possible, messages = judge_idea(LESSON, exercise, idea)
        assert (earned, possible) == share, (idea, messages)


def test_gradients_may_be_cleared_anywhere_but_between_backward_and_step():
    step = load(LESSON).module.step
    lines = [0, 2, 3, 4, 5, 6]  # without the clearing, which is line 1
    for place in range(1, 6):
        order = [*lines[:place], 1, *lines[place:]]
        earned, possible, messages = judge(LESSON, "train_step", step(order=order))
        right = place != 4
        assert (earned == possible) is right, (order, messages)
        if not right:
            assert "train_step/cleared-before-the-step" in messages[0]


@pytest.mark.parametrize(
    ("exercise", "idea", "said"),
    [
        ("train_step", "backwards", "`backward` sends a loss back"),
        ("train_step", "backward of the model", "`backward` belongs to the loss"),
        ("train_step", "no zero_grad, without a mode", "never cleared"),
        ("train_step", "no step, without a mode", "the optimizer's step is missing"),
        ("evaluate", "max along an axis", "one for each row"),
        ("evaluate", "predict", "called like a function"),
        ("evaluate", "mean of truth values", "no mean of truth values"),
        ("evaluate", "keeps what train gives", "give the model back"),
        ("student_net", "nn.ReLU of the numbers", "made and not applied"),
        ("student_net", "a product with the hidden weight", "sizes in a matrix product"),
        ("student_net", "the relu of lesson 02", "handed to NumPy"),
        ("student_net", "a layer more in forward", "each time the network is called"),
        ("build_mlp", "nn.ReLU without brackets", "named and not made"),
        ("build_mlp", "no super().__init__()", "was not prepared"),
        ("build_mlp", "no_grad in forward", "do not find their way back"),
    ],
)
def test_the_visible_check_says_what_an_error_is_about(exercise, idea, said):
    _, _, messages = judge_idea(LESSON, exercise, idea)
    assert messages[0].startswith(f"{exercise}_check")
    assert said.lower() in " ".join(messages[0].lower().split())
