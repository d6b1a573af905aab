"""How every picture looks: the course's colours, dashes and markers, and an empty figure.

Figures are made without pyplot: no global state, a quick import.
"""

from __future__ import annotations

from typing import Any

from matplotlib.figure import Figure
from matplotlib.layout_engine import TightLayoutEngine

# Okabe and Ito's palette (2008), chosen so that colour-blind readers can tell it apart.
# Lines and points differ by dashes and markers as well: nothing rests on colour alone.
BLUE, ORANGE, GREEN, RED = "#0072B2", "#E69F00", "#009E73", "#D55E00"
PURPLE, SKY, BLACK, GREY = "#CC79A7", "#56B4E9", "#222222", "#777777"
COLOURS = [BLUE, ORANGE, GREEN, PURPLE, RED, SKY]
DASHES = ["-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 1))]
MARKERS = ["o", "s", "^", "D", "v", "P"]


def figure(
    rows: int = 1, columns: int = 1, *, width: float = 7.0, height: float = 4.0, **axes_options: Any
) -> tuple[Figure, Any]:
    """A figure and its axes, as `plt.subplots` would give them.

    Args:
        rows: rows of axes.
        columns: columns of axes.
        width: in inches, at 100 pixels an inch.
        height: in inches.
        **axes_options: passed to `Figure.subplots`, such as `sharex=True`.
    """
    # As layout="tight", which measures every word once more to keep within the whole figure
    fig = Figure(figsize=(width, height), layout=TightLayoutEngine(rect=None))
    return fig, fig.subplots(rows, columns, **axes_options)
