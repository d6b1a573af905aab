"""The learner's own data: a small table, or folders of pictures, read on this machine alone.

Nothing is sent anywhere. What cannot be read is told in a sentence with its file, line and column.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from utils.data import DATA
from utils.drawing.in_words import counted

if TYPE_CHECKING:
    from PIL import Image

MOST_BYTES, MOST_ROWS, MOST_COLUMNS, MOST_CLASSES = 5_000_000, 20_000, 200, 50
MOST_PICTURES, MOST_PIXELS, MOST_SIDE = 2_000, 25_000_000, 64
PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff")
UNREAD = (".heic", ".heif", ".avif", ".svg", ".pdf", ".raw", ".dng", ".psd")
MISSING = {"na", "n/a", "nan", "null", "none", "missing", "?", "-", ".", "#n/a"}
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
        told = ", ".join(f"{n} of “{name}”" for name, n in zip(self.classes, counts, strict=True))
        numbers = counted(self.X.shape[1], "number")
        return f"{len(self.y)} examples with {numbers} each; by class: {told}."


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
    if any(place.exists() for place in places):
        raise FileNotFoundError(
            f"{str(name)!r} is a {_kind(not folder)}: give the name of a {_kind(folder)}."
        )
    where = "" if path.is_absolute() else ", neither beside the notebook nor in the folder data/"
    raise FileNotFoundError(
        f"There is no {_kind(folder)} {str(name)!r}{where}: copy it there, or mend its name."
    )


def _kind(folder: bool) -> str:
    return "folder" if folder else "file"


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
        raise ValueError(
            f"{path.name}, line 1: there is no column {target!r}; it names {', '.join(header)}. "
            "Give one of these as the target."
        )
    place = header.index(target)
    columns = [name for name in header if name != target]
    if all(map(_is_number, columns)):
        raise ValueError(
            f"{path.name}, line 1: it holds numbers, and the names of the columns belong there. "
            "Write a line of names above it."
        )
    X, labels = [], []
    for line, row in rows:
        if len(row) != len(header):
            fields = f"{len(row)} field{'s' * (len(row) != 1)}"
            raise ValueError(
                f"{path.name}, line {line}: {fields}, and the first line names {len(header)}. "
                "Look for a mark too many or too few, or a comma in a number or text."
            )
        labels.append(_label(path, line, target, row[place]))
        cells = (pair for k, pair in enumerate(zip(header, row, strict=True)) if k != place)
        X.append([_number(path, line, name, text, target) for name, text in cells])
    y, classes = _classes(labels, f"Column {target!r} of {path.name}")
    if len(classes) == len(labels) > 2:
        raise ValueError(
            f"Column {target!r} of {path.name} holds another class in every row: choose a target "
            "that groups the rows, or make a few classes of it, such as low and high."
        )
    return OwnData(np.array(X, dtype=float), y, columns, classes)


def _lines(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The names of the columns, and the rows that are not empty with the numbers of their lines."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise ValueError(
            f"{path.name} has {size / 1e6:.1f} MB, and {MOST_BYTES / 1e6:.0f} MB are allowed: take "
            "fewer rows or columns."
        )
    lines = _text(path).splitlines()
    mark = None
    if lines and (told := re.fullmatch("sep=([,;\t])", lines[0].strip(" "))):  # by spreadsheets
        mark, lines[0] = told[1], ""
    first = next((line for line in lines if line.strip()), "")
    mark = mark or max(",;\t", key=re.sub('"[^"]*"', "", first).count)
    reader = csv.reader(lines, delimiter=mark, skipinitialspace=True, strict=True)
    table, begun = [], 1
    try:
        for row in reader:
            table.append((begun, [field.strip() for field in row]))
            begun = reader.line_num + 1
    except csv.Error:
        raise ValueError(
            f"{path.name}, line {begun}: a quotation mark there is opened and not closed, or text "
            "follows it, or a field is very long. Delete the mark, or mend the line."
        ) from None
    table = [(line, row) for line, row in table if any(row)]
    if not table:
        raise ValueError(f"{path.name} is empty: write the names of columns, and rows below.")
    (line, header), *rows = table
    _check_header(f"{path.name}, line {line}", header)
    if len(rows) < 2:
        raise ValueError(f"{path.name} has fewer than two rows below the names: add more.")
    if len(rows) > MOST_ROWS:
        raise ValueError(
            f"{path.name} has {len(rows):,} rows, and {MOST_ROWS:,} are allowed: delete some."
        )
    return header, rows


def _text(path: Path) -> str:
    """What stands in the file, without the mark at its beginning that some programs write."""
    raw = path.read_bytes()
    if raw.startswith(b"PK\x03\x04"):
        raise ValueError(
            f"{path.name} is the workbook of a spreadsheet: save it there as “CSV UTF-8”."
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ValueError(
            f"{path.name}, line {line}: a letter there is not written in UTF-8. Save the whole "
            "file again as “CSV UTF-8”."
        ) from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise ValueError(f"{path.name}, line {line}: this is no text file. Save it as “CSV UTF-8”.")
    return text


def _check_header(where: str, header: list[str]) -> None:
    if all(_is_number(name) for name in header):
        raise ValueError(
            f"{where}: it holds numbers, and the names of the columns belong there. Write a line "
            "of names above it."
        )
    if len(header) == 1:
        raise ValueError(
            f"{where}: it names one column only, {header[0][:30]!r}, and two are the least. Write "
            "the names of all columns into it, with commas, semicolons or tabs between them."
        )
    for column, name in enumerate(header, start=1):
        if not name:
            raise ValueError(
                f"{where}, column {column}: its name is empty. Write one, or delete the column; "
                "and delete a title that stands above the names."
            )
        if name in header[: column - 1]:
            raise ValueError(
                f"{where}, column {column}: a second column {name!r}. Give it another name."
            )
    if len(header) > MOST_COLUMNS:
        raise ValueError(
            f"{where}: it names {len(header)} columns, and {MOST_COLUMNS} are allowed. Delete some."
        )


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _number(path: Path, line: int, column: str, text: str, target: str) -> float:
    where = f"{path.name}, line {line}, column {column!r}"
    if not text or text.lower() in MISSING:
        found = "it is empty" if not text else f"{text!r} stands for a missing number"
        raise ValueError(f"{where}: {found}. Fill it in, or leave the whole row out.")
    if _is_number(text):
        return float(text)
    for old, new, how in REPAIRS:
        mended = text.replace(old, new)
        if mended != text and _is_number(mended):
            raise ValueError(f"{where}: write {mended} {how}, not {text}.")
    if unit := re.fullmatch(r"([-+]?[\d.,]*\d) ?([^\d\s]{1,6})", text):
        raise ValueError(f"{where}: write {unit[1]} alone, without {unit[2]!r}.")
    raise ValueError(
        f"{where}: {text[:30]!r} is no number, and only the target, here {target!r}, may hold "
        f"words. Write numbers, delete the column, or make it the target: target={column!r}."
    )


REPAIRS = (
    (",", ".", "with a point"),
    (",", "", "without a comma"),
    ("−", "-", "with a hyphen for a minus sign"),
    (" ", "", "without a space"),
)


def _label(path: Path, line: int, column: str, text: str) -> str:
    if not text:
        raise ValueError(
            f"{path.name}, line {line}, column {column!r}: it is empty. Write the class, or leave "
            "the whole row out."
        )
    return text


def _classes(labels: list[str], what: str) -> tuple[np.ndarray, list[str]]:
    """Classes as numbers, and their names: in the order of numbers where all are numbers."""
    key = float if all(map(_is_number, labels)) else str
    classes = sorted(set(labels), key=lambda name: (key(name), name))
    if len(classes) < 2:
        raise ValueError(
            f"{what} holds the class {classes[0]!r} alone: two classes are needed. Add examples of "
            "another one."
        )
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
    if not isinstance(side, int) or not 8 <= side <= MOST_SIDE:
        raise ValueError(f"side is {side!r}, and may be a whole number from 8 to {MOST_SIDE}.")
    root = find(folder, folder=True)
    found = list(_pictures(root))
    if not found:
        raise ValueError(_why_none(root))
    if len(found) > MOST_PICTURES:
        raise ValueError(
            f"{root.name} holds more than {MOST_PICTURES:,} pictures: take some out of it."
        )
    for inner in _classes_in(root):
        if not any(path.parent == inner for path in found):
            raise ValueError(
                f"The folder {root.name}/{inner.name} holds no pictures: put some into it, or "
                "delete it."
            )
    y, classes = _classes([path.parent.name for path in found], f"The folder {root.name}")
    X = np.stack([_read(path, path.stat().st_mtime_ns, side) for path in found])
    columns = [f"row {k // side}, column {k % side}" for k in range(side * side)]
    return OwnData(X, y, columns, classes)


def _classes_in(root: Path) -> list[Path]:
    """The folders in a folder, in order, but for those that programs make for themselves."""
    inner = (path for path in root.iterdir() if path.is_dir())
    return sorted(path for path in inner if not path.name.startswith((".", "__")))


def _is_picture(path: Path) -> bool:
    hidden = path.name.startswith(".")
    return not hidden and path.suffix.lower() in PICTURES and path.is_file()


def _pictures(root: Path) -> Iterator[Path]:
    """Pictures in the folders of a folder, in order; one too many at most."""
    count = 0
    for inner in _classes_in(root):
        for path in sorted(inner.iterdir()):
            if path.suffix.lower() in UNREAD and not path.name.startswith("."):
                raise ValueError(
                    f"{inner.name}/{path.name}: pictures of the kind {path.suffix} are not read "
                    "here. Save it as .jpg or .png, or take it out."
                )
            if not _is_picture(path):
                continue
            yield path
            count += 1
            if count > MOST_PICTURES:
                return


def _why_none(root: Path) -> str:
    """What stands in the way of finding pictures in the folders of a folder."""
    loose = sum(map(_is_picture, root.iterdir()))
    if loose:
        return (
            f"{root.name} holds {counted(loose, 'picture')} and no folder with any: make a folder "
            "for each class in it, move the pictures there, and give the name of the outer folder."
        )
    for inner in _classes_in(root):
        if any(map(_is_picture, inner.glob("*/*"))):
            return (
                f"{root.name} holds the folders of the classes one level further down: give "
                f"{root.name}/{inner.name}."
            )
    return (
        f"{root.name} holds no pictures: make a folder for each class in it, and put pictures "
        f"into those ({', '.join(PICTURES)})."
    )


@lru_cache(MOST_PICTURES)
def _read(path: Path, _changed: int, side: int) -> np.ndarray:
    """A picture as numbers, read once for all runs, as long as the file does not change."""
    return _grey(path, side)


def _grey(path: Path, side: int) -> np.ndarray:
    """A picture as numbers from 0 to 1: (side · side,)."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # only where needed

    where = f"{path.parent.name}/{path.name}"
    most = f"{MOST_PIXELS / 1e6:.0f} million are allowed: save it smaller, or take it out."
    try:
        with Image.open(path) as picture:
            pixels = picture.width * picture.height
            if pixels > MOST_PIXELS:
                raise ValueError(f"{where} has {pixels / 1e6:.0f} million pixels, and {most}")
            picture.draft("L", (4 * side, 4 * side))  # a JPEG is read smaller at once
            upright = _in_8_bits(ImageOps.exif_transpose(picture)).convert("RGBA")
    except Image.DecompressionBombError:
        raise ValueError(f"{where} has more than 170 million pixels, and {most}") from None
    except (UnidentifiedImageError, OSError, SyntaxError):
        raise ValueError(
            f"{where} cannot be read as a picture: delete it, or save it anew."
        ) from None
    paper = Image.new("RGBA", upright.size, "white")  # where a picture is see-through
    grey = Image.alpha_composite(paper, upright).convert("L")
    small = ImageOps.fit(grey, (side, side), Image.Resampling.BOX)
    return np.asarray(small, dtype=float).ravel() / 255


def _in_8_bits(picture: Image.Image) -> Image.Image:
    """Grey with 16 bits, as scanners write it, with the first 8 of them; others as they are."""
    from PIL import Image

    if not picture.mode.startswith("I"):
        return picture
    values = np.asarray(picture).astype(np.int64).clip(0, 65535)
    return Image.fromarray((values // 257).astype(np.uint8))


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
