"""The playgrounds that walk: slopes flow back, layers pass signals on, a ball rolls down."""

from __future__ import annotations

import html
import re

import numpy as np
import pytest

from tests.helpers.blank_or_wrong import names_it, stand_in
from tests.helpers.pictures import DrawingTests
from tests.helpers.played_answers import (
    bce_with_logits,
    cross_entropy_gradient,
    numerical_gradient,
    relu,
    relu_derivative,
    sigmoid,
    sigmoid_derivative,
    softmax,
)
from tests.helpers.played_values import Value, topological_order
from utils.data import load_students
from utils.playground import ball, layers, walk
from utils.playground.ball import roll_a_ball, rolled
from utils.playground.expression import EXPRESSION, click_together, expression_picture, flow
from utils.playground.layers import race_through_layers, sizes_by_layer
from utils.playground.walk import NET, X, Y, nudged, step_through

X_students, y_students = load_students()
BENDS = {"sigmoid": (sigmoid, sigmoid_derivative), "ReLU": (relu, relu_derivative)}
PLAYED = {
    "walk": (step_through, (numerical_gradient, sigmoid)),
    "layers": (race_through_layers, (sigmoid, sigmoid_derivative, relu, relu_derivative)),
    "ball": (roll_a_ball, (bce_with_logits, cross_entropy_gradient, X_students, y_students)),
    "expression": (click_together, (Value, topological_order)),
}


@pytest.mark.parametrize("name", PLAYED)
def test_what_is_right_is_played_with(name, made, displayed, capsys):
    play, args = PLAYED[name]
    play(*args)
    assert capsys.readouterr().out == ""
    assert [*made] == [name]
    assert set(displayed[0]) == {"text/html", "text/plain"}


@pytest.mark.parametrize("kind", ["blank", "wrong", "broken"])
@pytest.mark.parametrize("name", PLAYED)
def test_what_is_blank_or_wrong_is_named_and_nothing_is_displayed(
    name, kind, made, displayed, capsys
):
    play, args = PLAYED[name]
    for k, function in enumerate(args):
        if not callable(function) or function is Value:
            continue
        play(*args[:k], stand_in(function.__name__, kind), *args[k + 1 :])
        names_it(capsys.readouterr().out, function.__name__, kind)
    assert (made, displayed) == ({}, [])


def wrong_sum(self, other):  # the second use takes the first one's place
    out = Value(self.data + other.data, (self, other), "+")

    def _backward():
        self.grad, other.grad = out.grad, out.grad

    out._backward = _backward
    return out


def wrong_relu(self):
    return self._made(max(0.0, self.data), (self,), "relu", (1.0,))


METHODS = [
    ("__add__", "__add__", wrong_sum),
    ("__mul__", "__mul__", lambda self, other: Value(self.data * other.data, (self, other))),
    ("relu", "Value.relu", wrong_relu),
    ("tanh", "Value.tanh", lambda self: None),
]


@pytest.mark.parametrize("blank", [True, False])
@pytest.mark.parametrize(("method", "told", "wrong"), METHODS)
def test_a_step_of_value_that_is_blank_or_wrong_is_named(
    method, told, wrong, blank, made, displayed, capsys, monkeypatch
):
    monkeypatch.setattr(Value, method, stand_in(method, "blank") if blank else wrong)
    click_together(Value, topological_order)
    names_it(capsys.readouterr().out, told, "blank" if blank else "wrong")
    assert displayed == []


def test_slopes_flow_back_value_by_value():
    told = flow(Value, topological_order, EXPRESSION, 4)
    assert told["data"] == [2.0, 3.0, 6.0, 8.0, 48.0]
    assert [each["asked"] for each in told["steps"]] == [4, 3, 2]
    grads = np.sum([each["added"] for each in told["steps"]], axis=0)
    assert grads.tolist() == [48.0, 28.0, 14.0, 6.0, 0.0]


def test_a_value_used_twice_gets_both_parts_and_others_get_none():
    twice = {"name": "t", "op": "+", "parents": [0, 0]}
    told = flow(Value, topological_order, [*EXPRESSION, twice], 5)
    assert told["data"][-1] == 4.0
    assert told["steps"] == [{"asked": 5, "added": [2.0, 0.0, 0.0, 0.0, 0.0, 0.0]}]


def test_nudging_says_what_the_walk_says():
    given = {name: np.array(each) for name, each in NET.items()}
    x = np.array(X)
    a = sigmoid(x @ given["W1"] + given["b1"])
    y_hat = sigmoid(a @ given["W2"] + given["b2"])
    dz = (y_hat - Y) * y_hat * (1 - y_hat)
    da = dz * given["W2"]
    dz_hidden = da * a * (1 - a)
    expected = [y_hat - Y, dz, *(dz * a), *da, *dz_hidden, *np.outer(x, dz_hidden).T.ravel()]
    assert np.allclose(nudged(numerical_gradient, sigmoid, X, Y, **NET), expected, atol=1e-7)


def test_a_ball_rolls_by_the_slopes_of_the_loss():
    told = rolled(bce_with_logits, cross_entropy_gradient, X_students, y_students, [0.8, 0.2], 0.05)

    def loss(w):
        return bce_with_logits(X_students @ w - 3.0, y_students)

    assert np.allclose(told["slopes"][0], numerical_gradient(loss, np.array([0.8, 0.2])), atol=1e-3)
    assert np.allclose(told["path"][1], [0.8, 0.2] - 0.05 * told["slopes"][0], atol=1e-4)
    assert told["losses"][-1] < told["losses"][0] == pytest.approx(loss([0.8, 0.2]), abs=1e-4)
    z = X_students @ [0.8, 0.2] - 3.0
    assert np.allclose(softmax(np.column_stack([0 * z, z]))[:, 1], sigmoid(z))


def test_gradients_are_what_a_nudge_of_the_inputs_makes_at_the_end():
    """The length of a slope, averaged over directions, is the same forth and back."""
    weights, A, _ = layers.network()
    for f, slope in BENDS.values():
        _, gradient = sizes_by_layer(f, slope, 1.4)
        nudge = np.random.default_rng(0).normal(size=(200, *A.shape)) / np.sqrt(layers.WIDTH)
        rows = A
        for W in 1.4 * weights:
            Z = rows @ W
            rows, nudge = f(Z), (nudge @ W) * slope(Z)
        there = np.sqrt(np.mean(np.sum(nudge**2, axis=-1)))
        assert gradient[0] == pytest.approx(there, rel=0.5)  # one direction against many
        assert gradient[-1] == pytest.approx(1.0, abs=1e-3)


def test_the_sigmoid_loses_signal_and_gradient():
    lost, kept = (sizes_by_layer(*pair, 1.4) for pair in BENDS.values())
    assert max(lost[0][-1], lost[1][0]) < 1e-4
    assert min(kept[0][-1], kept[1][0]) > 0.5


def drawn_ball():
    told = rolled(
        bce_with_logits, cross_entropy_gradient, X_students, y_students, ball.START, ball.RATE
    )
    grid = [[bce_with_logits(X_students @ [a, c] - 3.0, y_students) for a in ball.STUDY]
            for c in ball.SLEEP]  # fmt: skip
    return ball.ball_picture(np.array(grid), told["path"], told["losses"])


DRAWN = {
    "walk": lambda: walk.picture_of(sigmoid),
    "layers": lambda: layers.layers_picture(BENDS),
    "ball": drawn_ball,
    "expression": lambda: expression_picture(Value),
}


class TestDrawings(DrawingTests):
    drawn = {  # noqa: RUF012 - that of the expression is tried with the graphs
        name: lambda draw=draw: draw().fig for name, draw in DRAWN.items() if name != "expression"
    }


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("walk", "dz"),
        ("layers", "sigmoid: signal after layer 10 0.000009"),
        ("ball", "With 1.38 for study and 0.05 for sleep: after 40 steps: loss 0.432."),
        ("expression", "a: data 2.000, grad 48.000"),
    ],
)
def test_the_text_says_what_is_drawn(name, said):
    assert said in DRAWN[name]().alt


@pytest.mark.long  # nbconvert
@pytest.mark.parametrize("name", PLAYED)
def test_a_page_without_widgets_holds_the_picture(name, displayed):
    import nbformat
    from nbconvert import HTMLExporter
    from nbformat.v4 import new_code_cell, new_notebook, new_output

    play, args = PLAYED[name]
    play(*args)
    (bundle,) = displayed
    assert "application/vnd.jupyter.widget-view+json" in bundle
    cell = new_code_cell("play()", outputs=[new_output("display_data", bundle)])
    page, _ = HTMLExporter().from_notebook_node(nbformat.from_dict(new_notebook(cells=[cell])))
    (alt,) = re.findall(r'<img alt="([^"]+)"', page)
    assert html.unescape(alt) == " ".join(bundle["text/plain"].split())
    assert "data:image/png;base64" in page
