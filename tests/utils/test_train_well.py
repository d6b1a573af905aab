"""Runs are grouped by method, the best setting is found, and nothing trains while graded."""

import time

import pytest

from utils import train_well

RUNS = {
    ("nothing", 0.1, 0): (0.5, "a"),
    ("nothing", 0.1, 1): (0.7, "b"),
    ("dropout 0.2", 0.1, 0): (0.3, "c"),
    ("dropout 0.2", 0.1, 1): (0.9, "d"),
    ("dropout 0.5", 0.1, 0): (0.55, "e"),
    ("dropout 0.5", 0.1, 1): (0.55, "f"),
}


def test_the_setting_with_the_lowest_mean_is_chosen_for_each_method():
    assert train_well.chosen(RUNS) == {"nothing": ("nothing", 0.1), "dropout": ("dropout 0.5", 0.1)}
    assert train_well.best_of_each(RUNS) == {"nothing": ["a", "b"], "dropout": ["e", "f"]}
    assert train_well.best_of_each({}) == {}


def test_the_table_has_a_line_for_each_setting_and_stars_the_chosen():
    lines = train_well.results_table(RUNS).splitlines()
    assert [line.endswith("*") for line in lines] == [True, False, True]
    assert lines[1] == "dropout 0.2     rate 0.1    mean 0.600, from 0.300 to 0.900"
    assert train_well.results_table({}) == ""


class Live:
    """What stands in for the bar."""

    made: list = []  # noqa: RUF012

    def __init__(self, n_steps, name, began):
        self.n_steps, self.began, self.losses = n_steps, began, []
        self.made.append(self)

    def __call__(self, loss):
        self.losses.append(loss)


@pytest.fixture
def bars(monkeypatch):
    monkeypatch.setattr(train_well, "LiveRuns", Live)
    monkeypatch.setattr(Live, "made", [])
    return Live


def test_every_setting_is_run_once_under_one_bar(bars):
    runs = train_well.run_all([("x", 1.0, 0), ("x", 1.0, 1)], lambda *setting: (0.5, setting))
    assert list(runs.values()) == [(0.5, ("x", 1.0, 0)), (0.5, ("x", 1.0, 1))]
    (bar,) = bars.made
    assert (bar.n_steps, bar.losses) == (2, [0.5, 0.5])


def test_the_first_training_counts_for_the_time_left(bars):
    before = time.perf_counter()
    train_well.run_all([("x", 1.0, 0)], lambda *setting: (time.sleep(0.01), setting))
    assert before <= bars.made[0].began < time.perf_counter() - 0.01


def test_the_bar_counts_networks_and_draws_no_curve(capsys):
    live = train_well.LiveRuns(3, "validation loss", time.perf_counter() - 20)
    live(0.5)
    live(0.25)
    shown = live._bundle()
    assert shown["text/plain"] == "network 2 of 3, about 10 s left, validation loss 0.250"
    assert "<svg" not in shown["text/html"]


def test_a_blank_exercise_leaves_no_bar_behind(bars):
    def blank(*setting):
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        train_well.run_all([("x", 1.0, 0)], blank)
    assert bars.made == []


def test_nothing_trains_while_a_notebook_is_graded(bars, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert train_well.run_all([("x", 1.0, 0)], None) == {}
    assert bars.made == []


def test_what_a_blank_exercise_has_not_made_is_told_as_blank():
    assert train_well.ready([1]) == [1]
    with pytest.raises(NotImplementedError):
        train_well.ready(None)
