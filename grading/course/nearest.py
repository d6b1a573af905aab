"""The names that a mistyped one may have meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches


def alike(name: str) -> str:
    """A name as a hurried eye sees it: without case, spaces at its ends, and ways to write accents.

    >>> alike(" Ann") == alike("ann")
    True
    """
    return unicodedata.normalize("NFC", name).strip().casefold()


def nearest(name: str, names: Iterable[str], most: int = 3) -> list[str]:
    """Up to so many of the names, those most like `name` first; none where none is like it.

    >>> nearest("an", ["bob", "anne", "Ann"])
    ['Ann', 'anne']
    """
    plain: dict[str, str] = {}
    for each in names:
        plain.setdefault(alike(each), each)
    wanted = alike(name)
    found = get_close_matches(wanted, plain, n=most, cutoff=0.6)
    found += [each for each in plain if wanted and wanted in each and each not in found]
    return [plain[each] for each in found[:most]]
