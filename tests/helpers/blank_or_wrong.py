"""Functions of a learner's that are blank or wrong, and what a playground says of them."""

from __future__ import annotations

from collections.abc import Callable


def stand_in(name: str, kind: str) -> Callable:
    """A function of this name that is "blank", "wrong" (it gives None) or "broken" (it raises)."""

    def wrong(*args):
        if kind == "blank":
            raise NotImplementedError
        return None if kind == "wrong" else 1 / 0

    wrong.__name__ = name
    return wrong


def names_it(said: str, name: str, kind: str) -> None:
    """What is said names the function in one line; of a blank one it says that it waits."""
    assert f"`{name}`" in said
    assert ("once" in said) == (kind == "blank")
    assert said.count("\n") == 1
