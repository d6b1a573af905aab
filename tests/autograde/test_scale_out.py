"""Whatever grades, in this process, in several, or on other machines: the same rows."""

from __future__ import annotations

import logging
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import distributed
import pytest
from dask import config

from grading import ROOT
from grading.autograde import engine as workers
from grading.grade import grade_class
from grading.gradebook.class_of_lesson import ClassOfLesson, Settings
from tests.helpers.graded_class import HERE, at_call, quiet, read_lines, run_main, small_class
from tests.helpers.jupyterlab import free_port

pytestmark = pytest.mark.sandbox
TLS = "distributed.comm.tls"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return small_class(tmp_path_factory)


@pytest.fixture
def screen(capfd):
    """What reaches the screen; Dask logs to it, as it does where pytest does not take its log."""
    log, handler = logging.getLogger(distributed.__name__), logging.StreamHandler(sys.stderr)
    log.addHandler(handler)
    yield capfd
    log.removeHandler(handler)


@contextmanager
def dask(*arguments: str, course: Path = ROOT) -> Iterator[subprocess.Popen]:
    """Run a command of Dask's, with the course that lies there."""
    env = {**os.environ, "PYTHONPATH": str(course), "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments, "--no-dashboard"],
        env=env,
        cwd=course,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def scheduler():
    """The address of a scheduler that has no worker yet."""
    port = free_port()
    with dask("scheduler", "--host", "127.0.0.1", "--port", str(port)) as process:
        deadline = time.monotonic() + 60
        while True:
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", port)).close()
                break
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield f"tcp://127.0.0.1:{port}"


def test_several_workers_give_the_same_rows_twice(tmp_path, small):
    root = small.copy(tmp_path)
    for number in (3, 2):
        grade_class(root, settings=Settings(workers=number, force=True), say=quiet)
        small.assert_same(root)


def test_workers_elsewhere_give_the_same_rows(tmp_path, small, scheduler):
    root = small.copy(tmp_path)
    with dask("worker", scheduler, "--nthreads", "1", "--nworkers", "2"):
        grade_class(root, settings=Settings(scheduler=scheduler), say=quiet)
    small.assert_same(root)


@pytest.mark.parametrize("there", ["nobody", "something else", "no worker"])
def test_a_scheduler_that_cannot_help_is_named_and_nothing_is_written(
    tmp_path, small, scheduler, monkeypatch, screen, there
):
    root = small.copy(tmp_path, students=1)
    monkeypatch.setattr(workers, "PATIENCE", 2)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        ports = {"nobody": free_port(), "something else": mute.getsockname()[1]}
        address = f"tcp://127.0.0.1:{ports[there]}" if there in ports else scheduler
        begun = time.monotonic()
        assert run_main(root, monkeypatch, "--scheduler", address) == 1
    assert time.monotonic() - begun < 60
    said = screen.readouterr().err
    assert said.startswith(f"no Dask scheduler with a worker answers at {address} (")
    assert said.count("\n") == 1
    for name in ("autograded", "feedback", "grades.csv", "history.csv"):
        assert not (root / name).exists()
    grade_class(root, settings=HERE, say=quiet)
    small.assert_same(root)


@pytest.mark.parametrize("gone", ["scheduler", "worker"])
def test_machines_that_go_in_mid_class_end_grading_in_one_sentence_and_a_rerun_goes_on(
    tmp_path, small, monkeypatch, screen, gone
):
    root, port = small.copy(tmp_path), free_port()
    address = f"tcp://127.0.0.1:{port}"
    with (
        dask("scheduler", "--host", "127.0.0.1", "--port", str(port)) as scheduler,
        dask("worker", address, "--nthreads", "1", "--no-nanny") as worker,
    ):
        process = {"scheduler": scheduler, "worker": worker}[gone]

        def kill():
            process.kill()
            monkeypatch.setattr(workers, "PATIENCE", 1)

        with monkeypatch.context() as patch:
            at_call(patch, ClassOfLesson, "_take", 2, kill)
            assert run_main(root, monkeypatch, "--scheduler", address) == 1
    said = screen.readouterr().err
    assert said.startswith(f"the Dask scheduler at {address} is gone, or its workers are: ")
    assert said.count("\n") == 1
    assert not (root / "grades.csv").exists()
    assert len(read_lines(root / "history.csv")) >= 3
    grade_class(root, settings=HERE, say=quiet)
    small.assert_same(root)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    """Dask's settings for two parties: whoever has the course's key, and somebody with another."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl here to make certificates with")
    folder, settings = tmp_path_factory.mktemp("keys"), {}
    for who in ("course", "stranger"):
        paths = {name: str(folder / f"{who}-{name}.pem") for name in ("key", "cert")}
        made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
        made += ["-nodes", "-days", "2", "-subj", f"/CN={who}"]
        made += ["-keyout", paths["key"], "-out", paths["cert"]]
        subprocess.run(made, check=True, capture_output=True)
        settings[who] = {f"{TLS}.ca-file": str(folder / "course-cert.pem")}
        for role in ("scheduler", "worker", "client"):
            settings[who] |= {f"{TLS}.{role}.{name}": path for name, path in paths.items()}
    return settings


@pytest.fixture
def encrypted(certificates, monkeypatch):
    """The address of a scheduler with a worker that hear nobody without the course's key."""
    port = free_port()
    for name, path in certificates["course"].items():
        upper = name.upper().replace(".", "__").replace("-", "_")
        monkeypatch.setenv(f"DASK_{upper}", path)
    address = f"tls://127.0.0.1:{port}"
    where = ("--host", "127.0.0.1", "--port", str(port), "--protocol", "tls")
    with dask("scheduler", *where), dask("worker", address, "--nthreads", "1", "--no-nanny"):
        yield address


def test_workers_elsewhere_hear_nobody_without_the_courses_key(
    tmp_path, small, certificates, encrypted, monkeypatch, screen
):
    root = small.copy(tmp_path, students=2)
    with config.set(certificates["course"]):
        grade_class(root, settings=Settings(scheduler=encrypted), say=quiet)
    small.assert_same(root)
    monkeypatch.setattr(workers, "PATIENCE", 2)
    for theirs, address in (
        (certificates["stranger"], encrypted),
        ({}, encrypted),
        ({}, encrypted.replace("tls", "tcp")),
    ):
        with config.set(theirs):
            assert run_main(root, monkeypatch, "--scheduler", address, "--force") == 1
        said = screen.readouterr().err
        assert said.startswith(f"no Dask scheduler with a worker answers at {address} (")
        assert said.count("\n") == 1


def test_a_worker_of_another_version_grades_nobody_and_the_rows_say_so(tmp_path, small, scheduler):
    root, other = small.copy(tmp_path, students=3), tmp_path / "other"
    for name in ("grading", "utils"):
        left_out = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, other / name, ignore=left_out)
    with (other / "grading" / "autograde" / "examiner.py").open("a") as rules:
        rules.write("MOST_LATE = 2\n")
    with dask("worker", scheduler, "--nthreads", "1", "--no-nanny", course=other):
        grade_class(root, settings=Settings(scheduler=scheduler), say=quiet)
    rows = read_lines(root / "grades.csv")[1:]
    assert [(row[0], row[2], row[3]) for row in rows] == [
        (f"s{number}", "infrastructure error", "0") for number in range(3)
    ]
    assert all("another version of the course: update it" in row[5] for row in rows)
    assert not (root / "autograded").exists()
    grade_class(root, settings=HERE, say=quiet)
    small.assert_same(root)
