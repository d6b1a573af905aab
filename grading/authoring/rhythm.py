"""The house rules of a lesson's rhythm: what a learner meets in which order, under which name.

Each rule takes the notebook and yields (cell id, sentence) for what breaks it.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from nbformat import NotebookNode

from grading.authoring.guide import Finding, rule
from grading.lesson.cells import is_exercise, kind_of, parse

LONG = 8  # lines; a demonstration longer than that hides its idea
MOST_LONG = 0.08  # share of a lesson's demonstrations
WORDS = 5  # words in a line's strings make it a line of text
MOST_TEXT = 4  # such lines in a lesson's demonstrations
QUESTION = "**One question.**"
# What a cell displays, and how its id ends
ENDINGS = {"show": "_picture", "explorer": "_explorer", "show_animation": "_animation"}


def demonstrations(nb: NotebookNode) -> list[NotebookNode]:
    """The code cells that learners run and do not fill in, locked ones among them."""
    return [c for c in nb.cells if c.cell_type == "code" and kind_of(c) in ("code", "locked")]


def lines_of(cell: NotebookNode) -> int:
    """How many lines of a cell are not blank."""
    return sum(bool(line.strip()) for line in cell.source.splitlines())


def text_lines(source: str) -> int:
    """How many lines of code hold a line of text in their strings; docstrings are none.

    >>> text_lines('show(fig, "The line ends to the right of all discs.")')
    1
    """
    try:
        tree = ast.parse(source)
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (SyntaxError, tokenize.TokenError):
        return 0
    documented = {
        number
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for number in range(node.lineno, node.end_lineno + 1)
    }
    found = {
        number
        for token in tokens
        if token.type == tokenize.STRING
        for number, line in enumerate(token.string.splitlines(), token.start[0])
        if len(re.findall(r"[^\W\d_]{2,}", line)) >= WORDS
    }
    return len(found - documented)


@rule(f"At most {100 * MOST_LONG:.0f} % of a lesson's demonstrations are longer than {LONG} lines.")
def demonstrations_are_short(nb: NotebookNode) -> Iterator[Finding]:
    """At most 8 % of the demonstrations are longer than eight lines."""
    cells = demonstrations(nb)
    long = [cell for cell in cells if lines_of(cell) > LONG]
    if len(long) > max(1, MOST_LONG * len(cells)):
        names = ", ".join(cell.id for cell in long)
        yield (
            long[0].id,
            f"{len(long)} of {len(cells)} demonstrations have more than {LONG} lines ({names}); "
            f"{MOST_LONG:.0%} may: move drawing, counting and wording to utils",
        )


@rule(f"At most {MOST_TEXT} lines of a lesson's code hold a line of text.")
def text_stays_out_of_code(nb: NotebookNode) -> Iterator[Finding]:
    """A picture says itself what it shows, from its own numbers; prose stands in markdown."""
    counts = {cell.id: text_lines(cell.source) for cell in demonstrations(nb)}
    if sum(counts.values()) > MOST_TEXT:
        names = ", ".join(name for name, count in counts.items() if count)
        yield (
            next(name for name, count in counts.items() if count),
            f"{sum(counts.values())} lines of text in code ({names}); a lesson has {MOST_TEXT} at "
            "most: let the drawing function return its text",
        )


@rule("Right above an exercise stands its task: a markdown cell with the id `NAME_task`.")
def every_exercise_has_its_task(nb: NotebookNode) -> Iterator[Finding]:
    """Right above an exercise a cell of text says what to write, and is named after it."""
    for before, cell in zip([None, *nb.cells], nb.cells, strict=False):
        if is_exercise(cell):
            named = before is not None and before.id == f"{cell.id}_task"
            if not named or before.cell_type != "markdown":
                yield cell.id, f"no task above it: a markdown cell with the id {cell.id}_task"


@rule(
    "“**One question.**” begins a cell of its own.",
    "The id of a cell that asks one question begins with `question_`.",
)
def questions_stand_alone(nb: NotebookNode) -> Iterator[Finding]:
    """A question that learners answer for themselves is a cell of its own."""
    for cell in nb.cells:
        if cell.cell_type == "markdown" and QUESTION in cell.source:
            if not cell.source.startswith(QUESTION) or cell.source.count(QUESTION) > 1:
                yield cell.id, "one question shares its cell: give it one of its own"
            elif not cell.id.startswith("question_"):
                yield cell.id, "it asks one question: let its id begin with question_"


@rule("The id of a cell that shows a picture ends with `_picture`, `_explorer` or `_animation`.")
def pictures_are_named_alike(nb: NotebookNode) -> Iterator[Finding]:
    """The id of a cell that displays a picture ends with what it is."""
    for cell in demonstrations(nb):
        try:
            tree = parse(cell)
        except (SyntaxError, ValueError):
            continue  # another rule says so
        calls = [n.func.id for n in ast.walk(tree) if _calls_a_name(n)]
        endings = {ENDINGS[name] for name in calls if name in ENDINGS}
        if endings and not cell.id.endswith(tuple(endings)):
            yield cell.id, f"it displays a picture: let its id end with {' or '.join(endings)}"


def _calls_a_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
