"""What one neuron computes is drawn where it is, legibly, and the same each time."""

import numpy as np
import pytest
from matplotlib.patches import Polygon

from tests.helpers.pictures import CORNERS, XOR, DrawingTests, words
from utils import perceptron_pictures as pictures
from utils.neuron_pictures import EVENTS, neuron_pair, timeline

BOX = (0.0, 2.0, 0.0, 4.0)
AND = [0, 0, 0, 1]
Z = np.array([-1.5, 0.0, 0.5, 2.0])

DRAWN = {
    "neuron_pair": neuron_pair,
    "timeline": timeline,
    "gates": lambda: pictures.gate_pictures(
        CORNERS, {"AND": AND, "XOR": XOR}, {"AND": ([2, 1], -3), "XOR": ([-1, 0], 0)}
    ),
    "learning": lambda: pictures.learning_frame(
        CORNERS, np.array(AND), [1, 1], -1, 2, "Epoch 2, input (1, 0): mistake, corrected"
    ),
    "students": lambda: pictures.students_picture(
        np.array([[1.0, 5.0], [4.0, 6.0]]), np.array([0, 1]), [0.8, 0.2], -3.0, np.array([1, 1])
    ),
    "sum": lambda: pictures.sum_picture({"study": 3.2, "sleep": 1.2, "bias": -3.0}),
    "negative sum": lambda: pictures.sum_picture({"study": 1.6, "sleep": 1.0, "bias": -3.0}),
    "scores": lambda: pictures.scores_picture(Z, np.array([0, 1, 0, 1])),
    "step": lambda: pictures.step_picture(Z, np.array([0, 1, 1, 1])),
    "errors": lambda: pictures.errors_picture({"AND": [2, 1, 0], "XOR": [3, 3, 4, 4]}),
}


class TestDrawings(DrawingTests):
    drawn = DRAWN


def test_half_plane_cuts_the_box():
    # x1 + x2 = 2 cuts off the corner (0, 0)
    part, ends = pictures.half_plane([1.0, 1.0], -2.0, BOX)
    assert {tuple(p) for p in part} == {(2, 0), (2, 4), (0, 4), (0, 2)}
    assert {tuple(p) for p in ends} == {(2, 0), (0, 2)}


def test_half_plane_of_a_vertical_line():
    part, ends = pictures.half_plane([-1.0, 0.0], 1.0, BOX)
    assert {tuple(p) for p in part} == {(0, 0), (1, 0), (1, 4), (0, 4)}
    assert sorted(map(tuple, ends)) == [(1, 0), (1, 4)]


@pytest.mark.parametrize(("b", "corners"), [(-1.0, 0), (1.0, 4), (0.0, 4)])
def test_half_plane_without_a_line(b, corners):
    part, ends = pictures.half_plane([0.0, 0.0], b, BOX)
    assert part.shape == (corners, 2)
    assert ends.shape == (0, 2)


def test_the_hatched_side_is_where_the_neuron_gives_1():
    rng = np.random.default_rng(1)
    for _ in range(50):
        w, b = rng.normal(size=2), rng.normal()
        part, ends = pictures.half_plane(w, b, BOX)
        if len(part):
            assert part.mean(axis=0) @ w + b >= 0
        np.testing.assert_allclose(ends @ w + b, 0, atol=1e-12)


def test_a_boundary_outside_the_picture_draws_no_line():
    ax = pictures.figure()[1]
    pictures.draw_boundary(ax, [1.0, 1.0], 100.0, BOX)
    assert not ax.lines
    assert len([p for p in ax.patches if isinstance(p, Polygon)]) == 1
    assert ax.get_xlim() == BOX[:2]


def test_points_differ_by_marker_and_not_by_colour_alone():
    ax = pictures.figure()[1]
    pictures.draw_points(ax, CORNERS, AND)
    ones, zeros = ax.collections
    assert len(ones.get_offsets()) == 1
    assert len(zeros.get_offsets()) == 3
    assert len(ones.get_paths()[0].vertices) != len(zeros.get_paths()[0].vertices)


def test_titles_count_the_mistakes():
    fig = DRAWN["gates"]()
    assert [ax.get_title() for ax in fig.axes] == ["AND: no mistakes", "XOR: 2 mistakes"]
    lines = {"NAND": ([-2, -1], 2.5), "OR": ([1, 1], -1.5)}
    fig = pictures.gate_pictures(CORNERS, {"NAND": [1, 1, 1, 0], "OR": [0, 1, 1, 1]}, lines)
    assert [ax.get_title() for ax in fig.axes] == ["NAND: no mistakes", "OR: 2 mistakes"]
    fig = DRAWN["students"]()
    assert fig.axes[0].get_title() == "The neuron is right about 1 of 2 students"


def test_the_running_sum_ends_at_the_sum():
    written = [text.get_text() for text in words(DRAWN["negative sum"]())]
    assert {"+1.6", "+1.0", "−3.0", "z = −0.4"} <= set(written)


def test_equal_parts_carry_equal_numbers():
    left, right = neuron_pair().axes
    for ax in (left, right):
        discs = [text.get_text() for text in ax.texts if text.get_text().isdigit()]
        assert discs == ["1", "2", "3", "4", "5"]


def test_the_timeline_has_every_event_once_and_in_order():
    years = [year for year, *_ in EVENTS]
    assert years == sorted(years)
    assert [years[0], years[-1]] == [1943, 2020]
    shown = [text.get_text() for text in timeline().axes[0].texts]
    for _, *texts in EVENTS:
        assert all(shown.count(text) == 1 for text in texts)
