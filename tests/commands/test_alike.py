"""Answers that are unusually alike: copies are found, also disguised; independent work is not."""

from __future__ import annotations

import random
import re
from itertools import combinations

import pytest

from grading.bank import load
from grading.bank.in_process import cell_source
from grading.reports.alike_answers import Group, alike_groups
from grading.reports.likeness import Alike, likeness_of, runs_of, shared_lines
from tests.helpers.sample_course import LESSON, make_course

REAL = "03_forward_pass"


@pytest.fixture(scope="module")
def known():
    """Right answers and wrong ones to a lesson's exercises, each written independently."""
    bank, found = load(REAL), {}
    for name in bank.exercises:
        right = [bank.source(name, each.body) for each in bank.right(name)]
        wrong = [bank.source(name, each.body) for each in bank.wrong(name)]
        found[name] = [cell_source(REAL, name), *right], wrong
    return found


def independent(known, rng):
    """Answers of somebody on their own: most right, many of them in the usual way."""
    return {
        name: (right[0] if rng.random() < 0.3 else rng.choice(right))
        if rng.random() < 0.8
        else rng.choice(wrong)
        for name, (right, wrong) in known.items()
    }


def disguised(source, rng):
    """The same answer with other names and comments, and two lines that change places."""
    for name in sorted(set(re.findall(r"\b([a-z_]{1,12})\s*=(?!=)", source))):
        source = re.sub(rf"\b{name}\b", f"{name}_{rng.choice('abc')}", source)
    return re.sub(r"(?m)^( +)(return .*)$", r"\1# my own thought\n\1\2", source)


def right_only(known):
    return {name: right for name, (right, _) in known.items()}


def test_independent_answers_of_a_large_class_accuse_nobody(known):
    rng = random.Random(5)
    group = {f"s{i}": independent(known, rng) for i in range(120)}
    assert likeness_of(group, right_only(known)) == []


def test_eight_originals_in_a_class_of_120_are_all_found(known):
    rng = random.Random(6)
    originals = [independent(known, rng) for _ in range(8)]
    group = {
        f"s{i:03}": originals[i % 8]
        if i < 8
        else {name: disguised(source, rng) for name, source in originals[i % 8].items()}
        for i in range(120)
    }
    found = {each.students for each in likeness_of(group, right_only(known))}
    names = sorted(group)
    assert found == {
        (a, b) for a, b in combinations(names, 2) if (int(a[1:]) - int(b[1:])) % 8 == 0
    }


def test_one_copy_is_found_among_many(known):
    rng = random.Random(7)
    group = {f"s{i}": independent(known, rng) for i in range(60)}
    group["t"] = {name: disguised(source, rng) for name, source in group["s5"].items()}
    assert [each.students for each in likeness_of(group, right_only(known))] == [("s5", "t")]


def test_ten_groups_of_three_are_found(known):
    rng = random.Random(8)
    group = {}
    for number in range(10):
        original = independent(known, rng)
        for copy in "abc":
            group[f"{number}{copy}"] = {
                name: disguised(source, rng) for name, source in original.items()
            }
    found = {each.students for each in likeness_of(group, right_only(known))}
    assert found == {(a, b) for a, b in combinations(sorted(group), 2) if a[0] == b[0]}


def test_what_all_share_says_nothing(known):
    same = {name: right[0] for name, (right, _) in known.items()}
    assert likeness_of({f"s{i}": same for i in range(20)}, right_only(known)) == []
    assert likeness_of({"ann": same}, right_only(known)) == []
    assert likeness_of({}, right_only(known)) == []


def test_names_comments_and_docstrings_do_not_count():
    one = 'def f(x):\n    """The lesson\'s text."""\n    total = x + 1  # add\n    return total'
    other = "def f(x):\n    result = x + 1\n    # nothing\n    return result"
    assert runs_of(one) == runs_of(other)
    assert runs_of(one) != runs_of(other.replace("+", "-"))


def test_the_order_of_lines_does_not_count():
    lines = ["    first_one = x @ w + 3", "    second = np.maximum(0, x)"]
    one, other = ("\n".join(["def f(x):", *each]) for each in (lines, lines[::-1]))
    assert runs_of(one) == runs_of(other)


def test_lines_that_read_alike_are_marked_in_both():
    first, second = shared_lines("a = 1\nb = a + 2\nprint(b)", "z = 5 - 3\ny = z + 2")
    assert first == [("a = 1", False), ("b = a + 2", True), ("print(b)", False)]
    assert second == [("z = 5 - 3", False), ("y = z + 2", True)]


def test_a_page_groups_those_who_hang_together(tmp_path, monkeypatch):
    root = make_course(tmp_path)
    pairs = [
        Alike(("bob", "cleo"), ("double",), 9.0),
        Alike(("dan", "eve"), ("double",), 8.0),
        Alike(("ann", "bob"), ("double",), 7.0),
    ]
    monkeypatch.setattr("grading.reports.alike_answers.likeness_of", lambda *given: pairs)
    monkeypatch.setattr(
        "grading.reports.alike_answers.own_answers", lambda *whose: {"double": "return x"}
    )
    groups = alike_groups(root, LESSON, ["ann", "bob", "cleo", "dan", "eve"])
    assert [each.students for each in groups] == [("ann", "bob", "cleo"), ("dan", "eve")]
    assert isinstance(groups[0], Group)
    assert groups[0].sides == (("double", [("return x", True)], [("return x", True)]),)


def test_rare_answers_in_common_are_found_where_most_write_the_usual_way(known):
    """Twenty originals, each handed in by five: what a few wrote is seldom in the class."""
    rng = random.Random(9)
    right = {name: sources for name, (sources, _) in known.items()}
    originals = [
        {name: each[0] if rng.random() < 0.6 else rng.choice(each) for name, each in right.items()}
        for _ in range(20)
    ]
    group = {f"s{i:03}": originals[i % 20] for i in range(100)}
    found = {each.students for each in likeness_of(group, right_only(known))}
    same = {
        pair
        for pair in combinations(sorted(group), 2)
        if originals[int(pair[0][1:]) % 20] == originals[int(pair[1][1:]) % 20]
    }
    assert found <= same
    assert len(found) >= 20
