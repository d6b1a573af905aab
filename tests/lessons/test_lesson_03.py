"""Lesson 03: partial credit, PyTorch as an oracle, the numbers of the curriculum."""

import ast

import numpy as np
import pytest

from grading.bank.in_process import _cells, answer
from tests.helpers.answers import judge_idea

LESSON = "03_forward_pass"


def solution(exercise):
    return answer(LESSON, exercise)


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
    assert judge_idea(LESSON, exercise, idea)[0] == hidden + visible


def test_a_bias_of_the_wrong_shape_is_caught_by_as_many_examples_as_units():
    idea = "bias as a column only where it fits"
    assert judge_idea(LESSON, "dense_forward", idea)[0] == 1  # the visible check has other sizes
    idea = "bias as a column where it fits"
    earned, possible, _ = judge_idea(LESSON, "mlp_forward", idea)
    assert earned < possible


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
