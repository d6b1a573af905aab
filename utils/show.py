"""Show figures, animations and explorers, each with a text for those who cannot see it.

Figures are made without pyplot (no global state, a quick import) and displayed as an HTML
image, because that is the one form in which JupyterLab, code hosts and nbconvert all keep
the alternative text. An explorer carries a live widget and, for pages where widgets do not
render, the same picture as it first stood.
"""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import matplotlib as mpl
import numpy as np
from IPython.display import display
from matplotlib.figure import Figure

from utils.drawing.picture import Picture
from utils.drawing.slider_names import BOX, slider_names
from utils.drawing.style import figure

__all__ = ["explorer", "figure", "show", "show_animation"]

DPI = 100
VIEW = "application/vnd.jupyter.widget-view+json"
PACK = np.array([2**16, 2**8, 1])  # red, green, blue as one number

mpl.rcParams.update(
    {
        "font.size": 11,
        "axes.titlesize": 12,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "grid.color": "#e3e3e3",
        "axes.axisbelow": True,
        "lines.linewidth": 2.2,
        "legend.frameon": False,
        "figure.facecolor": "white",
        "svg.hashsalt": "course",
    }
)


def png(fig: Figure) -> bytes:
    """The figure as PNG bytes, the same for the same figure (no dates, no versions)."""
    buffer = io.BytesIO()
    fig.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
    return buffer.getvalue()


def _data(image: bytes, kind: str) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(image).decode()}"


def img(image: bytes, alt: str, kind: str = "png") -> str:
    """An HTML image element that carries its own bytes and its alternative text."""
    return (
        f'<img alt="{html.escape(_required(alt))}" style="max-width:100%;height:auto" '
        f'src="{_data(image, kind)}">'
    )


def _required(alt: str) -> str:
    if not alt or not alt.strip():
        raise ValueError("a picture needs an alt text: say in a sentence what it shows")
    return " ".join(alt.split())


def picture(drawn: Picture | Figure, alt: str | None = None) -> Picture:
    """A figure with its text: as it was drawn, or with `alt` in place of what it says itself.

    Raises:
        ValueError: there is no alternative text.
    """
    fig, own = drawn if isinstance(drawn, Picture) else (drawn, "")
    return Picture(fig, _required(own if alt is None else alt))


def show(drawn: Picture | Figure, alt: str | None = None) -> None:
    """Display a picture with the sentence that says what it shows.

    Args:
        drawn: what a drawing function returns, or a figure of one's own.
        alt: what it shows, for a figure of one's own.

    Raises:
        ValueError: there is no alternative text.
    """
    fig, alt = picture(drawn, alt)
    display({"text/html": img(png(fig), alt), "text/plain": alt}, raw=True)


def show_animation(
    draw: Callable[[int], Picture | Figure],
    n_frames: int,
    alt: str | None = None,
    *,
    seconds: float = 5.0,
) -> None:
    """Display an animation that plays once and rests on its last frame.

    Readers who ask their system for reduced motion get the last frame alone.

    Args:
        draw: gives the picture of frame i, for i in 0 .. n_frames - 1; all of one size.
        n_frames: at least 1.
        alt: what moves, and how it ends; the last frame's own text where it is left out.
        seconds: duration of one play.

    Raises:
        ValueError: no frames, or no alternative text.
    """
    from PIL import Image  # only animations need it

    if n_frames < 1:
        raise ValueError(f"an animation needs at least one frame, got n_frames={n_frames}")
    pictures = [picture(draw(index), alt) for index in range(n_frames)]
    alt = pictures[-1].alt
    stills = [png(each.fig) for each in pictures]
    images = [Image.open(io.BytesIO(still)).convert("RGB") for still in stills]
    frames = _with_one_palette(images)
    buffer = io.BytesIO()
    step = max(20, round(1000 * seconds / n_frames))
    frames[0].save(
        buffer, "GIF", save_all=True, append_images=frames[1:], duration=step, optimize=False
    )
    still = f'<source media="(prefers-reduced-motion: reduce)" srcset="{_data(stills[-1], "png")}">'
    markup = f"<picture>{still}{img(buffer.getvalue(), alt, 'gif')}</picture>"
    display({"text/html": markup, "text/plain": alt}, raw=True)


def _with_one_palette(images: list[Any]) -> list[Any]:
    """The frames of an animation in the same 192 colours or fewer, so that none flickers.

    The commonest colours stay as they are, white above all; the others are averages. Each pixel
    takes the nearest: Pillow's own mapping is quicker, and turns white into a light grey.
    """
    from PIL import Image

    chosen = images[:: -max(1, -(-len(images) // 8))]  # spread over the play, the last included
    sample = Image.new("RGB", (images[0].width, images[0].height * len(chosen)))
    for index, image in enumerate(chosen):
        sample.paste(image, (0, index * image.height))
    counted = sorted(sample.getcolors(sample.width * sample.height), reverse=True)
    averages = sample.quantize(colors=128, dither=Image.Dither.NONE).getpalette()
    solid = [colour for _, colour in counted[:64]]
    palette = np.concatenate([np.reshape(solid, (-1, 3)), np.reshape(averages, (-1, 3))])

    nearest = np.zeros(2**24, np.uint8)
    size = images[0].width * images[0].height
    colours = np.array(sorted({rgb for image in images for _, rgb in image.getcolors(size)}))
    for some in np.array_split(colours, len(colours) // 10_000 + 1):
        distance = ((some[:, None] - palette) ** 2).sum(axis=-1)
        nearest[some @ PACK] = distance.argmin(axis=1)
    frames = [Image.fromarray(nearest[np.asarray(image, int) @ PACK]) for image in images]
    for frame in frames:
        frame.putpalette(palette.astype(np.uint8).ravel().tolist())
    return frames


def _start(name: str, setting: tuple | list) -> Any:
    """Where a control stands first; raises ValueError for a control that cannot work."""
    if isinstance(setting, list):
        if not setting:
            raise ValueError(f"explorer: {name} has nothing to choose from")
        return setting[0]
    low, high, step, start = setting
    if not low <= start <= high:
        raise ValueError(f"explorer: {name} starts at {start}, outside {low} to {high}")
    if not low < high or step <= 0:
        raise ValueError(f"explorer: {name} cannot move from {low} to {high} by {step}")
    return start


def _control(name: str, setting: tuple | list) -> Any:
    """The widget of one control: a menu for a list, else a slider."""
    from ipywidgets import Dropdown, FloatSlider, IntSlider, Layout

    common = {
        "description": name.replace("_", " "),
        "style": {"description_width": "9em"},
        "layout": Layout(width="30em", max_width="95%"),
    }
    if isinstance(setting, list):
        return Dropdown(options=setting, value=setting[0], **common)
    whole = all(isinstance(number, int) for number in setting)
    low, high, step, start = setting
    kind = IntSlider if whole else FloatSlider
    return kind(value=start, min=low, max=high, step=step, **common)


def _drawn(result: Picture | tuple[Picture | Figure, str]) -> Picture:
    """What an explorer's function gave: a picture, or figure and text."""
    return picture(result) if isinstance(result, Picture) else picture(*result)


def explorer(
    draw: Callable[..., Picture | tuple[Figure, str]],
    **controls: tuple[float, float, float, float] | list[str],
) -> None:
    """Display controls and a picture that follows them; without widgets, the picture alone.

    Args:
        draw: called with the controls' values by name, gives a picture, or figure and text.
        **controls: per slider, (lowest, highest, step, start), all whole numbers for a slider of
            whole numbers; per menu, the list of what can be chosen, the first chosen at first.

    Raises:
        ValueError: a start outside its slider's range, a slider that cannot move, an empty menu.
    """
    fig, alt = _drawn(draw(**{name: _start(name, each) for name, each in controls.items()}))
    bundle: dict[str, Any] = {"text/html": img(png(fig), alt), "text/plain": alt}
    live: dict[str, Any] = {}
    with suppress(Exception):  # a bare kernel, or its widgets, still show the picture
        live = live_view(_moving(draw, bundle["text/html"], controls))
    display({**live, **bundle}, raw=True)


def live_view(widget: Any) -> dict[str, Any]:
    """What displays a widget, by kind; of ipywidgets before 8, which show widgets another way."""
    if not hasattr(widget, "_repr_mimebundle_"):
        return {VIEW: {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}}
    live = widget._repr_mimebundle_()
    live = live[0] if isinstance(live, tuple) else live
    return dict(live or {})


def _moving(draw: Callable, first: str, controls: Mapping[str, tuple | list]) -> Any:
    """An explorer's widget: its controls above the picture, which begins as `first`."""
    from ipywidgets import HTML, VBox

    widgets = {name: _control(name, setting) for name, setting in controls.items()}
    shown = HTML(first)

    def redraw(_change: Any) -> None:
        try:
            fig, alt = _drawn(draw(**{name: each.value for name, each in widgets.items()}))
            shown.value = img(png(fig), alt)
        except Exception as error:  # nobody would see it: a slider's errors go to the log
            shown.value = f"<pre>{html.escape(f'{type(error).__name__}: {error}')}</pre>"

    for widget in widgets.values():
        widget.observe(redraw, names="value")
    box = VBox([*widgets.values(), shown])
    box.add_class(BOX)
    with suppress(Exception):  # without it all works but for names, and for keys in Notebook 7
        box.children = [*box.children, slider_names()]
    return box
