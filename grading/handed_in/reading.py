"""Read a notebook that somebody handed in, as far as it can be read at all.

nbformat refuses a whole notebook for one cell without an `outputs` list. Merge tools, editors and
programs that write notebooks leave such cells behind; what the learner wrote is in them all the
same.
"""

from __future__ import annotations

import json
import re
from itertools import count
from typing import Any

import nbformat
from nbformat import NotebookNode

from grading.course.encodings import decoded, encoding_of
from grading.handed_in.other_files import BEGIN, begins_as_notebook, what_it_is
from grading.lesson.texts import with_line_ends

FORMAT = 4
NO_PROGRAM = "its JSON is nested or numbered beyond sense"
CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")  # what nbformat allows


class Unreadable(ValueError):
    """These bytes are no notebook; the message says why, in words."""


def _no_notebook(why: str) -> Unreadable:
    return Unreadable(f"the file is not a notebook: {why}; ask for it again")


def read_notebook(content: bytes) -> NotebookNode:
    """The notebook in these bytes, with whole cells and without outputs.

    Raises:
        Unreadable: they hold none.
    """
    if not content.strip():
        raise Unreadable("the file is empty: ask for it again")
    if not begins_as_notebook(content[:BEGIN]) and (other := what_it_is(content[:BEGIN])):
        raise Unreadable(f"the file is not a notebook but {other}")
    try:
        text = decoded(content)
    except UnicodeDecodeError as error:
        kind = encoding_of(content).upper()[:6].rstrip("-")
        raise _no_notebook(f"byte {error.start} is not {kind}") from None
    if any(line.startswith("<<<<<<< ") for line in text.splitlines()):
        raise Unreadable("the file holds both sides of a merge conflict: ask for a merged one")
    found = _parsed(text)
    if not isinstance(found, dict):
        raise _no_notebook("it is JSON, but holds no cells")
    if not isinstance(found.get("cells"), list):
        found = _upgraded(found, text)
    try:
        nb = nbformat.from_dict(found)
    except RecursionError:
        raise _no_notebook(NO_PROGRAM) from None
    make_cells_whole(nb)
    return nb


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text.rstrip()) or "Unterminated" in error.msg
        where = f"{'it is cut off' if cut else 'it breaks off'} in line {error.lineno}"
        raise _no_notebook(where) from None
    except (RecursionError, ValueError):  # thousands of brackets, or of digits
        raise _no_notebook(NO_PROGRAM) from None


def _upgraded(found: dict, text: str) -> NotebookNode:
    """A notebook of an older format, in this one.

    Raises:
        Unreadable: it is none.
    """
    if not isinstance(found.get("worksheets"), list):
        raise _no_notebook("it holds no cells")
    try:
        return nbformat.reads(text, as_version=FORMAT)
    except Exception as error:  # whatever nbformat stumbles over, the file is at fault
        raise Unreadable(
            f"the file is a notebook in an old format and is damaged ({type(error).__name__}): "
            "ask for one that JupyterLab opens"
        ) from None


def make_cells_whole(nb: NotebookNode) -> None:
    """Leave only cells, each with what a cell must have and nothing that cannot be written."""
    cells = nb.get("cells")
    nb.cells = [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []
    nb.update(nbformat=FORMAT, nbformat_minor=5)  # older ones, Colab's among them, have no ids
    _leave(nb, ("cells", "metadata", "nbformat", "nbformat_minor"))
    give_own_ids(nb)
    for cell in nb.cells:
        if cell.get("cell_type") not in ("code", "markdown", "raw"):
            cell["cell_type"] = "raw"
        cell["source"] = _text(cell.get("source"))
        _leave(cell, ("cell_type", "source", "metadata", "id", "attachments"))
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)


def give_own_ids(nb: NotebookNode) -> None:
    """Give each cell an id that no other has; the first of several keeps theirs."""
    taken = {cell["id"] for cell in nb.cells if isinstance(cell.get("id"), str)}
    free = (f"cell-{number}" for number in count() if f"cell-{number}" not in taken)
    seen: set[str] = set()
    for cell in nb.cells:
        name = cell.get("id")
        if not isinstance(name, str) or not CELL_ID.fullmatch(name) or name in seen:
            cell["id"] = next(free)
        seen.add(cell["id"])


def _text(source: Any) -> str:
    """A cell's text, which the file may hold line by line."""
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        return ""
    source = source.removeprefix("\ufeff")  # some programs begin each cell as a file begins
    return with_line_ends(source.encode("utf-8", "replace").decode())  # half a surrogate


def _leave(node: NotebookNode, keys: tuple[str, ...]) -> None:
    """Take away what has no place in a notebook or cell, or cannot be written."""
    for key in [key for key in node if key not in keys]:
        del node[key]
    if not _writable(node.get("metadata")):
        node["metadata"] = NotebookNode()
    if "attachments" in node and not _writable(node["attachments"]):
        del node["attachments"]


def _writable(value: object) -> bool:
    """Whether this is a dictionary that UTF-8 can hold."""
    try:
        return isinstance(value, dict) and bool(json.dumps(value, ensure_ascii=False).encode())
    except (TypeError, ValueError, RecursionError):
        return False
