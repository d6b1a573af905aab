"""Why people make a mistake: each family has ids, and its sentence stands on the pages."""

from __future__ import annotations

import doctest
import json
import re

import pytest

from grading import ROOT
from grading.bank import general, why
from grading.bank.shipped import _entry
from grading.bank.why import FAMILIES, why_of

IDS = [
    mistake
    for path in (ROOT / "utils" / "probes").glob("[0-9]*.json")
    for entry in json.loads(path.read_text(encoding="utf-8")).values()
    for mistake in entry["says"]
]


def test_every_mistake_that_any_exercise_may_see_has_its_why():
    assert {name for name in general.GENERAL if not why_of(name)} == set()


@pytest.mark.parametrize("pattern", FAMILIES)
def test_a_family_has_ids_and_a_sentence(pattern):
    names = IDS if "/" in pattern else [each.rpartition("/")[2] for each in IDS]
    assert any(re.fullmatch(pattern, name) for name in names)
    assert re.fullmatch(r"[A-Z`].*\.", FAMILIES[pattern])


def test_the_sentence_stands_between_what_and_what_to_try():
    lines = [line for line in _entry("neuron/no-bias", "What.", "Try.", "Example.") if line]
    assert [line.split(":")[0] for line in lines] == [
        "### neuron/no-bias",
        "What.",
        "Why people write it",
        "Try this",
        "Example",
    ]
    assert "Why" not in "".join(_entry("neuron/unheard-of", "What.", "Try.", "Example."))


def test_the_examples_in_the_docstrings_hold():
    assert not doctest.testmod(why).failed
