"""A known mistake is recognised by its results, and nothing else is named."""

from __future__ import annotations

import json

import numpy as np
import pytest

from grading.bank import load
from grading.bank.general import GENERAL as EXPLAINED
from grading.bank.mutants import mutants
from grading.bank.shipped import build, drifted
from grading.bank.shipped import entries as entries_of
from grading.bank.trial import try_exercise
from grading.mistakes import table
from grading.reports.class_mistakes import mistakes_made, write_mistakes
from tests.helpers.sample_course import make_cell, write_notebook
from utils.checking import recognise as mistakes
from utils.checking.messages import CheckFailed, Problem
from utils.checks import Parts, check, check_that, hidden_test


def no_bias(x, w, b):
    return float(np.dot(x, w))


def named_neuron(function):
    function.__name__ = "neuron"
    function.__globals__["neuron"] = function
    return function


def failure(function, *args, **options):
    with pytest.raises(CheckFailed) as caught:
        check(function, *args, **options)
    return str(caught.value)


def test_a_failing_check_names_the_mistake_and_what_to_try():
    said = failure(named_neuron(no_bias), [4.0, 6.0], [0.8, 0.2], -3.0, expected=1.4)
    assert said.splitlines()[0] == "neuron([4, 6], [0.8, 0.2], -3) is 4.4, expected 1.4."
    assert "bias" in said.splitlines()[1]
    assert said.splitlines()[2].startswith("Try this: ")
    assert said.splitlines()[-1] == "  mistake:  neuron/no-bias"


def test_an_unknown_mistake_keeps_the_checks_own_hint():
    def odd(x, w, b):
        return float(np.dot(x, w) + 17.3 * b**3)

    said = failure(named_neuron(odd), [1.0], [1.0], 1.0, expected=2.0, hint="Look at the bias.")
    assert "Try this: Look at the bias." in said
    assert "mistake:" not in said


def test_a_function_of_another_name_is_never_named():
    no_bias.__name__ = "double"
    assert "mistake:" not in failure(no_bias, [1.0], [1.0], 1.0, expected=2.0)


def test_general_mistakes_have_ids_too():
    assert "any/returns-none" in failure(lambda x: None, 1, expected=2)


def test_every_general_id_is_explained():
    assert set(mistakes.GENERAL.values()) == set(EXPLAINED)


def test_a_hidden_test_names_the_mistake_and_no_number():
    with pytest.raises(CheckFailed) as caught, hidden_test("a bias", "Think."):
        check(named_neuron(no_bias), [4.0], [0.25], 77.5, expected=78.5)
    assert "neuron/no-bias" in str(caught.value)
    assert "77.5" not in str(caught.value)
    assert "78.5" not in str(caught.value)


def test_a_part_names_the_mistake(capsys):
    parts = Parts()
    with parts.part("one"):
        check(named_neuron(no_bias), [4.0], [0.25], 2.0, expected=3.0)
    with parts.part("two"):
        check(abs, -1, expected=1)
    assert parts.score(2) == 1
    assert "neuron/no-bias" in capsys.readouterr().out


def test_check_that_names_what_the_same_cell_checked_before_and_no_other():
    cell = "check(neuron, [1.0], [1.0], 0.0, expected=1.0)\ncheck_that(False, 'No.', 'Try.')"
    scope = {"check": check, "check_that": check_that, "neuron": named_neuron(no_bias)}
    with pytest.raises(CheckFailed, match="neuron/no-bias"):
        exec(compile(cell, "<a cell>", "exec"), scope)
    with pytest.raises(CheckFailed) as caught:
        exec(compile("check_that(False, 'No.', 'Try.')", "<another cell>", "exec"), scope)
    assert "mistake:" not in str(caught.value)


def test_an_answer_that_takes_long_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(mistakes, "BUDGET", -1.0)
    assert mistakes.recognise("neuron", no_bias) is None


def test_recognising_never_raises(monkeypatch):
    def broken(lesson):
        raise OSError("the file is gone")

    monkeypatch.setattr(mistakes, "probes_of", broken)
    assert "mistake:" not in failure(named_neuron(no_bias), [1.0], [1.0], 1.0, expected=2.0)


@pytest.mark.parametrize(
    ("one", "other", "strict", "loose"),
    [
        (1.0, 1.0 + 1e-9, True, True),
        (2.5, np.float32(2.5), True, True),
        ([1.0, 2.0], np.array([1.0, 2.0]), True, True),
        (0.0, -1e-17, True, True),
        (1, 1.0, False, True),
        (True, 1.0, False, True),
        (1.0, 1.001, False, False),
        (np.zeros(1), 0.0, False, False),
        ((1.0, 2.0), [1.0, 2.0], False, False),
        (mistakes.Raised(ValueError()), ValueError(), False, False),
        (float("nan"), float("inf"), False, False),
        ({"a": 1}, {"a": 2}, False, False),
    ],
)
def test_results_read_the_same_where_only_rounding_differs(one, other, strict, loose):
    assert (mistakes.canonical(one) == mistakes.canonical(other)) is strict
    assert (mistakes.canonical(one, False) == mistakes.canonical(other, False)) is loose


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (lambda: [].sum(), lambda: [].mean(), False),
        (lambda: [].sum(), lambda: (1.5).sum(), False),
        (lambda: np.ones(2) + np.ones(3), lambda: np.ones(2) @ np.ones(3), True),
        (lambda: np.ones(2) + np.ones(3), lambda: int("a"), False),
        (lambda: len(5), lambda: [] + 5, False),
        (lambda: refuses("the shape"), lambda: refuses("no"), True),
        (lambda: refuses("the shape"), lambda: np.ones(2) + np.ones(3), False),
    ],
)
def test_errors_are_told_apart_by_what_they_say(one, other, alike):
    probes = [mistakes.Probe("-", lambda _, ask=ask: ask()) for ask in (one, other)]
    texts = [mistakes.canonical(mistakes.ask(probe, None)) for probe in probes]
    assert (texts[0] == texts[1]) is alike, texts


def refuses(words):
    raise ValueError(words)


def test_a_change_in_place_is_part_of_the_result():
    def grows(x):
        x += 1
        return x

    probe = mistakes.call(np.zeros(2))("grows")
    assert probe.text == "grows([0, 0])"
    assert "Changed" in mistakes.canonical(mistakes.ask(probe, grows))


def test_a_blank_is_no_result():
    def blank(x):
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        mistakes.ask(mistakes.call(1)("blank"), blank)


def test_a_problem_keeps_the_name_it_has():
    problem = Problem("returned None", "It is wrong.", "", mistake="neuron/no-bias")
    assert mistakes.named(problem) is problem


def test_what_ships_is_hashes_and_sentences():
    text = (mistakes.FOLDER / "01_neurons.json").read_text()
    for entry in json.loads(text).values():
        assert entry.keys() == {"name", "asked_by", "strict", "loose", "right", "says"}


def test_mutants_change_one_thing_each_inside_the_solution_only():
    cell = "n = 1\n### BEGIN SOLUTION\nif n < 2:\n    n = n * 2\n### END SOLUTION\nm = 3"
    found = list(mutants(cell))
    assert len({m.source for m in found}) == len(found) >= 6
    assert all("n = 1\n" in m.source and m.source.endswith("m = 3") for m in found)
    assert "if n < 2: -> if n <= 2:" in [m.name for m in found]


def test_a_mutant_that_survives_and_a_right_answer_that_loses_are_faults():
    report = try_exercise("01_neurons", "neuron")
    assert report.faults() == []
    report.explained.clear()
    report.right += [v for v in report.wrong[:1]]
    found = report.faults()
    assert any("survives" in text for text in found)
    assert any("loses points" in text for text in found)
    assert "neuron" in table([report])


def test_the_class_report_counts_students_by_mistake(tmp_path):
    from nbformat.v4 import new_notebook, new_output

    def graded(student, *ids):
        cell = make_cell("neuron_check", "test", 1, "check(...)")
        said = [f"It is wrong.\n  mistake:  {name}" for name in ids]
        cell.outputs = [new_output("error", ename="CheckFailed", evalue=text) for text in said]
        path = tmp_path / "autograded" / student / "01_neurons" / "01_neurons.ipynb"
        write_notebook(new_notebook(cells=[cell]), path)

    graded("ann", "neuron/no-bias")
    graded("bob", "neuron/no-bias", "any/returns-none")
    graded("cleo")
    made = mistakes_made(["ann", "bob", "cleo", "dan"], ["01_neurons"], tmp_path)
    assert [(m.mistake, m.students) for m in made] == [
        ("neuron/no-bias", ("ann", "bob")),
        ("any/returns-none", ("bob",)),
    ]
    assert "bias" in made[0].what
    write_mistakes(tmp_path / "mistakes.csv", made)
    lines = (tmp_path / "mistakes.csv").read_text().splitlines()
    assert lines[0] == "lesson,exercise,mistake,students,what,who"
    assert lines[1].startswith("01_neurons,neuron,neuron/no-bias,2,")


def test_what_ships_is_what_the_bank_gives_and_a_change_is_seen(tmp_path):
    (tmp_path / "solutions" / "00_start_here").mkdir(parents=True)
    assert build("00_start_here", tmp_path) == []
    assert drifted("00_start_here", tmp_path) == []
    page = tmp_path / "notebooks" / "mistakes" / "00_start_here.md"
    page.write_text(page.read_text().replace("mean", "sum", 1))
    (tmp_path / "utils" / "probes" / "00_start_here.json").unlink()
    found = drifted("00_start_here", tmp_path)
    assert len(found) == 2
    assert all("run `make build`" in text for text in found)


def test_entries_that_cannot_be_told_apart_are_faults(monkeypatch):
    bank = load("01_neurons")
    entries = dict(bank.module.WRONG["neuron"])
    answers = next(iter(entries.values()))[2]
    entries["another-name"] = (
        "It is the same.",
        "Look again.",
        {"again": next(iter(answers.values()))},
    )
    entries["no-mistake"] = ("It is right.", "Leave it.", {"right": "return float(x @ w + b)"})
    monkeypatch.setitem(bank.module.WRONG, "neuron", entries)
    faults = " ".join(entries_of(bank)[2])
    assert "give the same results" in faults
    assert "give the results of the right answer" in faults
