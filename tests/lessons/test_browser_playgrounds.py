"""The playgrounds in headless Chromium, on functions as learners write them."""

from __future__ import annotations

import pytest

from tests.helpers.playing import (
    accessible,
    drag,
    fits_a_phone,
    handle_of,
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

FUNCTIONS = f"""import torch

{source()}
weights = torch.zeros(4, 784)  # the units look at quarters of the image, one below the other
for k in range(4):
    weights[k, 196 * k : 196 * (k + 1)] = 1.0

def normalise(images):
    return images.float().flatten(start_dim=1) / 255

def read(images):
    wide = (images[0].amax(dim=0) > 100).sum() > 8
    return torch.eye(10)[0 if wide else 1][None]
"""
CELLS = {
    "curve": """from utils.playground.curve import bend_a_curve

bend_a_curve(sigmoid, np.tanh, relu)""",
    "perceptron": """from utils.playground.perceptron import train_by_hand

train_by_hand(perceptron_update)""",
    "morph": """from utils.playground.morph import morph_the_plane

morph_the_plane(dense_forward, relu, xor_params)""",
    "logits": """from utils.playground.logits import drag_logits

drag_logits(softmax, cross_entropy, cross_entropy_gradient)""",
    "valley": """from utils.playground.valley import race_down_a_valley

race_down_a_valley(momentum_step, adam_step)""",
    "digit": """from utils.playground.digit import draw_a_digit
from utils.digit_pictures import answers_picture

drawn = torch.zeros(1, 28, 28, dtype=torch.uint8)
instead = answers_picture(drawn, read(drawn), what="none")
draw_a_digit(read, normalise, weights, torch.zeros(4), instead)""",
}
WAITS = {
    "curve": "sigmoid",
    "perceptron": "perceptron_update",
    "morph": "relu",
    "logits": "softmax",
}
# What a handle of each playground is dragged for, by how much, and what changes: where Python is
# asked, the handle first, and the line below once it has answered
DRAGGED = {
    "curve": (0, (100, 0), ".said", None),
    "perceptron": ("The arrow w", (60, 60), "table", None),
    "morph": (0, (60, -30), ".said", None),
    "logits": (2, (0, -60), ".handle:nth-child(3)", ".said"),
    "valley": (0, (90, 40), ".handle", ".said"),
}


@pytest.fixture(scope="module")
def played(lab, chromium):
    """A notebook with every playground, run, in a page that all tests share."""
    write_notebook(lab.work / "playgrounds.ipynb", {"functions": FUNCTIONS, **CELLS})
    with played_in(lab, chromium, "playgrounds.ipynb") as opened:
        yield opened


def test_three_relus_meet_the_tent(played, cell):
    curve = cell("curve")
    wait_for(curve, "0.330 away")
    curve.get_by_label("activation").select_option("relu")
    for k, (b, v) in enumerate([(1, 1), (0, -2), (-1, 1)]):
        curve.get_by_label("bias b").nth(k).fill(str(b))
        curve.get_by_label("factor v").nth(k).fill(str(v))
    wait_for(curve, "0.000 away")
    first = handle_of(curve, 0)
    first.focus()
    played.page.keyboard.press("ArrowRight")
    assert first.get_attribute("aria-valuetext") == "x = −0.90, b = 0.9"
    assert played.page.evaluate("document.activeElement.getAttribute('role')") == "slider"
    curve.get_by_label("activation").select_option("none")
    straight = curve.locator(".line").get_attribute("d")
    ends = [float(each) for each in straight.replace("L", " ").strip("M").split()]
    middle = ends[len(ends) // 2 - 1 : len(ends) // 2 + 1]
    assert middle[1] == pytest.approx((ends[1] + ends[-1]) / 2, abs=0.2)


def test_the_perceptron_is_stepped_forth_and_back(played, cell):
    plane = cell("perceptron")
    row = lambda k: plane.locator("td").nth(k).inner_text()  # noqa: E731
    assert (row(0), row(1), row(2)) == ("(1.00, −1.00)", "0.50", "4 of 6")
    press(plane, "Step")
    wait_for(plane, "Example 1: error 0")
    press(plane, "Step")
    wait_for(plane, "Example 2: error 1, so x is added to w.")
    assert (row(0), row(1), row(5), row(6)) == ("(0.00, 0.50)", "1.50", "1", "(−1.00, 1.50)")
    press(plane, "Step back")
    wait_for(plane, "Example 1: error 0")
    assert (row(0), row(1)) == ("(1.00, −1.00)", "0.50")
    played.page.keyboard.press("Enter")
    wait_for(plane, "4 of 6 points are on the wrong side.")
    # The last step back is undone: the button does nothing more, and keeps the focus
    back = plane.get_by_role("button", name="Step back")
    assert back.get_attribute("aria-disabled") == "true"
    assert back.evaluate("(it) => document.activeElement === it")
    played.page.keyboard.press("Enter")
    plane.get_by_role("button", name="Step", exact=True).focus()
    for k in (1, 2):
        played.page.keyboard.press("Enter")
        wait_for(plane, f"Example {k}: ")


def test_arrow_keys_move_sliders_and_commands_stay_the_notebooks(played, cell):
    curve = cell("curve")
    wait_for(curve, "0.330 away")
    factor = curve.get_by_label("factor v").first
    factor.focus()
    played.page.keyboard.press("ArrowRight")
    assert factor.input_value() == "1.1"
    played.page.keyboard.press("b")  # in JupyterLab, a new cell below
    assert played.page.locator(".jp-Notebook .jp-CodeCell").count() == len(CELLS) + 1
    played.notebook.forget_run("curve")
    factor.focus()
    played.page.keyboard.press("Control+Enter")
    played.notebook.wait_until_run("curve")
    wait_for(curve, "0.330 away")


def test_points_come_by_a_click_and_by_keys_and_go(played, cell):
    plane = cell("perceptron")
    plane.locator(".playground svg").scroll_into_view_if_needed()
    box = plane.locator(".playground svg").bounding_box()
    played.page.mouse.click(box["x"] + box["width"] * 0.85, box["y"] + box["height"] * 0.8)
    wait_for(plane, "of 7 points")
    press(plane, "Add a point")
    wait_for(plane, "of 8 points")
    played.page.keyboard.press("ArrowUp")
    focused = "document.activeElement.getAttribute('aria-valuetext')"
    assert played.page.evaluate(focused).startswith("(0.0, 0.1)")
    played.page.keyboard.press("Delete")
    wait_for(plane, "of 7 points")
    drag(played.page, handle_of(plane, "The line"), 40, 40)
    assert plane.locator("td").nth(1).inner_text() != "0.50"


def test_the_plane_morphs_and_folds(played, cell):
    plane = cell("morph")
    wait_for(plane, "d (1.00, 1.00)")
    press(plane, "On")
    wait_for(plane, "Stage 1, X W + b.")
    wait_for(plane, "a (0.00, −1.00)")
    press(plane, "On")
    wait_for(plane, "a (0.00, 0.00)  b (1.00, 0.00)  c (1.00, 0.00)  d (2.00, 1.00)")
    plane.get_by_label("network").select_option("fold twice")
    wait_for(plane, "Stage 0, inputs.")
    played.page.emulate_media(reduced_motion="reduce")
    press(plane, "On")
    press(plane, "On")
    wait_for(plane, "a (0.50, 0.50)  b (0.50, 0.50)")
    played.page.emulate_media(reduced_motion="no-preference")


def test_own_points_go_through_the_learners_layer(played, cell):
    plane = cell("morph")
    point = handle_of(plane, 0)
    point.focus()
    for _ in range(4):
        played.page.keyboard.press("ArrowRight")
    wait_for(plane, "a (0.20, 0.00)")
    press(plane, "On")
    wait_for(plane, "a (0.20, −0.80)")


def test_logits_are_dragged_and_go_down_the_slope(played, cell):
    logits = cell("logits")
    wait_for(logits, "loss 1.408")
    cells = logits.locator("td")
    assert [cells.nth(k).inner_text() for k in range(4)] == ["2.00", "0.665", "0", "0.665"]
    assert cells.nth(7).inner_text() == "−0.755"
    knob = handle_of(logits, 1)
    knob.focus()
    played.page.keyboard.press("Shift+ArrowUp")
    wait_for(logits, "loss 1.055")
    press(logits, "Raise all by 1")
    logits.locator("td", has_text="3.00").wait_for()
    wait_for(logits, "loss 1.055")
    press(logits, "One step down the slope")
    wait_for(logits, "loss 0.")


def test_three_walks_race_down_a_valley_that_is_bent(played, cell):
    valley = cell("valley")
    wait_for(valley, "After step 30, the loss: plain 0.195, momentum 0.000, Adam 0.044.")
    valley.get_by_label("steepness").fill("20")
    valley.get_by_label("rate", exact=True).fill("0.11")
    wait_for(valley, "plain far away")
    played.page.emulate_media(reduced_motion="reduce")
    valley.get_by_label("step", exact=True).fill("0")
    wait_for(valley, "After step 0, the loss: plain 48.000, momentum 48.000, Adam 48.000.")
    press(valley, "Race")
    wait_for(valley, "After step 30")
    played.page.emulate_media(reduced_motion="no-preference")


def test_a_digit_is_drawn_by_hand_by_keys_and_from_the_store(played, cell):
    digit = cell("digit")
    paper = digit.locator("canvas.paper")
    assert "Draw a digit on the left." in digit.inner_text()
    drag(played.page, paper, 5, 100)
    wait_for(digit, "The network says 1")
    assert "of the first layer's 4 units answer" in digit.inner_text()
    press(digit, "Clear")
    digit.get_by_text("Draw a digit on the left.").wait_for()
    paper.focus()
    played.page.keyboard.press("Space")
    for _ in range(12):
        played.page.keyboard.press("ArrowDown")
    played.page.keyboard.press("Space")
    wait_for(digit, "The network says 1")
    digit.get_by_label("or take a stored drawing").select_option("0")
    wait_for(digit, "The network says 0")


def test_a_digits_answer_can_be_read_on_a_phone(played, cell):
    digit = cell("digit")
    digit.get_by_label("or take a stored drawing").select_option("0")
    wait_for(digit, "The network says 0")
    played.page.keyboard.press("Escape")
    played.page.keyboard.press("Control+B")  # the list of files has no place on a phone
    played.page.set_viewport_size({"width": 390, "height": 844})
    try:
        whole, *parts = (
            digit.locator(part).bounding_box()
            for part in (".playground", ".frame", ".said", ".answers svg")
        )
        for part in parts:
            assert part["width"] >= 150
            assert part["x"] >= whole["x"]
            assert part["x"] + part["width"] <= whole["x"] + whole["width"] <= 390
        paper, _, answer = parts
        assert answer["height"] >= 80
        assert answer["y"] >= paper["y"] + paper["height"]  # below, not beside
    finally:
        played.page.set_viewport_size({"width": 1200, "height": 1000})
        played.page.keyboard.press("Control+B")


@pytest.mark.parametrize("name", DRAGGED)
def test_a_drag_is_drawn_within_50_milliseconds(played, cell, name):
    prompt(played, cell(name), name, *DRAGGED[name])


@pytest.mark.parametrize("name", DRAGGED)
def test_a_finger_moves_what_a_mouse_moves(played, cell, name):
    moved_by_a_finger(played, cell(name), *DRAGGED[name][:2])


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_core_finds_nothing(played, cell, name, theme):
    cell(name)
    accessible(played, theme)


def test_it_fits_a_phone(played, cell):
    for name in CELLS:
        assert fits_a_phone(cell(name)), name


@pytest.mark.parametrize("state", ["blank", "wrong"])
def test_what_is_blank_or_wrong_is_said_in_a_line(lab, page, state):
    cells = {name: CELLS[name] for name in WAITS}
    replaced = [*set(WAITS.values())]
    said = lines_instead(lab, page, f"{state}.ipynb", FUNCTIONS, cells, replaced, state)
    for name, waits_for in WAITS.items():
        assert f"`{waits_for}` is" in said[name] or f"once `{waits_for}`" in said[name]
