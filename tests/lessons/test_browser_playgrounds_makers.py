"""The playgrounds of lesson 13, in headless Chromium: a digit unfolds, two moons drown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import played_makers
from tests.helpers.playing import (
    accessible,
    drag,
    fits_a_phone,
    handle_of,
    lines_instead,
    moved_by_a_finger,
    played_in,
    prompt,
    wait_for,
    write_notebook,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FUNCTIONS = Path(played_makers.__file__).read_text(encoding="utf-8")
CELLS = {
    "unfold": """from utils.playground.unfold import unfold_a_digit

unfold_a_digit(plane, decoded)""",
    "drown": """from utils.playground.drown import drown_and_walk_back

drown_and_walk_back(denoisers, add_noise, predict_x0, POINTS, ALPHA_BAR)""",
}
WAITS = {"decoded": "Autoencoder", "predict_x0": "predict_x0"}
# What is dragged, by how much, what changes in the page, and once Python has answered; the moves
DRAGGED = {
    "unfold": ("The point", (120, 0), "figcaption", ".said", 20),
    "drown": ("Your point", (120, 0), ".handle", "path.line", 20),
}
FAR = {"unfold": "91 percent across, 50 percent up", "drown": "(1.3,"}


@pytest.fixture(scope="module")
def played(lab, chromium):
    """A notebook with both playgrounds, run, in a page that all tests share."""
    write_notebook(lab.work / "makers.ipynb", {"functions": FUNCTIONS, **CELLS})
    with played_in(lab, chromium, "makers.ipynb") as opened:
        yield opened


def darkest_column(cell):
    """The column with the most ink of the image that was unfolded, and how much ink there is."""
    return cell.locator("figure canvas").evaluate(
        """(it) => {
            const { data } = it.getContext('2d').getImageData(0, 0, it.width, it.height);
            const columns = Array(it.width).fill(0);
            for (let k = 0; k < data.length; k += 4) columns[(k / 4) % it.width] += 255 - data[k];
            const most = Math.max(...columns);
            return [columns.indexOf(most), Math.round(most / 255)];
        }"""
    )


def test_a_point_is_moved_by_keys_and_by_a_hand_and_another_digit_unfolds(played, cell):
    unfold = cell("unfold")
    wait_for(unfold, "At 50 percent across and 50 percent up. The 10 nearest images: ")
    column, length = darkest_column(unfold)
    assert length > 2
    handle_of(unfold, "The point").focus()
    played.page.keyboard.press("ArrowUp")
    played.page.keyboard.press("Shift+ArrowUp")
    wait_for(unfold, "and 62 percent up")
    assert darkest_column(unfold)[0] > column
    drag(played.page, handle_of(unfold, "The point"), -130, 0)
    wait_for(unfold, "62 percent up. The 10 nearest images: ")
    played.page.wait_for_timeout(500)
    assert darkest_column(unfold)[1] < length
    unfold.get_by_role("button", name="Back to the middle").click()
    wait_for(unfold, "At 50 percent across and 50 percent up.")
    assert darkest_column(unfold) == [column, length]


def test_points_at_an_edge_are_counted_by_their_digits(played, cell):
    unfold = cell("unfold")
    handle_of(unfold, "The point").focus()
    for _ in range(7):
        played.page.keyboard.press("Shift+ArrowLeft")
    wait_for(unfold, "At −10 percent across and 50 percent up. The 10 nearest images: ")
    assert " × 0, " in unfold.locator(".said").inner_text()
    assert "decoded from (−" in unfold.locator("figcaption").inner_text()


def test_moons_drown_and_come_back(played, cell):
    drown = cell("drown")
    wait_for(drown, "50 steps of noise, 0 of them taken back. Walked back to the end, ")
    noise, back = (drown.get_by_role("slider", name=name) for name in ("noise", "back"))
    noise.fill("10")
    wait_for(drown, "10 steps of noise, 0 of them taken back. Walked back to the end, 57 of 60")
    assert "a factor of 0.91" in drown.inner_text()
    cloud = drown.locator("g[transform] > circle.one")
    before = cloud.nth(3).evaluate("(it) => it.parentNode.getAttribute('transform')")
    back.focus()
    for _ in range(3):
        played.page.keyboard.press("ArrowRight")
    wait_for(drown, "10 steps of noise, 3 of them taken back.")
    assert cloud.nth(3).evaluate("(it) => it.parentNode.getAttribute('transform')") != before
    drown.get_by_role("button", name="Walk back").click()
    wait_for(drown, "10 steps of noise, 10 of them taken back.")
    back.fill("30")  # no more than there are
    assert back.input_value() == "10"
    noise.fill("0")
    wait_for(drown, "0 steps of noise, 0 of them taken back.")
    drown.get_by_role("button", name="Add the noise").click()
    wait_for(drown, "50 steps of noise, 0 of them")


def test_an_own_point_ends_where_it_is_led(played, cell):
    drown = cell("drown")
    mine = handle_of(drown, "Your point")
    before = mine.get_attribute("aria-valuetext")
    assert before.startswith("(−1.0, −1.5), ends at (")
    mine.focus()
    for _ in range(6):
        played.page.keyboard.press("Shift+ArrowRight")
    wait_for(drown, "; your point ends at (")
    played.page.wait_for_timeout(500)
    after = mine.get_attribute("aria-valuetext")
    assert after.startswith("(2.0, −1.5), ends at (")
    assert after.split("ends")[1] != before.split("ends")[1]


@pytest.mark.parametrize("name", DRAGGED)
def test_a_drag_is_drawn_within_50_milliseconds(played, cell, name):
    prompt(played, cell(name), name, *DRAGGED[name])


@pytest.mark.parametrize("name", DRAGGED)
def test_a_finger_moves_what_a_mouse_moves(played, cell, name):
    after = moved_by_a_finger(played, cell(name), *DRAGGED[name][:2])
    if name in FAR:  # the page did not take the finger for its own after the first move
        assert after.startswith(FAR[name])


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_core_finds_nothing(played, cell, name, theme):
    cell(name)
    accessible(played, theme)


def test_they_fit_a_phone(played, cell):
    for name in CELLS:
        assert fits_a_phone(cell(name)), name


@pytest.mark.parametrize("state", ["blank", "wrong"])
def test_what_is_blank_or_wrong_is_said_in_a_line(lab, page, state):
    said = lines_instead(lab, page, f"makers_{state}.ipynb", FUNCTIONS, CELLS, [*WAITS], state)
    for name, waits_for in zip(CELLS, WAITS.values(), strict=True):
        assert f"`{waits_for}`" in said[name]
