"""Names and arrow keys for the sliders of ipywidgets, which have neither by themselves everywhere.

The text beside a slider is not tied to it, so a screen reader says a number without its name; and
Notebook 7 takes arrow keys for shortcuts before the slider hears of them.
"""

from __future__ import annotations

from functools import cache
from typing import Any

BOX = "explorer"  # the class of what holds sliders

# Sliders may come later than this; and commands, such as Ctrl+Enter, stay the notebook's
PAGE = """
const KEYS = /^(Arrow|Page|Home|End)/;
const OFF = "data-lm-suppress-shortcuts";

function render({ el }) {
  let looks = 0;
  function name() {
    const box = el.closest(".explorer");
    const handles = box ? box.querySelectorAll(".widget-slider .noUi-handle") : [];
    for (const handle of handles) {
      const label = handle.closest(".widget-slider").querySelector("label");
      handle.setAttribute("aria-label", label.textContent);
    }
    looks += 1;
    if (!handles.length && looks < 100) setTimeout(name, 50);
  }
  function listen(event) {
    const handle = event.target.closest?.(".explorer .noUi-handle");
    if (!handle) return;
    handle.toggleAttribute(OFF, KEYS.test(event.key) && !event.ctrlKey && !event.metaKey);
  }
  window.addEventListener("keydown", listen, true);
  name();
  return () => window.removeEventListener("keydown", listen, true);
}
export default { render };
"""


@cache
def _kind() -> type:
    import anywidget

    return type("SliderNames", (anywidget.AnyWidget,), {"_esm": PAGE})


def slider_names() -> Any:
    """A widget that is not seen, to stand among sliders in a box of the class `BOX`.

    Raises:
        ImportError: anywidget is missing.
    """
    made = _kind()()
    made.layout.display = "none"
    return made
