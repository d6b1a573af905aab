"""PyTorch comes with the first lesson that imports it; a package that looks around brings none."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from utils.storage import later

ABSENT = "torch_that_is_not_here"


@pytest.fixture
def asked(monkeypatch):
    """A notebook without a package; `asked` counts the fetches, and each brings `ABSENT`."""
    made = []
    monkeypatch.setattr(later, "NAMES", (ABSENT,))
    monkeypatch.setitem(sys.modules, "ipykernel", ModuleType("ipykernel"))
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, later.Fetcher()])
    monkeypatch.setattr(later, "fetch", lambda: made.append(1) or "")
    return made


class Empty:
    """Finds nothing."""

    find_spec = staticmethod(lambda name: None)


def cell(code: str, name: str = "__main__") -> dict:
    """Run code as a notebook's cell, or as a module called `name`."""
    space = {"__name__": name}
    exec(code, space)
    return space


def test_a_cell_that_imports_it_fetches_it_and_goes_on(asked, monkeypatch, tmp_path):
    def fetch():
        (tmp_path / f"{ABSENT}.py").write_text("ready = True\n")
        monkeypatch.syspath_prepend(str(tmp_path))
        return ""

    monkeypatch.setattr(later, "fetch", fetch)
    monkeypatch.delitem(sys.modules, ABSENT, raising=False)
    assert cell(f"import {ABSENT}")[ABSENT].ready
    del sys.modules[ABSENT]


@pytest.mark.parametrize("name", ["sphinx.ext", "anywidget"])
def test_a_package_that_looks_around_brings_nothing(name, asked):
    cell(f"import importlib.util; found = importlib.util.find_spec({ABSENT!r})", name)
    with pytest.raises(ModuleNotFoundError):
        cell(f"import {ABSENT}", name)
    assert asked == []


def test_the_courses_own_code_fetches_it_too(asked):
    space = cell(
        f"import importlib.util; found = importlib.util.find_spec({ABSENT!r})", "utils.mnist"
    )
    assert space["found"] is None, "this fetch brings nothing"
    assert asked == [1]


def test_outside_a_notebook_nothing_is_fetched(asked, monkeypatch):
    monkeypatch.delitem(sys.modules, "ipykernel")
    with pytest.raises(ModuleNotFoundError):
        cell(f"import {ABSENT}")
    assert asked == []


def test_what_went_wrong_is_told_and_the_next_import_tries_again(asked, monkeypatch):
    monkeypatch.setattr(later, "fetch", lambda: "PyTorch is not here yet. Offline.")
    for _ in range(2):
        with pytest.raises(ModuleNotFoundError, match=r"PyTorch is not here yet\. Offline\."):
            cell(f"import {ABSENT}")


def set_up_that(monkeypatch, tmp_path, code: str) -> None:
    """A course's folder of its own, where set-up is `code`: the real one is never run from here."""
    (tmp_path / "utils").mkdir()
    (tmp_path / ".venv").mkdir()
    (tmp_path / "utils" / "bootstrap.py").write_text(code)
    monkeypatch.setattr(later, "ROOT", str(tmp_path))
    monkeypatch.setattr(later, "_found", lambda name: False)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "It needs the internet once: connect and run the same command again.",
            "It needs the internet once: connect and run this cell again.",
        ),
        ("The packages failed.", "The packages failed. Then run this cell again."),
    ],
)
@pytest.mark.kernel
def test_a_fetch_that_fails_says_what_set_up_said(said, told, monkeypatch, tmp_path, capsys):
    code = f"print('Asking'); print('Set-up stopped. ' + {said!r}); raise SystemExit(1)"
    set_up_that(monkeypatch, tmp_path, code)
    trouble = later.fetch()
    assert trouble == f"PyTorch is not here yet. {told} Lessons 00 to 05 do without."
    out = capsys.readouterr().out
    assert "Asking" in out
    assert said not in out, "once is enough, and the error says it"


@pytest.mark.parametrize("begun", ["0" * 64 + "\nfirst\nhalf\n", "made, not installed\nall\n"])
def test_what_an_interrupted_fetch_left_is_not_imported(begun, asked, monkeypatch, tmp_path):
    set_up_that(monkeypatch, tmp_path, "")
    monkeypatch.setattr(later, "_found", lambda name: True)
    stamp = tmp_path / ".venv" / "installed"
    finder = sys.meta_path[-1]
    stamp.write_text("0" * 64 + "\nfirst\n")
    cell(f"import importlib.util; importlib.util.find_spec({ABSENT!r})")
    assert asked == [], "it is there, and whole"
    stamp.write_text(begun)
    cell(f"import importlib.util; importlib.util.find_spec({ABSENT!r})")
    assert asked == [1]
    assert finder not in sys.meta_path


def test_it_is_asked_first(monkeypatch):
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    later.watch()
    later.watch()
    assert [type(finder).__name__ for finder in sys.meta_path].count("Fetcher") == 1
    assert type(sys.meta_path[0]).__name__ == "Fetcher"


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(monkeypatch, tmp_path):
    def refused(path):
        raise PermissionError(13, "Permission denied", path)

    set_up_that(monkeypatch, tmp_path, "")
    monkeypatch.setattr("filelock.FileLock", refused)
    assert "later.lock could not be written: Permission denied. Then run this" in later.fetch()
