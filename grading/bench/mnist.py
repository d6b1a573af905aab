"""Training to 97.5 % on MNIST: the usual loop against slices of one tensor, in one run.

Both train 784–128–64–10 with ReLU by Adam on this machine's CPU, and measure on the 10,000 test
images. They differ in how a batch is made, and in the schedule:

usual   torchvision's MNIST with ToTensor and Normalize on each image, a DataLoader of 64 that
        shuffles, a constant rate of 1e-3; measured after every epoch, until 97.5 %
sliced  the tensors of `utils.mnist`, batches of 256 cut by index and normalised at once, a
        one-cycle rate up to 1e-2 over 600 steps, which are 2.55 epochs; measured at the end.
        Lesson 08 does the same with torch.optim, over 5 epochs. Python's garbage collector,
        a tenth of such a short process, is off

Each runs as a process of its own, in turn with the other, once for every seed. "Training" is
from before the first batch to the accuracy, the measuring and the normalising included;
"process" is from start to end of the process, imports and reading included.

    python -m grading.bench.mnist             both, five seeds
    python -m grading.bench.mnist sliced 3    one of them with seed 3, as a line of JSON
"""

from __future__ import annotations

import gc
import gzip
import json
import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from grading import ROOT

GOAL, SEEDS, MOST_EPOCHS = 0.975, 5, 15
UNPACKED = ROOT / ".cache" / "bench"  # as torchvision reads it
MEAN, SPREAD = 0.1307, 0.3081


def network():
    """The network of lesson 08."""
    from torch import nn

    layers = [nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 10)]
    return nn.Sequential(nn.Flatten(), *layers)


def unpack() -> None:
    """Lay MNIST's files out as torchvision reads them, before any clock runs.

    Raises:
        FetchError: they are not in data/, and could not be fetched.
    """
    from utils.data import MNIST_MD5, fetch_mnist

    raw = UNPACKED / "MNIST" / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    source = fetch_mnist()
    for name in MNIST_MD5:
        (raw / name.removesuffix(".gz")).write_bytes(gzip.decompress((source / name).read_bytes()))


def usual() -> Callable[[], list[float]]:
    """Everything before the first batch of the usual loop; gives the rest."""
    import torch
    from torch import nn
    from torch.utils.data import DataLoader
    from torchvision import datasets, transforms

    steps = [transforms.ToTensor(), transforms.Normalize((MEAN,), (SPREAD,))]
    transform = transforms.Compose(steps)
    train = datasets.MNIST(UNPACKED, train=True, transform=transform)
    test = datasets.MNIST(UNPACKED, train=False, transform=transform)
    train_loader = DataLoader(train, batch_size=64, shuffle=True)
    test_loader = DataLoader(test, batch_size=1000)
    model, loss_fn = network(), nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)

    def run() -> list[float]:
        scores: list[float] = []
        while len(scores) < MOST_EPOCHS and max(scores, default=0.0) < GOAL:
            model.train()
            for x, y in train_loader:
                optimizer.zero_grad()
                loss_fn(model(x), y).backward()
                optimizer.step()
            model.eval()
            with torch.no_grad():
                right = sum(int((model(x).argmax(1) == y).sum()) for x, y in test_loader)
            scores.append(right / len(test))
        return scores

    return run


class OneCycleAdam:
    """Adam (Kingma and Ba, 2015) with a rate that rises, then falls (Smith and Topin, 2018).

    The first optimizer of `torch.optim` in a process imports `torch._dynamo`, which takes a
    second; these are the same sums without it.
    """

    def __init__(self, parameters, peak: float, n_steps: int, rise: float = 0.3) -> None:
        import torch

        self.parameters, self.peak, self.n_steps, self.rise = list(parameters), peak, n_steps, rise
        self.means = [torch.zeros_like(p) for p in self.parameters]
        self.squares = [torch.zeros_like(p) for p in self.parameters]
        self.done = 0

    def rate(self) -> float:
        """The learning rate of the step to come: half a cosine up to `peak`, half a one down."""
        share, start = self.done / self.n_steps, self.peak / 25
        if share < self.rise:
            return start + (self.peak - start) * (1 - math.cos(math.pi * share / self.rise)) / 2
        fallen = (share - self.rise) / (1 - self.rise)
        return self.peak * (1 + math.cos(math.pi * fallen)) / 2

    def step(self, first: float = 0.9, second: float = 0.999) -> None:
        """Move every parameter along its gradient's running mean, and clear the gradient."""
        rate, self.done = self.rate(), self.done + 1
        scale = rate / (1 - first**self.done)
        root = (1 - second**self.done) ** -0.5
        for p, mean, square in zip(self.parameters, self.means, self.squares, strict=True):
            mean.lerp_(p.grad, 1 - first)
            square.mul_(second).addcmul_(p.grad, p.grad, value=1 - second)
            p.data.addcdiv_(mean, square.sqrt().mul_(root).add_(1e-8), value=-scale)
            p.grad = None


def sliced(n_steps: int = 600, size: int = 256) -> Callable[[], list[float]]:
    """Everything before the first batch of the sliced loop; gives the rest."""
    import torch
    from torch import nn

    from utils.mnist import read_mnist

    digits = read_mnist()
    images, labels = digits.train_images, digits.train_labels
    model, loss_fn = network(), nn.CrossEntropyLoss()
    optimizer = OneCycleAdam(model.parameters(), 1e-2, n_steps)

    def prepared(some: torch.Tensor) -> torch.Tensor:
        return (some / 255 - MEAN) / SPREAD

    def run() -> list[float]:
        per_epoch = -(-len(labels) // size)
        epochs = [torch.randperm(len(labels)) for _ in range(-(-n_steps // per_epoch))]
        batches = [rows for order in epochs for rows in order.split(size)][:n_steps]
        for rows in batches:
            loss_fn(model(prepared(images[rows])), labels[rows]).backward()
            optimizer.step()
        with torch.no_grad():
            right = (model(prepared(digits.test_images)).argmax(1) == digits.test_labels).sum()
        return [int(right) / len(digits.test_labels)]

    return run


LOOPS = {"usual": usual, "sliced": sliced}


def one(name: str, seed: int) -> dict[str, float]:
    """Train once in this process: seconds of training, the accuracy, how often it was measured."""
    if name == "sliced":
        gc.disable()  # importing PyTorch makes a million objects, and none is garbage

    import torch

    torch.manual_seed(seed)
    run = LOOPS[name]()
    start = time.perf_counter()
    scores = run()
    seconds = time.perf_counter() - start
    return {"training": seconds, "accuracy": scores[-1], "measured": len(scores)}


def measured(name: str, seed: int) -> dict[str, float]:
    """Train once in a process of its own, and time that too.

    Raises:
        CalledProcessError: it failed, so its time means nothing.
    """
    command = [sys.executable, "-m", "grading.bench.mnist", name, str(seed)]
    start = time.perf_counter()
    env = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    return {**json.loads(done.stdout), "process": time.perf_counter() - start}


def spread(values: list[float], digits: int, factor: float = 1.0) -> str:
    """Median, and the range in brackets."""
    low, mid, high = (
        f"{factor * each:.{digits}f}"
        for each in (min(values), statistics.median(values), max(values))
    )
    return f"{mid} ({low}–{high})"


def report(seeds: int = SEEDS) -> Iterator[str]:
    """Race the two loops over the seeds; the lines to print.

    Raises:
        FetchError: MNIST cannot be had.
    """
    unpack()
    measured("sliced", 0)  # warms the file cache and the bytecode of what both import
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in LOOPS}
    for seed in range(seeds):
        for name, done in runs.items():
            done.append(measured(name, seed))
    yield f"MNIST to {100 * GOAL:g} %, {seeds} seeds: median (from–to)"
    for name, done in runs.items():
        columns = {key: [each[key] for each in done] for key in done[0]}
        yield (
            f"  {name:<7} training {spread(columns['training'], 2):>22} s"
            f"   process {spread(columns['process'], 2):>22} s"
            f"   accuracy {spread(columns['accuracy'], 2, 100)} %"
            f"   measured {spread(columns['measured'], 0)} times"
        )
    for key in ("training", "process"):
        pairs = zip(*([each[key] for each in runs[name]] for name in LOOPS), strict=True)
        yield f"  {key:<8} times as fast, seed by seed: {spread([a / b for a, b in pairs], 1)}"


def main(arguments: list[str]) -> int:
    """Race, or run one loop for one seed."""
    if arguments:
        name, seed = arguments
        print(json.dumps(one(name, int(seed))))
        if name == "sliced":
            gc.freeze()  # nor is there anything to look through at the end
    else:
        for line in report():
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
