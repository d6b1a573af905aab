"""The house rules of a lesson's cells, one function a rule; `make check` applies them all.

Each rule takes the notebook and yields (cell id, sentence) for what breaks it. Those of its text
stand in `prose` and `words`, of its rhythm in `rhythm` and `minutes`, of what must agree in
`agreement`, `numbers` and `precise_numbers`.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator

from nbformat import NotebookNode

from grading.authoring import (  # noqa: F401 - their rules register
    agreement,
    minutes,
    numbers,
    precise_numbers,
    prose,
    rhythm,
    words,
)
from grading.authoring.guide import Finding, broken, rule
from grading.authoring.names import bound, tree_of
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

CELL_ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
LINES = {"code": 15, "locked": 30, "exercise": 40, "test": 20, "hidden": 40}
COLUMNS = 100
TAGS, MOST_VARYING = {"nbval-ignore-output"}, 4
ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}\b")


def findings(nb: NotebookNode) -> list[Finding]:
    """Everything that breaks a rule: of cells, of text, of the rhythm, of what must agree."""
    return broken(nb)


@rule(
    "Every cell has an id: lower case, words joined by `_`, unique in its lesson.",
    "nbgrader's name of a cell is its id.",
)
def ids_are_readable(nb: NotebookNode) -> Iterator[Finding]:
    """Every cell has an id in lower-case words, and nbgrader's name is the same."""
    for number, cell in enumerate(nb.cells):
        name = cell.get("id", "")
        if not CELL_ID.fullmatch(name) or len(name) > 50 or not re.search("[a-z]{3}", name):
            yield name or f"number {number}", "its id is not readable; use words joined by _"
        info = cell.metadata.get("nbgrader")
        if info and info.get("grade_id") != name:
            yield name, f"nbgrader calls it {info.get('grade_id')!r}; the id and that must agree"


@rule("Every code cell is Python.")
def code_is_python(nb: NotebookNode) -> Iterator[Finding]:
    """A code cell can be parsed, its magics left out."""
    for cell in nb.cells:
        try:
            if cell.cell_type == "code":
                parse(cell)
        except (SyntaxError, ValueError) as error:
            where = f", line {error.lineno}" if getattr(error, "lineno", None) else ""
            yield cell.id, f"it is not Python: {getattr(error, 'msg', error)}{where}"


@rule(
    "A lesson has at least one exercise.",
    "An exercise has a solution region.",
    "An exercise has a docstring that says what goes in and out.",
    "An exercise has a visible check: a test cell without a hidden region.",
    "An exercise has hidden tests: a test cell with a hidden region.",
)
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


@rule("A graded cell has points above 0.", "A test cell is locked.")
def graded_cells_are_locked_and_worth_points(nb: NotebookNode) -> Iterator[Finding]:
    """Tests are locked; every graded cell has points."""
    for cell in nb.cells:
        if not is_graded(cell):
            continue
        info = cell.metadata.nbgrader
        points = info.get("points")
        if not isinstance(points, int | float) or points <= 0:
            yield cell.id, "a graded cell needs points above 0"
        if kind_of(cell) == "test" and not info.get("locked"):
            yield cell.id, "a test cell must be locked"


@rule(
    "Every BEGIN of a region has its END.",
    "A solution region stands in an exercise or the reflection, hidden tests in a test cell, "
    "a mark scheme in the reflection.",
)
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


@rule(
    "A lesson has exactly one reflection.",
    "The reflection has a rubric in a mark scheme.",
    "The reflection has a model answer in a solution region.",
)
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


@rule("A test cell uses no name of the notebook but its exercise's.")
def graded_cells_stand_alone(nb: NotebookNode) -> Iterator[Finding]:
    """A test uses its own names, its imports, and what the exercise above it defines."""
    for exercise, tests in exercises(nb):
        given = bound(tree_of(exercise)) | set(dir(builtins))
        for test in tests:
            tree = tree_of(test)
            used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
            for name in sorted(used - bound(tree) - given):
                yield test.id, f"it uses `{name}` from elsewhere in the notebook; define it here"


@rule("A test cell sets no name that a cell outside the tests uses.")
def tests_overwrite_nothing(nb: NotebookNode) -> Iterator[Finding]:
    """A test cell sets no name that a demo takes from elsewhere: it shares the notebook."""
    tests = [cell for cell in nb.cells if kind_of(cell) == "test"]
    assigned = [(test, _assigned(tree_of(test))) for test in tests]
    for cell in nb.cells:
        if cell.cell_type != "code" or cell in tests:
            continue
        tree = tree_of(cell)
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        borrowed = used - bound(tree)
        for test, names in assigned:
            for name in sorted(borrowed & names):
                yield test.id, f"it sets `{name}`, which cell {cell.id} uses; rename one of them"


def _assigned(tree: ast.AST) -> set[str]:
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return {node.id for node in nodes if isinstance(node.ctx, ast.Store)}


@rule(
    f"A code cell has at most {LINES['code']} lines, a locked one {LINES['locked']}, "
    f"an exercise {LINES['exercise']}, a test {LINES['test']} and its hidden part "
    f"{LINES['hidden']}; blank lines and `@visitor` do not count.",
    f"A line of code has at most {COLUMNS} characters.",
)
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


@rule(
    "The first cell is markdown and begins with the title, `# …`.",
    "A lesson has the sections “What you can do now” and “References”.",
    "A lesson has a stretch goal: a cell whose id begins with `stretch`.",
    "A lesson has an explorer: something that the learner moves, with `utils.show.explorer`.",
)
def lesson_is_whole(nb: NotebookNode) -> Iterator[Finding]:
    """A title first, an explorer, what you can do now, a stretch goal, references."""
    first = nb.cells[0] if nb.cells else None
    if first is None or first.cell_type != "markdown" or not first.source.startswith("# "):
        yield "title", "the first cell must be markdown and begin with the title: # …"
    headings = "\n".join(re.findall(r"(?m)^#+ .+$", "\n\n".join(c.source for c in nb.cells)))
    for wanted in ("What you can do now", "References"):
        if wanted not in headings:
            yield "title", f"no section {wanted!r}"
    if not any(cell.id.startswith("stretch") for cell in nb.cells):
        yield "title", "no stretch goal: a cell whose id begins with stretch"
    if not any(re.search(r"\bexplorer\(", c.source) for c in nb.cells if c.cell_type == "code"):
        yield "title", "no explorer: let the learner move something (utils.show.explorer)"


@rule(
    "A cell carries no tag but `nbval-ignore-output`.",
    "No comment steers nbval.",
    f"At most {MOST_VARYING} cells of a lesson carry the tag.",
)
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


@rule(
    "No widget state is stored.",
    "Every code cell has been run.",
    "No stored output is an error.",
    "No stored output holds a memory address.",
)
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
