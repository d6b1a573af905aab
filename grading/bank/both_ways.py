"""Judge the bank's answers from outside, behind walls, and compare with the verdict in process.

python -m grading.bank.both_ways --lessons 01     # exit code 1 when a verdict differs
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import time
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass

from grading import select_lessons
from grading.autograde.stand_ins import Remote, examine_cell
from grading.bank import Answer, load
from grading.bank.in_process import cell_source, test_cells
from grading.bank.trial import judge as judge_in_process
from grading.lesson.cells import names_defined
from grading.sandbox.kernels import Kernel, KernelEnded
from grading.sandbox.warm import WarmParent

# What only the process that holds the source can say
PLACE = re.compile(r" in the line `[^\n]*?`(?=[:.])")
# Answers may draw: both ways begin alike
SEEDS = """import random, sys
random.seed(0)
sys.modules["numpy"].random.seed(0)
if "torch" in sys.modules:
    sys.modules["torch"].manual_seed(0)"""
# NumPy's warnings, which judging in process silences, since a bank of wrong answers is full of them
WARNING = re.compile(r"\S*ipykernel_\d+/\d+\.py:\d+: \w+Warning: [^\n]*\n(?:  [^\n]*\n)?")


@dataclass(frozen=True)
class Compared:
    """One answer's verdicts: points and messages, in process and from outside."""

    answer: Answer
    inside: tuple[float, dict[str, str]]
    outside: tuple[float, dict[str, str]]
    calls: int

    @property
    def same(self) -> bool:
        """Whether both agree, in points and in words."""
        return self.inside == self.outside


def judge_outside(
    kernel: Kernel, lesson: str, exercise: str, source: str, names: list[str]
) -> tuple[float, dict[str, str], int]:
    """Run a program in the kernel and judge it by the exercise's test cells from here.

    Raises:
        KernelEnded: the program ended its kernel, or a test did and cells are left.
    """
    earned, said, calls = 0.0, {}, 0
    tests = test_cells(lesson, exercise)
    with suppress(TimeoutError):
        # By itself: an answer may look at its own cell; what is reset has no name, notebooks have
        kernel.run(f"{SEEDS}\n%reset -sf\n__name__ = '__main__'", 60)
        kernel.run(source, 60)
    fork = kernel.fork(30)
    for name, cell in tests.items():
        remote, printed = Remote(fork, name), io.StringIO()
        most = float(cell.metadata.nbgrader.points)
        try:
            with redirect_stdout(printed):
                score = examine_cell(cell.source, remote, names)
            score = most if score is None else float(score)
            if score < most:
                said[name] = f"{score:g} of {most:g}: {printed.getvalue().strip()}"
        except Exception as error:
            score, said[name] = 0.0, f"{type(error).__name__}: {error}"
        earned, calls = earned + score, calls + remote.calls
    fork.close()
    return earned, said, calls


def defined_names(lesson: str) -> list[str]:
    """The names that a lesson's exercises define."""
    sources = (cell_source(lesson, exercise) for exercise in load(lesson).exercises)
    return list(dict.fromkeys(name for source in sources for name in names_defined(source)))


def preload(lesson: str) -> tuple[str, ...]:
    """What the warm parent of a lesson's answers imports."""
    return ("torch", "torch._dynamo") if lesson[:2] >= "07" else ()


@dataclass
class Room:
    """Where answers are judged from outside: one kernel for all, and a new one when it ended."""

    warm: WarmParent
    kernel: Kernel | None = None

    def judge(
        self, lesson: str, exercise: str, source: str, names: list[str]
    ) -> tuple[float, dict[str, str], int]:
        """What `judge_outside` gives; no points, and why, where the kernel ended."""
        self.kernel = self.kernel or Kernel(self.warm)
        try:
            return judge_outside(self.kernel, lesson, exercise, source, names)
        except KernelEnded as error:
            self.kernel = None
            return -1.0, {"": f"the kernel ended: {error}"}, 0

    def close(self) -> None:
        """End the kernel."""
        if self.kernel:
            self.kernel.close()


def compare(lesson: str, exercise: str, room: Room, sample: int = 0) -> list[Compared]:
    """Both verdicts on the solution and every answer to an exercise.

    Args:
        lesson: such as "01_neurons".
        exercise: the exercise's id.
        room: where the answers run.
        sample: compare so many answers only, spread over the bank; 0 compares all.
    """
    bank, found = load(lesson), []
    names = defined_names(lesson)
    solution = Answer(exercise, "the solution", cell_source(lesson, exercise))
    answers = [(solution, bank.around(exercise, solution.body))]
    rest = [*bank.wrong(exercise), *bank.right(exercise)]
    chosen = {round(k * (len(rest) - 1) / max(1, sample - 1)) for k in range(sample)}
    for answer in [rest[k] for k in sorted(chosen)] if sample else rest:
        answers.append((answer, bank.source(exercise, answer.body)))
    for answer, source in answers:
        exec(SEEDS, {})
        verdict = judge_in_process(lesson, exercise, source, answer)
        inside = verdict.earned, {k: PLACE.sub("", v) for k, v in verdict.cells.items()}
        earned, said, calls = room.judge(lesson, exercise, source, names)
        outside = earned, {k: PLACE.sub("", WARNING.sub("", v)) for k, v in said.items()}
        found.append(Compared(answer, inside, outside, calls))
    return found


def main(arguments: list[str] | None = None) -> int:
    """Compare, and print every difference."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--lessons", default="")
    parser.add_argument("--exercise", default="")
    options = parser.parse_args(arguments)
    differ = total = calls = 0
    start = time.perf_counter()
    for lesson in select_lessons(options.lessons):
        warm = WarmParent(preload(lesson))
        room = Room(warm)
        for exercise in load(lesson).exercises:
            if options.exercise not in ("", exercise):
                continue
            found = compare(lesson, exercise, room)
            bad = [each for each in found if not each.same]
            total, differ = total + len(found), differ + len(bad)
            calls += sum(each.calls for each in found)
            print(f"{lesson} {exercise}: {len(found)} answers, {len(bad)} differ", flush=True)
            for each in bad[:6]:
                print(
                    f"  {each.answer.idea}\n    inside  {each.inside}\n    outside {each.outside}"
                )
        room.close()
        warm.close()
    seconds = time.perf_counter() - start
    print(f"{total} answers, {calls} calls, {seconds:.0f} s; {differ} differ")
    return bool(differ)


if __name__ == "__main__":
    sys.exit(main())
