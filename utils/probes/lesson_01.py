"""Questions to the answers of lesson 01.

An answer may call other exercises: tables of what comes up in these questions, and in the visible
checks, take their place.
"""

from itertools import cycle, pairwise

import numpy as np

from utils.checking.recognise import call
from utils.checks import given
from utils.probes.by_heart import Table, among, entrywise, numbers
from utils.probes.why_it_stops import word_of_error

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def the_and_gate(fit):
    """AND, rate 1, 4 epochs at most: weights, bias and mistakes per epoch."""
    return fit(CORNERS.copy(), np.array([0, 0, 0, 1]), 1.0, 4)


def the_or_gate(fit):
    """OR, rate 0.5, 9 epochs at most: weights, bias and mistakes per epoch."""
    return fit(CORNERS.copy(), np.array([0, 1, 1, 1]), 0.5, 9)


def the_nand_gate(fit):
    """NAND (1, 1, 1, 0), rate 0.5, 9 epochs at most: weights, bias and mistakes per epoch."""
    return fit(CORNERS.copy(), np.array([1, 1, 1, 0]), 0.5, 9)


def one_class(fit):
    """X = [[2, 1], [1, 3]], targets 1 and 1, rate 1, 4 epochs at most: weights, bias, mistakes."""
    return fit(np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([1, 1]), 1.0, 4)


def three_inputs(fit):
    """X = [[1, 2, 3], [-2, 0, -1]], targets 0 and 1, rate 2, 3 epochs at most: all results."""
    return fit(np.array([[1.0, 2.0, 3.0], [-2.0, 0.0, -1.0]]), np.array([0, 1]), 2.0, 3)


def whole_numbers(fit):
    """X = [[2, -1, 0], [0, 1, 1]] of whole numbers, targets 0 and 1, rate 0.5: all results."""
    return fit(np.array([[2, -1, 0], [0, 1, 1]]), np.array([0, 1]), 0.5, 9)


def a_mistake_that_stays(fit):
    """X = [[3, 3], [1, 0]], targets 0 and 1, rate 1, 1 epoch at most: weights, bias, mistakes."""
    return fit(np.array([[3.0, 3.0], [1.0, 0.0]]), np.array([0, 1]), 1.0, 1)


def what_stops_the_training(fit):
    """What an error in the first epoch of AND is about."""
    words = ["does not have enough dimensions", "ambiguous", "too many values", "inhomogeneous"]
    return word_of_error([*words, "cast"], fit, CORNERS, np.array([0, 0, 0, 1]), 1.0, 1)


def what_a_whole_number_stops(fit):
    """What an error is about where the inputs are whole numbers and the rate is 0.5."""
    return word_of_error(["cast"], fit, np.array([[2, -1, 0]]), np.array([0]), 0.5, 1)


def what_the_update_is_given(fit):
    """Whether `perceptron_update`, where it is called, gets its values in their order."""
    seen = []

    def watched(*args, **kwargs):
        seen.append((args, kwargs))
        raise StopIteration

    x, rate = np.array([5.0, 7.0, 9.0]), 3.0
    try:
        with given(fit, perceptron_update=watched):
            fit(x[None], np.array([0]), rate, 1)
    except StopIteration:
        args, kwargs = seen[0]
        asked = {"w": 3, "b": 1, "x": 3, "target": 1, "learning_rate": 1}
        bound = dict(zip(asked, args, strict=False)) | kwargs
        same = {name: np.size(bound.get(name)) == size for name, size in asked.items()}
        return "in order" if all(same.values()) and np.array_equal(bound["x"], x) else "otherwise"
    except Exception:
        return "in order"  # another question asks why it stopped
    return "in order"


def what_is_out_of_bounds(boundary):
    """Which place an IndexError is about, for weights [1, 2], bias -8 and x1 = 2."""
    return word_of_error(["index 2 is out of bounds"], boundary, np.array([1.0, 2.0]), -8.0, 2.0)


def what_stops_the_step(step):
    """What an error is about for z = [-2, 3]."""
    return word_of_error(["arrays can be converted", "either both or"], step, np.array([-2.0, 3.0]))


def refused(boundary, *args):
    """What comes back, or that ValueError was raised."""
    try:
        result = boundary(*args)
    except ValueError:
        return "raises ValueError"
    return "an error, as a value" if isinstance(result, BaseException) else result


def a_vertical_boundary(boundary):
    """The vertical boundary with weights [2, 0] and bias -1, at x1 = 1."""
    return refused(boundary, np.array([2.0, 0.0]), -1.0, 1.0)


def no_boundary(boundary):
    """The weights [0, 0] and bias 1, at x1 = 1."""
    return refused(boundary, np.array([0.0, 0.0]), 1.0, 1.0)


# A perceptron on its way, at a learning rate of 1: weights and bias, and the sum at each corner
STATES = {
    "a": ((0, 0, 0), (0, 0, 0, 0)),
    "b": ((0, 0, -1), (-1, -1, -1, -1)),
    "c": ((1, 1, 0), (0, 1, 1, 2)),
    "d": ((1, 1, -1), (-1, 0, 0, 1)),
    "e": ((1, 0, -2), (-2, -2, -1, -1)),
    "f": ((2, 1, -1), (-1, 0, 1, 2)),
    "g": ((2, 0, -2), (-2, -2, 0, 0)),
    "h": ((1, 0, -3), (-3, -3, -2, -2)),
    "i": ((2, 1, -2), (-2, -1, 0, 1)),
    "j": ((1, 1, -3), (-3, -2, -2, -1)),
    "k": ((2, 2, -2), (-2, 0, 0, 2)),
    "l": ((0, 1, 0), (0, 1, 0, 1)),
    "m": ((0, 1, -1), (-1, 0, -1, 0)),
    "n": ((-1, -1, -1), (-1, -2, -2, -3)),
    "o": ((-1, -1, 0), (0, -1, -1, -2)),
    "p": ((-1, 0, 1), (1, 1, 0, 0)),
    "q": ((-2, -1, 0), (0, -1, -2, -3)),
    "r": ((-2, 0, 1), (1, 1, -1, -1)),
    "s": ((-1, 0, 2), (2, 2, 1, 1)),
    "t": ((-2, -1, 1), (1, 0, -1, -2)),
    "u": ((-1, -1, 2), (2, 1, 1, 0)),
    "v": ((-2, -2, 1), (1, -1, -1, -3)),
    "w": ((-2, -1, 2), (2, 1, 0, -1)),
    "x": ((2, 1, -3), (-3, -2, -1, 0)),
}
# Where it stands after each visit, an epoch a word; another rate scales it all
TRAININGS = {
    (1, 1, 1, 1): "aaaaa",
    (0, 0, 0, 1): "abbbc deef fghi iijk kxxx xxxx",
    (0, 1, 1, 1): "ablll mmcc dddd dddd",
    (1, 1, 1, 0): "aaaan oppq qrst ttuv vwww wwww",
}
# The sums in the other questions: inputs, weights, bias, sum
OTHERS = [
    ((1, 2), (2, 0.5), -2, 1),
    ((3, 0), (2, 0.5), -2, 4),
    ((0, -4), (2, 0.5), -2, -4),
    ((1, 2, 0.3), (0.5, -1, 0.1), -0.5, -1.97),
    ((0, -1, 4), (0.5, -1, 0.1), -0.5, 0.9),
    ((1, 2), (1, -0.2), 0.4, 1),
    ((3, 4), (1, -0.2), 0.4, 2.6),
    ((2, 3), (1, 0.5), -1, 2.5),
    ((1, 2), (0, -2), -1, -5),
    ((1, 3), (1, 2), 0.5, 7.5),
    ((1, 1), (1, -2), 1, 0),
    ((1, 0), (1, -2), -2.5, -1.5),
    ((1, -1), (1, 2), -0.3, -1.3),
    ((0.5, 1, -1), (1, -2, 3), 3, -1.5),
    ((2, 1), (0, 0), 0, 0),
    ((1, 3), (0, 0), 0, 0),
    ((1, 2, 3), (0, 0, 0), 0, 0),
    ((1, 2, 3), (-2, -4, -6), -2, -30),
    ((-2, 0, -1), (0, 0, 0), 0, 0),
    ((-2, 0, -1), (-2, -4, -6), -2, 8),
    ((2, 1), (1, 2), -2, 2),
    ((1, 3), (1, -2), 0.5, -4.5),
    ((2, 1), (1, 0), 3, 5),
    ((2, -1, 0), (0, 0, 0), 0, 0),
    ((0, 1, 1), (0, 0, 0), 0, 0),
    ((0, 1, 1), (-1, 0.5, 0), -0.5, 0),
    ((2, -1, 0), (-1, 0.5, 0), -0.5, -3),
    ((3, 3), (0, 0), 0, 0),
    ((1, 0), (-3, -3), -1, -4),
    ((1, 2), (1, -1), 1.5, 0.5),
    ((1, 0, 2), (0, 0, 0), 0, 0),
    ((-2, 1, 1), (0, 0, 0), 0, 0),
    ((1, 0, 2), (-0.5, 0, -1), -0.5, -3),
    ((-2, 1, 1), (-0.5, 0, -1), -0.5, -0.5),
    ((1, 0, 2), (-1.5, 0.5, -0.5), 0, -2.5),
    ((-2, 1, 1), (-1.5, 0.5, -0.5), 0, 3),
    ((3, -2), (0.5, 0.25), 1.5, 2.5),
    ((1, 5), (0.5, 0.25), 1.5, 3.25),
    ((0.012,), (0.002,), 0, 0.000024),
    ((0.5, 0.25), (500, 2), 7, 257.5),
    ((3000, 0.5), (500, 2), 7, 1500008),
    # The visible checks of neurons and of perceptron_update
    ((4, 6), (0.8, 0.2), -3, 1.4),
    ((1, 8), (0.8, 0.2), -3, -0.6),
    ((5, 2), (0.8, 0.2), -3, 1.4),
    ((1, 2, 3), (0.5, -1, 0.25), 0.5, -0.25),
    ((2, 0, 1), (0.5, -1, 0.25), 0.5, 1.75),
    ((0, 1, -2), (0.5, -1, 0.25), 0.5, -1),
    ((1, 1), (0, -1), -1, -2),
    ((0, 1), (1, 1), -1, 0),
    ((1, 2, 1), (1, 0.5, -1), -2, -1),
]
FIRES = dict.fromkeys([0, 0.5, 1, 1.5, 2, 3, 5, 7.5, 8], 1)
RESTS = dict.fromkeys([-30, -5, -4.5, -4, -3, -2.5, -2, -1.5, -1.3, -1, -0.5], 0)

SUMS, UPDATES = Table(), Table()
for x, w, b, z in OTHERS:
    SUMS[numbers(x, w, b)] = SUMS[numbers(w, x, b)] = float(z)
    SUMS[numbers(x, w, 0)] = SUMS[numbers(w, x, 0)] = float(z - b)
for rate in (1.0, 0.5):
    at = {letter: rate * np.array(state) for letter, (state, _) in STATES.items()}
    for letter, (_, sums) in STATES.items():
        for x, z in zip(CORNERS, sums, strict=True):
            SUMS[numbers(x, at[letter])] = SUMS[numbers(at[letter][:2], x, at[letter][2])] = (
                rate * z
            )
    for targets, words in TRAININGS.items():
        visits = zip(cycle(zip(CORNERS, targets, strict=True)), pairwise(words.replace(" ", "")))
        for (x, target), (before, after) in visits:
            UPDATES[numbers(at[before], x, target, rate)] = at[after]
for x in ((2, 1), (1, 3)):
    UPDATES[numbers((0, 0, 0), x, 1, 1)] = np.zeros(3)
corrected = (-2, -4, -6, -2)
for start, x, target in (
    ((0, 0, 0, 0), (1, 2, 3), 0),
    (corrected, (1, 2, 3), 0),
    (corrected, (-2, 0, -1), 1),
):
    UPDATES[numbers(start, x, target, 2)] = np.array(corrected, dtype=float)
corrected = (-1, 0.5, 0, -0.5)
for start, x, target in (
    ((0, 0, 0, 0), (2, -1, 0), 0),
    (corrected, (2, -1, 0), 0),
    (corrected, (0, 1, 1), 1),
):
    UPDATES[numbers(start, x, target, 0.5)] = np.array(corrected)
for start, x, target, after in (
    ((0, 0, 0, 0), (1, 0, 2), 0, (-0.5, 0, -1, -0.5)),
    ((-0.5, 0, -1, -0.5), (-2, 1, 1), 1, (-1.5, 0.5, -0.5, 0)),
    ((-1.5, 0.5, -0.5, 0), (1, 0, 2), 0, (-1.5, 0.5, -0.5, 0)),
    ((-1.5, 0.5, -0.5, 0), (-2, 1, 1), 1, (-1.5, 0.5, -0.5, 0)),
):
    UPDATES[numbers(start, x, target, 0.5)] = np.array(after, dtype=float)
UPDATES[numbers((0, 0, 0), (3, 3), 0, 1)] = np.array([-3.0, -3.0, -1.0])
UPDATES[numbers((-3, -3, -1), (1, 0), 1, 1)] = np.array([-2.0, -3.0, 0.0])


def known_sum(x, w, b):
    """A sum, looked up."""
    return SUMS[numbers(x, w, b)]


def known_sums(X, w, b):
    """Sums, looked up."""
    return np.array([SUMS[numbers(row, w, b)] for row in X])


def known_step(z):
    """Ones and zeros, looked up."""
    return entrywise(FIRES | RESTS, z)


def known_update(w, b, x, target, learning_rate):
    """Weights and bias, looked up."""
    after = UPDATES[numbers(w, b, x, target, learning_rate)]
    return after[:-1].copy(), float(after[-1])


SUM_AND_STEP = {"neuron": known_sum, "neurons": known_sums, "step": known_step}


# What visible checks give to an answer; notebooks of earlier kits ask for these names
THREE_STUDENTS = {"neuron": known_sum}
ONE_VISIT = SUM_AND_STEP
BY_HEART = {**SUM_AND_STEP, "perceptron_update": known_update}

PROBES = {
    "neuron": [
        call(np.array([8.0, 1.0]), np.array([0.5, 3.0]), 2.0),
        call(np.array([-3.0, 0.7, 2.0]), np.array([0.3, -1.0, 0.6]), -1.12),
        call(np.array([2.0]), np.array([-0.4]), 0.34),
        call(np.array([3, 5]), np.array([0.5, 0.25]), 1.5),
        call(np.array([0.5, 0.25]), np.array([3, 5]), 1.0),
        call(np.array([3000.0, 1.0]), np.array([500.0, 2.0]), 7.0),
        call(np.array([0.012]), np.array([0.002]), 0.0),
    ],
    "neurons": [
        among(
            call(np.array([[1.0, 2.0], [3.0, 0.0], [0.0, -4.0]]), np.array([2.0, 0.5]), -2.0),
            neuron=known_sum,
        ),
        among(
            call(np.array([[1.0, 2.0, 0.3], [0.0, -1.0, 4.0]]), np.array([0.5, -1.0, 0.1]), -0.5),
            neuron=known_sum,
        ),
        among(
            call(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([1.0, -0.2]), 0.4), neuron=known_sum
        ),
        among(call(np.array([[2.0, 3.0]]), np.array([1.0, 0.5]), -1.0), neuron=known_sum),
        among(call(np.array([[3, -2], [1, 5]]), np.array([0.5, 0.25]), 1.5), neuron=known_sum),
        among(call(np.array([[0.012]]), np.array([0.002]), 0.0), neuron=known_sum),
        among(
            call(np.array([[0.5, 0.25], [3000.0, 0.5]]), np.array([500, 2]), 7.0), neuron=known_sum
        ),
    ],
    "step": [
        call(np.array([-2.0, 3.0, 0.0])),
        call(np.array([0.4, 0.7, -0.2, -0.7, -1e-9])),
        call(np.array([[-1.0, 2.0], [3.0, -4.0]])),
        call(1.5),
        call(-3.0),
        what_stops_the_step,
    ],
    "perceptron_update": [
        among(call(np.array([0.0, -2.0]), -1.0, np.array([1.0, 2.0]), 1, 1.0), **SUM_AND_STEP),
        among(call(np.array([1.0, 2.0]), 0.5, np.array([1.0, 3.0]), 0, 0.25), **SUM_AND_STEP),
        among(call(np.array([1.0, -2.0]), 1.0, np.array([1.0, 1.0]), 1, 0.5), **SUM_AND_STEP),
        among(call(np.array([1.0, -2.0]), -2.5, np.array([1.0, 0.0]), 1, 0.25), **SUM_AND_STEP),
        among(call(np.array([1.0, 2.0]), -0.3, np.array([1.0, -1.0]), 0, 0.5), **SUM_AND_STEP),
        among(
            call(np.array([1.0, -2.0, 3.0]), 3.0, np.array([0.5, 1.0, -1.0]), 1, 0.5),
            **SUM_AND_STEP,
        ),
        among(call(np.array([1.0, -2.0]), 1.0, np.array([1.0, 1.0]), 0, 0.5), **SUM_AND_STEP),
        among(call(np.array([1.0, 2.0]), -2.0, np.array([2.0, 1.0]), 1, 0.5), **SUM_AND_STEP),
        among(call(np.array([1.0, -2.0]), 0.5, np.array([1, 3]), 1, 0.5), **SUM_AND_STEP),
        among(call(np.array([1.0, 0.0]), 3.0, np.array([2.0, 1.0]), 0, 0.5), **SUM_AND_STEP),
        among(call(np.array([1.0, -1.0]), 1.5, np.array([1.0, 2.0]), 0, 0.25), **SUM_AND_STEP),
    ],
    "perceptron_fit": [
        among(the_and_gate, **BY_HEART),
        among(the_or_gate, **BY_HEART),
        among(the_nand_gate, **BY_HEART),
        among(one_class, **BY_HEART),
        among(three_inputs, **BY_HEART),
        among(whole_numbers, **BY_HEART),
        among(a_mistake_that_stays, **BY_HEART),
        among(what_stops_the_training, **BY_HEART),
        among(what_a_whole_number_stops, **BY_HEART),
        what_the_update_is_given,
    ],
    "boundary_x2": [
        call(np.array([1.0, 2.0]), -8.0, 2.0),
        call(np.array([2.0, 4.0]), -9.0, np.array([1.0, 3.0])),
        call(np.array([2.0, 4.0]), 3, np.array([0, 5])),
        call(np.array([0.012, -5.0]), 0.0, 0.01),
        call(np.array([1.0, 2.0**-14]), 1.0, 2.0),
        call(np.array([3.0, -4.0]), 1.0, 2.0),
        call(np.array([0.0, 0.5]), 2.0, 3.0),
        call(np.array([0.75, -0.02]), 3.0, 2.0),
        a_vertical_boundary,
        no_boundary,
        what_is_out_of_bounds,
    ],
}
