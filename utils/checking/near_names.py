"""The name that was meant, where an error says that an object has none of that name."""

from __future__ import annotations

import difflib
import importlib
import re
import sys
from typing import Any

MISSING = re.compile(r"(?:(module) )?'([\w.]+)' (?:object )?has no attribute '(\w+)'")
NEAR = 0.75  # of difflib's measure, from 0 to 1
# Where types are found that an error calls by their last name alone
HOMES = ("builtins", "numpy", "torch", "torch.nn", "torch.optim", "torch.utils.data")
MODULES = ("numpy", "torch", "math", "random")


def near_name(text: str) -> str:
    """The public name nearest to the missing one, of what an AttributeError is about; or none.

    >>> near_name("'list' object has no attribute 'apend'")
    'append'
    >>> near_name("'Linear' object has no attribute 'weights'") in ("weight", "")  # without PyTorch
    True
    >>> near_name("'list' object has no attribute 'sum'")
    ''
    """
    found = MISSING.search(text)
    if not found:
        return ""
    is_module, owner, name = found.groups()
    holder = _module(owner) if is_module else _type(owner)
    # A layer's `weight` is no attribute of its class, but annotated there
    names = [*dir(holder), *getattr(holder, "__annotations__", {})] if holder else []
    names = [each for each in names if not each.startswith("_")]
    alike = [each for each in names if each.lower() == name.lower()]  # as ReLU, where Relu is asked
    return next(iter(alike or difflib.get_close_matches(name, names, 1, NEAR)), "")


def _module(name: str) -> Any:
    return sys.modules.get(name) if name.split(".")[0] in MODULES else None


def _type(name: str) -> Any:
    """A type that Python, NumPy or PyTorch gives; None for one of the learner's."""
    home, _, last = name.rpartition(".")
    if home and home.split(".")[0] not in MODULES:
        return None
    for place in [home] if home else HOMES:
        module = sys.modules.get(place) if place != "builtins" else importlib.import_module(place)
        if isinstance(found := getattr(module, last, None), type):
            return found
    return None
