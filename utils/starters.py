"""What the capstone's starters run: few digits, names counted letter by letter.

Everything is computed in float64 on the processor, so that a seed gives nearly the same number on
most machines; dropout may draw otherwise.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import nn

from utils.mnist import Digits
from utils.names import N_SYMBOLS, encode, load_names

PAPER, SPREAD = 0.1307, 0.3081  # MNIST's mean and standard deviation, as in lesson 08
HELD_OUT = 2000  # images that every run is measured on
Labelled = tuple[torch.Tensor, torch.Tensor]


def _flat(images: torch.Tensor) -> torch.Tensor:
    return ((images.double() / 255 - PAPER) / SPREAD).flatten(1)


def draw_digits(digits: Digits, n: int, seed: int) -> tuple[Labelled, Labelled]:
    """A few digits to learn from, which the seed draws, and others that every run is measured on.

    With one seed, a larger n holds the digits of a smaller one. The test images are not touched.

    Args:
        digits: as `utils.mnist.load_digits` gives them.
        n: how many to learn from.
        seed: draws them from the first eleven twelfths of the training images.

    Returns:
        (x, y) to learn from, x (n, 784) float64; (x, y) held out, up to 2,000 of the last twelfth.

    Raises:
        ValueError: n is below 1, or more than there are.
    """
    cut = len(digits.train_labels) * 11 // 12
    if not 1 <= n <= cut:
        raise ValueError(f"n is {n}, and there are {cut:,} digits to learn from: take 1 to {cut}")
    rows = torch.from_numpy(np.random.default_rng(seed).permutation(cut)[:n])
    held = slice(cut, cut + HELD_OUT)
    learn = (_flat(digits.train_images[rows]), digits.train_labels[rows])
    return learn, (_flat(digits.train_images[held]), digits.train_labels[held])


def train_briefly(
    model: nn.Module,
    step: Callable[..., float],
    x: torch.Tensor,
    y: torch.Tensor,
    *,
    n_steps: int = 150,
    rate: float = 0.03,
    size: int = 50,
) -> float:
    """Train with momentum, a constant rate and random batches; the loss of the last step.

    Args:
        model: of the same number type as x.
        step: trains on one batch, as lesson 07's `train_step` does.
        x: (n, ...).
        y: (n,), classes.
        n_steps: how many batches.
        rate: the learning rate.
        size: of a batch; all rows where there are no more.
    """
    optimizer = torch.optim.SGD(model.parameters(), lr=rate, momentum=0.9)
    loss = float("nan")
    for _ in range(n_steps):
        rows = torch.randint(len(y), (size,)) if size < len(y) else slice(None)
        loss = step(model, nn.CrossEntropyLoss(), optimizer, x[rows], y[rows])
    return loss


def held_out(model: nn.Module, x: torch.Tensor, y: torch.Tensor) -> tuple[float, float]:
    """A network's right answers in percent, and its mean loss, on rows that it did not learn.

    Raises:
        ValueError: there are no rows.
    """
    if not len(y):
        raise ValueError("no rows are held out: leave some for that, such as a share of 0.4")
    model.eval()
    with torch.no_grad():
        logits = model(x)
        right = (logits.argmax(dim=1) == y).double().mean()
        return 100 * float(right), float(nn.functional.cross_entropy(logits, y))


# Names


def draw_names(seed: int) -> tuple[list[str], list[str]]:
    """Three quarters of the names to count, and a quarter held out, as the seed draws them.

    They come from the training and validation lists; the test names are not touched.
    """
    names = [*load_names("train"), *load_names("validation")]
    order = np.random.default_rng(seed).permutation(len(names))
    cut = 3 * len(names) // 4
    return [names[k] for k in order[:cut]], [names[k] for k in order[cut:]]


Counts = dict[tuple[int, ...], np.ndarray]


def _symbols(name: str, back: int) -> list[int]:
    """END as often as letters are looked at, the letters, and END."""
    letters = encode([name])[1][0].tolist()
    return [0] * back + letters


def count_letters(names: list[str], back: int) -> Counts:
    """How often each symbol follows the last 0, 1, ..., `back` ones: beginning -> (symbols,)."""
    counts: Counts = {}
    for name in names:
        symbols = _symbols(name, back)
        for place in range(back, len(symbols)):
            for far in range(back + 1):
                row = counts.setdefault(tuple(symbols[place - far : place]), np.zeros(N_SYMBOLS))
                row[symbols[place]] += 1
    return counts


def _probability(counts: Counts, before: tuple[int, ...], symbol: int, added: float) -> float:
    """Begin with 1/28; let each longer beginning move it, the more, the oftener it was seen."""
    p = 1 / N_SYMBOLS
    for far in range(len(before) + 1):
        row = counts.get(before[len(before) - far :])
        if row is not None:
            p = (row[symbol] + added * p) / (row.sum() + added)
    return p


def letter_losses(
    counts: Counts, back: int, added: float, names: list[str]
) -> tuple[np.ndarray, np.ndarray]:
    """The surprise at each letter, and how many letters of each name are real.

    A beginning's counts are mixed with what shorter beginnings say, as if that had been seen
    `added` times: MacKay and Peto (1995).

    Args:
        counts: of `count_letters`, with the same `back`.
        back: how many letters are looked at.
        added: how much the shorter beginnings weigh, above 0.
        names: to be guessed, letter by letter.

    Returns:
        losses (n, t), padded with 0; lengths (n,), END counted.

    Raises:
        ValueError: `added` is not above 0.
    """
    if not added > 0:
        raise ValueError(f"added is {added}, and must be above 0: what was never seen may come")
    lengths = np.array([len(name) + 1 for name in names])
    losses = np.zeros((len(names), lengths.max()))
    for k, name in enumerate(names):
        symbols = _symbols(name, back)
        for place in range(back, len(symbols)):
            before = tuple(symbols[place - back : place])
            losses[k, place - back] = -np.log(_probability(counts, before, symbols[place], added))
    return losses, lengths
