"""Try the bank's answers and the mutants of an exercise by its own test cells."""

from __future__ import annotations

import multiprocessing
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from functools import cache

from grading.bank import Answer, learner_name, load
from grading.bank.in_process import cell_source, names_after, run_test_cell, test_cells
from grading.bank.kept import TRIED, keep, key
from grading.bank.mutants import mutants
from grading.bank.time_limit import ASLEEP, LIMIT, quiet, time_limit, warm_up
from utils.checking import recognise
from utils.checking.at_once import KNOWN
from utils.checking.messages import Problem

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
        told: what `passed` tells a learner at the end of a visible check that holds.
        by_result: whether it can tell without knowing the mistake, by a result that is not right.
    """

    answer: Answer
    earned: float
    possible: float
    cells: dict[str, str]
    seconds: float
    told: str = ""
    by_result: bool = False

    @property
    def caught(self) -> bool:
        """Whether it lost points."""
        return self.earned < self.possible

    @property
    def checked(self) -> bool:
        """Whether the numbers of a check that learners can read catch it."""
        return any("_check" in name for name in self.cells)

    @property
    def at_once(self) -> bool:
        """Whether the learner hears of it in the visible check, by its numbers or by `passed`."""
        return self.checked or bool(self.told)

    @property
    def unknown(self) -> bool:
        """Whether the learner would hear of it at once, too, if no bank knew it."""
        return self.checked or self.by_result

    @property
    def ids(self) -> set[str]:
        """The mistakes that its messages name."""
        return {name for said in [*self.cells.values(), self.told] for name in NAMED.findall(said)}

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
    later: dict[str, str] = field(
        default_factory=dict
    )  # why an answer is not told at once, by idea
    taken_for: dict[str, str] = field(default_factory=dict)  # right answers, by mistakes that show

    @property
    def survivors(self) -> list[Verdict]:
        """Mutants that lose no points, and that the bank does not explain."""
        return [v for v in self.mutants if not v.caught and v.answer.idea not in self.explained]

    @property
    def mixed(self) -> dict[str, list[str]]:
        """Ids by the answers that read their sentence and were not filed there, mutants as well.

        The sentence must be true of them, too.
        """
        found: dict[str, list[str]] = {}
        for v in [*self.wrong, *self.mutants]:
            for name in sorted(v.misnamed):
                found.setdefault(name, []).append(v.answer.idea)
        return found

    def faults(self) -> list[str]:
        """What is amiss, a sentence each."""
        found = []
        for v in [self.solution, *self.right]:
            if v.caught:
                found.append(f"right answer {v.answer.idea!r} loses points: {_joined(v)}")
            if v.told:
                found.append(f"right answer {v.answer.idea!r} is told: {v.told}")
        for idea, mistake in self.taken_for.items():
            found.append(f"right answer {idea!r} is taken for {mistake!r}")
        for v in self.wrong:
            if not v.caught:
                found.append(f"wrong answer {v.answer.idea!r} loses nothing")
            if v.misnamed:
                found.append(f"wrong answer {v.answer.idea!r} is called {sorted(v.misnamed)}")
        found += self._of_those_told_later()
        found += [f"mutant {v.answer.idea!r} survives" for v in self.survivors]
        found += [
            f"mutant {v.answer.idea!r} loses no point and is told: {v.told}: name its question in "
            "BEYOND of the lesson's probes, or reject it in the hidden test"
            for v in self.mutants
            if v.told and not v.caught
        ]
        caught = {v.answer.idea for v in self.mutants if v.caught}
        for idea in self.explained:
            if idea in caught or idea not in {v.answer.idea for v in self.mutants}:
                found.append(f"EQUIVALENT explains {idea!r}, which is no survivor")
        return [f"{self.lesson} {self.exercise}: {text}" for text in found]

    def _of_those_told_later(self) -> list[str]:
        late = {v.answer.idea for v in self.wrong if v.caught and not v.at_once}
        return [
            f"wrong answer {idea!r} is not told at once: show it in the visible check or in a "
            "question, or say in LATER of the bank why that cannot be"
            for idea in sorted(late - self.later.keys())
        ] + [
            f"LATER explains {idea!r}, which is no wrong answer that is told later"
            for idea in self.later
            if idea not in late
        ]


def as_report(data: dict) -> Report:
    """The report that `dataclasses.asdict` made plain data of."""

    def verdict(data: dict) -> Verdict:
        return Verdict(**(data | {"answer": Answer(**data["answer"])}))

    verdicts = {name: [verdict(v) for v in data[name]] for name in ("wrong", "right", "mutants")}
    return Report(**(data | verdicts | {"solution": verdict(data["solution"])}))


def _joined(verdict: Verdict) -> str:
    return "; ".join(verdict.cells.values())


@contextmanager
def _asked_once() -> Iterator[None]:
    """An answer is asked its probes once; all its test cells look at the same functions."""
    ask, known, budget = recognise.results_of, {}, recognise.BUDGET

    def remembered(exercise: str, answer: object) -> list | None:
        if id(answer) not in known:
            known[id(answer)] = ask(exercise, answer), answer  # alive, so that no id comes back
        return known[id(answer)][0]

    # A busy machine must not leave a mistake unnamed: the answer's own time limit holds here
    recognise.results_of, recognise.BUDGET = remembered, LIMIT * ASLEEP
    try:
        yield
    finally:
        recognise.results_of, recognise.BUDGET = ask, budget


def judge(
    lesson: str,
    exercise: str,
    source: str,
    answer: Answer,
    and_then: Callable[[dict], None] = lambda namespace: None,
) -> Verdict:
    """Judge one program by the exercise's test cells.

    Args:
        lesson: such as "01_neurons".
        exercise: the exercise's id.
        source: the program.
        answer: the answer of the bank that it defines.
        and_then: gets the names that it left, once its results are known.
    """
    start, cells, earned, possible = time.perf_counter(), {}, 0.0, 0.0
    tests = test_cells(lesson, exercise)
    namespace: dict = {}
    told: list[Problem] = []
    with quiet(), _asked_once():
        with suppress(Exception, SystemExit), time_limit(LIMIT):
            namespace = names_after(source)
        for name, cell in tests.items():
            score, message = 0.0, "TimeoutError: the answer did not come to an end"
            with suppress(TimeoutError), time_limit(LIMIT):
                score, message = run_test_cell(cell, dict(namespace), told)
            earned, possible = earned + score, possible + float(cell.metadata.nbgrader.points)
            if message:
                cells[name] = message
        and_then(namespace)
    said = "\n".join(map(str, told))
    seconds, by_result = time.perf_counter() - start, any(p.kind != KNOWN for p in told)
    return Verdict(answer, earned, possible, cells, seconds, said, by_result)


def try_exercise(lesson: str, exercise: str) -> Report:
    """Judge every answer to an exercise that the bank holds, and every mutant."""
    bank, cell = load(lesson), cell_source(lesson, exercise)
    warm_up(lesson, exercise)

    def verdict(answer: Answer, source: str, *and_then: Callable[[dict], None]) -> Verdict:
        return judge(lesson, exercise, source, answer, *and_then)

    def right(answer: Answer) -> Verdict:
        def look(namespace: dict) -> None:
            """Note the mistake that learners would be told of where the answer is asked for it."""
            if (name := learner_name(lesson, exercise)) not in namespace:
                return  # it did not even run, which costs its points
            with suppress(TimeoutError), time_limit(LIMIT):
                if mistake := recognise.recognise(exercise, namespace[name]):
                    report.taken_for[answer.idea] = mistake

        return verdict(answer, bank.source(exercise, answer.body), look)

    solution = verdict(Answer(exercise, "the solution", cell), bank.around(exercise, cell))
    report = Report(lesson, exercise, solution)
    report.explained, report.later = bank.equivalent(exercise), bank.later(exercise)
    report.wrong += [verdict(a, bank.source(exercise, a.body)) for a in bank.wrong(exercise)]
    report.right += [right(answer) for answer in bank.right(exercise)]
    for mutant in mutants(cell):
        answer = Answer(exercise, mutant.name, mutant.source)
        report.mutants.append(verdict(answer, bank.around(exercise, mutant.source)))
    return report


_key = cache(key)  # one process tries what it has imported, whatever is edited meanwhile


def kept_report(lesson: str, exercise: str) -> Report:
    """What `try_exercise` gives, from an earlier run where nothing that decides it has changed."""
    data = keep(
        lesson,
        TRIED,
        lambda: asdict(try_exercise(lesson, exercise)),
        lambda data: not as_report(data).faults(),
        part=exercise,
        key_of=_key,
    )
    return as_report(data)


def _try_pair(pair: tuple[str, str]) -> Report:
    return try_exercise(*pair)


def try_all(lessons: list[str], workers: int = 2) -> list[Report]:
    """The reports of all exercises of these lessons, in order, on several processes."""
    pairs = [(lesson, exercise) for lesson in lessons for exercise in load(lesson).exercises]
    os.environ["OMP_NUM_THREADS"] = "1"  # two workers on two cores
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        done = pool.imap(_try_pair, pairs, chunksize=1)
        return list(done)
