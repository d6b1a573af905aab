"""Play with a playground in the browser, as a hand does, and measure how it answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from grading.lesson.cells import KERNEL
from tests.helpers import played_answers
from tests.helpers.accessibility import violations
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

INDEX = "data-windowed-list-index"  # a cell's place, in JupyterLab
DARK = """body {--jp-layout-color0: #111111; --jp-content-font-color0: #ffffff}
.jp-Cell {background: #111111}"""
# On a phone of 390 pixels, JupyterLab leaves a cell's output 330
TOO_WIDE = """(it) => {
    it.style.width = '330px';
    const wide = it.scrollWidth > it.clientWidth + 1;
    it.style.width = '';
    return wide;
}"""


def write_notebook(path: Path, cells: dict[str, str]) -> None:
    """Write a notebook of code cells, by their ids."""
    nb = new_notebook(cells=[new_code_cell(source, id=name) for name, source in cells.items()])
    nb.metadata["kernelspec"] = dict(KERNEL)
    nbformat.write(nb, path)


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


def wait_for(cell, text: str, where: str = ".said") -> None:
    """Wait until a playground says something."""
    cell.locator(where, has_text=text).wait_for(timeout=60_000)


def press(cell, name: str, times: int = 1) -> None:
    """Press a playground's button."""
    for _ in range(times):
        cell.get_by_role("button", name=name, exact=True).click()


def handle_of(cell, which: str | int):
    """What can be dragged: by its name, or the handle that comes at this place, from 0."""
    if isinstance(which, str):
        return cell.get_by_role("slider", name=which)
    return cell.locator(".handle").nth(which)


def prompt(
    played: SimpleNamespace,
    cell,
    what: str,
    which: str | int,
    way: tuple[float, float],
    drawn: str,
    answered: str | None = None,
    places: int = 40,
) -> None:
    """A drag is drawn within 50 milliseconds in the median; the figures are printed.

    Args:
        played: of `played_in`.
        cell: with the playground.
        what: its name, for the figures.
        which: is dragged: see `handle_of`.
        way: how far.
        drawn: a selector of what the page draws by itself.
        answered: a selector of what changes once Python has answered, if anything does.
        places: how many moves the way takes.
    """
    within = f'.jp-Cell[data-windowed-list-index="{cell.get_attribute(INDEX)}"] .playground'
    times = lambda watched: answer_times(  # noqa: E731
        played.page, handle_of(cell, which), f"{within} {watched}", way, places
    )
    median, late = times(drawn)
    print(f"{what}: {median:.1f} ms in the median, {late:.1f} ms the 95th of 100")
    assert median < 50
    if answered:
        median, late = times(answered)
        print(f"{what}, answered by Python: {median:.1f} ms, {late:.1f} ms")
        assert median < 250  # a machine that does other things, too


def moved_by_a_finger(
    played: SimpleNamespace, cell, which: str | int, way: tuple[float, float]
) -> str:
    """A finger moves what a mouse moves; where it is then, as its value in words says."""
    handle = handle_of(cell, which)
    before = handle.get_attribute("aria-valuetext")
    touch(played.page, handle, *way)
    after = handle.get_attribute("aria-valuetext")
    assert after != before
    return after


def accessible(played: SimpleNamespace, theme: str) -> None:
    """axe-core finds nothing in the page's playgrounds, in the theme "light" or "dark"."""
    if theme == "dark":
        played.page.evaluate("document.body.dataset.jpThemeLight = 'false'")
        style = played.page.add_style_tag(content=DARK)
    try:
        assert violations(played.page, [".playground"]) == []
    finally:
        if theme == "dark":
            played.page.evaluate("document.body.dataset.jpThemeLight = 'true'")
            style.evaluate("(element) => element.remove()")


def fits_a_phone(cell) -> bool:
    """Whether a playground is no wider than a phone leaves it."""
    return not cell.locator(".playground").evaluate(TOO_WIDE)


def lines_instead(
    lab, page, path: str, functions: str, cells: dict[str, str], replaced: list[str], state: str
) -> dict[str, str]:
    """What each cell says in one line, no playground shown, where functions are blank or wrong.

    Args:
        lab: the JupyterLab.
        page: in the browser.
        path: of the notebook that is written.
        functions: the source that defines what the playgrounds take.
        cells: the playgrounds, by their names.
        replaced: names of the functions that are blank or wrong.
        state: "blank", or "wrong": they return None.
    """
    body = "raise NotImplementedError" if state == "blank" else "return None"
    others = [f"def {name}(*args):\n    {body}" for name in replaced]
    write_notebook(lab.work / path, {"functions": "\n\n".join([functions, *others]), **cells})
    opened = Notebook(page, lab.address, path)
    opened.run_all()
    said = {name: opened.output(name).strip() for name in cells}
    assert {name: text.count("\n") for name, text in said.items()} == dict.fromkeys(cells, 0)
    assert page.locator(".playground").count() == 0
    return said
