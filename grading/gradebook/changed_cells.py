"""Take over a lesson whose graded cells changed after work was graded.

nbgrader refuses to add or remove cells once there are submissions, unless all scores go. Here
the cells that stay keep their scores, those given by hand among them. What a person gave to a cell
that goes is set aside, and is there again when the cell comes back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Comment, Grade, Gradebook, MissingEntry

from grading.autograde.hand_grades import HandGrade, HandGrades, hold

# What hangs on a cell of each kind, for each submission
ROWS = {"grade": Grade, "solution": Comment, "source": None}


def changed_cells(book: Gradebook, lesson: str, nb: NotebookNode) -> list[tuple[str, str, Any]]:
    """Cells that the gradebook lacks or has too many, when work on the lesson was graded.

    Returns:
        Kind of entry ("grade", "solution", "source"), name, and the gradebook's cell to drop
        or None for a cell to add.
    """
    try:
        notebook = book.find_notebook(lesson, lesson)
    except MissingEntry:
        return []
    if not notebook.submissions:
        return []
    wanted = _wanted(nb)
    return [
        *(
            (kind, cell.name, cell)
            for kind in ROWS
            for cell in getattr(notebook, f"{kind}_cells")
            if (kind, cell.name) not in wanted
        ),
        *((kind, name, None) for kind, name in sorted(wanted - _present(notebook))),
    ]


def _present(notebook: Any) -> set[tuple[str, str]]:
    return {(kind, cell.name) for kind in ROWS for cell in getattr(notebook, f"{kind}_cells")}


def _wanted(nb: NotebookNode) -> set[tuple[str, str]]:
    return {(kind, cell.metadata.nbgrader.grade_id) for cell in nb.cells for kind in _kinds(cell)}


def _kinds(cell: NotebookNode) -> Iterator[str]:
    if utils.is_grade(cell):
        yield "grade"
    if utils.is_solution(cell):
        yield "solution"
    if utils.is_grade(cell) or utils.is_solution(cell) or utils.is_locked(cell):
        yield "source"


def adopt_cells(book: Gradebook, lesson: str, nb: NotebookNode) -> None:
    """Give the gradebook the cells of `nb`; nbgrader's generator fills in the rest."""
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in nb.cells if any(_kinds(cell))}
    changed = changed_cells(book, lesson, nb)
    for submitted in book.find_notebook(lesson, lesson).submissions:
        hold(book, submitted.assignment_id)
    for kind, name, old in changed:
        if old is not None:
            _drop(book, old, ROWS[kind])
        else:
            _add(book, lesson, name, kind, cells[name])
    book.db.commit()


def _drop(book: Gradebook, cell: Any, rows: type | None) -> None:
    if rows:
        for row in book.db.query(rows).filter(rows.cell_id == cell.id):
            kept = HandGrades(book, row.notebook.assignment_id)
            if rows is Grade:
                kept.note([row], dict)
                kept.set_aside(row)
            elif row.manual_comment:
                kept.cells.setdefault(cell.name, HandGrade()).comment = row.manual_comment
            kept.write()
            book.db.delete(row)
    book.db.flush()
    book.db.delete(cell)
    book.db.flush()


def _add(book: Gradebook, lesson: str, name: str, kind: str, cell: NotebookNode) -> None:
    submitted = book.find_notebook(lesson, lesson).submissions
    if kind == "source":
        book.add_source_cell(name, lesson, lesson, cell_type=cell.cell_type, source="", locked=True)
    elif kind == "solution":
        new = book.add_solution_cell(name, lesson, lesson)
        book.db.add_all(Comment(cell_id=new.id, notebook=each) for each in submitted)
    else:
        points = float(cell.metadata.nbgrader.points)
        new = book.add_grade_cell(name, lesson, lesson, max_score=points, cell_type=cell.cell_type)
        book.db.add_all(Grade(cell_id=new.id, notebook=each) for each in submitted)
