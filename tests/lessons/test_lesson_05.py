"""Lesson 05's tests tell right answers from wrong ones, and its solution agrees with PyTorch."""

import numpy as np
import pytest

from grading.bank import load
from grading.bank.in_process import cell_source, names_after, setting
from tests.helpers.answers import judge_idea
from utils.checks import CheckFailed
from utils.probes import lesson_05 as probes

LESSON = "05_backward_pass"


@pytest.mark.parametrize("idea", ["db not summed", "db the mean", "dW the mean", "dX transposed"])
def test_two_of_three_gradients_earn_two_of_three_points(idea):
    earned, possible, _ = judge_idea(LESSON, "dense_backward", idea)
    assert (earned, possible) == (2, 4)


def test_right_parameters_earn_their_half_though_the_losses_are_wrong():
    earned, possible, _ = judge_idea(LESSON, "train", "the loss after the step")
    assert (earned, possible) == (2, 5)


@pytest.fixture(scope="module")
def solution():
    cells = (cell_source(LESSON, exercise) for exercise in load(LESSON).exercises)
    return names_after("\n\n\n".join([setting(LESSON, "train"), *cells]))


@pytest.fixture(scope="module")
def torch():
    return pytest.importorskip("torch")


def torch_network(torch, params):
    return [tuple(torch.tensor(v, requires_grad=True) for v in layer) for layer in params]


def torch_forward(torch, X, params):
    for k, (W, b) in enumerate(params):
        X = (torch.relu(X) if k else X) @ W + b
    return X


@pytest.mark.parametrize("sizes", [(3, 1), (2, 4, 1), (5, 4, 3, 2), (4, 4, 4, 4)])
def test_the_backward_pass_is_that_of_pytorch(torch, solution, sizes):
    rng = np.random.default_rng(len(sizes))
    params, X = solution["init_params"](sizes, rng), rng.normal(size=(6, sizes[0]))
    slope = rng.normal(size=(6, sizes[-1]))
    grads = solution["mlp_backward"](slope, params, solution["mlp_forward"](X, params)[1])
    theirs = torch_network(torch, params)
    torch_forward(torch, torch.tensor(X), theirs).backward(torch.tensor(slope))
    for (dW, db), (W, b) in zip(grads, theirs, strict=True):
        np.testing.assert_allclose(dW, W.grad, rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(db, b.grad, rtol=1e-12, atol=1e-14)


def test_training_is_that_of_pytorch(torch, solution):
    rng = np.random.default_rng(3)
    X, y, start = (
        rng.normal(size=(20, 3)),
        np.arange(20) % 2,
        solution["init_params"]([3, 8, 1], rng),
    )
    params, losses = solution["train"](X, y, start, 0.7, 50)
    theirs, their_losses = torch_network(torch, start), []
    optimizer = torch.optim.SGD([v for layer in theirs for v in layer], lr=0.7)
    for _ in range(50):
        z = torch_forward(torch, torch.tensor(X), theirs)[:, 0]
        loss = torch.nn.functional.binary_cross_entropy_with_logits(z, torch.tensor(y).double())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        their_losses.append(loss.item())
    np.testing.assert_allclose(losses, their_losses, rtol=1e-10)
    for ours, other in zip(params, theirs, strict=True):
        for v, tensor in zip(ours, other, strict=True):
            np.testing.assert_allclose(v, tensor.detach(), rtol=1e-10, atol=1e-12)


def test_what_visible_checks_know_by_heart_is_what_the_solution_finds(solution):
    params = [(np.array([[1.0, -1], [2, 1]]), np.array([0.0, -1])), (np.array([[3.0], [2]]), 1.0)]
    _, kept = solution["mlp_forward"](np.array([[1.0, 1]]), params)
    back = solution["mlp_backward"](np.array([[2.0]]), params, kept)
    known = probes.two_layers_by_heart(kept, back, "a hint")
    calls = [(np.array([[6.0, 0]]), kept[0][0], params[0][0]), (np.array([[2.0]]), kept[1][0])]
    calls[1] += (params[1][0],)
    for call in calls:
        for came, found in zip(
            known["dense_backward"](*call), solution["dense_backward"](*call), strict=True
        ):
            np.testing.assert_array_equal(came, found)
    for dense in (known, probes.last_layer_by_heart(back[1])):
        came = dense["relu_backward"](np.array([[6.0, 4]]), kept[0][1])
        np.testing.assert_array_equal(came, [[6, 0]])
    with pytest.raises(CheckFailed, match="another dZ or X than layer 2 has"):
        known["dense_backward"](-calls[1][0], *calls[1][1:])
    with pytest.raises(CheckFailed, match="another dZ or X than layer 1 has"):
        known["dense_backward"](calls[0][0], -calls[0][1], calls[0][2])


def test_a_step_by_heart_knows_one_slope_and_one_rate():
    parts = probes.one_epoch_by_heart([[-0.25]], "grads", 0.1, "stepped", "a hint")
    assert parts["mlp_backward"](np.array([[-0.25]]), None, None) == "grads"
    assert parts["sgd_step"](None, None, 0.1) == "stepped"
    with pytest.raises(CheckFailed, match=r"was given \[\[0.25\]\], expected \[\[-0.25\]\]"):
        parts["mlp_backward"](np.array([[0.25]]), None, None)
    with pytest.raises(CheckFailed, match=r"got the rate 0\.2"):
        parts["sgd_step"](None, None, 0.2)


def test_relu_has_slope_0_at_0_as_in_pytorch(torch, solution):
    Z = torch.tensor([-1.0, 0.0, 2.0], requires_grad=True)
    torch.relu(Z).backward(torch.tensor([5.0, 5.0, 5.0]))
    ours = solution["relu_backward"](np.full(3, 5.0), Z.detach().numpy())
    np.testing.assert_array_equal(ours, Z.grad)
