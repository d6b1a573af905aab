"""Five lines of a training loop in any order: run them as they stand, and say what happened.

And in the right order, down a bowl, with any optimiser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import torch
from torch import nn

from utils.optimiser_pictures import BOWL

LINES = {
    "A": "loss.backward()",
    "B": "y_hat = model(X)",
    "C": "optimizer.step()",
    "D": "loss = loss_fn(y_hat, y)",
    "E": "optimizer.zero_grad()",
}
ROUNDS = 60
CLEARED = "the gradients are cleared after backward has filled them and before the step reads them"


class OrderFailed(Exception):
    """A line could not run.

    Attributes:
        letter: of the line.
        error: what it raised.
        round_number: in which round, counted from 1.
    """

    def __init__(self, letter: str, error: Exception, round_number: int) -> None:
        super().__init__(f"line {letter} in round {round_number}: {error}")
        self.letter, self.error, self.round_number = letter, error, round_number


def _scope() -> dict:
    """A small task, the same each time: y = x² − 0.5, for a 1–8–1 network with tanh."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        model = nn.Sequential(nn.Linear(1, 8), nn.Tanh(), nn.Linear(8, 1))
    X = torch.linspace(-1.0, 1.0, 16).reshape(-1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3)
    return {
        "model": model,
        "X": X,
        "y": X**2 - 0.5,
        "loss_fn": nn.MSELoss(),
        "optimizer": optimizer,
    }


def losses_of(order: str, n_rounds: int = ROUNDS) -> list[float]:
    """Run the lines in this order, again and again.

    Args:
        order: letters of `LINES`, such as "BD".
        n_rounds: how often the whole order is run.

    Returns:
        The model's loss before the first round and after each: n_rounds + 1 numbers.

    Raises:
        OrderFailed: a line raised.
    """
    scope = _scope()

    def loss_now() -> float:
        with torch.no_grad():
            return float(scope["loss_fn"](scope["model"](scope["X"]), scope["y"]))

    losses = [loss_now()]
    for number in range(1, n_rounds + 1):
        for letter in order:
            try:
                exec(LINES[letter], scope)
            except (NameError, RuntimeError) as error:
                raise OrderFailed(letter, error, number) from None
        losses.append(loss_now())
    return losses


def try_order(order: object) -> str:
    """Run an order of the five lines, and say in words what it does.

    >>> print(try_order("AB"))
    Lines CDE are left out. Line A stops at once: it uses `loss`, and no line above has made it yet.
    """
    if order is None or order is ... or not str(order).strip(" ."):
        return "No order yet: put five letters in place of the dots, such as ABCDE."
    letters = [letter for letter in str(order).upper() if letter not in " ,.-–>"]
    unknown = [letter for letter in letters if letter not in LINES]
    if unknown:
        return f"There is no line {unknown[0]}: the letters are A, B, C, D and E."
    if len(set(letters)) < len(letters):
        return "A letter stands there twice: use each of A, B, C, D and E once."
    missing = "".join(letter for letter in LINES if letter not in letters)
    left_out = f"Line{'s' if len(missing) > 1 else ''} {missing} "
    left_out += f"{'are' if len(missing) > 1 else 'is'} left out. "
    return (left_out if missing else "") + " ".join(_told("".join(letters), missing))


def _told(order: str, missing: str) -> Iterator[str]:
    try:
        losses = losses_of(order)
    except OrderFailed as failure:
        yield _failed(failure)
        return
    moved = max(losses) - min(losses) > 1e-6 * losses[0]
    if not moved:
        yield "It runs, and the loss never moves:"
        if missing:
            needed = {"A": "nothing computes the gradients", "C": "nothing changes the weights"}
            yield next(needed[letter] for letter in "AC" if letter in missing) + "."
        else:
            yield f"{CLEARED}."
        return
    if "E" in missing:
        yield "It runs, and the loss moves, but each backward adds to the gradients of all rounds"
        yield "before: the steps follow an ever longer sum, and the loss swings, and runs away."
        return
    yield "It runs, and the loss falls."
    if order.index("C") < order.index("A"):
        yield "The step comes before backward, so round one steps without gradients, and the last"
        yield "round's gradients are never used: it works, one step late. Can you fix that?"
    else:
        yield "Five lines, and every one does its work."
        if order[0] != "E":
            yield "Clearing first is the custom; yours clears elsewhere, which does the same."


def _failed(failure: OrderFailed) -> str:
    if isinstance(failure.error, NameError):
        name = str(failure.error).split("'")[1]
        return (
            f"Line {failure.letter} stops at once: it uses `{name}`, and no line above has made "
            "it yet."
        )
    return (
        f"Round {failure.round_number} stops at line {failure.letter}: between the forward pass "
        "and backward, the step changed the weights that the forward pass had used."
    )


def descend(
    make_optimizer: Callable[..., torch.optim.Optimizer], n_steps: int = 40, **options: Any
) -> np.ndarray:
    """Let an optimiser go down the bowl 0.5 (w1² + 10 w2²) from (−4, 2).

    Args:
        make_optimizer: such as torch.optim.SGD.
        n_steps: how many steps it takes.
        **options: of the optimiser, such as lr.

    Returns:
        Where it was: (n_steps + 1, 2), the start first.
    """
    w = torch.tensor([-4.0, 2.0], requires_grad=True)
    optimizer, path = make_optimizer([w], **options), [w.tolist()]
    for _ in range(n_steps):
        optimizer.zero_grad()
        (0.5 * (torch.tensor(BOWL) * w**2).sum()).backward()
        optimizer.step()
        path.append(w.tolist())
    return np.array(path)
