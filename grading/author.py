"""Edit a lesson as text: `make text LESSON=01_neurons`, edit, `make notebook LESSON=01_neurons`.

The text is jupytext's percent format with one short line before each cell:

    # %% [markdown] id="title"
    # %% id="neuron" kind="exercise"
    # %% id="neuron_check" kind="test" points=1
    # %% [markdown] id="reflection" kind="reflection" points=3

`kind` stands for nbgrader's metadata. The text lies beside nothing that ships: it is written
to `.cache/text/`, which git ignores, and the notebook stays the only copy that is kept.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from grading import LESSON_NAME, ROOT, CourseError, lesson_path, select_lessons
from grading.authoring.reading import read_as_far, read_lesson
from grading.lesson.cells import KERNEL

# kind: (grade, solution, locked)
KINDS = {
    "exercise": (False, True, False),
    "test": (True, False, True),
    "reflection": (True, True, False),
    "locked": (False, False, True),
}


def text_path(lesson: str, root: Path = ROOT) -> Path:
    """Where a lesson's text lies while it is edited."""
    return root / ".cache" / "text" / f"{lesson}.py"


def lesson_name(wanted: str, root: Path = ROOT, *, new: bool = False) -> str:
    """The one lesson that `wanted` names, as "01" or "01_neurons"; it may be `new`.

    Raises:
        CourseError: no lesson, or more than one, is named.
    """
    if new and LESSON_NAME.fullmatch(wanted):
        return wanted
    found = select_lessons(wanted, root) if wanted.strip() else []
    if len(found) != 1:
        raise CourseError("name one lesson, as in LESSON=01_neurons")
    return found[0]


def expand(cell: NotebookNode) -> None:
    """Turn the short `id`, `kind` and `points` of a cell into its id and nbgrader metadata.

    Raises:
        CourseError: no id, an unknown kind, or a graded cell without points.
    """
    meta = cell.metadata
    if "id" not in meta:
        raise CourseError(f'a cell has no id; give it one: # %% id="…"\n{cell.source[:80]}')
    cell.id = meta.pop("id")
    kind, points = meta.pop("kind", None), meta.pop("points", None)
    if kind is None:
        return
    if kind not in KINDS:
        raise CourseError(f"cell {cell.id}: kind {kind!r} is none of {', '.join(KINDS)}")
    grade, solution, locked = KINDS[kind]
    meta["nbgrader"] = {
        "grade": grade,
        "grade_id": cell.id,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if grade:
        if points is None:
            raise CourseError(f"cell {cell.id}: a {kind} needs points")
        meta["nbgrader"]["points"] = points


def shorten(cell: NotebookNode) -> None:
    """Undo `expand`."""
    info = cell.metadata.pop("nbgrader", None)
    short = {"id": cell.id}
    if info:
        flags = tuple(info.get(flag) for flag in ("grade", "solution", "locked"))
        short["kind"] = next((kind for kind, known in KINDS.items() if known == flags), None)
        if short["kind"] is None:
            kinds = ", ".join(KINDS)
            raise CourseError(f"cell {cell.id}: what nbgrader knows of it is none of {kinds}")
        if info["grade"] and "points" in info:  # without, writing it back asks for them
            short["points"] = info["points"]
    cell.metadata = nbformat.from_dict({**short, **cell.metadata})


def notebook_of(text: str) -> NotebookNode:
    """The notebook that a lesson's text makes, without outputs.

    Raises:
        CourseError: a cell's line does not make sense.
    """
    try:
        nb = jupytext.reads(text, fmt="py:percent")
    except Exception as error:  # whatever jupytext stumbles over, the text is at fault
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        raise CourseError(f"this text makes no notebook: {reason}") from None
    for cell in nb.cells:
        cell.metadata.pop("lines_to_next_cell", None)
        expand(cell)
    names = [cell.id for cell in nb.cells]
    for name in names:
        if names.count(name) > 1:
            raise CourseError(f"cell {name}: {names.count(name)} cells have this id")
    nb.metadata = nbformat.from_dict({"kernelspec": KERNEL})
    nb.nbformat, nb.nbformat_minor = 4, 5
    return nb


def to_text(wanted: str, root: Path = ROOT) -> Path:
    """Write a lesson's source as text and return where.

    Raises:
        CourseError: no such lesson, or it would not come back from text as it is.
    """
    lesson = lesson_name(wanted, root)
    nb = read_lesson(lesson, root)
    for cell in nb.cells:
        shorten(cell)
    target = text_path(lesson, root)
    nb.metadata.pop("course", None)
    text = jupytext.writes(nb, fmt="py:percent")
    again = jupytext.reads(text, fmt="py:percent").cells
    if [cell.source for cell in again] != [cell.source for cell in nb.cells]:
        pairs = zip(again, nb.cells, strict=False)
        first = next((old.metadata["id"] for new, old in pairs if new.source != old.source), "last")
        raise CourseError(f"cell {first}: text would change it; edit this lesson in JupyterLab")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return target


def from_text(wanted: str, root: Path = ROOT) -> Path:
    """Write the text back into the lesson; outputs of cells that kept their code stay.

    Raises:
        CourseError: there is no text, or a cell's line does not make sense.
    """
    lesson = lesson_name(wanted, root, new=True)
    source = text_path(lesson, root)
    if not source.exists():
        raise CourseError(f"{source.relative_to(root)} is not there: `make text` writes it")
    nb = notebook_of(source.read_text(encoding="utf-8"))
    target = lesson_path("solutions", lesson, root)
    if target.exists():
        old = read_as_far(lesson, root)[0] or new_notebook(metadata=nb.metadata)
        kept = {cell.id: cell for cell in old.cells if cell.cell_type == "code"}
        for cell in nb.cells:
            if cell.cell_type == "code" and cell.id in kept and kept[cell.id].source == cell.source:
                cell.outputs = kept[cell.id].outputs
                cell.execution_count = kept[cell.id].execution_count
        nb.metadata = old.metadata
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(nbformat.writes(nb, version=4).rstrip("\n") + "\n", encoding="utf-8")
    return target


def main(arguments: list[str] | None = None) -> int:
    """Convert one lesson in the direction asked for."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("direction", choices=["text", "notebook"])
    parser.add_argument("lesson", help="such as 01_neurons")
    options = parser.parse_args(arguments)
    try:
        path = (to_text if options.direction == "text" else from_text)(options.lesson)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
