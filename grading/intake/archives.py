"""Read a download, a zip or a folder, without trusting anything in it.

Nothing is extracted: what is wanted is read into memory, by the byte, up to a limit. Names are
looked at and never used as paths. What cannot be taken is refused with a reason; the rest goes on.
"""

from __future__ import annotations

import io
import mmap
import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from grading import CourseError
from grading.course.told import shown
from grading.handed_in.other_files import BEGIN, begins_as_notebook, what_it_is

LARGEST_NOTEBOOK = 20_000_000  # bytes
LARGEST_ZIP = 100_000_000  # bytes of a zip inside the download, and of all that it holds
MOST_BYTES = 500_000_000  # of all that is read
MOST_MEMBERS = 20_000  # in all, zips inside the zip included
MOST_NESTED = 3  # zips inside one another, below the download
RATIO, RATIO_FROM = 200, 5_000_000  # so many times its packed size is a bomb, from so many bytes on
CHUNK = 1 << 16
ENTRY = b"PK\x01\x02"  # how each line of a zip's table of contents begins
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
JUNK = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Member:
    """A file of the download that was read.

    Attributes:
        parts: its path, the names of zips that it lies in among them.
        time: when it was last changed as the download has it, in whatever zone.
    """

    parts: tuple[str, ...]
    data: bytes
    time: datetime | None = None


@dataclass(frozen=True)
class Refusal:
    """What was not taken, and why."""

    parts: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class LeftOut:
    """A file that is not wanted, and what it is and what to do, where its beginning shows it."""

    parts: tuple[str, ...]
    what: str = ""


@dataclass
class Contents:
    """What a download holds: files that were read, refused, and left out."""

    members: list[Member] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


@dataclass(frozen=True)
class _Item:
    """A file that can be opened; `packed` is its size in a zip."""

    parts: tuple[str, ...]
    open: Callable[[], io.BufferedIOBase]
    time: datetime | None
    packed: int = 0


class _Refused(Exception):
    """One file cannot be taken."""


class _Full(_Refused):
    """Nothing more can be read."""


def read_download(path: Path, most: Callable[[str], int]) -> Contents:
    """Read what is wanted of a download.

    Args:
        path: a zip, or a folder of files and zips.
        most: how many bytes a file of this name may have; where it is 0, the file is read only if
            it begins as a notebook does.

    Raises:
        CourseError: it is not there, no zip, damaged, or holds too many files.
    """
    name = shown(path.name or str(path))
    reading = _Reading(most)
    try:
        if path.is_dir():
            reading.read(reading.folder(path), 0, MOST_BYTES)
        elif not path.exists():
            raise CourseError(f"{shown(str(path))} is not there: give its path, ZIP=download.zip")
        elif path.suffix.lower() == ".ipynb" or not path.is_file():
            raise CourseError(f"{name} is neither a zip nor a folder: name one")
        elif not path.stat().st_size:
            raise CourseError(f"{name} is empty: download it again")
        else:
            with (
                path.open("rb") as stream,
                mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data,
            ):
                reading.zip(stream, data, (), 0, MOST_BYTES)
    except _Refused as refused:
        raise CourseError(f"{name} {refused}") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CourseError(f"{name} cannot be read: {reason}") from None
    return reading.contents


class _Reading:
    """Collects what is read, and counts bytes and files over all of it."""

    def __init__(self, most: Callable[[str], int]) -> None:
        self.most = most
        self.contents = Contents()
        self.bytes = 0
        self.count = 0

    def read(self, items: Iterator[_Item | Refusal], depth: int, end: int) -> None:
        """Take what comes, so many zips deep, until `end` bytes are read in all."""
        for item in items:
            if isinstance(item, Refusal):
                self.contents.refused.append(item)
                continue
            try:
                self._take(item, depth, end)
            except _Refused as refused:
                self.contents.refused.append(Refusal(item.parts, str(refused)))
                if isinstance(refused, _Full):
                    return

    def _take(self, item: _Item, depth: int, end: int) -> None:
        """Keep a file that is wanted, look into a zip, leave out what is neither."""
        name = item.parts[-1]
        if any(part in JUNK or part.startswith("._") for part in item.parts):
            return
        if name.lower().endswith(".zip"):
            if depth >= MOST_NESTED:
                raise _Refused(
                    f"lies more than {MOST_NESTED} zips deep: ask for the notebook alone"
                )
            within = min(end, self.bytes + LARGEST_ZIP) if depth == 0 else end
            data = self._load(item, LARGEST_ZIP, end)
            self.zip(io.BytesIO(data), data, item.parts, depth + 1, within)
            return
        begin, most = b"", self.most(name)
        if ".ipynb_checkpoints" not in item.parts:
            begin = b"" if most else _begin(item)
            most = most or LARGEST_NOTEBOOK * begins_as_notebook(begin)
            if most:
                data = self._load(item, most, end)
                self.contents.members.append(Member(item.parts, data, item.time))
                return
        self.contents.left_out.append(LeftOut(item.parts, what_it_is(begin)))

    def _load(self, item: _Item, most: int, end: int) -> bytes:
        """All of a file, counted while it is read: what a header claims does not matter."""
        try:
            with item.open() as stream:
                pieces, size = [], 0
                while piece := stream.read(CHUNK):
                    pieces.append(piece)
                    size += len(piece)
                    self.bytes += len(piece)
                    if self.bytes > end:
                        raise _Full(f"and what follows would unpack to {_too_much(end)}")
                    if item.packed and size > max(RATIO_FROM, RATIO * item.packed):
                        raise _Refused(
                            f"unpacks to more than {RATIO} times its size: a bomb, ask anew"
                        )
                    if size > most:
                        raise _Refused(f"is larger than {most / 1e6:g} MB: ask for a smaller one")
                return b"".join(pieces)
        except _Refused:
            raise
        except Exception as error:  # whatever zipfile or the disk stumbles over
            reason = shown(str(error)) or type(error).__name__
            raise _Refused(f"cannot be read ({reason}): ask for it again") from None

    def zip(
        self,
        stream: io.BufferedIOBase,
        data: bytes | mmap.mmap,
        parts: tuple[str, ...],
        depth: int,
        end: int,
    ) -> None:
        """Read the members of a zip.

        Raises:
            _Refused: it cannot be read at all.
        """
        if _entries(data) > 2 * MOST_MEMBERS:
            raise _Refused(f"holds more than {MOST_MEMBERS:,} files: ask for the notebook alone")
        try:
            archive = zipfile.ZipFile(stream)
        except Exception as error:  # whatever zipfile stumbles over, the file is at fault
            reason = shown(str(error)) or type(error).__name__
            raise _Refused(f"is no zip, or a damaged one ({reason}): get it again") from None
        with closing(archive):
            self.count += len(archive.infolist())
            if self.count > MOST_MEMBERS:
                self.count -= len(archive.infolist())
                raise _Refused(
                    f"brings the download to more than {MOST_MEMBERS:,} files: "
                    "collect in parts, or ask for the notebooks alone"
                )
            self.read(_in_zip(archive, parts), depth, end)

    def folder(self, path: Path, parts: tuple[str, ...] = ()) -> Iterator[_Item | Refusal]:
        """The files of a folder and its folders; links are left alone.

        Raises:
            _Refused: there are too many.
        """
        for entry in sorted(os.scandir(path), key=lambda each: each.name):
            self.count += 1
            if self.count > MOST_MEMBERS:
                raise _Refused(f"holds more than {MOST_MEMBERS:,} files: name a smaller folder")
            inside = (*parts, entry.name)
            facts = entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(facts.st_mode):
                if not entry.name.startswith("."):
                    try:
                        yield from self.folder(Path(entry.path), inside)
                    except OSError as error:
                        yield Refusal(inside, f"cannot be read: {error.strerror}")
            elif why := _odd_kind(facts.st_mode):
                yield Refusal(inside, why)
            else:
                changed = datetime.fromtimestamp(facts.st_mtime)
                yield _Item(inside, partial(Path(entry.path).open, "rb"), changed)


def _begin(item: _Item) -> bytes:
    """How a file begins; empty where it cannot be read."""
    try:
        with item.open() as stream:
            return stream.read(BEGIN)
    except Exception:  # whatever zipfile or the disk stumbles over, it is not wanted anyway
        return b""


def _entries(data: bytes | mmap.mmap) -> int:
    """At least how many files a zip lists, counted before its list is loaded."""
    count, place = 0, data.find(ENTRY)
    while place >= 0 and count <= 2 * MOST_MEMBERS:
        count, place = count + 1, data.find(ENTRY, place + len(ENTRY))
    return count


def _in_zip(archive: zipfile.ZipFile, parts: tuple[str, ...]) -> Iterator[_Item | Refusal]:
    """The files of a zip, but for folders."""
    for info in archive.infolist():
        name = _name(info)
        inside = (*parts, *(part for part in name.split("/") if part not in ("", ".")))
        if why := _odd_name(name, info.orig_filename):
            yield Refusal((*parts, name), f"{why}: ask for it under a plain one")
        elif not info.is_dir():
            if why := _odd_kind(info.external_attr >> 16) or _odd_packing(info):
                yield Refusal(inside, why)
            else:
                opened = partial(archive.open, info)
                yield _Item(inside, opened, _time(info), info.compress_size)


def _too_much(end: int) -> str:
    if end < MOST_BYTES:
        return f"more than {LARGEST_ZIP // 10**6} MB in one zip: ask for the notebook alone"
    return f"more than {MOST_BYTES // 10**6} MB in all: collect the download in parts"


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name; some programs write UTF-8 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _odd_name(name: str, original: str) -> str:
    """Why a member's name is none to take; empty when it is."""
    parts = name.split("/")
    if "\0" in original:
        return "has a name that is cut by a zero byte"
    if "\\" in name:
        return "has a backslash in its name"
    if name.startswith("/"):
        return "has an absolute path for a name"
    if ".." in parts:
        return "has a name that climbs out of its folder"
    if any(part[1:2] == ":" and part[0].isalpha() for part in parts):
        return "has a drive letter in its name"
    if not name.strip("/. "):
        return "has no name"
    if len(name) > 1_000 or any(len(part) > 255 for part in parts):
        return "has a name that is too long"
    return ""


def _odd_kind(mode: int) -> str:
    """Why something is no file to take; empty when it is one."""
    kind = stat.S_IFMT(mode)
    if kind == stat.S_IFLNK:
        return "is a link: ask for the file itself"
    return "" if kind in (0, stat.S_IFREG) else "is a device or the like: ask for a file"


def _odd_packing(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & 0x2041:
        return "is encrypted: ask for it without a password"
    if info.compress_type not in METHODS:
        return f"is packed by method {info.compress_type}: ask for an ordinary zip"
    return ""


def _time(info: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*info.date_time)
    except ValueError:
        return None
