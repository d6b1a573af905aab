"""What one neuron computes is drawn where it is, legibly, and the same each time."""

import re

import numpy as np
import pytest
from matplotlib.patches import Polygon

from tests.helpers.pictures import CORNERS, XOR, DrawingTests, drawn_once, figures_of, words
from utils import perceptron_pictures as pictures
from utils.data import load_students
from utils.drawing.plane import GATE_BOX, draw_boundary, draw_points, half_plane
from utils.learning_pictures import line_in_words
from utils.neuron_pictures import ARTIFICIAL, BIOLOGICAL, EVENTS, neuron_pair, timeline

BOX = (0.0, 2.0, 0.0, 4.0)
AND = [0, 0, 0, 1]
Z = np.array([-1.5, 0.0, 0.5, 2.0])
LEARNED = [(np.zeros(2), -1.0), (np.zeros(2), -1.0), (np.zeros(2), -1.0), (np.ones(2), 0.0)]
MISSED = (np.array([0.0, -1.0]), -1.0), (np.array([1.0, 0.0]), 0.0)
FALSE = (np.array([1.0, 1.0]), -1.0), (np.array([1.0, 0.0]), -2.0)

DRAWN = drawn_once(
    {
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
        "two rows": lambda: pictures.two_rows_picture(Z, np.array([0, 1, 0, 1])),
        "arrows": lambda: pictures.arrow_picture(np.ones(2), 1, *MISSED),
        "false alarm": lambda: pictures.arrow_picture(np.array([0.0, 1.0]), 0, *FALSE),
        "from zero": lambda: pictures.arrow_picture(np.ones(2), 0, (np.zeros(2), 0.0), FALSE[1]),
        "step": lambda: pictures.step_picture(Z, np.array([0, 1, 1, 1])),
        "visits": lambda: pictures.visits_picture(CORNERS, AND, LEARNED),
        "another sum": lambda: pictures.sum_picture({"study": 1.6, "bias": -3.0}, 4.25),
        "errors": lambda: pictures.errors_picture({"AND": [2, 1, 0], "XOR": [3, 3, 4, 4]}),
    }
)


FIGURES = figures_of(DRAWN)


class TestDrawings(DrawingTests):
    drawn = FIGURES


def test_half_plane_cuts_the_box():
    # x1 + x2 = 2 cuts off the corner (0, 0)
    part, ends = half_plane([1.0, 1.0], -2.0, BOX)
    assert {tuple(p) for p in part} == {(2, 0), (2, 4), (0, 4), (0, 2)}
    assert {tuple(p) for p in ends} == {(2, 0), (0, 2)}


def test_half_plane_of_a_vertical_line():
    part, ends = half_plane([-1.0, 0.0], 1.0, BOX)
    assert {tuple(p) for p in part} == {(0, 0), (1, 0), (1, 4), (0, 4)}
    assert sorted(map(tuple, ends)) == [(1, 0), (1, 4)]


@pytest.mark.parametrize(("b", "corners"), [(-1.0, 0), (1.0, 4), (0.0, 4)])
def test_half_plane_without_a_line(b, corners):
    part, ends = half_plane([0.0, 0.0], b, BOX)
    assert part.shape == (corners, 2)
    assert ends.shape == (0, 2)


def test_the_hatched_side_is_where_the_neuron_gives_1():
    rng = np.random.default_rng(1)
    for _ in range(50):
        w, b = rng.normal(size=2), rng.normal()
        part, ends = half_plane(w, b, BOX)
        if len(part):
            assert part.mean(axis=0) @ w + b >= 0
        np.testing.assert_allclose(ends @ w + b, 0, atol=1e-12)


def test_a_boundary_outside_the_picture_draws_no_line():
    ax = pictures.figure()[1]
    draw_boundary(ax, [1.0, 1.0], 100.0, BOX)
    assert not ax.lines
    assert len([p for p in ax.patches if isinstance(p, Polygon)]) == 1
    assert ax.get_xlim() == BOX[:2]


def test_points_differ_by_marker_and_not_by_colour_alone():
    ax = pictures.figure()[1]
    draw_points(ax, CORNERS, AND)
    ones, zeros = ax.collections
    assert len(ones.get_offsets()) == 1
    assert len(zeros.get_offsets()) == 3
    assert len(ones.get_paths()[0].vertices) != len(zeros.get_paths()[0].vertices)


def test_titles_count_the_mistakes():
    fig = DRAWN["gates"]().fig
    assert [ax.get_title() for ax in fig.axes] == ["AND: no mistakes", "XOR: 2 mistakes"]
    lines = {"NAND": ([-2, -1], 2.5), "OR": ([1, 1], -1.5)}
    fig = pictures.gate_pictures(CORNERS, {"NAND": [1, 1, 1, 0], "OR": [0, 1, 1, 1]}, lines).fig
    assert [ax.get_title() for ax in fig.axes] == ["NAND: no mistakes", "OR: 2 mistakes"]
    fig = DRAWN["students"]().fig
    assert fig.axes[0].get_title() == "The neuron is right for 1 of 2 students"


def test_the_running_sum_ends_at_the_sum():
    written = [text.get_text() for text in words(DRAWN["negative sum"]().fig)]
    assert {"+1.6", "+1.0", "−3.0", "z = −0.4"} <= set(written)


def test_equal_parts_carry_equal_numbers():
    left, right = neuron_pair().fig.axes
    for ax in (left, right):
        discs = [text.get_text() for text in ax.texts if text.get_text().isdigit()]
        assert discs == ["1", "2", "3", "4", "5"]


def test_the_timeline_has_every_event_once_and_in_order():
    years = [year for year, *_ in EVENTS]
    assert years == sorted(years)
    assert [years[0], years[-1]] == [1943, 2020]
    shown = [text.get_text() for text in timeline().fig.axes[0].texts]
    for _, *texts in EVENTS:
        assert all(shown.count(text) == 1 for text in texts)


def test_the_text_of_the_neurons_names_the_parts_by_their_numbers():
    fig, alt = neuron_pair()
    for ax, parts in zip(fig.axes, (BIOLOGICAL, ARTIFICIAL), strict=True):
        shown = [text.get_text() for text in ax.texts]
        for n, (word, look) in enumerate(parts, 1):
            assert shown[shown.index(str(n)) + 1] == word
            assert f"{n} {word} ({look})" in alt


def test_the_text_of_the_timeline_has_every_event_in_order():
    told = [f"{when} {who}: {what}." for _, when, who, what in EVENTS]
    assert timeline().alt == f"A timeline true to scale. {' '.join(told)}"


def test_the_sum_is_marked_where_the_neuron_puts_it():
    for name, ends in {
        "negative sum": "bias −3.0. They reach −0.4; below, z = −0.4.",
        "another sum": "study +1.6, bias −3.0. They reach −1.4; below, z = 4.2.",
    }.items():
        fig, alt = DRAWN[name]()
        ax = fig.axes[0]
        (mark,) = (line for line in ax.lines if line.get_marker() == "D")
        assert alt.endswith(ends)
        assert f"z = {mark.get_xdata()[0]:.1f}".replace("-", "−") in ends
        assert ax.get_xlim()[0] < mark.get_xdata()[0] < ax.get_xlim()[1]
        assert all(text.get_text() in alt for text in ax.texts)


@pytest.mark.parametrize("z", [Z, -Z, 0 * Z])
@pytest.mark.parametrize("y", [[0, 1, 0, 1], [1, 1, 1, 1]])
def test_the_text_counts_the_students_on_their_sides(z, y):
    fig, alt = pictures.two_rows_picture(z, np.array(y))
    passed, failed = (line.get_xdata() for line in fig.axes[0].lines[:2])
    assert f"passed, {(passed >= 0).sum()} of {len(passed)} stand at 0 or right of it" in alt
    assert f"failed, {(failed < 0).sum()} of {len(failed)} stand left of it" in alt


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([0, 1, 1, 1], "0 at −1.5, jumps to 1 at 0, stays there until 2."),
        ([0, 0, 1, 1], "0 at −1.5, stays there until it jumps to 1 at 0.5, stays there until 2."),
        ([3, 3, 3, 3], "3 at −1.5, stays there until 2."),
        ([-1, 1, 1, 1], "−1 at −1.5, jumps to 1 at 0, stays there until 2."),
    ],
)
def test_the_text_of_a_step_follows_its_dots_and_all_are_in_sight(values, told):
    fig, alt = pictures.step_picture(Z, np.array(values))
    assert alt == f"4 dots over z: {told}"
    low, high = fig.axes[0].get_ylim()
    assert low < min(values)
    assert max(values) < high


@pytest.mark.parametrize("counts", [[2, 1, 0], [4, 4]])
def test_the_text_of_mistakes_has_the_counts_drawn(counts):
    fig, alt = pictures.errors_picture({"AND": counts, "XOR": [3, 3, 4]})
    drawn = {line.get_label(): line.get_ydata() for line in fig.axes[0].lines}
    told = [f"{name} {', '.join(map(str, mistakes))}" for name, mistakes in drawn.items()]
    assert alt == f"Mistakes per epoch, a line for each gate: {'; '.join(told)}."


@pytest.mark.parametrize("predictions", [[1, 1], [0, 1], [1, 0]])
def test_the_text_of_the_students_counts_the_rings(predictions):
    X, y = np.array([[1.0, 5.0], [4.0, 6.0]]), np.array([0, 1])
    fig, alt = pictures.students_picture(X, y, [0.8, 0.0], -2.4, np.array(predictions))
    n_rings = len(fig.axes[0].collections[-1].get_offsets())
    assert n_rings == np.sum(np.array(predictions) != y)
    assert f"right for {2 - n_rings} of 2, and its {n_rings or 'no'} mistake" in alt
    assert "1 passed, discs, and 1 failed, crosses. Weights 0.8 and 0, bias −2.4" in alt
    assert "a vertical line from (3, 1) to (3, 11)" in alt


@pytest.mark.parametrize(
    ("w", "b", "told"),
    [
        ([2.0, 1.0], -3.0, "a line from (0.75, 1.5) to (1.5, 0)"),
        ([-1.0, 0.0], 0.0, "a vertical line from (0, −0.5) to (0, 1.5)"),
        ([0.0, 1.0], -1.0, "a level line from (−0.5, 1) to (1.5, 1)"),
        ([1.0, 1.0], 9.0, "no line in the picture"),
        ([0.0, 0.0], 0.0, "no line in the picture"),
    ],
)
def test_a_boundary_is_told_where_it_is_drawn(w, b, told):
    assert line_in_words(w, b, GATE_BOX) == told
    ax = pictures.figure()[1]
    draw_boundary(ax, w, b, GATE_BOX)
    assert len(ax.lines) == (told != "no line in the picture")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (([2, 1], -3), "AND: no mistakes; a line from (0.75, 1.5) to (1.5, 0)"),
        (([-2, -1], 2.75), "AND: 4 mistakes; a line from (0.625, 1.5) to (1.5, −0.25)"),
        (([0, 0], -1), "AND: 1 mistake; no line in the picture"),
    ],
)
def test_the_text_of_the_gates_has_their_titles_and_hatched_corners(line, told):
    fig, alt = pictures.gate_pictures(CORNERS, {"AND": AND}, {"AND": line})
    assert told in alt
    assert fig.axes[0].get_title() == told.split(";")[0]
    assert "hatched side: " + hatched_corners(fig.axes[0]) in alt


def hatched_corners(ax):
    """The corners inside the hatched part, or on its edge."""
    parts = [patch for patch in ax.patches if isinstance(patch, Polygon)]
    inside = [
        f"({x1:g}, {x2:g})"
        for x1, x2 in CORNERS
        if any(part.get_path().contains_point((x1, x2), radius=1e-9) for part in parts)
    ]
    *most, last = inside or ["none"]
    return f"{', '.join(most)} and {last}" if most else last


@pytest.mark.parametrize(
    ("moments", "title", "told"),
    [
        (LEARNED[:1], "Epoch 1, input (0, 0): mistake, corrected", "after 1 visit, 1 with a"),
        (LEARNED[:3], "Epoch 1, input (1, 0): no change", "after 3 visits, 1 with a"),
        (LEARNED, "Epoch 1, input (1, 1): mistake, corrected", "after 4 visits, 2 with a"),
        ([(np.zeros(2), 0.0)], "Epoch 1, input (0, 0): mistake, no change", "1 visit, 0 with a"),
        (
            [*LEARNED[:1], (np.ones(2), 5.0)],
            "Epoch 1, input (0, 1): no mistake, and yet a change",
            "2 visits, 2 with a",
        ),
        ([*LEARNED, (np.ones(2), -1.0)], "Epoch 2, input (0, 0): mistake, corrected", "5 visits"),
    ],
)
def test_a_visit_is_told_as_it_went(moments, title, told):
    fig, alt = pictures.visits_picture(CORNERS, AND, moments)
    assert fig.axes[0].get_title() == title
    assert title in alt
    assert told in alt


@pytest.mark.parametrize(
    ("w", "b", "told"),
    [
        ([2, 1], -3, "hatched: 1 of 1 disc and 0 of 3 crosses."),
        ([0, 0], 0, "No line in the picture; hatched: 1 of 1 disc and 3 of 3 crosses."),
        ([-2, -1], 2.5, "hatched: 0 of 1 disc and 3 of 3 crosses."),
    ],
)
def test_the_text_of_a_moment_counts_what_is_hatched(w, b, told):
    fig, alt = pictures.learning_frame(CORNERS, np.array(AND), w, b, None, "Later")
    assert alt.startswith("Later. ")
    assert alt.endswith(told)
    n_hatched = len(hatched_corners(fig.axes[0]).split("(")) - 1
    assert n_hatched == sum(int(word) for word in re.findall(r"(\d) of", told))


def test_a_change_for_the_worse_is_not_called_a_correction():
    wrong_way = [(np.zeros(2), 1.0)]  # the target of (0, 0) is 0, and the sum rises
    fig, alt = pictures.visits_picture(CORNERS, AND, wrong_way, "AND")
    assert fig.axes[0].get_title() == "Epoch 1, input (0, 0): mistake, changed"
    assert alt.startswith("A perceptron for AND after 1 visit, 1 with a change. Epoch 1")


def test_many_equal_counts_are_said_once():
    told = pictures.errors_picture({"XOR": [3, 3] + 18 * [4], "OR": 5 * [2], "AND": [1, 0, 0, 0]})
    assert "XOR 3, 3, then 4 in all 18 epochs left; OR 2, 2, 2, 2, 2; AND 1, 0, 0, 0." in told.alt


@pytest.mark.parametrize(
    ("w", "b", "told"),
    [
        ([0.8, 0.0], -2.4, "right of it, hatched, z is at least 0."),
        ([-0.8, 0.1], 1.4, "left of it, hatched, z is at least 0"),
        ([0.0, 1.0], -5.5, "above it, hatched, z is at least 0"),
        ([0.0, -1.0], 5.5, "below it, hatched, z is at least 0"),
        ([1.0, 1.0], 9.0, "no line in the picture; everywhere, all hatched, z is at least 0"),
        ([0.0, 0.0], -1.0, "no line in the picture; nowhere z is at least 0"),
    ],
)
def test_the_hatched_side_is_told_apart_from_what_the_learners_neuron_gives(w, b, told):
    X, y = np.array([[1.0, 5.0], [4.0, 6.0]]), np.array([0, 1])
    fig, alt = pictures.students_picture(X, y, w, b, np.array([1, 1]))
    assert told in alt
    hatched = int((X @ w + b >= 0).sum())
    inside = f"{hatched} of {hatched} student{'' if hatched == 1 else 's'} there"
    assert f"gives 1 to {inside}, and to {2 - hatched} of {2 - hatched} elsewhere." in alt
    assert "predicts 1" not in [text.get_text() for text in fig.axes[0].get_legend().get_texts()]


def test_marks_that_would_cover_each_other_are_stacked():
    X, y = load_students()
    fig = pictures.two_rows_picture(X @ [0.8, 0.2] - 3.0, y).fig
    fig.canvas.draw()
    ax = fig.axes[0]
    for line in ax.lines[:2]:
        places = ax.transData.transform(line.get_xydata()) * 72 / fig.dpi
        apart = np.hypot(*(places[:, None] - places[None]).T)
        np.fill_diagonal(apart, np.inf)
        assert apart.min() > line.get_markersize() * 0.8


def test_mistakes_of_a_gate_are_circled_and_the_line_is_said_to_count():
    fig, alt = DRAWN["gates"]()
    rings = [ax.collections[-1].get_offsets().tolist() for ax in fig.axes]
    assert rings == [[], [[0.0, 0.0], [1.0, 0.0]]]
    assert "Circled: (0, 0) and (1, 0)." in alt
    assert "On the line, which counts as 1: (1, 1)." in alt
    labels = [text.get_text() for text in fig.legends[0].get_texts()]
    assert labels == ["target 1", "target 0", "mistake", "z = 0, gives 1", "z > 0, gives 1"]


def arrows(ax):
    return [(text.xyann, text.xy) for text in ax.texts if getattr(text, "arrow_patch", None)]


@pytest.mark.parametrize(("moments", "name"), [(MISSED, "+ x"), (FALSE, "− x")])
def test_the_weights_stand_at_a_right_angle_to_their_line_and_the_input_moves_them(moments, name):
    x = np.ones(2) if moments is MISSED else np.array([0.0, 1.0])
    fig, alt = pictures.arrow_picture(x, int(moments is MISSED), *moments)
    for ax, (w, b) in zip(fig.axes[::2], moments, strict=True):
        ((start, end),) = arrows(ax)
        np.testing.assert_allclose(np.subtract(end, start), w)
        assert np.dot(start, w) + b == pytest.approx(0)
        along = np.diff(ax.lines[0].get_xydata(), axis=0)[0]
        assert along @ w == pytest.approx(0)
        assert ax.get_title().endswith(f"gives {int(x @ w + b >= 0)}")
    (_, old), (start, end), (_, new) = arrows(fig.axes[1])
    np.testing.assert_allclose([old, start, end, new], [moments[0][0]] * 2 + [moments[1][0]] * 2)
    assert name in [text.get_text() for text in fig.axes[1].texts]
    assert f"the arrow {_point(old)} and the change {_point(new - np.array(old))} give" in alt


def _point(x):
    return f"({x[0]:g}, {x[1]:g})".replace("-", "−")


def test_weights_of_zero_have_no_arrow_and_no_line():
    fig, alt = DRAWN["from zero"]()
    assert arrows(fig.axes[0]) == []
    assert "w is zero, so there is no line." in alt


def test_an_arrow_points_to_the_hatched_side_of_a_line_that_learns():
    fig, alt = pictures.visits_picture(CORNERS, AND, LEARNED)
    ((start, end),) = arrows(fig.axes[0])
    w, b = LEARNED[-1]
    assert np.dot(start, w) + b == pytest.approx(0)
    assert np.dot(end, w) + b > 0
    assert "with the arrow w on it" in alt
    assert "arrow" not in pictures.visits_picture(CORNERS, AND, LEARNED[:1]).alt
