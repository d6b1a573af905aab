"""How fast things are, each against a baseline in the same run: `make bench`.

Seconds depend on the machine, so the ratio is what to quote. Each command runs as a whole
process, in turn with its baseline, and the median counts.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass

from grading import ROOT
from grading.bench import after_grading, autograding, mnist
from utils.storage.fetch import FetchError

MNIST = "MNIST to 97.5 %: the usual loop, then slices of a tensor"
GRADING = "autograding a class: stock nbgrader, then ours"
AFTER = "what follows the grading of 200 students"
NBVAL = [sys.executable, "-m", "grading.nbval"]
BUILD = [sys.executable, "-m", "grading.build"]


@dataclass(frozen=True)
class Race:
    """Two commands that reach the same end.

    Attributes:
        name: what they do.
        baseline: the command that one would use otherwise.
        ours: the command of this course.
        runs: how often each is run.
    """

    name: str
    baseline: list[str]
    ours: list[str]
    runs: int = 3


def python(code: str) -> list[str]:
    """The command that runs `code` in a fresh Python."""
    return [sys.executable, "-c", code]


RACES = [
    Race("nbval, all notebooks: one worker, then two", [*NBVAL, "--workers", "1"], NBVAL, runs=1),
    Race("build, nothing changed: run all, then only what changed", [*BUILD, "--force"], BUILD, 1),
    Race(
        "a lesson's imports: pyplot, then utils.show",
        python("import numpy, matplotlib.pyplot, ipywidgets"),
        python("import numpy, utils.show, utils.checks, utils.lesson"),
    ),
    Race(
        "lesson 00's imports: with torch, then as they are",
        python("import torch, utils.show, utils.checks"),
        python("import utils.show, utils.checks, utils.data"),
    ),
]


def seconds(command: list[str]) -> float:
    """Wall time of a whole process.

    Raises:
        CalledProcessError: it failed, so its time means nothing.
    """
    start = time.perf_counter()
    env = {**os.environ, "DEVICE": "cpu"}
    subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True)
    return time.perf_counter() - start


def measure(race: Race) -> tuple[float, float]:
    """Median seconds of the baseline and of ours, run in turn after one warm-up each."""
    times: dict[str, list[float]] = {"baseline": [], "ours": []}
    if race.runs > 1:
        seconds(race.baseline), seconds(race.ours)
    for _ in range(race.runs):
        times["baseline"].append(seconds(race.baseline))
        times["ours"].append(seconds(race.ours))
    return statistics.median(times["baseline"]), statistics.median(times["ours"])


def main(arguments: list[str] | None = None) -> int:
    """Run every race and print its ratio."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--only", default="", help="races whose name holds this")
    options = parser.parse_args(arguments)
    print(f"{'what':<58} {'baseline':>9} {'ours':>8} {'ratio':>7}")
    for race in RACES:
        if options.only in race.name:
            baseline, ours = measure(race)
            print(f"{race.name:<58} {baseline:>7.2f} s {ours:>6.2f} s {baseline / ours:>6.1f}×")
    if options.only in GRADING:
        for line in autograding.report():
            print(line, flush=True)
    if options.only in AFTER:
        for line in after_grading.report():
            print(line, flush=True)
    if options.only in MNIST:
        try:
            for line in mnist.report():
                print(line, flush=True)
        except FetchError as error:
            print(f"{MNIST}: not run. {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
