"""Progress is shown in place, on stdout, and costs next to nothing."""

import re
import time

import pytest

from utils import live_training
from utils.live_training import LiveTraining, curve, time_left


class Handle:
    def __init__(self):
        self.shown = []

    def update(self, bundle, raw):
        assert raw
        self.shown.append(bundle)


@pytest.fixture
def handle(monkeypatch):
    handle = Handle()

    def display(bundle, raw, display_id):
        assert raw
        assert display_id
        handle.shown.append(bundle)
        return handle

    monkeypatch.setattr(live_training, "display", display)
    return handle


def test_the_last_state_stays(handle, capsys):
    live = LiveTraining(3)
    for loss in (2.0, 1.0, 0.5):
        live(loss)
    live.say("test accuracy 97.00 %")
    last = handle.shown[-1]
    assert last["text/plain"] == "step 3 of 3, loss 0.500, test accuracy 97.00 %"
    assert '<progress max="3" value="3"' in last["text/html"]
    assert 'aria-label="The loss over the steps, from 2.00 to 0.50."' in last["text/html"]
    assert capsys.readouterr().err == ""


def test_a_training_that_stops_before_its_last_step_has_no_time_left(handle):
    live = LiveTraining(3)
    live(2.0)
    assert "about 1 s left" in handle.shown[-1]["text/plain"]
    live.stop("solved")
    assert handle.shown[-1]["text/plain"] == "step 1 of 3, loss 2.000, solved"


@pytest.mark.parametrize(
    ("spent", "done", "n_steps", "told"),
    [
        (0.0, 0, 9, ""),
        (3.0, 1, 4, "about 9 s left"),
        (3.0, 3, 4, "about 1 s left"),
        (0.001, 1, 2, "about 1 s left"),  # never 0 while there is something to do
        (99.0, 1, 2, "about 99 s left"),
        (150.0, 1, 2, "about 2 min left"),
        (3600.0, 1, 3, "about 120 min left"),
        (5.0, 4, 4, ""),
    ],
)
def test_the_time_left_is_told_in_seconds_then_in_minutes(spent, done, n_steps, told):
    assert time_left(spent, done, n_steps) == told


def test_it_says_how_long_it_will_take_while_it_runs_and_not_at_its_ends(handle, monkeypatch):
    clock = iter(range(0, 1000, 10))
    monkeypatch.setattr(live_training.time, "perf_counter", lambda: next(clock))
    live = LiveTraining(3)
    for loss in (2.0, 1.0, 0.5):
        live(loss)
    first, second, third, last = (each["text/plain"] for each in handle.shown)
    assert (first, last) == ("step 0 of 3", "step 3 of 3, loss 0.500")
    for text in (second, third):
        assert re.fullmatch(r"step \d of 3, about \d+ s left, loss \d\.000", text)


def test_it_may_have_begun_before_it_was_shown(handle):
    live = LiveTraining(2, began=time.perf_counter() - 50)
    live(1.0)
    assert "about 50 s left" in handle.shown[-1]["text/plain"]


def test_it_redraws_seldom(handle):
    live = LiveTraining(5000)
    start = time.perf_counter()
    for _ in range(4999):
        live(1.0)
    spent = time.perf_counter() - start
    assert len(handle.shown) <= 3 + spent / live_training.PAUSE
    live(1.0)
    assert "step 5000 of 5000" in handle.shown[-1]["text/plain"]


def test_the_number_of_points_is_fixed():
    for n_steps in (90, 1175, 20_000):
        drawn = curve([1 / (k + 1) for k in range(n_steps)], n_steps)
        assert len(re.search('points="([^"]*)"', drawn)[1].split()) == live_training.POINTS


@pytest.mark.parametrize("losses", [[0.69, 0.7, 0.69], [1.0, 2.0, 3.0], [3.2, 2.1, 3.0], [2.3]])
def test_no_line_runs_through_its_label(losses):
    drawn = curve(losses, len(losses))
    baseline = float(re.search('<text [^>]*y="([^"]*)"', drawn)[1])
    points = re.search('points="([^"]*)"', drawn)[1].split()
    descent = 5  # pixels that a comma reaches below the baseline, and half of the line's width
    assert min(float(point.split(",")[1]) for point in points) >= baseline + descent


@pytest.mark.parametrize("losses", [[], [0.0], [2.3], [float("nan"), 1.0], [0.0, 0.0]])
def test_odd_losses_are_no_trouble(losses):
    curve(losses, 10)


def test_names_are_shown_and_nothing_to_do_shows_nothing(handle):
    LiveTraining(4, "mistakes in %")(12.5)
    assert "mistakes in % 12.500" in handle.shown[-1]["text/plain"]
    count = len(handle.shown)
    LiveTraining(0).say("nothing")
    assert len(handle.shown) == count
