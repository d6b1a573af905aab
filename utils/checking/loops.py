"""Which loop was running when a call was stopped."""

from __future__ import annotations

import ast
import linecache
from collections.abc import Sequence
from traceback import FrameSummary

LOOPS = ast.While | ast.For | ast.AsyncFor


def loop_around(frames: Sequence[FrameSummary]) -> str:
    """The first line of the loop that was running, the learner's frames given, outermost first.

    A `while` is taken before a `for`, which seldom runs for ever; the innermost one of its kind,
    whether it stands in the function that was stopped or in one that called it. Empty for none.
    """
    found = [loop for frame in reversed(frames) for loop in _loops_at(frame)]
    whiles = [line for line, is_while in found if is_while]
    return whiles[0] if whiles else found[0][0] if found else ""


def _loops_at(frame: FrameSummary) -> list[tuple[str, bool]]:
    """The loops around a frame's line, innermost first: the line of each, and whether `while`."""
    lines = linecache.getlines(frame.filename)
    try:
        tree = ast.parse("".join(lines))
    except (SyntaxError, ValueError):  # a cell with a magic
        return []
    around = [
        node
        for node in ast.walk(tree)
        if isinstance(node, LOOPS) and node.lineno <= (frame.lineno or 0) <= node.end_lineno
    ]
    around.sort(key=lambda node: -node.lineno)
    return [(lines[n.lineno - 1].strip(), isinstance(n, ast.While)) for n in around]
