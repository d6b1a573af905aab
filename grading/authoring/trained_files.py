"""Make the files that a lesson's notebook leaves beside it, as a learner would: by running it.

The demo's class and the tests need the weights that lesson 08 asks for. They are trained from
the solution's own cells, in seconds, and kept nowhere.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from grading import ROOT, CourseError
from grading.authoring.running import execute
from grading.lesson.declared import DECLARED
from grading.lesson.masters import read_solution

SAVES = "torch.save("


def trained_files(lesson: str, root: Path = ROOT) -> dict[str, bytes]:
    """The declared files of a lesson, from a run of its solution up to the cell that saves them.

    Returns:
        Contents by name; nothing for a lesson that declares none.

    Raises:
        CourseError: a cell failed, or no cell saves what is declared.
    """
    wanted = DECLARED.get(lesson, {})
    if not wanted:
        return {}
    nb = read_solution(lesson, root)
    saving = [place for place, cell in enumerate(nb.cells) if SAVES in cell.source]
    nb.cells = nb.cells[: saving[-1] + 1] if saving else []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            execute(nb, folder)
        except CourseError as error:
            raise CourseError(f"{lesson}: {error}") from None
        gone = [each for each in wanted if not (folder / each).is_file()]
        if gone:
            raise CourseError(f"{lesson} declares {', '.join(gone)}, and no cell of it saves that")
        return {each: (folder / each).read_bytes() for each in wanted}
