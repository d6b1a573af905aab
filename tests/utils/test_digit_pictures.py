"""Pictures of digits are legible, and say what the network says."""

import numpy as np
import pytest
import torch

from tests.helpers.pictures import DrawingTests, drawn_once, figures_of
from utils import digit_pictures as pictures
from utils.classifier_pictures import weights_picture
from utils.drawn_digits import DRAWINGS, drawing, rasterise

IMAGES = np.stack([rasterise(DRAWINGS[d]) for d in range(10)])
CHANCES = np.array([0.01, 0.02, 0.05, 0.8, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02])
COUNTS = np.diag(np.full(10, 980)) + np.arange(100).reshape(10, 10) % 11
SCORES = {"Width": {"32": [95.2, 95.9], "64": [96.8, 96.9]}, "Kind": {"relu": [97.3], "tanh": []}}

# Three neurons that look at the middle, and one that looks nowhere
WEIGHTS = np.random.default_rng(0).normal(size=(4, 784))
WEIGHTS[:3] *= np.pad(np.full((12, 12), 9.0), 8, constant_values=0.1).ravel()

TEN = np.full((10, 10), 0.01) + 0.9 * np.eye(10)  # each image read rightly, with 0.91

PICTURES = drawn_once(
    {
        "ten digits": lambda: pictures.digits_picture(IMAGES, [str(d) for d in range(10)]),
        "two lines": lambda: pictures.digits_picture(
            IMAGES, ["says 8, is 3\n0.998"] * 10, columns=5
        ),
        "three": lambda: pictures.digits_picture(IMAGES[:3], ["a", "b", "c"]),
        "pixels": lambda: pictures.pixels_picture(IMAGES[3]),
        "answer": lambda: pictures.answer_picture(IMAGES[3], CHANCES),
        "sure": lambda: pictures.answer_picture(IMAGES[3], np.eye(10)[9]),
        "curves": lambda: pictures.curves_picture(
            np.linspace(2.3, 0.01, 500), [0.95, 0.97, 0.99], [0.94, 0.96, 0.975]
        ),
        "curves and held losses": lambda: pictures.curves_picture(
            np.linspace(2.3, 0.01, 500), [0.95, 0.97, 0.99], [0.94, 0.96, 0.975], [0.3, 0.2, 0.1]
        ),
        "weights": lambda: weights_picture(WEIGHTS),
        "no curves": lambda: pictures.curves_picture([], [], []),
        "confusion": lambda: pictures.confusion_picture(COUNTS),
        "sweep": lambda: pictures.sweep_picture(SCORES),
        "answers": lambda: pictures.answers_picture(IMAGES, TEN),
        "answers and labels": lambda: pictures.answers_picture(IMAGES, TEN, np.arange(10)),
    }
)
DRAWN = figures_of(PICTURES)


class TestDrawings(DrawingTests):
    drawn = DRAWN


def test_ink_is_dark_and_no_image_is_no_picture():
    ax = DRAWN["three"]().axes[0]
    shown = ax.images[0].get_array()
    assert shown.min() == 0
    assert shown.max() == 255
    assert shown[0, 0] == 255
    pictures.digits_picture(IMAGES[:0], [])


def test_two_of_each_digit_in_order():
    labels = np.array([3, 0, *range(10), 9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
    places = pictures.two_of_each(labels)
    assert labels[places].tolist() == [*range(10), *range(10)]
    assert len(set(places.tolist())) == 20


def test_the_answer_is_named_and_its_probability_stands_over_its_bar():
    bars = DRAWN["answer"]().axes[1]
    assert bars.get_title() == "The network says 3"
    assert [(text.get_text(), round(text.get_position()[0])) for text in bars.texts] == [
        ("0.80", 3)
    ]


def test_every_count_but_0_is_written_where_it_belongs():
    ax = pictures.confusion_picture(np.array([[5, 2], [0, 7]])).fig.axes[0]
    found = {(round(t.get_position()[1]), round(t.get_position()[0])): t for t in ax.texts}
    assert {place: t.get_text() for place, t in found.items()} == {
        (0, 0): "5",
        (0, 1): "2",
        (1, 1): "7",
    }
    assert found[0, 1].get_fontweight() == "bold"  # the commonest mistake, not by colour alone


def test_a_sweep_shows_each_seed_and_shares_its_scale():
    left, right = DRAWN["sweep"]().axes
    assert sum(len(dots.get_offsets()) for dots in left.collections) == 4
    assert left.get_ylim() == right.get_ylim()


def test_the_same_runs_look_the_same_in_both_panels_of_a_sweep():
    groups = {"Width": {"32": [95.0], "128": [97.0]}, "Kind": {"relu": [97.0], "tanh": [96.0]}}
    left, right = pictures.sweep_picture(groups).fig.axes

    def look(dots):
        return dots.get_facecolor().tolist(), dots.get_paths()[0].vertices.tolist()

    assert look(left.collections[1]) == look(right.collections[0])
    assert look(left.collections[0]) != look(right.collections[0])
    assert look(left.collections[0]) != look(right.collections[1])


# The text says what is drawn


def shown(drawn):
    """The titles of a picture's images."""
    return [ax.get_title() for ax in drawn.fig.axes if ax.images]


def test_titles_may_be_labels_and_are_told_in_their_order():
    drawn = pictures.digits_picture(IMAGES[:3], np.array([7, 2, 1]), columns=2)
    assert shown(drawn) == ["7", "2", "1"]
    assert drawn.alt == "3 images of digits, 2 in a row; above them 7, 2, 1."
    twice = pictures.digits_picture(np.concatenate([IMAGES, IMAGES])[:20], [*range(10)] * 2)
    assert twice.alt == "20 images of digits, 10 in a row; above them 0 to 9 in each row."
    assert "above them says 8, is 3 0.998, says" in PICTURES["two lines"]().alt
    assert pictures.digits_picture(IMAGES[:0], []).alt == "No images."


def test_pixels_are_told_from_the_lightest_to_the_darkest():
    assert PICTURES["pixels"]().alt.startswith(
        "The image, each pixel with its number: 0 where it is lightest and at least 200 where"
    )
    assert "150 where it is lightest and at least 100" in (
        pictures.pixels_picture(np.full((28, 28), 150, np.uint8)).alt
    )


@pytest.mark.parametrize("digit", [0, 1, 5])
def test_no_ink_of_an_image_is_cut_off(digit):
    image = drawing(digit, right=3)
    drawn = pictures.pixels_picture(image)
    shown = 255 - drawn.fig.axes[0].images[0].get_array()
    assert shown.sum() == image.sum()
    assert f"in {shown.shape[0]} rows and {shown.shape[1]} columns" in drawn.alt
    assert all(shown.any(axis=axis).all() for axis in (0, 1))  # and no margin is left
    assert len(drawn.fig.axes[0].texts) == shown.size


def test_an_image_without_ink_is_shown_whole():
    assert "in 28 rows and 28 columns" in pictures.pixels_picture(np.zeros((28, 28), int)).alt


def test_weights_are_light_where_positive_whatever_their_scale():
    first, *_ = (ax.images[0] for ax in weights_picture(WEIGHTS).fig.axes if ax.images)
    assert first.norm(0.0) == pytest.approx(0.5)
    assert first.norm(np.abs(WEIGHTS[0]).max()) == pytest.approx(1.0)
    assert "4 neurons" in PICTURES["weights"]().alt
    assert "In at least 75 % of the images, the weights in the middle" in PICTURES["weights"]().alt
    assert "In less than 25 % of the images" in weights_picture(WEIGHTS[3:]).alt
    assert "1 neurons" not in weights_picture(WEIGHTS[3:]).alt
    assert len(weights_picture(torch.tensor(WEIGHTS, requires_grad=True)).fig.axes) == 10


def test_answers_stand_over_their_images_and_sure_ones_are_counted():
    drawn = pictures.answers_picture(IMAGES[:4], TEN[[0, 1, 5, 3]], what="drawings")
    assert shown(drawn) == [f"says {digit}\n0.910" for digit in (0, 1, 5, 3)]
    assert drawn.alt.startswith("4 drawings, each under the network's answer and its probability. ")
    assert drawn.alt.endswith("At least 75 % of the probabilities are above 0.8.")
    unsure = pictures.answers_picture(IMAGES[:4], np.vstack([np.full((3, 10), 0.1), TEN[:1]]))
    assert unsure.alt.endswith("At least 25 % of the probabilities are above 0.8.")


@pytest.mark.parametrize(
    ("truth", "told"),
    [
        ([1, 2, 0], "All of these answers are wrong, the surest first."),
        ([0, 2, 0], "Right are 1 of these answers, the surest first."),
        ([0, 1, 2], "Right are 3 of these answers, the surest first."),
    ],
)
def test_answers_beside_their_labels_are_counted(truth, told):
    chances = TEN[:3] * np.array([[1.0], [0.9], [0.9]])
    drawn = pictures.answers_picture(IMAGES[:3], chances, np.array(truth))
    assert shown(drawn)[0] == f"says 0, is {truth[0]}\n0.910"
    assert drawn.alt.endswith(told)
    turned = pictures.answers_picture(IMAGES[:3], chances[::-1], np.array(truth))
    assert "surest" not in turned.alt


def test_no_mistakes_are_no_images():
    assert pictures.answers_picture(IMAGES[:0], TEN[:0], np.arange(0)).alt == "No images."


def test_an_answer_is_told_with_its_probability():
    assert PICTURES["answer"]().alt == "The network says 3, with a probability of 0.80."
    assert PICTURES["sure"]().alt == "The network says 9, with a probability above 0.95."


@pytest.mark.parametrize(
    ("moved", "place"),
    [
        ({}, "its ink centred in the middle"),
        ({"right": 3}, "its ink centred 3 right of the middle"),
        ({"down": -2}, "its ink centred 2 above the middle"),
        ({"right": -2, "down": 2}, "its ink centred 2 left of the middle and 2 below the middle"),
    ],
)
def test_a_moved_drawing_is_told_by_where_its_ink_lies(moved, place):
    image = drawing(3, **moved)
    assert pictures.ink_place(image) == place
    drawn = pictures.answer_picture(image, CHANCES, 3)
    assert drawn.alt == f"A drawn 3, {place}. {PICTURES['answer']().alt}"
    wide = pictures.answer_picture(image, CHANCES, 3, 2.5).alt
    assert wide.startswith(f"A 3 drawn with a pen 2.5 wide, {place}. ")


def test_paper_has_no_ink():
    assert pictures.ink_place(np.zeros((28, 28))) == "without ink"


def test_curves_are_told_by_where_they_end():
    assert PICTURES["curves"]().alt == (
        "Two panels. The training loss comes down, below a tenth of where it began. The accuracy "
        "on the test images rises over 3 epochs, to at least 95 %; that on the training images "
        "ends higher."
    )
    both = PICTURES["curves and held losses"]()
    assert "That on the validation images is lowest at the end, and ends above the" in both.alt
    assert "The accuracy on the validation images rises over 3 epochs" in both.alt
    assert both.fig.axes[0].get_yscale() == "log"
    late = pictures.curves_picture([1.0, 0.4], [1, 1], [1, 1], [0.2, 0.3]).alt
    assert "is lowest before the end, and ends no higher than the training loss" in late
    poor = pictures.curves_picture([1.0, 2.0], [0.3, 0.2], [0.4, 0.3]).alt
    assert "does not come down" in poor
    assert "does not rise over 2 epochs, and ends at at least 25 %" in poor
    assert "is less than 25 % after 1 epoch;" in pictures.curves_picture([1.0], [0.1], [0.1]).alt
    assert "ends no higher" in poor
    assert "comes down, below half" in pictures.curves_picture([1.0, 0.4], [1], [1]).alt
    assert "comes down. " in pictures.curves_picture([1.0, 0.9], [1], [1]).alt
    assert "Two empty panels" in PICTURES["no curves"]().alt


def test_confusions_are_told_by_what_stands_on_the_diagonal():
    assert "10 rows" in PICTURES["confusion"]().alt
    assert "at least 95 % of the images. Off it, mistakes" in PICTURES["confusion"]().alt
    assert "less than 25 % of the images" in pictures.confusion_picture([[1, 9], [9, 1]]).alt
    shares = np.array([[0.4, 0.1], [0.0, 0.5]])
    assert "at least 90 % of the images. Off it, mistakes" in pictures.confusion_picture(shares).alt
    assert "Off it, there are none" in pictures.confusion_picture([[4, 0], [0, 5]]).alt


def test_a_sweep_is_told_by_the_order_of_its_means():
    told = PICTURES["sweep"]().alt
    assert "Width: means for 32, 64, rising from left to right." in told
    assert "Kind: means for relu." in told
    falls = pictures.sweep_picture({"Width": {"32": [96.0, 97.0], "64": [95.0, 97.5]}}).alt
    assert "Width: means for 32, 64." in falls
    assert "Width: nothing was measured." in pictures.sweep_picture({"Width": {}}).alt
