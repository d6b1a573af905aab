"""What the page sends becomes an image, and the learner's network answers it."""

import numpy as np
import pytest
import torch

from utils.drawing.style import figure
from utils.drawn_digits import DRAWINGS, rasterise
from utils.playground import play as playing
from utils.playground.digit import draw_a_digit, read_pixels


def as_text(image):
    return image.astype(np.uint8).tobytes().hex()


@pytest.fixture
def shown(monkeypatch):
    """The bundles that were displayed."""
    found = []
    monkeypatch.setattr(playing, "display", lambda bundle, raw: found.append(bundle))
    return found


@pytest.fixture
def asked(shown, monkeypatch):
    """Make a canvas; gives what answers an image that the page sends."""

    def make(canvas, *args):
        found = []
        monkeypatch.setattr(
            playing, "widget", lambda name, start, answer: found.append((start, answer))
        )
        canvas(*args, (picture(), "Ten stored drawings."))
        ((start, answer),) = found
        assert all(read_pixels(text).any() for text in start["stored"].values())
        return lambda image: answer({"pixels": as_text(image)})

    return make


def as_inputs(images):
    assert images.dtype == torch.uint8
    return images.float().flatten(start_dim=1) / 255


def picture():
    return figure(width=1, height=1)[0]


def test_pixels_come_back_as_they_were_sent():
    image = rasterise(DRAWINGS[5])
    assert np.array_equal(read_pixels(as_text(image)), image)


@pytest.mark.parametrize("text", ["", "00", "zz" * 784, "00" * 785, "0" * 1567])
def test_other_texts_are_refused(text):
    with pytest.raises(ValueError, match="1568 hexadecimal digits"):
        read_pixels(text)


def test_the_drawing_is_centred_and_answered(asked):
    seen = []

    def read(images):
        seen.append(images[0].numpy())
        return torch.eye(10)[[3]]

    answer = asked(draw_a_digit, read, as_inputs, torch.zeros(2, 784), torch.zeros(2))
    corner = np.zeros((28, 28))
    corner[:10, :5] = 255
    assert np.argmax(answer(corner)["probabilities"]) == 3
    assert answer(corner)["units"] == []
    assert np.array_equal(np.argwhere(seen[0])[[0, -1]], [[4, 9], [23, 18]])
    assert answer(np.zeros((28, 28))) == {"empty": True}
    assert len(seen) == 2


def test_the_units_that_answer_most_are_shown_with_their_weights(asked):
    weights = torch.zeros(8, 784)
    weights[torch.arange(8), 100 * torch.arange(8)] = torch.tensor([1.0, -2, 3, 4, 5, 6, 7, -8])

    bias = torch.tensor([1.0, -1.0, 3.0, 2.0, 0.0, 5.0, 4.0, 0.5])

    def read(images):
        return torch.eye(10)[[7]]

    nothing = asked(draw_a_digit, read, lambda images: torch.zeros(1, 784), weights, bias)
    told = nothing(rasterise(DRAWINGS[7]))
    assert np.argmax(told["probabilities"]) == 7
    assert (told["answering"], told["count"]) == (6, 8)
    assert [each["unit"] for each in told["units"]] == [5, 6, 2, 3, 0, 7]
    assert told["units"][0]["weights"][500] == 255
    assert told["units"][-1]["weights"][700] == 1


def test_without_widgets_the_stored_drawings_stand_there(shown, monkeypatch):
    monkeypatch.setattr(playing, "widget", lambda *args: None)
    draw_a_digit(
        None, None, torch.zeros(2, 784), torch.zeros(2), (picture(), "Ten stored drawings.")
    )
    assert set(shown[0]) == {"text/html", "text/plain"}
    assert 'alt="Ten stored drawings."' in shown[0]["text/html"]
