"""Progress is shown in place, on stdout, and costs next to nothing."""

import re
import time

import pytest

from utils import live_training
from utils.live_training import LiveTraining, curve


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


@pytest.mark.parametrize("losses", [[], [0.0], [2.3], [float("nan"), 1.0], [0.0, 0.0]])
def test_odd_losses_are_no_trouble(losses):
    curve(losses, 10)


def test_names_are_shown_and_nothing_to_do_shows_nothing(handle):
    LiveTraining(4, "mistakes in %")(12.5)
    assert "mistakes in % 12.500" in handle.shown[-1]["text/plain"]
    count = len(handle.shown)
    LiveTraining(0).say("nothing")
    assert len(handle.shown) == count
