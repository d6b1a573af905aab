"""The bank of mistakes: wrong and right answers to every exercise. It never ships.

One file a lesson, `lesson_NN.py`, with tables by exercise, the last two where they are needed:

    WRONG = {"neuron": {
        "no-bias": (
            "The bias is left out.",                      # what the mistake is
            "Add it once, after the sum over inputs.",    # what to try
            {"forgets the bias": "return float(x @ w)"},  # answers that make it, by idea
        ),
        "any/returns-none": {"prints it": "print(x @ w + b)"},
    }}
    RIGHT = {"neuron": {"a loop": "..."}}
    EQUIVALENT = {"neuron": {"line 3: a mutation's text": "why it changes no result"}}
    LATER = {"neuron": {"forgets the bias": "why the visible check cannot tell it at once"}}

A mistake's id is unique in its exercise; learners read it as `neuron/no-bias`. Ids that begin
with `any/` are those of `utils.checking.recognise.GENERAL`; the checks write their sentences.
An answer is a function's body, its first line as it stands and the rest indented by four; a file
may define `cell(exercise, body)`, the whole cell, and `before(exercise)`, what runs above it.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType

from grading import ROOT, CourseError
from grading.bank.in_process import cell_source, exercise_cells, setting
from utils.checking.recognise import Probe, probes_of


@dataclass(frozen=True)
class Answer:
    """One answer of the bank.

    Attributes:
        exercise: the id of the exercise's cell.
        idea: what sets it apart, in words.
        body: its code, as it stands in the bank.
        mistake: the id that the learner should read, such as "neuron/no-bias"; empty for a
            right answer, and for a wrong one whose results do not tell its mistake.
    """

    exercise: str
    idea: str
    body: str
    mistake: str = ""


@dataclass(frozen=True)
class Mistake:
    """A mistake and the two sentences that name it: what it is, and what to try."""

    what: str
    hint: str


@dataclass(frozen=True)
class Bank:
    """The bank of one lesson."""

    lesson: str
    module: ModuleType

    @property
    def exercises(self) -> list[str]:
        """The exercises, in the lesson's order; `agreement` names those that it lacks."""
        return [name for name in exercise_cells(self.lesson) if name in self.module.WRONG]

    def wrong(self, exercise: str) -> Iterator[Answer]:
        """The wrong answers to an exercise."""
        for name, entry in self.module.WRONG[exercise].items():
            answers = entry if isinstance(entry, dict) else entry[2]
            for idea, body in answers.items():
                yield Answer(exercise, idea, body, full_id(exercise, name))

    def right(self, exercise: str) -> Iterator[Answer]:
        """The right answers to an exercise."""
        for idea, body in self.module.RIGHT[exercise].items():
            yield Answer(exercise, idea, body)

    def bodies(self, exercise: str) -> dict[str, str]:
        """The wrong answers' code by idea."""
        return {answer.idea: answer.body for answer in self.wrong(exercise)}

    def mistakes(self, exercise: str) -> dict[str, Mistake]:
        """The exercise's own mistakes by full id."""
        return {
            full_id(exercise, name): Mistake(entry[0], entry[1])
            for name, entry in self.module.WRONG[exercise].items()
            if not isinstance(entry, dict)
        }

    def equivalent(self, exercise: str) -> dict[str, str]:
        """Mutations that change no result, with the reason."""
        return getattr(self.module, "EQUIVALENT", {}).get(exercise, {})

    def later(self, exercise: str) -> dict[str, str]:
        """Wrong answers that no visible check can tell at once, by idea, with the reason."""
        return getattr(self.module, "LATER", {}).get(exercise, {})

    @cached_property
    def _settings(self) -> dict[str, str]:
        return {}

    def source(self, exercise: str, body: str) -> str:
        """A program that defines the exercise with this body, after all that stands above it."""
        return self.around(exercise, self.cell(exercise, body))

    def cell(self, exercise: str, body: str) -> str:
        """The exercise's own cell with this body."""
        return getattr(self.module, "cell", self._function)(exercise, body)

    def around(self, exercise: str, cell: str) -> str:
        """A program: what stands above the exercise's cell, and the cell."""
        if exercise not in self._settings:
            before = getattr(self.module, "before", lambda name: setting(self.lesson, name))
            self._settings[exercise] = before(exercise)
        return f"{self._settings[exercise]}\n\n\n{cell}\n"

    def _function(self, exercise: str, body: str) -> str:
        """The exercise's own first line, and the body below it."""
        tree = ast.parse(cell_source(self.lesson, exercise))
        head = next(node for node in tree.body if getattr(node, "name", "") == exercise)
        head.body = [ast.Pass()]
        line = ast.unparse(head).rsplit("\n", 1)[0]
        return f"{line}\n    {body}"


def full_id(exercise: str, name: str) -> str:
    """A mistake's id as learners read it; that of "unnamed" is empty."""
    if name == "unnamed":
        return ""
    return name if name.startswith("any/") else f"{exercise}/{name}"


def bank_file(lesson: str) -> str:
    """Where the bank of a lesson lies."""
    return f"grading/bank/lesson_{lesson[:2]}.py"


def probes_file(lesson: str) -> str:
    """Where the questions lie that recognise a lesson's mistakes."""
    return f"utils/probes/lesson_{lesson[:2]}.py"


def learner_name(lesson: str, exercise: str) -> str:
    """The name under which the notebook knows an exercise's answer."""
    return getattr(probes_module(lesson), "NAMES", {}).get(exercise, exercise)


def load(lesson: str) -> Bank:
    """The bank of a lesson, such as "01_neurons".

    Raises:
        CourseError: it has none that can be used; the message names the file, and what to do.
    """
    file = bank_file(lesson)
    module = _module(lesson, file, "no bank of mistakes")
    for table in ("WRONG", "RIGHT"):
        if not isinstance(getattr(module, table, None), dict):
            raise CourseError(f"{file} has no table {table}: {table} = {{'exercise': {{…}}}}")
    return Bank(lesson, module)


def probes_module(lesson: str) -> ModuleType:
    """The module of a lesson's questions.

    Raises:
        CourseError: it has none that can be used; the message names the file, and what to do.
    """
    file = probes_file(lesson)
    module = _module(lesson, file, "no questions that recognise mistakes")
    if not isinstance(getattr(module, "PROBES", None), dict):
        raise CourseError(f"{file} has no table PROBES: PROBES = {{'exercise': […]}}")
    try:
        made = [probe for row in probes_of(lesson).values() for probe in row]
    except Exception:  # a row that is no list, or what cannot be called
        made = [None]
    if not all(isinstance(probe, Probe) and callable(probe.ask) for probe in made):
        raise CourseError(
            f"{file}: PROBES holds what is neither `call(…)` nor a function with a docstring"
        )
    return module


def _module(lesson: str, file: str, none: str) -> ModuleType:
    """The module in a file of the project.

    Raises:
        CourseError: it is not there, or cannot be imported.
    """
    name = file.removesuffix(".py").replace("/", ".")
    if not (ROOT / file).exists():
        raise CourseError(
            f"lesson {lesson} has {none}: {file} is not there; `make new LESSON={lesson}` makes "
            "one to begin with"
        )
    try:
        return importlib.import_module(name)
    except SyntaxError as error:
        line = f", line {error.lineno}" if error.lineno else ""
        raise CourseError(f"{file}{line}: it is not Python: {error.msg}") from None
    except (Exception, SystemExit) as error:  # whatever a half-done module raises
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        raise CourseError(f"{file} cannot be imported: {reason}") from None


NAME = re.compile(r"any/[a-z-]+|unnamed|[a-z0-9]+(-[a-z0-9]+)*")
