"""Choose where PyTorch computes, and report what the course runs on."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from utils.data import STUDENTS, mnist_status
from utils.how_to import run_module, set_up

if TYPE_CHECKING:  # lesson 00 reports before PyTorch is there
    import torch

NAMES = ("auto", "cpu", "cuda", "mps")
LATER = ("torch", "torchvision")


def _advice(name: str) -> str:
    if name == "cuda":
        return f"{set_up('TORCH_BACKEND=auto')} installs a CUDA build where there is an NVIDIA GPU"
    return "it needs a Mac with an Apple chip"


def _trouble(name: str) -> str:
    """Why the device cannot be used, or "": a GPU may be listed and still refuse to work."""
    if name == "cpu":
        return ""
    import torch

    there = torch.cuda.is_available() if name == "cuda" else torch.backends.mps.is_available()
    if not there:
        return "PyTorch finds none here"
    try:
        torch.ones(1, device=name).add(1).item()
    except RuntimeError as error:
        return str(error).splitlines()[0]
    return ""


def pick_device(name: str | None = None) -> torch.device:
    """The device to compute on: CUDA where it works, else MPS, else the CPU.

    Args:
        name: "auto", "cpu", "cuda" or "mps"; None takes the environment variable DEVICE,
            and "auto" where that is not set.

    Raises:
        ValueError: an unknown name, or a device that is not here or does not work.
    """
    import torch

    source = "DEVICE" if name is None else "device"
    wanted = (os.environ.get("DEVICE") if name is None else name) or "auto"
    wanted = wanted.strip().lower()
    if wanted not in NAMES:
        raise ValueError(f"{source}={wanted} is unknown: use one of {', '.join(NAMES)}.")
    if wanted == "auto":
        return torch.device(next(n for n in ("cuda", "mps", "cpu") if not _trouble(n)))
    trouble = _trouble(wanted)
    if trouble:
        raise ValueError(
            f"{source}={wanted} cannot be used ({trouble}): use auto or cpu; {_advice(wanted)}."
        )
    return torch.device(wanted)


def device_name(device: torch.device) -> str:
    """The device in words, such as "CUDA (NVIDIA H200, 140 GB)"."""
    if device.type == "cuda":
        import torch

        card = torch.cuda.get_device_properties(device)
        return f"CUDA ({card.name}, {card.total_memory / 1e9:.0f} GB)"
    if device.type == "mps":
        return "MPS (Apple GPU)"
    import torch

    return f"CPU ({platform.machine()}, {torch.get_num_threads()} threads)"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        if package in LATER:
            return "not here yet: it is fetched when lesson 06 begins"
        return f"not installed: run {set_up()}"


def device_report() -> str:
    """What the course runs on, a line each: versions, device, data."""
    try:
        version("torch")
        device = device_name(pick_device())
    except PackageNotFoundError:
        device = f"CPU ({platform.machine()})"
    except ValueError as error:
        device = str(error)
    packages = [("NumPy", "numpy"), ("PyTorch", "torch"), ("torchvision", "torchvision")]
    packages += [("JupyterLab", "jupyterlab"), ("nbgrader", "nbgrader")]
    rows = [("Python", platform.python_version())]
    rows += [(label, _version(package)) for label, package in packages]
    students = "present" if STUDENTS.exists() else f"missing: {run_module('utils.data students')}"
    rows += [("Device", device), ("Students' table", students), ("MNIST", mnist_status())]
    return "\n".join(f"{label:<16}{value}" for label, value in rows)
