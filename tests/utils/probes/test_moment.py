"""What is found out of a class is asked anew when another cell runs: its helpers may be others."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from utils.probes.moment import once_a_run, this_run


@pytest.fixture
def shell(monkeypatch):
    """A notebook's shell, whose cells are counted."""
    shell = SimpleNamespace(execution_count=1)
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    return shell


def test_the_run_is_the_cells_number_and_0_outside_a_notebook(shell, monkeypatch):
    assert this_run() == 1
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: None))
    assert this_run() == 0
    monkeypatch.delitem(sys.modules, "IPython")
    assert this_run() == 0


def test_a_result_is_kept_within_a_run_and_asked_anew_in_the_next(shell):
    asked = []
    found = once_a_run(maxsize=4)(lambda name: asked.append(name) or len(asked))
    assert [found("a"), found("a"), found("b"), found("a")] == [1, 1, 2, 1]
    shell.execution_count = 2
    assert [found("a"), found("a")] == [3, 3]


def test_a_class_whose_helper_is_mended_in_another_cell_is_asked_anew(shell):
    torch = pytest.importorskip("torch")
    from utils.probes.lesson_13 import autoencoder_facts

    helper = {"between": torch.nn.Identity}

    class Autoencoder(torch.nn.Module):
        def __init__(self):
            super().__init__()
            between = helper["between"]
            self.encode = torch.nn.Sequential(
                torch.nn.Linear(784, 8), between(), torch.nn.Linear(8, 2)
            )

    def bends():
        return autoencoder_facts(Autoencoder, 0, ["encode bends"])["encode bends"]

    class Decodes(Autoencoder):
        def decode(self, code):
            return code @ torch.ones(2, 784, dtype=code.dtype)

    Autoencoder.decode = Decodes.decode
    assert bends() == "no"
    helper["between"] = torch.nn.ReLU
    shell.execution_count += 1
    assert bends() == "yes"
