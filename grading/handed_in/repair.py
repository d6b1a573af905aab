"""Give a submitted notebook the cells of its lesson back, and say what had to be mended.

Students paste, delete, move and edit cells; nbgrader by itself ends the whole class at one pasted
cell. Here every cell of the lesson stands there once, with its own type, flags, points and, where
it is locked, its own text; what the student wrote into an answer stays.
"""

from __future__ import annotations

from nbformat import NotebookNode

from grading.handed_in.harmless import harmless_attachments
from grading.handed_in.known_cells import Known, as_named, as_read, is_blank, name_of
from grading.handed_in.own_cells import (
    mark_defined_elsewhere,
    name_in,
    take_written_answers,
    undefined,
)
from grading.handed_in.reading import give_own_ids, make_cells_whole
from grading.lesson.cells import KERNEL, checksum
from grading.lesson.masters import Master, Masters
from grading.lesson.texts import bare

OWN_CELL = "took the answer to {} from a cell of the student's own"
MOST_CELLS = 2_000
MOST_TEXT = 2_000_000  # characters of one cell
PYTHON = {"name": "python", "pygments_lexer": "ipython3"}  # how pages highlight it


def repair(nb: NotebookNode, masters: Masters) -> list[str]:
    """Mend a notebook in place; what was mended, in words.

    Args:
        nb: the submission.
        masters: the lesson's cells by name, in the lesson's order.
    """
    make_cells_whole(nb)
    nb.metadata = NotebookNode(kernelspec=NotebookNode(KERNEL), language_info=NotebookNode(PYTHON))
    notes = keep_one_copy(nb, masters)
    notes += leave_out_surplus(nb)
    absent = put_missing_back(nb, masters)
    notes += said_of_absent(absent, masters)
    give_own_ids(nb)
    notes += put_in_order(nb, masters)
    if blank := mark_defined_elsewhere(nb, masters):
        notes.append(f"found {_listed(blank)} defined where the tests cannot meet it")
    if lost := undefined(nb, masters):
        notes.append(f"found nothing that defines what {_listed(lost)} should")
    if taken := take_written_answers(nb, masters, absent):
        notes.append(OWN_CELL.format(_listed(taken)))
    notes += restore_all(nb, masters)
    answers = [cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    if answers and all(is_blank(cell, masters[name_in(cell)]) for cell in answers):
        notes.append("nothing was written into it")
    return notes


def restore_all(nb: NotebookNode, masters: Masters) -> list[str]:
    """Give every cell of the lesson what is the lesson's; whose text was another."""
    edited, older, unsaid = [], [], []
    for cell in nb.cells:
        if "nbgrader" in cell.metadata:
            meta = cell.metadata.nbgrader
            master = masters[meta["grade_id"]]
            if master.locked and cell.source.strip() and bare(cell.source) != bare(master.released):
                kinds = {"released": older, "edited": edited}
                kinds.get(meta.get("as"), unsaid).append(master.name)
            restore(cell, master)
        else:
            _tame(cell)
    notes = [f"restored the text of {_listed(edited)}"] if edited else []
    notes += [f"brought {_listed(older)} up to date with the lesson"] if older else []
    return notes + ([f"gave {_listed(unsaid)} the lesson's text"] if unsaid else [])


def leave_out_surplus(nb: NotebookNode) -> list[str]:
    """Leave out what stands behind very many cells, but no cell of the lesson."""
    kept = [c for k, c in enumerate(nb.cells) if k < MOST_CELLS or "nbgrader" in c.metadata]
    count, nb.cells = len(nb.cells) - len(kept), kept
    return [f"left out {count} of very many cells"] if count else []


def _listed(names: list[str]) -> str:
    return ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")


def _tame(cell: NotebookNode) -> None:
    """A cell of the student's own keeps its text and nothing else."""
    cell.source = cell.source[:MOST_TEXT]
    cell.metadata.clear()
    if cell.cell_type == "code":
        cell.update(outputs=[], execution_count=None)
    cell.pop("attachments", None)


def keep_one_copy(nb: NotebookNode, masters: Masters) -> list[str]:
    """Leave each name of the gradebook on one cell, as `grade_id`, and no other metadata.

    Which cell it is, `known_cells` tells. The others lose the whole `nbgrader` key: an empty one
    would end nbgrader's run, the rest of the class included.
    """
    known = Known(nb.cells, masters)
    kept, flagged = {place: name for name, place in known.chosen().items()}, set()
    for place, cell in enumerate(nb.cells):
        name, read = name_of(cell, masters), as_read(cell)
        meta = cell.metadata.pop("nbgrader", None)
        if name and read == "edited" and not as_named(meta, masters[name]):
            flagged.add(name)
        if place in kept:
            cell.metadata["nbgrader"] = NotebookNode({"grade_id": kept[place], "as": read})
            cell["id"] = kept[place]
        elif cell.get("id") in masters:
            del cell["id"]  # another cell is called that
    several = [name for name in masters if len(known.found.get(name, ())) > 1]
    copied = [name for name in several if name not in known.beside]
    notes = [f"took one copy of {_listed(copied)}"] if copied else []
    notes += [OWN_CELL.format(_listed(known.beside))] if known.beside else []
    if flagged:
        notes.append(f"restored the points and flags of {_listed(sorted(flagged))}")
    return notes


def put_missing_back(nb: NotebookNode, masters: Masters) -> list[str]:
    """Put cells that are not there behind those that come before them in the lesson.

    Returns:
        Their names.
    """
    missing, before, there = [], 0, [name_in(cell) for cell in nb.cells]
    for name, master in masters.items():
        if name in there:
            before = max(before, there.index(name) + 1)
            continue
        cell = NotebookNode(cell_type=master.cell_type, source="", metadata=NotebookNode(), id=name)
        cell.metadata["nbgrader"] = NotebookNode(grade_id=name)
        nb.cells.insert(before, cell)
        there.insert(before, name)
        before += 1
        missing.append(name)
    return missing


def said_of_absent(absent: list[str], masters: Masters) -> list[str]:
    """What to say of the exercises, tests and answers that were put back."""
    lost = [name for name in absent if masters[name].solution or masters[name].points is not None]
    return [f"put back {_listed(lost)}"] if lost else []


def put_in_order(nb: NotebookNode, masters: Masters) -> list[str]:
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
    """Give a named cell its type, flags, points and, where it is locked, its text."""
    blank = is_blank(cell, master)
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
    if not master.locked and not blank:
        cell.source = answer
