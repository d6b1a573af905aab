"""A canvas under a cell: draw a digit with mouse, pen or finger, and have it classified.

The page's part is plain HTML with inline handlers, which work offline. Its pixels reach the
kernel as text, in a hidden text field of ipywidgets. Where no widgets run, a picture of stored
drawings stands in its place.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np
from IPython.display import display

from utils.drawing.picture import Picture
from utils.drawn_digits import SIDE, like_mnist
from utils.show import img, live_view, png

PIXELS = 280  # of the canvas; ten by ten of them make one of the image's
PEN = 20  # the pen's width, in the canvas's pixels

_PLACE = """
const box = this.getBoundingClientRect();
const x = (event.clientX - box.left) * this.width / box.width;
const y = (event.clientY - box.top) * this.height / box.height;
const pen = this.getContext('2d');
"""
_DOWN = (
    _PLACE
    + f"""
event.preventDefault();
this.setPointerCapture(event.pointerId);
pen.lineWidth = {PEN}; pen.lineCap = pen.lineJoin = 'round'; pen.strokeStyle = 'black';
pen.beginPath(); pen.moveTo(x, y); pen.lineTo(x + 0.1, y); pen.stroke();
this.dataset.down = '1';
"""
)
_MOVE = _PLACE + "if (this.dataset.down) { pen.lineTo(x, y); pen.stroke(); }"
# Averages blocks of pixels, writes them as hexadecimal text, and tells the text field
_UP = f"""
delete this.dataset.down;
const side = {SIDE}, block = this.width / side;
const data = this.getContext('2d').getImageData(0, 0, this.width, this.height).data;
let text = '';
for (let row = 0; row < side; row++) for (let column = 0; column < side; column++) {{
    let ink = 0;
    for (let i = 0; i < block; i++) for (let j = 0; j < block; j++)
        ink += data[4 * ((row * block + i) * this.width + column * block + j) + 3];
    text += Math.round(ink / block / block).toString(16).padStart(2, '0');
}}
const field = this.closest('.digit-canvas').querySelector('.digit-pixels input');
field.value = text;
field.dispatchEvent(new Event('input', {{bubbles: true}}));
field.dispatchEvent(new Event('change', {{bubbles: true}}));
"""
_CLEAR = """
const canvas = this.parentElement.querySelector('canvas');
canvas.getContext('2d').clearRect(0, 0, canvas.width, canvas.height);
canvas.dispatchEvent(new PointerEvent('pointercancel'));
"""


def _page() -> str:
    handlers = {"pointerdown": _DOWN, "pointermove": _MOVE, "pointerup": _UP, "pointercancel": _UP}
    spoken = "A white square to draw a digit on. The result appears beside it."
    attributes = " ".join(f'on{name}="{html.escape(code)}"' for name, code in handlers.items())
    return (
        f'<canvas width="{PIXELS}" height="{PIXELS}" role="img" aria-label="{spoken}" '
        'style="border:2px solid #555;background:white;touch-action:none;cursor:crosshair" '
        f"{attributes}></canvas><br>"
        f'<button type="button" onclick="{html.escape(_CLEAR)}">Clear</button>'
    )


def read_pixels(text: str) -> np.ndarray:
    """The image that the page sent.

    Args:
        text: two hexadecimal digits for each of 28 × 28 pixels, row by row, 00 for paper.

    Returns:
        (28, 28) uint8.

    Raises:
        ValueError: the text is none of that form.
    """
    if not re.fullmatch(f"[0-9a-f]{{{2 * SIDE * SIDE}}}", text):
        raise ValueError(f"a drawing is {2 * SIDE * SIDE} hexadecimal digits")
    return np.frombuffer(bytes.fromhex(text), np.uint8).reshape(SIDE, SIDE).copy()


def digit_canvas(draw: Callable[[np.ndarray], Picture], instead: Picture) -> Any:
    """Display a canvas, and beside it what `draw` makes of the digit on it.

    Args:
        draw: takes an image (28, 28) uint8, scaled and centred as MNIST's are, and gives a
            picture; called after every stroke.
        instead: a picture for pages on which no widgets run.

    Returns:
        The widget; None where ipywidgets is missing.
    """
    fig, alt = instead
    widget, live = None, {}
    with suppress(Exception):  # a bare kernel, or its widgets, still show the picture
        widget = _canvas(draw)
        live = live_view(widget)
    display({**live, "text/html": img(png(fig), alt), "text/plain": alt}, raw=True)
    return widget


def _canvas(draw: Callable[[np.ndarray], Picture]) -> Any:
    """The canvas, the field that its pixels come through, and the answer."""
    from ipywidgets import HTML, HBox, Text

    page, answer = HTML(_page()), HTML("<p>Draw a digit on the left.</p>")
    pixels = Text(continuous_update=True)
    pixels.add_class("digit-pixels")
    pixels.layout.display = "none"

    def answer_it(_change: Any) -> None:
        try:
            image = like_mnist(read_pixels(pixels.value))
            if not image.any():
                answer.value = "<p>Draw a digit on the left.</p>"
                return
            fig, alt = draw(image)
            answer.value = img(png(fig), alt)
        except Exception as error:  # nobody would see it: a widget's errors go to the log
            answer.value = f"<pre>{html.escape(f'{type(error).__name__}: {error}')}</pre>"

    pixels.observe(answer_it, names="value")
    widget = HBox([page, pixels, answer])
    widget.add_class("digit-canvas")
    return widget
