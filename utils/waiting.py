"""What stands for a network until a cell of the lesson has trained one."""

from __future__ import annotations

from typing import Any, NoReturn

from utils.lesson import UNTRAINED


class Waiting:
    """Whatever is asked of it: the network is not there yet, in `once_written`'s words.

    >>> from utils.lesson import once_written
    >>> with once_written("Autoencoder"):
    ...     Waiting().encode([1.0])   # doctest: +ELLIPSIS
    This cell comes alive once the network is trained: run the cell that trains it, ...
    """

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what Python itself looks for, as in copying
            raise AttributeError(name)
        raise NotImplementedError(UNTRAINED)

    def __call__(self, *_args: Any) -> NoReturn:
        """Refuse to answer, as for everything else."""
        raise NotImplementedError(UNTRAINED)
