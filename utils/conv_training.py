"""Training loops of lesson 10, with a bar and the time left, and what is measured of a network."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from typing import Any

import torch
from torch import nn

from utils.live_training import LiveTraining

Step = Callable[..., float]
Change = Callable[[torch.Tensor], torch.Tensor]
PAPER, SPREAD = 0.1307, 0.3081  # MNIST's mean and standard deviation, as in lesson 08


class TimedTraining(LiveTraining):
    """A bar, the loss, and about how long it will take; at the end, how many steps it took.

    It begins and ends alike, whatever the run gives: nbval compares what was shown first with
    what was stored last.
    """

    def __init__(self, n_steps: int, about: str = "Training") -> None:
        """Show an empty bar.

        Args:
            n_steps: how often it will be called.
            about: what is said at first and at last, before the number of steps.
        """
        self.about = about
        super().__init__(n_steps)

    def _bundle(self) -> dict[str, str]:
        if len(self.losses) in (0, self.n_steps):
            text = f"{self.about}: {self.n_steps} steps."
            return {"text/html": f"<div>{html.escape(text)}</div>", "text/plain": text}
        return super()._bundle()


def as_images(images: torch.Tensor) -> torch.Tensor:
    """Bytes (n, 28, 28) as images with one channel, normalised: (n, 1, 28, 28) float32."""
    return ((images / 255 - PAPER) / SPREAD)[:, None]


def batches(n: int, n_epochs: int, size: int, device: Any = None) -> Iterator[torch.Tensor]:
    """Row numbers, a batch at a time, in a new random order in every epoch."""
    for _ in range(n_epochs):
        yield from torch.randperm(n).to(device).split(size)


def train_network(
    model: nn.Module,
    step: Step,
    x: torch.Tensor,
    y: torch.Tensor,
    *,
    n_epochs: int,
    rate: float,
    size: int = 128,
    change: Change | None = None,
    live: Callable[[float], None] | None = None,
) -> list[float]:
    """Train with Adam and a one-cycle learning rate.

    Args:
        model: on the device of x.
        step: trains on one batch, as lesson 07's `train_step` does.
        x: (n, ...).
        y: (n,).
        n_epochs: how often each example is met.
        rate: the highest learning rate.
        size: of a batch.
        change: what is done to the images of a batch first, such as moving them.
        live: takes the loss of each step; a new bar when it is left out.

    Returns:
        The loss of every step.
    """
    n_steps = n_epochs * -(-len(y) // size)
    live = TimedTraining(n_steps) if live is None else live
    optimizer, losses = torch.optim.Adam(model.parameters(), lr=rate), []
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=max(n_steps, 2))
    for rows in batches(len(y), n_epochs, size, x.device):
        images = x[rows] if change is None else change(x[rows])
        losses.append(step(model, nn.CrossEntropyLoss(), optimizer, images, y[rows]))
        live(losses[-1])
        schedule.step()
    return losses


def moved(x: torch.Tensor, right: int, down: int) -> torch.Tensor:
    """Images (n, 1, h, w) moved by whole pixels; what enters has the value of their corner.

    >>> moved(torch.tensor([[[[0.0, 5.0, 6.0]]]]), 1, 0)
    tensor([[[[0., 0., 5.]]]])
    """
    empty = float(x[0, 0, 0, 0]) if x.numel() else 0.0
    padding = (max(right, 0), max(-right, 0), max(down, 0), max(-down, 0))
    padded = nn.functional.pad(x, padding, value=empty)
    top, left = max(-down, 0), max(-right, 0)
    return padded[..., top : top + x.shape[-2], left : left + x.shape[-1]]


def move_by_chance(x: torch.Tensor, most: int = 6) -> torch.Tensor:
    """A batch moved by up to `most` pixels to each side, all its images alike."""
    right, down = torch.randint(-most, most + 1, (2,)).tolist()
    return moved(x, right, down)


def predictions(model: nn.Module, x: torch.Tensor, size: int = 500) -> torch.Tensor:
    """The classes that a network reads in x (n, ...), in evaluation mode: (n,)."""
    was_training = model.training
    model.eval()
    with torch.no_grad():
        answers = [model(part).argmax(dim=1) for part in x.split(size)]
    model.train(was_training)
    return torch.cat(answers)


def accuracy(model: nn.Module, x: torch.Tensor, y: torch.Tensor) -> float:
    """The share of right answers, in percent."""
    return 100 * float((predictions(model, x) == y).float().mean())


def accuracies_when_moved(
    model: nn.Module, x: torch.Tensor, y: torch.Tensor, pixels: range = range(7)
) -> list[float]:
    """The accuracy in percent for images moved by so many pixels, a quarter to each side."""
    ways = [(1, 0), (-1, 0), (0, 1), (0, -1)]
    parts = [torch.arange(k, len(y), 4) for k in range(4)]
    found = []
    for far in pixels:
        right = 0
        for (across, down), rows in zip(ways, parts, strict=True):
            images = moved(x[rows], far * across, far * down)
            right += int((predictions(model, images) == y[rows]).sum())
        found.append(100 * right / len(y))
    return found


def occluded(
    model: nn.Module, image: torch.Tensor, digit: int, side: int = 7, every: int = 3
) -> torch.Tensor:
    """How far the probability of a digit falls where a square of the image is made paper.

    Args:
        model: takes (n, 1, 28, 28) to logits.
        image: (1, 28, 28), normalised.
        digit: whose probability is watched.
        side: of the square, in pixels.
        every: the step from one square to the next.

    Returns:
        (m, m): the fall for each place of the square.
    """
    places = range(0, image.shape[-1] - side + 1, every)
    covered = image.repeat(len(places) ** 2 + 1, 1, 1, 1)
    for number, (top, left) in enumerate((r, c) for r in places for c in places):
        covered[number, :, top : top + side, left : left + side] = image.min()
    model.eval()
    with torch.no_grad():
        chances = model(covered).softmax(dim=1)[:, digit].cpu()
    return (chances[-1] - chances[:-1]).reshape(len(places), len(places))


def first_kernels(model: nn.Module) -> tuple[torch.Tensor, torch.Tensor]:
    """The kernels (c_out, c_in, k, k) and biases (c_out,) of a network's first convolution.

    Raises:
        ValueError: no convolution is found.
    """
    for kernels in model.parameters():
        if kernels.ndim == 4:
            biases = [p for p in model.parameters() if p.shape == kernels.shape[:1]]
            none = torch.zeros(len(kernels))
            return kernels.detach().cpu(), (biases[0].detach().cpu() if biases else none)
    raise ValueError("no parameter with four axes: is there a convolution in the network?")


def field_of(layers: nn.Module, side: int = 28) -> torch.Tensor:
    """Which pixels of an image reach the middle unit of what layers give: (side, side) of 0, 1.

    A pixel reaches it where the unit's slope in that pixel is not 0.
    """
    image = torch.rand(1, 1, side, side, requires_grad=True)
    out = layers(image)
    out[0, :, out.shape[2] // 2, out.shape[3] // 2].sum().backward()
    return (image.grad[0, 0] != 0).int()
