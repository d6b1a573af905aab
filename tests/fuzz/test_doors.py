"""The doors take some inputs without failing, and what fails is noticed and can be had again."""

import json
import time

import pytest
from hypothesis import strategies as st

from tests.fuzz import notebooks, tally, values, zips
from tests.fuzz.__main__ import main
from tests.fuzz.fake_kernel import FakeKernel, honest_reply
from tests.fuzz.tally import Tally, Undeserved, run


@pytest.mark.parametrize("door", [zips.Zips, notebooks.Notebooks, values.Values])
def test_some_inputs_go_through_each_door(monkeypatch, tmp_path, door):
    monkeypatch.setattr(tally, "BATCH", 12)
    monkeypatch.setattr(door, "__init__", _quickly(door))
    monkeypatch.setattr(notebooks, "lessons", lambda: ["01_neurons"])
    monkeypatch.setattr(values, "exercises", lambda: [("01_neurons", "neuron")])
    found = Tally(door.__name__, tmp_path)
    ready = door()
    run(found, ready.strategy, ready.attempt, 0.0, begin=1)
    assert found.tried == 12
    assert not found.failed, [path.read_text() for path in tmp_path.iterdir()]
    assert "none failed" in str(found)


def _quickly(door):
    """A door that does not get ready for thousands of inputs."""
    return door.__init__ if door is zips.Zips else lambda self: None


def test_what_fails_is_counted_and_comes_again_from_its_seed(monkeypatch, tmp_path):
    monkeypatch.setattr(tally, "BATCH", 40)

    def attempt(number):
        if number % 3 == 0:
            raise ValueError("three")
        if number % 5 == 0:
            raise Undeserved("1 point")
        return "other"

    drawn = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        found = Tally("numbers", folder)
        run(found, st.integers(0, 10**6), attempt, 0.0, begin=7)
        kept = [json.loads(path.read_text()) for path in sorted(folder.iterdir())]
        drawn.append([each["drawn"] for each in kept])
        assert sum(found.failed.values()) + found.kinds["other"] == 40
        assert found.failed["crash"] == sum(each["how"] == "crash" for each in kept) > 0
        assert found.failed["undeserved"] > 0
        assert kept[0]["again"] == "python -m tests.fuzz --door numbers --seed 7"
    assert drawn[0] == drawn[1]


def test_an_input_that_takes_too_long_is_ended(monkeypatch, tmp_path):
    monkeypatch.setattr(tally, "PATIENCE", 1)
    found, begun = Tally("slow", tmp_path), time.monotonic()
    found.take(1, lambda _: time.sleep(60))
    assert found.failed == {"too long": 1}
    assert time.monotonic() - begun < 30


def test_an_honest_process_earns_all_and_a_blank_one_nothing():
    lesson, exercise = values.exercises()[0]
    earned = []
    for blank in (False, True):
        names = values.names(lesson, exercise, blank)
        kernel = FakeKernel(lambda request, back, names=names: honest_reply(names, request, back))
        earned.append(values.examined(lesson, exercise, kernel)[0])
    masters = values.lesson_named(lesson).masters
    most = sum(masters[name].points for name in values.test_cells(lesson, exercise))
    assert earned == [most, 0]


def test_points_for_nothing_are_noticed(monkeypatch):
    monkeypatch.setattr(values, "examined", lambda *_: (1.0, None))
    door = object.__new__(values.Values)
    with pytest.raises(Undeserved):
        door.attempt(("drawn replies", (0, 0), [{"value": 1}]))


def test_no_door_of_that_name_is_said(capsys):
    assert main(["--door", "window"]) == 1
    assert "zips, notebooks, values" in capsys.readouterr().err
