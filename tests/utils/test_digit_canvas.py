"""What the page sends becomes an image, and the learner's network answers it."""

import html
import re

import numpy as np
import pytest

from utils import digit_canvas as canvas
from utils.digit_canvas import digit_canvas, read_pixels
from utils.drawing.style import figure
from utils.drawn_digits import DRAWINGS, rasterise


def as_text(image):
    return image.astype(np.uint8).tobytes().hex()


@pytest.fixture
def shown(monkeypatch):
    """The bundles that were displayed."""
    found = []
    monkeypatch.setattr(canvas, "display", lambda bundle, raw: found.append(bundle))
    return found


def picture():
    return figure(width=1, height=1)[0]


def test_pixels_come_back_as_they_were_sent():
    image = rasterise(DRAWINGS[5])
    assert np.array_equal(read_pixels(as_text(image)), image)


@pytest.mark.parametrize("text", ["", "00", "zz" * 784, "00" * 785, "0" * 1567])
def test_other_texts_are_refused(text):
    with pytest.raises(ValueError, match="1568 hexadecimal digits"):
        read_pixels(text)


def test_the_drawing_is_centred_and_answered(shown):
    seen = []

    def draw(image):
        seen.append(image)
        return picture(), "The network says 3."

    widget = digit_canvas(draw, (picture(), "Ten stored drawings."))
    _, pixels, answer = widget.children
    corner = np.zeros((28, 28))
    corner[:10, :5] = 255
    pixels.value = as_text(corner)
    assert np.array_equal(np.argwhere(seen[0])[[0, -1]], [[4, 9], [23, 18]])
    assert 'alt="The network says 3."' in answer.value
    pixels.value = as_text(np.zeros((28, 28)))
    assert "Draw a digit" in answer.value
    assert len(seen) == 1


def test_an_error_is_told_where_the_answer_would_be(shown):
    def draw(image):
        raise NameError("name 'model' is not <defined>")

    widget = digit_canvas(draw, (picture(), "Ten stored drawings."))
    _, pixels, answer = widget.children
    pixels.value = as_text(rasterise(DRAWINGS[0]))
    assert answer.value == "<pre>NameError: name &#x27;model&#x27; is not &lt;defined&gt;</pre>"


def test_without_widgets_the_stored_drawings_stand_there(shown, monkeypatch):
    digit_canvas(lambda image: None, (picture(), "Ten stored drawings."))
    assert shown[0]["text/plain"] == "Ten stored drawings."
    assert 'alt="Ten stored drawings."' in shown[0]["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in shown[0]
    monkeypatch.setitem(__import__("sys").modules, "ipywidgets", None)
    assert digit_canvas(lambda image: None, (picture(), "Ten stored drawings.")) is None
    assert set(shown[1]) == {"text/html", "text/plain"}


def test_the_page_loads_nothing_and_says_what_it_is():
    page = canvas._page()
    assert not re.search(r"https?:|src=|<script", page)
    assert "aria-label=" in page
    handlers = [html.unescape(code) for code in re.findall(r' on\w+="([^"]*)"', page)]
    assert len(handlers) == 5
    assert all(code.count("{") == code.count("}") for code in handlers)
