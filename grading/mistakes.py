"""Try every answer of the bank, and every mutant: `make mistakes`.

    make mistakes                 # a table, an exercise a row; exit code 1 when anything is amiss
    make mistakes LESSONS=01      # one lesson, with what each answer was told

A wrong answer is caught where it loses points, named where its message carries its id, misnamed
where it carries another's. Answers are judged by the lesson's own test cells, without a kernel.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import re
import signal
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from grading import CourseError, select_lessons
from grading.bank import Answer, load
from grading.judge import cell_source, run_test_cell, test_cells, written
from grading.mutants import mutants
from grading.recognition import build
from utils.mistakes import probes_of

LIMIT = 20  # seconds for one test cell on one answer; the slowest right one takes under 2
NAMED = re.compile(r"^\s*mistake:\s+(\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Verdict:
    """How one answer fared.

    Attributes:
        answer: the answer.
        earned: points.
        possible: points.
        cells: the test cells that gave less than all their points, with what they said.
        seconds: what judging took.
    """

    answer: Answer
    earned: float
    possible: float
    cells: dict[str, str]
    seconds: float

    @property
    def caught(self) -> bool:
        """Whether it lost points."""
        return self.earned < self.possible

    @property
    def visible(self) -> bool:
        """Whether a check that learners can read catches it."""
        return any("_check" in name for name in self.cells)

    @property
    def ids(self) -> set[str]:
        """The mistakes that its messages name."""
        return {name for said in self.cells.values() for name in NAMED.findall(said)}

    @property
    def named(self) -> bool:
        """Whether the learner reads the mistake that the bank holds it for."""
        return bool(self.answer.mistake) and self.answer.mistake in self.ids

    @property
    def misnamed(self) -> set[str]:
        """Mistakes that were named, and are not this answer's; general symptoms do not count."""
        return {name for name in self.ids - {self.answer.mistake} if not name.startswith("any/")}


@dataclass
class Report:
    """How the answers to one exercise fared."""

    lesson: str
    exercise: str
    solution: Verdict
    wrong: list[Verdict] = field(default_factory=list)
    right: list[Verdict] = field(default_factory=list)
    mutants: list[Verdict] = field(default_factory=list)
    explained: dict[str, str] = field(default_factory=dict)

    @property
    def survivors(self) -> list[Verdict]:
        """Mutants that lose no points, and that the bank does not explain."""
        return [v for v in self.mutants if not v.caught and v.answer.idea not in self.explained]

    def faults(self) -> list[str]:
        """What is amiss, a sentence each."""
        found = []
        for v in [self.solution, *self.right]:
            if v.caught:
                found.append(f"right answer {v.answer.idea!r} loses points: {_joined(v)}")
        for v in self.wrong:
            if not v.caught:
                found.append(f"wrong answer {v.answer.idea!r} loses nothing")
            if v.misnamed:
                found.append(f"wrong answer {v.answer.idea!r} is called {sorted(v.misnamed)}")
        found += [f"mutant {v.answer.idea!r} survives" for v in self.survivors]
        caught = {v.answer.idea for v in self.mutants if v.caught}
        for idea in self.explained:
            if idea in caught or idea not in {v.answer.idea for v in self.mutants}:
                found.append(f"EQUIVALENT explains {idea!r}, which is no survivor")
        return [f"{self.lesson} {self.exercise}: {text}" for text in found]


def _joined(verdict: Verdict) -> str:
    return "; ".join(verdict.cells.values())


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """End what runs too long with TimeoutError, again and again if that is caught."""

    def stop(*_):
        raise TimeoutError("the answer did not come to an end")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _quiet() -> Iterator[None]:
    """Nothing printed or warned, and PyTorch's switches as they were."""
    torch = sys.modules.get("torch")
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            if torch is not None:
                torch.set_grad_enabled(True)
                torch.set_default_dtype(torch.float32)


def judge(lesson: str, exercise: str, source: str, answer: Answer) -> Verdict:
    """Judge one program by the exercise's test cells."""
    start, cells, earned, possible = time.perf_counter(), {}, 0.0, 0.0
    tests = test_cells(lesson, exercise)
    namespace: dict = {}
    with _quiet():
        with suppress(Exception, SystemExit), _time_limit(LIMIT):
            namespace = written(source)
        for name, cell in tests.items():
            score, message = 0.0, "TimeoutError: the answer did not come to an end"
            with suppress(TimeoutError), _time_limit(LIMIT):
                score, message = run_test_cell(cell, dict(namespace))
            earned, possible = earned + score, possible + float(cell.metadata.nbgrader.points)
            if message:
                cells[name] = message
    return Verdict(answer, earned, possible, cells, time.perf_counter() - start)


@cache
def warm_up(lesson: str, exercise: str) -> None:
    """Import what a lesson's answers, tests and probes need, before any time limit runs."""
    with _quiet():
        scope = written(load(lesson).around(exercise, cell_source(lesson, exercise)))
        probes_of(lesson)
        for cell in test_cells(lesson, exercise).values():
            run_test_cell(cell, dict(scope))


def examine(lesson: str, exercise: str) -> Report:
    """Judge every answer to an exercise that the bank holds, and every mutant."""
    bank, cell = load(lesson), cell_source(lesson, exercise)
    warm_up(lesson, exercise)

    def verdict(answer: Answer, source: str) -> Verdict:
        return judge(lesson, exercise, source, answer)

    solution = verdict(Answer(exercise, "the solution", cell), bank.around(exercise, cell))
    report = Report(lesson, exercise, solution, explained=bank.equivalent(exercise))
    for answers, verdicts in (
        (bank.wrong(exercise), report.wrong),
        (bank.right(exercise), report.right),
    ):
        verdicts += [verdict(a, bank.source(exercise, a.body)) for a in answers]
    for mutant in mutants(cell):
        answer = Answer(exercise, mutant.name, mutant.source)
        report.mutants.append(verdict(answer, bank.around(exercise, mutant.source)))
    return report


HEAD = (
    "exercise",
    "wrong",
    "visible",
    "hidden",
    "named",
    "right",
    "kept",
    "mutants",
    "killed",
    "same",
)


def row(report: Report) -> list[str]:
    """A report's row of the table."""
    wrong, right = report.wrong, report.right
    killed = sum(v.caught for v in report.mutants)
    numbers = [
        len(wrong),
        sum(v.visible for v in wrong),
        sum(v.caught and not v.visible for v in wrong),
        sum(v.named for v in wrong),
        len(right),
        sum(not v.caught for v in right),
        len(report.mutants),
        killed,
        len(report.mutants) - killed,
    ]
    return [f"{report.lesson[:2]} {report.exercise}", *map(str, numbers)]


def table(reports: list[Report]) -> str:
    """The reports as a table, with a row of totals."""
    rows = [row(report) for report in reports]
    totals = [sum(int(r[i]) for r in rows) for i in range(1, len(HEAD))]
    rows = [list(HEAD), *rows, ["total", *map(str, totals)]]
    width = max(len(r[0]) for r in rows)
    lines = [r[0].ljust(width) + "".join(f"{n:>9}" for n in r[1:]) for r in rows]
    return "\n".join([*lines[:-1], "-" * len(lines[0]), lines[-1]])


def details(report: Report) -> str:
    """What every wrong answer to an exercise was told."""
    lines = [f"\n== {report.exercise}"]
    for v in report.wrong:
        mark = "named" if v.named else f"NOT NAMED, got {sorted(v.ids) or 'nothing'}"
        lines.append(f"{v.answer.idea} ({v.answer.mistake or 'no id'}): {mark}")
        if not v.named:
            lines += [f"    {name}: {said}" for name, said in v.cells.items()]
    return "\n".join(lines)


def _examine(pair: tuple[str, str]) -> Report:
    return examine(*pair)


def examine_all(lessons: list[str], workers: int = 2) -> list[Report]:
    """The reports of all exercises of these lessons, in order, on several processes."""
    pairs = [(lesson, exercise) for lesson in lessons for exercise in load(lesson).exercises]
    os.environ["OMP_NUM_THREADS"] = "1"  # two workers on two cores
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        done = pool.imap(_examine, pairs, chunksize=1)
        return list(done)


def main(arguments: list[str] | None = None) -> int:
    """Try every answer of the bank and every mutant, and print the table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--lessons", default="", help='such as "00 01"; all when left out')
    parser.add_argument("--exercise", default="", help="one exercise alone, with what was said")
    parser.add_argument("--details", action="store_true", help="say what each answer was told")
    parser.add_argument("--build", action="store_true", help="only write what ships of the bank")
    options = parser.parse_args(arguments)
    try:
        lessons = select_lessons(options.lessons)
        problems = [text for lesson in lessons for text in build(lesson)]
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    if problems or options.build:
        print("\n".join(problems))
        return bool(problems)
    start = time.perf_counter()
    if options.exercise:
        lesson = next(
            (x for x in lessons if options.exercise in load(x).exercises),
            None,
        )
        if lesson is None:
            print(f"no exercise is called {options.exercise!r}", file=sys.stderr)
            return 1
        reports = [examine(lesson, options.exercise)]
    else:
        reports = examine_all(lessons)
    seconds = time.perf_counter() - start
    if options.details or options.exercise:
        print("\n".join(details(report) for report in reports))
    print(table(reports))
    count = sum(1 + len(r.wrong) + len(r.right) + len(r.mutants) for r in reports)
    wrong = [v for r in reports for v in r.wrong]
    named = sum(v.named for v in wrong)
    print(
        f"{count} answers in {seconds:.0f} s, {count / seconds:.0f} a second; "
        f"{named} of {len(wrong)} wrong answers named ({100 * named / max(1, len(wrong)):.1f} %)"
    )
    faults = [text for report in reports for text in report.faults()]
    print("\n".join(faults))
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
