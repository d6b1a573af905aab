"""The playgrounds of lesson 13: a digit unfolds on the plane, two moons drown and come back."""

from __future__ import annotations

import html

import numpy as np
import pytest

from tests.helpers.blank_or_wrong import names_it, stand_in
from tests.helpers.pictures import DrawingTests
from tests.helpers.played_makers import (
    ALPHA_BAR,
    LABELS,
    POINTS,
    add_noise,
    decoded,
    denoisers,
    plane,
    predict_x0,
)
from utils.playground.drown import Walk, at_home, drown_and_walk_back, drown_picture
from utils.playground.unfold import in_percent, seen_at, unfold_a_digit
from utils.squeezing_pictures import Plane
from utils.waiting import Waiting


def play(name, **replaced):
    """Play one of both, with some of what it takes replaced."""
    if name == "unfold":
        return unfold_a_digit(plane, replaced.get("decoded", decoded))
    needed = {"denoisers": denoisers, "add_noise": add_noise, "predict_x0": predict_x0, **replaced}
    return drown_and_walk_back(*needed.values(), POINTS, ALPHA_BAR)


@pytest.mark.parametrize("name", ["unfold", "drown"])
def test_what_is_right_is_played_with(name, made, displayed, capsys):
    play(name)
    assert capsys.readouterr().out == ""
    assert [*made] == [name]
    assert set(displayed[0]) == {"text/html", "text/plain"}
    assert html.escape(displayed[0]["text/plain"]) in displayed[0]["text/html"]


@pytest.mark.parametrize("kind", ["blank", "wrong", "broken"])
@pytest.mark.parametrize(
    ("name", "function", "said_of"),
    [
        ("unfold", "decoded", "Autoencoder"),
        ("drown", "add_noise", "add_noise"),
        ("drown", "predict_x0", "predict_x0"),
    ],
)
def test_what_is_blank_or_wrong_is_named_and_nothing_is_displayed(
    name, function, said_of, kind, made, displayed, capsys
):
    play(name, **{function: stand_in(function, kind)})
    names_it(capsys.readouterr().out, said_of, kind)
    assert (made, displayed) == ({}, [])


@pytest.mark.parametrize("name", ["unfold", "drown"])
def test_a_network_that_is_not_there_is_waited_for(name, made, displayed, capsys):
    play(name, **{"decoded" if name == "unfold" else "denoisers": Waiting()})
    assert "the network is trained" in capsys.readouterr().out
    assert (made, displayed) == ({}, [])


def test_an_image_is_decoded_where_the_point_is_and_its_neighbours_are_counted(made, displayed):
    play("unfold")
    start, asked = made["unfold"]
    told = asked({"at": [80, 20]})
    assert np.array_equal(told["pixels"], 255 * decoded(plane.at(80, 20)[None])[0])
    assert start["pixels"].tolist() != told["pixels"].tolist()
    assert sum(count for _, count in told["around"]) == start["nearest"] == 10
    counts = [count for _, count in told["around"]]
    assert counts == sorted(counts, reverse=True)
    far_left = seen_at(plane, decoded, -500, 50)["around"]
    assert far_left == [[0, 10]]


def test_only_images_that_are_shown_are_counted():
    codes = np.vstack([np.zeros((200, 2)), np.ones((30, 2))]) + np.linspace(0, 0.1, 230)[:, None]
    crowded = Plane(codes, np.repeat([3, 5], [200, 30]))
    assert seen_at(crowded, decoded, 100, 100)["around"] == [[3, 10]]


def test_places_are_given_as_the_plane_takes_them():
    percent = in_percent(plane)
    for k in (0, 7, 31):
        assert np.allclose(plane.at(*percent[k]), plane.codes[k])
    flat = Plane(np.ones((4, 2)), LABELS[:4])  # an encoder that says the same of every image
    assert np.isfinite(in_percent(flat)).all()


def test_the_way_back_is_the_lessons(made, displayed):
    play("drown")
    start, asked = made["drown"]
    x = np.array(start["place"])[None]
    path = [x[0]]
    for t in range(len(ALPHA_BAR) - 1, -1, -1):
        noise = denoisers.noise_in(x, t)
        x0 = predict_x0(x, t, noise, ALPHA_BAR)
        x = add_noise(x0, t - 1, noise, ALPHA_BAR) if t > 0 else x0
        path.append(x[0])
    assert np.allclose(start["own"], path, atol=1e-3)
    assert np.array_equal(asked({"steps": 50, "own": start["place"]})["own"], start["own"])
    assert len(asked({"steps": 3, "own": [0, 0]})["own"]) == 4


def test_fewer_points_come_home_the_more_noise_they_had(made, displayed):
    play("drown")
    start, asked = made["drown"]
    assert np.shape(start["clouds"]) == (51, 60, 2)
    assert np.allclose(start["clouds"][0], POINTS[:60], atol=1e-3)
    home = [asked({"steps": steps})["home"] for steps in (0, 5, 10, 25, 50)]
    assert home == [60, 60, 57, 43, 33]
    path = asked({"steps": 10})["path"]
    assert np.allclose(path[0], start["clouds"][10], atol=1e-3)
    assert len(path) == 11


def test_ends_are_at_home_beside_points_of_their_own_moon():
    assert at_home(POINTS[:6], POINTS) == 6
    assert at_home(POINTS[1:7], POINTS) == 0


def test_without_noise_nobody_moves():
    walk = Walk(denoisers.noise_in, add_noise, predict_x0, ALPHA_BAR)
    assert np.array_equal(walk.back(POINTS, 0), POINTS[None])


def picture_of_moons():
    walk = Walk(denoisers.noise_in, add_noise, predict_x0, ALPHA_BAR)
    noise = np.random.default_rng(1).normal(size=(40, 2))
    path = walk.back(add_noise(POINTS[:40], 4, noise, ALPHA_BAR), 5)
    picture = drown_picture(path, POINTS)
    assert picture.alt.startswith("40 points of two half-moons, discs and crosses")
    assert "after 5 steps of noise" in picture.alt
    assert "two thirds or more of them" in picture.alt
    assert "fewer than two thirds of them" in drown_picture(path[:, 1:], POINTS).alt
    return picture.fig


class TestDrawings(DrawingTests):
    drawn = {"moons": picture_of_moons}  # noqa: RUF012
