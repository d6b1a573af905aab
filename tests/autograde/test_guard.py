"""Whatever a notebook makes of the judge: one student costs one row, never the run."""

from __future__ import annotations

import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import psutil
import pytest

from grading import ROOT, CourseError
from grading.autograde import clock, guard, stand_ins
from grading.autograde.clock import OutOfTime, at_most
from grading.autograde.examiner import Times
from grading.autograde.judge import MOST_NOTEBOOK, MOST_SAID, outcome_of
from grading.autograde.stand_ins import Remote, StandIn
from grading.autograde.stand_ins import stand_in as stand_in_for
from grading.autograde.task import TRIES, Bounds, Task
from grading.autograde.watched import TEST, Promises
from grading.grade import grade_class
from grading.gradebook.class_of_lesson import ClassOfLesson, Settings
from grading.sandbox.forks import LENGTH, KernelEnded
from grading.sandbox.inside.course_values import Encoder
from tests.helpers.graded_class import at_call, quiet, read_lines
from tests.helpers.hostile import cell, perfect_notebook
from tests.helpers.sample_course import CELLS, LESSON, hand_in, make_course

# A judge whose notebooks do to it what the test says: in a file, since it is another process
STAND_IN = """
import ctypes, os, signal, sys, time
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from grading.autograde import judge
from grading.autograde.task import Outcome

folder = Path({folder!r})
held = ctypes.PyDLL(None)  # what it calls lets no other thread run

def grade(task, promises):
    number = len(list(folder.iterdir()))
    (folder / str(number)).write_text(repr((task.left_out, task.given_up)))
    if not task.given_up:
        {deed}
    return Outcome(task.student, "another", "{{}}", "partial", tuple(task.left_out.values()))

judge.grade = grade
{first}
judge.main(sys.argv[2:])
"""
AT_3 = "promises.at('test', 3); ('test', 3) in task.left_out or "
BOUNDS = Bounds(memory=400 << 20, alone=4.0)
TASK = Task("ada", SimpleNamespace(name=LESSON, preload=()), "{}", bounds=BOUNDS)
SLOW = Times(cell=5.0, call=2.0, whole=60.0)


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """Puts a judge in the real one's place; gives the folder in which each task leaves a file."""
    folder = tmp_path / "tasks"
    folder.mkdir()
    guard.end_all()

    def make(deed: str, first: str = "") -> None:
        program = STAND_IN.format(folder=str(folder), deed=deed, first=first)
        monkeypatch.setattr(guard, "PROGRAM", program)

    yield make, folder
    guard.end_all()


def tried(folder) -> list[tuple[dict, str]]:
    """What was left out, and why all was, of each task that a judge took."""
    return [eval(path.read_text()) for path in sorted(folder.iterdir(), key=lambda p: int(p.name))]


DEEDS = {
    "a long step of C's": ("held.sleep(60)", r"went on for \d+ s"),
    "memory": ("bytearray(900 << 20)", "held more than 0.391 GB"),
    "an array too large": ("bytearray(1 << 60)", "held more than 0.391 GB"),
    "a crash": ("ctypes.string_at(0)", f"ended by signal {int(signal.SIGSEGV)}"),
    "no message": ("os.write(int(sys.argv[2]), b'x' * 99)", "gave no outcome"),
}


@pytest.mark.kernel
@pytest.mark.parametrize("deed", DEEDS)
def test_a_judge_that_is_ended_costs_the_tests_of_one_cell(stand_in, deed):
    make, folder = stand_in
    code, said = DEEDS[deed]
    first = "judge.own_memory.bound = lambda most: None" if deed == "memory" else ""
    make(AT_3 + code, first)
    outcome = guard.grade(TASK)
    assert (outcome.student, outcome.lesson, outcome.status) == ("ada", LESSON, "partial")
    *before, (left_out, given_up) = tried(folder)
    assert list(left_out) == [(TEST, 3)]
    assert re.search(said, left_out[TEST, 3])
    assert given_up == ""
    # What may happen once to anybody is tried again as it was
    assert len(before) == (2 if deed in ("a crash", "no message") else 1)
    assert outcome.repaired == (left_out[TEST, 3],)


HEAD, BODY = b'{"ready": true}', b"a notebook"
WHOLE = b"".join([*map(LENGTH.pack, (len(HEAD), len(BODY))), HEAD, BODY])


def heard(data: bytes):
    """What a watcher hears of a judge that says this."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(data)
        messages = guard.Messages(ours)
        return messages.receive(0)


def test_a_message_is_heard_when_it_is_whole():
    assert heard(WHOLE) == ({"ready": True}, BODY)
    assert all(heard(WHOLE[:size]) is None for size in (1, 15, 16, 20, len(WHOLE) - 1))


@pytest.mark.parametrize(
    "data",
    [
        b"\xff" * 99,
        LENGTH.pack(2) + LENGTH.pack(0) + b"[]",
        LENGTH.pack(2) + LENGTH.pack(0) + b"{,",
        LENGTH.pack(10) + LENGTH.pack(MOST_NOTEBOOK + 1),
        LENGTH.pack(MOST_SAID + 1) + LENGTH.pack(0),
    ],
)
def test_what_is_no_message_is_refused(data):
    with pytest.raises(ValueError, match=r"."):
        heard(data)


OUTCOME = {name: [] for name in ("repaired", "notes", "tampering")}
OUTCOME |= {"status": "graded", "slowest": ["a", 1.0], "seconds": 1, "memory": 2}


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "tampered"},
        {"notes": [["a list"]]},
        {"notes": None},
        {"slowest": []},
        {"seconds": "long"},
        {"memory": float("inf")},
    ],
)
def test_of_a_judge_nothing_is_believed_that_is_no_outcome(wrong):
    assert outcome_of({**OUTCOME, "student": "bob"}, b"{}", TASK).student == "ada"
    for told, notebook in (({**OUTCOME, **wrong}, b"{}"), (OUTCOME, b""), (None, b"{}")):
        with pytest.raises(ValueError, match=r"."):
            outcome_of(told, notebook, TASK)


@pytest.mark.kernel
def test_a_judge_that_is_killed_from_outside_costs_nothing(stand_in):
    make, folder = stand_in
    make("promises.at('test', 3); number or os.kill(os.getpid(), signal.SIGKILL)")
    assert guard.grade(TASK).repaired == ()
    assert tried(folder) == [({}, "")] * 2


@pytest.mark.kernel
def test_a_judge_that_is_killed_again_and_again_is_no_fault_of_the_notebook(stand_in):
    make, folder = stand_in
    make("promises.at('test', 3); os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(CourseError, match="ended from outside"):
        guard.grade(TASK)
    assert tried(folder) == [({}, "")] * TRIES


@pytest.mark.kernel
def test_a_notebook_that_ends_judges_at_every_cell_is_given_up(stand_in):
    make, folder = stand_in
    make("promises.at('test', number); held.sleep(60)")
    outcome = guard.grade(TASK)
    assert outcome.status == "partial"
    *before, (left_out, given_up) = tried(folder)
    assert [len(each) for each, _ in before] == [0, 1, 2, 3]
    assert len(left_out) == BOUNDS.losses + 1
    assert "went on for" in given_up


@pytest.mark.kernel
def test_the_time_of_all_attempts_together_is_bounded(stand_in):
    make, folder = stand_in
    make("promises.at('test', number); held.sleep(60)")
    guard.grade(replace(TASK, times=Times(whole=0.01)))
    assert [bool(given_up) for _, given_up in tried(folder)] == [False, True]


@pytest.mark.kernel
def test_a_notebook_that_cannot_be_read_is_an_error_of_one_row(stand_in):
    make, folder = stand_in
    make("held.sleep(60)")
    with pytest.raises(CourseError, match="before the notebook was read"):
        guard.grade(TASK)
    assert len(tried(folder)) == 1


@pytest.mark.kernel
def test_a_judge_that_ends_while_it_starts_is_started_again(stand_in, tmp_path):
    make, folder = stand_in
    count = tmp_path / "starts"
    count.write_text("")
    once_more = f"count = Path({str(count)!r}); count.write_text(count.read_text() + '1')"
    make("pass", f"{once_more}\nif len(count.read_text()) < {TRIES}: sys.exit('not yet')")
    assert guard.grade(TASK).status == "partial"
    assert len(tried(folder)) == 1
    guard.end_all()
    make("pass", "sys.exit('never')")
    with pytest.raises(guard.NoJudge, match=r"ended while it started: try again \(never\)"):
        guard.grade(TASK)


@pytest.mark.kernel
@pytest.mark.parametrize("held", ["sleep", "pass"])
def test_a_judge_ends_with_the_process_that_watches_it(stand_in, tmp_path, held):
    make, folder = stand_in
    make("held.sleep(60)" if held == "sleep" else "pass")
    watcher = tmp_path / "watcher.py"
    watcher.write_text(
        "import sys, time\nfrom types import SimpleNamespace\n"
        "from grading.autograde import guard\nfrom grading.autograde.task import Task\n"
        f"guard.PROGRAM = {guard.PROGRAM!r}\n"
        f"guard.grade(Task('ada', SimpleNamespace(name={LESSON!r}, preload=()), '{{}}'))\n"
        "time.sleep(60)\n"
    )
    process = subprocess.Popen(
        [sys.executable, watcher], env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    try:
        until(lambda: tried_yet(folder))
        judges = psutil.Process(process.pid).children(recursive=True)
    finally:
        process.kill()
        process.wait()
    assert judges
    until(lambda: not any(map(runs, judges)))


def tried_yet(folder) -> bool:
    return any(path.stat().st_size for path in folder.iterdir())


def runs(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return process.status() != psutil.STATUS_ZOMBIE
    return False


def until(over) -> None:
    deadline = time.monotonic() + 30
    while not over():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.kernel
def test_a_judge_that_nobody_wants_any_more_grades_nothing(stand_in, monkeypatch):
    make, folder = stand_in
    make("pass")
    at_call(monkeypatch, guard.Judge, "start", 1, guard.stop)
    with pytest.raises(guard.NoJudge, match="was stopped"):
        guard.grade(TASK)
    assert tried(folder) == []
    assert guard._idle == []


@pytest.mark.kernel
def test_a_judge_that_still_holds_much_judges_nobody_else(stand_in):
    make, _ = stand_in
    keeps = "globals().setdefault('kept', []).append(b'1' * (200 << 20))"
    make(f"task.student == 'ada' and {keeps}")
    guard.grade(replace(TASK, student="bea"))
    (judge,) = guard._idle
    guard.grade(TASK)
    assert guard._idle == []
    assert not judge.runs


@pytest.mark.kernel
def test_what_a_judge_starts_does_not_inherit_its_limit():
    code = (
        "import subprocess, sys\nfrom grading.sandbox import own_memory\n"
        "own_memory.bound(1 << 30)\n"
        "show = [sys.executable, '-c', 'import resource; print(resource.getrlimit(2)[0])']\n"
        "subprocess.run(show)\nwith own_memory.unbound():\n    subprocess.run(show)\n"
        "try:\n    bytes(2 << 30)\nexcept MemoryError:\n    print('too much')"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    before = resource.getrlimit(resource.RLIMIT_DATA)[0]
    assert resource.RLIMIT_DATA == 2
    assert set(done.stdout.split("\n")) == {str(1 << 30), str(before), "too much", ""}


def stubborn(error) -> None:
    """Go on once when this is raised."""
    with suppress(error):
        while True:
            pass
    while True:
        pass


class TestClock:
    def test_it_stops_what_takes_too_long(self):
        with pytest.raises(OutOfTime), at_most(0.05):
            stubborn(Exception)

    def test_it_rings_again_where_the_first_was_swallowed(self, monkeypatch):
        monkeypatch.setattr(clock, "AGAIN", 0.05)
        with pytest.raises(OutOfTime), at_most(0.05):
            stubborn(OutOfTime)

    def test_it_leaves_signals_and_other_clocks_as_they_were(self):
        rung = []
        before = signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.2)
            with at_most(60), suppress(OutOfTime), at_most(0.05):
                time.sleep(1)
            assert rung == []
            time.sleep(0.4)
            assert rung == [1]
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


class Process:
    """A learner's process that answers a call as the test says."""

    alive = True

    def __init__(self, reply) -> None:
        self.reply, self.heard = reply, []

    def ask(self, request, seconds, call_back):
        return self.reply(call_back)


def called(reply, *args, seconds=0.2):
    remote = Remote(Process(reply), "cell", seconds=seconds)
    return remote, StandIn(remote, "answer", {})(*args)


def test_a_call_back_is_stopped_when_the_call_is_over():
    heard = []

    def reply(call_back):
        heard.append(call_back({"call back": 0, "args": {"list": []}, "kwargs": {"dict": []}}))
        raise TimeoutError

    def forever():
        while True:
            pass

    begun = time.monotonic()
    with pytest.raises(TimeoutError, match=r"ran for more than 0\.2 s"):
        called(reply, forever)
    assert time.monotonic() - begun < 5
    assert heard == [{"error": ["TimeoutError", "the call ran out of time"]}]


def test_a_call_back_that_needs_too_much_memory_is_an_error_of_the_answers():
    asked = {"call back": 0, "args": Encoder()([1 << 60]), "kwargs": {"dict": []}}
    heard = []

    def reply(call_back):
        heard.append(call_back(asked))
        raise TimeoutError

    with pytest.raises(TimeoutError):
        called(reply, lambda n: np.zeros(n, dtype=np.int8))
    assert heard[0]["error"][0] in ("MemoryError", "_ArrayMemoryError")


LONG = {"list": [{"list": [{"list": []}] * 1000}] * 3000}  # to read


def test_a_reply_that_takes_too_long_to_read_is_none():
    begun = time.monotonic()
    with pytest.raises(KernelEnded, match="no readable reply"):
        called(lambda call_back: {"value": LONG}, seconds=0.1)
    assert time.monotonic() - begun < 5


def test_a_value_in_a_functions_place_that_takes_too_long_to_read_is_none():
    begun = time.monotonic()
    remote = Remote(Process(lambda call_back: {"value": LONG}), "cell", seconds=0.1)
    with pytest.raises(KernelEnded, match="no readable reply"):
        stand_in_for(remote, "answer")
    assert time.monotonic() - begun < 5


def test_an_error_that_takes_too_long_to_read_is_none(monkeypatch):
    monkeypatch.setattr(stand_ins, "CALL", 0.1)
    error = {"type": "ValueError", "module": "builtins", "text": "", "args": LONG}
    begun = time.monotonic()
    with pytest.raises(KernelEnded, match="no readable reply"):
        called(lambda call_back: {"error": error}, seconds=20)
    assert time.monotonic() - begun < 5


def test_a_judge_says_no_more_often_than_it_must_how_long_it_waits():
    heard = []
    promises = Promises(lambda place, seconds: heard.append((place, seconds)))
    promises.at(TEST, 1)
    for _ in range(1000):
        promises.within(20)
        promises.within(0)
    promises.at(TEST, 2)
    assert heard == [((TEST, 1), 0), ((TEST, 1), 20), ((TEST, 2), 0)]


USE_CHECK = """import ctypes
from utils.checks import check

def wait():
    # Taken twice, it waits for itself, and no signal wakes it
    library, lock = ctypes.PyDLL(None), ctypes.create_string_buffer(100)
    library.pthread_mutex_lock(lock)
    library.pthread_mutex_lock(lock)

def zeros(n):
    return len(bytes(n))

check(use, wait, zeros, expected=1)"""
USE = """def use(wait, zeros):
    \"\"\"One.\"\"\"
    ### BEGIN SOLUTION
    result = 1
    ### END SOLUTION
    return result"""
HONEST = "def use(wait, zeros):\n    return zeros(1)"
ATTACKS = {
    "time": "def use(wait, zeros):\n    wait()\n    return 1",
    "memory": "def use(wait, zeros):\n    zeros(500_000_000_000)\n    return 1",
}


@pytest.mark.sandbox
@pytest.mark.usefixtures("walled")
def test_a_notebook_that_holds_the_judge_up_costs_its_own_test_and_nobody_else(
    tmp_path, monkeypatch
):
    cells = [*CELLS, ("use", "exercise", None, USE), ("use_check", "test", 1, USE_CHECK)]
    root, ports, before = make_course(tmp_path, cells), [], set(open_ports())
    for student in ("diligent", "honest", *ATTACKS):
        nb = perfect_notebook(root)
        cell(nb, "use").source = ATTACKS.get(student, HONEST)
        hand_in(root, student, nb)

    def look():
        ports.append(set(open_ports()) - before)

    at_call(monkeypatch, ClassOfLesson, "_take", 1, look)
    settings = Settings(workers=2, times=SLOW, bounds=Bounds(alone=10.0, memory=1 << 30))
    grade_class(root, settings=settings, say=quiet)
    rows = {line[0]: line for line in read_lines(root / "grades.csv")[1:]}
    assert {student: row[2:4] for student, row in rows.items()} == {
        "diligent": ["graded", "9"],
        "honest": ["graded", "9"],
        "memory": ["graded", "8"],
        "time": ["partial", "8"],
    }
    assert re.fullmatch(
        r"the tests of use_check were ended: the process that judges went on for \d+ s "
        r"with what this notebook gave it; .*",
        rows["time"][5],
    )
    assert ports == [set()]
    assert guard._idle == []


def open_ports() -> list:
    """Where this process, or any below it, listens for others, or could be reached."""
    found = []
    for process in [psutil.Process(), *psutil.Process().children(recursive=True)]:
        with suppress(psutil.Error):  # it has ended
            found += [(process.pid, *each) for each in process.net_connections("inet")]
    return found
