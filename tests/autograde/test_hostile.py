"""Submissions that any change must survive: one row each, an honest score, and nothing outside."""

from __future__ import annotations

import copy
import hashlib
import html
import json
import os
import re
import shutil
import socket
import threading
import time
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from grading import ROOT
from grading.autograde.examiner import Times
from grading.course.told import ROW
from grading.grade import grade_class
from grading.gradebook.class_of_lesson import Settings
from grading.lesson.release import derive
from grading.sandbox.warm import Limits
from tests.helpers.hostile import (
    ALL,
    CASES,
    DIVIDE,
    DOUBLE,
    EDITED,
    MARK,
    PLACES,
    SCORED,
    SCORES,
    TRIPLE,
    answers_scores,
    cell,
    perfect_notebook,
)
from tests.helpers.sample_course import (
    LESSON,
    hand_in,
    make_course,
    make_solution,
    once,
    read_grades,
)
from tests.helpers.starts import starts

SETTINGS = Settings(
    workers=2,
    times=Times(cell=5.0, call=2.0, whole=30.0),
    limits=Limits(memory=5 << 28, processes=100),
)
SECRETS = ("HIDDEN TESTS", "21.5", "21_5", "43.0", "1234, 5", "1234.0", "== 246", "Parts")
SECRET = "only for the instructor"
RECEIVED = "connections"


def tree(folder):
    """Every file below a folder, with a hash of what it holds."""
    files = [p for p in sorted(folder.rglob("*")) if p.is_file() and not p.is_symlink()]
    files = [each for each in files if each.suffix != ".pyc"]
    return {
        str(each.relative_to(folder)): hashlib.sha256(each.read_bytes()).hexdigest()
        for each in files
    }


def processes():
    """Process id, parent and command line of every process that runs."""
    found = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            words = Path(f"/proc/{name}/stat").read_text().rsplit(")", 1)[1].split()
            line = Path(f"/proc/{name}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if words[0] != "Z":
            found[int(name)] = int(words[1]), line
    return found


def left_over(before):
    """Command lines of what was started since and is still there: ours, or nobody's any more."""
    now = processes()
    found = []
    for pid, (parent, line) in now.items():
        sandbox = "course_warm" in line or "bwrap" in line
        if MARK in line or (sandbox and pid not in before and parent in (1, os.getpid())):
            found.append(line)
    return found


def hand_in_class(root, port):
    release = nbformat.reads(derive(LESSON, root), as_version=4)
    for student, case in CASES.items():
        nb = release if student == "untouched" else perfect_notebook(root)
        content = case.edit(nb) if case.edit else None
        if content is None:
            for each in nb.cells:
                for name, value in (("root", root), ("port", port), ("course", ROOT)):
                    each.source = each.source.replace(f"{{{name}}}", str(value))
        path = hand_in(root, student, content if isinstance(content, bytes) else nb)
        for name, data in case.files.items():
            (path.parent / name).parent.mkdir(exist_ok=True)
            (path.parent / name).write_bytes(data)
    hand_in_elsewhere(root)
    students = [*CASES, *PLACES]
    (root / "roster.csv").write_text("student\n" + "\n".join(students) + "\n")


def hand_in_elsewhere(root):
    nb, work = perfect_notebook(root), root / "submitted"
    hand_in(root, "renamed", nb).rename(work / "renamed" / LESSON / f"{LESSON} (1).ipynb")
    hand_in(root, "symlink", nb).unlink()
    (work / "symlink" / LESSON / f"{LESSON}.ipynb").symlink_to(root / "gradebook.db")
    (work / "symlinked_folder").mkdir()
    (work / "symlinked_folder" / LESSON).symlink_to(work / "correct" / LESSON)
    os.truncate(hand_in(root, "too_large", nb), 300_000_000)
    hand_in(root, "no_file", nb, files={"my answers.txt": b"x"}).unlink()


def listen(received):
    """A server on this machine that notes who comes; its port."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            connection, _ = server.accept()
            received.append(1)
            connection.close()

    threading.Thread(target=serve, daemon=True).start()
    return server.getsockname()[1]


def grade_hostile(folder):
    """Grade the class, and write down what was there before and after."""
    root, received = make_course(folder), []
    (root / "canary").mkdir()
    (root / "canary" / "bird.txt").write_text("sings")
    hand_in_class(root, listen(received))
    watched = [root / "canary", root / "submitted", root / "solutions", ROOT / "utils"]
    before, trees = processes(), [tree(each) for each in watched]
    os.environ["COURSE_SECRET"] = SECRET
    start = time.monotonic()
    try:
        grade_class(root, settings=SETTINGS, say=lambda line: None)
    finally:
        del os.environ["COURSE_SECRET"]
    seconds = time.monotonic() - start
    time.sleep(0.5)
    found = {
        "seconds": seconds,
        "changed": [str(p) for p, t in zip(watched, trees, strict=True) if tree(p) != t],
        "left": left_over(before),
        RECEIVED: len(received),
    }
    (folder / "found.json").write_text(json.dumps(found))


@pytest.fixture(scope="module")
@starts("sandbox")
def hostile(tmp_path_factory):
    """The root of the class, graded, and what was found around it."""
    folder = once(tmp_path_factory, "hostile", grade_hostile)
    return folder / "course", json.loads((folder / "found.json").read_text())


def autograded(root, student):
    path = root / "autograded" / student / LESSON / f"{LESSON}.ipynb"
    return nbformat.read(path, as_version=4)


def shown(nb):
    """All that a graded notebook's outputs hold, as text."""
    parts = []
    for each in nb.cells:
        for output in each.get("outputs", []):
            parts += [output.get("text", ""), output.get("ename", ""), output.get("evalue", "")]
            parts += [str(value) for value in output.get("data", {}).values()]
    return "\n".join(parts)


def test_one_row_for_everyone(hostile):
    assert list(read_grades(hostile[0])) == [*CASES, *PLACES]


@pytest.mark.parametrize("student", CASES)
def test_row(hostile, student):
    root, case = hostile[0], CASES[student]
    row = read_grades(root)[student]
    assert (row["status"], float(row["score"])) == (case.status, case.score), row["reason"]
    for part in case.says:
        assert part in row["reason"]
    if case.status == "graded":
        assert "kernel" not in row["reason"]
    assert len(row["reason"]) <= ROW
    if case.shows:
        assert case.shows in shown(autograded(root, student))


@pytest.mark.parametrize("student", PLACES)
def test_row_of_work_that_is_elsewhere(hostile, student):
    row = read_grades(hostile[0])[student]
    status, reason = PLACES[student]
    assert (row["status"], row["score"]) == (status, "0")
    assert reason in row["reason"]


def test_the_same_work_gives_the_same_row(hostile):
    rows = read_grades(hostile[0])
    same = ("correct", "identical", "in_the_middle", "last")
    assert len({tuple(list(rows[name].values())[1:]) for name in same}) == 1


@pytest.mark.parametrize("student", [*CASES, *PLACES])
def test_feedback_holds_no_hidden_test(hostile, student):
    path = hostile[0] / "feedback" / student / LESSON / f"{LESSON}.html"
    if student == "missing":
        assert not path.exists()
        return
    page = path.read_text(encoding="utf-8")
    assert len(page) < 5_000_000
    text = html.unescape(re.sub(r"(?s)<style.*?</style>|<script.*?</script>|<[^>]*>", "", page))
    for secret in SECRETS:
        assert secret not in text, secret
    ungradable = read_grades(hostile[0])[student]["status"] == "ungradable"
    assert ("not graded yet" if ungradable else "Hidden tests ran here") in text
    assert "ask for" not in text or not ungradable, "that is for the instructor"


@pytest.mark.parametrize("student", [s for s in CASES if CASES[s].status != "ungradable"])
def test_what_is_kept_is_small_and_complete(hostile, student):
    folder = hostile[0] / "autograded" / student / LESSON
    assert [each.name for each in folder.iterdir()] == [f"{LESSON}.ipynb"]
    assert (folder / f"{LESSON}.ipynb").stat().st_size < 3_000_000
    nb = autograded(hostile[0], student)
    graded = [c.metadata.nbgrader.grade_id for c in nb.cells if "nbgrader" in c.metadata]
    assert sorted(graded) == sorted(set(graded))
    assert SECRET not in shown(nb)
    assert "found b" not in shown(nb)


def test_nothing_outside_changed(hostile):
    assert hostile[1]["changed"] == []
    assert hostile[1][RECEIVED] == 0


def test_no_process_is_left(hostile):
    assert hostile[1]["left"] == []


def test_honest_work_shows_no_sign_of_tampering(hostile):
    rows = read_grades(hostile[0])
    assert {rows[name]["status"] for name in EDITED} == {"graded", "ungradable"}


QUICK = Settings(workers=1, times=SETTINGS.times)


def rows_of(root):
    return {name: (row["status"], float(row["score"])) for name, row in read_grades(root).items()}


def auto_scores(root, student):
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        notebook = gradebook.find_submission_notebook(LESSON, LESSON, student)
        return {grade.name: grade.auto_score for grade in notebook.grades}


@pytest.mark.sandbox
def test_a_resubmission_replaces_every_old_score(tmp_path):
    root = make_course(tmp_path)
    worse, crashes, cheats = (copy.deepcopy(perfect_notebook(root)) for _ in range(3))
    cell(worse, "double").source = TRIPLE
    cell(crashes, "divide").source = "import os\nos._exit(1)"
    cheats.cells = []
    later = {"same": None, "worse": worse, "crashes": crashes, "emptied": cheats, "broken": b"{"}
    for student in [*later, "taken_back"]:
        hand_in(root, student, perfect_notebook(root))
    (root / "roster.csv").write_text("\n".join(["student", *later, "taken_back"]))
    grade_class(root, settings=QUICK, say=lambda line: None)
    first = (root / "grades.csv").read_bytes()
    assert set(rows_of(root).values()) == {("graded", ALL)}
    grade_class(root, settings=QUICK, say=lambda line: None)
    assert (root / "grades.csv").read_bytes() == first
    for student, nb in later.items():
        if nb is not None:
            hand_in(root, student, nb)
    shutil.rmtree(root / "submitted" / "taken_back")
    grade_class(root, settings=QUICK, say=lambda line: None)
    assert rows_of(root) == {
        "same": ("graded", ALL),
        "worse": ("graded", DIVIDE),
        "crashes": ("partial", DOUBLE),
        "emptied": ("ungradable", 0),
        "broken": ("ungradable", 0),
        "taken_back": ("missing", 0),
    }
    assert auto_scores(root, "crashes")["divide_hidden"] == 0
    for student in ("emptied", "broken", "taken_back"):
        assert not any(auto_scores(root, student).values())
        assert not (root / "autograded" / student / LESSON).exists()
    assert not (root / "feedback" / "taken_back" / LESSON).exists()


@pytest.fixture(scope="module")
@starts("sandbox")
def scored(tmp_path_factory):
    """The grades of a lesson whose test cells show whatever its learner's function returns."""

    def make(folder):
        root = make_course(folder, SCORED)
        nb = make_solution(SCORED)
        cell(nb, "points").source = answers_scores()
        hand_in(root, "ann", nb)
        grade_class(root, settings=Settings(workers=1), say=lambda line: None)

    root = once(tmp_path_factory, "scored", make) / "course"
    return auto_scores(root, "ann"), read_grades(root)["ann"]


@pytest.mark.parametrize("name", SCORES)
def test_a_score_is_a_number_from_0_to_the_points_or_waits(scored, name):
    assert scored[0][name] == SCORES[name][1]


def test_the_row_says_which_scores_wait(scored):
    row = scored[1]
    waiting = [name for name, (_, score) in SCORES.items() if score is None]
    assert row["status"] == "graded"
    assert float(row["score"]) == sum(score or 0 for _, score in SCORES.values())
    for name in waiting[:5]:  # a row has room for so many, and counts the rest
        assert f"{name} shows" in row["reason"]
    assert f"{len(waiting)} answers wait for manual grading" in row["reason"]
