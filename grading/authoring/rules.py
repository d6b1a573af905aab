"""The house rules of a lesson's source, one function a rule; `make check` applies them all.

Each rule takes the notebook and yields (cell id, sentence) for what breaks it.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Callable, Iterator

from nbformat import NotebookNode

from grading.authoring.rhythm import RHYTHM
from grading.lesson.cells import (
    HIDDEN,
    MARK_SCHEME,
    SOLUTION,
    exercises,
    is_exercise,
    is_graded,
    kind_of,
    outside_regions,
    parse,
    region,
)

Finding = tuple[str, str]
RULES: list[Callable[[NotebookNode], Iterator[Finding]]] = []

CELL_ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
LINES = {"code": 15, "locked": 30, "exercise": 40, "test": 20, "hidden": 40}
WORDS = 80
COLUMNS = 100
FILLERS = re.compile(r"\b(just|simply|obviously)\b", re.IGNORECASE)
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]")
MARKS = ("", "@visitor")
TAGS, MOST_VARYING = {"nbval-ignore-output"}, 3
ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}\b")


def rule(function: Callable[[NotebookNode], Iterator[Finding]]) -> Callable:
    """Register a rule."""
    RULES.append(function)
    return function


def findings(nb: NotebookNode) -> list[Finding]:
    """Everything that breaks a rule, in the order of the rules."""
    return [found for check in [*RULES, *RHYTHM] for found in check(nb)]


def prose(source: str) -> str:
    """Markdown without code, formulas, links' addresses, HTML tags and marker lines."""
    text = re.sub(r"(?ms)^```.*?^```", "", source)
    text = re.sub(r"(?s)\$\$.*?\$\$", " formula ", text)
    text = re.sub(r"\$[^$\n]+\$|`[^`\n]*`", " x ", text)
    text = re.sub(r"\]\([^)]*\)|<[^>]+>|!(?=\[)", "", text)
    return "\n".join(line for line in text.splitlines() if not line.startswith("###  "))


@rule
def ids_are_readable(nb: NotebookNode) -> Iterator[Finding]:
    """Every cell has an id in lower-case words, and nbgrader's name is the same."""
    for number, cell in enumerate(nb.cells):
        name = cell.get("id", "")
        if not CELL_ID.fullmatch(name) or len(name) > 50 or not re.search("[a-z]{3}", name):
            yield name or f"number {number}", "its id is not readable; use words joined by _"
        info = cell.metadata.get("nbgrader")
        if info and info.get("grade_id") != name:
            yield name, f"nbgrader calls it {info.get('grade_id')!r}; the id and that must agree"


@rule
def exercises_are_tested(nb: NotebookNode) -> Iterator[Finding]:
    """A solution cell has a region, a docstring, a visible check and hidden tests below it."""
    found = list(exercises(nb))
    if not found:
        yield "title", "the lesson has no graded exercise"
    for cell, tests in found:
        if not region(cell, SOLUTION):
            yield cell.id, "an exercise needs a ### BEGIN SOLUTION … ### END SOLUTION region"
        if 'r"""' not in cell.source and '"""' not in cell.source:
            yield cell.id, "an exercise needs a docstring that says what goes in and out"
        if not any(outside_regions(test).strip() for test in tests if not region(test, HIDDEN)):
            yield cell.id, "it has no visible check: a test cell below it, without a hidden region"
        if not any(region(test, HIDDEN).strip() for test in tests):
            yield cell.id, "it has no hidden tests: a test cell below it with a hidden region"


@rule
def graded_cells_are_locked_and_worth_points(nb: NotebookNode) -> Iterator[Finding]:
    """Tests are locked; every graded cell has points."""
    for cell in nb.cells:
        if not is_graded(cell):
            continue
        info = cell.metadata.nbgrader
        if info.get("points", 0) <= 0:
            yield cell.id, "a graded cell needs points above 0"
        if kind_of(cell) == "test" and not info.get("locked"):
            yield cell.id, "a test cell must be locked"


@rule
def regions_are_closed_and_in_their_place(nb: NotebookNode) -> Iterator[Finding]:
    """Markers come in pairs, in the cells that they belong to."""
    for cell in nb.cells:
        for name in (SOLUTION, HIDDEN, MARK_SCHEME):
            begins, ends = (cell.source.count(f"### {word} {name}") for word in ("BEGIN", "END"))
            if begins != ends:
                yield cell.id, f"{begins} BEGIN {name} but {ends} END {name}"
            allowed = {
                SOLUTION: is_exercise(cell) or kind_of(cell) == "reflection",
                HIDDEN: kind_of(cell) == "test",
                MARK_SCHEME: kind_of(cell) == "reflection",
            }[name]
            if begins and not allowed:
                yield cell.id, f"a {name} region does not belong into this kind of cell"


@rule
def one_reflection_with_a_mark_scheme(nb: NotebookNode) -> Iterator[Finding]:
    """Exactly one cell is graded by hand, and says how."""
    reflections = [cell for cell in nb.cells if kind_of(cell) == "reflection"]
    if len(reflections) != 1:
        yield "reflection", f"a lesson has exactly one reflection; this one has {len(reflections)}"
    for cell in reflections:
        if not region(cell, MARK_SCHEME).strip():
            yield cell.id, "a reflection needs a rubric in ### BEGIN MARK SCHEME … ### END"
        if not region(cell, SOLUTION).strip():
            yield cell.id, "a reflection needs a model answer in a solution region"


@rule
def graded_cells_stand_alone(nb: NotebookNode) -> Iterator[Finding]:
    """A test uses its own names, its imports, and what the exercise above it defines."""
    for exercise, tests in exercises(nb):
        given = _bound(parse(exercise)) | set(dir(builtins))
        for test in tests:
            try:
                tree = parse(test)
            except SyntaxError as error:
                yield test.id, f"it is not Python: {error.msg}, line {error.lineno}"
                continue
            used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
            for name in sorted(used - _bound(tree) - given):
                yield test.id, f"it uses `{name}` from elsewhere in the notebook; define it here"


@rule
def tests_overwrite_nothing(nb: NotebookNode) -> Iterator[Finding]:
    """A test cell sets no name that a demo takes from elsewhere: it shares the notebook."""
    tests = [cell for cell in nb.cells if kind_of(cell) == "test"]
    for cell in nb.cells:
        if cell.cell_type != "code" or cell in tests:
            continue
        try:
            tree = parse(cell)
        except SyntaxError as error:
            yield cell.id, f"it is not Python: {error.msg}, line {error.lineno}"
            continue
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        borrowed = used - _bound(tree)
        for test in tests:
            for name in sorted(borrowed & _assigned(parse(test))):
                yield test.id, f"it sets `{name}`, which cell {cell.id} uses; rename one of them"


def _assigned(tree: ast.AST) -> set[str]:
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return {node.id for node in nodes if isinstance(node.ctx, ast.Store)}


def _bound(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ExceptHandler) and node.name:
            names.add(node.name)
    return names


@rule
def pictures_have_alt_text(nb: NotebookNode) -> Iterator[Finding]:
    """Every image, in prose and in outputs, says what it shows."""
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            if re.search(r"!\[\s*\]", cell.source) or _img_without_alt(cell.source):
                yield cell.id, "an image without alt text; say in a sentence what it shows"
            continue
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if any(kind.startswith("image/") for kind in data):
                yield cell.id, "a picture without alt text; display it with utils.show"
            if _img_without_alt(data.get("text/html", "")):
                yield cell.id, "a picture without alt text; display it with utils.show"


def _img_without_alt(text: str) -> bool:
    tags = re.findall(r"<img\b[^>]*>", text)
    return any(not re.search(r'\balt="[^"]*[^"\s][^"]*"', tag) for tag in tags)


@rule
def cells_are_short(nb: NotebookNode) -> Iterator[Finding]:
    """15 lines a code cell, 20 a visible test, 40 an exercise or hidden test, 100 columns.

    The mark `@visitor` tells the grader something and the reader nothing: it does not count.
    """
    for cell in nb.cells:
        if cell.cell_type != "code":
            continue
        kind = kind_of(cell)
        hidden = region(cell, HIDDEN)
        counts = [(kind if kind in LINES else "code", outside_regions(cell, HIDDEN))]
        if hidden:
            counts.append(("hidden", hidden))
        for name, text in counts:
            lines = [
                line for line in text.splitlines() if line.strip() not in ("", "@visitor", "@probe")
            ]
            if len(lines) > LINES[name]:
                yield cell.id, f"{len(lines)} lines; a {name} cell has {LINES[name]} at most"
        for line in cell.source.splitlines():
            if len(line) > COLUMNS:
                yield cell.id, f"a line of {len(line)} characters; {COLUMNS} at most"


@rule
def prose_is_plain(nb: NotebookNode) -> Iterator[Finding]:
    """Short paragraphs, a sentence a line, no emoji, no exclamation marks, no filler words."""
    for cell in nb.cells:
        if EMOJI.search(cell.source):
            yield cell.id, "an emoji; say it in words"
        if cell.cell_type != "markdown":
            continue
        text = prose(cell.source)
        for filler in FILLERS.findall(text):
            yield cell.id, f"the word {filler!r} talks down to a reader who is stuck; cut it"
        if re.search(r"!(?!=)", text):
            yield cell.id, "an exclamation mark; let the content be exciting"
        for paragraph in _paragraphs(text):
            count = len(paragraph.split())
            if count > WORDS:
                yield cell.id, f"a paragraph of {count} words; {WORDS} at most"
        if "references" in cell.id:
            continue
        for line in text.splitlines():
            if not line.lstrip().startswith("|") and re.search(r"[a-z)][.?] +[A-Z][a-z]+ ", line):
                yield cell.id, f"two sentences on one line: {line.strip()[:60]!r}"


def _paragraphs(text: str) -> Iterator[str]:
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        starts = re.match(r"\s*([-*|#>]|\d+\.)", line)
        if (not line.strip() or starts) and lines:
            yield " ".join(lines)
            lines = []
        if line.strip() and not line.lstrip().startswith("|"):
            lines.append(line)


@rule
def headings_are_verbs(nb: NotebookNode) -> Iterator[Finding]:
    """A heading says what is done: it does not begin with an article or a bare noun's number."""
    for cell in nb.cells:
        if cell.cell_type != "markdown":
            continue
        for heading in re.findall(r"(?m)^#{2,4} +(.+)$", prose(cell.source)):
            first = heading.split()[0].lower()
            if first in {"the", "a", "an", "introduction", "overview", "summary", "conclusion"}:
                yield cell.id, f"heading {heading!r}: begin with a verb, as in “Stack neurons”"


@rule
def lesson_is_whole(nb: NotebookNode) -> Iterator[Finding]:
    """A title first, an explorer, what you can do now, a stretch goal, references."""
    first = nb.cells[0] if nb.cells else None
    if first is None or first.cell_type != "markdown" or not first.source.startswith("# "):
        yield "title", "the first cell must be markdown and begin with the title: # …"
    headings = "\n".join(re.findall(r"(?m)^#+ .+$", "\n\n".join(c.source for c in nb.cells)))
    for wanted in ("What you can do now", "References"):
        if wanted not in headings:
            yield "title", f"no section {wanted!r}"
    if "stretch" not in " ".join(cell.id for cell in nb.cells):
        yield "title", "no stretch goal: a cell whose id begins with stretch"
    if not any(re.search(r"\bexplorer\(", c.source) for c in nb.cells if c.cell_type == "code"):
        yield "title", "no explorer: let the learner move something (utils.show.explorer)"


@rule
def no_cell_hides_from_nbval(nb: NotebookNode) -> Iterator[Finding]:
    """No cell is skipped or allowed to fail; few have outputs that are not compared."""
    varying = 0
    for cell in nb.cells:
        tags = set(cell.metadata.get("tags", []))
        varying += "nbval-ignore-output" in tags
        for tag in sorted(tags - TAGS):
            yield cell.id, f"the tag {tag!r}; {', '.join(TAGS)} is the only one in use"
        if cell.cell_type == "code" and re.search(r"(?m)^\s*#+\s*(NBVAL|PYTEST)_", cell.source):
            yield cell.id, "a comment that steers nbval; use a tag"
    if varying > MOST_VARYING:
        yield "title", f"{varying} cells whose output is not compared; {MOST_VARYING} at most"


@rule
def outputs_hold_nothing_of_the_run(nb: NotebookNode) -> Iterator[Finding]:
    """No errors, no memory addresses, no widget state, no output of a cell that never ran."""
    if "widgets" in nb.metadata:
        yield "title", "widget state is stored in the notebook; `make build` drops it"
    for cell in nb.cells:
        if cell.cell_type != "code":
            continue
        if cell.execution_count is None:
            yield cell.id, "it was never run; `make build` runs it"
        for output in cell.outputs:
            text = str(output.get("text", "")) + str(output.get("data", {}).get("text/plain", ""))
            if output.output_type == "error":
                yield cell.id, f"its stored output is an error: {output.ename}"
            if ADDRESS.search(text):
                yield cell.id, "its output holds a memory address, which differs in every run"
