"""Which cell of a submission is which cell of its lesson.

A cell is known by what it is: by its id, by nbgrader's metadata, by its text, by the function or
class that it defines, in that order. Some programs throw ids and metadata away, and cells are
copied into new notebooks. Collecting and grading ask here, so that both say the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from nbformat import NotebookNode

from grading.handed_in.reading import read_notebook
from grading.lesson.cells import checksum, exercise_of
from grading.lesson.masters import Master
from grading.lesson.texts import bare, definitions, lines_of, may_define

NAMED = re.compile(rb'"(?:grade_id|id)"\s*:\s*"([\w-]{1,64})"')  # in the bytes of a notebook
LIKE = 0.5  # share of the lines that only one cell of the lesson has, by which it is known
MOST = 2_000  # cells that are read for what they define
DEFINING = ("def ", "class ", "lambda")
NOT_TOLD = (
    "none of the lesson's exercises and tests can be told in it: ask for the answers in a fresh "
    "copy of the notebook"
)


@dataclass(frozen=True)
class Signs:
    """By what the cells of a lesson are known beside their names.

    Attributes:
        texts: the name of the cell that has this text, where no other cell has it.
        defined: what each exercise defines and no other cell does.
        lines: the lines that each cell has and no other cell does.
    """

    texts: Mapping[str, str]
    defined: Mapping[str, frozenset[str]]
    lines: Mapping[str, frozenset[str]]


def signs_of(masters: Mapping[str, Master]) -> Signs:
    """By what the cells of a lesson are known beside their names."""
    return _signs(tuple(masters.values()))


@lru_cache(maxsize=100)
def _signs(masters: tuple[Master, ...]) -> Signs:
    texts = {each.name: bare(each.released) for each in masters}
    code = [each for each in masters if each.cell_type == "code" and not each.test]
    lines = _only({each.name: lines_of(each.released) for each in masters})
    defined = _only({each.name: definitions(each.released) for each in code})
    exercises = {each.name for each in code if each.solution}
    counts = Counter(texts.values())
    return Signs(
        texts={text: name for name, text in texts.items() if text and counts[text] == 1},
        defined={n: _outermost(own) for n, own in defined.items() if own and n in exercises},
        lines={name: own for name, own in lines.items() if own},
    )


def _only(sets: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    """Of each set, what no other one has."""
    counts = Counter(each for own in sets.values() for each in own)
    return {name: frozenset(e for e in own if counts[e] == 1) for name, own in sets.items()}


def _outermost(names: frozenset[str]) -> frozenset[str]:
    """Functions and classes; the methods, where the class is made by several cells."""
    return frozenset(name for name in names if "." not in name) or names


def name_of(cell: NotebookNode, masters: Mapping[str, Master]) -> str:
    """The cell of the lesson that this one's id or metadata names; empty for none.

    Where they name two, it is the one whose flags nbgrader's metadata have, else the metadata's.
    """
    meta = cell.metadata.get("nbgrader")
    meta = meta if isinstance(meta, dict) else {}
    told = (meta.get("grade_id"), cell.get("id"), cell.metadata.get("id"))  # the last is Colab's
    names = [name for name in told if isinstance(name, str) and name in masters]
    if len(set(names)) < 2:
        return names[0] if names else ""
    fitting = {name for name in names if as_named(meta | {"grade_id": name}, masters[name])}
    return fitting.pop() if len(fitting) == 1 else names[0]


def as_named(meta: dict, master: Master) -> bool:
    """Whether nbgrader's metadata are those of this cell: name, flags and points."""
    wanted = {
        "grade_id": master.name,
        "grade": master.points is not None,
        "locked": master.locked,
        "solution": master.solution,
    }
    points = meta.get("points", master.points)
    return all(meta.get(k, v) == v for k, v in wanted.items()) and points == master.points


def as_read(cell: NotebookNode) -> str:
    """ "released" where nobody changed a cell since nbgrader released it, whichever release.

    "edited" where somebody did; empty where the cell has lost what would tell.
    """
    meta = cell.metadata.get("nbgrader")
    if not isinstance(meta, dict):
        return ""
    if "as" in meta:
        return meta["as"]
    try:
        if meta["checksum"] in (checksum(cell), checksum(cell, bare(cell.source))):
            return "released"
    except (KeyError, TypeError, ValueError, AttributeError):
        pass
    return "edited"


def is_blank(cell: NotebookNode, master: Master) -> bool:
    """Whether an answer cell is empty or reads as it was handed out, in this release or another."""
    text = bare(cell.source)
    if text in ("", bare(master.source)) or as_read(cell) == "released":
        return True
    return master.cell_type == "markdown" and lines_of(text) <= lines_of(master.source)


def problem_of_lesson(content: bytes, masters: Mapping[str, Master]) -> str:
    """Why a notebook is none of this lesson, in words; empty when it is one.

    Args:
        content: bytes that hold a notebook.
        masters: the lesson's cells by name.
    """
    named = {name.decode() for name in NAMED.findall(content)}
    sure = len(named & _told_apart(masters)) > 1  # one may stand in an output by accident
    return "" if sure or is_of_lesson(read_notebook(content), masters) else NOT_TOLD


def is_of_lesson(nb: NotebookNode, masters: Mapping[str, Master]) -> bool:
    """Whether any exercise or test of the lesson can be told in a notebook whose cells are whole.

    Other lessons have cells of the same names beside these.
    """
    wanted = _told_apart(masters)
    return not wanted or not wanted.isdisjoint(Known(nb.cells, masters).found)


def _told_apart(masters: Mapping[str, Master]) -> set[str]:
    return {n for n, m in masters.items() if m.test or (m.solution and m.cell_type == "code")}


class Known:
    """The cells of a notebook that may be each cell of its lesson.

    Args:
        cells: the notebook's, whole.
        masters: the lesson's cells by name, in order.

    Attributes:
        found: places in the notebook, by name; only names that some cell bears.
        beside: the exercises that a cell defines beside their blank one.
    """

    def __init__(self, cells: list[NotebookNode], masters: Mapping[str, Master]) -> None:
        self.cells, self.masters, self.signs = cells, masters, signs_of(masters)
        self.found: dict[str, list[int]] = {}
        self.taken: set[int] = set()
        self.beside: list[str] = []
        for place, cell in enumerate(cells):
            if name := name_of(cell, masters):
                self._take(name, place)
        if len(self.found) < len(masters):
            self._by_text()
        self._by_definition()
        if len(self.found) < len(masters):
            self._by_lines()

    def _take(self, name: str, place: int) -> None:
        self.found.setdefault(name, []).append(place)
        self.taken.add(place)

    def _free(self) -> list[int]:
        """The cells that are known as none of the lesson."""
        return [k for k in range(len(self.cells)) if k not in self.taken]

    def _by_text(self) -> None:
        known = set(self.found)
        for place in self._free():
            name = self.signs.texts.get(bare(self.cells[place].source), "")
            if name and name not in known:
                self._take(name, place)

    def _by_definition(self) -> None:
        """Exercises that no written cell is known for, by what they define."""
        code = (k for k, cell in enumerate(self.cells) if cell.cell_type == "code")
        places = [k for k in code if defines_any(self.cells[k])][:MOST]
        for name, wanted in self.signs.defined.items():
            blank = list(self.found.get(name, []))
            if any(not is_blank(self.cells[k], self.masters[name]) for k in blank):
                continue
            for place in places:
                if place in self.taken or not defines(self.cells[place], wanted):
                    continue
                if self._in_force(name, place, blank):
                    self._take(name, place)
            if blank and len(self.found[name]) > len(blank):
                self.beside.append(name)

    def _in_force(self, name: str, place: int, blank: list[int]) -> bool:
        """Whether a cell's definition is what the exercise's tests meet, blank cells beside it."""
        if not blank:
            return True
        tests = self.tests_of(name)
        above = not tests or any(place < test for test in tests)
        return above and all(k < place for k in blank if bare(self.cells[k].source))

    def _by_lines(self) -> None:
        missing = {name: own for name, own in self.signs.lines.items() if name not in self.found}
        for place in self._free():
            cell, lines = self.cells[place], lines_of(self.cells[place].source)
            for name, own in missing.items():
                master = self.masters[name]
                other = master.cell_type == "code" != cell.cell_type
                if not other and _alike(lines, own, master):
                    self._take(name, place)
                    break

    def tests_of(self, name: str) -> list[int]:
        """Where cells stand that may be an exercise's tests."""
        tests = (test for test in self.found if self.masters[test].test)
        return [k for test in tests if exercise_of(test) == name for k in self.found[test]]

    def chosen(self) -> dict[str, int]:
        """The one cell that counts for each name."""
        answers = {n: self._answer(n) for n in self.found if self.masters[n].solution}
        locked = {
            name: self._below(name, answers.get(exercise_of(name), -1))
            for name in self.found
            if name not in answers
        }
        return answers | locked

    def _below(self, name: str, answer: int) -> int:
        """The first copy of a locked cell that stands below its answer, else the last."""
        places, text = self.found[name], bare(self.masters[name].released)
        if len(places) > 1:  # what a student wrote under its name is not overwritten
            places = [k for k in places if bare(self.cells[k].source) == text] or places
        return next((place for place in places if place > answer), places[-1])

    def _answer(self, name: str) -> int:
        """The last answer that is not blank and has a test below it: the one that it meets."""
        places = self.found[name]
        if len(places) == 1:
            return places[0]
        written = [k for k in places if not is_blank(self.cells[k], self.masters[name])]
        wanted = self.signs.defined.get(name)
        defining = [k for k in written if wanted and defines(self.cells[k], wanted)]
        answers, tests = defining or written or places, self.tests_of(name)
        return ([k for k in answers if any(k < test for test in tests)] or answers)[-1]


def _alike(lines: set[str], own: frozenset[str], master: Master) -> bool:
    """Whether a cell that nothing else tells is this one, written into or edited.

    A locked cell's text is overwritten, so the cell must hold little else.
    """
    much = len(own & lines) >= LIKE * len(own)
    alone = len(lines & lines_of(master.released)) >= LIKE * len(lines)
    return much and (alone or not master.locked)


def defines_any(cell: NotebookNode) -> bool:
    """Whether a cell may define a function or class, as is quick to see."""
    return any(word in cell.source for word in DEFINING)


def defines(cell: NotebookNode, wanted: frozenset[str]) -> bool:
    """Whether a cell's text defines all of these names."""
    return may_define(cell.source, wanted) and wanted <= definitions(cell.source)
