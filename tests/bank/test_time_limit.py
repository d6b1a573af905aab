"""What runs too long ends, and how busy the machine is never decides about an answer."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from grading import CourseError
from grading.bank import Answer, load, shipped
from grading.bank.time_limit import time_limit

LESSON, EXERCISE = "00_start_here", "mean_of_columns"


def run_for_ever():
    while True:
        pass


def test_what_computes_too_long_ends():
    with pytest.raises(TimeoutError), time_limit(0.05):
        run_for_ever()


def test_what_catches_the_error_is_ended_again_and_known():
    rounds = 0
    with suppress(TimeoutError), time_limit(0.05) as limit:
        while rounds < 2:
            try:
                run_for_ever()
            except TimeoutError:
                rounds += 1
    assert limit.ran_out
    assert rounds == 2


def test_time_that_others_take_does_not_count():
    with time_limit(0.2) as limit:
        time.sleep(0.6)
    assert not limit.ran_out


def test_what_sleeps_for_ever_ends(monkeypatch):
    monkeypatch.setattr("grading.bank.time_limit.ASLEEP", 1)
    with pytest.raises(TimeoutError), time_limit(0.05):
        time.sleep(60)


@pytest.mark.long
def test_an_answer_that_runs_out_of_time_is_a_fault_and_no_fingerprint(monkeypatch):
    monkeypatch.setattr(shipped, "LIMIT", 0.3)
    shipped.warm_up(LESSON, EXERCISE)
    body = "while True: pass"
    source = load(LESSON).source(EXERCISE, body)
    with pytest.raises(CourseError, match=r"lesson_00\.py: mean_of_columns: 'loops' did not"):
        shipped.ask(LESSON, Answer(EXERCISE, "loops", body), source)
