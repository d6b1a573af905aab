"""Make the files that a lesson's notebook leaves beside it, as a learner would: by running it.

The demo's class and the tests need the weights that some lessons ask for. A run of the solution,
by `make build` or `make nbval`, leaves them in .cache/weights, and `keep_trained` notes at its end
what they were made from; where nothing of that has changed, they are taken. Otherwise the
solution's own cells train them, those alone that the saving needs.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import time
from pathlib import Path

from grading import ROOT, CourseError
from grading.authoring.running import execute
from grading.authoring.stamp import inputs
from grading.handed_in.needed_cells import needed_cells
from grading.lesson.cells import kind_of
from grading.lesson.declared import DECLARED
from grading.lesson.masters import read_solution
from utils.storage.one_step import write_bytes, write_text

SAVES = "torch.save("
CLOCK = 2  # seconds by which a disk's clock may differ


def trained_files(lesson: str, root: Path = ROOT) -> dict[str, bytes]:
    """The declared files of a lesson, as a run of its solution saves them.

    Returns:
        Contents by name; nothing for a lesson that declares none.

    Raises:
        CourseError: a cell failed, or no cell saves what is declared.
    """
    wanted = DECLARED.get(lesson, {})
    if not wanted:
        return {}
    if kept := _kept(lesson, root):
        return kept
    nb = read_solution(lesson, root)
    saving = [place for place, cell in enumerate(nb.cells) if SAVES in cell.source]
    nb.cells = nb.cells[: saving[-1] + 1] if saving else []
    shown = {c.id: c.source for c in nb.cells if kind_of(c) == "code" and SAVES not in c.source}
    needed = needed_cells(nb, shown)
    nb.cells = [cell for cell, is_needed in zip(nb.cells, needed, strict=True) if is_needed]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            execute(nb, folder)
        except CourseError as error:
            raise CourseError(f"{lesson}: {error}") from None
        gone = [each for each in wanted if not (folder / each).is_file()]
        if gone:
            raise CourseError(f"{lesson} declares {', '.join(gone)}, and no cell of it saves that")
        files = {each: (folder / each).read_bytes() for each in wanted}
    begun = time.time()
    for each, data in files.items():
        write_bytes(_folder(root) / each, data)
    keep_trained(lesson, begun, root)
    return files


def keep_trained(lesson: str, since: float, root: Path = ROOT) -> None:
    """Note what the files in .cache/weights were made from that a run of the solution left there.

    Args:
        lesson: such as "08_mnist".
        since: when the run began, as `time.time()` says it; what is older is of another run.
        root: the project.
    """
    paths = [_folder(root) / name for name in DECLARED.get(lesson, {})]
    if not paths or not all(
        path.is_file() and path.stat().st_mtime >= since - CLOCK for path in paths
    ):
        return
    note = {"made_from": inputs(read_solution(lesson, root), root)}
    note["files"] = {path.name: _hash(path.read_bytes()) for path in paths}
    write_text(_note(lesson, root), json.dumps(note))


def _kept(lesson: str, root: Path) -> dict[str, bytes]:
    """The files of an earlier run, whole, where nothing that they were made from has changed."""
    try:
        note = json.loads(_note(lesson, root).read_text(encoding="utf-8"))
        files = {name: (_folder(root) / name).read_bytes() for name in DECLARED[lesson]}
        hashes = {name: _hash(data) for name, data in files.items()}
        made_from = inputs(read_solution(lesson, root), root)
        same = note["files"] == hashes and note["made_from"] == made_from
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return files if same else {}


def _folder(root: Path) -> Path:
    return root / ".cache" / "weights"


def _note(lesson: str, root: Path) -> Path:
    return _folder(root) / f"{lesson}.json"


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
