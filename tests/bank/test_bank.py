"""The bank of mistakes: wrong answers lose points and are named, right ones keep theirs.

One test for each exercise tries all its answers and mutants, so that the verdicts are made once.
"""

from __future__ import annotations

import re

import pytest

from grading import lessons
from grading.bank import NAME, learner_name, load
from grading.bank.agreement import disagreements
from grading.bank.in_process import earned_by, exercise_cells, names_after
from grading.bank.trial import kept_report, try_exercise
from utils.checking.recognise import GENERAL, ask, known_mistakes, probes_of

EXERCISES = [
    pytest.param(lesson, exercise, id=f"{lesson[:2]}-{exercise}")
    for lesson in lessons()
    for exercise in exercise_cells(lesson)
]
every_exercise = pytest.mark.parametrize(("lesson", "exercise"), EXERCISES)
CODE = re.compile(r"[\w.]+\(.*\)|@|\*\*|==|np\.|torch\.\w+\(")


@pytest.fixture
def found(lesson, exercise):
    """The report of an exercise: tried before the test where no earlier run kept it."""
    return kept_report(lesson, exercise)


@every_exercise
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_every_answer_and_mutant_gets_its_verdict(found):
    assert found.faults() == []
    assert len(found.wrong) >= 6
    assert len(found.right) >= 4
    hidden = [v for v in found.wrong if any("_hidden" in name for name in v.cells)]
    assert len(hidden) >= 5, "the hidden tests alone reject too few"
    for v in found.wrong:
        for said in v.cells.values():
            assert "CheckFailed" in said or " of " in said, (v.answer.idea, said)
    named = sum(v.named for v in found.wrong)
    assert named >= 0.9 * len(found.wrong)  # of all lessons together 95 %: test_enough_are_named


@every_exercise
def test_a_blank_earns_nothing_and_says_so(lesson, exercise):
    bank = load(lesson)
    blank = getattr(bank.module, "BLANK", {}).get(exercise, "raise NotImplementedError")
    earned, _, said = earned_by(lesson, exercise, names_after(bank.source(exercise, blank)))
    assert earned == 0
    assert all("NotImplementedError" in text for text in said)


@every_exercise
def test_a_right_answer_shows_no_mistake(found):
    assert found.taken_for == {}


def test_a_right_answer_that_shows_a_mistake_is_a_fault(monkeypatch):
    bank = load("01_neurons")
    wrong = next(a for a in bank.wrong("neuron") if a.mistake and "any/" not in a.mistake)
    monkeypatch.setitem(bank.module.RIGHT, "neuron", {"planted": wrong.body})
    found = try_exercise("01_neurons", "neuron")
    assert found.taken_for == {"planted": wrong.mistake}
    (fault,) = (text for text in found.faults() if "is taken for" in text)
    assert wrong.mistake in fault


@every_exercise
def test_every_probe_of_the_solution_gives_a_result(lesson, exercise):
    from grading.bank.in_process import cell_source

    bank = load(lesson)
    scope = names_after(bank.around(exercise, cell_source(lesson, exercise)))
    for probe in probes_of(lesson)[exercise]:
        assert probe.text
        assert not isinstance(ask(probe, scope[learner_name(lesson, exercise)]), Exception), probe


def test_ids_are_told_apart_and_sentences_are_short_and_hold_no_code():
    for lesson in lessons():
        bank = load(lesson)
        for exercise in bank.exercises:
            assert all(NAME.fullmatch(name) for name in bank.module.WRONG[exercise])
            ideas = [answer.idea for answer in bank.wrong(exercise)]
            assert len(ideas) == len(set(ideas)), exercise
            for name, mistake in bank.mistakes(exercise).items():
                for text in (mistake.what, mistake.hint):
                    assert len(text.split()) <= 36, name
                    assert re.fullmatch(r"[A-Z0-9`\W].*[.?]", text), name
                    assert not re.search(r"!|\b(just|simply|obviously|hidden tests?)\b", text), name
                    assert not CODE.search(text), f"{name}: {text!r} reads like code"


def test_every_exercise_of_the_course_is_in_the_bank_and_no_other():
    assert {lesson: disagreements(lesson) for lesson in lessons()} == {
        lesson: [] for lesson in lessons()
    }


def test_what_ships_holds_every_sentence_and_no_code():
    known = known_mistakes()
    for lesson in lessons():
        bank = load(lesson)
        for exercise in bank.exercises:
            entry = known[exercise]
            assert entry["says"].keys() == bank.mistakes(exercise).keys()
            assert all(re.fullmatch("[0-9a-f]{12}", key) for key in entry["strict"])
            assert set(entry["strict"].values()) <= entry["says"].keys()


def test_the_bank_knows_each_general_id():
    for lesson in lessons():
        for exercise in load(lesson).exercises:
            for answer in load(lesson).wrong(exercise):
                if answer.mistake.startswith("any/"):
                    assert answer.mistake in GENERAL.values()
