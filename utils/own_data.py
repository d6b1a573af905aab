"""The learner's own data: a small table, or folders of pictures, read on this machine alone.

Nothing is sent anywhere. What cannot be read is told in a sentence with its file, line and column.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from utils.data import DATA

MOST_BYTES, MOST_ROWS, MOST_COLUMNS, MOST_CLASSES = 5_000_000, 20_000, 200, 50
MOST_PICTURES, MOST_PIXELS, MOST_SIDE = 2_000, 25_000_000, 64
PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp")
SIDE = 28


class OwnData(NamedTuple):
    """Examples as lessons use them, not yet standardised: the training part alone says how.

    Attributes:
        X: (n, d) float64.
        y: (n,) int64, the class of each row: its place in `classes`.
        columns: what each column of X is.
        classes: the names of the classes, in order.
    """

    X: np.ndarray
    y: np.ndarray
    columns: list[str]
    classes: list[str]

    @property
    def about(self) -> str:
        """What this is, in a sentence."""
        counts = np.bincount(self.y, minlength=len(self.classes))
        told = ", ".join(f"{name} {n}" for name, n in zip(self.classes, counts, strict=True))
        return f"{len(self.y)} examples with {self.X.shape[1]} numbers each; by class: {told}."


def find(name: str | Path, *, folder: bool = False) -> Path:
    """A file or folder of this name: beside the notebook, or in the course's data/.

    Raises:
        FileNotFoundError: it is in neither place.
    """
    path = Path(name).expanduser()
    places = [path] if path.is_absolute() else [path, DATA / path]
    for place in places:
        if place.is_dir() if folder else place.is_file():
            return place
    kind = "folder" if folder else "file"
    where = "" if path.is_absolute() else ", neither beside the notebook nor in the folder data/"
    raise FileNotFoundError(f"There is no {kind} {name}{where}: copy it there, or mend its name.")


# A table


def load_own_table(path: str | Path, target: str | None = None) -> OwnData:
    """Read a small table: names of columns in its first line, then a row for each example.

    Fields are parted by commas, semicolons or tabs. All columns hold numbers but the target's,
    which may hold words: it says the class.

    Args:
        path: beside the notebook, or in data/.
        target: the column with the class; the last one when it is left out.

    Raises:
        FileNotFoundError: it is not there.
        ValueError: it is too large or cannot be read; the message names file, line and column.
    """
    path = find(path)
    header, rows = _lines(path)
    target = header[-1] if target is None else target
    if target not in header:
        raise ValueError(f"{path.name} has no column {target!r}; it has {', '.join(header)}.")
    place = header.index(target)
    columns = [name for name in header if name != target]
    if not columns:
        raise ValueError(f"{path.name} has one column only: at least one more is needed.")
    X, labels = [], []
    for line, row in rows:
        if len(row) != len(header):
            fields = f"{len(row)} field{'s' * (len(row) != 1)}"
            raise ValueError(
                f"{path.name}, line {line}: {fields}, and the first line names {len(header)}."
            )
        labels.append(_label(path, line, target, row[place]))
        cells = (pair for k, pair in enumerate(zip(header, row, strict=True)) if k != place)
        X.append([_number(path, line, name, text) for name, text in cells])
    y, classes = _classes(labels, f"Column {target!r} of {path.name}")
    return OwnData(np.array(X, dtype=float), y, columns, classes)


def _lines(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The names of the columns, and the rows that are not empty with the numbers of their lines."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise ValueError(
            f"{path.name} has {size / 1e6:.1f} MB, and {MOST_BYTES / 1e6:.0f} MB are allowed: take "
            "fewer rows or columns."
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(
            f"{path.name} is not a text file in UTF-8: save it again as “CSV UTF-8”."
        ) from None
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    try:
        reader = csv.reader(text.splitlines(), delimiter=mark, skipinitialspace=True, strict=True)
        table = [(reader.line_num, [field.strip() for field in row]) for row in reader]
    except csv.Error as error:
        raise ValueError(f"{path.name} cannot be read as a table: {error}.") from None
    table = [(line, row) for line, row in table if any(row)]
    if not table:
        raise ValueError(f"{path.name} is empty.")
    (_, header), *rows = table
    _check_header(path, header)
    if len(rows) < 2:
        raise ValueError(f"{path.name} has fewer than two rows below its first line.")
    if len(rows) > MOST_ROWS:
        raise ValueError(f"{path.name} has {len(rows):,} rows, and {MOST_ROWS:,} are allowed.")
    return header, rows


def _check_header(path: Path, header: list[str]) -> None:
    if all(_is_number(name) for name in header):
        raise ValueError(
            f"{path.name}, line 1: it holds numbers, and the names of the columns belong there."
        )
    for column, name in enumerate(header, start=1):
        if not name:
            raise ValueError(f"{path.name}, line 1, column {column}: its name is empty.")
        if name in header[: column - 1]:
            raise ValueError(f"{path.name}, line 1, column {column}: a second column {name!r}.")
    if len(header) > MOST_COLUMNS:
        raise ValueError(f"{path.name} has {len(header)} columns, and {MOST_COLUMNS} are allowed.")


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _number(path: Path, line: int, column: str, text: str) -> float:
    where = f"{path.name}, line {line}, column {column!r}"
    if not text:
        raise ValueError(f"{where}: it is empty. Fill it in, or leave the whole row out.")
    if _is_number(text):
        return float(text)
    if _is_number(text.replace(",", ".")):
        raise ValueError(f"{where}: write {text.replace(',', '.')} with a point, not {text}.")
    raise ValueError(f"{where}: {text[:30]!r} is no number. Words are for the target column alone.")


def _label(path: Path, line: int, column: str, text: str) -> str:
    if not text:
        raise ValueError(f"{path.name}, line {line}, column {column!r}: it is empty.")
    return text


def _classes(labels: list[str], what: str) -> tuple[np.ndarray, list[str]]:
    """Classes as numbers, and their names: in the order of numbers where all are numbers."""
    key = float if all(map(_is_number, labels)) else str
    classes = sorted(set(labels), key=lambda name: (key(name), name))
    if len(classes) < 2:
        raise ValueError(f"{what} holds {classes[0]!r} alone: two classes are needed.")
    if len(classes) > MOST_CLASSES:
        raise ValueError(
            f"{what} holds {len(classes)} classes, and {MOST_CLASSES} are allowed: of a column of "
            "numbers, make a few classes first, such as low and high."
        )
    return np.array([classes.index(label) for label in labels], dtype=np.int64), classes


# Pictures


def load_own_pictures(folder: str | Path, side: int = SIDE) -> OwnData:
    """Read pictures from a folder that holds a folder for each class.

    Each becomes grey, is cut to a square around its middle, and is scaled to `side` pixels.

    Args:
        folder: beside the notebook, or in data/; such as leaves/ with leaves/oak/1.jpg.
        side: pixels of a side, from 8 to 64.

    Returns:
        X (n, side · side) from 0, black, to 1, white; the classes are the folders' names.

    Raises:
        FileNotFoundError: the folder is not there.
        ValueError: it holds too much or too little, or a file is no picture; the message names it.
    """
    if not 8 <= side <= MOST_SIDE:
        raise ValueError(f"side is {side}, and may be from 8 to {MOST_SIDE} pixels.")
    root = find(folder, folder=True)
    found = list(_pictures(root))
    if not found:
        ends = ", ".join(PICTURES)
        raise ValueError(
            f"{root.name} holds no pictures: make a folder for each class in it, and put pictures "
            f"into those ({ends})."
        )
    if len(found) > MOST_PICTURES:
        raise ValueError(f"{root.name} holds more than {MOST_PICTURES:,} pictures.")
    y, classes = _classes([path.parent.name for path in found], f"The folder {root.name}")
    X = np.stack([_grey(path, side) for path in found])
    columns = [f"row {k // side}, column {k % side}" for k in range(side * side)]
    return OwnData(X, y, columns, classes)


def _pictures(root: Path) -> Iterator[Path]:
    """Pictures in the folders of a folder, in order; one too many at most."""
    count = 0
    for inner in sorted(path for path in root.iterdir() if path.is_dir()):
        for path in sorted(inner.iterdir()):
            hidden = path.name.startswith(".") or inner.name.startswith(".")
            if hidden or path.suffix.lower() not in PICTURES or not path.is_file():
                continue
            yield path
            count += 1
            if count > MOST_PICTURES:
                return


def _grey(path: Path, side: int) -> np.ndarray:
    """A picture as numbers from 0 to 1: (side · side,)."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # only where needed

    where = f"{path.parent.name}/{path.name}"
    try:
        with Image.open(path) as picture:
            pixels = picture.width * picture.height
            if pixels > MOST_PIXELS:
                raise ValueError(
                    f"{where} has {pixels / 1e6:.0f} million pixels, and "
                    f"{MOST_PIXELS / 1e6:.0f} million are allowed."
                )
            picture.draft("L", (4 * side, 4 * side))  # a JPEG is read smaller at once
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        raise ValueError(
            f"{where} cannot be read as a picture: delete it, or save it anew."
        ) from None
    paper = Image.new("RGBA", upright.size, "white")  # where a picture is see-through
    grey = Image.alpha_composite(paper, upright).convert("L")
    small = ImageOps.fit(grey, (side, side), Image.Resampling.BOX)
    return np.asarray(small, dtype=float).ravel() / 255


def write_example_pictures(folder: str | Path, digits: tuple[int, ...] = (1, 7)) -> Path:
    """Pictures as `load_own_pictures` wants them: a folder for each of these drawn digits."""
    from PIL import Image

    from utils.drawn_digits import drawing

    root = Path(folder)
    for digit in digits:
        (root / str(digit)).mkdir(parents=True, exist_ok=True)
        for k, (right, down) in enumerate((x, y) for x in (-2, 0, 2) for y in (-1, 1)):
            image = 255 - drawing(digit, 2.0 + 0.2 * k, right, down)
            Image.fromarray(image).save(root / str(digit) / f"{k}.png")
    return root
