"""Formulas are drawn without the internet, and nobody gets anything but a formula through."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from grading import lessons
from grading.handed_in.formulas import TAGS, mathml
from grading.handed_in.harmless import rendered  # as pages and Formgrader show it
from grading.lesson.masters import read_solution

FORMULA = re.compile(r"\$\$(.+?)\$\$|(?<![\\$])\$([^$\n]+?)\$", re.DOTALL)


def page(markdown):
    return BeautifulSoup(rendered(markdown, {}), "html.parser")


def test_formulas_stand_where_they_were_written():
    found = page("# Step $k^2$\n\nThe sum $w^T x + b$, and\n\n$$\\frac{1}{n}$$\n\nthen `$a$`.")
    shown = [(m["display"], m.get_text()) for m in found.find_all("math")]
    assert shown == [("inline", "k2"), ("inline", "wTx+b"), ("block", "1n")]
    assert found.code.get_text() == "$a$"
    assert found.h1["id"] == found.h1.a["href"][1:] == "Step-$k^2$"


def test_every_formula_of_the_lessons_is_one():
    for lesson in lessons():
        for cell in read_solution(lesson).cells:
            if cell.cell_type == "markdown":
                text = re.sub(r"`[^`]*`", "", cell.source)
                unread = [a or b for a, b in FORMULA.findall(text) if mathml(a or b) is None]
                assert not unread, f"{lesson} {cell.id}"


@pytest.mark.parametrize(
    "formula",
    [
        "{" * 1500,
        "x" * 3000,
        r"\newcommand{\a}{\a\a}\a",
        r"\left(",
        "x_a_b",
        r"\begin{matrix}",
        "\0",
    ],
)
def test_what_is_no_formula_stays_as_it_was_written(formula):
    found = page(f"before ${formula}$ after")
    assert not found.find_all("math") or formula == "\0"
    assert "before" in found.get_text()
    assert "after" in found.get_text()


@pytest.mark.parametrize(
    "attack",
    [
        r"$\href{javascript:alert(1)}{x}$",
        r"$\text{<img src=x onerror=alert(1)>}$",
        r"$\style{position:fixed; inset: 0}{x}$ $\class{score}{x}$ $\id{total}{x}$",
        '![$x$ > $y$ onerror=alert(1)](a.png "$z$ onload=alert(1) >")',
        '# $x$ " onclick=alert(1) > $y$ onclick=alert(1)',
        '<a title="$x$ > $y$ onclick=alert(1)" href="#">b</a>',
        '<math><mi href="javascript:alert(1)">x</mi><mtext><img src=x onerror=a()></mtext></math>',
        r"$\hspace{99999em} x$ $\rule{9999em}{9999em}$",
        "$\\text{\u202egnp}$",
    ],
)
def test_a_formula_leads_nowhere_and_covers_nothing(attack):
    for tag in page(f"before\n\n{attack}\n\nafter").find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on") or name == "id"] or (
            tag.name == "h1"
        )
        assert not str(tag.attrs.get("href", "")).startswith("javascript")
        if tag.name in TAGS:
            assert tag.find_parent("math") or tag.name == "math"
            assert not {"class", "style", "href", "src"} & set(tag.attrs)
            assert "99999" not in str(tag.attrs)
    assert "\u202e" not in rendered(attack, {})
