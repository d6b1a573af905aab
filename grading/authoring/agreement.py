"""What else speaks of an exercise and of its points: dropped or changed in one cell, named here.

An author edits the notebook. What the text, the README and the lesson's tests say besides is held
against its cells; `grading.bank.agreement` does the same for the bank and its questions.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from grading.authoring.guide import Finding, rule, says
from grading.authoring.names import bound, is_broken, tree_of
from grading.course.tables import as_points
from grading.lesson.cells import (
    MARK_SCHEME,
    exercise_of,
    exercises,
    is_exercise,
    is_graded,
    kind_of,
    region,
)

POINTS = re.compile(r"(?m)^\| Points \| ([\d.]+)(?:, of which ([\d.]+) for a short text)? \|$")
MINUTES = re.compile(r"(?m)^\| Minutes \| (\d+) \|$")
RUBRIC = re.compile(r"(?m)^- ([\d.]+) points?\b")
MENTION = re.compile(r"`([a-z]\w*_\w+)(?:\([^`]*\))?`")
# Names that text speaks of and no lesson's code holds: those of libraries
OF_LIBRARIES = {"log_softmax"}
IN_JUPYTER = {"get_ipython", "display"}
# What a lesson's tests ask the bank or the notebook for, as `judge(LESSON, exercise, …)`
ASKING = {"judge", "judge_idea", "earned_by", "answer", "test_cells"}


def points_of(cell: NotebookNode) -> float:
    """What a cell is worth; 0 where that is no number, which another rule says."""
    points = (cell.metadata.get("nbgrader") or {}).get("points")
    return float(points) if isinstance(points, int | float) else 0.0


def most_points(nb: NotebookNode, exercise: str) -> float:
    """What the test cells of an exercise are worth together."""
    return sum(points_of(t) for cell, tests in exercises(nb) for t in tests if cell.id == exercise)


@rule(
    "Where the title's table says the points, they are the sum of the cells' points, and those "
    "“for a short text” are the reflection's."
)
def the_title_adds_the_points_up(nb: NotebookNode) -> Iterator[Finding]:
    """The title says what the graded cells are worth together, and the reflection alone."""
    graded = [cell for cell in nb.cells if is_graded(cell)]
    total = as_points(sum(map(points_of, graded)))
    by_hand = as_points(sum(points_of(cell) for cell in graded if kind_of(cell) == "reflection"))
    for cell in nb.cells[:1]:
        if not (line := re.search(r"(?m)^\| Points \|.*$", cell.source)):
            continue
        told = POINTS.search(line[0])
        if not told or (told[1], told[2] or by_hand) != (total, by_hand):
            right = f"| Points | {total}, of which {by_hand} for a short text |"
            yield cell.id, f"it says {line[0]!r}, and the cells' points make it {right!r}"


@rule("The points of the rubric's lines, `- 1 point: …`, add up to the reflection's.")
def the_rubric_adds_up(nb: NotebookNode) -> Iterator[Finding]:
    """A rubric gives as many points as its cell has."""
    for cell in nb.cells:
        lines = RUBRIC.findall(region(cell, MARK_SCHEME)) if kind_of(cell) == "reflection" else []
        if lines and sum(map(float, lines)) != points_of(cell):
            has, told = as_points(points_of(cell)), as_points(sum(map(float, lines)))
            yield cell.id, f"its rubric adds up to {told} points, and the cell has {has}"


@rule("`parts.score(…)` gives the points of its cell.")
def parts_share_the_cells_points(nb: NotebookNode) -> Iterator[Finding]:
    """The number in `parts.score` is what the cell is worth."""
    for cell in nb.cells:
        if kind_of(cell) != "test":
            continue
        for node in ast.walk(tree_of(cell)):
            scores = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "score"
            for told in node.args[:1] if scores else ():
                number = isinstance(told, ast.Constant) and isinstance(told.value, int | float)
                if number and told.value != points_of(cell):
                    has = as_points(points_of(cell))
                    line = f"{ast.unparse(node)!r}, and the cell has {has} points"
                    yield cell.id, f"it says {line}: write {has}"


@rule("A test cell belongs to an exercise of the lesson, or reads a trained file.")
def no_test_is_left_of_an_exercise(nb: NotebookNode) -> Iterator[Finding]:
    """A test cell whose exercise is gone goes, too; one of `utils.weights` tests a file."""
    known = {cell.id for cell in nb.cells if is_exercise(cell)}
    for cell in nb.cells:
        named = exercise_of(cell.id)
        if kind_of(cell) == "test" and named not in known and "utils.weights" not in cell.source:
            yield (
                cell.id,
                f"it tests {named!r}, which is no exercise of the lesson: drop it, or name it "
                "after its exercise, as in neuron_check",
            )


@rule("A cell uses only names that some cell of the lesson defines.")
def names_are_defined(nb: NotebookNode) -> Iterator[Finding]:
    """No demonstration calls what was dropped, nor waits for it with `once_written`."""
    code = [cell for cell in nb.cells if cell.cell_type == "code"]
    trees = [(cell, tree_of(cell)) for cell in code]
    if any(is_broken(cell) for cell in code):
        return  # what it would define is not known; another rule names it
    known = set(dir(builtins)) | IN_JUPYTER
    known = known.union(*(bound(tree) for _, tree in trees))
    known |= {cell.id for cell in code if is_exercise(cell)}  # of a method's exercise, the id
    for cell, tree in trees:
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        # What a test cell uses is another rule's, which is stricter
        lacking = used - known if kind_of(cell) != "test" else set()
        for name in sorted(lacking | set(_awaited(tree)) - known):
            yield cell.id, f"it uses `{name}`, which no cell defines"


def _awaited(tree: ast.AST) -> Iterator[str]:
    """What `once_written` waits for: functions, classes, and methods by their exercise's id."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "once_written":
            yield from (a.value for a in node.args if isinstance(a, ast.Constant))


@says("No two exercises of the course have one id.")
def ids_of_exercises_are_unique(known: dict[str, NotebookNode]) -> Iterator[str]:
    """A mistake's id begins with its exercise's: two of one name cannot be told apart."""
    owners: dict[str, str] = {}
    for lesson, nb in known.items():
        for cell, _ in exercises(nb):
            other = owners.setdefault(cell.id, lesson)
            if other != lesson:
                yield f"{_file(lesson)}: cell {cell.id}: lesson {other} has an exercise of this id"


@says("A name in text, such as `dense_forward`, is one that a lesson's code holds.")
def text_speaks_of_what_is_there(known: dict[str, NotebookNode]) -> Iterator[str]:
    """No lesson speaks of a function that was dropped or renamed."""
    code = "\n".join(c.source for nb in known.values() for c in nb.cells if c.cell_type == "code")
    tables = "\n".join(nb.cells[0].source for nb in known.values() if nb.cells)
    symbols = {
        name for line in re.findall(r"(?m)^\| .*$", tables) for name in MENTION.findall(line)
    }
    titles = {
        name for row in re.findall(r"(?m)^\| What .*$", tables) for name in MENTION.findall(row)
    }
    names = set(re.findall(r"\w+", code)) | (symbols - titles) | OF_LIBRARIES
    for lesson, nb in known.items():
        for cell in nb.cells:
            if cell.cell_type == "markdown":
                for name in sorted(set(MENTION.findall(cell.source)) - names):
                    yield (
                        f"{_file(lesson)}: cell {cell.id}: it speaks of `{name}`, which no "
                        "lesson's code holds; was an exercise dropped or renamed?"
                    )


@says("The README's table has a row for every lesson and for no other, with the title's minutes.")
def the_readme_lists_the_lessons(known: dict[str, NotebookNode], root: Path) -> Iterator[str]:
    """The table of lessons is complete, and says the minutes that the lessons say."""
    path = root / "README.md"
    if not path.exists():
        return
    rows = re.findall(r"(?m)^\| (\d\d [a-z0-9 ]+?) \| .* \| (\S+) \|$", path.read_text("utf-8"))
    minutes = dict(rows)
    names = {lesson.replace("_", " "): lesson for lesson in known}
    for name, lesson in names.items():
        told = MINUTES.search(known[lesson].cells[0].source) if known[lesson].cells else None
        if name not in minutes:
            time = told[1] if told else "minutes"
            yield f"README.md: no row for lesson {lesson}: | {name} | what one builds | {time} |"
        elif told and told[1] != minutes[name]:
            yield (
                f"README.md: lesson {name} takes {minutes[name]} minutes, and its title says "
                f"{told[1]}: write {told[1]}"
            )
    for name in minutes.keys() - names.keys():
        if not (root / "solutions" / name.replace(" ", "_")).is_dir():
            yield f"README.md: a row for lesson {name!r}, which is not there: delete it"


@says("A lesson's tests ask for exercises that the lesson has, and for the points that they have.")
def tests_ask_for_what_is_there(known: dict[str, NotebookNode], root: Path) -> Iterator[str]:
    """`tests/lessons/test_lesson_NN.py` names no exercise that was dropped, and no old points."""
    for lesson, nb in known.items():
        path = root / "tests" / "lessons" / f"test_lesson_{lesson[:2]}.py"
        if not path.exists():
            continue
        name = path.relative_to(root).as_posix()
        try:
            tree = ast.parse(path.read_text(encoding="utf-8"))
        except (SyntaxError, ValueError) as error:
            yield f"{name}: it is not Python: {error}"
            continue
        there = {cell.id for cell, _ in exercises(nb)}
        for line, exercise in sorted(set(_asked_for(tree))):
            if exercise not in there:
                yield f"{name}: line {line} asks for {exercise!r}, no exercise of lesson {lesson}"
        for line, exercise, told in _points_told(tree):
            has = most_points(nb, exercise)
            if exercise in there and told != has:
                yield (
                    f"{name}: line {line} says that {exercise} is worth {as_points(told)} points; "
                    f"it is worth {as_points(has)}"
                )


def _constants(nodes: list[ast.expr]) -> list[str]:
    return [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def _asked_for(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of every exercise that a test asks for by its name."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if getattr(node.func, "id", "") in ASKING:
            for name in _constants(node.args[1:2]):
                yield node.lineno, name
        elif getattr(node.func, "attr", "") == "parametrize" and len(node.args) > 1:
            yield from _in_rows(*node.args[:2])


def _in_rows(names: ast.expr, rows: ast.expr) -> Iterator[tuple[int, str]]:
    """The exercises in the rows of a parametrised test that has an argument `exercise`."""
    many = isinstance(names, ast.Tuple | ast.List)
    told = _constants(names.elts) if many else _constants([names])
    if "exercise" not in told or not isinstance(rows, ast.Tuple | ast.List):
        return
    for row in rows.elts:
        values = [row]
        if isinstance(row, ast.Call):
            values = row.args
        elif many and isinstance(row, ast.Tuple | ast.List):
            values = row.elts
        for name in _constants(values[told.index("exercise") :][:1]):
            yield row.lineno, name


def _points_told(tree: ast.AST) -> Iterator[tuple[int, str, float]]:
    """Line, exercise and points of `(earned, possible) == (1, 3)` in tests of one exercise."""
    for test in ast.walk(tree):
        if not isinstance(test, ast.FunctionDef):
            continue
        asked = {name for _, name in _asked_for(test)}
        for node in ast.walk(test) if len(asked) == 1 else ():
            if not isinstance(node, ast.Compare) or len(node.comparators) != 1:
                continue
            left, right = node.left, node.comparators[0]
            pairs = [(left, right)]
            if isinstance(left, ast.Tuple) and isinstance(right, ast.Tuple):
                pairs = list(zip(left.elts, right.elts, strict=False))
            for name, value in pairs:
                number = isinstance(value, ast.Constant) and isinstance(value.value, int | float)
                if getattr(name, "id", "") == "possible" and number:
                    yield node.lineno, next(iter(asked)), float(value.value)


def _file(lesson: str) -> str:
    return f"solutions/{lesson}/{lesson}.ipynb"
