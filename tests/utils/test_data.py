"""The students' table is what its script makes; MNIST is fetched whole or not at all."""

import hashlib
import importlib.util
import io
import os
import re
import shutil
import sys
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from utils import data
from utils.storage.fetch import FetchError, bring, fetch, intact

IMAGES, LABELS = b"images, as it were", b"labels, as it were"
FILES = {
    "images.gz": hashlib.md5(IMAGES).hexdigest(),
    "labels.gz": hashlib.md5(LABELS).hexdigest(),
}


@pytest.fixture
def planted(tmp_path):
    """A folder with both files, as a teacher would place them."""
    folder = tmp_path / "placed"
    folder.mkdir()
    (folder / "images.gz").write_bytes(IMAGES)
    (folder / "labels.gz").write_bytes(LABELS)
    return folder


@pytest.fixture
def raw(tmp_path):
    """Where the files belong; not made yet."""
    return tmp_path / "MNIST" / "raw"


@pytest.fixture(autouse=True)
def offline(monkeypatch):
    """No test reaches a mirror of torchvision's."""
    monkeypatch.setattr(data, "_torchvision_mirrors", lambda: [])


def fetch_both(raw, **environment):
    return data.fetch_mnist(raw, FILES, {key: str(value) for key, value in environment.items()})


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


WHOLE = {"images.gz": IMAGES, "labels.gz": LABELS}


# The students' table


def test_the_table_in_the_project_is_what_the_script_makes(tmp_path):
    made = data.write_students(tmp_path / "students.csv")
    assert made.read_bytes() == data.STUDENTS.read_bytes()


def test_students_have_the_shapes_and_ranges_that_lessons_count_on():
    X, y = data.load_students()
    assert X.shape == (40, 2)
    assert y.shape == (40,)
    assert X.dtype == np.float64
    assert y.dtype == np.int64
    assert X.min() >= 0
    assert X.max() <= 10
    assert 0.4 <= y.mean() <= 0.6
    assert np.array_equal(X, X.round(1))


def test_the_rule_is_mostly_right_and_no_line_is_always_right():
    X, y = data.load_students()
    assert 0.85 <= np.mean((X @ [0.8, 0.2] - 3 >= 0) == y) < 1
    # Whichever way a line is turned, some pass lies below some fail
    sides = 2 * y - 1
    for angle in np.linspace(0, 2 * np.pi, 3601):
        along = X @ [np.cos(angle), np.sin(angle)]
        assert along[sides > 0].min() <= along[sides < 0].max()


def test_make_students_draws_from_the_generator_it_gets():
    one, two = (data.make_students(np.random.default_rng(1), n=7) for _ in range(2))
    other, _ = data.make_students(np.random.default_rng(2), n=7)
    assert np.array_equal(one[0], two[0])
    assert one[0].shape == (7, 2)
    assert not np.array_equal(one[0], other)


def test_the_table_is_found_from_any_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert data.load_students()[0].shape == (40, 2)


HEADER = data.STUDENTS_HEADER


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "does not start with"),
        (b"a,b\n1,2\n", "does not start with"),
        (f"{HEADER}\n".encode(), "no students"),
        (f"{HEADER}\n1.0,2.0,1\n1.0,2.0\n".encode(), "Line 3"),
        (f"{HEADER}\n1.0,many,1\n".encode(), "Line 2"),
        (f"{HEADER}\n1.0,nan,1\n".encode(), "out of range"),
        (f"{HEADER}\n1.0,11.0,1\n".encode(), "out of range"),
        (f"{HEADER}\n1.0,2.0,2\n".encode(), "out of range"),
        (b"\xff\xfe\x00", "not a text file"),
    ],
)
def test_a_garbled_table_is_refused_with_what_to_do(tmp_path, text, says):
    path = tmp_path / "students.csv"
    path.write_bytes(text)
    with pytest.raises(ValueError, match=says) as caught:
        data.load_students(path)
    assert "students.csv" in str(caught.value)
    assert "python -m utils.data students" in str(caught.value)


def test_windows_line_ends_do_no_harm(tmp_path):
    path = tmp_path / "students.csv"
    path.write_bytes(data.STUDENTS.read_bytes().replace(b"\n", b"\r\n"))
    assert np.array_equal(data.load_students(path)[0], data.load_students()[0])


def test_a_missing_table_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"students\.csv is not there: .*utils\.data"):
        data.load_students(tmp_path / "students.csv")


# MNIST


def test_files_come_from_the_folder_that_mnist_dir_names(planted, raw):
    assert fetch_both(raw, MNIST_DIR=planted) == raw
    assert contents(raw) == WHOLE


def test_mnist_dir_may_be_a_root_as_torchvision_lays_it_out(planted, raw, tmp_path):
    (tmp_path / "root" / "MNIST").mkdir(parents=True)
    planted.rename(tmp_path / "root" / "MNIST" / "raw")
    fetch_both(raw, MNIST_DIR=tmp_path / "root")
    assert contents(raw) == WHOLE


def test_files_that_are_there_are_left_alone_and_need_no_source(planted, raw, monkeypatch):
    fetch_both(raw, MNIST_DIR=planted)
    before = {path: path.stat().st_mtime_ns for path in raw.iterdir()}
    monkeypatch.setattr(data, "_torchvision_mirrors", lambda: pytest.fail("asked for mirrors"))
    fetch_both(raw)
    assert {path: path.stat().st_mtime_ns for path in raw.iterdir()} == before


@pytest.mark.parametrize("damage", [b"", IMAGES[:7], b"something else altogether"])
def test_a_damaged_file_is_replaced(planted, raw, damage):
    fetch_both(raw, MNIST_DIR=planted)
    (raw / "images.gz").write_bytes(damage)
    assert data.mnist_status(raw, FILES).startswith("damaged (images.gz)")
    fetch_both(raw, MNIST_DIR=planted)
    assert contents(raw) == WHOLE


def test_a_damaged_source_is_not_taken(planted, raw):
    (planted / "labels.gz").write_bytes(LABELS[:5])
    with pytest.raises(FetchError, match="is not the original file"):
        fetch_both(raw, MNIST_DIR=planted)
    assert contents(raw) == {"images.gz": IMAGES}  # and no half-written file beside it


def test_an_interruption_leaves_nothing_that_looks_finished(raw):
    class Cut:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return False

        def read(self, _size):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(Cut, raw / "images.gz", FILES["images.gz"])
    assert contents(raw) == {}


def test_with_nothing_at_hand_one_sentence_says_what_to_do(raw):
    with pytest.raises(FetchError) as caught:
        fetch_both(raw)
    message = str(caught.value)
    assert "images.gz could not be fetched" in message
    assert "make data MNIST_DIR=folder" in message
    assert "\n" not in message


def test_a_wrong_mnist_dir_is_mentioned(raw, tmp_path, capsys):
    with pytest.raises(FetchError):
        fetch_both(raw, MNIST_DIR=tmp_path / "nowhere")
    assert "nowhere, which is no folder" in capsys.readouterr().out


@pytest.fixture
def mirror(planted):
    """The planted folder, served over HTTP on this machine."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(planted)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_files_are_downloaded_from_a_mirror(raw, mirror):
    fetch_both(raw, MNIST_MIRROR=mirror + "/")
    assert contents(raw) == WHOLE
    assert data.mnist_status(raw, FILES) == "present"


def test_a_download_shows_how_far_it_is_on_stdout(raw, mirror, capsys):
    fetch_both(raw, MNIST_MIRROR=mirror)
    shown = capsys.readouterr()
    assert shown.err == ""
    for name in FILES:
        assert re.search(rf"\r{name}  █{{30}}  \d+\.\d of \d+\.\d MB\n", shown.out)


def test_a_copy_from_a_folder_shows_nothing(raw, planted, capsys):
    fetch_both(raw, MNIST_DIR=planted)
    assert capsys.readouterr().out == ""


def test_a_download_that_ends_early_is_not_taken(raw):
    class Short(io.BytesIO):
        headers: ClassVar = {"Content-Length": str(len(IMAGES) + 1)}

    told = bring(lambda: Short(IMAGES), raw / "images.gz", FILES["images.gz"])
    assert told == "ended early"
    assert contents(raw) == {}


def test_several_at_once_do_not_clash(raw, planted):
    def slow():
        class Slow(io.BytesIO):
            def read(self, size=-1):
                time.sleep(0.01)
                return super().read(min(size, 4))

        return Slow(IMAGES)

    target, told = raw / "images.gz", []
    threads = [
        threading.Thread(target=lambda: told.append(bring(slow, target, FILES["images.gz"])))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [""] * 6
    assert contents(raw) == {"images.gz": IMAGES}


def test_one_that_was_slower_takes_what_the_other_brought(raw, planted, monkeypatch):
    def refused(source, target):
        shutil.copy(planted / "images.gz", target)
        raise PermissionError("another notebook holds it open")

    monkeypatch.setattr("utils.storage.fetch.os.replace", refused)
    told = bring(lambda: (planted / "images.gz").open("rb"), raw / "images.gz", FILES["images.gz"])
    assert told == ""
    assert contents(raw) == {"images.gz": IMAGES}


def test_what_a_killed_download_left_is_cleared_away(raw, planted):
    raw.mkdir(parents=True)
    old, new = raw / "images.gz.aa.part", raw / "images.gz.bb.part"
    for part in (old, new):
        part.write_bytes(IMAGES[:3])
    os.utime(old, (0, 0))
    fetch_both(raw, MNIST_DIR=planted)
    assert contents(raw) == {**WHOLE, new.name: IMAGES[:3]}  # somebody may still write the new one


def test_a_mirror_without_the_file_is_passed_over(raw, planted, mirror, monkeypatch):
    elsewhere = planted.parent / "elsewhere"
    planted.rename(elsewhere)
    planted.mkdir()
    with pytest.raises(FetchError, match=r"[Nn]ot [Ff]ound"):
        fetch_both(raw, MNIST_MIRROR=mirror)
    monkeypatch.setattr(data, "_torchvision_mirrors", lambda: [elsewhere.as_uri()])
    fetch_both(raw, MNIST_MIRROR=mirror)
    assert contents(raw) == WHOLE


def test_an_address_that_is_none_is_a_reason_and_no_traceback(raw):
    with pytest.raises(FetchError, match="unknown url type"):
        fetch_both(raw, MNIST_MIRROR="not-an-address")


def test_a_place_that_cannot_be_written_is_a_reason(planted, tmp_path):
    (tmp_path / "MNIST").write_text("a file where the folder should be")
    with pytest.raises(FetchError, match=r"images\.gz"):
        fetch_both(tmp_path / "MNIST" / "raw", MNIST_DIR=planted)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_others_may_read_what_was_fetched(planted, raw):
    mask = os.umask(0o022)
    try:
        fetch_both(raw, MNIST_DIR=planted)
    finally:
        os.umask(mask)
    assert (raw / "images.gz").stat().st_mode & 0o777 == 0o644


def test_fetch_says_where_a_file_came_from(planted, raw):
    target, md5 = raw / "images.gz", FILES["images.gz"]
    assert fetch(target, md5, [planted], []) == str(planted)
    assert fetch(target, md5, [planted], []) == ""
    assert intact(target, md5)


def test_status_says_what_is_missing(planted, raw):
    assert data.mnist_status(raw, FILES).startswith("not fetched yet")
    assert data.mnist_status(planted, FILES) == "present"
    (planted / "labels.gz").unlink()
    assert data.mnist_status(planted, FILES).startswith("not fetched yet")


def test_before_pytorch_is_there_mnist_is_told_to_come_later(raw, monkeypatch):
    monkeypatch.undo()  # the real function, without torchvision
    monkeypatch.setitem(sys.modules, "torchvision.datasets", None)
    with pytest.raises(data.NotYetError, match="when lesson 08 begins, after PyTorch"):
        data.fetch_mnist(raw, FILES, {})


def test_the_checksums_are_torchvisions():
    # Its source is read, since importing it takes seconds
    package = Path(importlib.util.find_spec("torchvision").origin).parent
    source = (package / "datasets" / "mnist.py").read_text(encoding="utf-8")
    for name, md5 in data.MNIST_MD5.items():
        assert f'("{name}", "{md5}")' in source


def test_make_data_reports_failure_with_a_sentence(monkeypatch, capsys):
    def nothing():
        raise FetchError("MNIST's file could not be fetched: run `make data`.")

    monkeypatch.setattr(data, "fetch_mnist", nothing)
    assert data.main(["mnist"]) == 1
    captured = capsys.readouterr()
    assert captured.err == "MNIST's file could not be fetched: run `make data`.\n"
    monkeypatch.setattr(data, "fetch_mnist", lambda: Path("there"))
    assert data.main(["mnist"]) == 0
