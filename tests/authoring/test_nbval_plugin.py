"""What `make nbval` adds to nbval: what a solution trained is noted once its last cell has run."""

from types import SimpleNamespace

import nbval.kernel
import pytest

from grading import lesson_path
from grading.authoring import nbval_plugin
from grading.authoring.nbval_plugin import WatchedKernel
from grading.nbval import first_trained


@pytest.fixture
def ended(tmp_path, monkeypatch):
    """Ends a cell of a notebook; gives the lessons whose files were noted."""
    noted = []
    monkeypatch.setattr(nbval_plugin, "keep_trained", lambda lesson, *_: noted.append(lesson))
    config = SimpleNamespace(rootpath=tmp_path)

    def end(stage, lesson, then=None):
        items = []
        for path in (lesson_path(stage, lesson, tmp_path), then and lesson_path(*then, tmp_path)):
            items.append(path and SimpleNamespace(path=path, config=config))
        nbval_plugin.pytest_runtest_setup(items[0])
        nbval_plugin.pytest_runtest_teardown(*items)
        return noted

    return end


@pytest.mark.parametrize("then", [None, ("solutions", "09_train_well"), ("notebooks", "08_mnist")])
def test_a_solution_that_ended_is_noted(ended, then):
    assert ended("solutions", "08_mnist", then) == ["08_mnist"]


def test_a_cell_in_its_midst_and_a_release_are_not(ended):
    assert ended("solutions", "08_mnist", ("solutions", "08_mnist")) == []
    assert ended("notebooks", "08_mnist") == []


def test_lessons_whose_files_others_wait_for_begin():
    chosen = ["00_start_here", "07_pytorch", "08_mnist", "09_train_well", "10_convolution"]
    assert first_trained(chosen) == [
        *("10_convolution", "08_mnist"),
        *("09_train_well", "07_pytorch", "00_start_here"),
    ]


@pytest.mark.parametrize("silent", [1, 2])
def test_a_kernel_that_does_not_answer_when_it_has_started_is_started_once_more(
    monkeypatch, silent
):
    started = []

    def start(**options):
        started.append(options["cwd"])
        if len(started) <= silent:
            raise RuntimeError("no answer")
        return "manager", "client"

    monkeypatch.setattr(nbval.kernel, "start_new_kernel", start)
    monkeypatch.setattr(nbval.kernel.RunningKernel, "_ensure_iopub_up", lambda self: None)
    if silent > 1:
        with pytest.raises(RuntimeError, match="no answer"):
            WatchedKernel("python3", cwd="here")
    else:
        assert WatchedKernel("python3", cwd="here").km == "manager"
    assert started == ["here"] * 2
