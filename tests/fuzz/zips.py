"""What a download may hold, and that collecting survives it."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import strategies as st

from grading import CourseError, collect
from grading.course.told import shown
from tests.helpers.any_damage import STEP
from tests.helpers.collecting import (
    ANN,
    MOODLE,
    NOW,
    OTHER,
    info,
    make_two_lessons,
    roster,
    tree,
    zipped,
)
from tests.helpers.damage import damage
from tests.helpers.sample_course import LESSON

NAMES = [
    f"{MOODLE}/{LESSON}.ipynb", f"{MOODLE}/hw (2).ipynb", f"{MOODLE}hw.ipynb", "ann.ipynb",
    f"exampleann_12345_67890_{LESSON}.ipynb", f"{MOODLE}/{LESSON}.ipynb.txt", "Copy of hw.ipynb",
    f"99 Sample_ann_attempt_2026-01-30-16-00-00_{LESSON}.ipynb", "Example, Ann(s12345)/a/hw.json",
    f"99 Sample_ann_attempt_2026-99-30-16-00-00_{LESSON}.ipynb", "Team-Ann Example_bob/x/hw",
    f"Team A-{MOODLE}/hw.ipynb", "Default group_assignsubmission_file/hw.ipynb",
    f"ann/{LESSON}/{LESSON}.ipynb", f"{LESSON}.ipynb",
    f"ann/{LESSON}/timestamp.txt", "../../x.ipynb", "/etc/x.ipynb", "C:\\x.ipynb", "a/../b.ipynb",
    f"{MOODLE}/../../../x.ipynb", "con.ipynb", ".ipynb", " /x.ipynb", "nul/nul.ipynb", "x/",
    "\ud7ff\x1b[2J.ipynb", "a" * 250 + ".ipynb", f"{MOODLE}/hw.zip", "bob/hw.zip", "..zip",
]  # fmt: skip
PATHS = st.sampled_from(NAMES)
BYTES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from([b"", b"{}", b"[]", b"null", b'{"cells": 1}', b"[" * 5_000, b"\xef\xbb\xbf{}"]),
    st.tuples(st.just("damaged"), st.lists(STEP, max_size=3), st.integers(0, 2_000)),
    st.tuples(st.just("zip"), st.lists(st.tuples(PATHS, st.binary(max_size=20)), max_size=3)),
)
CUTS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=4)
MODES = st.sampled_from([0o100644, 0o100644, 0o120777, 0o060644, 0o040755, 0])
TITLES = ["Identifier", "Full name", "Email", "Status", "Grade", "Changed", "When", "Graded"]
CELLS = st.sampled_from([
    "Participant 123456", "Participant 9", "Ann Example", "ann@example.org", "bob", "-", "",
    "Saturday, 31 January 2026, 4:05 PM", "31/02/2026 25:99", "2026", "9" * 400, "\u0661", '"',
    "\0", "16.00",
])  # fmt: skip
SHEETS = st.one_of(
    st.binary(max_size=60),
    st.lists(st.lists(CELLS, min_size=8, max_size=11), max_size=4).map(
        lambda rows: "\n".join(map(",".join, [TITLES, *rows])).encode()
    ),
)
DOWNLOAD = (
    st.lists(st.tuples(PATHS, BYTES, MODES), max_size=5),
    CUTS,
    st.floats(0, 1),
    st.booleans(),
    st.sampled_from(["", LESSON]),
    SHEETS,
)
# Beyond what the tests try: any name at all, and other kinds of downloads
ANY_NAME = st.one_of(
    PATHS,
    st.text(min_size=1, max_size=30),
    st.tuples(PATHS, st.text(max_size=4), PATHS).map("".join),
    st.tuples(st.sampled_from(["\u202e", "\u200b", "%s", "=", "\n", "\x9b", "😀"]), PATHS).map(
        "".join
    ),
)
STRATEGY = st.tuples(
    st.sampled_from(["zip", "zip", "zip", "folder", "tar", "bytes"]),
    st.tuples(st.lists(st.tuples(ANY_NAME, BYTES, MODES), max_size=6), *DOWNLOAD[1:]),
)


def content(recipe, good):
    """The bytes that a recipe of `BYTES` stands for."""
    if isinstance(recipe, bytes):
        return recipe
    if recipe[0] == "zip":
        return zipped([(name, data) for name, data in recipe[1]])
    data = json.dumps(damage(json.loads(good), recipe[1])).encode()
    return data[: -recipe[2]] if recipe[2] > 1_000 else data


def damaged_zip(entries, cuts, length):
    """A zip of names and contents, some of its bytes changed and its end cut off."""
    data = damaged(zipped(entries), cuts)
    if length < 0.2:
        del data[int(length * 5 * len(data)) :]
    return bytes(data)


def damaged(data, cuts):
    """Bytes, of which some are changed."""
    data = bytearray(data)
    for place, byte in cuts if data else ():
        data[int(place * (len(data) - 1))] = byte
    return data


def attempt(root, path, **options):
    """Collect, whatever it is; nothing but a CourseError may come of it."""
    said = []
    outside = {name: data for name, data in tree(root.parent).items() if not _ours(name)}
    try:
        collect.collect(path, root, say=said.append, now=NOW, **options)
    except CourseError as error:
        said.append(str(error))
    assert outside == {name: d for name, d in tree(root.parent).items() if not _ours(name)}
    assert all(line.isprintable() for line in said)
    for place in (root / "submitted").glob("*/*/*"):
        assert place.name in (f"{LESSON}.ipynb", f"{OTHER}.ipynb", "timestamp.txt")
        assert place.parent.name in (LESSON, OTHER)
        assert shown(place.parts[-3]) == place.parts[-3]
    return said


def _ours(name):
    return name.startswith(("course/submitted/", "course/downloaded/"))


def twice(root, path, **options):
    """Collect twice: the same download changes nothing the second time."""
    said = attempt(root, path, **options)
    before = tree(root)
    attempt(root, path, **options)
    after = tree(root)
    for each in (before, after):
        each.pop("downloaded/collected.csv", None)
    assert before == after, "the same download twice changes nothing"
    return said


def emptied(root, enrolled):
    """The course without anything that was collected."""
    for name in ("submitted", "downloaded"):
        shutil.rmtree(root / name, ignore_errors=True)
    (root / "roster.csv").unlink(missing_ok=True)
    if enrolled:
        roster(root, ANN, "bob,Bob Builder,,77,88")
    return root


class Zips:
    """The door of downloads."""

    strategy = STRATEGY

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
        make_two_lessons(self.folder)
        self.root = self.folder / "course"
        self.good = (self.folder / f"{LESSON}.ipynb").read_bytes()

    def attempt(self, drawn) -> str:
        """Collect one download, twice."""
        kind, (files, cuts, length, enrolled, wanted, sheet) = drawn
        emptied(self.root, enrolled)
        for old in (*self.folder.glob("any*"), self.folder / "Grades.csv"):
            shutil.rmtree(old) if old.is_dir() else old.unlink(missing_ok=True)
        (self.folder / "Grades.csv").write_bytes(sheet)
        made = [(name, content(data, self.good), mode) for name, data, mode in files]
        path = self._written(kind, made, cuts, length)
        twice(self.root, path, wanted=wanted)
        taken = any((self.root / "submitted").glob("*/*/*.ipynb"))
        return f"{kind}, {'something' if taken else 'nothing'} taken"

    def _written(self, kind, files, cuts, length):
        if kind == "folder":
            return self._as_folder(files)
        path = self.folder / "any.zip"
        if kind == "bytes":
            path.write_bytes(bytes(damaged(b"PK\x03\x04" + bytes(60), cuts)))
        elif kind == "tar":
            path.write_bytes(bytes(damaged(_tarred(files), cuts)))
        else:
            with suppress(ValueError, UnicodeError):  # what no zip can be called
                files = [(info(name, mode=mode), data) for name, data, mode in files]
                path.write_bytes(damaged_zip(files, cuts, length))
        if not path.exists():
            path.write_bytes(b"")
        return path

    def _as_folder(self, files):
        folder = self.folder / "any"
        folder.mkdir()
        for name, data, mode in files:
            with suppress(OSError, ValueError):  # what no file can be called
                path = folder.joinpath(*(part for part in name.split("/") if part.strip(".")))
                path.parent.mkdir(parents=True, exist_ok=True)
                if mode == 0o120777:
                    path.symlink_to(self.root / "nbgrader_config.py")
                else:
                    path.write_bytes(data)
        return folder


def _tarred(files):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive, suppress(ValueError, UnicodeError):
        for name, data, _ in files:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return stream.getvalue()
