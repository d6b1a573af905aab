"""Measure anew what lessons compare and could not train in a minute, and write it to data/.

    python -m grading.authoring.small_runs few_digits     1,000 digits with three remedies
    python -m grading.authoring.small_runs deep_stacks    2, 10 and 30 layers
    python -m grading.authoring.small_runs scale_runs     wider networks, more digits
    python -m grading.authoring.small_runs seed_runs      what 12 and 13 train, with more seeds
    python -m grading.authoring.small_runs sweep_runs     widths, activations, rates of lesson 08

They take one to eight minutes on one core, and need MNIST in data/ or MNIST_DIR. What learners
write is that of the solution.

Of the first two, the same bytes come on every processor with AVX2: wider registers add in another
order, which a network of 30 layers without a way around magnifies from the last digit to the first.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import torch

from grading import ROOT, CourseError
from grading.authoring import seed_runs
from grading.lesson.masters import read_solution
from utils import deep_stacks, few_digits, scale_runs, sweeps
from utils.mnist import Digits, load_digits

LESSON = "10_convolution"
# What PyTorch's own kernels, MKL and oneDNN may use; they read it when PyTorch is imported
FIXED = {
    "ATEN_CPU_CAPABILITY": "avx2",
    "MKL_CBWR": "AVX2",
    "ONEDNN_MAX_CPU_ISA": "AVX2",
    "OMP_NUM_THREADS": "1",
    "DEVICE": "cpu",
}


def of_the_solution(*cells: str, lesson: str = LESSON, **given: Any) -> dict[str, Any]:
    """The names that these cells of the solution define, beside those that they find there."""
    names = dict(given)
    for cell in read_solution(lesson).cells:
        if cell.id in cells:
            exec(compile(cell.source, cell.id, "exec"), names)
    return names


def mnist() -> Digits:
    """MNIST, and nothing in its place.

    Raises:
        CourseError: it is not here: the stored runs are not those of other digits.
    """
    digits = load_digits()
    if digits.name != "MNIST":
        raise CourseError("MNIST is not here, and these runs are about it: `make data`")
    return digits


def make_few_digits() -> None:
    """Measure data/few_digits.csv anew."""
    known = of_the_solution("so_far")
    few_digits.write_runs(few_digits.make_runs(mnist(), known["train_step"]))


def make_deep_stacks() -> None:
    """Measure data/deep_stacks.csv anew."""
    known = of_the_solution("so_far", "residual_block")
    runs = deep_stacks.make_runs(mnist(), known["train_step"], known["residual_block"])
    deep_stacks.write_runs(runs)


def make_scale_runs() -> None:
    """Measure data/scale_runs.csv anew."""
    scale_runs.write_runs(scale_runs.make_runs(mnist()))


def make_seed_runs() -> None:
    """Measure data/seed_runs.csv anew."""
    seed_runs.write_runs(seed_runs.make_runs(mnist(), of_the_solution))


def sweep_trainer(digits: Digits) -> Callable[..., float]:
    """Lesson 08's `train_one`, which trains with one setting and gives its accuracy."""
    cells = ("setup", "so_far", "normalise", "build_classifier", "split", "shuffled_batches")
    given = {"digits": digits, "device": torch.device("cpu"), "bar": lambda mistakes: None}
    cells += ("train_classifier", "train_one")
    known = of_the_solution(*cells, lesson="08_mnist", **given)
    for part in ("train", "val"):
        known[f"x_{part}"] = known["normalise"](known[f"{part}_images"])
    return known["train_one"]


def make_sweep_runs() -> None:
    """Measure data/sweep_runs.csv anew."""
    sweeps.write_runs(sweeps.make_runs(sweep_trainer(mnist())))


TABLES = {
    "few_digits": make_few_digits,
    "deep_stacks": make_deep_stacks,
    "scale_runs": make_scale_runs,
    "seed_runs": make_seed_runs,
    "sweep_runs": make_sweep_runs,
}


def main(arguments: list[str] | None = None) -> int:
    """Measure one of the tables anew."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("table", choices=TABLES)
    options = parser.parse_args(arguments)
    if any(os.environ.get(name) != value for name, value in FIXED.items()):
        command = [sys.executable, "-m", "grading.authoring.small_runs", options.table]
        return subprocess.run(command, env={**os.environ, **FIXED}, cwd=ROOT).returncode
    try:
        TABLES[options.table]()
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
