"""Why people make a mistake: families of ids, each with a sentence that is true of all of them."""

from __future__ import annotations

import doctest
import json
import re

import pytest

from grading import ROOT
from grading.bank import general, why
from grading.bank.shipped import OTHERS, _exercise_page
from grading.bank.why import NONE, WHY_ANY, by_family, families, family_of
from utils.memory.pages import ENTRY

SAYS = {
    mistake: what
    for path in sorted((ROOT / "utils" / "probes").glob("[0-9]*.json"))
    for entry in json.loads(path.read_text(encoding="utf-8")).values()
    for mistake, (what, _) in entry["says"].items()
}
LISTED = [(family, each) for family in why._listed() for each in sorted(family.ids)]
BY_NAME = {family.name: family for family in families()}
LEAST = 0.97  # of all mistakes have a family
FEW = 20  # of some 2,500 listed: a sentence may be worded anew, an id may go


def test_nearly_all_mistakes_have_a_family():
    alone = [mistake for mistake, what in SAYS.items() if not family_of(mistake, what)]
    assert len(alone) <= (1 - LEAST) * len(SAYS), alone


def test_every_mistake_that_any_exercise_may_see_has_its_why():
    assert set(WHY_ANY) == set(general.GENERAL)


@pytest.mark.parametrize("family", families(), ids=lambda family: family.name)
def test_a_family_has_a_name_a_sentence_and_more_than_one_mistake(family):
    assert re.fullmatch(r"[A-Z`][^.]*", family.name)
    assert re.fullmatch(r"[A-Z`].*\.", family.why)
    assert len(family.why.split()) <= 25
    mistakes = [each for each, what in SAYS.items() if family_of(each, what) is family]
    assert len(mistakes) > 1, f"{family.name} has {mistakes}"


def test_names_and_sentences_of_families_differ():
    assert len(BY_NAME) == len({family.why for family in families()}) == len(families())


def test_no_id_is_listed_twice_and_each_listed_one_is_a_mistake():
    listed = [each for _, each in LISTED]
    assert sorted(set(listed)) == sorted(listed)
    names = set(SAYS) | {mistake.rpartition("/")[2] for mistake in SAYS}
    gone = [each for each in listed if each not in names]
    assert len(gone) <= FEW, gone


def test_the_sentences_of_listed_mistakes_speak_of_what_their_families_are_about():
    owners = why._owners()
    amiss = [
        (family.name, mistake, what)
        for mistake, what in SAYS.items()
        if (family := owners.get(mistake) or owners.get(mistake.rpartition("/")[2]))
        and not family.suits(what)
    ]
    assert len(amiss) <= FEW, amiss


@pytest.mark.parametrize(
    ("mistake", "what", "name"),
    [
        ("neuron/no-bias", "The bias is left out.", "The bias"),
        ("new_one/hidden-bias-lost", "The bias of the hidden layer is lost.", "The bias"),
        ("new_one/hidden-bias-lost", "A row is lost.", ""),  # its sentence speaks of no bias
        ("new_one/sizes-swapped", "Two sizes have changed places.", "Another order"),
        ("new_one/labels-from-1", "Labels begin at 1.", "Counting from 0"),
        ("new_one/unheard-of", "Something else happens.", ""),
        ("neuron/no-bias", "A row is left out.", ""),  # its sentence no longer speaks of one
        ("one_hot/whole-numbers", "The entries are whole numbers.", "Kinds of values"),
        ("mse/whole-numbers", "Decimals are cut off.", "Decimals that are lost"),
    ],
)
def test_a_family_is_found_by_id_then_by_name_and_sentence(mistake, what, name):
    family = family_of(mistake, what)
    assert (family.name if family else "") == name


def test_mistakes_stand_by_family_in_one_order_and_the_rest_comes_last():
    says = {
        "a/unheard-of": "Something else happens.",
        "a/rounded": "The results are rounded.",
        "a/no-bias": "The bias is left out.",
        "a/loss-rounded": "The loss is rounded.",
    }
    found = [(family.name if family else NONE, names) for family, names in by_family(says)]
    assert found == [
        ("The bias", ["a/no-bias"]),
        ("Decimals that are lost", ["a/rounded", "a/loss-rounded"]),
        (NONE, ["a/unheard-of"]),
    ]


def test_a_familys_sentence_stands_once_above_its_mistakes():
    says = {
        "a/rounded": ["It is rounded.", "Keep all digits."],
        "a/loss-rounded": ["The loss is rounded.", "Keep all."],
        "a/unheard-of": ["Something else.", "Look."],
    }
    page = "\n".join(_exercise_page("a", says, dict.fromkeys(says, "Example.")))
    why_lines = re.findall(r"^(?:#+ .*|Why.*)$", page, re.MULTILINE)
    assert why_lines == [
        "## a",
        "### Decimals that are lost",
        f"Why people write it: {BY_NAME['Decimals that are lost'].why}",
        "#### a/rounded",
        "#### a/loss-rounded",
        f"### {OTHERS}",
        "#### a/unheard-of",
    ]
    told = dict(ENTRY.findall(page))
    assert set(told) == set(says)  # the desk finds each by its id,
    assert "Why" not in "".join(told.values())  # and nothing of a family in it


def test_the_examples_in_the_docstrings_hold():
    assert not doctest.testmod(why).failed
