"""Lesson 05's playground trains by the learner's own functions, and waits for what is not right."""

from __future__ import annotations

import numpy as np
import pytest

from tests.helpers.pictures import DrawingTests
from tests.helpers.played_answers import init_params, mlp_backward, sgd_step, train
from utils.playground import hinges
from utils.playground import play as playing
from utils.playground.hinges import hinges_picture, made_shapes, train_on_the_plane

OWN = [train, mlp_backward, sgd_step]


@pytest.fixture
def made(monkeypatch):
    """Start and answer of the playground, and the bundles that were displayed."""
    found = {"displayed": []}

    def widget(name, start, answer=None):
        found.update(name=name, start=start, answer=answer)

    monkeypatch.setattr(playing, "widget", widget)
    monkeypatch.setattr(playing, "display", lambda bundle, raw: found["displayed"].append(bundle))
    return found


def test_training_goes_on_from_where_it_was(made, capsys):
    train_on_the_plane(*OWN, init_params)
    assert capsys.readouterr().out == ""
    ask = {"shape": "two moons", "width": 4, "seed": 1, "rate": 1.0}
    first = made["answer"](ask)
    assert (first["new"], first["epoch"], first["losses"]) == (True, 0, [])
    once = made["answer"](ask | {"params": first["params"], "epochs": 7})
    assert (once["new"], once["since"], once["epoch"], len(once["losses"])) == (False, 0, 7, 7)
    again = made["answer"](ask | {"params": once["params"], "epochs": 3, "epoch": 7})
    X, y = made_shapes()["two moons"]
    expected, losses = train(X, y, init_params([2, 4, 1], np.random.default_rng(1)), 1.0, 10)
    assert np.allclose(again["params"][0][0], expected[0][0])
    assert np.allclose(once["losses"] + again["losses"], losses)
    assert first["loss"] == once["losses"][0]
    assert once["loss"] == again["losses"][0]


def test_own_points_may_be_none_or_some(made):
    train_on_the_plane(*OWN, init_params)
    ask = {"shape": "own points", "width": 2, "seed": 0, "rate": 0.1}
    nothing = made["answer"](ask | {"points": [], "targets": []})
    assert (nothing["loss"], np.shape(nothing["params"][0][0])) == (None, (2, 2))
    one = made["answer"](
        ask | {"points": [[1, 1]], "targets": [1], "epochs": 2, "params": [*nothing["params"]]}
    )
    assert one["losses"][0] > one["losses"][1] > one["loss"]


@pytest.mark.parametrize("kind", ["blank", "wrong", "broken", "turned"])
@pytest.mark.parametrize("k", range(3))
def test_what_is_blank_or_wrong_is_named(made, capsys, k, kind):
    def stand_in(*args):
        if kind == "blank":
            raise NotImplementedError
        if kind == "turned":  # every step climbs
            found = OWN[k](*args)
            return [(-a, -b) for a, b in found] if k else (found[0][::-1], found[1])
        return None if kind == "wrong" else 1 / 0

    stand_in.__name__ = OWN[k].__name__
    train_on_the_plane(*OWN[:k], stand_in, *OWN[k + 1 :], init_params)
    said = capsys.readouterr().out
    assert f"`{stand_in.__name__}`" in said
    assert said.count("\n") == 1
    assert made["displayed"] == []


def test_shapes_are_on_the_plane_and_half_of_each_class():
    for X, y in made_shapes().values():
        assert np.abs(X).max() < 2
        assert y.mean() == 0.5


def drawn():
    X, y = made_shapes()["two moons"]
    start = init_params([2, 4, 1], np.random.default_rng(1))
    return hinges_picture(X, y, [start, train(X, y, start, 1.0, hinges.LATER)[0]])


def test_the_text_says_what_is_drawn():
    said = drawn().alt
    X, y = made_shapes()["two moons"]
    net = init_params([2, 4, 1], np.random.default_rng(1))
    right = int(((hinges.logits_of(net, X) >= 0) == y).sum())
    assert f"at first {right} of 100 points are right, after 300 epochs" in said


class TestDrawings(DrawingTests):
    drawn = {"hinges": lambda: drawn().fig}  # noqa: RUF012


@pytest.mark.long  # nbconvert
def test_a_page_without_widgets_holds_the_picture(monkeypatch):
    import nbformat
    from nbconvert import HTMLExporter
    from nbformat.v4 import new_code_cell, new_notebook, new_output

    found = []
    monkeypatch.setattr(playing, "display", lambda bundle, raw: found.append(bundle))
    train_on_the_plane(*OWN, init_params)
    (bundle,) = found
    assert "application/vnd.jupyter.widget-view+json" in bundle
    cell = new_code_cell("play()", outputs=[new_output("display_data", bundle)])
    page, _ = HTMLExporter().from_notebook_node(nbformat.from_dict(new_notebook(cells=[cell])))
    assert bundle["text/plain"] in page
    assert "data:image/png;base64" in page
