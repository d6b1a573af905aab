"""Precise numbers anywhere in a lesson's text: two decimals or per cent, held against its cells.

Beside an output `numbers` asks more. Here a number must be printed by some cell of the lesson, or
stand in its code or in a formula of its text that works it out, rounded or not; per cent may be the
share times 100, or what is left of 100. Where a cell works something out by hand, with blanks for
the learner or as a "**Worked example.**", the rows are the working, and nothing is compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nbformat import NotebookNode

from grading.authoring.declared_numbers import declared
from grading.authoring.guide import Finding, rule
from grading.authoring.numbers import (
    WORKED,
    WRITTEN,
    agrees,
    in_formulas,
    in_tables,
    is_difference,
    numbers_in,
    printed,
    without_formulas,
)
from grading.lesson.cells import HIDDEN, is_graded, outside_regions

PERCENT = re.compile(r"\s*(?:%|per ?cent\b)")


def precise(text: str) -> Iterator[tuple[str, bool]]:
    """The numbers with two decimals or more, and those in per cent, and whether they are that.

    >>> list(precise("The loss is 0.69, the accuracy $97.6$ %, after 20 epochs at 0.1."))
    [('0.69', False), ('97.6', True)]
    """
    plain = without_formulas(text)
    for found in WRITTEN.finditer(plain):
        number = found[1].replace(",", "") + (found[2] or "")
        percent = bool(PERCENT.match(plain, found.end()))
        if percent or len(number.partition(".")[2]) >= 2:
            yield number, percent


def known_to(nb: NotebookNode) -> set[float]:
    """What the cells of a lesson print, what stands in its code and its formulas, what is given."""
    code = [cell for cell in nb.cells if cell.cell_type == "code"]
    text = "\n".join(cell.source for cell in nb.cells if cell.cell_type == "markdown")
    found = numbers_in("\n".join(outside_regions(cell, HIDDEN) for cell in code))
    found |= in_formulas(text) | in_tables(text)
    return found.union(map(float, declared(nb)), *map(printed, code))


def as_percent(known: set[float]) -> set[float]:
    """These numbers, and what they are in per cent; what is left of 100, too."""
    shares = {100 * number for number in known if number <= 1} | known
    return shares | {100 - number for number in shares if number <= 100}


@rule(
    "A number with two decimals or in per cent is one that a cell of the lesson prints, that its "
    "code or a formula of its text holds, or the difference of two others in its cell; it is "
    "declared otherwise. Where something is worked by hand, nothing is compared."
)
def precise_numbers_come_from_somewhere(nb: NotebookNode) -> Iterator[Finding]:
    """No precise number of a text comes from nowhere."""
    known = known_to(nb)
    percents = as_percent(known)
    for cell in nb.cells:
        if cell.cell_type != "markdown" or is_graded(cell) or "references" in cell.id:
            continue
        if WORKED.search(cell.source):
            continue
        told = list(precise(cell.source))
        for number, percent in dict.fromkeys(told):
            near = agrees(number, percents if percent else known)
            if not near and not is_difference(number, [each for each, _ in told]):
                yield (
                    cell.id,
                    f"it says {number}, which no cell of the lesson prints, nor a formula works "
                    "out: read the outputs again, show how it comes about, or declare it in "
                    "grading/authoring/declared_numbers.py",
                )
