"""What lessons' cells note: mistakes by their ids, exercises that pass, predictions."""

from __future__ import annotations

import json

import pytest

from utils.checks import CheckFailed, check, check_that, passed
from utils.lesson import reveal
from utils.memory import journal
from utils.memory.journal import HANDED_OUT, NAME


@pytest.fixture
def noted(tmp_path, monkeypatch):
    """Work in a learner's folder; gives the lines noted so far, without their times."""
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    (tmp_path / HANDED_OUT).write_text("{}")
    (tmp_path / "01_neurons").mkdir()
    monkeypatch.setattr(journal, "STARTED_IN", tmp_path / "01_neurons")

    def lines():
        path = tmp_path / NAME
        rows = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [{k: v for k, v in json.loads(row).items() if k != "at"} for row in rows]

    return lines


def neuron(x, w, b):
    return sum(xi * wi for xi, wi in zip(x, w, strict=True)) + b


def without_bias(x, w, b):
    return sum(xi * wi for xi, wi in zip(x, w, strict=True))


without_bias.__name__ = without_bias.__qualname__ = "neuron"


def test_a_mistake_is_noted_by_its_id(noted):
    with pytest.raises(CheckFailed, match="neuron/no-bias"):
        check(without_bias, [4.0, 6.0], [0.8, 0.2], -3.0, expected=1.4)
    about = {"lesson": "01_neurons", "exercise": "neuron", "mistake": "neuron/no-bias"}
    assert noted() == [{"what": "mistake", **about}]


def test_one_that_only_its_probes_show_is_noted_once(noted):
    with pytest.raises(CheckFailed):
        passed(without_bias)
    assert [line["what"] for line in noted()] == ["mistake"]


def test_an_exercise_that_passes_is_noted(noted):
    check(neuron, [4.0, 6.0], [0.8, 0.2], -3.0, expected=1.4)
    assert noted() == []
    passed(neuron)
    assert noted() == [{"what": "passed", "lesson": "01_neurons", "exercise": "neuron"}]


def test_a_failed_check_that_no_id_names_is_not_noted(noted):
    check(neuron, [4.0, 6.0], [0.8, 0.2], -3.0, expected=1.4)
    with pytest.raises(CheckFailed):
        check_that(False, "It is not.", "Try.")
    assert noted() == []


def test_a_blank_is_no_mistake(noted):
    def neuron(x, w, b):
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        check(neuron, [4.0, 6.0], [0.8, 0.2], -3.0, expected=1.4)
    assert noted() == []


def test_a_function_of_no_exercise_is_not_noted(noted):
    def mine(x):
        return x

    check(mine, 2.0, expected=2.0)
    passed(mine)
    assert noted() == []


def test_predictions_are_noted_with_whether_they_came_true(noted, capsys):
    reveal(1.4, 1.4)
    reveal("75", 80, within=10)
    reveal(2, 1.4)
    reveal(..., 1.4)
    assert [(line["guess"], line["right"]) for line in noted()] == [
        ("1.4", True),
        ("75", True),
        ("2", False),
    ]
    assert {line["lesson"] for line in noted()} == {"01_neurons"}
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_what_cannot_be_noted_changes_no_check(noted, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no disk")

    monkeypatch.setattr(journal, "note", broken)
    passed(neuron)
    reveal(1.4, 1.4)
    with pytest.raises(CheckFailed, match="neuron/no-bias"):
        check(without_bias, [4.0, 6.0], [0.8, 0.2], -3.0, expected=1.4)
