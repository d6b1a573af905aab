"""A learner's step is compared with ours: what differs is said, and nothing more."""

import pytest

from utils.own_step import compare_steps

OURS = ([0.6, 0.5], [0.1, 0.2])


def test_the_same_step_trains():
    assert compare_steps(([0.6, 0.5], [0.1, 0.2]), OURS)[0]


@pytest.mark.parametrize(
    ("losses", "moved", "said"),
    [
        ([None, None], [0.1, 0.2], "gives no number yet"),
        ([object(), 0.5], [0.1, 0.2], "no number, so"),
        ([1.4, 0.5], [0.1, 0.2], "The first loss is 1.400, ours 0.600"),
        ([0.6, 0.7], [0.1, 0.3], "the parameters move in another way"),
    ],
)
def test_another_step_is_told_and_ours_trains(losses, moved, said):
    same, told = compare_steps((losses, moved), OURS)
    assert not same
    assert said in told
    assert told.endswith("our step trains below.")
