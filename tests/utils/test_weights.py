"""Weights from somebody else's machine: read safely, or refused with a sentence."""

import os
import pickle

import pytest
import torch
from torch import nn

from utils import weights
from utils.checking.messages import CheckFailed
from utils.weights import load_weights, put_weights, weights_path


def network(width=4):
    return nn.Sequential(nn.Linear(3, width), nn.ReLU(), nn.Linear(width, 2))


class Bomb:
    def __reduce__(self):
        return os.mkdir, ("exploded",)


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path / "model.pt"


def test_weights_go_out_and_come_back(file):
    first, second = network(), network()
    torch.save(first.state_dict(), file)
    put_weights(second, load_weights(file), file.name)
    x = torch.randn(5, 3)
    assert torch.equal(first(x), second(x))
    assert not second.training


def test_nothing_in_the_file_runs(file):
    for save in (torch.save, lambda value, path: path.write_bytes(pickle.dumps(value))):
        save({"0.weight": Bomb()}, file)
        with pytest.raises(CheckFailed, match="more than tensors, and code from a file is never"):
            load_weights(file)
    assert not (file.parent / "exploded").exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (network(), "more than tensors"),
        ([torch.zeros(2)], "does not hold a `state_dict`"),
        ({}, "does not hold a `state_dict`"),
        ({"a": 1.0}, "does not hold tensors alone"),
        ({1: torch.zeros(2)}, "does not hold tensors alone"),
        ({"a": torch.tensor([float("nan")])}, "no finite numbers"),
    ],
)
def test_other_contents_are_refused(file, content, says):
    torch.save(content, file)
    with pytest.raises(CheckFailed, match=says) as caught:
        load_weights(file)
    assert "Try this: " in str(caught.value)


@pytest.mark.parametrize("damage", [b"", b"not a model", None])
def test_a_damaged_file_is_refused(file, damage):
    torch.save(network().state_dict(), file)
    file.write_bytes(file.read_bytes()[:600] if damage is None else damage)
    with pytest.raises(CheckFailed, match=r"model\.pt is damaged"):
        load_weights(file)


def test_missing_linked_and_huge_files_are_refused(file, monkeypatch):
    with pytest.raises(CheckFailed, match=r"There is no file model\.pt beside the notebook"):
        load_weights(file)
    torch.save(network().state_dict(), file)
    link = file.with_name("link.pt")
    link.symlink_to(file)
    with pytest.raises(CheckFailed, match="There is no file"):
        load_weights(link)
    monkeypatch.setattr(weights, "LARGEST", 100)
    with pytest.raises(CheckFailed, match="so it holds another model"):
        load_weights(file)


def test_a_model_of_another_form_is_named(file):
    torch.save(network(5).state_dict(), file)
    with pytest.raises(CheckFailed, match="model of another form: size mismatch"):
        put_weights(network(4), load_weights(file), file.name)
    with pytest.raises(CheckFailed, match="of another form"):
        put_weights(nn.Linear(2, 2), load_weights(file), file.name)


def test_weights_lie_beside_the_notebook_but_never_beside_a_solution(tmp_path, monkeypatch):
    monkeypatch.setattr(weights, "ROOT", tmp_path.resolve())
    for folder in ("solutions/08_mnist", "work/08_mnist", "notebooks/08_mnist"):
        (tmp_path / folder).mkdir(parents=True)
        monkeypatch.chdir(tmp_path / folder)
        path = weights_path("08_mnist").relative_to(tmp_path.resolve()).as_posix()
        kept = ".cache/weights" if folder.startswith("solutions") else folder
        assert path == f"{kept}/08_mnist.pt"
    assert (tmp_path / ".cache/weights").is_dir()
