"""Copies of networks, many of which are made while an answer is asked.

`copy.deepcopy` takes a dozen empty tables of each layer apart, which costs more than what is asked
of a small network.
"""

from __future__ import annotations

from collections import OrderedDict
from copy import deepcopy
from typing import Any

import torch
from torch import nn

PLAIN = (type(None), bool, int, float, complex, str, bytes, type, torch.dtype, torch.device)


def network_copied(network: Any) -> Any:
    """What `copy.deepcopy` gives of a network, sooner.

    Args:
        network: a module of PyTorch's; anything else is copied as usual.

    Raises:
        RuntimeError: it holds a tensor that was computed, which cannot be copied.
    """
    return _copied(network, {})


def _copied(value: Any, known: dict[int, Any]) -> Any:
    if type(value) in PLAIN:
        return value
    if id(value) in known:
        return known[id(value)]
    if type(value) is OrderedDict and not value:
        known[id(value)] = made = OrderedDict()
        return made
    if type(value) is dict:
        known[id(value)] = made = {}
        for key, part in value.items():
            made[_copied(key, known)] = _copied(part, known)
        return made
    if isinstance(value, nn.Module) and _is_copied_by_parts(type(value)):
        known[id(value)] = made = value.__class__.__new__(value.__class__)
        made.__dict__.update(_copied(value.__dict__, known))
        return made
    return deepcopy(value, known)


def _is_copied_by_parts(kind: type) -> bool:
    """Whether a class leaves copying to Python: its objects are their tables, and nothing else."""
    own = ("__deepcopy__", "__reduce__", "__reduce_ex__", "__slots__", "__new__")
    usual = all(getattr(kind, name, None) is getattr(object, name, None) for name in own)
    return usual and getattr(kind, "__setstate__", None) is nn.Module.__setstate__
