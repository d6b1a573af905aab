"""Where no sandbox stands, nothing of a student's runs, and everything else does."""

from __future__ import annotations

import os
import shutil
import sys

import nbformat
import pytest
import yaml

from grading import ROOT, CourseError, demo, grade
from grading.authoring.filled_in import fill, solved
from grading.autograde import engine
from grading.course import alone
from grading.export import export_class
from grading.grade import grade_class
from grading.gradebook.class_of_lesson import Settings
from grading.lesson.release import derive
from grading.sandbox import standing
from tests.helpers.graded_class import quiet, small_class
from tests.helpers.sample_course import LESSON, hand_in, make_course, make_solution, read_grades
from tests.helpers.starts import starts

REFUSES = "#!/bin/sh\necho 'bwrap: No permissions to create a new namespace' >&2\nexit 1\n"


@pytest.fixture
def asked():
    """What the sandbox said before is forgotten, and so is what it says here."""
    standing.found.cache_clear()
    yield
    standing.found.cache_clear()


@pytest.fixture(params=["no bwrap", "bwrap refuses", "darwin", "win32"])
def no_walls(request, asked, monkeypatch, tmp_path):
    """A machine without walls, in each of four ways."""
    if request.param in ("darwin", "win32"):
        monkeypatch.setattr(standing.sys, "platform", request.param)
        monkeypatch.setattr(standing, "CAN_GO_WITHOUT", request.param != "win32")
        reason = standing.problem()  # of other systems nothing more can be played here
        monkeypatch.undo()
        monkeypatch.setattr(standing, "CAN_GO_WITHOUT", request.param != "win32")
        monkeypatch.setattr(standing, "found", lambda: (reason, ""))
    else:
        folder = tmp_path / "programs"
        folder.mkdir()
        for name in ("setpriv", "sh"):
            (folder / name).symlink_to(shutil.which(name))
        if request.param == "bwrap refuses":
            (folder / "bwrap").write_text(REFUSES)
            (folder / "bwrap").chmod(0o755)
        monkeypatch.setenv("PATH", str(folder))
    return request.param


@pytest.fixture(scope="module")
@starts("sandbox")
def graded(tmp_path_factory):
    return small_class(tmp_path_factory).folder / "undisturbed"


def nothing_runs(monkeypatch):
    def run(task):
        raise AssertionError(f"{task.student}'s code was run")

    monkeypatch.setattr(engine, "grade", run)


@pytest.mark.sandbox
def test_what_is_missing_and_what_to_do_is_said(no_walls):
    said = standing.problem()
    wanted = {
        "no bwrap": "The sandbox needs the program `bwrap` of the package bubblewrap.",
        "bwrap refuses": "The sandbox does not stand here:",
        "darwin": "The sandbox needs Linux.",
        "win32": "The sandbox needs Linux.",
    }
    assert said.startswith(wanted[no_walls]), said
    for way in ("apt-get install bubblewrap", "WSL", "docker/compose.yaml", "UNSANDBOXED=1"):
        assert way in said


def test_no_students_code_runs_and_what_was_graded_stands(graded, no_walls, monkeypatch, tmp_path):
    root, said = shutil.copytree(graded, tmp_path / "course"), []
    before = read_grades(root)
    perfect = (root / "submitted" / "s0" / LESSON / f"{LESSON}.ipynb").read_text()
    hand_in(root, "s1", nbformat.reads(perfect, as_version=4))  # another notebook than before
    hand_in(root, "s9", b"no notebook")
    nothing_runs(monkeypatch)
    rows = {row.student: row for row in grade_class(root, say=said.append)}
    assert rows["s0"].cells() == [*before["s0"].values()]
    assert (rows["s1"].status, rows["s1"].score) == ("infrastructure error", 0)
    assert "it was not run, for want of a sandbox" in rows["s1"].reason
    assert rows["s9"].status == "ungradable"
    assert said[0].startswith("NO SANDBOX HERE: nothing of a student's is run.")
    assert f"{LESSON}: 1 not run: grade where a sandbox stands" in said[-1]
    export_class(root, say=quiet)
    lines = (root / "exports" / "plain.csv").read_text(encoding="utf-8-sig").splitlines()
    scores = {line.split(",")[0]: line.split(",")[3] for line in lines[2:]}
    assert (scores["s0"], scores["s1"], scores["s9"]) == ("", "", "")  # s0's reflection waits


def test_a_score_whose_lesson_changed_stays_and_the_row_says_so(
    graded, no_walls, monkeypatch, tmp_path
):
    root = shutil.copytree(graded, tmp_path / "course")
    (root / "deadlines.csv").write_text(f"lesson,due\n{LESSON},2026-01-31 18:00 UTC\n")
    nothing_runs(monkeypatch)
    rows = {row.student: row for row in grade_class(root, say=quiet)}
    assert (rows["s0"].status, rows["s0"].score) == ("graded", 8)
    assert "something that decides its score changed since" in rows["s0"].reason


@pytest.mark.kernel
def test_the_demo_runs_its_own_class_and_says_that_it_is_alone_in_that(
    no_walls, monkeypatch, tmp_path
):
    root, said = make_course(tmp_path), []
    if no_walls == "win32":
        nothing_runs(monkeypatch)
    elif no_walls != "darwin":
        monkeypatch.setenv("PATH", os.pathsep.join([os.environ["PATH"], "/usr/bin"]))
        monkeypatch.setattr(standing, "found", lambda: ("The sandbox needs the program.", ""))
    rows = {row.student: row for row in demo.run_demo(root, say=said.append)}
    assert len(rows) == len(demo.STUDENTS)
    assert rows["broken_file"].status == "ungradable"
    if no_walls == "win32":
        assert rows["perfect"].status == "infrastructure error"
        return
    assert rows["perfect"].score == 8
    assert "graded without a sandbox" in rows["perfect"].reason
    assert said[1].endswith("`make grade` runs nothing of a student's until a sandbox stands.")


def test_on_windows_itself_no_word_makes_it_run_students_code(monkeypatch, tmp_path):
    monkeypatch.setattr(standing, "CAN_GO_WITHOUT", False)
    nothing_runs(monkeypatch)
    root = make_course(tmp_path)
    release = nbformat.reads(derive(LESSON, root), as_version=4)
    hand_in(root, "ann", fill(release, make_solution(), solved))
    with pytest.raises(CourseError, match="cannot be run on Windows itself"):
        grade_class(root, settings=Settings(unsandboxed=True), say=quiet)
    assert not (root / "grades.csv").exists()


def test_nothing_but_the_word_and_the_demo_goes_without_walls(monkeypatch, tmp_path):
    """Of all that calls `grade_class`, only the demo, and who says UNSANDBOXED=1, goes without."""
    asks = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "grading").rglob("*.py")
        if "unsandboxed=True" in path.read_text(encoding="utf-8")
    ]
    assert asks == ["grading/demo.py"]
    seen = []
    monkeypatch.setattr(grade, "grade_class", lambda *rest: seen.append(rest[2]) or [])
    monkeypatch.setenv("UNSANDBOXED", "1")
    assert grade.main([]) == 0
    assert seen == [Settings()]


def test_a_course_is_held_by_one_command_on_windows_too(monkeypatch, tmp_path):
    class Msvcrt:
        LK_NBLCK, held = 2, False

        @classmethod
        def locking(cls, number, how, count):
            if cls.held:
                raise OSError(13, "Permission denied")
            cls.held = True

    monkeypatch.setitem(sys.modules, "msvcrt", Msvcrt)
    monkeypatch.setattr(alone.sys, "platform", "win32")
    again = pytest.raises(CourseError, match="graded already")
    with alone.alone(tmp_path), again, alone.alone(tmp_path):
        pass


def test_the_container_has_what_the_walls_need():
    compose = yaml.safe_load((ROOT / "docker" / "compose.yaml").read_text(encoding="utf-8"))
    course = compose["services"]["course"]
    assert (ROOT / "docker" / course["build"] / "Dockerfile").is_file()
    # User namespaces, and a /proc that nothing covers
    assert course["security_opt"] == [
        f"{each}=unconfined" for each in ("seccomp", "apparmor", "systempaths")
    ]
    assert course["volumes"] == ["..:/course", "venv:/course/.venv"]
    assert "privileged" not in course
    steps = (ROOT / "docker" / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    for word in ("bubblewrap", "libseccomp2", "make", "util-linux", "USER grader", "/course/.venv"):
        assert word in steps
