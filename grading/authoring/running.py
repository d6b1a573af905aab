"""Run a notebook as an author would: in a fresh kernel, from its first cell to its last."""

from __future__ import annotations

import os
from pathlib import Path

from nbformat import NotebookNode

from grading import CourseError

CELL_TIMEOUT = 300  # seconds


def execute(nb: NotebookNode, folder: Path) -> None:
    """Run a notebook in a fresh kernel, in place.

    Raises:
        CourseError: a cell failed or wrote to stderr; the message names it.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    begun: list[str] = []
    client = NotebookClient(
        nb,
        timeout=CELL_TIMEOUT,
        extra_arguments=["--log-level=CRITICAL"],  # a kernel that is ended would log a traceback
        on_cell_start=lambda cell, cell_index: begun.append(cell.get("id", str(cell_index))),
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        # One thread: the same sums in the same order on any machine, and no waiting on a busy one
        fixed = {"DEVICE": "cpu", "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1"}
        client.execute(env={**os.environ, **fixed})
    except CellTimeoutError:
        raise CourseError(f"cell {begun[-1]} ran for more than {CELL_TIMEOUT} s") from None
    except DeadKernelError:
        raise CourseError("the kernel died") from None
    except CellExecutionError as error:
        failed = next(cell for cell in nb.cells if _has_error(cell))
        raise CourseError(f"cell {failed.id} failed: {error.ename}: {error.evalue}") from None
    for cell in nb.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                text = output.text.strip().splitlines()[-1]
                raise CourseError(f"cell {cell.id} writes to stderr, which costs points: {text}")


def _has_error(cell: NotebookNode) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", []))
