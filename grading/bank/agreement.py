"""Whether a lesson's bank and its questions answer the exercises that the lesson has.

An exercise is dropped, added or renamed in the notebook; here stands which entry in
`grading/bank/lesson_NN.py` and `utils/probes/lesson_NN.py` follows, a sentence each.
"""

from __future__ import annotations

from typing import Any

from grading import CourseError
from grading.bank import Bank, bank_file, load, probes_file, probes_module
from grading.bank.in_process import answer, exercise_cells, graded_cells
from grading.bank.time_limit import LIMIT, quiet, time_limit
from grading.lesson.cells import exercise_of, names_defined
from utils.checking.recognise import probes_of

# Tables by exercise, in the bank and in the file of its questions
NEEDED, OF_BANK, OF_PROBES = (
    ("WRONG", "RIGHT"),
    ("EQUIVALENT", "LATER", "BLANK"),
    ("NAMES", "ASKED_BY", "BEYOND"),
)
FEWEST = {"WRONG": 6, "RIGHT": 4}
ANSWERS = {"WRONG": "wrong", "RIGHT": "right"}


def disagreements(lesson: str) -> list[str]:
    """What the bank and the probes of a lesson say that its notebook does not, and what they lack.

    Where this is empty, the bank's answers can be tried.
    """
    told = []
    for read in load, probes_module:
        try:
            read(lesson)
        except CourseError as error:
            told.append(str(error))
    if told:
        return told
    bank, probes = load(lesson), probes_module(lesson)
    cells = exercise_cells(lesson)
    for module, file, names in (
        (bank.module, bank_file(lesson), (*NEEDED, *OF_BANK)),
        (probes, probes_file(lesson), ("PROBES", *OF_PROBES)),
    ):
        for name in names:
            told += _of_table(lesson, file, name, getattr(module, name, {}), list(cells))
    if not told:
        for exercise in cells:
            told += _of_exercise(bank, exercise)
    return told


def _of_table(lesson: str, file: str, name: str, table: Any, cells: list[str]) -> list[str]:
    """Exercises that a table has and the lesson has not, and the other way round."""
    if not isinstance(table, dict):
        return [f"{file}: {name} is no table by exercise: {name} = {{'exercise': …}}"]
    told = [
        f"{file}: {name} holds {exercise!r}, which is no exercise of lesson {lesson}: delete "
        "that entry"
        for exercise in table
        if exercise not in cells
    ]
    if name in (*NEEDED, "PROBES"):
        told += [
            f"{file}: {name} has no entry for the exercise {exercise!r}: add one"
            for exercise in cells
            if exercise not in table
        ]
    return told


def _of_exercise(bank: Bank, exercise: str) -> list[str]:
    """What an exercise's entries lack before they can be tried."""
    file, told = bank_file(bank.lesson), []
    for name in NEEDED:
        entries = getattr(bank.module, name)[exercise]
        if not isinstance(entries, dict):
            told.append(f"{file}: {name}[{exercise!r}] is no table of answers")
            continue
        bad = [key for key, entry in entries.items() if not _is_entry(name, entry)]
        told += [
            f"{file}: {name}[{exercise!r}][{key!r}] does not read as the head of "
            "grading/bank/__init__.py shows"
            for key in bad
        ]
        made = bank.wrong(exercise) if name == "WRONG" else bank.right(exercise)
        count = 0 if bad else len(list(made))
        if not bad and count < FEWEST[name]:
            told.append(
                f"{file}: {exercise} has {count} {ANSWERS[name]} answers; {FEWEST[name]} at least"
            )
    if not probes_of(bank.lesson)[exercise]:
        told.append(
            f"{probes_file(bank.lesson)}: PROBES[{exercise!r}] asks nothing: add a question"
        )
    return [*told, *_of_cells(bank.lesson, exercise)]


def _is_entry(table: str, entry: Any) -> bool:
    """Whether an entry is an answer's code, or two sentences and answers by idea."""
    if table == "RIGHT":
        return isinstance(entry, str)
    answers = entry
    if isinstance(entry, tuple):
        if len(entry) != 3 or not all(isinstance(text, str) for text in entry[:2]):
            return False
        answers = entry[2]
    return isinstance(answers, dict) and all(isinstance(body, str) for body in answers.values())


def _of_cells(lesson: str, exercise: str) -> list[str]:
    """What keeps the lesson's own cells from being tried."""
    name, source = f"solutions/{lesson}/{lesson}.ipynb", exercise_cells(lesson)[exercise].source
    tests = [c for key, c in graded_cells(lesson).items() if exercise_of(key) == exercise]
    if not tests:
        return [f"{name}: cell {exercise}: it has no test cell, so no answer can be tried"]
    told = [
        f"{name}: cell {test.id}: it has no points, so no answer can be tried"
        for test in tests
        if not isinstance(test.metadata.nbgrader.get("points"), int | float)
    ]
    wanted = getattr(probes_module(lesson), "NAMES", {}).get(exercise, exercise)
    if wanted not in names_defined(source) and not told:
        try:
            with quiet(), time_limit(LIMIT):
                defined = wanted in answer(lesson, exercise)
        except Exception as error:
            reason = f"{type(error).__name__}: {error}".splitlines()[0]
            return [f"{name}: cell {exercise}: it does not run by itself: {reason}"]
        if not defined:
            told.append(
                f"{name}: cell {exercise}: it defines no {wanted!r}; an exercise has the name of "
                f"its function, or NAMES in {probes_file(lesson)} says it"
            )
    return told
