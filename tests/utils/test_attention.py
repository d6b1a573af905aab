"""Lesson 12's helpers: the block, what is read out of it, the writer of names, pictures."""

import numpy as np
import pytest
import torch
from torch import nn

from tests.helpers.pictures import DrawingTests, drawn_once, figures_of, words
from utils import attention_pictures as pictures
from utils import attention_writer as writers
from utils.name_writer import next_logits, updates_for, write
from utils.names import load_names
from utils.timing import shortest_times
from utils.transformer import Attention, Block, dense, looks, shuffled_patches, without_places


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


class Patches(nn.Module):
    """Small, with blocks and places: what `looks` and `without_places` read."""

    def __init__(self, places):
        super().__init__()
        self.read, self.places = nn.Linear(49, 16), places
        self.blocks = nn.ModuleList([Block(16, 2), Block(16, 2)])
        self.answer = nn.Linear(16, 10)

    def forward(self, x):
        tokens = self.read(nn.functional.unfold(x, 7, stride=7).mT)
        places = self.places
        tokens = tokens + (places.weight if isinstance(places, nn.Embedding) else places)
        for block in self.blocks:
            tokens = block(tokens)
        return self.answer(tokens.mean(dim=1))


PLACES = {
    "table": lambda: nn.Parameter(torch.randn(16, 16)),
    "with a batch axis": lambda: nn.Parameter(torch.randn(1, 16, 16)),
    "embedding": lambda: nn.Embedding(16, 16),
}


# The block


def test_attention_agrees_with_pytorchs_layer():
    torch.manual_seed(1)
    ours, theirs = Attention(12, 3), nn.MultiheadAttention(12, 3, batch_first=True)
    with torch.no_grad():
        theirs.in_proj_weight.copy_(ours.ask.weight)
        theirs.in_proj_bias.copy_(ours.ask.bias)
        theirs.out_proj.weight.copy_(ours.join.weight)
        theirs.out_proj.bias.copy_(ours.join.bias)
        x, allowed = torch.randn(4, 7, 12), torch.ones(7, 7, dtype=torch.bool).tril()
        assert torch.allclose(ours(x), theirs(x, x, x)[0], atol=1e-6)
        masked = theirs(x, x, x, attn_mask=~allowed)[0]
        assert torch.allclose(ours(x, allowed), masked, atol=1e-6)


def test_heads_that_do_not_divide_are_refused():
    with pytest.raises(ValueError, match="5 heads do not divide a width of 12"):
        Block(12, 5)


def test_under_a_causal_mask_nothing_later_matters():
    torch.manual_seed(2)
    block, x = Block(8, 2), torch.randn(2, 5, 8)
    changed = x.clone()
    changed[:, 3:] *= -1
    allowed = torch.ones(5, 5, dtype=torch.bool).tril()
    with torch.no_grad():
        assert torch.equal(block(x, allowed)[:, :3], block(changed, allowed)[:, :3])
        assert not torch.allclose(block(x)[:, :3], block(changed)[:, :3])


def test_a_dense_layer_in_numbers_is_the_layer():
    layer, x = nn.Linear(3, 2), torch.randn(4, 3)
    assert np.allclose(dense(layer)(x.double().numpy()), layer(x).detach().numpy(), atol=1e-6)


# What is read out of a network


def test_looks_give_what_the_attention_was_made_of():
    torch.manual_seed(3)
    model, image = Patches(PLACES["table"]()), torch.randn(1, 1, 28, 28)
    found = looks(model, image)
    assert [(look.Q.shape, look.n_heads) for look in found] == [((16, 16), 2)] * 2
    assert not any(layer._forward_pre_hooks for layer in model.modules())
    with pytest.raises(ValueError, match="one input at a time, and here are 3"):
        looks(model, torch.randn(3, 1, 28, 28))
    assert looks(nn.Linear(3, 2), torch.randn(1, 3)) == []


@pytest.mark.parametrize("kind", PLACES)
def test_without_places_the_order_of_the_patches_does_not_matter(kind):
    torch.manual_seed(4)
    model, images = Patches(PLACES[kind]()), torch.randn(5, 1, 28, 28)
    mixed = shuffled_patches(images, np.random.default_rng(0).permutation(16))
    placeless = without_places(model)
    with torch.no_grad():
        assert torch.allclose(placeless(images), placeless(mixed), atol=1e-5)
        assert not torch.allclose(model(images), model(mixed), atol=1e-3)


def test_only_an_embedding_of_places_is_taken_away():
    other = nn.Sequential(nn.Linear(49, 16), nn.LayerNorm(16), nn.Linear(16, 16))
    for before, after in zip(other.parameters(), without_places(other).parameters(), strict=True):
        assert torch.equal(before, after)


def test_shuffled_patches_are_the_same_patches():
    images = torch.arange(2 * 784.0).reshape(2, 1, 28, 28)
    order = list(range(16))
    assert torch.equal(shuffled_patches(images, order), images)
    order[0], order[6] = 6, 0
    mixed = shuffled_patches(images, order)
    assert torch.equal(mixed[:, :, :7, :7], images[:, :, 7:14, 14:21])
    assert torch.equal(mixed[:, :, 7:14, 14:21], images[:, :, :7, :7])
    assert torch.equal(mixed[:, :, 14:], images[:, :, 14:])


def test_the_shortest_time_of_each_input():
    times = shortest_times(lambda n: sum(range(n)), [10, 200_000], repeats=2)
    assert 0 <= times[0] < times[1]


# The writer of names


def test_a_writer_that_is_given_letters_one_by_one_says_the_same_as_at_once():
    torch.manual_seed(5)
    writer = writers.AttentionWriter()
    at_once, _ = next_logits(writer, [0, 9, 15, 3])
    _, before = next_logits(writer, [0, 9])
    _, before = next_logits(writer, [15], before)
    step_by_step, seen = next_logits(writer, [3], before)
    assert np.allclose(at_once, step_by_step, atol=1e-5)
    assert seen.tolist() == [[0, 9, 15, 3]]


def test_a_writer_stops_at_its_longest_name_and_refuses_more_places():
    writer = writers.AttentionWriter()
    assert len(write(writer, lambda z: 1)) == 20
    with pytest.raises(ValueError, match="33 symbols are more than the 32 places"):
        writer(torch.zeros(1, 33, dtype=torch.int64))


def test_updates_are_about_as_many_as_asked():
    names = load_names("train")
    assert 440 <= updates_for(names, 450) <= 450
    assert updates_for(names) < updates_for(names, 450)


def test_the_table_of_surprises_holds_the_test_names_and_what_pairs_say_of_them():
    steps, table = writers.read_surprises()
    names = load_names("test")
    assert steps.tolist() == [len(name) + 1 for name in names]
    assert {writer: each.shape for writer, each in table.items()} == {
        "pairs": (1, 56),
        "GRU": (3, 56),
        "transformer": (3, 56),
    }
    counts = writers.count_pairs(load_names("train"))
    found = writers.name_surprises(*writers.pair_losses(counts, writers.SMOOTHING, names))
    assert np.allclose(table["pairs"][0], found, atol=6e-4)


def test_a_damaged_table_of_surprises_says_how_to_mend_it(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"python -m utils\.attention_writer"):
        writers.read_surprises(tmp_path / "none.csv")


# Pictures


IMAGE = np.zeros((28, 28), dtype=np.uint8)
IMAGE[8:20, 12:16] = 200
SHARED = np.array([np.full(16, 1 / 16), np.eye(16)[5]])


PICTURES = drawn_once(
    {
        "look_up": lambda: pictures.look_up_picture(
            [1.0, 0.5], [[2, 0], [-1, 1.5]], [0.75, 0.25], [10, 20], 12.5
        ),
        "saturation": lambda: pictures.saturation_picture(
            {4: [0.5, 0.6], 64: [0.9, 1.0]}, {4: [0.3, 0.3], 64: [0.3, 0.4]}
        ),
        "weights": lambda: pictures.weights_picture({"all": np.full((3, 3), 1 / 3)}, list("tin")),
        "causal": lambda: pictures.weights_picture({"a": np.eye(3), "b": np.eye(3)}, list("tin")),
        "many": lambda: pictures.weights_picture({"a": np.eye(12)}, list("triangulum_a")),
        "patches": lambda: pictures.patches_picture(IMAGE),
        "gaze": lambda: pictures.gaze_picture(IMAGE, 6, SHARED, "block 0"),
        "cost": lambda: pictures.cost_picture((2, 4), {"a": [1.0, 4.0], "b": [1.0, 2.0]}),
        "contest": lambda: pictures.contest_picture(
            {"a": [11.0], "b": [10.0, 10.4]}, {"b minus a": [(-1.0, 0.2), (-0.1, 0.2)]}
        ),
    }
)
ALTS = {
    "look_up": "Weights: 0.75 on key 0 and 0.25 on key 1. The mixed value is 12.5.",
    "saturation": "not divided: 0.55 at 4, 0.95 at 64; divided by √d: 0.3 at 4, 0.35 at 64.",
    "weights": "all: some look ahead, the largest weight is 0.3.",
    "causal": "a: nobody looks ahead, the largest weight is 1; b: nobody looks ahead",
    "many": "Weights of 12 places",
    "patches": "numbered 0 to 15 row by row; 12 are empty paper.",
    "gaze": "patch 6 looks. Each head's weights add up to 100 %, and no two heads share alike.",
    "cost": "a: 4 times; b: 2 times as long at the end.",
    "contest": "b minus a: 1 of 2 below 0 by more than two standard errors, 0 of 2 above.",
}


DRAWN = figures_of(PICTURES)


class TestDrawings(DrawingTests):
    drawn = DRAWN


@pytest.mark.parametrize("name", PICTURES)
def test_the_text_says_what_is_drawn(name):
    assert ALTS[name] in PICTURES[name]().alt


def test_every_weight_from_five_percent_on_stands_in_the_picture():
    told = [text.get_text() for text in words(pictures.gaze_picture(IMAGE, 6, SHARED).fig)]
    assert told.count("6") == 16  # a sixteenth each
    assert "100" in told


def test_heads_that_share_alike_are_told_and_weights_that_do_not_add_up():
    alike = pictures.gaze_picture(IMAGE, 3, SHARED[[0, 0]]).alt
    assert alike.endswith("add up to 100 %, and some heads share alike.")
    assert "The weights do not add up to 100 %" in pictures.gaze_picture(IMAGE, 3, SHARED / 2).alt
