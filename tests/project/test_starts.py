"""A test that starts what it has no marker for fails, so that the inner loop stays quick."""

import os
import re
import subprocess
import sys
from functools import partial
from types import SimpleNamespace

import pytest

from grading import ROOT
from tests.conftest import leave
from tests.helpers.starts import kind_of, order


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        ("/usr/bin/bwrap --unshare-pid true", "sandbox"),
        ("/usr/bin/chromium --headless", "browser"),
        ("/venv/playwright/driver/node cli.js", "browser"),
        ("/venv/bin/python -m ipykernel_launcher", "kernel"),
        ("python3.11 -c pass", "kernel"),
        ("make -C /course grade", "kernel"),
        ("make -n grade", ""),
        ("git ls-files", ""),
    ],
)
def test_a_command_asks_for_a_marker(command, kind):
    assert kind_of(command.split()) == kind


def test_a_worker_leaves_at_once_and_its_forks_do_not(monkeypatch):
    left = []
    monkeypatch.setattr(os, "_exit", left.append)
    leave(os.getppid())
    assert left == []
    leave(os.getpid())
    assert left == [0]


HERE = """
import subprocess
import sys

import pytest

from tests.helpers.starts import starts


def run():
    subprocess.run([sys.executable, "-c", "print()"], check=True, stdout=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def started():
    run()


@pytest.fixture(scope="module")
@starts("kernel")
def declared():
    run()


def test_passes_and_starts_nothing():
    pass


@pytest.mark.kernel
def test_passes_by_its_marker():
    run()


def test_passes_by_its_fixture(declared):
    pass


@pytest.mark.kernel
def test_passes_and_makes_a_fixture(started):
    pass


def test_fails_by_a_fixture_that_was_made_before(started):
    pass


def test_fails_before_it_starts():
    run()


def test_fails_although_it_swallows_everything():
    try:
        run()
    except BaseException:
        pass


@pytest.mark.kernel
def test_fails_by_another_marker():
    subprocess.run(["bwrap", "--version"], check=True)
"""


@pytest.mark.kernel
def test_a_test_fails_where_it_starts_what_it_has_no_marker_for(tmp_path):
    (tmp_path / "conftest.py").write_text("from tests.conftest import *")
    (tmp_path / "test_here.py").write_text(HERE)
    settings = ["-c", ROOT / "pyproject.toml", "--rootdir", tmp_path, "-p", "no:nbval"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rA", "-p", "no:cacheprovider", *settings, tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    found = re.findall(r"(?m)^(PASSED|FAILED|ERROR) \S+::test_(passes|fails)", done.stdout)
    assert sorted(found) == [
        ("ERROR", "fails"),
        *[("FAILED", "fails")] * 3,
        *[("PASSED", "passes")] * 4,
    ], done.stdout
    assert done.stdout.count("mark it") >= 4


def _marks(names):
    return (getattr(pytest.mark, name) for name in names)


def test_what_takes_longest_begins_and_what_another_run_helps_comes_after_it():
    files = {"a": ["late", "sandbox"], "b": [], "c": ["kernel"], "d": ["sandbox"]}
    items = [
        SimpleNamespace(path=path, iter_markers=partial(_marks, names))
        for path, names in files.items()
    ]
    order(items)
    assert [item.path for item in items] == ["d", "c", "a", "b"]
