"""Makers that need no training, for the playgrounds of lesson 13; also as text."""

from types import SimpleNamespace

import numpy as np

from utils.moon_diffusion import perfect_noise, two_moons
from utils.squeezing_pictures import Plane

_rng = np.random.default_rng(5)
LABELS = np.arange(100) % 10
# Ten heaps in a row, the digit 0 on the left; some way up and down in each
plane = Plane(np.column_stack([LABELS + 0.3 * _rng.random(100), _rng.random(100)]), LABELS)
POINTS = two_moons(200, np.random.default_rng(13))
ALPHA_BAR = np.cumprod(1 - np.linspace(0.001, 0.2, 50))
denoisers = SimpleNamespace(noise_in=perfect_noise(POINTS, ALPHA_BAR))


def decoded(codes):
    """A bar whose length is the first number, in a column that the second one chooses."""
    images = np.zeros((len(codes), 28, 28))
    for image, (first, second) in zip(images, np.asarray(codes), strict=True):
        column = int(np.clip(4 + 20 * second, 0, 26))
        image[4 : 6 + int(np.clip(2 * first, 0, 20)), column : column + 2] = 1.0
    return images.reshape(-1, 784)


def add_noise(x0, t, noise, alpha_bar):
    share = np.reshape(alpha_bar[t], (-1, 1))
    return np.sqrt(share) * x0 + np.sqrt(1 - share) * noise


def predict_x0(x_t, t, noise, alpha_bar):
    share = np.reshape(alpha_bar[t], (-1, 1))
    return (x_t - np.sqrt(1 - share) * noise) / np.sqrt(share)
