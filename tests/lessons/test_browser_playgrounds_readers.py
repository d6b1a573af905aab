"""The playgrounds of trained networks, in headless Chromium: a shift, a look, the next letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import played_readers
from tests.helpers.playing import (
    accessible,
    drag,
    fits_a_phone,
    handle_of,
    lines_instead,
    middle,
    moved_by_a_finger,
    played_in,
    prompt,
    wait_for,
    write_notebook,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FUNCTIONS = Path(played_readers.__file__).read_text(encoding="utf-8")
CELLS = {
    "shift": """from utils.playground.shift import shift_a_digit

shift_a_digit(readers, conv_layer, IMAGES, LABELS)""",
    "gaze": """from utils.playground.gaze import watch_it_look

watch_it_look(model, split_heads, scaled_dot_product_attention, IMAGES, LABELS)""",
    "letters": """from utils.playground.letters import type_a_name

type_a_name(writers, sample_with_temperature)""",
}
WAITS = {
    "shift": "conv_layer",
    "gaze": "split_heads",
    "letters": "sample_with_temperature",
}
# What is dragged, by how much, what changes in the page, and once Python has answered; the moves
DRAGGED = {
    "shift": ("The digit", (68, 0), ".said", "canvas", 6),
    "gaze": ("The patch that looks", (-180, 0), ".said", None, 2),
    "letters": ("temperature", (90, 0), ".said", None, 20),
}
FAR = {"shift": "6 right, 0 down", "gaze": "patch 4,"}


@pytest.fixture(scope="module")
def played(lab, chromium):
    """A notebook with both playgrounds, run, in a page that all tests share."""
    write_notebook(lab.work / "readers.ipynb", {"functions": FUNCTIONS, **CELLS})
    with played_in(lab, chromium, "readers.ipynb") as opened:
        yield opened


def ink(cell, k):
    """How dark the pixels of a feature map are, column by column."""
    return (
        cell.locator("figure canvas")
        .nth(k)
        .evaluate(
            """(it) => {
            const { data } = it.getContext('2d').getImageData(0, 0, it.width, it.height);
            const columns = Array(it.width).fill(0);
            for (let k = 0; k < data.length; k += 4) columns[(k / 4) % it.width] += 255 - data[k];
            return columns;
        }"""
        )
    )


def test_a_digit_is_shifted_by_keys_and_the_answers_break_one_by_one(played, cell):
    shift = cell("shift")
    wait_for(shift, "A 3, moved 0 right, 0 down. Read by flattened 3; by LeNet 3; by LeNet, moved")
    names = [each.get_attribute("aria-label") for each in shift.locator("figure svg").all()]
    assert names[0] == "flattened reads the 3 at 13 of 169 shifts"
    assert names[1:] == [
        "LeNet reads the 3 at 39 of 169 shifts",
        "LeNet, moved images reads the 3 at 117 of 169 shifts",
    ]
    at_rest = ink(shift, 0), ink(shift, 1)
    handle_of(shift, "The digit").focus()
    played.page.keyboard.press("ArrowLeft")
    wait_for(shift, "A 3, moved 1 left, 0 down. Read by flattened 0, wrongly; by LeNet 3;")
    played.page.keyboard.press("ArrowDown")
    played.page.keyboard.press("Shift+ArrowDown")
    assert handle_of(shift, "The digit").get_attribute("aria-valuetext") == "1 left, 6 down"
    shift.get_by_role("button", name="Back to the middle").click()
    wait_for(shift, "moved 0 right, 0 down")
    drag(played.page, handle_of(shift, "The digit"), 24, 0)
    wait_for(shift, "A 3, moved 2 right, 0 down.")
    played.page.wait_for_timeout(1000)
    k = 0 if sum(at_rest[0]) != 0 else 1
    assert ink(shift, k)[8:20] == at_rest[k][6:18]  # the map moved along


def test_another_digit_and_a_shift_clicked_in_a_networks_map(played, cell):
    shift = cell("shift")
    shift.get_by_role("combobox", name="digit").select_option("7")
    wait_for(shift, "A 7, moved 0 right, 0 down. Read by flattened 7;")
    grid = shift.locator("figure svg").first
    box = grid.bounding_box()
    grid.click(position={"x": box["width"] - 4, "y": 4})
    wait_for(shift, "A 7, moved 6 right, 6 up.")


def test_a_patch_is_hovered_and_heads_are_chosen(played, cell):
    gaze = cell("gaze")
    wait_for(gaze, "Block 0, head 0: patch 6 looks at patch")
    handle_of(gaze, "The patch that looks").focus()
    played.page.keyboard.press("ArrowDown")
    wait_for(gaze, "patch 10 looks")
    played.page.keyboard.press("ArrowLeft")
    wait_for(gaze, "patch 9 looks")
    gaze.get_by_role("slider", name="head").focus()
    played.page.keyboard.press("ArrowRight")
    wait_for(gaze, "Block 0, head 1: patch 9 looks")
    gaze.get_by_role("slider", name="block").fill("1")
    wait_for(gaze, "Block 1, head 1: patch 9 looks")
    board = gaze.locator(".playground svg").first
    x, y = middle(board)
    quarter = board.bounding_box()["width"] / 4
    played.page.mouse.move(x + 1.5 * quarter, y - 1.5 * quarter)
    wait_for(gaze, "patch 3 looks")
    gaze.locator("figure svg").nth(3).click()
    wait_for(gaze, "Block 1, head 3: patch 3 looks")
    gaze.get_by_role("combobox", name="digit").select_option("8")
    assert "The test: cover patch" in gaze.inner_text()


def test_a_name_is_typed_drawn_and_written_to_its_end(played, cell):
    letters = cell("letters")
    wait_for(letters, "After “tita”, temperature 1.0: ")
    before = letters.locator("tr").nth(1).inner_text()
    name = letters.get_by_role("textbox", name="name")
    name.press("End")
    name.press_sequentially("N1!")
    wait_for(letters, "After “titan”")  # what is no letter of names is not taken
    letters.get_by_role("slider", name="temperature").fill("0.2")
    wait_for(letters, "temperature 0.2")
    assert letters.locator("tr").nth(1).inner_text() != before
    letters.get_by_role("button", name="Start over").click()
    wait_for(letters, "At the beginning of a name, temperature 0.2")
    letters.get_by_role("button", name="Draw the next letter").click()
    letters.locator(".said", has_text="Your function drew").or_(
        letters.locator(".said", has_text="After “")
    ).wait_for()
    letters.get_by_role("button", name="Write to the end").click()
    wait_for(letters, "Your function drew")
    assert name.input_value().strip("abcdefghijklmnopqrstuvwxyz ") == ""


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
    replaced = [*WAITS.values()]
    said = lines_instead(lab, page, f"readers_{state}.ipynb", FUNCTIONS, CELLS, replaced, state)
    for name, waits_for in WAITS.items():
        assert f"`{waits_for}`" in said[name]
