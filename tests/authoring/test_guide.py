"""What `make check` enforces stands in CONTRIBUTING, and what stands there is enforced."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from grading import ROOT, check
from grading.authoring import guide

SECTION = (
    (ROOT / "CONTRIBUTING.md")
    .read_text(encoding="utf-8")
    .split("## House rules, which `make check` enforces")[1]
    .split("\n## ")[0]
)
# Said as a list; what stands around it explains
LIST = [" ".join(line.split()) for line in re.findall(r"(?m)^- (.+)$", SECTION)]
SAID = list(dict.fromkeys(sentence for said in guide.SAID.values() for sentence in said))


def lacking(said, lines):
    """The sentences that no line of the guide holds, and what the lines hold besides."""
    rest = list(lines)
    missing = []
    for sentence in sorted(said, key=len, reverse=True):
        holders = [k for k, line in enumerate(rest) if sentence in line]
        if holders:
            rest[holders[0]] = rest[holders[0]].replace(sentence, "", 1)
        else:
            missing.append(sentence)
    return missing, [line.strip() for line in rest if line.strip()]


def test_the_guide_says_what_is_enforced_and_nothing_else():
    assert lacking(SAID, LIST) == ([], [])


def test_a_rule_that_the_guide_does_not_hold_is_found_and_so_is_one_that_nobody_enforces():
    assert lacking([*SAID, "No cell is blue."], LIST) == (["No cell is blue."], [])
    assert lacking(SAID, [*LIST, "Every cell is blue."]) == ([], ["Every cell is blue."])


def yields(function) -> int:
    """How many findings a rule words."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    return sum(isinstance(node, ast.Yield) for node in ast.walk(tree))


@pytest.mark.parametrize("function", guide.RULES, ids=lambda function: function.__name__)
def test_a_rule_says_a_sentence_for_each_of_its_findings(function):
    assert len(guide.SAID[function]) >= yields(function)


def test_whatever_asks_the_whole_course_says_so():
    source = inspect.getsource(check)
    asked = source.split("OF_THE_COURSE:")[1].split("]\n\n\n")[0]
    known = {function.__name__ for function in guide.SAID}
    names = set(re.findall(r"\b([a-z]\w+)\b(?=\(|,\n)", asked)) - {"lambda"}
    assert len(names) >= 6
    assert names <= known
    assert {"drift", "bank_drift", "bad_ids"} <= known


def test_a_rule_that_stumbles_is_named_and_the_others_are_asked(monkeypatch):
    def stumbling_rule(nb):
        raise KeyError("points")

    monkeypatch.setattr(guide, "RULES", [stumbling_rule, *guide.RULES])
    found = guide.broken(new_notebook(cells=[new_markdown_cell("Words.", id="title")]))
    assert "the rule “stumbling rule” cannot be asked here (KeyError: 'points')" in found[0][1]
    assert len(found) > 3
