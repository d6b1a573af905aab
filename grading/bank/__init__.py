"""The bank of mistakes: wrong and right answers to every exercise. It never ships.

One file a lesson, `lesson_NN.py`, with three tables by exercise:

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

from grading.bank.in_process import cell_source, place, setting


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
        """The exercises, in the lesson's order."""
        return sorted(self.module.WRONG, key=lambda exercise: place(self.lesson, exercise))

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

    @cached_property
    def _settings(self) -> dict[str, str]:
        return {}

    def source(self, exercise: str, body: str) -> str:
        """A program that defines the exercise with this body, after all that stands above it."""
        make = getattr(self.module, "cell", self._function)
        return self.around(exercise, make(exercise, body))

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


def load(lesson: str) -> Bank:
    """The bank of a lesson, such as "01_neurons".

    Raises:
        ModuleNotFoundError: it has none.
    """
    return Bank(lesson, importlib.import_module(f"grading.bank.lesson_{lesson[:2]}"))


NAME = re.compile(r"any/[a-z-]+|unnamed|[a-z0-9]+(-[a-z0-9]+)*")
