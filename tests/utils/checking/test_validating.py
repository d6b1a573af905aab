"""Validate tells a split cell in words, and an endless loop costs its time once."""

from __future__ import annotations

import json
import time
from types import SimpleNamespace

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config import Config

from tests.helpers.sample_course import make_solution, write_notebook
from utils.checking import validating
from utils.checking.validating import Patience, install, sentence, split_cells
from utils.lab import command


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test moves."""
    now = SimpleNamespace(time=0.0)
    monkeypatch.setattr(validating.time, "monotonic", lambda: now.time)
    return now


def test_once_a_cell_used_its_time_up_the_others_have_little(clock):
    patience, given = Patience(60, 5), []
    for seconds in (2, 59, 60, 5, 1):  # what the cells take
        given.append(patience(None))
        clock.time += seconds
    assert given == [60, 60, 60, 5, 5]


class Handler:
    """As nbgrader's, without a server."""

    def __init__(self, root_dir):
        self.root_dir = str(root_dir)

    def load_config(self):
        return Config({"Execute": {"timeout": 120}})

    def validate_notebook(self, path):
        return {"success": True, "value": path}


@pytest.fixture
def handler(tmp_path):
    class Own(Handler):
        validate_notebook, load_config = Handler.validate_notebook, Handler.load_config

    install(Own)
    return Own(tmp_path)


def test_a_split_cell_is_told_in_words(handler, tmp_path):
    nb = make_solution()
    write_notebook(nb, tmp_path / "whole.ipynb")
    half = new_code_cell("pass", id="half", metadata=nb.cells[1].metadata)
    nb.cells.insert(2, half)
    write_notebook(nb, tmp_path / "split.ipynb")
    assert handler.validate_notebook("whole.ipynb")["success"]
    said = handler.validate_notebook("split.ipynb")
    assert said == {"success": False, "value": sentence(["double"])}
    assert said["value"].startswith("The cell `double` is there twice: it was split or copied.")
    assert "The cells `a` and `b` are there twice: they" in sentence(["a", "b"])


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"cells": 3}', '{"cells": [{"metadata": 3}]}'])
def test_a_file_that_is_none_is_left_to_nbgrader(handler, tmp_path, text):
    (tmp_path / "a.ipynb").write_text(text)
    assert split_cells(tmp_path / "a.ipynb") == []
    assert split_cells(tmp_path / "missing.ipynb") == []
    assert handler.validate_notebook("a.ipynb")["success"]


def test_each_validation_has_a_patience_of_its_own(handler):
    first, second = (handler.load_config().Execute for _ in range(2))
    assert first.timeout_func is not second.timeout_func
    assert first.interrupt_on_timeout


@pytest.mark.kernel
def test_an_endless_loop_costs_its_time_once(handler, tmp_path):
    from nbgrader.preprocessors import Execute

    # The loop sleeps: what counts is that it does not end, not what it costs the machine
    loop = "import time\n\ndef f():\n    while True:\n        time.sleep(0.01)"
    cells = [loop, *["f()"] * 4, "print('on')"]
    nb = new_notebook(cells=[new_code_cell(source) for source in cells])
    execute = Execute(timeout_func=Patience(3, 1), interrupt_on_timeout=True)
    start = time.monotonic()
    nb, _ = execute.preprocess(nb, {"metadata": {"path": str(tmp_path)}})
    assert time.monotonic() - start < 60
    assert nb.cells[-1].outputs[0].text == "on\n"
    assert all("error" in json.dumps(cell.outputs) for cell in nb.cells[1:5])


def test_nbgraders_handler_is_the_one_that_learns_it(monkeypatch):
    from nbgrader.server_extensions.validate_assignment.handlers import ValidateAssignmentHandler

    seen = []
    monkeypatch.setattr(validating, "install", seen.append)
    validating._load_jupyter_server_extension(None)
    assert seen == [ValidateAssignmentHandler]
    (point,) = validating._jupyter_server_extension_points()
    assert any(f"{point['module']}=True" in word for word in command("work", []))
