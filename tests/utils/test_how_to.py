"""Where there is no Makefile, no sentence names `make`."""

from __future__ import annotations

import ast
import sys

import pytest

from grading import ROOT
from utils import how_to


@pytest.fixture
def kit(tmp_path, monkeypatch):
    monkeypatch.setattr(how_to, "ROOT", tmp_path)
    return tmp_path


def test_in_the_project_make_is_named_and_in_a_kit_the_module(kit, monkeypatch):
    monkeypatch.setattr(sys, "prefix", str(kit / ".venv"))
    monkeypatch.setattr(how_to.os, "name", "posix")
    assert how_to.run_module("utils.data mnist", "data") == "`.venv/bin/python -m utils.data mnist`"
    assert how_to.set_up() == "`python3 utils/bootstrap.py --all`"
    assert how_to.set_up("A=b") == "`python3 utils/bootstrap.py --all` with A=b in the environment"
    (kit / "Makefile").touch()
    assert how_to.run_module("utils.data mnist", "data") == "`make data`"
    assert how_to.run_module("utils.data students") == "`.venv/bin/python -m utils.data students`"
    assert how_to.set_up("A=b") == "`make setup A=b`"


def test_outside_our_environment_it_is_the_python_that_runs(kit, monkeypatch):
    monkeypatch.setattr(sys, "prefix", "/opt/conda")
    assert how_to.python() == "python"


def sentences(path):
    """The texts in a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if text and id(node) not in documented:
            yield node.value


def test_no_module_that_ships_says_make_by_itself():
    found = {
        path.name
        for path in (ROOT / "utils").rglob("*.py")
        for text in sentences(path)
        if "`make " in text or text.startswith("make ")
    }
    assert found == {"how_to.py", "bootstrap.py"}  # both look for the Makefile first
