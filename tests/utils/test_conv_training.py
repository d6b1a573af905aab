"""Lesson 10's training loops train, say how long they take, and move images as they say."""

import pytest
import torch
from torch import nn

from utils import conv_training as training
from utils import deep_stacks, few_digits


def plain_step(model, loss_fn, optimizer, x, y):
    optimizer.zero_grad()
    loss = loss_fn(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()


def bright(place, side=6):
    image = torch.zeros(1, 1, side, side)
    image[0, 0, place[0], place[1]] = 1
    return image


@pytest.mark.parametrize(("right", "down"), [(1, 0), (-2, 0), (0, 1), (0, -1), (2, 1), (0, 0)])
def test_images_move_and_paper_enters(right, down):
    image = bright((3, 3))
    assert torch.equal(training.moved(image, right, down), bright((3 + down, 3 + right)))


def test_a_point_that_leaves_is_lost():
    assert not training.moved(bright((3, 5)), 1, 0).any()


def test_chance_moves_a_batch_by_no_more_than_asked():
    torch.manual_seed(0)
    batch = bright((6, 6), 13).repeat(3, 1, 1, 1)
    seen = set()
    for _ in range(60):
        images = training.move_by_chance(batch, 2)
        places = images.nonzero()[:, 2:]
        assert (places == places[0]).all()
        seen.add(tuple((places[0] - 6).tolist()))
    assert max(abs(step) for pair in seen for step in pair) == 2
    assert len(seen) > 10


def test_training_meets_every_example_once_an_epoch_and_tells_each_loss():
    seen, told = [], []

    def step(model, loss_fn, optimizer, x, y):
        seen.extend(y.tolist())
        optimizer.step()
        return 0.5

    options = {"n_epochs": 2, "rate": 0.1, "size": 4, "live": told.append}
    losses = training.train_network(
        nn.Linear(1, 1), step, torch.zeros(10, 1), torch.arange(10), **options
    )
    assert sorted(seen[:10]) == sorted(seen[10:]) == list(range(10))
    assert losses == told == [0.5] * 6


def test_the_rate_rises_to_the_one_asked_for_and_falls_to_nearly_0():
    rates = []

    def step(model, loss_fn, optimizer, x, y):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        return 0.5

    options = {"n_epochs": 10, "rate": 0.1, "size": 2, "live": lambda loss: None}
    training.train_network(
        nn.Linear(1, 1), step, torch.zeros(20, 1), torch.zeros(20).long(), **options
    )
    top = rates.index(max(rates))
    assert 0.095 < max(rates) <= 0.1
    assert rates[: top + 1] == sorted(rates[: top + 1])
    assert rates[top:] == sorted(rates[top:], reverse=True)
    assert rates[0] < 0.01
    assert rates[-1] < 0.001


def test_a_network_learns():
    torch.manual_seed(1)
    x = torch.randn(60, 1, 4, 4)
    y = (x.sum(dim=(1, 2, 3)) > 0).long()
    model = nn.Sequential(nn.Flatten(), nn.Linear(16, 2))
    options = {"n_epochs": 20, "rate": 0.1, "size": 20, "live": lambda loss: None}
    training.train_network(model, plain_step, x, y, **options)
    assert training.accuracy(model, x, y) > 90
    assert training.accuracies_when_moved(model, x, y, range(1)) == [training.accuracy(model, x, y)]


def test_the_bar_says_how_long_and_ends_as_it_began():
    live = training.TimedTraining(2)
    first = live._bundle()
    live(0.7)
    assert "s left, loss 0.700" in live._bundle()["text/plain"]
    live(0.1)
    assert live._bundle() == first
    assert first["text/plain"] == "Training: 2 steps."


def test_the_first_kernels_are_found_with_their_biases():
    net = nn.Sequential(nn.Conv2d(1, 3, 5), nn.Conv2d(3, 4, 2))
    kernels, biases = training.first_kernels(net)
    assert torch.equal(kernels, net[0].weight)
    assert torch.equal(biases, net[0].bias)
    assert not training.first_kernels(nn.Conv2d(1, 2, 3, bias=False))[1].any()
    with pytest.raises(ValueError, match="convolution"):
        training.first_kernels(nn.Linear(2, 2))


def test_a_receptive_field_is_measured():
    conv = nn.Conv2d(1, 2, 5, padding=2)
    assert training.field_of(conv).sum() == 25
    assert training.field_of(nn.Sequential(conv, nn.AvgPool2d(2))).sum() == 36


def test_covering_what_counts_lets_the_probability_fall():
    class Corner(nn.Module):
        def forward(self, x):
            return torch.stack([9 * x[:, 0, 0, 0], torch.zeros(len(x))], dim=1)

    image = torch.zeros(1, 28, 28)
    image[0, 0, 0] = 1
    fall = training.occluded(Corner(), image, 0, side=7, every=7)
    assert fall.shape == (4, 4)
    assert fall[0, 0] > 0.4
    assert fall.abs().sum() == pytest.approx(float(fall[0, 0]))


def test_augmented_paper_is_paper_without_lines():
    torch.manual_seed(0)
    paper = torch.full((2, 1, 28, 28), -training.PAPER / training.SPREAD)
    augment = few_digits.augmentation()
    for _ in range(8):
        assert torch.allclose(augment(paper), paper, atol=1e-5)


def test_augmentation_changes_a_digit_and_all_images_of_a_batch_alike():
    torch.manual_seed(0)
    image = bright((14, 10), 28).repeat(2, 1, 1, 1)
    augment = few_digits.augmentation()
    made = [augment(image) for _ in range(4)]
    assert all(torch.equal(one[0], one[1]) for one in made)
    assert len({tuple(one[0].flatten().tolist()) for one in made}) == 4


# The stored runs


def test_each_setting_was_measured_at_its_best_rate_with_seeds_of_its_own():
    runs = few_digits.read_runs()
    rates = few_digits.best_rates(runs)
    assert list(rates) == list(few_digits.SETTINGS)
    for run in runs:
        choosing = run["images"] == "choosing"
        assert run["seed"] in (few_digits.TRIED if choosing else few_digits.MEASURED)
        assert choosing or run["rate"] == rates[run["setting"]]
    counts = {name: len(row) for name, row in few_digits.measured(runs).items()}
    assert counts == dict.fromkeys(few_digits.SETTINGS, len(few_digits.MEASURED))


def test_each_depth_was_measured_at_its_best_rate():
    runs = deep_stacks.read_runs()
    for run in runs:
        if run["images"] == "measuring":
            assert run["rate"] == deep_stacks.best_rate(runs, run["kind"], run["depth"])
    for by_depth in deep_stacks.measured(runs).values():
        assert [len(row) for row in by_depth.values()] == [len(deep_stacks.MEASURED)] * 3


@pytest.mark.parametrize("setting", ["plain", "dropout", "batch norm"])
def test_a_setting_has_what_its_name_says(setting):
    kinds = [type(layer).__name__ for layer in few_digits.small_network(setting)]
    assert kinds.count("Dropout") == 2 * (setting == "dropout")
    assert kinds.count("BatchNorm2d") == 2 * (setting == "batch norm")


def test_a_stack_has_the_layers_asked_for_and_uses_its_block():
    used = []

    def block(x, f):
        used.append(f(x).shape)
        return x

    stack = deep_stacks.DeepStack(10, block)
    assert stack(torch.zeros(2, 1, 28, 28)).shape == (2, 10)
    assert used == [(2, 32)] * 5
