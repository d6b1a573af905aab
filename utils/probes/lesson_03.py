"""Questions to the answers of lesson 03."""

import numpy as np

from utils.checking.calling import copied, same
from utils.checking.recognise import call
from utils.checks import given
from utils.probes.why_it_stops import word_of_error

# What tells errors of one type apart: parts of messages that all supported versions share
WORDS = [
    "takes from 2 to 3",
    "at most 3 positional",
    "ambiguous",
    "exactly one argument",
    "positional argument",
    "enough dimensions",
    "unpack",
]
WORDS += ["core dimension", "not aligned", "out of bounds", "out of range", "too many indices"]
WORDS += ["list indices", "inhomogeneous", "for -: 'list'", "concatenate list", "Field elements"]
WORDS += ["non-broadcastable", "output", "reshape", "Cannot interpret", "attribute 'rand"]
WORDS += ["not callable", "as an integer", "an array element"]


def why(exercise, *args):
    """A probe of what an error is about that stops an answer."""

    def ask(function):
        with given(function, dense_forward=affine):
            return word_of_error(WORDS, function, *args)

    ask.__doc__ = f"what stops {call(*args)(exercise).text}"
    return ask


# mlp_forward: the lesson's own network, four layers of one unit, and a square first layer
STUDENT = np.array([[2.0, 5.0]])
HAND_SET = [
    (np.array([[1.0, 1.0, 0.0], [0.3, -0.3, 0.5]]), np.array([-2.8, -2.4, -0.8])),
    (np.array([[1.4], [-0.5], [0.3]]), np.array([-2.3])),
]
PAIR = np.array([[1.0, 0.0], [1.0, 1.0]])
CHAIN = [
    (np.array([[weight]]), np.array([bias]))
    for weight, bias in [(1.0, 1.0), (-2.0, 1.0), (-3.0, 1.0), (-1.0, 2.0)]
]
SQUARE = [
    (np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([10.0, 20.0])),
    (np.array([[1.0], [2.0]]), np.array([0.0])),
]


def affine(X, W, b):
    """What a layer gives, in place of the learner's own function for it."""
    return np.einsum("nk,kj->nj", X, W) + b


def forward(function, X, params):
    """All that comes back of a batch sent through these layers."""
    with given(function, dense_forward=affine):
        return call(X, params)("mlp_forward").ask(function)


def student_output(function):
    """Z_last of the lesson's 2–3–1 network, for 2 hours of study and 5 of sleep."""
    return forward(function, STUDENT, HAND_SET)[0]


def student_inputs(function):
    """The A_in of both layers in the cache, for 2 hours of study and 5 of sleep."""
    return [pair[0] for pair in forward(function, STUDENT, HAND_SET)[1]]


def student_sums(function):
    """The Z of both layers in the cache, for 2 hours of study and 5 of sleep."""
    return [pair[1] for pair in forward(function, STUDENT, HAND_SET)[1]]


def chain(function):
    """Z_last for the inputs 1 and -2, through four layers of one unit with weights
    1, -2, -3, -1 and biases 1, 1, 1, 2."""
    return forward(function, np.array([[1.0], [-2.0]]), CHAIN)[0]


def square(function):
    """Z_last for as many examples as hidden units: (1, 0) and (1, 1), weights
    [[1, 2], [0, 1]] and [[1], [2]], biases 10, 20 and 0."""
    return forward(function, PAIR, SQUARE)[0]


def one_layer(function):
    """Z_last of a single layer: examples (1, 0) and (1, 1), weights [[1, 2], [0, -3]], biases
    10 and -20."""
    return forward(
        function,
        PAIR,
        [(np.array([[1.0, 2.0], [0.0, -3.0]]), np.array([10.0, -20.0]))],
    )[0]


def one_number(function):
    """Z_last for the input 1 alone, through two layers of one unit with weights 1 and -2, biases
    1 and 1."""
    return forward(function, np.array([[1.0]]), CHAIN[:2])[0]


def all_digits(function):
    """Z_last for the input 0.000024, through two layers of one unit with weights of 1."""
    layer = np.array([[1.0]]), np.array([0.0])
    return forward(function, np.array([[0.000024]]), [layer, layer])[0]


def all_of_it(function):
    """All that comes back for the inputs 1 and -2, through four layers of one unit."""
    return forward(function, np.array([[1.0], [-2.0]]), CHAIN)


def whole_numbers(function):
    """Z_last of the lesson's 2–3–1 network, for 5 hours of study and 2 of sleep, as whole
    numbers."""
    return forward(function, np.array([[5, 2]]), HAND_SET)[0]


# xor_params: shapes, then what the network says of the corners
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
GATES = {
    (0, 1, 1, 0): "XOR",
    (0, 1, 1, 1): "OR",
    (0, 0, 0, 1): "AND",
    (1, 0, 0, 1): "1 where the inputs agree",
    (1, 1, 1, 0): "0 for two ones alone",
    (1, 0, 0, 0): "1 for two zeros alone",
    (0, 0, 0, 0): "0 for all four",
    (1, 1, 1, 1): "1 for all four",
    (0, 1, 0, 0): "1 for (0, 1) or (1, 0) alone",
    (0, 0, 1, 0): "1 for (0, 1) or (1, 0) alone",
    (0, 0, 1, 1): "one of the inputs",
    (0, 1, 0, 1): "one of the inputs",
}


def fit(function):
    """Do the shapes fit: pairs (W, b), W (inputs, units), b (units,), 2 inputs, 1 output?"""
    params = function()
    return "nothing came back" if params is None else _misfit(params) or "yes"


def _misfit(params):
    if not isinstance(params, list | tuple):
        return "no list of pairs"
    entries = [np.ndim(entry) if isinstance(entry, np.ndarray) else -1 for entry in params]
    if entries and set(entries) == {2}:
        return "tables of weights alone"
    if set(entries) == {1, 2}:
        return "weights and biases in one list, not in pairs"
    if not all(isinstance(entry, list | tuple) and len(entry) == 2 for entry in params):
        return "no list of pairs"
    layers = [(np.shape(W), np.shape(b)) for W, b in params]
    for W, b in layers:
        if len(W) == 1 and len(b) == 2:
            return "the bias stands first in the pair"
        if len(W) != 2:
            return "a W that is no table"
        if len(b) != 1:
            return {0: "a b that is one number", 2: "a b that is a table"}.get(
                len(b), "a strange b"
            )
    ways = {"yes": layers, "only in the other order": layers[::-1]}
    ways["only with a W turned"] = [(W if W[1:] == b else W[::-1], b) for W, b in layers]
    found = next((name for name, way in ways.items() if _chained(way, 1)), "")
    if found == "yes":
        return ""
    if _chained([(W, W[1:]) for W, _ in layers], 1):
        return "a b that is too short or too long"
    if _chained(layers, layers[-1][0][1]):
        return "several outputs"
    inputs = layers[0][0][0]
    return found or ("no" if inputs == 2 else f"{inputs} input{'s'[: inputs - 1]}, not 2")


def _chained(layers, outputs):
    units = 2
    for W, b in layers:
        if W[0] != units or b != W[1:]:
            return False
        units = W[1]
    return units == outputs


def says(function):
    """What the outputs at (0, 0), (0, 1), (1, 0) and (1, 1) amount to."""
    params = function()
    if _misfit(params):
        return "cannot be told"
    layers = [(np.asarray(W, dtype=float), np.asarray(b, dtype=float)) for W, b in params]
    if not all(np.isfinite(W).all() and np.isfinite(b).all() for W, b in layers):
        return "no numbers"
    ramp, _ = _through(layers, lambda z: np.maximum(z, 0.0))
    if len(layers) == 1:
        return "one straight line"
    gate = _gate(ramp > 0.5)
    if gate == "XOR":
        return gate
    if _gate(ramp > 0) == "XOR":
        return "XOR if outputs above 0 counted as 1"
    others = [lambda z: (z > 0) * 1.0, lambda z: (z >= 0) * 1.0], [lambda z: 1 / (1 + np.exp(-z))]
    for units in others:
        scores = [_through(layers, unit)[0] for unit in units]
        if any(all(_gate(z > line) == "XOR" for z in scores) for line in (0.0, 0.5)):
            return "XOR if the units were steps or sigmoids"
    _, hidden = _through(layers, lambda z: np.maximum(z, 0.0))
    if len(layers) == 2 and np.linalg.matrix_rank(hidden) < 2:
        return "no XOR: the hidden units are worth one"
    return gate


def _through(layers, unit):
    """The outputs at the corners with units of this kind, and what the first layer passes on."""
    first, A = None, CORNERS
    for W, b in layers:
        Z = affine(A, W, b)
        A = unit(Z)
        first = A if first is None else first
    return Z[:, 0], first


def _gate(decisions):
    return GATES.get(tuple(decisions.astype(int).tolist()), "another table")


def network_output(params, x1, x2):
    """What a network with these parameters gives for the inputs x1 and x2, before any rounding.

    params: a pair (W, b) for each layer; ReLU between the layers, none after the last
    """
    A = [[x1, x2]]
    for k, (W, b) in enumerate(params):
        A = (np.maximum(A, 0.0) if k else np.array(A)) @ np.asarray(W) + np.asarray(b)
    return np.ravel(A)[0]


# What the visible checks say of lists of pairs, where `check` would speak of "2 values"
def layers_told(params, sizes=None):
    """What is amiss with a list of pairs (W, b), in a sentence; "" where all shapes fit.

    params: what an answer gave
    sizes: the inputs, then each layer's units; left out, 2 inputs, any hidden layers, and 1 unit
    """
    if not isinstance(params, list | tuple):
        kind = type(params).__name__
        return f"A list with one pair (W, b) per layer is asked for, and this is of type {kind}."
    if sizes is not None and len(params) != len(sizes) - 1:
        network = "–".join(map(str, sizes))
        entries = "1 entry" if len(params) == 1 else f"{len(params)} entries"
        return f"A {network} network has {len(sizes) - 1} layers; this list has {entries}."
    inputs = 2 if sizes is None else sizes[0]
    for k, pair in enumerate(params):
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            return f"Entry {k} of the list is no pair (W, b)."
        found = np.shape(pair[0]), np.shape(pair[1])
        units = sizes[k + 1] if sizes is not None else 1 if k == len(params) - 1 else found[0][-1:]
        units = units[0] if isinstance(units, tuple) and units else units or 1
        for name, shape, fits in zip("Wb", found, ((inputs, units), (units,)), strict=True):
            if shape != fits:
                return f"The {name} of layer {k + 1} has shape {shape}, where {fits} is needed."
        inputs = units
    return "" if params else "The list is empty."


def cache_told(result, n_layers):
    """What is amiss with Z_last and a cache of pairs (A_in, Z), in a sentence; "" if nothing."""
    if not isinstance(result, list | tuple) or len(result) != 2:
        return "Two things are asked for, Z_last and the cache, in this order."
    cache = result[1]
    if not isinstance(cache, list | tuple):
        return f"The cache is of type {type(cache).__name__}; a list of pairs is asked for."
    if len(cache) != n_layers:
        entries = "1 entry" if len(cache) == 1 else f"{len(cache)} entries"
        return f"The network has {n_layers} layers, and the cache has {entries}."
    for k, pair in enumerate(cache):
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            return f"Entry {k} of the cache is no pair (A_in, Z)."
    return ""


def weights_told(params, sizes):
    """What is amiss with the numbers in wide layers (W, b), in a sentence; "" if nothing.

    params: a pair (W, b) for each layer, of hundreds of units
    sizes: the inputs, then each layer's units
    """
    for k, (W, b) in enumerate(params):
        W, std = np.asarray(W, dtype=float), np.sqrt(2 / sizes[k])
        if np.any(b):
            return f"The biases of layer {k + 1} are not all 0."
        if abs(np.mean(W)) > 0.1 * std:
            return f"The weights of layer {k + 1} have the mean {np.mean(W):.3f}, not about 0."
        if abs(np.std(W) / std - 1) > 0.05:
            recipe = f"for {sizes[k]} inputs the recipe gives {std:.4f}"
            return f"The weights of layer {k + 1} have the std {np.std(W):.4f}; {recipe}."
        beyond = np.mean(np.abs(W) > 2 * std)
        if abs(beyond - 0.0455) > 0.008:
            share = f"{beyond:.1%} of them lie more than two std from 0, where 4.6% should"
            return f"The weights of layer {k + 1} are not normal: {share}."
    return ""


def generator_told(draw):
    """What is amiss with where weights come from, in a sentence; "" if nothing.

    draw: a generator -> a list of arrays of one shape, the weights of each layer
    """
    first, again, other = (copied(draw(np.random.default_rng(seed))) for seed in (3, 3, 4))
    if not np.allclose(first, again):
        return "The same seed gave other weights the second time."
    if np.allclose(first, other):
        return "Another seed gave the same weights."
    return "Two layers of one size got the same numbers." if np.allclose(*first[:2]) else ""


# init_params: what does not depend on the single numbers drawn
def drawn(function, sizes, seed=1):
    """The pairs of a network with these sizes, as they are before another one is made."""
    params = call(sizes, np.random.default_rng(seed))("init_params").ask(function)
    if params is None:
        raise LookupError("nothing came back")
    return copied(params)


def shapes(function):
    """The shapes of W and b, layer by layer, of a 3–2–4 network."""
    return [np.shape(array) for pair in drawn(function, [3, 2, 4]) for array in pair]


def biases(function):
    """The biases of a 3–2–4 network."""
    found = [np.asarray(b) for _, b in drawn(function, [3, 2, 4])]
    return [b if np.all(b == b.flat[0]) else "differ" for b in found]


def spread(function):
    """The standard deviation of each layer's weights, in a 50–250–120 network, rounded."""
    found = [float(np.std(W)) for W, _ in drawn(function, [50, 250, 120])]
    return [round(std, 2) if std < 0.5 else float(f"{std:.1g}") for std in found]


def signs(function):
    """The signs that the weights of a 50–100 network have."""
    W = np.asarray(drawn(function, [50, 100])[0][0])
    names = {"negative": W < 0, "zero": W == 0, "positive": W > 0}
    return " and ".join(name for name, found in names.items() if found.any())


def negatives(function):
    """The share of negative weights in a 50–100 network, to a tenth."""
    W = np.asarray(drawn(function, [50, 100])[0][0])
    return round(float(np.mean(W < 0)), 1)


def far_ones(function):
    """In a 50–100 network, is any weight more than twice the typical size (root mean square)?"""
    W = np.asarray(drawn(function, [50, 100])[0][0], dtype=float)
    return bool(np.abs(W).max() > 2 * np.sqrt(np.mean(W**2)))


def seeds(function):
    """Does a 4–4 network have the same weights again, with the same seed and with another?"""
    first, again, other = (drawn(function, [4, 4], seed)[0][0] for seed in (1, 1, 2))
    return [bool(np.allclose(first, W)) for W in (again, other)]


def twins(function):
    """Do both layers of a 4–4–4 network have the same weights?"""
    (first, _), (second, _) = drawn(function, [4, 4, 4])
    return bool(np.allclose(first, second))


def copies(function):
    """Are all rows of a 4–4 network's W equal, and are all its columns?"""
    W = np.asarray(drawn(function, [4, 4])[0][0])
    if not W.any():
        return "all entries are 0"
    return [bool(np.allclose(W, W[:1])), bool(np.allclose(W, W[:, :1]))]


def depths(function):
    """How many layers have networks of 4 and 5 sizes?"""
    return [len(drawn(function, sizes)) for sizes in ([2, 3, 4, 5], [2, 3, 4, 5, 6])]


def container(function):
    """Do the pairs of a 3–2–4 network come in a list or tuple?"""
    return isinstance(drawn(function, [3, 2, 4]), list | tuple)


def apart(function):
    """Do a 3–2 network's parameters stay as they are while another network is made?"""
    first = call([3, 2], np.random.default_rng(1))("init_params").ask(function)
    before = copied(first)
    drawn(function, [3, 2], 2)
    return same(before, first)


def ones(function):
    """How many layers has a 1–1–1 network?"""
    return len(drawn(function, [1, 1, 1]))


PROBES = {
    "dense_forward": [
        why(
            "dense_forward", np.array([[1.0, 2.0, 3.0], [4.0, 5.0, -6.0]]), np.ones((3, 2)), PAIR[1]
        ),
        call(np.array([[1.0, 2.0]]), np.array([[3.0, 0.0], [1.0, -1.0]]), np.array([10.0, -5.0])),
        call(
            np.array([[1.0, 2.0], [0.0, -1.0]]),
            np.array([[2.0, 0.0], [1.0, 0.25]]),
            np.array([100.0, 20.0]),
        ),
        call(
            np.array([[1.0, 2.0, 3.0], [4.0, 5.0, -6.0]]),
            np.array([[1.0], [0.5], [-2.0]]),
            np.array([0.0625]),
        ),
        call(np.array([[1.0], [2.0], [3.0]]), np.array([[2.0, -1.0]]), np.array([0.0, 7.0])),
        call(
            np.array([[2.0, 1.0]]),
            np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 9.0]]),
            np.array([1.0, 0.0, 0.0, -2.0]),
        ),
        call(np.array([[3, 4]]), np.array([[0.5, 1.0], [0.25, -0.5]]), np.array([0.25, 0.5])),
        call(np.array([[0.012]]), np.array([[0.002]]), np.array([0.0])),
        call(PAIR, np.array([[2.0, 0.0, 1.0], [0.0, 3.0, 1.0]]), np.array([0.0, 1.0, 2.0])),
    ],
    "to_features_first": [
        why("to_features_first", np.ones((3, 2)), np.ones((2, 2)), np.array([9.0, 0.0])),
        call(
            np.array([[4.0, 6.0]]),
            np.array([[1.0, 0.0, 2.0], [3.0, 5.0, 4.0]]),
            np.array([7.0, 9.0, 8.0]),
        ),
        call(
            np.array([[1.0, 2.0], [3.0, 4.0]]),
            np.array([[5.0, 6.0], [7.0, 8.0]]),
            np.array([9.0, 0.0]),
        ),
        call(
            np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]),
            np.array([[7.0], [8.0]]),
            np.array([9.0]),
        ),
        call(
            np.array([[9.5, 1.0], [2.0, 7.5]]),
            np.array([[1.5, 0.0], [2.0, 5.0]]),
            np.array([4.0, 6.5]),
        ),
    ],
    "mlp_forward": [
        student_output,
        student_inputs,
        student_sums,
        chain,
        square,
        one_layer,
        one_number,
        all_of_it,
        all_digits,
        whole_numbers,
        why("mlp_forward", STUDENT, HAND_SET),
    ],
    "xor_params": [fit, says, why("xor_params")],
    "count_parameters": [
        call([2, 4, 3]),
        call([5, 2]),
        call([3, 3, 3]),
        call([2, 3, 4, 5, 6]),
        call([300, 250, 1]),
        call([1, 1, 1]),
        why("count_parameters", [2, 3, 4, 5, 6]),
    ],
    "init_params": [
        shapes,
        biases,
        depths,
        copies,
        signs,
        spread,
        negatives,
        far_ones,
        seeds,
        twins,
        container,
        apart,
        ones,
        why("init_params", [2, 3, 4, 5], np.random.default_rng(1)),
    ],
}
