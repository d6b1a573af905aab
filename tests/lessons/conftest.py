"""What the tests of lessons share that grade a saved model."""

from __future__ import annotations

import pytest

from tests.helpers.answers import judge_saved


@pytest.fixture(scope="module")
def one_thread():
    """Two threads would wait for each other where tests run side by side."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def saved(request, tmp_path, monkeypatch, namespace):
    """Points of the two cells that grade the module's lesson's saved model, by what is saved.

    The module has the lesson's name, `LESSON`, and a fixture `namespace`: the solution's names.
    """
    monkeypatch.chdir(tmp_path)
    lesson = request.module.LESSON
    return lambda content, names=None: judge_saved(lesson, content, names or namespace)
