"""The drawings of lesson 07 show what they are given, legibly, and the same each time."""

import numpy as np
import pytest

from tests.helpers.pictures import drawn_once, figures_of, laid_out, words
from utils import torch_pictures as pictures
from utils.show import png

RIGHT = np.array([True, False, True, True, True])
STRAIGHT = np.column_stack([np.linspace(-4, 0, 9), np.linspace(2, 0, 9)])
LEAVING = np.array([[-4.0, 2.0], [-3.0, -2.0], [-2.0, 5.0], [-1.0, -9.0], [0.0, 1e30]])
BOX = (-2.0, 2.0, -1.0, 3.0)
X = np.array([[0.0, 0.0], [1.0, 2.0], [-1.0, 1.0]])
HOURS, PASSED = np.array([[1.0, 5.0], [2.0, 6.0], [4.0, 5.0], [5.0, 3.0]]), np.array([0, 0, 1, 1])

PICTURES = drawn_once(
    {
        "curves": lambda: pictures.curves_picture(
            {"falls": [4.0, 2.0, 1.0], "swings": [4, 1, 1.1], "stays": [4.0, 4.0, 4.0]},
            "round",
            "loss",
        ),
        "curves on a logarithmic axis": lambda: pictures.curves_picture(
            {"falls": [0.2, 0.05, 0.01], "runs away": [0.2, 0.02, 30.0], "stays": [0.2, 0.2, 0.2]},
            *("round", "loss"),
            log=True,
        ),
        "optimisers": lambda: pictures.optimiser_picture({"SGD": LEAVING, "Adam": STRAIGHT}),
        "batches": lambda: pictures.batches_picture(RIGHT, 4),
        "batches of one": lambda: pictures.batches_picture(np.tile(RIGHT, 5), 1),
        "batches of two": lambda: pictures.batches_picture(np.tile(RIGHT, 5), 2),
        "one batch": lambda: pictures.batches_picture(np.tile(RIGHT, 5), 25),
        "regions": lambda: pictures.regions_picture(
            X, np.array([0, 1, 1]), lambda places: places[:, 0], BOX, ("study", "sleep"), "a title"
        ),
        "students": lambda: pictures.students_picture(HOURS, PASSED, lambda X: X[:, 0] - 3.0),
        "dropout": lambda: pictures.dropout_picture(np.linspace(-1, 2, 90) ** 3, 0.5),
    }
)
DRAWN = figures_of(PICTURES)


@pytest.mark.parametrize("name", DRAWN)
def test_no_word_is_cut_off_or_small_or_on_top_of_another(name):
    fig = laid_out(DRAWN[name])
    width, height = fig.canvas.get_width_height()
    boxes = []
    for text in words(fig):
        box = text.get_window_extent()
        assert text.get_fontsize() >= 10, text.get_text()
        assert box.x0 >= 0, text.get_text()
        assert box.x1 <= width, text.get_text()
        assert box.y0 >= 0, text.get_text()
        assert box.y1 <= height, text.get_text()
        assert not any(box.overlaps(other) for other in boxes), text.get_text()
        boxes.append(box)


@pytest.mark.long
def test_the_same_pictures_have_the_same_bytes():
    for name, draw in DRAWN.items():
        assert png(draw.afresh()) == png(draw.afresh()), name


def test_curves_differ_by_dashes_and_markers():
    lines = DRAWN["curves"]().axes[0].lines
    assert len({line.get_linestyle() for line in lines}) == 3
    assert len({line.get_marker() for line in lines}) == 3


def test_a_path_that_leaves_is_cut_and_said_to_leave():
    assert pictures.until_it_leaves(STRAIGHT).shape == (9, 2)
    assert pictures.until_it_leaves(LEAVING).tolist() == LEAVING[:3].tolist()
    legend = [text.get_text() for text in DRAWN["optimisers"]().axes[0].get_legend().get_texts()]
    assert "SGD: leaves the picture" in legend
    assert "Adam" in legend


@pytest.mark.parametrize(
    ("batch_size", "mean"), [(1, 0.8), (2, (0.5 + 1 + 1) / 3), (4, 0.875), (5, 0.8), (9, 0.8)]
)
def test_the_mean_of_batches_weighs_each_batch_the_same(batch_size, mean):
    assert pictures.mean_of_batches(RIGHT, batch_size) == pytest.approx(mean)
    title = pictures.batches_picture(RIGHT, batch_size).fig.axes[0].get_title()
    assert f"of all examples: {0.8:.3f}" in title
    assert f"mean of the batches: {mean:.3f}" in title


def test_each_batch_has_its_share_below():
    shown = [text.get_text() for text in DRAWN["batches"]().axes[0].texts]
    assert shown == ["0.75", "1.00", "right:"]


def test_right_and_wrong_examples_differ_by_marker():
    discs, crosses = DRAWN["batches"]().axes[0].lines[-2:]
    assert (discs.get_marker(), len(discs.get_xdata())) == ("o", 4)
    assert (crosses.get_marker(), list(crosses.get_xdata())) == ("X", [1])


def test_regions_carry_their_labels():
    ax = DRAWN["regions"]().axes[0]
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_title()) == ("study", "sleep", "a title")
    assert (*ax.get_xlim(), *ax.get_ylim()) == BOX


# The text says what is drawn


def test_curves_are_told_by_how_they_run():
    assert PICTURES["curves"]().alt == (
        "Curves of the loss over the round: “falls” falls all the way from 4.00 to 1.00; “swings” "
        "turns once between 1.00 and 4.00, and ends at 1.10; “stays” stays at 4.00."
    )


@pytest.mark.parametrize(
    ("curve", "told"),
    [
        ([1, 2, 5], "rises all the way from 1.00 to 5.00"),
        ([3.0], "stays at 3.00"),
        ([2, 1, 2, 1, 1.5], "turns 3 times between 1.00 and 2.00, and ends at 1.50"),
        ([4, 2, 1, 1.000001, 1], "falls all the way from 4.00 to 1.00"),  # rounding is no turn
        ([4, 2, 2, 1], "falls all the way from 4.00 to 1.00"),
    ],
)
def test_the_course_of_a_curve(curve, told):
    assert pictures.course(curve) == told


def test_paths_are_told_by_where_they_end():
    assert PICTURES["optimisers"]().alt == (
        "A bowl from above. SGD leaves the picture in step 2; "
        "Adam is 0.0 away from the lowest point after 8 steps."
    )
    short = {"SGD": STRAIGHT[:7]}  # ends at (-1, 0.5)
    assert pictures.optimiser_picture(short, learning_rate=0.15, momentum=0.9).alt == (
        "A bowl from above, with learning rate 0.15 and momentum 0.90. "
        "SGD is 1.1 away from the lowest point after 6 steps."
    )
    alt = pictures.optimiser_picture({"gradient descent": STRAIGHT, "momentum": STRAIGHT}).alt
    assert alt.startswith("A bowl from above. Gradient descent is ")
    assert "; momentum is " in alt


def test_batches_are_told_with_their_accuracies():
    assert PICTURES["batches"]().alt == (
        "5 examples in batches of 4, 4 predicted rightly, an accuracy of 0.800. "
        "The batches' accuracies are 0.75, 1.00; their mean is 0.875."
    )
    assert "accuracies are 1, 0, 1, 1, 1; their mean is 0.800" in (
        pictures.batches_picture(RIGHT, 1).alt
    )


def test_regions_are_told_by_what_they_hold():
    assert PICTURES["regions"]().alt == (
        "3 examples, 2 discs and 1 cross. On the hatched side of the dashed border lie "
        "at least 50 % of the discs and at least 95 % of the crosses."
    )
    nowhere = pictures.regions_picture(X, np.array([0, 1, 1]), lambda X: X[:, 0] - 9, BOX).alt
    assert nowhere == "3 examples, 2 discs and 1 cross. There is no border: nothing is hatched."
    everywhere = pictures.regions_picture(X, np.array([0, 1, 1]), lambda X: X[:, 0] + 9, BOX).alt
    assert "There is no border: everything is hatched." in everywhere


def test_students_are_counted_in_the_title_whatever_the_network_says():
    right = PICTURES["students"]()
    assert right.fig.axes[0].get_title() == "The network is right for 4 of 4"
    assert "with 2 of 2 discs and no crosses. It is right for 4 of 4." in right.alt
    wrong = pictures.students_picture(HOURS, PASSED, lambda X: 3.0 - X[:, 0])
    assert wrong.fig.axes[0].get_title() == "The network is right for 0 of 4"
    assert "with 0 of 2 discs and 2 crosses. It is right for 0 of 4." in wrong.alt
    assert "hours of study and of sleep" in wrong.alt


@pytest.mark.parametrize(("always", "said"), [(1.0, "PASS"), (-1.0, "FAIL")])
def test_a_network_that_says_one_thing_has_no_border(always, said):
    alt = pictures.students_picture(HOURS, PASSED, lambda X: np.full(len(X), always)).alt
    assert f"draws no border: it says {said} everywhere. It is right for 2 of 4." in alt
    assert "hatched" not in alt


@pytest.mark.parametrize(
    ("line", "told"),
    [(0.5, "spread below and above one line"), (9.0, "spread below one line")],
)
def test_dropout_is_told_by_the_sides_of_the_line(line, told):
    values = np.linspace(-1, 2, 90)
    assert told in pictures.dropout_picture(values, line).alt
    assert "90 outputs" in pictures.dropout_picture(values, line).alt


def test_outputs_without_dropout_are_told_to_be_equal():
    assert "all on one line" in pictures.dropout_picture(np.full(9, 0.5), 0.5).alt
    assert "all equal, beside one line" in pictures.dropout_picture(np.full(9, 0.5), 0.7).alt
