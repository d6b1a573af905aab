"""A call that does not end is stopped, on every system, and the loop is named."""

from __future__ import annotations

import linecache
import signal
import threading
import time
from contextlib import suppress
from textwrap import dedent
from traceback import FrameSummary

import pytest

from utils.checking import messages
from utils.checking.clock import OutOfTime, at_most, off
from utils.checking.loops import loop_around
from utils.checks import CheckFailed, check, check_raises

SHORT = 0.05


def run_for_ever():
    while True:
        pass


def swallows_errors():
    rounds = 0
    while rounds < 10**9:
        with suppress(Exception):
            rounds += 1


def in_a_thread(work):
    """What a function gives in a thread of its own."""
    given = []
    thread = threading.Thread(target=lambda: given.append(work()))
    thread.start()
    thread.join()
    return given[0]


def stopped(function, seconds=SHORT):
    """Whether the clock stops a function, and says how long that had."""
    try:
        with at_most(seconds):
            function()
    except OutOfTime as over:
        return over.seconds == seconds
    return False


@pytest.fixture(params=["signals", "a thread", "no signals"])
def clocked(request, monkeypatch):
    """Runs a function where the clock works by signals, in another thread, or as on Windows."""
    if request.param == "no signals":
        monkeypatch.delattr(signal, "SIGVTALRM")
    return in_a_thread if request.param == "a thread" else lambda work: work()


@pytest.mark.parametrize("endless", [run_for_ever, swallows_errors])
def test_what_does_not_end_is_stopped(clocked, endless):
    assert clocked(lambda: stopped(endless))


def test_what_ends_is_left_alone_and_nothing_rings_later(clocked):
    def work():
        for _ in range(20):
            if stopped(lambda: None):
                return False
        begun = time.thread_time()
        while time.thread_time() - begun < 3 * SHORT:
            pass
        return True

    assert clocked(work)


def test_an_exception_goes_through(clocked):
    def work():
        try:
            return stopped(lambda: 1 / 0)
        except ZeroDivisionError:
            return "through"

    assert clocked(work) == "through"


def test_waiting_for_others_costs_nothing():
    assert not stopped(lambda: time.sleep(4 * SHORT))


def test_the_clocks_of_others_go_on():
    heard = []
    before = signal.signal(signal.SIGVTALRM, lambda *_: heard.append(1))
    signal.setitimer(signal.ITIMER_VIRTUAL, 100.0, 100.0)
    try:
        assert stopped(run_for_ever)
        left, again = signal.getitimer(signal.ITIMER_VIRTUAL)
        assert again == pytest.approx(100)
        assert 90 < left <= 100.1
        signal.raise_signal(signal.SIGVTALRM)
        assert heard == [1]
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def test_an_interrupt_goes_through():
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in the background
    try:
        with pytest.raises(KeyboardInterrupt), at_most(60):
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


def test_grading_has_a_clock_of_its_own(monkeypatch):
    with off():
        assert not stopped(lambda: spend(2 * SHORT))
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert not stopped(lambda: spend(2 * SHORT))


def spend(seconds):
    """Work for so long."""
    begun = time.thread_time()
    while time.thread_time() - begun < seconds:
        pass


def test_a_browsers_python_has_no_clock_and_none_is_asked_for(monkeypatch):
    with monkeypatch.context() as browser:
        browser.setattr("sys.platform", "emscripten")
        browser.delattr(signal, "setitimer", raising=False)
        browser.setattr(threading, "Thread", None)
        with at_most(0.01):
            answer = sum(range(10))
    assert answer == 45


def test_the_outer_clock_rings():
    begun = time.thread_time()
    with pytest.raises(OutOfTime), at_most(SHORT), at_most(60):
        run_for_ever()
    assert time.thread_time() - begun < 10


def learners(source, name="f"):
    """A function of a learner's, as a notebook's cell defines it."""
    source = dedent(source)
    filename = f"<ipython-{name}-{len(source)}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
    scope = {}
    exec(compile(source, filename, "exec"), scope)
    return scope[name]


WHILE = """
def f(n):
    total = 1
    while total > 0:
        for k in range(3):
            total = total + k
    return total
"""
GROWS = """
def f(n):
    rows = [n]
    for row in rows:
        rows.append(row)
    return rows
"""
ONE_LINE = """
def f(n):
    return sum(k for k in iter(int, 1))
"""
CALLED = """
def g(x):
    for _ in range(5):
        x = x + 1
    return x

def f(n):
    while n > 0:
        n = g(n)
"""


@pytest.mark.parametrize(
    ("source", "loop", "hint"),
    [
        (WHILE, "in the loop `while total > 0:`", "its condition"),
        (GROWS, "in the loop `for row in rows:`", "Count its rounds"),
        (ONE_LINE, "at the line `return sum(k for k in iter(int, 1))`", "far too much work"),
        (CALLED, "in the loop `while n > 0:`", "its condition"),
    ],
)
def test_a_check_names_the_loop(source, loop, hint):
    with pytest.raises(CheckFailed) as caught:
        check(learners(source), 1, expected=1, seconds=SHORT)
    said = str(caught.value)
    assert said.startswith("f(1) did not come to an end within 0.05 seconds"), said
    assert loop in said
    assert hint in said
    assert said.endswith("mistake:  any/endless")
    with pytest.raises(CheckFailed, match="did not come to an end"):
        check_raises(learners(source), 1, hint="-", seconds=SHORT)


def test_a_cell_with_a_magic_has_a_line_and_no_loop():
    assert loop_around([]) == ""
    filename = "<ipython-magic>"
    lines = ["%time x = 1\n", "while x:\n", "    x = 1\n"]
    linecache.cache[filename] = (1, None, lines, filename)
    frame = FrameSummary(filename, 3, "f")
    assert loop_around([frame]) == ""
    said = messages.endless("f()", 10, [frame])
    assert said.wrong == "f() did not come to an end within 10 seconds: at the line `x = 1`."
