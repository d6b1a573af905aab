"""Lesson 05's playground in headless Chromium, on functions as learners write them."""

from __future__ import annotations

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from grading.lesson.cells import KERNEL
from tests.helpers.accessibility import violations
from tests.helpers.jupyterlab import Notebook
from tests.helpers.playing import answer_times, played_in, quiet, source, touch

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FUNCTIONS = source()
CELL = """from utils.playground.hinges import train_on_the_plane

train_on_the_plane(train, mlp_backward, sgd_step, init_params)"""
DARK = """body {--jp-layout-color0: #111111; --jp-content-font-color0: #ffffff}
.jp-Cell {background: #111111}"""
WITHIN = '.jp-Cell[data-windowed-list-index="1"] .playground'


def notebook(path, functions):
    cells = [new_code_cell(functions, id="functions"), new_code_cell(CELL, id="hinges")]
    nb = new_notebook(cells=cells)
    nb.metadata["kernelspec"] = dict(KERNEL)
    nbformat.write(nb, path)


@pytest.fixture(scope="module")
def played(lab, chromium):
    """A notebook with the playground, run, in a page that all tests share."""
    notebook(lab.work / "hinges.ipynb", FUNCTIONS)
    with played_in(lab, chromium, "hinges.ipynb") as opened:
        yield opened


@pytest.fixture
def cell(played):
    """The playground as at first; its page's own errors are looked at after."""
    played.notebook.run("hinges")
    shown = played.notebook.cell("hinges")
    shown.locator(".playground[data-ready]").wait_for(timeout=30_000)
    yield shown
    quiet(played)


def wait_for(cell, text):
    cell.locator(".said", has_text=text).wait_for(timeout=15_000)


def press(cell, name):
    cell.get_by_role("button", name=name, exact=True).click()


def choose(cell, name, text):
    cell.get_by_role("combobox", name=name, exact=True).select_option(text)


def epoch(cell):
    return int(cell.locator(".said").inner_text().split(":")[0].removeprefix("Epoch "))


def test_it_runs_pauses_steps_and_starts_over(played, cell):
    wait_for(cell, "Epoch 0: loss 0.794, 50 of 100 points right.")
    assert cell.locator(".hinge").count() == 4
    press(cell, "One epoch")
    wait_for(cell, "Epoch 1: ")
    press(cell, "Train")
    wait_for(cell, "100 of 100 points right")
    press(cell, "Pause")
    played.page.wait_for_timeout(500)
    stood = epoch(cell)
    played.page.wait_for_timeout(500)
    assert epoch(cell) == stood > 50
    assert len(cell.locator(".line").last.get_attribute("d")) > 200  # the curve of the loss
    press(cell, "Start over")
    wait_for(cell, "Epoch 0: loss 0.794")


def test_width_seed_and_rate_are_the_learners(played, cell):
    cell.get_by_role("slider", name="hidden units").fill("7")
    cell.locator(".hinge").nth(6).wait_for(state="attached")
    assert cell.locator(".tag + text").all_text_contents() == [*"1234567"]
    first = cell.locator(".hinge").first.get_attribute("d")
    cell.get_by_role("slider", name="seed").fill("3")
    cell.locator(f'.hinge:not([d="{first}"])').first.wait_for(state="attached")
    choose(cell, "hinges", "unit 2")
    wait_for(cell, "Unit 2 is open for ")
    assert cell.locator(".hinge.chosen").count() == cell.locator(".hinge").count() == 1
    choose(cell, "hinges", "none")
    assert cell.locator(".hinge").count() == 0


def test_less_motion_goes_on_at_once(played, cell):
    played.page.emulate_media(reduced_motion="reduce")
    choose(cell, "points", "circles")
    wait_for(cell, "Epoch 0: ")
    press(cell, "Train")
    wait_for(cell, "Epoch 200: ")
    played.page.emulate_media(reduced_motion="no-preference")
    choose(cell, "points", "spirals")
    wait_for(cell, "Epoch 0: ")


def test_own_points_come_move_and_go(played, cell):
    choose(cell, "points", "own points")
    wait_for(cell, "of 4 points right")
    press(cell, "Add a point")
    wait_for(cell, "of 5 points right")
    played.page.keyboard.press("ArrowUp")
    focused = "document.activeElement.getAttribute('aria-valuetext')"
    assert played.page.evaluate(focused).startswith("(0.00, 0.05), ")
    played.page.keyboard.press("Delete")
    wait_for(cell, "of 4 points right")
    plane = cell.locator(".playground svg").first
    plane.scroll_into_view_if_needed()
    box = plane.bounding_box()
    played.page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.3)
    wait_for(cell, "of 5 points right")
    for _ in range(5):
        cell.locator(".handle").first.focus()
        played.page.keyboard.press("Delete")
    wait_for(cell, "There are no points: add one first.")
    press(cell, "Train")
    press(cell, "Start over")
    wait_for(cell, "There are no points: add one first.")
    press(cell, "Add a point")
    wait_for(cell, "of 1 points right")


def test_a_rate_that_is_too_large_is_seen(played, cell):
    choose(cell, "learning rate", "20")
    for told in ("Epoch 1: loss 0.475", "Epoch 2: loss 2.783", "Epoch 3: loss 10.553"):
        press(cell, "One epoch")
        wait_for(cell, told)


def test_a_drag_is_drawn_within_50_milliseconds(played, cell):
    choose(cell, "points", "own points")
    wait_for(cell, "of 4 points right")
    handle = cell.locator(".handle").first
    times = answer_times(played.page, handle, f"{WITHIN} .handle", (80, -60))
    print(f"hinges: {times[0]:.1f} ms in the median, {times[1]:.1f} ms the 95th of 100")
    assert times[0] < 50
    times = answer_times(played.page, handle, f"{WITHIN} .said", (80, -60))
    print(f"hinges, what is said: {times[0]:.1f} ms, {times[1]:.1f} ms")
    assert times[0] < 250


def test_a_finger_moves_a_point(played, cell):
    choose(cell, "points", "own points")
    wait_for(cell, "of 4 points right")
    handle = cell.locator(".handle").first
    before = handle.get_attribute("aria-valuetext")
    touch(played.page, handle, 60, -40)
    assert handle.get_attribute("aria-valuetext") != before


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("points", ["two moons", "own points"])
def test_axe_core_finds_nothing(played, cell, theme, points):
    choose(cell, "points", points)
    wait_for(cell, "Epoch 0")
    if theme == "dark":
        played.page.evaluate("document.body.dataset.jpThemeLight = 'false'")
        style = played.page.add_style_tag(content=DARK)
    try:
        assert violations(played.page, [".playground"]) == []
    finally:
        if theme == "dark":
            played.page.evaluate("document.body.dataset.jpThemeLight = 'true'")
            style.evaluate("(element) => element.remove()")


def test_it_fits_a_phone(played, cell):
    too_wide = """(it) => {
        it.style.width = '330px';
        const wide = it.scrollWidth > it.clientWidth + 1;
        it.style.width = '';
        return wide;
    }"""
    assert not cell.locator(".playground").evaluate(too_wide)


@pytest.mark.parametrize("state", ["blank", "wrong"])
def test_what_is_blank_or_wrong_is_said_in_a_line(lab, page, state):
    body = "raise NotImplementedError" if state == "blank" else "return None"
    replaced = f"\n\ndef mlp_backward(*args):\n    {body}"
    notebook(lab.work / f"hinges_{state}.ipynb", FUNCTIONS + replaced)
    opened = Notebook(page, lab.address, f"hinges_{state}.ipynb")
    opened.run_all()
    said = opened.output("hinges")
    assert "`mlp_backward`" in said
    assert len(said.strip().splitlines()) == 1
    assert page.locator(".playground").count() == 0
