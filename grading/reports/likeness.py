"""Answers that are unusually alike: what a person may want to look at.

Code is compared as copydetect does it, by hashes of short runs of its tokens in which names and
texts are letters (Schleimer, Wilkerson and Aiken, SIGMOD 2003). How alike independent answers to an
exercise are is known from the bank's right answers and from the class itself: what many share says
nothing. A pair stands out by how seldom chance makes all of its exercises so alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

RUN = 12  # letters of filtered code in one run
LEAST = 0.6  # of an exercise's runs in common, below which likeness is none
FALSE = 0.05  # pairs that chance alone brings into a class
FALSE_RARE = 0.02  # likewise, by how rare the answers are that two have in common
FALSE_SHARE = 0.002  # likewise, of the pairs that are told
TINY = 1e-6
DEALS = 200  # of the class's answers, to see what chance brings
KEPT = 60  # of each deal, the highest: more than `FALSE_SHARE` of the pairs of 240 students
LEAST_EXERCISES = 2
USUAL, RARE, OWNER = range(3)  # of what `_weighed` gives
Answers = Mapping[str, Mapping[str, str]]  # source by exercise, by student
DOCSTRING = re.compile(r'(?s)""".*?"""')


@dataclass(frozen=True)
class Alike:
    """Two students whose answers are unusually alike.

    Attributes:
        students: their names.
        exercises: those that are alike and say something, the most telling first.
        weight: how seldom chance makes this, as a natural logarithm.
    """

    students: tuple[str, str]
    exercises: tuple[str, ...]
    weight: float


def runs_of(source: str) -> frozenset[int]:
    """The hashes of an answer's runs.

    Docstrings, comments, names, white space and the order of lines do not count.
    """
    from copydetect.utils import hashed_kgrams  # a report alone needs it

    plain = "".join(sorted(map(_filtered, DOCSTRING.sub("", source).split("\n"))))
    return frozenset(map(int, hashed_kgrams(plain, min(RUN, max(1, len(plain))))))


def shared_lines(one: str, other: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """The lines of two answers, each with whether the other has one that reads alike.

    Docstrings are the lesson's, and are left out.
    """
    lines = [DOCSTRING.sub("", source).split("\n") for source in (one, other)]
    lines = [[line for line in each if line.strip()] for each in lines]
    plain = [[_filtered(line) for line in each] for each in lines]
    first, second = (
        [(line, bool(text) and text in set(plain[1 - side])) for line, text in rows]
        for side, rows in enumerate(
            [list(zip(*both, strict=True)) for both in zip(lines, plain, strict=True)]
        )
    )
    return first, second


@lru_cache(maxsize=10_000)
def _filtered(source: str) -> str:
    """Code with letters for its names and texts, without comments and white space."""
    from copydetect.utils import filter_code

    code, _ = filter_code(source, "answer.py", "python")
    return "".join(code.split())


def likenesses(runs: Sequence[frozenset[int]]) -> np.ndarray:
    """How alike answers are, each with each: the share of the runs of both that both have.

    Args:
        runs: of n answers, as `runs_of` gives them.

    Returns:
        (n, n), from 0 to 1.
    """
    place = {run: index for index, run in enumerate(frozenset().union(*runs))}
    has = np.zeros((len(runs), len(place)), dtype=np.float32)
    for row, known in enumerate(runs):
        has[row, [place[run] for run in known]] = 1
    both, size = has @ has.T, has.sum(axis=1)
    return both / np.maximum(1, size[:, None] + size[None, :] - both)


def likeness_of(answers: Answers, independent: Mapping[str, list[str]]) -> list[Alike]:
    """The pairs of a class whose answers are unusually alike, the most unusual first.

    The bar is where chance alone would bring `FALSE` pairs: it is found by dealing the class's own
    answers out again, exercise by exercise, so that nobody's belong together.

    Args:
        answers: what each student wrote, by exercise; blank exercises are left out.
        independent: answers that were written independently, by exercise.
    """
    students, names = sorted(answers), list(independent)
    if len(students) < 2:
        return []
    kinds = [
        _weighed([answers[student].get(exercise, "") for student in students], known)
        for exercise, known in independent.items()
    ]
    first, second = pairs = np.triu_indices(len(students), 1)
    told, weights = np.zeros(len(first), bool), None
    for which, most in ((USUAL, FALSE), (RARE, FALSE_RARE)):
        tables = [each[which] for each in kinds]
        owners = [each[OWNER] for each in kinds]
        mine = np.array([t[o[first], o[second]] for t, o in zip(tables, owners, strict=True)])
        total = mine.sum(axis=0)
        told |= total >= _bar(total, _dealt(tables, owners, pairs), most) - TINY
        weights = mine if weights is None else weights
    found = []
    for index in np.flatnonzero(told & ((weights > 0).sum(axis=0) >= LEAST_EXERCISES)):
        order = np.argsort(-weights[:, index])
        exercises = tuple(names[row] for row in order if weights[row, index] > 0)
        pair = students[first[index]], students[second[index]]
        found.append(Alike(pair, exercises, float(weights[:, index].sum())))
    return sorted(found, key=lambda each: (-each.weight, each.students))


def _bar(seen: np.ndarray, dealt: np.ndarray, most: float = FALSE) -> float:
    """The least weight that chance reaches seldom: in so many pairs of a class, or in very few of
    those that reach it.

    Args:
        seen: the weights of the class's pairs.
        dealt: the highest weights of `DEALS` classes that were dealt out.
        most: pairs that chance may bring into a class.
    """
    bar = np.inf
    for weight in np.unique(seen)[::-1]:
        by_chance = (len(dealt) - np.searchsorted(dealt, weight - TINY, side="left")) / DEALS
        if by_chance > max(most, FALSE_SHARE * np.sum(seen >= weight - TINY)):
            break
        bar = weight
    return float(bar)


def _dealt(tables: list[np.ndarray], owners: list[np.ndarray], pairs: Any) -> np.ndarray:
    """The highest weights of pairs where a class's answers are dealt out again, in order."""
    rng, highest, (first, second) = np.random.default_rng(0), [], pairs
    for _ in range(DEALS):
        total = np.zeros(len(first))
        for table, owner in zip(tables, owners, strict=True):
            dealt = rng.permutation(owner)
            total += table[dealt[first], dealt[second]]
        highest.append(np.sort(total)[-KEPT:])
    return np.sort(np.concatenate(highest))


def _weighed(own: list[str], known: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What likeness says, each kind of answer with each.

    It is minus the logarithm of a share; nothing below `LEAST`, and nothing of a blank answer.

    Returns:
        By the share of pairs, of those written independently or of the class, that are as alike; by
        the share of the class whose answer is as alike to these two; and each student's kind.
    """
    runs = {source: runs_of(source) if source else frozenset() for source in {*own, *known}}
    kinds = {kind: index for index, kind in enumerate(dict.fromkeys(runs.values()))}
    alike = likenesses(list(kinds))
    owner = np.array([kinds[runs[source]] for source in own])
    usual = np.array([kinds[runs[source]] for source in known])
    values = alike.ravel()
    apart, here = (
        _share(_pairs(alike, each), values).reshape(alike.shape) for each in (usual, owner)
    )
    near = _nearby(alike, np.bincount(owner, minlength=len(kinds)) / len(owner))
    both = np.sqrt(near * near.T)
    tables = [
        np.where(alike >= LEAST, -np.log(np.maximum(apart, share)), 0.0) for share in (here, both)
    ]
    if frozenset() in kinds:
        for table in tables:
            table[kinds[frozenset()], :] = table[:, kinds[frozenset()]] = 0.0
    return *tables, owner


def _nearby(alike: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """The share of the class whose answer is to a kind at least as alike as each other kind is.

    Args:
        alike: (n, n), each kind with each.
        shares: (n,), of the class that has each kind.

    Returns:
        (n, n), above 0.
    """
    found = np.empty(alike.shape)
    for kind, row in enumerate(alike):
        order = np.argsort(row)
        below = np.concatenate([[0.0], np.cumsum(shares[order])])
        found[kind] = 1.0 - below[np.searchsorted(row[order], row - TINY, side="left")]
    return np.clip(found, shares[shares > 0].min(), 1.0)


def _pairs(alike: np.ndarray, places: np.ndarray) -> np.ndarray:
    first, second = np.triu_indices(len(places), 1)
    return alike[places[first], places[second]]


def _share(usual: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The share of usual likenesses that are at least each value; 0 only where there are none."""
    if not len(usual):
        return np.zeros(len(values))
    ranked = np.sort(usual)
    above = len(ranked) - np.searchsorted(ranked, values - 1e-6, side="left")
    return np.minimum(1.0, (above + 1) / (len(ranked) + 1))
