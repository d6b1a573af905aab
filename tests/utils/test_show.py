"""`utils.show`: pictures carry their alt text, stay byte for byte the same, and follow sliders."""

from __future__ import annotations

import base64
import io
import re
import sys
import time
from html.parser import HTMLParser

import numpy as np
import pytest
from PIL import Image

from utils import show as shown
from utils.drawing import slider_names
from utils.drawing.style import BLUE, COLOURS, DASHES, GREEN, GREY, MARKERS, RED

ALT = 'A line that rises from "0" to 9 & stays < 10'


@pytest.fixture
def displayed(monkeypatch):
    """The bundles that were displayed, in order."""
    bundles = []
    monkeypatch.setattr(shown, "display", lambda bundle, raw: bundles.append(bundle))
    return bundles


class Tags(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: dict[str, dict] = {}
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.found[tag] = dict(attrs)


def image_in(markup: str, tag: str = "img", attribute: str = "src") -> bytes:
    return base64.b64decode(Tags(markup).found[tag][attribute].split(",", 1)[1])


def line(end: float = 9.0, colour: str = BLUE):
    fig, ax = shown.figure(width=3, height=2)
    ax.plot([0, 9], [0, end], color=colour, label="rises")
    ax.legend()
    return fig


def explored(slope: float = 1.0, shift: float = 0.0):
    return line(slope + shift), f"slope {slope}, shift {shift}"


def test_a_picture_is_an_html_image_with_escaped_alt_text_and_the_same_text_alone(displayed):
    shown.show(line(), f"  {ALT}\n  throughout ")
    (bundle,) = displayed
    assert sorted(bundle) == ["text/html", "text/plain"]
    assert bundle["text/plain"] == f"{ALT} throughout"
    assert Tags(bundle["text/html"]).found["img"]["alt"] == f"{ALT} throughout"
    assert '"0"' not in bundle["text/html"]
    assert Image.open(io.BytesIO(image_in(bundle["text/html"]))).size == (300, 200)


@pytest.mark.parametrize("alt", ["", "   ", "\n"])
def test_a_picture_without_alt_text_is_refused(alt, displayed):
    for display_it in (
        lambda: shown.show(line(), alt),
        lambda: shown.show_animation(lambda i: line(i), 2, alt),
        lambda: shown.explorer(lambda x: (line(), alt), x=(0, 1, 1, 0)),
    ):
        with pytest.raises(ValueError, match="alt text"):
            display_it()
    assert displayed == []


def test_the_same_figure_gives_the_same_bytes_without_date_or_version():
    first = shown.png(line())
    assert first == shown.png(line())
    assert first != shown.png(line(8.0))
    assert Image.open(io.BytesIO(first)).info.keys() <= {"dpi"}


def test_figures_leave_no_trace_in_pyplot():
    line()
    assert (
        "matplotlib.pyplot" not in sys.modules or not sys.modules["matplotlib.pyplot"].get_fignums()
    )


def test_several_axes_come_as_from_subplots():
    _, axes = shown.figure(2, 3, sharex=True)
    assert axes.shape == (2, 3)


def animation(displayed, draw, n_frames, **options) -> str:
    shown.show_animation(draw, n_frames, ALT, **options)
    return displayed.pop()["text/html"]


def test_an_animation_plays_once_and_rests_on_its_last_frame(displayed):
    markup = animation(displayed, lambda i: line(i), 5, seconds=2.0)
    data = image_in(markup)
    assert b"NETSCAPE2.0" not in data, "a loop extension makes it play again and again"
    gif = Image.open(io.BytesIO(data))
    assert gif.n_frames == 5
    durations, last = [], None
    for index in range(5):
        gif.seek(index)
        durations.append(gif.info["duration"])
        last = np.asarray(gif.convert("RGB"), int)
    assert durations == [400] * 5
    still = np.asarray(Image.open(io.BytesIO(shown.png(line(4)))).convert("RGB"), int)
    assert np.abs(last - still).mean() < 1.0


def test_readers_who_want_no_motion_get_the_last_frame(displayed):
    markup = animation(displayed, lambda i: line(i), 3)
    source = Tags(markup).found["source"]
    assert source["media"] == "(prefers-reduced-motion: reduce)"
    assert image_in(markup, "source", "srcset") == shown.png(line(2))
    assert markup.index("<source") < markup.index("<img")
    assert Tags(markup).found["img"]["alt"] == ALT


def test_an_animation_is_the_same_twice(displayed):
    first = animation(displayed, lambda i: line(i), 3)
    assert animation(displayed, lambda i: line(i), 3) == first


@pytest.mark.long
def test_colours_that_only_early_frames_have_are_kept(displayed):
    colours = [RED] * 4 + [GREEN] * 4 + [GREY] * 8
    markup = animation(displayed, lambda i: line(i, colours[i]), 16)
    gif = Image.open(io.BytesIO(image_in(markup)))
    for index, colour in ((0, RED), (5, GREEN)):
        gif.seek(index)
        wanted = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)])
        distance = np.abs(np.asarray(gif.convert("RGB"), int) - wanted).sum(axis=-1)
        assert distance.min() < 24, f"frame {index} lost {colour}"


def test_an_animation_of_one_frame_is_a_picture_and_of_none_is_refused(displayed):
    assert (
        Image.open(io.BytesIO(image_in(animation(displayed, lambda i: line(), 1)))).format == "GIF"
    )
    with pytest.raises(ValueError, match="n_frames=0"):
        shown.show_animation(lambda i: line(), 0, ALT)


@pytest.fixture
def widgets(monkeypatch):
    """Every slider box that an explorer makes."""
    import ipywidgets

    made = []

    class Box(ipywidgets.VBox):
        def __init__(self, children):
            super().__init__(children)
            made.append(self)

    monkeypatch.setattr(ipywidgets, "VBox", Box)
    return made


def test_an_explorer_carries_widget_picture_and_text(displayed, widgets):
    shown.explorer(explored, slope=(0, 4, 1, 2), shift=(-1.0, 1.0, 0.5, 0.5))
    (bundle,) = displayed
    widget_type = "application/vnd.jupyter.widget-view+json"
    assert sorted(bundle) == [widget_type, "text/html", "text/plain"]
    assert bundle["text/plain"] == "slope 2, shift 0.5"
    assert Tags(bundle["text/html"]).found["img"]["alt"] == "slope 2, shift 0.5"
    assert image_in(bundle["text/html"]) == shown.png(line(2.5))
    assert bundle[widget_type]["model_id"] == widgets[0].model_id


def test_moving_a_slider_updates_picture_and_alt_text(displayed, widgets):
    shown.explorer(explored, slope=(0, 4, 1, 2), shift=(-1.0, 1.0, 0.5, 0.5))
    slope, shift, picture = widgets[0].children[:3]
    assert (type(slope).__name__, type(shift).__name__) == ("IntSlider", "FloatSlider")
    assert picture.value == displayed[0]["text/html"]
    slope.value = 3
    shift.value = -0.5
    assert Tags(picture.value).found["img"]["alt"] == "slope 3, shift -0.5"
    assert image_in(picture.value) == shown.png(line(2.5))


def test_an_error_while_a_slider_moves_is_shown_in_place_of_the_picture(displayed, widgets):
    def draw(x):
        if x == 2:
            raise ZeroDivisionError("division by <zero>")
        return line(x), f"x is {x}"

    shown.explorer(draw, x=(0, 4, 1, 1))
    slider, picture = widgets[0].children[:2]
    slider.value = 2
    assert picture.value == "<pre>ZeroDivisionError: division by &lt;zero&gt;</pre>"
    slider.value = 3
    assert "x is 3" in picture.value


def test_a_list_of_words_is_a_menu(displayed, widgets):
    shown.explorer(lambda curve: (line(), f"the {curve}"), curve=["sigmoid", "tanh"])
    assert displayed[0]["text/plain"] == "the sigmoid"
    menu, picture = widgets[0].children[:2]
    assert type(menu).__name__ == "Dropdown"
    menu.value = "tanh"
    assert Tags(picture.value).found["img"]["alt"] == "the tanh"


def test_names_of_sliders_read_as_words(displayed, widgets):
    shown.explorer(lambda learning_rate: (line(), "a line"), learning_rate=(0.1, 1.0, 0.1, 0.5))
    assert widgets[0].children[0].description == "learning rate"


@pytest.mark.parametrize(
    ("control", "words"),
    [
        ((0, 4, 1, 5), "slope starts at 5, outside 0 to 4"),
        ((0, 4, 1, -1), "slope starts at -1, outside 0 to 4"),
        ((0, 4, 0, 2), "cannot move from 0 to 4 by 0"),
        ((4, 4, 1, 4), "cannot move from 4 to 4 by 1"),
        ([], "slope has nothing to choose from"),
    ],
)
def test_a_slider_that_makes_no_sense_is_refused(control, words, displayed):
    with pytest.raises(ValueError, match=words):
        shown.explorer(explored, slope=control)
    assert displayed == []


def test_a_blank_exercise_in_an_explorer_reaches_the_cell(displayed):
    def draw(x):
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        shown.explorer(draw, x=(0, 1, 1, 0))


def test_without_ipywidgets_the_picture_is_shown_alone(displayed, monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    shown.explorer(explored, slope=(0, 4, 1, 2))
    (bundle,) = displayed
    assert sorted(bundle) == ["text/html", "text/plain"]
    assert bundle["text/plain"] == "slope 2, shift 0.0"


@pytest.mark.long
def test_a_picture_follows_its_slider_nearly_as_quickly_as_matplotlib_draws():
    """Measured: 1.1 times as long; each takes the best of seven turns, one beside the other."""

    def seconds(draw):
        fig = line(1)
        started = time.process_time()
        draw(fig)
        return time.process_time() - started

    ours = lambda fig: shown.img(shown.png(fig), ALT)  # noqa: E731
    bare = lambda fig: fig.savefig(io.BytesIO(), format="png", dpi=shown.DPI)  # noqa: E731
    pairs = [(seconds(ours), seconds(bare)) for _ in range(7)]
    mine, theirs = map(min, zip(*pairs, strict=True))
    assert mine < 2 * theirs


def test_every_colour_comes_with_its_own_dashes_and_markers():
    assert len(COLOURS) == len(DASHES) == len(MARKERS)
    assert all(re.fullmatch("#[0-9A-F]{6}", colour) for colour in COLOURS)
    assert len(set(COLOURS)) == len(set(MARKERS)) == len(COLOURS)


class Older:
    """A widget of ipywidgets before 8: it shows itself another way."""

    model_id = "0123"


def test_an_older_widget_is_shown_by_its_number(displayed, monkeypatch):
    monkeypatch.setattr(shown, "_moving", lambda *args: Older())
    shown.explorer(explored, slope=(0, 4, 1, 2))
    view = displayed[0]["application/vnd.jupyter.widget-view+json"]
    assert view == {"version_major": 2, "version_minor": 0, "model_id": "0123"}
    assert displayed[0]["text/plain"] == "slope 2, shift 0.0"


def test_where_the_widget_fails_the_picture_is_shown(displayed, monkeypatch):
    monkeypatch.setattr(shown, "_moving", lambda *args: object())
    shown.explorer(explored, slope=(0, 4, 1, 2))
    assert set(displayed[0]) == {"text/html", "text/plain"}


def test_sliders_have_a_helper_that_names_them_and_do_without(displayed, widgets, monkeypatch):
    monkeypatch.setattr(shown, "slider_names", lambda: 1 / 0)
    shown.explorer(explored, slope=(0, 4, 1, 2))
    assert "application/vnd.jupyter.widget-view+json" in displayed[0]
    assert len(widgets[0].children) == 2
    monkeypatch.undo()
    names = slider_names.slider_names()
    assert names.layout.display == "none"
    assert f".{slider_names.BOX}" in slider_names.PAGE
    assert not re.search(r"https?:|import |fetch", slider_names.PAGE)
