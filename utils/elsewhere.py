"""Tensors that behave as if they lay on another device, on a machine that has one device only.

A batch on the GPU and a model on the CPU do not meet; code that forgets to move the batch runs
everywhere but there. `elsewhere(x)` is a tensor that has to be moved to the CPU before it can
meet a tensor of the CPU, so that such code can be tried on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch


class _Elsewhere(torch.Tensor):
    """Numbers of the CPU that refuse to meet other numbers of the CPU."""

    @classmethod
    def __torch_function__(
        cls, func: Any, types: Any, args: tuple = (), kwargs: dict | None = None
    ) -> Any:
        """Do what PyTorch does, and refuse what it refuses across devices."""
        kwargs = kwargs or {}
        name = getattr(func, "__name__", "")
        if getattr(func, "__self__", None) is torch.Tensor.device:
            return torch.device("meta")
        if name in ("numpy", "__array__"):
            raise TypeError("this tensor lies on another device: copy it to the CPU first")
        moves = name == "cpu" or (name == "to" and _names_the_cpu([*args[1:], *kwargs.values()]))
        values = [*_flat(args), *_flat(kwargs.values())]
        if not moves and any(_of_the_cpu(value) for value in values):
            raise RuntimeError(
                f"Expected all tensors to be on the same device, but {name} found some on the CPU "
                "and some on another one"
            )
        result = super().__torch_function__(func, types, args, kwargs)
        return result.as_subclass(torch.Tensor) if moves else result


def _flat(values: Any) -> Iterator[Any]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from _flat(value)
        else:
            yield value


def _of_the_cpu(value: Any) -> bool:
    # Single numbers may meet tensors of any device
    return isinstance(value, torch.Tensor) and not isinstance(value, _Elsewhere) and value.ndim > 0


def _names_the_cpu(arguments: list[Any]) -> bool:
    """Whether the arguments of `Tensor.to` say that the CPU is where to go."""
    return any(
        _of_the_cpu(value) or (isinstance(value, str | torch.device) and "cpu" in str(value))
        for value in arguments
    )


def elsewhere(tensor: torch.Tensor) -> torch.Tensor:
    """A copy of `tensor` (on the CPU) that has to be moved before it meets tensors of the CPU.

    >>> batch = elsewhere(torch.ones(3))
    >>> (batch.to("cpu") + torch.ones(3)).tolist()
    [2.0, 2.0, 2.0]
    >>> batch + torch.ones(3)
    Traceback (most recent call last):
    RuntimeError: Expected all tensors to be on the same device, but add found some on the CPU ...
    """
    return tensor.detach().clone().as_subclass(_Elsewhere)
