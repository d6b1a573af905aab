"""Numbers go over to the page and back, and its modules ask for nothing from elsewhere."""

from __future__ import annotations

import fnmatch
import re
import subprocess
import sys

import numpy as np
import pytest

from grading.kit import LEFT_OUT
from utils.playground.widget import FOLDER, VIEW, module, plain, view, widget

NAMES = sorted(path.stem for path in FOLDER.glob("*.js") if path.stem != "shared")


@pytest.fixture
def sent(monkeypatch):
    """Make a widget that can be asked as the page asks; gives what it sent."""

    def ask(answer, question):
        made, found = widget("curve", {}, answer), []
        monkeypatch.setattr(made, "send", found.append)
        made._handle_custom_msg({"id": "a-1", "question": question}, [])
        return found

    return ask


def test_arrays_become_lists_and_what_is_not_finite_nothing():
    start = {"X": np.array([[1, 2]]), "z": [np.float32(0.5), np.inf], 3: (True, None, "a")}
    assert plain(start) == {"X": [[1, 2]], "z": [0.5, None], "3": [True, None, "a"]}


def test_the_start_goes_over():
    assert widget("curve", {"x": np.arange(3)}).start == {"x": [0, 1, 2]}


def test_a_question_is_answered_under_its_number(sent):
    answers = sent(lambda question: {"z": np.array([question["x"] * 2])}, {"x": 2.0})
    assert answers == [{"id": "a-1", "answer": {"z": [4.0]}}]


def test_an_error_is_told_in_the_page(sent):
    def answer(question):
        raise ValueError("no such z")

    assert sent(answer, {}) == [{"id": "a-1", "error": "ValueError: no such z"}]


def test_without_anywidget_there_is_no_widget(monkeypatch):
    import utils.playground.widget as module_of_it

    module_of_it.kind_of.cache_clear()
    monkeypatch.setitem(sys.modules, "anywidget", None)
    assert widget("curve", {}) is None
    assert view(None) == {}


def test_only_the_view_is_displayed():
    assert list(view(widget("curve", {}))) == [VIEW]


@pytest.mark.parametrize("name", NAMES)
def test_a_module_exports_one_playground_and_fetches_nothing(name):
    text = module(name)
    assert len(re.findall(r"^export default playground\(", text, re.MULTILINE)) == 1
    assert "import " not in text
    assert set(re.findall(r"https?://[^\"]+", text)) == {"http://www.w3.org/2000/svg"}
    assert "url(" not in (FOLDER / "shared.css").read_text("utf-8")


@pytest.mark.kernel
def test_a_lesson_pays_for_anywidget_only_where_it_plays():
    modules = [path.stem for path in FOLDER.glob("*.py") if path.stem != "digit"]  # needs a network
    lines = [f"import utils.playground.{name}" for name in modules if name != "__init__"]
    lines += ["import sys", "print('anywidget' in sys.modules, 'ipywidgets' in sys.modules)"]
    run = [sys.executable, "-c", "\n".join(lines)]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout == "False False\n"


def test_the_kit_takes_what_the_page_draws_with():
    shipped = [path for path in FOLDER.iterdir() if path.suffix in (".js", ".css")]
    assert len(shipped) == len(NAMES) + 2
    for path in shipped:
        assert not any(fnmatch.fnmatch(path.name, each) for each in LEFT_OUT), path.name
