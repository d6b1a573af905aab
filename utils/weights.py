"""A trained model's weights as a file: where it lies, and how it is read without trusting it.

Lesson 08 saves `model.state_dict()` beside the notebook, and both are handed in. The file comes
from somebody else's machine, so it is read with `weights_only`: tensors, and no code.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import torch
from torch import nn

from utils.checking.messages import CheckFailed, Problem

ROOT = Path(__file__).resolve().parent.parent
LARGEST = 5_000_000  # bytes; the weights of 784–128–64–10 take 440,000
AGAIN = "Run the cell that trains and saves your model, then hand in its file with the notebook."


def weights_path(lesson: str) -> Path:
    """Where the weights of a lesson's model lie: beside the notebook, as <lesson>.pt.

    The project's own solutions keep theirs in .cache/weights, since nbgrader would copy every
    file beside a solution into the release.
    """
    here = Path.cwd().resolve()
    if here == ROOT / "solutions" / lesson:
        here = ROOT / ".cache" / "weights"
        here.mkdir(parents=True, exist_ok=True)
    return here / f"{lesson}.pt"


def _refuse(wrong: str, hint: str = AGAIN) -> CheckFailed:
    return CheckFailed(Problem("comes with weights that cannot be used", wrong, hint, general=True))


def load_weights(path: Path) -> dict[str, torch.Tensor]:
    """Read a `state_dict` of tensors, on the CPU, without running anything that is in the file.

    Raises:
        CheckFailed: the file is missing, too large or damaged, or holds something else.
    """
    name = path.name
    if path.is_symlink() or not path.is_file():
        raise _refuse(f"There is no file {name} beside the notebook.")
    if path.stat().st_size > LARGEST:
        raise _refuse(f"{name} is larger than {LARGEST / 1e6:.0f} MB, so it holds another model.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about unusual files, which are refused below
            weights = torch.load(path, map_location="cpu", weights_only=True)
    except Exception:  # damaged, no such file at all, or code that weights_only refuses
        raise _refuse(
            f"{name} is damaged, or holds more than tensors, and code from a file is never run.",
            "Save `model.state_dict()`, not the model itself, with `torch.save`.",
        ) from None
    if not isinstance(weights, dict) or not weights:
        raise _refuse(f"{name} does not hold a `state_dict`.", "Save `model.state_dict()`.")
    for key, value in weights.items():
        if not isinstance(key, str) or not isinstance(value, torch.Tensor):
            raise _refuse(f"{name} does not hold tensors alone.", "Save `model.state_dict()`.")
        if not torch.isfinite(value).all():
            raise _refuse(
                f"{name} holds weights that are no finite numbers.",
                "The training diverged: try a smaller learning rate, and train again.",
            )
    return dict(weights)


def put_weights(model: nn.Module, weights: dict[str, torch.Tensor], name: str) -> nn.Module:
    """Put loaded weights into a model of the same form, ready to predict.

    Raises:
        CheckFailed: names or shapes differ.
    """
    try:
        model.load_state_dict(weights)
    except (RuntimeError, AttributeError) as error:
        told = str(error).strip().splitlines()[-1].strip()
        raise _refuse(
            f"{name} was saved from a model of another form: {told}",
            "After a change to the network, train and save once more.",
        ) from None
    return model.eval()
