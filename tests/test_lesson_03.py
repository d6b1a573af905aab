"""Lesson 03's tests tell right answers from wrong ones.

They rely on what the docstrings fix: `params` is a list of pairs `(W, b)`, `mlp_forward`'s cache
a list with one pair `(A_in, Z)` per layer, and an XOR network's output counts as 1 above 0.5.
"""

import ast

import numpy as np
import pytest

from tests.answers import AnswerTests
from tests.lesson_cells import _cells, graded_cells, points, written

LESSON = "03_forward_pass"
SIGNATURES = {
    "dense_forward": "X, W, b",
    "to_features_first": "X, W, b",
    "mlp_forward": "X, params",
    "xor_params": "",
    "count_parameters": "layer_sizes",
    "init_params": "layer_sizes, rng",
}

# An mlp_forward with gaps, so that an answer below shows only what sets it apart
MLP = """
    A, cache = {start}, []
    for k, (W, b) in enumerate({layers}):
        Z = {dense}
        {keep}
        A = {activation}
    return {result}"""
STANDARD_MLP = {
    "start": "X",
    "layers": "params",
    "dense": "A @ W + b",
    "keep": "cache.append((A, Z))",
    "activation": "np.maximum(Z, 0)",
    "result": "Z, cache",
}
INIT = """
    params = []
    for k in range({layers}):
        d_in, d_out = layer_sizes[k], layer_sizes[k + 1]
        W = {W}
        params.append((W, {b}))
    return params"""
STANDARD_INIT = {
    "layers": "len(layer_sizes) - 1",
    "W": "rng.normal(0, np.sqrt(2 / d_in), (d_in, d_out))",
    "b": "np.zeros(d_out)",
}
COUNT = """
    return sum({term} for {pairs})"""
STANDARD_COUNT = {
    "term": "a * c + c",
    "pairs": "a, c in zip(layer_sizes[:-1], layer_sizes[1:])",
}


def mlp(**changes):
    return MLP.format(**{**STANDARD_MLP, **changes})


def init(**changes):
    return INIT.format(**{**STANDARD_INIT, **changes})


def count(**changes):
    return COUNT.format(**{**STANDARD_COUNT, **changes})


def xor(W1, b1, W2, b2):
    return f"""return [(np.array({W1}), np.array({b1})), (np.array({W2}), np.array({b2}))]"""


WRONG = {
    "dense_forward": {
        "forgets the bias": "return X @ W",
        "subtracts the bias": "return X @ W - b",
        "bias as a column, silent when n == d_out": "return X @ W + b[:, None]",
        "bias as a column only where it fits": """Z = X @ W
    return Z + b.reshape(-1, 1) if len(X) == len(b) else Z + b""",
        "W transposed": "return X @ W.T + b",
        "W transposed when square": """return X @ (W.T if W.shape[0] == W.shape[1] else W) + b""",
        "products entry by entry": "return X * W + b",
        "bias added once an input": "return (X[:, :, None] * W + b).sum(axis=1)",
        "applies ReLU already": "return np.maximum(X @ W + b, 0)",
        "features first": "return (X @ W + b).T",
        "means instead of sums": "return X @ W / X.shape[1] + b",
        "a flat result for one unit": "return np.squeeze(X @ W + b)",
        "the first example only": "return X[:1] @ W + b",
        "two inputs only": "return X[:, :1] * W[0] + X[:, 1:2] * W[1] + b",
        "one bias for all": "return X @ W + b[0]",
        "the sum of the biases": "return X @ W + b.sum()",
        "writes into b": "b += 0.5\n    return X @ W + b - 0.5",
        "scales X in place": "X *= 1.5\n    return X @ W / 1.5 + b",
        "knows the example": """return np.array(
        [[3.0, -0.2, 2.2], [0.7, -1.9, 1.7]])[: len(X)]""",
    },
    "to_features_first": {
        "reshapes instead of transposing": """return (X.reshape(X.shape[::-1]),
        W.reshape(W.shape[::-1]), b.reshape(-1, 1))""",
        "bias stays flat": "return X.T, W.T, b",
        "bias as a row": "return X.T, W.T, b.reshape(1, -1)",
        "bias through .T": "return X.T, W.T, b[None, :].T.T",
        "b.T changes nothing": "return X.T, W.T, b.T",
        "forgets X": "return X, W.T, b[:, None]",
        "forgets W": "return X.T, W, b[:, None]",
        "W stays when square": """return (X.T,
        W if W.shape[0] == W.shape[1] else W.T, b[:, None])""",
        "weights first": "return W.T, X.T, b[:, None]",
        "order turned round": "return X.T[:, ::-1], W.T, b[:, None]",
        "flips both axes": "return X[::-1, ::-1].T, W[::-1, ::-1].T, b[::-1, None]",
        "bias for each example": "return X.T, W.T, np.tile(b[:, None], (1, len(X)))",
        "the layer's result": "return (X @ W + b).T",
        "sorts the biases": "return X.T, W.T, np.sort(b)[::-1].reshape(-1, 1)",
        "examples' count fixed at 4": "return X.reshape(-1, 4, order='F'), W.T, b[:, None]",
    },
    "mlp_forward": {
        "ReLU after the last as well": mlp(result="np.maximum(Z, 0), cache"),
        "ReLU after the last, cached too": mlp(dense="np.maximum(A @ W + b, 0)", activation="Z"),
        "no ReLU at all": mlp(activation="Z"),
        "ReLU on the input": mlp(start="np.maximum(X, 0)"),
        "ReLU before the bias": mlp(
            dense="np.maximum(A @ W, 0) + b if k < len(params) - 1 else A @ W + b", activation="Z"
        ),
        "ReLU after the first layer only": mlp(activation="np.maximum(Z, 0) if k == 0 else Z"),
        "tanh in place of ReLU": mlp(activation="np.tanh(Z)"),
        "absolute value in place of ReLU": mlp(activation="np.abs(Z)"),
        "forgets the bias": mlp(dense="A @ W"),
        "bias of the first layer only": mlp(dense="A @ W + (b if k == 0 else 0)"),
        "bias as a column": mlp(dense="A @ W + b[:, None]"),
        "bias as a column where it fits": mlp(
            dense="A @ W + (b[:, None] if len(A) == len(b) else b)"
        ),
        "two layers only": mlp(layers="params[:2]"),
        "skips the last layer": mlp(layers="params[:-1] or params"),
        "last layer first": mlp(layers="params[::-1]"),
        "every layer sees X": mlp(activation="A"),
        "cache holds A instead of Z": mlp(keep="cache.append((A, np.maximum(Z, 0)))"),
        "cache holds the output A": mlp(keep="cache.append((np.maximum(Z, 0), Z))"),
        "cache swapped": mlp(keep="cache.append((Z, A))"),
        "cache holds Z only": mlp(keep="cache.append(Z)"),
        "cache without the last layer": mlp(keep="cache += [(A, Z)] * (k < len(params) - 1)"),
        "cache from last to first": mlp(keep="cache.insert(0, (A, Z))"),
        "ReLU in place spoils the cached Z": mlp(activation="np.maximum(Z, 0, out=Z)"),
        "no cache": mlp(result="Z"),
        "cache first": mlp(result="cache, Z"),
        "activations as well": mlp(result="Z, A, cache"),
        "writes into X": mlp(start="np.multiply(X, 2, out=X) / 2"),
        "adds the bias into params": mlp(dense="A @ np.add(W, 1, out=W) + b - A.sum(1)[:, None]"),
        "a flat output": mlp(result="Z.ravel(), cache"),
    },
    "xor_params": {
        "OR": xor("[[1., 1.], [1., 1.]]", "[0., -1.]", "[[1.], [-1.]]", "[0.]"),
        "AND": xor("[[1., 1.], [1., 1.]]", "[0., -1.]", "[[0.], [1.]]", "[0.]"),
        "XNOR: sign": xor("[[1., 1.], [1., 1.]]", "[0., -1.]", "[[-1.], [2.]]", "[1.]"),
        "a threshold at 0": xor("[[1., 1.], [1., 1.]]", "[0., -1.]", "[[1.], [-2.]]", "[-0.5]"),
        "one layer": "return [(np.array([[1.0], [1.0]]), np.array([0.0]))]",
        "bias of the second unit missing": xor(
            "[[1., 1.], [1., 1.]]", "[0., 0.]", "[[1.], [-2.]]", "[0.]"
        ),
        "W transposed at the end": xor("[[1., 1.], [1., 1.]]", "[0., -1.]", "[[1., -2.]]", "[0.]"),
        "bias as a column": xor("[[1., 1.], [1., 1.]]", "[[0.], [-1.]]", "[[1.], [-2.]]", "[0.]"),
        "bias as a row of a table": xor(
            "[[1., 1.], [1., 1.]]", "[[0., -1.]]", "[[1.], [-2.]]", "[0.]"
        ),
        "flat last weights": xor("[[1., 1.], [1., 1.]]", "[0., -1.]", "[1., -2.]", "[0.]"),
        "step units in mind": xor(
            "[[1., 1.], [1., 1.]]", "[-0.5, -1.5]", "[[1.], [-1.]]", "[-0.5]"
        ),
        "three outputs": xor(
            "[[1., 1.], [1., 1.]]", "[0., -1.]", "[[1., 1., 1.], [-2., -2., -2.]]", "[0., 0., 0.]"
        ),
        "not a number": xor("[[1., 1.], [1., 1.]]", "[0., -1.]", "[[1.], [-2.]]", "[float('nan')]"),
        "the answers themselves": "return np.array([0, 1, 1, 0])",
        "weights without biases": """return [np.array([[1.0, 1.0], [1.0, 1.0]]),
        np.array([[1.0], [-2.0]])]""",
        "layers in the wrong order": """return [(np.array([[1.0], [-2.0]]), np.array([0.0])),
        (np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([0.0, -1.0]))]""",
    },
    "count_parameters": {
        "forgets the biases": count(term="a * c"),
        "a bias for each input": count(term="a * c + a"),
        "one bias a layer": count(term="a * c + 1"),
        "biases of hidden units only": count() + " - layer_sizes[-1]",
        "inputs have biases too": count() + " + layer_sizes[0]",
        "leaves the last layer out": count(pairs="a, c in zip(layer_sizes[:-2], layer_sizes[1:])"),
        "leaves the first layer out": count(
            pairs="a, c in zip(layer_sizes[1:-1], layer_sizes[2:])"
        ),
        "three sizes only": """a, c, d = layer_sizes[0], layer_sizes[1], layer_sizes[-1]
    return a * c + c + c * d + d""",
        "first with last": "return layer_sizes[0] * layer_sizes[-1] + layer_sizes[-1]",
        "the product of all": "return int(np.prod(layer_sizes)) + sum(layer_sizes[1:])",
        "counts units": "return sum(layer_sizes)",
        "counts every size once": """total = 0
    for a, c in zip(layer_sizes, layer_sizes[1:]):
        total += (a * c + c) if a != c else 0
    return total""",
        "empties the list": """total = 0
    while len(layer_sizes) > 1:
        d_in = layer_sizes.pop(0)
        total += d_in * layer_sizes[0] + layer_sizes[0]
    return total""",
        "one count for each layer": """sizes = layer_sizes
    return [a * c + c for a, c in zip(sizes, sizes[1:])]""",
        "knows the examples": "return 13 if len(layer_sizes) == 3 else 54",
        "a small whole-number type": count(term="np.uint16(a * c + c)"),
    },
    "init_params": {
        "Xavier": init(W="rng.normal(0, np.sqrt(2 / (d_in + d_out)), (d_in, d_out))"),
        "one over d_in": init(W="rng.normal(0, np.sqrt(1 / d_in), (d_in, d_out))"),
        "d_out in place of d_in": init(W="rng.normal(0, np.sqrt(2 / d_out), (d_in, d_out))"),
        "the first d_in for all": init(
            W="rng.normal(0, np.sqrt(2 / layer_sizes[0]), (d_in, d_out))"
        ),
        "the root is missing": init(W="rng.normal(0, 2 / d_in, (d_in, d_out))"),
        "the root is taken of 2 only": init(W="rng.normal(0, np.sqrt(2) / d_in, (d_in, d_out))"),
        "standard normal": init(W="rng.standard_normal((d_in, d_out))"),
        "a fixed small spread": init(W="0.1 * rng.standard_normal((d_in, d_out))"),
        "uniform from 0": init(W="rng.random((d_in, d_out)) * np.sqrt(2 / d_in)"),
        "uniform of the right spread": init(
            W="rng.uniform(-1, 1, (d_in, d_out)) * np.sqrt(6 / d_in)"
        ),
        "std as the mean": init(W="rng.normal(np.sqrt(2 / d_in), 1, (d_in, d_out))"),
        "never negative": init(W="np.abs(rng.normal(0, np.sqrt(2 / d_in), (d_in, d_out)))"),
        "all zeros": init(W="np.zeros((d_in, d_out))"),
        "all equal": init(W="np.full((d_in, d_out), np.sqrt(2 / d_in))"),
        "one number for a layer": init(
            W="rng.normal(0, np.sqrt(2 / d_in)) * np.ones((d_in, d_out))"
        ),
        "the global generator": init(W="np.random.normal(0, np.sqrt(2 / d_in), (d_in, d_out))"),
        "a generator of its own": init(
            W="np.random.default_rng(0).normal(0, np.sqrt(2 / d_in), (d_in, d_out))"
        ),
        "a new unseeded generator": init(
            W="np.random.default_rng().normal(0, np.sqrt(2 / d_in), (d_in, d_out))"
        ),
        "the same numbers for each layer": """
    import copy
    params = []
    for d_in, d_out in zip(layer_sizes, layer_sizes[1:]):
        fresh = copy.deepcopy(rng)
        params.append((fresh.normal(0, np.sqrt(2 / d_in), (d_in, d_out)), np.zeros(d_out)))
    return params""",
        "W transposed": init(W="rng.normal(0, np.sqrt(2 / d_in), (d_out, d_in))"),
        "biases at random": init(b="rng.normal(0, 0.1, d_out)"),
        "biases of 1": init(b="np.ones(d_out)"),
        "a small bias": init(b="np.full(d_out, 0.01)"),
        "a bias for each input": init(b="np.zeros(d_in)"),
        "bias as a column": init(b="np.zeros((d_out, 1))"),
        "bias as a row of a table": init(b="np.zeros((1, d_out))"),
        "one bias for the layer": init(b="0.0"),
        "the last layer is missing": init(layers="len(layer_sizes) - 2"),
        "two layers only": init(layers="2"),
        "weights only": init().replace("params.append((W, np.zeros(d_out)))", "params.append(W)"),
    },
}

RIGHT = {
    "dense_forward": {
        "@": "return X @ W + b",
        "np.dot": "return np.dot(X, W) + b",
        "einsum": "return np.einsum('nk,kj->nj', X, W) + b",
        "three loops": """Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for k in range(X.shape[1]):
                Z[i, j] += X[i, k] * W[k, j]
            Z[i, j] += b[j]
    return Z""",
        "plain lists": """return [[sum(x[k] * W[k][j] for k in range(len(x))) + b[j]
        for j in range(len(b))] for x in X.tolist()]""",
        "one row at a time": "return np.array([x @ W + b for x in X])",
        "one unit at a time": """return np.column_stack(
        [X @ W[:, j] + b[j] for j in range(len(b))])""",
        "broadcasting": "return (X[:, :, None] * W[None]).sum(axis=1) + b",
        "the bias as one more weight": """ones = np.ones((len(X), 1))
    return np.hstack([X, ones]) @ np.vstack([W, b])""",
        "features first and back": "return (W.T @ X.T + b[:, None]).T",
        "single precision": "return (X @ W + b).astype(np.float32)",
        "a print on the way": "print(X.shape, W.shape)\n    return X @ W + b",
    },
    "to_features_first": {
        ".T": "return X.T, W.T, b.reshape(-1, 1)",
        "np.transpose and None": "return np.transpose(X), np.transpose(W), b[:, None]",
        "a list of three": "return [X.T.copy(), W.T.copy(), np.array([b]).T]",
        "loops": """X_cols = [[X[i, k] for i in range(len(X))] for k in range(X.shape[1])]
    W_rows = [[W[k, j] for k in range(len(W))] for j in range(W.shape[1])]
    return X_cols, W_rows, [[value] for value in b]""",
        "swapaxes": """return (np.swapaxes(X, 0, 1), np.moveaxis(W, 0, 1),
        np.expand_dims(b, axis=1))""",
        "einsum and zip": """return (np.einsum('nk->kn', X), np.array(list(zip(*W))),
        np.atleast_2d(b).T)""",
        "single precision": """return (X.T.astype(np.float32), W.T.astype(np.float32),
        b.astype(np.float32)[:, np.newaxis])""",
    },
    "mlp_forward": {
        "as shown": mlp(),
        "relu from lesson 02": mlp(activation="relu(Z)"),
        "np.where": mlp(activation="np.where(Z > 0, Z, 0.0)"),
        "a mask": mlp(activation="Z * (Z > 0)"),
        "pairs as lists": mlp(keep="cache.append([A.copy(), Z.copy()])"),
        "a tuple as cache": mlp(result="Z, tuple(cache)"),
        "a list of two": mlp(result="[Z, cache]"),
        "the last layer apart": """
    A, cache = X, []
    for W, b in params[:-1]:
        Z = np.dot(A, W) + b
        cache.append((A, Z))
        A = np.maximum(0, Z)
    W, b = params[-1]
    scores = A @ W + b
    cache.append((A, scores))
    return scores, cache""",
        "by index": """
    cache, last = [], len(params) - 1
    A = np.asarray(X)
    for layer in range(len(params)):
        W, b = params[layer][0], params[layer][1]
        Z = np.einsum('nk,kj->nj', A, W) + b
        cache = cache + [(A, Z)]
        if layer != last:
            A = np.clip(Z, 0, None)
    return cache[-1][1], cache""",
        "recursion": """
    (W, b), rest = params[0], params[1:]
    Z = X @ W + b
    if not rest:
        return Z, [(X, Z)]
    Z_last, cache = mlp_forward(np.maximum(Z, 0), rest)
    return Z_last, [(X, Z), *cache]""",
        "loops over rows and units": mlp(
            dense="np.array([[sum(a * w for a, w in zip(x, u)) + c for u, c in zip(W.T, b)]"
            " for x in A])"
        ),
        "a print on the way": mlp(keep="cache.append((A, Z)); print(Z.shape)"),
    },
    "xor_params": {
        "as shown": xor("[[1., 1.], [1., 1.]]", "[0., -1.]", "[[1.], [-2.]]", "[0.]"),
        "OR minus AND": xor("[[2., 1.], [2., 1.]]", "[-1., -1.]", "[[1.], [-3.]]", "[0.]"),
        "the difference, both ways": xor(
            "[[1., -1.], [-1., 1.]]", "[0., 0.]", "[[1.], [1.]]", "[0.]"
        ),
        "three units": xor(
            "[[1., 1., 1.], [1., 1., 1.]]", "[0., -1., -2.]", "[[1.], [-2.], [1.]]", "[0.]"
        ),
        "three layers": """first = (np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([0.0, -1.0]))
    second = (np.array([[1.0], [-2.0]]), np.array([0.0]))
    return [first, second, (np.array([[3.0]]), np.array([-1.0]))]""",
        "lists of numbers": """return [([[1, 1], [1, 1]], [0, -1]), ([[1], [-2]], [0])]""",
        "whole numbers, large": xor(
            "[[100, 100], [100, 100]]", "[0, -100]", "[[7], [-14]]", "[-9]"
        ),
        "single precision, a tuple": """W = np.ones((2, 2), np.float32)
    return ((W, np.float32([0, -1])), (np.float32([[1], [-2]]), np.zeros(1, np.float32)))""",
        "pairs as lists": """return [[np.ones((2, 2)), np.array([0.0, -1.0])],
        [np.array([[1.0], [-2.0]]), np.zeros(1)]]""",
    },
    "count_parameters": {
        "a sum over pairs": count(),
        "(a + 1) times c": count(term="(a + 1) * c"),
        "by index": """total = 0
    for k in range(1, len(layer_sizes)):
        total = total + layer_sizes[k - 1] * layer_sizes[k]
        total = total + layer_sizes[k]
    return total""",
        "weights, then biases": """pairs = zip(layer_sizes, layer_sizes[1:])
    weights = sum(a * c for a, c in pairs)
    return weights + sum(layer_sizes[1:])""",
        "sizes of arrays": """return sum(np.empty((a, c)).size + np.empty(c).size
        for a, c in zip(layer_sizes[:-1], layer_sizes[1:]))""",
        "NumPy": """sizes = np.array(layer_sizes, dtype=np.int64)
    return (sizes[:-1] * sizes[1:] + sizes[1:]).sum()""",
        "recursion": """if len(layer_sizes) < 2:
        return 0
    a, c = layer_sizes[:2]
    return a * c + c + count_parameters(layer_sizes[1:])""",
    },
    "init_params": {
        "as shown": init(),
        "standard_normal times std": init(
            W="rng.standard_normal((d_in, d_out)) * np.sqrt(2.0 / d_in)"
        ),
        "size by keyword": init(
            W="rng.normal(loc=0.0, scale=(2 / d_in) ** 0.5, size=(d_in, d_out))"
        ),
        "zip and a list": """return [
        (rng.normal(0, (2 / a) ** 0.5, (a, c)), np.zeros((c,)))
        for a, c in zip(layer_sizes[:-1], layer_sizes[1:])]""",
        "row by row": init(
            W="np.array([[rng.normal(0, np.sqrt(2 / d_in)) for _ in range(d_out)]"
            " for _ in range(d_in)])"
        ),
        "drawn as (d_out, d_in), then turned": init(
            W="rng.normal(0, np.sqrt(2 / d_in), (d_out, d_in)).T"
        ),
        "single precision": init(
            W="rng.normal(0, np.sqrt(2 / d_in), (d_in, d_out)).astype(np.float32)",
            b="np.zeros(d_out, np.float32)",
        ),
        "biases as lists": init(b="[0.0] * d_out"),
        "a tuple of lists": init().replace("return params", "return tuple(map(list, params))"),
        "whole-number zeros": init(b="np.zeros(d_out, int)"),
        "sqrt of a product": init(W="np.sqrt(2) * rng.normal(size=(d_in, d_out)) / np.sqrt(d_in)"),
    },
}


def judge(exercise, body):
    source = f"def {exercise}({SIGNATURES[exercise]}):\n    {body}\n"
    return points(LESSON, exercise, written(f"import numpy as np\n{so_far()}\n{source}"))


def so_far():
    return _cells(LESSON)["so_far"].source


def solution(exercise):
    source = _cells(LESSON)[exercise].source
    return written(f"import numpy as np\n{so_far()}\n{source}")


class TestAnswers(AnswerTests):
    lesson, right, wrong, judge = LESSON, RIGHT, WRONG, staticmethod(judge)

    def solution(self, exercise):
        return solution(exercise)


@pytest.mark.parametrize(
    ("exercise", "idea", "hidden"),
    [
        ("to_features_first", "bias stays flat", 2),
        ("to_features_first", "forgets W", 2),
        ("mlp_forward", "ReLU after the last as well", 2),
        ("mlp_forward", "cache holds A instead of Z", 2),
        ("mlp_forward", "cache holds the output A", 2),
        ("init_params", "Xavier", 2),
        ("init_params", "biases of 1", 2),
        ("init_params", "the global generator", 2),
    ],
)
def test_parts_that_are_right_keep_their_points(exercise, idea, hidden):
    visible = {"biases of 1": 1, "the global generator": 1}.get(idea, 0)
    assert judge(exercise, WRONG[exercise][idea])[0] == hidden + visible


def test_a_bias_of_the_wrong_shape_is_caught_by_as_many_examples_as_units():
    dense = WRONG["dense_forward"]["bias as a column only where it fits"]
    assert judge("dense_forward", dense)[0] == 1  # the visible check has other sizes
    earned, possible, _ = judge(
        "mlp_forward", WRONG["mlp_forward"]["bias as a column where it fits"]
    )
    assert earned < possible


def test_points_add_up():
    auto = sum(cell.metadata.nbgrader.points for cell in graded_cells(LESSON).values())
    assert auto == 21
    assert _cells(LESSON)["reflection"].metadata.nbgrader.points == 3
    assert "| Points | 24, of which 3" in _cells(LESSON)["title"].source


def test_the_hand_set_network_gives_the_numbers_of_the_curriculum():
    forward = solution("mlp_forward")["mlp_forward"]
    names = {}
    for cell, wanted in (
        ("layer_arrays", {"W_hidden", "b_hidden"}),
        ("network_worked_picture", {"W_out", "b_out"}),
    ):
        for node in ast.parse(_cells(LESSON)[cell].source).body:
            if isinstance(node, ast.Assign):
                source = ast.unparse(node)
                if any(name in source.split("=")[0] for name in wanted):
                    exec(source, {"np": np}, names)
    params = [(names["W_hidden"], names["b_hidden"]), (names["W_out"], names["b_out"])]
    score, cache = forward(np.array([[4.0, 6.0], [2.0, 5.0], [5.0, 2.0]]), params)
    np.testing.assert_allclose(cache[0][1][0], [3.0, -0.2, 2.2])
    np.testing.assert_allclose(cache[1][0][0], [3.0, 0.0, 2.2])
    np.testing.assert_allclose(score[:, 0], [2.56, -0.81, 0.68])


@pytest.mark.parametrize("sizes", [[3, 1], [4, 6, 2], [5, 5, 5, 5], [2, 7, 3, 4, 1]])
def test_the_solution_agrees_with_pytorch(sizes):
    torch = pytest.importorskip("torch")
    params = solution("init_params")["init_params"](sizes, np.random.default_rng(4))
    params = [(W, b + 0.1 * k + 0.05) for k, (W, b) in enumerate(params)]
    layers = []
    for W, b in params:
        linear = torch.nn.Linear(*W.shape, dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(W.T))
            linear.bias.copy_(torch.from_numpy(b))
        layers += [linear, torch.nn.ReLU()]
    X = np.random.default_rng(5).normal(size=(5, sizes[0]))
    model = torch.nn.Sequential(*layers[:-1])
    expected = model(torch.from_numpy(X)).detach().numpy()
    Z_last, cache = solution("mlp_forward")["mlp_forward"](X, params)
    np.testing.assert_allclose(Z_last, expected, rtol=1e-12, atol=1e-12)
    assert len(cache) == len(params)
    assert cache[-1][1] is Z_last
    dense = solution("dense_forward")["dense_forward"](X, *params[0])
    np.testing.assert_allclose(dense, layers[0](torch.from_numpy(X)).detach().numpy(), rtol=1e-12)
    n_torch = sum(p.numel() for p in model.parameters())
    assert solution("count_parameters")["count_parameters"](sizes) == n_torch


def test_features_first_gives_the_same_layer():
    numbers = np.random.default_rng(6)
    X, W, b = numbers.normal(size=(4, 3)), numbers.normal(size=(3, 2)), numbers.normal(size=2)
    X_cols, W_rows, b_col = solution("to_features_first")["to_features_first"](X, W, b)
    np.testing.assert_allclose(W_rows @ X_cols + b_col, (X @ W + b).T)
