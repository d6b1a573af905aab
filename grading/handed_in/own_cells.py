"""Answers that stand in cells of the student's own, where the lesson's cell is still blank.

An answer in words that stands beside its cell is put into it, so that a person reads it there.
Code counts as a notebook counts it, from top to bottom: what comes too early or too late is said.
"""

from __future__ import annotations

import ast
import hashlib
import re

from nbformat import NotebookNode

from grading.handed_in.harmless import harmless_attachments
from grading.handed_in.known_cells import defines, defines_any, is_blank, signs_of
from grading.lesson.cells import exercise_of, tree_of
from grading.lesson.masters import Master, Masters
from grading.lesson.texts import LONGEST, bare, lines_of, may_define

# A word; a sign of a script that has no spaces between words
WORDS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff]|[^\W\d_]{2,}")
FEWEST = 3  # words of an answer that stands far from its cell; in a cell of code it has more
FEWEST_IN_CODE = 5
PROSE = 0.8  # share of letters and spaces in a text that is no code
ANY_NAME = r"import \*|\bexec\(|\beval\(|globals\(|%run|%load"  # may make any name
ELSEWHERE = "# {}: see the cell that defines it ({})"


def take_written_answers(nb: NotebookNode, masters: Masters, absent: list[str]) -> list[str]:
    """Put answers in words into their blank cells; the names of those cells.

    Args:
        nb: each cell of the lesson is there once, with `grade_id`.
        masters: the lesson's cells by name.
        absent: names of the cells that were not handed in.
    """
    taken = []
    for place, cell in enumerate(nb.cells):
        master = masters.get(name_in(cell))
        if master is None or master.points is None or master.test or not is_blank(cell, master):
            continue
        lost = master.name in absent
        beside, others = _own_around(nb, place, masters, everywhere=lost)
        said = _all_said(nb, beside, others)
        if lost and not said:  # moved tests may draw the place that it is put back to far down
            said = _all_said(nb, [], [k for k in range(place) if _is_own(nb.cells[k], masters)])
        if said:
            _take(nb, cell, master, said, place)
            taken.append(master.name)
    return taken


def _all_said(nb: NotebookNode, beside: list[int], others: list[int]) -> list[tuple[int, str]]:
    """The cells among these that say something in words, with what they say."""
    texts = [(k, _said(nb.cells[k], near=k in beside)) for k in beside + others]
    return [(k, text) for k, text in texts if text]


def name_in(cell: NotebookNode) -> str:
    """The name of a cell of the lesson; empty for one of the student's own."""
    meta = cell.metadata.get("nbgrader")
    return meta["grade_id"] if meta else ""


def _own_around(
    nb: NotebookNode, place: int, masters: Masters, everywhere: bool
) -> tuple[list[int], list[int]]:
    """The student's own cells right above and below a cell; and those that end the notebook.

    Args:
        nb: the notebook.
        place: of the cell.
        masters: the lesson's cells.
        everywhere: whether the cell's own place is unknown: then all below it count.
    """
    own = [_is_own(cell, masters) for cell in nb.cells]
    first = last = place
    while first and own[first - 1]:
        first -= 1
    while last + 1 < len(own) and own[last + 1]:
        last += 1
    end = len(own)
    while end > last + 1 and own[end - 1]:
        end -= 1
    below = range(last + 1 if everywhere else end, len(own))
    return [*range(first, place), *range(place + 1, last + 1)], [k for k in below if own[k]]


def _is_own(cell: NotebookNode, masters: Masters) -> bool:
    """Whether a student added a cell; one of an older release has an id or lines of the lesson."""
    if "nbgrader" in cell.metadata or cell.get("id") in masters.plain:
        return False
    if cell.metadata.get("id") in masters.plain:
        return False
    lines = lines_of(cell.source)
    return len(lines & masters.plain_lines) * 2 <= len(lines)


def _said(cell: NotebookNode, near: bool) -> str:
    """What a cell says in words; empty when it says nothing.

    Args:
        cell: one of the student's own.
        near: whether it stands beside the answer's: then anything counts but a short heading.
    """
    text = bare(cell.source)
    words = len(WORDS.findall(text))
    if cell.cell_type == "code":
        return text if words >= FEWEST_IN_CODE and _is_words(text) else ""
    lines = (line for line in text.split("\n") if not line.lstrip().startswith("#"))
    anything = near and any(each.isalnum() for line in lines for each in line)
    return text if anything or words >= FEWEST else ""


def _is_words(source: str) -> bool:
    """Whether a cell of code holds an answer in words: comments, texts, or no code at all."""
    if len(source) > LONGEST:
        return False
    try:
        return all(map(_is_said, tree_of(source).body))
    except (ValueError, RecursionError, MemoryError):
        return False
    except SyntaxError:
        plain = sum(each.isalpha() or each.isspace() for each in source)
        return plain >= PROSE * len(source)


def _is_said(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Expr | ast.Assign):
        return False
    value = node.value
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        parts = value.args if value.func.id == "print" else [value]
    else:
        parts = [value]
    return all(
        isinstance(each.value, str)
        if isinstance(each, ast.Constant)
        else isinstance(each, ast.Name) and not each.id.isascii()  # a sentence without spaces
        for each in parts
    )


def _take(
    nb: NotebookNode,
    cell: NotebookNode,
    master: Master,
    said: list[tuple[int, str]],
    place: int,
) -> None:
    """Put what other cells say into a blank cell, each below a line that tells from where."""
    parts, pictures = [master.source.strip("\n")], {}
    for k, text in said:
        other = nb.cells[k]
        where = "above" if k < place else "below"
        parts.append(f"*From a cell {where}:*")
        parts.append(_fenced(text) if other.cell_type == "code" else text)
        pictures |= harmless_attachments(other.get("attachments"))
    _write(cell, "\n\n".join(parts))
    if pictures:
        cell["attachments"] = NotebookNode(pictures)


def _write(cell: NotebookNode, text: str) -> None:
    """Put a text into a blank cell, which is then as its author left it no longer."""
    cell.source = text
    cell.metadata.nbgrader["as"] = "edited"


def _fenced(text: str) -> str:
    """Code as Markdown that shows it as it is."""
    longest = max(map(len, re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def mark_defined_elsewhere(nb: NotebookNode, masters: Masters) -> list[str]:
    """Leave empty what another cell defines; the names of exercises that this cannot help.

    A cell that was emptied or taken out, as where two are merged, defines nothing in the student's
    notebook: its released text, put back, would undo what the other cell defines.
    """
    blank, places = [], places_of(nb)
    written = [k for k, cell in enumerate(nb.cells) if _may_be_written(cell, masters)]
    for name, wanted in signs_of(masters).defined.items():
        begin, cell = places[name], nb.cells[places[name]]
        if not is_blank(cell, masters[name]):
            continue
        others = [k for k in written if k != begin and defines(nb.cells[k], wanted)]
        run = [k for k in others if nb.cells[k].cell_type == "code"]
        if run and not bare(cell.source):
            answer = "".join(nb.cells[k].source for k in run)  # another one is another mark
            _write(cell, ELSEWHERE.format(name, hashlib.sha256(answer.encode()).hexdigest()[:8]))
            begin = -1
        tests = (k for n, k in places.items() if masters[n].test and exercise_of(n) == name)
        end = min(tests, default=len(nb.cells))
        if others and not any(begin < k < end for k in run):
            blank.append(name)
    return blank


def undefined(nb: NotebookNode, masters: Masters) -> list[str]:
    """The written exercises whose function or class no cell of the notebook makes in any way."""
    places, missed = places_of(nb), []
    for name, wanted in signs_of(masters).defined.items():
        cell = nb.cells[places[name]]
        if is_blank(cell, masters[name]) or may_define(cell.source, wanted):
            continue
        makes = re.compile("|".join([ANY_NAME, *map(_made, wanted)]))
        code = (c for c in nb.cells if c.cell_type == "code" and _is_students(c, masters))
        if not any(makes.search(each.source) for each in code):
            missed.append(name)
    return missed


def _made(name: str) -> str:
    """A pattern of what gives a name its meaning: a definition, a value, an import, a text."""
    last = re.escape(name.rpartition(".")[2])
    return rf"\b(?:def|class|as|import)\s+{last}\b|\b{last}\b[^\n=]{{0,60}}=(?!=)|['\"]{last}['\"]"


def _may_be_written(cell: NotebookNode, masters: Masters) -> bool:
    """Whether a student may have defined something in a cell, code or not."""
    return defines_any(cell) and _is_students(cell, masters)


def _is_students(cell: NotebookNode, masters: Masters) -> bool:
    """Whether a student wrote into a cell, the lesson's demonstrations among them."""
    if name := name_in(cell):
        return not masters[name].locked
    if cell.cell_type == "code":
        return bare(cell.source) not in masters.plain_texts
    return _is_own(cell, masters)


def places_of(nb: NotebookNode) -> dict[str, int]:
    """Where the cells of the lesson stand, by name."""
    return {name: place for place, cell in enumerate(nb.cells) if (name := name_in(cell))}
