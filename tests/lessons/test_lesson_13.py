"""Lesson 13's tests tell right answers from wrong ones."""

import numpy as np
import pytest
import torch

from grading.bank.in_process import answer
from grading.lesson.masters import read_solution
from tests.helpers.answers import judge_idea
from utils.moon_diffusion import nearest, perfect_noise, two_moons
from utils.probes.lesson_13 import AUTOENCODER, autoencoder_facts, autoencoder_shapes

pytestmark = pytest.mark.usefixtures("one_thread")

LESSON = "13_generative"


@pytest.mark.parametrize(
    ("exercise", "idea", "left"),
    [
        ("discriminator_loss", "joined", (0, 3)),
        ("discriminator_loss", "log of the sigmoid", (0, 3)),
        ("generator_loss", "log2", (0, 3)),
        ("add_noise", "shares as factors", (0, 3)),
        ("predict_x0", "no division", (0, 3)),
        ("power_law_fit", "first and last", (0, 3)),
        ("autoencoder", "sigmoid", (2, 4)),
    ],
)
def test_parts_earn_their_points(exercise, idea, left):
    earned, possible, _ = judge_idea(LESSON, exercise, idea)
    assert possible == left[1]
    assert earned < possible
    assert earned >= left[0]


def test_what_holds_of_an_autoencoder_holds_for_any_seed():
    kind = answer(LESSON, "autoencoder")["Autoencoder"]
    for seed in range(3):
        assert autoencoder_facts(kind, seed) == AUTOENCODER
    assert autoencoder_shapes(kind, [1]) == [(1, 2), (1, 784), (1, 784)]


def test_points_walk_back_to_where_the_noise_came_from():
    """The lesson's own way back, with its two functions and a perfect learner: onto examples."""
    names = {"np": np}
    for cell in read_solution(LESSON).cells:
        if cell.id in ("add_noise", "predict_x0", "walk_back"):
            exec(compile(cell.source, cell.id, "exec"), names)
    names["alpha_bar"] = np.cumprod(1 - np.linspace(0.001, 0.2, 50))
    examples = two_moons(20, np.random.default_rng(1))
    path = names["walk_back"](perfect_noise(examples, names["alpha_bar"]), 50, seed=2)
    assert len(path) == 51
    assert nearest(path[-1], examples).max() < 0.05
    assert nearest(path[0], examples).max() > 0.5


def test_a_fit_of_a_power_law_is_a_line_through_logarithms():
    fit = answer(LESSON, "power_law_fit")["power_law_fit"]
    sizes = np.array([2.0, 8.0, 50.0])
    assert np.allclose(fit(sizes, 3 * sizes**-0.4), (-0.4, 3.0))


def test_the_losses_of_a_game_are_those_of_pytorch():
    names = answer(LESSON, "discriminator_loss") | answer(LESSON, "generator_loss")
    real, made = torch.tensor([2.0, -1.0, 0.5]), torch.tensor([0.25, -3.0])
    loss = torch.nn.BCEWithLogitsLoss()
    wanted = loss(real, torch.ones(3)) + loss(made, torch.zeros(2))
    assert np.isclose(names["discriminator_loss"](real.numpy(), made.numpy()), wanted)
    assert np.isclose(names["generator_loss"](made.numpy()), loss(made, torch.ones(2)))
