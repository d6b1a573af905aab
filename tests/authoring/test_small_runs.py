"""The stored runs of lessons are those of the code that is here, and of MNIST."""

import subprocess
import sys

import pytest

from grading import ROOT
from grading.authoring import seed_runs, small_runs
from utils import conv_training, deep_stacks, few_digits, scale_runs, sweeps
from utils.mnist import small_digits


@pytest.fixture
def written(monkeypatch):
    """What would have been written."""
    tables = []
    for module in (deep_stacks, few_digits, scale_runs, seed_runs, sweeps):
        monkeypatch.setattr(module, "write_runs", tables.append)
    return tables


def test_what_the_registers_do_is_settled_before_pytorch_is_imported(monkeypatch):
    asked = []

    def run(command, env, cwd):
        asked.append((command, env, cwd))
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(small_runs.subprocess, "run", run)
    monkeypatch.delenv("MKL_CBWR", raising=False)
    assert small_runs.main(["deep_stacks"]) == 3
    ((command, env, cwd),) = asked
    assert command == [sys.executable, "-m", "grading.authoring.small_runs", "deep_stacks"]
    assert small_runs.FIXED.items() <= env.items()
    assert cwd == ROOT


@pytest.mark.parametrize("table", small_runs.TABLES)
def test_other_digits_are_refused(table, written, monkeypatch, capsys):
    for name, value in small_runs.FIXED.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(small_runs, "load_digits", small_digits)
    assert small_runs.main([table]) == 1
    assert "MNIST is not here" in capsys.readouterr().err
    assert written == []


def test_an_unknown_table_is_refused(written):
    with pytest.raises(SystemExit):
        small_runs.main(["deep_stack"])
    assert written == []


@pytest.mark.long
def test_a_stored_run_comes_again(mnist):
    """A shallow network, whose last digits stay the last: so it holds on any processor."""
    digits, known = mnist, small_runs.of_the_solution("so_far", "residual_block")
    x, y = conv_training.as_images(digits.train_images), digits.train_labels
    cut = len(y) * 11 // 12
    middle = (cut + len(y)) // 2
    for kind, block in (
        ("plain", deep_stacks.plain_block),
        ("residual", known["residual_block"]),
    ):
        setting = {"kind": kind, "depth": 2, "rate": 0.01, "seed": 0, "images": "choosing"}
        (stored,) = (run for run in deep_stacks.read_runs() if setting.items() <= run.items())
        data = (x[:cut], y[:cut]), (x[cut:middle], y[cut:middle])
        run = deep_stacks.run_once(block, 2, 0.01, 0, *data, known["train_step"], lambda loss: None)
        assert run == pytest.approx(stored["accuracy"], abs=0.3)


@pytest.mark.long
def test_a_run_of_the_stored_sweep_comes_again(mnist):
    """It is what lesson 08's own cells train."""
    train_one = small_runs.sweep_trainer(mnist)
    for setting in (
        {"hidden1": 32, "activation": "relu", "rate": 0.01, "seed": 0},
        {"hidden1": 128, "activation": "tanh", "rate": 0.003, "seed": 1},
    ):
        (stored,) = (accuracy for known, accuracy in sweeps.read_runs() if known == setting)
        assert train_one(**setting) == pytest.approx(stored, abs=0.3)
