"""Lesson 02's quick trainings: right steps, and what the lesson says of them."""

import numpy as np
import pytest

from utils.deep_training import _draw, _steps, fallen_silent, race


def relu(z):
    return np.maximum(z, 0.0)


def relu_slope(z):
    return np.where(z > 0, 1.0, 0.0)


def sigmoid(z):
    return 0.5 * (1 + np.tanh(np.asarray(z) / 2))


def sigmoid_slope(z):
    return sigmoid(z) * sigmoid(-np.asarray(z))


BENDS = {"sigmoid": (sigmoid, sigmoid_slope), "ReLU": (relu, relu_slope)}


@pytest.mark.parametrize("bend", BENDS.values(), ids=BENDS)
def test_a_step_goes_down_the_slope_of_the_loss(bend):
    rng = np.random.default_rng(1)
    X, y, layers = rng.normal(size=(7, 3)), rng.normal(size=(7, 1)), _draw([3, 4, 5, 1], rng)

    def loss():
        output, _, _ = next(_steps(bend, X, y, layers, 0.5))
        return np.mean((output - y) ** 2)

    _, _, changes = next(_steps(bend, X, y, layers, 0.5))
    for pair, change in zip(layers, changes, strict=True):
        for array, moved in zip(pair, change, strict=True):
            for place in np.ndindex(array.shape):
                before = array[place]
                array[place] = before + 1e-6
                above = loss()
                array[place] = before - 1e-6
                below = loss()
                array[place] = before
                assert moved[place] == pytest.approx(-0.5 * (above - below) / 2e-6, abs=1e-7)


@pytest.mark.parametrize("rate", [0.01, 0.03, 0.3])
def test_at_other_rates_the_sigmoid_network_stays_flat_too(rate):
    runners = race(BENDS, rate=rate).runners
    assert np.ptp(runners["sigmoid"].output) < 0.1
    assert runners["ReLU"].losses[-1] < 0.02 < 0.4 < runners["sigmoid"].losses[-1]


def test_the_first_layer_of_the_sigmoid_network_hardly_moves():
    runners = race(BENDS, n_steps=1).runners
    steps = runners["sigmoid"].first_step
    assert steps == sorted(steps)
    assert steps[0] < 1e-3 * steps[-1]
    even = runners["ReLU"].first_step
    assert max(even) < 10 * min(even)


def test_steps_too_large_end_in_no_numbers_without_a_warning():
    assert not np.isfinite(race(BENDS, rate=9.0).runners["ReLU"].losses[-1])


@pytest.mark.long
def test_silent_units_come_back_in_deeper_layers_only():
    first, *deeper = fallen_silent(lambda z: relu(z).tolist(), relu_slope)
    assert first[0] > 0 == first[1]
    assert all(fell > back > 0 for fell, back in deeper)
