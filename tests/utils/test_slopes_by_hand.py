"""Slopes from paper are compared with nudged ones: what is off is told by its kind."""

import doctest

import numpy as np
import pytest

from utils import slopes_by_hand
from utils.slopes_by_hand import compare_slopes

RIGHT = {
    "dz": np.array([-0.07491]),
    "dW2": np.array([-0.04157, -0.04645]),
    "dW1": np.array([[-0.00464, -0.00531], [-0.00742, -0.00849]]),
}


def told(capsys, said):
    compare_slopes(said, RIGHT)
    return capsys.readouterr().out


def test_the_examples_hold():
    assert doctest.testmod(slopes_by_hand).attempted
    assert not doctest.testmod(slopes_by_hand).failed


def test_what_is_right_is_confirmed_to_the_last_line(capsys):
    dW1 = [[-0.00463, -0.00530], [-0.0074, -0.00848]]
    by_hand = {"dz": -0.0749, "dW2": (-0.0416, -0.0464), "dW1": dW1}
    assert told(capsys, by_hand) == (
        "dz = −0.0749: nudging agrees.\n"
        "dW2 = −0.0416 and −0.0464: nudging agrees.\n"
        "dW1 = −0.00463, −0.0053, −0.0074 and −0.00848: nudging agrees.\n"
    )
    assert "nudging agrees" in told(capsys, {"dz": np.array([-0.0749])})
    assert "nudging agrees" in told(capsys, {"dz": [-0.075]})


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"dz": ...}, "dz: your turn. Put a number in place of the dots"),
        ({"dW1": [[-0.005, ...], [..., ...]]}, "dW1: your turn. Put 4 numbers"),
        ({"dz": 0.075}, "dz: not yet. It has the wrong sign."),
        ({"dz": -0.336}, "dz: not yet. It is about 4.49 times what nudging says."),
        ({"dW2": [0.042, 0.047]}, "All have the wrong sign."),
        ({"dW2": [-0.187, -0.208]}, "They are about 4.49 times what nudging says."),
        ({"dW2": [-0.042, 0.047]}, "Nudging says something else in 1 of 2 places."),
        ({"dW2": -0.042}, "an array of shape (), and (2,) is asked for."),
        ({"dW1": [[-0.0046, -0.0074], [-0.0053, -0.0085]]}, "Rows and columns are exchanged."),
        ({"dW1": [[-0.005, -0.005], [-0.007, -0.008]]}, "dW1: not yet. Nearly: keep three digits"),
        ({"dW2": [-0.0416, -0.0455]}, "dW2: not yet. Nearly"),
        ({"dW1": [-0.005, -0.005, -0.007, -0.008]}, "shape (4,), and (2, 2) is asked for."),
        ({"dW2": ["-0,042", "-0,047"]}, "write decimals with a point"),
        ({"dW2": [[-0.042], [-0.042, 1]]}, "not all numbers"),
        ({"dz": 0.0}, "dz: not yet. Nudging says something else.\n"),
    ],
)
def test_what_is_off_is_told_by_its_kind_and_ends_the_list(capsys, said, wrong):
    out = told(capsys, said | {"after": ...})
    assert wrong in out
    assert out.count("\n") == 1
