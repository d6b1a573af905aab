"""Stand-ins in the probes: right where they know a result; what they do not know, they leave."""

import numpy as np
import pytest

from grading.bank.in_process import answer
from utils.checking.recognise import call
from utils.probes import lesson_01, lesson_02, lesson_03, lesson_04
from utils.probes.by_heart import Table, among, entrywise


def solution(lesson, exercise, **others):
    scope = answer(lesson, exercise)
    scope.update(others)
    return scope[exercise]


def test_sums_and_steps_are_right():
    neuron, step = (solution("01_neurons", name) for name in ("neuron", "step"))
    for x, w, b, z in lesson_01.OTHERS:
        assert neuron(np.array(x), np.array(w), b) == pytest.approx(z, abs=1e-12)
    for state, sums in lesson_01.STATES.values():
        came = [neuron(x, np.array(state[:2]), state[2]) for x in lesson_01.CORNERS]
        np.testing.assert_array_equal(came, sums)
    for z, fires in (lesson_01.FIRES | lesson_01.RESTS).items():
        assert step(z) == fires


def test_updates_are_right():
    update = solution("01_neurons", "perceptron_update")
    for numbers, after in lesson_01.UPDATES.items():
        d = len(after) - 1
        w, b, x, (target, rate) = numbers[:d], numbers[d], numbers[d + 1 : -2], numbers[-2:]
        new_w, new_b = update(np.array(w), b, np.array(x), target, rate)
        np.testing.assert_allclose([*new_w, new_b], after)


def test_stand_ins_of_the_visible_checks_are_right_at_their_numbers():
    neuron, step = (solution("01_neurons", name) for name in ("neuron", "step"))
    (known_neuron,) = lesson_01.THREE_STUDENTS.values()
    for x, w, b, z in lesson_01.OTHERS:
        x, w = np.array(x), np.array(w)
        for bias in (b, 0.0):
            assert known_neuron(x, w, bias) == pytest.approx(neuron(x, w, bias), abs=1e-12)
        assert lesson_01.ONE_VISIT["neurons"](x[None], w, b) == pytest.approx([z])
    for z in (-2.0, 0.0):
        assert lesson_01.ONE_VISIT["step"](z) == step(z)


@pytest.mark.parametrize(
    ("exercise", "stand_in", "places"),
    [
        ("sigmoid", lesson_02.sigmoid_by_heart, range(-4, 5)),
        ("sigmoid_derivative", lesson_02.sigmoid_slope_by_heart, range(-4, 5)),
        ("relu", lesson_02.relu_by_heart, range(-5, 7)),
        ("relu_derivative", lesson_02.relu_slope_by_heart, range(-5, 7)),
        ("leaky_relu", lesson_02.leaky_relu_by_heart, range(-5, 7)),
    ],
)
def test_stand_ins_of_lesson_02_are_right_on_paper(exercise, stand_in, places):
    right = solution("02_activations", exercise, sigmoid=solution("02_activations", "sigmoid"))
    z = np.array([*places, -1000.0, 1000.0])
    for nudge in (0.0, 1e-5, -1e-5, 1e-3):
        np.testing.assert_allclose(stand_in(z + nudge), right(z + nudge), rtol=1e-9, atol=1e-9)
    nonsense = np.linspace(-8, 8, 129)
    assert not np.allclose(stand_in(nonsense), right(nonsense), atol=1e-3)


def test_losses_are_right():
    right = solution("04_losses", "bce")
    for (first, second), expected in lesson_04.ENTROPIES.items():
        p, y = np.array(first), np.array(second)
        assert right(p, y) == pytest.approx(expected, abs=1e-5)
        assert lesson_04._looked_up(lesson_04.ENTROPIES, p, y) == expected


@pytest.mark.parametrize("known", [lesson_04.SQUARES, lesson_04.CHECKED])
def test_squared_errors_and_how_they_grow_are_right(known):
    mse, slopes_of = (solution("04_losses", name) for name in ("mse", "mse_gradient"))
    for (first, second), (loss, slopes) in known.items():
        y_hat, y = np.array(first), np.array(second)
        assert mse(y_hat, y) == pytest.approx(loss)
        np.testing.assert_allclose(slopes_of(y_hat, y), slopes)
        nudged = y_hat + 1e-5 * np.arange(len(y))
        assert lesson_04._near(known, nudged, y) == pytest.approx(mse(nudged, y), abs=1e-8)


def test_what_stands_in_for_others_in_lesson_04s_checks_is_right():
    bce, one_hot, mse = (solution("04_losses", name) for name in ("bce", "one_hot", "mse"))
    for p, y in [([0.880797], [0]), ([[0.5], [0.119203], [0.880797]], [[1], [1], [1]])]:
        arrays = np.array(p), np.array(y)
        assert lesson_04.bce_by_heart(*arrays) == pytest.approx(bce(*arrays), rel=1e-5)
    sure = np.array([1.0, 0.0, 1.0, 0.0]), np.array([0, 1, 0, 0])
    assert lesson_04.bce_by_heart(*sure) == pytest.approx(bce(*sure), rel=1e-5)
    for y, n_classes in [([0, 2], 3), ([1], 3), ([0, 1], 2), ([3, 0], 4), ([3, 7], 10)]:
        rows = one_hot(np.array(y), n_classes)
        np.testing.assert_array_equal(lesson_04.one_hot_by_heart(np.array(y), n_classes), rows)
    near, y = np.array([[0.75 + 1e-5], [10.0]]), np.array([[0.5], [50.0]])
    assert lesson_04.mse_by_heart(near, y) == pytest.approx(mse(near, y), abs=1e-8)


def test_what_stands_in_refuses_what_the_lesson_refuses():
    column, flat = np.zeros((3, 1)), np.array([1, 0, 1])
    for by_heart in (lesson_04.bce_by_heart, lesson_04.mse_by_heart):
        for pair in ((column, flat), (flat, column), (flat, flat[:1])):
            with pytest.raises(ValueError, match="refused"):
                by_heart(*pair)


def test_what_stands_in_never_speaks_of_itself():
    """A wrong argument gives a wrong number, and other numbers go to the learner's own function."""
    assert 0 < lesson_04.bce_by_heart(np.array([0.3]), np.array([1])) < 30
    assert lesson_04.one_hot_by_heart(np.array([0, 3]), 3)[1].tolist() == [0, 0, 0]
    assert lesson_04.one_hot_by_heart(np.array([0]), 7).shape == (1, 7)
    scope = {"mse": lambda y_hat, y: 7.0}
    exec("def mse_gradient(y_hat, y): return mse(y_hat, y)", scope)
    asked = lesson_04.or_own(scope["mse_gradient"], "mse", lesson_04.mse_by_heart)
    assert asked(np.array([5, 6, 2]), np.array([4, 6, 5])) == pytest.approx(10 / 3)
    assert asked(1.0, 2.0) == 7.0
    del scope["mse"]
    with pytest.raises(NameError, match="mse"):
        lesson_04.or_own(scope["mse_gradient"], "mse", lesson_04.mse_by_heart)(1.0, 2.0)
    with pytest.raises(TypeError, match=r"^one_hot"):
        lesson_04.one_hot_by_heart(np.array([0]))


def test_a_networks_output_is_that_of_its_layers():
    hidden = ([[1.0, 1.0], [1.0, 1.0]], [0.0, -1.0])
    for last, expected in [([[1.0], [-2.0]], [0, 1, 1, 0]), ([[1.0], [-1.0]], [0, 1, 1, 1])]:
        params = [hidden, (last, [0.0])]
        came = [lesson_03.network_output(params, *corner) for corner in lesson_03.CORNERS]
        assert came == expected
    assert lesson_03.network_output([([[2.0], [-3.0]], [0.5])], 1.0, 1.0) == -0.5


def test_a_probe_takes_the_table_first_and_then_the_learners_own():
    scope = {"np": np}
    exec("def twice(z): return 2 * once(z)\ndef once(z): return z + 0.5", scope)
    known = Table({1.0: 7.0})
    row = among(call(1.0), once=lambda z: entrywise(known, z))
    assert row("twice").ask(scope["twice"]) == 14
    assert row("twice").text == "twice(1)"
    row = among(call(2.0), once=lambda z: entrywise(known, z))
    assert row("twice").ask(scope["twice"]) == 5
    del scope["once"]
    with pytest.raises(NameError, match="once"):
        row("twice").ask(scope["twice"])
    assert "once" not in scope


def test_a_probe_in_words_keeps_its_words():
    def question(answer):
        """What comes of 1."""
        return answer(1)

    assert among(question, once=abs).__doc__ == "What comes of 1."
    assert among(question, once=abs)(float) == 1.0
