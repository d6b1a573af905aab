"""A gradebook on PostgreSQL: the same rows, also when the server goes or a lesson changes.

Each test has a database of its own, on a server of this file's own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from grading.grade import grade_class
from grading.gradebook.book import Course
from grading.gradebook.class_of_lesson import ClassOfLesson, Settings
from tests.helpers.graded_class import (
    HERE,
    assert_nothing_runs,
    at_call,
    quiet,
    read_lines,
    run_main,
    small_class,
)
from tests.helpers.jupyterlab import free_port
from tests.helpers.sample_course import CELLS, LESSON, make_solution, write_notebook

pytestmark = pytest.mark.sandbox


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server in a folder; it listens on this machine only."""

    programs: Path
    folder: Path
    port: int

    def run(self, program: str, *arguments: str) -> None:
        command = [self.programs / program, *arguments]
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            command = ["setpriv", "--reuid", "nobody", "--clear-groups", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder)

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", self.data, "-w", "-o", options, "-l", log, "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", self.data, "-w", "-m", "fast", "stop")

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    def new_book(self, name: str) -> str:
        """The address of a new database."""
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "course", name)
        return f"postgresql+psycopg://course@127.0.0.1:{self.port}/{name}"


def programs() -> Path | None:
    """Where the server's programs lie."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found and (path := shutil.which("initdb")):
        found = [Path(path)]
    return found[-1].parent if found else None


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server that runs."""
    if (there := programs()) is None:
        pytest.skip("no PostgreSQL server is installed here")
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:
        made = Server(there, Path(folder), free_port())
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody")
        made.run("initdb", "-D", made.data, "-U", "course", "-A", "trust", "--no-sync")
        made.start()
        try:
            yield made
        finally:
            made.stop()


@pytest.fixture
def book(server, request, monkeypatch):
    """A new database, in which GRADEBOOK_URL puts the gradebook."""
    address = server.new_book(f"book{abs(hash(request.node.name))}")
    monkeypatch.setenv("GRADEBOOK_URL", address)
    return address


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return small_class(tmp_path_factory)


def copy(small, folder: Path, students: int) -> Path:
    """The class, without a gradebook of its own."""
    root = small.copy(folder, students)
    (root / "gradebook.db").unlink()
    return root


def test_a_gradebook_on_a_server_gives_the_same_rows_twice(tmp_path, small, book):
    root = copy(small, tmp_path, 6)
    for settings in (Settings(workers=2), Settings(workers=1, force=True)):
        grade_class(root, settings=settings, say=quiet)
        small.assert_same(root)
    assert not (root / "gradebook.db").exists()


def test_a_lesson_that_changes_takes_nothing_from_a_gradebook_on_a_server(tmp_path, small, book):
    root = copy(small, tmp_path, 3)
    grade_class(root, settings=HERE, say=quiet)
    course = Course(root)
    with course.open() as opened:
        for student, points in (("s0", 2.5), ("s1", 1.0)):
            notebook = opened.find_submission_notebook(LESSON, LESSON, student)
            for grade in notebook.grades:
                if grade.name == "reflection":
                    grade.manual_score, grade.needs_manual_grade = points, False
            for comment in notebook.comments:
                if comment.name == "reflection":
                    comment.manual_comment = f"Well said, {student}"
        opened.db.commit()
    course.close()
    gone = ("double_check", "double_demo")
    cells = [cell for cell in CELLS if cell[0] not in gone]
    cells = [(*c[:2], 20, c[3]) if c[0] == "divide_hidden" else c for c in cells]
    cells = [(*c[:3], c[3].replace("score(4)", "score(20)")) for c in cells]
    write_notebook(make_solution(cells), root / "solutions" / LESSON / f"{LESSON}.ipynb")
    grade_class(root, settings=HERE, say=quiet)
    rows = read_lines(root / "grades.csv")[1:]
    assert [row[:5] for row in rows] == [
        ["s0", LESSON, "graded", "25.5", "26"],  # 2 + 1 + 20, and 2.5 by hand
        ["s1", LESSON, "graded", "1", "26"],
        ["s2", LESSON, "graded", "0", "26"],
    ]
    with course.open() as opened:
        for student, points in (("s0", 2.5), ("s1", 1.0), ("s2", None)):
            notebook = opened.find_submission_notebook(LESSON, LESSON, student)
            names = {grade.name: grade for grade in notebook.grades}
            assert sorted(names) == ["divide_check", "divide_hidden", "double_hidden", "reflection"]
            assert names["reflection"].manual_score == points
            said = {c.name: c.manual_comment for c in notebook.comments}["reflection"]
            assert said == (None if points is None else f"Well said, {student}")
    course.close()


def test_whoever_scores_meanwhile_waits_until_the_scores_are_written(
    tmp_path, small, book, monkeypatch
):
    root, refused = copy(small, tmp_path, 1), []
    grade_class(root, settings=HERE, say=quiet)

    def score():
        course = Course(root)
        with course.open() as opened:
            opened.db.execute(text("set lock_timeout = '100ms'"))
            try:
                opened.db.execute(text("update grade set manual_score = 1"))
            except OperationalError as error:
                refused.append(str(error.orig))
        course.close()

    at_call(monkeypatch, Course, "_penalty", 2, score)
    grade_class(root, settings=Settings(workers=1, force=True), say=quiet)
    assert "lock timeout" in refused[0]
    small.assert_same(root)


@pytest.mark.parametrize("since", ["the start", "the release"])
def test_a_server_that_is_down_ends_grading_in_one_sentence(
    tmp_path, small, server, book, monkeypatch, capfd, since
):
    root = copy(small, tmp_path, 3)
    try:
        with monkeypatch.context() as patch:
            if since == "the start":
                server.stop()
            else:
                at_call(patch, Course, "_release", 1, server.stop)
            assert run_main(root, monkeypatch, "--workers", "1") == 1
    finally:
        server.start()
    assert_one_sentence(capfd.readouterr().err)
    for name in ("autograded", "feedback", "grades.csv", "history.csv"):
        assert not (root / name).exists()
    grade_class(root, settings=HERE, say=quiet)
    small.assert_same(root)


@pytest.mark.parametrize(
    ("number", "place", "call"),
    # before the second student's notebook is saved; between the scores and the page
    [(1, (ClassOfLesson, "_take"), 2), (2, (Course, "write_feedback"), 2)],
)
def test_a_server_that_stops_in_mid_class_ends_grading_in_one_sentence_and_a_rerun_goes_on(
    tmp_path, small, server, book, monkeypatch, capfd, caplog, number, place, call
):
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    root = copy(small, tmp_path, 6)
    try:
        with monkeypatch.context() as patch:
            at_call(patch, *place, call, server.stop)
            assert run_main(root, monkeypatch, "--workers", str(number)) == 1
        if number == 2:
            assert_nothing_runs(scratch)
    finally:
        server.start()
    assert_one_sentence(capfd.readouterr().err)
    assert not [record.name for record in caplog.records if "tornado" in record.name]
    assert not (root / "grades.csv").exists()
    assert len(read_lines(root / "history.csv")) == 2
    grade_class(root, settings=HERE, say=quiet)
    small.assert_same(root)


def assert_one_sentence(said: str) -> None:
    assert said.startswith("the gradebook does not answer (")
    assert said.endswith(
        "): mend that, then run `make grade` again: what was graded so far is kept\n"
    )
    assert said.count("\n") == 1
