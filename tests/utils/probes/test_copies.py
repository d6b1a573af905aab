"""A network's copy shares nothing with it, and says the same: as `copy.deepcopy` makes it."""

from __future__ import annotations

from copy import deepcopy

import pytest

torch = pytest.importorskip("torch")
from torch import nn  # noqa: E402

from utils.probes.copies import network_copied  # noqa: E402


class Twice(nn.Module):
    """One layer that two names share, a table, a buffer, and a function of its own."""

    def __init__(self):
        super().__init__()
        self.first = nn.Linear(3, 3)
        self.parts = nn.Sequential(self.first, nn.BatchNorm1d(3), nn.RNN(3, 3, batch_first=True))
        self.table = {"seen": [1, 2], "layer": self.first}
        self.act = torch.tanh
        self.register_buffer("shift", torch.ones(3))

    def forward(self, x):
        self.table["seen"].append(len(x))
        return self.act(self.parts[0](x)) + self.shift


@pytest.mark.parametrize("copy_of", [deepcopy, network_copied])
def test_a_copy_says_the_same_and_shares_nothing(copy_of):
    network, x = Twice(), torch.randn(4, 3)
    twin = copy_of(network)
    assert type(twin) is Twice
    assert torch.equal(twin(x), network(x))
    assert twin.table["layer"] is twin.first is twin.parts[0] is not network.first
    with torch.no_grad():
        for tensor in [*twin.parameters(), *twin.buffers()]:
            tensor.zero_()
    twin.table["seen"].append(9)
    assert all(p.abs().sum() > 0 for p in network.first.parameters())
    assert network.shift.sum() == 3
    assert network.table["seen"] == [1, 2, 4]
    assert list(twin.state_dict()) == list(network.state_dict())


def test_a_copys_hooks_ask_the_copy():
    network, asked = nn.Sequential(nn.Linear(2, 2)), []
    network.register_forward_hook(lambda module, *_: asked.append(module))
    twin = network_copied(network)
    twin(torch.zeros(1, 2))
    assert asked == [twin]


def test_a_tensor_that_was_computed_cannot_be_copied():
    network = nn.Linear(2, 2)
    network.known = network.weight * 2
    for copy_of in (deepcopy, network_copied):
        with pytest.raises(RuntimeError, match="deepcopy"):
            copy_of(network)


def test_what_copies_itself_and_what_is_no_network_are_copied_as_usual():
    class Own(nn.Linear):
        def __deepcopy__(self, memo):
            return "its own"

    assert network_copied(Own(1, 1)) == "its own"
    assert network_copied([nn.ReLU(), 3])[1] == 3
