"""What a graded cell has earned, from what it printed and returned.

nbgrader's own rule gives no points for anything on stderr, and full points for any result
that is not a number it likes: `nan`, `-1`, text, `np.float64(0.0)`. Here

- an error earns nothing, and so does a cell that never ran;
- no result earns full points; warnings and progress bars on stderr cost nothing;
- one result that is one finite number from 0 to the cell's points is the score;
- any other result waits for a person, with a reason.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from nbformat import NotebookNode

from grading.lesson.cells import checksum

NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
# 0.5, np.float64(0.5), tensor(0.5), tensor(0.5, dtype=torch.float64), array(0.5)
SCORE = re.compile(
    rf"(?P<plain>{NUMBER})"
    r"|(?:np\.(?:float|int|uint)\d+|tensor|array)"
    rf"\((?P<wrapped>{NUMBER})(?:, [^()]*(?:\([^()]*\))?)?\)"
)
ROUNDING = 1e-6  # points: sums of thirds may pass the maximum by this much


@dataclass(frozen=True)
class CellScore:
    """What a graded cell earned.

    Attributes:
        score: points, or None where a person must decide.
        reason: why it is less than full marks, in words; empty when it needs no saying.
    """

    score: float | None
    reason: str = ""


def parse_score(text: str) -> float | None:
    """The number that a cell's result shows, or None when it shows none.

    >>> parse_score("np.float64(0.5)"), parse_score("tensor(2.)"), parse_score("nan")
    (0.5, 2.0, None)
    """
    found = SCORE.fullmatch(text.strip())
    if not found:
        return None
    value = float(found["plain"] or found["wrapped"])
    return value if math.isfinite(value) else None


def _result_text(output: NotebookNode) -> str:
    text = output.get("data", {}).get("text/plain", "")
    return "".join(text) if isinstance(text, list) else str(text)


def score_of(cell: NotebookNode) -> CellScore:
    """Score one graded cell of an executed notebook.

    Args:
        cell: with nbgrader's metadata, `points` among it, and the outputs of its run.
    """
    points = float(cell.metadata.nbgrader["points"])
    if cell.metadata.nbgrader.get("solution"):
        if cell.metadata.nbgrader.get("checksum") == checksum(cell):
            return CellScore(0.0, "no answer")
        return CellScore(None, "an answer in words")
    if any(output.output_type == "error" for output in cell.outputs):
        return CellScore(0.0, "a test failed")
    if cell.get("execution_count") is None:
        return CellScore(0.0, "the test did not run")
    results = [_result_text(o) for o in cell.outputs if o.output_type == "execute_result"]
    if not results:
        return CellScore(points)
    if len(results) > 1:
        return CellScore(None, f"shows {len(results)} results instead of one score")
    value = parse_score(results[0])
    if value is None or not 0 <= value <= points + ROUNDING:
        return CellScore(None, f"shows {results[0][:40]!r}, which is no score from 0 to {points:g}")
    return CellScore(min(value, points))
