"""Playgrounds wait for what is right, and stand as a picture where no widgets run."""

from __future__ import annotations

import html
import re

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from tests.helpers.blank_or_wrong import names_it, stand_in
from tests.helpers.pictures import DrawingTests, drawn_once, figures_of
from tests.helpers.played_answers import (
    adam_step,
    cross_entropy,
    cross_entropy_gradient,
    dense_forward,
    momentum_step,
    perceptron_update,
    relu,
    sigmoid,
    softmax,
    xor_params,
)
from utils.playground import digit
from utils.playground.curve import bend_a_curve, curve_picture
from utils.playground.logits import drag_logits, logits_picture
from utils.playground.morph import grid_lines, morph_picture, morph_the_plane, one_layer
from utils.playground.perceptron import perceptron_picture, stepped, train_by_hand
from utils.playground.valley import RATES, race_down_a_valley, three_paths, valley_picture

PLAYED = {
    "curve": (bend_a_curve, (sigmoid, np.tanh, relu)),
    "perceptron": (train_by_hand, (perceptron_update,)),
    "morph": (morph_the_plane, (dense_forward, relu, xor_params)),
    "logits": (drag_logits, (softmax, cross_entropy, cross_entropy_gradient)),
    "valley": (race_down_a_valley, (momentum_step, adam_step)),
}


@pytest.mark.parametrize("name", PLAYED)
def test_what_is_right_is_played_with(name, made, displayed, capsys):
    play, functions = PLAYED[name]
    play(*functions)
    assert [*made] == [name]
    assert capsys.readouterr().out == ""
    (bundle,) = displayed
    assert set(bundle) == {"text/html", "text/plain"}
    assert bundle["text/plain"].endswith(".")


@pytest.mark.parametrize("name", PLAYED)
def test_what_is_blank_or_wrong_is_named_and_nothing_is_displayed(name, made, displayed, capsys):
    play, functions = PLAYED[name]
    own = [k for k, each in enumerate(functions) if each.__module__ == sigmoid.__module__]
    for k in own:
        for kind in ("blank", "wrong", "broken"):
            owner = functions[k].__name__
            play(*functions[:k], stand_in(owner, kind), *functions[k + 1 :])
            names_it(capsys.readouterr().out, owner, kind)
    assert own
    assert made == {}
    assert displayed == []


def test_a_mistake_that_looks_right_is_noticed(made, displayed, capsys):
    def sigmoid(z):
        return 1 - np.exp(-np.logaddexp(0.0, -np.asarray(z, dtype=float)))

    bend_a_curve(np.tanh, sigmoid)
    assert "`sigmoid` is not right yet" in capsys.readouterr().out
    assert made == {}


def test_lists_are_as_good_as_arrays_and_what_is_printed_is_not_shown(made, displayed, capsys):
    names = {"sigmoid": sigmoid, "dense_forward": dense_forward}

    def as_lists(name):
        def listed(*args):
            print("here")
            return np.asarray(names[name](*args)).tolist()

        listed.__name__ = name
        return listed

    bend_a_curve(as_lists("sigmoid"))
    morph_the_plane(as_lists("dense_forward"), relu, xor_params)
    assert {*made} <= {"curve", "morph"}
    assert "curve" in made


def test_tables_hold_the_learners_values(made, displayed):
    bend_a_curve(sigmoid, relu)
    tables = made["curve"][0]["tables"]
    assert list(tables) == ["sigmoid", "relu", "none"]
    values = tables["sigmoid"]["values"]
    z = tables["sigmoid"]["low"] + tables["sigmoid"]["step"] * np.arange(len(values))
    assert np.allclose(values, sigmoid(z), atol=1e-6)
    assert 0.0 in z  # ReLU's kink is no place between two entries


def test_a_step_tells_what_changed():
    told = stepped(perceptron_update, [1.0, -1.0], 0.5, [-1.0, 1.5], 1)
    assert told["w"].tolist() == [0.0, 0.5]
    assert told["change"].tolist() == [-1.0, 1.5]
    assert (told["b"], told["error"]) == (1.5, 1.0)


def test_points_go_through_every_stage(made, displayed):
    morph_the_plane(dense_forward, relu, xor_params)
    start, answer = made["morph"]
    ask = {"network": "XOR, your weights", "points": [[0, 1], [1, 1]]}
    expected = [[[0, 1], [1, 0], [1, 0]], [[1, 1], [2, 1], [2, 1]]]
    assert answer(ask)["paths"].tolist() == expected
    ask = {"network": "fold three times", "points": [[0.1, 0.2]]}
    path = answer(ask)["paths"][0]
    assert np.allclose(path, [[0.1, 0.2], [0.4, 0.2], [0.4, 0.3], [0.15, 0.3]])
    assert answer({"network": "fold once", "points": []})["paths"].shape == (0, 2, 2)
    for network in start["networks"].values():
        for line in network["lines"]:
            assert line["paths"].shape == (len(network["stages"]), 17, 2)


def test_a_network_with_more_hidden_units_is_left_out(made, displayed):
    def xor_params():
        hidden = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]]), np.array([0.0, 0.0, -1.0])
        return [hidden, (np.array([[1.0], [1.0], [-2.0]]), np.array([0.0]))]

    morph_the_plane(dense_forward, relu, xor_params)
    assert next(iter(made["morph"][0]["networks"])) == "XOR, another way"


def test_logits_are_answered_by_the_learners_functions(made, displayed):
    drag_logits(softmax, cross_entropy, cross_entropy_gradient)
    told = made["logits"][1]({"z": [0.0, 0.0, 0.0], "y": 2})
    assert np.allclose(told["p"], 1 / 3)
    assert told["loss"] == pytest.approx(np.log(3))
    assert np.allclose(told["slope"], [1 / 3, 1 / 3, -2 / 3])


def test_walks_go_as_the_learners_steps_go():
    paths = three_paths(momentum_step, adam_step, [-4, 2], 10, RATES)
    assert paths.shape == (3, 31, 2)
    factors = np.array([1 - 0.06, 1 - 0.6]) ** 30  # plain descent shrinks each weight by its own
    assert np.allclose(paths[0, -1], [-4, 2] * factors, atol=1e-5)
    assert np.allclose(paths[2, 1], [-3.6, 1.6])  # Adam's first step is as long as its rate


def test_weights_become_grey_where_they_are_nothing():
    weights = np.zeros((2, 784))
    weights[0, :2] = 0.5, -0.25
    images = digit.weights_as_images(weights)
    assert images[0, :3].tolist() == [255, 64, 128]
    assert set(images[1]) == {128}


@pytest.mark.long  # nbconvert
@pytest.mark.parametrize("name", PLAYED)
def test_a_page_without_widgets_holds_the_picture(name, displayed):
    from nbconvert import HTMLExporter

    play, functions = PLAYED[name]
    play(*functions)
    (bundle,) = displayed
    assert "application/vnd.jupyter.widget-view+json" in bundle
    cell = new_code_cell("play()", outputs=[new_output("display_data", bundle)])
    nb = nbformat.from_dict(new_notebook(cells=[cell]))
    page, _ = HTMLExporter().from_notebook_node(nb)
    image = re.search(r'src="([^"]+)"', bundle["text/html"])[1]
    assert image in page
    assert html.escape(bundle["text/plain"], quote=False) in html.unescape(page)


def morph():
    (W, b), _ = xor_params()
    path = one_layer(dense_forward, relu, W, b)
    return morph_picture("XOR", grid_lines(path, (-0.5, 1.5)), path)


def valley():
    return valley_picture(three_paths(momentum_step, adam_step, [-4, 2], 10, RATES))


DRAWN = drawn_once(
    {
        "valley": valley,
        "curve": lambda: curve_picture(sigmoid),
        "perceptron": perceptron_picture,
        "logits": lambda: logits_picture(np.array([0.665, 0.245, 0.09]), 1.408),
        "morph": morph,
    }
)


FIGURES = figures_of(DRAWN)


class TestDrawings(DrawingTests):
    drawn = FIGURES


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("curve", "0.330 away"),
        ("perceptron", "4 points are on its wrong side"),
        ("logits", "the loss is 1.408"),
        ("valley", "plain 0.195, momentum 0.000, Adam 0.044."),
        ("morph", "go to (0.0, 0.0), (1.0, 0.0), (1.0, 0.0), (2.0, 1.0)."),
    ],
)
def test_the_text_says_what_is_drawn(name, said):
    assert said in DRAWN[name]().alt
