"""Handwritten digits as tensors, loaded at once: MNIST, or a small stand-in where it is not.

The four files are those that torchvision downloads and checks, and `load_digits` gives what
`torchvision.datasets.MNIST` holds in `data` and `targets`; reading them here saves the seconds
that importing torchvision takes, and the detour over one picture at a time.
"""

from __future__ import annotations

import gzip
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch

from utils.data import FETCH, MNIST_FOLDER, fetch_mnist, mnist_present
from utils.how_to import run_module
from utils.storage.fetch import FetchError

SIDE = 28  # pixels
TEST_SHARE, SPLIT_SEED = 5, 8  # of the small set, every fifth image after shuffling is for testing


@dataclass(frozen=True)
class Digits:
    """Images of digits, split for training and testing.

    Attributes:
        name: "MNIST", or "scikit-learn's digits".
        about: what this is, in a sentence or two.
        train_images: (n, 28, 28) uint8, 0 for paper and 255 for ink.
        train_labels: (n,) int64, 0 to 9.
        test_images: (m, 28, 28) uint8.
        test_labels: (m,) int64.
    """

    name: str
    about: str
    train_images: torch.Tensor
    train_labels: torch.Tensor
    test_images: torch.Tensor
    test_labels: torch.Tensor

    @property
    def repeats(self) -> int:
        """How often to go through the training images to have seen about 60,000."""
        return max(1, round(60_000 / len(self.train_labels)))


def read_idx(path: Path) -> np.ndarray:
    """Read a gzipped IDX file of bytes: a magic number, the sizes, then the bytes.

    The format is described with the data by LeCun, Cortes and Burges (1998).

    Returns:
        An array of uint8, in the shape that the file names.

    Raises:
        ValueError: it is not such a file.
    """
    try:
        content = gzip.decompress(path.read_bytes())
        zero, kind, n_axes = struct.unpack_from(">HBB", content)
        shape = struct.unpack_from(f">{n_axes}I", content, 4)
        if zero or kind != 8:  # 8 stands for unsigned bytes
            raise ValueError("it starts otherwise")
        return np.frombuffer(content, np.uint8, offset=4 + 4 * n_axes).reshape(shape).copy()
    except (ValueError, EOFError, struct.error, gzip.BadGzipFile) as error:
        raise ValueError(f"{path.name} is not an IDX file of bytes: {error}") from None


def read_mnist(folder: Path = MNIST_FOLDER) -> Digits:
    """Read MNIST's four files, which must be there.

    Raises:
        ValueError: a file is not what it should be.
        OSError: a file is not there.
    """
    parts = []
    for part in ("train", "t10k"):
        images = read_idx(folder / f"{part}-images-idx3-ubyte.gz")
        labels = read_idx(folder / f"{part}-labels-idx1-ubyte.gz")
        if images.shape[1:] != (SIDE, SIDE) or labels.shape != images.shape[:1]:
            raise ValueError(f"MNIST's {part} images and labels do not belong together")
        parts += [torch.from_numpy(images), torch.from_numpy(labels.astype(np.int64))]
    train, test = len(parts[1]), len(parts[3])
    about = f"MNIST: {train:,} images to train on, {test:,} to test on, 28 × 28 pixels each."
    return Digits("MNIST", about, *parts)


def enlarge(images: np.ndarray, side: int = 20) -> np.ndarray:
    """Enlarge square images by linear interpolation, and centre them on 28 × 28 pixels.

    MNIST's digits fill 20 × 20 pixels of their 28 × 28 as well.

    Args:
        images: (n, s, s), from 0 to 1.
        side: pixels that an enlarged image takes.

    Returns:
        (n, 28, 28) uint8.
    """
    size = images.shape[-1]
    # A new pixel's centre, counted in old pixels, lies between two old centres
    centres = np.clip((np.arange(side) + 0.5) * size / side - 0.5, 0, size - 1)
    weights = np.maximum(0.0, 1.0 - np.abs(centres[:, None] - np.arange(size)))
    larger = weights @ images @ weights.T
    margin = (SIDE - side) // 2
    edges = ((0, 0), (margin, SIDE - side - margin), (margin, SIDE - side - margin))
    return np.pad((larger * 255).round().astype(np.uint8), edges)


def _table_of_digits() -> np.ndarray:
    """scikit-learn's table of digits, shape (1797, 65): 64 pixels in each row, then the label."""
    package = find_spec("sklearn")
    if package and package.origin:
        path = Path(package.origin).parent / "datasets" / "data" / "digits.csv.gz"
        if path.is_file():  # to import scikit-learn takes a second
            return np.loadtxt(path, delimiter=",")
    from sklearn.datasets import load_digits as load

    data = load()
    return np.column_stack([data.data, data.target])


def small_digits(why: str = "") -> Digits:
    """scikit-learn's 1,797 digits of 8 × 8 pixels, enlarged: they come with the package.

    The data is Alpaydin and Kaynak's (1998), from the UCI repository.

    Args:
        why: what to say first.
    """
    table = _table_of_digits()
    table = table[np.random.default_rng(SPLIT_SEED).permutation(len(table))]
    images = torch.from_numpy(enlarge(table[:, :-1].reshape(-1, 8, 8) / 16.0))
    labels = torch.from_numpy(table[:, -1].astype(np.int64))
    test = torch.arange(len(labels)) % TEST_SHARE == 0
    about = (
        f"{why}These are scikit-learn's {len(labels):,} digits of 8 × 8 pixels, enlarged to "
        f"28 × 28: {int((~test).sum()):,} to train on, {int(test.sum()):,} to test on."
    )
    parts = (images[~test], labels[~test], images[test], labels[test])
    return Digits("scikit-learn's digits", about, *parts)


def load_digits(*, download: bool = True) -> Digits:
    """MNIST, fetched if it is not in data/ yet; where nothing has it, the small digits.

    Args:
        download: whether to look beyond data/: in MNIST_DIR, MNIST_MIRROR, the internet.
    """
    try:
        if download:
            fetch_mnist()
        elif not mnist_present():
            raise FetchError("data/ does not hold it")
        return read_mnist()
    except (FetchError, ValueError, OSError):
        return small_digits(
            "MNIST is not here, and could not be fetched. The lesson works all the same, with "
            "other numbers than its text, and a model that you train and save on these digits can "
            f"earn the same points. {run_module(FETCH, 'data')} says how to get MNIST.\n"
        )


def digits_at_hand() -> Iterator[Digits]:
    """Every set that can be had without a download, MNIST first.

    A model is graded on each in turn until one will do: it was trained on the set that its
    writer had.
    """
    if mnist_present():
        yield read_mnist()
    yield small_digits()
