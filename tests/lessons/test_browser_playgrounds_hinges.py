"""Lesson 05's playground in headless Chromium, on functions as learners write them."""

from __future__ import annotations

import pytest

from tests.helpers.playing import (
    accessible,
    fits_a_phone,
    lines_instead,
    moved_by_a_finger,
    played_in,
    press,
    prompt,
    source,
    wait_for,
    write_notebook,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FUNCTIONS = source()
CELLS = {
    "hinges": """from utils.playground.hinges import train_on_the_plane

train_on_the_plane(train, mlp_backward, sgd_step, init_params)"""
}


@pytest.fixture(scope="module")
def played(lab, chromium):
    """A notebook with the playground, run, in a page that all tests share."""
    write_notebook(lab.work / "hinges.ipynb", {"functions": FUNCTIONS, **CELLS})
    with played_in(lab, chromium, "hinges.ipynb") as opened:
        yield opened


@pytest.fixture
def hinges(cell):
    """The playground as at first."""
    return cell("hinges")


def choose(cell, name, text):
    cell.get_by_role("combobox", name=name, exact=True).select_option(text)


def epoch(cell):
    return int(cell.locator(".said").inner_text().split(":")[0].removeprefix("Epoch "))


def test_it_runs_pauses_steps_and_starts_over(played, hinges):
    wait_for(hinges, "Epoch 0: loss 0.794, 50 of 100 points right.")
    assert hinges.locator(".hinge").count() == 4
    press(hinges, "One epoch")
    wait_for(hinges, "Epoch 1: ")
    press(hinges, "Train")
    wait_for(hinges, "100 of 100 points right")
    press(hinges, "Pause")
    played.page.wait_for_timeout(500)
    stood = epoch(hinges)
    played.page.wait_for_timeout(500)
    assert epoch(hinges) == stood > 50
    assert len(hinges.locator(".line").last.get_attribute("d")) > 200  # the curve of the loss
    press(hinges, "Start over")
    wait_for(hinges, "Epoch 0: loss 0.794")


def test_width_seed_and_rate_are_the_learners(played, hinges):
    hinges.get_by_role("slider", name="hidden units").fill("7")
    hinges.locator(".hinge").nth(6).wait_for(state="attached")
    assert hinges.locator(".tag + text").all_text_contents() == [*"1234567"]
    first = hinges.locator(".hinge").first.get_attribute("d")
    hinges.get_by_role("slider", name="seed").fill("3")
    hinges.locator(f'.hinge:not([d="{first}"])').first.wait_for(state="attached")
    choose(hinges, "hinges", "unit 2")
    wait_for(hinges, "Unit 2 is open for ")
    assert hinges.locator(".hinge.chosen").count() == hinges.locator(".hinge").count() == 1
    choose(hinges, "hinges", "none")
    assert hinges.locator(".hinge").count() == 0


def test_less_motion_goes_on_at_once(played, hinges):
    played.page.emulate_media(reduced_motion="reduce")
    choose(hinges, "points", "circles")
    wait_for(hinges, "Epoch 0: ")
    press(hinges, "Train")
    wait_for(hinges, "Epoch 200: ")
    played.page.emulate_media(reduced_motion="no-preference")
    choose(hinges, "points", "spirals")
    wait_for(hinges, "Epoch 0: ")


def test_own_points_come_move_and_go(played, hinges):
    choose(hinges, "points", "own points")
    wait_for(hinges, "of 4 points right")
    press(hinges, "Add a point")
    wait_for(hinges, "of 5 points right")
    played.page.keyboard.press("ArrowUp")
    focused = "document.activeElement.getAttribute('aria-valuetext')"
    assert played.page.evaluate(focused).startswith("(0.00, 0.05), ")
    played.page.keyboard.press("Delete")
    wait_for(hinges, "of 4 points right")
    plane = hinges.locator(".playground svg").first
    plane.scroll_into_view_if_needed()
    box = plane.bounding_box()
    played.page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.3)
    wait_for(hinges, "of 5 points right")
    for _ in range(5):
        hinges.locator(".handle").first.focus()
        played.page.keyboard.press("Delete")
    wait_for(hinges, "There are no points: add one first.")
    press(hinges, "Train")
    press(hinges, "Start over")
    wait_for(hinges, "There are no points: add one first.")
    press(hinges, "Add a point")
    wait_for(hinges, "of 1 points right")


def test_a_rate_that_is_too_large_is_seen(played, hinges):
    choose(hinges, "learning rate", "20")
    for told in ("Epoch 1: loss 0.475", "Epoch 2: loss 2.783", "Epoch 3: loss 10.553"):
        press(hinges, "One epoch")
        wait_for(hinges, told)


def test_a_drag_is_drawn_within_50_milliseconds(played, hinges):
    choose(hinges, "points", "own points")
    wait_for(hinges, "of 4 points right")
    prompt(played, hinges, "hinges", 0, (80, -60), ".handle", ".said")


def test_a_finger_moves_a_point(played, hinges):
    choose(hinges, "points", "own points")
    wait_for(hinges, "of 4 points right")
    moved_by_a_finger(played, hinges, 0, (60, -40))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("points", ["two moons", "own points"])
def test_axe_core_finds_nothing(played, hinges, theme, points):
    choose(hinges, "points", points)
    wait_for(hinges, "Epoch 0")
    accessible(played, theme)


def test_it_fits_a_phone(played, hinges):
    assert fits_a_phone(hinges)


@pytest.mark.parametrize("state", ["blank", "wrong"])
def test_what_is_blank_or_wrong_is_said_in_a_line(lab, page, state):
    replaced = ["mlp_backward"]
    said = lines_instead(lab, page, f"hinges_{state}.ipynb", FUNCTIONS, CELLS, replaced, state)
    assert "`mlp_backward`" in said["hinges"]
