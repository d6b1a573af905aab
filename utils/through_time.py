"""How much of a gradient arrives when it is sent back through the steps of a recurrent layer.

Everything runs on the CPU in float64, with seeds of its own, so that it gives the same anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import nn

WIDTH, EXAMPLES, SEED = 32, 20, 11
NOISE = 0.5
State = tuple[torch.Tensor, ...]
CURVES = {"linear": lambda z: z, "tanh": torch.tanh}


def _generator() -> torch.Generator:
    return torch.Generator().manual_seed(SEED)


def norms_back(
    advance: Callable[[torch.Tensor, State], State], state: State, inputs: Sequence[torch.Tensor]
) -> np.ndarray:
    """The norm of the gradient that reaches the state 1, 2, … steps before the last one.

    A number is read off the last state, and its gradient has norm 1 there. Several examples run
    side by side; of their norms the median counts.

    Args:
        advance: takes an input (n, d_in) and a state, gives the next state; a state is a tuple of
            tensors (n, d_h), the layer's output first.
        state: the first one.
        inputs: one for each step.

    Returns:
        (len(inputs),) norms, that of one step back first; 0 where no gradient arrives.
    """
    states = [tuple(part.clone().requires_grad_() for part in state)]
    for x in inputs:
        states.append(advance(x, states[-1]))
    last = states[-1][0]
    direction = torch.randn(last.shape[1], generator=_generator(), dtype=last.dtype)
    read = (last @ (direction / direction.norm())).sum()
    earlier = [part for each in states[:-1] for part in each]
    found = torch.autograd.grad(read, earlier, allow_unused=True)
    sizes = [torch.zeros(len(last)) if g is None else (g**2).sum(dim=1) for g in found]
    per_step = torch.stack(sizes).reshape(len(inputs), len(state), -1).sum(dim=1).sqrt()
    return per_step.flip(0).median(dim=1).values.numpy()


def plain_norms(
    w: float, curve: str = "tanh", n_steps: int = 60, cut: int | None = None
) -> np.ndarray:
    """The same of a plain cell h = f(w Q h + noise), where Q turns and keeps every length.

    Args:
        w: by how much a step stretches the state before f.
        curve: f, "linear" or "tanh".
        n_steps: how many.
        cut: forget where the state came from after every so many steps, counted from the end, as
            truncated backpropagation does.
    """
    generator = _generator()
    turn = torch.linalg.qr(torch.randn(WIDTH, WIDTH, generator=generator, dtype=torch.float64))[0]
    shape = (n_steps, EXAMPLES, WIDTH)
    inputs = NOISE * torch.randn(*shape, generator=generator, dtype=torch.float64)
    count = iter(range(n_steps))

    def advance(x: torch.Tensor, state: State) -> State:
        left = n_steps - next(count)  # steps from here to the end, this one included
        h = state[0].detach().requires_grad_() if cut and left % cut == 0 else state[0]
        return (CURVES[curve](w * h @ turn + x),)

    start = torch.zeros(EXAMPLES, WIDTH, dtype=torch.float64)
    return norms_back(advance, (start,), inputs)


def gated_norms(cell: str, gate_bias: float = 0.0, n_steps: int = 60) -> np.ndarray:
    """The same of PyTorch's cells as they start, on noise.

    Args:
        cell: "RNN", "GRU" or "LSTM"; what an LSTM carries is its output and its memory.
        gate_bias: added to the bias of GRU's update gate or LSTM's forget gate.
        n_steps: how many.
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(SEED)
        layer = {"RNN": nn.RNNCell, "GRU": nn.GRUCell, "LSTM": nn.LSTMCell}[cell](2, WIDTH)
    layer = layer.double()
    if cell != "RNN":
        with torch.no_grad():
            layer.bias_ih[WIDTH : 2 * WIDTH] += gate_bias
    shape = (n_steps, EXAMPLES, 2)
    inputs = NOISE * torch.randn(*shape, generator=_generator(), dtype=torch.float64)
    start = torch.zeros(EXAMPLES, WIDTH, dtype=torch.float64)

    def advance(x: torch.Tensor, state: State) -> State:
        return tuple(layer(x, state)) if cell == "LSTM" else (layer(x, state[0]),)

    return norms_back(advance, (start, start) if cell == "LSTM" else (start,), inputs)
