"""Lesson 07's tests tell right answers from wrong ones."""

import pytest

from tests.helpers.answers import judge_idea

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
        ("evaluate", "mean of batch means", (3, 5)),
        ("evaluate", "stays in evaluation mode", (3, 5)),
        ("evaluate", "gradients on", (4, 5)),
        ("evaluate", "labels left behind", (4, 5)),
        ("build_mlp", "ReLU after the last too", (2, 4)),
        ("train_step", "its own SGD", (4, 5)),
        ("student_net", "squeezes one student away", (3, 4)),
    ]:
        earned, possible, messages = judge_idea(LESSON, exercise, idea)
        assert (earned, possible) == share, (idea, messages)
