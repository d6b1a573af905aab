"""Measure anew what lesson 10 compares and could not train in a minute, and write it to data/.

    python -m grading.authoring.small_runs few_digits     1,000 digits with three remedies
    python -m grading.authoring.small_runs deep_stacks    2, 10 and 30 layers

Each takes some ten minutes on one core, with one thread, and needs MNIST in data/ or MNIST_DIR.
`train_step` and `residual_block` are those of the solution.
"""

from __future__ import annotations

import sys
from typing import Any

import torch

from grading.lesson.masters import read_solution
from utils import deep_stacks, few_digits
from utils.mnist import load_digits

LESSON = "10_convolution"


def of_the_solution(*cells: str) -> dict[str, Any]:
    """The names that these cells of the solution define."""
    names: dict[str, Any] = {}
    for cell in read_solution(LESSON).cells:
        if cell.id in cells:
            exec(compile(cell.source, cell.id, "exec"), names)
    return names


def main(which: str) -> None:
    """Measure one of the two tables."""
    torch.set_num_threads(1)
    known, digits = of_the_solution("so_far", "residual_block"), load_digits()
    step = known["train_step"]
    if which == "few_digits":
        few_digits.write_runs(few_digits.make_runs(digits, step))
    else:
        deep_stacks.write_runs(deep_stacks.make_runs(digits, step, known["residual_block"]))


if __name__ == "__main__":
    main(*sys.argv[1:])
