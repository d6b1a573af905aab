"""Play with a playground in the browser, as a hand does, and measure how it answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

from tests.helpers import played_answers
from tests.helpers.jupyterlab import Notebook

# From a pointer's move to the frame in which what was watched has changed
WATCH = """(selector) => {
    const times = window.answerTimes = [];
    let since = null;
    const now = new MessageChannel();
    document.addEventListener('pointermove', (event) => { since ??= event.timeStamp; }, true);
    const drawn = new MutationObserver(() => {
        if (since === null) return;
        const began = since;
        since = null;
        requestAnimationFrame(() => {
            const after = new MessageChannel();
            after.port1.onmessage = () => times.push(performance.now() - began);
            after.port2.postMessage(0);
        });
    });
    const options = {childList: true, characterData: true, attributes: true, subtree: true};
    drawn.observe(document.querySelector(selector), options);
}"""


def middle(element) -> tuple[float, float]:
    """Where a hand would take hold of an element."""
    element.scroll_into_view_if_needed()
    box = element.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page, element, right: float, down: float, steps: int = 5) -> None:
    """Drag an element by so many pixels."""
    x, y = middle(element)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=steps)
    page.mouse.up()


def answer_times(
    page, element, watched: str, way: tuple[float, float], places: int = 40
) -> tuple[float, float]:
    """Milliseconds from 100 moves of a drag to what was drawn: the median, and the 95th.

    Args:
        page: in the browser.
        element: what is dragged.
        watched: a selector of what changes at every move.
        way: how far it is dragged, right and down, and back again.
        places: how many moves that takes; fewer where it goes in larger steps.
    """
    page.evaluate(WATCH, watched)
    x, y = middle(element)
    page.mouse.move(x, y)
    page.mouse.down()
    for k in range(1, 400):
        part = k % places / places if k % (2 * places) < places else 1 - k % places / places
        page.mouse.move(x + way[0] * part, y + way[1] * part)
        page.wait_for_timeout(25)
        if k % 20 == 0 and page.evaluate("window.answerTimes.length") >= 100:
            break
    page.mouse.up()
    times = sorted(page.evaluate("window.answerTimes")[:100])
    assert len(times) == 100, f"only {len(times)} moves were answered"
    return times[len(times) // 2], times[int(len(times) * 0.95)]


def touch(page, element, right: float, down: float) -> None:
    """Drag an element with a finger."""
    x, y = middle(element)
    finger = page.context.new_cdp_session(page)

    def say(kind: str, *points: tuple[float, float]) -> None:
        places = [{"x": a, "y": b} for a, b in points]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    say("touchStart", (x, y))
    for k in range(1, 6):
        say("touchMove", (x + right * k / 5, y + down * k / 5))
    say("touchEnd")
    finger.detach()


def source() -> str:
    """The answers of `played_answers`, as a notebook's cell holds them."""
    return Path(played_answers.__file__).read_text(encoding="utf-8")


@contextmanager
def played_in(lab, chromium, path: str) -> Iterator[SimpleNamespace]:
    """A notebook, run, in a page of its own; with it, what it asked for and its errors."""
    page = chromium.new_page(viewport={"width": 1200, "height": 1000})
    requests, errors = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda it: errors.append(it.text) if it.type == "error" else None)
    opened = Notebook(page, lab.address, path)
    opened.run_all()
    yield SimpleNamespace(
        page=page, notebook=opened, requests=requests, errors=errors, address=lab.address
    )
    page.close()


def quiet(played: SimpleNamespace) -> None:
    """Nothing was asked of another address, and the console holds no error."""
    here = (played.address, "data:", "blob:")
    assert [url for url in played.requests if not url.startswith(here)] == []
    assert played.errors == []
