"""Zips that mean harm, in part or as a whole, and downloads that cannot be read."""

import doctest
import io
import os
import random
import stat
import zipfile
from collections import Counter

import pytest

from grading import CourseError
from grading.course import told
from grading.intake import archives
from grading.intake import which_lesson as fingerprints
from tests.helpers.collecting import MOODLE, Run, info, submitted, tree, zipped
from tests.helpers.sample_course import LESSON


def encrypted(data):
    """Set the flag that says a zip's members are encrypted."""
    data = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(sign) + offset] |= 1
    return bytes(data)


def packed(good, method):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr(f"{MOODLE}/hw.ipynb", good)
    return stream.getvalue()


def damaged(data):
    """Change a byte of a zip's first member."""
    return data[:300] + bytes([data[300] ^ 255]) + data[301:]


def renamed_inside(good, name):
    """A zip whose member is called what Python's zipfile would not write."""
    stand_in = "x" * len(name.encode())
    return zipped({stand_in: good}).replace(stand_in.encode(), name.encode())


def odd(name, mode, data=b"/etc/passwd"):
    return zipped([(info(name, mode=mode), data)])


NOISE = random.Random(0).randbytes(1_000_000) * 20 + b"1"
BAD = {
    "link": (lambda good: odd(f"{MOODLE}/hw.ipynb", 0o120777), "is a link"),
    "device": (lambda good: odd("hw.ipynb", 0o020644, good), "is a device or the like"),
    "pipe": (lambda good: odd("hw.ipynb", stat.S_IFIFO | 0o644, good), "is a device or the like"),
    "absolute": (lambda good: zipped({"/etc/hw.ipynb": good}), "has an absolute path"),
    "climbing": (lambda good: zipped({"../../hw.ipynb": good}), "climbs out of its folder"),
    "climbing inside": (lambda good: zipped({f"{MOODLE}/../../hw.ipynb": good}), "climbs out"),
    "drive": (lambda good: zipped({"C:/hw.ipynb": good}), "has a drive letter"),
    "drive inside": (lambda good: zipped({f"{MOODLE}/c:hw.ipynb": good}), "has a drive letter"),
    "backslash": (lambda good: renamed_inside(good, "..\\..\\hw.ipynb"), "has a backslash"),
    "zero byte": (lambda good: renamed_inside(good, "hw.ipynb\0.txt"), "cut by a zero byte"),
    "long": (lambda good: zipped({"hw" * 150 + ".ipynb": good}), "a name that is too long"),
    "encrypted": (lambda good: encrypted(zipped({f"{MOODLE}/hw.ipynb": good})), "is encrypted"),
    "bzip2": (lambda good: packed(good, zipfile.ZIP_BZIP2), "is packed by method 12"),
    "lzma": (lambda good: packed(good, zipfile.ZIP_LZMA), "is packed by method 14"),
    "bomb": (lambda good: zipped({"hw.ipynb": bytes(15_000_000)}), "200 times its size: a bomb"),
    "large": (lambda good: zipped({"hw.ipynb": NOISE}, compresslevel=0), "is larger than 20 MB"),
    "no zip": (lambda good: zipped({f"{MOODLE}/hw.zip": good}), "is no zip, or a damaged one"),
    "damaged": (lambda good: damaged(zipped({"hw.ipynb": good})), "cannot be read"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_members_are_refused_and_the_rest_goes_on(root, good, case):
    make, why = BAD[case]
    inner = make(good)
    before = tree(root.parent)
    files = {"Bob B_2_assignsubmission_file_/hw.zip": inner, f"{MOODLE}/hw.ipynb": good}
    run = Run(root, files, name="outer.zip")
    assert run.line("Ann_Example").status == "taken"
    (said,) = [line for line in run.said if line.startswith('refused "')]
    assert why in said
    assert "hw" in said
    assert why in run.line("Bob_B").reason
    alone = Run(root, inner, name="alone.zip")
    assert why in alone.text
    new = {name for name in tree(root.parent) if name not in before}
    allowed = ("course/submitted/", "course/downloaded/", "outer.zip", "alone.zip")
    assert all(name.startswith(allowed) for name in new)


def test_headers_that_lie_do_not_matter(root, good):
    data = bytearray(zipped({"ann/hw.ipynb": bytes(30_000_000)}))
    place = data.find(b"PK\x01\x02") + 24
    data[place : place + 4] = (1_000).to_bytes(4, "little")  # it claims 1,000 bytes
    run = Run(root, {"bob/hw.ipynb": good, "zoe/hw.zip": bytes(data)})
    assert run.line("bob").status == "taken"
    assert "zoe" not in {path.name for path in (root / "submitted").iterdir()}


def nested(good, depth):
    data = zipped({f"{LESSON}.ipynb": good})
    for _ in range(depth - 1):
        data = zipped({"hw.zip": data})
    return data


def test_zips_inside_the_zip_are_read_three_deep(root, good):
    files = {f"s{n}_{n}_assignsubmission_file_/hw.zip": nested(good, n) for n in (1, 2, 3, 4)}
    run = Run(root, files)
    assert [run.statuses()[f"s{n}"] for n in (1, 2, 3)] == ["taken"] * 3
    assert run.line("s4").status == "refused"
    assert "lies more than 3 zips deep: ask for the notebook alone" in run.text
    canvas = Run(root, {"exampleann_12345_67890_hw.zip": nested(good, 1)})
    assert canvas.line("exampleann").status == "taken"


def test_limits_in_all(root, good, monkeypatch):
    many = zipped({f"{number}.txt": b"" for number in range(40)})
    monkeypatch.setattr(archives, "MOST_MEMBERS", 30)
    run = Run(root, {"ann/hw.ipynb": good, "bob/hw.zip": many})
    assert run.line("ann").status == "taken"
    assert "more than 30 files" in run.text
    with pytest.raises(CourseError, match="more than 30 files"):
        Run(root, many)
    monkeypatch.setattr(archives, "MOST_MEMBERS", 10)
    with pytest.raises(CourseError, match="holds more than 10 files"):
        Run(root, many)
    folder = root.parent / "folder"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number}.txt").touch()
    with pytest.raises(CourseError, match="holds more than 10 files: name a smaller folder"):
        Run(root, folder)


def test_bytes_in_all(root, good, monkeypatch):
    monkeypatch.setattr(archives, "MOST_BYTES", 3 * len(good))
    run = Run(root, {f"s{number}/hw.ipynb": good for number in range(6)})
    assert Counter(run.statuses().values()) == {"taken": 3}
    assert '"s3/hw.ipynb": it and what follows would unpack to more than' in run.text
    monkeypatch.setattr(archives, "MOST_BYTES", 500_000_000)
    monkeypatch.setattr(archives, "LARGEST_ZIP", 3 * len(good))
    greedy = zipped({f"{number}.ipynb": good + bytes([10]) * number for number in range(9)})
    run = Run(root, {"greedy/hw.zip": greedy, "modest/hw.ipynb": good})
    assert "MB in one zip: ask for the notebook alone" in run.text
    assert run.line("modest").status == "taken", "one student's zip takes nothing from others"


# Downloads that cannot be read


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("d.zip", b"", "is empty: download it again"),
        ("d.zip", b"hello", "is no zip, or a damaged one"),
        ("d.zip", "half", "is no zip, or a damaged one"),
        ("d.ipynb", b"{}", "is neither a zip nor a folder"),
        ("d.tar.gz", b"\x1f\x8b\x08", "is no zip"),
        ("d.zip", None, "is not there"),
    ],
)
def test_a_download_that_cannot_be_read_is_an_error(root, good, name, data, why):
    path = root.parent / name
    if data == "half":
        data = zipped({f"{MOODLE}/hw.ipynb": good})
        data = data[: len(data) // 2]
    if data is not None:
        path.write_bytes(data)
    before = tree(root)
    with pytest.raises(CourseError, match=why):
        Run(root, path)
    assert tree(root) == before


def test_a_folder_is_read_and_not_copied(root, good, tmp_path):
    folder = tmp_path / "class"
    for name in ("ann", "bob", ".git"):
        (folder / name).mkdir(parents=True)
        (folder / name / "hw.ipynb").write_bytes(good)
    (folder / "cat").mkdir()
    (folder / "cat" / "hw.zip").write_bytes(zipped({"hw.ipynb": good}))
    (folder / "dan").mkdir()
    (folder / "dan" / "hw.ipynb").symlink_to(folder / "ann" / "hw.ipynb")
    (folder / "eve").symlink_to(folder / "ann")
    os.mkfifo(folder / "dan" / "pipe.ipynb")
    run = Run(root, folder)
    assert run.statuses() == {"ann": "taken", "bob": "taken", "cat": "taken"}
    assert 'refused "dan/hw.ipynb": it is a link' in run.text
    assert 'refused "eve": it is a link' in run.text
    assert 'refused "dan/pipe.ipynb": it is a device' in run.text
    assert sorted(tree(root / "downloaded")) == ["collected.csv", "refused_unmatched.csv"]


def test_its_own_layout_changes_nothing(root, good):
    Run(root, {f"ann/{LESSON}/{LESSON}.ipynb": good, f"bob/{LESSON}/{LESSON}.ipynb": good})
    run = Run(root, root / "submitted")
    assert run.statuses() == {"ann": "unchanged", "bob": "unchanged"}


def test_names_from_other_programs(root, good):
    data = zipped({"Jürgen/hw.ipynb": good})
    place = data.find(b"PK\x01\x02")
    data = bytearray(data)
    data[7] &= ~8  # UTF-8 without the flag, as some programs write it
    data[place + 9] &= ~8
    Run(root, bytes(data))
    assert submitted(root, "Jürgen") == good


@pytest.mark.parametrize("module", [told, fingerprints])
def test_examples_in_the_docstrings(module):
    result = doctest.testmod(module)
    assert result.attempted
    assert result.failed == 0
