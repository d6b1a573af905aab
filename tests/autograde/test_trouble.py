"""Workers killed, a sandbox ended, a locked gradebook, a full disk: one sentence, nothing lost."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy.engine.default

from grading import ROOT
from grading.course.trouble import FULL, LOCKED
from grading.grade import grade_class
from grading.gradebook import class_of_lesson
from grading.gradebook.class_of_lesson import ClassOfLesson, Settings
from grading.sandbox.kernels import Kernel
from tests.helpers.graded_class import (
    HERE,
    JUDGE,
    assert_nothing_runs,
    at_call,
    grade_once,
    half_written,
    judge_here,
    kill_below,
    quiet,
    read_lines,
    run_main,
    small_class,
)
from tests.helpers.sample_course import CELLS, LESSON, make_solution, write_notebook
from utils.storage.one_step import PART

pytestmark = pytest.mark.sandbox

EARLIER = "s0,98_earlier,graded,4,5"  # the beginning of a line of grades.csv and of history.csv


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return small_class(tmp_path_factory)


@pytest.fixture
def scratch(tmp_path, monkeypatch):
    """The temporary folder of everything that a test starts."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_workers_that_are_killed_in_mid_class_cost_nobody_a_row(
    tmp_path, small, scratch, monkeypatch, capfd
):
    root, killed = small.copy(tmp_path), []
    at_call(monkeypatch, ClassOfLesson, "_take", 1, lambda: killed.append(kill_below(JUDGE)))
    grade_class(root, settings=Settings(workers=2), say=quiet)
    assert killed[0] >= 2  # and one that waits since the class was made
    small.assert_same(root)
    assert_nothing_runs(scratch)
    assert capfd.readouterr().err == ""


INTERRUPTED = """
import os, signal, sys
from pathlib import Path
from grading import grade

if __name__ == "__main__":
    class Interrupted(grade.ClassOfLesson):
        def _take(self, work, result):
            if len(self.rows) == 2:
                os.killpg(0, signal.SIGINT)
            return super()._take(work, result)

    grade.ClassOfLesson, real = Interrupted, grade.grade_class
    grade.grade_class = lambda root, *rest: real(Path(sys.argv[1]), *rest)
    sys.exit(grade.main(["--workers", "2"]))
"""


def grade_interrupted(root: Path, heard: signal.Handlers) -> subprocess.CompletedProcess:
    """Grade with Ctrl-C in mid-class, by a process that is born with SIGINT handled so.

    These tests may run where SIGINT is ignored, as in `nohup make test &`, and that is inherited.
    """
    runner = root.parent / "interrupted.py"
    runner.write_text(INTERRUPTED)
    return subprocess.run(
        [sys.executable, runner, root],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        start_new_session=True,  # as in a terminal, it and its workers hear Ctrl-C together
        preexec_fn=partial(signal.signal, signal.SIGINT, heard),
        timeout=400,
    )


def test_ctrl_c_ends_in_one_sentence_and_the_next_run_goes_on(tmp_path, small, scratch):
    root = small.copy(tmp_path)
    done = grade_interrupted(root, signal.SIG_DFL)
    assert done.returncode == 130
    assert done.stderr == "stopped; nothing is lost: the next run goes on from here\n"
    assert_nothing_runs(scratch)
    assert 2 <= len(list((root / ".cache" / "graded").rglob("*.json"))) < 6
    grade_class(root, settings=HERE, say=quiet)
    small.assert_same(root)


def test_grading_in_the_background_goes_on_when_the_terminal_hears_ctrl_c(tmp_path, small, scratch):
    """As after `nohup make grade &`: Ctrl-C means what runs in the foreground."""
    root = small.copy(tmp_path)
    done = grade_interrupted(root, signal.SIG_IGN)
    assert (done.returncode, done.stderr) == (0, "")
    assert_nothing_runs(scratch)
    small.assert_same(root)


@pytest.mark.usefixtures("walled")
@pytest.mark.parametrize("moment", ["run", "ask"])
def test_a_sandbox_that_is_ended_from_outside_costs_nobody_a_row(
    tmp_path, small, monkeypatch, moment
):
    root, killed = small.copy(tmp_path, students=3), []
    judge_here(monkeypatch)
    at_call(monkeypatch, Kernel, moment, 2, lambda: killed.append(kill_below("course_warm.py")))
    grade_class(root, settings=HERE, say=quiet)
    assert killed
    assert killed[0] > 0
    small.assert_same(root)


@contextmanager
def held(root: Path, how: str = "EXCLUSIVE") -> Iterator[sqlite3.Connection]:
    """Hold the gradebook as another program does; EXCLUSIVE lets nobody read, IMMEDIATE write."""
    book = sqlite3.connect(root / "gradebook.db", isolation_level=None, check_same_thread=False)
    try:
        book.execute(f"BEGIN {how}")
        yield book
    finally:
        book.close()


def test_a_gradebook_that_is_locked_for_a_while_is_waited_for(tmp_path, small):
    root = small.copy(tmp_path, students=3)
    with held(root) as book:
        # longer than SQLite waits by itself
        timer = threading.Timer(7, lambda: book.execute("ROLLBACK"))
        timer.start()
        grade_class(root, settings=HERE, say=quiet)
        timer.join()
    small.assert_same(root)


@pytest.mark.parametrize("how", ["EXCLUSIVE", "IMMEDIATE"])
@pytest.mark.parametrize("since", [0, 2])
def test_a_gradebook_that_stays_locked_ends_grading_in_one_sentence(
    tmp_path, small, monkeypatch, capfd, caplog, how, since
):
    root = small.copy(tmp_path, students=3)
    wait_less = (root / "nbgrader_config.py").read_text().replace("timeout=60", "timeout=0.2")
    (root / "nbgrader_config.py").write_text(wait_less)
    with ExitStack() as stack, monkeypatch.context() as patch:
        if since:
            hold = lambda: stack.enter_context(held(root, how))  # noqa: E731
            at_call(patch, ClassOfLesson, "_take", since, hold)
        else:
            stack.enter_context(held(root, how))
        assert run_main(root, monkeypatch, "--workers", "1") == 1
    assert capfd.readouterr().err == f"{LOCKED}\n"
    assert [record.name for record in caplog.records] == []
    assert not (root / "grades.csv").exists()
    assert half_written(root) == []
    grade_class(root, settings=HERE, say=quiet)
    small.assert_same(root)


class FillingDisk:
    """Every write counts; from one of them on, the disk is full.

    Args:
        patch: puts what writes back as it was.
        last: how many writes there is room for.
    """

    def __init__(self, patch: pytest.MonkeyPatch, last: int) -> None:
        self.writes, self.last = 0, last
        patch.setattr(os, "replace", self._limited(os.replace))
        for name in ("write_text", "write_bytes"):
            patch.setattr(Path, name, self._limited(getattr(Path, name), _half))
        patch.setattr(shutil, "copyfile", self._limited(shutil.copyfile, _half_copied))
        dialect = sqlalchemy.engine.default.DefaultDialect
        full = sqlite3.OperationalError("database or disk is full")
        patch.setattr(dialect, "do_commit", self._limited(dialect.do_commit, error=full))

    def _limited(self, real, half=None, error=None):
        error = error or OSError(errno.ENOSPC, "No space left on device")

        def write(*args, **kwargs):
            self.writes += 1
            if self.writes <= self.last:
                return real(*args, **kwargs)
            if half:
                half(real, *args, **kwargs)
            raise error

        return write


def _half(write, path, data, *args, **kwargs):
    write(path, data[: len(data) // 2], *args, **kwargs)


def _half_copied(copy, source, target, **kwargs):
    Path(target).touch()


def give_a_past(root: Path) -> None:
    """Write what an earlier lesson left behind."""
    (root / "grades.csv").write_text(f"student,lesson,status,score,max_score,reason\n{EARLIER},\n")
    kept = "student,lesson,status,score,max_score,notebook,handed_in,reason"
    (root / "history.csv").write_text(f"{kept}\n{EARLIER},0000,,\n")


def assert_past_kept(root: Path) -> None:
    for name in ("grades.csv", "history.csv"):
        assert EARLIER.split(",") in [line[:5] for line in read_lines(root / name)], name


def test_a_disk_that_fills_up_at_any_write_of_a_run_loses_nothing(
    tmp_path, small, monkeypatch, capfd
):
    grade_once(monkeypatch)
    last, over = 0, False
    while not over:
        root = small.copy(tmp_path / str(last), students=2)
        give_a_past(root)
        with monkeypatch.context() as patch:
            disk = FillingDisk(patch, last)
            code = run_main(root, monkeypatch, "--workers", "1")
        over = disk.writes <= last
        assert code == (0 if over else 1)
        said = capfd.readouterr().err
        assert said == ("" if over else f"{FULL}\n"), f"after {last} writes"
        assert_past_kept(root)
        grade_class(root, settings=HERE, say=quiet)
        small.assert_same(root)
        assert_past_kept(root)
        last += 1
    assert last > 20


def change_lesson(root: Path) -> None:
    """Take a check out of the lesson."""
    cells = [cell for cell in CELLS if cell[0] != "double_check"]
    write_notebook(make_solution(cells), root / "solutions" / LESSON / f"{LESSON}.ipynb")


def scores_kept(path: Path) -> list[tuple]:
    """What a gradebook's file says of every score."""
    with closing(sqlite3.connect(path)) as book:
        return book.execute("SELECT * FROM grade ORDER BY id").fetchall()


def copies_of(root: Path) -> list[Path]:
    """The copies of the gradebook from before a lesson changed."""
    return [path for path in root.glob("gradebook.db.*") if path.suffix != PART]


def test_a_disk_that_fills_up_while_a_changed_lesson_is_taken_over_loses_nothing(
    tmp_path, small, monkeypatch, capfd
):
    grade_once(monkeypatch)
    graded = small.copy(tmp_path / "graded", students=2)
    grade_class(graded, settings=HERE, say=quiet)
    change_lesson(graded)
    before = scores_kept(graded / "gradebook.db")
    wanted = Path(shutil.copytree(graded, tmp_path / "wanted" / "course"))
    grade_class(wanted, settings=HERE, say=quiet)
    after = [row[:5] for row in read_lines(wanted / "grades.csv")]
    assert after[1][3:] == ["7", "10"]
    last, over = 0, False
    while not over:
        root = Path(shutil.copytree(graded, tmp_path / str(last) / "course"))
        with monkeypatch.context() as patch:
            FillingDisk(patch, last)
            prepared = []
            at_call(patch, class_of_lesson, "lesson_to_grade", 1, partial(prepared.append, True))
            code = run_main(root, monkeypatch, "--workers", "1")
        over = bool(prepared)
        if not over:
            assert code == 1
            assert capfd.readouterr().err == f"{FULL}\n", f"after {last} writes"
        assert all(scores_kept(each) == before for each in copies_of(root))
        grade_class(root, settings=HERE, say=quiet)
        assert [row[:5] for row in read_lines(root / "grades.csv")] == after
        assert half_written(root) == []
        assert copies_of(root)
        last += 1
    assert last > 3


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 3 MB of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here: that takes root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("gradebook", ["a gradebook", "no gradebook"])
def test_a_disk_that_is_full_loses_nothing(
    tmp_path, small, small_disk, monkeypatch, capfd, gradebook
):
    grade_once(monkeypatch)
    ballast, kilobytes, over = small_disk / "ballast", 0, False
    while not over:
        root = small.copy(small_disk, students=2)
        give_a_past(root)
        if gradebook == "no gradebook":
            (root / "gradebook.db").unlink()
            shutil.rmtree(root / "release")
        with ballast.open("wb") as stream:
            free = shutil.disk_usage(small_disk).free - kilobytes * 1024
            os.posix_fallocate(stream.fileno(), 0, free)
        over = run_main(root, monkeypatch, "--workers", "1") == 0
        said = capfd.readouterr().err
        assert said == ("" if over else f"{FULL}\n"), f"with {kilobytes} kB"
        assert_past_kept(root)
        ballast.unlink()
        grade_class(root, settings=HERE, say=quiet)
        small.assert_same(root)
        assert_past_kept(root)
        shutil.rmtree(root)
        kilobytes += 24
    assert kilobytes > 200
