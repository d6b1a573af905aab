"""What the tests of lessons share that grade a saved model, or drive JupyterLab."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.helpers.answers import judge_saved, missed_by_hidden_tests
from tests.helpers.jupyterlab import flags, free_port, serving
from tests.helpers.playing import quiet
from tests.helpers.starts import starts
from utils.lab import command


@dataclass(frozen=True)
class Lab:
    """A JupyterLab that runs: its address, and the folder that it shows."""

    address: str
    work: Path


@pytest.fixture(scope="session")
@starts("browser")
def lab(tmp_path_factory):
    """One JupyterLab: it takes seconds to start. Each file has a folder and kernels of its own."""
    root, port = tmp_path_factory.mktemp("lab"), free_port()
    (root / "work").mkdir()
    with serving(command(root / "work", flags(port)), port, root) as address:
        yield Lab(address, root / "work")


@pytest.fixture
def cell(played):
    """A cell by its name, with its playground as at first; its own errors are looked at after.

    The module has a fixture `played`: a notebook in its page, of `tests.helpers.playing.played_in`.
    """

    def found(name):
        played.notebook.run(name)
        shown = played.notebook.cell(name)
        shown.locator(".playground[data-ready]").wait_for(timeout=30_000)
        return shown

    yield found
    quiet(played)


@pytest.fixture(scope="module")
def one_thread():
    """Two threads would wait for each other where tests run side by side."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
@starts("long")
def saved(request, tmp_path, monkeypatch, namespace):
    """Points of the two cells that grade the module's lesson's saved model, by what is saved.

    The module has the lesson's name, `LESSON`, and a fixture `namespace`: the solution's names.
    """
    monkeypatch.chdir(tmp_path)
    lesson = request.module.LESSON
    return lambda content, names=None: judge_saved(lesson, content, names or namespace)


@pytest.fixture
def missed(request, exercise):
    """The wrong answers to an exercise of the module's lesson that its hidden tests let pass."""
    return missed_by_hidden_tests(request.module.LESSON, exercise)
