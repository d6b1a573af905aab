"""Why people make a mistake, for the pages that explain them: families, and a sentence for each.

`families.toml` beside this file says which ids belong to which family, and in which order families
stand below an exercise. What no family lists is known by its name (`like`). Either way a mistake's
own sentence must speak of the family's matter (`speaks`), or it belongs to none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("families.toml")
NONE = "none"  # the family of ids that no family suits

# Mistakes that any exercise may see, by their whole id
WHY_ANY = {
    "any/returns-none": ("In a notebook a printed value looks the same as a returned one."),
    "any/changes-input": ("A function gets the caller's array itself, and no copy of it."),
    "any/one-array": ("Each result looks right while it is new."),
    "any/other-arguments": (
        "A first line is often typed anew, or brought along from another place."
    ),
    "any/not-a-function": ("Short names are soon used twice, for a function and for its result."),
    "any/not-defined": ("A cell shows no result, so that one easily forgets to run it again."),
    "any/number-of-values": ("A comma is small, and Python makes a tuple of it without a word."),
    "any/another-kind": ("A function without its brackets is a value, too, so Python goes on."),
    "any/another-shape": ("NumPy goes on with any shapes that can be stretched to fit each other."),
    "any/nan": ("NumPy warns of an undefined number once, and computes on with it."),
    "any/infinity": (
        "A formula that is right on paper may pass through numbers that no float holds."
    ),
    "any/endless": ("A loop is written for the round in view, and its end is thought of later."),
    "any/raises": (
        "Python names the line where it could not go on; the cause often lies above it."
    ),
}


@dataclass(frozen=True)
class Family:
    """Mistakes that people make for one reason.

    Attributes:
        name: what stands above them.
        why: a sentence that is true of each of them.
        ids: a name such as "no-bias", in whichever exercise, or "neuron/no-bias" in one alone.
        like: regular expressions for names that no family lists.
        speaks: what the sentence of a mistake must have one of; nothing where any will do.
    """

    name: str
    why: str
    ids: frozenset[str]
    like: tuple[str, ...] = ()
    speaks: tuple[str, ...] = ()

    def suits(self, what: str) -> bool:
        """Whether a mistake's own sentence speaks of what this family is about."""
        return not self.speaks or any(word in what.lower() for word in self.speaks)


@cache
def families() -> tuple[Family, ...]:
    """The families, in their order on the pages; `NONE` is not among them."""
    return tuple(family for family in _listed() if family.name != NONE)


@cache
def _listed() -> tuple[Family, ...]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["family"]
    return tuple(
        Family(
            row["name"],
            row.get("why", ""),
            frozenset(row["ids"].split()),
            tuple(row.get("like", ())),
            tuple(row.get("speaks", ())),
        )
        for row in rows
    )


@cache
def _owners() -> dict[str, Family]:
    """The family that lists a name or a whole id."""
    return {each: family for family in _listed() for each in family.ids}


def family_of(mistake: str, what: str) -> Family | None:
    """The family of a mistake; None where no family suits it.

    >>> family_of("neuron/no-bias", "The bias is left out.").name
    'The bias'

    Args:
        mistake: its whole id.
        what: its own sentence: it must speak of what the family is about.
    """
    name = mistake.rpartition("/")[2]
    listed = _owners().get(mistake) or _owners().get(name)
    if listed:
        return listed if listed.name != NONE and listed.suits(what) else None
    alike = (f for f in families() if any(re.fullmatch(each, name) for each in f.like))
    return next((f for f in alike if f.suits(what)), None)


def by_family(says: dict[str, str]) -> list[tuple[Family | None, list[str]]]:
    """Mistakes by family, in the families' order; those of no family come last.

    Args:
        says: the sentence of each mistake, by its id.
    """
    found: dict[Family | None, list[str]] = {}
    for mistake, what in says.items():
        found.setdefault(family_of(mistake, what), []).append(mistake)
    order: Iterable[Family | None] = (*families(), None)
    return [(family, found[family]) for family in order if family in found]
