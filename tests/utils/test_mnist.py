"""The digits come as tensors, whole and in order; without MNIST, real ones all the same."""

import gzip
import struct

import numpy as np
import pytest
import torch

from utils import mnist
from utils.data import MNIST_FOLDER, fetch_mnist
from utils.mnist import Digits, digits_at_hand, enlarge, load_digits, read_idx, read_mnist
from utils.storage.fetch import FetchError


@pytest.fixture(scope="module")
def real_mnist():
    """MNIST in data/, fetched where it can be had."""
    try:
        fetch_mnist()
    except FetchError as error:
        pytest.skip(str(error))


def idx(array, kind=8):
    head = struct.pack(f">HBB{array.ndim}I", 0, kind, array.ndim, *array.shape)
    return gzip.compress(head + array.astype(np.uint8).tobytes())


def write_set(folder, train=6, test=2):
    """Four small files under MNIST's names."""
    rng = np.random.default_rng(3)
    folder.mkdir(parents=True, exist_ok=True)
    made = {}
    for part, count in (("train", train), ("t10k", test)):
        made[part] = rng.integers(0, 256, (count, 28, 28)), np.arange(count)
        for name, axes, values in zip(("images", "labels"), (3, 1), made[part], strict=True):
            (folder / f"{part}-{name}-idx{axes}-ubyte.gz").write_bytes(idx(values))
    return made


def test_files_become_tensors_in_their_order(tmp_path):
    made = write_set(tmp_path)
    digits = read_mnist(tmp_path)
    assert digits.train_images.dtype == torch.uint8
    assert digits.train_labels.dtype == torch.int64
    assert np.array_equal(digits.train_images, made["train"][0])
    assert np.array_equal(digits.test_labels, made["t10k"][1])
    digits.train_images[0] = 0  # the tensors are the caller's own, and may be written to


@pytest.mark.long
@pytest.mark.usefixtures("real_mnist")
def test_mnist_is_what_torchvision_holds(tmp_path):
    from torchvision.datasets import MNIST

    unpacked = tmp_path / "unpacked" / "MNIST" / "raw"
    unpacked.mkdir(parents=True)
    for path in MNIST_FOLDER.glob("*.gz"):
        (unpacked / path.stem).write_bytes(gzip.decompress(path.read_bytes()))
    digits = read_mnist()
    for train, images, labels in (
        (True, digits.train_images, digits.train_labels),
        (False, digits.test_images, digits.test_labels),
    ):
        theirs = MNIST(tmp_path / "unpacked", train=train)
        assert torch.equal(theirs.data, images)
        assert torch.equal(theirs.targets, labels)


# Functions, since gzip writes the time: pytest-xdist wants the same names in every worker
OTHER_FORMS = {
    "empty": lambda: b"",
    "no gzip": lambda: b"no gzip",
    "gzip of nothing": lambda: gzip.compress(b""),
    "half a head": lambda: gzip.compress(b"\x00\x00\x08"),
    "cut off": lambda: idx(np.zeros(5))[:-12],
    "too few bytes": lambda: gzip.compress(gzip.decompress(idx(np.zeros(5)))[:-2]),
    "no bytes but numbers": lambda: idx(np.zeros(5), kind=13),
}


@pytest.mark.parametrize("name", OTHER_FORMS)
def test_a_file_of_another_form_is_refused(tmp_path, name):
    path = tmp_path / "images.gz"
    path.write_bytes(OTHER_FORMS[name]())
    with pytest.raises(ValueError, match=r"images\.gz is not an IDX file"):
        read_idx(path)


def test_images_and_labels_must_belong_together(tmp_path):
    write_set(tmp_path)
    (tmp_path / "train-labels-idx1-ubyte.gz").write_bytes(idx(np.zeros(5)))
    with pytest.raises(ValueError, match="do not belong together"):
        read_mnist(tmp_path)


def nothing():
    raise FetchError("no network")


@pytest.fixture
def offline(monkeypatch):
    """Nothing in data/, nothing to fetch from."""
    monkeypatch.setattr(mnist, "fetch_mnist", nothing)
    monkeypatch.setattr(mnist, "mnist_present", lambda: False)


@pytest.mark.parametrize("download", [True, False])
def test_without_mnist_the_small_digits_come_and_say_so(offline, download):
    digits = load_digits(download=download)
    assert digits.name == "scikit-learn's digits"
    assert digits.about.startswith("MNIST is not here, and could not be fetched.")
    assert "1,437 to train on, 360 to test on" in digits.about
    assert digits.train_images.shape == (1437, 28, 28)
    assert digits.test_images.shape == (360, 28, 28)
    assert digits.train_images.dtype == torch.uint8
    assert digits.train_labels.dtype == torch.int64
    assert sorted(set(digits.test_labels.tolist())) == list(range(10))
    assert digits.repeats == 42
    assert [each.name for each in digits_at_hand()] == ["scikit-learn's digits"]


@pytest.mark.long  # imports scikit-learn
def test_the_small_digits_are_those_that_scikit_learn_gives(offline, monkeypatch):
    read = mnist.small_digits()
    monkeypatch.setattr(mnist, "find_spec", lambda name: None)
    asked = mnist.small_digits()
    for field in ("train_images", "train_labels", "test_images", "test_labels"):
        assert torch.equal(getattr(read, field), getattr(asked, field)), field


def test_the_small_digits_are_the_same_each_time(offline):
    one, two = load_digits(), load_digits()
    assert torch.equal(one.train_images, two.train_images)
    assert torch.equal(one.test_labels, two.test_labels)
    # No image is in both parts
    both = {each.numpy().tobytes() for each in one.train_images}
    assert not any(each.numpy().tobytes() in both for each in one.test_images)


def test_grading_fetches_nothing(monkeypatch):
    monkeypatch.setattr(mnist, "fetch_mnist", lambda: pytest.fail("fetched"))
    assert isinstance(load_digits(download=False), Digits)


@pytest.mark.usefixtures("real_mnist")
def test_mnist_comes_first():
    digits = load_digits(download=False)
    assert (len(digits.train_labels), len(digits.test_labels)) == (60_000, 10_000)
    assert digits.repeats == 1
    assert next(digits_at_hand()).name == "MNIST"
    pixels = digits.train_images / 255
    assert pixels.mean().item() == pytest.approx(0.1307, abs=5e-5)
    assert pixels.std().item() == pytest.approx(0.3081, abs=5e-5)


def test_enlarging_keeps_the_ink_and_the_middle():
    one = np.zeros((1, 8, 8))
    one[0, 3:5, 3:5] = 1.0
    large = enlarge(one)[0].astype(float) / 255
    assert large.shape == (28, 28)
    assert np.allclose(large, large[::-1], atol=0.01)
    assert np.allclose(large, large.T, atol=0.01)
    assert large.sum() == pytest.approx(4 * (20 / 8) ** 2, rel=0.02)
    assert not large[:4].any()
    assert enlarge(np.ones((2, 8, 8)))[:, 4:24, 4:24].min() == 255
