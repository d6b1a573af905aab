"""Lesson 13's helpers: squeezed digits, games between networks, noise and scale, with pictures."""

import numpy as np
import pytest
import torch

from tests.helpers.pictures import DrawingTests, drawn_once, figures_of, laid_out, words
from utils import diffusion_pictures as diffusion
from utils import gan_pictures as gan
from utils import moon_diffusion as moons
from utils import one_dim_gan as game
from utils import scale_pictures as scale
from utils import scale_runs
from utils import squeezing_pictures as squeezing
from utils.lesson import once_written
from utils.mnist import Digits
from utils.one_dim_gan import GRID, Play
from utils.side_by_side_networks import SideBySide
from utils.straight_squeezing import mean_squared_error, nearest_images, straight_squeeze
from utils.waiting import Waiting
from utils.whole_way import WAY, whole_way_picture


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


# Networks side by side


def test_networks_side_by_side_are_what_each_would_be_alone():
    both, alone = (SideBySide((2, 5, 3), seeds, torch.tanh) for seeds in ((4, 7), (7,)))
    x = torch.randn(1, 6, 2, generator=torch.Generator().manual_seed(0))
    together = both(x.expand(2, -1, -1))
    assert torch.allclose(together[1], alone(x)[0])
    assert not torch.allclose(together[0], together[1])
    (w1, w2), (b1, b2) = alone.weights, alone.biases
    assert torch.allclose(alone(x)[0], torch.tanh(x[0] @ w1[0] + b1[0]) @ w2[0] + b2[0])


def test_a_game_is_the_same_whatever_is_played_beside_it():
    both, alone = (game.play(1, 40, seeds) for seeds in ((2, 3), (3,)))
    assert np.allclose(both.made[:, 1], alone.made[:, 0], atol=1e-4)
    assert both.rounds.tolist() == [0, 20, 40]
    assert both.curves.shape == (3, 2, len(GRID))


def test_a_bump_is_lost_where_less_than_a_tenth_of_it_is_left():
    right = np.array([0.0, 0.04, 0.06, 0.5, 0.94, 0.96])
    made = np.where(np.arange(100) < 100 * right[:, None], 2.0, -2.0)
    assert game.shares_right(made) == pytest.approx(right)
    assert game.lost(made).tolist() == [True, True, False, False, False, True]
    assert game.lost(made, 0.1).tolist() == [True, False, False, False, True, True]


def test_real_numbers_lie_in_two_bumps():
    drawn = game.real_numbers(4000, torch.Generator().manual_seed(1), share=0.2).numpy()
    assert (drawn > 0).mean() == pytest.approx(0.2, abs=0.03)
    assert np.abs(np.abs(drawn) - 2).mean() < 0.4


# Diffusion


def noisy(x0, t, noise, alpha_bar):
    share = np.reshape(alpha_bar[t], (-1, 1))
    return np.sqrt(share) * x0 + np.sqrt(1 - share) * noise


def test_the_moons_are_centred_and_of_spread_one():
    points = moons.two_moons(2000, np.random.default_rng(0))
    assert np.abs(points.mean(axis=0)).max() < 0.1
    assert np.allclose(points.std(), 1.0, atol=0.25)


def test_denoisers_learn_the_noise():
    points = moons.two_moons(200, np.random.default_rng(0))
    alpha_bar, losses = np.cumprod(1 - np.linspace(0.001, 0.2, 50)), []
    made = moons.train_denoisers(
        points, alpha_bar, noisy, updates=150, seeds=(0, 1), live=losses.append
    )
    assert np.mean(losses[-20:]) < 0.6 < np.mean(losses[:3])
    said = [made.noise_in(points, 20, which) for which in (0, 1)]
    assert said[0].shape == (200, 2)
    assert not np.allclose(*said)


def test_a_perfect_learner_says_the_noise_of_its_only_example():
    alpha_bar, point = np.array([0.9, 0.5]), np.array([[1.0, -2.0]])
    noise = np.array([[0.5, 0.25], [-1.0, 2.0]])
    noise_in = moons.perfect_noise(point, alpha_bar)
    assert np.allclose(noise_in(noisy(point, 1, noise, alpha_bar), 1), noise)


def test_the_nearest_is_found():
    found = moons.nearest(np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([[0.0, 1.0], [0.0, 4.0]]))
    assert found.tolist() == [1.0, 3.0]


# Squeezing, and runs over the size


def test_the_straight_way_gives_back_what_two_numbers_can_say():
    rng = torch.Generator().manual_seed(0)
    codes = torch.randn(50, 2, generator=rng, dtype=torch.float64)
    x = codes @ torch.randn(2, 6, generator=rng, dtype=torch.float64) + 1.0
    assert mean_squared_error(straight_squeeze(x, x), x) < 1e-20
    assert mean_squared_error(straight_squeeze(x, x, count=1), x) > 0.01
    assert torch.equal(nearest_images(x[3:5] + 1e-6, x), x[3:5])


def test_runs_are_made_written_and_read(tmp_path):
    images = torch.randint(0, 256, (120, 28, 28), dtype=torch.uint8)
    digits = Digits("some", "some.", images, torch.arange(120) % 10, images[:0], torch.arange(0))
    parts = scale_runs.split(digits)
    assert [len(y) for _, y in parts.values()] == [80, 20, 20]
    runs = scale_runs.runs_of("width", 4, 4, 60, parts, steps=50)
    assert [run.images for run in runs] == ["choosing"] * 4 + ["measuring"] * 3
    assert len({run.rate for run in runs[4:]}) == 1
    path = scale_runs.write_runs(runs, tmp_path / "runs.csv")
    assert scale_runs.read_runs(path) == runs


def test_the_stored_runs_are_complete():
    runs = scale_runs.read_runs()
    sizes = {"width": scale_runs.WIDTHS, "examples": scale_runs.EXAMPLES}
    for changed, wanted in sizes.items():
        found = scale_runs.measured(runs, changed)
        assert tuple(found) == wanted
        assert {len(each) for each in found.values()} == {3}
    assert len(runs) == 15 * 7


@pytest.mark.long
def test_a_stored_run_comes_again(mnist):
    stored = next(
        run
        for run in scale_runs.read_runs()
        if (run.changed, run.size, run.seed, run.images) == ("width", 16, 1, "measuring")
    )
    parts = scale_runs.split(mnist)
    again = scale_runs.train_once(16, scale_runs.N, stored.rate, 1, parts)
    assert again["measuring"] == pytest.approx(stored.loss, rel=0.15)


def test_what_waits_says_so(capsys):
    waiting = Waiting()
    for ask in (lambda: waiting.encode([1.0]), lambda: waiting(3)):
        with once_written("Autoencoder"):
            ask()
        assert "once the network is trained" in capsys.readouterr().out
    assert not hasattr(waiting, "__array__")


# Pictures

RNG = np.random.default_rng(0)
PLANE = squeezing.Plane(RNG.normal(size=(60, 2)), np.arange(60) % 10)
IMAGES = RNG.uniform(size=(10, 784))
ROUNDS = np.array([0, 20, 40])
NOISY = np.array([1.2, 1.2, 1.7])  # about a draw, whatever the last one is


def some_play(right, share=0.5, spread=0.3):
    """Games whose made numbers lie right with these shares, the same at each moment."""
    made = np.where(np.arange(40) < 40 * np.array(right)[:, None], 2.0, -2.0)
    made = np.stack([made + spread * np.sin(np.arange(40))] * 3)
    curve = np.full((3, len(right), len(GRID)), 0.5)
    return Play(ROUNDS, made, made[..., :5], made[..., :5], curve, share)


RUNS = {4: [1.0, 1.1, 0.9], 8: [0.5, 0.52, 0.48], 16: [0.26, 0.25, 0.24], 64: [0.2, 0.21, 0.2]}
CLOUD = RNG.normal(size=(40, 2))
LEFT = np.cumprod(1 - np.linspace(0.001, 0.2, 50))
NEAR, FAR = np.full(20, 0.01), np.full(20, 0.1)
PICTURES = drawn_once(
    {
        "rows": lambda: squeezing.rows_of_digits_picture({"image": IMAGES, "mean\n0.067": IMAGES}),
        "plane": lambda: squeezing.plane_picture(PLANE, 30, 70, IMAGES[:1]),
        "sheet": lambda: squeezing.sheet_picture(PLANE, lambda p: np.zeros((len(p), 784)), 5),
        "game": lambda: gan.game_picture(some_play([0.5, 1.0]), 0, 2),
        "collapsed": lambda: gan.game_picture(some_play([0.5, 1.0]), 1, 2),
        "beginning": lambda: gan.game_picture(some_play([0.5]), 0, 0),
        "draw": lambda: gan.balance_picture(ROUNDS, np.full(3, 1.386), np.full(3, 0.693)),
        "no draw": lambda: gan.balance_picture(ROUNDS, np.full(3, 0.2), np.full(3, 4.0)),
        "noisy": lambda: gan.balance_picture(ROUNDS, NOISY, NOISY / 2),
        "shares": lambda: gan.shares_picture(
            {"even": some_play([0.5] * 8), "one": some_play([1.0] * 8, 0.05)}
        ),
        "some": lambda: gan.shares_picture({"mixed": some_play([1.0, 0.5])}),
        "slopes": lambda: gan.slopes_picture(np.linspace(-6, 6, 25)),
        "drowning": lambda: diffusion.drowning_picture(dict.fromkeys((0, 10, 20, 49), CLOUD), LEFT),
        "schedule": lambda: diffusion.schedule_picture(CLOUD, 12, LEFT),
        "way back": lambda: diffusion.way_back_picture([CLOUD] * 51, 50, CLOUD),
        "begin": lambda: diffusion.way_back_picture([CLOUD] * 51, 0, CLOUD),
        "copies": lambda: diffusion.copies_picture({"good": (FAR, FAR), "perfect": (NEAR, FAR)}),
        "other way": lambda: diffusion.copies_picture({"odd": (FAR, NEAR)}),
        "power": lambda: scale.power_picture(RUNS, (-1.0, 4.0), [4, 8, 16], "width"),
        "all fitted": lambda: scale.power_picture(RUNS, (-1.0, 4.0), list(RUNS), "width"),
        "whole way": whole_way_picture,
    }
)
ALTS = {
    "rows": "2 rows of 10 images of digits: image and mean.",
    "plane": "A plane with 60 digits",
    "sheet": "A sheet of 5 by 5 images",
    "game": "they lie on both sides",
    "collapsed": "one bump is missing",
    "beginning": "the generator of seed 0 after no rounds",
    "draw": "they end near the levels of a draw",
    "no draw": "they end away from the levels of a draw",
    "noisy": "they end near the levels of a draw",
    "shares": "Even: fewer than half of the games end without one bump, where 50 percent should be "
    "right; one: at least half of the games end without one bump, where 5 percent should be right.",
    "some": "Mixed: at least half of the games",
    "slopes": "the one is steep and the other level",
    "drowning": "Of each point a factor of 1, 0.89, 0.64 and 0.07 is left",
    "schedule": "at step 12: each is 0.85 times the clean point plus 0.53 times noise",
    "way back": "after 50 of 50 steps back",
    "begin": "after 0 of 50 steps back from noise: a round cloud",
    "copies": "Good: about as near to others; perfect: far nearer to training examples",
    "other way": "Odd: nearer to others",
    "power": "a line with exponent −1. Held out: the loss is at 64 3.25 times as high as the line",
    "all fitted": "4 sizes, and a line with exponent −1.",
    "whole way": "01 one neuron: neuron, perceptron_fit; 02",
}
DRAWN = figures_of(PICTURES)


class TestDrawings(DrawingTests):
    drawn = DRAWN


@pytest.mark.parametrize("name", PICTURES)
def test_the_text_says_what_is_drawn(name):
    assert ALTS[name] in PICTURES[name]().alt


@pytest.mark.parametrize("name", ["game", "collapsed", "draw", "no draw", "shares", "way back"])
def test_no_line_or_bar_runs_through_a_word(name):
    for ax in laid_out(DRAWN[name]).axes:
        legend = ax.get_legend()
        inside = legend.get_texts() if legend and "draw" not in name else []
        for text in [*ax.texts, *inside]:
            assert not text.get_window_extent().overlaps(ax.bbox), text.get_text()


def test_the_way_back_says_whose_the_points_are():
    (ax,) = DRAWN["way back"]().axes
    shown = [text.get_text() for text in ax.get_legend().get_texts()]
    assert shown == ["training examples", "ways of a few", "made points"]


def test_places_on_the_plane_run_over_the_middle_of_the_codes():
    inside = (PLANE.codes >= PLANE.at(0, 0)) & (PLANE.codes <= PLANE.at(100, 100))
    assert 0.9 < inside.mean() < 1.0
    assert np.allclose(PLANE.at(50, 50), (PLANE.at(0, 0) + PLANE.at(100, 100)) / 2)


def test_the_sheet_has_its_first_image_below_on_the_left():
    seen = []
    squeezing.sheet_picture(PLANE, lambda places: seen.append(places) or np.zeros((9, 784)), 3)
    assert np.allclose(seen[0][6], PLANE.at(0, 0))
    assert np.allclose(seen[0][2], PLANE.at(100, 100))


def test_every_lesson_stands_on_the_way_with_names_that_fit():
    assert [number for number, _, _ in WAY[:-1]] == [f"{k:02d}" for k in range(1, 14)]
    assert {"neuron", "adam_step", "Autoencoder"} <= {name for *_, names in WAY for name in names}
    assert len(words(whole_way_picture().fig)) > 3 * len(WAY) - 6


def test_a_power_law_is_said_of_a_size():
    assert scale.predicted((-0.5, 6.0), 16) == pytest.approx(1.5)
