"""Numbers in a text that reads an output, held against what the cells print.

A cell of text reads an output where no heading stands between it and a cell above that displayed
numbers. Of its numbers, those are asked for that tell something: decimals with two digits that
count, and whole numbers with three, zeros at the end aside. Each is

- printed in the same part of the lesson or the one before, or rounded from such a number; a long
  one may be printed anywhere in the lesson,
- or in the lesson's code,
- or the difference of two others in the same text.

What is worked by hand is a formula that shows how, such as `$1 - 0.03 = 0.97$`, or stands in a cell
with a "**Worked example.**" A formula that is one number, `$0.97$`, is compared like any other.
What is supposed or measured elsewhere is declared, with its reason, in `declared_numbers`; a text
that names a table of `data/` may tell its numbers. A text below an explorer tells what the learner
found by moving it, and the notebook stores one position only: there nothing is compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nbformat import NotebookNode

from grading import ROOT
from grading.authoring.declared_numbers import declared
from grading.authoring.guide import Finding, rule
from grading.lesson.cells import HIDDEN, is_graded, outside_regions

# A whole or decimal number that is not part of a word, a date, a version or a range of pages
WRITTEN = re.compile(r"(?<![\w.,/^_–-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\d\w–]|[.,]\d)")
PRINTED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:e[+-]?\d+)?")
YEAR = re.compile(r"1[89]\d\d|20\d\d")
HEADING, PART = re.compile(r"(?m)^#{1,6} "), re.compile(r"(?m)^##? ")
LONG = 4  # digits that count: two such numbers are not alike by chance
# Rows that work something out by hand, and a formula that shows how
WORKED = re.compile(r"\*\*Worked example|(?i:with blanks)|<summary>The blanks")
FORMULA, SHOWS = re.compile(r"(?s)\$\$.*?\$\$|\$[^$\n]+\$"), re.compile(r"[=≈<>]|\\approx")
ALONE = re.compile(r"\$\s*[-−]?(\d[\d{},]*(?:\.\d+)?)\s*(?:\\?%)?\s*\$")
TABLE = re.compile(r"`data/(\w+\.csv)`")
ASIDE = re.compile(r"(?ms)^```.*?^```|\$\$.*?\$\$|\$[^$\n]+\$|`[^`\n]*`|\]\([^)]*\)|<[^>]+>")


def printed(cell: NotebookNode) -> set[float]:
    """The numbers that a code cell displayed, in its pictures' texts, too."""
    texts = []
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        html = str(data.get("text/html", ""))
        texts += [str(output.get("text", "")), str(data.get("text/plain", ""))]
        texts += [*re.findall(r'\b(?:alt|aria-label)="([^"]*)"', html)]
        texts.append(re.sub(r"<[^>]*>", " ", html))
    return numbers_in("\n".join(texts))


def numbers_in(text: str) -> set[float]:
    """The numbers in a text, without their signs."""
    return {float(found.replace(",", "")) for found in PRINTED.findall(text)}


def digits(number: str) -> int:
    """How many digits of a written number count: no zeros before, none after a whole number.

    >>> digits("0.37"), digits("97.60"), digits("0.010"), digits("3700"), digits("109386")
    (2, 4, 2, 2, 6)
    """
    plain = number.replace(".", "").lstrip("0")
    return len(plain if "." in number else plain.rstrip("0"))


def without_formulas(text: str) -> str:
    """A text without formulas, code and addresses; a formula that is one number stays."""
    alone = ALONE.sub(lambda found: f" {found[1].replace('{,}', ',')} ", text)
    return ASIDE.sub(" ", alone)


def claims(text: str) -> list[str]:
    """The numbers of a text that tell something, as they are written but for commas.

    >>> claims("From 95.70 % at width 32 to $97.64$ %, a step of $2 - 0.06$, with 109,386 weights.")
    ['95.70', '97.64', '109386']
    """
    plain = without_formulas(text)
    found = [whole.replace(",", "") + decimals for whole, decimals in WRITTEN.findall(plain)]
    return [
        number
        for number in found
        if digits(number) >= (2 if "." in number else 3) and not YEAR.fullmatch(number)
    ]


def agrees(number: str, known: set[float]) -> bool:
    """Whether a written number is one of these, or one of them rounded."""
    places = len(number.partition(".")[2])
    return any(abs(float(number) - value) <= 0.5 * 10**-places + 1e-9 for value in known)


def in_formulas(text: str) -> set[float]:
    """The numbers of a text's formulas that show how something comes about."""
    shown = [found for found in FORMULA.findall(text) if SHOWS.search(found)]
    return numbers_in("\n".join(shown).replace("{,}", ","))


def in_tables(text: str) -> set[float]:
    """The numbers of the tables of `data/` that a text names."""
    paths = [ROOT / "data" / name for name in TABLE.findall(text)]
    return set().union(*(numbers_in(p.read_text("utf-8")) for p in paths if p.is_file()))


def is_difference(number: str, others: list[str]) -> bool:
    """Whether a number is what two others of the same text differ by."""
    known = [float(other) for other in others if other != number]
    return agrees(number, {round(abs(a - b), 6) for a in known for b in known})


def readings(nb: NotebookNode) -> Iterator[tuple[NotebookNode, str, int]]:
    """The cells that read an output, the text in each that does, and the place of the output."""
    source = None  # where the last cell stands that displayed numbers, with no heading since
    for place, cell in enumerate(nb.cells):
        if cell.cell_type == "code":
            if re.search(r"\bexplorer\(", cell.source):
                source = None
            elif printed(cell):
                source = place
            continue
        above, *below = HEADING.split(cell.source, maxsplit=1)
        if source is not None and not is_graded(cell) and not WORKED.search(cell.source):
            yield cell, above, source
        if below:
            source = None


class PrintedNumbers:
    """What a lesson's cells print, and where; what its code holds."""

    def __init__(self, nb: NotebookNode) -> None:
        part, self._parts = 0, []
        for cell in nb.cells:
            part += cell.cell_type == "markdown" and bool(PART.search(cell.source))
            self._parts.append(part)
        self._declared = {float(number) for number in declared(nb)}
        texts = (cell.source for cell in nb.cells if cell.cell_type == "markdown")
        self._shown = in_formulas("\n".join(texts))
        code = [(k, cell) for k, cell in enumerate(nb.cells) if cell.cell_type == "code"]
        self._printed = [(self._parts[k], printed(cell)) for k, cell in code]
        self._written = numbers_in("\n".join(outside_regions(cell, HIDDEN) for _, cell in code))

    def lacking(self, text: str, source: int) -> list[str]:
        """The numbers of a text that reads the output at this place which no cell prints."""
        parts = (self._parts[source] - 1, self._parts[source])
        near = set().union(*(numbers for at, numbers in self._printed if at in parts))
        anywhere = self._shown.union(*(numbers for _, numbers in self._printed))
        told, here = claims(text), in_tables(text) | in_formulas(text)
        return [
            number
            for number in dict.fromkeys(told)
            if float(number) not in self._written | self._declared
            and not agrees(number, here | (anywhere if digits(number) >= LONG else near))
            and not is_difference(number, told)
        ]


@rule(
    "A number in text that reads an output is one that a cell prints, or the difference of two "
    "others in that text; what is worked by hand shows how in a formula, and what is supposed or "
    "measured elsewhere is declared in `grading/authoring/declared_numbers.py`."
)
def numbers_are_those_of_the_cells(nb: NotebookNode) -> Iterator[Finding]:
    """The numbers in prose are the numbers that the cells print."""
    shown = PrintedNumbers(nb)
    for cell, text, source in readings(nb):
        for number in shown.lacking(text, source):
            yield (
                cell.id,
                f"it says {number}, which no cell prints: read the output of cell "
                f"{nb.cells[source].id} again, or show in a formula how it comes about",
            )
