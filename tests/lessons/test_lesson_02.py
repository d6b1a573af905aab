"""Lesson 02's tests tell right answers from wrong ones, and its solutions agree with PyTorch."""

import numpy as np
import pytest

from grading.bank import load
from grading.bank.in_process import answer, earned_by, names_after
from tests.helpers.answers import judge, judge_idea

LESSON = "02_activations"
EXERCISES = load(LESSON).exercises
quietly = pytest.mark.filterwarnings("ignore::RuntimeWarning")


@pytest.mark.parametrize(
    ("exercise", "idea", "earned"),
    [
        ("sigmoid", "the twin alone overflows", 1.25),
        ("sigmoid_derivative", "overflows to nan", 1.25),
        ("softmax", "no shift: overflows", 7 / 3),
        ("softmax", "one shift for all rows", 7 / 3),
        ("softmax", "axis 1 only", 7 / 3),
    ],
)
@quietly
def test_one_slip_costs_its_own_part(exercise, idea, earned):
    assert judge_idea(LESSON, exercise, idea)[0] == pytest.approx(earned)


@pytest.mark.parametrize(
    ("exercise", "body"),
    [
        ("sigmoid", "return torch.sigmoid(torch.as_tensor(np.asarray(z), dtype=torch.float64))"),
        ("relu", "return torch.relu(torch.as_tensor(np.asarray(z), dtype=torch.float64))"),
        ("softmax", "return torch.softmax(torch.as_tensor(Z, dtype=torch.float64), -1).numpy()"),
    ],
)
@quietly
def test_answers_by_pytorch_keep_their_points(exercise, body):
    earned, possible, messages = judge(LESSON, exercise, f"import torch\n    {body}")
    assert earned == possible, messages


@pytest.mark.parametrize("broken", ["raise NotImplementedError", "return None", "return 0"])
def test_a_derivative_that_calls_a_broken_sigmoid_keeps_its_points(broken):
    source = f"def sigmoid(z):\n    {broken}\n"
    source += "def sigmoid_derivative(z):\n    return sigmoid(z) * (1 - sigmoid(z))\n"
    earned, possible, messages = earned_by(LESSON, "sigmoid_derivative", names_after(source))
    assert earned == possible, messages


def places(shape):
    z = np.random.default_rng(5).normal(0, 4, size=shape)
    z.flat[0] = 0.0
    z.flat[-2:] = -1000.0, 1000.0
    return z


@pytest.mark.parametrize("shape", [(3,), (4, 5), (2, 3, 4)])
@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_solutions_agree_with_pytorch(exercise, shape):
    import torch

    base = exercise.removesuffix("_derivative")
    known = {
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": torch.relu,
        "leaky_relu": torch.nn.functional.leaky_relu,
        "softmax": lambda scores: torch.softmax(scores, dim=-1),
    }[base]
    given_z = places(shape)
    z = torch.tensor(given_z, requires_grad=True)
    expected = known(z)
    if exercise != base:
        expected.sum().backward()
        expected = z.grad
    names = {**answer(LESSON, "sigmoid"), **answer(LESSON, exercise)}
    names[exercise].__globals__.update(sigmoid=names["sigmoid"])
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        result = names[exercise](given_z)
    assert result.dtype.kind == "f"
    np.testing.assert_allclose(result, expected.detach().numpy(), rtol=1e-12, atol=1e-15)
    np.testing.assert_array_equal(given_z, places(shape))


@pytest.mark.parametrize("exercise", [name for name in EXERCISES if name != "softmax"])
def test_the_solutions_take_single_whole_numbers_and_give_floats(exercise):
    names = {**answer(LESSON, "sigmoid"), **answer(LESSON, exercise)}
    names[exercise].__globals__.update(sigmoid=names["sigmoid"])
    for z in (-1000, -1, 0, 1, 1000):
        whole, decimal = names[exercise](z), names[exercise](float(z))
        assert np.asarray(whole).dtype.kind == "f"
        assert np.shape(whole) == ()
        assert whole == decimal


@pytest.mark.parametrize(
    ("exercise", "body", "said"),
    [
        ("sigmoid_derivative", "return sigmoid * (1 - sigmoid)", "round brackets after its name"),
        ("sigmoid_derivative", "return sigmoid() * (1 - sigmoid())", "sigmoid() missing"),
        ("relu", "return np.maximum(z)", "gets one value only"),
        ("relu_derivative", "return (z > 0).astype(float)", "not for a single number"),
        ("leaky_relu", "return np.maximum(alpha * z)", "gets one value only"),
        ("leaky_relu", "return np.maximum(z, z ^ alpha)", "a power is `**`"),
        ("tanh_derivative", "return 1 - np.tanh(z) ^ 2", "a power is `**`"),
    ],
)
def test_errors_of_one_type_are_told_apart(exercise, body, said):
    _, _, messages = judge(LESSON, exercise, body)
    assert said in messages[0]
    assert "largest-of-all" not in "".join(messages)


# A sentence that was once read by an answer that it is not true of, and what is said now
@pytest.mark.parametrize(
    ("exercise", "body", "said"),
    [
        ("sigmoid_derivative", "return np.zeros_like(z)", "array of zeros"),
        # NumPy 1 answers a number with a list, and the check tells its shape
        pytest.param(
            "sigmoid_derivative",
            "return np.gradient(sigmoid(z))",
            "with their neighbours",
            marks=pytest.mark.skipif(np.__version__ < "2", reason="NumPy 1 answers a list"),
        ),
        ("sigmoid_derivative", "return np.round(sigmoid(z) * (1 - sigmoid(z)), 4)", "are rounded"),
        ("sigmoid_derivative", "return (sigmoid(z + 1e-5) - sigmoid(z - 1e-5)) / 2 * 1e-5", "next"),
        ("relu", "return np.where(z > -1, z, 0.0)", "some negative z stay"),
        ("relu", "if z > 0:\n        return z", "not positive the function ends"),
        ("relu_derivative", "return float(z > 0)", "`float` take one value"),
        ("relu_derivative", "return np.where(z > 0, '1', '0')", "Text comes back"),
        ("leaky_relu_derivative", "return np.where(z > 0, 1, alpha).astype(int)", "whole numbers"),
        ("softmax", "m = np.abs(Z).max(-1, keepdims=True)\n    {}", "without its sign"),
        ("softmax", "m = np.median(Z, -1, keepdims=True)\n    {}", "median"),
        ("softmax", "m = np.argmax(Z, -1, keepdims=True)\n    {}", "place of the largest"),
        ("softmax", "m = Z[..., -1:]\n    {}", "one fixed place"),
    ],
)
@quietly
def test_a_mistake_is_not_told_another_ones_sentence(exercise, body, said):
    e = "e = np.exp(Z - m)\n    return e / e.sum(axis=-1, keepdims=True)"
    _, _, messages = judge(LESSON, exercise, body.replace("{}", e))
    assert said in messages[0]


@pytest.mark.parametrize("first_line", ["z", "z, alpha"])
@pytest.mark.parametrize("exercise", ["leaky_relu", "leaky_relu_derivative"])
def test_a_first_line_without_alpha_or_its_number_is_told_so(exercise, first_line):
    part = "z" if exercise == "leaky_relu" else "1.0"
    body = f"def {exercise}({first_line}):\n    return np.where(z > 0, {part}, alpha * {part})"
    assert "first line" in judge(LESSON, exercise, body)[2][0]


@pytest.mark.parametrize("place", ["above", "below"])
@pytest.mark.parametrize("small", [1e-6, 1e-9])
def test_a_small_number_added_to_softmax_is_told_and_costs_points(small, place):
    above, below = (small, 0.0) if place == "above" else (0.0, small)
    body = f"""e = np.exp(Z - Z.max(axis=-1, keepdims=True)) + {above}
    return e / (e.sum(axis=-1, keepdims=True) + {below})"""
    earned, possible, messages = judge(LESSON, "softmax", body)
    assert earned <= possible - 1
    assert "small number is added" in messages[0]


@pytest.mark.parametrize("h", [1e-3, 1e-4, 1e-5, 1e-6])
@pytest.mark.parametrize(
    ("exercise", "f"),
    [
        ("sigmoid_derivative", "sigmoid"),
        ("tanh_derivative", "np.tanh"),
        ("tanh_derivative", "lambda v: 2 * sigmoid(2 * v) - 1"),
        ("relu_derivative", "relu"),
    ],
)
def test_the_visible_check_judges_a_nudge_and_not_the_stand_in(exercise, f, h):
    body = f"f, h = {f}, {h}\n    return (f(z + h) - f(z - h)) / (2 * h)"
    said = next(iter(judge(LESSON, exercise, body)[2]), "")
    if exercise == "relu_derivative":  # half of each side is what nudging measures at 0
        assert "is 0.5 at [0, 1], expected 0" in said
    else:
        assert "_check" not in said
