"""Lesson 04's tests tell right answers from wrong ones."""

import numpy as np
import pytest

from grading.bank import load
from grading.bank.in_process import answer
from grading.bank.trial import kept_report
from tests.helpers.answers import judge_idea

LESSON = "04_losses"
BANK = load(LESSON)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("exercise", BANK.exercises)
def test_hidden_tests_alone_see_every_mistake(missed):
    assert missed == []


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("exercise", BANK.exercises)
def test_the_numbers_of_a_visible_check_see_every_mistake(exercise):
    """Without the probes, which `passed` may ask as well: so the unknown ones fall, too."""
    told = {v.answer.idea: v.cells for v in kept_report(LESSON, exercise).wrong}
    found = {idea: cells.get(f"{exercise}_check", "") for idea, cells in told.items()}
    assert [idea for idea, said in found.items() if not said or "come out right" in said] == []


@pytest.mark.parametrize(
    ("exercise", "idea"),
    [
        ("mse", "does not refuse shapes"),
        ("bce", "no clip"),
        ("bce_with_logits", "by way of p"),
        ("cross_entropy", "no shift"),
        ("mse_gradient", "does not refuse shapes"),
        ("cross_entropy_gradient", "no shift"),
    ],
)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_who_misses_the_edges_keeps_the_points_for_the_values(exercise, idea):
    earned, _, messages = judge_idea(LESSON, exercise, idea)
    assert earned >= 1, messages


def the_solutions(*exercises):
    return [answer(LESSON, exercise)[exercise] for exercise in exercises]


@pytest.mark.parametrize("n", [1, 3, 8])
def test_the_losses_are_pytorchs(n):
    torch = pytest.importorskip("torch")
    functional = torch.nn.functional
    mse, bce, bce_with_logits = the_solutions("mse", "bce", "bce_with_logits")
    rng = np.random.default_rng(n)
    for shape in ((n,), (n, 1)):
        z, y = rng.normal(0, 5, shape), rng.integers(0, 2, shape).astype(float)
        p = 1 / (1 + np.exp(-z))
        logits, targets, odds = torch.tensor(z), torch.tensor(y), torch.tensor(p)
        assert mse(z, y) == pytest.approx(float(functional.mse_loss(logits, targets)))
        assert bce(p, y) == pytest.approx(float(functional.binary_cross_entropy(odds, targets)))
        expected = functional.binary_cross_entropy_with_logits(logits, targets)
        assert bce_with_logits(z, y) == pytest.approx(float(expected))
        far = functional.binary_cross_entropy_with_logits(100 * logits, targets)
        assert bce_with_logits(100 * z, y) == pytest.approx(float(far))


@pytest.mark.parametrize(("n", "n_classes"), [(1, 4), (5, 3), (3, 3), (7, 10)])
@pytest.mark.parametrize("size", [1.0, 30.0, 300.0])
def test_cross_entropy_and_its_gradient_are_pytorchs(n, n_classes, size):
    torch = pytest.importorskip("torch")
    functions = the_solutions("cross_entropy", "cross_entropy_gradient", "one_hot")
    cross_entropy, cross_entropy_gradient, one_hot = functions
    rng = np.random.default_rng(n + n_classes)
    z, y = rng.normal(0, size, (n, n_classes)), rng.integers(0, n_classes, n)
    logits = torch.tensor(z, requires_grad=True)
    loss = torch.nn.functional.cross_entropy(logits, torch.tensor(y))
    loss.backward()
    assert cross_entropy(z, y) == pytest.approx(loss.item())
    np.testing.assert_allclose(cross_entropy_gradient(z, y), logits.grad.numpy(), atol=1e-12)
    ones = torch.nn.functional.one_hot(torch.tensor(y), n_classes)
    np.testing.assert_array_equal(one_hot(y, n_classes), ones.numpy())


@pytest.mark.parametrize("shape", [(1,), (4,), (4, 1)])
def test_the_gradient_of_the_mse_is_pytorchs(shape):
    torch = pytest.importorskip("torch")
    (mse_gradient,) = the_solutions("mse_gradient")
    rng = np.random.default_rng(4)
    y_hat, y = rng.normal(size=shape), rng.normal(size=shape)
    predictions = torch.tensor(y_hat, requires_grad=True)
    torch.nn.functional.mse_loss(predictions, torch.tensor(y)).backward()
    np.testing.assert_allclose(mse_gradient(y_hat, y), predictions.grad.numpy())


def test_the_solutions_write_no_warnings(recwarn):
    """What a solution writes to stderr would stand in the lesson's outputs."""
    bce, with_logits, cross_entropy, gradient = the_solutions(
        "bce", "bce_with_logits", "cross_entropy", "cross_entropy_gradient"
    )
    y = np.array([1, 0])
    bce(np.array([0.0, 1.0]), y)
    with_logits(np.array([-1000.0, 1000.0]), y)
    cross_entropy(1000.0 * np.eye(2), y)
    gradient(1000.0 * np.eye(2), y)
    assert not recwarn.list


def test_the_numbers_of_the_reflection():
    (bce_with_logits,) = the_solutions("bce_with_logits")
    y = np.array([[1], [0], [1], [0]])
    A1 = np.array([[1.5, 5.0], [0.0, 1.0], [2.0, 0.0], [0.0, 0.0]])
    assert round(bce_with_logits(A1 @ [[1.0], [1.0]] - 3.0, y), 3) == 0.380
    better = A1 @ [[3.0], [1.0]] - 3.0
    np.testing.assert_allclose(better.ravel(), [6.5, -2, 3, -3])
    assert round(bce_with_logits(better, y), 3) == 0.056
    assert round(-2 * np.log(0.49) / 4, 3) == 0.357


def test_the_squared_error_pushes_hardest_where_p_is_one_third():
    """What `push_explained` says of the slope after a sigmoid, for y = 1."""
    z = np.linspace(-8, 8, 160001)
    p = 1 / (1 + np.exp(-z))
    slopes = 2 * (p - 1) * p * (1 - p)
    hardest = np.argmin(slopes)
    assert round(z[hardest], 2) == -0.69 == round(-np.log(2), 2)
    assert p[hardest] == pytest.approx(1 / 3, abs=1e-4)
    at_minus_6 = np.interp(-6, z, slopes), np.interp(-6, z, p - 1)
    assert [round(slope, 3) for slope in at_minus_6] == [-0.005, -0.998]


def test_single_precision_rounds_the_clip_away():
    """What `bce_task` says of float32."""
    assert np.float32(1 - 1e-12) == 1
    assert np.float32(1 - 1e-7) < 1
