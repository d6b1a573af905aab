"""A tensor from elsewhere behaves as one of another device does, without a second device."""

import pytest
import torch
from torch import nn

from utils.elsewhere import elsewhere

HERE = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
MOVES = {
    "a name": lambda t: t.to("cpu"),
    "a device": lambda t: t.to(torch.device("cpu")),
    "by keyword": lambda t: t.to(device="cpu", non_blocking=True),
    "with a dtype": lambda t: t.to("cpu", torch.float64).float(),
    "like another tensor": lambda t: t.to(HERE),
    "cpu()": lambda t: t.cpu(),
}
MEETINGS = {
    "add": lambda t: t + HERE,
    "compare": lambda t: t == HERE,
    "matrix product": lambda t: HERE @ t,
    "a layer": lambda t: nn.Linear(2, 3)(t),
    "a stack of layers": lambda t: nn.Sequential(nn.Flatten(), nn.Linear(2, 1))(t),
    "a loss": lambda t: nn.MSELoss()(HERE, t),
    "cat": lambda t: torch.cat([HERE, t]),
    "in place": lambda t: HERE.clone().add_(t),
    "moved only in dtype": lambda t: t.to(torch.float32) + HERE,
    "moved and not kept": lambda t: (t.to("cpu"), t + HERE),
}


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES.keys())
def test_once_moved_it_is_a_tensor_like_any_other(move):
    moved = move(elsewhere(HERE))
    assert type(moved) is torch.Tensor
    assert torch.equal(moved + HERE, 2 * HERE)


@pytest.mark.parametrize("meeting", MEETINGS.values(), ids=MEETINGS.keys())
def test_left_behind_it_refuses_to_meet_tensors_of_the_cpu(meeting):
    with pytest.raises(RuntimeError, match="same device"):
        meeting(elsewhere(HERE))


def test_among_its_own_kind_it_computes_and_tells_its_size():
    there = elsewhere(HERE)
    assert (there * there + 1).sum().item() == 34
    assert there.tolist() == HERE.tolist()
    assert (there == elsewhere(HERE)).all()
    assert (len(there), there.shape[1], there.numel(), there.dim()) == (2, 2, 4, 2)
    assert (there * torch.tensor(2.0)).sum().item() == 20  # single numbers may meet any tensor
    assert there.device.type != "cpu"


def test_numpy_asks_for_the_cpu_first():
    with pytest.raises(TypeError, match="another device"):
        elsewhere(HERE).numpy()


def test_it_is_a_copy():
    there = elsewhere(HERE)
    there.add_(1)
    assert HERE.tolist() == [[1.0, 2.0], [3.0, 4.0]]
