"""What several test files share: the environment, and a browser."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import sys
from contextlib import suppress
from functools import cache, partial
from multiprocessing import util
from pathlib import Path

import pytest

from tests.helpers import costs, starts

# Kernels that may not write bytecode would compile torch anew each time
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Several workers share the cores: threads of torch's would only wait for each other
os.environ["OMP_NUM_THREADS"] = "1"
# A new gradebook asks the command `alembic` for its version, which lies beside Python
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])

starts.listen()


@cache
def settle_hypothesis() -> None:
    """What holds of all examples.

    Settled where tests are collected: the process that only shares them out starts its workers
    sooner.
    """
    with suppress(ImportError):  # the oldest NumPy's environment has no Hypothesis
        from hypothesis import settings

        # An example that waits for a busy machine has found nothing
        settings.register_profile("course", deadline=None)
        settings.load_profile("course")


def pytest_pycollect_makemodule() -> None:
    """Settle what holds before a module of tests is imported."""
    settle_hypothesis()


def leave(process: int) -> None:
    """End this process at once, if it has that number: its forks end as they would."""
    if os.getpid() == process:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def pytest_configure(config) -> None:
    """Let a worker end without taking apart, object by object, all that its tests have left."""
    if hasattr(config, "workerinput"):  # pytest-xdist's: what came of its tests is told by then
        atexit.unregister(util._exit_function)
        atexit.register(leave, os.getpid())  # the last of those that are registered from here on
        atexit.register(util._exit_function)


@pytest.fixture(scope="session")
@starts.starts("browser")
def chromium():
    """A running headless Chromium: the system's, else the one that Playwright installed."""
    from playwright.sync_api import Error, sync_playwright

    path = next((found for name in starts.BROWSERS if (found := shutil.which(name))), None)
    quiet = ["--disable-gpu", "--no-first-run", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync", "--disable-quic"]
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=path, args=["--no-sandbox", *quiet]
            )
        except Error:
            reason = "no Chromium here: install it, or run `.venv/bin/playwright install chromium`"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def mnist():
    """MNIST as it comes, fetched where it is not there yet; skips where it cannot be had."""
    from utils.data import fetch_mnist
    from utils.mnist import read_mnist
    from utils.storage.fetch import FetchError

    try:
        fetch_mnist()
    except FetchError as error:
        pytest.skip(str(error))
    return read_mnist()


@pytest.fixture(scope="session")
@starts.starts("sandbox")
def walled():
    """Skip where students' code cannot be walled in: asked when a test runs, not at collection."""
    from grading.sandbox import standing

    if reason := standing.problem():
        pytest.skip(reason)


@pytest.fixture
def page(chromium):
    """A fresh page of the browser."""
    page = chromium.new_page(viewport={"width": 1200, "height": 1000})
    yield page
    page.close()


def pytest_generate_tests(metafunc) -> None:
    """Make one test of every drawing."""
    if "drawing" in metafunc.fixturenames:
        from tests.helpers import pictures

        pictures.parametrize(metafunc)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Let several workers take the files whose tests share nothing."""
    from tests.helpers import sharing  # where pytest-xdist is there

    return sharing.scheduler(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items) -> None:
    """Mark tests by their fixtures, and let what takes long begin first."""
    starts.mark_by_fixtures(items)
    starts.order(items)


class Compiled(dict):
    """Statements that SQLAlchemy compiled for one gradebook, for every other of its dialect."""

    def get(self, key, default=None):
        return super().get((key[0].name, *key[1:]), default)

    def __setitem__(self, key, statement):
        super().__setitem__((key[0].name, *key[1:]), statement)


def unsynced(make):
    """What makes engines; SQLite's do not wait for the disk, since no test pulls the plug."""
    from sqlalchemy import event

    def engine(*args, **options):
        made = make(*args, **options)
        if made.dialect.name == "sqlite":
            event.listen(made, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))
        return made

    return engine


def read_once(read):
    """What reads a file into an array; of a file that it has read it gives a copy."""
    known = {}

    def again(path):
        state = path.stat() if path.exists() else None
        key = state and (str(path), state.st_ino, state.st_size, state.st_mtime_ns)
        if key not in known:
            array = read(path)
            if array.nbytes < 1_000_000:
                return array
            known[key] = array
        return known[key].copy()

    return again


def checked_once(check_schema):
    """What checks that a schema is one; what it has passed, it passes."""
    right = set()

    def check(schema, *args, **options):
        text = repr((schema, args, options))
        if text not in right:
            check_schema(schema, *args, **options)
            right.add(text)

    return check


def pytest_collection_finish() -> None:
    """Do once what tests would do again and again."""
    gc.collect()
    gc.freeze()  # nothing that was imported is garbage
    gc.set_threshold(10_000)  # notebooks are many small objects, and hardly any is garbage
    if "utils.mnist" in sys.modules:
        sys.modules["utils.mnist"].read_idx = read_once(sys.modules["utils.mnist"].read_idx)
    if "jsonschema" in sys.modules:  # nbgrader has its own schema checked for each cell
        validator = sys.modules["jsonschema"].Draft4Validator
        validator.check_schema = checked_once(validator.check_schema)
    if "nbgrader.api" in sys.modules:
        api = sys.modules["nbgrader.api"]
        shared = {"compiled_cache": Compiled()}
        api.create_engine = unsynced(partial(api.create_engine, execution_options=shared))
        # Alembic, a program that takes a second, tells which version a new gradebook has
        answer = cache(api.get_alembic_version)
        for name in sys.modules.keys() & {"nbgrader.api", "grading.gradebook.book"}:
            sys.modules[name].get_alembic_version = answer


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef):
    """Remember what a fixture starts."""
    with starts.making(fixturedef):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item):
    """Stop a test whose fixtures start what it has no marker for."""
    with starts.running(item), costs.making(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Stop a test that starts what it has no marker for."""
    with starts.running(item), costs.measured(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Tell whoever sums up what a test cost."""
    report = yield
    if call.when == "call":
        costs.note(item, report, starts.MAY)
    return report


def pytest_terminal_summary(terminalreporter) -> None:
    """Say which tests cost too much for the inner loop."""
    costs.summary(terminalreporter)
