"""The lessons' data: the students' table, and MNIST, fetched and checked.

python -m utils.data students    writes data/students.csv anew, the same bytes each time
python -m utils.data mnist       makes sure that MNIST's four files are in data/MNIST/raw;
                                 --from FOLDER takes them from there
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from utils.how_to import run_module
from utils.storage.fetch import FetchError, fetch, intact

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
STUDENTS = DATA / "students.csv"
STUDENTS_HEADER = "hours_study,hours_sleep,passed"
STUDENTS_SEED = 8  # with it, 21 of 40 pass, and no straight line separates them

FETCH = "utils.data mnist"
MNIST_FOLDER = DATA / "MNIST" / "raw"
# The original files, as torchvision.datasets.MNIST names and checks them
MNIST_MD5 = {
    "train-images-idx3-ubyte.gz": "f68b3c2dcbeaaa9fbdd348bbdeb94873",
    "train-labels-idx1-ubyte.gz": "d53e105ee54ea40749a09fcbcd1e9432",
    "t10k-images-idx3-ubyte.gz": "9fb629c4189551a2d022fa330f9573f3",
    "t10k-labels-idx1-ubyte.gz": "ec29112dd5afa0611ce80d1b7f02629c",
}


def make_students(rng: np.random.Generator, n: int = 40) -> tuple[np.ndarray, np.ndarray]:
    """Draw students who mostly pass where 0.8 study + 0.2 sleep − 3 is positive.

    Luck on the day (normal, spread 0.5) blurs the rule, so that it does not sort all of them.

    Args:
        rng: where the numbers come from.
        n: how many students.

    Returns:
        X (n, 2): hours of study and of sleep, one decimal; y (n,): 1 for a pass, else 0.
    """
    X = rng.uniform([0.0, 2.0], [5.5, 10.0], size=(n, 2)).round(1)
    luck = rng.normal(0.0, 0.5, size=n)
    y = (X @ [0.8, 0.2] - 3.0 + luck >= 0).astype(np.int64)
    return X, y


def write_students(path: Path = STUDENTS) -> Path:
    """Write the students' table as CSV, the same bytes on every machine."""
    X, y = make_students(np.random.default_rng(STUDENTS_SEED))
    rows = [
        f"{study:.1f},{sleep:.1f},{passed}" for (study, sleep), passed in zip(X, y, strict=True)
    ]
    text = "\n".join([STUDENTS_HEADER, *rows]) + "\n"
    path.write_bytes(text.encode("ascii"))
    return path


def load_students(path: Path = STUDENTS) -> tuple[np.ndarray, np.ndarray]:
    """Read the students' table.

    Returns:
        X (n, 2) float64: hours of study and of sleep; y (n,) int64: 1 for a pass, else 0.

    Raises:
        FileNotFoundError: the file is not there.
        ValueError: the file is not the table that the course ships.
    """
    again = f"{run_module('utils.data students')} in the course's folder writes it anew."
    try:
        header, *lines = path.read_text(encoding="utf-8").splitlines() or [""]
    except FileNotFoundError:
        raise FileNotFoundError(f"{path} is not there: {again}") from None
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not a text file: {again}") from None
    if header != STUDENTS_HEADER:
        raise ValueError(f"{path} does not start with the line {STUDENTS_HEADER}: {again}")
    rows = []
    for number, line in enumerate(lines, start=2):
        try:
            study, sleep, passed = (float(word) for word in line.split(","))
        except ValueError:
            raise ValueError(f"Line {number} of {path} is not three numbers: {again}") from None
        if not (0 <= study <= 10 and 0 <= sleep <= 10 and passed in (0, 1)):
            raise ValueError(f"Line {number} of {path} is out of range: {again}")
        rows.append((study, sleep, passed))
    if not rows:
        raise ValueError(f"{path} has no students in it: {again}")
    table = np.array(rows)
    return table[:, :2].copy(), table[:, 2].astype(np.int64)


class NotYetError(FetchError):
    """PyTorch, whose torchvision knows where MNIST lies, is not fetched yet."""


def _torchvision_mirrors() -> list[str]:
    """The addresses that torchvision downloads MNIST from; importing it takes seconds.

    Raises:
        NotYetError: torchvision is not there, as before lesson 06.
    """
    try:
        from torchvision.datasets import MNIST
    except ModuleNotFoundError:
        raise NotYetError("MNIST is fetched when lesson 08 begins, after PyTorch.") from None

    return list(MNIST.mirrors)


def fetch_mnist(
    folder: Path = MNIST_FOLDER,
    files: Mapping[str, str] = MNIST_MD5,
    environment: Mapping[str, str] = os.environ,
) -> Path:
    """Make sure that MNIST's files are in `folder`, each checked by its MD5.

    A missing or damaged file comes from the folder that MNIST_DIR names, else from the address
    that MNIST_MIRROR names, else from where torchvision downloads it.

    Args:
        folder: where they belong.
        files: their names and MD5s.
        environment: where MNIST_DIR and MNIST_MIRROR are looked up.

    Returns:
        `folder`.

    Raises:
        FetchError: a file is missing and nothing had it.
    """
    given, mirror = environment.get("MNIST_DIR"), environment.get("MNIST_MIRROR")
    own = Path(given).expanduser() if given else None
    # The folder itself, or a root as torchvision lays it out
    folders = [place for place in (own, own and own / "MNIST" / "raw") if place and place.is_dir()]
    if own and not folders:
        print(f"MNIST_DIR names {own}, which is no folder; looking elsewhere.")

    def mirrors() -> list[str]:
        return ([mirror] if mirror else []) + _torchvision_mirrors()

    for name, md5 in files.items():
        try:
            fetch(folder / name, md5, folders, mirrors)
        except NotYetError:
            raise
        except FetchError as error:
            raise FetchError(
                f"MNIST's {name} could not be fetched ({error}): connect to the internet and run "
                f"{run_module(FETCH, 'data')}, or put the four .gz files into a folder and run "
                f"{run_module(f'{FETCH} --from folder', 'data MNIST_DIR=folder')}."
            ) from None
    return folder


def mnist_present(folder: Path = MNIST_FOLDER, files: Mapping[str, str] = MNIST_MD5) -> bool:
    """Whether all of MNIST's files are in `folder`, undamaged."""
    return all(intact(folder / name, md5) for name, md5 in files.items())


def mnist_status(folder: Path = MNIST_FOLDER, files: Mapping[str, str] = MNIST_MD5) -> str:
    """In words, whether MNIST is here: the device report shows it."""
    present = [name for name in files if (folder / name).is_file()]
    damaged = [name for name in present if not intact(folder / name, files[name])]
    if damaged:
        return f"damaged ({', '.join(damaged)}): {run_module(FETCH, 'data')} replaces it"
    if len(present) < len(files):
        fetch_it = run_module(FETCH, "data")
        return f"not fetched yet: {fetch_it} fetches it, and lessons 00 to 07 do not need it"
    return "present"


def main(arguments: list[str] | None = None) -> int:
    """Make the students' table, or fetch MNIST."""
    parser = argparse.ArgumentParser(prog="python -m utils.data", description=main.__doc__)
    parser.add_argument("what", choices=["students", "mnist"])
    parser.add_argument("--from", dest="folder", help="a folder with MNIST's four .gz files")
    options = parser.parse_args(arguments)
    given = {"environment": os.environ | {"MNIST_DIR": options.folder}} if options.folder else {}
    try:
        if options.what == "students":
            print(f"Wrote {write_students()}")
        else:
            print(f"MNIST is in {fetch_mnist(**given)}")
    except FetchError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
