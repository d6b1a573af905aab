"""The device is the one asked for, or the best that works; the report says what is there."""

import pytest
import torch

from utils import device
from utils.device import device_report, pick_device


@pytest.fixture
def machine(monkeypatch):
    """Pretend that the named devices work, and that DEVICE is not set."""
    monkeypatch.delenv("DEVICE", raising=False)

    def pretend(*working):
        troubles = {name: "PyTorch finds none here" for name in ("cuda", "mps")}
        monkeypatch.setattr(
            device, "_trouble", lambda name: "" if name in working else troubles.get(name, "")
        )

    return pretend


@pytest.mark.parametrize(
    ("working", "best"),
    [([], "cpu"), (["cuda"], "cuda"), (["mps"], "mps"), (["cuda", "mps"], "cuda")],
)
def test_auto_takes_the_best_that_works(machine, working, best):
    machine(*working)
    assert pick_device() == pick_device("auto") == torch.device(best)


def test_the_environment_decides_and_an_argument_wins(machine, monkeypatch):
    machine("cuda")
    monkeypatch.setenv("DEVICE", "cpu")
    assert pick_device().type == "cpu"
    assert pick_device("cuda").type == "cuda"
    monkeypatch.setenv("DEVICE", " CUDA ")
    assert pick_device().type == "cuda"
    monkeypatch.setenv("DEVICE", "")
    assert pick_device().type == "cuda"


def test_a_device_that_is_not_there_is_refused_with_the_next_step(machine, monkeypatch):
    machine()
    monkeypatch.setenv("DEVICE", "cuda")
    with pytest.raises(ValueError, match=r"DEVICE=cuda cannot be used.*auto or cpu.*TORCH_BACKEND"):
        pick_device()
    with pytest.raises(ValueError, match="device=mps cannot be used"):
        pick_device("mps")


def test_an_unknown_device_is_refused_with_the_known_ones(machine):
    machine()
    with pytest.raises(ValueError, match=r"device=tpu is unknown.*auto, cpu, cuda, mps"):
        pick_device("tpu")


def test_a_gpu_that_is_listed_and_does_not_work_is_passed_over(monkeypatch):
    monkeypatch.delenv("DEVICE", raising=False)

    def broken(*_, **__):
        raise RuntimeError("no kernel image is available\nfor this card")

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    monkeypatch.setattr(torch, "ones", broken)
    assert pick_device().type == "cpu"
    with pytest.raises(ValueError, match=r"cuda cannot be used \(no kernel image is available\)"):
        pick_device("cuda")


def test_the_chosen_device_computes():
    chosen = pick_device("auto")
    assert torch.ones(2, device=chosen).sum().item() == 2


def test_the_report_names_versions_device_and_data(machine):
    machine()
    report = device_report()
    lines = dict((line[:16].strip(), line[16:]) for line in report.splitlines())
    assert list(lines)[:4] == ["Python", "NumPy", "PyTorch", "torchvision"]
    assert lines["PyTorch"].split("+")[0] == torch.__version__.split("+")[0]
    assert lines["Device"].startswith("CPU")
    assert "threads" in lines["Device"]
    assert lines["Students' table"] == "present"
    assert lines["MNIST"]


def test_the_report_says_what_is_wrong_instead_of_failing(machine, monkeypatch):
    machine()
    monkeypatch.setenv("DEVICE", "cuda")
    monkeypatch.setattr(device, "STUDENTS", device.STUDENTS.with_name("nowhere.csv"))
    report = device_report()
    assert "DEVICE=cuda cannot be used" in report
    assert "missing: `" in report
    assert "python -m utils.data students`" in report
