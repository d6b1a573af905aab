"""Other engines, another gradebook, a full disk, a locked gradebook: the same rows."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import nbformat
import pytest

from grading import ROOT, CourseError
from grading.answers import fill, solved, wrong
from grading.cells import is_exercise
from grading.grade import Settings, grade_class
from grading.release import derive
from tests.jupyterlab import free_port
from tests.sample_course import LESSON, hand_in, make_course, make_solution, read_grades

STUDENTS = 6


def quiet(line):
    """Take progress without showing it."""


def make_class(folder: Path) -> Path:
    """Six students: right, wrong and blank work in turn."""
    root = make_course(folder)
    release, solution = nbformat.reads(derive(LESSON, root), as_version=4), make_solution()
    kinds = [
        fill(release, solution, solved),
        fill(release, solution, lambda cell: wrong(cell) if is_exercise(cell) else None),
        release,
    ]
    for number in range(STUDENTS):
        hand_in(root, f"s{number}", kinds[number % 3])
    return root


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """The rows of one process without anything unusual."""
    root = make_class(tmp_path_factory.mktemp("plain"))
    grade_class(root, settings=Settings(workers=1), say=quiet)
    rows = read_grades(root)
    assert [row["score"] for row in rows.values()] == ["8", "0", "0"] * 2
    return rows


def test_several_workers_give_the_same_rows_twice(tmp_path, expected):
    root = make_class(tmp_path)
    for workers in (3, 2):
        grade_class(root, settings=Settings(workers=workers, force=True), say=quiet)
        assert read_grades(root) == expected


def test_a_scheduler_elsewhere_gives_the_same_rows(tmp_path, expected):
    root, port = make_class(tmp_path / "class"), free_port()
    address = f"tcp://127.0.0.1:{port}"
    env = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    dask = [sys.executable, "-m", "dask"]
    commands = [
        [*dask, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"],
        [*dask, "worker", address, "--nthreads", "1", "--nworkers", "2", "--no-dashboard"],
    ]
    running = [
        subprocess.Popen(
            each, env=env, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for each in commands
    ]
    try:
        grade_class(root, settings=Settings(scheduler=address), say=quiet)
    finally:
        for each in reversed(running):
            each.terminate()
            each.wait(30)
    assert read_grades(root) == expected


def test_a_gradebook_that_is_locked_for_a_while_is_waited_for(tmp_path, expected):
    root = make_class(tmp_path)
    grade_class(root, settings=Settings(workers=1), say=quiet)
    held = threading.Event()

    def hold():
        with sqlite3.connect(root / "gradebook.db", isolation_level=None) as book:
            book.execute("BEGIN EXCLUSIVE")
            held.set()
            time.sleep(7)  # longer than SQLite waits by itself
            book.execute("ROLLBACK")

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    grade_class(root, settings=Settings(workers=1, force=True), say=quiet)
    thread.join()
    assert read_grades(root) == expected


@pytest.mark.parametrize("place", ["autograded", "graded", "feedback", "grades.csv"])
def test_a_full_disk_leaves_nothing_half_written_and_a_rerun_mends_it(
    tmp_path, expected, monkeypatch, place
):
    root, real = make_class(tmp_path), os.replace

    def full(source, target, *rest, **options):
        if place in str(target) and (place == "grades.csv" or "s3" in str(target)):
            raise OSError(errno.ENOSPC, "No space left on device", str(target))
        return real(source, target, *rest, **options)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        try:
            rows = grade_class(root, settings=Settings(workers=1), say=quiet)
            said = " ".join(f"{row.status} {row.reason}" for row in rows)
        except (CourseError, OSError) as error:
            said = str(error)
    assert "space" in said or "room" in said
    grade_class(root, settings=Settings(workers=1), say=quiet)
    assert read_grades(root) == expected
    assert not [path for path in root.rglob("*.part") if ".cache" not in path.parts]


@pytest.fixture
def postgres(tmp_path_factory):
    """The address of a database on a PostgreSQL server of the test's own."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    programs = found[-1].parent if found else None
    if programs is None:
        initdb = shutil.which("initdb")
        programs = Path(initdb).parent if initdb else None
    if programs is None:
        pytest.skip("no PostgreSQL server is installed here")
    folder = Path(subprocess.check_output(["mktemp", "-d", "/tmp/pg-XXXXXX"], text=True).strip())
    prefix, port = [], free_port()
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "nobody")
        prefix = ["setpriv", "--reuid", "nobody", "--clear-groups"]
    try:
        quietly = {"stdout": subprocess.DEVNULL, "cwd": folder}
        make = [programs / "initdb", "-D", folder / "data", "-U", "course", "-A", "trust"]
        subprocess.run([*prefix, *make], check=True, **quietly)
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
        control = [*prefix, programs / "pg_ctl", "-D", folder / "data", "-w"]
        subprocess.run(
            [*control, "-o", options, "-l", folder / "log", "start"], check=True, **quietly
        )
        try:
            create = [
                programs / "createdb",
                "-h",
                "127.0.0.1",
                "-p",
                str(port),
                "-U",
                "course",
                "book",
            ]
            subprocess.run(create, check=True, **quietly)
            yield f"postgresql+psycopg://course@127.0.0.1:{port}/book"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=False, **quietly)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_a_gradebook_on_postgresql_gives_the_same_rows(tmp_path, expected, postgres, monkeypatch):
    monkeypatch.setenv("GRADEBOOK_URL", postgres)
    root = make_class(tmp_path)
    for force in (False, True):
        grade_class(root, settings=Settings(workers=2, force=force), say=quiet)
        assert read_grades(root) == expected
    assert not (root / "gradebook.db").exists()
