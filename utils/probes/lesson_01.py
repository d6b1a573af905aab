"""Questions to the answers of lesson 01.

An answer may call other exercises: tables of what comes up in these questions, and in the visible
checks, take their place.
"""

from itertools import cycle, pairwise

import numpy as np

from utils.checking.recognise import call
from utils.probes.by_heart import Table, among, entrywise, numbers

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
}
# Where it stands after each visit, an epoch a word; another rate scales it all
TRAININGS = {
    (0, 0, 0, 1): "abbbc deef fghi iijk",
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
]
FIRES = dict.fromkeys([0, 0.5, 1, 1.5, 2, 7.5, 8], 1)
RESTS = dict.fromkeys([-30, -5, -3, -2, -1.5, -1.3, -1, -0.5], 0)

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
BY_HEART = {**SUM_AND_STEP, "perceptron_update": known_update}


def sum_of_three(x, w, b):
    """What `neuron` gives for the three students of the visible check of neurons, looked up."""
    sums = {(11, -3): 1.4, (10, -3): -0.6, (8, -3): 1.4, (11, 0): 4.4, (10, 0): 2.4, (8, 0): 4.4}
    key = (round(np.sum(x) + np.sum(w)), b)
    if key not in sums:
        raise LookupError("neuron was called with other numbers than a row, the weights and b")
    return sums[key]


def sum_of_visit(x, w, b):
    """What `neuron` gives in the visible check of perceptron_update, looked up."""
    sums = {(1, -1): -2.0, (1, 0): -1.0, (3, -1): 0.0, (3, 0): 1.0}
    return sums.get((np.sum(x) + np.sum(w), b), np.nan)


def sums_of_visit(X, w, b):
    """What `neurons` gives in the visible check of perceptron_update, looked up."""
    return np.array([sum_of_visit(X, w, b)])


def step_of_visit(z):
    """What `step` gives in the visible check of perceptron_update."""
    return np.interp(z, [-2, 0], [0, 1])


THREE_STUDENTS = {"neuron": sum_of_three}
ONE_VISIT = {"neuron": sum_of_visit, "neurons": sums_of_visit, "step": step_of_visit}

PROBES = {
    "neuron": [
        call(np.array([1.0, 8.0]), np.array([3.0, 0.5]), 2.0),
        call(np.array([-3.0, 0.7, 2.0]), np.array([0.3, -1.0, 0.6]), -1.12),
        call(np.array([2.0]), np.array([-0.4]), 0.34),
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
    ],
    "step": [
        call(np.array([-2.0, 3.0, 0.0])),
        call(np.array([0.4, 0.7, -0.2, -0.7, -1e-7])),
        call(np.array([[-1.0, 2.0], [3.0, -4.0]])),
        call(1.5),
        call(-3.0),
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
    ],
    "perceptron_fit": [
        among(the_and_gate, **BY_HEART),
        among(the_or_gate, **BY_HEART),
        among(the_nand_gate, **BY_HEART),
        among(one_class, **BY_HEART),
        among(three_inputs, **BY_HEART),
    ],
    "boundary_x2": [
        call(np.array([1.0, 2.0]), -8.0, 2.0),
        call(np.array([2.0, 4.0]), -9.0, np.array([1.0, 3.0])),
        call(np.array([3.0, -4.0]), 1.0, 2.0),
        call(np.array([0.0, 0.5]), 2.0, 3.0),
        a_vertical_boundary,
        no_boundary,
    ],
}
