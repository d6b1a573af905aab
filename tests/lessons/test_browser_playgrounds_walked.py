"""The playgrounds that walk, in headless Chromium: slopes back, layers, a ball, an expression."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.helpers import played_values
from tests.helpers.accessibility import violations
from tests.helpers.played_answers import (
    bce_with_logits,
    cross_entropy_gradient,
    relu,
    relu_derivative,
    sigmoid,
    sigmoid_derivative,
)
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
    quiet,
    source,
    wait_for,
    write_notebook,
)
from utils.data import load_students
from utils.playground.ball import rolled
from utils.playground.layers import sizes_by_layer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

VALUES = Path(played_values.__file__).read_text(encoding="utf-8")
FUNCTIONS = f"""{source()}

{VALUES}

from utils.data import load_students
X_students, y_students = load_students()"""
CELLS = {
    "expression": """from utils.playground.expression import click_together

click_together(Value, topological_order)""",
    "walk": """from utils.playground.walk import step_through

step_through(numerical_gradient, sigmoid)""",
    "layers": """from utils.data import load_students
from utils.playground.ball import rolled
from utils.playground.layers import race_through_layers

race_through_layers(sigmoid, sigmoid_derivative, relu, relu_derivative)""",
    "ball": """from utils.playground.ball import roll_a_ball

roll_a_ball(bce_with_logits, cross_entropy_gradient, X_students, y_students)""",
}
WAITS = {
    "walk": "numerical_gradient",
    "layers": "sigmoid_derivative",
    "ball": "bce_with_logits",
    "expression": "topological_order",
}
# What is dragged, by how much, and what changes: in the page, and once Python has answered
DRAGGED = {
    "expression": ("Leaf a", (0, -60), "svg", None),
    "walk": ("Weight from a1 to the output", (0, -60), ".said", None),
    "layers": ("weights ×", (80, 0), ".said", None),
    "ball": ("The start", (-90, 40), ".handle", ".said"),
}


EXPLORER = """from utils.show import explorer, figure

explorer(lambda width: (figure()[0], f"Nothing, {width} wide."), width=(1, 9, 1, 4))"""


@pytest.fixture(scope="module")
def played(lab, chromium):
    """A notebook with these playgrounds, run, in a page that all tests share."""
    cells = {"functions": FUNCTIONS, **CELLS, "explorer": EXPLORER}
    write_notebook(lab.work / "walked.ipynb", cells)
    with played_in(lab, chromium, "walked.ipynb") as opened:
        yield opened


def row(cell, k):
    return cell.locator("tr").nth(k).locator("td").all_inner_texts()


def test_slopes_flow_back_and_both_uses_are_added(played, cell):
    graph = cell("expression")
    wait_for(graph, "Step 0: y is the result, so its grad is 1.")
    press(graph, "Hand on")
    wait_for(graph, "b gets 1 × 8 = 8. c gets 1 × 6 = 6.")
    press(graph, "Hand on", 2)
    wait_for(graph, "a gets 14 × 3 = 42, together 6 + 42 = 48.")
    assert graph.locator(".part-label").all_text_contents()[:2] == ["+28", "+42"]
    assert row(graph, 1) == ["2", "6 + 42", "48"]
    press(graph, "Hand on")
    press(graph, "Back")
    wait_for(graph, "Step 2: c = a + b hands its grad on.")
    graph.get_by_role("slider", name="step").focus()
    played.page.keyboard.press("ArrowRight")
    wait_for(graph, "Step 3")
    handle_of(graph, "Leaf a").focus()
    played.page.keyboard.press("Shift+ArrowUp")
    graph.locator("td", has_text="9.75 + 68.25").wait_for()
    assert handle_of(graph, "Leaf a").get_attribute("aria-valuetext") == "data 3.25, grad 78"


def test_an_expression_is_clicked_together(played, cell):
    graph = cell("expression")
    press(graph, "+ add")
    wait_for(graph, "Choose a value first")
    handle_of(graph, "Leaf a").click()
    press(graph, "× multiply")
    wait_for(graph, "Step 0: d is the result")
    press(graph, "Hand on")
    wait_for(graph, "a gets 1 × 2 = 2 twice, together 2 + 2 = 4.")
    press(graph, "New value")
    handle_of(graph, "Leaf e").wait_for()
    handle_of(graph, "Leaf k").focus()
    played.page.keyboard.press("Enter")
    press(graph, "relu")
    wait_for(graph, "relu takes one value: two are chosen.")
    press(graph, "+ add")
    wait_for(graph, "Step 0: f is the result")
    press(graph, "tanh")
    wait_for(graph, "Step 0: g is the result")
    press(graph, "Hand on")
    wait_for(graph, "Step 1: g = tanh(f) hands its grad on.")
    press(graph, "Take the last away")
    wait_for(graph, "Step 0: f is the result")
    press(graph, "Start over")
    wait_for(graph, "Step 0: y is the result")
    assert graph.locator(".handle").count() == 5


def test_the_walk_goes_forth_and_back_by_keys_and_buttons(played, cell):
    walk = cell("walk")
    press(walk, "Next", 2)
    wait_for(walk, "z₁ = 0.0500 + 0.160 + 0.01 = 0.220. Its sigmoid: a₁ = 0.555.")
    press(walk, "To the loss")
    wait_for(walk, "L = ½ (ŷ − y)² = ½ (0.664 − 1)² = 0.0566.")
    walk.get_by_role("slider", name="step").focus()
    for _ in range(3):
        played.page.keyboard.press("ArrowRight")
    wait_for(walk, "Step 10, back: dW₂, from a₁ = dz × a₁ = −0.0751 × 0.555 = −0.0417.")
    assert walk.locator("tr[aria-current] th").inner_text() == "dW₂, from a₁"
    played.page.keyboard.press("ArrowLeft")
    wait_for(walk, "Step 9, back: dz = dŷ × ŷ (1 − ŷ)")
    press(walk, "To the end")
    for k in range(1, 13):
        _, gives, witness = row(walk, k)
        assert gives == witness


def test_numbers_of_the_walk_are_dragged_and_nudged_again(played, cell):
    walk = cell("walk")
    press(walk, "To the end")
    drag(played.page, handle_of(walk, "Target y"), 0, 60)
    assert handle_of(walk, "Target y").get_attribute("aria-valuetext") == "0.0"
    handle_of(walk, "Weight from x1 to unit 2").focus()
    played.page.keyboard.press("Shift+ArrowDown")
    walk.locator("tr:last-child td:last-child", has_text="0").wait_for()
    played.page.wait_for_function("!document.querySelector('.playground').innerText.includes('…')")
    assert (
        handle_of(walk, "Weight from x1 to unit 2")
        .get_attribute("aria-valuetext")
        .startswith("−0.2")
    )
    for k in range(1, 13):
        _, gives, witness = row(walk, k)
        assert gives == witness


def test_two_networks_race_through_ten_layers(played, cell):
    race = cell("layers")
    f, g = (sizes_by_layer(*pair, 1.4) for pair in
            ((sigmoid, sigmoid_derivative), (relu, relu_derivative)))  # fmt: skip
    for k, (signal, gradient) in enumerate((f, g), start=1):
        told = [float(each.replace("−", "-")) for each in row(race, k)]
        assert np.allclose(told, [signal[-1], gradient[0]], rtol=0.06)
    handle_of(race, "weights ×").fill("0.2")
    wait_for(race, "Weights × 0.20. After layer 10, the signal: sigmoid ")
    assert "e−" in row(race, 2)[1]
    handle_of(race, "weights ×").fill("3")
    wait_for(race, "Weights × 3.00.")
    assert float(row(race, 2)[0]) > 100
    handle_of(race, "step").fill("4")
    wait_for(race, "After layer 4, the signal")
    assert row(race, 1)[1] == "–"
    played.page.emulate_media(reduced_motion="reduce")
    press(race, "Race")
    wait_for(race, "Back at the inputs, the gradient")
    played.page.emulate_media(reduced_motion="no-preference")
    press(race, "Race")
    wait_for(race, "After layer 1, the signal")
    wait_for(race, "Back at the inputs, the gradient")


def test_a_ball_rolls_from_where_it_is_put(played, cell):
    ball = cell("ball")
    wait_for(ball, "After step 40 the ball is at (1.38, 0.05), loss 0.432.")
    handle_of(ball, "step").fill("0")
    wait_for(ball, "After step 0 the ball is at (2.50, 1.50), loss 3.627")
    press(ball, "One step")
    wait_for(ball, "After step 1")
    handle_of(ball, "The start").focus()
    for _ in range(3):
        played.page.keyboard.press("Shift+ArrowLeft")
    wait_for(ball, "After step 1 the ball is at (1.6")
    handle_of(ball, "rate").fill("1")
    functions = bce_with_logits, cross_entropy_gradient
    losses = rolled(*functions, *load_students(), start=[1.75, 1.5], rate=1.0)["losses"]
    handle_of(ball, "step").fill(str(int(np.argmax(np.diff(losses))) + 1))
    wait_for(ball, "It rose in this step.")
    played.page.emulate_media(reduced_motion="reduce")
    press(ball, "Roll")
    wait_for(ball, "After step 40")
    played.page.emulate_media(reduced_motion="no-preference")


def test_an_explorers_slider_has_a_name_and_hears_arrow_keys(played):
    played.notebook.run("explorer")
    shown = played.notebook.cell("explorer")
    slider = shown.get_by_role("slider", name="width")
    slider.focus()
    played.page.keyboard.press("ArrowRight")
    shown.get_by_alt_text("Nothing, 5 wide.").wait_for(timeout=30_000)
    assert violations(played.page, [".explorer"]) == []
    quiet(played)


@pytest.mark.parametrize("name", DRAGGED)
def test_a_drag_is_drawn_within_50_milliseconds(played, cell, name):
    shown = cell(name)
    if name == "walk":
        press(shown, "To the end")
    prompt(played, shown, name, *DRAGGED[name])


@pytest.mark.parametrize("name", DRAGGED)
def test_a_finger_moves_what_a_mouse_moves(played, cell, name):
    moved_by_a_finger(played, cell(name), *DRAGGED[name][:2])


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_core_finds_nothing(played, cell, name, theme):
    shown = cell(name)
    if name == "walk":
        press(shown, "Next", 3)
    accessible(played, theme)


def test_they_fit_a_phone(played, cell):
    for name in CELLS:
        assert fits_a_phone(cell(name)), name


@pytest.mark.parametrize("state", ["blank", "wrong"])
def test_what_is_blank_or_wrong_is_said_in_a_line(lab, page, state):
    replaced = [*WAITS.values()]
    said = lines_instead(lab, page, f"walked_{state}.ipynb", FUNCTIONS, CELLS, replaced, state)
    for name, waits_for in WAITS.items():
        assert f"`{waits_for}`" in said[name]
