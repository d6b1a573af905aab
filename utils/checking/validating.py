"""JupyterLab's button Validate: what it cannot work with is told in words, and soon.

By itself, nbgrader shows a traceback where two cells have one name, as after a split, and waits
the whole time limit again for each cell that calls an endless loop. `utils.lab` switches this
extension of the Jupyter server on.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

FIRST, LATER = 60, 5  # seconds for a cell; once one has used them up


class Patience:
    """Seconds that a cell may run: once a cell ran out of them, those after it have few."""

    def __init__(self, first: float = FIRST, later: float = LATER) -> None:
        self._limit, self._later = first, later
        self._asked: float | None = None

    def __call__(self, cell: Any) -> float:
        """The limit of the cell that runs next; nbclient asks before each."""
        now = time.monotonic()
        if self._asked is not None and now - self._asked >= self._limit:
            self._limit = self._later
        self._asked = now
        return self._limit


def split_cells(path: Path) -> list[str]:
    """The names that several cells of a notebook have in nbgrader's eyes, in their order."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        names = [cell["metadata"]["nbgrader"]["grade_id"] for cell in cells if _is_named(cell)]
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return []  # nbgrader says what it makes of such a file
    return [str(name) for name, count in Counter(names).items() if count > 1]


def _is_named(cell: dict) -> bool:
    return "grade_id" in cell.get("metadata", {}).get("nbgrader", {})


def sentence(names: list[str]) -> str:
    """What a learner reads of cells that were split.

    >>> sentence(["neuron"])
    'The cell `neuron` is there twice: it was split or copied. Put its parts together again ...
    """
    told = " and ".join(f"`{name}`" for name in names)
    cell, verb, their = ("cell", "is", "its") if len(names) == 1 else ("cells", "are", "their")
    were = "it was" if len(names) == 1 else "they were"
    return (
        f"The {cell} {told} {verb} there twice: {were} split or copied. Put {their} parts together "
        "again (click the first, Shift-click the last, then Shift+M), or delete the copy. Then "
        "save, and validate again."
    )


def install(handler: type) -> None:
    """Let a class of nbgrader's handlers tell a split in words, and lose patience."""
    validate, load_config = handler.validate_notebook, handler.load_config

    def validate_notebook(self: Any, path: str) -> dict:
        names = split_cells(Path(self.root_dir, path))
        return {"success": False, "value": sentence(names)} if names else validate(self, path)

    def load_patient_config(self: Any) -> Any:
        config = load_config(self)
        config.Execute.timeout_func = Patience()
        config.Execute.interrupt_on_timeout = True
        return config

    handler.validate_notebook, handler.load_config = validate_notebook, load_patient_config


def _load_jupyter_server_extension(server: Any) -> None:
    from nbgrader.server_extensions.validate_assignment.handlers import ValidateAssignmentHandler

    install(ValidateAssignmentHandler)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "utils.checking.validating"}]
