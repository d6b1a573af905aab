"""Lesson 05's tests tell right answers from wrong ones, and its solution agrees with PyTorch."""

import numpy as np
import pytest

from grading.bank import Answer, load
from grading.bank.in_process import cell_source, names_after, setting
from grading.bank.trial import judge
from tests.helpers.answers import judge_idea
from utils.checks import CheckFailed
from utils.probes import lesson_05 as probes
from utils.slopes_by_hand import compare_slopes

LESSON = "05_backward_pass"


@pytest.mark.parametrize("idea", ["db not summed", "db the mean", "dW the mean", "dX transposed"])
def test_two_of_three_gradients_earn_two_of_three_points(idea):
    earned, possible, _ = judge_idea(LESSON, "dense_backward", idea)
    assert (earned, possible) == (pytest.approx(7 / 3), 4)


def test_right_parameters_earn_their_half_though_the_losses_are_wrong():
    earned, possible, _ = judge_idea(LESSON, "train", "the loss after the step")
    assert (earned, possible) == (2.25, 5)


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
    for dZ, X, W, known in probes.LAYERS:
        for came, found in zip(known, solution["dense_backward"](dZ, X, W), strict=True):
            np.testing.assert_array_equal(came, found)
    parts = probes.networks_by_heart("a hint")
    for dZ, X, W, _ in probes.LAYERS:
        came, found = parts["dense_backward"](dZ, X, W), solution["dense_backward"](dZ, X, W)
        for one, other in zip(came, found, strict=True):
            np.testing.assert_array_equal(one, other)
        with pytest.raises(CheckFailed, match=r"beside W = .*, dZ = .*, expected \["):
            parts["dense_backward"](dZ + 1, X, W)
    for Z in ([[3, -1]], [[3, 0]], [[10]], [[0], [2], [4]], [[7], [1], [-5]], [[25, -7], [-10, 0]]):
        Z = np.array(Z, float)
        gate = solution["relu_backward"](np.full(Z.shape, 9.0), Z)
        np.testing.assert_array_equal(parts["relu_backward"](np.full(Z.shape, 9.0), Z), gate)


def test_numbers_worked_out_on_paper_are_those_that_nudging_finds(solution, capsys):
    cells = ("walk_values", "walk_forward_demo", "walk_witnesses")
    names = names_after(
        "\n\n\n".join([setting(LESSON, "train"), *(cell_source(LESSON, c) for c in cells)])
    )
    by_paper = {
        "dz": -0.336 * 0.223,
        "dW2": [-0.0749 * 0.555, -0.0749 * 0.620],
        "da1, da2": [-0.0749 * 0.5, -0.0749 * 0.6],
        "dz1, dz2": [-0.0375 * 0.247, -0.0449 * 0.236],
        "dW1": [[0.5 * -0.00926, 0.5 * -0.0106], [0.8 * -0.00926, 0.8 * -0.0106]],
    }
    nudge, witnesses = solution["numerical_gradient"], names["witnesses"]
    assert list(witnesses) == list(by_paper)
    capsys.readouterr()
    nudged = {name: nudge(f, at) for name, (f, at) in witnesses.items()}
    compare_slopes(by_paper, nudged)
    assert capsys.readouterr().out.count("nudging agrees") == len(by_paper)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            lambda dZ, X, W: (dZ, X + 1, W),
            r"beside W = \[\[3\], \[2\]\], X = \[\[4, 1\]\], expected",
        ),
        (lambda dZ, X, W: (dZ, X, W.T), r"W = \[\[3, 2\]\], which no layer of this network has"),
        (lambda dZ, X, W: (dZ, X, (W, W)), "a pair as W, which is one array"),
        (lambda dZ, X, W: (dZ, (X, X), W), "a pair as X, which is one array"),
    ],
)
def test_a_layer_by_heart_says_what_does_not_belong(given, said):
    dense_backward = probes.networks_by_heart("a hint")["dense_backward"]
    with pytest.raises(CheckFailed, match=said):
        dense_backward(*given(*probes.LAYERS[0][:3]))


def test_an_error_in_a_stand_in_names_what_it_stands_for():
    dense_backward = probes.networks_by_heart("a hint")["dense_backward"]
    with pytest.raises(TypeError, match=r"^dense_backward\(\) takes 3 positional arguments"):
        dense_backward(1, 2, 3, 4)
    with pytest.raises(TypeError, match=r"^sgd_step\(\) missing 1 required positional"):
        list(by_heart())[1]([], [])


MOMENTS = [probes.units((1, 0), (2, 0)), probes.units((3, 0), (4, 0))]
CACHE = [(np.array([[2.0]]), np.array([[2.0]])), (np.array([[2.0]]), np.array([[4.0]]))]


def by_heart():
    return probes.epochs_by_heart(MOMENTS, [[[-0.25]]], [MOMENTS[1]], 0.1, "a hint").values()


def test_an_epoch_by_heart_gives_what_is_known():
    back, step = by_heart()
    for came in (
        back(np.array([[-0.25]]), MOMENTS[0], CACHE),
        step(MOMENTS[0], MOMENTS[1], 0.1),
        step(params=MOMENTS[0], grads=MOMENTS[1], learning_rate=0.1),
    ):
        np.testing.assert_equal(came, MOMENTS[1])


def test_a_rate_may_make_up_for_a_slope_that_is_multiplied():
    back, step = by_heart()
    twice = back(np.array([[-0.5]]), MOMENTS[0], CACHE)
    np.testing.assert_equal(twice, [(2 * W, 2 * b) for W, b in MOMENTS[1]])
    np.testing.assert_equal(step(MOMENTS[0], twice, 0.05), MOMENTS[1])


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (
            lambda back, step: step(MOMENTS[0], back([[0.25]], MOMENTS[0], CACHE), 0.1),
            r"given \[\[0.25\]\], expected \[\[-0",
        ),
        (
            lambda back, step: back([-0.25], MOMENTS[0], CACHE),
            r"given \[-0.25\], expected \[\[-0.25",
        ),
        (
            lambda back, step: back([[-0.25]], MOMENTS[0], CACHE[::-1]),
            "a cache that does not belong",
        ),
        (lambda back, step: back([[-0.25]], MOMENTS[1], CACHE), "back.* that this training never"),
        (
            lambda back, step: step(MOMENTS[0], MOMENTS[1], 0.2),
            r"In epoch 1 .* the rate 0\.2, expected 0\.1",
        ),
        (
            lambda back, step: step(MOMENTS[0], MOMENTS[0], 0.1),
            "In epoch 1 .* gradients that are not",
        ),
        (lambda back, step: step(MOMENTS[1], MOMENTS[0], 0.1), "step was given parameters that"),
    ],
)
def test_an_epoch_by_heart_says_what_does_not_belong(ask, said):
    with pytest.raises(CheckFailed, match=said):
        ask(*by_heart())


# What an earlier call left behind; a mistake that no list of results can name
KEPT = {
    "gradient_descent": """
    history = gradient_descent.__dict__.setdefault("kept", [])
    history.append(w)
    for _ in range(n_steps):
        w = w - learning_rate * gradient(w)
        history.append(w)
    return history""",
    "mlp_backward": """
    grads, dZ = mlp_backward.__dict__.setdefault("kept", []), dZ_last
    for k in reversed(range(len(params))):
        dA, dW, db = dense_backward(dZ, cache[k][0], params[k][0])
        grads.insert(0, (dW, db))
        if k > 0:
            dZ = relu_backward(dA, cache[k - 1][1])
    return grads""",
    "sgd_step": """
    new = sgd_step.__dict__.setdefault("kept", [])
    for (W, b), (dW, db) in zip(params, grads):
        new.append((W - learning_rate * dW, b - learning_rate * db))
    return new""",
    "train": """
    losses = train.__dict__.setdefault("kept", [])
    for _ in range(n_epochs):
        Z_last, cache = mlp_forward(X, params)
        losses.append(bce_with_logits(Z_last[:, 0], y))
        dZ_last = bce_with_logits_gradient(Z_last[:, 0], y)[:, None]
        params = sgd_step(params, mlp_backward(dZ_last, params, cache), learning_rate)
    return params, losses""",
}


@pytest.mark.parametrize("exercise", KEPT)
def test_what_an_earlier_call_left_is_seen_at_once(exercise):
    source = load(LESSON).source(exercise, KEPT[exercise])
    verdict = judge(LESSON, exercise, source, Answer(exercise, "keeps", KEPT[exercise]))
    assert verdict.at_once
    assert len(verdict.cells) == 2


def test_relu_has_slope_0_at_0_as_in_pytorch(torch, solution):
    Z = torch.tensor([-1.0, 0.0, 2.0], requires_grad=True)
    torch.relu(Z).backward(torch.tensor([5.0, 5.0, 5.0]))
    ours = solution["relu_backward"](np.full(3, 5.0), Z.detach().numpy())
    np.testing.assert_array_equal(ours, Z.grad)
