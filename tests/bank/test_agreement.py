"""The bank and its questions follow the lesson's exercises; where they do not, sentences say so."""

from __future__ import annotations

import importlib

import pytest

from grading import CourseError, mistakes
from grading.bank import load, probes_module, shipped
from grading.bank.agreement import disagreements
from grading.bank.shipped import common_pages, files
from utils.checking.recognise import probes_of

LESSON, EXERCISE = "00_start_here", "mean_of_columns"
BANK, PROBES = "grading/bank/lesson_00.py", "utils/probes/lesson_00.py"


@pytest.fixture
def tables(monkeypatch):
    """The tables of a bank and its questions, in which a test may do damage."""
    probes_of.cache_clear()
    bank, probes = load(LESSON).module, probes_module(LESSON)
    for module, name in ((bank, "WRONG"), (bank, "RIGHT"), (probes, "PROBES")):
        monkeypatch.setattr(module, name, dict(getattr(module, name)))
    monkeypatch.setattr(bank, "EQUIVALENT", {}, raising=False)
    monkeypatch.setattr(shipped, "kept_files", files)  # the files are as they were
    yield bank, probes
    probes_of.cache_clear()


def test_a_dropped_exercise_is_named_in_every_table_that_holds_it(tables):
    bank, probes = tables
    for table in (bank.WRONG, bank.RIGHT, bank.EQUIVALENT):
        table["boundary_x2"] = {}
    probes.PROBES["boundary_x2"] = []
    probes_of.cache_clear()
    rest = "holds 'boundary_x2', which is no exercise of lesson 00_start_here: delete that entry"
    assert disagreements(LESSON) == [
        *(f"{BANK}: {name} {rest}" for name in ("WRONG", "RIGHT", "EQUIVALENT")),
        f"{PROBES}: PROBES {rest}",
    ]
    assert files(LESSON) == ({}, disagreements(LESSON))
    assert load(LESSON).exercises == [EXERCISE]


def test_an_exercise_without_answers_and_questions_is_named(tables):
    bank, probes = tables
    del bank.WRONG[EXERCISE], bank.RIGHT[EXERCISE], probes.PROBES[EXERCISE]
    probes_of.cache_clear()
    rest = f"has no entry for the exercise {EXERCISE!r}: add one"
    assert disagreements(LESSON) == [
        f"{BANK}: WRONG {rest}",
        f"{BANK}: RIGHT {rest}",
        f"{PROBES}: PROBES {rest}",
    ]


@pytest.mark.parametrize(
    ("wrong", "right", "questions", "told"),
    [
        (
            {},
            {},
            [],
            ["0 wrong answers; 6 at least", "0 right answers; 4 at least", "asks nothing"],
        ),
        (3, {}, None, ["WRONG['mean_of_columns'] is no table", "0 right answers"]),
        ({"a": ("One.", {})}, None, None, ["WRONG['mean_of_columns']['a'] does not read"]),
        ({"a": ("One.", "Two.", {"x": 3})}, None, None, ["['a'] does not read as the head"]),
        ({"a": ("One.", "Two.", {"x": "pass"})}, None, None, ["1 wrong answers; 6 at least"]),
        (None, {"x": 3}, None, ["RIGHT['mean_of_columns']['x'] does not read"]),
    ],
)
def test_a_half_done_entry_is_named(tables, wrong, right, questions, told):
    bank, probes = tables
    for table, entry in ((bank.WRONG, wrong), (bank.RIGHT, right), (probes.PROBES, questions)):
        if entry is not None:
            table[EXERCISE] = entry
    probes_of.cache_clear()
    said = disagreements(LESSON)
    assert len(said) == len(told), said
    assert all(words in line for words, line in zip(told, said, strict=True)), said


@pytest.mark.parametrize("question", [3, None, lambda answer: 1])
def test_a_question_that_is_none_is_named(tables, question):
    tables[1].PROBES[EXERCISE] = [question]
    probes_of.cache_clear()
    (said,) = disagreements(LESSON)
    assert said.startswith(f"{PROBES}: PROBES holds what is neither `call(…)` nor a function")


def test_missing_files_are_named_with_what_makes_them():
    assert disagreements("97_attention") == [
        "lesson 97_attention has no bank of mistakes: grading/bank/lesson_97.py is not there; "
        "`make new LESSON=97_attention` makes one to begin with",
        "lesson 97_attention has no questions that recognise mistakes: utils/probes/lesson_97.py "
        "is not there; `make new LESSON=97_attention` makes one to begin with",
    ]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (SyntaxError("'{' was never closed", ("x", 3, 1, "")), "lesson_00.py, line 3: it is not"),
        (NameError("name 'x' is not defined"), "cannot be imported: NameError: name 'x'"),
    ],
)
@pytest.mark.parametrize("read", [load, probes_module])
def test_a_file_that_cannot_be_imported_is_named(monkeypatch, read, error, words):
    def stop(name):
        raise error

    monkeypatch.setattr(importlib, "import_module", stop)
    with pytest.raises(CourseError, match=words):
        read(LESSON)
    assert any(words in line for line in files(LESSON)[1])
    assert common_pages()  # what belongs to no lesson is written all the same


@pytest.mark.parametrize("table", ["WRONG", "RIGHT"])
def test_a_bank_without_a_table_is_named(tables, monkeypatch, table):
    monkeypatch.delattr(tables[0], table)
    with pytest.raises(CourseError, match=f"{BANK} has no table {table}"):
        load(LESSON)


def test_whatever_else_a_bank_raises_is_named(tables, monkeypatch):
    def cell(exercise, body):
        raise KeyError(exercise)

    monkeypatch.setattr(tables[0], "cell", cell, raising=False)
    (said,) = files(LESSON)[1]
    assert "its bank of mistakes cannot be tried: KeyError: 'mean_of_columns'" in said


def test_the_command_ends_in_sentences(tables, capsys):
    tables[0].WRONG["boundary_x2"] = {}
    assert mistakes.main(["--lessons", "00"]) == 1
    assert capsys.readouterr().err.startswith(f"{BANK}: WRONG holds 'boundary_x2'")
