"""Give a submitted notebook the cells of its lesson back, and say what had to be mended.

Students paste, delete, move and edit cells; nbgrader by itself ends the whole class at one pasted
cell. Here every cell of the lesson stands there once, with its own type, flags, points and, where
it is locked, its own text; what the student wrote into an answer stays.
"""

from __future__ import annotations

from collections import defaultdict

from nbformat import NotebookNode

from grading.handed_in.harmless import harmless_attachments
from grading.handed_in.reading import give_own_ids, make_cells_whole
from grading.lesson.cells import HIDDEN, KERNEL, checksum, outside_regions
from grading.lesson.masters import Master

MOST_CELLS = 2_000
MOST_TEXT = 2_000_000  # characters of one cell
PYTHON = {"name": "python", "pygments_lexer": "ipython3"}  # how pages highlight it


def is_blank(cell: NotebookNode, master: Master) -> bool:
    """Whether an answer cell is empty or still reads as it was handed out."""
    return cell.source.strip() in ("", master.source.strip())


def repair(nb: NotebookNode, masters: dict[str, Master]) -> list[str]:
    """Mend a notebook in place; what was mended, in words.

    Args:
        nb: the submission.
        masters: the lesson's cells by name, in the lesson's order.
    """
    make_cells_whole(nb)
    nb.metadata = NotebookNode(kernelspec=NotebookNode(KERNEL), language_info=NotebookNode(PYTHON))
    notes = keep_one_copy(nb, masters)
    notes += leave_out_surplus(nb)
    notes += put_missing_back(nb, masters)
    give_own_ids(nb)
    notes += put_in_order(nb, masters)
    edited, older = [], []
    for cell in nb.cells:
        if "nbgrader" in cell.metadata:
            meta = cell.metadata.nbgrader
            master = masters[meta["grade_id"]]
            if master.locked and cell.source.strip() and _differs(cell, master):
                (older if meta.get("released") else edited).append(master.name)
            restore(cell, master)
        else:
            _tame(cell)
    if edited:
        notes.append(f"restored the text of {_listed(edited)}")
    if older:
        notes.append(f"brought {_listed(older)} up to date with the lesson")
    return notes


def leave_out_surplus(nb: NotebookNode) -> list[str]:
    """Leave out what stands behind very many cells, but no cell of the lesson."""
    kept = [c for k, c in enumerate(nb.cells) if k < MOST_CELLS or "nbgrader" in c.metadata]
    count, nb.cells = len(nb.cells) - len(kept), kept
    return [f"left out {count} of very many cells"] if count else []


def _differs(cell: NotebookNode, master: Master) -> bool:
    """Whether a locked cell's text was edited; the release shows a test without its hidden part."""
    return (
        cell.source.strip() != outside_regions(NotebookNode(source=master.source), HIDDEN).strip()
    )


def _listed(names: list[str]) -> str:
    return ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")


def _tame(cell: NotebookNode) -> None:
    """A cell of the student's own keeps its text and nothing else."""
    cell.source = cell.source[:MOST_TEXT]
    cell.metadata.clear()
    if cell.cell_type == "code":
        cell.update(outputs=[], execution_count=None)
    cell.pop("attachments", None)


def keep_one_copy(nb: NotebookNode, masters: dict[str, Master]) -> list[str]:
    """Leave each name of the gradebook on one cell, as `grade_id`, and no other metadata.

    A locked cell's text is overwritten later, so the last copy will do: it runs after the
    answers. Of an answer's copies the last one that is not blank counts, since that is the
    definition in force when the tests run. A cell whose metadata was stripped is known by
    its id, where no other cell bears the name. The others lose the whole `nbgrader` key:
    an empty one would end nbgrader's run, the rest of the class included.
    """
    named, by_id, copied, flagged = defaultdict(list), defaultdict(list), [], []
    older: set[int] = set()  # cells that are whole, though perhaps of an older release
    for cell in nb.cells:
        released = _as_released(cell)
        meta = cell.metadata.pop("nbgrader", None)
        grade_id = meta.get("grade_id") if isinstance(meta, dict) else None
        if isinstance(grade_id, str) and grade_id in masters:
            named[grade_id].append(cell)
            if released:
                older.add(id(cell))
            elif not _flags_agree(meta, masters[grade_id]):
                flagged.append(grade_id)
        elif cell.get("id") in masters:
            by_id[cell.id].append(cell)
    for name, master in masters.items():
        copies = named[name] or by_id[name]
        written = [cell for cell in copies if master.solution and not is_blank(cell, master)]
        if copies:
            kept = (written or copies)[-1]
            kept.metadata["nbgrader"] = NotebookNode(grade_id=name, released=id(kept) in older)
        if len(copies) > 1:
            copied.append(name)
    notes = [f"took one copy of {_listed(copied)}"] if copied else []
    if flagged:
        notes.append(f"restored the points and flags of {_listed(sorted(set(flagged)))}")
    return notes


def _as_released(cell: NotebookNode) -> bool:
    """Whether nobody changed this cell since nbgrader released it, whichever release that was."""
    try:
        return cell.metadata["nbgrader"]["checksum"] == checksum(cell)
    except (KeyError, TypeError, ValueError, AttributeError):
        return False


def _flags_agree(meta: dict, master: Master) -> bool:
    wanted = {
        "grade": master.points is not None,
        "locked": master.locked,
        "solution": master.solution,
    }
    points = meta.get("points", master.points)
    return all(meta.get(k, v) == v for k, v in wanted.items()) and points == master.points


def put_missing_back(nb: NotebookNode, masters: dict[str, Master]) -> list[str]:
    """Put cells of the lesson that are not there behind those that come before them."""
    there = {c.metadata.nbgrader["grade_id"] for c in nb.cells if "nbgrader" in c.metadata}
    missing, before = [], 0
    for name, master in masters.items():
        places = [
            k
            for k, c in enumerate(nb.cells)
            if "nbgrader" in c.metadata and c.metadata.nbgrader["grade_id"] == name
        ]
        if places:
            before = max(before, places[0] + 1)
            continue
        cell = NotebookNode(cell_type=master.cell_type, source="", metadata=NotebookNode(), id=name)
        cell.metadata["nbgrader"] = NotebookNode(grade_id=name)
        nb.cells.insert(before, cell)
        before += 1
        missing.append(name)
    lost = [name for name in missing if masters[name].solution or masters[name].points is not None]
    return [f"put back {_listed(lost)}"] if lost and there else []


def put_in_order(nb: NotebookNode, masters: dict[str, Master]) -> list[str]:
    """Move a test that stands above its exercise, or a later one's, to its place in the lesson."""
    order = {name: place for place, name in enumerate(masters)}
    named = [c for c in nb.cells if "nbgrader" in c.metadata]
    moved: list[str] = []
    for cell in named:
        name = cell.metadata.nbgrader["grade_id"]
        if not masters[name].test:
            continue
        here = nb.cells.index(cell)
        earlier = [c for c in named if order[c.metadata.nbgrader["grade_id"]] < order[name]]
        answers = [c for c in earlier if masters[c.metadata.nbgrader["grade_id"]].solution]
        last = nb.cells.index(answers[-1]) if answers else -1
        if here < last:
            nb.cells.insert(last, nb.cells.pop(here))
            moved.append(name)
    return [f"moved {_listed(moved)} behind the answer"] if moved else []


def restore(cell: NotebookNode, master: Master) -> None:
    """Give a named cell its type, flags, points and, where it is locked, its text.

    An answer that nobody touched since some older release is blank, as that of this one.
    """
    untouched = cell.metadata.get("nbgrader", {}).get("released", False)
    cell.metadata.clear()  # the tag skip-execution would pass for a pass
    cell.cell_type = master.cell_type
    if master.cell_type == "code":
        cell.update(outputs=[], execution_count=None)
        cell.pop("attachments", None)
    else:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)
        if pictures := harmless_attachments(cell.pop("attachments", None)):
            cell["attachments"] = pictures
    meta = cell.metadata["nbgrader"] = NotebookNode(
        grade=master.points is not None,
        grade_id=master.name,
        locked=master.locked,
        schema_version=3,
        solution=master.solution,
        task=False,
        cell_type=master.cell_type,
    )
    if master.points is not None:
        meta["points"] = master.points
    answer = cell.source[:MOST_TEXT]
    cell.source = master.source
    # An answer that still has this checksum is blank
    meta["checksum"] = checksum(cell)
    if master.locked or untouched:
        return
    if answer.strip() not in ("", master.source.strip()):
        cell.source = answer
