"""The playgrounds of trained networks: a digit is shifted, a patch looks, a letter comes next."""

from __future__ import annotations

import html

import numpy as np
import pytest
import torch
from torch import nn

from tests.helpers.blank_or_wrong import names_it, stand_in
from tests.helpers.pictures import DrawingTests
from tests.helpers.played_readers import (
    IMAGES,
    LABELS,
    conv_layer,
    model,
    readers,
    sample_with_temperature,
    scaled_dot_product_attention,
    split_heads,
    writers,
)
from utils.conv_training import moved
from utils.name_writer import next_logits
from utils.playground.gaze import covered, seen_in, watch_it_look
from utils.playground.letters import type_a_name
from utils.playground.shift import (
    FAR,
    WIDE,
    answers_by_shift,
    as_bytes,
    maps_as_bytes,
    one_of_each,
    shift_a_digit,
    shift_picture,
)
from utils.waiting import Waiting

DATA = IMAGES, LABELS
PLAYED = {
    "shift": (shift_a_digit, (readers, conv_layer)),
    "gaze": (watch_it_look, (model, split_heads, scaled_dot_product_attention)),
}


@pytest.mark.parametrize("name", PLAYED)
def test_what_is_right_is_played_with(name, made, displayed, capsys):
    play, args = PLAYED[name]
    play(*args, *DATA)
    assert capsys.readouterr().out == ""
    assert [*made] == [name]
    assert set(displayed[0]) == {"text/html", "text/plain"}
    assert html.escape(displayed[0]["text/plain"]) in displayed[0]["text/html"]


@pytest.mark.parametrize("kind", ["blank", "wrong", "broken"])
@pytest.mark.parametrize("name", PLAYED)
def test_what_is_blank_or_wrong_is_named_and_nothing_is_displayed(
    name, kind, made, displayed, capsys
):
    play, args = PLAYED[name]
    for k in range(1, len(args)):
        play(*args[:k], stand_in(args[k].__name__, kind), *args[k + 1 :], *DATA)
        names_it(capsys.readouterr().out, args[k].__name__, kind)
    assert (made, displayed) == ({}, [])


@pytest.mark.parametrize("name", PLAYED)
def test_a_network_that_is_not_there_is_waited_for(name, made, displayed, capsys):
    play, (network, *functions) = PLAYED[name]
    missing = {"flattened": network["flattened"]} if name == "shift" else Waiting()
    play(missing, *functions, *DATA)
    assert capsys.readouterr().out.count("\n") == 1
    assert (made, displayed) == ({}, [])


def test_a_network_of_other_layers_is_refused_in_a_line(made, displayed, capsys):
    other = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    watch_it_look(other, split_heads, scaled_dot_product_attention, *DATA)
    assert "reads blocks of `Block`" in capsys.readouterr().out
    assert (made, displayed) == ({}, [])


def test_one_image_of_each_digit_is_chosen_the_first():
    labels = torch.tensor([4, 1, 4, 0])
    chosen = one_of_each(IMAGES[:4], labels)
    assert [*chosen] == [0, 1, 4]
    assert torch.equal(chosen[4], IMAGES[:1])


def test_an_image_goes_over_as_bytes():
    image = torch.tensor([[[[-0.1307 / 0.3081, (1 - 0.1307) / 0.3081, 9.0]]]])
    assert as_bytes(image).tolist() == [0, 255, 255]


def test_answers_stand_row_by_row_from_the_upper_left():
    told = answers_by_shift(readers, IMAGES[3:4])
    flat = np.reshape(told["reads"][0], (WIDE, WIDE))
    assert (flat[:, FAR] == 3).all()
    assert (flat[:, FAR + 2] == 0).all()  # the network looks at one column
    for right, down in ((-2, 5), (6, -6)):
        for k, reader in enumerate(readers.values()):
            logits = reader(moved(IMAGES[3:4], right, down))[0]
            place = (down + FAR) * WIDE + right + FAR
            assert told["reads"][k][place] == int(logits.argmax())
            assert told["sure"][k][place] == round(1000 * float(logits.softmax(0).max()))


def test_maps_move_along_and_keep_their_scale(made, displayed):
    shift_a_digit(readers, conv_layer, *DATA)
    start, asked = made["shift"]
    rest, on = (
        np.reshape(each["maps"], (2, 24, 24))
        for each in (start, asked({"digit": "3", "right": 2, "down": 1}))
    )
    assert rest.max() == 255
    assert np.array_equal(on[:, 3:22, 4:22], rest[:, 2:21, 2:20])
    assert on[:, 3:22, 4:22].any()
    assert asked({"digit": "3"})["reads"] == start["reads"]


def test_maps_end_at_what_a_kernel_finds_at_most():
    told = maps_as_bytes(lambda image: np.array([[[-3.0, 1.0]]]) * image.max(), *[IMAGES[:1]] * 2)
    assert (told["maps"].tolist(), told["wide"]) == ([[0, 255]], 2)


def test_looks_are_those_of_the_learners_functions(made, displayed):
    watch_it_look(model, split_heads, scaled_dot_product_attention, *DATA)
    start, asked = made["gaze"]
    weights = np.array(start["weights"])
    assert weights.shape == (2, 4, 16, 16)
    assert np.allclose(weights.sum(axis=3), 1000, atol=8)
    other = np.array(asked({"digit": "8"})["weights"])
    assert not np.array_equal(weights, other)


def test_a_covered_patch_changes_what_is_read():
    images = covered(IMAGES[9:])
    assert images.shape == (17, 1, 28, 28)
    assert torch.equal(images[-1], IMAGES[9])
    assert torch.equal(images[0], IMAGES[9])  # paper on paper
    changed = (images != IMAGES[9]).any(dim=1).any(dim=1).any(dim=1)
    assert changed.nonzero().ravel().tolist() == [6, 10]
    told = seen_in(model, split_heads, scaled_dot_product_attention, IMAGES[9:])
    with torch.no_grad():
        p = model(images).softmax(dim=1)
    assert told["reads"] == p.argmax(dim=1).tolist()
    best = int(p[-1].argmax())
    assert told["sure"] == [round(1000 * float(each)) for each in p[:, best]]


def test_the_next_letter_is_expected_and_drawn_by_the_learners_function(made, displayed, capsys):
    type_a_name(writers, sample_with_temperature)
    start, asked = made["letters"]
    assert len(start["symbols"]) == len(start["logits"]) == 28
    expected, _ = next_logits(writers[0], [0, 20, 9])
    assert np.array_equal(asked({"text": "ti"})["logits"], expected)
    assert "drawn" not in asked({"text": "ti"})
    assert asked({"text": "", "draw": True, "temperature": 0.2})["drawn"] in range(28)
    for refused in ("Ti", "t1", "t" * 21):
        with pytest.raises(ValueError, match="small letters"):
            asked({"text": refused})
    assert "“tita”" in displayed[0]["text/plain"]


@pytest.mark.parametrize("kind", ["blank", "wrong", "broken"])
def test_letters_wait_for_the_draw_and_for_a_writer(kind, made, displayed, capsys):
    type_a_name(writers, stand_in(sample_with_temperature.__name__, kind))
    said = capsys.readouterr().out
    assert "`sample_with_temperature`" in said
    assert said.count("\n") == 1
    type_a_name([], sample_with_temperature)
    assert "`masked_mean`" in capsys.readouterr().out
    assert (made, displayed) == ({}, [])


def picture_of_shifts():
    chosen = {"3": [0] * 784}
    start = {"names": ["one", "two"], "digits": chosen, "first": "3"}
    picture = shift_picture({**start, "reads": [["3"] * 169, ["3"] * 100 + ["4"] * 69]})
    assert picture.alt.endswith(
        "one: at three quarters of the shifts or more; two: at fewer than three quarters."
    )
    return picture.fig


class TestDrawings(DrawingTests):
    drawn = {"shift": picture_of_shifts}  # noqa: RUF012
