"""Lesson 03: partial credit, PyTorch as an oracle, the numbers of the curriculum."""

import ast

import numpy as np
import pytest

from grading.bank.in_process import _cells, answer
from tests.helpers.answers import judge, judge_idea

LESSON = "03_forward_pass"


def solution(exercise):
    return answer(LESSON, exercise)


@pytest.mark.parametrize(
    ("exercise", "idea", "hidden"),
    [
        ("to_features_first", "bias stays flat", 7 / 3),
        ("to_features_first", "forgets W", 7 / 3),
        ("mlp_forward", "ReLU after the last as well", 3),
        ("mlp_forward", "cache holds A instead of Z", 3),
        ("mlp_forward", "cache holds the output A", 3),
        ("init_params", "Xavier", 7 / 3),
        ("init_params", "biases of 1", 7 / 3),
        ("init_params", "the global generator", 7 / 3),
    ],
)
def test_parts_that_are_right_keep_their_points(exercise, idea, hidden):
    assert judge_idea(LESSON, exercise, idea)[0] == pytest.approx(hidden)


@pytest.mark.parametrize(
    ("exercise", "idea"),
    [
        ("dense_forward", "bias as a column only where it fits"),
        ("mlp_forward", "bias as a column where it fits"),
    ],
)
def test_a_bias_of_the_wrong_shape_is_caught_by_as_many_examples_as_units(exercise, idea):
    _, _, messages = judge_idea(LESSON, exercise, idea)
    assert any(f"{exercise}_check" in said for said in messages)


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


FORWARD = """A, cache = X, {cache}
    for k, (W, b) in enumerate(params):
        Z = A @ W + b
        {keep}
        A = relu(Z)
    return Z, cache"""
INIT = """params = {params}
    for {each}:
        W = rng.normal(0.0, np.sqrt(2 / {d_in}), ({d_in}, {d_out}))
        {keep}
    return params"""
PLAIN = {"params": "[]", "d_in": "layer_sizes[k]", "d_out": "layer_sizes[k + 1]"}
PLAIN |= {"each": "k in range(len(layer_sizes) - 1)"}
PLAIN |= {"keep": "params.append((W, np.zeros(layer_sizes[k + 1])))"}
SLIPS = [
    ("to_features_first", "return X.T, W.T, b[:, 0]", "two places are asked"),
    ("dense_forward", "return X @ W + b[0, :]", "two places are asked"),
    ("dense_forward", "return np.dot(X, W, b)", "a place for results"),
    (
        "mlp_forward",
        FORWARD.format(cache="{}", keep="cache[k] = (A, Z)"),
        "The cache is of type dict",
    ),
    ("mlp_forward", FORWARD.format(cache="[]", keep="cache.append(A, Z)"), "gets two values"),
    ("mlp_forward", FORWARD.format(cache="[X]", keep="cache.append(Z)"), "the cache has 3 entries"),
    (
        "count_parameters",
        "return sum(layer_sizes[k] * layer_sizes[k + 1] for k in layer_sizes)",
        "serve as places",
    ),
    (
        "init_params",
        INIT.format(**PLAIN | {"each": "k in layer_sizes"}),
        "serve as places",
    ),
    (
        "init_params",
        INIT.format(**PLAIN | {"keep": "params.append(W, np.zeros(layer_sizes[k + 1]))"}),
        "gets two values",
    ),
    (
        "init_params",
        INIT.format(
            params="[]",
            each="d in layer_sizes",
            d_in="d",
            d_out="d",
            keep="params.append((W, np.zeros(d)))",
        ),
        "A 3–5–2 network has 2 layers; this list has 3 entries.",
    ),
    (
        "xor_params",
        "W = np.ones((2, 2))\n    return [(W, np.array([0.0, -1.0])), "
        "(np.array([1.0, -2.0]), np.zeros(1))]",
        "The W of layer 2 has shape (2,), where (2, 1) is needed.",
    ),
    ("dense_forward", "b += X @ W\n    return b", "written into b"),
    ("dense_forward", "for x in X:\n        return x @ W + b", "Only one example's results"),
    (
        "mlp_forward",
        FORWARD.format(cache="[]", keep="cache = cache + (A, Z)"),
        "joins two lists only",
    ),
    ("mlp_forward", FORWARD.format(cache="[]", keep="cache = cache.append(Z)"), "gives nothing"),
    (
        "count_parameters",
        "return sum(layer_sizes[k] * layer_sizes[k + 1] for k in range(len(layer_sizes - 1)))",
        "from the list itself",
    ),
    (
        "xor_params",
        "return [(np.array([1.0, 1.0], [1.0, 1.0]), np.zeros(2))]",
        "without brackets around them all",
    ),
]


@pytest.mark.parametrize(("exercise", "body", "said"), SLIPS)
def test_errors_of_one_type_are_told_apart(exercise, body, said):
    _, _, messages = judge(LESSON, exercise, body)
    assert messages[0].startswith(f"{exercise}_check")
    assert said in messages[0]


def test_the_measured_sizes_are_near_the_derived_ones():
    names = {"np": np, "relu": lambda z: np.maximum(z, 0.0)}
    exec(_cells(LESSON)["through_layers"].source, names)
    for std in (0.05, 0.1, 0.4):
        factor = std * np.sqrt(100 / 2)
        sizes = [names["typical_size"](A) for A in names["through_layers"](std)]
        assert sizes[0] == pytest.approx(factor, rel=0.02)
        assert sizes[9] == pytest.approx(factor**10, rel=0.3)


def test_the_tent_worked_by_hand_is_the_one_of_the_code():
    names = {"np": np, **solution("mlp_forward")}
    exec(_cells(LESSON)["fold_params"].source, names)
    x = np.array([0.0, 0.25, 0.5, 0.75, 1.0])
    np.testing.assert_allclose(names["folded"](x, 1), [0.0, 0.5, 1.0, 0.5, 0.0])
    np.testing.assert_allclose(names["folded"](x, 2), [0.0, 1.0, 0.0, 1.0, 0.0])
