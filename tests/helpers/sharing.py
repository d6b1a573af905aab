"""Which tests one worker of pytest-xdist takes together.

A file's tests stay together, so that they share what they build. Where they build nothing in
common, `APART` lets several workers take a file: its tests of one exercise are one piece of work.
A file that one worker must finish alone is otherwise what all wait for at the end.
"""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadFileScheduling

APART = ("tests/bank/test_bank.py", "tests/bank/test_at_once.py")


def piece_of(name: str) -> str:
    """The piece of work that a test belongs to.

    Args:
        name: pytest's, such as "tests/bank/test_bank.py::test_a_blank[01-neuron]".
    """
    file, _, rest = name.partition("::")
    if file not in APART or not rest.endswith("]"):
        return file
    return f"{file}[{rest.partition('[')[2]}"


class Sharing(LoadFileScheduling):
    """Shares out files, and pieces of some."""

    def _split_scope(self, name: str) -> str:
        return piece_of(name)


def scheduler(config: pytest.Config, log: object) -> Sharing | None:
    """What shares tests out where `--dist loadfile` is asked for."""
    return Sharing(config, log) if config.getvalue("dist") == "loadfile" else None
