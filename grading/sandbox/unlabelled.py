"""Files that stand in the place of test labels behind the walls: as many labels, and each is 0.

Whoever could read the labels there could earn the points of a trained network without one.
"""

from __future__ import annotations

import gzip
import struct
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from grading import ROOT

RAW = ROOT / "data" / "MNIST" / "raw"
LABELS = "t10k-labels-idx1-ubyte"
N_LABELS = 10_000
SHARE, SEED = 5, 8  # how `utils.mnist.small_digits` chooses those for testing


def covers(folder: Path) -> dict[Path, Path]:
    """What to show in the place of each file with test labels that is here, links followed.

    Args:
        folder: takes the files to show; it is made.
    """
    folder.mkdir(mode=0o711, exist_ok=True)
    told = struct.pack(">HBBI", 0, 8, 1, N_LABELS) + bytes(N_LABELS)
    found = {RAW / LABELS: told, RAW / f"{LABELS}.gz": _packed(told)}
    small = _small_digits()
    if small.is_file():
        found[small] = _without_labels(small)
    shown = {}
    for place, content in found.items():
        if place.is_file():
            cover = folder / place.name
            cover.write_bytes(content)
            cover.chmod(0o644)
            shown[place.resolve()] = cover
    return shown


def _small_digits() -> Path:
    """scikit-learn's table of digits: 64 pixels in each row, then the label."""
    package = find_spec("sklearn")
    home = Path(package.origin if package and package.origin else "sklearn/none").parent
    return home / "datasets" / "data" / "digits.csv.gz"


def _without_labels(table: Path) -> bytes:
    rows = gzip.decompress(table.read_bytes()).decode().splitlines()
    for index in np.random.default_rng(SEED).permutation(len(rows))[::SHARE]:
        rows[index] = rows[index].rpartition(",")[0] + ",0"
    return _packed("".join(f"{row}\n" for row in rows).encode())


def _packed(content: bytes) -> bytes:
    return gzip.compress(content, 1, mtime=0)
