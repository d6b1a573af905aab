"""A picture and the sentence that says what it shows, made together from the same numbers."""

from __future__ import annotations

from typing import NamedTuple

from matplotlib.figure import Figure


class Picture(NamedTuple):
    """A figure with its alternative text, as every drawing function returns it.

    Attributes:
        fig: the figure.
        alt: what it shows, in a sentence or two, for those who cannot see it.
    """

    fig: Figure
    alt: str
