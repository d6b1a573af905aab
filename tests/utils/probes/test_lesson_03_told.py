"""Lesson 03's sentences on lists of pairs are true, and silent where nothing is amiss."""

import numpy as np
import pytest

from utils.probes.lesson_03 import cache_told, generator_told, layers_told, weights_told


def pair(*shape):
    return np.zeros(shape), np.zeros(shape[-1])


@pytest.mark.parametrize(
    ("params", "sizes", "said"),
    [
        ([pair(3, 5), pair(5, 2)], [3, 5, 2], ""),
        ((pair(2, 4), [[[1], [2], [3], [4]], [0]]), None, ""),
        ([pair(2, 4), pair(4, 3), pair(3, 1)], None, ""),
        ({0: pair(3, 5)}, [3, 5], "of type dict"),
        ([pair(3, 5)], [3, 5, 2], "A 3–5–2 network has 2 layers; this list has 1 entry."),
        ([np.zeros((3, 5)), np.zeros(5)], [3, 5, 2], "Entry 0 of the list is no pair"),
        ([pair(5, 3)], [3, 5], "The W of layer 1 has shape (5, 3), where (3, 5) is needed."),
        ([(np.zeros((3, 5)), 0.0)], [3, 5], "The b of layer 1 has shape (), where (5,) is needed."),
        ([pair(2, 4), pair(4, 2)], None, "The W of layer 2 has shape (4, 2), where (4, 1)"),
        ([pair(2, 4), pair(4)], None, "The W of layer 2 has shape (4,), where (4, 1)"),
        ([pair(3, 1)], None, "The W of layer 1 has shape (3, 1), where (2, 1) is needed."),
        ([], None, "The list is empty."),
    ],
)
def test_what_is_amiss_with_layers(params, sizes, said):
    told = layers_told(params, sizes)
    assert said in told
    assert bool(told) == bool(said)


@pytest.mark.parametrize(
    ("result", "said"),
    [
        ((1, [(2, 3), [4, 5]]), ""),
        (1, "Two things"),
        ((1, {}), "of type dict"),
        ((1, [(2, 3)]), "has 2 layers, and the cache has 1 entry."),
        ((1, [(2, 3), (4, 5, 6)]), "Entry 1 of the cache is no pair"),
    ],
)
def test_what_is_amiss_with_a_cache(result, said):
    told = cache_told(result, 2)
    assert said in told
    assert bool(told) == bool(said)


def drawn(seed, mean=0.0, factor=1.0, bias=0.0, uniform=False):
    rng, sizes = np.random.default_rng(seed), [200, 300, 100]
    std = [factor * np.sqrt(2 / d) for d in sizes[:2]]
    shapes = [(200, 300), (300, 100)]
    if uniform:
        W = [rng.uniform(-1, 1, shape) * s * 3**0.5 for s, shape in zip(std, shapes, strict=True)]
    else:
        W = [rng.normal(mean, s, shape) for s, shape in zip(std, shapes, strict=True)]
    return weights_told([(w, np.full(w.shape[1], bias)) for w in W], sizes)


@pytest.mark.parametrize("seed", range(100))
def test_normal_weights_of_the_right_size_are_never_accused(seed):
    assert drawn(seed) == ""


def test_what_is_amiss_with_weights():
    assert drawn(1, bias=0.01) == "The biases of layer 1 are not all 0."
    assert "have the mean 0.999, not" in drawn(1, mean=1.0)
    assert "have the std 0.07" in drawn(1, factor=2**-0.5)
    assert "0.0% of them lie more than two std from 0" in drawn(1, uniform=True)


def test_what_is_amiss_with_a_generator():
    def draw(rng):
        return [rng.normal(size=(6, 6)) for _ in range(2)]

    assert generator_told(draw) == ""
    assert "Another seed gave the same" in generator_told(lambda _: draw(np.random.default_rng(0)))
    assert "gave other weights" in generator_told(lambda _: draw(np.random.default_rng()))
    assert "Two layers" in generator_told(lambda rng: [rng.normal(size=(6, 6))] * 2)
